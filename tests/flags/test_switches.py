"""Flags without a value are known by name, because words of a buyer may stand anywhere between flags."""

from __future__ import annotations

import pytest
from typer.main import get_command

from batalin.app import build_app
from batalin.parsing import SWITCHES, name_description
from batalin.rulebook.loading import find_rules
from batalin.rulebook.rulebook import Rulebook

TEXT = "tombol batal hilang"


def test_every_switch_is_known(rulebook: Rulebook) -> None:
    command = get_command(build_app(rulebook, "id", find_rules()))
    switches = {name for one in command.params if getattr(one, "is_flag", False) for name in one.opts}
    assert switches == set(SWITCHES)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], []),
        ([TEXT], ["--describe", TEXT]),
        (TEXT.split(), ["--describe", TEXT]),
        (["tombol"], ["--describe", "tombol"]),
        ([TEXT, "--why"], ["--describe", TEXT, "--why"]),
        (["--why", TEXT], ["--why", "--describe", TEXT]),
        (["--lang", "en", TEXT], ["--lang", "en", "--describe", TEXT]),
        (["--lang=en", TEXT], ["--lang=en", "--describe", TEXT]),
        (["--status", "sedang dikirim"], ["--status", "sedang dikirim"]),
        (["--status", "sedang", "dikirim"], ["--status", "sedang", "dikirim"]),
        (["guide", "scams"], ["guide", "scams"]),
        (["case", "list"], ["case", "list"]),
        (["giude"], ["giude"]),
        (["--describe", TEXT], ["--describe", TEXT]),
        (["--output", "-", TEXT], ["--output", "-", "--describe", TEXT]),
    ],
)
def test_words_without_a_flag_become_a_description(arguments: list[str], expected: list[str]) -> None:
    assert list(name_description(arguments)) == expected
