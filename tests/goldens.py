"""Golden texts: what a run gives as one text, compared with the text that is kept."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

WRITE = "--write-goldens"


def compare(path: Path, text: str, config: pytest.Config) -> None:
    """Compare a text with its golden; `--write-goldens` writes it anew and skips, so that it never passes unseen."""
    __tracebackhide__ = True
    if config.getoption(WRITE):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        pytest.skip(f"written: {path.name}")
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    if text != known:
        lines = difflib.unified_diff(known.splitlines(), text.splitlines(), path.name, "now", lineterm="")
        folder = path.parent.parent.name
        pytest.fail("\n".join([*lines, "", f"Where the change is meant: pytest tests/{folder} {WRITE}"]))
