"""A menu that is played in this process: keys go in, and the screen is drawn and read back."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pyte
from prompt_toolkit.application import get_app_or_none
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from batalin.interview.menu import MenuPrompter
from batalin.interview.prompter import Move, Prompter

Reply = str | Move | None


def paste(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


class Terminal(io.StringIO):
    """Draws what is written, and types the next keys once those before have been handled."""

    def __init__(self, keyboard: PipeInput, typed: tuple[str, ...], columns: int, rows: int) -> None:
        super().__init__()
        self._keyboard = keyboard
        self._typed = list(typed)
        self._stream = pyte.Stream(screen := pyte.Screen(columns, rows))
        self._screen = screen
        self._pressed: bool | None = None
        self.screens: list[str] = []

    def write(self, text: str) -> int:
        self._stream.feed(text)
        return super().write(text)

    def flush(self) -> None:
        app = get_app_or_none()
        if app is None or not app.is_running or not self._typed:
            return
        keys = app.key_processor
        if self._pressed is None:
            keys.before_key_press += self._press
            self._pressed = True
        if self._pressed and not keys.key_buffer and not keys.input_queue:
            self._pressed = False
            self.screens.append(self.text())
            self._keyboard.send_text(self._typed.pop(0))

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def _press(self, _: object) -> None:
        self._pressed = True


@dataclass(frozen=True)
class Played:
    """What came back, the screen before each typing, the last screen, and every byte."""

    reply: Reply
    screens: list[str]
    last: str
    raw: str


def play(
    act: Callable[[Prompter], Reply],
    *typed: str,
    language: str = "id",
    columns: int = 80,
    rows: int = 24,
) -> Played:
    with create_pipe_input() as keyboard:
        terminal = Terminal(keyboard, typed, columns, rows)
        output = Vt100_Output(terminal, lambda: Size(rows=rows, columns=columns), enable_cpr=False)
        reply = act(MenuPrompter(language, columns, input=keyboard, output=output))
    return Played(reply, terminal.screens, terminal.text(), terminal.getvalue())
