"""The help page, derived from the rulebook's questions."""

from __future__ import annotations

import textwrap

from batalin.output.layout import MAX_COLUMNS
from batalin.request import FORMATS
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import LANGUAGES, RECIPIENTS
from batalin.words import say

EXAMPLES = (
    "batalin",
    "batalin --status awaiting-pickup --age 3d --product physical --error no-response --no-input",
)
_COLUMN = 28


def write_help(rulebook: Rulebook, language: str, columns: int) -> str:
    """Write the help page.

    Args:
        rulebook: Its questions and details are the flags.
        language: The reader's language.
        columns: Width of the screen.
    """
    width = max(40, min(MAX_COLUMNS, columns))
    lines = [*textwrap.wrap(say("help-about", language), width), "", say("help-examples", language)]
    for example in EXAMPLES:
        lines.append(f"  {example}")  # never wrapped: it is there to be copied
    for core in (True, False):
        lines += ["", *textwrap.wrap(say("help-core" if core else "help-follow-ups", language), width)]
        for question in rulebook.questions:
            if question.core is core:
                values = ", ".join(option.id for option in question.options)
                also = f" {say('help-durations', language)}" if question.measures else ""
                lines += _entry(", ".join(question.flags), f"{question.ask[language]} {values}.{also}", width)
    lines += ["", say("help-details", language)]
    for detail in rulebook.details:
        lines += _entry(", ".join(detail.flags), f"{detail.ask[language]}.", width)
    lines += ["", say("help-output", language)]
    facts = {"formats": ", ".join(FORMATS), "recipients": ", ".join(RECIPIENTS), "languages": ", ".join(LANGUAGES)}
    for flag, key in _CONTROLS:
        lines += _entry(flag, say(key, language, **{name: facts[name] for name in facts}), width)
    lines += ["", say("help-commands", language)]
    for command in ("guide", "schema", "rules", "explain"):
        lines += _entry(f"batalin {command}", say(f"help-{command}", language), width)
    for key in ("help-exit-codes", "help-environment", "help-report"):
        lines += ["", *textwrap.wrap(say(key, language), width, subsequent_indent="  ")]
    return "\n".join(lines) + "\n"


_CONTROLS = (
    ("--format", "help-format"),
    ("--to", "help-to"),
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


def _entry(head: str, text: str, width: int) -> list[str]:
    lead = f"  {head}"
    if len(lead) + 2 > _COLUMN or width < 60:
        return [
            lead,
            *textwrap.wrap(text, width, initial_indent=" " * 6, subsequent_indent=" " * 6, break_on_hyphens=False),
        ]
    body = textwrap.wrap(text, width - _COLUMN, break_on_hyphens=False)
    return [f"{lead:<{_COLUMN}}{body[0]}", *(f"{'':<{_COLUMN}}{line}" for line in body[1:])]
