"""What a run imports: a one-shot answer must not pay for menus, colours or calendars."""

from __future__ import annotations

import re

import pytest

from tests.flags.cases import CORE, REFUND
from tests.support import flags, spawn

HEAVY = {"questionary", "prompt_toolkit", "rich", "holidays"}
WORKING_DAYS = flags(f"{REFUND} --payment ewallet --cancelled-on 2026-11-20 --format json")


def imported(arguments: list[str]) -> set[str]:
    outcome = spawn(arguments, python=("-X", "importtime"))
    modules = re.findall(r"^import time:.*\|\s+(\S+)$", outcome.stderr, re.MULTILINE)
    assert "batalin.terminal" in modules, outcome.text()
    return {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize(
    "arguments",
    [
        [*flags(CORE), "--format", "json"],
        [*flags(CORE), "--format", "message"],
        flags(CORE),
        ["--help"],
        ["--version"],
        ["--salah"],
        ["guide", "scams"],
    ],
    ids=["json", "message", "text", "help", "version", "trouble", "guide"],
)
def test_a_run_without_questions_imports_nothing_heavy(arguments: list[str]) -> None:
    assert imported(arguments) & HEAVY == set()


def test_only_a_deadline_in_working_days_needs_the_calendar() -> None:
    assert imported(WORKING_DAYS) & HEAVY == {"holidays"}


def test_help_and_version_do_without_the_parser_of_flags() -> None:
    assert "typer" not in imported(["--help"]) | imported(["--version"])
