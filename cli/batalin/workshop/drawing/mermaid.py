"""A drawing as a Mermaid flowchart, which code hosts and many editors show in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from batalin.workshop.drawing.drawing import FILLS, WAY, Arrow, Box, Drawing, Frame, Kind

_EDGES = {
    Kind.QUESTION: ("([", "])"),
    Kind.DERIVED: ("{{", "}}"),
    Kind.SITUATION: ("[", "]"),
    Kind.VALUE: ("[", "]"),
    Kind.NOTHING: ("[", "]"),
}
_SPECIAL = re.compile(r"[^\w ,.:()/?=-]")


def to_mermaid(drawing: Drawing) -> str:
    """Write a drawing as a flowchart, read from left to right."""
    settings = "  flowchart: {nodeSpacing: 20, rankSpacing: 50, wrappingWidth: 240}"
    lines = ["---", f"title: {_front_matter(drawing.title)}", "config:", settings, "---", "flowchart LR"]
    frames = (*drawing.frames, *drawing.tables)
    for number, frame in enumerate(frames):
        lines += _frame(frame, number)
    boxes = [box for frame in frames for box in frame.boxes]
    for verdict, fill in FILLS.items():
        lines += _class(verdict, f"fill:{fill},color:#000", [box for box in boxes if box.verdict == verdict])
    lines += _class("way", f"stroke:{WAY},stroke-width:4px", [box for box in boxes if box.step])
    return "\n".join(lines) + "\n"


def _frame(frame: Frame, number: int) -> Iterator[str]:
    content = [*map(_box, frame.boxes), *map(_arrow, frame.arrows)]
    if not frame.title:
        yield from (f"  {line}" for line in content)
        return
    yield f'  subgraph f{number}["{_escape(frame.title)}"]'
    yield "    direction LR"
    yield from (f"    {line}" for line in content)
    yield "  end"


def _box(box: Box) -> str:
    begin, end = _EDGES[box.kind]
    return f'{box.id}{begin}"{_lines(box.lines)}"{end}'


def _arrow(arrow: Arrow) -> str:
    return f'{arrow.start} {"==>" if arrow.step else "-->"}|"{_lines(arrow.lines)}"| {arrow.end}'


def _class(name: str, style: str, boxes: list[Box]) -> list[str]:
    return [f"  classDef {name} {style}", f"  class {','.join(box.id for box in boxes)} {name}"] if boxes else []


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>".join(map(_escape, lines))


def _escape(text: str) -> str:
    """Write whatever Mermaid or the Markdown in its labels could read as a mark by its number."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)


def _front_matter(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
