"""Where a case stands, in a few words for a list: the status, what happened last, what was promised.

A list of ten thousand cases has no time to take each file apart, so that what the program wrote is read by its lines.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from batalin.casefile.model import ORDER_NUMBER, REPLY, SENT, STATE, CaseFile
from batalin.rulebook.vocabulary import STATUS


class Outline(NamedTuple):
    """Where a case stands.

    Attributes:
        status: The order's status as it was told last, or an empty string.
        kind: What happened last, or an empty string where nothing did.
        at: When, as an ISO date or time, or an empty string.
        recipient: Whom it was for, or from whom it came; an empty string for nobody.
        awaited: Who was written to or has answered last, unless the order has changed since; or an empty string.
        asked: When they were written to, where they have not answered yet, or an empty string.
        promised: The day that their answer named, as an ISO date, or an empty string.
        number: The order number that was told last, or an empty string.
    """

    status: str = ""
    kind: str = ""
    at: str = ""
    recipient: str = ""
    awaited: str = ""
    asked: str = ""
    promised: str = ""
    number: str = ""


# Only keys of an event stand so far to the left: its texts and tables are written two columns further in.
_EVENTS = re.compile(rb"^events:(?: \[\])?\r?$", re.MULTILINE)
_EVENT = re.compile(rb'^  - at: "([0-9T:-]{10,16})"\r?\n    kind: "([a-z]+)"\r?$', re.MULTILINE)
_ITEM = b"\n  - "
_ANSWERS = re.compile(rb"^    answers:\r?\n((?:      .*\n?)+)", re.MULTILINE)
_STATUS = re.compile(rb'^      %b: "([a-z0-9-]+)"' % STATUS.encode("ascii"), re.MULTILINE)
_DETAILS = re.compile(rb"^    details:\r?\n((?:      .*\n?)+)", re.MULTILINE)
_NUMBER = re.compile(rb'^      %b: ("(?:[^"\\\n]|\\.)*")' % ORDER_NUMBER.encode("ascii"), re.MULTILINE)
_RECIPIENT = re.compile(rb'^    recipient: "([a-z-]+)"', re.MULTILINE)
_PROMISE = re.compile(rb'^    promise: "(\d{4}-\d{2}-\d{2})"', re.MULTILINE)
_NOBODY = ("", "", "")
_TURNING = (SENT, REPLY, STATE)
"""What changes who is waited for."""


def read_outline(data: bytes) -> Outline | None:
    """Read where a case stands from its whole file.

    Args:
        data: The file.

    Returns:
        The outline, or None where the file is not just as `write_case` writes it.
    """
    begin = _EVENTS.search(data)
    if begin is None:
        return None
    found = list(_EVENT.finditer(data, begin.end()))
    if len(found) != data.count(_ITEM, begin.end()):
        return None
    status, waiting, number = "", _NOBODY, ""
    turned, end = False, len(data)
    numbered = _NUMBER.search(data, begin.end()) is None  # then there is none to look for
    for event in reversed(found):
        kind = event[2].decode("ascii")
        if not status and kind == STATE and (answers := _ANSWERS.search(data, event.end(), end)):
            status = _first(_STATUS, data, *answers.span(1))
        if not numbered and (details := _DETAILS.search(data, event.end(), end)):
            told = _NUMBER.search(data, *details.span(1))
            numbered, number = told is not None, json.loads(told[1]) if told else ""
        if not turned and kind in _TURNING:
            recipient, promise = (_first(one, data, event.end(), end) for one in (_RECIPIENT, _PROMISE))
            turned, waiting = True, _find_awaited(kind, event[1].decode("ascii"), recipient, promise)
        if status and turned and numbered:
            break
        end = event.start()
    if not found:
        return Outline()
    last = found[-1]
    recipient = _first(_RECIPIENT, data, last.end(), len(data))
    kind, at = last[2].decode("ascii"), last[1].decode("ascii")
    return Outline(status, kind, at, recipient, *waiting, number)


def outline_of(case: CaseFile) -> Outline:
    """Give where a case stands that was read whole."""
    if not case.events:
        return Outline()
    last = case.events[-1]
    status = next((one.answers[STATUS] for one in reversed(case.events) if STATUS in one.answers), "")
    turning = next((one for one in reversed(case.events) if one.kind in _TURNING), last)
    promise = turning.promise.isoformat() if turning.promise else ""
    waiting = _find_awaited(turning.kind, turning.at.isoformat(), turning.recipient, promise)
    return Outline(status, last.kind, last.at.isoformat(), last.recipient, *waiting, case.order_number)


def _find_awaited(kind: str, at: str, recipient: str, promise: str) -> tuple[str, str, str]:
    """Give who was written to or has answered last, when they were written to, and the day that they named."""
    if kind == SENT:
        return recipient, at, ""
    return (recipient, "", promise) if kind == REPLY else _NOBODY


def _first(pattern: re.Pattern[bytes], data: bytes, start: int, end: int) -> str:
    found = pattern.search(data, start, end)
    return found[1].decode("ascii") if found else ""
