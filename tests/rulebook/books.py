"""Rulebooks that differ from the shipped one in one thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from batalin.rulebook.loading import parse, read_texts
from batalin.rulebook.place import Tree
from batalin.rulebook.rulebook import Rulebook
from tests.support import RULES

Edit = tuple[str, str, str]
NOTHING: Mapping[str, str] = {}
TOO_MANY: Edit = (
    "questions.yaml",
    "  - id: payment\n",
    """  - id: parcels
    kind: core
    name: {id: Paket, en: Parcels}
    flags: [--parcels]
    ask: {id: Ada berapa paket?, en: How many parcels?}
    help: {id: Lihat di detail pesanan., en: See the order details.}
    options:
      - {id: one, label: {id: Satu, en: One}}
      - {id: two, label: {id: Dua, en: Two}}
      - {id: more, label: {id: Lebih, en: More}}
  - id: payment
""",
)
"""One more question for everybody: more interviews than are proved."""


def texts(edits: Iterable[Edit] = (), added: Mapping[str, str] = NOTHING) -> dict[str, bytes]:
    """Give the shipped files with some words replaced and some files put beside them.

    Args:
        edits: File, words that stand there, and words to put in their place.
        added: Whole files by name.
    """
    files = dict(_shipped()[0])
    for name, old, new in edits:
        assert old.encode() in files[name], f"{name} does not hold {old!r} any more"
        files[name] = files[name].replace(old.encode(), new.encode(), 1)
    return files | {name: text.encode() for name, text in added.items()}


def book(*edits: Edit, added: Mapping[str, str] = NOTHING) -> Rulebook:
    """Build a rulebook from edited files."""
    files = texts(edits, added)
    return Rulebook(parse(files, known=unchanged(files)))


@cache
def _shipped() -> tuple[dict[str, bytes], dict[str, Tree]]:
    files = read_texts(RULES)
    return files, parse(files)


def unchanged(files: Mapping[str, bytes]) -> dict[str, Tree]:
    """Give what those files say that are the shipped ones, so that they need not be read again."""
    shipped, trees = _shipped()
    return {name: trees[name] for name, data in files.items() if shipped.get(name) == data}


def folder(at: Path, files: Mapping[str, bytes]) -> Path:
    """Write rule files into a folder."""
    for name, data in files.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return at


def page(page_id: str, when: str, extra: str = "") -> dict[str, str]:
    """Give the file of a situation that says next to nothing."""
    words = "{id: Kata, en: Words, source: F01}"
    return {
        f"situations/{page_id}.yaml": f"""
id: {page_id}
when: {when}
{extra}
verdict: other
title: {{id: Judul, en: Title}}
why: [{words}]
steps: [{{do: {{id: Kata, en: Words}}, source: F01}}]
avoid: [{words}]
messages: [support-cancel]
limits: [{words}]
examples: [{{given: {{status: unknown}}, expect: other}}]
"""
    }
