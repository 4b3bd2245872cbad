"""What a run imports: a one-shot answer must not pay for menus, colours or calendars."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.flags.cases import CORE, REFUND
from tests.support import flags, spawn

HEAVY = {
    "questionary",
    "prompt_toolkit",
    "rich",
    "holidays",
    "segno",
    "pyperclip",
    "icalendar",
    "platformdirs",
    "filelock",
}
WORKING_DAYS = flags(f"{REFUND} --payment ewallet --cancelled-on 2026-11-20")


def imported(arguments: list[str]) -> set[str]:
    outcome = spawn(arguments, python=("-X", "importtime"), changes={"TERM": "dumb"})
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
    assert imported([*WORKING_DAYS, "--format", "json"]) & HEAVY == {"holidays"}


@pytest.mark.parametrize(
    ("more", "needed"),
    [
        (["--qr", "pesan.png"], {"segno"}),
        (["--output", "hasil.html"], {"segno"}),
        (["--output", "hasil.svg"], {"segno"}),
        (["--output", "hasil.md"], set()),
        (["--ics", "pengingat.ics"], {"icalendar"}),
        (["--copy"], set()),
        (["--share", "wa"], set()),
        (["--steps"], set()),
        (["--evidence", "all", "--tone", "firm", "--max-chars", "160"], set()),
        (["--private", "--order-id", "579012345678", "--name", "Sari"], set()),
        (["--zone", "wit"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_each_way_to_the_phone_needs_its_own_library_only(more: list[str], needed: set[str], tmp_path: Path) -> None:
    placed = [str(tmp_path / word) if re.search(r"\.[a-z]+$", word) else word for word in more]
    form = [] if "--output" in more else ["--format", "json"]
    assert imported([*WORKING_DAYS, *form, *placed]) & HEAVY == {"holidays"} | needed


def test_help_and_version_do_without_the_parser_of_flags() -> None:
    assert "typer" not in imported(["--help"]) | imported(["--version"])
