"""Everything a buyer's own words say of an order, and the words that say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from batalin.diagnosis.answers import find_contradiction, option_for
from batalin.rulebook.lexicon import Elsewhere
from batalin.rulebook.model import Cube, Question
from batalin.rulebook.rulebook import Rulebook
from batalin.understanding.lengths import find_lengths
from batalin.understanding.matching import find_options, find_owner, find_phrases, is_negated, quote
from batalin.understanding.particulars import find_details
from batalin.understanding.reading import LONGEST, Word, read_words

_STAMP = re.compile(
    r"^[ \t]*\[?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}[, ]+)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:[ ]?[AP]M)?\]?[ ]*-?[ ]*"
    r"[^:\n]{1,40}:",
    re.MULTILINE | re.IGNORECASE,
)
"""When and by whom a line of a chat was written."""
_Known = tuple[dict[str, str], dict[str, str], dict[str, dict[str, str]]]
"""Answers by question, the words behind them, and questions with several readings, while a text is read."""


class Understanding(NamedTuple):
    """What a text says.

    Attributes:
        answers: Question ids to option ids.
        details: Raw details by detail id, as flags take them.
        words: The buyer's own words behind each answer and detail, by its id.
        ambiguous: For a question with several readings, each option with its words.
        elsewhere: The matter that is none of ours, or None.
        cut: Whether only the end of a longer text was read.
    """

    answers: Mapping[str, str]
    details: Mapping[str, str]
    words: Mapping[str, str]
    ambiguous: Mapping[str, Mapping[str, str]]
    elsewhere: Elsewhere | None = None
    cut: bool = False


def understand(text: str, rulebook: Rulebook, now: datetime, only: Collection[str] = ()) -> Understanding:
    """Find what a buyer's words say; what is not said stays out, and of two readings neither is chosen.

    Args:
        text: What the buyer wrote.
        rulebook: Its questions, details and phrases.
        now: The present in the market's zone.
        only: Questions to look at; all where none is named.
    """
    lexicon = rulebook.lexicon
    cut = len(text) > LONGEST
    text = _STAMP.sub(lambda stamp: "\n".ljust(len(stamp[0])), text[-LONGEST:])
    words = read_words(text, lexicon)
    mentioned = {one.key for one in find_phrases(words, lexicon.inside)}
    outside = [
        one
        for one in find_phrases(words, lexicon.outside)
        if one.key not in mentioned and not is_negated(words, one.start, lexicon)
    ]
    if outside and not only:
        first = max(outside, key=lambda one: one.length)
        said = {first.key: quote(text, words, first.start, first.end)}
        return Understanding({}, {}, said, {}, lexicon.elsewhere[first.key], cut)
    answers: dict[str, str] = {}
    said = {}
    ambiguous: dict[str, dict[str, str]] = {}
    known = (answers, said, ambiguous)
    for question in rulebook.questions:
        if question.id not in only if only else not _fits(question.only_if, answers, ambiguous):
            continue
        ruled_out = {one.id for one in question.options if not _fits(one.only_if, answers, ambiguous)}
        readings: dict[str, str] = {}
        for match in find_options(words, question.id, lexicon, ruled_out):
            readings.setdefault(match.key, quote(text, words, match.start, match.end))
        _settle(question.id, readings, known)
    if not only:
        _measure(text, words, rulebook, now, known)
    details, told = ({}, {}) if only else find_details(text, words, rulebook, now)
    said |= told
    _drop_contradictions(answers, said, ambiguous, rulebook)
    return Understanding(answers, details, said, ambiguous, None, cut)


def _measure(
    text: str,
    words: Sequence[Word],
    rulebook: Rulebook,
    now: datetime,
    known: _Known,
) -> None:
    """Answer the questions about time from the lengths that were told, each by what stands nearest to it."""
    answers, _, ambiguous = known
    measured = {one.id: one for one in rulebook.questions if one.measures and _is_asked(one, answers, ambiguous)}
    found: dict[str, dict[str, str]] = {}
    owners = find_phrases(words, rulebook.lexicon.spans)
    for length in sorted(find_lengths(words, now), key=lambda one: one.loose):
        question_id = find_owner(words, length.start, length.end, owners, close=length.loose)
        if question_id in measured and question_id not in answers and not (length.loose and question_id in found):
            words_of = quote(text, words, length.start, length.end)
            for days in range(length.days):
                option = option_for(measured[question_id], length.hours + days * 24).id
                found.setdefault(question_id, {}).setdefault(option, words_of)
    for question_id, readings in found.items():
        _settle(question_id, readings, known)


def _settle(question_id: str, readings: dict[str, str], known: _Known) -> None:
    """Answer a question that was read in one way; of several ways none is chosen."""
    answers, said, ambiguous = known
    if len(readings) == 1:
        ((answers[question_id], said[question_id]),) = readings.items()
    elif readings:
        ambiguous[question_id] = readings


def _is_asked(question: Question, answers: Mapping[str, str], ambiguous: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether the words say what the question is about, so that a length of time can belong to it."""
    told = any(name in answers or name in ambiguous for name in question.only_if)
    return _fits(question.only_if, answers, ambiguous) and (told or not question.only_if)


def _fits(only_if: Cube, answers: Mapping[str, str], ambiguous: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether what is said so far allows a condition; what is not said allows everything."""
    return all(
        answers[name] in allowed if name in answers else any(one in allowed for one in ambiguous.get(name, allowed))
        for name, allowed in only_if.items()
    )


def _drop_contradictions(
    answers: dict[str, str], said: dict[str, str], ambiguous: dict[str, dict[str, str]], rulebook: Rulebook
) -> None:
    """Leave open what no order can have beside what was said to an earlier question."""
    while (contradiction := find_contradiction(answers, rulebook)) is not None:
        question, option = contradiction.second
        ambiguous.setdefault(question.id, {})[option.id] = said.pop(question.id)
        del answers[question.id]
