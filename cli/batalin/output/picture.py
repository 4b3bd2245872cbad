"""Lines of text as a picture to keep: one SVG that needs nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from batalin.output.layout import MAX_COLUMNS, MIN_COLUMNS, Line

_SIZE, _LEADING, _MARGIN, _CODE = 15, 22, 32, 300
"""Font size, distance between lines, margin around everything and side of the code, in pixels."""
_CELL = 0.62
"""Width of a column in font sizes; most monospaced fonts take 0.60, the widest of the usual ones 0.62."""
_INSET, _PADDING = 12, 8
"""How far a panel reaches beyond its words, to the sides and up and down, in pixels."""
_FONTS = "ui-monospace,'Cascadia Mono','DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace"
_INK = "#1f2328"


class _Look(NamedTuple):
    """How lines of a style look; a panel is drawn behind them where it has a colour."""

    ink: str = _INK
    weight: int = 400
    panel: str = ""


_LOOKS = {
    "verdict-can": _Look("#14532d", 700, "#e2f4e6"),
    "verdict-maybe": _Look("#5a4100", 700, "#fdf2cf"),
    "verdict-cannot": _Look("#7d1d15", 700, "#fbe6e2"),
    "verdict-cancelled": _Look("#0f4166", 700, "#e0eef9"),
    "verdict-other": _Look("#43306a", 700, "#ece6f6"),
    "heading": _Look(weight=700),
    "quiet": _Look("#57606a"),
    "copy": _Look(panel="#f3f6fa"),
}


def write_picture(lines: Sequence[Line], title: str, code_svg: str = "") -> str:
    """Draw lines as one SVG that fetches nothing; a long line to copy goes on below itself.

    Args:
        lines: What to show, already laid out.
        title: Name of the picture, for whoever cannot see it.
        code_svg: A scannable code, as an `<svg>` with a `viewBox`, for below the text; it is put in as it is.
    """
    laid_out = [_measure(line.text) for line in lines if line.style != "copy"]
    columns = max(MIN_COLUMNS, *laid_out) if any(laid_out) else MAX_COLUMNS
    rows = [_wrap(line.text, columns) for line in lines]
    widest = max((_measure(part) for row in rows for part in row), default=columns)
    width = round(2 * _MARGIN + max(columns, widest) * _CELL * _SIZE)
    drawn, below = _draw(lines, rows, width)
    if code_svg:
        drawn.append(f'<svg x="{_MARGIN}" y="{below + _LEADING}" width="{_CODE}" height="{_CODE}">{code_svg}</svg>')
        below += _LEADING + _CODE
    height = below + _MARGIN
    content = "\n".join(drawn)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<title>{escape(title)}</title>
<rect width="{width}" height="{height}" fill="#ffffff"/>
<g font-family="{_FONTS}" font-size="{_SIZE}">
{content}
</g>
</svg>
"""


def _wrap(text: str, columns: int) -> list[str]:
    """Break a line behind its spaces, so that the parts together are the line."""
    return re.findall(rf".{{1,{columns}}}(?: +|$)|.{{{columns}}}", text) or [""]


def _measure(text: str) -> int:
    """Count the columns of a text, in which a wide character takes two and a space at the end none."""
    text = text.rstrip()
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def _draw(lines: Sequence[Line], rows: Sequence[list[str]], width: int) -> tuple[list[str], int]:
    """Draw the lines from the top, each run of lines of one style on its panel; give also where they end."""
    drawn, top = [], _MARGIN
    for style, run in groupby(zip(lines, rows, strict=True), key=lambda pair: pair[0].style):
        look = _LOOKS.get(style, _Look())
        texts, end = _draw_texts([row for _, row in run], look, top + (_PADDING if look.panel else 0))
        if look.panel:
            across, end = width - 2 * (_MARGIN - _INSET), end + _PADDING
            box = f'x="{_MARGIN - _INSET}" y="{top}" width="{across}" height="{end - top}" rx="6"'
            drawn.append(f'<rect {box} fill="{look.panel}"/>')
            end += _PADDING
        drawn += texts
        top = end
    return drawn, top


def _draw_texts(rows: Sequence[Sequence[str]], look: _Look, top: int) -> tuple[list[str], int]:
    texts = []
    for row in rows:
        spans = []
        for part in row:
            spans.append(f'<tspan x="{_MARGIN}" y="{top + _SIZE}">{escape(part)}</tspan>')
            top += _LEADING
        texts.append(
            f'<text xml:space="preserve" fill="{look.ink}" font-weight="{look.weight}">{"".join(spans)}</text>'
        )
    return texts, top
