from __future__ import annotations

import ast
import re
from datetime import date, datetime, timedelta, timezone
from string import Formatter

import pytest

from batalin.words import SENTENCES, say
from batalin.words.formats import format_date, format_either, format_moment, format_rupiah, format_weekday
from tests.support import ROOT

KEYS = sorted(SENTENCES["id"])


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things() -> None:
    assert sorted(SENTENCES["en"]) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_fill_the_same_places(key: str) -> None:
    assert placeholders(SENTENCES["id"][key]) == placeholders(SENTENCES["en"][key])
    assert SENTENCES["id"][key].isascii()
    assert SENTENCES["en"][key].isascii()
    assert "!" not in SENTENCES["id"][key]
    assert "dan/atau" not in SENTENCES["id"][key]


def test_every_sentence_is_used_and_every_used_one_exists() -> None:
    literal: set[str] = set()
    patterns: set[str] = set()
    for path in (ROOT / "cli" / "batalin").rglob("*.py"):
        if path.parent.name == "words" and path.name != "__init__.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literal.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values]
                patterns.add("".join(parts))
    prefixed = {f"rule-{word}" for word in literal}
    unused = [
        key
        for key in KEYS
        if key not in literal and key not in prefixed and not any(p != ".+" and re.fullmatch(p, key) for p in patterns)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("language", "words"), [("id", "Sabtu, 2 Mei 2026, 15.00 WIB"), ("en", "Saturday, 2 May 2026, 15:00 WIB")]
)
def test_moments(language: str, words: str) -> None:
    zone = timezone(timedelta(hours=7), "WIB")
    assert format_moment(datetime(2026, 5, 2, 15, 0, tzinfo=zone), language) == words


def test_dates_and_money() -> None:
    assert format_date(date(2026, 8, 17), "id") == "17 Agustus 2026"
    assert format_weekday(date(2026, 11, 23), "en") == "Monday, 23 November 2026"
    assert [format_rupiah(amount) for amount in (0, 999, 1000, 1234567)] == ["Rp0", "Rp999", "Rp1.000", "Rp1.234.567"]


def test_alternatives() -> None:
    assert format_either([], "id") == ""
    assert format_either(["a"], "id") == "a"
    assert format_either(["a", "b", "c"], "id") == "a, b atau c"
    assert format_either(["a", "b"], "en") == "a or b"


def test_sentences_take_their_facts() -> None:
    assert say("span-hours", "id", count="48") == "48 jam"
