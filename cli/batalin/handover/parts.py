"""A message in pieces: numbered parts for a channel that takes few characters, or what matters for a small code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from batalin.errors import UsageError

SHORTEST_PART = 40
"""A part of fewer characters says nothing beside its number."""
_BREAKS = (r"(?=\n)", r"(?<=[.!?])[\"')\]]*(?=\s)", r"(?=\s)")
"""Where a part may end, the best first: a line, a sentence, a word."""
_FACT = re.compile(r"[^:.]+: \S")
"""A line that names something; the first one names the order."""
_SENTENCE_END = re.compile(r"(?<=[.!?]) +")


class _Piece(NamedTuple):
    """A sentence of a message, and where it stands."""

    line: int
    place: int
    text: str


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


def shorten(body: str, max_bytes: int, asking: Sequence[str]) -> str | None:
    """Keep what matters most of a message: which order it is about and what is asked for, then what else fits.

    Args:
        body: The message.
        max_bytes: Bytes of UTF-8 that there is room for.
        asking: Words by which a sentence that asks for something is known.

    Returns:
        Whole lines in their order, of the request perhaps a sentence; None where order and request do not fit.
    """
    if len(body.encode("utf-8")) <= max_bytes:
        return body
    pieces = [
        _Piece(number, place, text)
        for number, line in enumerate(body.split("\n"))
        for place, text in enumerate([line] if _FACT.match(line) else _SENTENCE_END.split(line))
        if text
    ]
    facts = [piece for piece in pieces if _FACT.match(piece.text)]
    spoken = [piece for piece in pieces if piece not in facts]
    requests = _find_requests(spoken, asking)
    # Greeting and name, at the edges, say the least.
    others = [piece for piece in spoken if piece not in requests]
    others.sort(key=lambda piece: piece.line in (0, pieces[-1].line))
    # Later ones, such as "If not, what else can be done?", are only understood after the first two.
    for needed in requests[:2] or others[:1] or facts[:1]:
        kept = {*facts[:1], needed}
        if _measure(kept) > max_bytes:
            continue
        for piece in (*requests, *facts, *others):
            line = {one for one in pieces if one.line == piece.line}
            if _measure(kept | line) <= max_bytes:
                kept |= line
        return _join(kept)
    return None


def _find_requests(spoken: Sequence[_Piece], asking: Sequence[str]) -> list[_Piece]:
    """Give the sentences that ask; the last line that does only bids farewell where another asks before it."""
    found = [piece for piece in spoken if any(word in piece.text.casefold() for word in asking)]
    return [piece for piece in found if piece.line != found[-1].line] or found


def _join(pieces: set[_Piece]) -> str:
    lines: dict[int, list[str]] = {}
    for piece in sorted(pieces):
        lines.setdefault(piece.line, []).append(piece.text)
    return "\n".join(" ".join(line) for line in lines.values())


def _measure(pieces: set[_Piece]) -> int:
    return len(_join(pieces).encode("utf-8"))


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
