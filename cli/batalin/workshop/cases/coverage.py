"""How much of a rulebook its cases and examples come to, and how to come to the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from batalin.rulebook.group import Answers
from batalin.rulebook.rulebook import Rulebook, cited, used_fragments
from batalin.rulebook.vocabulary import ITEM_KINDS
from batalin.workshop.cases.case import list_pages

SITUATIONS, OPTIONS, ENDS, MESSAGES, FIRST, FRAGMENTS, SOURCES = KINDS = (
    "situations",
    "options",
    "ends",
    "messages",
    "first-messages",
    "fragment-cases",
    "sources",
)
"""What is counted: pages, answers, sets of pages that fit together, messages offered and sent first, cases, facts."""
Touched = Mapping[str, frozenset[str]]
"""For each kind the names of what one or several interviews come to."""


class Figure(NamedTuple):
    """One kind of things, counted.

    Attributes:
        kind: One of `KINDS`.
        by_cases: How many of them a case of a case file comes to.
        by_all: How many a case or an example comes to.
        missed: The names of the others.
        total: How many there are.
    """

    kind: str
    by_cases: int
    by_all: int
    missed: tuple[str, ...]
    total: int


class Coverage(NamedTuple):
    """What the cases and examples of a rulebook come to.

    Attributes:
        figures: One for each kind.
        interviews: How many complete sets of answers there are.
        by_cases: How many of them end with the same fitting situations as a case of a case file.
        by_all: How many end so as a case or an example.
    """

    figures: tuple[Figure, ...]
    interviews: int
    by_cases: int
    by_all: int


def measure_coverage(rulebook: Rulebook, cases: Iterable[Answers], examples: Iterable[Answers]) -> Coverage:
    """Count what interviews come to.

    Args:
        rulebook: The rules.
        cases: The answers of every case of a case file.
        examples: The answers of every example.
    """
    by_cases = _together([touch(rulebook, answers) for answers in cases])
    by_all = _together([by_cases, *(touch(rulebook, answers) for answers in examples)])
    everything = list_everything(rulebook)
    figures = tuple(
        Figure(
            kind,
            sum(name in by_cases[kind] for name in names),
            sum(name in by_all[kind] for name in names),
            tuple(name for name in names if name not in by_all[kind]),
            len(names),
        )
        for kind, names in everything.items()
    )
    cells = count_ends(rulebook)
    return Coverage(
        figures,
        sum(cells.values()),
        sum(count for name, count in cells.items() if name in by_cases[ENDS]),
        sum(count for name, count in cells.items() if name in by_all[ENDS]),
    )


def _together(touched: Sequence[Touched]) -> Touched:
    return {kind: frozenset().union(*(one[kind] for one in touched)) for kind in KINDS}


def list_everything(rulebook: Rulebook) -> dict[str, tuple[str, ...]]:
    """Give the names of all there is of each kind, in the order of the rules."""
    pages = list_pages(rulebook)
    return {
        SITUATIONS: tuple(page.id for page in pages),
        OPTIONS: tuple(
            name_option(question.id, option.id) for question in rulebook.questions for option in question.options
        ),
        ENDS: tuple(count_ends(rulebook)),
        MESSAGES: tuple(rulebook.messages),
        FIRST: tuple(dict.fromkeys(page.body["messages"][0] for page in pages)),
        FRAGMENTS: tuple(
            name_option(fragment.id, case.id) for fragment in rulebook.fragments.values() for case in fragment.cases
        ),
        SOURCES: tuple(rulebook.trees["sources.yaml"]["facts"]),
    }


def name_option(group: str, member: str) -> str:
    """Give the name of an option of a question, or of a case of a fragment."""
    return f"{group}: {member}"


def count_ends(rulebook: Rulebook) -> dict[str, int]:
    """Give every set of situations that fit one interview together, the most frequent first, with its interviews."""
    leaves = rulebook.space.leaves(rulebook.groups[""].mask)
    return {name_end(rulebook, leaf.mask): leaf.cells for leaf in sorted(leaves, key=lambda leaf: -leaf.cells)}


def name_end(rulebook: Rulebook, mask: int) -> str:
    """Give the name of an end: the situations that fit, the winner first."""
    group = rulebook.groups[""]
    fitting = [rule.id for index, rule in enumerate(group.rules) if mask >> (group.first + index) & 1]
    winner = rulebook.winner_at(mask)
    return " + ".join(sorted(fitting, key=lambda name: winner is None or name != winner.id)) or "-"


def touch(rulebook: Rulebook, answers: Answers) -> Touched:
    """Give everything that one interview comes to.

    Args:
        rulebook: The rules.
        answers: Question ids to option ids.
    """
    mask = rulebook.space.end(answers)
    values = rulebook.space.values(answers)
    asked = {visit.question.id for visit in rulebook.interview(answers)}
    page = rulebook.winner_at(mask)
    found: dict[str, Iterable[str]] = dict.fromkeys(KINDS, ())
    found[OPTIONS] = [
        name_option(question.id, value)
        for question in rulebook.questions
        if (value := values[question.id]) is not None and (question.id in asked or question.id in answers)
    ]
    found[ENDS] = [name_end(rulebook, mask)]
    if page is not None:
        messages = page.body["messages"]
        items = [item for kind in ITEM_KINDS for item in rulebook.items(page.body, kind, mask)]
        letters = [tree for tree in rulebook.trees["messages.yaml"]["messages"] if tree["id"] in messages]
        found[SITUATIONS] = [page.id]
        found[MESSAGES] = messages
        found[FIRST] = messages[:1]
        found[FRAGMENTS] = _fragment_cases(rulebook, page.body, mask)
        found[SOURCES] = [fact for item in (*items, *letters) for fact in cited(item)]
    return {kind: frozenset(names) for kind, names in found.items()}


def _fragment_cases(rulebook: Rulebook, page: Mapping[str, Sequence[Mapping[str, str]]], mask: int) -> list[str]:
    used = dict.fromkeys(used_fragments(page))
    winners = [(name, rulebook.groups[name].winner(mask)) for name in used]
    return [name_option(name, rulebook.fragments[name].cases[index].id) for name, index in winners if index is not None]
