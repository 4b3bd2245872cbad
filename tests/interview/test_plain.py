"""Plain questions are played with lines, and every character shown is read back."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from batalin.interview.plain import PlainPrompter
from batalin.interview.prompter import Choice, Move, Prompter

ASK = "Kue mana yang Kakak pesan kemarin sore?"
HELP = "Lihat tulisan kecil di tutup kotak kue itu."
CHOICES = [
    Choice("lapis", "Kue Lapis Legit", "berlapis, manis"),
    Choice("klepon", "Klepon Gula Merah"),
    Choice("lemper", "Lemper Ayam Pedas", "dibungkus daun pisang, isinya ayam suwir"),
]
LANGUAGES = pytest.mark.parametrize("language", ["id", "en"])

Reply = str | Move | None


def play(act: Callable[[Prompter], Reply], *lines: str, language: str = "id", columns: int = 80) -> tuple[Reply, str]:
    shown = io.StringIO()
    typed = io.StringIO("".join(f"{line}\n" for line in lines))
    return act(PlainPrompter(language, columns, typed, shown)), shown.getvalue()


def pick(default: str = "", *, first: bool = False) -> Callable[[Prompter], Reply]:
    return lambda prompter: prompter.choose(ASK, HELP, CHOICES, default, first=first)


def box_number(default: str = "", *, hidden: bool = False) -> Callable[[Prompter], Reply]:
    return lambda prompter: prompter.enter("Nomor kotak", "Boleh dilewati.", default, digits_only, hidden=hidden)


def digits_only(line: str) -> str | None:
    return None if line.isdigit() else "Nomor kotak berisi angka saja. Contoh: 5790."


def test_list_in_80_columns() -> None:
    reply, shown = play(pick("klepon"), "3")
    assert reply == "lemper"
    assert shown == "\n".join(
        [
            "",
            "Kue mana yang Kakak pesan kemarin sore?",
            "Lihat tulisan kecil di tutup kotak kue itu.",
            "1. Kue Lapis Legit - berlapis, manis",
            "2. Klepon Gula Merah",
            "3. Lemper Ayam Pedas - dibungkus daun pisang, isinya ayam suwir",
            "Ketik nomornya lalu Enter. Ketik < untuk mundur, Ctrl-C untuk berhenti.",
            "Enter saja untuk memilih 2.",
            "Nomor: ",
        ]
    )


def test_hints_get_their_own_line_where_they_do_not_fit() -> None:
    _, shown = play(pick(), "1", language="en", columns=40)
    assert shown == "\n".join(
        [
            "",
            "Kue mana yang Kakak pesan kemarin sore?",
            "Lihat tulisan kecil di tutup kotak kue",
            "itu.",
            "1. Kue Lapis Legit - berlapis, manis",
            "2. Klepon Gula Merah",
            "3. Lemper Ayam Pedas",
            "   dibungkus daun pisang, isinya ayam",
            "   suwir",
            "Type the number, then Enter. Type < to",
            "go back, Ctrl-C to stop.",
            "Number: ",
        ]
    )


@pytest.mark.parametrize(("columns", "widest"), [(12, 30), (30, 30), (40, 40), (200, 80)])
def test_text_stays_between_30_and_80_columns(columns: int, widest: int) -> None:
    _, shown = play(lambda prompter: prompter.show("kue lapis " * 40), columns=columns)
    assert widest - len("kue lapis") <= max(map(len, shown.splitlines())) <= widest


def test_a_flag_is_never_broken() -> None:
    _, shown = play(lambda prompter: prompter.show("Simpan pesanan kue dengan --save-answers"), columns=30)
    assert "--save-answers" in shown


def test_numbers_of_long_lists_line_up() -> None:
    flavours = [Choice(f"rasa-{number}", f"Rasa nomor {number}") for number in range(1, 12)]
    reply, shown = play(lambda prompter: prompter.choose("Rasa apa?", "", flavours, "", first=False), "11")
    assert reply == "rasa-11"
    assert "\n 9. Rasa nomor 9\n10. Rasa nomor 10\n" in shown


@pytest.mark.parametrize("line", ["2", " 2 ", "2.", "klepon", "KLEPON", "klepon gula merah", "\x1b[1m2"])
def test_number_id_and_label_pick(line: str) -> None:
    assert play(pick(), line)[0] == "klepon"


def test_enter_takes_the_default() -> None:
    assert play(pick("lemper"), "")[0] == "lemper"


def test_a_number_wins_over_a_label_that_looks_like_one() -> None:
    pieces = [Choice("dua", "2"), Choice("satu", "1")]
    assert play(lambda prompter: prompter.choose("Berapa?", "", pieces, "", first=False), "2")[0] == "satu"


@LANGUAGES
def test_enter_without_default_explains_the_keys_again(language: str) -> None:
    reply, shown = play(pick("sudah-tidak-ada"), "", "1", language=language)
    keys = {"id": "Ketik nomornya lalu Enter.", "en": "Type the number, then Enter."}[language]
    assert reply == "lapis"
    assert shown.count(keys) == 2


@pytest.mark.parametrize("line", ["0", "4", "-1", "kue", "9" * 5000])
def test_a_wrong_line_is_named_and_asked_again(line: str) -> None:
    reply, shown = play(pick(), line, "1")
    assert reply == "lapis"
    assert "bukan pilihan di daftar. Ketik angka dari 1 sampai 3, misalnya 1." in " ".join(shown.split())
    assert shown.count("Nomor: ") == 2


def test_back() -> None:
    assert play(pick("lapis"), "<")[0] is Move.BACK
    assert play(box_number(), "<")[0] is Move.BACK


def test_the_first_question_stays() -> None:
    reply, shown = play(pick("lapis", first=True), "<", "2")
    assert reply == "klepon"
    assert shown.count("Ketik nomornya lalu Enter. Ctrl-C untuk berhenti.") == 2
    assert "mundur" not in shown


def test_a_line_in_80_columns() -> None:
    reply, shown = play(box_number(), "5790")
    assert reply == "5790"
    assert shown == "\n".join(
        [
            "",
            "Nomor kotak",
            "Boleh dilewati.",
            "Ketik lalu Enter. Enter saja untuk melewati, < untuk mundur.",
            "> ",
        ]
    )


@LANGUAGES
def test_enter_keeps_what_there_was_before(language: str) -> None:
    reply, shown = play(box_number("5790"), "", language=language)
    kept = {"id": "Sebelumnya: 5790. Enter saja untuk memakainya", "en": "Before: 5790. Enter alone keeps it"}
    assert reply == "5790"
    assert kept[language] in shown
    assert "melewati" not in shown
    assert "skips" not in shown


def test_hyphen_clears() -> None:
    assert play(box_number("5790"), "-")[0] == ""


def test_nothing_skips() -> None:
    assert play(box_number(), "")[0] == ""


def test_a_wrong_text_says_why_and_asks_again() -> None:
    reply, shown = play(box_number(), "57x", "57")
    assert reply == "57"
    assert "\n> Nomor kotak berisi angka saja. Contoh: 5790.\n> " in shown


def test_hidden_text_is_never_shown_back() -> None:
    reply, shown = play(box_number("5790", hidden=True), "")
    assert reply == "5790"
    assert "Sebelumnya: ***." in shown
    assert "5790" not in shown
    reply, shown = play(box_number(hidden=True), "57x", "57")
    assert reply == "57"
    assert shown.count("\n> \n") == 2, "what follows begins on a line of its own, as no Enter is echoed"


def test_a_pause_waits_for_a_line() -> None:
    def act(prompter: Prompter) -> Reply:
        prompter.pause("Enter untuk kembali")
        return prompter.choose(ASK, HELP, CHOICES, "", first=False)

    reply, shown = play(act, "apa saja", "2")
    assert reply == "klepon"
    assert shown.startswith("Enter untuk kembali")


def test_end_of_input_stops() -> None:
    with pytest.raises(EOFError):
        play(lambda prompter: prompter.pause("Enter untuk kembali"))
    with pytest.raises(EOFError):
        play(pick("lapis"))
    with pytest.raises(EOFError):
        play(box_number(), "57x")


def test_no_escape_is_ever_shown_or_given_back() -> None:
    hostile = "\x1b]52;c;ZXZpbA==\x07\x9b31m57\u202e"
    reply, shown = play(box_number(), hostile)
    assert reply == "57"
    _, again = play(pick(), hostile, "\x1b[A", "1")
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown + again)
