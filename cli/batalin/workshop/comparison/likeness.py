"""Which rules of two rulebooks mean the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from batalin.rulebook.group import Group
from batalin.rulebook.model import Cube
from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.comparison.merging import Book

Key = tuple[str, ...]


class Bit(NamedTuple):
    """What a bit of a space stands for.

    Attributes:
        position: Its number.
        cube: Its condition.
        says: What follows where the condition holds, as far as it decides.
        beats: The bits of the rules it beats.
    """

    position: int
    cube: Cube
    says: Hashable = None
    beats: int = 0


class Likeness:
    """Which bits of two spaces stand for the same.

    Attributes:
        unlike: The bits of the old and of the new space that have no counterpart which decides alike.
        other_questions: Whether a question or an option is open to other answers, or known to one rulebook only.
    """

    def __init__(self, old: Book, new: Book, renamed: Mapping[str, str]) -> None:
        """Compare what the bits of both spaces stand for.

        Args:
            old: One rulebook.
            new: The other.
            renamed: The new ids of old pages.
        """
        before, after = dict(_label(old, renamed)), dict(_label(new, {}))
        shared = [(before[key], after[key]) for key in before if key in after]
        self._shifts: dict[int, int] = {}
        for one, two in shared:
            shift = two.position - one.position
            self._shifts[shift] = self._shifts.get(shift, 0) | 1 << one.position
        common = _common_values(old.rules, new.rules)
        known = _mask(two for _, two in shared)
        alike = [
            (one, two)
            for one, two in shared
            if _mean_the_same(one, two, common) and self._translate(one.beats) == two.beats & known
        ]
        self.unlike = (
            _mask(before.values()) & ~_mask(one for one, _ in alike),
            _mask(after.values()) & ~_mask(two for _, two in alike),
        )
        openings = [sum(book.space.openings(one.id) for one in book.space.questions) for book in (old, new)]
        self.other_questions = any(mask & bits for mask, bits in zip(self.unlike, openings, strict=True))
        self._same_fallback = _fallback(old) == _fallback(new)

    def settled(self, old: int, new: int) -> bool:
        """Tell whether from two masks at the same place both rulebooks go on alike, whatever is answered."""
        unlike = old & self.unlike[0] or new & self.unlike[1]
        return self._same_fallback and not unlike and self._translate(old) == new

    def _translate(self, mask: int) -> int:
        """Give the bits of the new space for those of the old one that have a counterpart."""
        found = 0
        for shift, bits in self._shifts.items():
            moved = mask & bits
            found |= moved << shift if shift >= 0 else moved >> -shift
        return found


def _label(book: Book, renamed: Mapping[str, str]) -> Iterator[tuple[Key, Bit]]:
    """Give every bit that takes part in a decision, each under a key that it has in other rulebooks too."""
    for question in book.space.questions:
        asked, options = book.space.opening(question.id)
        yield ("asked", question.id), Bit(asked.bit_length() - 1, question.only_if)
        for option in question.options:
            position = options[option.id].bit_length() - 1
            yield ("open", question.id, option.id), Bit(position, option.only_if)
    for name, rows in book.space.derived.items():
        yield from _label_group(("row", name), rows, [(row.id, row.body) for row in rows.rules])
    for name, rules in book.groups.items():
        if name:
            cases = [(case.id, book.firsts.case(name, index)) for index, case in enumerate(rules.rules)]
            yield from _label_group(("case", name), rules, cases)
        else:
            pages = [(renamed.get(page.id, page.id), book.says(page.id)) for page in rules.rules]
            yield from _label_group(("page",), rules, pages)


def _label_group(kind: Key, group: Group, rules: Iterable[tuple[str, Hashable]]) -> Iterator[tuple[Key, Bit]]:
    for index, (name, says) in enumerate(rules):
        beats = group.beats[index] << group.first
        yield (*kind, name), Bit(group.first + index, group.rules[index].when, says, beats)


def _mean_the_same(one: Bit, two: Bit, common: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether two conditions are one, as far as answers go that both rulebooks know."""
    if one.says != two.says or one.cube.keys() != two.cube.keys():
        return False
    pairs = ((values, two.cube[name], common[name]) for name, values in one.cube.items())
    return all(values == others or values & known == others & known for values, others, known in pairs)


def _common_values(old: Rulebook, new: Rulebook) -> dict[str, frozenset[str]]:
    before, after = _values(old), _values(new)
    return {name: before[name] & after[name] for name in before.keys() & after.keys()}


def _values(rules: Rulebook) -> dict[str, frozenset[str]]:
    options = {question.id: frozenset(option.id for option in question.options) for question in rules.questions}
    return options | {one.id: frozenset(one.values) for one in rules.derived}


def _fallback(book: Book) -> Hashable:
    page = book.rules.fallback
    return page and book.says(page.id)


def _mask(bits: Iterable[Bit]) -> int:
    return sum(1 << bit.position for bit in bits)
