"""Commands about cases, run inside this process at a moment that the test names."""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from batalin.__main__ import respond
from batalin.casefile.model import CaseFile
from batalin.casework.store import Store
from batalin.interview.prompter import Move
from batalin.interview.scripted import Chosen, Entered, ScriptedPrompter, Shown
from batalin.terminal import Terminal
from tests.support import Outcome, call

TEN = "2026-11-23T10:00"
"""The present of the tests: Monday, 10:00 in the zone of the case."""
ID = "20261123-1"
ASKED = "--status awaiting-pickup --age 3d --product physical --error no-response --shipped-by platform"
TOLD = "--order-id 579012345678 --item 'Kaos polos' --amount 150rb --name Sari"
WITHOUT_CLOCK = ("list", "purge")
DOORS = ("batalin.casework.telling", "batalin.casework.ending", "batalin.consultation")
"""Modules that choose how to ask."""
Reply = str | Move | type[BaseException]


class Asked(NamedTuple):
    """What a command gave that asked."""

    code: int
    stdout: str
    stderr: str
    transcript: list[Shown | Chosen | Entered]

    def asked(self) -> list[str]:
        """Every question in order, each once for every reply."""
        return [one.ask for one in self.transcript if not isinstance(one, Shown)]

    def refused(self) -> list[str]:
        """The sentences with which lines were refused."""
        return [one.wrong for one in self.transcript if isinstance(one, Entered) and one.wrong]


def run(line: str, now: str = TEN, language: str = "id", columns: int = 80) -> Outcome:
    """Run `batalin case ...`; the words are split as a shell does."""
    words = shlex.split(line)
    clock = [] if words[0] in WITHOUT_CLOCK or "--now" in words else ["--now", now]
    return call(["case", *words, *clock, "--lang", language], columns=columns)


def done(line: str, now: str = TEN, language: str = "id") -> Outcome:
    """Run a command that must succeed."""
    outcome = run(line, now, language)
    assert outcome.code == 0, outcome.text()
    return outcome


def open_case(more: str = "", now: str = TEN) -> Outcome:
    """Open a case about a seller who does not answer."""
    return done(f"new {ASKED} --request-age under-48h --payment ewallet {TOLD} {more}", now)


def read(case_id: str = ID) -> CaseFile:
    return Store.default().read(case_id)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Give everything that is kept, by name; the lock is no case."""
    if not folder.exists():
        return {}
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


def ask(monkeypatch: pytest.MonkeyPatch, line: str, replies: Iterable[Reply], now: str = TEN) -> Asked:
    """Run a command on a terminal on which these replies are given, and keep what was shown and asked."""
    prompter = ScriptedPrompter(_give(replies))
    for door in DOORS:
        monkeypatch.setattr(f"{door}.choose_prompter", lambda *_: (prompter, "plain-keys"))
    stdout, stderr = io.StringIO(), io.StringIO()
    terminal = Terminal(io.StringIO(), stdout, stderr, 80, can_ask=True, coloured=False, plain=True, rows=24)
    words = shlex.split(line)
    clock = [] if words[0] in WITHOUT_CLOCK else ["--now", now]
    code = respond(["case", *words, *clock], {}, terminal)
    return Asked(int(code), stdout.getvalue(), stderr.getvalue(), prompter.transcript)


def _give(replies: Iterable[Reply]) -> Iterator[str | Move]:
    """Give the replies; a kind of exception is raised instead, as a buyer who stops does."""
    for reply in replies:
        if isinstance(reply, type):
            raise reply
        yield reply
