"""The help of rule keepers: a page of their own for each command, in step with what the program takes."""

from __future__ import annotations

import re

import pytest

from batalin.rules_help import USAGES
from tests.support import call, spawn

COMMANDS = {name: usage.command.split() for name, usage in USAGES.items()}
PAGES = {"rules": ["rules"], **COMMANDS}
LANGUAGES = ("id", "en")


def page(words: list[str], language: str = "en", columns: int = 80) -> str:
    outcome = call([*words, "--help", "--lang", language], columns=columns)
    assert (outcome.code, outcome.stderr) == (0, "")
    return outcome.stdout


def offered(line: str) -> str:
    changes = {"_BATALIN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}
    return spawn([], changes=changes).stdout


def flags(text: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("words", PAGES.values(), ids=PAGES)
def test_page_fits_the_screen(words: list[str], columns: int, language: str) -> None:
    lines = page(words, language, columns).splitlines()
    assert [line for line in lines if len(line) > min(columns, 80) and not line.startswith("  batalin ")] == []


def test_every_command_has_a_page_and_stands_on_the_first() -> None:
    known = set(re.findall(r'"([a-z]+)"', offered("batalin rules ")))
    assert known == COMMANDS.keys() - {"explain"}
    overview = page(["rules"])
    assert [name for name, words in COMMANDS.items() if f"  batalin {' '.join(words)} " not in overview] == []
    assert len({page(words) for words in PAGES.values()}) == len(PAGES)


@pytest.mark.parametrize(("name", "words"), COMMANDS.items(), ids=COMMANDS)
def test_page_names_the_flags_the_command_takes(name: str, words: list[str]) -> None:
    taken = flags(offered(f"batalin {' '.join(words)} --"))
    idle = {flag.split()[0] for flag in USAGES[name].without}
    below = page(words).partition("Options:")[2].partition("Exit codes:")[0]
    assert set(re.findall(r"^  (?:-h, )?(--[a-z-]+)", below, re.MULTILINE)) == taken - idle


@pytest.mark.parametrize(("name", "words"), COMMANDS.items(), ids=COMMANDS)
def test_page_lists_the_formats_the_command_takes(name: str, words: list[str]) -> None:
    formats = USAGES[name].formats
    refused = call([*words, "--format", "none-such", "--lang", "en"])
    assert refused.code == 2
    assert ", ".join(formats) in refused.stderr
    assert ("--format FORMAT" in page(words)) is bool(formats)
    assert ", ".join(formats) in page(words)


def test_page_says_which_folder_is_meant_and_how_it_ends() -> None:
    text = " ".join(page(["rules", "check"]).split())
    assert "the rules that come with the program" in text
    assert all(f" {code} " in text.partition("Exit codes:")[2] for code in ("0", "1", "2", "130"))


@pytest.mark.parametrize(
    ("line", "same"),
    [
        (["--help", "rules"], ["rules"]),
        (["rules", "no-such-command"], ["rules"]),
        (["--rules", "nowhere", "rules"], ["rules"]),
        (["rules", "--format", "json", "check"], ["rules", "check"]),
        (["rules", "check", "nowhere", "--no-such-flag"], ["rules", "check"]),
        (["explain", "tie"], ["explain"]),
    ],
)
def test_help_needs_no_command_line_that_is_right(line: list[str], same: list[str]) -> None:
    assert page(line) == page(same)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_without_a_command_show_the_page_as_trouble(language: str) -> None:
    outcome = call(["rules", "--lang", language])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(page(["rules"], language))


@pytest.mark.parametrize("words", PAGES.values(), ids=PAGES)
def test_help_of_buyers_is_another_page(words: list[str]) -> None:
    assert page(words) != page([])
    assert "--status" not in page(words)
