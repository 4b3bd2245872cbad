"""Watching rules on a real terminal while their files are saved, replaced, taken away and brought back."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.rulebook.books import folder, texts

if sys.platform == "win32":
    pytest.skip("a terminal is played the POSIX way", allow_module_level=True)

from tests.terminal.session import CTRL_C, Session

SHIPPED = "situations/shipped.yaml"


def test_saves_are_told_until_ctrl_c(tmp_path: Path) -> None:
    rules = folder(tmp_path / "rules", texts())
    page = rules / SHIPPED
    text = page.read_text(encoding="utf-8")

    def misspelt(word: str) -> str:
        return text.replace("when: {status: shipped}", f"when: {{status: {word}}}")

    with Session(["rules", "watch", str(rules), "--lang", "en"], columns=300, rows=200) as session:
        session.wait("No findings.")
        page.write_text(misspelt("shiped"), encoding="utf-8")
        session.wait("shiped is not known here")
        fresh = rules / "situations" / "shipped.yaml.new"
        fresh.write_text(misspelt("shippd"), encoding="utf-8")
        fresh.replace(page)
        session.wait("shippd is not known here")
        away = rules.rename(tmp_path / "away")
        session.wait("is gone or cannot be read")
        shutil.copytree(away, rules)
        page.write_text(misspelt("shepped"), encoding="utf-8")
        session.wait("shepped is not known here")
        session.type(CTRL_C)
        assert session.end() == 130
    assert session.screen.endswith("Stopped.")
    assert "Traceback" not in session.raw
    assert "\x1b" not in session.raw
