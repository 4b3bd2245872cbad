"""A rulebook one can ask: which questions matter, which situation wins, which words go with it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from batalin.rulebook.building import (
    build_derived,
    build_detail,
    build_domains,
    build_fragment,
    build_question,
    build_rule,
    build_source,
)
from batalin.rulebook.group import Answers, Group
from batalin.rulebook.model import Detail, Fragment, Message, Question, Rule, Source, Visit, one_or_many
from batalin.rulebook.relevance import Interviews, Relevance
from batalin.rulebook.space import Space
from batalin.rulebook.template import placeholders
from batalin.rulebook.vocabulary import FRAGMENTS, HANDOVER, ITEM_KINDS, SITUATIONS, UNKNOWN, WORDS

if TYPE_CHECKING:
    from batalin.rulebook.handover import Handover
    from batalin.rulebook.lexicon import Lexicon

Tree = Any
Page = Mapping[str, Any]


class Decision(NamedTuple):
    """What the rulebook says of one set of answers.

    Attributes:
        situation: The rule that won; its body is the page.
        answers: Every visited question and its answer, `unknown` where none was given.
        derived: The derived answers.
        unanswered: Questions that were left open although they can change what the buyer is told.
        mask: The rules that match, for explanations.
    """

    situation: Rule
    answers: Answers
    derived: Answers
    unanswered: tuple[str, ...]
    mask: int


class Undecided(Exception):
    """No situation wins; a checked rulebook never gets here."""


class Rulebook:
    """Everything a shop's rule files say."""

    def __init__(
        self,
        trees: Mapping[str, Tree],
        beats: Mapping[str, Sequence[int]] | None = None,
        folder: str = "",
        words: bytes = b"",
    ) -> None:
        """Build a rulebook from files that were read and checked.

        Args:
            trees: What each file says, by its name below the rulebook's folder.
            beats: For each group of rules which beat which, when it is already known.
            folder: How commands name these rules, or an empty string for those that come with the program.
            words: How buyers say it, as JSON, where the trees hold no such file.
        """
        self._trees = trees
        self.folder = folder
        self._words = words
        self.about: Page = trees["rulebook.yaml"]
        asked, derived = trees["questions.yaml"], trees["derived.yaml"]["derived"]
        self._domains = domains = build_domains(asked["questions"], derived)
        self.questions: tuple[Question, ...] = tuple(build_question(tree, domains) for tree in asked["questions"])
        self.details: tuple[Detail, ...] = tuple(build_detail(tree) for tree in asked["details"])
        self.derived = tuple(build_derived(tree, domains) for tree in derived)
        pages = [build_rule(tree, domains, tree) for name, tree in trees.items() if name.startswith(SITUATIONS)]
        self.situations = tuple(rule for rule in pages if "fallback" not in rule.body)
        self.fallback = next((rule for rule in pages if "fallback" in rule.body), None)
        self.fragments: dict[str, Fragment] = {
            tree["id"]: build_fragment(tree, domains) for name, tree in trees.items() if name.startswith(FRAGMENTS)
        }
        self._spoken = _spoken_answers(self.questions)
        groups = [self.situations, *(one.cases for one in self.fragments.values()), *self._spoken.values()]
        self.space = Space(self.questions, self.derived, groups)
        self.groups: dict[str, Group] = dict(zip(["", *self.fragments, *self._spoken], self.space.groups, strict=True))
        for name, group in self.groups.items():
            group.id = name
            if beats is None:
                self.space.settle(group)
            else:
                group.beats = tuple(beats[name])

    @cached_property
    def _relevance(self) -> Relevance:
        return Relevance(self.space, self.groups[""], self._used)

    @cached_property
    def _used(self) -> list[list[Group]]:
        """For each situation the groups of rules its page draws on."""
        return [[self.groups[name] for name in self._groups_of(rule.body)] for rule in self.situations]

    @property
    def shop(self) -> Mapping[str, str]:
        """The shop's name as the program's own sentences say it; without one, the title stands for it."""
        name: Mapping[str, str] = self.about.get("shop", self.about["title"])
        return name

    def question(self, question_id: str) -> Question:
        """Give the question with this id."""
        return next(question for question in self.questions if question.id == question_id)

    def detail(self, detail_id: str) -> Detail:
        """Give the detail with this id."""
        return next(detail for detail in self.details if detail.id == detail_id)

    def page(self, situation_id: str) -> Page:
        """Give the page of a situation."""
        page: Page = self._trees[f"{SITUATIONS}{situation_id}.yaml"]
        return page

    @cached_property
    def messages(self) -> dict[str, Message]:
        """The message templates by id."""
        return {
            tree["id"]: Message(tree["id"], tree["to"], tree["about"], tuple(tree["body"]))
            for tree in self._trees["messages.yaml"]["messages"]
        }

    @cached_property
    def handover(self) -> Handover:
        """What helps a buyer to act on a page."""
        from batalin.rulebook.handover import build_handover

        return build_handover(self._trees.get(HANDOVER, {}), self._domains)

    @cached_property
    def lexicon(self) -> Lexicon:
        """How buyers say it."""
        from batalin.rulebook.lexicon import build_lexicon

        return build_lexicon(self.words_tree)

    @cached_property
    def words_tree(self) -> Page:
        """The file of how buyers say it, or nothing."""
        if self._words:
            import json

            said: Page = json.loads(self._words)
            return said
        return dict(self._trees.get(WORDS, {}))

    @cached_property
    def trees(self) -> Mapping[str, Tree]:
        """What each file says, by its name below the rulebook's folder."""
        return {**self._trees, WORDS: self.words_tree} if self._words else self._trees

    @property
    def pasted(self) -> tuple[str, ...]:
        """Questions that also take text from the app."""
        return one_or_many(self.words_tree.get("pasted"))

    def source(self, fact_id: str) -> Source:
        """Give the source behind a fact id."""
        return build_source(fact_id, self._trees["sources.yaml"])

    def interview(self, answers: Answers) -> Iterator[Visit]:
        """Replay the interview for these answers, from the first question on.

        A follow-up is visited only while its answer can still change what the buyer is told. A question without an
        answer is followed as `unknown`, so that the questions after it can be named too.
        """
        for name, is_question, mask, options in self.space.follow(answers):
            if is_question and options:
                question = self.question(name)
                if question.core or self._relevance.matters(name, mask):
                    given = answers.get(name)
                    yield Visit(question, tuple(options), given if given in options else None)

    def measure(self) -> Interviews:
        """Count all interviews and their questions; this takes far longer than one decision."""
        return self._relevance.measure({question.id for question in self.questions if question.core})

    def decide(self, answers: Answers) -> Decision:
        """Find the one situation for these answers.

        Args:
            answers: Question ids to option ids; what is missing counts as `unknown`.

        Raises:
            Undecided: The rulebook has a gap or a tie here and declares no fallback.
        """
        visits = list(self.interview(answers))
        values = self.space.values(answers)
        mask = self.space.end(answers)
        situation = self.winner_at(mask)
        if situation is None:
            raise Undecided(dict(answers))
        return Decision(
            situation=situation,
            answers={visit.question.id: visit.answer or UNKNOWN for visit in visits},
            derived={name: value for name in self.space.derived if (value := values[name]) is not None},
            unanswered=tuple(visit.question.id for visit in visits if visit.answer is None),
            mask=mask,
        )

    def winner(self, answers: Answers) -> Rule | None:
        """Give the situation for these answers alone, or None for a gap or a tie without a fallback."""
        return self.winner_at(self.space.end(answers))

    def winner_at(self, mask: int) -> Rule | None:
        """Give the situation with which an interview ends that left this mask."""
        winner = self.groups[""].winner(mask)
        return self.fallback if winner is None else self.situations[winner]

    def outcome(self, mask: int) -> Hashable:
        """Give what a buyer is told after an interview that left this mask; equal outcomes read the same."""
        if (winner := self.groups[""].winner(mask)) is None:
            return None
        return winner, tuple(group.winner(mask) for group in self._used[winner])

    def outcomes(self, question_id: str) -> Iterator[dict[str, Hashable]]:
        """Give, for every point of all interviews where a question is asked, what each option leads to.

        This looks at every interview and takes far longer than one decision.
        """
        return self._relevance.outcomes(question_id)

    def items(self, page: Page, kind: str, mask: int) -> list[Page]:
        """Give the sentences or steps of a page, fragments resolved.

        Args:
            page: A situation's page.
            kind: `why`, `steps`, `avoid` or `limits`.
            mask: The mask of the decision.
        """
        found: list[Page] = []
        for item in page[kind]:
            if "use" in item:
                case = self.groups[item["use"]].winner(mask)
                if case is not None:
                    found.extend(self.fragments[item["use"]].cases[case].body)
            else:
                found.append(item)
        return found

    def _groups_of(self, page: Page) -> list[str]:
        names = used_fragments(page)
        for message_id in page["messages"]:
            names += self._quoted[message_id]
        return list(dict.fromkeys(names))

    @cached_property
    def _quoted(self) -> dict[str, list[str]]:
        """The questions whose answers each message quotes."""
        return {
            message.id: [name for line in message.body for name in placeholders(line) if name in self._spoken]
            for message in self.messages.values()
        }


def _spoken_answers(questions: Sequence[Question]) -> dict[str, tuple[Rule, ...]]:
    """Give, for each follow-up that messages can quote, one rule an option that is quoted, and one for the others.

    Quoting an answer makes it matter; options without words are alike in a message.
    """
    found: dict[str, tuple[Rule, ...]] = {}
    for question in questions:
        if question.core or not any(option.phrase for option in question.options):
            continue
        quoted = [
            option.id
            for option in question.options
            if option.id == question.free_text or (option.phrase and option.id != UNKNOWN)
        ]
        silent = frozenset(option.id for option in question.options) - frozenset(quoted)
        rules = [Rule(option, {question.id: frozenset({option})}, frozenset(), option) for option in quoted]
        found[question.id] = (*rules, Rule("", {question.id: silent}, frozenset(), ""))
    return found


def used_fragments(page: Page) -> list[str]:
    """Give the ids of the fragments that a page takes up, in its order."""
    return [item["use"] for kind in ITEM_KINDS for item in page[kind] if "use" in item]


def cited(item: Page) -> tuple[str, ...]:
    """Give the source ids an item cites."""
    return one_or_many(item.get("source"))
