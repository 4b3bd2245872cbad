"""What `batalin rules check` prints: text with carets, data, annotations and SARIF, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.rulebook.books import Edit, folder, texts
from tests.support import Outcome, call

COD = "situations/shipped-cod.yaml"
WRONG: Edit = (COD, "expect: cannot", "expect: maybe")
PERCENT: Edit = (COD, "verdict: cannot", "verdict: '50%,x'")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rulebook with one wrong example."""
    return folder(tmp_path / "rules", texts([WRONG]))


def run(*words: str) -> Outcome:
    return call(["rules", "check", *words, "--lang", "en"])


def loaded(*words: str) -> Any:
    return json.loads(run(*words).stdout)


@pytest.mark.parametrize("language", ["id", "en"])
def test_rules_in_order_give_one_line_and_zero(language: str) -> None:
    outcome = call(["rules", "check", "--lang", language])
    assert (outcome.code, outcome.stderr, outcome.stdout.count("\n")) == (0, "", 1)
    assert "868292" in outcome.stdout


def test_folder_that_is_in_order_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = folder(tmp_path / "shops" / "mine", texts())
    assert run(str(rules)).stdout.endswith(f" ({rules}).\n")
    monkeypatch.chdir(tmp_path)
    assert run(str(rules)).stdout.endswith(" (shops/mine).\n")


def test_text_shows_place_line_caret_and_what_to_do(rules: Path) -> None:
    outcome = run(str(rules))
    assert (outcome.code, outcome.stderr) == (1, "")
    head, line, caret, *rest = outcome.stdout.splitlines()
    number = 1 + (rules / COD).read_text().splitlines().index("    expect: maybe")
    assert head.startswith(f"{rules}/{COD}:{number}:13: error[example-verdict]: ")
    assert line.index("maybe") == caret.index("^")
    assert caret.strip() == "^" * len("maybe")
    assert any("Nearest" in one or "Known: cannot" in one for one in rest)
    assert "Errors: 1, warnings: 0." in outcome.stdout
    assert "batalin explain example-verdict" in outcome.stdout


def test_json_has_one_object_a_finding(rules: Path) -> None:
    told = loaded(str(rules), "--format", "json")
    (finding,) = told["findings"]
    assert finding["code"] == "example-verdict"
    assert finding["severity"] == "error"
    assert Path(finding["file"]) == rules / COD
    assert (finding["column"], finding["length"]) == (13, 5)
    assert told["interviews"] == 868292


def test_clean_json_has_no_finding() -> None:
    assert loaded("--format", "json")["findings"] == []
    assert loaded("--format", "sarif")["runs"][0]["results"] == []


def test_annotations_escape_what_would_end_a_property(tmp_path: Path) -> None:
    rules = folder(tmp_path / "a, b:c", texts([PERCENT]))
    (line,) = run(str(rules), "--format", "github").stdout.splitlines()
    assert line.startswith("::error file=")
    assert "a%2C b%3Ac" in line
    assert line.partition("::error ")[2].partition("::")[2].startswith("50%25,x")


def test_sarif_names_rule_level_and_region(rules: Path) -> None:
    told = loaded(str(rules), "--format", "sarif")
    assert told["version"] == "2.1.0"
    (run_,) = told["runs"]
    (result,) = run_["results"]
    assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "example-verdict"
    assert result["level"] == "error"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["endColumn"] - region["startColumn"] == len("maybe")


def test_warnings_are_findings_too(tmp_path: Path) -> None:
    rules = folder(tmp_path / "rules", texts())
    outcome = run(str(rules), "--now", "2027-12-01")
    assert outcome.code == 1
    assert "warning[overdue-source]" in outcome.stdout
    assert "Errors: 0, warnings: " in outcome.stdout


@pytest.mark.parametrize("words", [("nowhere",), ("nowhere", "--format", "json"), ("README.md",)])
def test_folder_without_rules_cannot_be_read(words: tuple[str, ...]) -> None:
    outcome = run(*words)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert words[0] in outcome.stderr
    assert "Check the folder's name" in outcome.stderr
    assert "--rules" not in outcome.stderr


def test_file_that_is_missing_cannot_be_read(tmp_path: Path) -> None:
    rules = folder(tmp_path / "rules", texts())
    (rules / "sources.yaml").unlink()
    outcome = run(str(rules))
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "sources.yaml" in outcome.stderr


def test_unknown_format_is_refused() -> None:
    outcome = run("--format", "xml")
    assert outcome.code == 2
    assert "text, json, github, sarif" in outcome.stderr


def test_findings_go_to_a_file_on_request(rules: Path, tmp_path: Path) -> None:
    target = tmp_path / "findings.sarif"
    outcome = run(str(rules), "--format", "sarif", "--output", str(target))
    assert (outcome.code, outcome.stdout) == (1, "")
    assert json.loads(target.read_text())["version"] == "2.1.0"


def test_rules_without_a_command_say_which_there_are() -> None:
    outcome = call(["rules", "--lang", "en"])
    assert outcome.code == 2
    assert "check, test, diff" in outcome.stderr


@pytest.mark.parametrize("words", [["rules", "chek"], ["rules", "check", "a", "b"], ["rules", "check", "--fast"]])
def test_slip_on_the_command_line_is_named(words: list[str]) -> None:
    outcome = call([*words, "--lang", "en"])
    assert outcome.code == 2
    assert words[-1] in outcome.stderr
