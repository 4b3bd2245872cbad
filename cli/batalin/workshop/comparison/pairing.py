"""The interviews of two rulebooks, walked side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import or_

from batalin.rulebook.group import Group
from batalin.workshop.comparison.merging import Book

Ways = Sequence[tuple[str | None, int]]
Pair = tuple[int | None, int | None]
"""The masks of the old and of the new rulebook; None where that one has no such interview."""


class Side:
    """One of two rulebooks, asked the questions of both; one that it does not know is not asked in it.

    Attributes:
        start: The mask before the first question.
    """

    def __init__(self, book: Book, names: Sequence[str], interest: int) -> None:
        """Prepare the walk.

        Args:
            book: The rulebook.
            names: The questions of both.
            interest: The bits that tell the ends apart.
        """
        self._space = book.space
        self._needed = book.space.needed(interest)
        known = {question.id for question in book.space.questions}
        self._places = [book.space.position(name) if name in known else None for name in names]
        self._derived = [self._derived_at(place) for place in range(len(self._needed))]
        self._ways: list[dict[int, Ways]] = [{} for _ in names]
        self._cases = sum(group.mask for name, group in book.groups.items() if name)
        self._readers, self._always = _readers(book)
        self._pages = sum(page for page, _ in self._readers)
        self._useful: dict[int, int] = {}
        self._tables = _tables(book)
        self.start = self._go_on(0, book.space.everything & self._needed[0])

    def ways(self, index: int, mask: int) -> Ways:
        """Give the options open at a question, each with the mask before the next one; None where it is not asked."""
        known = self._ways[index]
        if mask not in known:
            place = self._places[index]
            known[mask] = ((None, mask),) if place is None else self._follow(place, mask)
        return known[mask]

    def _follow(self, place: int, mask: int) -> Ways:
        need = self._needed[place + 1]
        return [(value, self._go_on(place + 1, mask & keep & need)) for value, keep in self._space.ways(place, mask)]

    def _go_on(self, place: int, mask: int) -> int:
        """Work out the answers that are derived at this place, and forget what can be of no use after it."""
        for derived in self._derived[place]:
            mask &= self._space.ways(derived, mask)[0][1] & self._needed[derived + 1]
        if mask & self._cases:
            pages = mask & self._pages
            if pages not in self._useful:
                cases = (cases for page, cases in self._readers if pages & page)
                self._useful[pages] = reduce(or_, cases, self._always | ~self._cases)
            mask &= self._useful[pages]
        for rows, users in self._tables:
            if not mask & users:
                mask &= ~rows
        return mask

    def _derived_at(self, place: int) -> range:
        end = place
        while (step := self._space.step(end)) is not None and not step[1]:
            end += 1
        return range(place, end)


class PairWalk:
    """The interviews that either rulebook can have."""

    def __init__(self, names: Sequence[str], old: Side, new: Side) -> None:
        """Put two rulebooks side by side.

        Args:
            names: The questions of both.
            old: One rulebook.
            new: The other.
        """
        self.names = names
        self.start: Pair = (old.start, new.start)
        self._old, self._new = old, new

    def ways(self, index: int, state: Pair) -> list[tuple[str | None, Pair]]:
        """Give the options open in either rulebook, each with the masks after it."""
        old, new = state
        if old is None:
            return [(value, (None, mask)) for value, mask in self._new.ways(index, new or 0)]
        if new is None:
            return [(value, (mask, None)) for value, mask in self._old.ways(index, old)]
        return _join(self._old.ways(index, old), self._new.ways(index, new))


Settled = Callable[[int, int], bool]
Shared = tuple[int, int] | None
"""The masks of both rulebooks, or None where nothing can differ any more."""


class SharedWalk:
    """The interviews that both rulebooks have, each followed only as long as they may still decide otherwise."""

    def __init__(self, names: Sequence[str], old: Side, new: Side, settled: Settled) -> None:
        """Put two rulebooks side by side.

        Args:
            names: The questions of both.
            old: One rulebook.
            new: The other.
            settled: Tells of two masks whether both rulebooks go on alike.
        """
        self.names = names
        self._old, self._new, self._settled = old, new, settled
        self.start = self._state((old.start, new.start))

    def ways(self, index: int, state: Shared) -> list[tuple[str | None, Shared]]:
        """Give the options open in either rulebook, each with the state after it."""
        if state is None:
            return [(None, None)]
        old, new = state
        joined = _join(self._old.ways(index, old), self._new.ways(index, new))
        return [(value, self._state(pair)) for value, pair in joined]

    def _state(self, pair: Pair) -> Shared:
        old, new = pair
        return None if old is None or new is None or self._settled(old, new) else (old, new)


def _join(old: Ways, new: Ways) -> list[tuple[str | None, Pair]]:
    """Pair the ways of two rulebooks; where one of them does not ask, each answer to the other goes with that."""
    if old[0][0] is None:
        return [(value, (old[0][1], mask)) for value, mask in new]
    if new[0][0] is None:
        return [(value, (mask, new[0][1])) for value, mask in old]
    after = dict(new)
    joined: list[tuple[str | None, Pair]] = [(value, (mask, after.pop(value, None))) for value, mask in old]
    return joined + [(value, (None, mask)) for value, mask in after.items()]


def _readers(book: Book) -> tuple[list[tuple[int, int]], int]:
    """Give the pages that begin with fragments with the cases of these, and the cases the fallback begins with."""

    def cases(page_id: str) -> int:
        names = (item for item in book.firsts.items(page_id) if isinstance(item, str))
        return sum(book.groups[name].mask for name in names)

    situations = book.groups[""]
    readers = [(1 << (situations.first + index), cases(page.id)) for index, page in enumerate(situations.rules)]
    fallback = book.rules.fallback
    return [(page, used) for page, used in readers if used], cases(fallback.id) if fallback else 0


def _tables(book: Book) -> list[tuple[int, int]]:
    """Give the rows of each derived answer with the rules that name it, the last one first."""
    derived = book.space.derived
    groups = [*book.groups.values(), *derived.values()]
    return [(table.mask, _users(name, groups)) for name, table in reversed(derived.items())]


def _users(name: str, groups: Iterable[Group]) -> int:
    return sum(
        1 << (group.first + index) for group in groups for index, rule in enumerate(group.rules) if name in rule.when
    )
