"""Rules that compete with each other, and which of them beats which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from batalin.rulebook.model import Rule
from batalin.rulebook.vocabulary import ALL

Answers = Mapping[str, str]


class Group:
    """Rules that compete with each other: the situations, one fragment's cases or one derived answer's rows.

    Attributes:
        id: Name of the group.
        rules: The competing rules.
        first: Position of the first rule's bit; the others follow.
        beats: For each rule the mask, counted from its own group's first bit, of the rules it beats.
        mask: All bits of the group.
    """

    __slots__ = ("_winners", "beats", "first", "id", "mask", "rules")

    def __init__(self, id: str, rules: Sequence[Rule], first: int, beats: Sequence[int] = ()) -> None:
        """Number the rules.

        Args:
            id: Name of the group.
            rules: The competing rules.
            first: Position of the first rule's bit.
            beats: For each rule which it beats, where that is known already.
        """
        self.id = id
        self.rules = tuple(rules)
        self.first = first
        self.beats = tuple(beats)
        self.mask = ((1 << len(self.rules)) - 1) << first
        self._winners: dict[int, tuple[int, ...]] = {}

    def undominated(self, mask: int) -> tuple[int, ...]:
        """Give the rules that match and that no other matching rule beats.

        Args:
            mask: Matching rules of all groups.

        Returns:
            Positions within the group: none is a gap, one is the winner, several are a tie.
        """
        own = mask & self.mask
        known = self._winners.get(own)
        if known is None:
            matching, beaten, left = [], 0, own >> self.first
            while left:  # few of many rules match, so that only their bits are looked at
                index = (left & -left).bit_length() - 1
                matching.append(index)
                beaten |= self.beats[index]
                left &= left - 1
            known = tuple(index for index in matching if not beaten >> index & 1)
            self._winners[own] = known
        return known

    def winner(self, mask: int) -> int | None:
        """Give the position of the one winner, or None for a gap or a tie."""
        best = self.undominated(mask)
        return best[0] if len(best) == 1 else None


class Leaf(NamedTuple):
    """Interviews that end with the same matching rules.

    Attributes:
        mask: The rules that match.
        cells: How many interviews end here.
        witness: One of them.
    """

    mask: int
    cells: int
    witness: Answers


def inside_of(group: Group, ends: Iterable[int]) -> list[int]:
    """Give, for each rule of a group, the rules that accept every interview it accepts, itself included.

    A rule that accepts none lies inside nothing.

    Args:
        group: The competing rules.
        ends: The distinct sets of matching rules with which interviews end.
    """
    size = len(group.rules)
    inside = [(1 << size) - 1] * size
    seen = 0
    for own in {(mask & group.mask) >> group.first for mask in ends}:
        seen |= own
        rest = own
        while rest:
            lowest = rest & -rest
            inside[lowest.bit_length() - 1] &= own
            rest ^= lowest
    return [mask if seen >> index & 1 else 0 for index, mask in enumerate(inside)]


def order(rules: Sequence[Rule], inside: Sequence[int]) -> tuple[int, ...]:
    """Turn "lies inside" and `over` into "beats".

    Args:
        rules: The competing rules.
        inside: For each rule the mask of rules that accept all it accepts, itself included.

    Returns:
        For each rule the mask of rules it beats.
    """
    holding = transpose(inside)
    positions = {rule.id: index for index, rule in enumerate(rules)}
    return tuple(beaten(positions, inside[index], holding[index], index, rule.over) for index, rule in enumerate(rules))


def transpose(inside: Sequence[int]) -> list[int]:
    """Turn "lies inside" into "holds": for each rule the mask of rules that lie inside it, itself included."""
    holding = [0] * len(inside)
    for index, mask in enumerate(inside):
        rest = mask
        while rest:
            lowest = rest & -rest
            holding[lowest.bit_length() - 1] |= 1 << index
            rest ^= lowest
    return holding


def beaten(positions: Mapping[str, int], inside: int, holding: int, index: int, over: frozenset[str]) -> int:
    """Give the mask of the rules that one rule beats when this is its `over`.

    Args:
        positions: The place of each rule in its group.
        inside: The rules it lies inside of, itself included.
        holding: The rules that lie inside it, itself included.
        index: Its own place.
        over: Names of rules, or `all`.
    """
    named = (1 << len(positions)) - 1 if ALL in over else sum(1 << positions[name] for name in over)
    return (inside | named) & ~holding & ~(1 << index)


def syntactic_order(rules: Sequence[Rule]) -> tuple[int, ...]:
    """Order rules by their cubes alone, for tables that are needed before the space can be walked."""
    return order(rules, syntactic_inside(rules))


def syntactic_inside(rules: Sequence[Rule]) -> list[int]:
    """Give, for each rule, the rules whose cubes contain its own, itself included."""
    inside = []
    for rule in rules:
        mask = 0
        for other, rival in enumerate(rules):
            if all(variable in rule.when and rule.when[variable] <= values for variable, values in rival.when.items()):
                mask |= 1 << other
        inside.append(mask)
    return inside
