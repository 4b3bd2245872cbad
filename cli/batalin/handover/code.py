"""A message as plain text in a QR code, without a link or a server; the only importer of segno."""

from __future__ import annotations

import io
from typing import NamedTuple, cast

import segno
from segno import consts

from batalin.errors import UsageError

SCREEN_QUIET = 2
"""Light modules around a code on the screen, where lines are dear; a file has the four of the standard."""
_FILE_QUIET = 4
_FILE_SCALE = 8
"""Pixels of a module in a picture: a phone reads it from a screen without zooming in."""
_LAST_VERSION = 40
_MASK = 2
"""The best or nearly the best of the eight for text such as ours; to try them all takes four times as long."""
_INK = " \u2584\u2580\u2588"
"""A cell by its two modules, the upper one counting two: nothing, lower half, upper half, both."""
_BLACK_ON_WHITE, _RESET = "\x1b[38;5;16;48;5;231m", "\x1b[0m"
"""Two colours that themes leave alone, unlike the first sixteen."""


class Code(NamedTuple):
    """A QR code, ready to be drawn.

    Attributes:
        symbol: Its modules.
    """

    symbol: segno.QRCode

    @property
    def columns(self) -> int:
        """Columns that the drawing takes on a screen."""
        return len(self.symbol.matrix) + 2 * SCREEN_QUIET

    @property
    def rows(self) -> int:
        """Lines that the drawing takes on a screen, each with two rows of modules."""
        return (self.columns + 1) // 2

    def draw(self, escapes: bool) -> list[str]:
        """Draw the code with half blocks.

        Args:
            escapes: Whether colours make it dark on light on any screen; without them it suits a dark screen only.

        Returns:
            One text a line of the screen.
        """
        modules = [list(row) for row in self.symbol.matrix_iter(border=SCREEN_QUIET)]
        modules.append([0] * self.columns)
        cells = _INK if escapes else _INK[::-1]
        before, after = (_BLACK_ON_WHITE, _RESET) if escapes else ("", "")
        return [
            before + "".join(cells[2 * upper + lower] for upper, lower in zip(*pair, strict=True)) + after
            for pair in zip(modules[::2], modules[1::2], strict=True)
        ]

    def png(self) -> bytes:
        """Give the code as a picture in black and white."""
        picture = io.BytesIO()
        self.symbol.save(picture, kind="png", scale=_FILE_SCALE, border=_FILE_QUIET)
        return picture.getvalue()

    def svg(self, standalone: bool = False) -> str:
        """Give the code as a drawing.

        Args:
            standalone: Whether it is a file of its own, a millimetre a module, instead of a part of a page that
                chooses its size.
        """
        size = {"unit": "mm"} if standalone else {"omitsize": True}
        drawing = io.BytesIO()
        self.symbol.save(
            drawing,
            kind="svg",
            border=_FILE_QUIET,
            light="#fff",
            xmldecl=standalone,
            svgclass=None,
            lineclass=None,
            nl=standalone,
            **size,
        )
        return drawing.getvalue().decode("utf-8").replace("<svg ", '<svg shape-rendering="crispEdges" ', 1)


def make_code(text: str) -> Code:
    """Put a message into the smallest code that holds it.

    Args:
        text: What a phone should read, byte for byte in UTF-8.

    Raises:
        UsageError: No code is large enough.
    """
    length, limit = len(text.encode("utf-8")), _capacity(_LAST_VERSION)
    if length > limit:
        raise UsageError("code-too-long", length=str(length), limit=str(limit))
    # Other modes save a little on bare digits, and make Japanese of some other texts.
    symbol = segno.make(text, error="L", mode="byte", mask=_MASK, encoding="utf-8", micro=False, boost_error=False)
    return Code(symbol)


def longest_that_fits(columns: int, rows: int) -> int:
    """Tell how much the largest code holds that fits a screen.

    Args:
        columns: Width of the screen in cells.
        rows: Height of the screen in cells.

    Returns:
        Bytes, or 0 where not even the smallest code fits.
    """
    side = min(columns, 2 * rows) - 2 * SCREEN_QUIET
    version = min((side - 17) // 4, _LAST_VERSION)
    return _capacity(version) if version > 0 else 0


def _capacity(version: int) -> int:
    """Tell how many bytes a code of a version holds, the mode and the length in front of them taken off."""
    bits = cast("dict[int, dict[int, int]]", consts.SYMBOL_CAPACITY)[version][consts.ERROR_LEVEL_L]
    return (bits - 4 - (8 if version < 10 else 16)) // 8
