"""Golden texts: exit code, standard output and standard error of a run as one text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.goldens import compare

GOLDENS = Path(__file__).parent / "goldens"
Compare = Callable[[str, str], None]


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Compare:
    """Compare a text with the golden of a name."""
    return lambda name, text: compare(GOLDENS / f"{name}.txt", text, pytestconfig)
