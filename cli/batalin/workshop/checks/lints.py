"""Words that are too long, not translated or not used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from batalin.rulebook.finding import Finding
from batalin.rulebook.place import Path, Tree
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.template import fill, placeholders
from batalin.rulebook.vocabulary import (
    FRAGMENTS,
    HANDOVER,
    ITEM_KINDS,
    LANGUAGES,
    MAX_CHARACTERS,
    MORE,
    SHORTEST,
    SITUATIONS,
    TODAY,
)
from batalin.workshop.checks.wording import TWO_SPACES

MAX_WORDS = 20
"""Words of a sentence up to which it is read in one breath."""
_OWN_WORDS = 4
"""From so many words on, the same text in both languages has not been translated."""
_DATE = "23 November 2026"
_SENTENCE_END = re.compile(r"(?<=[.?!;])\s+")


class Words(NamedTuple):
    """One text in all languages, and where it stands."""

    file: str
    path: Path
    text: Mapping[str, str]


def find_lints(rulebook: Rulebook) -> Iterator[Finding]:
    """Give the words that are not as they should be.

    Args:
        rulebook: Rules that are in order in shape and names.
    """
    for words in _texts(rulebook.trees):
        yield from _judge(words)
    yield from _long_messages(rulebook)
    yield from _unused(rulebook)


def _texts(trees: Mapping[str, Tree]) -> Iterator[Words]:
    """Give every text a buyer reads on a page or in the guide."""
    for file, tree in trees.items():
        if file.startswith(SITUATIONS):
            yield Words(file, ("title",), tree["title"])
            for kind in ITEM_KINDS:
                yield from _items(file, (kind,), tree[kind])
        elif file.startswith(FRAGMENTS):
            for index, case in enumerate(tree["cases"]):
                yield from _items(file, ("cases", index, "say"), case["say"])
    for index, section in enumerate(trees["guide.yaml"]["sections"]):
        for place, entry in enumerate(section["entries"]):
            yield from _items("guide.yaml", ("sections", index, "entries", place, "say"), entry["say"])


def _items(file: str, path: Path, items: list[Tree]) -> Iterator[Words]:
    for index, item in enumerate(items):
        if "use" not in item:
            yield Words(file, (*path, index, "do") if "do" in item else (*path, index), item.get("do", item))


def _judge(words: Words) -> Iterator[Finding]:
    texts = words.text
    for language in LANGUAGES:
        if texts[language].count(" ") >= MAX_WORDS:
            for sentence in _SENTENCE_END.split(texts[language]):
                count = len(sentence.split())
                if count > MAX_WORDS:
                    facts = {"count": str(count), "limit": str(MAX_WORDS)}
                    yield Finding("long-sentence", (*words.path, language), words.file, facts=facts)
        if TWO_SPACES in texts[language]:
            yield Finding("unwelcome-words", (*words.path, language), words.file, word=TWO_SPACES)
    first, second = (texts[language] for language in LANGUAGES)
    if first == second and len(first.split()) >= _OWN_WORDS:
        yield Finding("same-text", (*words.path, LANGUAGES[1]), words.file)


def _long_messages(rulebook: Rulebook) -> Iterator[Finding]:
    """Give the messages that are too long when all is known and the buyer's own words are as short as they may be."""
    for language in LANGUAGES:
        longest = _longest_words(rulebook, language)
        for index, message in enumerate(rulebook.messages.values()):
            body = "\n".join(line[language] for line in message.body)
            length = len(fill(body, longest.__getitem__))
            if length > MAX_CHARACTERS:
                facts = {"count": str(length), "limit": str(MAX_CHARACTERS)}
                yield Finding("long-message", ("messages", index, "id"), "messages.yaml", word=message.id, facts=facts)


def _longest_words(rulebook: Rulebook, language: str) -> dict[str, str]:
    """Give, for each placeholder, the longest words that can stand in its place."""
    words = {detail.id: "x" * SHORTEST if detail.kind == "text" else _DATE for detail in rulebook.details}
    for question in rulebook.questions:
        phrases = [option.phrase[language] for option in question.options if option.phrase]
        words[question.id] = max(phrases, key=len, default="")
    voiced = [voice["words"] for voice in rulebook.trees.get(HANDOVER, {}).get("voices", ())]
    for name in {name for one in voiced for name in one}:
        words[name] = max((one[name][language] for one in voiced if name in one), key=len)
    return {**words, TODAY: _DATE, MORE: ""}


def _unused(rulebook: Rulebook) -> Iterator[Finding]:
    """Give the fragments, messages, documents and details that nothing uses."""
    pages = [rule.body for rule in (*rulebook.situations, rulebook.fallback) if rule]
    fragments = {item["use"] for page in pages for kind in ITEM_KINDS for item in page[kind] if "use" in item}
    for name in rulebook.fragments.keys() - fragments:
        yield Finding("unused", ("id",), f"{FRAGMENTS}{name}.yaml", word=name)
    sent = {name for page in pages for name in page["messages"]}
    filled: set[str] = set()
    for index, message in enumerate(rulebook.messages.values()):
        filled.update(name for line in message.body for name in placeholders(line))
        if message.id not in sent:
            yield Finding("unused", ("messages", index, "id"), "messages.yaml", word=message.id)
    sources = rulebook.trees["sources.yaml"]
    cited = {document for fact in sources["facts"].values() for document in fact["from"]}
    for name in sources["documents"].keys() - cited:
        yield Finding("unused", ("documents", name), "sources.yaml", True, name)
    filled.update(question.measures for question in rulebook.questions)
    filled.update(item["by"]["from"] for item in _steps(rulebook) if "by" in item)
    for index, detail in enumerate(rulebook.details):
        if detail.id not in filled:
            yield Finding("unused", ("details", index, "id"), "questions.yaml", word=detail.id)


def _steps(rulebook: Rulebook) -> Iterator[Mapping[str, Any]]:
    for rule in (*rulebook.situations, rulebook.fallback):
        if rule:
            yield from rule.body["steps"]
    for fragment in rulebook.fragments.values():
        if fragment.kind == "steps":
            for case in fragment.cases:
                yield from case.body
