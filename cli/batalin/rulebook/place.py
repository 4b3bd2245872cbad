"""Where something stands in a rule file."""

from __future__ import annotations

from typing import Any, NamedTuple

Tree = Any
"""What a rule file says: strings, lists and mappings."""
Path = tuple[str | int, ...]
"""Keys and list positions from the top of a file."""


class Span(NamedTuple):
    """A place in a file: line and column counted from 1, length in characters."""

    line: int
    column: int
    length: int
