"""Cases: what a buyer answers and what the rules should then say, written down by whoever keeps the rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from batalin.diagnosis.details import Details
from batalin.rulebook.group import Answers
from batalin.rulebook.model import Rule
from batalin.rulebook.place import Path
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import LANGUAGES, SITUATIONS

SITUATION, VERDICT, TO = "situation", "verdict", "to"
SAYS, NEVER_SAYS, ADVISES, NEVER_ADVISES = "says", "never-says", "advises", "never-advises"
PHRASES = (SAYS, NEVER_SAYS, ADVISES, NEVER_ADVISES)
"""What must and must not stand anywhere in the result; what it must and must not tell the buyer to do or to send."""
Clock = Callable[[str], datetime]
"""Reads a time as it is written, in the market's zone, and refuses what is none."""


class Phrase(NamedTuple):
    """Some words that must or must not come.

    Attributes:
        kind: One of `PHRASES`.
        words: The words.
        path: Where they stand in the case's file.
    """

    kind: str
    words: str
    path: Path


class Case(NamedTuple):
    """One buyer, and what the rules should say to this buyer.

    Attributes:
        name: What the rule keeper calls it.
        file: Name of the file it stands in.
        path: Where it stands there.
        given: Question ids to option ids, as they are written.
        situation: Id of the page that should come.
        verdict: The verdict it should have.
        to: Who should get the message to send now, or an empty string where nothing is said of it.
        answers: `given`, and what the dates among the details tell beyond it.
        details: What the buyer told beyond the answers.
        moment: The time at which it happens, as it is written; an empty string for no time in particular.
        now: The same as a time.
        language: In which language its phrases are.
        phrases: What must and must not be said.
        keywords: Words by which it is found.
    """

    name: str
    file: str
    path: Path
    given: Answers
    situation: str
    verdict: str
    to: str
    answers: Answers
    details: Details
    moment: str
    now: datetime
    language: str = LANGUAGES[0]
    phrases: tuple[Phrase, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def is_example(self) -> bool:
        """Whether it is an example on a page, not a case of a case file."""
        return self.file.startswith(SITUATIONS) and self.path[0] == "examples"

    def path_to(self, kind: str) -> Path:
        """Give where it says which page it expects.

        Args:
            kind: The situation, the verdict or the recipient.
        """
        if self.is_example:
            return (*self.path, "given" if kind == SITUATION else "expect")
        return (*self.path, "expect", kind)

    def matches(self, word: str) -> bool:
        """Tell whether a word stands in its name, a keyword or the id of its situation."""
        return any(word.casefold() in text.casefold() for text in (self.name, *self.keywords, self.situation))


def list_pages(rulebook: Rulebook) -> list[Rule]:
    """Give every situation, the fallback too."""
    return [rule for rule in (*rulebook.situations, rulebook.fallback) if rule]


def usual_moment(rulebook: Rulebook) -> str:
    """Give the time for cases that name none: noon of the day, or of the first day, the rules were last checked."""
    return f"{rulebook.about['checked']}-01-01"[:10] + "T12:00"


def list_examples(rulebook: Rulebook, clock: Clock) -> list[Case]:
    """Give the examples of every page as cases.

    Args:
        rulebook: The rules.
        clock: Reads a time as it is written.
    """
    now = clock(usual_moment(rulebook))
    return [
        Case(
            name=f"{rule.id} #{index + 1}",
            file=f"{SITUATIONS}{rule.id}.yaml",
            path=("examples", index),
            given=example["given"],
            situation=rule.id,
            verdict=example["expect"],
            to="",
            answers=example["given"],
            details=Details(),
            moment="",
            now=now,
        )
        for rule in list_pages(rulebook)
        for index, example in enumerate(rule.body["examples"])
    ]
