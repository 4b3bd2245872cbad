"""What a letter knows of the letters before it, and the lines that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from batalin.diagnosis.cleaning import shorten
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.template import fill
from batalin.words import say
from batalin.words.formats import format_all, format_date

QUOTE_LENGTH = 120
"""Characters of an earlier letter that a later one quotes."""
_ATTACHED = "evidence"
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
    """

    tone: str = ""
    evidence: tuple[str, ...] = ()
    sent: tuple[Sent, ...] = ()
    promises: tuple[Promise, ...] = ()
    seen: date | None = None

    def tone_for(self, recipient: str, rulebook: Rulebook) -> str:
        """Give the tone of the next letter to a recipient; it grows firmer with every letter before."""
        written = sum(one.recipient == recipient for one in self.sent)
        return self.tone or rulebook.handover.default_tone(recipient, written)

    def shortened(self, limit: int) -> Correspondence:
        """Give the same with no promise and no quoted letter longer than this."""
        promises = tuple(one._replace(text=shorten(one.text, limit)) for one in self.promises)
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
        spared: How many lines there is no room for; they give way from the first one on, and attachments never do.
    """
    lines = [
        line
        for line in rulebook.handover.frame
        if history.keys() >= set(line.needs) and (not line.tones or tone in line.tones)
    ]
    left_out = [line for line in lines if _ATTACHED not in line.needs][:spared]
    return "\n".join(fill(line.text[language], history.__getitem__) for line in lines if line not in left_out)


def tell_history(correspondence: Correspondence, recipient: str, rulebook: Rulebook, language: str) -> dict[str, str]:
    """Give the words for the placeholders of frame lines, as far as there is something to say.

    Args:
        correspondence: What is known.
        recipient: Whom the letter is for.
        rulebook: Its names of evidence.
        language: The recipient's language.
    """
    known: dict[str, str] = {}
    names = {one.id: one.name[language] for one in rulebook.handover.evidence}
    if correspondence.evidence:
        known[_ATTACHED] = "; ".join(names[one] for one in correspondence.evidence)
    others = list(_list_others(correspondence.sent, recipient, rulebook, language))
    if others:
        known["others"] = format_all(others, language)
    answers = list(_list_answers(correspondence.promises, recipient, rulebook, language))
    if answers:
        known["answers"] = "; ".join(answers)
    own = [one for one in correspondence.sent if one.recipient == recipient]
    if own:
        known["wrote-on"] = format_date(own[-1].on, language)
        if own[-1].body:
            known["wrote"] = shorten(_find_matter(own[-1].body), QUOTE_LENGTH).replace('"', "'")
    promises = [one for one in correspondence.promises if one.recipient == recipient and (one.text or one.by)]
    if promises:
        last = promises[-1]
        known["promised-on"] = format_date(last.on, language)
        known["promise"] = _quote(last, len(last.text), language)
    return known


def name_recipient(to: str, rulebook: Rulebook, language: str) -> str:
    """Name somebody who is written to, as the buyer knows them."""
    return say(f"to-{to}", language, shop=rulebook.shop[language])


def _find_matter(body: str) -> str:
    """Give the line by which a letter is known again: the first whole sentence, as a salutation may come before it."""
    lines = body.split("\n")
    return next((line for line in lines if line.endswith(_SENTENCE_ENDS)), lines[0])


def _list_answers(promises: Sequence[Promise], recipient: str, rulebook: Rulebook, language: str) -> Iterator[str]:
    """Quote what everybody else answered last, the earliest first."""
    last = {one.recipient: one for one in sorted(promises, key=lambda one: one.on) if one.recipient != recipient}
    for one in sorted(last.values(), key=lambda one: one.on):
        if one.text or one.by:
            name = name_recipient(one.recipient, rulebook, language)
            yield f"{name} ({format_date(one.on, language)}): {_quote(one, QUOTE_LENGTH, language)}"


def _quote(promise: Promise, limit: int, language: str) -> str:
    """Quote an answer, with the day it named; where its words are not known, the day alone."""
    day = format_date(promise.by, language) if promise.by else ""
    if not promise.text:
        return say("promise-day", language, day=day)
    quote = '"{}"'.format(shorten(promise.text, limit).replace('"', "'"))
    return say("promise-by", language, quote=quote, day=day) if day else quote


def _list_others(sent: Sequence[Sent], recipient: str, rulebook: Rulebook, language: str) -> Iterator[str]:
    """Name everybody else who was written to, each once with the last date, the earliest first."""
    last = {one.recipient: one.on for one in sorted(sent, key=lambda one: one.on) if one.recipient != recipient}
    for other, day in sorted(last.items(), key=lambda pair: pair[1]):
        name = name_recipient(other, rulebook, language)
        yield f"{name} ({format_date(day, language)})"
