"""What an interview needs from whatever shows its questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple, Protocol


class Move(Enum):
    """What a buyer can do instead of answering."""

    BACK = "back"


class Choice(NamedTuple):
    """One line of a menu.

    Attributes:
        id: What is given back when it is picked.
        label: Words on the menu, at most 34 columns.
        hint: The same in plain words, or an empty string; shown where there is room.
    """

    id: str
    label: str
    hint: str = ""


class Prompter(Protocol):
    """Shows questions and takes answers; raises KeyboardInterrupt or EOFError when the buyer stops."""

    def show(self, text: str) -> None:
        """Show a paragraph, wrapped to the width there is; an empty text is an empty line."""

    def pause(self, text: str) -> None:
        """Wait for Enter on one line, so that what stands above can be looked at."""

    def choose(self, ask: str, help: str, choices: Sequence[Choice], default: str, *, first: bool) -> str | Move:
        """Let one choice be picked.

        Args:
            ask: The question.
            help: Where its answer is found; may be empty.
            choices: In the order they are shown.
            default: Id of the choice to preselect, or an empty string.
            first: Whether there is nothing to go back to; a step back then stays.
        """

    def enter(
        self, ask: str, help: str, default: str, wrong: Callable[[str], str | None], *, hidden: bool = False
    ) -> str | Move:
        """Let a line be typed; an empty line skips it.

        Args:
            ask: What is wanted.
            help: Why, and where it is found.
            default: What was typed before, to be edited, or an empty string.
            wrong: Gives the sentence that says what is wrong with a line, or None; what was typed is kept.
            hidden: Whether what is typed stays off the screen.
        """
