"""`batalin rules test`: what a failing case shows, which cases are run, and what scripts get."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.support import Outcome, call
from tests.workshop.casework import HOLDS, PROCESSING, SHOP, case_file, cases_at, run_cases, run_for_data, shop

pytestmark = pytest.mark.usefixtures("at_the_root")
OVER = ("situations/processing-cod.yaml", "over: [processing-late]\n", "")


def run_one(tmp_path: Path, case: str, rules: Path = SHOP, head: str = "", language: str = "en") -> Outcome:
    """Run one case and the examples."""
    folder = cases_at(tmp_path / "mine", own=case_file(case, head=head))
    return run_cases(rules, "--cases", str(folder), "--only", "Mine", language=language)


def failure(outcome: Outcome) -> list[str]:
    """Give the lines of the one failure, without the folders of the test."""
    assert outcome.code == 1, outcome.text()
    lines = outcome.stdout.split("\n\n")[0].split("\n")
    return [lines[0].rpartition("/")[2], *lines[1:]]


def expecting(situation: str, verdict: str = "maybe", to: str = "seller", given: str = PROCESSING) -> str:
    return f"- name: Mine\n  {given}\n  expect: {{situation: {situation}, verdict: {verdict}, to: {to}}}"


def test_cases_that_hold(tmp_path: Path) -> None:
    outcome = run_cases(SHOP, "--cases", str(cases_at(tmp_path, own=case_file(HOLDS))))
    assert outcome.code == 0
    assert outcome.stderr == ""
    assert outcome.stdout.splitlines()[-1] == "7 passed, 0 failed. Cases: 1, examples: 6."


def test_expected_stands_beside_actual_with_the_place_and_the_reason(tmp_path: Path) -> None:
    lines = failure(run_one(tmp_path, expecting("shipped", "cannot", "support")))
    assert lines == [
        "own.yaml:5:25: Mine - does not hold",
        "              expected  actual",
        "  situation   shipped   processing",
        "  verdict     cannot    maybe",
        "  message to  support   seller",
        "  why         shipped asks for status: shipped; here it is processing "
        "(tests/workshop/base/situations/shipped.yaml:2:16)",
        f"  see it      batalin --rules {SHOP} --status processing --age under-2d",
    ]


def test_the_same_in_indonesian(tmp_path: Path) -> None:
    lines = failure(run_one(tmp_path, expecting("shipped", "cannot", "support"), language="id"))
    assert lines[0] == "own.yaml:5:25: Mine - tidak sesuai"
    assert lines[1].split() == ["seharusnya", "nyatanya"]
    assert lines[2].split() == ["situasi", "shipped", "processing"]
    assert "shipped meminta status: shipped; di sini processing" in lines[5]


@pytest.mark.parametrize(
    ("given", "situation", "reason"),
    [
        (PROCESSING, "processing-cod", "processing-cod asks for payment: cod; here it is unknown"),
        (
            "given: {status: unpaid, age: under-2d}",
            "processing-cod",
            "asks for payment: cod; here payment is not asked",
        ),
        (PROCESSING, "processing-late", "processing-late asks for answer: late; here it is waiting"),
        (PROCESSING, "processing-late", "answer is waiting by the row early (tests/workshop/base/derived.yaml:"),
        (
            "given: {status: processing, age: over-2d}",
            "processing",
            "processing fits too, but processing-late is narrower "
            "(tests/workshop/base/situations/processing-late.yaml:2:7)",
        ),
        (
            "given: {status: processing, age: over-2d, payment: cod}",
            "processing-late",
            "processing-late fits too, but processing-cod names it under over "
            "(tests/workshop/base/situations/processing-cod.yaml:3:7)",
        ),
    ],
)
def test_the_trace_names_the_condition_or_the_winner(tmp_path: Path, given: str, situation: str, reason: str) -> None:
    lines = failure(run_one(tmp_path, expecting(situation, given=given)))
    assert any(reason in line for line in lines if line.startswith("  why")), lines


def test_a_tie_and_a_gap_fail_without_a_fault(tmp_path: Path) -> None:
    given = "given: {status: processing, age: over-2d, payment: cod}"
    tied = failure(
        run_one(tmp_path, expecting("processing-cod", "can", "support", given), shop(tmp_path / "tie", OVER))
    )
    assert tied[2].split() == ["situation", "processing-cod", "-"]
    assert "processing-cod ties with processing-late" in tied[5]
    gap = shop(tmp_path / "gap", without=["situations/unpaid.yaml"])
    unpaid = "given: {status: unpaid, age: under-2d}"
    assert failure(run_one(tmp_path, expecting("shipped", given=unpaid), gap))[2].split() == [
        "situation",
        "shipped",
        "-",
    ]


def test_a_fallback_is_told_from_a_page_that_competes(tmp_path: Path) -> None:
    edit = ("situations/shipped.yaml", "when: {status: shipped}", "when: {status: shipped}\nfallback: true")
    rules = shop(tmp_path / "shop", edit)
    lines = failure(run_one(tmp_path, expecting("shipped"), rules))
    assert "shipped is the fallback; another page fits here" in "\n".join(lines)


def test_a_wrong_verdict_and_recipient_lead_to_the_page(tmp_path: Path) -> None:
    lines = failure(run_one(tmp_path, expecting("processing", "can", "support")))
    assert [line.split()[0] for line in lines[2:4]] == ["verdict", "message"]
    assert "the verdict of processing (tests/workshop/base/situations/processing.yaml:3:10)" in lines[4]
    assert "the first message of processing is seller-cancel (tests/workshop/base/situations/" in lines[5]


@pytest.mark.parametrize(
    ("wish", "line"),
    [
        ("says: Penjual sudah pergi", "  must say  Penjual sudah pergi"),
        ("says: Penjual sudah pergi", "  nearest   Penjual masih punya waktu."),
        ("never-says: [tidak ada, masih punya  WAKTU]", "  must not say  masih punya  WAKTU"),
        ("never-says: masih punya waktu", "  stands in     Penjual masih punya waktu."),
        ("never-says: masih punya waktu", "(tests/workshop/base/fragments/answer-time.yaml:"),
        ("never-says: Mohon batalkan", "(tests/workshop/base/messages.yaml:"),
        ("advises: memesan lagi", "  must advise  memesan lagi"),
        ("never-advises: minta pembatalan", "  must not advise  minta pembatalan"),
    ],
)
def test_words_that_are_missing_or_too_many(tmp_path: Path, wish: str, line: str) -> None:
    lines = failure(run_one(tmp_path, f"{expecting('processing')}\n  {wish}"))
    assert any(line in one for one in lines), lines


def test_what_to_avoid_is_no_advice_and_messages_are(tmp_path: Path) -> None:
    wishes = "says: Jangan memesan lagi\n  never-advises: memesan lagi\n  advises: [Minta pembatalan, Mohon batalkan]"
    assert run_one(tmp_path, f"{expecting('processing')}\n  {wishes}").code == 0


def test_wishes_of_a_file_hold_for_every_case_and_are_shown_at_the_case(tmp_path: Path) -> None:
    head = "every-case:\n  never-says: Penjual masih\n"
    lines = failure(run_one(tmp_path, expecting("processing"), head=head))
    assert lines[0] == "own.yaml:5:5: Mine - does not hold"
    assert "  must not say  Penjual masih" in lines


def test_words_are_looked_for_in_the_language_of_the_case(tmp_path: Path) -> None:
    outcome = run_one(tmp_path, f"{expecting('processing')}\n  language: en\n  says: [The seller still, Please cancel]")
    assert outcome.code == 0, outcome.text()
    lines = failure(run_one(tmp_path, f"{expecting('processing')}\n  language: en\n  says: Penjual"))
    assert lines[-1].endswith("--message-lang en")


def test_deadlines_are_counted_from_the_time_of_the_case_and_the_command_shows_them(tmp_path: Path) -> None:
    dates = "now: 2026-11-23 10:00\n  details: {ordered-on: 2026-11-22}\n  advises: 24 November 2026\n  says: pergi"
    lines = failure(run_one(tmp_path, f"{expecting('processing')}\n  {dates}"))
    command = lines[-1].split("see it")[1]
    assert not any("must advise" in line for line in lines)
    assert shlex.split(command)[-4:] == ["--ordered-on", "2026-11-22", "--now", "2026-11-23 10:00"]
    shown = json.loads(call([*shlex.split(command)[1:], "--no-input", "--format", "json"]).stdout)
    assert shown["situation"] == "processing"
    assert shown["steps"][1]["deadline"]["at"] == "2026-11-24"


def test_without_a_time_a_case_happens_when_the_rules_were_checked(tmp_path: Path) -> None:
    edit = ("messages.yaml", "en: Thank you.", 'en: "Thank you, {today}."')
    other = ("messages.yaml", "id: Terima kasih.", 'id: "Terima kasih, {today}."')
    rules = shop(tmp_path / "shop", edit, other)
    assert run_one(tmp_path, f"{expecting('processing')}\n  says: 1 November 2026", rules).code == 0


@pytest.mark.parametrize("word", ["holds", "SOUND", "processing", "Holds"])
def test_only_cases_with_a_word_in_name_keyword_or_situation(tmp_path: Path, word: str) -> None:
    other = expecting("unpaid", "cannot", given="given: {status: unpaid, age: under-2d}")
    folder = cases_at(tmp_path, own=case_file(HOLDS, other))
    outcome = run_cases(SHOP, "--cases", str(folder), "--only", word)
    assert outcome.code == 0, outcome.text()
    assert "Cases: 1" in outcome.stdout
    assert "Coverage" not in outcome.stdout


@pytest.mark.parametrize(("word", "remedy"), [("shiped", "Nearest: shipped"), ("zzz", "Try a shorter word")])
def test_a_word_that_no_case_has_is_told(word: str, remedy: str) -> None:
    outcome = run_cases(SHOP, "--only", word)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert remedy in outcome.stderr


def test_scripts_get_every_case_with_what_came(tmp_path: Path) -> None:
    folder = cases_at(tmp_path, own=case_file(HOLDS, expecting("shipped", "cannot", "support")))
    data = run_for_data(SHOP, "--cases", str(folder))
    assert (data["schema"], data["rulebook"], data["passed"], data["failed"]) == (1, "small-shop", 7, 1)
    assert (data["folder"], data["proposed"], data["findings"]) == (folder.as_posix(), [], [])
    right, wrong, example = data["cases"][:3]
    assert (right["name"], right["passed"], right["keywords"], right["example"]) == ("Holds", True, ["sound"], False)
    assert right["expected"] == right["came"] == {"situation": "processing", "verdict": "maybe", "to": "seller"}
    assert [one["kind"] for one in wrong["mismatches"]] == ["situation", "verdict", "to"]
    assert wrong["mismatches"][0]["causes"][0]["facts"] == {
        "page": "shipped",
        "name": "status",
        "needs": "shipped",
        "actual": "processing",
    }
    assert (wrong["line"], wrong["column"]) == (9, 25)
    assert (example["name"], example["example"], example["expected"]["to"]) == ("processing-cod #1", True, None)
    assert set(data["coverage"]) >= {"interviews", "situations", "options", "ends", "messages", "sources"}


def test_a_wrong_example_is_shown_on_its_page(tmp_path: Path) -> None:
    edit = (
        "situations/unpaid.yaml",
        "given: {status: unpaid, age: under-2d}",
        "given: {status: unknown, age: unknown}",
    )
    outcome = run_cases(shop(tmp_path / "shop", edit))
    assert outcome.code == 1
    assert "situations/unpaid.yaml:" in outcome.stdout
    assert ": unpaid #1 - does not hold" in outcome.stdout


def test_rules_that_are_not_in_order_are_told_first(tmp_path: Path) -> None:
    outcome = run_cases(shop(tmp_path / "shop", ("situations/unpaid.yaml", "verdict: can", "verdict: cann")))
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "cann is not known here" in outcome.stderr
    missing = run_cases(tmp_path / "nowhere")
    assert (missing.code, missing.stdout) == (2, "")
