from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.readme import PAGES, README, with_examples


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_examples_show_what_the_program_prints(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.count("<!-- example: ") >= 2
    assert with_examples(text) == text, "the page's examples have drifted; run: python -m tests.readme"


def test_badge_stands_in_both_languages() -> None:
    assert README.read_text(encoding="utf-8").count("<!-- badge: ") == 2


def test_opens_with_the_two_commands_that_set_themselves_up() -> None:
    first, second = re.findall(r"```sh\n(.*?)\n```", README.read_text(encoding="utf-8"), re.DOTALL)[:2]
    assert first.endswith(".venv/bin/batalin")
    assert second.endswith("-m pytest")
    assert first.startswith("python3 -m venv .venv && .venv/bin/pip install")
    assert second.startswith("python3 -m venv .venv && .venv/bin/pip install")
