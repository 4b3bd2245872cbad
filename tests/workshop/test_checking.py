"""Checking a rulebook: everything wrong in one run, each with a place and something that shows it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from batalin.rulebook.finding import Finding
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import OWN_FLAGS
from batalin.workshop.checks.checking import MOST_INTERVIEWS, Check, check
from tests.rulebook.books import Edit, folder, page, texts, unchanged
from tests.support import WITHOUT_QUESTIONS, call

TODAY = date(2026, 11, 23)
COMPLETED = "situations/completed.yaml"
NARROWED: Edit = (COMPLETED, "when: {status: completed}", "when: {status: completed, product: [physical, digital]}")
NOTHING: Mapping[str, str] = {}


def checked(*edits: Edit, added: Mapping[str, str] = NOTHING) -> Check:
    files = texts(edits, added)
    return check(files, TODAY, unchanged(files))


def found(findings: Iterable[Finding], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def only(result: Check, code: str) -> Finding:
    """Give the one finding of a code; there may be no other finding."""
    assert [finding.code for finding in result.findings] == [code], result.findings
    return result.findings[0]


def marked(finding: Finding) -> str:
    """Give the characters above the caret."""
    assert finding.span is not None
    return finding.line[finding.span.column - 1 : finding.span.column - 1 + finding.span.length]


def test_shipped_rules_have_no_finding() -> None:
    result = checked()
    assert result.findings == ()
    assert result.proof is not None
    assert result.proof.cells < MOST_INTERVIEWS


def test_gap_is_written_as_cubes_that_add_up_and_points_at_the_nearest_condition() -> None:
    result = checked(NARROWED)
    gaps = found(result.findings, "gap")
    assert result.proof is not None
    assert sum(int(gap.facts["cells"]) for gap in gaps) <= result.proof.left_over
    assert gaps[0].facts["cube"].startswith("{status: completed, ")
    at_page = [gap for gap in gaps if gap.file == COMPLETED]
    assert at_page
    assert {marked(gap) for gap in at_page} == {"product"}


def test_witness_of_a_gap_ends_nowhere_and_its_command_says_so() -> None:
    result = checked(NARROWED)
    assert result.rulebook is not None
    for gap in found(result.findings, "gap"):
        assert result.rulebook.winner(gap.witness) is None


def test_tie_names_who_wins_how_often_and_a_command_that_gives_the_same_answers() -> None:
    result = checked(("situations/custom-before-pickup.yaml", "over: [processing-open, ", "over: ["))
    ties = found(result.findings, "tie")
    assert ties
    assert all("custom-before-pickup" in tie.facts["names"] for tie in ties)
    assert result.rulebook is not None
    situations = result.rulebook.groups[""]
    for tie in ties:
        best = situations.undominated(result.rulebook.space.end(tie.witness))
        assert ", ".join(result.rulebook.situations[index].id for index in best) == tie.facts["names"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_printed_command_of_a_tie_runs(language: str, tmp_path: object) -> None:
    from pathlib import Path

    at = folder(Path(str(tmp_path)) / "rules", texts([NARROWED]))
    outcome = call(["rules", "check", str(at), "--lang", language])
    assert outcome.code == 1
    commands = re.findall(r"batalin .*--status .*", outcome.stdout)
    assert commands
    for command in commands[:2]:
        ran = call([*shlex.split(command)[1:], *WITHOUT_QUESTIONS])
        assert ran.code == 1, "these answers are decided after all"


def test_example_that_ends_elsewhere_is_found_with_where() -> None:
    old = "age: unknown, product: unknown, error: suspicious-contact}"
    edit = ("situations/suspicious-contact-cancelled.yaml", old, "age: unknown, product: unknown, error: none}")
    finding = only(checked(edit), "example-elsewhere")
    assert marked(finding) == "given"
    assert finding.facts["actual"] not in ("", "suspicious-contact-cancelled")


def test_example_with_another_verdict_names_the_right_one() -> None:
    finding = only(checked((COMPLETED, "expect: cannot", "expect: maybe")), "example-verdict")
    assert (marked(finding), finding.known) == ("maybe", ("cannot",))


def test_one_broken_file_does_not_hide_what_is_wrong_in_another() -> None:
    result = checked(
        (COMPLETED, "verdict: cannot", "verdict: [cannot"),
        ("situations/shipped-cod.yaml", "messages: [seller-refuse-cod,", "messages: [seller-refuse-codd,"),
    )
    assert {(finding.code, finding.file) for finding in result.findings} == {
        ("yaml-unclosed", COMPLETED),
        ("unknown-word", "situations/shipped-cod.yaml"),
    }


def test_findings_come_in_the_order_of_files_and_lines() -> None:
    result = checked(NARROWED, (COMPLETED, "expect: cannot", "expect: maybe"))
    places = [(one.file, one.span.line, one.span.column) for one in result.findings if one.span]
    assert len(places) == len(result.findings) > 2
    assert places == sorted(places)


def test_too_many_interviews_are_refused_before_anything_is_proved() -> None:
    options = "".join(
        f"\n      - id: many-{index}\n        label: {{id: Pilihan {index}, en: Option {index}}}" for index in range(9)
    )
    question = """  - id: extra-{name}
    kind: follow-up
    name: {{id: Nama, en: Name}}
    flags: [--extra-{name}]
    ask: {{id: Apa?, en: What?}}
    help: {{id: Lihat., en: Look.}}
    options:
      - id: unknown
        label: {{id: Tidak tahu, en: Not sure}}{options}
"""
    added = "".join(question.format(name=name, options=options) for name in ("a", "b"))
    result = checked(("questions.yaml", "details:\n", f"{added}details:\n"))
    finding = only(result, "too-many-interviews")
    assert finding.facts["limit"] == "2,000,000"
    assert result.proof is None


def test_overdue_sources_are_found_from_the_day_after() -> None:
    assert check(texts(), date(2027, 5, 29)).findings == ()
    late = check(texts(), date(2027, 5, 30)).findings
    assert {finding.code for finding in late} == {"overdue-source"}
    assert {finding.severity for finding in late} == {"warning"}


def test_fallback_takes_gaps_but_is_said_in_the_proof() -> None:
    result = checked(NARROWED, added=page("anything", "{}", 'fallback: "true"'))
    assert not found(result.findings, "gap")
    assert result.proof is not None
    assert 0 < result.proof.left_over < result.proof.cells


def test_own_flags_are_those_the_program_takes(rulebook: Rulebook) -> None:
    from batalin.app import build_app
    from batalin.rulebook.loading import find_rules

    app = build_app(rulebook, "en", find_rules())
    assert app.registered_callback is not None
    parameters = app.registered_callback.callback.__signature__.parameters.values()  # type: ignore[union-attr]
    flags = {flag for one in parameters for flag in getattr(one.default, "param_decls", ()) if flag.startswith("--")}
    of_rules = {flag for question in rulebook.questions for flag in question.flags}
    of_rules |= {flag for detail in rulebook.details for flag in detail.flags}
    assert flags - of_rules == set(OWN_FLAGS)
