"""The help of cases: a page of its own for each command, in step with what the program takes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from batalin.case_help import USAGES
from batalin.rulebook.rulebook import Rulebook
from tests.support import call, spawn

COMMANDS = {name: usage.command.split() for name, usage in USAGES.items()}
PAGES = {"case": ["case"], **COMMANDS}
LANGUAGES = ("id", "en")
HEAVY = {"questionary", "prompt_toolkit", "rich", "holidays", "segno", "pyperclip", "icalendar"}
TOLD = "--status ... --name"


def page(words: list[str], language: str = "en", columns: int = 80) -> str:
    outcome = call([*words, "--help", "--lang", language], columns=columns)
    assert (outcome.code, outcome.stderr) == (0, "")
    return outcome.stdout


def offered(line: str) -> str:
    outcome = spawn([], changes={"_BATALIN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line})
    assert (outcome.code, outcome.stderr) == (0, "")
    return outcome.stdout


def flags(text: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("words", PAGES.values(), ids=PAGES)
def test_page_fits_the_screen(words: list[str], columns: int, language: str) -> None:
    lines = page(words, language, columns).splitlines()
    assert [line for line in lines if len(line) > min(columns, 80) and not line.startswith("  batalin ")] == []
    assert page(words, language, columns).isascii()


def test_every_command_has_a_page_and_stands_on_the_first() -> None:
    assert set(re.findall(r'"([a-z]+)"', offered("batalin case "))) == COMMANDS.keys()
    overview = page(["case"])
    assert [name for name, words in COMMANDS.items() if f"  batalin {' '.join(words)} " not in overview] == []
    assert len({page(words) for words in PAGES.values()}) == len(PAGES)


@pytest.mark.parametrize(("name", "words"), COMMANDS.items(), ids=COMMANDS)
def test_page_names_the_flags_the_command_takes(name: str, words: list[str], rulebook: Rulebook) -> None:
    """Those that tell answers and details are named together; the help of buyers lists them."""
    taken = flags(offered(f"batalin {' '.join(words)} --"))
    told = {flag for question in rulebook.questions for flag in question.flags}
    told |= {flag for detail in rulebook.details for flag in detail.flags}
    below = page(words).partition("Options:")[2].partition("Exit codes:")[0]
    named = set(re.findall(r"^  (?:-h, )?(--[a-z-]+)", below, re.MULTILINE)) - {"--status"}
    assert named == taken - told - {flag.split()[0] for flag in USAGES[name].without}
    assert (TOLD in below) is bool(told & taken)
    assert not told & taken or told <= taken


@pytest.mark.parametrize(("name", "words"), COMMANDS.items(), ids=COMMANDS)
def test_page_lists_the_formats_the_command_takes(name: str, words: list[str]) -> None:
    formats = USAGES[name].formats
    assert ("--format FORMAT" in page(words)) is bool(formats)
    refused = call([*words, "--format", "none-such", "--lang", "en"])
    assert refused.code == 2
    assert all(form in refused.stderr for form in formats)
    assert ", ".join(formats) in page(words)


@pytest.mark.parametrize("name", USAGES)
def test_the_example_of_a_page_is_one_the_program_reads(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may name a case that is not there, but no flag and no value that is none."""
    for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    usage = USAGES[name]
    example = f"batalin {usage.command} {usage.example}"
    assert f"  {example}\n" in page(COMMANDS[name])
    opened = ["case", "new", *shlex.split(USAGES["new"].example), "--now", "2026-11-23T10:00"]
    assert call(opened).code == 0
    more = ["--yes"] if name == "purge" else []
    outcome = call([*shlex.split(example.removesuffix(" --copy"))[1:], *more])  # not onto the clipboard of this machine
    assert outcome.code == 0, outcome.text()


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("batalin ca", '"case"'),
        ("batalin case ", '"next"'),
        ("batalin case ne", '"next"'),
        ("batalin case add --sent ", '"payment-provider"'),
        ("batalin case add --reply-from me", '"mediation"'),
        ("batalin case new --status aw", '"awaiting-pickup":"Menunggu Pickup'),
        ("batalin case next --tone ", '"formal"'),
        ("batalin case export --format ", '"html"'),
        ("batalin case list --format ", '"json"'),
        ("batalin case next --zone ", '"wita"'),
    ],
)
def test_completion_offers_commands_flags_and_values(line: str, offers: str) -> None:
    assert offers in offered(line)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        (["--help", "case"], ["case"]),
        (["case", "no-such-command"], ["case"]),
        (["case", "--format", "json", "show"], ["case", "show"]),
        (["case", "next", "20261123-1", "--no-such-flag"], ["case", "next"]),
        (["--rules", "rules/tiktok-shop", "case", "next"], ["case", "next"]),
    ],
)
def test_help_needs_no_command_line_that_is_right(line: list[str], same: list[str]) -> None:
    assert page(line) == page(same)


@pytest.mark.parametrize("words", PAGES.values(), ids=PAGES)
def test_help_comes_while_the_rules_are_broken(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text("rusak: [")
    for folder in (tmp_path, tmp_path / "nowhere"):
        assert page([*words, "--rules", str(folder)]) == page(words)


@pytest.mark.parametrize("words", PAGES.values(), ids=PAGES)
def test_help_of_buyers_is_another_page(words: list[str]) -> None:
    assert page(words) != page([])


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (["case", "--help"], {"platformdirs", "filelock", "typer", "yaml", *HEAVY}),
        (["case", "list"], {"filelock", *HEAVY}),
        (["case", "show"], {"filelock", *HEAVY}),
    ],
)
def test_looking_imports_only_what_it_needs(tmp_path: Path, arguments: list[str], without: set[str]) -> None:
    outcome = spawn(arguments, python=("-X", "importtime"), changes={"XDG_DATA_HOME": str(tmp_path)})
    modules = re.findall(r"^import time:.*\|\s+(\S+)$", outcome.stderr, re.MULTILINE)
    assert {module.partition(".")[0] for module in modules} & without == set()
