"""What happened since, asked for in a few questions: four kinds, a step back, wrong lines, and leaving."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from batalin.casefile.model import NOTE, REPLY, SENT, STATE
from batalin.interview.prompter import Move
from batalin.interview.scripted import Chosen, Shown
from tests.casework.running import ID, Reply, ask, done, open_case, read, snapshot

NOON = "2026-11-24T12:00"
FIRST, WHEN = "Apa yang terjadi?", "Kapan itu terjadi?"
NOTED = f"Dicatat di kasus {ID}. Lanjutkan: batalin case next {ID}\n"


@pytest.fixture(autouse=True)
def _one_case(folder: Path) -> None:
    open_case("--ordered-on 2026-11-20")
    assert folder.exists()


def test_a_prepared_message_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = ask(monkeypatch, "add", ["sent", "support", ""], NOON)
    assert (outcome.code, outcome.stdout) == (0, "")
    assert outcome.stderr.startswith(NOTED)
    assert "Pesan ini dicatat sebagai yang Anda kirim ke CS TikTok Shop:" in outcome.stderr
    assert outcome.asked() == [FIRST, "Pesan itu untuk siapa?", WHEN]
    assert outcome.transcript[0] == Shown(f"Kasus {ID} Kaos polos")
    event = read().events[-1]
    assert (event.kind, event.recipient, event.message) == (SENT, "support", "support-cancel")
    assert event.at.isoformat() == NOON


def test_a_message_that_was_not_prepared_is_told_in_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    replies = ["sent", "authority", "", "sent", "authority", "Saya mengadu soal pesanan ini.", "kemarin"]
    outcome = ask(monkeypatch, "add", replies, NOON)
    assert outcome.asked()[2] == "Apa isi pesan Anda?"
    event = read().events[-1]
    assert (event.kind, event.recipient, event.message) == (SENT, "authority", "")
    assert (event.text, event.at.isoformat()) == ("Saya mengadu soal pesanan ini.", "2026-11-23")
    assert outcome.code == 0


def test_an_answer_and_the_day_it_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    replies = ["reply", "seller", "PIN saya 123456", "besok ya kak", "2026-11-23T15:00", "nanti", "besok"]
    outcome = ask(monkeypatch, "add", replies, NOON)
    assert outcome.asked() == [
        FIRST,
        "Siapa yang menjawab?",
        *["Apa jawabannya?"] * 2,
        WHEN,
        *["Tanggal yang dijanjikan"] * 2,
    ]
    secret, no_day = outcome.refused()
    assert secret.startswith("Isian ini tampak memuat PIN")
    assert "3 hari kerja" in no_day
    event = read().events[-1]
    assert (event.kind, event.recipient, event.text, event.promise) == (
        REPLY,
        "seller",
        "besok ya kak",
        date(2026, 11, 24),
    )


def test_an_answer_without_words_and_without_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(monkeypatch, "add", ["reply", "support", "", "", ""], NOON).code == 0
    assert (read().events[-1].text, read().events[-1].promise) == ("", None)


def test_a_new_status_and_what_happens_now(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = ask(monkeypatch, "add", ["state", "cancelled", "refund-missing", ""], NOON)
    assert outcome.asked() == [
        FIRST,
        "Apa status pesanan di aplikasi sekarang?",
        "Apa yang terjadi saat Anda ingin membatalkan?",
        WHEN,
    ]
    assert (read().events[-1].kind, read().events[-1].answers) == (
        STATE,
        {"status": "cancelled", "error": "refund-missing"},
    )
    assert done("next --format json", NOON).stdout.count('"situation": "refund-') == 1


def test_nothing_new_is_said_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    replies = ["state", "awaiting-pickup", "no-response", "note", "kurir lewat saja", ""]
    outcome = ask(monkeypatch, "add", replies, NOON)
    assert Shown("Tidak ada yang berubah.") in outcome.transcript
    assert [event.kind for event in read().events] == [STATE, NOTE]


def test_the_answers_known_are_proposed_and_those_that_no_longer_fit_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = ask(monkeypatch, "add", ["state", "cancelled", "other", ""], NOON)
    status, error = [one for one in outcome.transcript if isinstance(one, Chosen)][1:]
    assert (status.default, error.default) == ("awaiting-pickup", "")
    assert "no-response" not in [choice.id for choice in error.choices]


def test_whose_turn_it_is_is_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = ask(monkeypatch, "add", ["sent", "support", ""], NOON)
    (whom,) = [one for one in outcome.transcript if isinstance(one, Chosen)][1:]
    assert whom.default == "support"
    assert [choice.label for choice in whom.choices] == [
        "Penjual",
        "CS TikTok Shop",
        "Mediasi TikTok Shop",
        "Penyedia pembayaran",
        "Kementerian Perdagangan",
    ]


BACK: dict[str, list[Reply]] = {
    "from whom": ["sent", Move.BACK],
    "from own words": ["sent", "authority", Move.BACK],
    "from the day of a letter": ["sent", "support", Move.BACK],
    "from who answered": ["reply", Move.BACK],
    "from the answer": ["reply", "seller", Move.BACK],
    "from the day of an answer": ["reply", "seller", "ya", Move.BACK],
    "from the promise": ["reply", "seller", "ya", "", Move.BACK],
    "from the status": ["state", Move.BACK],
    "from what happens": ["state", "shipped", Move.BACK],
    "from the day of a state": ["state", "shipped", "none", Move.BACK],
    "from a note": ["note", Move.BACK],
    "from an empty note": ["note", ""],
    "from the day of a note": ["note", "a", Move.BACK],
    "from the first question, which stays": [Move.BACK],
}


@pytest.mark.parametrize("replies", BACK.values(), ids=BACK)
def test_a_step_back_leads_to_the_first_question(monkeypatch: pytest.MonkeyPatch, replies: list[Reply]) -> None:
    outcome = ask(monkeypatch, "add", [*replies, "note", "akhirnya", ""], NOON)
    assert outcome.asked().count(FIRST) == 2
    assert [event.text for event in read().events] == ["", "akhirnya"]


@pytest.mark.parametrize("leaving", [KeyboardInterrupt, EOFError])
@pytest.mark.parametrize("replies", [[], ["sent"], ["reply", "seller", "ya"], ["state", "shipped"], ["note", "a"]])
def test_leaving_writes_nothing_down(
    folder: Path, monkeypatch: pytest.MonkeyPatch, replies: list[Reply], leaving: type[BaseException]
) -> None:
    before = snapshot(folder)
    outcome = ask(monkeypatch, "add", [*replies, leaving], NOON)
    assert (outcome.code, outcome.stdout) == (130, "")
    assert outcome.stderr.splitlines() == [
        "",
        "Dihentikan.",
        "Lanjutkan dari sini dengan perintah ini:",
        f"batalin case add {ID}",
    ]
    assert snapshot(folder) == before


def test_wrong_days_are_refused_where_they_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    days = ["entah", "2026-11-25", "31/02/2026", "2026-11-19", "2026-11-20"]
    outcome = ask(monkeypatch, "add", ["note", "a", *days], NOON)
    unreadable, future, impossible, early = outcome.refused()
    assert unreadable.startswith("Isian ini membutuhkan tanggal")
    assert "belum terjadi" in future
    assert "tidak ada di kalender" in impossible
    assert "lebih awal daripada tanggal pesan" in early
    assert read().events[0].at.isoformat() == "2026-11-20"


def test_private_does_not_name_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = ask(monkeypatch, "add --private", ["note", "a", ""], NOON)
    assert outcome.transcript[0] == Shown(f"Kasus {ID}")


def test_flags_or_no_input_spare_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(monkeypatch, "add --note a", [], NOON).transcript == []
    outcome = ask(monkeypatch, "add --no-input", [], NOON)
    assert (outcome.code, outcome.transcript) == (2, [])
