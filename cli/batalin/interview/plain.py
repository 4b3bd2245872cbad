"""Questions as numbered lists and one input line; for screen readers and terminals that only print."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TextIO

from batalin.diagnosis.cleaning import clean
from batalin.diagnosis.masking import HIDDEN
from batalin.interview.prompter import Choice, Move
from batalin.words import say

MIN_COLUMNS = 30
TEXT_COLUMNS = 80
BACK = "<"
CLEAR = "-"
_QUOTED_COLUMNS = 40


class PlainPrompter:
    """Shows questions without moving the cursor and without a single escape."""

    def __init__(self, language: str, columns: int, stdin: TextIO, stderr: TextIO) -> None:
        """Take the streams.

        Args:
            language: `id` or `en`.
            columns: Width of the terminal.
            stdin: Where lines are typed.
            stderr: Where questions are shown.
        """
        self._language = language
        self._columns = max(MIN_COLUMNS, min(columns, TEXT_COLUMNS))
        self._stdin = stdin
        self._stderr = stderr

    def show(self, text: str) -> None:
        """Show a paragraph, wrapped to the width there is; an empty text is an empty line."""
        self._write(text, "", "")

    def pause(self, text: str) -> None:
        """Wait for Enter on one line, so that what stands above can be looked at."""
        self._read(f"{text}: ")

    def choose(self, ask: str, help: str, choices: Sequence[Choice], default: str, *, first: bool) -> str | Move:
        """Let one choice be picked by its number, its id or its label."""
        keys = "plain-keys-first" if first else "plain-keys"
        numbers = {choice.id: str(number) for number, choice in enumerate(choices, start=1)}
        self._show_question(ask, help)
        for choice in choices:
            self._show_choice(numbers[choice.id].rjust(len(str(len(choices)))), choice)
        self._say(keys)
        if default in numbers:
            self._say("plain-default", number=numbers[default])
        known = _names(choices) | ({"": default} if default in numbers else {})
        while True:
            line = self._read(f"{say('plain-number', self._language)}: ")
            if line == BACK and not first:
                return Move.BACK
            if line.casefold() in known:
                return known[line.casefold()]
            if line in ("", BACK):
                self._say(keys)
            else:
                given = textwrap.shorten(line, _QUOTED_COLUMNS, placeholder="...")
                self._say("plain-wrong", given=given, last=str(len(choices)))

    def enter(
        self, ask: str, help: str, default: str, wrong: Callable[[str], str | None], *, hidden: bool = False
    ) -> str | Move:
        """Let a line be typed; Enter alone keeps what there was before, or skips."""
        self._show_question(ask, help)
        if default:
            self._say("plain-text-keys-previous")
            self._say("plain-previous", value=HIDDEN if hidden else default)
        else:
            self._say("plain-text-keys")
        while True:
            line = self._read("> ", hidden=hidden)
            if line == BACK:
                return Move.BACK
            line = "" if line == CLEAR else line or default
            sentence = wrong(line) if line else None
            if sentence is None:
                return line
            self.show(sentence)

    def _show_question(self, ask: str, help: str) -> None:
        self.show("")
        self.show(ask)
        if help:
            self.show(help)

    def _show_choice(self, number: str, choice: Choice) -> None:
        start = f"{number}. "
        indent = " " * len(start)
        line = f"{choice.label} - {choice.hint}"
        if choice.hint and len(start + line) <= self._columns:
            self._write(line, start, indent)
            return
        self._write(choice.label, start, indent)
        if choice.hint:
            self._write(choice.hint, indent, indent)

    def _say(self, key: str, **facts: str) -> None:
        self.show(say(key, self._language, **facts))

    def _write(self, text: str, start: str, indent: str) -> None:
        # A flag or an address that is broken in two can no longer be copied.
        lines = textwrap.wrap(
            text,
            self._columns,
            initial_indent=start,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self._stderr.write("\n".join(lines) + "\n")

    def _read(self, prompt: str, *, hidden: bool = False) -> str:
        with _without_echo(self._stdin) if hidden else nullcontext():
            self._stderr.write(prompt)
            self._stderr.flush()
            line = self._stdin.readline()
        if hidden:
            self._stderr.write("\n")
        if not line:
            raise EOFError
        return clean(line)


@contextmanager
def _without_echo(stream: TextIO) -> Iterator[None]:
    """Keep a terminal from showing what is typed; one that cannot do so shows it."""
    try:
        import termios

        number = stream.fileno()
        before = termios.tcgetattr(number)
    except (ImportError, OSError, ValueError, termios.error):
        yield
        return
    silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    try:
        termios.tcsetattr(number, termios.TCSADRAIN, silent)
        yield
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)


def _names(choices: Sequence[Choice]) -> dict[str, str]:
    """Give the id for everything that may be typed; a number counts before an id, an id before a label."""
    labels = {choice.label.casefold(): choice.id for choice in choices}
    ids = {choice.id.casefold(): choice.id for choice in choices}
    numbers = {f"{number}{end}": choice.id for number, choice in enumerate(choices, start=1) for end in ("", ".")}
    return labels | ids | numbers
