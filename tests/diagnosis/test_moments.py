"""Dates and durations as buyers write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from batalin.diagnosis.moments import Moment, NoSuchDate, parse_duration, parse_moment
from tests.support import NOW

TWENTIETH = datetime.fromisoformat("2026-11-20T00:00+07:00")
AFTERNOON = datetime.fromisoformat("2026-11-20T14:30+07:00")

DATES = {
    "ISO": ("2026-11-20", TWENTIETH),
    "ISO, short": ("2026-1-2", datetime.fromisoformat("2026-01-02T00:00+07:00")),
    "slashes": ("20/11/2026", TWENTIETH),
    "hyphens, day first": ("20-11-2026", TWENTIETH),
    "dots": ("20.11.2026", TWENTIETH),
    "Indonesian month": ("20 November 2026", TWENTIETH),
    "short month": ("20 nov 2026", TWENTIETH),
    "short month with a dot": ("20 Nov. 2026", TWENTIETH),
    "August, Indonesian": ("17 Agustus 2026", datetime.fromisoformat("2026-08-17T00:00+07:00")),
    "August, Indonesian, short": ("17 Agt 2026", datetime.fromisoformat("2026-08-17T00:00+07:00")),
    "August, English, short": ("17 Aug 2026", datetime.fromisoformat("2026-08-17T00:00+07:00")),
    "May, Indonesian": ("2 Mei 2026", datetime.fromisoformat("2026-05-02T00:00+07:00")),
    "May, English": ("2 May 2026", datetime.fromisoformat("2026-05-02T00:00+07:00")),
    "longest month": ("2 September 2026", datetime.fromisoformat("2026-09-02T00:00+07:00")),
    "today": ("today", datetime.fromisoformat("2026-11-23T00:00+07:00")),
    "hari ini": ("Hari  Ini", datetime.fromisoformat("2026-11-23T00:00+07:00")),
    "kemarin": ("kemarin", datetime.fromisoformat("2026-11-22T00:00+07:00")),
    "yesterday": ("yesterday", datetime.fromisoformat("2026-11-22T00:00+07:00")),
    "kemarin lusa": ("kemarin lusa", datetime.fromisoformat("2026-11-21T00:00+07:00")),
    "leap day": ("29/2/2024", datetime.fromisoformat("2024-02-29T00:00+07:00")),
}
TIMES = {
    "ISO": "2026-11-20T14:30",
    "ISO with seconds": "2026-11-20T14:30:59",
    "ISO with a space": "2026-11-20 14:30",
    "Indonesian clock": "2026-11-20 14.30",
    "slashes": "20/11/2026 14.30",
    "month by name": "20 November 2026, 14.30",
    "month by name in English": "20 nov 2026 14:30",
}


@pytest.mark.parametrize(("text", "at"), DATES.values(), ids=DATES)
def test_a_day_starts_at_midnight_in_the_market_and_is_not_exact(text: str, at: datetime) -> None:
    assert parse_moment(text, NOW) == Moment(at, exact=False)


@pytest.mark.parametrize("text", TIMES.values(), ids=TIMES)
def test_a_time_of_day_makes_it_exact(text: str) -> None:
    assert parse_moment(text, NOW) == Moment(AFTERNOON, exact=True)


@pytest.mark.parametrize(
    "text",
    ["", "besok", "20 Foo 2026", "2026", "2026-11", "20/11/26", "20/11", "3 hari", "2026-11-20 14", "x2026-11-20"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_moment(text, NOW) is None


@pytest.mark.parametrize(
    "text",
    ["2026-02-31", "31/2/2026", "31 Februari 2026", "29/2/2026", "2026-13-01", "0/1/2026", "2026-11-20 24:00"],
)
def test_a_date_no_calendar_has(text: str) -> None:
    with pytest.raises(NoSuchDate):
        parse_moment(text, NOW)


@pytest.mark.parametrize("text", ["2026-11-20", "2026-11-20T14:30"])
def test_a_moment_reads_what_it_writes(text: str) -> None:
    moment = parse_moment(text, NOW)
    assert moment is not None
    assert moment.isoformat() == text


def test_today_is_the_markets_today() -> None:
    just_after_midnight = datetime.fromisoformat("2026-12-01T00:05+07:00")
    moment = parse_moment("kemarin", just_after_midnight)
    assert moment is not None
    assert moment.day == date(2026, 11, 30)


def test_an_exact_moment_is_one_distance_away() -> None:
    assert Moment(NOW - timedelta(hours=24), exact=True).hours_before(NOW) == (24, 24)


@pytest.mark.parametrize(
    ("days", "distances"), [(0, (0, 10)), (1, (10, 34)), (7, (154, 178))], ids=["today", "yesterday", "a week ago"]
)
def test_a_day_is_a_span_of_distances(days: int, distances: tuple[float, float]) -> None:
    midnight = NOW.replace(hour=0) - timedelta(days=days)
    assert Moment(midnight, exact=False).hours_before(NOW) == distances


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("0m", 0),
        ("59m", 59 / 60),
        ("90m", 1.5),
        ("90 menit", 1.5),
        ("30 minutes", 0.5),
        ("3h", 3),
        ("3 jam", 3),
        ("3J", 3),
        ("2d", 48),
        ("3 hari", 72),
        ("3  Hari", 72),
        ("1 day", 24),
        ("2 minggu", 336),
        ("1 week", 168),
        ("1 bulan", 720),
        ("2 months", 1440),
        ("9999 jam", 9999),
    ],
)
def test_durations_in_both_languages(text: str, hours: float) -> None:
    assert parse_duration(text) == pytest.approx(hours)


@pytest.mark.parametrize("text", ["", "3", "hari", "-3h", "1.5h", "3x", "12345h", "3 hari lalu sekali", "3h 2m"])
def test_what_is_no_duration_is_none(text: str) -> None:
    assert parse_duration(text) is None
