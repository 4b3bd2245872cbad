"""Where a case stands, read from the lines of its file as from the case itself."""

from __future__ import annotations

from datetime import date

import pytest

from batalin.casefile.model import CaseFile, Event
from batalin.casefile.outline import Outline, outline_of, read_outline
from batalin.casefile.text import write_case
from tests.casefile.samples import CORE, case_of, moment, note, told, whole_case

IMITATION = 'answers:\n  status: "shipped"\n  - at: "2026-11-22"\n    kind: "sent"\npromise: "2026-12-31"'
SENT = Event(moment("2026-11-21T10:00"), "sent", recipient="seller", message="seller-cancel", text=IMITATION)
REPLY = Event(moment("2026-11-22"), "reply", recipient="seller", text=IMITATION, promise=date(2026, 11, 25))
STATE = told("2026-11-20T09:05", CORE)
CASES = {
    "whole": (
        whole_case(),
        Outline("processing", "closed", "2026-11-23T09:00", "", "seller", "", "2026-11-24", "579012345678"),
    ),
    "empty": (case_of(), Outline()),
    "state": (case_of(STATE), Outline("processing", "state", "2026-11-20T09:05")),
    "sent": (
        case_of(STATE, SENT),
        Outline("processing", "sent", "2026-11-21T10:00", "seller", "seller", "2026-11-21T10:00"),
    ),
    "reply": (
        case_of(STATE, SENT, REPLY),
        Outline("processing", "reply", "2026-11-22", "seller", "seller", "", "2026-11-25"),
    ),
    "reply without a day": (
        case_of(STATE, SENT, REPLY._replace(promise=None)),
        Outline("processing", "reply", "2026-11-22", "seller", "seller"),
    ),
    "note after a reply": (
        case_of(STATE, REPLY, note("2026-11-22T20:00", IMITATION)),
        Outline("processing", "note", "2026-11-22T20:00", "", "seller", "", "2026-11-25"),
    ),
    "a new state after a reply": (
        case_of(STATE, REPLY, told("2026-11-23", {"status": "shipped"})),
        Outline("shipped", "state", "2026-11-23"),
    ),
    "other answers than the status": (
        case_of(STATE, told("2026-11-22", {"error": "none"})),
        Outline("processing", "state", "2026-11-22"),
    ),
    "the number that was told last": (
        case_of(
            told("2026-11-20", CORE, order_id="579000000001"),
            told("2026-11-21", order_id="579000000002"),
            note("2026-11-22", '  order-id: "579000000003"'),
        ),
        Outline("processing", "note", "2026-11-22", number="579000000002"),
    ),
    "a number before the status": (
        case_of(told("2026-11-20", order_id="579000000001"), told("2026-11-21", CORE), told("2026-11-22", CORE)),
        Outline("processing", "state", "2026-11-22", number="579000000001"),
    ),
    "only details": (case_of(told("2026-11-22", item='status: "shipped"')), Outline("", "state", "2026-11-22")),
}


@pytest.mark.parametrize(("case", "expected"), CASES.values(), ids=CASES)
def test_the_file_tells_what_the_case_tells(case: CaseFile, expected: Outline) -> None:
    assert outline_of(case) == expected
    written = write_case(case)
    assert read_outline(written.encode()) == expected
    assert read_outline(written.replace("\n", "\r\n").encode()) == expected


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('kind: "state"', "kind: state"),
        ("  - at: ", "  -   at: "),
        ("events:", "events :"),
        ("2026-11-20T09:05", "kemarin"),
    ],
)
def test_what_a_person_wrote_is_left_to_the_reader_of_whole_files(right: str, wrong: str) -> None:
    assert read_outline(write_case(whole_case()).replace(right, wrong).encode()) is None
