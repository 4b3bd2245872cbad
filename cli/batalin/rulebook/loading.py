"""Load a folder of rule files into a rulebook, or say everything that is wrong with it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from batalin.errors import RulebookError
from batalin.rulebook.rulebook import FRAGMENTS, SITUATIONS, Rulebook, Tree

if TYPE_CHECKING:
    from batalin.rulebook.finding import Finding

COMPILED = "compiled.json"
FOLDERS = (SITUATIONS, FRAGMENTS)


def find_rules() -> Path:
    """Give the folder of the rules that came with the program."""
    here = Path(__file__).resolve().parent.parent
    inside = here / "rules"
    return (inside if inside.is_dir() else here.parent.parent / "rules") / "tiktok-shop"


def load(folder: Path) -> Rulebook:
    """Load a rulebook.

    A wheel carries the same files once more as one compiled file; it is used only while its fingerprint is that of
    the rule files beside it.

    Args:
        folder: Where `rulebook.yaml` lies.

    Raises:
        RulebookError: A file is missing, unreadable, or not in order.
    """
    texts = read_texts(folder)
    compiled = _read_compiled(folder, texts)
    if compiled is not None:
        return Rulebook(compiled["trees"], compiled["beats"])
    return Rulebook(parse(texts))


def read_texts(folder: Path) -> dict[str, bytes]:
    """Give the bytes of every rule file by its name below the folder, in a fixed order.

    Raises:
        RulebookError: The folder holds no rulebook or a file cannot be read.
    """
    names = ["rulebook.yaml", "questions.yaml", "derived.yaml", "messages.yaml", "sources.yaml", "guide.yaml"]
    try:
        for sub in FOLDERS:
            names.extend(sorted(f"{sub}{path.name}" for path in (folder / sub).iterdir() if path.suffix == ".yaml"))
        return {name: (folder / name).read_bytes() for name in names}
    except OSError as error:
        raise RulebookError("rules-missing", file=str(error.filename or folder)) from error


def parse(texts: Mapping[str, bytes]) -> dict[str, Tree]:
    """Read, and check in shape and names, the texts of all rule files.

    Args:
        texts: The bytes of each file by its name below the rulebook's folder.

    Raises:
        RulebookError: With every finding that could be made.
    """
    from batalin.rulebook.finding import Finding
    from batalin.rulebook.grammar import FILES, FRAGMENT, SITUATION
    from batalin.rulebook.reading import Span, Unreadable, read
    from batalin.rulebook.references import References
    from batalin.rulebook.shape import inspect

    findings: list[Finding] = []
    trees: dict[str, Tree] = {}
    for name, data in texts.items():
        found: list[Finding] = []
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
        if name.startswith(SITUATIONS):
            shape = SITUATION
        elif name.startswith(FRAGMENTS):
            kind = tree.get("kind") if type(tree) is dict else None
            shape = FRAGMENT[kind if type(kind) is str and kind in FRAGMENT else "why"]
        else:
            shape = FILES[name]
        inspect(shape, tree, found.append)
        findings.extend(replace(finding, file=name) for finding in found)
        trees[name] = tree
    if not findings:
        References(trees, findings.append).check()
    if findings:
        raise RulebookError("rules-broken", findings=[_placed(finding, texts[finding.file]) for finding in findings])
    return trees


def compile_rules(folder: Path) -> str:
    """Give the content of the compiled file for a folder of rules.

    Raises:
        RulebookError: The rules are not in order.
    """
    texts = read_texts(folder)
    rulebook = Rulebook(parse(texts))
    content = {
        "fingerprint": _fingerprint(texts),
        "beats": {name: group.beats for name, group in rulebook.groups.items()},
        "trees": rulebook.trees,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _read_compiled(folder: Path, texts: Mapping[str, bytes]) -> dict[str, Any] | None:
    try:
        content = json.loads((folder / COMPILED).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    whole = type(content) is dict and {"fingerprint", "trees", "beats"} <= content.keys()
    return content if whole and content["fingerprint"] == _fingerprint(texts) else None


def _fingerprint(texts: Mapping[str, bytes]) -> str:
    total = 0
    for name, data in texts.items():
        total = zlib.crc32(data, zlib.crc32(name.encode(), total))
    return f"{total:08x}-{sum(map(len, texts.values()))}"


def _placed(finding: Finding, data: bytes) -> Finding:
    """Add the line and column of a finding, and the source line to show."""
    from batalin.rulebook.reading import locate

    text = data.decode("utf-8", "replace")
    span = finding.span or locate(text, finding.path, key=finding.on_key)
    lines = text.splitlines()
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    return replace(finding, span=span, line=line)
