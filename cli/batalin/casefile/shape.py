"""What a case file must look like, and the case in one that does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from batalin.casefile.head import NO, YES
from batalin.casefile.model import KINDS, CaseFile, Event, arrange
from batalin.diagnosis.moments import Moment, NoSuchDate, parse_moment
from batalin.rulebook.finding import Finding
from batalin.rulebook.model import one_or_many
from batalin.rulebook.place import Tree
from batalin.rulebook.shape import Many, Record, Shape, Table, Word, inspect
from batalin.rulebook.vocabulary import RECIPIENTS

_YEARS = range(2015, 2100)
"""Outside them a date is a slip of the pen, and counting may leave the calendar."""
_ZONE = re.compile(r"(\S+) ([+-])(\d{2}):(\d{2})")


def find_flaw(tree: Tree) -> Finding | None:
    """Give the first thing that is wrong with a file's tree, in the order in which it stands, or None."""
    found: list[Finding] = []
    inspect(_CASE, tree, found.append)
    return found[0] if found else None


def build(tree: Tree) -> CaseFile:
    """Turn a tree without a flaw into the case it tells of."""
    opened = _read_instant(tree["opened"])
    assert opened is not None, "the tree was inspected"
    zone = _read_zone(tree.get("zone", ""), opened)
    changed = _read_instant(tree["changed"]) or opened
    return CaseFile(
        id=tree["id"],
        rulebook=tree["rulebook"],
        revision=int(tree["revision"]),
        opened=opened.astimezone(zone),
        changed=changed.astimezone(zone),
        closed=tree["closed"] == YES,
        label=tree.get("label", ""),
        events=arrange(_build_event(event, zone) for event in tree.get("events", ())),
    )


def _build_event(tree: Tree, zone: tzinfo) -> Event:
    at = _read_moment(tree["at"], zone)
    promise = _read_moment(tree["promise"], zone) if "promise" in tree else None
    assert at is not None, "the tree was inspected"
    return Event(
        at=at,
        kind=tree["kind"],
        answers=tree.get("answers", {}),
        details=tree.get("details", {}),
        quotes=tree.get("quotes", {}),
        recipient=tree.get("recipient", ""),
        message=tree.get("message", ""),
        text=tree.get("text", ""),
        promise=promise.day if promise else None,
        evidence=one_or_many(tree.get("evidence")),
    )


def _read_instant(text: str) -> datetime | None:
    """Read a moment with its offset, or give None."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(microsecond=0) if moment.tzinfo and moment.year in _YEARS else None


def _read_moment(text: str, zone: tzinfo) -> Moment | None:
    """Read a date with or without a time, or give None; a relative one such as `today` would change its meaning."""
    if not text[:1].isdigit():
        return None
    try:
        moment = parse_moment(text, datetime.combine(date.min, datetime.min.time(), zone))
    except NoSuchDate:
        return None
    if moment is None:
        instant = _read_instant(text)
        moment = Moment(instant.astimezone(zone).replace(second=0), exact=True) if instant else None
    return moment if moment and moment.day.year in _YEARS else None


def _read_zone(text: str, opened: datetime) -> tzinfo:
    """Read the name of the zone; where it does not fit the offset of the file's own times, these count."""
    given = opened.tzinfo
    assert given is not None, "an instant has an offset"
    match = _ZONE.fullmatch(text)
    if match is None:
        return given
    name, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
    return timezone(offset, name) if offset == opened.utcoffset() else given


def _is_date(text: str) -> bool:
    return _read_moment(text, UTC) is not None


def _checked(check: Callable[[str], bool]) -> Word:
    return Word(check=check, code="bad-date")


_WORD = Word()
_WORDS = Table(_WORD)
_EVENT = Record(
    {"at": _checked(_is_date), "kind": Word(KINDS)},
    {
        "answers": _WORDS,
        "details": _WORDS,
        "quotes": _WORDS,
        "recipient": Word(RECIPIENTS),
        "message": _WORD,
        "text": _WORD,
        "promise": _checked(_is_date),
        "evidence": Many(_WORD, or_one=True),
    },
)
_INSTANT = _checked(lambda text: _read_instant(text) is not None)
_CASE: Shape = Record(
    {
        "schema": Word(pattern="[0-9]{1,9}", code="bad-number"),
        "revision": Word(pattern="[0-9]{1,9}", code="bad-number"),
        "id": _WORD,
        "rulebook": _WORD,
        "opened": _INSTANT,
        "changed": _INSTANT,
        "closed": Word((YES, NO)),
    },
    {"zone": _WORD, "label": _WORD, "events": Many(_EVENT)},
)
