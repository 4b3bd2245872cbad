"""What a case hands on to its next letter: earlier letters, answers, and the day of the status."""

from __future__ import annotations

from datetime import date

from batalin.casefile.ladder import find_correspondence
from batalin.casefile.model import CaseFile
from batalin.diagnosis.correspondence import Promise, Sent
from tests.casefile.samples import note, told, unchecked
from tests.casefile.test_ladder import FIRST, present, reply, sent


def test_a_letter_speaks_of_the_day_on_which_the_status_was_told() -> None:
    case = unchecked(
        told("2026-11-16T09:00", {"status": "processing", "error": "none"}),
        told("2026-11-17", {"error": "no-response"}),
        told("2026-11-19T10:00", {"status": "shipped"}),
    )
    moments = ["2026-11-15T10:00", "2026-11-18T10:00", "2026-11-19T09:59", "2026-11-19T10:00"]
    days = [find_correspondence(case, present(moment)).seen for moment in moments]
    assert days == [None, date(2026, 11, 16), date(2026, 11, 16), date(2026, 11, 19)]


def test_letters_and_answers_are_handed_on_to_the_next_letter() -> None:
    """Also those of an earlier situation, which are no rungs any more."""
    case: CaseFile = unchecked(
        FIRST,
        note("2026-11-17T08:00"),
        reply("2026-11-17T09:00", "seller", "2026-11-18"),
        sent("2026-11-19", "support", "", "tolong"),
        reply("2026-11-25", "support"),
    )
    known = find_correspondence(case, present("2026-11-20T10:00"))
    assert known.sent == (
        Sent("seller", date(2026, 11, 16), "Halo, mohon dibantu."),
        Sent("support", date(2026, 11, 19), "tolong"),
    )
    assert known.promises == (Promise("seller", date(2026, 11, 17), "sabar ya", date(2026, 11, 18)),)
    assert (known.tone, known.evidence) == ("", ())
