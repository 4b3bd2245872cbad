"""Where the case files of a rulebook lie, and where in them and in the rule files something stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from batalin.commands.reading import shown
from batalin.errors import FileError, UsageError
from batalin.rulebook.loading import is_rule_file
from batalin.rulebook.place import Path as Keys
from batalin.rulebook.reading import Spans, find_span, read_spans
from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.cases.casebook import Locate, Place
from batalin.workshop.cases.casefile import are_about

Texts = Mapping[str, bytes]
"""The bytes of case files by their names as the rule keeper types them."""


def find_folder(rules: Path, cases: str, rulebook: Rulebook) -> Path | None:
    """Find the case files: where it is said, in the rulebook's folder, or in the checkout that holds the rules.

    Args:
        rules: The rulebook's folder.
        cases: The folder the rule keeper named, or an empty string.
        rulebook: The rules; case files of a checkout count only if they are about these.

    Returns:
        The folder, or None where there is none.

    Raises:
        UsageError: The named folder is not there.
        FileError: A case file cannot be read.
    """
    if cases:
        if not Path(cases).is_dir():
            raise UsageError("cases-no-folder", folder=cases)
        return Path(cases)
    own, beside = usual_folders(rules)
    if own.is_dir():
        return own
    return beside if beside.is_dir() and are_about(read_folder(beside), rulebook) else None


def usual_folders(rules: Path) -> tuple[Path, Path]:
    """Give where case files may lie: in the rulebook's folder, and in the checkout that holds the rules."""
    return rules / "cases", rules.resolve().parent.parent / "tests" / "cases"


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read all case files of a folder.

    Raises:
        FileError: One cannot be read.
    """
    try:
        return {shown(path): path.read_bytes() for path in sorted(folder.iterdir()) if is_rule_file(path.name)}
    except OSError as error:
        raise FileError("cases-unreadable", file=str(error.filename), reason=error.strerror or "") from error


def find_places(texts: Texts, rules: Path, pages: Texts | None = None) -> Locate:
    """Give what finds places in case files and rule files; each file is looked through once.

    Args:
        texts: The case files.
        rules: The rulebook's folder.
        pages: The rule files by their names below that folder, where they were read before.
    """
    spans: dict[str, Spans] = {}

    def locate(file: str, path: Keys) -> Place:
        if file not in spans:
            data = texts[file] if file in texts else pages[file] if pages else (rules / file).read_bytes()
            spans[file] = read_spans(data.decode("utf-8"))
        span = find_span(spans[file], path)
        return Place(file if file in texts else shown(rules / file), span.line, span.column)

    return locate
