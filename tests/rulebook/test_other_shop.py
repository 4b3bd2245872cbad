"""A second rulebook, of a market that is openly made up: the program serves it as it serves the shipped one."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from batalin.rulebook.loading import load, read_texts
from batalin.workshop.checks.checking import check
from tests.rulebook.books import folder
from tests.support import ROOT, WITHOUT_QUESTIONS, Outcome, call

OTHER = ROOT / "tests" / "other_shop"
BOOK = load(OTHER)
NAME = "pasar-nusantara-contoh"
LANGUAGES = ("id", "en")
SITUATIONS = {"cancel-yourself", "ask-the-seller", "too-late", "already-cancelled", "code-asked"}
EXAMPLES = [
    pytest.param(rule.id, example["given"], example["expect"], id=f"{rule.id}-{number}")
    for rule in BOOK.situations
    for number, example in enumerate(rule.body["examples"], start=1)
]
PRINTED = {
    "version": ["--version"],
    "guide": ["guide"],
    "whole guide": ["guide", "all"],
    "schema": ["schema"],
    "nothing answered": ["--no-input"],
    "unknown answer": ["--status", "shipped", "--no-input"],
    "unknown option": ["--product", "physical", "--no-input"],
}
FORMS = ["json", "message", "text", "markdown"]
Given = Mapping[str, str]
SMALLEST = b"""
details: []
questions:
  - id: status
    kind: core
    name: {id: Status, en: Status}
    flags: [--status]
    ask: {id: Apa statusnya?, en: What is its status?}
    help: {id: Lihat di pesanan., en: See the order.}
    options:
      - {id: begun, label: {id: Baru, en: Begun}, stage: new}
      - {id: sent, label: {id: Dikirim, en: Sent}, stage: on-the-way}
