"""Help and completion: every flag, every value, both languages, any place, narrow screens."""

from __future__ import annotations

import re
import shlex

import pytest

from batalin.rulebook.rulebook import Rulebook
from tests.support import call, shell, spawn

PLACES = [
    ["-h"],
    ["guide", "--help"],
    ["guide", "scams", "-h"],
    ["schema", "--help"],
    ["--status", "shipped", "--help"],
    ["--salah", "-h"],
    ["--status", "salah", "--help", "kata", "lepas"],
    ["--version-salah", "--help"],
]
EXAMPLES = {"id": "Contoh:", "en": "Examples:"}


def examples(language: str) -> list[str]:
    lines = call(["--help", "--lang", language]).stdout.splitlines()
    start = lines.index(EXAMPLES[language]) + 1
    return [line.strip() for line in lines[start : lines.index("", start)]]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("arguments", PLACES, ids=" ".join)
def test_help_anywhere_is_the_same_page(arguments: list[str], language: str) -> None:
    outcome = call([*arguments, "--lang", language])
    assert outcome == call(["--help", "--lang", language])
    assert (outcome.code, outcome.stderr) == (0, "")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_help_fits_the_screen(columns: int, language: str) -> None:
    commands = {f"  {example}" for example in examples(language)}
    lines = call(["--help", "--lang", language], columns=columns).stdout.splitlines()
    assert [line for line in lines if len(line) > min(columns, 80) and line not in commands] == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_examples_come_first_and_run(language: str) -> None:
    commands = examples(language)
    assert commands[0] == "batalin"
    for command in commands[1:]:
        outcome = call(shlex.split(command)[1:])
        assert outcome.code == 0, f"{command}\n{outcome.text()}"
    assert call([]).code == 2, "without a terminal the bare command asks for what is missing"


def test_help_names_every_flag_the_program_takes() -> None:
    completed = complete("batalin --")
    flags = set(re.findall(r'"(--[a-z-]+)"', completed))
    assert len(flags) > 30
    page = call(["--help"]).stdout
    assert [flag for flag in flags if not re.search(rf"{flag}(?![a-z-])", page)] == []


def test_help_names_no_flag_that_the_program_refuses() -> None:
    for flag in sorted(set(re.findall(r"--[a-z][a-z-]+", call(["--help"]).stdout))):
        assert "tidak dikenal" not in call([flag]).stderr, flag


def test_help_lists_every_value(rulebook: Rulebook) -> None:
    page = " ".join(call(["--help"]).stdout.split())
    for question in rulebook.questions:
        assert ", ".join(option.id for option in question.options) in page


def complete(line: str, **changes: str) -> str:
    outcome = spawn([], changes={"_BATALIN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line, **changes})
    assert (outcome.code, outcome.stderr) == (0, "")
    return outcome.stdout


@pytest.mark.parametrize(
    ("line", "changes", "offered"),
    [
        ("batalin --status ", {}, '"awaiting-pickup":"Menunggu Pickup'),
        ("batalin --status aw", {}, '"awaiting-pickup"'),
        ("batalin --kendala ", {}, '"button-missing":"Tombol Batalkan tidak ada"'),
        ("batalin --error ", {"BATALIN_LANG": "en"}, '"button-missing":"No Batalkan (cancel) button"'),
        ("batalin --lang en --error ", {}, '"button-missing":"No Batalkan (cancel) button"'),
        ("batalin --sta", {}, '"--status"'),
        ("batalin --to ", {}, '"payment-provider"'),
        ("batalin --format ", {}, '"markdown"'),
        ("batalin guide ", {}, '"scams":"Waspada penipuan"'),
        ("batalin gu", {}, '"guide"'),
    ],
)
def test_completion_offers_values_with_labels(line: str, changes: dict[str, str], offered: str) -> None:
    assert offered in complete(line, **changes)


def test_completion_offers_nothing_else() -> None:
    assert '"shipped"' not in complete("batalin --status aw")


def test_completion_in_bash_offers_ids() -> None:
    words = {"_BATALIN_COMPLETE": "complete_bash", "COMP_WORDS": "batalin\n--status\ns", "COMP_CWORD": "2"}
    assert spawn([], changes=words).stdout.split() == ["shipped"]


def test_completion_stays_silent_with_rules_that_are_not_there() -> None:
    words = {"_BATALIN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "batalin --rules /tidak-ada --status "}
    outcome = spawn([], changes=words)
    assert (outcome.stdout, outcome.stderr) == ("", "")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_script_is_printed(name: str) -> None:
    outcome = spawn([], changes={"_BATALIN_COMPLETE": f"source_{name}"})
    assert (outcome.code, outcome.stderr) == (0, "")
    assert "_BATALIN_COMPLETE=complete_" in outcome.stdout
    if name == "bash":
        assert shell("bash -n <<'END'\n" + outcome.stdout + "\nEND\n", []).code == 0
