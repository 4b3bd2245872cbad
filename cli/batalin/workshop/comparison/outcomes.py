"""How an interview ends in two rulebooks, and what of that differs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from batalin.rulebook.place import Path
from batalin.workshop.comparison.first_steps import First, Step
from batalin.workshop.comparison.merging import Book
from batalin.workshop.comparison.pairing import Shared

Steps = tuple[Step | None, Step | None]


class Aspect(StrEnum):
    """What of an outcome can change; also the name of its words."""

    VERDICT = "verdict"
    SITUATION = "situation"
    FIRST_STEP = "first-step"
    MESSAGE = "message"


class Outcome(NamedTuple):
    """How an interview ends; all empty where no page wins, or several.

    Attributes:
        situation: The page that wins.
        verdict: Its verdict.
        recipient: To whom the message goes that it prints.
        message: That message.
    """

    situation: str = ""
    verdict: str = ""
    recipient: str = ""
    message: str = ""


class Kind(NamedTuple):
    """In what way an interview changes.

    Attributes:
        old: How it ended.
        new: How it ends now.
        aspects: What of this differs.
        steps: The first steps where they differ on the same page; a change of pages is not split by its steps.
    """

    old: Outcome
    new: Outcome
    aspects: tuple[Aspect, ...]
    steps: Steps | None


class Judge:
    """Tells of the end of an interview whether and in what way it changed.

    Attributes:
        replaced: Files and paths of old first steps that the same page no longer begins with.
        replacing: Files and paths of the new first steps in their place.
    """

    def __init__(self, old: Book, new: Book, renamed: Mapping[str, str]) -> None:
        """Take two rulebooks.

        Args:
            old: The rules as they were.
            new: The rules as they are.
            renamed: The new ids of old pages.
        """
        self._books = (old, new)
        self._renamed = renamed
        self._outcomes: tuple[dict[str, Outcome], dict[str, Outcome]] = ({}, {})
        self.replaced: set[tuple[str, Path]] = set()
        self.replacing: set[tuple[str, Path]] = set()

    def __call__(self, state: Shared) -> Kind | None:
        """Give in what way an interview changes, or None where it does not.

        Args:
            state: The masks with which it ends.
        """
        if state is None:
            return None
        old, new = self._outcome(0, state[0]), self._outcome(1, state[1])
        before, after = self.firsts(state)
        steps = before and before.step, after and after.step
        differs = {
            Aspect.VERDICT: old.verdict != new.verdict,
            Aspect.SITUATION: old.situation != new.situation,
            Aspect.FIRST_STEP: steps[0] != steps[1],
            Aspect.MESSAGE: (old.recipient, old.message) != (new.recipient, new.message),
        }
        aspects = tuple(aspect for aspect, so in differs.items() if so)
        if Aspect.FIRST_STEP not in aspects or self._renamed.get(old.situation, old.situation) != new.situation:
            return Kind(old, new, aspects, None) if aspects else None
        self.replaced.update((one.file, one.path) for one in (before,) if one)
        self.replacing.update((one.file, one.path) for one in (after,) if one)
        return Kind(old, new, aspects, steps)

    def firsts(self, state: tuple[int, int]) -> tuple[First | None, First | None]:
        """Give the old and the new first step of an interview."""
        old, new = (
            book.firsts.find(page.id, mask) if (page := book.rules.winner_at(mask)) else None
            for book, mask in zip(self._books, state, strict=True)
        )
        return old, new

    def _outcome(self, side: int, mask: int) -> Outcome:
        book, known = self._books[side], self._outcomes[side]
        page = book.rules.winner_at(mask)
        if page is None:
            return Outcome()
        if page.id not in known:
            known[page.id] = Outcome(page.id, page.body["verdict"], *book.message(page.id))
        return known[page.id]
