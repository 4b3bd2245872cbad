"""How buyers say it: chat spelling, phrases of options, what they do not mean, and questions that are none of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from batalin.rulebook.model import Text, one_or_many

NUMBER = "#"
"""Stands in a phrase for any number."""
_BRACKETS = {"(": ")", "[": "]"}
_CLOSING = frozenset(_BRACKETS.values())
_TOKENS = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
Pattern = tuple[str, ...]
"""Words one by one."""


class Gap(NamedTuple):
    """Words that may stand between two words of a phrase.

    Attributes:
        words: How many at most.
        across: Whether they may reach into another thought.
    """

    words: int
    across: bool


GAPS = {"..": Gap(3, across=False), "...": Gap(8, across=True)}


class Choice(NamedTuple):
    """Ways to go on in a phrase; an empty one where it may be left out."""

    ways: tuple[tuple[str | Choice, ...], ...]


Phrase = tuple[str | Choice, ...]
"""A phrase as it is written: words, gaps and choices one by one."""


class State(NamedTuple):
    """A place in phrases that are read word by word.

    Attributes:
        keys: What is said where a phrase ends here.
        arcs: The places behind each word that may follow.
        jumps: The gaps that may follow, each with the place from which it goes on behind it.
    """

    keys: tuple[str, ...] = ()
    arcs: Mapping[str, Sequence[State]] = {}
    jumps: tuple[tuple[Gap, State], ...] = ()


class Phrases(NamedTuple):
    """Phrases, each with what it says.

    Attributes:
        start: The place before the first word of them all.
        words: Every word in them.
        negations: Words that part what follows from what stands before a gap.
    """

    start: State
    words: frozenset[str]
    negations: frozenset[str]


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
        holds: For each question the phrases beside which an option says more than those that are over it.
        spans: Phrases of what a length of time belongs to, by question.
        dates: Phrases of what a date belongs to, by detail.
        outside: Phrases of matters that are none of ours.
        inside: Phrases beside which such a matter is only mentioned, by its id.
        elsewhere: Those matters by id.
        vocabulary: Every plain word of a phrase, and those that are no misspelling of one.
    """

    spelling: Mapping[str, Pattern]
    negations: frozenset[str]
    breaks: frozenset[str]
    options: Mapping[str, Phrases]
    never: Mapping[str, Phrases]
    over: Mapping[str, Mapping[str, frozenset[str]]]
    holds: Mapping[str, Phrases]
    spans: Phrases
    dates: Phrases
    outside: Phrases
    inside: Phrases
    elsewhere: Mapping[str, Elsewhere]
    vocabulary: frozenset[str]


def build_lexicon(tree: Mapping[str, Any]) -> Lexicon:
    """Turn the checked file into what it says.

    Args:
        tree: The file, or an empty mapping.
    """
    spelling = _read_spelling(tree.get("spelling", {}))
    negations = frozenset(one_or_many(tree.get("negations")))
    options = {name: _index(phrases, spelling, negations) for name, phrases in tree.get("phrases", {}).items()}
    never = {name: _index(phrases, spelling, negations) for name, phrases in tree.get("never", {}).items()}
    holds = {name: _index(phrases, spelling, negations) for name, phrases in tree.get("holds", {}).items()}
    spans, dates = (_index(tree.get(key, {}), spelling, negations) for key in ("spans", "dates"))
    matters = {one["id"]: one for one in tree.get("elsewhere", ())}
    outside = _index({name: one["phrases"] for name, one in matters.items()}, spelling, negations)
    mentions = {name: one["unless"] for name, one in matters.items() if "unless" in one}
    inside = _index(mentions, spelling, negations)
    groups = [*options.values(), *never.values(), *holds.values(), spans, dates, outside, inside]
    words = {word for group in groups for word in group.words}
    words.update(word for plain in spelling.values() for word in plain)
    words.update(one_or_many(tree.get("known")))
    return Lexicon(
        spelling,
        negations,
        frozenset(one_or_many(tree.get("breaks"))),
        options,
        never,
        {
            question: {option: frozenset(one_or_many(others)) for option, others in table.items()}
            for question, table in tree.get("over", {}).items()
        },
        holds,
        spans,
        dates,
        outside,
        inside,
        {name: Elsewhere(name, one["about"], one["turn"], one_or_many(one["source"])) for name, one in matters.items()},
        frozenset(words),
    )


