"""Load a folder of rule files into a rulebook, or say everything that is wrong with it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from batalin.errors import RulebookError
from batalin.rulebook.rulebook import Rulebook, Tree
from batalin.rulebook.vocabulary import FILES, FRAGMENTS, OPTIONAL_FILES, SITUATIONS, WORDS
from batalin.version import VERSION

COMPILED = "compiled.json"
FOLDERS = (SITUATIONS, FRAGMENTS)
_ENDINGS = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
"""How names of rule files end, and how editors and file managers may spell that."""


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
    named = "" if folder == find_rules() else str(folder)
    texts = read_texts(folder)
    compiled = _read_compiled(folder, texts)
    if compiled is not None:
        return Rulebook(compiled["trees"], compiled["beats"], named, compiled["words"])
    return Rulebook(parse(texts), folder=named)


def read_texts(folder: Path) -> dict[str, bytes]:
    """Give the bytes of every rule file by its name below the folder, in a fixed order.

    Raises:
        RulebookError: The folder holds no rulebook or a file cannot be read.
    """
    names = [*FILES, *(name for name in OPTIONAL_FILES if (folder / name).exists())]
    try:
        for sub in FOLDERS:
            names.extend(sorted(f"{sub}{path.name}" for path in (folder / sub).iterdir() if is_rule_file(path.name)))
        return {name: (folder / name).read_bytes() for name in names}
    except OSError as error:
        raise RulebookError("rules-missing", file=str(error.filename or folder)) from error


def is_rule_file(name: str) -> bool:
    """Tell rule files from others; editors and file managers keep hidden companions with the same ending."""
    return name.endswith(".yaml") and not name.startswith(".")


def find_strays(folder: Path) -> tuple[str, ...]:
    """Give the files of a rulebook's folder that look like rule files and are not read, for how their names end."""
    found = ((sub, path.name) for sub in ("", *FOLDERS) for path in (folder / sub).iterdir())
    return tuple(sorted(f"{sub}{name}" for sub, name in found if _is_stray(name)))


def _is_stray(name: str) -> bool:
    return name.lower().endswith(_ENDINGS) and not name.endswith(".yaml") and not name.startswith(".")


def parse(texts: Mapping[str, bytes], known: Mapping[str, Tree] | None = None) -> dict[str, Tree]:
    """Read, and check in shape and names, the texts of all rule files.

    Args:
        texts: The bytes of each file by its name below the rulebook's folder.
        known: Files that were read before and are known to fit their shapes.

    Raises:
        RulebookError: With every finding that could be made.
    """
    from batalin.rulebook.examination import examine, place

    trees, findings = examine(texts, known)
    if findings:
        raise RulebookError("rules-broken", findings=place(findings, texts))
    return trees


def compile_rules(folder: Path) -> str:
    """Give the content of the compiled file for a folder of rules.

    Raises:
        RulebookError: The rules are not in order.
    """
    texts = read_texts(folder)
    rulebook = Rulebook(parse(texts))
    content = {
        "version": VERSION,
        "fingerprints": _fingerprints(texts),
        "beats": {name: group.beats for name, group in rulebook.groups.items()},
        "trees": {name: tree for name, tree in rulebook.trees.items() if name != WORDS},
    }
    # Few runs need the words of buyers, and a line costs nothing to skip.
    parts = (content, rulebook.trees.get(WORDS, {}))
    return "\n".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts)


def read_known(folder: Path, texts: Mapping[str, bytes], *, words: bool = True) -> tuple[dict[str, Tree], bool]:
    """Give the files that were checked in shape when the wheel was built and have not changed since.

    Args:
        folder: Where `rulebook.yaml` lies.
        texts: The bytes of each file by its name below the folder.
        words: Whether the words of buyers are wanted even if no file has changed.

    Returns:
        What these files say, and whether no file was changed, added or taken away, so that their names still fit.
    """
    content = _read_content(folder)
    then, now = content.get("fingerprints", {}), _fingerprints(texts)
    same = [name for name in texts if then.get(name) == now[name]]
    known = {name: content["trees"][name] for name in same if name != WORDS}
    if WORDS in same and (words or then != now):
        known[WORDS] = json.loads(content["words"])
    return known, then == now


def _read_compiled(folder: Path, texts: Mapping[str, bytes]) -> dict[str, Any] | None:
    content = _read_content(folder)
    return content if content.get("fingerprints") == _fingerprints(texts) else None


def _read_content(folder: Path) -> dict[str, Any]:
    """Read the compiled file, or nothing where there is none or another version of the program made it."""
    try:
        first, _, words = (folder / COMPILED).read_bytes().partition(b"\n")
        content = json.loads(first)
    except (OSError, ValueError, RecursionError):
        return {}
    whole = type(content) is dict and {"version", "fingerprints", "trees", "beats"} <= content.keys() and words
    return {**content, "words": words} if whole and content["version"] == VERSION else {}


def _fingerprints(texts: Mapping[str, bytes]) -> dict[str, str]:
    return {name: f"{zlib.crc32(data):08x}-{len(data)}" for name, data in texts.items()}
