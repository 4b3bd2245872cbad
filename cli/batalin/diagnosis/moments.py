"""Dates and durations as buyers write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from batalin.words.formats import MONTHS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2})[:.](\d{2})(?::\d{2})?)?")
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,]+(\d{1,2})[:.](\d{2}))?")
_NAMED = re.compile(r"(\d{1,2}) ([a-z]{3,9})\.? (\d{4})(?:[ ,]+(\d{1,2})[:.](\d{2}))?")
_RELATIVE = {"hari ini": 0, "today": 0, "kemarin": 1, "yesterday": 1, "kemarin lusa": 2}
_DURATION = re.compile(r"(\d{1,4})\s*([a-z]+)")
_UNIT_MINUTES = {
    **dict.fromkeys(("m", "min", "mnt", "menit", "minute", "minutes"), 1),
    **dict.fromkeys(("h", "j", "jam", "hour", "hours"), 60),
    **dict.fromkeys(("d", "hari", "hr", "day", "days"), 24 * 60),
    **dict.fromkeys(("w", "minggu", "week", "weeks"), 7 * 24 * 60),
    **dict.fromkeys(("bulan", "month", "months"), 30 * 24 * 60),
}


class NoSuchDate(ValueError):
    """A date that no calendar has, such as 31 February."""


class Moment(NamedTuple):
    """A point in time, known to the minute or only to the day.

    Attributes:
        at: The moment; the start of the day where only the day is known.
        exact: Whether the time of day is known.
    """

    at: datetime
    exact: bool

    @property
    def day(self) -> date:
        """The day it falls on."""
        return self.at.date()

    def is_before(self, other: Moment) -> bool:
        """Tell whether it surely comes first; where one is only known to the day, the days decide."""
        return self.at < other.at if self.exact and other.exact else self.day < other.day

    def hours_before(self, now: datetime) -> tuple[float, float]:
        """Give the shortest and the longest time from this moment to `now`, in hours."""
        longest = (now - self.at) / timedelta(hours=1)
        if self.exact:
            return longest, longest
        return max(0.0, longest - 24), longest

    def isoformat(self) -> str:
        """Write it so that `parse_moment` reads it again."""
        return self.at.strftime("%Y-%m-%dT%H:%M") if self.exact else self.day.isoformat()


def parse_moment(text: str, now: datetime) -> Moment | None:
    """Read a date, with or without a time of day.

    Args:
        text: Such as `2026-11-20`, `20/11/2026 14.30`, `20 Nov 2026` or `kemarin`.
        now: The present, in the zone in which the text is meant.

    Returns:
        The moment, or None where the text is no date at all.

    Raises:
        NoSuchDate: It has the form of a date that does not exist.
    """
    text = " ".join(text.casefold().split())
    if text in _RELATIVE:
        day = now.date() - timedelta(days=_RELATIVE[text])
        return Moment(datetime.combine(day, time(), now.tzinfo), exact=False)
    if match := _ISO.fullmatch(text.replace("t", " ") if text[:4].isdigit() else text):
        year, month, day_of_month, hour, minute = match.groups()
    elif match := _LOCAL.fullmatch(text):
        day_of_month, month, year, hour, minute = match.groups()
    elif match := _NAMED.fullmatch(text):
        day_of_month, name, year, hour, minute = match.groups()
        month = _month(name)
        if not month:
            return None
    else:
        return None
    try:
        at = datetime(int(year), int(month), int(day_of_month), int(hour or 0), int(minute or 0), tzinfo=now.tzinfo)
    except ValueError:
        raise NoSuchDate(text) from None
    return Moment(at, exact=hour is not None)


def _month(name: str) -> str:
    for months in MONTHS.values():
        for number, month in enumerate(months, 1):
            if month.casefold() == name or month.casefold()[:3] == name:
                return str(number)
    return {"agt": "8", "agu": "8"}.get(name, "")


def parse_duration(text: str) -> float | None:
    """Read a duration such as `90m`, `3h`, `2d` or `3 hari`.

    Returns:
        Hours, or None where the text is no duration.
    """
    match = _DURATION.fullmatch(" ".join(text.casefold().split()))
    if match is None:
        return None
    minutes = _UNIT_MINUTES.get(match.group(2))
    return None if minutes is None else int(match.group(1)) * minutes / 60
