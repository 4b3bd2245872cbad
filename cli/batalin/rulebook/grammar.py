"""The shape of every kind of rule file, declared once."""

from __future__ import annotations

from datetime import date

from batalin.rulebook.lexicon import is_phrase
from batalin.rulebook.shape import Condition, Either, Kinds, Many, Record, Shape, Table, Word
from batalin.rulebook.vocabulary import (
    CONFIDENCES,
    DETAIL_KINDS,
    FRAGMENTS,
    HANDOVER,
    ITEM_KINDS,
    LANGUAGES,
    RECIPIENTS,
    SOURCE_KINDS,
    STYLES,
    TONES,
    VERDICTS,
    WORDS,
)

LABEL_COLUMNS = 34
ID_PATTERN = "[a-z0-9]+(-[a-z0-9]+)*"


def _is_in_calendar(text: str) -> bool:
    """Accept a year, a month or a day that the calendar has, and `unknown`."""
    try:
        return text == "unknown" or bool(date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False


def _is_phrase(text: str) -> bool:
    """Accept plain small words, choices, what may be left out, and gaps."""
    return text == text.casefold() and is_phrase(text)


def _id(names: str = "") -> Word:
    return Word(pattern=ID_PATTERN, code="bad-id", names=names)


def _in_each_language(word: Word, name: str) -> Record:
    return Record(dict.fromkeys(LANGUAGES, word), name=name)


def _of(names: str, at_least: int = 0) -> Many:
    return Many(Word(names=names), at_least=at_least, or_one=True)


_DATE_PATTERN = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"

_WORD = Word()
_ID = _id()
_FLAG = Word(pattern="--[a-z]+(-[a-z]+)*", code="bad-flag", example="--status")
_DATES = "2026, 2026-11, 2026-11-23"
_DATE = Word(pattern=_DATE_PATTERN, check=_is_in_calendar, code="bad-date", example=_DATES)
_DATE_IF_KNOWN = Word(
    pattern=f"unknown|{_DATE_PATTERN}", check=_is_in_calendar, code="bad-date", example=f"{_DATES}, unknown"
)
_SPAN = Word(pattern="[0-9]+ (hours|days|working-days)", code="bad-span", example="48 hours, 6 days, 2 working-days")
_DURATION = Word(pattern="[0-9]+ (hours|days)", code="bad-span", example="12 hours, 3 days")
_DAYS = Word(pattern="[0-9]+ days", code="bad-span", example="180 days")
_COUNT = Word(("0", "1", "2", "3"), names="reminders")
_ZONE = Word(pattern="[A-Z]{2,5} [+-][0-9]{2}:[0-9]{2}", code="bad-zone", example="WIB +07:00")
_TEXT = _in_each_language(_WORD, "text")
_LABEL = _in_each_language(Word(longest=LABEL_COLUMNS, code="label-too-long"), "label")
_WORDS = Many(_WORD, or_one=True)
_SOURCE = _of("facts", at_least=1)
_WHEN = Condition(Table(_WORDS, names="answers"))
_ONLY_IF = Condition(Table(_WORDS, names="questions"))

_ITEM_KIND = Word(ITEM_KINDS, names="item-kinds")
_SENTENCE = Record({**_TEXT.required, "source": _SOURCE}, name="sentence")
_DEADLINE = Record(
    {"from": _id("starts"), "within": _SPAN}, {"as": Word(("act", "wait", "event"), names="deadlines")}, name="deadline"
)
_STEP = Record({"do": _TEXT, "source": _SOURCE}, {"where": _TEXT, "by": _DEADLINE}, name="step")

_OPTION = Record(
    {"id": _ID, "label": _LABEL},
    {
        "hint": _TEXT,
        "phrase": _TEXT,
        "also": _WORDS,
        "stage": _id("stages"),
        "only_if": _ONLY_IF,
        "at_least": _DURATION,
        "below": _DURATION,
        "becomes": _of("options"),
    },
    name="option",
)
_QUESTION = Record(
    {
        "id": _ID,
        "kind": Word(("core", "follow-up"), names="question-kinds"),
        "name": _TEXT,
        "flags": Many(_FLAG, at_least=1),
        "ask": _TEXT,
        "help": _TEXT,
        "options": Many(_OPTION, at_least=2),
    },
    {"only_if": _ONLY_IF, "measures": _id("dates"), "free_text": _id("options")},
    name="question",
)
_DETAIL = Record(
    {
        "id": _ID,
        "kind": Word(DETAIL_KINDS, names="detail-kinds"),
        "flags": Many(_FLAG, at_least=1),
        "ask": _TEXT,
        "purpose": _TEXT,
        "blank": _TEXT,
        "find": _TEXT,
    },
    {"since": _TEXT},
    name="detail",
)
_ROW = Record({"id": _ID, "when": _WHEN, "is": _id("values"), "source": _SOURCE}, {"over": _WORDS}, name="row")
_LINE = Record(_TEXT.required, {"if": _of("fillings"), "unless": _of("history")}, name="line")
_DOCUMENT = Record(
    {"title": _TEXT, "url": _WORD, "kind": Word(SOURCE_KINDS, names="source-kinds"), "dated": _DATE_IF_KNOWN},
    name="document",
)
_FACT = Record(
    {
        "says": _WORD,
        "from": Many(Word(names="documents"), at_least=1),
        "confidence": Word(CONFIDENCES, names="confidences"),
        "market": _WORD,
        "checked": _DATE,
    },
    name="fact",
)
_ENTRY = Record(
    {"id": _ID, "title": _TEXT, "style": Word(STYLES, names="styles"), "say": Many(_SENTENCE, at_least=1)}, name="entry"
)


def _items(kind: str, item: Record) -> Many:
    """Give the shape of a page's list: fragments of its kind, or what such fragments hold."""
    return Many(Either("use", Record({"use": _id(f"{FRAGMENTS}{kind}")}, name="use"), item), at_least=1)


def _fragment(item: Record) -> Record:
    case = Record({"id": _ID, "when": _WHEN, "say": Many(item)}, {"over": _WORDS}, name="case")
    return Record({"id": _ID, "kind": _ITEM_KIND, "cases": Many(case, at_least=1)}, name="fragment")


_EXAMPLE = Record(
    {"given": Table(_WORD, names="questions"), "expect": Word(VERDICTS, names="verdicts")}, name="example"
)
FRAGMENT: Shape = Kinds(
    "kind", _ITEM_KIND, {**dict.fromkeys(ITEM_KINDS, _fragment(_SENTENCE)), "steps": _fragment(_STEP)}
)
SITUATION: Shape = Record(
    {
        "id": _ID,
        "when": _WHEN,
        "verdict": Word(VERDICTS, names="verdicts"),
        "title": _TEXT,
        "why": _items("why", _SENTENCE),
        "steps": _items("steps", _STEP),
        "avoid": _items("avoid", _SENTENCE),
        "messages": Many(_id("messages"), at_least=1),
        "limits": _items("limits", _SENTENCE),
        "examples": Many(_EXAMPLE, at_least=1),
    },
    {"over": _of("rivals"), "fallback": Word(("true",), names="yes"), "if_that_fails": _id("situations")},
    name="situation",
)
_STAGE = Record({"id": _ID, "label": _TEXT}, name="stage")
_TABLE = Record(
    {"id": _ID, "about": _WORD, "values": Many(_ID, at_least=2), "rows": Many(_ROW, at_least=1)},
    {"name": _TEXT, "labels": Table(_LABEL, names="values")},
    name="table",
)
_MESSAGE = Record(
    {
        "id": _ID,
        "to": Word(RECIPIENTS, names="recipients"),
        "about": _TEXT,
        "source": _SOURCE,
        "body": Many(_LINE, at_least=1),
    },
    name="message",
)
_SECTION = Record({"id": _ID, "title": _TEXT, "entries": Many(_ENTRY, at_least=1)}, name="section")
_TONE = Word(TONES, names="tones")
_RECIPIENT = Word(RECIPIENTS, names="recipients")
_PLACE = Record(
    {"where": _TEXT, "missing": _TEXT, "source": _SOURCE},
    {"ask": _id("asked"), "option": _id("options")},
    name="place",
)
_EVIDENCE = Record(
    {"id": _ID, "when": _WHEN, "take": _TEXT, "name": _TEXT, "source": _SOURCE}, {"where": _TEXT}, name="evidence"
)
_VOICE = Record({"tone": _TONE, "words": Table(_TEXT)}, {"to": Many(_RECIPIENT)}, name="voice")
_FRAME_LINE = Record(_TEXT.required, {"if": _of("history"), "tone": Many(_TONE, or_one=True)}, name="frame")
_RUNG = Record(
    {"to": _RECIPIENT, "tones": Many(_TONE, at_least=1), "source": _SOURCE},
    {"wait": _DURATION, "reminders": _COUNT},
    name="rung",
)
_PHRASE = Word(check=_is_phrase, code="bad-phrase", example="tombol .. (hilang|tidak ada)")
_PHRASES = Many(_PHRASE, or_one=True)
_BY_OPTION = Table(_PHRASES, names="options")
_MATTER = Record(
    {"id": _ID, "about": _TEXT, "turn": _TEXT, "phrases": _PHRASES, "source": _SOURCE},
    {"unless": _PHRASES},
    name="matter",
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
            "languages": Many(Word(LANGUAGES, names="languages")),
            "line": Many(_STAGE, at_least=1),
        },
        {"shop": _TEXT},
        name="rulebook",
    ),
    "questions.yaml": Record({"questions": Many(_QUESTION, at_least=1), "details": Many(_DETAIL)}, name="questions"),
    "derived.yaml": Record({"derived": Many(_TABLE)}, name="derived"),
    "messages.yaml": Record({"messages": Many(_MESSAGE, at_least=1)}, name="messages"),
    "sources.yaml": Record({"documents": Table(_DOCUMENT), "facts": Table(_FACT)}, name="sources"),
    "guide.yaml": Record({"sections": Many(_SECTION, at_least=1)}, name="guide"),
    HANDOVER: Record(
        {},
        {
            "places": Many(_PLACE),
            "evidence": Many(_EVIDENCE),
            "voices": Many(_VOICE),
            "frame": Many(_FRAME_LINE),
            "ladder": Many(_RUNG),
        },
        name="handover",
    ),
    WORDS: Record(
        {},
        {
            "spelling": Table(_WORDS),
            "known": _WORDS,
            "negations": _WORDS,
            "breaks": _WORDS,
            "phrases": Table(_BY_OPTION, names="asked"),
            "never": Table(_BY_OPTION, names="asked"),
            "over": Table(Table(_of("options"), names="options"), names="asked"),
            "holds": Table(_BY_OPTION, names="asked"),
            "spans": Table(_PHRASES, names="asked"),
            "dates": Table(_PHRASES, names="dates"),
            "elsewhere": Many(_MATTER),
            "pasted": _of("asked"),
        },
        name="words",
    ),
}
