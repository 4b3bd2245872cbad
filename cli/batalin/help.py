"""The help page, derived from the rulebook's questions."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from batalin.diagnosis.command import name_program, write_command
from batalin.diagnosis.details import Details
from batalin.output.layout import MAX_COLUMNS
from batalin.present import ZONES
from batalin.request import CHANNELS, FORMATS
from batalin.rulebook.model import Question
from batalin.rulebook.rulebook import Page, Rulebook
from batalin.rulebook.vocabulary import LANGUAGES, RECIPIENTS
from batalin.words import say

_COLUMN = 28


def write_help(rulebook: Rulebook, language: str, columns: int) -> str:
    """Write the help page.

    Args:
        rulebook: Its questions and details are the flags.
        language: The reader's language.
        columns: Width of the screen.
    """
    width = fit(columns)
    lines = [*textwrap.wrap(say("help-about", language, shop=rulebook.shop[language]), width)]
    lines += ["", say("help-examples", language)]
    for example in _examples(rulebook):
        lines.append(f"  {example}")  # never wrapped: it is there to be copied
    core = [question for question in rulebook.questions if question.core]
    lines += _questions(_count(len(core), language), core, language, width)
    follow_ups = [question for question in rulebook.questions if not question.core]
    lines += _questions(say("help-follow-ups", language), follow_ups, language, width)
    if rulebook.details:
        lines += ["", say("help-details", language)]
    for detail in rulebook.details:
        lines += write_entry(", ".join(detail.flags), f"{detail.ask[language]}.", width)
    lines += ["", say("help-output", language)]
    facts = {
        "formats": ", ".join(FORMATS),
        "recipients": ", ".join(RECIPIENTS),
        "languages": ", ".join(LANGUAGES),
        "tones": ", ".join(rulebook.handover.tones),
        "zones": ", ".join(ZONES),
        "channels": ", ".join(CHANNELS),
    }
    for flag, key in _CONTROLS:
        lines += write_entry(flag, say(key, language, **facts), width)
    lines += ["", say("help-commands", language)]
    sections = ", ".join(section["id"] for section in rulebook.trees["guide.yaml"]["sections"])
    for command in ("guide", "case", "schema", "rules", "explain"):
        lines += write_entry(f"batalin {command}", say(f"help-{command}", language, sections=sections), width)
    for key in ("help-exit-codes", "help-environment", "help-report"):
        lines += ["", *textwrap.wrap(say(key, language), width, subsequent_indent="  ")]
    return "\n".join(lines) + "\n"


_CONTROLS = (
    ("--describe", "help-describe"),
    ("--understood", "help-understood"),
    ("--format", "help-format"),
    ("--to", "help-to"),
    ("--tone", "help-tone"),
    ("--evidence", "help-evidence"),
    ("--steps", "help-steps"),
    ("--copy", "help-copy"),
    ("--qr [FILE]", "help-qr"),
    ("--share", "help-share"),
    ("--max-chars", "help-max-chars"),
    ("--ics", "help-ics"),
    ("--zone", "help-zone"),
    ("--private", "help-private"),
    ("--why", "help-why"),
    ("--what-if", "help-what-if"),
    ("--output", "help-output-file"),
    ("--lang", "help-lang"),
    ("--message-lang", "help-message-lang"),
    ("--no-input", "help-no-input"),
    ("--plain", "help-plain"),
    ("--answers", "help-answers"),
    ("--save-answers", "help-save-answers"),
    ("--now", "help-now"),
    ("--rules", "help-rules-folder"),
    ("--version", "help-version"),
    ("-h, --help", "help-help"),
)


def _examples(rulebook: Rulebook) -> list[str]:
    """Give commands to copy: the one that asks, and one that is complete, from an example of the rules."""
    example: Mapping[str, str] = next((page["examples"][0]["given"] for page in _pages(rulebook)), {})
    answers = {one.id: example[one.id] for one in rulebook.questions if one.core and one.id in example}
    asking, complete = name_program(rulebook), write_command(rulebook, answers, Details())
    return [asking, f"{complete} --no-input"] if answers else [asking]


def _pages(rulebook: Rulebook) -> Iterator[Page]:
    return (rule.body for rule in (*rulebook.situations, rulebook.fallback) if rule is not None)


def _count(count: int, language: str) -> str:
    """Head the core questions with how many they are, in a word as far as there is one."""
    if count == 1:
        return say("help-core-one", language)
    words = dict(enumerate(say("help-counts", language).split(), start=2))
    heading = say("help-core", language, count=words.get(count, str(count)))
    return heading[0].upper() + heading[1:]


def _questions(heading: str, questions: Sequence[Question], language: str, width: int) -> list[str]:
    lines = ["", *textwrap.wrap(heading, width)] if questions else []
    for question in questions:
        values = ", ".join(option.id for option in question.options)
        also = f" {say('help-durations', language)}" if question.measures else ""
        lines += write_entry(", ".join(question.flags), f"{question.ask[language]} {values}.{also}", width)
    return lines


def fit(columns: int) -> int:
    """Give the width of a help page on a screen of so many columns."""
    return max(40, min(MAX_COLUMNS, columns))


def write_entry(head: str, text: str, width: int) -> list[str]:
    """Write what one flag or command is for, beside it or, where that is too narrow, below it."""
    lead = f"  {head}"
    if len(lead) + 2 > _COLUMN or width < 60:
        return [
            lead,
            *textwrap.wrap(text, width, initial_indent=" " * 6, subsequent_indent=" " * 6, break_on_hyphens=False),
        ]
    body = textwrap.wrap(text, width - _COLUMN, break_on_hyphens=False)
    return [f"{lead:<{_COLUMN}}{body[0]}", *(f"{'':<{_COLUMN}}{line}" for line in body[1:])]
