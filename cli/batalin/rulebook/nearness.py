"""How near a rule comes to an interview that it does not accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from batalin.rulebook.model import Rule

Values = Mapping[str, str | None]


class Miss(NamedTuple):
    """A rule and what keeps it from accepting an interview.

    Attributes:
        rule: The rule.
        failed: Questions and derived answers of its condition that are answered otherwise, or not asked.
    """

    rule: Rule
    failed: tuple[str, ...]


def find_misses(rules: Sequence[Rule], values: Values) -> list[Miss]:
    """Give the rules that do not accept an interview, those that fail in the fewest conditions first.

    Of these come first the ones that meet at least one condition, the more general ones in front, and of those again
    the ones whose failed condition already allows several answers: a missing one may have been forgotten.

    Args:
        rules: The competing rules.
        values: What every question and derived answer has in the interview, None where it has no value.
    """
    found = []
    for rule in rules:
        failed = tuple(name for name, allowed in rule.when.items() if values.get(name) not in allowed)
        if failed:
            found.append(Miss(rule, failed))
    return sorted(found, key=_distance)


def _distance(miss: Miss) -> tuple[int, bool, int, int]:
    conditions = len(miss.rule.when)
    allowed = max(len(miss.rule.when[name]) for name in miss.failed)
    return len(miss.failed), len(miss.failed) == conditions, conditions, -allowed
