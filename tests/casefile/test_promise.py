"""A promised day as sellers and support desks say it."""

from __future__ import annotations

from datetime import date

import pytest

from batalin.casefile.promise import read_promise
from batalin.errors import UsageError
from batalin.words import say
from tests.casefile.samples import moment

FRIDAY = "2026-11-20T15:00"


@pytest.mark.parametrize(
    ("given", "replied", "day"),
    [
        ("2026-11-28", FRIDAY, "2026-11-28"),
        ("28/11/2026", FRIDAY, "2026-11-28"),
        ("28 Nov 2026", FRIDAY, "2026-11-28"),
        ("2026-11-28T10:00", FRIDAY, "2026-11-28"),
        ("hari ini", FRIDAY, "2026-11-20"),
        (" Besok ", FRIDAY, "2026-11-21"),
        ("tomorrow", FRIDAY, "2026-11-21"),
        ("lusa", FRIDAY, "2026-11-22"),
        ("8 jam", FRIDAY, "2026-11-20"),
        ("10 jam", FRIDAY, "2026-11-21"),
        ("10 jam", "2026-11-20", "2026-11-21"),
        ("1x24 jam", FRIDAY, "2026-11-21"),
        ("2 x 24 jam", FRIDAY, "2026-11-22"),
        ("48 hours", FRIDAY, "2026-11-22"),
        ("1x24 jam", "2026-11-20", "2026-11-21"),
        ("3 hari", FRIDAY, "2026-11-23"),
        ("2-3 hari", FRIDAY, "2026-11-23"),
        ("1 minggu", FRIDAY, "2026-11-27"),
        ("1 hari kerja", FRIDAY, "2026-11-23"),
        ("2 sampai 3 hari kerja", FRIDAY, "2026-11-25"),
        ("3-14 hari kerja", FRIDAY, "2026-12-10"),
        ("3 working days", FRIDAY, "2026-11-25"),
        ("366 hari", FRIDAY, "2027-11-21"),
    ],
)
def test_what_is_promised_in_a_chat(given: str, replied: str, day: str) -> None:
    assert read_promise("--promised", given, moment(replied), "ID") == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("secepatnya", "promise-unreadable"),
        ("3", "promise-unreadable"),
        ("3 kali", "promise-unreadable"),
        ("1 desember", "promise-unreadable"),
        ("", "promise-unreadable"),
        ("31/02/2026", "date-impossible"),
        ("kemarin", "promise-out-of-reach"),
        ("2026-11-19", "promise-out-of-reach"),
        ("2025-12-01", "promise-out-of-reach"),
        ("2027-11-22", "promise-out-of-reach"),
        ("2099-01-01", "promise-out-of-reach"),
        ("999 bulan", "promise-out-of-reach"),
        ("999 hari kerja", "promise-out-of-reach"),
    ],
)
def test_what_is_no_day_or_out_of_reach(given: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_promise("--promised", given, moment(FRIDAY), "ID")
    assert caught.value.key == key
    for language in ("id", "en"):
        assert "--promised" in say(key, language, **caught.value.facts)
