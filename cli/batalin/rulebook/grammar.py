"""The shape of every kind of rule file, declared once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from batalin.rulebook.shape import Condition, Either, Many, Record, Shape, Table, Word
from batalin.rulebook.vocabulary import (
    CONFIDENCES,
    DETAIL_KINDS,
    ITEM_KINDS,
    LANGUAGES,
    RECIPIENTS,
    SOURCE_KINDS,
    STYLES,
    VERDICTS,
)

LABEL_COLUMNS = 34


def _matching(pattern: str, code: str) -> Word:
    found = re.compile(pattern).fullmatch
    return Word(check=lambda text: None if found(text) else code)


def _at_most(columns: int, code: str) -> Callable[[str], str | None]:
    return lambda text: None if len(text) <= columns else code


def _dated(text: str) -> str | None:
    """Accept a year, a month or a day that the calendar has."""
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text) is None:
        return "bad-date"
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return "bad-date"
    return None


def _in_each_language(word: Word) -> Record:
    return Record(dict.fromkeys(LANGUAGES, word))


_WORD = Word()
_ID = _matching(r"[a-z0-9]+(-[a-z0-9]+)*", "bad-id")
_FLAG = _matching(r"--[a-z]+(-[a-z]+)*", "bad-flag")
_DATE = Word(check=_dated)
_DATE_IF_KNOWN = Word(check=lambda text: None if text == "unknown" else _dated(text))
_SPAN = _matching(r"\d+ (hours|days|working-days)", "bad-span")
_DURATION = _matching(r"\d+ (hours|days)", "bad-span")
_DAYS = _matching(r"\d+ days", "bad-span")
_ZONE = _matching(r"[A-Z]{2,5} [+-]\d{2}:\d{2}", "bad-zone")
_TEXT = _in_each_language(_WORD)
_LABEL = _in_each_language(Word(check=_at_most(LABEL_COLUMNS, "label-too-long")))
_WORDS = Many(_WORD, or_one=True)
_SOURCE = Many(_WORD, at_least=1, or_one=True)
_WHEN = Condition(Table(_WORDS))

_SENTENCE = Record({**_TEXT.required, "source": _SOURCE})
_USE = Record({"use": _ID})
_DEADLINE = Record({"from": _ID, "within": _SPAN}, {"as": Word(("act", "wait", "event"))})
_STEP = Record({"do": _TEXT, "source": _SOURCE}, {"where": _TEXT, "by": _DEADLINE})

_OPTION = Record(
    {"id": _ID, "label": _LABEL},
    {
        "hint": _TEXT,
        "phrase": _TEXT,
        "also": _WORDS,
        "stage": _ID,
        "only_if": _WHEN,
        "at_least": _DURATION,
        "below": _DURATION,
    },
)
_QUESTION = Record(
    {
        "id": _ID,
        "kind": Word(("core", "follow-up")),
        "name": _TEXT,
        "flags": Many(_FLAG, at_least=1),
        "ask": _TEXT,
        "help": _TEXT,
        "options": Many(_OPTION, at_least=2),
    },
    {"only_if": _WHEN, "measures": _ID, "free_text": _ID},
)
_DETAIL = Record(
    {
        "id": _ID,
        "kind": Word(DETAIL_KINDS),
        "flags": Many(_FLAG, at_least=1),
        "ask": _TEXT,
        "purpose": _TEXT,
        "blank": _TEXT,
        "find": _TEXT,
    },
    {"since": _TEXT},
)
_ROW = Record({"id": _ID, "when": _WHEN, "is": _ID, "source": _SOURCE}, {"over": _WORDS})
_LINE = Record(_TEXT.required, {"if": _WORDS})
_DOCUMENT = Record({"title": _TEXT, "url": _WORD, "kind": Word(SOURCE_KINDS), "dated": _DATE_IF_KNOWN})
_FACT = Record(
    {
        "says": _WORD,
        "from": Many(_WORD, at_least=1),
        "confidence": Word(CONFIDENCES),
        "market": _WORD,
        "checked": _DATE,
    }
)
_ENTRY = Record({"id": _ID, "title": _TEXT, "style": Word(STYLES), "say": Many(_SENTENCE, at_least=1)})


def _fragment(item: Record) -> Record:
    case = Record({"id": _ID, "when": _WHEN, "say": Many(item)}, {"over": _WORDS})
    return Record({"id": _ID, "kind": Word(ITEM_KINDS), "cases": Many(case, at_least=1)})


FRAGMENT: dict[str, Shape] = {kind: _fragment(_STEP if kind == "steps" else _SENTENCE) for kind in ITEM_KINDS}
SITUATION: Shape = Record(
    {
        "id": _ID,
        "when": _WHEN,
        "verdict": Word(VERDICTS),
        "title": _TEXT,
        "why": Many(Either("use", _USE, _SENTENCE), at_least=1),
        "steps": Many(Either("use", _USE, _STEP), at_least=1),
        "avoid": Many(Either("use", _USE, _SENTENCE), at_least=1),
        "messages": Many(_ID, at_least=1),
        "limits": Many(Either("use", _USE, _SENTENCE), at_least=1),
        "examples": Many(Record({"given": Table(_WORD), "expect": Word(VERDICTS)}), at_least=1),
    },
    {"over": _WORDS, "fallback": Word(("true",)), "if_that_fails": _ID},
)
FILE: dict[str, Shape] = {
    "rulebook.yaml": Record(
        {
            "id": _ID,
            "title": _TEXT,
            "market": _WORD,
            "version": _WORD,
            "checked": _DATE,
            "review_after": _DAYS,
            "timezone": _ZONE,
            "languages": Many(Word(LANGUAGES)),
            "line": Many(Record({"id": _ID, "label": _TEXT}), at_least=1),
        }
    ),
    "questions.yaml": Record({"questions": Many(_QUESTION, at_least=1), "details": Many(_DETAIL)}),
    "derived.yaml": Record(
        {
            "derived": Many(
                Record({"id": _ID, "about": _WORD, "values": Many(_ID, at_least=2), "rows": Many(_ROW, at_least=1)})
            )
        }
    ),
    "messages.yaml": Record(
        {
            "messages": Many(
                Record(
                    {
                        "id": _ID,
                        "to": Word(RECIPIENTS),
                        "about": _TEXT,
                        "source": _SOURCE,
                        "body": Many(_LINE, at_least=1),
                    }
                ),
                at_least=1,
            )
        }
    ),
    "sources.yaml": Record({"documents": Table(_DOCUMENT), "facts": Table(_FACT)}),
    "guide.yaml": Record(
        {"sections": Many(Record({"id": _ID, "title": _TEXT, "entries": Many(_ENTRY, at_least=1)}), at_least=1)}
    ),
}
