"""A comparison of two rulebooks as mappings with stable keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from batalin.diagnosis.command import write_command
from batalin.diagnosis.details import Details
from batalin.rulebook.reading import Spans, find_span, read_spans
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import LANGUAGES
from batalin.workshop.comparison.comparison import Change, Comparison, Lone
from batalin.workshop.comparison.file_changes import FileChange
from batalin.workshop.comparison.first_steps import Step
from batalin.workshop.comparison.outcomes import Aspect, Outcome

SCHEMA = 1


class Edition(NamedTuple):
    """A rulebook as it was read.

    Attributes:
        name: The folder or the revision, for people.
        rulebook: The rules.
        texts: The bytes of each file by its name below the folder.
        folder: The folder for a command, an empty string for the rules that came with the program.
    """

    name: str
    rulebook: Rulebook
    texts: Mapping[str, bytes]
    folder: str = ""


def to_data(comparison: Comparison, old: Edition, new: Edition, language: str) -> dict[str, Any]:
    """Give all that differs between two rulebooks.

    Args:
        comparison: What was found.
        old: The rules as they were.
        new: The rules as they are.
        language: The language of the commands.
    """
    added, removed, lines = comparison.added, comparison.removed, Lines(old, new)
    return {
        "schema": SCHEMA,
        "old": _edition(old),
        "new": _edition(new),
        "interviews": comparison.cells,
        "changed": {
            "interviews": comparison.count(),
            **{_key(aspect): comparison.count(aspect) for aspect in Aspect},
        },
        "changes": [_change(one, comparison.cells, new, language) for one in comparison.changes],
        "only_old": _lone(comparison.only_old),
        "only_new": _lone(comparison.only_new),
        "situations": {
            "added": list(added.situations),
            "removed": list(removed.situations),
            "renamed": dict(comparison.renamed),
        },
        "questions": {"added": list(added.questions), "removed": list(removed.questions)},
        "options": {"added": _options(added.options), "removed": _options(removed.options)},
        "reworded": [_place(one, lines) for one in comparison.reworded],
        "others": [_place(one, lines) for one in comparison.others],
    }


def write_witness(change: Change, new: Edition, language: str) -> str:
    """Write the command that shows what a buyer is told now.

    Args:
        change: Interviews that change.
        new: The rules as they are.
        language: The reader's language.
    """
    values = new.rulebook.space.values(change.witness)
    asked = {name: option for name, option in change.witness.items() if values.get(name) == option}
    return write_command(new.rulebook, asked, Details(), language, new.folder)


class Lines:
    """Finds the lines of places in the files of two rulebooks, each file read once."""

    def __init__(self, old: Edition, new: Edition) -> None:
        """Take the rules as they were and as they are."""
        self._texts = {"old": old.texts, "new": new.texts}
        self._spans: dict[tuple[str, str], Spans] = {}

    def find(self, change: FileChange) -> int | None:
        """Give the line of a place in its new file, or in the old one where only that has it; None for a whole file."""
        if not change.path:
            return None
        key = (change.only or "new", change.file)
        if key not in self._spans:
            self._spans[key] = read_spans(self._texts[key[0]][change.file].decode("utf-8"))
        return find_span(self._spans[key], change.path).line


def _edition(edition: Edition) -> dict[str, str]:
    about = edition.rulebook.about
    return {"name": edition.name, "id": about["id"], "version": about["version"]}


def _key(aspect: Aspect) -> str:
    return aspect.value.replace("-", "_")


def _change(change: Change, cells: int, new: Edition, language: str) -> dict[str, Any]:
    steps = change.steps if Aspect.FIRST_STEP in change.kind.aspects else None
    return {
        "interviews": change.cells,
        "share": change.cells / cells,
        "cube": _cube(change.cube),
        "aspects": [_key(aspect) for aspect in change.kind.aspects],
        "old": _outcome(change.kind.old),
        "new": _outcome(change.kind.new),
        "first_step": {"old": _step(steps[0]), "new": _step(steps[1])} if steps else None,
        "witness": dict(change.witness),
        "command": write_witness(change, new, language) if change.kind.new.situation else None,
    }


def _cube(cube: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in cube.items()}


def _outcome(outcome: Outcome) -> dict[str, str] | None:
    return outcome._asdict() if outcome.situation else None


def _step(step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {
        "do": dict(zip(LANGUAGES, step.do, strict=True)),
        "where": dict(zip(LANGUAGES, step.where, strict=True)) if step.where else None,
        "by": dict(zip(("from", "within", "as"), step.by, strict=True)) if step.by else None,
    }


def _lone(groups: Sequence[Lone]) -> dict[str, Any]:
    listed = [{"interviews": one.cells, "cube": _cube(one.cube)} for one in groups]
    return {"interviews": sum(one.cells for one in groups), "groups": listed}


def _options(pairs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"question": question, "option": option} for question, option in pairs]


def _place(change: FileChange, lines: Lines) -> dict[str, Any]:
    return {
        "file": change.file,
        "path": list(change.path),
        "where": change.where,
        "line": lines.find(change),
        "old": change.old,
        "new": change.new,
        "only": change.only or None,
    }
