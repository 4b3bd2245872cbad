"""A small language for the shape of rule files, and the check of a tree against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from batalin.rulebook.finding import Finding
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.vocabulary import LANGUAGES

Report = Callable[[Finding], None]


@dataclass(frozen=True, slots=True)
class Word:
    """A single string; with `values`, one of these; with `check`, one that the function accepts.

    Attributes:
        values: The allowed strings, or nothing for any non-empty string.
        check: Gives the name of the sentence that says what is wrong, or None.
    """

    values: tuple[str, ...] = ()
    check: Callable[[str], str | None] | None = None

    def inspect(self, tree: Tree, path: Path, report: Report) -> None:
        """Report what is wrong with a string."""
        if type(tree) is not str:
            report(Finding("expected-text", path))
        elif not tree.strip():
            report(Finding("empty-text", path))
        elif self.values and tree not in self.values:
            report(Finding("unknown-word", path, word=tree, known=self.values))
        elif self.check is not None:
            wrong = self.check(tree)
            if wrong is not None:
                report(Finding(wrong, path, word=tree))


@dataclass(frozen=True, slots=True)
class Many:
    """A list; with `or_one`, a single item may stand for a list of one."""

    item: Shape
    at_least: int = 0
    or_one: bool = False

    def inspect(self, tree: Tree, path: Path, report: Report) -> None:
        """Report what is wrong with a list and its items."""
        if type(tree) is not list:
            if self.or_one:
                self.item.inspect(tree, path, report)
            else:
                report(Finding("expected-list", path))
            return
        if len(tree) < self.at_least:
            report(Finding("list-too-short", path, word=str(self.at_least)))
        inspect = self.item.inspect
        for index, item in enumerate(tree):
            inspect(item, (*path, index), report)


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping with free keys and values of one shape."""

    value: Shape

    def inspect(self, tree: Tree, path: Path, report: Report) -> None:
        """Report what is wrong with the values of a mapping."""
        if type(tree) is not dict:
            report(Finding("expected-mapping", path))
            return
        for key, value in tree.items():
            self.value.inspect(value, (*path, key), report)


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with named keys.

    Attributes:
        required: Keys that must be there.
        optional: Keys that may be there.
    """

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = field(default_factory=dict)
    all: Mapping[str, Shape] = field(init=False)

    def __post_init__(self) -> None:
        """Merge both kinds of keys once, because every item of a rulebook asks for them."""
        object.__setattr__(self, "all", {**self.required, **self.optional})

    def inspect(self, tree: Tree, path: Path, report: Report) -> None:
        """Report unknown keys, missing keys and what is wrong with the values."""
        if type(tree) is not dict:
            report(Finding("expected-mapping", path))
            return
        for key, value in tree.items():
            shape = self.all.get(key)
            if shape is None:
                report(Finding("unknown-key", (*path, key), on_key=True, word=key, known=tuple(self.all)))
            elif type(value) is not str or type(shape) is not Word or shape.values or shape.check or not value:
                shape.inspect(value, (*path, key), report)
        for key in self.required:
            if key not in tree:
                report(Finding("missing-language" if key in LANGUAGES else "missing-key", path, word=key))


@dataclass(frozen=True, slots=True)
class Either:
    """One record or another, told apart by a key that only the first has."""

    key: str
    first: Record
    second: Record

    def inspect(self, tree: Tree, path: Path, report: Report) -> None:
        """Report what is wrong with whichever of the two records it is."""
        shape = self.first if type(tree) is dict and self.key in tree else self.second
        shape.inspect(tree, path, report)


@dataclass(frozen=True, slots=True)
class Condition:
    """A cube: question ids to one option or several, and under `not` a second such table."""

    options: Table

    def inspect(self, tree: Tree, path: Path, report: Report) -> None:
        """Report what is wrong with the form; the names are compared with the questions later."""
        if type(tree) is dict and "not" in tree:
            self.options.inspect(tree["not"], (*path, "not"), report)
            tree = {key: value for key, value in tree.items() if key != "not"}
        self.options.inspect(tree, path, report)


Shape = Word | Many | Table | Record | Either | Condition


def inspect(shape: Shape, tree: Any, report: Report) -> None:
    """Report everything about a tree that does not fit its shape.

    Args:
        shape: What the file should look like.
        tree: What `read` made of the file.
        report: Called once a finding.
    """
    shape.inspect(tree, (), report)
