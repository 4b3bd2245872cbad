"""What follows a result on a real terminal: codes, clipboard, and details that nobody should see."""

from __future__ import annotations

import re
import sys
from base64 import b64encode

import pytest

from batalin.rulebook.model import Detail
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from tests.support import WITHOUT_QUESTIONS, call

if sys.platform == "win32":
    pytest.skip("a terminal is played the POSIX way", allow_module_level=True)

from tests.terminal.session import CTRL_C, DOWN, ENTER, Session
from tests.terminal.test_pty import FOLLOW_UPS, MODES, NOW, STORY, each_mode

NUMBER = "579012345678"
PAUSE, MENU = say("closing-pause", "id"), say("closing-ask", "id")
TYPED = {"order-id": NUMBER, "tried-on": "", "item": "Kaos", "amount": "150rb", "name": "Sari Dewi"}


def pick(mode: str, number: int) -> str:
    return f"{number}{ENTER}" if mode == "plain" else f"{DOWN * (number - 1)}{ENTER}"


def play_to_menu(session: Session, mode: str) -> None:
    session.answer("Alasan ini masuk", pick(mode, 1))
    session.answer("Semua boleh dilewati", pick(mode, 2))
    session.answer("Sudah benar?", pick(mode, 1))
    session.wait(MENU)


def message(*more: str) -> str:
    return call([*STORY, *FOLLOW_UPS, *WITHOUT_QUESTIONS, "--format", "message", *more]).stdout.removesuffix("\n")


@each_mode
@pytest.mark.parametrize(("rows", "whole"), [(60, True), (24, False)], ids=["80x60", "80x24"])
def test_a_code_stands_above_what_it_holds_before_the_menu_comes_back(mode: str, rows: int, whole: bool) -> None:
    with Session([*STORY, *FOLLOW_UPS[:-2], *MODES[mode], *NOW], rows=rows) as session:
        play_to_menu(session, mode)
        session.type(pick(mode, 3))
        session.wait(PAUSE)
        code, seen = session.scan(), " ".join(session.screen.split())
        session.type(ENTER)
        session.answer(MENU, pick(mode, 1))
        assert session.end() == 0
    assert (code == message()) is whole
    assert "Nomor pesanan: [NOMOR PESANAN]" in code.splitlines()
    assert "mohon" in code.casefold()
    assert all(line in message() for line in code.splitlines())
    counts = {"shown": str(code.count("\n") + 1), "lines": str(message().count("\n") + 1)}
    assert say("code-whole" if whole else "code-short", "id", **counts) in seen


def prompt(detail: Detail, mode: str) -> str:
    """Give the words on the screen that stand in front of what is typed."""
    why = say("detail-help", "id", purpose=detail.purpose["id"], find=detail.find["id"])
    keys = say("plain-text-keys" if mode == "plain" else "text-keys", "id")
    return f"{detail.ask['id']} {why} {keys} >"


@each_mode
def test_what_is_typed_in_private_never_reaches_the_screen(mode: str, rulebook: Rulebook) -> None:
    arguments = [*STORY, *FOLLOW_UPS[:-2], *MODES[mode], *NOW, "--private"]
    with Session(arguments, rows=200) as session:
        session.answer("Alasan ini masuk", pick(mode, 1))
        session.answer("Semua boleh dilewati", pick(mode, 1))
        for name, words in TYPED.items():
            session.answer(prompt(rulebook.detail(name), mode), words + ENTER)
        session.answer("Sudah benar?", pick(mode, 1))
        session.answer(MENU, pick(mode, 1))
        assert session.end() == 0
        assert "Nomor pesanan: ****5678" in session.screen
        command = "".join(session.screen.partition("sekali jalan:")[2].splitlines())
    assert not re.search("5790|Sari|Dewi|150", session.raw)
    assert "--item Kaos" in command
    assert not re.search("--(order-id|amount|name)", command)


def test_what_is_typed_unseen_is_seen_again_after_a_stop(rulebook: Rulebook) -> None:
    script = '"$@"; read line; echo'
    with Session([*STORY, *FOLLOW_UPS[:-2], "--plain", *NOW, "--private"], rows=200, script=script) as session:
        session.answer("Alasan ini masuk", pick("plain", 1))
        session.answer("Semua boleh dilewati", "1" + ENTER)
        session.answer(prompt(rulebook.detail("order-id"), "plain"), CTRL_C)
        session.answer("Dihentikan.", "terlihat" + ENTER)
        session.wait("terlihat")


def test_a_terminal_is_asked_to_copy_the_message_and_nothing_more_is_claimed() -> None:
    with Session([*STORY, *FOLLOW_UPS, *WITHOUT_QUESTIONS, "--copy"], rows=200) as session:
        assert session.end() == 0
        said = " ".join(session.screen.split())
    assert f"\x1b]52;c;{b64encode(message().encode()).decode()}\x07" in session.raw
    assert say("copied-terminal", "id") in said
