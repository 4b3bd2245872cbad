"""Read rule files strictly: strings, lists and mappings only, with positions on demand.

This is the only module that imports yaml. It reads parser events instead of composing nodes, because the C composer
recurses and a file of 50,000 open brackets would end the process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from batalin.rulebook.place import Path, Span, Tree
from batalin.rulebook.syntax import Mark, find_fault

MAX_BYTES = 512 * 1024
MAX_DEPTH = 20

Spans = Mapping[tuple[Path, bool], Span]
"""The place of each value, and under True of its key, by the path to it."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOO_DEEP = "exceeded maximum nesting depth"
"""What libyaml says of more than 1,000 levels, from 0.2.6 on."""


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """A file that is no strict rule file.

    Attributes:
        code: Code of the finding that says what is wrong.
        span: Where it is.
        word: The word at fault, or an empty string.
    """

    code: str
    span: Span
    word: str = ""


def read(text: str) -> Tree:
    """Turn the text of one rule file into strings, lists and dictionaries.

    Args:
        text: The whole file.

    Raises:
        Unreadable: The text is no YAML, or uses what rule files do without: anchors, aliases, tags, several
            documents, duplicate keys, control characters, more than 20 levels or 512 kB.
    """
    return _build(text, None)


def locate(text: str, path: Path, *, key: bool = False) -> Span:
    """Find the place of a value, or of its key, in a file that `read` accepts.

    Args:
        text: The whole file.
        path: Keys and list positions from the top of the file; a path that is not there gives its nearest parent.
        key: Point at the key instead of the value.
    """
    return find_span(read_spans(text), path, key=key)


def read_spans(text: str) -> Spans:
    """Give the place of every value and every key of a file that `read` accepts."""
    spans: dict[tuple[Path, bool], Span] = {}
    _build(text, spans)
    return spans


def find_span(spans: Spans, path: Path, *, key: bool = False) -> Span:
    """Find the place of a value, or of its key, where a file's places are known already.

    Args:
        spans: What `read_spans` gave.
        path: Keys and list positions from the top of the file; a path that is not there gives its nearest parent.
        key: Point at the key instead of the value.
    """
    for end in range(len(path), -1, -1):
        for wanted in ((path[:end], key), (path[:end], not key)):
            if wanted in spans:
                return spans[wanted]
    return Span(1, 1, 1)


def _build(text: str, spans: dict[tuple[Path, bool], Span] | None) -> Tree:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise Unreadable("yaml-too-large", Span(1, 1, 1))
    try:
        return _Builder(spans).run(text)
    except yaml.MarkedYAMLError as error:
        if error.problem == _TOO_DEEP and error.problem_mark:
            # The C parser stopped before it gave any events; the slower one finds the level that is one too many.
            return _Builder(spans).run(text[: error.problem_mark.index], yaml.SafeLoader)
        stop, start = (
            Mark(mark.line, mark.column) if mark else Mark(0, 0) for mark in (error.problem_mark, error.context_mark)
        )
        raise Unreadable(*find_fault(text, str(error.problem or ""), stop, str(error.context or ""), start)) from None
    except yaml.reader.ReaderError as error:
        character = chr(int(error.character))
        before = text[: text.find(character) + 1].splitlines()
        raise Unreadable("yaml-character", Span(len(before), len(before[-1]), 1), _code(character)) from None


class _Builder:
    """The state of one pass over the events of a file."""

    def __init__(self, spans: dict[tuple[Path, bool], Span] | None) -> None:
        self.spans = spans
        self.stack: list[Tree] = []
        self.keys: list[str | None] = []
        self.top: Tree = {}

    def run(self, text: str, loader: Any = _Loader) -> Tree:
        documents = 0
        stack, keys = self.stack, self.keys
        events: Iterator[Any] = yaml.parse(text, Loader=loader)
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                self._refuse_extras(event)
                if not event.value.isprintable():
                    _refuse_controls(event)
                if stack and type(stack[-1]) is dict and keys[-1] is None:
                    self._open_key(event)
                else:
                    self._add(event.value, event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._refuse_extras(event)
                if stack and type(stack[-1]) is dict and keys[-1] is None:
                    raise Unreadable("yaml-key", _span(event))
                if len(stack) >= MAX_DEPTH:
                    raise Unreadable("yaml-too-deep", _span(event))
                child: Tree = {} if kind is MappingStartEvent else []
                self._add(child, event)
                stack.append(child)
                keys.append(None)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop()
                keys.pop()
                if stack:
                    keys[-1] = None
            elif kind is AliasEvent:
                raise Unreadable("yaml-alias", _span(event), event.anchor)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise Unreadable("yaml-documents", _span(event))
        return self.top

    def _open_key(self, event: Any) -> None:
        if event.value in self.stack[-1]:
            raise Unreadable("yaml-duplicate", _span(event), event.value)
        self.keys[-1] = event.value
        if self.spans is not None:
            self.spans[self._path(), True] = _span(event)

    def _add(self, value: Tree, event: Any) -> None:
        if self.spans is not None:
            self.spans[self._path(), False] = _span(event)
        if not self.stack:
            self.top = value
            return
        parent = self.stack[-1]
        if type(parent) is dict:
            parent[self.keys[-1]] = value
            if type(value) is str:
                self.keys[-1] = None
        else:
            parent.append(value)

    def _path(self) -> Path:
        path: list[str | int] = []
        for depth, (node, key) in enumerate(zip(self.stack, self.keys, strict=True)):
            if type(node) is dict:
                path.append(key or "")
            else:
                innermost = depth == len(self.stack) - 1
                path.append(len(node) if innermost else len(node) - 1)
        return tuple(path)

    @staticmethod
    def _refuse_extras(event: Any) -> None:
        if event.anchor is not None:
            raise Unreadable("yaml-alias", _span(event), event.anchor)
        if event.tag is not None:
            raise Unreadable("yaml-tag", _span(event), event.tag)


def _refuse_controls(event: Any) -> None:
    """Refuse characters that steer a terminal; a quoted text can spell them as escapes."""
    for character in event.value:
        if character != "\n" and not character.isprintable():
            raise Unreadable("yaml-character", _span(event), _code(character))


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Span(start.line + 1, start.column + 1, max(1, length))
