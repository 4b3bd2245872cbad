"""Calendar files as other programs read them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import vobject  # type: ignore[import-untyped]
from icalendar import Calendar

_TEXTS, _TIMES = ("uid", "summary", "description"), ("dtstart", "dtend")


class Found(NamedTuple):
    """An event as another program reads it."""

    uid: str
    summary: str
    description: str
    start: datetime | date
    end: datetime | date
    alarms: list[timedelta]


def read(data: bytes) -> list[Found]:
    """Read the events of a file with two libraries that must agree."""
    calendar: Any = Calendar.from_ical(data)
    first, second = [], []
    for event in calendar.walk("VEVENT"):
        row: list[Any] = [str(event[name]) for name in _TEXTS]
        row += [event[name].dt for name in _TIMES]
        row.append([alarm["trigger"].dt for alarm in event.walk("VALARM")])
        first.append(Found(*row))
    for event in vobject.readOne(data.decode("utf-8")).contents["vevent"]:
        row = [event.contents[name][0].value for name in (*_TEXTS, *_TIMES)]
        row.append([alarm.trigger.value for alarm in event.contents.get("valarm", [])])
        second.append(Found(*row))
    assert first == second
    return first
