"""Phrases found in plain words, with what negates them and what they are a part of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from batalin.rulebook.lexicon import NUMBER, Lexicon, Phrases, State
from batalin.understanding.reading import BREAK, Word

NEGATION_WORDS = 2
"""Words between a negation and what it still negates."""
_CLOSE = 4
"""Words between a time such as "tadi" and what it still belongs to."""
_ASSERTING = frozenset({"sudah", "masih", "sedang", "lagi", "status"})
"""Words with which something is said anew, so that a negation further back belongs to what stands before them."""


class Match(NamedTuple):
    """A phrase that was found.

    Attributes:
        key: What it says: an option, a question, a detail or a matter.
        start: Index of its first word.
        end: Index behind its last word.
    """

    key: str
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many words it covers."""
        return self.end - self.start


def find_phrases(words: Sequence[Word], phrases: Phrases) -> list[Match]:
    """Give every phrase that stands in the words, also negated ones and parts of others."""
    found: dict[Match, None] = {}
    for start, word in enumerate(words):
        for state in _follow(phrases.start, word):
            ends = _reach(words, start + 1, state, phrases.negations)
            found.update(dict.fromkeys(Match(key, start, end) for key, end in ends))
    return list(found)


def find_options(
    words: Sequence[Word], question_id: str, lexicon: Lexicon, ruled_out: Collection[str] = ()
) -> list[Match]:
    """Give the phrases that really say an option of a question.

    Args:
        words: The plain words.
        question_id: The question.
        lexicon: Its phrases, what they never mean, and which options say more than others.
        ruled_out: Options that the order cannot have; they count only where no other is said.
    """
    if question_id not in lexicon.options:
        return []
    never = find_phrases(words, lexicon.never[question_id]) if question_id in lexicon.never else []
    found = [
        match
        for match in find_phrases(words, lexicon.options[question_id])
        if not is_negated(words, match.start, lexicon)
        and not any(one.key == match.key and _overlap(one, match) for one in never)
    ]
    found = [one for one in found if one.key not in ruled_out] or found
    whole = [one for one in found if not any(_holds(other, one) for other in found)]
    held = find_phrases(words, lexicon.holds[question_id]) if question_id in lexicon.holds else []
    return list(_drop_weaker(whole, lexicon.over.get(question_id, {}), {one.key for one in held}))


def is_negated(words: Sequence[Word], start: int, lexicon: Lexicon) -> bool:
    """Tell whether a negation stands right in front, in the same thought."""
    reach = 1 if words[start].plain in _ASSERTING else NEGATION_WORDS
    for index in range(start - 1, max(start - 1 - reach, -1), -1):
        if words[index].plain == BREAK:
            return False
        if words[index].plain in lexicon.negations:
            return True
    return False


def find_owner(words: Sequence[Word], start: int, end: int, owners: Sequence[Match], *, close: bool = False) -> str:
    """Give what stands nearest to some words, in the same thought before any other; of two the first, then the longer.

    Args:
        words: The plain words.
        start: Index of the first of those words.
        end: Index behind the last.
        owners: What they may belong to.
        close: Whether it must stand close by in the same thought.
    """

    def far(one: Match) -> tuple[int, int, bool, int]:
        before = start - one.end
        after = one.start - end
        between = words[one.end : start] if before >= 0 else words[end : one.start]
        broken = sum(word.plain == BREAK for word in between)
        return broken, max(before, after, 0), one.start >= end, -one.length

    near = [one for one in owners if not close or far(one) < (0, _CLOSE + 1)]
    return min(near, key=far).key if near else ""


def quote(text: str, words: Sequence[Word], start: int, end: int) -> str:
    """Give the buyer's own words from the first of some plain words to the one before the end."""
    return text[words[start].start : words[end - 1].end]


def _reach(words: Sequence[Word], place: int, state: State, negations: Collection[str]) -> Iterator[tuple[str, int]]:
    """Give what is said by phrases that go on at a place, each with the index behind its last word."""
    for key in state.keys:
        yield key, place
    if place == len(words):
        return
    for following in _follow(state, words[place]):
        yield from _reach(words, place + 1, following, negations)
    for gap, following in state.jumps:
        for index in range(place, min(place + gap.words + 1, len(words))):
            if not gap.across and BREAK in (words[index].plain, words[index - 1].plain):
                break
            if index > place and words[index - 1].plain in negations:
                continue
            ends = list(_reach(words, index, following, negations))
            if ends:
                yield from ends
                break


def _follow(state: State, word: Word) -> Sequence[State]:
    """Give the places behind a word."""
    places = state.arcs.get(word.plain, ())
    return (*places, *state.arcs[NUMBER]) if word.plain[0].isdigit() and NUMBER in state.arcs else places


def _overlap(one: Match, other: Match) -> bool:
    return one.start < other.end and other.start < one.end


def _holds(outer: Match, inner: Match) -> bool:
    """Tell whether a match of another option covers this one and more."""
    return (
        outer.key != inner.key and outer.start <= inner.start and inner.end <= outer.end and outer.length > inner.length
    )


def _drop_weaker(
    matches: Sequence[Match], over: Mapping[str, frozenset[str]], held: Collection[str]
) -> Iterator[Match]:
    """Leave out options that say less than others; one that holds says more than those that are over it.

    Args:
        matches: What was found.
        over: For an option those that say less.
        held: Options that hold.
    """
    said = {match.key for match in matches}
    weaker = {option for strong in said for option in over.get(strong, ()) if option not in held}
    weaker |= {strong for strong in said if not said.isdisjoint(over.get(strong, frozenset()) & frozenset(held))}
    return (match for match in matches if match.key not in weaker)
