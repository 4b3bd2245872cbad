"""The ending of a file decides what it holds; an ending of no known form is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flags.cases import KNOWN, REFUND
from tests.support import Outcome, call, flags

RESULT = flags(f"{REFUND} {KNOWN}")
MESSAGE = [*RESULT, "--format", "message"]


@pytest.mark.parametrize(
    ("ending", "form"),
    [
        ("html", "html"),
        ("HTM", "html"),
        ("svg", "svg"),
        ("md", "markdown"),
        ("markdown", "markdown"),
        ("json", "json"),
        ("txt", "text"),
        ("", "text"),
    ],
)
@pytest.mark.parametrize("steps", [[], ["--steps"]], ids=["report", "steps"])
def test_the_ending_of_the_file_is_the_form(ending: str, form: str, steps: list[str], tmp_path: Path) -> None:
    file = tmp_path / (f"hasil.{ending}" if ending else "hasil")
    assert call([*RESULT, *steps, "--output", str(file)]) == Outcome(0, "", f"Ditulis: {file}\n")
    assert file.read_text(encoding="utf-8") == call([*RESULT, *steps, "--format", form]).stdout


@pytest.mark.parametrize("name", ["r.pdf", "r.exe", "r.DOCX", "r.html.pdf", "pesanan.2026-11-23", "r.htmll"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_an_ending_of_no_known_form_is_refused_beside_those_that_are(name: str, language: str, tmp_path: Path) -> None:
    file = tmp_path / name
    outcome = call([*RESULT, "--lang", language, "--output", str(file)])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.rstrip().endswith(".html, .svg, .md, .txt, .json.")
    assert f"{file} " in outcome.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_guide_goes_by_the_ending_too(tmp_path: Path) -> None:
    for name in ("r.pdf", "r.html"):
        outcome = call(["guide", "--output", str(tmp_path / name)])
        assert (outcome.code, outcome.stdout) == (2, "")
        assert outcome.stderr.rstrip().endswith(" .md, .txt.")
    assert list(tmp_path.iterdir()) == []
    file = tmp_path / "panduan.md"
    assert call(["guide", "--output", str(file)]) == Outcome(0, "", "")
    assert file.read_text(encoding="utf-8") == call(["guide", "--format", "markdown"]).stdout


@pytest.mark.parametrize("name", ["r.pdf", "r.ics.txt"])
def test_a_calendar_under_another_ending_is_refused_before_anything_is_printed(name: str, tmp_path: Path) -> None:
    outcome = call([*MESSAGE, "--ics", str(tmp_path / name)])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "--ics pengingat.ics" in outcome.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_is_named_wins_over_the_ending(tmp_path: Path) -> None:
    file = tmp_path / "pesan.html"
    call([*MESSAGE, "--output", str(file)])
    assert file.read_text(encoding="utf-8") == call(MESSAGE).stdout
