"""Answers that were written beforehand, for tests of an interview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from batalin.interview.prompter import Choice, Move


class ScriptError(AssertionError):
    """The interview asked for something that the script does not answer."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph was shown."""

    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice was asked for.

    Attributes:
        reply: The id that was picked, or the step back, which stays on the question where `first` holds.
    """

    ask: str
    help: str
    choices: tuple[Choice, ...]
    default: str
    first: bool
    reply: str | Move


@dataclass(frozen=True, slots=True)
class Entered:
    """A line was asked for.

    Attributes:
        reply: What was typed, or the step back.
        wrong: The sentence that refused it, or None.
        hidden: Whether what was typed stays off the screen.
    """

    ask: str
    help: str
    default: str
    reply: str | Move
    wrong: str | None
    hidden: bool = False


class ScriptedPrompter:
    """Gives replies in order and remembers everything that was shown and asked.

    Attributes:
        transcript: What happened, in order.
    """

    def __init__(self, replies: Iterable[str | Move]) -> None:
        """Take the replies.

        Args:
            replies: Ids for choices, texts for lines. A generator may raise KeyboardInterrupt or EOFError,
                as a buyer who stops does.
        """
        self._replies = iter(replies)
        self.transcript: list[Shown | Chosen | Entered] = []

    def show(self, text: str) -> None:
        """Remember a paragraph."""
        self.transcript.append(Shown(text))

    def pause(self, text: str) -> None:
        """Remember that Enter was waited for; no reply is used up."""
        self.transcript.append(Shown(text))

    def choose(self, ask: str, help: str, choices: Sequence[Choice], default: str, *, first: bool) -> str | Move:
        """Give the next reply.

        Raises:
            ScriptError: There is none, or it is not among the choices.
        """
        known = [choice.id for choice in choices]
        while True:
            reply = self._next(ask)
            if isinstance(reply, str) and reply not in known:
                raise ScriptError(f"{reply!r} does not answer {ask!r}; choices: {', '.join(known)}")
            self.transcript.append(Chosen(ask, help, tuple(choices), default, first, reply))
            if not (first and reply is Move.BACK):
                return reply

    def enter(
        self, ask: str, help: str, default: str, wrong: Callable[[str], str | None], *, hidden: bool = False
    ) -> str | Move:
        """Give the next reply that is not wrong.

        Raises:
            ScriptError: There is none.
        """
        while True:
            reply = self._next(ask)
            sentence = wrong(reply) if isinstance(reply, str) and reply else None
            self.transcript.append(Entered(ask, help, default, reply, sentence, hidden))
            if sentence is None:
                return reply

    def _next(self, ask: str) -> str | Move:
        try:
            return next(self._replies)
        except StopIteration:
            raise ScriptError(f"No reply is left for {ask!r}") from None
