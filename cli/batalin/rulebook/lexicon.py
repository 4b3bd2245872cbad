"""How buyers say it: chat spelling, phrases of options, what they do not mean, and questions that are none of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from batalin.rulebook.model import Text, one_or_many

GAP = ".."
"""Stands in a phrase for up to this many words in between."""
GAP_WORDS = 3
_BRACKETS = {"(": ")", "[": "]"}
_CLOSING = frozenset(_BRACKETS.values())
_TOKENS = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
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
        spelling: Words of chats by their spelling, each as one or several plain words;
            one of two words by the plain words of both.
        negations: Words that turn what follows into its opposite.
        breaks: Words with which another thought begins.
        options: For each question the phrases of its options.
        never: For each question the phrases in which an option's words mean something else.
        over: For each question and option the options that say less where both are said.
        spans: Phrases of what a length of time belongs to, by question.
        dates: Phrases of what a date belongs to, by detail.
        outside: Phrases of matters that are none of ours.
        elsewhere: Those matters by id.
        vocabulary: Every plain word of a phrase, and those that are no misspelling of one.
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
    spelling = _read_spelling(tree.get("spelling", {}))
    options = {name: _index(phrases, spelling) for name, phrases in tree.get("phrases", {}).items()}
    never = {name: _index(phrases, spelling) for name, phrases in tree.get("never", {}).items()}
    spans, dates = _index(tree.get("spans", {}), spelling), _index(tree.get("dates", {}), spelling)
    matters = {one["id"]: one for one in tree.get("elsewhere", ())}
    outside = _index({name: one["phrases"] for name, one in matters.items()}, spelling)
    groups = [*options.values(), *never.values(), spans, dates, outside]
    words = {
        word for group in groups for patterns in group.patterns.values() for pattern, _ in patterns for word in pattern
    }
    words.update(word for plain in spelling.values() for word in plain)
    words.update(one_or_many(tree.get("known")))
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


def _read_spelling(table: Mapping[str, Iterable[str] | str]) -> Mapping[str, Pattern]:
    """Give the plain words of each variant; one of two words is known by the plain words of both."""
    variants = [(variant, tuple(plain.split())) for plain, texts in table.items() for variant in one_or_many(texts)]
    spelling = {variant: plain for variant, plain in variants if " " not in variant}
    spelling.update((" ".join(_spell(text.split(), spelling)), plain) for text, plain in variants if " " in text)
    return spelling


def _spell(words: Iterable[str], spelling: Mapping[str, Pattern]) -> Pattern:
    return tuple(plain for word in words for plain in spelling.get(word, (word,)))


def _index(phrases: Mapping[str, Iterable[str] | str], spelling: Mapping[str, Pattern]) -> Phrases:
    """Give phrases in plain words, however they are spelt."""
    patterns: dict[str, dict[tuple[Pattern, str], None]] = {}
    for key, texts in phrases.items():
        for text in one_or_many(texts):
            for words in expand(text):
                pattern = _spell(words, spelling)
                patterns.setdefault(pattern[0], {})[pattern, key] = None
    return Phrases({first: tuple(found) for first, found in patterns.items()})


def expand(text: str) -> Iterator[Pattern]:
    """Give every pattern that a phrase stands for.

    Args:
        text: Plain words; `(a|b c)` is a choice, `[x]` may be left out, `..` lets up to three words stand in between;
            brackets may hold brackets.

    Raises:
        ValueError: A bracket is not closed, or nothing is left of the phrase.
    """
    tokens = _TOKENS.findall(text)
    patterns, rest = _read_choices(tokens, 0)
    if rest != len(tokens):
        raise ValueError(text)
    for words in patterns:
        pattern = words
        while pattern and pattern[0] == GAP:
            pattern = pattern[1:]
        while pattern and pattern[-1] == GAP:
            pattern = pattern[:-1]
        if not pattern:
            raise ValueError(text)
        yield pattern


def _read_choices(tokens: Sequence[str], place: int) -> tuple[list[Pattern], int]:
    """Read choices until they end, and give the patterns of them all and the place behind them."""
    choices: list[Pattern] = []
    sequence: list[Pattern] = [()]
    while place < len(tokens) and tokens[place] not in _CLOSING:
        token = tokens[place]
        if token == "|":
            choices += sequence
            sequence = [()]
        elif token in _BRACKETS:
            inside, place = _read_choices(tokens, place + 1)
            if place == len(tokens) or tokens[place] != _BRACKETS[token]:
                raise ValueError(token)
            inside = [*inside, ()] if token == "[" else inside
            sequence = [before + after for before in sequence for after in inside]
        else:
            sequence = [(*before, token) for before in sequence]
        place += 1
    return choices + sequence, place
