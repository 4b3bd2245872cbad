"""The first lines of a case file: enough for a list, and fast to read."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import NamedTuple

from batalin.casefile.model import CaseFile
from batalin.casefile.outline import Outline
from batalin.errors import FileError

SCHEMA = 1
HEAD_BYTES = 2048
"""How much of a file `read_head` wants to see."""
YES, NO = "yes", "no"
_NUMBER, _WORDS = r'"(\d{1,9})"', r'"([^"\\\n]*)"'
_FORMS = {
    "schema": _NUMBER,
    "revision": _NUMBER,
    "id": _WORDS,
    "rulebook": _WORDS,
    "zone": _WORDS,
    "opened": _WORDS,
    "changed": _WORDS,
    "closed": f'"({YES}|{NO})"',
    "label": r'("(?:[^"\\\n]|\\.)*")',
}
_HEAD = re.compile("".join(f"{key}: {form}\r?\n" for key, form in _FORMS.items()).encode("ascii") + b"events:")
_MARKS = [
    re.compile(rb"^(?:\xef\xbb\xbf)?%b[ \t]*:" % key, re.MULTILINE) for key in (b"schema", b"rulebook", b"opened")
]
"""Keys that only a case has together; what stands behind them may be damaged."""


class Head(NamedTuple):
    """What a list says of a case.

    Attributes:
        id: Its name.
        rulebook: Id of the rules it is for.
        revision: How many times it was written.
        opened: When it was opened.
        changed: When it was last changed.
        closed: Whether it is done with.
        label: What the buyer calls it.
        schema: Version of the form of the file.
        trouble: Why the case cannot be read, or None.
        outline: Where the order stands, or None where nobody asked for it.
        ours: Whether the file is a case at all, damaged or not.
    """

    id: str
    rulebook: str
    revision: int
    opened: datetime
    changed: datetime
    closed: bool = False
    label: str = ""
    schema: int = SCHEMA
    trouble: FileError | None = None
    outline: Outline | None = None
    ours: bool = True


def head_of(case: CaseFile) -> Head:
    """Give what a list says of a case that was read whole."""
    return Head(case.id, case.rulebook, case.revision, case.opened, case.changed, case.closed, case.label)


def write_head(case: CaseFile) -> list[str]:
    """Write the first lines of a case file, one value a line."""
    values = {
        "schema": str(SCHEMA),
        "revision": str(case.revision),
        "id": case.id,
        "rulebook": case.rulebook,
        "zone": _name_zone(case.opened),
        "opened": case.opened.isoformat(timespec="seconds"),
        "changed": case.changed.isoformat(timespec="seconds"),
        "closed": YES if case.closed else NO,
        "label": case.label,
    }
    return [f"{key}: {quote(value)}" for key, value in values.items()]


def read_head(beginning: bytes) -> Head | None:
    """Read the head from the first bytes of a case file.

    Args:
        beginning: The first `HEAD_BYTES` bytes, or more.

    Returns:
        The head, or None where it is not just as `write_head` writes it.
    """
    match = _HEAD.match(beginning)
    if match is None:
        return None
    try:
        schema, revision, case_id, rulebook, _, opened, changed, closed, label = (
            part.decode("utf-8") for part in match.groups()
        )
        times = (datetime.fromisoformat(opened), datetime.fromisoformat(changed))
        name = str(json.loads(label))
    except ValueError:
        return None
    if any(moment.tzinfo is None for moment in times):
        return None
    return Head(case_id, rulebook, int(revision), *times, closed == YES, name, int(schema))


def is_case(beginning: bytes) -> bool:
    """Tell whether a file is a case, also one that is damaged or newer than this program.

    Args:
        beginning: The first `HEAD_BYTES` bytes, or more.
    """
    return all(mark.search(beginning[:HEAD_BYTES]) for mark in _MARKS)


def quote(text: str) -> str:
    """Write a text on one line, in double quotes that YAML reads as JSON does, without what cannot be shown."""
    return json.dumps(make_printable(text), ensure_ascii=False)


def make_printable(text: str) -> str:
    """Leave out the characters that a case file cannot hold; a tab becomes a space, a line end a newline."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(character for character in text if character == "\n" or character.isprintable())


def _name_zone(moment: datetime) -> str:
    offset = moment.isoformat(timespec="seconds")[-6:]
    return f"{moment.tzname()} {offset}"
