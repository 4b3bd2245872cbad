"""Where results go: the standard output, or the file the user names."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from batalin.common import Common
from batalin.files import write_new
from batalin.terminal import Terminal

if TYPE_CHECKING:
    from batalin.output.report import Block


def print_data(content: object, common: Common, terminal: Terminal) -> None:
    """Print one JSON object; where the stream cannot take every character, escapes keep them all."""
    takes_all = common.to_file or (terminal.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    deliver(json.dumps(content, ensure_ascii=not takes_all, indent=2) + "\n", common, terminal)


def print_blocks(blocks: list[Block], format: str, common: Common, terminal: Terminal) -> None:
    """Print a report as text, in colour where the screen shows it, or as Markdown."""
    from batalin.output.layout import lay_out, to_markdown

    if format == "markdown":
        deliver(to_markdown(blocks), common, terminal)
        return
    to_screen = terminal.coloured and not common.plain and not common.output
    lines = list(lay_out(blocks, terminal.columns, on_screen=terminal.shows_result and not common.to_file))
    if to_screen:
        from batalin.output.screen import draw

        draw(lines, terminal.stdout)
    else:
        deliver("".join(f"{line.text}\n" for line in lines), common, terminal)


def deliver(text: str, common: Common, terminal: Terminal) -> None:
    """Put text where the user wants it: a new file or the standard output."""
    if common.to_file:
        write_new(common.output, text)
    else:
        terminal.stdout.write(text)
    terminal.stdout.flush()
