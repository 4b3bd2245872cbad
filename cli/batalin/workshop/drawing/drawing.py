"""What a drawing of the interview consists of: boxes, arrows between them, and frames around them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

FILLS = {"can": "#d5f0d5", "maybe": "#fdf0c0", "cannot": "#f8d4d0", "cancelled": "#d2e6f5", "other": "#e6dcf2"}
"""Light behind black words, one a verdict; the verdict's name stands in the box too."""
WAY = "#0b3d91"
"""Colour of a buyer's way, which is numbered and thick too."""


class Kind(StrEnum):
    """What a box stands for."""

    QUESTION = "question"
    DERIVED = "derived"
    SITUATION = "situation"
    VALUE = "value"
    NOTHING = "nothing"


class Box(NamedTuple):
    """Something that is asked or worked out, or where it ends.

    Attributes:
        id: Name within the drawing; letters and digits.
        kind: What it stands for.
        name: Id of the question, derived answer or situation, or a derived answer's value; empty for nothing.
        lines: What stands in it, not wrapped.
        verdict: Verdict of a situation, else an empty string.
        step: Its place on the buyer's way, counted from 1, or 0 where the way leads elsewhere.
    """

    id: str
    kind: Kind
    name: str
    lines: tuple[str, ...]
    verdict: str = ""
    step: int = 0


class Arrow(NamedTuple):
    """Answers that lead from one box to another.

    Attributes:
        start: Id of the box that is answered.
        end: Id of the box that follows.
        values: Options, or values of a derived answer; None stands for a question that is not asked.
        lines: What stands beside it.
        step: The step of its start, or 0 where the way leads elsewhere.
    """

    start: str
    end: str
    values: tuple[str | None, ...]
    lines: tuple[str, ...]
    step: int = 0


class Frame(NamedTuple):
    """Boxes that belong together, with a title; without one they stand in no frame."""

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


class Drawing(NamedTuple):
    """The whole interview.

    Attributes:
        title: What is drawn.
        frames: How a situation is found: the first box and what leads out of it, then a frame for each way on.
        tables: How each derived answer is worked out.
    """

    title: str
    frames: tuple[Frame, ...]
    tables: tuple[Frame, ...]
