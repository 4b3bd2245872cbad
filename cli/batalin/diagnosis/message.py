"""Fill message templates with what is known and mark what is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from batalin.diagnosis.correspondence import NO_CORRESPONDENCE, Correspondence, tell_history, write_frame
from batalin.diagnosis.details import MAX_LENGTH, Details
from batalin.rulebook.model import Message, one_or_many
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.template import fill, placeholders
from batalin.rulebook.vocabulary import MAX_CHARACTERS, MORE, SHORTEST, STATUS, TODAY, UNKNOWN
from batalin.words.formats import format_date

_SHORTEST_BESIDE_MORE = SHORTEST // 2
"""Characters to which words may be cut where earlier letters and attachments need room as well."""


class Letter(NamedTuple):
    """A message that is ready to send.

    Attributes:
        id: Id of its template.
        to: The recipient.
        about: What it is for, in the screen's language.
        language: Language of the body.
        body: The text; lines are separated by newlines.
        missing: Details whose blanks still stand in the text.
        tone: The tone it speaks in, or an empty string where the rules know none.
    """

    id: str
    to: str
    about: str
    language: str
    body: str
    missing: tuple[str, ...]
    tone: str = ""


def write_letter(
    template: Message,
    answers: Mapping[str, str],
    details: Details,
    now: datetime,
    rulebook: Rulebook,
    language: str,
    screen_language: str,
    correspondence: Correspondence = NO_CORRESPONDENCE,
) -> Letter:
    """Write one message; where it would be too long for a chat, long words of the buyer and old news give way.

    Args:
        template: The message to fill.
        answers: Question ids to option ids.
        details: What the buyer told.
        now: The present, for the date in the text.
        rulebook: Declares details and options.
        language: The recipient's language.
        screen_language: The buyer's language.
        correspondence: Tone, attachments and earlier letters.
    """
    whole = [detail.id for detail in rulebook.details if detail.kind != "text"]
    for limit, spared in _give_up(rulebook):
        told, letters = details.shortened(limit, whole), correspondence.shortened(limit)
        body, missing = _write_body(template, answers, told, now, rulebook, language, letters, spared)
        if len(body) <= MAX_CHARACTERS:
            break
    tone = correspondence.tone_for(template.to, rulebook)
    return Letter(template.id, template.to, template.about[screen_language], language, body, missing, tone)


def _give_up(rulebook: Rulebook) -> Iterator[tuple[int, int]]:
    """Give up more and more for room: first the length of words, then lines of history, of which this many go."""
    yield from ((limit, 0) for limit in range(MAX_LENGTH, _SHORTEST_BESIDE_MORE - 1, -20))
    yield from ((_SHORTEST_BESIDE_MORE, spared) for spared in range(1, len(rulebook.handover.frame) + 1))


def _write_body(
    template: Message,
    answers: Mapping[str, str],
    details: Details,
    now: datetime,
    rulebook: Rulebook,
    language: str,
    correspondence: Correspondence,
    spared: int,
) -> tuple[str, tuple[str, ...]]:
    blanks = {detail.id: detail.blank[language] for detail in rulebook.details}
    missing: list[str] = []
    handover = rulebook.handover
    voiced = {word for voice in handover.voices for word in voice.words}
    tone = correspondence.tone_for(template.to, rulebook)
    voice = handover.voice(tone, template.to)
    history = tell_history(correspondence, template.to, rulebook, language)
    frame = write_frame(history, tone, rulebook, language, spared)

    def known(name: str) -> str:
        if name == TODAY:
            return format_date(now.date(), language)
        if name == MORE:
            return frame
        if name in voiced:
            return voice[name][language] if name in voice else ""
        if name in blanks:
            return details.words(name, language)
        return _spoken(name, answers, details, rulebook, language)

    def value(name: str) -> str:
        words = known(name)
        if words or name in voiced:
            return words
        if name not in missing:
            missing.append(name)
        return f"[{blanks[name]}]"

    def write(line: Mapping[str, str]) -> str:
        # A status is dated with the day on which it was seen.
        seen = correspondence.seen if STATUS in placeholders(line) else None
        return fill(line[language], lambda name: format_date(seen, language) if seen and name == TODAY else value(name))

    lines = [
        write(line)
        for line in template.body
        if all(known(name) for name in one_or_many(line.get("if")))
        and not history.keys() & set(one_or_many(line.get("unless")))
    ]
    return "\n".join(lines), tuple(missing)


def _spoken(name: str, answers: Mapping[str, str], details: Details, rulebook: Rulebook, language: str) -> str:
    if name not in answers:
        return ""
    if name in details.quotes:
        quote = details.quotes[name].replace('"', "'")
        return f'"{quote}"'
    option = rulebook.question(name).option(answers[name])
    return option.phrase[language] if option.phrase and option.id != UNKNOWN else ""
