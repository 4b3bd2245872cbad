"""A case as YAML that a person can read and edit: strings only, the head first, one value a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from batalin.casefile.head import HEAD_BYTES, SCHEMA, make_printable, quote, read_head, write_head
from batalin.casefile.model import CaseFile, Event
from batalin.errors import FileError, UsageError

if TYPE_CHECKING:
    from batalin.rulebook.place import Tree

_PLAIN_KEY = re.compile(r"[a-z][a-z0-9-]{0,99}")
_BLANK_END = re.compile(r" $", re.MULTILINE)
_SCHEMA = re.compile(r"[0-9]{1,9}")


def write_case(case: CaseFile) -> str:
    """Write a case so that `read_case` gives it back; blank words count as none.

    Raises:
        UsageError: It would be larger than what can be read again.
    """
    from batalin.rulebook.reading import MAX_BYTES

    lines = [*write_head(case), "events:" if case.events else "events: []"]
    for event in case.events:
        first, *others = _write_event(event)
        lines += [f"  - {first}", *(f"    {line}" if line else "" for line in others)]
    text = "\n".join(lines) + "\n"
    if len(text.encode("utf-8")) > MAX_BYTES:
        raise UsageError("case-too-large", id=case.id, limit=str(MAX_BYTES // 1024))
    return text


def _write_event(event: Event) -> Iterator[str]:
    yield f"at: {quote(event.at.isoformat())}"
    yield f"kind: {quote(event.kind)}"
    for key, words in (("answers", event.answers), ("details", event.details), ("quotes", event.quotes)):
        yield from _write_table(key, words)
    for key, text in (("recipient", event.recipient), ("message", event.message), ("text", event.text)):
        if make_printable(text).strip():
            yield from _write_text(key, text)
    if event.promise:
        yield f"promise: {quote(event.promise.isoformat())}"
    evidence = [f"  - {quote(name)}" for name in event.evidence if make_printable(name).strip()]
    if evidence:
        yield "evidence:"
        yield from evidence


def _write_table(key: str, words: Mapping[str, str]) -> Iterator[str]:
    told = {name: text for name, text in words.items() if make_printable(text).strip()}
    if told:
        yield f"{key}:"
    for name, text in told.items():
        yield f"  {name if _PLAIN_KEY.fullmatch(name) else quote(name)}: {quote(text)}"


def _write_text(key: str, text: str) -> Iterator[str]:
    """Write several lines as they are where YAML keeps them so, everything else as one quoted line."""
    text = make_printable(text)
    if "\n" in text and text == text.strip("\n") and not text.startswith(" ") and not _BLANK_END.search(text):
        yield f"{key}: |-"
        yield from (f"  {line}" if line else "" for line in text.split("\n"))
    else:
        yield f"{key}: {quote(text)}"


def read_case(text: str, name: str) -> CaseFile:
    """Read a case, also one that a person wrote or changed by hand.

    Args:
        text: The whole file.
        name: Name of the file, for what is wrong with it.

    Raises:
        FileError: It is damaged, or was written by a newer version.
    """
    from batalin.casefile.shape import build, find_flaw
    from batalin.rulebook.reading import Unreadable, find_span, read, read_spans

    head = read_head(text[:HEAD_BYTES].encode("utf-8", "replace"))
    _refuse_newer(head.schema if head else SCHEMA, name)
    try:
        tree = read(text)
    except Unreadable as error:
        raise FileError("case-damaged", file=name, line=str(error.span.line)) from None
    if isinstance(tree, dict) and _SCHEMA.fullmatch(str(tree.get("schema"))):
        _refuse_newer(int(tree["schema"]), name)
    tree = _drop_blanks(tree)
    flaw = find_flaw(tree)
    if flaw is not None:
        span = find_span(read_spans(text), flaw.path, key=flaw.on_key)
        raise FileError("case-damaged", file=name, line=str(span.line))
    return build(tree)


def _refuse_newer(schema: int, name: str) -> None:
    if schema > SCHEMA:
        raise FileError("case-newer", file=name, schema=str(schema))


def _drop_blanks(tree: Tree) -> Tree:
    """Leave out keys without a value, which a person may have emptied."""
    if isinstance(tree, list):
        return [_drop_blanks(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    kept = {key: value for key, value in tree.items() if not isinstance(value, str) or value.strip()}
    return {key: _drop_blanks(value) for key, value in kept.items()}
