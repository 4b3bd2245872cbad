"""One case, run: what came of it, and where that differs from what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from batalin.diagnosis.diagnosis import Diagnosis, diagnose
from batalin.output.report import Copy, Heading, Items, Paragraph, References, build_report
from batalin.rulebook.model import Rule
from batalin.rulebook.place import Path
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from batalin.workshop.cases.case import ADVISES, NEVER_ADVISES, SAYS, SITUATION, TO, VERDICT, Case
from batalin.workshop.cases.cause import (
    Cause,
    explain_absence,
    explain_recipient,
    explain_verdict,
    explain_words,
    fold,
)


class Mismatch(NamedTuple):
    """One thing that was expected and did not come.

    Attributes:
        kind: `situation`, `verdict`, `to`, or one of the kinds of phrases.
        expected: What should have come; for phrases, the phrase.
        actual: What came; for a missing phrase the nearest words, for one too many the words around it.
        path: Where in the case's file the expectation stands.
        causes: How it came about.
    """

    kind: str
    expected: str
    actual: str
    path: Path
    causes: tuple[Cause, ...] = ()


class Trial(NamedTuple):
    """A case that was run.

    Attributes:
        case: The case.
        came: The situation, the verdict and the recipient that came; empty strings where the rules do not decide.
        mismatches: What was expected and did not come; nothing where the case holds.
    """

    case: Case
    came: Mapping[str, str]
    mismatches: tuple[Mismatch, ...]

    @property
    def path(self) -> Path:
        """Where in its file the case stands, or what it expected first and did not get."""
        own = self.case.path
        return next((one.path for one in self.mismatches if one.path[: len(own)] == own), own)


class Told(NamedTuple):
    """Some words a buyer reads, and whether they are something to do or to send."""

    text: str
    advice: bool


def try_case(case: Case, rulebook: Rulebook) -> Trial:
    """Run one case; where another page comes than expected, its words are not looked at.

    Args:
        case: What to answer, and what to expect.
        rulebook: The rules.
    """
    page = rulebook.winner(case.answers)
    expected = {SITUATION: case.situation, VERDICT: case.verdict, TO: case.to}
    came = dict.fromkeys(expected, "")
    if page is not None:
        first = rulebook.messages[page.body["messages"][0]]
        came = {SITUATION: page.id, VERDICT: page.body["verdict"], TO: first.to}
    found = [
        Mismatch(kind, wanted, came[kind], case.path_to(kind), tuple(_causes(kind, case, page, rulebook)))
        for kind, wanted in expected.items()
        if wanted and wanted != came[kind]
    ]
    if came[SITUATION] == case.situation and case.phrases:
        diagnosis = diagnose(rulebook, case.answers, case.details, case.now, case.language, case.language)
        found += _wrong_words(case, list(read_told(diagnosis)), rulebook)
    return Trial(case, came, tuple(found))


def _causes(kind: str, case: Case, page: Rule | None, rulebook: Rulebook) -> Iterator[Cause]:
    if kind == SITUATION:
        yield from explain_absence(case.situation, case.answers, rulebook)
    elif page is not None and page.id == case.situation:
        first = page.body["messages"][0]
        yield explain_verdict(page.id) if kind == VERDICT else explain_recipient(page.id, first)


def _wrong_words(case: Case, told: Sequence[Told], rulebook: Rulebook) -> Iterator[Mismatch]:
    for kind, words, path in case.phrases:
        texts = [one.text for one in told if one.advice or kind not in (ADVISES, NEVER_ADVISES)]
        wanted = fold(words)
        holding = [text for text in texts if wanted in fold(text)]
        if kind in (SAYS, ADVISES) and not holding:
            yield Mismatch(kind, words, _nearest(wanted, texts), path)
        elif kind not in (SAYS, ADVISES) and holding:
            causes = tuple(explain_words(wanted, case.situation, case.language, rulebook))
            yield Mismatch(kind, words, holding[0], path, causes)


def _nearest(phrase: str, texts: Sequence[str]) -> str:
    """Give the text that shares the most words with a phrase, long ones counting more."""
    wanted = set(phrase.split())

    def likeness(text: str) -> tuple[int, float]:
        shared = wanted.intersection(fold(text).split())
        return sum(len(word) for word in shared), SequenceMatcher(None, phrase, fold(text)).ratio()

    return max(texts, key=likeness, default="")


def read_told(diagnosis: Diagnosis) -> Iterator[Told]:
    """Give everything a buyer reads: the report, and every message, line by line.

    Args:
        diagnosis: What there is to say.
    """
    heading = ""
    steps = say("heading-steps", diagnosis.language)
    for block in build_report(diagnosis):
        match block:
            case Heading(text, _):
                heading = text
                yield Told(text, False)
            case Paragraph(text, _):
                yield Told(text, False)
            case Items(items, _, _):
                yield from (Told(text, heading == steps) for lines in items for text in lines)
            case References(documents, note):
                yield from (Told(words, False) for words, _ in documents)
                yield Told(note, False)
            case Copy(_):
                pass
    for letter in diagnosis.letters:
        yield from (Told(line, True) for line in letter.body.split("\n"))
