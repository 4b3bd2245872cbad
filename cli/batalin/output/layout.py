"""Blocks as lines of text at a given width, or as Markdown."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from batalin.output.report import BOX, TICKED, Block, Copy, Heading, Items, Paragraph, References

MAX_COLUMNS = 80
MIN_COLUMNS = 30
_ADDRESS_OR_MARK = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:)])|[\\`*_\[\]<>#|~&]|^[-+=]")
_QUOTED_WORD = re.compile(r"""\s*(?:'[^']*'|"[^"]*"|[^\s'"])+""")
_LIST_NUMBER = re.compile(r"^(\d+)([.)])")


class Line(NamedTuple):
    """One line to print.

    Attributes:
        text: The words, wrapped unless the line is to be copied.
        style: `verdict-...`, `heading`, `quiet`, `copy` or an empty string.
    """

    text: str
    style: str = ""


def lay_out(blocks: Sequence[Block], columns: int, *, on_screen: bool = False) -> Iterator[Line]:
    """Give the lines of a report.

    Args:
        blocks: What to show.
        columns: Width of the screen in columns; text is at most 80 wide, and text to copy is never wrapped.
        on_screen: Whether a terminal of this width shows the lines, so that it should break commands between words.
    """
    width = max(MIN_COLUMNS, min(MAX_COLUMNS, columns))
    spaced = True
    listed = False
    for block in blocks:
        match block:
            case Heading(text, mood):
                if not spaced:
                    yield Line("")
                style = f"verdict-{mood}" if mood else "heading"
                yield from (Line(line, style) for line in wrap(text, width))
            case Paragraph(text, quiet):
                if listed:
                    yield Line("")
                yield from (Line(line, "quiet" if quiet else "") for line in wrap(text, width))
            case Items(items, numbered, quiet):
                yield from _list(items, width, numbered=numbered, style="quiet" if quiet else "")
            case References(documents, note):
                yield from _list([(words,) for words, _ in documents], width, numbered=False, style="quiet")
                yield from (Line(line, "quiet") for line in wrap(note, width))
            case Copy(text, command):
                if not spaced:
                    yield Line("")
                shown = space_out(text, columns) if command and on_screen else text
                yield from (Line(line, "copy") for line in shown.split("\n"))
                yield Line("")
        spaced = isinstance(block, Copy)
        listed = isinstance(block, Items)


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


def space_out(text: str, columns: int) -> str:
    """Widen spaces so that a terminal, which breaks a long line anywhere, breaks it between words.

    The line stays one line: what is copied from the terminal runs as one command, in any shell. Spaces in quotation
    marks stay as they are.

    Args:
        text: Sentences and commands, each on a line of its own.
        columns: Width of the terminal in columns.
    """
    return "\n".join(_space_out(line, columns) if _measure(line) > columns else line for line in text.split("\n"))


def _space_out(line: str, columns: int) -> str:
    words = _QUOTED_WORD.findall(line)
    if "".join(words) != line.rstrip():  # an apostrophe in a sentence opens no quotation
        words = re.findall(r"\s*\S+", line)
    spaced, used = "", 0
    for word in words:
        bare = word.lstrip()
        gap, width, left = len(word) - len(bare), _measure(bare), columns - used
        if used and left < gap + width and width <= columns:
            gap = left or 1  # a word that fills its line to the end leaves the space to the next line
        spaced, used = spaced + " " * gap + bare, (used + gap + width - 1) % columns + 1
    return spaced


def _measure(text: str) -> int:
    """Count the columns of a text, in which a wide character takes two."""
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


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
            case References(documents, _):
                parts.append("\n".join(f"- {escape(f'{words} {url}'.rstrip())}" for words, url in documents))
            case Copy(text, _):
                fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
                parts.append(f"{fence}text\n{text}\n{fence}")
    return "\n\n".join(parts) + "\n"


def _markdown_item(lines: tuple[str, ...], number: int) -> str:
    bullet = f"{number}. " if number else "- "
    box = next((box for box in (BOX, TICKED) if lines[0].startswith(box)), "")
    written = [escape(line) for line in (lines[0].removeprefix(box), *lines[1:])]
    return f"{bullet}{box}{('  ' + chr(10) + ' ' * len(bullet)).join(written)}"


def escape(text: str) -> str:
    """Keep words from being read as Markdown; an address becomes a link and stays as it is."""
    text = _ADDRESS_OR_MARK.sub(lambda match: f"<{match[0]}>" if match[1] else f"\\{match[0]}", text)
    return _LIST_NUMBER.sub(r"\1\\\2", text)
