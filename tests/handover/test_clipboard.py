from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from batalin.handover import native
from batalin.handover.clipboard import LONGEST, Copied, copy, tell
from tests.support import environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="plays the programs and terminals of Linux")
TEXT = "Halo Kak,\nNomor pesanan: 579012345678901234 \u00e9 \U0001f44d"
SERVES = 'case "$*" in *-o*) cat "$HELD" ;; *) cat > "$HELD"; tail -f /dev/null & echo $! > "$HELD.server" ;; esac'
"""As the real one: what fills the clipboard stays, and holds on to the streams it was started with."""
FORGETS = 'case "$*" in *-o*) echo lain ;; *) cat > /dev/null ;; esac'
GARBLES = "case \"$*\" in *-o*) printf '\\377' ;; *) cat > /dev/null ;; esac"
FAILS = "cat > /dev/null; exit 1"
HANGS = "exec tail -f /dev/null"


class Tty(NamedTuple):
    """A terminal: its name, and the end from which what it got is read."""

    name: str
    master: int

    def received(self) -> bytes:
        """Give what was written, or nothing."""
        os.set_blocking(self.master, False)
        try:
            return os.read(self.master, 1 << 16)
        except BlockingIOError:
            return b""


@pytest.fixture
def tty() -> Iterator[Tty]:
    master, slave = os.openpty()
    yield Tty(os.ttyname(slave), master)
    os.close(master)
    os.close(slave)


class Desk(NamedTuple):
    """A computer with a clipboard program."""

    folder: Path

    def variables(self, script: str, **changes: str) -> dict[str, str]:
        """Install a clipboard program and give the environment in which it is found."""
        program = self.folder / "xclip"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        path = f"{self.folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        return environment(PATH=path, DISPLAY=":99", HELD=str(self.folder / "held"), **changes)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(native, "SECONDS", 60.0)
    yield Desk(tmp_path)
    server = tmp_path / "held.server"
    if server.exists():
        os.kill(int(server.read_text(encoding="utf-8")), signal.SIGKILL)


def sequence(text: str) -> bytes:
    return b"\x1b]52;c;" + base64.b64encode(text.encode()) + b"\x07"


def test_a_clipboard_that_holds_the_message(desk: Desk, tty: Tty) -> None:
    assert copy(TEXT, desk.variables(SERVES), tty.name) is Copied.CHECKED
    assert (desk.folder / "held").read_bytes() == TEXT.encode()
    assert tty.received() == b""


@pytest.mark.parametrize("script", [FORGETS, GARBLES])
def test_a_clipboard_that_gives_something_else_back(desk: Desk, tty: Tty, script: str) -> None:
    assert copy(TEXT, desk.variables(script), tty.name) is Copied.SENT
    assert tty.received() == b""


def test_a_clipboard_that_fails_leaves_it_to_the_terminal(desk: Desk, tty: Tty) -> None:
    assert copy(TEXT, desk.variables(FAILS), tty.name) is Copied.TERMINAL
    assert tty.received() == sequence(TEXT)


def test_a_clipboard_that_hangs_is_given_up(desk: Desk, tty: Tty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "SECONDS", 0.5)
    assert copy(TEXT, desk.variables(HANGS), tty.name) is Copied.TERMINAL


def test_a_clipboard_without_its_program(desk: Desk, tty: Tty) -> None:
    assert copy(TEXT, {**desk.variables(SERVES), "PATH": os.devnull}, tty.name) is Copied.TERMINAL


@pytest.mark.parametrize("variable", ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"])
def test_the_clipboard_of_a_distant_computer_is_left_alone(desk: Desk, tty: Tty, variable: str) -> None:
    assert copy(TEXT, desk.variables(SERVES, **{variable: "1"}), tty.name) is Copied.TERMINAL
    assert not (desk.folder / "held").exists()
    assert tty.received() == sequence(TEXT)


@pytest.mark.parametrize(
    ("changes", "copied"),
    [
        ({"TERM": "xterm-256color"}, Copied.TERMINAL),
        ({"TERM": "screen"}, Copied.TERMINAL),
        ({"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, Copied.TMUX),
    ],
)
def test_a_terminal_gets_the_message(tty: Tty, changes: dict[str, str], copied: Copied) -> None:
    assert copy(TEXT, changes, tty.name) is copied
    assert tty.received() == sequence(TEXT)


@pytest.mark.parametrize("variables", [{}, {"TERM": ""}, {"TERM": "dumb"}, {"TERM": "unknown"}, {"TERM": "linux"}])
def test_a_terminal_that_would_show_the_sequence_gets_none(tty: Tty, variables: dict[str, str]) -> None:
    assert copy(TEXT, variables, tty.name) is Copied.NOTHING
    assert tty.received() == b""


@pytest.mark.parametrize("name", [os.devnull, "held", "missing/tty"])
def test_what_is_no_terminal_gets_nothing(tmp_path: Path, name: str) -> None:
    file = tmp_path / "held"
    file.touch()
    assert copy(TEXT, {"TERM": "xterm"}, str(tmp_path / name)) is Copied.NOTHING
    assert file.read_bytes() == b""
    assert list(tmp_path.iterdir()) == [file]


def test_a_text_too_long_for_a_terminal_is_not_sent(tty: Tty) -> None:
    assert copy("a" * (LONGEST + 1), {"TERM": "xterm"}, tty.name) is Copied.NOTHING
    assert tty.received() == b""


def run(code: str, variables: dict[str, str]) -> str:
    """Run Python in a process whose streams are pipes; this ends only when nobody holds on to them."""
    command = [sys.executable, "-c", f"import os, sys\nfrom batalin.handover.clipboard import copy\n{code}"]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, env=variables, timeout=60, check=True, text=True
    )
    assert done.stderr == ""
    return done.stdout


def test_a_pipe_behind_the_program_is_let_go(desk: Desk) -> None:
    assert run("print(copy('Halo', os.environ).value)", desk.variables(SERVES)) == "checked\n"
    os.kill(int((desk.folder / "held.server").read_text(encoding="utf-8")), 0)


def test_a_folder_that_happens_to_be_current_is_not_trusted(desk: Desk) -> None:
    (desk.folder / "pyperclip.py").write_text("raise SystemExit(10)", encoding="utf-8")
    code = f"os.chdir({str(desk.folder)!r})\nprint(copy('Halo', os.environ, os.devnull).value)"
    assert run(code, desk.variables(FAILS)) == "nothing\n"


def test_no_clipboard_is_looked_for_where_there_is_no_display() -> None:
    code = f"copy('Halo', os.environ, {os.devnull!r})\nprint({{'pyperclip', 'subprocess'}} & set(sys.modules))"
    assert run(code, environment()) == "set()\n"


@pytest.mark.parametrize(("language", "remedy"), [("id", "alin teks di atas"), ("en", "opy the text above")])
@pytest.mark.parametrize("copied", Copied)
def test_the_remedy_is_told_unless_all_is_well(copied: Copied, language: str, remedy: str) -> None:
    assert (remedy in tell(copied, language)) == (copied is not Copied.CHECKED)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_outcome_has_a_sentence_of_its_own(language: str) -> None:
    said = [tell(copied, language) for copied in Copied]
    assert len(set(said)) == len(Copied)
    assert "tersalin" not in " ".join(said)
    assert tell(Copied.TMUX, language).endswith("\ntmux set -g set-clipboard on")
