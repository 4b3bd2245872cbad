"""Fixtures of the rule keeper's commands."""

from __future__ import annotations

import pytest

from tests.support import ROOT


@pytest.fixture
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the checkout, from where places in it are short."""
    monkeypatch.chdir(ROOT)
