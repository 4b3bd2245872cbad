"""What the pages, the guide and the messages say: examples, tone, length, sources and safety."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from batalin.diagnosis.answers import find_contradiction, unused_answers
from batalin.rulebook.loading import load
from batalin.rulebook.model import one_or_many
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import ITEM_KINDS, LANGUAGES
from tests.support import RULES

BOOK = load(RULES)
PAGES = {rule.id: rule.body for rule in BOOK.situations}
MAX_WORDS = 20
LABEL, ABOUT, TITLE = 34, 40, 70
OPTIONS = [(question, option) for question in BOOK.questions for option in question.options]


class Said(NamedTuple):
    """One text that a buyer can read, and where it stands."""

    place: str
    language: str
    text: str


def texts_of(tree: Any, place: str) -> Iterator[Said]:
    """Give every text of a tree; a text is what stands under a language."""
    if isinstance(tree, list):
        for index, one in enumerate(tree):
            yield from texts_of(one, f"{place}/{index}")
    elif isinstance(tree, Mapping):
        text = "en" in tree
        for key, value in tree.items():
            if text and key in LANGUAGES:
                yield Said(place, key, value)
            else:
                yield from texts_of(value, f"{place}/{key}")


EVERYTHING = [said for name, tree in BOOK.trees.items() for said in texts_of(tree, name)]
SENTENCES = [said for said in EVERYTHING if said.place.startswith(("situations/", "fragments/", "guide.yaml"))]
MESSAGES = [said for said in EVERYTHING if said.place.startswith("messages.yaml")]


def cited_in(tree: Any) -> Iterator[str]:
    """Give every fact a tree cites."""
    if isinstance(tree, list):
        for one in tree:
            yield from cited_in(one)
    elif isinstance(tree, Mapping):
        yield from one_or_many(tree.get("source"))
        for key, value in tree.items():
            if key != "source":
                yield from cited_in(value)


def used_by(page: Mapping[str, Any]) -> list[str]:
    """Give the fragments a page uses."""
    return [item["use"] for kind in ITEM_KINDS for item in page[kind] if "use" in item]


@pytest.mark.parametrize(
    ("page", "example"),
    [
        pytest.param(name, example, id=f"{name}-{index}")
        for name, page in PAGES.items()
        for index, example in enumerate(page["examples"])
    ],
)
def test_example_ends_on_its_page(page: str, example: Mapping[str, Any]) -> None:
    given = example["given"]
    decision = BOOK.decide(given)
    assert decision.situation.id == page
    assert decision.situation.body["verdict"] == example["expect"]
    assert find_contradiction(given, BOOK) is None
    assert unused_answers(given, BOOK) == ()


def test_sentences_are_short() -> None:
    long = []
    for said in SENTENCES:
        for sentence in re.split(r"(?<=[.?!;])\s+", said.text):
            if len(sentence.split()) > MAX_WORDS:
                long.append(f"{said.place} {said.language}: {sentence}")
    assert not long, "\n".join(long)


def test_words_fit_their_place() -> None:
    for _, option in OPTIONS:
        assert all(len(option.label[language]) <= LABEL for language in LANGUAGES), option.id
    for message in BOOK.messages.values():
        assert all(len(message.about[language]) <= ABOUT for language in LANGUAGES), message.id
    for name, page in PAGES.items():
        assert all(len(page["title"][language]) <= TITLE for language in LANGUAGES), name


def test_everything_is_plain_ascii() -> None:
    assert not [said for said in EVERYTHING if not said.text.isascii()]


@pytest.mark.parametrize("words", ["dan/atau", "and/or", "!", "Error:", "...", "--", "  "])
def test_words_that_nobody_wants_to_read(words: str) -> None:
    assert not [said for said in EVERYTHING if words in said.text]


def test_a_word_means_one_option() -> None:
    for question in BOOK.questions:
        meant: dict[str, str] = {}
        for option in question.options:
            for word in {*option.also, *option.label.values(), option.id}:
                known = meant.setdefault(word.casefold().replace("-", " "), option.id)
                assert known == option.id, f"{question.id}: {word} means {known} and {option.id}"


def test_every_fact_that_a_buyer_can_act_on_is_cited() -> None:
    cited = {fact for name, tree in BOOK.trees.items() if name != "sources.yaml" for fact in cited_in(tree)}
    facts: Mapping[str, Any] = BOOK.trees["sources.yaml"]["facts"]
    worth = {
        fact
        for fact, told in facts.items()
        if fact[0] in "FL" and told["confidence"] != "low" and told["market"].split("-")[0] in {"ID", "any"}
    }
    assert len(worth) > 60
    assert not worth - cited


def test_no_page_rests_on_low_facts_alone() -> None:
    facts = BOOK.trees["sources.yaml"]["facts"]
    for name, page in PAGES.items():
        for item in page["why"]:
            sources = one_or_many(item.get("source"))
            assert not sources or any(facts[fact]["confidence"] != "low" for fact in sources), f"{name}: {item}"


def test_only_the_ministry_has_a_phone_number() -> None:
    number = re.compile(r"(?:\+62|\(0\d+\)|\b0\d)[\d\s().-]{5,}\d")
    found = {digits for said in EVERYTHING for digits in number.findall(said.text)}
    assert found == {"0853-1111-1010", "(021) 3441839"}


def test_messages_hold_no_address_and_no_secret() -> None:
    for said in MESSAGES:
        assert not re.search(r"https?:|www\.|\w\.(com|id|me)\b|@|\d{7}", said.text), said


@pytest.mark.parametrize("name", PAGES)
def test_page_about_a_refund_warns_of_scams(name: str) -> None:
    page = PAGES[name]
    if any(message.startswith(("support-refund-", "provider-refund")) for message in page["messages"]):
        assert "scam-warning" in used_by(page)


def test_nothing_on_cod_tells_the_buyer_to_pay() -> None:
    orders = re.compile(
        r"(?:^|[.;:,] |\b(?:lalu|dan|silakan) )(?:bayar|lunasi)\b|\b(?:tetap|harus|segera) mem?bayar\b", re.I
    )
    english = re.compile(r"(?:^|[.;:,] |\b(?:then|and|please|must|now) )pay\b", re.I)
    told = 0
    for rule in BOOK.situations:
        for answers in _cod_interviews(rule.body):
            decision = BOOK.decide(answers)
            for item in BOOK.items(decision.situation.body, "steps", decision.mask):
                told += 1
                assert not orders.search(item["do"]["id"]), (decision.situation.id, item["do"]["id"])
                assert not english.search(item["do"]["en"]), (decision.situation.id, item["do"]["en"])
    assert told > 100


def _cod_interviews(page: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Give the examples of a page, paid by COD where that is possible."""
    for example in page["examples"]:
        answers = {**example["given"], "payment": "cod"}
        if answers["status"] != "unpaid" and answers["product"] != "digital":
            yield answers


def test_every_fragment_and_message_is_used() -> None:
    assert {name for page in PAGES.values() for name in used_by(page)} == set(BOOK.fragments)
    assert {name for page in PAGES.values() for name in page["messages"]} == set(BOOK.messages)


def test_next_pages_lead_somewhere_else() -> None:
    onward = {name: page["if_that_fails"] for name, page in PAGES.items() if "if_that_fails" in page}
    for name in onward:
        seen = [name]
        while seen[-1] in onward:
            seen.append(onward[seen[-1]])
            assert seen.count(seen[-1]) == 1, seen


def test_pages_are_not_copies(rulebook: Rulebook) -> None:
    titles = [rule.body["title"][language] for rule in rulebook.situations for language in LANGUAGES]
    assert len(set(titles)) == len(titles)
