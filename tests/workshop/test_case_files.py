"""Case files: where they are looked for, and what is said of one that is not in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.books import folder
from tests.support import ROOT
from tests.workshop.casework import HOLDS, PROCESSING, SHOP, case_file, cases_at, run_cases, run_for_data, shop

EXPECT = "expect: {situation: processing, verdict: maybe, to: seller}"


def slip(name: str = "Slip", given: str = PROCESSING, expect: str = EXPECT, more: str = "") -> str:
    return f"- name: {name}\n  {given}\n  {expect}\n{more}"


DATED = "  details: {ordered-on: %s}\n  now: 2026-11-23T10:00\n"
SLIPS = {
    "situation": (
        slip(expect=EXPECT.replace("processing", "procesing")),
        "unknown-word",
        "procesing",
        "Nearest: processing",
    ),
    "verdict": (slip(expect=EXPECT.replace("maybe", "mayby")), "unknown-word", "mayby", "Nearest: maybe"),
    "recipient": (slip(expect=EXPECT.replace("seller", "boss")), "unknown-word", "boss", "Known: seller, support"),
    "option": (
        slip(given="given: {status: procesing, age: under-2d}"),
        "unknown-word",
        "procesing",
        "Nearest: processing",
    ),
    "question": (slip(given="given: {status: processing, agee: under-2d}"), "unknown-word", "agee", "Nearest: age"),
    "core": (slip(given="given: {status: processing}"), "missing-key", "given", "the key age is missing"),
    "closed": (
        slip(given="given: {status: unpaid, age: over-2d}"),
        "closed-option",
        "over-2d",
        "but: under-2d, unknown",
    ),
    "unasked": (slip(given="given: {status: unpaid, age: unknown, payment: cod}"), "unasked-question", "payment", ""),
    "moment": (slip(more="  now: besok\n"), "bad-moment", "besok", "2026-11-23T10:00"),
    "year": (slip(more="  now: 1999-01-01\n"), "bad-moment", "1999-01-01", ""),
    "timeless": (
        slip(more="  details: {ordered-on: 2026-11-22}\n"),
        "missing-key",
        "details",
        "the key now is missing",
    ),
    "future": (slip(more=DATED % "2026-11-25"), "bad-detail", "details", "2026-11-25"),
    "age": (slip(more=DATED % "2026-11-10"), "bad-detail", "details", "does not fit"),
    "detail": (slip(more="  details: {colour: red}\n"), "unknown-word", "colour", "Known: order-id"),
    "key": (slip(more="  say: Penjual\n"), "unknown-key", "say", "Nearest: says"),
    "language": (slip(more="  language: jp\n"), "unknown-word", "jp", "Known: id, en"),
    "empty": (slip(more='  says: ""\n'), "empty-text", '""', ""),
    "list": (slip(more="  keywords: {a: b}\n"), "expected-text", "{", ""),
    "twice": (slip(name="Holds"), "duplicate-id", "Holds", "used above already"),
    "syntax": ("- name: a: b\n", "yaml-syntax", ":", ""),
}


@pytest.mark.parametrize("slip_name", SLIPS)
def test_a_slip_is_shown_with_a_caret_and_the_rest_is_run(tmp_path: Path, slip_name: str) -> None:
    text, code, word, said = SLIPS[slip_name]
    files = cases_at(tmp_path, a=case_file(HOLDS), b=case_file(text))
    outcome = run_cases(SHOP, "--cases", str(files))
    assert outcome.code == 1
    head, line, caret, *_ = outcome.stdout.splitlines()
    assert head.startswith(f"{(files / 'b.yaml').as_posix()}:")
    assert f"error[{code}]: " in head
    start, length = caret.index("^"), caret.count("^")
    assert line[start : start + length].startswith(word[:length])
    assert said in outcome.stdout
    assert "7 passed, 0 failed. Cases: 1, examples: 6." in outcome.stdout


def test_a_slip_in_indonesian(tmp_path: Path) -> None:
    outcome = run_cases(SHOP, "--cases", str(cases_at(tmp_path, a=case_file(SLIPS["closed"][0]))), language="id")
    assert "over-2d tidak ditawarkan setelah jawaban lainnya; yang ditawarkan: under-2d, unknown" in outcome.stdout
    assert "  Perbaikan: " in outcome.stdout


def test_all_slips_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    names = ("situation", "question", "closed", "moment", "detail")
    texts = [SLIPS[name][0].replace("Slip", name) for name in names]
    data = run_for_data(SHOP, "--cases", str(cases_at(tmp_path, a=case_file(*texts))))
    assert [one["code"] for one in data["findings"]] == [SLIPS[name][1] for name in names]
    assert [one["line"] for one in data["findings"]] == sorted(one["line"] for one in data["findings"])
    assert all(one["fix"] for one in data["findings"])


def test_no_case_of_a_file_without_its_shape_is_run(tmp_path: Path) -> None:
    files = cases_at(tmp_path, a=case_file(HOLDS, slip(more="  say: Penjual\n")))
    assert "Cases: 0, examples: 6." in run_cases(SHOP, "--cases", str(files)).stdout


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"rulebook: small-shop\n", "missing-key"),
        (b"", "missing-key"),
        (b"cases: \xff", "not-utf-8"),
        (b"- a\n", "expected-mapping"),
    ],
)
def test_files_that_are_no_case_files(tmp_path: Path, data: bytes, code: str) -> None:
    outcome = run_cases(SHOP, "--cases", str(folder(tmp_path, {"a.yaml": data})))
    assert outcome.code == 1
    assert f"error[{code}]" in outcome.stdout


def test_cases_of_another_rulebook_are_refused_where_they_are_named(tmp_path: Path) -> None:
    files = cases_at(tmp_path, a=case_file(HOLDS).replace("small-shop", "smal-shop"))
    outcome = run_cases(SHOP, "--cases", str(files))
    assert outcome.code == 1
    assert "a.yaml:1:11: error[unknown-word]: smal-shop is not known here" in outcome.stdout
    assert "Nearest: small-shop" in outcome.stdout


def test_cases_lie_with_the_rules(tmp_path: Path) -> None:
    rules = shop(tmp_path / "shop")
    cases_at(rules / "cases", a=case_file(HOLDS))
    outcome = run_cases(rules)
    assert "Cases: 1," in outcome.stdout
    assert f"Case files: 1, in {rules.as_posix()}/cases." in outcome.stdout


def test_cases_lie_in_the_tests_of_a_checkout(tmp_path: Path) -> None:
    rules = shop(tmp_path / "rules" / "shop")
    cases_at(tmp_path / "tests" / "cases", a=case_file(HOLDS))
    assert "Cases: 1," in run_cases(rules).stdout


def test_cases_of_a_checkout_about_other_rules_are_left_alone(tmp_path: Path) -> None:
    rules = shop(tmp_path / "rules" / "shop")
    cases_at(tmp_path / "tests" / "cases", a=case_file(HOLDS).replace("small-shop", "big-shop"))
    outcome = run_cases(rules)
    assert outcome.code == 0
    assert "There are no case files; only the examples were run." in outcome.stdout


def test_a_broken_file_of_a_checkout_is_not_overlooked(tmp_path: Path) -> None:
    rules = shop(tmp_path / "rules" / "shop")
    cases_at(tmp_path / "tests" / "cases", a="rulebook: [small")
    assert run_cases(rules).code == 1


def test_without_case_files_the_examples_are_run_and_their_place_is_told(tmp_path: Path) -> None:
    rules = shop(tmp_path / "shop")
    outcome = run_cases(rules, language="id")
    assert outcome.code == 0
    assert f"hanya contoh yang dijalankan. Tempatnya di {rules.as_posix()}/cases." in outcome.stdout
    assert run_for_data(rules)["folder"] is None


@pytest.mark.parametrize(("language", "remedy"), [("id", "Periksa --cases."), ("en", "Check --cases.")])
def test_a_folder_that_is_not_there(tmp_path: Path, language: str, remedy: str) -> None:
    for place in (tmp_path / "nowhere", Path(__file__)):
        outcome = run_cases(SHOP, "--cases", str(place), language=language)
        assert (outcome.code, outcome.stdout) == (2, "")
        assert remedy in outcome.stderr


def test_a_case_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    outcome = run_cases(SHOP, "--cases", str(tmp_path))
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "a.yaml cannot be read" in outcome.stderr


def test_the_shipped_cases_are_found_from_the_shipped_rules() -> None:
    data = run_for_data(ROOT / "rules" / "tiktok-shop", "--only", "shipped-cod")
    assert data["folder"].endswith("tests/cases")
    assert any(not one["example"] for one in data["cases"])
