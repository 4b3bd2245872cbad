from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from string import Formatter

import pytest

from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import RECIPIENTS, SOURCE_KINDS, VERDICTS
from batalin.words import all_sentences, say
from batalin.words.formats import format_date, format_either, format_moment, format_rupiah, format_weekday
from tests.support import ROOT

SENTENCES = {language: all_sentences(language) for language in ("id", "en")}
KEYS = sorted(SENTENCES["id"])
SAYING = {"say", "self._words", "UsageError", "FileError", "RulebookError", "super().__init__"}
PACKAGE = ROOT / "cli" / "batalin"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in PACKAGE.rglob("*.py")
    if path.parent.name != "words" or path.name == "__init__.py"
}


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


def calls() -> Iterator[tuple[str, ast.expr]]:
    """Give where a sentence is named, and how: the first argument of whatever says one or fails with one."""
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                function = ast.unparse(node.func)
                if function in SAYING:
                    yield f"{name}:{node.lineno}", node.args[0]


def words_in(node: ast.AST) -> set[str]:
    """Give the texts that stand in a piece of code as they are, not as a part of a longer one."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    joined = isinstance(node, ast.JoinedStr)
    children = (child for child in ast.iter_child_nodes(node) if not (joined and isinstance(child, ast.Constant)))
    return {word for child in children for word in words_in(child)}


def pattern(node: ast.JoinedStr) -> re.Pattern[str]:
    parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else "([a-z-]*)" for part in node.values)
    return re.compile("".join(parts))


def test_every_sentence_that_is_said_exists() -> None:
    said = [(place, word) for place, node in calls() for word in words_in(node)]
    assert len(said) > 100
    assert [(place, word) for place, word in said if word not in KEYS] == []
    families = [(place, pattern(node)) for place, node in calls() if isinstance(node, ast.JoinedStr)]
    assert [place for place, family in families if not any(map(family.fullmatch, KEYS))] == []


def test_every_sentence_is_used(rulebook: Rulebook) -> None:
    written = {word for tree in TREES.values() for word in words_in(tree)}
    written |= {option.id for option in rulebook.question("status").options}
    families = [pattern(node) for _, node in calls() if isinstance(node, ast.JoinedStr)]
    assert all(family.pattern[0].isalpha() for family in families), "a family of sentences has a name of its own"

    def known(part: str) -> bool:
        return not part or bool({part, f"-{part}"} & written)

    def made(key: str, family: re.Pattern[str]) -> bool:
        """Tell whether a name is a family's, and every part that is filled in is a word of the code."""
        match = family.fullmatch(key)
        return match is not None and all(known(group) or all(map(known, group.split("-"))) for group in match.groups())

    def used(key: str) -> bool:
        finding = key.startswith("rule-") and key.removeprefix("rule-") in written
        return key in written or finding or any(made(key, family) for family in families)

    unused = [key for key in KEYS if not used(key)]
    assert unused == []


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("family", "members"),
    [("verdict", VERDICTS), ("to", RECIPIENTS), ("kind", SOURCE_KINDS), ("span", ("hours", "days", "working-days"))],
)
def test_a_family_of_sentences_is_whole(family: str, members: tuple[str, ...], language: str) -> None:
    assert {key for key in SENTENCES[language] if key.startswith(f"{family}-")} == {
        f"{family}-{one}" for one in members
    }


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_shows_all_its_facts(key: str, language: str) -> None:
    facts = {name: f"<{name}>" for name in placeholders(SENTENCES[language][key])}
    said = say(key, language, **facts)
    assert all(fact in said for fact in facts.values())
    assert said.strip()
    assert key.startswith("rule-") or not re.search("[{}]", said)


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


@pytest.mark.parametrize(
    ("language", "months", "days"),
    [
        ("id", "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des", "Sen Sel Rab Kam Jum Sab Min"),
        ("en", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "Mon Tue Wed Thu Fri Sat Sun"),
    ],
)
def test_months_and_weekdays_stand_in_their_order(language: str, months: str, days: str) -> None:
    assert [format_date(date(2026, month, 1), language)[2:5] for month in range(1, 13)] == months.split()
    monday = date(2026, 11, 23)
    assert [format_weekday(monday + timedelta(days=day), language)[:3] for day in range(7)] == days.split()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_clock_keeps_its_zeros(language: str) -> None:
    zone = timezone(timedelta(hours=7), "WIB")
    assert re.search(r"\b00[.:]05 WIB$", format_moment(datetime(2026, 1, 2, 0, 5, tzinfo=zone), language))


def test_alternatives() -> None:
    assert format_either([], "id") == ""
    assert format_either(["a"], "id") == "a"
    assert format_either(["a", "b", "c"], "id") == "a, b atau c"
    assert format_either(["a", "b"], "en") == "a or b"


def test_sentences_take_their_facts() -> None:
    assert say("span-hours", "id", count="48") == "48 jam"
