"""Which language the program speaks: --lang, BATALIN_LANG, an English locale, else Indonesian."""

from __future__ import annotations

import pytest

from tests.support import call

FIRST_WORDS = {"id": "Opsi --salah tidak dikenal", "en": "There is no option --salah"}
TABLE = [
    ({}, [], "id"),
    ({"LANG": "en_US.UTF-8"}, [], "en"),
    ({"LANG": "id_ID.UTF-8"}, [], "id"),
    ({"LANG": "C.UTF-8"}, [], "id"),
    ({"LANG": "de_DE.UTF-8"}, [], "id"),
    ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "id_ID.UTF-8"}, [], "id"),
    ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, [], "id"),
    ({"LANG": "id_ID.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, [], "en"),
    ({"LC_MESSAGES": "id_ID.UTF-8", "LC_ALL": "en_GB.UTF-8"}, [], "en"),
    ({"LC_ALL": "", "LANG": "en_US.UTF-8"}, [], "en"),
    ({"BATALIN_LANG": "en"}, [], "en"),
    ({"BATALIN_LANG": "id", "LC_ALL": "en_US.UTF-8"}, [], "id"),
    ({"BATALIN_LANG": "fr"}, [], "id"),
    ({"BATALIN_LANG": "fr", "LANG": "en_US.UTF-8"}, [], "en"),
    ({"BATALIN_LANG": "", "LANG": "en_US.UTF-8"}, [], "en"),
    ({"BATALIN_LANG": "en"}, ["--lang", "id"], "id"),
    ({"BATALIN_LANG": "id"}, ["--lang=en"], "en"),
    ({"LC_ALL": "en_US.UTF-8"}, ["--lang", "id"], "id"),
    ({}, ["--lang", "en"], "en"),
    ({}, ["--lang", "id", "--lang", "en"], "en"),
]


def name(environment: dict[str, str], arguments: list[str]) -> str:
    return " ".join([*(f"{key}={value}" for key, value in environment.items()), *arguments]) or "nothing"


@pytest.mark.parametrize(
    ("environment", "arguments", "language"), [pytest.param(*row, id=name(row[0], row[1])) for row in TABLE]
)
def test_language_choice(environment: dict[str, str], arguments: list[str], language: str) -> None:
    for order in ([*arguments, "--salah"], ["--salah", *arguments]):
        assert call(order, environment).stderr.startswith(FIRST_WORDS[language])


@pytest.mark.parametrize(
    "arguments", [["--lang", "xx"], ["--lang=xx"], ["guide", "--lang", "EN"], ["--help", "--lang", ""]]
)
def test_language_that_does_not_exist(arguments: list[str]) -> None:
    outcome = call(arguments)
    assert outcome.code == 2
    assert outcome.stdout == ""
    assert "id" in outcome.stderr or "--help" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_unknown_language_is_named_with_those_there_are() -> None:
    assert call(["--lang", "xx"]).stderr == "Bahasa xx tidak ada. Pilih: id atau en.\n"
    assert call(["--lang", "xx"], {"LANG": "en_US.UTF-8"}).stderr == "There is no language xx. Choose: id or en.\n"
