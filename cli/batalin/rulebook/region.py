"""A part of all interviews, written as cubes that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from batalin.rulebook.model import Cube
from batalin.rulebook.space import Space

State = TypeVar("State", bound=Hashable)
Conditions = tuple[tuple[str, frozenset[str]], ...]


class Walk(Protocol[State]):
    """Anything that asks questions in a fixed order and remembers in a state what matters of the answers."""

    @property
    def names(self) -> Sequence[str]:
        """Questions and derived answers in the order of the walk."""

    @property
    def start(self) -> State:
        """The state before the first question."""

    def ways(self, index: int, state: State) -> Iterable[tuple[str | None, State]]:
        """Give the answers open at a place, each with the state after it; None where nothing is asked."""


class SpaceWalk:
    """The walk of a rulebook's interviews."""

    def __init__(self, space: Space, interest: int) -> None:
        """Prepare the walk.

        Args:
            space: The interviews.
            interest: The bits of the rules that tell the ends apart; the others are forgotten on the way.
        """
        self._space = space
        self._needed = space.needed(interest)
        self.names = space.names
        self.start = space.everything & self._needed[0]

    def ways(self, index: int, state: int) -> Iterable[tuple[str | None, int]]:
        """Give the answers open at a place, each with the mask after it."""
        need = self._needed[index + 1]
        return [(value, state & keep & need) for value, keep in self._space.ways(index, state)]


class Region(NamedTuple):
    """Interviews that are alike in what was asked about them.

    Attributes:
        kind: What they have in common.
        cube: Which answers lead there; a question it does not name may have any answer.
        cells: How many interviews these are.
    """

    kind: Hashable
    cube: Cube
    cells: int


def describe(walk: Walk[State], classify: Callable[[State], Hashable | None]) -> list[Region]:
    """Write the interviews of each kind as cubes, the largest first; no two of them share an interview.

    Args:
        walk: The interviews.
        classify: Gives the kind of an end, or None where it is of no interest.
    """
    known: dict[tuple[int, State], dict[tuple[Hashable, Conditions], int]] = {}

    def below(index: int, state: State) -> Mapping[tuple[Hashable, Conditions], int]:
        key = (index, state)
        if key not in known:
            known[key] = ahead(index, state)
        return known[key]

    def ahead(index: int, state: State) -> dict[tuple[Hashable, Conditions], int]:
        if index == len(walk.names):
            kind = classify(state)
            return {} if kind is None else {(kind, ()): 1}
        ways = list(walk.ways(index, state))
        found: dict[tuple[Hashable, Conditions], dict[str, int]] = {}
        for value, after in ways:
            for row, cells in below(index + 1, after).items():
                found.setdefault(row, {})[value or ""] = cells
        name = walk.names[index]
        merged: dict[tuple[Hashable, Conditions], int] = {}
        for (kind, conditions), by_value in found.items():
            whole = len(by_value) == len(ways)
            more = conditions if whole else ((name, frozenset(by_value)), *conditions)
            merged[kind, more] = merged.get((kind, more), 0) + sum(by_value.values())
        return merged

    rows = below(0, walk.start).items()
    regions = [Region(kind, dict(conditions), cells) for (kind, conditions), cells in rows]
    return sorted(regions, key=lambda region: -region.cells)


def pick(space: Space, cube: Cube, core: Iterable[str]) -> dict[str, str]:
    """Give one interview of a cube: the first option of each question it names, and any for the other core questions.

    Args:
        space: The interviews.
        cube: Which answers lead there.
        core: Questions that need an answer in any case.
    """
    answers: dict[str, str] = {}
    wanted = set(core)
    mask = space.everything
    for index, name in enumerate(space.names):
        open_ways = space.ways(index, mask)
        fitting = [way for way in open_ways if name not in cube or way[0] in cube[name]] or open_ways
        value, keep = fitting[0]
        mask &= keep
        if value is not None and (name in cube or name in wanted):
            answers[name] = value
    return answers
