"""The questions on a real terminal, as numbered lists and as menus."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.support import WITHOUT_QUESTIONS, call

if sys.platform == "win32":
    pytest.skip("a terminal is played the POSIX way", allow_module_level=True)

from tests.terminal.session import CTRL_C, CTRL_D, DOWN, ENTER, ESC, UP, Session

NOW = list(WITHOUT_QUESTIONS[1:])
ASKED = {
    "status": "baca kata di bagian paling atas",
    "age": "Waktu pemesanan ada di detail pesanan",
    "product": "Label Pre-order ada di halaman produk",
    "error": "Ini yang menentukan langkah Anda",
}
DESCRIBE = "boleh dikosongkan"
VERDICT = "UMUMNYA MASIH BISA DIBATALKAN"
STORY = ["--status", "awaiting-pickup", "--age", "3d-7d", "--product", "physical", "--error", "no-response"]
FOLLOW_UPS = ["--shipped-by", "platform", "--request-age", "under-48h", "--reason", "changed-mind"]
MODES = {"plain": ["--plain"], "menu": []}
each_mode = pytest.mark.parametrize("mode", MODES)


def command_after(screen: str, sentence: str) -> list[str]:
    """Give the arguments of the command that was printed below a sentence, also where the screen broke its line."""
    lines = screen[screen.index(sentence) :].splitlines()[1:]
    words = shlex.split("".join(line if len(line) == 80 else f"{line} " for line in lines))
    assert words[0] == "batalin"
    return words[1:]


def play_to_review(session: Session, mode: str) -> None:
    """Answer the four core questions, skip the details and stop at the review."""

    def typed(number: int) -> str:
        return f"{number}{ENTER}" if mode == "plain" else f"{DOWN * (number - 1)}{ENTER}"

    session.answer(DESCRIBE, ENTER)
    for asked, number in zip(ASKED.values(), (3, 4, 1, 6), strict=True):
        session.answer(asked, typed(number))
    session.answer("Cari tulisan Dikirim oleh Penjual", typed(1))
    session.answer("Obrolan saja bukan permintaan", typed(2))
    session.answer("Alasan ini masuk ke pesan Anda", typed(1))
    session.answer("Semua boleh dilewati", typed(2))
    session.wait("Sudah benar?")


@each_mode
def test_full_run_gives_what_its_own_command_gives(mode: str, tmp_path: Path) -> None:
    file = tmp_path / "hasil.txt"
    with Session([*MODES[mode], *NOW], rows=200, script=f'"$@" > {shlex.quote(str(file))}') as session:
        play_to_review(session, mode)
        session.type(f"1{ENTER}" if mode == "plain" else ENTER)
        assert session.end() == 0
        arguments = command_after(session.screen, "sekali jalan:")
    result = file.read_text(encoding="utf-8")
    assert arguments == [*STORY, *FOLLOW_UPS]
    assert result.startswith(f"{VERDICT}\nPenjual diam")
    assert call([*arguments, *WITHOUT_QUESTIONS]).stdout == result


@each_mode
def test_questions_stay_on_the_terminal_while_the_result_goes_to_a_file(mode: str, tmp_path: Path) -> None:
    file = tmp_path / "pesan.txt"
    arguments = [*MODES[mode], *NOW, "--format", "message"]
    with Session(arguments, rows=200, script=f'"$@" > {shlex.quote(str(file))}') as session:
        play_to_review(session, mode)
        assert file.read_bytes() == b""
        session.type(f"1{ENTER}" if mode == "plain" else ENTER)
        assert session.end() == 0
    written = file.read_text(encoding="utf-8")
    assert written == call([*STORY, *FOLLOW_UPS, *WITHOUT_QUESTIONS, "--format", "message"]).stdout
    assert written.splitlines()[0] not in session.screen


@each_mode
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
def test_stopping_prints_a_command_that_goes_on_from_there(key: str, mode: str) -> None:
    with Session([*MODES[mode], *NOW, "--name", "Sari Dewi"]) as session:
        session.answer(ASKED["status"], "3" + ENTER)
        session.answer(ASKED["age"], "4" + ENTER)
        session.answer(ASKED["product"], key)
        assert session.end() == 130
        assert "\nDihentikan.\nLanjutkan dari sini dengan perintah ini:\nbatalin " in session.screen
        assert "Traceback" not in session.raw
        arguments = command_after(session.screen, "Lanjutkan dari sini")
    assert arguments == ["--status", "awaiting-pickup", "--age", "3d-7d", "--name", "Sari Dewi"]
    with Session([*arguments, *MODES[mode]]) as session:
        shown = session.answer(ASKED["product"], key)
        assert ASKED["status"] not in shown
        assert session.end() == 130


@each_mode
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
def test_stopping_before_any_answer_needs_no_command(key: str, mode: str) -> None:
    with Session(MODES[mode]) as session:
        session.answer(DESCRIBE, key)
        assert session.end() == 130
        assert session.screen.endswith("Dihentikan.")
        assert "batalin --" not in session.screen


@each_mode
def test_result_on_the_screen(mode: str) -> None:
    with Session([*STORY, *FOLLOW_UPS[:-2], *MODES[mode], *NOW], rows=200) as session:
        session.answer("Alasan ini masuk", "1" + ENTER)
        session.answer("Semua boleh dilewati", "2" + ENTER)
        shown = session.answer("Sudah benar?", "1" + ENTER)
        assert "Kendala: Sudah minta, penjual diam" in shown
        session.answer("Selanjutnya?", ENTER)
        assert session.end() == 0
        expected = call([*STORY, *FOLLOW_UPS, *WITHOUT_QUESTIONS]).stdout.rstrip()
        title = expected.splitlines()[1]
        assert f"\n\n{VERDICT}\n{title}\n" in session.screen


@pytest.mark.parametrize("arguments", [[], ["--plain"]], ids=["menu", "plain"])
def test_no_input_asks_nothing_on_a_terminal(arguments: list[str]) -> None:
    with Session([*arguments, "--no-input"]) as session:
        assert session.end() == 2
        assert "Jawaban ini masih diperlukan:" in session.screen
    with Session([*arguments, *STORY, *WITHOUT_QUESTIONS], rows=200) as session:
        assert session.end() == 0
        assert VERDICT in session.screen
        assert "Sudah benar?" not in session.screen


@pytest.mark.parametrize(
    ("arguments", "changes"),
    [(["--plain"], {}), ([], {"TERM": "dumb"}), ([], {"ACCESSIBLE": "1"}), (["--plain"], {"TERM": "xterm-256color"})],
    ids=["--plain", "TERM=dumb", "ACCESSIBLE=1", "--plain xterm"],
)
def test_plain_mode_sends_no_escape(arguments: list[str], changes: dict[str, str]) -> None:
    with Session([*arguments, *NOW], rows=200, changes=changes) as session:
        play_to_review(session, "plain")
        session.type(f"1{ENTER}")
        session.answer("Selanjutnya?", ENTER)
        assert session.end() == 0
        assert VERDICT in session.screen
    assert "\x1b" not in session.raw


def test_plain_questions_fit_forty_columns() -> None:
    with Session(["--plain", *NOW], columns=40, rows=200) as session:
        play_to_review(session, "plain")
        session.type(CTRL_C)
        assert session.end() == 130
        questions = session.raw[: session.raw.index("Dihentikan")]
    assert [line for line in questions.splitlines() if len(line) > 40] == []


def test_plain_wrong_number_and_step_back() -> None:
    with Session(["--plain"]) as session:
        session.answer(DESCRIBE, ENTER)
        session.answer(ASKED["status"], "99" + ENTER)
        session.answer('"99" bukan pilihan di daftar', "<" + ENTER)
        session.type("dibatalkan" + ENTER)
        session.answer(ASKED["age"], "<" + ENTER)
        shown = session.wait("Enter saja untuk memilih 7.")
        assert shown.count(ASKED["status"]) == 2
        session.type(CTRL_C)
        assert session.end() == 130


def test_menu_steps_back_and_remembers() -> None:
    with Session([]) as session:
        session.answer(DESCRIBE, ENTER)
        session.answer(ASKED["status"], DOWN, UP, DOWN, DOWN, ENTER)
        session.answer(ASKED["age"], ESC)
        shown = session.wait(ASKED["status"])
        assert " > 3. Menunggu Pickup" in shown
        session.type(ENTER)
        session.answer(ASKED["age"], CTRL_C)
        assert session.end() == 130
        assert "--status awaiting-pickup" in session.screen


@each_mode
def test_bytes_that_are_no_text_are_no_answer(mode: str) -> None:
    with Session(MODES[mode], changes={"LC_ALL": "en_US.UTF-8", "PYTHONIOENCODING": "utf-8:strict"}) as session:
        session.answer("leave it empty", ENTER)
        session.answer("at the very top", "\udcff\udcfe" + ENTER)
        session.type(CTRL_C)
        assert session.end() == 130
        assert "Stopped." in session.screen
        assert "Something is wrong" not in session.screen


def test_menu_leaves_scrollback_and_mouse_alone() -> None:
    with Session(NOW) as session:
        play_to_review(session, "menu")
        session.type(ENTER)
        session.answer("Selanjutnya?", ENTER)
        assert session.end() == 0
    for taken in ("\x1b[?1049h", "\x1b[?47h", "\x1b[?1000h", "\x1b[?1003h", "\x1b[6n"):
        assert taken not in session.raw


@pytest.mark.parametrize(("changes", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)])
def test_colour_of_the_result(changes: dict[str, str], coloured: bool) -> None:
    with Session([*STORY, *WITHOUT_QUESTIONS], rows=200, changes=changes) as session:
        assert session.end() == 0
    assert ("\x1b[" in session.raw) is coloured


def test_a_secret_in_the_story_is_refused_with_its_reason_and_the_story_is_asked_again() -> None:
    with Session(["--plain", *NOW], rows=60) as session:
        session.answer(DESCRIBE, f"penjual minta otp 482913{ENTER}")
        session.wait("Cerita Anda tampak memuat PIN, OTP")
        session.type(f"penjual minta otp lewat wa{ENTER}")
        session.wait(ASKED["status"])
        assert "mencurigakan" in session.screen
        session.type(CTRL_C)
        session.end()


def test_what_was_read_from_the_story_can_be_stepped_back_to() -> None:
    with Session(["--plain", *NOW], rows=80) as session:
        session.answer(DESCRIBE, f"kaos masih dikemas, tombol batal hilang{ENTER}")
        session.answer(ASKED["age"], f"<{ENTER}")
        session.answer(ASKED["status"], f"3{ENTER}")
        session.wait(ASKED["age"])
        session.type(CTRL_C)
        session.end()
        assert "--status awaiting-pickup" in " ".join(session.screen.split())
