"""A diagnosis as blocks of words, before any layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from batalin.diagnosis.command import write_command
from batalin.diagnosis.correspondence import name_recipient
from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import Diagnosis, Sentence, Step
from batalin.diagnosis.followup import lead_to
from batalin.diagnosis.message import Letter
from batalin.rulebook.model import Source
from batalin.rulebook.vocabulary import OFF_THE_LINE, SOURCE_KINDS, STATUS
from batalin.words import say
from batalin.words.formats import MONTHS

BOX, TICKED = "[ ] ", "[x] "
"""How an item begins that one can tick."""


class Heading(NamedTuple):
    """A title above what follows.

    Attributes:
        text: The words.
        mood: The verdict for the first heading, else an empty string.
    """

    text: str
    mood: str = ""


class Paragraph(NamedTuple):
    """Running words; `quiet` ones are asides."""

    text: str
    quiet: bool = False


class Items(NamedTuple):
    """A list.

    Attributes:
        items: Each with its first line and further lines below it.
        numbered: Whether the order counts.
        quiet: Whether it is an aside.
    """

    items: tuple[tuple[str, ...], ...]
    numbered: bool = False
    quiet: bool = False


class Copy(NamedTuple):
    """Text to be copied as it stands: no indent, no wrapping.

    Attributes:
        text: The text.
        command: Whether it is a command, in which one space between words does what several do.
    """

    text: str
    command: bool = False


class References(NamedTuple):
    """A list of documents; their addresses are too long for a screen and appear in Markdown only.

    Attributes:
        documents: Words about each document, and its address or an empty string.
        note: Where the addresses are, for a screen that does not show them.
    """

    documents: tuple[tuple[str, str], ...]
    note: str


Block = Heading | Paragraph | Items | Copy | References


def build_report(diagnosis: Diagnosis, *, why: bool = False, what_if: bool = False) -> list[Block]:
    """Put a diagnosis into the order in which a buyer reads it.

    Args:
        diagnosis: What to report.
        why: Whether to tell how the rules came to it.
        what_if: Whether to list what would change it.
    """
    from batalin.output.changes import list_changes, sum_up_changes

    language = diagnosis.language
    letter = diagnosis.letters[0]
    others = list({one.to: one for one in reversed(diagnosis.letters) if one.to != letter.to}.values())[::-1]
    blocks: list[Block] = [
        Heading(say(f"verdict-{diagnosis.verdict}", language), mood=diagnosis.verdict),
        Paragraph(f"{diagnosis.title}."),
        Paragraph(_order_line(diagnosis), quiet=True),
        *(Paragraph(one) for one in diagnosis.lead),
        *sum_up_changes(diagnosis),
        Heading(say("heading-why", language)),
        Items(tuple((_hedged(sentence, language),) for sentence in diagnosis.why)),
        Heading(say("heading-steps", language)),
        Items(tuple(write_step(step, language) for step in diagnosis.steps), numbered=True),
        *list_evidence(diagnosis),
        *list_avoid(diagnosis),
        *list_letter(diagnosis),
    ]
    if others:
        blocks.append(Paragraph(say("other-messages", language), quiet=True))
        blocks.append(Items(tuple((_other(one, diagnosis),) for one in others), quiet=True))
    blocks += _next(diagnosis)
    blocks.append(Heading(say("heading-limits", language)))
    blocks.append(Items((*((sentence.text,) for sentence in diagnosis.limits), *_open(diagnosis))))
    if diagnosis.warnings:
        blocks += [Heading(say("heading-warnings", language)), Items(tuple((text,) for text in diagnosis.warnings))]
    if what_if:
        blocks += list_changes(diagnosis)
    if why:
        from batalin.output.reasons import list_reasons

        blocks += list_reasons(diagnosis)
    blocks.append(Heading(say("heading-sources", language)))
    blocks += list_sources(diagnosis.sources, language)
    return blocks


def list_letter(diagnosis: Diagnosis) -> list[Block]:
    """Give the message to send now, and what is still to be filled in."""
    letter = diagnosis.letters[0]
    heading = say("heading-message", diagnosis.language, to=_recipient(letter, diagnosis), about=letter.about)
    return [Heading(heading), Copy(letter.body), *_blanks(letter, diagnosis)]


def list_evidence(diagnosis: Diagnosis) -> list[Block]:
    """List what to keep before the status changes; what is attached to the message is ticked."""
    language = diagnosis.language
    ticked = diagnosis.correspondence.evidence
    items = []
    for one in diagnosis.evidence:
        text = f"{TICKED if one.id in ticked else BOX}{one.take[language]}"
        where = [say("step-where", language, where=one.where[language])] if one.where else []
        items.append((text, *where))
    return [Heading(say("heading-evidence", language)), Items(tuple(items))] if items else []


def list_avoid(diagnosis: Diagnosis) -> list[Block]:
    """List what not to do."""
    language = diagnosis.language
    avoid = Items(tuple((_hedged(sentence, language),) for sentence in diagnosis.avoid))
    return [Heading(say("heading-avoid", language)), avoid]


def _next(diagnosis: Diagnosis) -> list[Block]:
    """Name the page that comes next, where this buyer can come to it."""
    if diagnosis.follow_up is not None:
        return (
            [Paragraph(diagnosis.follow_up[0]), Copy(diagnosis.follow_up[1], command=True)]
            if diagnosis.follow_up
            else []
        )
    page_id = diagnosis.decision.situation.body.get("if_that_fails", "")
    answers = lead_to(diagnosis.rulebook, page_id, diagnosis.decision.answers) if page_id else {}
    if not answers:
        return []
    command = write_command(diagnosis.rulebook, answers, Details(), diagnosis.language)
    return [
        Paragraph(say("if-that-fails", diagnosis.language, title=diagnosis.next_title)),
        Copy(command, command=True),
    ]


def _order_line(diagnosis: Diagnosis) -> str:
    language = diagnosis.language
    stages = diagnosis.rulebook.about["line"]
    marked = [
        f"[{stage['label'][language]}]" if stage["id"] == diagnosis.stage else stage["label"][language]
        for stage in stages
    ]
    status = diagnosis.decision.answers[STATUS]
    if diagnosis.stage in {stage["id"] for stage in stages}:
        place = "here"
    else:
        place = status if status in OFF_THE_LINE else "elsewhere"
    label = diagnosis.rulebook.question(STATUS).option(status).label[language]
    return say(f"order-line-{place}", language, line=" > ".join(marked), label=label)


def _hedged(sentence: Sentence, language: str) -> str:
    """Mark a number that no source of high confidence supports, unless the sentence does so itself."""
    has_number = any(character.isdigit() for character in sentence.text)
    hedges = [word.replace("_", " ") for word in say("hedges", language).split()]
    if not sentence.estimate or not has_number or any(word in sentence.text.casefold() for word in hedges):
        return sentence.text
    return say("estimated", language, text=sentence.text.removesuffix("."))


def write_step(step: Step, language: str) -> tuple[str, ...]:
    """Give the lines of one step: what to do, where, and by when."""
    lines = [_hedged(step.sentence, language) if step.deadline is None else step.sentence.text]
    if step.where:
        lines.append(say("step-where", language, where=step.where))
    if step.deadline is not None:
        deadline = step.deadline
        key = deadline.role
        if deadline.at is None:
            how = say("estimated", language, text=deadline.how) if step.sentence.estimate else deadline.how
            lines.append(say(f"deadline-{key}-open", language, how=how.removesuffix(".")))
        else:
            estimate = "-estimate" if step.sentence.estimate else ""
            key = "passed" if deadline.passed else key
            lines.append(say(f"deadline-{key}{estimate}", language, at=deadline.words(language)))
            lines.append(say("deadline-how", language, how=deadline.how))
    return tuple(lines)


def _blanks(letter: Letter, diagnosis: Diagnosis) -> list[Block]:
    if not letter.missing:
        return []
    language = diagnosis.language
    items = []
    for detail_id in letter.missing:
        detail = diagnosis.rulebook.detail(detail_id)
        blank = f"[{detail.blank[letter.language]}]"
        items.append((say("blank", language, blank=blank, find=detail.find[language], flag=detail.flags[0]),))
    return [Paragraph(say("blanks", language), quiet=True), Items(tuple(items), quiet=True)]


def _other(letter: Letter, diagnosis: Diagnosis) -> str:
    to = _recipient(letter, diagnosis)
    return say("other-message", diagnosis.language, to=to, about=letter.about, flag=letter.to)


def _recipient(letter: Letter, diagnosis: Diagnosis) -> str:
    return name_recipient(letter.to, diagnosis.rulebook, diagnosis.language)


def _open(diagnosis: Diagnosis) -> tuple[tuple[str, ...], ...]:
    language = diagnosis.language
    items = []
    for one in diagnosis.open:
        effects = one.effects or (say("open-no-effect", language),)
        items.append((say("open-question", language, ask=one.ask, flag=one.flag), *effects))
    return tuple(items)


def list_sources(sources: Sequence[Source], language: str) -> list[Block]:
    """List the sources, one document a line, the strongest kind first, each with its facts and its dates."""
    documents: dict[tuple[str, str], list[Source]] = {}
    for source in sorted(sources, key=lambda source: SOURCE_KINDS.index(source.kind)):
        documents.setdefault((source.title[language], source.url), []).append(source)
    listed = []
    for (title, url), facts in documents.items():
        first = facts[0]
        line = say(
            "source",
            language,
            facts=", ".join(sorted((fact.id for fact in facts), key=_natural)),
            title=title,
            kind=say(f"kind-{first.kind}", language),
            dated=say("dated-unknown", language) if first.dated == "unknown" else format_partial(first.dated, language),
            checked=format_partial(min(fact.checked for fact in facts), language),
        )
        listed.append((line, url))
    return [References(tuple(listed), say("source-addresses", language))]


def _natural(fact_id: str) -> tuple[str | int, ...]:
    """Give a sort key that puts F2 before F10."""
    return tuple(int(part) if part.isdigit() else part for part in re.split(r"(\d+)", fact_id))


def format_partial(text: str, language: str) -> str:
    """Write a date of which only the year or month may be known."""
    year, *rest = text.split("-")
    if not rest:
        return year
    month = MONTHS[language][int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"
