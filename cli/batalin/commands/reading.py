"""What the rule keeper's commands read: rule files, the pages of codes, the date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from batalin.errors import RulebookError, UsageError
from batalin.present import read_present
from batalin.rulebook.loading import find_rules, find_strays, load, read_known, read_texts
from batalin.rulebook.place import Tree
from batalin.rulebook.rulebook import Rulebook

if TYPE_CHECKING:
    from batalin.workshop.codes.pages import CodePage
    from batalin.workshop.editing.names import Keys


class Source(NamedTuple):
    """Rule files as they lie in their folder.

    Attributes:
        texts: The bytes of each file by its name below the folder.
        known: Files that are known to fit their shapes.
        today: The date to judge sources by.
        strays: Files in the folder that look like rule files and are not read.
        whole: Whether the known files are all files, whose names were compared before too.
    """

    texts: Mapping[str, bytes]
    known: Mapping[str, Tree]
    today: date
    strays: tuple[str, ...]
    whole: bool


def read_rules(folder: Path, now: str = "", *, words: bool = True) -> Source:
    """Read the files of a rulebook, whatever is wrong with them.

    Raises:
        UsageError: The folder holds no rulebook, or `now` is no ISO time.
    """
    try:
        texts = read_texts(folder)
    except RulebookError as error:
        raise UsageError("folder-without-rules", **error.facts) from error
    today = read_present(now, "UTC +00:00").date()
    known, whole = read_known(folder, texts, words=words)
    return Source(texts, known, today, find_strays(folder), whole)


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
        raise UsageError("folder-without-rules", **error.facts) from error


def read_pages() -> dict[str, CodePage]:
    """Read what is told about each kind of finding, by its code."""
    from batalin.workshop.codes.pages import FILE, read_code_pages

    path = Path(__file__).resolve().parent.parent / "workshop" / "codes" / FILE
    return read_code_pages(path.read_text(encoding="utf-8"))


def read_fixes(language: str) -> dict[str, str]:
    """Read how each kind of finding is mended, by its code."""
    return {code: page.fix[language] for code, page in read_pages().items()}


def read_meanings() -> Keys:
    """Read what the keys and the fixed words of rule files are for."""
    from batalin.workshop.editing.names import FILE, read_keys

    return read_keys(
        (Path(__file__).resolve().parent.parent / "workshop" / "editing" / FILE).read_text(encoding="utf-8")
    )


def named(folder: Path) -> str:
    """Give the name of a rulebook's folder for a command, or an empty string for the rules the program came with."""
    return "" if folder == find_rules() else str(folder)


def shown(path: Path) -> str:
    """Name a path from where the rule keeper stands, where that is shorter."""
    whole = path.resolve()
    return (whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else path).as_posix()
