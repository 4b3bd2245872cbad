"""The certificate: its figures are those of the proof, and it holds only where nothing was found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from batalin.workshop.certificate.certificate import Certificate, certify, take_fingerprint
from batalin.workshop.certificate.report import to_badge, to_data
from batalin.workshop.checks.checking import MOST_INTERVIEWS, check
from tests.rulebook.books import TOO_MANY, Edit, folder, page, texts, unchanged
from tests.support import NOW, RULES, Outcome, call

TODAY = NOW.date()
NARROWER: Edit = (
    "situations/order-not-found.yaml",
    "when: {status: not-found}",
    "when: {status: not-found, product: physical}",
)
KEYS = {
    "schema",
    "holds",
    "date",
    "program",
    "rulebook",
    "files",
    "findings",
    "proof",
    "interviews",
    "parts",
    "sources",
    "badge",
}


def certificate(files: Mapping[str, bytes], today: date = TODAY) -> Certificate:
    return certify(files, check(files, today, unchanged(files)), "1.2.3", today)


def proof(*arguments: str, language: str = "en") -> Outcome:
    return call(["rules", "proof", *arguments, "--now", NOW.isoformat(), "--lang", language])


def data(outcome: Outcome) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(outcome.stdout)
    assert content.keys() == KEYS
    return content


def test_shipped_rules_are_proved() -> None:
    outcome = proof("--format", "json")
    assert outcome.code == 0, outcome.stderr
    found = data(outcome)
    assert found["holds"] is True
    assert found["findings"] == {"errors": 0, "warnings": 0, "codes": {}}
    assert found["proof"]["undecided"] == 0
    assert found["proof"]["coverage"] == 1.0
    assert set(found["proof"]["flaws"].values()) == {0}
    assert found["parts"]["situations"] == len(list((RULES / "situations").glob("*.yaml")))
    assert found["parts"]["examples"] == found["parts"]["examples_right"] > found["parts"]["situations"]
    assert found["sources"]["current"] + found["sources"]["overdue"] == sum(found["sources"]["facts"].values())
    assert found["interviews"]["mean"] < found["interviews"]["longest"] <= len(found["interviews"]["asked"])
    assert found["rulebook"]["id"] == "tiktok-shop"
    assert found["date"] == TODAY.isoformat()


@pytest.mark.parametrize(("language", "cells"), [("id", "{:,}"), ("en", "{:,}")])
def test_text_carries_the_figures_of_the_data(language: str, cells: str) -> None:
    found = data(proof("--format", "json"))
    text = " ".join(proof(language=language).stdout.split())
    number = cells.format(found["proof"]["cells"])
    assert (number.replace(",", ".") if language == "id" else number) in text
    assert found["files"]["fingerprint"].removeprefix("sha256:") in text
    assert f"{found['parts']['situations']}" in text
    assert TODAY.strftime("%Y") in text


def test_badge_says_what_was_proved() -> None:
    proved = certificate(texts())
    assert proved.figures is not None
    cells, situations = proved.figures.proof.cells, proved.figures.parts.situations
    sources = sum(proved.figures.sources.documents.values())
    assert to_badge(proved, "en") == {
        "schemaVersion": 1,
        "label": "rules",
        "message": f"{cells:,} interviews proved: no gap, no tie, no dead rule; "
        f"{situations} situations; {sources} sources",
        "color": "brightgreen",
    }
    assert f"{cells:,}".replace(",", ".") in to_badge(proved, "id")["message"]


def test_gap_is_counted_and_points_to_the_check(tmp_path: Path) -> None:
    files = texts([NARROWER])
    rules = folder(tmp_path / "my rules", files)
    outcome = proof(str(rules), "--format", "json")
    assert outcome.code == 1
    found = data(outcome)
    checked = check(files, TODAY, unchanged(files))
    assert checked.proof is not None
    assert found["holds"] is False
    assert found["proof"]["undecided"] == checked.proof.left_over > 0
    assert found["proof"]["flaws"]["gap"] > 0
    assert 0 < found["proof"]["coverage"] < 1
    assert found["findings"]["codes"]["gap"] > 0
    assert found["badge"]["color"] == "red"
    text = proof(str(rules))
    assert text.code == 1
    assert f"batalin rules check '{rules}'" in " ".join(text.stdout.split())
    assert "- gap: " in text.stdout


def test_fallback_takes_what_is_left_over(tmp_path: Path) -> None:
    rules = folder(tmp_path, texts([NARROWER], page("last-resort", "{}", "fallback: true")))
    found = data(proof(str(rules), "--format", "json"))
    assert found["proof"]["fallback"] == "last-resort"
    assert found["proof"]["undecided"] == 0
    assert found["proof"]["left_to_fallback"] > 0
    assert found["proof"]["coverage"] == 1 - found["proof"]["left_to_fallback"] / found["proof"]["cells"]
    text = " ".join(proof(str(rules)).stdout.split())
    assert "The fallback page last-resort gets" in text
    assert "own: 100" not in text


def test_wrong_example_is_run_and_not_right() -> None:
    found = certificate(texts([("situations/shipped.yaml", "expect: cannot", "expect: can")]))
    assert found.figures is not None
    assert found.figures.parts.examples_right == found.figures.parts.examples - 1
    assert not found.holds


def test_sources_grow_old() -> None:
    late = certificate(texts(), date(2030, 1, 1))
    assert late.figures is not None
    sources = late.figures.sources
    assert (sources.current, sources.overdue) == (0, sum(sources.facts.values()))
    assert late.errors == 0
    assert not late.holds
    badge = to_badge(late, "en")
    assert badge["color"] == "yellow"
    assert badge["message"].endswith(f"; warnings: {sources.overdue}")


@pytest.mark.parametrize(
    "edit",
    [("rulebook.yaml", "market: ID", "market: [ID]"), ("situations/shipped.yaml", "verdict: cannot", "verdict: never")],
    ids=["shape", "word"],
)
def test_broken_rules_have_no_certificate(edit: Edit, tmp_path: Path) -> None:
    rules = folder(tmp_path, texts([edit]))
    outcome = proof(str(rules), "--format", "json")
    assert outcome.code == 1
    found = data(outcome)
    assert [found[key] for key in ("rulebook", "proof", "interviews", "parts", "sources")] == [None] * 5
    assert found["badge"]["message"] == "errors: 1, warnings: 0"
    text = proof(str(rules))
    assert text.code == 1
    assert f"{tmp_path.as_posix()}/{edit[0]}:" in text.stdout
    assert text.stdout.endswith("until they are mended.\n")


@pytest.mark.parametrize("command", ["check", "proof"])
def test_too_many_interviews_are_refused_with_what_to_do(command: str, tmp_path: Path) -> None:
    rules = folder(tmp_path, texts([TOO_MANY]))
    outcome = call(["rules", command, str(rules), "--now", NOW.isoformat(), "--lang", "en"])
    assert outcome.code == 1
    assert ": error[too-many-interviews]: " in outcome.stdout
    assert f"more than the {MOST_INTERVIEWS:,}" in outcome.stdout
    assert "  Mend: " in outcome.stdout


def test_fingerprint_is_that_of_the_list_sha256sum_prints() -> None:
    files = {"b.yaml": b"two", "a/c.yaml": b"one"}
    listed = (
        "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  a/c.yaml\n"
        "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3  b.yaml\n"
    )
    assert take_fingerprint(files) == hashlib.sha256(listed.encode()).hexdigest()


@pytest.mark.parametrize(
    "changed",
    [{"a.yaml": b"12", "b.yaml": b""}, {"a.yaml": b"1", "c.yaml": b"2"}, {"a.yaml": b"1"}],
    ids=["moved byte", "new name", "one fewer"],
)
def test_fingerprint_changes_with_every_byte_and_name(changed: dict[str, bytes]) -> None:
    assert take_fingerprint(changed) != take_fingerprint({"a.yaml": b"1", "b.yaml": b"2"})
    assert take_fingerprint(changed) == take_fingerprint(dict(reversed(changed.items())))


def test_language_changes_the_badge_alone() -> None:
    proved = certificate(texts())
    english, indonesian = to_data(proved, "en"), to_data(proved, "id")
    assert english.pop("badge") != indonesian.pop("badge")
    assert english == indonesian


def test_missing_folder_and_wrong_date_are_told(tmp_path: Path) -> None:
    missing = proof(str(tmp_path / "nowhere"))
    assert (missing.code, missing.stdout) == (2, "")
    assert "nowhere" in missing.stderr
    wrong = call(["rules", "proof", "--now", "yesterday", "--lang", "en"])
    assert (wrong.code, wrong.stdout) == (2, "")
    assert "--now" in wrong.stderr
