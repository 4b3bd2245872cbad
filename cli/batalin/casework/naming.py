"""Which case is meant, and what time it is for its buyer."""

from __future__ import annotations

from datetime import datetime, timedelta

from batalin.casefile.head import Head
from batalin.casefile.model import CaseFile
from batalin.casework.store import Store, list_some
from batalin.diagnosis.cleaning import shorten
from batalin.diagnosis.masking import HIDDEN, mask_number
from batalin.errors import UsageError
from batalin.present import ZONES, read_present, read_zone
from batalin.rulebook.rulebook import Rulebook

_NAME_LENGTH = 34
"""Characters of a name where several cases stand in one sentence."""


def find_case(store: Store, word: str, *, private: bool = False) -> CaseFile:
    """Read the case that is meant; without a word, the only open one.

    Args:
        store: The cases.
        word: Name, beginning of a name, or order number.
        private: Whether personal details stay off the screen.

    Raises:
        FileError: There is none, or several fit.
        UsageError: None was named, and not just one is open.
    """
    if word:
        return store.read(store.find(word))
    opened = [head.id for head in store.heads() if not head.closed and head.trouble is None]
    if not opened:
        raise UsageError("case-none-open")
    if len(opened) > 1:
        open_heads = [head for head in store.heads(outlined=True) if head.id in opened]
        raise UsageError("case-which", candidates=list_some([_describe(head, private=private) for head in open_heads]))
    return store.read(opened[0])


def name_head(head: Head, *, private: bool) -> str:
    """Give the words by which a buyer knows a case: its name, else its order number, or nothing where it has none.

    Args:
        head: The head of the case, with its outline.
        private: Whether personal details stay off the screen.
    """
    if head.label:
        return HIDDEN if private else head.label
    number = head.outline.number if head.outline else ""
    return mask_number(number) if private and number else number


def _describe(head: Head, *, private: bool) -> str:
    name = shorten(name_head(head, private=private), _NAME_LENGTH)
    return f"{head.id} ({name})" if name else head.id


def read_clock(case: CaseFile, present: str, zone: str, rulebook: Rulebook) -> datetime:
    """Give the present for a case: in the zone the buyer names, else in the one in which the case was opened.

    Args:
        case: The case.
        present: What `--now` says, or an empty string for the clock.
        zone: What `--zone` says, or an empty string.
        rulebook: Names the market's zone.

    Raises:
        UsageError: A value does not fit.
    """
    offset = case.opened.utcoffset() or timedelta()
    own = next((name for name in ZONES.values() if _offset(name) == offset), rulebook.about["timezone"])
    return read_present(present, read_zone(zone, own))


def _offset(zone: str) -> timedelta:
    return datetime.strptime(zone.partition(" ")[2], "%z").utcoffset() or timedelta()
