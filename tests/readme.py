"""The examples and badges of both README pages: real output. `python -m tests.readme` writes them anew."""

from __future__ import annotations

import json
import re
import shlex

from tests.support import ROOT, call

README = ROOT / "README.md"
PAGES = (README, ROOT / "rules" / "README.md")
_EXAMPLE = re.compile(r"<!-- example: (batalin .*?) -->\n(?:\n```text\n.*?\n```\n)?", re.DOTALL)
_BADGE = re.compile(r"<!-- badge: (batalin .*?) -->\n(?:\n\*\*.*?\n)?")


def with_examples(text: str) -> str:
    """Give the page with the present output of every command in it."""
    text = _BADGE.sub(lambda match: _badge(match.group(1)), text)
    return _EXAMPLE.sub(lambda match: _example(match.group(1)), text)


def _example(command: str) -> str:
    return f"<!-- example: {command} -->\n\n```text\n$ {command}\n{_output(command)}```\n"


def _badge(command: str) -> str:
    badge = json.loads(_output(command))["badge"]
    return f"<!-- badge: {command} -->\n\n**{badge['label'].capitalize()}:** {badge['message']}.\n"


def _output(command: str) -> str:
    outcome = call(shlex.split(command)[1:])
    if outcome.code or outcome.stderr:
        raise ValueError(f"{command}: {outcome.stderr}")
    return outcome.stdout


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(with_examples(page.read_text(encoding="utf-8")), encoding="utf-8")
