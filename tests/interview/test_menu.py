"""Menus are played with real keys on a screen that is read back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from prompt_toolkit.input import create_pipe_input

from batalin.interview.menu import MenuPrompter
from batalin.interview.prompter import Choice, Move, Prompter
from tests.interview.playing import Reply, paste, play

ASK = "Kue mana yang Kakak pesan kemarin sore?"
HELP = "Lihat tulisan kecil di tutup kotak kue itu."
CHOICES = [
    Choice("lapis", "Kue Lapis Legit", "berlapis, manis"),
    Choice("klepon", "Klepon Gula Merah"),
    Choice("lemper", "Lemper Ayam Pedas", "dibungkus daun pisang, isinya ayam suwir"),
]
UP, DOWN, LEFT = "\x1b[A", "\x1b[B", "\x1b[D"
ENTER, ESC, SHIFT_TAB = "\r", "\x1b", "\x1b[Z"
CTRL_C, CTRL_D, CLEAR, RUBOUT = "\x03", "\x04", "\x15", "\x7f"


def pick(default: str = "klepon", *, first: bool = False) -> Callable[[Prompter], Reply]:
    return lambda prompter: prompter.choose(ASK, HELP, CHOICES, default, first=first)


def box_number(default: str = "", *, hidden: bool = False) -> Callable[[Prompter], Reply]:
    return lambda prompter: prompter.enter("Nomor kotak", "Boleh dilewati.", default, digits_only, hidden=hidden)


def digits_only(line: str) -> str | None:
    return None if line.isdigit() else "Nomor kotak berisi angka saja, tanpa huruf. Contoh: 5790."


def pointed(screen: str) -> str:
    return next(line for line in screen.splitlines() if line.startswith(" > "))


def test_menu_in_80_columns() -> None:
    played = play(pick(), ENTER)
    assert played.reply == "klepon"
    assert played.screens[0].splitlines() == [
        "? Kue mana yang Kakak pesan kemarin sore?",
        "  Lihat tulisan kecil di tutup kotak kue itu.",
        "  Panah lalu Enter; Esc mundur; Ctrl-C berhenti",
        "   1. Kue Lapis Legit  berlapis, manis",
        " > 2. Klepon Gula Merah",
        "   3. Lemper Ayam Pedas  dibungkus daun pisang, isinya ayam suwir",
    ]
    assert played.last == "? Kue mana yang Kakak pesan kemarin sore? Klepon Gula Merah"


def test_menu_in_40_columns() -> None:
    played = play(pick(), ENTER, language="en", columns=40)
    assert played.screens[0].splitlines() == [
        "? Kue mana yang Kakak pesan kemarin",
        "  sore?",
        "  Lihat tulisan kecil di tutup kotak",
        "  kue itu.",
        "  Arrows, then Enter; Esc goes back;",
        "  Ctrl-C stops",
        "   1. Kue Lapis Legit  berlapis, manis",
        " > 2. Klepon Gula Merah",
        "   3. Lemper Ayam Pedas",
    ]
    assert played.last == "? Kue mana yang Kak... Klepon Gula Merah"


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        (DOWN, "lemper"),
        (UP, "lapis"),
        (DOWN * 2, "lapis"),
        (UP * 2, "lemper"),
        ("1", "lapis"),
        ("3", "lemper"),
        ("31", "lapis"),
        ("4", "klepon"),
        ("0", "klepon"),
    ],
)
def test_arrows_and_digits_move(keys: str, reply: str) -> None:
    played = play(pick(), keys, ENTER)
    assert next(choice.label for choice in CHOICES if choice.id == reply) in pointed(played.screens[1])
    assert played.reply == reply


@pytest.mark.parametrize("keys", ["jkqnyx", "\x0f", ESC + "\r", "\x1b[Q", paste("3\r"), "\x12lemper"])
def test_nothing_else_picks_moves_or_shows(keys: str) -> None:
    played = play(pick(), keys, ENTER)
    assert played.reply == "klepon"
    assert played.screens[1] == played.screens[0]


def test_line_feed_counts_as_enter() -> None:
    assert play(pick(), "\n").reply == "klepon"


@pytest.mark.parametrize("default", ["", "sudah-tidak-ada"])
def test_without_default_the_first_line_is_pointed_at(default: str) -> None:
    assert play(pick(default), ENTER).reply == "lapis"


@pytest.mark.parametrize("key", [ESC, SHIFT_TAB])
@pytest.mark.parametrize("act", [pick(), box_number("57")])
def test_back_leaves_nothing_behind(act: Callable[[Prompter], Reply], key: str) -> None:
    played = play(act, key)
    assert played.reply is Move.BACK
    assert played.last == ""


@pytest.mark.parametrize("key", [ESC, SHIFT_TAB])
def test_the_first_question_stays(key: str) -> None:
    played = play(pick(first=True), key, "3", ENTER)
    assert played.reply == "lemper"
    assert played.screens[1] == played.screens[0]
    assert "  Panah lalu Enter; Ctrl-C berhenti" in played.screens[0].splitlines()


@pytest.mark.parametrize("act", [pick(), pick(first=True), box_number(), box_number("57")])
@pytest.mark.parametrize(("key", "error"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)])
def test_stopping(act: Callable[[Prompter], Reply], key: str, error: type[BaseException]) -> None:
    with pytest.raises(error):
        play(act, key)


def test_labels_of_34_columns_fit_where_there_are_40() -> None:
    label = "Serabi Solo Bungkus Daun Rasa Asli"
    serabi = [Choice("serabi", label, "hangat"), Choice("bika", "Bika Ambon Medan Kotak Besar Sekali Ya", "manis")]
    played = play(lambda prompter: prompter.choose("Yang mana?", "", serabi, "", first=True), ENTER, columns=40)
    assert len(label) == 34
    assert played.screens[0].splitlines()[-2:] == [f" > 1. {label}", "   2. Bika Ambon Medan Kotak Besar Se..."]
    assert played.last == f"? ... {label}"


@pytest.mark.parametrize(("columns", "rows"), [(1, 24), (12, 24), (40, 3)])
def test_a_tiny_terminal_still_takes_an_answer(columns: int, rows: int) -> None:
    assert play(pick(), DOWN, ENTER, columns=columns, rows=rows).reply == "lemper"
    assert play(box_number("57x"), ENTER, RUBOUT, ENTER, columns=columns, rows=rows).reply == "57"


def test_long_lists_scroll_and_number_only_what_a_digit_reaches() -> None:
    flavours = [Choice(f"rasa-{number}", f"Rasa nomor {number}") for number in range(1, 21)]
    played = play(lambda prompter: prompter.choose("Rasa apa?", "", flavours, "", first=True), "9", DOWN, ENTER, rows=8)
    assert played.reply == "rasa-10"
    assert pointed(played.screens[1]) == " > 9. Rasa nomor 9"
    assert pointed(played.screens[2]) == " >    Rasa nomor 10"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("columns", [40, 80])
def test_no_word_of_the_libraries_is_seen(language: str, columns: int) -> None:
    for act in (pick(), box_number("57x")):
        played = play(act, ENTER, CLEAR + "57", ENTER, language=language, columns=columns)
        for word in ("Use ", "arrow keys", "shortcut", "Answer", "Invalid", "Cancelled", "search"):
            assert word not in played.raw


def test_text_with_default_can_be_edited() -> None:
    played = play(box_number("5790"), RUBOUT + "1", ENTER)
    assert played.screens[0].splitlines() == [
        "? Nomor kotak",
        "  Boleh dilewati.",
        "  Enter untuk melewati atau lanjut; Esc mundur; Ctrl-C berhenti",
        " > 5790",
    ]
    assert played.reply == "5791"
    assert played.last == "? Nomor kotak: 5791"


@pytest.mark.parametrize("keys", [ENTER, "\x1b\r", "\x0f"])
def test_wrong_text_is_kept_and_explained_on_every_way_to_accept(keys: str) -> None:
    played = play(box_number("57x"), keys, RUBOUT, ENTER, columns=40)
    assert played.screens[1].splitlines()[-3:] == [
        " > 57x",
        "  Nomor kotak berisi angka saja, tanpa",
        "  huruf. Contoh: 5790.",
    ]
    assert played.reply == "57"
    assert played.last == "? Nomor kotak: 57"


def test_nothing_is_compared_while_typing() -> None:
    played = play(box_number(), "57x", RUBOUT, ENTER)
    assert played.screens[1].splitlines()[-1] == " > 57x"


def test_empty_text_skips() -> None:
    played = play(box_number("57"), CLEAR, ENTER)
    assert played.reply == ""
    assert played.last == "? Nomor kotak: -"


def test_paste_becomes_one_clean_line() -> None:
    played = play(box_number(), "1" + paste("57\r\n90\n\x1b]52;c;ZXZpbA==\x07\x1b[31m"), LEFT * 2 + RUBOUT, ENTER)
    assert played.screens[1].splitlines()[-1] == " > 157 90"
    assert played.reply == "15790"
    assert "]52;" not in played.raw


@pytest.mark.parametrize(("default", "keys", "reply"), [("", "5790", "5790"), ("57", RUBOUT + "90", "590")])
def test_hidden_text_is_never_drawn(default: str, keys: str, reply: str) -> None:
    played = play(box_number(default, hidden=True), keys, ENTER)
    assert played.reply == reply
    assert played.screens[1].splitlines()[-1] == f" > {'*' * len(reply)}"
    assert played.last == "? Nomor kotak: ***"
    assert not re.search("57|90", played.raw)


def test_hidden_text_can_be_wrong_skipped_and_stepped_back_from() -> None:
    played = play(box_number(hidden=True), "57x", ENTER, RUBOUT, ENTER)
    assert "Nomor kotak berisi angka saja" in played.screens[2]
    assert played.reply == "57"
    assert "57" not in played.raw.replace("5790", "")
    assert play(box_number(hidden=True), ENTER).last == "? Nomor kotak: -"
    assert play(box_number("57", hidden=True), ESC).reply is Move.BACK


@pytest.mark.parametrize("key", [ENTER, "\n", ESC, "kata" + ENTER])
def test_a_pause_ends_with_a_key_and_leaves_nothing_behind(key: str) -> None:
    def act(prompter: Prompter) -> None:
        prompter.show("Kue lapis")
        prompter.pause("Enter untuk kembali")

    played = play(act, key)
    assert "Enter untuk kembali" in played.screens[0]
    assert played.last == "Kue lapis"


@pytest.mark.parametrize(("key", "error"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)])
def test_a_pause_can_be_left(key: str, error: type[BaseException]) -> None:
    with pytest.raises(error):
        play(lambda prompter: prompter.pause("Enter untuk kembali"), key)


def test_unknown_escape_sequences_do_not_go_back() -> None:
    assert play(pick(), "\x1b[1;9Q", "3", ENTER).reply == "lemper"
    assert play(box_number("57"), "\x1b[1;9Q", CLEAR + "58", ENTER).reply == "58"


@pytest.mark.parametrize(("columns", "widest"), [(40, 40), (80, 80), (200, 80)])
def test_paragraphs_are_wrapped(columns: int, widest: int) -> None:
    played = play(lambda prompter: prompter.show("kue lapis " * 40), columns=columns)
    assert widest - len("kue lapis") <= max(map(len, played.last.splitlines())) <= widest


def test_an_empty_text_is_an_empty_line() -> None:
    def act(prompter: Prompter) -> None:
        prompter.show("Selamat sore, Kak.")
        prompter.show("")
        prompter.show("--save-answers")

    assert play(act).last.splitlines() == ["Selamat sore, Kak.", "", "--save-answers"]


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_questions_go_to_standard_error(
    no_color: str, coloured: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr("sys.stderr", shown := FakeTerminal())
    with create_pipe_input() as keyboard:
        keyboard.send_text(ENTER)
        assert pick()(MenuPrompter("id", 80, input=keyboard)) == "klepon"
    assert ASK in shown.getvalue()
    assert ("\x1b[0;36m" in shown.getvalue()) is coloured
    assert "\x1b[6n" not in shown.getvalue()
    assert capsys.readouterr().out == ""
