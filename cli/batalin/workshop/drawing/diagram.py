"""Rules folded into a decision diagram: only answers that decide, in an order that keeps it small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import log2
from typing import NamedTuple

from batalin.rulebook.group import Group
from batalin.rulebook.model import Rule
from batalin.rulebook.space import Space

Values = frozenset[str | None]
Decide = Callable[[int], str | None]
Row = tuple[int, ...]
Rows = Mapping[Row, str | None]


class End(NamedTuple):
    """Where nothing is left to decide.

    Attributes:
        result: What was decided, or None where the rules decide nothing.
    """

    result: str | None


class Branch(NamedTuple):
    """What follows from some of a variable's values; None among them stands for "not asked"."""

    values: Values
    node: Node


class Split(NamedTuple):
    """A question or derived answer on which it depends how the interview ends."""

    variable: str
    branches: tuple[Branch, ...]


Node = Split | End


def fold(space: Space, group: Group, decide: Decide, first: str = "") -> Node:
    """Fold all interviews into what decides them.

    Values of a variable that no condition of the group tells apart are one branch, and so are values below which
    everything is alike.

    Args:
        space: The interviews.
        group: The competing rules.
        decide: Gives the result of an interview by the mask it ends with.
        first: The variable to begin with, where it decides anything.
    """
    return _Fold(space, group, decide).split(first)


def walk(node: Node, values: Mapping[str, str | None]) -> list[tuple[Split, Branch]]:
    """Give the way of one interview through a diagram, without its end.

    Args:
        node: Where to begin.
        values: What every question and derived answer has in the interview, None where it has no value.
    """
    way = []
    while isinstance(node, Split):
        value = values[node.variable]
        branch = next(branch for branch in node.branches if value in branch.values)
        way.append((node, branch))
        node = branch.node
    return way


def count_nodes(node: Node) -> int:
    """Count the nodes of a diagram, those that are alike each time."""
    return 1 + sum(count_nodes(branch.node) for branch in node.branches) if isinstance(node, Split) else 1


class _Fold:
    """All interviews as rows: for each variable that a condition names the class of its value.

    A class is the set of rules, as a mask, whose conditions on the variable the value meets.
    """

    def __init__(self, space: Space, group: Group, decide: Decide) -> None:
        self._names = [name for name in space.names if any(name in rule.when for rule in group.rules)]
        self._seen: dict[Row, set[str | None]] = {}
        self._rows = self._collect(space, group, decide)

    def _collect(self, space: Space, group: Group, decide: Decide) -> Rows:
        """Walk the interviews forward and remember which values were met after which beginning of a row."""
        needed = space.needed(group.mask)
        layer: set[tuple[int, Row]] = {(space.everything & needed[0], ())}
        for index, name in enumerate(space.names):
            need, decides = needed[index + 1], name in self._names
            classes: dict[str | None, int] = {}
            after: set[tuple[int, Row]] = set()
            for mask, row in layer:
                for value, keep in space.ways(index, mask):
                    longer = row
                    if decides:
                        if value not in classes:
                            classes[value] = _class_of(group.rules, name, value)
                        longer = (*row, classes[value])
                        self._seen.setdefault(longer, set()).add(value)
                    after.add((mask & keep & need, longer))
            layer = after
        return {row: decide(mask) for mask, row in sorted(layer)}

    def split(self, first: str) -> Node:
        """Fold the rows, beginning with a variable where it decides anything."""
        begin = self._names.index(first) if first in self._names else None
        if begin is None or len({row[begin] for row in self._rows}) == 1:
            return self._split(self._rows, ahead=True)
        return self._at(self._rows, begin, ahead=True)

    def _split(self, rows: Rows, *, ahead: bool) -> Node:
        """Fold some rows by the variable that leaves the smallest diagram.

        Args:
            rows: What is still possible.
            ahead: Whether to try every variable out; otherwise the one that leaves the least open is taken.
        """
        results = set(rows.values())
        if len(results) == 1:
            return End(results.pop())
        deciding = [index for index in range(len(self._names)) if len({row[index] for row in rows}) > 1]
        asked = [index for index in deciding if all(None not in self._seen[row[: index + 1]] for row in rows)]
        found = asked or deciding
        if ahead:
            tried = {index: count_nodes(self._at(rows, index, ahead=False)) for index in found}
            return self._at(rows, min(found, key=lambda index: (tried[index], index)), ahead=True)
        return self._at(rows, min(found, key=lambda index: (_left_open(rows, index), index)), ahead=False)

    def _at(self, rows: Rows, index: int, *, ahead: bool) -> Node:
        parts: dict[int, dict[Row, str | None]] = {}
        for row, result in rows.items():
            parts.setdefault(row[index], {})[row] = result
        values: dict[Node, set[str | None]] = {}
        for part in parts.values():
            node = self._split(part, ahead=ahead)
            values.setdefault(node, set()).update(*(self._seen[row[: index + 1]] for row in part))
        if len(values) == 1:
            return next(iter(values))
        return Split(self._names[index], tuple(Branch(frozenset(own), node) for node, own in values.items()))


def _class_of(rules: Sequence[Rule], name: str, value: str | None) -> int:
    return sum(1 << index for index, rule in enumerate(rules) if name in rule.when and value in rule.when[name])


def _left_open(rows: Rows, index: int) -> float:
    """Give how uncertain the result is once a variable is known: bits, summed over the rows."""
    pairs = Counter((row[index], result) for row, result in rows.items())
    totals = Counter(row[index] for row in rows)
    bits = sum(number * log2(totals[own] / number) for (own, _), number in pairs.items())
    return round(bits, 6)  # equal sums may differ in their last digits by the order of adding
