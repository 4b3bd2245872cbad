"""Blocks as lines of text at a given width, or as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from batalin.output.report import Block, Copy, Heading, Items, Paragraph

MAX_COLUMNS = 80
MIN_COLUMNS = 30


class Line(NamedTuple):
    """One line to print.

    Attributes:
        text: The words, wrapped unless the line is to be copied.
        style: `verdict-...`, `heading`, `quiet`, `copy` or an empty string.
    """

    text: str
    style: str = ""


def lay_out(blocks: Sequence[Block], columns: int) -> Iterator[Line]:
    """Give the lines of a report.

    Args:
        blocks: What to show.
        columns: Width of the screen in columns; text is at most 80 wide, and text to copy is never wrapped.
    """
    width = max(MIN_COLUMNS, min(MAX_COLUMNS, columns))
    first = True
    for block in blocks:
        match block:
            case Heading(text, mood):
                if not first:
                    yield Line("")
                style = f"verdict-{mood}" if mood else "heading"
                yield from (Line(line, style) for line in wrap(text, width))
            case Paragraph(text, quiet):
                yield from (Line(line, "quiet" if quiet else "") for line in wrap(text, width))
            case Items(items, numbered, quiet):
                yield from _list(items, width, numbered=numbered, style="quiet" if quiet else "")
            case Copy(text):
                yield Line("")
                yield from (Line(line, "copy") for line in text.split("\n"))
                yield Line("")
        first = False


def _list(items: Sequence[tuple[str, ...]], width: int, *, numbered: bool, style: str) -> Iterator[Line]:
    for number, (head, *tail) in enumerate(items, 1):
        bullet = f"{number}. " if numbered else "- "
        for position, text in enumerate((head, *tail)):
            for line_number, line in enumerate(wrap(text, width - len(bullet))):
                lead = bullet if position == line_number == 0 else " " * len(bullet)
                yield Line(f"{lead}{line}", style or ("quiet" if position else ""))


def wrap(text: str, width: int) -> list[str]:
    """Break words into lines; a long word such as an address stays whole."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def to_markdown(blocks: Sequence[Block]) -> str:
    """Give the same blocks as Markdown; text to copy becomes a fenced block."""
    parts = []
    for block in blocks:
        match block:
            case Heading(text, mood):
                parts.append(f"{'#' if mood else '##'} {escape(text)}")
            case Paragraph(text, _):
                parts.append(escape(text))
            case Items(items, numbered, _):
                parts.append(
                    "\n".join(_markdown_item(item, index if numbered else 0) for index, item in enumerate(items, 1))
                )
            case Copy(text):
                parts.append(f"```text\n{text}\n```")
    return "\n\n".join(parts) + "\n"


def _markdown_item(lines: tuple[str, ...], number: int) -> str:
    bullet = f"{number}. " if number else "- "
    return f"{bullet}{('  ' + chr(10) + ' ' * len(bullet)).join(escape(line) for line in lines)}"


def escape(text: str) -> str:
    """Keep words from being read as Markdown."""
    for character in "\\`*_[]<>#|":
        text = text.replace(character, f"\\{character}")
    return text
