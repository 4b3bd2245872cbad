"""What a phone does: reads a code from a picture, from a drawing, or from a screen."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree

import pyte
import zxingcpp

BLACK, WHITE = 0, 255
_HALVES = {" ": (False, False), "\u2580": (True, False), "\u2584": (False, True), "\u2588": (True, True)}
_SVG = "{http://www.w3.org/2000/svg}"
Picture = Sequence[bytes]
"""Rows of pixels, a byte of brightness each."""


def scan(picture: Picture) -> bytes:
    """Give the bytes of the one code in a picture."""
    shape = (len(picture), len(picture[0]))
    found = zxingcpp.read_barcodes(memoryview(b"".join(picture)).cast("B", shape=shape))
    assert len(found) == 1
    assert found[0].text.encode("utf-8") == found[0].bytes, "phones show the text, and guess the encoding alike"
    return bytes(found[0].bytes)


def photograph(lines: Sequence[str], *, dark: bool, margin: int = 3) -> Picture:
    """Show lines on a screen that knows escapes, with more of the screen around them.

    Args:
        lines: What is printed.
        dark: Whether the screen writes in white on black.
        margin: Cells left and right of the lines, lines above and below.
    """
    screen = pyte.Screen(max(map(len, lines)), len(lines) + 2 * margin)
    pyte.Stream(screen).feed("\r\n" * margin + "\r\n".join(lines))
    return develop(screen, range(screen.lines), dark=dark, margin=margin)


def find_code(screen: pyte.Screen) -> range:
    """Give the lines of a screen on which a code stands, with those of its light edge."""
    found = [
        row
        for row in range(screen.lines)
        if any(cell.data in "\u2580\u2584\u2588" or cell.bg == "ffffff" for cell in screen.buffer[row].values())
    ]
    return range(found[0], found[-1] + 1)


def develop(screen: pyte.Screen, rows: range, *, dark: bool, margin: int = 3) -> Picture:
    """Give lines of a screen as a phone sees them."""
    colours = {"default": WHITE if dark else BLACK, "000000": BLACK, "ffffff": WHITE}
    papers = {**colours, "default": BLACK if dark else WHITE}
    width = max(column for row in screen.buffer.values() for column in row) + 1
    pixels = []
    for row in rows:
        cells = [screen.buffer[row][column] for column in range(width)]
        for half in (0, 1):
            shown = [colours[cell.fg] if _HALVES[cell.data][half] else papers[cell.bg] for cell in cells]
            pixels.append([papers["default"]] * margin + shown + [papers["default"]] * margin)
    return list(_enlarge(pixels))


def _enlarge(pixels: Iterable[Iterable[int]], scale: int = 8) -> Iterator[bytes]:
    for row in pixels:
        wide = b"".join(bytes([pixel]) * scale for pixel in row)
        yield from [wide] * scale


def read_png(data: bytes) -> Picture:
    """Read a picture in black and white, one bit a pixel."""
    header, packed, at = b"", b"", 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        header = content if kind == b"IHDR" else header
        packed += content if kind == b"IDAT" else b""
        at += length + 12
    width, height = struct.unpack_from(">II", header)
    assert header[8:] == b"\1\0\0\0\0", "one bit a pixel, in grey"
    raw, stride = zlib.decompress(packed), (width + 7) // 8
    rows, above = [], bytes(stride)
    for row in range(height):
        start = row * (stride + 1)
        line = raw[start + 1 : start + 1 + stride]
        if raw[start] == 2:
            line = bytes((old + new) % 256 for old, new in zip(above, line, strict=True))
        bits = format(int.from_bytes(line), f"0{8 * stride}b")[:width]
        rows.append(bits.encode().translate(bytes.maketrans(b"01", bytes([BLACK, WHITE]))))
        above = line
    return rows


def read_svg(text: str) -> Picture:
    """Read a drawing whose dark modules are strokes of one unit on a light ground."""
    root = ElementTree.fromstring(text)
    side = int(root.attrib["viewBox"].split()[2])
    ground, ink = root.findall(f"{_SVG}path")
    assert ground.attrib["fill"] == "#fff"
    assert ground.attrib["d"] == f"M0 0h{side}v{side}h-{side}z"
    assert ink.attrib["stroke"] == "#000"
    pixels = [[WHITE] * side for _ in range(side)]
    column, row = 0, 0.0
    for right, down, length in re.findall(r"[Mm](-?\d+) (-?[\d.]+)h(\d+)", ink.attrib["d"]):
        column, row = column + int(right), row + float(down)
        pixels[int(row)][column : column + int(length)] = [BLACK] * int(length)
        column += int(length)
    return list(_enlarge(pixels))
