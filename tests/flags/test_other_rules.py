"""Rules that do not decide, and statuses without a place on the order line: a sentence, never a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rulebook.books import folder, texts
from tests.support import Outcome, call, flags

COMPLETED = "situations/completed.yaml"
NARROWED = (COMPLETED, "when: {status: completed}", "when: {status: completed, product: [physical, digital]}")
GAP = "--status completed --age 1d-3d --product custom --error none"


def run(rules: Path, words: str, language: str) -> Outcome:
    return call([*flags(words), "--rules", str(rules), "--lang", language])


@pytest.mark.parametrize("language", ["id", "en"])
def test_answers_that_no_page_accepts_lead_to_the_check(tmp_path: Path, language: str) -> None:
    rules = folder(tmp_path / "rules", texts([NARROWED]))
    outcome = run(rules, GAP, language)
    assert (outcome.code, outcome.stdout) == (1, "")
    assert f"batalin rules check {rules}" in outcome.stderr
    assert "Undecided" not in outcome.stderr


@pytest.mark.parametrize(("language", "label"), [("id", "Terkirim, Sampai"), ("en", "Terkirim (delivered)")])
def test_any_status_may_stand_outside_the_line(tmp_path: Path, language: str, label: str) -> None:
    edit = ("questions.yaml", "- id: delivered\n        stage: shipping", "- id: delivered\n        stage: none")
    rules = folder(tmp_path / "rules", texts([edit]))
    outcome = run(rules, "--status delivered --age 1d-3d --product physical --error none", language)
    assert outcome.code == 0
    assert label in outcome.stdout.split("\n\n")[0]


def test_guide_names_the_rules_in_its_commands(tmp_path: Path) -> None:
    rules = folder(tmp_path / "rules", texts())
    shown = call(["guide", "--rules", str(rules), "--lang", "en"]).stdout
    assert f"batalin --rules {rules} guide all" in " ".join(shown.split())
