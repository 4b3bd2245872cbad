"""What a case says now: later words win, spans of time grow older, dates are measured anew."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from batalin.casefile.model import CaseFile, Event
from batalin.casefile.state import State, present_state
from batalin.diagnosis.answers import Contradiction
from batalin.errors import UsageError
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from tests.casefile.samples import CORE, case_of, later, moment, note, told, unchecked
from tests.support import NOW


def state(rulebook: Rulebook, *events: Event, now: datetime = NOW) -> State:
    return present_state(unchecked(*events), rulebook, now)


def refusal(case: CaseFile, rulebook: Rulebook, now: datetime = NOW) -> str:
    with pytest.raises(UsageError) as caught:
        present_state(case, rulebook, now)
    return say(caught.value.key, "id", **caught.value.facts)


def test_nothing_told_is_nothing_known(rulebook: Rulebook) -> None:
    assert state(rulebook, note("2026-11-22")) == State({}, state(rulebook).details)


def test_later_answers_win_and_the_others_stay(rulebook: Rulebook) -> None:
    first, second = told("2026-11-23T08:00", CORE), told("2026-11-23T09:00", {"status": "shipped", "error": "none"})
    known = state(rulebook, second, first)
    assert known.answers == {**CORE, "status": "shipped", "error": "none"}
    assert known.outdated == ()


def test_details_add_up(rulebook: Rulebook) -> None:
    known = state(
        rulebook,
        told("2026-11-20", order_id="579012345", item="Kaos", tried_on="2026-11-19"),
        told("2026-11-21", item="Kaos biru", tried_on="2026-11-20 14:30"),
    )
    assert known.details.plain() == {"order-id": "579012345", "item": "Kaos biru", "tried-on": "2026-11-20T14:30"}


@pytest.mark.parametrize(
    ("at", "option", "hours", "now"),
    [
        pytest.param("2026-11-23T10:00", "1d-3d", 0, "1d-3d", id="just told"),
        pytest.param("2026-11-23T10:00", "1d-3d", 47, "1d-3d", id="still may be"),
        pytest.param("2026-11-23T10:00", "1d-3d", 48, "3d-7d", id="can no longer be"),
        pytest.param("2026-11-23T10:00", "1d-3d", 120, "3d-7d", id="five days on"),
        pytest.param("2026-11-23T10:00", "1d-3d", 144, "over-7d", id="six days on"),
        pytest.param("2026-11-23T10:00", "under-1h", 0.9, "under-1h", id="without a lower end"),
        pytest.param("2026-11-23T10:00", "under-1h", 1, "under-24h", id="an hour on"),
        pytest.param("2026-11-23", "under-24h", 23 - 10, "under-24h", id="a day counts from its end"),
        pytest.param("2026-11-23", "under-24h", 23 + 14, "1d-3d", id="and a day more from there"),
        pytest.param("2026-11-23T10:00", "over-7d", 9999, "over-7d", id="the longest stays"),
        pytest.param("2026-11-23T10:00", "unknown", 9999, "unknown", id="not known stays"),
    ],
)
def test_spans_of_time_grow_older(rulebook: Rulebook, at: str, option: str, hours: float, now: str) -> None:
    known = state(rulebook, told(at, {"age": option}), now=NOW + timedelta(hours=hours))
    assert known.answers == {"age": now}
    assert known.aged == (("age",) if now != option else ())


def test_an_answer_that_is_no_span_of_time_does_not_age(rulebook: Rulebook) -> None:
    known = state(rulebook, told("2026-11-01", {**CORE, "request-age": "not-sent"}))
    assert known.answers["request-age"] == "not-sent"
    assert known.aged == ("age",)


def test_a_known_date_is_measured_anew(rulebook: Rulebook) -> None:
    events = [told("2026-11-20T10:00", {"age": "under-1h"}, ordered_on="2026-11-20 09:30")]
    assert [state(rulebook, *events, now=later(days=day)).answers["age"] for day in (0, 3, 5)] == [
        "3d-7d",
        "3d-7d",
        "over-7d",
    ]
    assert state(rulebook, *events).aged == ()


@pytest.mark.parametrize(
    ("answer", "date", "now"),
    [
        pytest.param("under-48h", "", "over-48h", id="no date"),
        pytest.param("over-48h", "2026-11-23 08:00", "under-48h", id="the date wins over a span"),
        pytest.param("unknown", "2026-11-20", "over-48h", id="and over not knowing"),
        pytest.param("not-sent", "2026-11-20", "not-sent", id="but not over a request that was not sent"),
    ],
)
def test_a_date_and_an_answer_told_at_once(rulebook: Rulebook, answer: str, date: str, now: str) -> None:
    details = {"tried_on": date} if date else {}
    event = told("2026-11-20T10:00", {**CORE, "age": "3d-7d", "request-age": answer}, **details)
    assert state(rulebook, event).answers["request-age"] == now


def test_a_date_told_later_answers_what_was_no_span_before(rulebook: Rulebook) -> None:
    first = told("2026-11-20T10:00", {**CORE, "age": "3d-7d", "request-age": "not-sent"})
    known = state(rulebook, first, told("2026-11-21", tried_on="2026-11-20 18:00"))
    assert known.answers["request-age"] == "over-48h"


def test_a_date_given_for_an_answer_is_a_date(rulebook: Rulebook) -> None:
    known = state(rulebook, told("2026-11-20T10:00", {"age": "2026-11-19 10:00"}), now=later(days=5))
    assert known.answers == {"age": "over-7d"}
    assert known.details.plain() == {"ordered-on": "2026-11-19T10:00"}


@pytest.mark.parametrize(("at", "day"), [("2026-11-20T10:00", "2026-11-19"), ("2026-11-21", "2026-11-20")])
def test_yesterday_is_the_day_before_it_was_told(rulebook: Rulebook, at: str, day: str) -> None:
    assert state(rulebook, told(at, ordered_on="kemarin")).details.plain() == {"ordered-on": day}


def test_what_was_told_after_the_moment_asked_for_does_not_count(rulebook: Rulebook) -> None:
    events = [told("2026-11-20T10:00", {"status": "processing"}), told("2026-11-22T10:00", {"status": "shipped"})]
    assert state(rulebook, *events, now=NOW - timedelta(days=2)).answers == {"status": "processing"}


def quoted(at: str, quote: str) -> Event:
    return told(at, {"reason": "other"})._replace(quotes={"reason": quote})


@pytest.mark.parametrize(
    ("events", "option", "quotes"),
    [
        pytest.param([quoted("2026-11-20", "salah pencet")], "other", {"reason": "salah pencet"}, id="own words"),
        pytest.param(
            [quoted("2026-11-20", "salah pencet"), quoted("2026-11-21", 'dobel, "ya"')],
            "other",
            {"reason": 'dobel, "ya"'},
            id="later words",
        ),
        pytest.param(
            [quoted("2026-11-20", "salah pencet"), told("2026-11-21", {"reason": "duplicate"})],
            "duplicate",
            {},
            id="a later option",
        ),
        pytest.param(
            [Event(moment("2026-11-20"), "state", quotes={"reason": "lupa"})], "other", {"reason": "lupa"}, id="alone"
        ),
    ],
)
def test_own_words_hold_until_the_question_is_answered_anew(
    rulebook: Rulebook, events: list[Event], option: str, quotes: dict[str, str]
) -> None:
    known = state(rulebook, *events)
    assert known.answers == {"reason": option}
    assert known.details.quotes == quotes


def test_own_words_count_only_where_a_question_takes_them(rulebook: Rulebook) -> None:
    event = told("2026-11-20", {"payment": "cod"})._replace(quotes={"payment": "bayar di tempat saja"})
    assert state(rulebook, event).answers == {"payment": "cod"}


@pytest.mark.parametrize(
    ("first", "second", "outdated"),
    [
        pytest.param({"error": "not-shipped"}, {"status": "shipped"}, "error", id="the status has gone on"),
        pytest.param(
            {"status": "shipped"}, {"error": "not-shipped"}, "status", id="the problem tells of another status"
        ),
    ],
)
def test_an_answer_that_a_later_one_rules_out_is_outdated(
    rulebook: Rulebook, first: dict[str, str], second: dict[str, str], outdated: str
) -> None:
    base = {"status": "processing", "age": "over-7d", "product": "physical", "error": "none"}
    known = state(rulebook, told("2026-11-20", {**base, **first}), told("2026-11-21", second))
    assert known.outdated == (outdated,)
    assert known.answers == {key: value for key, value in {**base, **first, **second}.items() if key != outdated}


def test_two_answers_told_at_once_that_no_order_can_have_are_refused(rulebook: Rulebook) -> None:
    with pytest.raises(Contradiction):
        state(rulebook, told("2026-11-20", {**CORE, "status": "shipped", "error": "not-shipped"}))


ARRIVED = {"status": "delivered", "error": "rejected"}
CANCELLED = {"status": "cancelled", "error": "refund-missing"}


def requested(at: str, answers: dict[str, str]) -> Event:
    """Give an event in which the buyer also tells of a request: why, when, and how long ago."""
    event = told(at, {**answers, "reason": "other", "request-age": "under-48h"}, tried_on="2026-11-19")
    return event._replace(quotes={"reason": "salah pencet"})


@pytest.mark.parametrize(
    ("events", "known"),
    [
        pytest.param([requested("2026-11-20", CORE)], True, id="not arrived"),
        pytest.param([requested("2026-11-20", ARRIVED)], True, id="told with the arrival"),
        pytest.param(
            [requested("2026-11-20", ARRIVED), told("2026-11-21", {"status": "completed"})], True, id="arrived at first"
        ),
        pytest.param([requested("2026-11-20", CORE), told("2026-11-21", ARRIVED)], False, id="told before"),
        pytest.param(
            [requested("2026-11-20", CORE), told("2026-11-21", ARRIVED), told("2026-11-22", {"status": "completed"})],
            False,
            id="told before, and gone on since",
        ),
        pytest.param(
            [requested("2026-11-20", CORE), told("2026-11-21", ARRIVED), requested("2026-11-22", {})],
            True,
            id="told anew",
        ),
        pytest.param(
            [told("2026-11-20", ARRIVED), requested("2026-11-21", CORE), told("2026-11-22", ARRIVED)],
            False,
            id="arrived only the second time",
        ),
        pytest.param([requested("2026-11-20", CORE), told("2026-11-21", CANCELLED)], True, id="cancelled on the way"),
    ],
)
def test_a_cancel_request_is_no_return_request(rulebook: Rulebook, events: list[Event], known: bool) -> None:
    """Why and when a cancel was asked for says nothing of the return of what has come since."""
    found = state(rulebook, *events)
    assert found.details.plain() == ({"tried-on": "2026-11-19"} if known else {})
    assert ("reason" in found.answers) is ("reason" in found.details.quotes)
    if not known:
        assert not {"reason", "request-age"} & {*found.answers, *found.outdated}


DELIVERED = {"status": "delivered", "product": "physical", "error": "wrong-item"}


@pytest.mark.parametrize("hour", range(0, 24 * 3, 5))
def test_time_alone_never_makes_a_case_contradict_itself(rulebook: Rulebook, hour: int) -> None:
    """A day counts from its end and a time of day from itself, so the two pass a limit at different moments."""
    events = [told("2026-11-16T10:00", {**DELIVERED, "delivered-age": "within-6d"}, ordered_on="2026-11-16")]
    known = state(rulebook, *events, now=NOW + timedelta(hours=hour))
    assert known.answers["age"] in ("3d-7d", "over-7d")
    assert known.answers.get("delivered-age") == ("7d-15d" if known.answers["age"] == "over-7d" else None)


def test_a_known_date_outlives_an_answer_that_does_not_fit_it(rulebook: Rulebook) -> None:
    late = told("2026-11-22", {"delivered-age": "over-15d"})
    known = state(rulebook, told("2026-11-21", DELIVERED, ordered_on="2026-11-20"), late)
    assert (known.answers["age"], known.outdated) == ("1d-3d", ("delivered-age",))


@pytest.mark.parametrize("option", ["1d-3d", "3d-7d", "over-7d", "unknown"])
@pytest.mark.parametrize("follow_up", ["under-48h", "over-48h", "not-sent", "unknown"])
@pytest.mark.parametrize("days", [0, 1, 2, 3, 30, 400])
def test_answers_told_together_age_together(rulebook: Rulebook, option: str, follow_up: str, days: int) -> None:
    answers = {**CORE, "age": option, "request-age": follow_up}
    known = state(rulebook, told("2026-11-23T09:00", answers), now=later(days=days))
    assert known.answers.keys() == answers.keys()


def test_an_option_that_the_rules_no_longer_have_is_named(rulebook: Rulebook) -> None:
    case = case_of(told("2026-11-20", {"status": "di gudang"}))
    assert "--status" in (said := refusal(case, rulebook))
    assert "di gudang" in said
    assert "batalin case add 20261123-1 --status" in said
    assert present_state(case_of(*case.events, told("2026-11-21", {"status": "shipped"})), rulebook, NOW).answers == {
        "status": "shipped"
    }


@pytest.mark.parametrize("event", [told("2026-11-20", {"stauts": "shipped"}), told("2026-11-20", order="579012")])
def test_a_name_that_the_rules_do_not_know_is_not_passed_over(rulebook: Rulebook, event: Event) -> None:
    (word,) = {**event.answers, **event.details}
    assert word in refusal(case_of(event), rulebook)


def test_a_case_of_another_shop_is_refused(rulebook: Rulebook) -> None:
    assert "lapak" in refusal(case_of()._replace(rulebook="lapak"), rulebook)


@pytest.mark.parametrize(
    "events",
    [
        pytest.param(
            [told("2026-11-20", ordered_on="2026-11-20"), told("2026-11-21", tried_on="2026-11-19")], id="order"
        ),
        pytest.param([told("2026-11-20", tried_on="2026-12-19")], id="future"),
        pytest.param([told("2026-11-20", amount="banyak")], id="money"),
        pytest.param([told("2026-11-20", {"age": "2026-02-31"})], id="no such date"),
    ],
)
def test_what_flags_refuse_is_refused_here_too(rulebook: Rulebook, events: list[Event]) -> None:
    assert "--" in refusal(unchecked(*events), rulebook)
