from __future__ import annotations

import re

from tests.readme import README, with_examples


def test_examples_show_what_the_program_prints() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count("<!-- example: ") >= 4
    assert with_examples(text) == text, "the README's examples have drifted; run: python -m tests.readme"


def test_opens_with_the_two_commands_that_set_themselves_up() -> None:
    first, second = re.findall(r"```sh\n(.*?)\n```", README.read_text(encoding="utf-8"), re.DOTALL)[:2]
    assert first.endswith(".venv/bin/batalin")
    assert second.endswith("-m pytest")
    assert first.startswith("python3 -m venv .venv && .venv/bin/pip install")
    assert second.startswith("python3 -m venv .venv && .venv/bin/pip install")
