"""Calendar days in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from batalin.understanding.reading import BREAK, Word
from batalin.words.formats import MONTHS

LIMITS = (
    "maksimal",
    "paling",
    "maks",
    "max",
    "dalam",
    "batas",
    "estimasi",
    "x",
    "sebelum",
    "garansi",
    "tiap",
    "setiap",
    "hingga",
    "janji",
    "dijanjikan",
    "diperpanjang",
    "perpanjang",
    "ditambah",
)
"""Words before a time that is a limit or a promise and has not passed."""
_MONTHS = {
    name.casefold()[:length]: number
    for names in MONTHS.values()
    for number, name in enumerate(names, 1)
    for length in (3, len(name))
} | {"agt": 8, "nop": 11}


class Day(NamedTuple):
    """A calendar day that was told, with the places of its words."""

    day: date
    start: int
    end: int


def find_days(words: Sequence[Word], now: datetime) -> list[Day]:
    """Give every calendar day that is not ahead.

    Args:
        words: The plain words.
        now: The present; a day without a month or year is the last one that has come.
    """
    return [one for one in list_days(words, now.date()) if one.day <= now.date() and not _is_announced(words, one)]


def list_days(words: Sequence[Word], today: date) -> Iterator[Day]:
    """Give every calendar day, also one that is ahead.

    Args:
        words: The plain words.
        today: A day without a month or year is the last one that has come.
    """
    for index, word in enumerate(words):
        following = plain_at(words, index + 1)
        if word.plain.isdecimal() and len(word.plain) < 3 and following in _MONTHS:
            year = plain_at(words, index + 2)
            given = int(year) if year.isdecimal() and len(year) == 4 else None
            day = _make_day(int(word.plain), _MONTHS[following], given, today)
            if day:
                yield Day(day, index, index + (3 if given else 2))
        elif word.plain.isdecimal() and index and words[index - 1].plain == "tanggal":
            day = _make_day(int(word.plain), None, None, today)
            if day:
                yield Day(day, index - 1, index + 1)
        elif word.plain.replace("-", "/").count("/") in (1, 2):
            day = _read_slashes(word.plain.replace("-", "/"), today)
            if day:
                yield Day(day, index, index + 1)


def plain_at(words: Sequence[Word], index: int) -> str:
    """Give a plain word, or a break behind the last."""
    return words[index].plain if index < len(words) else BREAK


def plain_before(words: Sequence[Word], index: int, count: int) -> list[str]:
    """Give up to that many plain words in front of one."""
    return [word.plain for word in words[max(0, index - count) : index]]


def _is_announced(words: Sequence[Word], day: Day) -> bool:
    """Tell whether something only will happen that day."""
    before = plain_before(words, day.start, 4)
    return any(word in LIMITS or word == "akan" for word in before) or (
        "otomatis" in before and "dibatalkan" not in before
    )


def _read_slashes(text: str, today: date) -> date | None:
    parts = [int(part) if part.isdecimal() else 0 for part in text.split("/")]
    if len(parts) == 3 and parts[0] > 31:
        parts.reverse()
    year = parts[2] + (2000 if parts[2] < 100 else 0) if len(parts) == 3 else None
    return _make_day(parts[0], parts[1], year, today)


def _make_day(day: int, month: int | None, year: int | None, today: date) -> date | None:
    """Give the last such day that has come; one with a year stays as it is."""
    for back in range(13):
        first = (today.replace(day=1) - timedelta(days=back * 28)).replace(day=1)
        at_month, at_year = month or first.month, year or first.year
        try:
            found = date(at_year, at_month, day)
        except ValueError:
            if month and year:
                return None
            continue
        if year or found <= today:
            return found
    return None
