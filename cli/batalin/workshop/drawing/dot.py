"""A drawing in the language of Graphviz."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from batalin.workshop.drawing.drawing import FILLS, WAY, Arrow, Box, Drawing, Frame, Kind

_SHAPES = {
    Kind.QUESTION: "ellipse",
    Kind.DERIVED: "hexagon",
    Kind.SITUATION: "box",
    Kind.VALUE: "box",
    Kind.NOTHING: "plaintext",
}
_COLUMNS = 34
_FONT = 'fontname="Helvetica,Arial,sans-serif"'


def to_dot(drawing: Drawing) -> str:
    """Write a drawing for `dot`, read from left to right."""
    lines = [
        "digraph batalin {",
        f"  graph [rankdir=LR, ordering=out, nodesep=0.2, ranksep=0.5, labelloc=t, labeljust=l, {_FONT}, fontsize=18,"
        f" label={_quote(drawing.title)}];",
        f'  node [style="filled,rounded", fillcolor=white, {_FONT}, fontsize=11, height=0.3, margin="0.12,0.05"];',
        f"  edge [{_FONT}, fontsize=10, arrowsize=0.7];",
    ]
    # Read from left to right, Graphviz stacks what hangs together by no arrow, and what stands in a frame, upwards.
    for number, frame in enumerate((*reversed(drawing.tables), *drawing.frames)):
        lines += _frame(frame, number)
    return "\n".join([*lines, "}"]) + "\n"


def _frame(frame: Frame, number: int) -> Iterator[str]:
    boxes, arrows = [*map(_box, frame.boxes)], [*map(_arrow, frame.arrows)]
    if not frame.title:
        yield from (f"  {line}" for line in (*boxes, *arrows))
        return
    yield f"  subgraph cluster_{number} {{"
    yield f'    graph [label={_quote(frame.title)}, fontsize=14, style=rounded, color="#999999"];'
    yield from (f"    {line}" for line in (*boxes, *reversed(arrows)))
    yield "  }"


def _box(box: Box) -> str:
    attributes = [f"label={_quote(*_wrap(box.lines))}", f"shape={_SHAPES[box.kind]}"]
    if box.name:
        attributes.append(f"tooltip={_quote(box.name)}")
    if box.verdict:
        attributes.append(f'fillcolor="{FILLS[box.verdict]}"')
    if box.step:
        attributes.append(f'penwidth=4, color="{WAY}"')
    return f"{box.id} [{', '.join(attributes)}];"


def _arrow(arrow: Arrow) -> str:
    tip = ", ".join(value or "-" for value in arrow.values)
    attributes = [f"label={_quote(*_wrap(arrow.lines))}", f"tooltip={_quote(tip)}", f"labeltooltip={_quote(tip)}"]
    if arrow.step:
        attributes.append(f'penwidth=4, color="{WAY}"')
    return f"{arrow.start} -> {arrow.end} [{', '.join(attributes)}];"


def _wrap(lines: tuple[str, ...]) -> Iterator[str]:
    for line in lines:
        yield from textwrap.wrap(line, _COLUMNS, break_long_words=False)


def _quote(*lines: str) -> str:
    """Give lines as one quoted text, in which Graphviz is to read no escape but the line ends put between them."""
    escaped = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
