"""Fixtures that several test folders share."""

from __future__ import annotations

import pytest

from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Rulebook


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let goldens be written anew, on request only."""
    parser.addoption("--write-goldens", action="store_true", help="write the golden texts anew instead of comparing")


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The rules that come with the program."""
    return load(find_rules())
