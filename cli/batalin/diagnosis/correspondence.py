"""What a letter knows of the letters before it, and the lines that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from batalin.diagnosis.cleaning import shorten
from batalin.diagnosis.quoting import quote_part
from batalin.rulebook.handover import FrameLine
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.template import fill
from batalin.words import say
from batalin.words.formats import format_all, format_date

QUOTE_LENGTH = 120
"""Characters of an earlier letter that a later one quotes."""
_NOTHING: Mapping[str, str] = MappingProxyType({})
_ATTACHED, _TONE = "evidence", "tone"
_GIVE_WAY = ("wrote", _TONE, "twice", "listed", "fewer", "answers", "promise", "dated")
"""What a letter does without where there is no room, the first one first.

A line that quotes the buyer's own letter, one that only sets the tone, the names of those whose answers it quotes, what
the attachments show, all quoted answers but the last, this one too, and the days of earlier letters. Who was written to
and that something is attached always stays.
"""
_TWICE, _LISTED, _FEWER, _ANSWERS, _DATED = (
    _GIVE_WAY.index(one) for one in ("twice", "listed", "fewer", "answers", "dated")
)
NAMED_ONCE, COUNTED, ONE_ANSWER = _TWICE + 1, _LISTED + 1, _FEWER + 1
"""How much has given way where nobody is named twice, where attachments are only counted, and with one answer left."""
MOST_SPARED = len(_GIVE_WAY)
_SENTENCE_ENDS = (".", "?", "!")


class Sent(NamedTuple):
    """A letter that the buyer sent."""

    recipient: str
    on: date
    body: str


class Promise(NamedTuple):
    """What a recipient answered.

    Attributes:
        recipient: Who answered.
        on: When.
        text: What they said.
        by: The day they named, or None.
    """

    recipient: str
    on: date
    text: str
    by: date | None


class Correspondence(NamedTuple):
    """Everything around one letter that is neither an answer nor a detail.

    Attributes:
        tone: The tone the buyer wants, or an empty string for that of the ladder.
        evidence: Ids of the evidence the buyer attaches.
        sent: Earlier letters, the oldest first.
        promises: What was answered, the oldest first.
        seen: The day on which the status was told, or None for today.
        told: Answers to questions that are not asked any more and still hold, such as what is wrong with an item.
    """

    tone: str = ""
    evidence: tuple[str, ...] = ()
    sent: tuple[Sent, ...] = ()
    promises: tuple[Promise, ...] = ()
    seen: date | None = None
    told: Mapping[str, str] = _NOTHING

    def tone_for(self, recipient: str, rulebook: Rulebook) -> str:
        """Give the tone of the next letter to a recipient; it grows firmer with every letter before."""
        written = sum(one.recipient == recipient for one in self.sent)
        return self.tone or rulebook.handover.default_tone(recipient, written)

    def shortened(self, limit: int) -> Correspondence:
        """Give the same with no promise and no quoted letter longer than this."""
        promises = tuple(one._replace(text=quote_part(one.text, limit)) for one in self.promises)
        sent = tuple(one._replace(body=shorten(_find_matter(one.body), limit)) for one in self.sent)
        return self._replace(promises=promises, sent=sent)

    def reworded(self, change: Callable[[str], str]) -> Correspondence:
        """Give the same with other words in its letters and promises, such as masks."""
        return self._replace(
            sent=tuple(one._replace(body=change(one.body)) for one in self.sent),
            promises=tuple(one._replace(text=change(one.text)) for one in self.promises),
        )


NO_CORRESPONDENCE = Correspondence()
"""A first letter with nothing attached."""


def write_frame(history: Mapping[str, str], tone: str, rulebook: Rulebook, language: str, spared: int = 0) -> str:
    """Write the lines about earlier letters, promises and attachments, or nothing where there is nothing to say.

    Args:
        history: What `tell_history` gave.
        tone: The tone of the letter.
        rulebook: Its frame lines.
        language: The recipient's language.
        spared: How much there is no room for.
    """
    lines = [
        line
        for line in rulebook.handover.frame
        if history.keys() >= set(line.needs) and (not line.tones or tone in line.tones)
    ]
    return "\n".join(fill(line.text[language], history.__getitem__) for line in lines if _rank(line) >= spared)


def _rank(line: FrameLine) -> int:
    """Tell how late a line gives way, or more than any that does."""
    kinds = (*line.needs, *((_TONE,) if line.tones else ()))
    return next((place for place, kind in enumerate(_GIVE_WAY) if kind in kinds), MOST_SPARED)


def tell_history(
    correspondence: Correspondence,
    recipient: str,
    rulebook: Rulebook,
    language: str,
    today: date = date.min,
    spared: int = 0,
) -> dict[str, str]:
    """Give the words for the placeholders of frame lines, as far as there is something to say.

    Args:
        correspondence: What is known.
        recipient: Whom the letter is for.
        rulebook: Its names of evidence.
        language: The recipient's language.
        today: The present day; of a promised day before it is said that it has passed.
        spared: How much there is no room for.
    """
    known: dict[str, str] = {}
    names = {one.id: one.name[language] for one in rulebook.handover.evidence}
    if correspondence.evidence:
        known[_ATTACHED] = (
            "; ".join(names[one] for one in correspondence.evidence)
            if spared <= _LISTED
            else say("attached-count", language, count=str(len(correspondence.evidence)))
        )
    answers = _find_answers(correspondence.promises, recipient)
    answers = answers[-1:] if spared > _FEWER else answers
    if answers:
        known["answers"] = "; ".join(_write_answer(one, rulebook, language, today) for one in answers)
    named = {one.recipient for one in answers} if _TWICE < spared <= _ANSWERS else set()
    sent = [one for one in correspondence.sent if one.recipient not in {recipient, *named}]
    others = list(_list_others(sent, rulebook, language, dated=spared <= _DATED))
    if others:
        known["others"] = format_all(others, language)
    own = [one for one in correspondence.sent if one.recipient == recipient]
    if own:
        known["wrote-on"] = format_date(own[-1].on, language)
        if own[-1].body:
            known["wrote"] = shorten(_find_matter(own[-1].body), QUOTE_LENGTH).replace('"', "'")
    promises = [one for one in correspondence.promises if one.recipient == recipient and (one.text or one.by)]
    if promises:
        last = promises[-1]
        known["promised-on"] = format_date(last.on, language)
        known["promise"] = _quote(last, language, today)
    return known


def name_recipient(to: str, rulebook: Rulebook, language: str) -> str:
    """Name somebody who is written to, as the buyer knows them."""
    return say(f"to-{to}", language, shop=rulebook.shop[language])


def _find_matter(body: str) -> str:
    """Give the line by which a letter is known again: the first whole sentence, as a salutation may come before it."""
    lines = body.split("\n")
    return next((line for line in lines if line.endswith(_SENTENCE_ENDS)), lines[0])


def _find_answers(promises: Sequence[Promise], recipient: str) -> list[Promise]:
    """Give what everybody else answered last, the earliest first."""
    last = {one.recipient: one for one in sorted(promises, key=lambda one: one.on) if one.recipient != recipient}
    return [one for one in sorted(last.values(), key=lambda one: one.on) if one.text or one.by]


def _write_answer(answer: Promise, rulebook: Rulebook, language: str, today: date) -> str:
    name = name_recipient(answer.recipient, rulebook, language)
    return f"{name} ({format_date(answer.on, language)}): {_quote(answer, language, today)}"


def _quote(promise: Promise, language: str, today: date) -> str:
    """Quote an answer, with the day it named; where its words are not known, the day alone."""
    day = format_date(promise.by, language) if promise.by else ""
    if promise.by and promise.by < today:
        day = say("promise-passed", language, day=day)
    if not promise.text:
        return say("promise-day", language, day=day)
    quote = '"{}"'.format(promise.text.replace('"', "'"))
    return say("promise-by", language, quote=quote, day=day) if day else quote


def _list_others(sent: Sequence[Sent], rulebook: Rulebook, language: str, *, dated: bool) -> Iterator[str]:
    """Name everybody who was written to, each once with the last date, the earliest first."""
    last = {one.recipient: one.on for one in sorted(sent, key=lambda one: one.on)}
    for other, day in sorted(last.items(), key=lambda pair: pair[1]):
        name = name_recipient(other, rulebook, language)
        yield f"{name} ({format_date(day, language)})" if dated else name
