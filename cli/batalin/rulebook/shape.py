"""A small language for the shape of rule files, and the check of a tree against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from batalin.rulebook.finding import Finding
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.vocabulary import LANGUAGES

Report = Callable[[Finding], None]


@dataclass(frozen=True, slots=True)
class Word:
    """A single string that is not blank.

    Attributes:
        values: The allowed strings, or nothing where others decide.
        pattern: A regular expression that the whole string must match.
        longest: Most characters, or nothing for any length.
        check: Tells what none of these can: whether the string is right.
        code: Finding of a string that its pattern, length or check refuses.
        names: The list that says what it stands for: fixed words, or names that are compared once all files are read.
        example: Right words, for the sentence about wrong ones.
        free: Whether any string goes.
    """

    values: tuple[str, ...] = ()
    pattern: str = ""
    longest: int = 0
    check: Callable[[str], bool] | None = None
    code: str = ""
    names: str = ""
    example: str = ""
    free: bool = field(init=False)
    _matches: Callable[[str], object] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the pattern once, because a rulebook holds thousands of words."""
        object.__setattr__(self, "free", not (self.values or self.pattern or self.longest or self.check))
        object.__setattr__(self, "_matches", re.compile(self.pattern).fullmatch if self.pattern else None)

    def inspect(self, tree: Tree, path: Path, report: Report) -> None:
        """Report what is wrong with a string."""
        if type(tree) is not str:
            report(Finding("expected-text", path))
        elif not tree.strip():
            report(Finding("empty-text", path))
        elif self.values:
            if tree not in self.values:
                report(Finding("unknown-word", path, word=tree, known=self.values))
        elif not (
            (self._matches is None or self._matches(tree))
            and (not self.longest or len(tree) <= self.longest)
            and (self.check is None or self.check(tree))
        ):
            report(Finding(self.code, path, word=tree, facts={"example": self.example}))


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
    """A mapping with free keys and values of one shape.

    Attributes:
        value: The shape of each value.
        names: The list the keys are from; its members say what the value stands for, too.
    """

    value: Shape
    names: str = ""

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
        name: What such a mapping is called where its keys are explained.
        all: Both kinds of keys.
    """

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = field(default_factory=dict)
    name: str = ""
    all: Mapping[str, Shape] = field(init=False)

    def __post_init__(self) -> None:
        """Merge both kinds of keys once, because every item of a rulebook asks for them."""
        object.__setattr__(self, "all", {**self.required, **self.optional})

    def inspect(self, tree: Tree, path: Path, report: Report) -> None:
        """Report unknown keys, missing keys and what is wrong with the values; a misspelt key is not missing too."""
        if type(tree) is not dict:
            report(Finding("expected-mapping", path))
            return
        meant: set[str] = set()
        for key, value in tree.items():
            shape = self.all.get(key)
            if shape is None:
                finding = self._refuse(key, tree, (*path, key))
                meant.add(finding.nearest)
                report(finding)
            elif type(value) is not str or type(shape) is not Word or not shape.free or not value or value.isspace():
                shape.inspect(value, (*path, key), report)
        for key in self.required:
            if key not in tree and key not in meant:
                report(Finding("missing-language" if key in LANGUAGES else "missing-key", path, word=key))

    def _refuse(self, key: str, tree: Mapping[str, Tree], path: Path) -> Finding:
        """Tell a misspelt key from the rest of a text that a comma inside {} has cut in two."""
        if tree[key] == "" and " " in key:
            return Finding("cut-by-comma", path, on_key=True, word=key)
        left = tuple(one for one in self.all if one not in tree)
        return Finding("unknown-key", path, on_key=True, word=key, known=left)


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
class Kinds:
    """One of several records, told apart by the word under a key; where that is wrong, nothing else is looked at.

    Attributes:
        key: The key.
        word: What may stand there.
        records: The record of each word.
    """

    key: str
    word: Word
    records: Mapping[str, Record]

    def inspect(self, tree: Tree, path: Path, report: Report) -> None:
        """Report what is wrong with the record of its kind, or with its kind."""
        if type(tree) is not dict:
            report(Finding("expected-mapping", path))
        elif self.key not in tree:
            from difflib import get_close_matches

            near = get_close_matches(self.key, tree, n=1)
            wrong = Finding("unknown-key", (*path, *near), on_key=True, word="".join(near), known=(self.key,))
            report(wrong if near else Finding("missing-key", path, word=self.key))
        elif type(tree[self.key]) is str and tree[self.key] in self.records:
            self.records[tree[self.key]].inspect(tree, path, report)
        else:
            self.word.inspect(tree[self.key], (*path, self.key), report)


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


Shape = Word | Many | Table | Record | Either | Kinds | Condition


def inspect(shape: Shape, tree: Any, report: Report) -> None:
    """Report everything about a tree that does not fit its shape.

    Args:
        shape: What the file should look like.
        tree: What `read` made of the file.
        report: Called once a finding.
    """
    shape.inspect(tree, (), report)
