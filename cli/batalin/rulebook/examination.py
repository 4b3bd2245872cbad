"""Look at every rule file as far as it can be read, and say everything that is wrong in shape and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from batalin.rulebook.finding import Finding
from batalin.rulebook.grammar import FILES, FRAGMENT, SITUATION
from batalin.rulebook.reading import Span, Tree, Unreadable, locate, read
from batalin.rulebook.references import References
from batalin.rulebook.shape import Shape, inspect
from batalin.rulebook.vocabulary import FRAGMENTS, SITUATIONS


def examine(
    texts: Mapping[str, bytes], known: Mapping[str, Tree] | None = None
) -> tuple[dict[str, Tree], list[Finding]]:
    """Read, and check in shape and names, the texts of all rule files.

    A file that does not fit its shape is left out when names are compared, but its own name counts as declared, so
    that one slip does not make findings everywhere.

    Args:
        texts: The bytes of each file by its name below the rulebook's folder.
        known: Files that were read before and are known to fit their shapes.

    Returns:
        What each file that fits says, and the findings without their places.
    """
    findings: list[Finding] = []
    trees: dict[str, Tree] = {}
    for name, data in texts.items():
        if known is not None and name in known:
            trees[name] = known[name]
            continue
        try:
            tree = read(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            findings.append(Finding("not-utf-8", file=name, span=Span(line, column, 1)))
            continue
        except Unreadable as error:
            findings.append(Finding(error.key, file=name, span=error.span, word=error.word))
            continue
        found: list[Finding] = []
        inspect(shape_of(name, tree), tree, found.append)
        findings.extend(replace(finding, file=name) for finding in found)
        if not found:
            trees[name] = tree
    if all(name in trees for name in FILES):
        broken = [name for name in texts if name not in trees]
        References(trees, findings.append, broken).check()
    return trees, findings


def shape_of(name: str, tree: Tree) -> Shape:
    """Give the shape a file should have, by its name and for a fragment by its kind."""
    if name.startswith(SITUATIONS):
        return SITUATION
    if name.startswith(FRAGMENTS):
        kind = tree.get("kind") if type(tree) is dict else None
        return FRAGMENT[kind if type(kind) is str and kind in FRAGMENT else "why"]
    return FILES[name]


def place(finding: Finding, texts: Mapping[str, bytes]) -> Finding:
    """Add the line and column of a finding, and the source line to show."""
    text = texts[finding.file].decode("utf-8", "replace")
    span = finding.span or locate(text, finding.path, key=finding.on_key)
    lines = text.splitlines()
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    return replace(finding, span=span, line=line)
