"""A message as QR codes on a screen, each with what it holds below it, so that a screen that scrolls keeps both."""

from __future__ import annotations

from collections.abc import Sequence

from batalin.diagnosis.message import Letter
from batalin.errors import UsageError
from batalin.handover.code import longest_that_fits, make_code
from batalin.handover.parts import shorten
from batalin.output.layout import wrap
from batalin.terminal import Terminal
from batalin.words import say

_BELOW = 1
"""Lines of the screen that stay free, for the prompt or the question that follows."""


def draw_codes(
    letter: Letter, parts: Sequence[str], terminal: Terminal, language: str, *, plain: bool
) -> list[list[str]]:
    """Draw a message as QR codes, one for each part where each has room on the screen.

    Where one has none, a single code holds what matters most of the message, in no parts.

    Args:
        letter: The message.
        parts: Its numbered parts, or its whole body.
        terminal: How large its screen is.
        language: The buyer's language.
        plain: Whether to do without escapes.

    Returns:
        The lines of each code and of what it holds.

    Raises:
        UsageError: The screen is too small for a code of the order number and the request.
    """
    escapes = not (plain or terminal.plain)
    dark = "" if escapes else say("code-dark", language)
    count = str(len(parts))
    codes = []
    for number, part in enumerate(parts, 1):
        said = (
            say("code-part", language, part=str(number), parts=count) if len(parts) > 1 else say("code-whole", language)
        )
        below = _wrap((said, dark), terminal)
        if len(part.encode("utf-8")) > _room(terminal, below):
            return [_draw_shortened(letter, terminal, language, divided=len(parts) > 1, escapes=escapes)]
        codes.append([*make_code(part).draw(escapes), *below])
    return codes


def _draw_shortened(letter: Letter, terminal: Terminal, language: str, *, divided: bool, escapes: bool) -> list[str]:
    lines = letter.body.count("\n") + 1

    def tell(shown: int) -> list[str]:
        counted = say("code-short", language, shown=str(shown), lines=str(lines))
        undivided = say("code-undivided", language) if divided else ""
        return _wrap((counted, undivided, "" if escapes else say("code-dark-short", language)), terminal)

    asking = [words.replace("_", " ") for words in say("code-asking", letter.language).split()]
    shown = shorten(letter.body, _room(terminal, tell(lines)), asking)
    if shown is None:
        raise UsageError("code-no-room", columns=str(terminal.columns), rows=str(terminal.rows))
    # Where only a sentence was left out, one of the lines is not whole.
    return [*make_code(shown).draw(escapes), *tell(min(shown.count("\n") + 1, lines - 1))]


def _wrap(sentences: Sequence[str], terminal: Terminal) -> list[str]:
    return wrap(" ".join(filter(None, sentences)), terminal.columns)


def _room(terminal: Terminal, below: Sequence[str]) -> int:
    """Tell how many bytes a code can hold that leaves room for these lines."""
    return longest_that_fits(terminal.columns, terminal.rows - _BELOW - len(below))
