"""Questions, options and rules that change nothing, and lists that end up empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from itertools import combinations, zip_longest
from typing import NamedTuple

from batalin.rulebook.finding import Finding
from batalin.rulebook.model import Cube, Question, Rule
from batalin.rulebook.place import Path
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.template import placeholders
from batalin.rulebook.vocabulary import FRAGMENTS, ITEM_KINDS, SITUATIONS, UNKNOWN

_BODY = ("id", "when", "over", "examples")
_OPEN_ENDED = frozenset({UNKNOWN, "none", "other"})
"""Options that stand for what no other option says; they may well tell what another one tells."""
Pairs = set[frozenset[str]]


class Example(NamedTuple):
    """An example of a page.

    Attributes:
        rule: The page.
        given: The answers.
        trail: The masks of the interview before each variable.
    """

    rule: Rule
    given: Mapping[str, str]
    trail: list[int]


def find_idle(rulebook: Rulebook) -> Iterator[Finding]:
    """Give what could be taken away without any buyer noticing, and the lists that some buyers find empty.

    Args:
        rulebook: Rules that are in order in shape and names.
    """
    yield from _mergeable(rulebook)
    yield from _silent_lists(rulebook)
    examples = _list_examples(rulebook)
    quoted = {name for message in rulebook.messages.values() for line in message.body for name in placeholders(line)}
    for index, question in enumerate(rulebook.questions):
        yield from _idle_answers(rulebook, index, question, examples, quoted)


def _mergeable(rulebook: Rulebook) -> Iterator[Finding]:
    """Give the rules that say what another says and differ from it in one condition only."""
    pages = [
        rule._replace(body={key: value for key, value in rule.body.items() if key not in _BODY})
        for rule in rulebook.situations
    ]
    for first, second in _twins(pages):
        yield _merge(f"{SITUATIONS}{second.id}.yaml", ("when",), first, second)
    for fragment in rulebook.fragments.values():
        for first, second in _twins(fragment.cases):
            path: Path = ("cases", fragment.cases.index(second), "when")
            yield _merge(f"{FRAGMENTS}{fragment.id}.yaml", path, first, second)
    for place, tree in enumerate(rulebook.trees["derived.yaml"]["derived"]):
        rows = rulebook.derived[place].rows
        sourced = [row._replace(body=[row.body, one["source"]]) for row, one in zip(rows, tree["rows"], strict=True)]
        for first, second in _twins(sourced):
            path = ("derived", place, "rows", sourced.index(second), "when")
            yield _merge("derived.yaml", path, first, second)


def _merge(file: str, path: Path, first: Rule, second: Rule) -> Finding:
    return Finding("could-merge", path, file, True, second.id, facts={"other": first.id})


def _twins(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Give pairs of rules with the same body whose conditions could be one."""
    for first, second in combinations(rules, 2):
        if first.body == second.body and _one_cube(first.when, second.when):
            yield first, second


def _one_cube(first: Cube, second: Cube) -> bool:
    """Tell whether what either condition accepts is again one condition, and none holds the other."""
    if first.keys() != second.keys():
        return False
    different = [name for name in first if first[name] != second[name]]
    return len(different) == 1 and not (
        first[different[0]] <= second[different[0]] or second[different[0]] <= first[different[0]]
    )


def _silent_lists(rulebook: Rulebook) -> Iterator[Finding]:
    """Give the lists of pages whose fragments may all be silent at once."""
    situations = rulebook.groups[""]
    can_be_silent = {
        name for name, fragment in rulebook.fragments.items() if not all(case.body for case in fragment.cases)
    }
    for rule in rulebook.situations:
        for kind in ITEM_KINDS:
            names = [item.get("use") for item in rule.body[kind]]
            if not all(name in can_be_silent for name in names):
                continue
            groups = [rulebook.groups[name] for name in names if name]
            for leaf in rulebook.space.leaves(situations.mask | sum({group.mask for group in groups})):
                cases = [group.rules[best].body for group in groups for best in group.undominated(leaf.mask)]
                if rulebook.winner_at(leaf.mask) is rule and not any(cases):
                    file = f"{SITUATIONS}{rule.id}.yaml"
                    yield Finding("silent-list", (kind,), file, True, kind, witness=leaf.witness)
                    break


