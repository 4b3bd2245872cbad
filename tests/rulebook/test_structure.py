"""What must hold together in a rulebook beyond shapes and names, refused before anybody is asked anything."""

from __future__ import annotations

import pytest

from batalin.errors import RulebookError
from batalin.rulebook.finding import Finding
from batalin.rulebook.loading import parse
from tests.rulebook.books import Edit, page, texts

QUESTIONS = "questions.yaml"
UNPAID = "situations/unpaid.yaml"


def refused(*edits: Edit, added: dict[str, str] | None = None) -> list[Finding]:
    with pytest.raises(RulebookError) as caught:
        parse(texts(edits, added or {}))
    return list(caught.value.findings)


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.word) for finding in findings]


def test_status_must_be_a_core_question() -> None:
    edit = (QUESTIONS, "- id: status\n    kind: core", "- id: status\n    kind: follow-up")
    assert told(refused(edit)) == [("missing-status", "")]


def test_every_status_has_a_stage() -> None:
    assert told(refused((QUESTIONS, "- id: unpaid\n        stage: created\n", "- id: unpaid\n"))) == [
        ("missing-stage", "unpaid")
    ]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        pytest.param("below: 24 hours", "below: 23 hours", "1d-3d", id="hole"),
        pytest.param("below: 24 hours", "below: 25 hours", "1d-3d", id="overlap"),
        pytest.param("below: 1 hours", "at_least: 1 hours", "under-1h", id="no beginning"),
    ],
)
def test_lengths_of_time_follow_each_other(old: str, new: str, word: str) -> None:
    findings = refused((QUESTIONS, old, new))
    assert told(findings) == [("hole-in-measures", word)]
    assert findings[0].span is not None


def test_lengths_of_time_have_no_end() -> None:
    text = texts()[QUESTIONS].decode()
    start = text.index("id: over-7d")
    block = text[start : text.index("at_least:", start)]
    old = block + "at_least: 168 hours"
    assert old in text
    (finding,) = refused((QUESTIONS, old, old + "\n        below: 900 hours"))
    assert (finding.code, finding.word) == ("hole-in-measures", "age")


def test_flag_of_the_program_is_taken() -> None:
    assert told(refused((QUESTIONS, "flags: [--status]", "flags: [--format]"))) == [("flag-taken", "--format")]


def test_flag_of_another_question_is_taken() -> None:
    assert told(refused((QUESTIONS, "flags: [--product", "flags: [--status"))) == [("flag-taken", "--status")]


def test_only_one_page_is_the_fallback() -> None:
    extra = 'fallback: "true"'
    added = page("first", "{}", extra) | page("second", "{}", extra)
    findings = refused(added=added)
    assert [(one.code, one.file, one.word) for one in findings] == [
        ("second-fallback", "situations/second.yaml", "first")
    ]


def test_deadline_counts_only_from_a_date_with_since() -> None:
    text = texts()[QUESTIONS].decode()
    details = text.index("details:\n")
    place = text.index("- id: delivered-on", details)
    since = text.index("    since:", place)
    line = text[since : text.index("\n", since) + 1]
    assert text.count(line) == 1
    findings = refused((QUESTIONS, line, ""))
    assert findings
    assert {(one.code, one.word) for one in findings} == {("missing-since", "delivered-on")}


def test_follow_up_needs_the_option_unknown() -> None:
    question = """  - id: weather
    kind: follow-up
    name: {id: Cuaca, en: Weather}
    flags: [--weather]
    ask: {id: Apa?, en: What?}
    help: {id: Lihat., en: Look.}
    options:
      - {id: rain, label: {id: Hujan, en: Rain}}
      - {id: sun, label: {id: Cerah, en: Sun}}
"""
    findings = refused((QUESTIONS, "details:\n", question + "details:\n"))
    assert told(findings) == [("missing-unknown", "weather")]
