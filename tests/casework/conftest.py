"""A data directory of its own for every test of a command, and golden texts."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent / "goldens"
Compare = Callable[[str, str], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder where cases are kept, which is not there yet."""
    for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    from batalin.casework.store import Store

    return Store.default().folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Compare:
    """Compare a text with its golden; `--write-goldens` writes it anew and skips, so that it never passes unseen."""

    def compare(name: str, text: str) -> None:
        __tracebackhide__ = True
        path = GOLDENS / name
        if request.config.getoption("--write-goldens"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            pytest.skip(f"written: {path.name}")
        known = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != known:
            lines = difflib.unified_diff(known.splitlines(), text.splitlines(), path.name, "now", lineterm="")
            pytest.fail("\n".join([*lines, "", "Where the change is meant: pytest tests/casework --write-goldens"]))

    return compare
