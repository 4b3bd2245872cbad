"""Say what is wrong with a file that is no YAML, and where: the parser stops only where it can go no further."""

from __future__ import annotations

import re
from typing import NamedTuple

from batalin.rulebook.place import Span

_NO_SPACE = re.compile(r"\s*(?:- )*(?P<word>-(?=[A-Za-z])|[A-Za-z][\w-]*:(?=[^\s/]))")
"""A hyphen or a key at the beginning of a line, with the next word right behind it; an address is no key."""
_OPENERS = ("while scanning a quoted scalar", "while parsing a flow sequence", "while parsing a flow mapping")


class Mark(NamedTuple):
    """A place in a text, counted from 0."""

    line: int
    column: int


class Fault(NamedTuple):
    """What is wrong.

    Attributes:
        code: Code of the finding.
        span: Where it is.
        word: The characters at fault, or what the parser says.
    """

    code: str
    span: Span
    word: str


def find_fault(text: str, problem: str, stop: Mark, context: str, start: Mark) -> Fault:
    """Find the slip behind a parser's error.

    Args:
        text: The whole file.
        problem: What the parser says.
        stop: Where it stopped.
        context: What it was reading.
        start: Where that began.
    """
    lines = text.split("\n")
    here = lines[stop.line] if stop.line < len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return Fault("yaml-tab", Span(stop.line + 1, here.index("\t") + 1, 1), "")
    if context in _OPENERS and _ran_out(lines, stop, start):
        opener = lines[start.line][start.column]
        return Fault("yaml-unclosed", Span(start.line + 1, start.column + 1, 1), opener)
    for number in (stop.line, _line_above(lines, stop.line)):
        tight = _NO_SPACE.match(lines[number]) if 0 <= number < len(lines) else None
        if tight:
            word = tight["word"]
            return Fault("yaml-space", Span(number + 1, tight.start("word") + 1, len(word)), word)
    return Fault("yaml-syntax", Span(stop.line + 1, stop.column + 1, 1), problem)


def _ran_out(lines: list[str], stop: Mark, start: Mark) -> bool:
    """Tell whether the parser read on past the lines that belong to a quote or bracket."""
    if stop.line <= start.line:
        return False
    rest = lines[stop.line] if stop.line < len(lines) else ""
    return not rest.strip() or _indent(rest) <= _indent(lines[start.line])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _line_above(lines: list[str], number: int) -> int:
    """Give the nearest line above that is not blank, or -1."""
    return next((index for index in range(number - 1, -1, -1) if lines[index].strip()), -1)
