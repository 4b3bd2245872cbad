"""A case: its events in order of time, none in the future and none before the order."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from batalin.casefile.model import CaseFile, Event, add, add_letter
from batalin.diagnosis.moments import Moment
from batalin.errors import UsageError
from batalin.words import say
from tests.casefile.samples import ZONE, case_of, moment, note, told, whole_case
from tests.support import NOW


def texts(case: CaseFile) -> list[str]:
    return [event.text for event in case.events]


@pytest.mark.parametrize(
    ("times", "order"),
    [
        pytest.param(["2026-11-20", "2026-11-21", "2026-11-22"], "012", id="in order"),
        pytest.param(["2026-11-22", "2026-11-20T09:00", "2026-11-21"], "120", id="out of order"),
        pytest.param(["2026-11-20T09:00", "2026-11-20T08:00", "2026-11-20T10:00"], "102", id="within a day"),
        pytest.param(["2026-11-20T09:00", "2026-11-20T09:00"], "01", id="same minute"),
        pytest.param(["2026-11-20T09:00", "2026-11-20"], "01", id="a day keeps its place after a time"),
        pytest.param(["2026-11-20", "2026-11-20T09:00"], "01", id="and before one"),
        pytest.param(["2026-11-20T10:00", "2026-11-20", "2026-11-20T09:00"], "201", id="a time passes a day by"),
    ],
)
def test_events_stand_in_order_of_time(times: list[str], order: str) -> None:
    case = case_of(*(note(at, str(index)) for index, at in enumerate(times)))
    assert "".join(texts(case)) == order


@pytest.mark.parametrize("at", ["2026-11-24", "2026-11-23T10:01", "2027-01-01T00:00"])
def test_nothing_has_happened_in_the_future(at: str) -> None:
    with pytest.raises(UsageError) as caught:
        case_of(note(at))
    assert caught.value.key == "case-event-future"
    for language in ("id", "en"):
        assert at in say(caught.value.key, language, **caught.value.facts)


@pytest.mark.parametrize("at", ["2026-11-23", "2026-11-23T10:00"])
def test_the_present_is_no_future(at: str) -> None:
    assert case_of(note(at)).events[0].at == moment(at)


@pytest.mark.parametrize(
    ("ordered", "at"),
    [("2026-11-20", "2026-11-19"), ("2026-11-20", "2026-11-19T23:59"), ("2026-11-20 14:30", "2026-11-20T14:29")],
)
def test_nothing_happens_before_the_order(ordered: str, at: str) -> None:
    case = case_of(told("2026-11-21", ordered_on=ordered))
    with pytest.raises(UsageError) as caught:
        add(case, note(at), NOW)
    assert caught.value.key == "case-event-before-order"
    assert caught.value.facts == {"at": at, "ordered": ordered.replace(" ", "T")}


@pytest.mark.parametrize(
    ("ordered", "at"),
    [("2026-11-20", "2026-11-20"), ("2026-11-20", "2026-11-20T00:00"), ("2026-11-20 14:30", "2026-11-20")],
)
def test_the_day_of_the_order_is_not_before_it(ordered: str, at: str) -> None:
    case = case_of(told("2026-11-21", ordered_on=ordered), note(at))
    assert len(case.events) == 2


def test_a_date_of_the_order_told_late_is_compared_too() -> None:
    case = case_of(note("2026-11-18"))
    with pytest.raises(UsageError, match="case-event-before-order"):
        add(case, told("2026-11-21", ordered_on="2026-11-20"), NOW)


def test_a_corrected_date_of_the_order_counts() -> None:
    case = case_of(told("2026-11-21", ordered_on="2026-11-20"), told("2026-11-22", ordered_on="2026-11-10"))
    assert len(add(case, note("2026-11-15"), NOW).events) == 3


@pytest.mark.parametrize("ordered", ["31/02/2026", "entah"])
def test_a_date_that_nobody_can_read_refuses_no_event(ordered: str) -> None:
    assert len(case_of(told("2026-11-21", ordered_on=ordered), note("2020-01-01")).events) == 2


def test_the_store_counts_the_revision_and_the_case_its_last_change() -> None:
    case = case_of()._replace(revision=4)
    changed = add(case, note("2026-11-22"), NOW + timedelta(hours=3, microseconds=7))
    assert (changed.revision, changed.changed) == (4, NOW + timedelta(hours=3))


def test_closing_closes_and_nothing_opens_again_by_itself() -> None:
    closed = whole_case()
    assert closed.closed
    assert add(closed, note("2026-11-23"), NOW).closed
    assert not case_of(note("2026-11-22")).closed


def test_a_case_keeps_one_zone_and_whole_minutes() -> None:
    east = timezone(timedelta(hours=9), "WIT")
    exact = Moment((NOW - timedelta(hours=1)).astimezone(east).replace(second=7), exact=True)
    day = Moment(NOW.astimezone(east).replace(day=20, hour=0, minute=0), exact=False)
    events = case_of(Event(day, "note"), Event(exact, "note")).events
    assert [event.at.isoformat() for event in events] == ["2026-11-20", "2026-11-23T09:00"]
    assert {event.at.at.tzinfo for event in events} == {ZONE}


def test_the_order_number_that_was_told_last_counts() -> None:
    case = case_of(told("2026-11-21", order_id="57900"), note("2026-11-23"), told("2026-11-22", order_id="57999"))
    assert case.order_number == "57999"
    assert case_of().order_number == ""


LETTER = Event(moment("2026-11-20T10:00"), "sent", recipient="support", message="support-cancel", evidence=("chat",))


@pytest.mark.parametrize(
    ("at", "recipient", "kept"),
    [
        pytest.param("2026-11-20T11:00", "support", ["Halo."], id="later that day"),
        pytest.param("2026-11-20", "support", ["Halo."], id="some time that day"),
        pytest.param("2026-11-21", "support", ["", "Halo."], id="another day"),
        pytest.param("2026-11-20T11:00", "seller", ["", "Halo."], id="another recipient"),
    ],
)
def test_words_complete_a_letter_that_has_none(at: str, recipient: str, kept: list[str]) -> None:
    words = Event(moment(at), "sent", recipient=recipient, text="Halo.")
    case = add_letter(case_of(LETTER), words, NOW)
    assert texts(case) == kept
    assert case.events[0] == LETTER._replace(text=kept[0])
    assert texts(add_letter(case, words, NOW)) == [*kept, "Halo."]


def test_the_day_of_a_letter_is_that_of_its_case() -> None:
    """An hour before midnight in one zone is the next day in another."""
    eastern = timezone(timedelta(hours=9))
    late = Moment(moment("2026-11-20T23:30").at.astimezone(eastern), exact=True)
    case = add_letter(case_of(LETTER), LETTER._replace(at=late, text="Halo.", evidence=("order-list",)), NOW)
    assert [(one.text, one.evidence) for one in case.events] == [("Halo.", ("order-list",))]


def test_a_letter_without_words_takes_nobody_s_place() -> None:
    assert len(add_letter(case_of(LETTER), LETTER, NOW).events) == 2
