"""Fill message templates with what is known and mark what is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import product
from typing import NamedTuple

from batalin.diagnosis.correspondence import (
    COUNTED,
    MOST_SPARED,
    NAMED_ONCE,
    NO_CORRESPONDENCE,
    ONE_ANSWER,
    Correspondence,
    tell_history,
    write_frame,
)
from batalin.diagnosis.details import MAX_LENGTH, Details
from batalin.rulebook.model import Message, one_or_many
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.template import fill, placeholders
from batalin.rulebook.vocabulary import MAX_CHARACTERS, MORE, SHORTEST, STATUS, TODAY, UNKNOWN
from batalin.words.formats import format_date

_SHORTEST_BESIDE_MORE = SHORTEST // 2
"""Characters to which words may be cut where earlier letters and attachments need room as well."""
_QUOTES = (2 * MAX_LENGTH, 300, 240, MAX_LENGTH, 160, 120)
"""Characters to which quoted answers are cut while the buyer's own words stay whole."""
_HISTORY = ("answers", "promise", "evidence")


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
        cut: Whether answers or attachments are not told as a whole.
    """

    id: str
    to: str
    about: str
    language: str
    body: str
    missing: tuple[str, ...]
    tone: str = ""
    cut: bool = False


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
    for limit, quoted, spared in _give_up():
        told, letters = details.shortened(limit, whole), correspondence.shortened(quoted)
        body, missing = _write_body(template, answers, told, now, rulebook, language, letters, spared)
        if len(body) <= MAX_CHARACTERS:
            break
    tone = correspondence.tone_for(template.to, rulebook)
    whole_story = tell_history(correspondence, template.to, rulebook, language, now.date())
    cut = any(name in whole_story and whole_story[name] not in body for name in _HISTORY)
    return Letter(template.id, template.to, template.about[screen_language], language, body, missing, tone, cut)


def _give_up() -> Iterator[tuple[int, int, int]]:
    """Give up more and more for room.

    Yields:
        Characters of the buyer's words, characters of quoted answers, and how much of the history is left out.
    """
    yield MAX_LENGTH, _QUOTES[0], 0
    yield from ((MAX_LENGTH, quoted, 1) for quoted in _QUOTES)
    yield from product([MAX_LENGTH], _QUOTES[-2:], range(2, NAMED_ONCE + 1))
    for limit in range(MAX_LENGTH, SHORTEST - 1, -20):
        yield limit, min(limit, _QUOTES[-1]), NAMED_ONCE
    yield SHORTEST, SHORTEST, COUNTED
    yield from ((SHORTEST, quoted, ONE_ANSWER) for quoted in (_QUOTES[-1], SHORTEST))
    for limit in range(SHORTEST, _SHORTEST_BESIDE_MORE - 1, -20):
        yield limit, limit, ONE_ANSWER
    yield from product([_SHORTEST_BESIDE_MORE], [_SHORTEST_BESIDE_MORE], range(ONE_ANSWER + 1, MOST_SPARED + 1))
    yield _SHORTEST_BESIDE_MORE // 2, _SHORTEST_BESIDE_MORE, MOST_SPARED


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
    history = tell_history(correspondence, template.to, rulebook, language, now.date(), spared)
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
        return _spoken(name, {**correspondence.told, **answers}, details, rulebook, language)

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
