"""Indonesian working days; the only importer of the holiday calendar, which is slow to load."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta


def add_working_days(start: date, count: int, market: str) -> tuple[date, tuple[date, ...]]:
    """Count working days forward: Monday to Friday without public holidays (F36).

    Args:
        start: The day before the first one that may count.
        count: How many working days.
        market: Country code of the calendar.

    Returns:
        The last of them, and the public holidays on weekdays that were skipped.
    """
    from holidays import country_holidays

    calendar: Mapping[date, str] = country_holidays(market, years=range(start.year, start.year + 2))
    skipped = []
    day = start
    while count:
        day += timedelta(days=1)
        if day.weekday() >= 5:
            continue
        if day in calendar:
            skipped.append(day)
            continue
        count -= 1
    return day, tuple(skipped)


def has_calendar(market: str) -> bool:
    """Tell whether the public holidays of a country are known.

    Args:
        market: Its code, such as `ID`.
    """
    from holidays import list_supported_countries

    return market in list_supported_countries()
