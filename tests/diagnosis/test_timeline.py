from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from batalin.diagnosis.moments import Moment, parse_moment
from batalin.diagnosis.timeline import Deadline, count_deadline
from batalin.diagnosis.workdays import add_working_days
from batalin.rulebook.rulebook import Rulebook
from tests.support import NOW


def moment(text: str) -> Moment:
    found = parse_moment(text, NOW)
    assert found is not None
    return found


def count(rulebook: Rulebook, within: str, start: str = "", now: datetime = NOW, language: str = "id") -> Deadline:
    by = {"from": "tried-on" if start else "now", "within": within}
    moments = {"tried-on": moment(start)} if start else {}
    return count_deadline(by, moments, now, rulebook, language)


@pytest.mark.parametrize(
    ("within", "start", "words"),
    [
        ("48 hours", "2026-11-22T19:30", "Selasa, 24 November 2026, 19.30 WIB"),
        ("48 hours", "2026-11-22", "Selasa, 24 November 2026"),
        ("12 hours", "2026-11-22", "Senin, 23 November 2026"),
        ("25 hours", "2026-11-22", "Selasa, 24 November 2026"),
        ("2 days", "", "Rabu, 25 November 2026"),
        ("15 days", "2026-11-20", "Sabtu, 5 Desember 2026"),
        ("6 days", "2026-11-20T23:00", "Kamis, 26 November 2026"),
        ("48 hours", "", "Rabu, 25 November 2026, 10.00 WIB"),
        ("2 working-days", "2026-11-20", "Selasa, 24 November 2026"),
        ("5 working-days", "2026-11-20", "Jumat, 27 November 2026"),
    ],
)
def test_dates(rulebook: Rulebook, within: str, start: str, words: str) -> None:
    assert count(rulebook, within, start).words("id") == words


@pytest.mark.parametrize(("within", "words"), [("48 hours", "24 November 2026, 21.30 WIT"), ("2 days", "Selasa, 24 ")])
def test_a_moment_of_another_zone_is_counted_in_the_buyers(rulebook: Rulebook, within: str, words: str) -> None:
    now = NOW.astimezone(timezone(timedelta(hours=9), "WIT"))
    assert words in count(rulebook, within, "2026-11-22T19:30", now).words("id")


def test_says_how_it_was_counted(rulebook: Rulebook) -> None:
    assert count(rulebook, "48 hours", "2026-11-22").how == "48 jam sejak permintaan dikirim, 22 November 2026"
    english = count(rulebook, "2 working-days", "2026-11-20", language="en")
    assert english.how == (
        "2 working days after the request was sent, 20 November 2026; Saturdays and Sundays do not count"
    )


def test_date_it_counts_from_may_be_unknown(rulebook: Rulebook) -> None:
    deadline = count_deadline({"from": "tried-on", "within": "48 hours", "as": "wait"}, {}, NOW, rulebook, "id")
    assert deadline.at is None
    assert deadline.words("id") == ""
    assert deadline.how == "48 jam sejak permintaan dikirim"
    assert (deadline.waits, deadline.needs) == (True, "tried-on")


@pytest.mark.parametrize(
    ("within", "start", "passed"),
    [
        ("48 hours", "2026-11-21T10:01", False),
        ("48 hours", "2026-11-21T10:00", False),
        ("48 hours", "2026-11-21T09:59", True),
        ("48 hours", "2026-11-21", False),
        ("48 hours", "2026-11-20", True),
        ("6 days", "2026-11-17", False),
        ("6 days", "2026-11-16", True),
    ],
)
def test_passed_only_after_the_last_minute_or_day(rulebook: Rulebook, within: str, start: str, passed: bool) -> None:
    assert count(rulebook, within, start).passed is passed


@pytest.mark.parametrize(
    ("start", "days", "end", "holidays"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23), ()),
        (date(2026, 11, 21), 1, date(2026, 11, 23), ()),
        (date(2026, 12, 24), 1, date(2026, 12, 28), (date(2026, 12, 25),)),
        (date(2026, 12, 31), 1, date(2027, 1, 4), (date(2027, 1, 1),)),
        (date(2026, 12, 24), 5, date(2027, 1, 4), (date(2026, 12, 25), date(2027, 1, 1))),
        (date(2026, 8, 14), 1, date(2026, 8, 18), (date(2026, 8, 17),)),
    ],
)
def test_indonesian_working_days(start: date, days: int, end: date, holidays: tuple[date, ...]) -> None:
    assert add_working_days(start, days, "ID") == (end, holidays)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2027, 3, 5), 1, date(2027, 3, 9)),
        (date(2027, 3, 5), 2, date(2027, 3, 12)),
        (date(2027, 3, 5), 5, date(2027, 3, 17)),
        (date(2027, 3, 9), 1, date(2027, 3, 12)),
        (date(2027, 3, 10), 1, date(2027, 3, 12)),
        (date(2027, 3, 12), 1, date(2027, 3, 15)),
    ],
)
def test_working_days_skip_nyepi_and_lebaran(start: date, days: int, end: date) -> None:
    off = [date(2027, 3, 8), date(2027, 3, 10), date(2027, 3, 11)]
    assert add_working_days(start, days, "ID") == (end, tuple(day for day in off if start < day < end))


def test_a_working_day_is_never_a_weekend_or_a_holiday_and_comes_later() -> None:
    day, last = date(2026, 1, 1), date(2028, 1, 1)
    while day < last:
        end, skipped = add_working_days(day, 1, "ID")
        assert end > day
        assert end.weekday() < 5
        assert (end.month, end.day) not in ((1, 1), (5, 1), (8, 17), (12, 25))
        assert all(day < one < end and one.weekday() < 5 for one in skipped)
        day += timedelta(days=1)


def test_two_weeks_of_working_days_across_the_years(rulebook: Rulebook) -> None:
    assert add_working_days(date(2026, 12, 17), 14, "ID") == (
        date(2027, 1, 11),
        (date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 5)),
    )


def test_skipped_holidays_are_named(rulebook: Rulebook) -> None:
    now = datetime.fromisoformat("2026-12-25T10:00+07:00")
    deadline = count(rulebook, "2 working-days", "2026-11-20", now)
    assert "libur" not in deadline.how
    start = parse_moment("2026-12-24", now)
    assert start is not None
    by = {"from": "tried-on", "within": "2 working-days"}
    assert "hari libur 25 Desember 2026" in count_deadline(by, {"tried-on": start}, now, rulebook, "id").how


@pytest.mark.parametrize(
    ("language", "how"),
    [("id", "48 jam sejak saat ini, 23 November 2026"), ("en", "48 hours after this moment, 23 November 2026")],
)
def test_from_now(rulebook: Rulebook, language: str, how: str) -> None:
    assert count(rulebook, "48 hours", language=language).how == how


def test_in_english(rulebook: Rulebook) -> None:
    deadline = count(rulebook, "48 hours", "2026-11-22T19:30", language="en")
    assert deadline.words("en") == "Tuesday, 24 November 2026, 19:30 WIB"


def test_waiting_only_where_the_rule_says_so(rulebook: Rulebook) -> None:
    by = {"from": "now", "within": "48 hours"}
    assert [count_deadline({**by, **how}, {}, NOW, rulebook, "id").waits for how in ({}, {"as": "wait"})] == [
        False,
        True,
    ]