def _idle_answers(
    rulebook: Rulebook, index: int, question: Question, examples: Sequence[Example], quoted: Collection[str]
) -> Iterator[Finding]:
    """Give the question if no answer to it matters, else the options that always tell what another one tells.

    The pages' examples tell most options apart; only for those they do not, every interview is looked at.
    """
    together = _offered_together(rulebook, question)
    looks = _looks(question, quoted)
    left = {pair for pair in together if not pair & _OPEN_ENDED and len({looks[option] for option in pair}) == 1}
    idle = bool(together)
    for example in sorted(examples, key=lambda example: question.id not in example.given):
        doubtful = None if idle else {option for pair in left for option in pair}
        tells = _tell(rulebook, question.id, example, doubtful)
        idle = idle and len(set(tells.values())) < 2
        left = _still_alike(left, tells)
        if not left and not idle:
            return
    for tells in rulebook.outcomes(question.id):
        idle = idle and len(set(tells.values())) < 2
        left = _still_alike(left, tells)
    if idle:
        yield Finding("idle-question", ("questions", index, "id"), "questions.yaml", word=question.id)
        return
    for first, second in sorted(sorted(pair) for pair in left):
        position = [option.id for option in question.options].index(second)
        path = ("questions", index, "options", position, "id")
        yield Finding("idle-option", path, "questions.yaml", word=second, facts={"other": first})


def _looks(question: Question, quoted: Collection[str]) -> dict[str, Hashable]:
    """Give what of each option itself a buyer gets to see: its place on the order line and its words in messages.

    The words of follow-ups are among the outcomes already.
    """
    spoken = question.core and question.id in quoted
    return {
        option.id: (option.stage, tuple(option.phrase.values()) if spoken and option.phrase else ())
        for option in question.options
    }


def _offered_together(rulebook: Rulebook, question: Question) -> Pairs:
    space = rulebook.space
    offers = {tuple(space.options(question.id, mask)) for mask in space.ends(space.openings(question.id))}
    return {frozenset(pair) for offer in offers for pair in combinations(offer, 2)}


def _still_alike(pairs: Pairs, tells: Mapping[str, Hashable]) -> Pairs:
    return {pair for pair in pairs if len({tells[option] for option in pair if option in tells}) < 2}


def _list_examples(rulebook: Rulebook) -> list[Example]:
    """Give the examples of all pages, each page's last one first: they tell the most answers apart."""
    rows = zip_longest(
        *([(rule, example["given"]) for example in rule.body["examples"]] for rule in rulebook.situations)
    )
    listed = [Example(rule, given, rulebook.space.trail(given)) for row in rows for rule, given in filter(None, row)]
    return listed[::-1]


def _tell(
    rulebook: Rulebook, question_id: str, example: Example, options: Collection[str] | None
) -> dict[str, Hashable]:
    """Give what each of some options of a question would tell in one interview; None stands for all options.

    An option that leads to a page of its own needs no closer look.
    """
    space, given = rulebook.space, example.given
    place = space.position(question_id)
    mask = example.trail[place]
    ways = [way for way in space.ways(place, mask) if options is None or way[0] in options]
    if len(ways) < 2:
        return {}
    ends = {str(option): space.end(given, place + 1, mask & keep) for option, keep in ways}
    winners = {option: rulebook.groups[""].winner(end) for option, end in ends.items()}
    won = Counter(winners.values())
    return {
        option: winner if won[winner] == 1 else rulebook.outcome(ends[option]) for option, winner in winners.items()
    }
