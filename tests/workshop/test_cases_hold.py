"""The shipped cases: all of them hold, and together they come to every page, answer, message and fragment case."""

from __future__ import annotations

from datetime import datetime

import pytest

from batalin.commands.case_folder import find_places, read_folder
from batalin.present import read_present
from batalin.rulebook.loading import find_rules, load
from batalin.workshop.cases.case import NEVER_ADVISES, NEVER_SAYS, Case
from batalin.workshop.cases.casefile import read_cases
from batalin.workshop.cases.coverage import SOURCES, Figure, measure_coverage
from batalin.workshop.cases.reach import Finder
from batalin.workshop.cases.report import write_failure
from batalin.workshop.cases.trial import try_case
from tests.support import ROOT

BOOK = load(find_rules())
TEXTS = read_folder(ROOT / "tests" / "cases")


def clock(text: str) -> datetime:
    return read_present(text, BOOK.about["timezone"])


READING = read_cases(TEXTS, BOOK, clock, "en")
COVERAGE = measure_coverage(BOOK, [case.answers for case in READING.cases], [])


def test_every_case_can_be_run() -> None:
    assert READING.findings == ()
    assert len(READING.cases) > 200


@pytest.mark.parametrize("case", READING.cases, ids=lambda case: case.name)
def test_the_case_holds(case: Case) -> None:
    trial = try_case(case, BOOK)
    if trial.mismatches:
        pytest.fail("\n".join(write_failure(trial, BOOK, "en", "", find_places(TEXTS, find_rules()))))


@pytest.mark.parametrize("figure", COVERAGE.figures, ids=lambda figure: figure.kind)
def test_cases_alone_come_to_everything_that_can_be_reached(figure: Figure) -> None:
    finder = Finder(BOOK)
    assert [name for name in figure.missed if finder.find(figure.kind, name).proof is None] == []
    assert figure.kind == SOURCES or not figure.missed


def test_every_case_says_what_must_never_be_said_to_its_buyer() -> None:
    for case in READING.cases:
        kinds = {phrase.kind for phrase in case.phrases}
        assert {NEVER_SAYS, NEVER_ADVISES} <= kinds, case.name


def test_a_time_stands_where_a_date_is_given() -> None:
    dated = [case for case in READING.cases if case.details.moments]
    assert len(dated) > 15
    assert all(case.moment for case in dated)
