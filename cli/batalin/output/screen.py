"""Coloured lines on a terminal; the only importer of rich."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from batalin.output.layout import Line

_STYLES = {
    "verdict-can": "bold green",
    "verdict-maybe": "bold yellow",
    "verdict-cannot": "bold red",
    "verdict-cancelled": "bold cyan",
    "verdict-other": "bold magenta",
    "heading": "bold",
    "quiet": "dim",
}


def draw(lines: Iterable[Line], stream: TextIO) -> None:
    """Print laid-out lines in colour.

    The lines are already wrapped and may hold the buyer's words, so rich is kept from wrapping or reading markup.

    Args:
        lines: What to print.
        stream: A terminal.
    """
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    for line in lines:
        console.print(Text(line.text, style=_STYLES.get(line.style, "")), soft_wrap=True)
