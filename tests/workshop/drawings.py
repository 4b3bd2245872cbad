"""Read drawings back from what is written, by a strict grammar, and walk them."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from batalin.rulebook.rulebook import Rulebook

QUOTED = r'"((?:[^"\\]|\\["\\n])*)"'
ATTRIBUTE = re.compile(rf"([a-z]+)=(?:{QUOTED}|([A-Za-z0-9.#]+))(?:, |$)")
DOT_BOX = re.compile(r"(n\d+) \[(.*)\];")
DOT_ARROW = re.compile(r"(n\d+) -> (n\d+) \[(.*)\];")
DOT_FRAME = re.compile(r"subgraph cluster_\d+ \{")
DOT_DEFAULTS = re.compile(r"(?:graph|node|edge) \[(.*)\];")
LABEL = r'"((?:[\w ,.:()/?=-]|#\d+;|<br>)+)"'
MERMAID_BOX = re.compile(rf"(n\d+)(?:\(\[{LABEL}\]\)|\{{\{{{LABEL}\}}\}}|\[{LABEL}\])")
MERMAID_ARROW = re.compile(rf"(n\d+) (-->|==>)\|{LABEL}\| (n\d+)")
MERMAID_FRAME = re.compile(rf"subgraph f\d+\[{LABEL}\]")
MERMAID_STYLE = re.compile(r"classDef ([a-z]+) [a-z#0-9:,-]+")
MERMAID_CLASS = re.compile(r"class (n\d+(?:,n\d+)*) ([a-z]+)")
Values = Mapping[str, str | None]


class Box(NamedTuple):
    """What is written of a box."""

    name: str
    lines: tuple[str, ...]
    marked: bool


class Arrow(NamedTuple):
    """What is written of an arrow."""

    end: str
    values: tuple[str | None, ...]
    lines: tuple[str, ...]
    marked: bool


class Written(NamedTuple):
    """A drawing as it was read back."""

    boxes: dict[str, Box]
    arrows: dict[str, list[Arrow]]

    def roots(self) -> list[str]:
        """Give the boxes to which no arrow leads, in the order in which they were drawn."""
        ends = {arrow.end for arrows in self.arrows.values() for arrow in arrows}
        return sorted(self.boxes.keys() - ends, key=lambda box: int(box[1:]))

    def walk(self, box: str, values: Values) -> Iterator[str]:
        """Give the boxes on the way of an interview; exactly one arrow must lead on."""
        yield box
        while box in self.arrows:
            (arrow,) = (arrow for arrow in self.arrows[box] if values[self.boxes[box].name] in arrow.values)
            box = arrow.end
            yield box


def read_dot(text: str) -> Written:
    """Read a drawing in the language of Graphviz; anything that is not expected fails."""
    first, *lines, last = text.splitlines()
    assert (first, last) == ("digraph batalin {", "}")
    boxes: dict[str, Box] = {}
    arrows: dict[str, list[Arrow]] = {}
    depth = 0
    for line in map(str.strip, lines):
        if line == "}" or DOT_FRAME.fullmatch(line):
            depth += -1 if line == "}" else 1
            assert depth in (0, 1)
        elif arrow := DOT_ARROW.fullmatch(line):
            about = _attributes(arrow[3])
            values = tuple(None if value == "-" else value for value in about["tooltip"][0].split(", "))
            arrows.setdefault(arrow[1], []).append(Arrow(arrow[2], values, about["label"], "penwidth" in about))
        elif box := DOT_BOX.fullmatch(line):
            about = _attributes(box[2])
            assert box[1] not in boxes
            boxes[box[1]] = Box(about.get("tooltip", ("",))[0], about["label"], "penwidth" in about)
        else:
            defaults = DOT_DEFAULTS.fullmatch(line)
            assert defaults, line
            _attributes(defaults[1])
    assert depth == 0
    assert {one for start, own in arrows.items() for one in (start, *(arrow.end for arrow in own))} <= boxes.keys()
    return Written(boxes, arrows)


def _attributes(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    place = 0
    while place < len(text):
        match = ATTRIBUTE.match(text, place)
        assert match, text[place:]
        found[match[1]] = _lines(match[2] or match[3] or "")
        place = match.end()
    return found


def _lines(quoted: str) -> tuple[str, ...]:
    lines = [""]
    for mark in re.findall(r"\\?.", quoted):
        if mark == r"\n":
            lines.append("")
        else:
            lines[-1] += mark[-1]
    return tuple(map(html.unescape, lines))


def read_mermaid(text: str) -> Written:
    """Read a Mermaid flowchart; anything that is not expected fails. Arrows are without values."""
    begin, title, config, settings, stop, kind, *lines = text.splitlines()
    assert (begin, config, stop, kind) == ("---", "config:", "---", "flowchart LR")
    assert title.startswith('title: "')
    assert settings.startswith("  flowchart: {")
    boxes: dict[str, Box] = {}
    arrows: dict[str, list[Arrow]] = {}
    styles: dict[str, list[str]] = {}
    depth = 0
    for line in map(str.strip, lines):
        if line == "end" or MERMAID_FRAME.fullmatch(line):
            depth += -1 if line == "end" else 1
            assert depth in (0, 1)
        elif arrow := MERMAID_ARROW.fullmatch(line):
            arrows.setdefault(arrow[1], []).append(Arrow(arrow[4], (), _plain(arrow[3]), arrow[2] == "==>"))
        elif box := MERMAID_BOX.fullmatch(line):
            assert box[1] not in boxes
            boxes[box[1]] = Box("", _plain(box[2] or box[3] or box[4]), False)
        elif style := MERMAID_STYLE.fullmatch(line):
            styles[style[1]] = []
        elif members := MERMAID_CLASS.fullmatch(line):
            styles[members[2]] += members[1].split(",")
        else:
            assert line == "direction LR", line
            assert depth == 1
    assert depth == 0
    way = set(styles.get("way", ()))
    assert {member for members in styles.values() for member in members} <= boxes.keys()
    return Written({name: box._replace(marked=name in way) for name, box in boxes.items()}, arrows)


def _plain(label: str) -> tuple[str, ...]:
    return tuple(re.sub(r"#(\d+);", lambda match: chr(int(match[1])), line) for line in label.split("<br>"))


def sample(rulebook: Rulebook, count: int, seed: int = 7) -> list[dict[str, str]]:
    """Give interviews at random, the same ones each time: every question that is asked has an answer."""
    chance = random.Random(seed)
    space = rulebook.space
    questions = {question.id for question in rulebook.questions}
    found = []
    for _ in range(count):
        answers: dict[str, str] = {}
        mask = space.everything
        for index, name in enumerate(space.names):
            value, keep = chance.choice(space.ways(index, mask))
            mask &= keep
            if value is not None and name in questions:
                answers[name] = value
        found.append(answers)
    return found
