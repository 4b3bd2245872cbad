"""The day that an answer promised, as it is said in a chat: a date, `besok`, `1x24 jam` or `3 hari kerja`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from batalin.diagnosis.moments import Moment, NoSuchDate, parse_duration, parse_moment
from batalin.errors import UsageError

_AHEAD = {"hari ini": 0, "today": 0, "besok": 1, "tomorrow": 1, "lusa": 2}
_UP_TO = re.compile(r"(?:\d{1,3} ?(?:-|sampai|s/d|to) ?)?(\d{1,3} ?[a-z ]+|\d{1,2} ?x ?24 ?(?:jam|hours?))")
_DAYS_OF_24 = re.compile(r"(\d{1,2}) ?x ?24 ?(?:jam|hours?)")
_WORKING_DAYS = re.compile(r"(\d{1,3}) ?(?:hari kerja|working days?|business days?)")
_LONGEST = timedelta(days=366)
"""Beyond it, a date is a slip of the pen."""


def read_promise(flag: str, given: str, replied: Moment, market: str) -> date:
    """Read the day by which something was promised.

    Args:
        flag: Name of the flag, for the sentence about a wrong value.
        given: A date, a day such as `besok`, or a span from the answer on, of which the longer end counts.
        replied: When it was promised.
        market: Country code of the calendar by which working days are counted.

    Raises:
        UsageError: It is no such thing, or lies before the answer or more than a year after it.
    """
    day = _read_day(flag, " ".join(given.casefold().split()), replied, market)
    if day is None:
        raise UsageError("promise-unreadable", flag=flag, given=given, example=replied.day.isoformat())
    last = replied.day + _LONGEST
    if not replied.day <= day <= last:
        raise UsageError(
            "promise-out-of-reach", flag=flag, given=given, first=replied.day.isoformat(), last=last.isoformat()
        )
    return day


def _read_day(flag: str, text: str, replied: Moment, market: str) -> date | None:
    if text in _AHEAD:
        return replied.day + timedelta(days=_AHEAD[text])
    span = _UP_TO.fullmatch(text)
    if span:
        return _count(span[1], replied, market)
    try:
        moment = parse_moment(text, replied.at)
    except NoSuchDate:
        raise UsageError("date-impossible", flag=flag, given=text) from None
    return moment.day if moment else None


def _count(span: str, replied: Moment, market: str) -> date | None:
    """Count a span from the answer on; where only its day is known, from the end of that day."""
    if match := _WORKING_DAYS.fullmatch(span):
        from batalin.diagnosis.workdays import add_working_days

        return add_working_days(replied.day, int(match[1]), market)[0]
    match = _DAYS_OF_24.fullmatch(span)
    hours = int(match[1]) * 24 if match else parse_duration(span)
    if hours is None:
        return None
    start = replied.at if replied.exact else replied.at + timedelta(days=1, minutes=-1)
    return (start + timedelta(hours=hours)).date()
