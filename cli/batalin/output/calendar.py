"""Deadlines as calendar events with reminders; the only importer of icalendar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vText

from batalin.diagnosis.diagnosis import Diagnosis, Step
from batalin.diagnosis.timeline import Deadline
from batalin.errors import UsageError
from batalin.words import say
from batalin.words.formats import format_either

_PLACES = {
    ("WIB", timedelta(hours=7)): "Asia/Jakarta",
    ("WITA", timedelta(hours=8)): "Asia/Makassar",
    ("WIT", timedelta(hours=9)): "Asia/Jayapura",
}
_BEFORE_MOMENT = (timedelta(hours=-12), timedelta(hours=-1))
_AT_MOMENT = (timedelta(),)
_BEFORE_DAY = (timedelta(hours=-15), timedelta(hours=9))
"""From the midnight at which a day begins: 09:00 of the day before, and of the day."""
_ON_DAY = (timedelta(hours=9),)
_LENGTH = timedelta(minutes=15)
_LABELS = ("order-id", "item")
"""Details that tell one order from another; a calendar, which others may see, holds no more of them."""
_LONGEST_ITEM = 40
_PRODUCT = "-//batalin//batalin//"
_ORDER = "x-batalin-order"
"""Tells for which order a file was written, in a form that does not show the order."""


class _Reminder(NamedTuple):
    """A deadline that lies ahead.

    Attributes:
        at: The moment, in whole minutes, or the day.
        uid: What a calendar knows the event by; it stays the same when the date moves.
    """

    step: Step
    deadline: Deadline
    at: datetime | date
    uid: str


def write_calendar(diagnosis: Diagnosis, key: str, revision: int = 0) -> bytes:
    """Write the deadlines that lie ahead as an iCalendar file.

    Args:
        diagnosis: What was found for the buyer; its present gives the zone.
        key: What tells this order from others, such as the id of its case; the file does not show it.
        revision: How often the same events were written before; a calendar keeps the latest.

    Raises:
        UsageError: No deadline with a date lies ahead.
    """
    reminders = _look_ahead(diagnosis, key)
    if not reminders:
        raise _nothing_ahead(diagnosis)
    language, place = diagnosis.language, _place(diagnosis.now)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"{_PRODUCT}{language.upper()}")
    calendar.add(_ORDER, vText(_hash(key)))
    calendar.add("x-wr-calname", vText(say("calendar-name", language, shop=diagnosis.rulebook.shop[language])))
    if place and any(isinstance(reminder.at, datetime) for reminder in reminders):
        calendar.add_component(_write_zone(diagnosis.now, place))
    for reminder in reminders:
        calendar.add_component(_write_event(reminder, diagnosis, revision))
    written: bytes = calendar.to_ical()
    return written


def is_own(data: bytes, key: str) -> bool:
    """Tell whether a file was written by `write_calendar` and holds nothing that was added to it since.

    Args:
        data: What the file holds.
        key: What tells the order from others. Where it is empty, no file is known to be its own.
    """
    text = data.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\n ", "")
    names = [
        name.partition(";")[0] + ":" + value for name, _, value in (row.partition(":") for row in text.split("\n"))
    ]
    made = any(row.startswith(f"PRODID:{_PRODUCT}") for row in names)
    orders = [row.partition(":")[2] for row in names if row.startswith(f"{_ORDER.upper()}:")]
    events = [row for row in names if row.startswith("UID:")]
    return (
        made
        and bool(key)
        and orders == [_hash(key)]
        and names.count("BEGIN:VEVENT") == len(events)
        and all(row.endswith("@batalin") for row in events)
    )


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def _look_ahead(diagnosis: Diagnosis, key: str) -> list[_Reminder]:
    """Give the deadlines that have a date and have not passed."""
    seen: Counter[tuple[str, ...]] = Counter()
    reminders = []
    for step in diagnosis.steps:
        deadline = step.deadline
        if deadline is None:
            continue
        counted = (key, diagnosis.decision.situation.id, deadline.starts, deadline.span, deadline.role)
        seen[counted] += 1
        at = deadline.at
        if at is None or deadline.passed:
            continue
        if isinstance(at, datetime):
            at = at.astimezone(diagnosis.now.tzinfo).replace(second=0, microsecond=0)
        name = "\0".join((*counted, str(seen[counted])))
        reminders.append(_Reminder(step, deadline, at, f"{_hash(name)}@batalin"))
    return reminders


def _nothing_ahead(diagnosis: Diagnosis) -> UsageError:
    """Say which dates would give a reminder, or that none would."""
    needs = dict.fromkeys(step.deadline.needs for step in diagnosis.steps if step.deadline and step.deadline.needs)
    if not needs:
        return UsageError("calendar-none")
    language = diagnosis.language
    details = [diagnosis.rulebook.detail(detail_id) for detail_id in needs]
    dates = [f"{detail.flags[0]} ({detail.ask[language]})" for detail in details]
    return UsageError("calendar-empty", dates=format_either(dates, language))


def _place(now: datetime) -> str:
    """Name the zone as calendars do, or give an empty string where no such name is known."""
    return _PLACES.get((now.tzname() or "", now.utcoffset() or timedelta()), "")


def _write_zone(now: datetime, place: str) -> Timezone:
    """Describe a zone without summer time, for calendars that do not know its name."""
    rule = TimezoneStandard()
    rule.add("dtstart", datetime(1970, 1, 1))
    rule.add("tzoffsetfrom", now.utcoffset())
    rule.add("tzoffsetto", now.utcoffset())
    rule.add("tzname", now.tzname())
    zone = Timezone()
    zone.add("tzid", place)
    zone.add_component(rule)
    return zone


def _write_event(reminder: _Reminder, diagnosis: Diagnosis, revision: int) -> Event:
    summary = _sum_up(reminder, diagnosis)
    event = Event()
    event.add("uid", reminder.uid)
    event.add("sequence", revision)
    event.add("dtstamp", diagnosis.now.astimezone(UTC))
    _add_time(event, reminder.at)
    event.add("summary", summary)
    event.add("description", _describe(reminder, diagnosis))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    for trigger in _triggers(reminder, diagnosis.now):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", trigger)
        event.add_component(alarm)
    return event


def _add_time(event: Event, at: datetime | date) -> None:
    """Say when an event begins and, as calendars count it, the first day or minute after it."""
    if not isinstance(at, datetime):
        event.add("dtstart", at)
        event.add("dtend", at + timedelta(days=1))
        return
    place = _place(at)
    for name, moment in (("dtstart", at), ("dtend", at + _LENGTH)):
        if place:
            event.add(name, moment.replace(tzinfo=None), parameters={"TZID": place})
        else:
            event.add(name, moment.astimezone(UTC))


def _triggers(reminder: _Reminder, now: datetime) -> Iterator[timedelta]:
    """Give when to remind, from the start of the event on; who only waits is reminded once the wait is over."""
    at, waits = reminder.at, reminder.deadline.waits
    if isinstance(at, datetime):
        start, triggers = at, _AT_MOMENT if waits else _BEFORE_MOMENT
    else:
        start, triggers = datetime.combine(at, time(), now.tzinfo), _ON_DAY if waits else _BEFORE_DAY
    return (trigger for trigger in triggers if start + trigger > now)


def _sum_up(reminder: _Reminder, diagnosis: Diagnosis) -> str:
    """Give the sentence of a step that speaks of its time, or else the first one, and the name of the item."""
    language, sentence = diagnosis.language, reminder.step.sentence
    points = [words.replace("_", " ") for words in say("calendar-points", language).split()]
    parts = re.split(r"(?<=[.?]) ", sentence.text)
    part = next((part for part in parts if any(words in part for words in points)), parts[0]).removesuffix(".")
    item = diagnosis.details.shortened(_LONGEST_ITEM).texts.get("item", "")
    what = say("calendar-item", language, what=part, item=item) if item else part
    estimate = "-estimate" if sentence.estimate else ""
    return say(f"calendar-{reminder.deadline.role}{estimate}", language, what=what)


def _describe(reminder: _Reminder, diagnosis: Diagnosis) -> str:
    """Say the whole step, where, how its time was counted, and for which order."""
    language, told = diagnosis.language, diagnosis.details.texts
    lines = [reminder.step.sentence.text]
    if reminder.step.where:
        lines.append(say("step-where", language, where=reminder.step.where))
    lines.append(say("deadline-how", language, how=reminder.deadline.how))
    lines += [
        say("review-line", language, name=diagnosis.rulebook.detail(detail_id).ask[language], value=told[detail_id])
        for detail_id in _LABELS
        if detail_id in told
    ]
    return "\n".join(lines)
