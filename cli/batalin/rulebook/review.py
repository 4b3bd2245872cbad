"""How long a source counts as checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta


def review_by(checked: str, about: Mapping[str, str]) -> date:
    """Give the day until which a source counts as checked.

    Args:
        checked: When it was, as far as it is known: a year, a month or a day; the end of it counts.
        about: What `rulebook.yaml` says, also how old a check may grow.
    """
    days = timedelta(days=int(about["review_after"].split()[0]))
    year, month, day = (*map(int, checked.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day) + days
    return date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1) - timedelta(days=1) + days
