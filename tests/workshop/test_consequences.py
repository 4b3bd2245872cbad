"""What watching tells beyond the findings: cases that fail, buyers who are told something else."""

from __future__ import annotations

import re

import pytest

from batalin.present import read_present
from batalin.workshop.cases.casebook import Place
from batalin.workshop.cases.casefile import Reading, read_cases
from batalin.workshop.comparison.comparison import Comparison, compare
from batalin.workshop.comparison.data import Edition
from batalin.workshop.comparison.merging import Unmergeable
from batalin.workshop.editing import consequences
from batalin.workshop.editing.consequences import MOST_FAILURES, MOST_GROUPS, write_cases, write_change
from tests.rulebook.books import Edit, book, texts

VERDICT: Edit = ("situations/shipped.yaml", "verdict: cannot", "verdict: maybe")
CASE = """
  - name: {name}
    given: {{status: shipped, age: 1d-3d, product: physical, error: none, payment: ewallet}}
    expect: {{situation: {situation}, verdict: cannot, to: support}}
"""


def edition(*edits: Edit) -> Edition:
    return Edition("rules/", book(*edits), texts(edits), "rules")


def reading(*situations: str) -> Reading:
    cases = "".join(CASE.format(name=f"case {index}", situation=name) for index, name in enumerate(situations))
    rules = book()
    files = {"cases/a.yaml": f"rulebook: tiktok-shop\ncases:{cases}".encode()} if situations else {}
    return read_cases(files, rules, lambda text: read_present(text, rules.about["timezone"]), "en")


def cases(found: Reading, now: Edition, language: str = "en") -> list[str]:
    return write_cases(found, now, language, lambda file, _: Place(file, 4, 9), {"unknown-word": "Spell it right."})


def test_without_cases_nothing_is_said() -> None:
    assert cases(reading(), edition()) == []


def test_cases_that_hold_take_one_line() -> None:
    assert cases(reading("shipped", "shipped"), edition()) == ["Cases: 2 passed, 0 failed."]
    assert cases(reading("shipped"), edition(), "id") == ["Kasus: 1 lulus, 0 gagal."]


def test_case_that_fails_is_shown_with_its_place_and_cause() -> None:
    lines = cases(reading("shipped"), edition(VERDICT))
    assert lines[0].startswith("cases/a.yaml:4:9: case 0")
    assert any("cannot" in line and "maybe" in line for line in lines)
    assert lines[-1] == "Cases: 0 passed, 1 failed."


def test_many_failures_are_cut_short() -> None:
    lines = cases(reading(*["shipped"] * (MOST_FAILURES + 2)), edition(VERDICT))
    assert sum(line.startswith("cases/a.yaml:") for line in lines) == MOST_FAILURES
    assert lines[-2:] == ["2 more do not hold. batalin rules test shows them all.", "Cases: 0 passed, 7 failed."]


def test_case_that_cannot_be_run_is_a_finding_with_its_remedy() -> None:
    lines = cases(reading("shiped"), edition())
    assert "error[unknown-word]: shiped" in lines[0]
    assert "  Mend: Spell it right." in lines


def test_change_names_the_buyers_as_cubes() -> None:
    text = "\n".join(write_change(edition(), edition(VERDICT), "en"))
    assert text.startswith("For buyers, since the last state without errors\n")
    assert "shipped (cannot) -> shipped (maybe)" in text
    assert "{status: shipped" in text


def test_rewording_changes_nothing_for_buyers() -> None:
    text = "\n".join(write_change(edition(), edition(("situations/shipped.yaml", "en: It ", "en: Well, it ")), "en"))
    assert "No interview ends in another way." in text
    assert "situations/shipped.yaml:" in text


def test_only_the_largest_groups_are_listed() -> None:
    now = edition(("situations/completed.yaml", "verdict: cannot", "verdict: maybe"))
    groups = len(compare(edition().rulebook, now.rulebook).changes)
    assert groups > MOST_GROUPS
    lines = write_change(edition(), now, "en")
    assert sum(bool(re.match(r"\d+\. ", line)) for line in lines) == MOST_GROUPS
    assert f"{groups - MOST_GROUPS} smaller groups hold the other " in "\n".join(lines)


def test_rulebooks_that_ask_in_opposite_orders_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Comparison:
        raise Unmergeable(["store", "age"])

    monkeypatch.setattr(consequences, "compare", refuse)
    (line,) = write_change(edition(), edition(), "en")
    assert "store, age" in line
