"""The terminal as an object that is handed in, never looked up."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TextIO

DEFAULT_WIDTH = 80
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Terminal(NamedTuple):
    """Streams and what is known about them.

    Attributes:
        stdin: Where answers come from, or None where there is none.
        stdout: Where the result goes.
        stderr: Where questions and trouble go.
        columns: Width of the screen.
        can_ask: Whether questions can be shown and answered.
        coloured: Whether the result goes to a terminal that shows colour.
        plain: Whether everything must do without colour and cursor movements.
        rows: Lines of the screen where questions go, or 0 where they go to none.
        shows_result: Whether the result goes to a screen.
        environment: What the process was told about its surroundings.
    """

    stdin: TextIO | None
    stdout: TextIO
    stderr: TextIO
    columns: int
    can_ask: bool
    coloured: bool
    plain: bool
    rows: int = 0
    shows_result: bool = False
    environment: Mapping[str, str] = _NOTHING

    @classmethod
    def from_system(cls, environment: Mapping[str, str] = os.environ) -> Terminal:
        """Look at the streams of this process.

        Args:
            environment: TERM, COLUMNS, NO_COLOR and ACCESSIBLE are read from it.
        """
        stdout, stderr = _Absent() if sys.stdout is None else _usable(sys.stdout), _usable(sys.stderr)
        dumb = environment.get("TERM", "dumb") in ("dumb", "unknown", "") and os.name != "nt"
        encoded = (getattr(stderr, "encoding", None) or "").lower().replace("-", "")
        plain = dumb or bool(environment.get("ACCESSIBLE")) or encoded != "utf8"
        return cls(
            stdin=sys.stdin and _usable(sys.stdin),
            stdout=stdout,
            stderr=stderr,
            columns=_width(environment),
            can_ask=_is_terminal(sys.stdin) and _is_terminal(stderr),
            coloured=_is_terminal(stdout) and not plain and not environment.get("NO_COLOR"),
            plain=plain,
            rows=_rows(stderr),
            shows_result=_is_terminal(stdout),
            environment=environment,
        )

    @property
    def draws(self) -> bool:
        """Whether the screen where questions go can show half blocks."""
        return bool(self.rows) and (getattr(self.stderr, "encoding", None) or "").lower().replace("-", "") == "utf8"


class _Absent(io.StringIO):
    """A closed standard output: a result must not vanish into it without a word."""

    def write(self, _text: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _usable(stream: TextIO | None) -> TextIO:
    """Make a stream that never fails on a character it cannot read or write; a closed one becomes a sink."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    return stream


def _width(environment: Mapping[str, str]) -> int:
    """Give the columns of the screen as `shutil.get_terminal_size` does, whose import is a tenth of a short run."""
    given = environment.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or DEFAULT_WIDTH  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return DEFAULT_WIDTH


def _rows(stream: TextIO) -> int:
    """Give the lines of a screen, or 0 where a stream goes to none."""
    try:
        return os.get_terminal_size(stream.fileno()).lines
    except (AttributeError, ValueError, OSError):
        return 0


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
