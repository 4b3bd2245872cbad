"""Whose turn it is: the page's first recipient, then rung by rung, each left only for a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from batalin.casefile.ladder import Cause, Turn, find_turn, list_rungs
from batalin.casefile.model import Event
from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Page, Rulebook
from tests.casefile.samples import moment, note, told, unchecked

SHIPPED = load(find_rules())
PAGES = sorted(rule.id for rule in SHIPPED.situations)
MONDAY = "2026-11-16"
SILENT, WAITING = "silent-seller-automatic", "silent-seller-waiting"
LATE, REFUSED = "refund-late", "return-rejected"


def sent(at: str, recipient: str, message: str, text: str = "Halo, mohon dibantu.") -> Event:
    return Event(moment(at), "sent", recipient=recipient, message=message, text=text)


def reply(at: str, recipient: str, promise: str = "") -> Event:
    by = date.fromisoformat(promise) if promise else None
    return Event(moment(at), "reply", recipient=recipient, text="sabar ya", promise=by)


def present(text: str) -> datetime:
    return moment(text).at


def turn(rulebook: Rulebook, page: str, now: str, *events: Event) -> Turn:
    return find_turn(unchecked(*events), rulebook.page(page), rulebook, present(now))


FIRST = sent(f"{MONDAY}T10:00", "seller", "seller-approve")
HELP = sent("2026-11-17T10:00", "support", "support-cancel")
REMINDED = sent("2026-11-18T10:00", "support", "support-cancel")
MEDIATED = [
    sent(f"{MONDAY}T08:00", "seller", "seller-return-refused"),
    reply(f"{MONDAY}T09:00", "seller"),
    sent(f"{MONDAY}T10:00", "support", "support-return-refused"),
    reply(f"{MONDAY}T11:00", "support"),
]
ENDS = (Cause.OPEN, Cause.EXHAUSTED)
CAUSES = {
    "nobody was written to": (WAITING, MONDAY, [], Turn("seller", Cause.FIRST)),
    "notes and states are no letters": (
        WAITING,
        "2026-11-20",
        [note(MONDAY), told(MONDAY, {"status": "processing"})],
        Turn("seller", Cause.FIRST),
    ),
    "it went out today": (
        WAITING,
        f"{MONDAY}T23:59",
        [FIRST],
        Turn("seller", Cause.RECENT, since=date(2026, 11, 16), until=present("2026-11-17T10:00")),
    ),
    "a new day begins an hour after it went out": (
        WAITING,
        "2026-11-17T00:01",
        [sent(f"{MONDAY}T23:00", "seller", "seller-approve")],
        Turn("seller", Cause.RECENT, since=date(2026, 11, 16), until=present("2026-11-17T23:00")),
    ),
    "silent for a whole day": (
        WAITING,
        "2026-11-17T10:00",
        [FIRST],
        Turn("support", Cause.SILENT, "seller", date(2026, 11, 16)),
    ),
    "an answer without a day": (
        WAITING,
        f"{MONDAY}T12:00",
        [FIRST, reply(f"{MONDAY}T11:00", "seller")],
        Turn("support", Cause.ANSWERED, "seller", date(2026, 11, 16)),
    ),
    "a day ahead is promised": (
        WAITING,
        "2026-11-17T12:00",
        [FIRST, reply(f"{MONDAY}T11:00", "seller", "2026-11-18")],
        Turn("seller", Cause.PROMISED, since=date(2026, 11, 16), until=date(2026, 11, 18)),
    ),
    "the promised day is today": (
        WAITING,
        "2026-11-18T23:59",
        [FIRST, reply(f"{MONDAY}T11:00", "seller", "2026-11-18")],
        Turn("seller", Cause.PROMISED, since=date(2026, 11, 16), until=date(2026, 11, 18)),
    ),
    "the promised day has passed": (
        WAITING,
        "2026-11-19T00:01",
        [FIRST, reply(f"{MONDAY}T11:00", "seller", "2026-11-18")],
        Turn("support", Cause.BROKEN, "seller", date(2026, 11, 18)),
    ),
    "the last of two answers counts": (
        WAITING,
        "2026-11-19T00:01",
        [FIRST, reply(f"{MONDAY}T11:00", "seller", "2026-11-18"), reply("2026-11-18T09:00", "seller", "2026-11-20")],
        Turn("seller", Cause.PROMISED, since=date(2026, 11, 16), until=date(2026, 11, 20)),
    ),
    "an answer before the letter is none to it": (
        WAITING,
        f"{MONDAY}T12:00",
        [reply(f"{MONDAY}T09:00", "seller", "2026-11-30"), FIRST],
        Turn("seller", Cause.RECENT, since=date(2026, 11, 16), until=present("2026-11-17T10:00")),
    ),
    "what another answered is none to it": (
        WAITING,
        f"{MONDAY}T12:00",
        [FIRST, reply(f"{MONDAY}T11:00", "support")],
        Turn("seller", Cause.RECENT, since=date(2026, 11, 16), until=present("2026-11-17T10:00")),
    ),
    "the second rung went out today": (
        WAITING,
        "2026-11-17T12:00",
        [FIRST, HELP],
        Turn("support", Cause.RECENT, since=date(2026, 11, 17), until=present("2026-11-18T10:00")),
    ),
    "the second rung is reminded once": (
        WAITING,
        "2026-11-18T10:00",
        [FIRST, HELP],
        Turn("support", Cause.REMIND, since=date(2026, 11, 17)),
    ),
    "everybody there is was written to": (
        WAITING,
        "2026-11-19T10:00",
        [FIRST, HELP, REMINDED],
        Turn("support", Cause.OPEN, "support", date(2026, 11, 18)),
    ),
    "everybody there is was written to, and the last one has answered": (
        WAITING,
        "2026-11-19T10:00",
        [FIRST, HELP, reply("2026-11-17T11:00", "support")],
        Turn("support", Cause.EXHAUSTED, "support", date(2026, 11, 17)),
    ),
    "what lies ahead does not count yet": (WAITING, "2026-11-15T09:00", [FIRST], Turn("seller", Cause.FIRST)),
    "a promise to words that are not on record": (
        WAITING,
        "2026-11-18T12:00",
        [told(MONDAY, {"status": "processing"}), reply("2026-11-17", "seller", "2026-11-18")],
        Turn("seller", Cause.PROMISED, until=date(2026, 11, 18)),
    ),
    "one that has passed": (
        WAITING,
        "2026-11-19T12:00",
        [reply("2026-11-17", "seller", "2026-11-18")],
        Turn("seller", Cause.FIRST),
    ),
    "one about an order that has changed since": (
        WAITING,
        "2026-11-18T12:00",
        [reply("2026-11-17", "seller", "2026-11-18"), told("2026-11-18", {"error": "suspicious-contact"})],
        Turn("seller", Cause.FIRST),
    ),
    "one to a letter of another page": (
        SILENT,
        "2026-11-18T12:00",
        [sent(MONDAY, "support", "support-scam"), reply("2026-11-17", "support", "2026-11-18")],
        Turn("support", Cause.FIRST),
    ),
    "a letter of another page is no rung of this one": (
        SILENT,
        "2026-11-19",
        [FIRST],
        Turn("support", Cause.FIRST),
    ),
    "words of one's own to nobody on the page": (
        WAITING,
        "2026-11-19",
        [sent(MONDAY, "authority", "")],
        Turn("seller", Cause.FIRST),
    ),
    "an answer is due by a rule": (
        REFUSED,
        "2026-11-18T09:59",
        [*MEDIATED, sent(f"{MONDAY}T10:00", "mediation", "mediation-return")],
        Turn("mediation", Cause.DUE, since=date(2026, 11, 16), until=present("2026-11-18T10:00"), by_rung=True),
    ),
    "only the day of the letter is known": (
        REFUSED,
        "2026-11-17T09:00",
        [*MEDIATED, sent(MONDAY, "mediation", "mediation-return")],
        Turn("mediation", Cause.DUE, since=date(2026, 11, 16), until=date(2026, 11, 18), by_rung=True),
    ),
    "the time of the rule is over": (
        REFUSED,
        "2026-11-18T10:00",
        [*MEDIATED, sent(f"{MONDAY}T10:00", "mediation", "mediation-return")],
        Turn("authority", Cause.SILENT, "mediation", date(2026, 11, 16)),
    ),
    "the second rung was written to first": (
        WAITING,
        "2026-11-17T12:00",
        [HELP],
        Turn("support", Cause.RECENT, since=date(2026, 11, 17), until=present("2026-11-18T10:00")),
    ),
    "the second rung after it, with a letter to the first later on": (
        WAITING,
        "2026-11-19T10:00",
        [HELP, REMINDED, sent("2026-11-18T11:00", "seller", "seller-approve")],
        Turn("support", Cause.OPEN, "support", date(2026, 11, 18)),
    ),
    "two rungs were passed over": (
        REFUSED,
        "2026-11-18T10:00",
        [sent(f"{MONDAY}T10:00", "mediation", "mediation-return")],
        Turn("authority", Cause.SILENT, "mediation", date(2026, 11, 16)),
    ),
    "the top rung was written to at once": (
        REFUSED,
        "2026-11-20T10:00",
        [sent(f"{MONDAY}T10:00", "authority", "authority-report")],
        Turn("authority", Cause.OPEN, "authority", date(2026, 11, 16), missed=("seller", "support", "mediation")),
    ),
}


@pytest.mark.parametrize(("page", "now", "events", "expected"), CAUSES.values(), ids=CAUSES)
def test_the_cause_of_a_turn(rulebook: Rulebook, page: str, now: str, events: list[Event], expected: Turn) -> None:
    assert turn(rulebook, page, now, *events) == expected
    assert expected.waits is (expected.cause in (Cause.PROMISED, Cause.DUE, Cause.RECENT))


def test_every_cause_is_in_the_table() -> None:
    assert {expected.cause for *_, expected in CAUSES.values()} == set(Cause)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_its_first_message_and_climbs_the_ladder(rulebook: Rulebook, page: str) -> None:
    body = rulebook.page(page)
    named = list(dict.fromkeys(rulebook.messages[message].to for message in body["messages"]))
    rungs = list_rungs(body, rulebook)
    order = [rung.to for rung in rulebook.handover.ladder]
    assert sorted(rungs) == sorted(one for one in named if one != order[0] or one == named[0])
    assert rungs[0] == named[0]
    assert list(rungs[1:]) == sorted(rungs[1:], key=order.index)
    assert "authority" not in rungs[:-1]


def climb(rulebook: Rulebook, page: Page, answer: str) -> Iterator[Turn]:
    """Do what every turn asks for, day after day, until nobody is left."""
    events: list[Event] = []
    now = present(f"{MONDAY}T10:00")
    for _ in range(60):
        turn = find_turn(unchecked(*events), page, rulebook, now)
        yield turn
        if turn.cause in ENDS:
            return
        if not turn.waits:
            message = next(one for one in page["messages"] if rulebook.messages[one].to == turn.recipient)
            events.append(sent(now.strftime("%Y-%m-%dT%H:%M"), turn.recipient, message))
            if answer != "none":
                promise = now.date().isoformat() if answer == "promise" else ""
                events.append(reply(now.strftime("%Y-%m-%dT%H:%M"), turn.recipient, promise))
        now += timedelta(hours=12)
    pytest.fail("the ladder has no end")


@pytest.mark.parametrize("answer", ["none", "words", "promise"])
@pytest.mark.parametrize("page", PAGES)
def test_everybody_on_a_page_is_reached_in_order(rulebook: Rulebook, page: str, answer: str) -> None:
    body = rulebook.page(page)
    turns = list(climb(rulebook, body, answer))
    written = [one for one in turns if not one.waits and one.cause not in ENDS]
    assert tuple(dict.fromkeys(one.recipient for one in written)) == list_rungs(body, rulebook)
    left_by = {"none": Cause.SILENT, "words": Cause.ANSWERED, "promise": Cause.BROKEN}[answer]
    causes = {one.cause for one in written if one.recipient != written[0].recipient and one.before}
    assert causes <= {left_by}
    for one in rulebook.handover.ladder:
        times = sum(turn.recipient == one.to for turn in written)
        assert times in (0, 1 + (one.reminders if answer == "none" else 0)), one.to


def test_a_page_without_a_ladder_keeps_the_order_of_recipients(rulebook: Rulebook) -> None:
    trees = {**rulebook.trees, "handover.yaml": {}}
    assert list_rungs(rulebook.page(LATE), Rulebook(trees)) == ("support", "payment-provider", "authority")


def test_nobody_goes_down_to_the_lowest_rung(rulebook: Rulebook) -> None:
    """A seller who may be written to beside a desk comes neither after the desk nor back once the desk was reached."""
    page = rulebook.page(SILENT)
    assert [rulebook.messages[one].to for one in page["messages"]] == ["support", "seller"]
    assert list_rungs(page, rulebook) == ("support",)
