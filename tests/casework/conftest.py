"""A data directory of its own for every test of a command, and golden texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.goldens import compare

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
def golden(pytestconfig: pytest.Config) -> Compare:
    """Compare a text with the golden of a name."""
    return lambda name, text: compare(GOLDENS / name, text, pytestconfig)
