"""The README's examples: real output, kept in the page. `python -m tests.readme` writes them anew."""

from __future__ import annotations

import re
import shlex

from tests.support import ROOT, call

README = ROOT / "README.md"
_EXAMPLE = re.compile(r"<!-- example: (batalin .*?) -->\n(?:\n```text\n.*?\n```\n)?", re.DOTALL)


def with_examples(text: str) -> str:
    """Give the page with the present output of every command in it."""
    return _EXAMPLE.sub(lambda match: _example(match.group(1)), text)


def _example(command: str) -> str:
    outcome = call(shlex.split(command)[1:])
    if outcome.code or outcome.stderr:
        raise ValueError(f"{command}: {outcome.stderr}")
    return f"<!-- example: {command} -->\n\n```text\n$ {command}\n{outcome.stdout}```\n"


if __name__ == "__main__":
    README.write_text(with_examples(README.read_text(encoding="utf-8")), encoding="utf-8")
