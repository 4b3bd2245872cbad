"""A case: what happened, in order of time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType
from typing import NamedTuple

from batalin.diagnosis.moments import Moment, NoSuchDate, parse_moment
from batalin.errors import UsageError

STATE, SENT, REPLY, NOTE, CLOSED = "state", "sent", "reply", "note", "closed"
KINDS = (STATE, SENT, REPLY, NOTE, CLOSED)
ARRIVED, CANCELLED = ("delivered", "completed"), "cancelled"
"""Statuses of an order whose parcel has come, and of one that is over without it."""
ORDERED_ON, ORDER_NUMBER = "ordered-on", "order-id"
"""The details that a case itself looks at."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Event(NamedTuple):
    """One thing that happened.

    Attributes:
        at: When.
        kind: `state` (what the buyer told), `sent` (a message), `reply`, `note` or `closed`.
        answers: Question ids to what was answered.
        details: Raw details by detail id.
        quotes: The buyer's own words for an answer, by question id.
        recipient: Whom the message was for, or who replied; an empty string for none.
        message: Id of the template of a message.
        text: The message, the reply, the note or the outcome.
        promise: The day that a reply promised, or None.
        evidence: Ids of what was attached.
    """

    at: Moment
    kind: str
    answers: Mapping[str, str] = _NOTHING
    details: Mapping[str, str] = _NOTHING
    quotes: Mapping[str, str] = _NOTHING
    recipient: str = ""
    message: str = ""
    text: str = ""
    promise: date | None = None
    evidence: tuple[str, ...] = ()


class CaseFile(NamedTuple):
    """Everything about one order that went wrong.

    Attributes:
        id: Its name.
        rulebook: Id of the rules it is for.
        revision: How many times it was written; 0 for one that is nowhere yet.
        opened: When it was opened; its zone is that of the whole case.
        changed: When it was last changed.
        closed: Whether it is done with.
        label: What the buyer calls it, or an empty string.
        events: What happened, the earliest first.
    """

    id: str
    rulebook: str
    revision: int
    opened: datetime
    changed: datetime
    closed: bool = False
    label: str = ""
    events: tuple[Event, ...] = ()

    @property
    def order_number(self) -> str:
        """The order number that was told last, or an empty string."""
        return next((event.details[ORDER_NUMBER] for event in self.events[::-1] if ORDER_NUMBER in event.details), "")


def open_case(case_id: str, rulebook_id: str, label: str, now: datetime) -> CaseFile:
    """Give a case in which nothing has happened yet.

    Args:
        case_id: Its name.
        rulebook_id: Id of the rules it is for.
        label: What the buyer calls it.
        now: The present in the zone in which the buyer tells the time.
    """
    now = now.replace(microsecond=0)
    return CaseFile(case_id, rulebook_id, 0, now, now, label=label)


def add(case: CaseFile, event: Event, now: datetime) -> CaseFile:
    """Give the case with one event more, in its place among the others; its moment is told in the case's zone.

    Args:
        case: The case; its revision stays, since whoever writes it counts that.
        event: What happened.
        now: The present.

    Raises:
        UsageError: It lies in the future, or something lies before the day of the order.
    """
    zone = case.opened.tzinfo
    at = _move(event.at, case)
    if at.at > now:
        raise UsageError("case-event-future", at=at.isoformat(), today=now.astimezone(zone).date().isoformat())
    events = arrange([*case.events, event._replace(at=at)])
    ordered = _find_order_day(events, now.astimezone(zone))
    earliest = min((one.at for one in events if ordered and one.at.is_before(ordered)), default=None)
    if ordered and earliest:
        raise UsageError("case-event-before-order", at=earliest.isoformat(), ordered=ordered.isoformat())
    changed = now.astimezone(zone).replace(microsecond=0)
    return case._replace(changed=changed, closed=case.closed or event.kind == CLOSED, events=events)


def add_letter(
    case: CaseFile, letter: Event, now: datetime, gives_way: Callable[[Event], bool] = lambda known: not known.text
) -> CaseFile:
    """Give the case with a letter more; one with words completes that day's letter to its recipient that has none.

    Args:
        case: The case.
        letter: What was sent.
        now: The present.
        gives_way: Tells whether the words of a letter on record are not what the buyer sent.

    Raises:
        UsageError: It lies in the future, or something lies before the day of the order.
    """
    more = add(case, letter, now)
    known = find_letter(case, letter)
    if not letter.text or known is None or not gives_way(known):
        return more
    whole = known._replace(text=letter.text, evidence=letter.evidence or known.evidence)
    return more._replace(events=tuple(whole if one is known else one for one in case.events))


def find_letter(case: CaseFile, letter: Event) -> Event | None:
    """Give the letter to the same recipient on the same day: that of the same moment, else the last.

    Args:
        case: The case.
        letter: A letter that need not be on record.
    """
    at = _move(letter.at, case)
    sent = [
        one for one in case.events if one.kind == SENT and (one.recipient, one.at.day) == (letter.recipient, at.day)
    ]
    return next((one for one in sent if one.at == at), sent[-1] if sent else None)


def arrange(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sort events by time; one whose time of day is not known keeps its place within its day."""
    arranged: list[Event] = []
    for event in sorted(events, key=lambda one: one.at.day):
        arranged.insert(_find_place(arranged, event), event)
    return tuple(arranged)


def _move(at: Moment, case: CaseFile) -> Moment:
    """Give a moment in the zone of a case, to the minute."""
    zone = case.opened.tzinfo
    if at.exact:
        return Moment(at.at.astimezone(zone).replace(second=0, microsecond=0), exact=True)
    return Moment(datetime.combine(at.day, time(), zone), exact=False)


def _find_place(arranged: Sequence[Event], event: Event) -> int:
    start = bisect_left(arranged, event.at.day, key=lambda one: one.at.day)
    later = (index for index in range(start, len(arranged)) if event.at.is_before(arranged[index].at))
    return next(later, len(arranged))


def _find_order_day(events: Iterable[Event], now: datetime) -> Moment | None:
    """Give the date of the order that was told last; one that nobody can read is no reason to refuse an event."""
    told = [event.details[ORDERED_ON] for event in events if ORDERED_ON in event.details]
    try:
        return parse_moment(told[-1], now) if told else None
    except NoSuchDate:
        return None
