"""What the rule keeper's commands read: rule files, the pages of codes, the date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from batalin.errors import RulebookError, UsageError
from batalin.present import read_present
from batalin.rulebook.loading import load, read_known, read_texts
from batalin.rulebook.place import Tree
from batalin.rulebook.rulebook import Rulebook


class Source(NamedTuple):
    """Rule files as they lie in their folder.

    Attributes:
        texts: The bytes of each file by its name below the folder.
        known: Files that are known to fit their shapes.
        today: The date to judge sources by.
    """

    texts: Mapping[str, bytes]
    known: Mapping[str, Tree]
    today: date


def read_rules(folder: Path, now: str = "") -> Source:
    """Read the files of a rulebook, whatever is wrong with them.

    Raises:
        UsageError: The folder holds no rulebook, or `now` is no ISO time.
    """
    try:
        texts = read_texts(folder)
    except RulebookError as error:
        raise UsageError(error.key, **error.facts) from error
    return Source(texts, read_known(folder, texts), read_present(now, "UTC +00:00").date())


def read_rulebook(folder: Path) -> Rulebook:
    """Read a rulebook that must be in order in shape and names.

    Raises:
        UsageError: The folder holds no rulebook.
        RulebookError: With every finding.
    """
    try:
        return load(folder)
    except RulebookError as error:
        if error.findings:
            raise
        raise UsageError(error.key, **error.facts) from error


def read_fixes(language: str) -> dict[str, str]:
    """Read how each kind of finding is mended, by its code."""
    from batalin.workshop.codes import FILE, read_code_pages

    path = Path(__file__).resolve().parent.parent / "workshop" / FILE
    return {code: page.fix[language] for code, page in read_code_pages(path.read_text(encoding="utf-8")).items()}