def _read_spelling(table: Mapping[str, Iterable[str] | str]) -> Mapping[str, Pattern]:
    """Give the plain words of each variant; one of two words is known by the plain words of both."""
    variants = [(variant, tuple(plain.split())) for plain, texts in table.items() for variant in one_or_many(texts)]
    spelling = {variant: plain for variant, plain in variants if " " not in variant}
    spelling.update((" ".join(_spell(text.split(), spelling)), plain) for text, plain in variants if " " in text)
    return spelling


def _spell(words: Iterable[str], spelling: Mapping[str, Pattern]) -> Pattern:
    return tuple(plain for word in words for plain in spelling.get(word, (word,)))


def _index(
    phrases: Mapping[str, Iterable[str] | str], spelling: Mapping[str, Pattern], negations: frozenset[str]
) -> Phrases:
    """Join phrases in plain words, however they are spelt, so that a text is read once for all of them."""
    words: set[str] = set()
    starts = []
    for key, texts in phrases.items():
        said = State((key,))
        starts += [_link(_parse(text), said, spelling, words) for text in one_or_many(texts)]
    places = [place for start in starts for place in (start, *(behind for _, behind in start.jumps))]
    return Phrases(_merge(places), frozenset(words), negations)


def _link(phrase: Phrase, following: State, spelling: Mapping[str, Pattern], words: set[str]) -> State:
    """Give the place before a phrase, and note its plain words."""
    for part in reversed(phrase):
        if isinstance(part, Choice):
            following = _merge([_link(way, following, spelling, words) for way in part.ways])
        elif part in GAPS:
            following = State(following.keys, jumps=((GAPS[part], following),))
        else:
            plain = spelling.get(part, (part,))
            words.update(word for word in plain if word != NUMBER)
            for word in reversed(plain):
                following = State(arcs={word: (following,)})
    return following


def _merge(states: Sequence[State]) -> State:
    """Give the one place that is all of these at once."""
    arcs: dict[str, list[State]] = {}
    for state in states:
        for word, following in state.arcs.items():
            arcs.setdefault(word, []).extend(following)
    keys = dict.fromkeys(key for state in states for key in state.keys)
    return State(tuple(keys), arcs, tuple(jump for state in states for jump in state.jumps))


def is_phrase(text: str) -> bool:
    """Tell whether a phrase can be read, and has a word in it whatever is chosen or left out.

    Args:
        text: Plain words; `(a|b c)` is a choice, `[x]` may be left out, `..` lets up to three words stand in between,
            `...` up to eight, also of another thought; `#` is any number; brackets may hold brackets.
    """
    try:
        return _count_fewest(_parse(text)) > 0
    except ValueError:
        return False


def cover(text: str) -> Iterator[Pattern]:
    """Give patterns of a phrase in which each of its words stands at least once, far fewer than all of them.

    Args:
        text: A phrase that can be read.
    """
    return (
        tuple("3" if word == NUMBER else word for word in words if word not in GAPS) for words in _pick(_parse(text))
    )


def _count_fewest(phrase: Phrase) -> int:
    """Give the number of words in the shortest way through a phrase."""
    return sum(
        min(_count_fewest(way) for way in part.ways) if isinstance(part, Choice) else part not in GAPS
        for part in phrase
    )


def _pick(phrase: Phrase) -> list[Pattern]:
    """Go through the ways of all choices side by side, a shorter list of ways anew once it is through."""
    columns = [
        [one for way in part.ways for one in _pick(way)] if isinstance(part, Choice) else [(part,)] for part in phrase
    ]
    rows = max(map(len, columns), default=1)
    return [tuple(word for column in columns for word in column[row % len(column)]) for row in range(rows)]


def _parse(text: str) -> Phrase:
    tokens = _TOKENS.findall(text)
    ways, rest = _read_ways(tokens, 0)
    if rest != len(tokens):
        raise ValueError(text)
    return (Choice(tuple(ways)),) if len(ways) > 1 else ways[0]


def _read_ways(tokens: Sequence[str], place: int) -> tuple[list[Phrase], int]:
    """Read choices until they end, and give them all and the place behind them."""
    ways: list[Phrase] = [()]
    while place < len(tokens) and tokens[place] not in _CLOSING:
        token = tokens[place]
        if token == "|":
            ways.append(())
        elif token in _BRACKETS:
            inside, place = _read_ways(tokens, place + 1)
            if place == len(tokens) or tokens[place] != _BRACKETS[token]:
                raise ValueError(token)
            ways[-1] += (Choice((*inside, *([()] if token == "[" else []))),)
        else:
            ways[-1] += (token,)
        place += 1
    return ways, place
