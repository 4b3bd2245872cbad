"""The letter that is kept as sent: it is shown, and one's own words take its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from batalin.casefile.model import SENT
from tests.casework.running import ASKED, ID, TOLD, done, open_case, read


def bodies() -> list[str]:
    return [event.text for event in read().events if event.kind == SENT]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_letter_that_is_kept_is_shown_with_the_way_to_correct_it(folder: Path, language: str) -> None:
    open_case()
    outcome = done("add --sent seller", "2026-11-23T11:00", language)
    lines = outcome.stderr.splitlines()
    assert outcome.stdout == ""
    shown = [line for line in lines if line.startswith("  ")]
    assert " ".join(" ".join(shown).split()) == " ".join(bodies()[0].split())
    assert max(map(len, shown)) <= 80
    assert lines[0].endswith(f"batalin case next {ID}")
    assert lines[-1] == f"batalin case add {ID} --sent seller --on 2026-11-23T11:00 --text"
    assert folder.exists()


@pytest.mark.parametrize("more", ["", "--tone formal", "--message-lang en --evidence order-details"])
@pytest.mark.parametrize("on", ["", "--on 2026-11-23"])
def test_own_words_take_the_place_of_the_prepared_ones(folder: Path, more: str, on: str) -> None:
    open_case(now="2026-11-22T10:00")
    case_id = "20261122-1"
    told = done(f"add --sent seller {more} {on}", "2026-11-23T11:00").stderr.splitlines()[-1]
    outcome = done(f"{told.removeprefix('batalin case ')} 'Tolong batalkan ya.'", "2026-11-25T09:00")
    assert "Isi pesan ke penjual tanggal 23 November 2026 diganti dengan kata-kata Anda." in outcome.stderr
    (sent,) = [event for event in read(case_id).events if event.kind == SENT]
    assert (sent.text, sent.message, sent.at.isoformat()) == (
        "Tolong batalkan ya.",
        "seller-cancel",
        "2026-11-23" if on else "2026-11-23T11:00",
    )
    assert bool(sent.evidence) is ("--evidence" in more)
    assert folder.exists()


def test_own_words_are_never_replaced(folder: Path) -> None:
    open_case()
    for text in ("Satu.", "Dua."):
        outcome = done(f"add --sent seller --text '{text}'", "2026-11-23T11:00")
        assert "diganti" not in outcome.stderr
        assert "dicatat sebagai" not in outcome.stderr
    assert bodies() == ["Satu.", "Dua."]
    assert folder.exists()


def test_private_words_are_masked_on_the_screen_and_kept_whole(folder: Path) -> None:
    open_case()
    shown = done("add --sent seller --private", "2026-11-23T11:00").stderr
    assert "579012345678" not in shown
    assert "Sari" not in shown
    assert "579012345678" in bodies()[0]
    assert folder.exists()


def test_an_answer_beside_the_letter_is_not_taken_for_its_words(folder: Path) -> None:
    done(f"new {ASKED} --request-age under-48h {TOLD}")
    outcome = done("add --sent seller --reply-from seller --text 'sebentar ya'", "2026-11-23T11:00")
    assert "  Halo Kak" in outcome.stderr
    assert [event.text for event in read().events][-1] == "sebentar ya"
    assert folder.exists()
