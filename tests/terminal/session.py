"""A program on a real terminal: keys in, a screen that is read back, and every byte kept."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from types import MappingProxyType, TracebackType

import pexpect
import pyte

from tests.handover.scanning import develop, find_code, scan
from tests.support import environment

SECONDS = 30.0
ENTER, ESC, UP, DOWN = "\r", "\x1b", "\x1b[A", "\x1b[B"
CTRL_C, CTRL_D = "\x03", "\x04"
Changes = Mapping[str, str]
_NONE: Changes = MappingProxyType({})


class Session:
    """Runs `batalin` on a terminal of its own.

    Attributes:
        raw: Everything the terminal was sent.
    """

    def __init__(
        self, arguments: list[str], *, columns: int = 80, rows: int = 60, script: str = "", changes: Changes = _NONE
    ):
        """Start it; with `script`, through a shell in which `"$@"` is the program."""
        command = [sys.executable, "-m", "batalin", *arguments]
        if script:
            command = ["/bin/sh", "-c", script, "sh", *command]
        variables = environment(**changes)
        self._child = pexpect.spawn(
            command[0],
            command[1:],
            env=variables,
            dimensions=(rows, columns),
            encoding="utf-8",
            codec_errors="surrogateescape",
            timeout=SECONDS,
        )
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self.raw = ""

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.close(force=True)

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    def scan(self) -> str:
        """Read the code on this dark screen as a phone does."""
        return scan(develop(self._screen, find_code(self._screen), dark=True)).decode("utf-8")

    def wait(self, text: str) -> str:
        """Read until the screen shows a text, however it breaks its lines, and give the screen."""
        end = time.monotonic() + SECONDS
        while text not in " ".join(self.screen.split()):
            if not self._read() or time.monotonic() > end:
                raise AssertionError(f"{text!r} did not appear on the screen:\n{self.screen}")
        return self.screen

    def type(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self._child.send(key)

    def answer(self, asked: str, *keys: str) -> str:
        """Wait for a question and press keys; give the screen as it was before."""
        shown = self.wait(asked)
        self.type(*keys)
        return shown

    def end(self) -> int:
        """Read until the program ends, and give its exit code."""
        while self._read():
            pass
        self._child.close()
        assert self._child.exitstatus is not None, f"ended by signal {self._child.signalstatus}"
        return int(self._child.exitstatus)

    def _read(self) -> bool:
        try:
            piece = self._child.read_nonblocking(65536, SECONDS)
        except (pexpect.EOF, OSError):
            return False
        except pexpect.TIMEOUT:
            raise AssertionError(f"nothing more came; the screen shows:\n{self.screen}") from None
        self.raw += piece
        self._stream.feed(piece)
        if "\x1b[6n" in piece:
            self._child.send(f"\x1b[{self._screen.cursor.y + 1};{self._screen.cursor.x + 1}R")
        return True
