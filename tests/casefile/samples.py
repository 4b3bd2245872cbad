"""Cases for the tests of the case file and of its store."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from batalin.casefile.model import CaseFile, Event, add, arrange, open_case
from batalin.diagnosis.moments import Moment
from tests.support import NOW

ZONE = NOW.tzinfo
ID = "20261123-1"
CORE = {"status": "processing", "age": "1d-3d", "product": "physical", "error": "no-response"}


def moment(text: str) -> Moment:
    """Read an ISO date or time in the zone of the tests."""
    return Moment(datetime.fromisoformat(text).replace(tzinfo=ZONE), exact="T" in text)


def note(at: str, text: str = "catatan") -> Event:
    return Event(moment(at), "note", text=text)


def told(at: str, answers: dict[str, str] | None = None, **details: str) -> Event:
    """Give an event in which the buyer tells something; a detail's hyphens are written as underscores."""
    return Event(moment(at), "state", answers or {}, {key.replace("_", "-"): value for key, value in details.items()})


def case_of(*events: Event, now: datetime = NOW) -> CaseFile:
    case = open_case(ID, "tiktok-shop", "Kaos polos", now)
    for event in events:
        case = add(case, event, now)
    return case


def unchecked(*events: Event) -> CaseFile:
    """Give a case as a person may have written it, with events that `add` would refuse."""
    return open_case(ID, "tiktok-shop", "Kaos polos", NOW)._replace(events=arrange(events))


def whole_case() -> CaseFile:
    """Give a case with an event of every kind."""
    reason = {"reason": "anak saya salah pencet"}
    return case_of(
        told(
            "2026-11-20T09:05", CORE, order_id="579012345678", ordered_on="2026-11-18", item="Kaos: [polos] #1"
        )._replace(quotes=reason),
        Event(
            moment("2026-11-20T10:00"),
            "sent",
            recipient="seller",
            message="unknown-template",
            text="Halo Kak,\n\n- mohon dibatalkan\nTerima kasih",
            evidence=("foto.png", "obrolan.png"),
        ),
        Event(moment("2026-11-21"), "reply", recipient="seller", text="Sabar ya\nbesok", promise=date(2026, 11, 24)),
        note("2026-11-22T08:00", "telepon tidak diangkat"),
        Event(moment("2026-11-23T09:00"), "closed", text="dana kembali"),
    )


def later(**time: int) -> datetime:
    """Give a moment after the usual present."""
    return NOW + timedelta(**time)
