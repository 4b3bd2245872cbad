"""What to tell a rule keeper after each save."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from batalin.rulebook.place import Tree
from batalin.words import say
from batalin.workshop.checks.checking import check
from batalin.workshop.checks.report import write_check
from batalin.workshop.comparison.data import Edition

Files = Mapping[str, bytes]


class Seen(NamedTuple):
    """What lay on the disk at one look.

    Attributes:
        texts: The bytes of each rule file by its name below the rulebook's folder.
        cases: The bytes of each case file by its name.
        missing: A file or folder that should be there and could not be read, or an empty string.
    """

    texts: Files
    cases: Files
    missing: str = ""


class Section(NamedTuple):
    """A part of what is to be told.

    Attributes:
        work: What was done for it: `check`, `buyers` or `cases`; an empty string for next to nothing.
        lines: What came of it.
    """

    work: str
    lines: Sequence[str]


class News(NamedTuple):
    """What is to be told.

    Attributes:
        files: The files that changed; none at the first look.
        sections: What came of it. A section is worked out when its turn comes, so that the ones before need not wait.
    """

    files: tuple[str, ...]
    sections: Iterable[Section]


class Reader(NamedTuple):
    """To whom it is told.

    Attributes:
        language: The language spoken.
        folder: Put in front of the names of files, so that an editor finds them.
        rules: Folder of the rulebook for commands, or an empty string for the rules that come with the program.
        fixes: How each kind of finding is mended, by its code.
    """

    language: str
    folder: str
    rules: str
    fixes: Mapping[str, str]


Review = Callable[[Edition, Edition | None, Files], Iterable[Section]]
"""Tells what changed for buyers since rules that had no errors, where there were any, and which cases fail."""


class Watching:
    """Remembers what was told, so that only what changed is read again and told."""

    def __init__(self, reader: Reader, review: Review, known: Mapping[str, Tree], texts: Files) -> None:
        """Begin without having told anything.

        Args:
            reader: To whom it is told.
            review: Looks at rules that can be read.
            known: Files that are known to fit their shapes.
            texts: The bytes of these files.
        """
        self._reader = reader
        self._review = review
        self._trees = known
        self._texts = texts
        self._sound: Edition | None = None
        self._whole: Seen | None = None
        self._told: Seen | None = None
        self._doubted: Seen | None = None

    def look(self, seen: Seen, today: date, *, woken: bool) -> News | None:
        """Tell what is new, or nothing.

        An editor may take a file away for a moment or write it in pieces. So a file that is gone, and a change that
        nobody announced, are believed only when a second look finds the same.

        Args:
            seen: What lies on the disk.
            today: Decides which sources are past their review date.
            woken: Whether the system announced a change.
        """
        if seen == self._told:
            self._doubted = None
            return None
        if self._told is not None and (not woken or _lost(self._told, seen)) and seen != self._doubted:
            self._doubted = seen
            return None
        self._told, self._doubted = seen, None
        if seen.missing:
            return News((), [Section("", [say("watch-missing", self._reader.language, file=seen.missing)])])
        changed = _changed(self._whole, seen)
        self._whole = seen
        return News(changed, self._tell(seen, today))

    def _tell(self, seen: Seen, today: date) -> Iterable[Section]:
        known = {name: tree for name, tree in self._trees.items() if self._texts.get(name) == seen.texts.get(name)}
        result = check(seen.texts, today, known)
        self._trees, self._texts = result.trees, seen.texts
        reader = self._reader
        lines = write_check(result, reader.language, reader.folder, reader.rules, reader.fixes)
        if result.rulebook is None:
            return [Section("check", [*lines, say("watch-mend-first", reader.language)])]
        before, edition = self._sound, Edition(reader.folder, result.rulebook, seen.texts, reader.rules)
        if all(finding.severity == "warning" for finding in result.findings):
            self._sound = edition
        return chain([Section("check", lines)], self._review(edition, before, seen.cases))


def _lost(before: Seen, now: Seen) -> bool:
    return bool(now.missing) or not (before.texts.keys() | before.cases.keys()) <= (now.texts.keys() | now.cases.keys())


def _changed(before: Seen | None, now: Seen) -> tuple[str, ...]:
    if before is None:
        return ()
    old, new = {**before.texts, **before.cases}, {**now.texts, **now.cases}
    return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))
