"""Helpers that several test folders share."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import IO, NamedTuple

from batalin.__main__ import respond
from batalin.terminal import Terminal

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=7), "WIB"))
ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "rules" / "tiktok-shop"
WITHOUT_QUESTIONS = ("--no-input", "--now", NOW.isoformat())


class Outcome(NamedTuple):
    """What one run of the program gave."""

    code: int
    stdout: str
    stderr: str

    def text(self) -> str:
        """Everything as one text, so that a single comparison covers it."""
        return f"exit code {self.code}\n--- stdout\n{self.stdout}--- stderr\n{self.stderr}"


def flags(words: str) -> list[str]:
    """Split flags without spaces in their values and add a fixed present and `--no-input`."""
    return [*words.split(), *WITHOUT_QUESTIONS]


def call(
    arguments: list[str], environment: Mapping[str, str] | None = None, columns: int = 80, stdin: str | None = None
) -> Outcome:
    """Run a command line inside this process, with nothing that could be asked."""
    stdout, stderr = io.StringIO(), io.StringIO()
    reader = None if stdin is None else io.StringIO(stdin)
    terminal = Terminal(reader, stdout, stderr, columns, can_ask=False, coloured=False, plain=True)
    code = respond(arguments, environment or {}, terminal)
    return Outcome(int(code), stdout.getvalue(), stderr.getvalue())


def environment(**changes: str) -> dict[str, str]:
    """Give the whole environment of a started process; nothing of the caller's leaks in but the search path."""
    cli = str(ROOT / "cli")
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": cli,
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        **changes,
    }


def spawn(
    arguments: list[str],
    *,
    changes: Mapping[str, str] | None = None,
    python: tuple[str, ...] = (),
    stdout: int | IO[bytes] = subprocess.PIPE,
    stderr: int | IO[bytes] = subprocess.PIPE,
) -> Outcome:
    """Run a command line in a process of its own, with an empty standard input."""
    done = subprocess.run(
        [sys.executable, *python, "-m", "batalin", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env=environment(**(changes or {})),
        timeout=60,
        check=False,
    )
    return Outcome(done.returncode, (done.stdout or b"").decode("utf-8"), (done.stderr or b"").decode("utf-8"))


def shell(script: str, arguments: list[str], *, changes: Mapping[str, str] | None = None) -> Outcome:
    """Run a shell script in which `"$@"` is the program with these arguments."""
    done = subprocess.run(
        ["sh", "-c", script, "sh", sys.executable, "-m", "batalin", *arguments],
        capture_output=True,
        env=environment(**(changes or {})),
        timeout=60,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
