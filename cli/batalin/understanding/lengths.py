"""Lengths of time in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from batalin.understanding.days import LIMITS, list_days, plain_at, plain_before
from batalin.understanding.reading import Word

_MINUTE, _HOUR, _DAY = 1 / 60, 1.0, 24.0
_UNITS = {
    "menit": _MINUTE,
    "jam": _HOUR,
    "hari": _DAY,
    "minggu": 7 * _DAY,
    "bulan": 30 * _DAY,
    "tahun": 365 * _DAY,
}
_COUNTS = {
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
    "belasan": 12,
    "setengah": 0.5,
    "a": 1,
    "an": 1,
}
_WORDS: dict[tuple[str, ...], float] = {
    ("semenit",): _MINUTE,
    ("sejam",): _HOUR,
    ("sehari",): _DAY,
    ("seminggu",): 7 * _DAY,
    ("sebulan",): 30 * _DAY,
    ("setahun",): 365 * _DAY,
    ("barusan",): 0.1,
    ("beberapa", "menit"): 0.1,
    ("beberapa", "jam"): 5 * _HOUR,
    ("beberapa", "minggu"): 14 * _DAY,
    ("beberapa", "bulan"): 60 * _DAY,
    ("berjam-jam",): 5 * _HOUR,
    ("berminggu-minggu",): 14 * _DAY,
    ("berbulan-bulan",): 60 * _DAY,
    ("tadi",): 5 * _HOUR,
    ("hari", "ini"): 5 * _HOUR,
    ("pagi", "ini"): 3 * _HOUR,
    ("ini", "pagi"): 3 * _HOUR,
    ("siang", "ini"): 3 * _HOUR,
    ("semalam",): 12 * _HOUR,
    ("tadi", "malam"): 12 * _HOUR,
    ("kemarin",): 30 * _HOUR,
    ("kemarin", "lusa"): 54 * _HOUR,
    ("kemarin", "dulu"): 54 * _HOUR,
    ("lusa", "kemarin"): 54 * _HOUR,
    ("bulan", "lalu"): 30 * _DAY,
}
_NOON = 12
"""The hour that a weekday stands for."""
_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu")
_LOOSE = ("tadi", "kemarin", "semalam", "hari", "pagi", "siang", "ini", "lusa", "barusan")
_TIMES_24_HOURS = 4
"""Words of a length such as "2 x 24 jam", which is a promise unless it is said to have passed."""
_NOT_QUITE = (["belum", "ada"], ["belum", "sampai"], ["tidak", "sampai"])
_FUTURE = ("lagi", "besok", "depan", "kedepan", "nanti", "pakai", "dipakai", "habis", "setelah", "after", "cepat")
_THEN_CAME = ("sampai", "datang", "terkirim", "dikirim")
_SINCE = frozenset({"dari", "sejak", "hari", "pesan", "checkout", "beli", "bayar", "pesanan", "on", "last", "pas"})
_WANTED_BY = frozenset({"dipakai", "pakai", "acara", "untuk", "mau", "sebelum", "janji", "kata", "nanti"})
"""Words before a weekday on which something is still to happen."""
_AGO = ("tadi", "lalu", "kemarin")
_TODAY = ("sekarang", "ini", "sudah")
_DAYS_OF_A_MONTH = 30
_NOT_PASSED = (
    *(["umur"], ["usia"], ["po"], ["preorder"], ["inden"], ["telat"], ["setelah"], ["sesudah"], ["jam"]),
    ["lewat", "dari"],
)
"""Words right in front of an age of people, of what a seller needs, of a delay or of a limit."""
_MORE, _ALMOST, _OVER = ("lebih", "lewat"), ("hampir", "almost", "belum"), ("lebih", "over")


class Length(NamedTuple):
    """A length of time that was told.

    Attributes:
        hours: How long.
        start: Index of its first word.
        end: Index behind its last word.
        loose: Whether it names a time, such as "tadi", that may be that of anything.
        days: How many lengths it may be, each a day longer than the one before.
    """

    hours: float
    start: int
    end: int
    loose: bool = False
    days: int = 1


def find_lengths(words: Sequence[Word], now: datetime) -> list[Length]:
    """Give every length of time that has passed; what lies ahead and mere limits are left out.

    Args:
        words: The plain words.
        now: The present, which tells how long ago a weekday was.
    """
    told = [one for one in _list_lengths(words, now) if not _is_ahead(words, one)]
    return [*told, *_list_spans(words, now)]


def _list_lengths(words: Sequence[Word], now: datetime) -> Iterator[Length]:
    index = 0
    while index < len(words):
        found = (
            _counted(words, index)
            or _ordinal(words, index)
            or _last_week(words, index, now)
            or _named(words, index)
            or _weekday(words, index, now)
        )
        if found:
            yield found
            index = found.end
        else:
            index += 1


def _counted(words: Sequence[Word], index: int) -> Length | None:
    """Read a number with a unit, such as "5 hari", "2-3 hari" or "2 setengah jam"."""
    count = _count(words[index].plain)
    place = index + 1
    if count is None:
        return None
    if [word.plain for word in words[place : place + 3]] == ["x", "24", "jam"]:
        return Length(count * _DAY, index, index + 4)
    while place < len(words) and (
        words[place].plain in ("sampai", "atau", "setengah", "an", *_COUNTS) or _is_number(words[place])
    ):
        place += 1
    unit = _UNITS.get(plain_at(words, place))
    if unit is None or place - index > 3:
        return None
    place += plain_at(words, place + 1) in _AGO
    return _adjust(words, Length(count * unit, index, place + 1))


def _ordinal(words: Sequence[Word], index: int) -> Length | None:
    """Read which day, week or month it is, such as "hari ke 8"."""
    unit = _UNITS.get(words[index].plain)
    if unit is None or unit < _DAY or index + 1 == len(words):
        return None
    place = index + (2 if words[index + 1].plain == "ke" else 1)
    count = _count(words[place].plain.removeprefix("ke")) if place < len(words) else None
    said = place > index + 1 or (count is not None and words[place].plain.startswith("ke"))
    return Length(count * unit, index, place + 1) if count and said else None


def _named(words: Sequence[Word], index: int) -> Length | None:
    for length in (2, 1):
        hours = _WORDS.get(tuple(word.plain for word in words[index : index + length]))
        if hours is not None and index + length <= len(words):
            loose = words[index].plain in _LOOSE
            return _adjust(words, Length(hours, index, index + length, loose))
    return None


def _last_week(words: Sequence[Word], index: int, now: datetime) -> Length | None:
    """Read "minggu lalu", which may be any day of the week before this one."""
    if [word.plain for word in words[index : index + 2]] != ["minggu", "lalu"]:
        return None
    return Length((now.weekday() + 1) * _DAY, index, index + 2, days=7)


def _weekday(words: Sequence[Word], index: int, now: datetime) -> Length | None:
    """Read the last weekday of a name from which on something lasts; Sunday is left out, since it is also a week."""
    name = words[index].plain
    if name not in _WEEKDAYS or "sekarang" in plain_before(words, index, 2):
        return None
    past = plain_at(words, index + 1) in ("kemarin", "lalu")
    near = plain_before(words, index, 3)
    if not past and (_SINCE.isdisjoint(near[-2:]) or not _WANTED_BY.isdisjoint(near)):
        return None
    days = (now.weekday() - _WEEKDAYS.index(name)) % 7 or (7 if past else 0)
    return Length(days * _DAY + now.hour - _NOON, index, index + (2 if past else 1)) if days else None


def _adjust(words: Sequence[Word], length: Length) -> Length:
    """Count what is said beside a length: that it is more, or almost as much."""
    after, before = plain_at(words, length.end), plain_before(words, length.start, 2)
    if after in _MORE:
        return length._replace(hours=length.hours + 1, end=length.end + 1)
    if length.hours >= _HOUR and before and (before[-1] in _ALMOST or before in _NOT_QUITE):
        return length._replace(hours=length.hours - min(1, length.hours / 2))
    return length._replace(hours=length.hours + 1) if any(word in _OVER for word in before) else length


def _count(word: str) -> float | None:
    if word in _COUNTS:
        return _COUNTS[word]
    first = word.partition("-")[0].replace(",", ".")
    return float(first) if first.replace(".", "", 1).isdecimal() and len(first) < 4 else None


def _is_number(word: Word) -> bool:
    return word.plain.isdecimal() and len(word.plain) < 3


def _is_ahead(words: Sequence[Word], length: Length) -> bool:
    after, before = plain_at(words, length.end), plain_before(words, length.start, 2)
    promised = (after == "kerja" or length.end - length.start == _TIMES_24_HOURS) and "sudah" not in before
    took = after == "baru" and plain_at(words, length.end + 1) in _THEN_CAME
    apart = before in _NOT_PASSED or before[-1:] in _NOT_PASSED
    return after in _FUTURE or took or promised or apart or any(word in LIMITS for word in before)


def _list_spans(words: Sequence[Word], now: datetime) -> Iterator[Length]:
    """Give the time between a day and one that is said to be today's, such as in "tanggal 3, sekarang tanggal 14"."""
    days = list(list_days(words, now.date()))
    for first, last in pairwise(days):
        if any(word in _TODAY for word in plain_before(words, last.start, 2)):
            passed = (last.day - first.day).days
            yield Length((passed if passed > 0 else passed + _DAYS_OF_A_MONTH) * _DAY, first.start, first.end)
