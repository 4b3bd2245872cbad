"""A small shop with one case file of the test's own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from textwrap import indent
from typing import Any

from batalin.rulebook.loading import read_texts
from tests.rulebook.books import Edit, folder
from tests.support import Outcome, call

SHOP = Path(__file__).parent / "base"
PROCESSING = "given: {status: processing, age: under-2d}"
HOLDS = f"""- name: Holds
  keywords: [sound]
  {PROCESSING}
  expect: {{situation: processing, verdict: maybe, to: seller}}"""


def case_file(*cases: str, head: str = "") -> str:
    """Give the text of a case file for the small shop."""
    return f"rulebook: small-shop\n{head}cases:\n" + "".join(f"{indent(case, '  ')}\n" for case in cases)


def shop(at: Path, *edits: Edit, without: Iterable[str] = ()) -> Path:
    """Write the small shop with some words replaced and some files left out; it has no case files of its own."""
    files = {name: data for name, data in read_texts(SHOP).items() if name not in without}
    for name, old, new in edits:
        assert old.encode() in files[name], f"{name} does not hold {old!r} any more"
        files[name] = files[name].replace(old.encode(), new.encode(), 1)
    (at / "fragments").mkdir(parents=True, exist_ok=True)
    return folder(at, files)


def cases_at(at: Path, **texts: str) -> Path:
    """Write case files, each by its name without the suffix."""
    return folder(at, {f"{name}.yaml": text.encode() for name, text in texts.items()})


def run_cases(rules: Path, *words: str, language: str = "en") -> Outcome:
    """Run `batalin rules test`."""
    return call(["--lang", language, "rules", "test", str(rules), *words])


def run_for_data(rules: Path, *words: str) -> dict[str, Any]:
    """Run it and give its JSON."""
    data: dict[str, Any] = json.loads(run_cases(rules, *words, "--format", "json").stdout)
    return data
