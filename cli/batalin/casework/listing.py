"""Each case in a list: where the order stands, what happened last, and the day that is waited for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from typing import Any

from batalin.casefile.head import Head
from batalin.casefile.outline import Outline
from batalin.casework.naming import name_head
from batalin.diagnosis.cleaning import shorten
from batalin.diagnosis.correspondence import name_recipient
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import STATUS
from batalin.words import say
from batalin.words.formats import format_date

_LABEL_COLUMNS = 34
_INDENT = "  "
_PROMISE, _ANSWER = "promise", "answer"


class Lister:
    """Writes cases from what is on record; none is diagnosed, as there may be ten thousand of them."""

    def __init__(self, rulebook: Rulebook, language: str, columns: int) -> None:
        """Take what a list needs.

        Args:
            rulebook: The words for a status, and how long an answer may take.
            language: The reader's language.
            columns: The width of a line, or 0 for lines of any length.
        """
        self._rulebook = rulebook
        self._language = language
        self._columns = columns
        self._write_day = cache(lambda at: format_date(date.fromisoformat(at[:10]), language))
        self._name = cache(lambda recipient: name_recipient(recipient, rulebook, language))

    def write(self, head: Head) -> Iterator[str]:
        """Give the lines about a case."""
        key = "case-line-damaged" if head.trouble else "case-line-closed" if head.closed else "case-line"
        day, label = self._write_day(head.changed.isoformat()), shorten(name_head(head, private=False), _LABEL_COLUMNS)
        yield say(key, self._language, id=head.id, day=day, label=label).rstrip()
        for line in self._outline(head) if head.outline else ():
            yield from self._wrap(f"{_INDENT}{line}")

    def to_row(self, head: Head) -> dict[str, Any]:
        """Give a case as data."""
        outline = head.outline or Outline()
        kind, at = self._find_next(head, outline)
        return {
            "id": head.id,
            "label": head.label,
            "number": outline.number or None,
            "opened": head.opened.isoformat(timespec="minutes"),
            "changed": head.changed.isoformat(timespec="minutes"),
            "closed": head.closed,
            "readable": head.trouble is None,
            "status": outline.status or None,
            "latest": {"kind": outline.kind, "at": outline.at, "recipient": outline.recipient or None}
            if outline.kind
            else None,
            "next": {"kind": kind, "at": at, "recipient": outline.awaited or None} if kind else None,
        }

    def _outline(self, head: Head) -> Iterator[str]:
        outline, language = head.outline or Outline(), self._language
        if outline.status:
            yield say("case-line-status", language, status=self._statuses.get(outline.status, outline.status))
        if outline.kind:
            who = self._name(outline.recipient) if outline.recipient else say("history-someone", language)
            what = say(f"latest-{outline.kind}", language, who=who)
            yield say("case-line-latest", language, day=self._write_day(outline.at), what=what)
        kind, at = self._find_next(head, outline)
        if kind:
            who = self._name(outline.awaited) if outline.awaited else say("history-someone", language)
            yield say(f"case-line-{kind}", language, day=self._write_day(at), who=who)

    def _find_next(self, head: Head, outline: Outline) -> tuple[str, str]:
        """Give what is waited for and its date: a promised day, or the end of the time that the rules give."""
        if head.closed:
            return "", ""
        if outline.promised:
            return _PROMISE, outline.promised
        wait = self._waits.get(outline.awaited, 0) if outline.asked else 0
        if not wait:
            return "", ""
        due = datetime.fromisoformat(outline.asked) + timedelta(hours=wait)
        return _ANSWER, due.isoformat(timespec="minutes") if "T" in outline.asked else due.date().isoformat()

    @cached_property
    def _statuses(self) -> Mapping[str, str]:
        return {option.id: option.label[self._language] for option in self._rulebook.question(STATUS).options}

    @cached_property
    def _waits(self) -> Mapping[str, int]:
        return {rung.to: rung.wait for rung in self._rulebook.handover.ladder}

    def _wrap(self, line: str) -> Iterator[str]:
        if not self._columns or len(line) <= self._columns:
            yield line
            return
        from textwrap import wrap

        yield from wrap(line, self._columns, subsequent_indent=2 * _INDENT)
