"""A message in pieces: numbered parts for a channel that takes few characters, or its beginning for a small code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from batalin.errors import UsageError

SHORTEST_PART = 40
"""A part of fewer characters says nothing beside its number."""
_BREAKS = (r"(?=\n)", r"(?<=[.!?])[\"')\]]*(?=\s)", r"(?=\s)")
"""Where a part may end, the best first: a line, a sentence, a word."""
_FACT = re.compile(r"[^:.]+: \S")
"""A line that names something; the first one names the order, before which a message says only that there is one."""


def split(body: str, max_chars: int) -> list[str]:
    """Cut a message into parts that each begin with their number, such as "(1/3)".

    Args:
        body: The message.
        max_chars: Characters that a part may have, its number included.

    Returns:
        The parts in order; a message that fits stays as it is and gets no number.

    Raises:
        UsageError: The parts would be too small.
    """
    if max_chars < SHORTEST_PART:
        raise UsageError("max-chars-too-small", given=str(max_chars), limit=str(SHORTEST_PART))
    if len(body) <= max_chars:
        return [body]
    digits = 1
    while len(parts := list(_cut(body, max_chars - len(_number(digits * "9", digits * "9"))))) >= 10**digits:
        digits += 1
    if len(parts) == 1:
        return parts
    return [f"{_number(position, len(parts))}{part}" for position, part in enumerate(parts, 1)]


def shorten(body: str, max_bytes: int) -> str | None:
    """Keep as many whole lines from the beginning of a message as fit, with the order number at least.

    Args:
        body: The message.
        max_bytes: Bytes of UTF-8 that there is room for.

    Returns:
        The beginning, or None where no useful one fits.
    """
    lines = body.split("\n")
    fewest = next((count for count, line in enumerate(lines, 1) if _FACT.match(line)), 1)
    for count in range(len(lines), fewest - 1, -1):
        beginning = "\n".join(lines[:count])
        if len(beginning.encode("utf-8")) <= max_bytes:
            return beginning
    return None


def _number(position: int | str, count: int | str) -> str:
    return f"({position}/{count})\n"


def _cut(body: str, room: int) -> Iterator[str]:
    rest = body.strip()
    while len(rest) > room:
        end = _find_end(rest, room)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


def _find_end(text: str, room: int) -> int:
    """Tell how many characters make up the first part: the last good break within the room, or else all of it."""
    seen = text[: room + 1]
    for pattern in _BREAKS:
        ends = [match.end() for match in re.finditer(pattern, seen)]
        if ends:
            return ends[-1]
    return room
