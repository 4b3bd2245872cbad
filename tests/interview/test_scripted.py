"""The scripted prompter is itself a promise to the tests of the interview."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from batalin.interview.prompter import Choice, Move, Prompter
from batalin.interview.scripted import Chosen, Entered, ScriptedPrompter, ScriptError, Shown

CHOICES = (Choice("lapis", "Kue Lapis Legit"), Choice("klepon", "Klepon Gula Merah"))
WRONG = "Nomor kotak berisi angka saja."


def digits_only(line: str) -> str | None:
    return None if line.isdigit() else WRONG


def test_the_transcript_holds_everything_in_order() -> None:
    scripted = ScriptedPrompter(["klepon", "57x", "57"])
    prompter: Prompter = scripted
    prompter.show("Selamat sore, Kak.")
    assert prompter.choose("Kue mana?", "Lihat kotaknya.", CHOICES, "lapis", first=False) == "klepon"
    assert prompter.enter("Nomor kotak", "", "5", digits_only) == "57"
    assert scripted.transcript == [
        Shown("Selamat sore, Kak."),
        Chosen("Kue mana?", "Lihat kotaknya.", CHOICES, "lapis", False, "klepon"),
        Entered("Nomor kotak", "", "5", "57x", WRONG),
        Entered("Nomor kotak", "", "5", "57", None),
    ]


def test_back_is_given_back() -> None:
    scripted = ScriptedPrompter([Move.BACK, Move.BACK])
    assert scripted.choose("Kue mana?", "", CHOICES, "", first=False) is Move.BACK
    assert scripted.enter("Nomor kotak", "", "", digits_only) is Move.BACK


def test_the_first_question_stays() -> None:
    scripted = ScriptedPrompter([Move.BACK, "lapis"])
    assert scripted.choose("Kue mana?", "", CHOICES, "", first=True) == "lapis"
    assert len(scripted.transcript) == 2


def test_an_empty_line_skips() -> None:
    assert ScriptedPrompter([""]).enter("Nomor kotak", "", "", digits_only) == ""


def test_a_reply_that_is_no_choice_is_named() -> None:
    with pytest.raises(ScriptError, match=r"'lemper' does not answer 'Kue mana\?'; choices: lapis, klepon"):
        ScriptedPrompter(["lemper"]).choose("Kue mana?", "", CHOICES, "", first=False)


def test_replies_that_run_out_are_named() -> None:
    scripted = ScriptedPrompter([])
    with pytest.raises(ScriptError, match=r"No reply is left for 'Kue mana\?'"):
        scripted.choose("Kue mana?", "", CHOICES, "", first=False)
    with pytest.raises(ScriptError, match="No reply is left for 'Nomor kotak'"):
        scripted.enter("Nomor kotak", "", "", digits_only)


def test_a_generator_can_stop_as_a_buyer_does() -> None:
    def stopping() -> Iterator[str]:
        yield "lapis"
        raise KeyboardInterrupt

    scripted = ScriptedPrompter(stopping())
    assert scripted.choose("Kue mana?", "", CHOICES, "", first=True) == "lapis"
    with pytest.raises(KeyboardInterrupt):
        scripted.enter("Nomor kotak", "", "", digits_only)
