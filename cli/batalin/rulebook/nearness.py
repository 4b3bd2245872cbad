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
    """Give the rules that do not accept an interview: those that fail in the fewest conditions and meet the most first.

    Args:
        rules: The competing rules.
        values: What every question and derived answer has in the interview, None where it has no value.
    """
    found = []
    for rule in rules:
        failed = tuple(name for name, allowed in rule.when.items() if values.get(name) not in allowed)
        if failed:
            found.append(Miss(rule, failed))
    return sorted(found, key=lambda miss: (len(miss.failed), -len(miss.rule.when)))
