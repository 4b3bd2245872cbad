"""Look at every rule file as far as it can be read, and say everything that is wrong in shape and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from batalin.rulebook.finding import Finding
from batalin.rulebook.place import Span, Tree
from batalin.rulebook.references import References
from batalin.rulebook.structure import inspect_structure
from batalin.rulebook.vocabulary import FILES, FRAGMENTS, SITUATIONS

if TYPE_CHECKING:
    from batalin.rulebook.reading import Spans
    from batalin.rulebook.shape import Shape


def examine(
    texts: Mapping[str, bytes], known: Mapping[str, Tree] | None = None, *, whole: bool = False
) -> tuple[dict[str, Tree], list[Finding]]:
    """Read, and check in shape and names, the texts of all rule files.

    A file that does not fit its shape is left out when names are compared, but its own name counts as declared, so
    that one slip does not make findings everywhere.

    Args:
        texts: The bytes of each file by its name below the rulebook's folder.
        known: Files that were read before and are known to fit their shapes.
        whole: Whether the known files are all files, whose names were compared before too.

    Returns:
        What each file that fits says, and the findings without their places.
    """
    if known is not None and whole:
        return dict(known), []
    findings: list[Finding] = []
    trees: dict[str, Tree] = {}
    for name, data in texts.items():
        if known is not None and name in known:
            trees[name] = known[name]
            continue
        tree, found = examine_file(name, data, shape_of)
        findings += found
        if not found:
            trees[name] = tree
    if all(name in trees for name in FILES):
        broken = [name for name in texts if name not in trees]
        References(trees, findings.append, broken).check()
        if not findings:
            inspect_structure(trees, findings.append)
    return trees, findings


def examine_file(name: str, data: bytes, shape: Callable[[str], Shape]) -> tuple[Tree, list[Finding]]:
    """Read one file and compare it with its shape.

    Args:
        name: Its name, for the findings.
        data: Its bytes.
        shape: Gives the shape it should have, by its name.

    Returns:
        What the file says, or None where it cannot be read; and the findings without their places.
    """
    from batalin.rulebook.reading import Unreadable, read
    from batalin.rulebook.shape import inspect

    try:
        tree = read(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return None, [Finding("not-utf-8", file=name, span=Span(line, column, 1))]
    except Unreadable as error:
        return None, [Finding(error.code, file=name, span=error.span, word=error.word)]
    found: list[Finding] = []
    inspect(shape(name), tree, found.append)
    return tree, [finding._replace(file=name) for finding in found]


def shape_of(name: str) -> Shape:
    """Give the shape a file should have, by its name."""
    from batalin.rulebook.grammar import FILE, FRAGMENT, SITUATION

    if name.startswith(SITUATIONS):
        return SITUATION
    if name.startswith(FRAGMENTS):
        return FRAGMENT
    return FILE[name]


def place(findings: Iterable[Finding], texts: Mapping[str, bytes]) -> list[Finding]:
    """Add to findings their lines and columns, and the source lines to show; a file that is not read has none.

    Args:
        findings: What was found, in any order.
        texts: The bytes of each file; each is read for places once at most.
    """
    spans: dict[str, Spans] = {}

    def locate(finding: Finding, text: str) -> Span:
        from batalin.rulebook.reading import find_span, read_spans

        if finding.file not in spans:
            spans[finding.file] = read_spans(text)
        return find_span(spans[finding.file], finding.path, key=finding.on_key)

    return [_placed(finding, texts[finding.file], locate) if finding.file in texts else finding for finding in findings]


def _placed(finding: Finding, data: bytes, locate: Callable[[Finding, str], Span]) -> Finding:
    text = data.decode("utf-8", "replace")
    lines = text.splitlines()
    span = finding.span
    if span is None:
        whole = locate(finding, text)
        span = _narrow(whole, _line(lines, whole), finding.word)
    elif finding.code == "yaml-character":
        span = _narrow(span, _line(lines, span), chr(int(finding.word.removeprefix("U+"), 16)))
    return finding._replace(span=span, line=_line(lines, span))


def _line(lines: list[str], span: Span) -> str:
    return lines[span.line - 1] if span.line <= len(lines) else ""


def _narrow(span: Span, line: str, word: str) -> Span:
    """Give the place of a word within a place, where it stands there and is no part of a longer word."""
    if not word:
        return span
    before, after = (r"(?<![\w-])" if word[0].isalnum() else "", r"(?![\w-])" if word[-1].isalnum() else "")
    start = span.column - 1
    found = re.compile(f"{before}{re.escape(word)}{after}").search(line, start, start + span.length)
    return Span(span.line, found.start() + 1, len(word)) if found else span
