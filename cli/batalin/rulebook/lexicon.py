"""How buyers say it: chat spelling, phrases of options, what they do not mean, and questions that are none of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from batalin.rulebook.model import Text, one_or_many

GAP = ".."
"""Stands in a phrase for up to this many words in between."""
GAP_WORDS = 3
Pattern = tuple[str, ...]
"""The words of a phrase one by one; `GAP` lets words stand in between."""


class Phrases(NamedTuple):
    """Patterns, and what they say.

    Attributes:
        patterns: By the word each begins with, each with its key.
    """

    patterns: Mapping[str, Sequence[tuple[Pattern, str]]]


class Elsewhere(NamedTuple):
    """A matter that is none of ours, and where to turn with it.

    Attributes:
        id: Its name.
        about: What it is.
        turn: Where to turn.
        sources: Fact ids.
    """

    id: str
    about: Text
    turn: Text
    sources: tuple[str, ...]


class Lexicon(NamedTuple):
    """Everything a rulebook knows of the way buyers write.

    Attributes:
        spelling: Words of chats by their spelling, each as one or several plain words.
        negations: Words that turn what follows into its opposite.
        breaks: Words with which another thought begins.
        options: For each question the phrases of its options.
        never: For each question the phrases in which an option's words mean something else.
        over: For each question and option the options that say less where both are said.
        spans: Phrases of what a length of time belongs to, by question.
        dates: Phrases of what a date belongs to, by detail.
        outside: Phrases of matters that are none of ours.
        elsewhere: Those matters by id.
        vocabulary: Every plain word that occurs in a phrase.
    """

    spelling: Mapping[str, Pattern]
    negations: frozenset[str]
    breaks: frozenset[str]
    options: Mapping[str, Phrases]
    never: Mapping[str, Phrases]
    over: Mapping[str, Mapping[str, frozenset[str]]]
    spans: Phrases
    dates: Phrases
    outside: Phrases
    elsewhere: Mapping[str, Elsewhere]
    vocabulary: frozenset[str]


def build_lexicon(tree: Mapping[str, Any]) -> Lexicon:
    """Turn the checked file into what it says.

    Args:
        tree: The file, or an empty mapping.
    """
    options = {name: _index(phrases) for name, phrases in tree.get("phrases", {}).items()}
    never = {name: _index(phrases) for name, phrases in tree.get("never", {}).items()}
    spans, dates = _index(tree.get("spans", {})), _index(tree.get("dates", {}))
    matters = {one["id"]: one for one in tree.get("elsewhere", ())}
    outside = _index({name: one["phrases"] for name, one in matters.items()})
    spelling = {
        variant: tuple(plain.split())
        for plain, variants in tree.get("spelling", {}).items()
        for variant in one_or_many(variants)
    }
    groups = [*options.values(), *never.values(), spans, dates, outside]
    words = {
        word for group in groups for patterns in group.patterns.values() for pattern, _ in patterns for word in pattern
    }
    words.update(word for plain in spelling.values() for word in plain)
    return Lexicon(
        spelling,
        frozenset(one_or_many(tree.get("negations"))),
        frozenset(one_or_many(tree.get("breaks"))),
        options,
        never,
        {
            question: {option: frozenset(one_or_many(others)) for option, others in table.items()}
            for question, table in tree.get("over", {}).items()
        },
        spans,
        dates,
        outside,
        {name: Elsewhere(name, one["about"], one["turn"], one_or_many(one["source"])) for name, one in matters.items()},
        frozenset(words - {GAP}),
    )


def _index(phrases: Mapping[str, Iterable[str] | str]) -> Phrases:
    patterns: dict[str, list[tuple[Pattern, str]]] = {}
    for key, texts in phrases.items():
        for text in one_or_many(texts):
            for pattern in expand(text):
                patterns.setdefault(pattern[0], []).append((pattern, key))
    return Phrases(patterns)


def expand(text: str) -> Iterator[Pattern]:
    """Give every pattern that a phrase stands for.

    Args:
        text: Plain words; `(a|b c)` is a choice, `[x]` may be left out, `..` lets up to three words stand in between.

    Raises:
        ValueError: A bracket is not closed, or nothing is left of the phrase.
    """
    parts = [[tuple(choice.split()) for choice in part] for part in _split(text)]
    for choices in product(*parts):
        pattern = tuple(word for choice in choices for word in choice)
        while pattern and pattern[0] == GAP:
            pattern = pattern[1:]
        while pattern and pattern[-1] == GAP:
            pattern = pattern[:-1]
        if not pattern:
            raise ValueError(text)
        yield pattern


def _split(text: str) -> Iterator[list[str]]:
    """Give the choices of each part of a phrase."""
    rest = text.strip()
    while rest:
        if rest[0] in "([":
            end = rest.find(")" if rest[0] == "(" else "]")
            if end < 0:
                raise ValueError(text)
            inside = rest[1:end].split("|")
            yield inside if rest[0] == "(" else ["", *inside]
            rest = rest[end + 1 :].lstrip()
        else:
            ends = [index for index in (rest.find("("), rest.find("[")) if index > 0]
            end = min(ends, default=len(rest))
            if any(bracket in rest[:end] for bracket in ")]|"):
                raise ValueError(text)
            yield [rest[:end]]
            rest = rest[end:].lstrip()
