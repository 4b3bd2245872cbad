"""How to come to some part of a rulebook, or the proof that no interview does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from batalin.diagnosis.answers import complete_answers, find_contradiction
from batalin.rulebook.group import Answers, Leaf
from batalin.rulebook.model import Cube, Rule
from batalin.rulebook.rulebook import Rulebook, cited, used_fragments
from batalin.rulebook.vocabulary import ITEM_KINDS
from batalin.workshop.cases.case import list_pages
from batalin.workshop.cases.cause import Cause
from batalin.workshop.cases.coverage import (
    ENDS,
    FIRST,
    FRAGMENTS,
    MESSAGES,
    OPTIONS,
    SITUATIONS,
    SOURCES,
    name_end,
    name_option,
    touch,
)


class Way(NamedTuple):
    """How to come to one part of a rulebook.

    Attributes:
        kind: What it is, one of the kinds of coverage.
        name: Its name.
        answers: An interview that comes to it, or nothing where none does.
        proof: Why none does.
    """

    kind: str
    name: str
    answers: Answers
    proof: Cause | None = None


class Finder:
    """Looks for ways through all interviews of a rulebook, and remembers the walks it has done."""

    def __init__(self, rulebook: Rulebook) -> None:
        """Take the rules."""
        self._rulebook = rulebook
        self._leaves: dict[int, list[Leaf]] = {}
        self._look = {
            SITUATIONS: self._to_page,
            OPTIONS: self._to_option,
            ENDS: self._to_end,
            MESSAGES: self._to_message,
            FIRST: self._to_first,
            FRAGMENTS: self._to_fragment_case,
            SOURCES: self._to_source,
        }

    def find(self, kind: str, name: str) -> Way:
        """Find a short interview that comes to something, or say why there is none.

        Args:
            kind: One of the kinds of coverage.
            name: As coverage names it.
        """
        found = self._look[kind](name)
        if isinstance(found, Cause):
            return Way(kind, name, {}, found)
        return Way(kind, name, self._shorten(kind, name, found))

    def _shorten(self, kind: str, name: str, answers: Answers) -> Answers:
        """Leave out the follow-ups without which the interview comes to the same."""
        short = dict(answers)
        for question in reversed(list(answers)):
            fewer = {key: value for key, value in short.items() if key != question}
            if not self._rulebook.question(question).core and name in touch(self._rulebook, fewer)[kind]:
                short = fewer
        return short

    def _walk(self, interest: int) -> list[Leaf]:
        if interest not in self._leaves:
            self._leaves[interest] = self._rulebook.space.leaves(interest)
        return self._leaves[interest]

    def _to_page(self, name: str) -> Answers | Cause:
        rulebook, group = self._rulebook, self._rulebook.groups[""]
        page = next(page for page in list_pages(rulebook) if page.id == name)
        for example in page.body["examples"]:
            if rulebook.winner(example["given"]) is page:
                given: Answers = example["given"]
                return given
        leaves = self._walk(group.mask)
        for leaf in leaves:
            if rulebook.winner_at(leaf.mask) is page:
                return leaf.witness
        if page is rulebook.fallback:
            return Cause("unreached-no-fallback")
        bit = 1 << (group.first + group.rules.index(page))
        best = {index for leaf in leaves if leaf.mask & bit for index in group.undominated(leaf.mask)}
        others = ", ".join(sorted(group.rules[index].id for index in best))
        return Cause("unreached-beaten", {"others": others}) if best else Cause("unreached-no-interview")

    def _to_option(self, name: str) -> Answers | Cause:
        rulebook, space = self._rulebook, self._rulebook.space
        question_id, option = name.split(": ")
        near = self._near_example(OPTIONS, name, list_pages(rulebook), [{question_id: frozenset({option})}])
        if near:
            return near
        for leaf in self._walk(space.openings(question_id)):
            if option in space.options(question_id, leaf.mask):
                place = space.position(question_id)
                before = {key: value for key, value in leaf.witness.items() if space.position(key) < place}
                answers = before | {question_id: option}
                missing = [one for one in rulebook.questions if one.core and one.id not in answers]
                return complete_answers(answers, missing, rulebook)
        return Cause("unreached-not-offered")

    def _to_end(self, name: str) -> Answers | Cause:
        fitting = name.split(" + ")
        pages = sorted(
            (page for page in self._rulebook.situations if page.id in fitting), key=lambda page: page.id != fitting[0]
        )
        near = self._near_example(ENDS, name, pages[:1], [page.when for page in pages])
        leaves = self._walk(self._rulebook.groups[""].mask)
        return near or next(leaf.witness for leaf in leaves if name_end(self._rulebook, leaf.mask) == name)

    def _near_example(self, kind: str, name: str, pages: Iterable[Rule], conditions: Sequence[Cube]) -> Answers:
        """Change an example just so that it meets conditions, because examples are what buyers really meet."""
        for example in (example["given"] for page in pages for example in page.body["examples"]):
            answers = _meet(example, conditions, self._rulebook)
            consistent = find_contradiction(answers, self._rulebook) is None
            if consistent and name in touch(self._rulebook, answers)[kind]:
                return answers
        return {}

    def _to_message(self, name: str) -> Answers | Cause:
        return self._to_any_page(page for page in list_pages(self._rulebook) if name in page.body["messages"])

    def _to_first(self, name: str) -> Answers | Cause:
        return self._to_any_page(page for page in list_pages(self._rulebook) if page.body["messages"][0] == name)

    def _to_any_page(self, pages: Iterable[Rule]) -> Answers | Cause:
        names = []
        for page in pages:
            found = self._to_page(page.id)
            if not isinstance(found, Cause):
                return found
            names.append(page.id)
        return Cause("unreached-dead-pages", {"pages": ", ".join(names)}) if names else Cause("unreached-no-page")

    def _to_fragment_case(self, name: str) -> Answers | Cause:
        rulebook = self._rulebook
        fragment, case = name.split(": ")
        group = rulebook.groups[fragment]
        pages = [page for page in list_pages(rulebook) if fragment in used_fragments(page.body)]
        if not pages:
            return Cause("unreached-no-page")
        condition = next(rule.when for rule in group.rules if rule.id == case)
        near = self._near_example(FRAGMENTS, name, pages, [condition])
        if near:
            return near
        for leaf in self._walk(group.mask | rulebook.groups[""].mask):
            best = group.winner(leaf.mask)
            if best is not None and group.rules[best].id == case and rulebook.winner_at(leaf.mask) in pages:
                return leaf.witness
        return Cause("unreached-no-case", {"pages": ", ".join(page.id for page in pages)})

    def _to_source(self, name: str) -> Answers | Cause:
        """Look first on the pages, then in their fragments, then in their messages."""
        rulebook = self._rulebook
        proofs = []
        for kind, place in self._citing(name):
            found = self._look[kind](place)
            if not isinstance(found, Cause):
                return found
            proofs.append(place)
        if proofs:
            return Cause("unreached-dead-places", {"places": ", ".join(proofs)})
        files = [file for file in ("derived.yaml", "guide.yaml") if name in set(_cited_in(rulebook.trees[file]))]
        return Cause("unreached-elsewhere", {"files": ", ".join(files)}) if files else Cause("unreached-not-cited")

    def _citing(self, fact: str) -> Iterator[tuple[str, str]]:
        rulebook = self._rulebook
        for page in list_pages(rulebook):
            if any(fact in cited(item) for kind in ITEM_KINDS for item in page.body[kind]):
                yield SITUATIONS, page.id
        for fragment in rulebook.fragments.values():
            for case in fragment.cases:
                if any(fact in cited(item) for item in case.body):
                    yield FRAGMENTS, name_option(fragment.id, case.id)
        for tree in rulebook.trees["messages.yaml"]["messages"]:
            if fact in cited(tree):
                yield MESSAGES, tree["id"]


def _meet(given: Answers, conditions: Iterable[Cube], rulebook: Rulebook) -> Answers:
    """Answer the questions that conditions name with an option they allow; the other answers stay."""
    answers = dict(given)
    for condition in conditions:
        for question in rulebook.questions:
            allowed = condition.get(question.id)
            if allowed and answers.get(question.id) not in allowed:
                answers[question.id] = next(option.id for option in question.options if option.id in allowed)
    return answers


def _cited_in(tree: object) -> Iterator[str]:
    """Give every fact that is cited anywhere in a file."""
    if isinstance(tree, dict):
        yield from cited(tree)
        for value in tree.values():
            yield from _cited_in(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _cited_in(value)
