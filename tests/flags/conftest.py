"""Golden texts: exit code, standard output and standard error of a run as one text."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "goldens"
Compare = Callable[[str, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Compare:
    """Compare a text with its golden; `--write-goldens` writes it anew and skips, so that it never passes unseen."""

    def compare(name: str, text: str) -> None:
        __tracebackhide__ = True
        path = GOLDENS / f"{name}.txt"
        if request.config.getoption("--write-goldens"):
            path.write_text(text, encoding="utf-8", newline="\n")
            pytest.skip(f"written: {path.name}")
        known = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != known:
            lines = difflib.unified_diff(known.splitlines(), text.splitlines(), path.name, "now", lineterm="")
            pytest.fail("\n".join([*lines, "", "Where the change is meant: pytest tests/flags --write-goldens"]))

    return compare
