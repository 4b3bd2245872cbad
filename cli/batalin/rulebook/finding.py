"""What a check found, and where."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from batalin.rulebook.place import Path, Span

WARNINGS = frozenset(
    {
        "could-merge",
        "idle-option",
        "long-message",
        "long-sentence",
        "overdue-source",
        "same-text",
        "stray-file",
        "unused",
        "unwelcome-words",
    }
)
"""Codes of findings with which the rules still decide as they should."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Finding(NamedTuple):
    """One thing wrong with a rulebook.

    Attributes:
        code: Stable name; also the name of its sentence in `words` and of its page.
        path: Keys and positions from the top of the file.
        file: Name of the file below the rulebook's folder.
        on_key: Whether the key itself is at fault, not its value.
        word: The word at fault.
        known: The words that would be right, for the nearest one to be named.
        facts: Further values for its sentence.
        witness: Answers that show it, or nothing where no interview is needed to see it.
        span: The place, once it is looked up.
        line: The source line of that place.
    """

    code: str
    path: Path = ()
    file: str = ""
    on_key: bool = False
    word: str = ""
    known: tuple[str, ...] = ()
    facts: Mapping[str, str] = _NOTHING
    witness: Mapping[str, str] = _NOTHING
    span: Span | None = None
    line: str = ""

    @property
    def severity(self) -> str:
        """`error` or `warning`."""
        return "warning" if self.code in WARNINGS else "error"

    @property
    def nearest(self) -> str:
        """The known word closest to the one at fault, or an empty string."""
        same = [one for one in self.known if one.casefold() == self.word.casefold()]
        if same:
            return same[0]
        from difflib import get_close_matches

        close = get_close_matches(self.word, self.known, n=1)
        return close[0] if close else ""
