"""How long a letter is left alone: a day, or the time that a page's own steps give the lowest rung."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from batalin.casefile.ladder import Cause, find_turn
from batalin.rulebook.rulebook import Rulebook
from tests.casefile.samples import unchecked
from tests.casefile.test_ladder import FIRST, HELP, MONDAY, WAITING, present, sent, turn


@pytest.mark.parametrize(
    ("granted", "now", "cause"),
    [
        (present("2026-11-18T09:00"), "2026-11-18T08:59", Cause.DUE),
        (present("2026-11-18T09:00"), "2026-11-18T09:00", Cause.SILENT),
        (present(f"{MONDAY}T22:00"), f"{MONDAY}T21:59", Cause.DUE),
        (present(f"{MONDAY}T22:00"), f"{MONDAY}T22:00", Cause.SILENT),
        (date(2026, 11, 18), "2026-11-18T23:59", Cause.DUE),
        (date(2026, 11, 18), "2026-11-19", Cause.SILENT),
        (None, f"{MONDAY}T23:00", Cause.RECENT),
    ],
)
def test_the_time_that_a_page_gives_its_lowest_rung_counts(
    rulebook: Rulebook, granted: datetime | date | None, now: str, cause: Cause
) -> None:
    found = find_turn(unchecked(FIRST), rulebook.page(WAITING), rulebook, present(now), lambda _: granted)
    assert found.cause is cause
    assert found.recipient == ("support" if cause is Cause.SILENT else "seller")
    assert not found.by_rung, "the page itself says so in a step"


def test_it_gives_no_time_to_those_above(rulebook: Rulebook) -> None:
    case = unchecked(FIRST, HELP)
    found = find_turn(case, rulebook.page(WAITING), rulebook, present("2026-11-18T10:00"), lambda _: date(2026, 11, 30))
    assert (found.recipient, found.cause) == ("support", Cause.REMIND)


@pytest.mark.parametrize(
    ("now", "recipient", "cause"),
    [("2026-11-17T23:59", "seller", Cause.RECENT), ("2026-11-18T00:00", "support", Cause.SILENT)],
)
def test_of_a_letter_without_a_time_the_day_after_it_counts_too(
    rulebook: Rulebook, now: str, recipient: str, cause: Cause
) -> None:
    found = turn(rulebook, WAITING, now, sent(MONDAY, "seller", "seller-approve"))
    assert (found.recipient, found.cause) == (recipient, cause)
