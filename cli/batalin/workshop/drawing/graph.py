"""The interview as a drawing: what is asked, which answers lead on, and where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from batalin.output.naming import Naming
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import STATUS
from batalin.words import say
from batalin.workshop.drawing.diagram import Branch, End, Node, Split, fold, walk
from batalin.workshop.drawing.drawing import Arrow, Box, Drawing, Frame, Kind

MOST_NAMED = 3
"""Answers that are named on one arrow; where more lead the same way they are "any other"."""

Values = Mapping[str, str | None]


def draw(rulebook: Rulebook, language: str, answers: Mapping[str, str] | None = None) -> Drawing:
    """Draw which answers decide the situation, and below it how each derived answer comes about.

    Args:
        rulebook: The rules.
        language: Language of the labels.
        answers: One buyer's answers, whose way is marked.
    """
    space = rulebook.space
    taken = {} if answers is None else space.values(answers)
    pen = _Pen(rulebook, language, taken)
    situations = fold(space, rulebook.groups[""], lambda mask: _winner(rulebook, mask), STATUS)
    tables = {name: fold(space, group, partial(space.derive, name=name)) for name, group in space.derived.items()}
    met = set() if answers is None else _met(situations, tables, taken)
    frames = pen.draw_situations(situations, 0 if answers is None else 1)
    drawn = [pen.draw_derived(name, node, 1 if name in met else 0) for name, node in tables.items()]
    key = "graph-title" if answers is None else "graph-title-way"
    return Drawing(say(key, language, book=rulebook.about["title"][language]), tuple(frames), tuple(drawn))


def _winner(rulebook: Rulebook, mask: int) -> str | None:
    winner = rulebook.winner_at(mask)
    return winner.id if winner else None


def _met(situations: Node, tables: Mapping[str, Node], values: Values) -> set[str]:
    """Give the derived answers on which a buyer's way depends, also by way of one another."""
    met: set[str] = set()
    ways = [situations]
    while ways:
        asked = {split.variable for split, _ in walk(ways.pop(), values)}
        ways += [tables[name] for name in asked.intersection(tables) - met]
        met |= asked.intersection(tables)
    return met


class _Pen:
    """Draws boxes and arrows, each box with an id of its own."""

    def __init__(self, rulebook: Rulebook, language: str, taken: Values) -> None:
        self._rulebook = rulebook
        self._language = language
        self._taken = taken
        self._naming = Naming(rulebook, language)
        self._questions = {question.id: question for question in rulebook.questions}
        self._labels = {one.id: one.labels for one in rulebook.derived}
        self._drawn = 0
        self._boxes: list[Box] = []
        self._arrows: list[Arrow] = []

    def draw_situations(self, node: Node, step: int) -> list[Frame]:
        """Draw the first question by itself and each of its branches in a frame.

        Args:
            node: What decides the situation.
            step: 1 where a buyer's way is to be marked, else 0.
        """
        if isinstance(node, End):
            self._draw(node, step, "")
            return [self._frame("")]
        root = self._asked(node.variable, step)
        first = self._frame("")
        arrows, frames = [], []
        for branch, after in self._branches(node, step):
            end = self._draw(branch.node, after, "")
            answers = ", ".join(
                self._label(node.variable, value) for value in self._sorted(node.variable, branch.values)
            )
            frames.append(self._frame(f"{self._naming.name(node.variable)}: {answers}"))
            arrows.append(self._arrow(node, branch, root, end, step if after else 0))
        return [first._replace(arrows=tuple(arrows)), *frames]

    def draw_derived(self, name: str, node: Node, step: int) -> Frame:
        """Draw how a derived answer comes about.

        Args:
            name: The derived answer.
            node: What decides it.
            step: 1 where a buyer's way is to be marked, else 0.
        """
        self._draw(node, step, name)
        return self._frame(say("graph-derived", self._language, name=self._naming.name(name), id=name))

    def _frame(self, title: str) -> Frame:
        frame = Frame(title, tuple(self._boxes), tuple(self._arrows))
        self._boxes, self._arrows = [], []
        return frame

    def _draw(self, node: Node, step: int, derived: str) -> str:
        """Draw a node and everything below it, and give the id of its box.

        Args:
            node: What to draw.
            step: Its place on the buyer's way, or 0.
            derived: The derived answer whose values it ends at, or an empty string for situations.
        """
        if isinstance(node, End):
            return self._ended(node.result, step, derived)
        box = self._asked(node.variable, step)
        for branch, after in self._branches(node, step):
            place = len(self._arrows)
            end = self._draw(branch.node, after, derived)
            self._arrows.insert(place, self._arrow(node, branch, box, end, step if after else 0))
        return box

    def _branches(self, node: Split, step: int) -> Iterable[tuple[Branch, int]]:
        """Give the branches, the one with the first option first, each with the step of what it leads to."""
        ordered = sorted(
            node.branches, key=lambda one: self._rank(node.variable, self._sorted(node.variable, one.values)[0])
        )
        for branch in ordered:
            yield branch, step + 1 if step and self._taken[node.variable] in branch.values else 0

    def _asked(self, variable: str, step: int) -> str:
        kind = Kind.QUESTION if variable in self._questions else Kind.DERIVED
        return self._box(kind, variable, [self._naming.name(variable)], step)

    def _ended(self, result: str | None, step: int, derived: str) -> str:
        if result is None:
            key = "graph-no-value" if derived else "graph-no-winner"
            return self._box(Kind.NOTHING, "", [say(key, self._language)], step)
        if derived:
            return self._box(Kind.VALUE, result, [self._label(derived, result)], step)
        page = self._rulebook.page(result)
        verdict, title = page["verdict"], page["title"][self._language]
        return self._box(Kind.SITUATION, result, [f"{result} [{verdict}]", title], step, verdict)

    def _box(self, kind: Kind, name: str, lines: Sequence[str], step: int, verdict: str = "") -> str:
        self._drawn += 1
        box = Box(f"n{self._drawn}", kind, name, _numbered(lines, step), verdict, step)
        self._boxes.append(box)
        return box.id

    def _arrow(self, node: Split, branch: Branch, start: str, end: str, step: int) -> Arrow:
        values = self._sorted(node.variable, branch.values)
        lines = [self._label(node.variable, value) for value in values]
        if len(values) > MOST_NAMED and branch is max(node.branches, key=lambda one: len(one.values)):
            lines = [say("graph-others", self._language, count=str(len(values)))]
        if step:
            taken = self._label(node.variable, self._taken[node.variable])
            lines = [taken, *(line for line in lines if line != taken)]
        return Arrow(start, end, tuple(values), _numbered(lines, step), step)

    def _sorted(self, variable: str, values: Iterable[str | None]) -> list[str | None]:
        return sorted(values, key=lambda value: self._rank(variable, value))

    def _rank(self, variable: str, value: str | None) -> int:
        """Give the place of a value among the options as they are offered; what is not asked comes last."""
        values = self._naming.values(variable)
        return len(values) if value is None else values.index(value)

    def _label(self, variable: str, value: str | None) -> str:
        question = self._questions.get(variable)
        if value is None:
            return say("graph-no-value" if question is None else "graph-not-asked", self._language)
        label = self._labels[variable].get(value) if question is None else question.option(value).label
        return label[self._language] if label else value


def _numbered(lines: Sequence[str], step: int) -> tuple[str, ...]:
    """Mark what lies on the buyer's way by its number, which is seen without colour too."""
    return (f"({step}) {lines[0]}", *lines[1:]) if step else tuple(lines)