"""
MESSAGES = b"messages: [{id: note, to: seller, about: {id: A, en: A}, source: F1, body: [{id: B, en: B}]}]"
PAGE = b"""
id: lone
when: {}
verdict: other
title: {id: Judul, en: Title}
why: [{id: Kata, en: Word, source: F1}]
steps: [{do: {id: Kata, en: Word}, source: F1}]
avoid: [{id: Kata, en: Word, source: F1}]
messages: [note]
limits: [{id: Kata, en: Word, source: F1}]
examples: [{given: {status: begun}, expect: other}]
"""


def ask(*arguments: str, language: str) -> Outcome:
    """Run one command with the second rulebook."""
    return call([*arguments, "--rules", str(OTHER), "--lang", language])


def answer(given: Given, *more: str, language: str) -> Outcome:
    """Answer as a buyer does on the command line."""
    words = [word for question, option in given.items() for word in (f"--{question}", option)]
    return ask(*words, *more, *WITHOUT_QUESTIONS, language=language)


def names_the_first_shop(outcome: Outcome) -> list[str]:
    """Give the printed lines that name the shop of the shipped rules."""
    lines = (outcome.stdout + outcome.stderr).splitlines()
    return [line for line in lines if "tiktok" in line.lower() or "tokopedia" in line.lower()]


def test_no_finding() -> None:
    result = check(read_texts(OTHER), date(2026, 11, 23))
    assert result.findings == ()
    assert result.rulebook is not None


def test_examples_cover_every_situation() -> None:
    assert {rule.id for rule in BOOK.situations} == SITUATIONS
    assert {example.values[0] for example in EXAMPLES} == SITUATIONS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("situation", "given", "verdict"), EXAMPLES)
def test_example_ends_at_its_situation(situation: str, given: Given, verdict: str, language: str) -> None:
    outcome = answer(given, "--format", "json", language=language)
    assert (outcome.code, outcome.stderr) == (0, ""), outcome.text()
    schema = json.loads(ask("schema", language=language).stdout)
    Draft202012Validator.check_schema(schema)
    content = json.loads(outcome.stdout)
    Draft202012Validator(schema).validate(content)
    assert (content["situation"], content["verdict"]) == (situation, verdict)
    assert content["rulebook"]["id"] == NAME
    assert content["title"] == BOOK.page(situation)["title"][language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("situation", "given", "verdict"), EXAMPLES)
def test_page_has_the_words_of_the_rules(situation: str, given: Given, verdict: str, language: str) -> None:
    outcome = answer(given, language=language)
    assert (outcome.code, outcome.stderr) == (0, ""), outcome.text()
    text = " ".join(outcome.stdout.split())
    page = BOOK.page(situation)
    assert page["title"][language] in text
    for step in page["steps"]:
        assert step["do"][language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_prints_every_section(language: str) -> None:
    overview, whole = ask("guide", language=language), ask("guide", "all", language=language)
    assert (overview.code, whole.code) == (0, 0), overview.text() + whole.text()
    for section in BOOK.trees["guide.yaml"]["sections"]:
        assert section["title"][language] in overview.stdout
        alone = ask("guide", section["id"], language=language)
        assert alone.code == 0, alone.text()
        for entry in section["entries"]:
            for outcome in (whole, alone):
                text = " ".join(outcome.stdout.split())
                assert entry["title"][language] in text
                assert all(said[language] in text for said in entry["say"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_command_of_the_next_page_stays_with_these_rules(language: str) -> None:
    for page in (rule.body for rule in BOOK.situations if "if_that_fails" in rule.body):
        for example in page["examples"]:
            lines = answer(example["given"], language=language).stdout.splitlines()
            commands = [line for line in lines if line.startswith("batalin ")]
            assert len(commands) == 1, lines
            ran = call([*shlex.split(commands[0])[1:], *WITHOUT_QUESTIONS, "--format", "json"])
            assert ran.code == 0, ran.text()
            content = json.loads(ran.stdout)
            assert (content["rulebook"]["id"], content["situation"]) == (NAME, page["if_that_fails"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_no_result_names_the_first_shop(form: str, language: str) -> None:
    givens = [example["given"] for rule in BOOK.situations for example in rule.body["examples"]]
    outcomes = [answer(given, "--format", form, language=language) for given in givens]
    assert all(outcome.stdout for outcome in outcomes)
    assert [line for outcome in outcomes for line in names_the_first_shop(outcome)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("arguments", PRINTED.values(), ids=PRINTED)
def test_nothing_else_names_the_first_shop(arguments: list[str], language: str) -> None:
    outcome = ask(*arguments, language=language)
    assert outcome.stdout + outcome.stderr
    assert names_the_first_shop(outcome) == []


@pytest.mark.parametrize(
    ("language", "shop"), [("id", "Pasar Nusantara (contoh)"), ("en", "Pasar Nusantara (example)")]
)
def test_message_to_the_support_names_its_shop(shop: str, language: str) -> None:
    givens = [example["given"] for rule in BOOK.situations for example in rule.body["examples"]]
    lines = "\n".join(answer(given, language=language).stdout for given in givens)
    assert {"id": f"CS {shop}", "en": f"{shop} support"}[language] in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_about_this_shop(language: str) -> None:
    outcome = ask("--help", language=language)
    page = " ".join(outcome.stdout.split())
    assert names_the_first_shop(outcome) == []
    assert BOOK.about["shop"][language] in page
    assert {"id": "Tiga jawaban utama", "en": "The three core answers"}[language] in page
    assert ", ".join(section["id"] for section in BOOK.trees["guide.yaml"]["sections"]) in page


def test_commands_of_the_help_run_with_these_rules() -> None:
    lines = [line.strip() for line in ask("--help", language="en").stdout.splitlines()]
    asking, complete = (line for line in lines if line.startswith("batalin --rules"))
    assert asking == f"batalin --rules {shlex.quote(str(OTHER))}"
    ran = call([*shlex.split(complete)[1:], "--format", "json"])
    assert (ran.code, json.loads(ran.stdout)["rulebook"]["id"]) == (0, NAME)


def test_help_has_no_heading_without_something_below(tmp_path: Path) -> None:
    lone = {
        "questions.yaml": SMALLEST,
        "messages.yaml": MESSAGES,
    }
    rules = {name: data for name, data in read_texts(OTHER).items() if "/" not in name} | lone
    rules |= {"derived.yaml": b"derived: []", "situations/lone.yaml": PAGE}
    (tmp_path / "fragments").mkdir()
    outcome = call(["--rules", str(folder(tmp_path, rules)), "--lang", "en", "--help"])
    assert outcome.code == 0, outcome.text()
    assert "The core answer (" in outcome.stdout
    assert "Further questions" not in outcome.stdout
    assert "Details for the message" not in outcome.stdout
