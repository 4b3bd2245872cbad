"""The commands about cases as a buyer types them: what they print, what they keep, how they end."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from batalin.casefile.model import CLOSED, NOTE, REPLY, SENT, STATE
from tests.casework.running import ASKED, ID, TEN, done, open_case, read, snapshot


def test_new_keeps_what_was_told_and_shows_what_comes_first(folder: Path) -> None:
    outcome = open_case("--reason changed-mind")
    assert "UMUMNYA MASIH BISA DIBATALKAN" in outcome.stdout
    assert "Pesan berikutnya untuk CS TikTok Shop." in outcome.stdout
    assert f"batalin case add {ID} --sent support\n" in outcome.stderr
    assert outcome.stderr.endswith(f"Kasus {ID} disimpan di komputer ini.\n")
    case = read()
    assert (case.label, case.revision, case.closed) == ("Kaos polos", 1, False)
    (event,) = case.events
    assert event.kind == STATE
    assert event.answers["request-age"] == "under-48h"
    assert event.details == {
        "order-id": "579012345678",
        "item": "Kaos polos",
        "amount": "Rp150.000",
        "name": "Sari",
    }
    assert event.at.isoformat() == TEN
    assert list(snapshot(folder)) == [f"{ID}.yaml"]


def test_new_reads_a_label_an_answers_file_and_own_words(folder: Path, tmp_path: Path) -> None:
    saved = tmp_path / "jawaban.json"
    answers = {"status": "processing", "age": "1d-3d", "product": "physical", "error": "none"}
    saved.write_text(json.dumps({"schema": 1, "rulebook": "tiktok-shop", "answers": answers, "details": {}}))
    done(f"new --answers {saved} --label ' Kado \x1b[31mibu ' --reason 'anak salah pencet'")
    case = read()
    assert case.label == "Kado ibu"
    assert case.events[0].quotes == {"reason": "anak salah pencet"}
    assert folder.exists()


def test_numbers_count_on_from_day_to_day(folder: Path) -> None:
    for now in (TEN, TEN, "2026-11-24T08:00"):
        open_case(now=now)
    assert sorted(snapshot(folder)) == ["20261123-1.yaml", "20261123-2.yaml", "20261124-1.yaml"]


def test_everything_that_can_happen_is_added(folder: Path) -> None:
    open_case()
    done("add --sent support --evidence order-details", "2026-11-23T11:00")
    added = done("add --note 'sudah telepon' --on 2026-11-23T11:30", "2026-11-23T12:00")
    done("add --reply-from support --text 'Mohon\nditunggu ya' --promised 2026-11-25", "2026-11-23T13:00")
    done("add --status shipped --error none --tried-on kemarin", "2026-11-24T09:00")
    done("add --sent seller --text 'Kapan sampai?' --note 'lewat obrolan'", "2026-11-24T10:00")
    assert added.stderr == f"Dicatat di kasus {ID}. Lanjutkan: batalin case next {ID}\n"
    assert added.stdout == ""
    sent, note, reply, state, own, second = read().events[1:]
    assert (sent.kind, sent.recipient, sent.message, sent.evidence) == (
        SENT,
        "support",
        "support-cancel",
        ("order-details",),
    )
    assert sent.text.startswith("Halo, saya mohon bantuan")
    assert "\nLampiran: tangkapan layar detail pesanan\n" in sent.text
    assert (note.kind, note.text, note.at.isoformat()) == (NOTE, "sudah telepon", "2026-11-23T11:30")
    assert (reply.kind, reply.text, reply.promise) == (REPLY, "Mohon\nditunggu ya", date(2026, 11, 25))
    assert state.answers == {"status": "shipped", "error": "none"}
    assert state.details == {"tried-on": "2026-11-23"}
    assert (own.recipient, own.message, own.text) == ("seller", "", "Kapan sampai?")
    assert (second.kind, second.text) == (NOTE, "lewat obrolan")
    assert read().revision == 6
    assert folder.exists()


@pytest.mark.parametrize(
    ("promised", "on", "day"),
    [
        ("besok", "", "2026-11-25"),
        ("besok", "--on 2026-11-23T15:00", "2026-11-24"),
        ("2x24 jam", "", "2026-11-26"),
        ("3 hari kerja", "", "2026-11-27"),
        ("2026-12-01", "", "2026-12-01"),
    ],
)
def test_a_promise_counts_from_the_answer(folder: Path, promised: str, on: str, day: str) -> None:
    open_case()
    done(f"add --reply-from seller --promised '{promised}' {on}", "2026-11-24T09:00")
    assert read().events[-1].promise == date.fromisoformat(day)
    assert folder.exists()


def test_an_event_of_the_past_is_sorted_in_and_said_so(folder: Path) -> None:
    open_case()
    done("add --note akhir", "2026-11-24T09:00")
    outcome = done("add --note awal --on 2026-11-22", "2026-11-24T10:00")
    assert "Tanggal 22 November 2026 lebih awal daripada catatan terakhir" in outcome.stderr
    assert [event.text for event in read().events] == ["awal", "", "akhir"]
    assert folder.exists()


def test_a_letter_of_the_past_is_the_one_of_that_moment(folder: Path) -> None:
    """On the day itself the request had not waited for 48 hours yet."""
    open_case()
    done("add --sent support --on 2026-11-23T12:00", "2026-11-26T09:00")
    done("add --sent support", "2026-11-26T09:00")
    assert [event.message for event in read().events[1:]] == ["support-cancel", "support-overdue"]
    assert "Status per 23 November 2026" in read().events[1].text
    assert folder.exists()


UNKNOWN = "Isi pesannya tidak dicatat, karena masih ada yang kosong atau keadaannya belum tercatat."


def test_a_letter_before_anything_was_told_is_that_of_today_without_its_words(folder: Path) -> None:
    open_case()
    outcome = done("add --sent support --on 2026-11-22", "2026-11-23T12:00")
    assert [(event.message, event.text) for event in read().events if event.kind == SENT] == [("support-cancel", "")]
    assert UNKNOWN in outcome.stderr
    assert f"batalin case add {ID} --sent support --on 2026-11-22 --text\n" in outcome.stderr
    assert folder.exists()


def test_a_letter_with_blanks_is_noted_without_its_words(folder: Path) -> None:
    done(f"new {ASKED} --request-age under-48h")
    outcome = done("add --sent support --evidence order-details", "2026-11-23T11:00")
    assert outcome.stderr.startswith(f"{UNKNOWN} Tambahkan isinya seperti yang Anda kirim: batalin case add {ID}")
    event = read().events[-1]
    assert (event.message, event.text, event.evidence) == ("support-cancel", "", ("order-details",))
    assert "[NOMOR PESANAN]" not in done("show").stdout
    told = json.loads(done("next --format json", "2026-11-24T10:00").stdout)["messages"][0]["body"]
    assert "Pesan ini menyusul pesan saya pada 23 November 2026." in told
    assert '""' not in told
    assert folder.exists()


def test_words_told_later_complete_the_letter_of_that_day(folder: Path) -> None:
    done(f"new {ASKED} --request-age under-48h")
    done("add --sent support --evidence chat", "2026-11-23T11:00")
    done("add --reply-from support --text 'ditunggu ya'", "2026-11-23T12:00")
    done("add --sent support --text 'Tolong batalkan.' --on 2026-11-23", "2026-11-24T09:00")
    sent, reply = read().events[1:]
    assert (sent.text, sent.message, sent.evidence) == ("Tolong batalkan.", "support-cancel", ("chat",))
    assert (sent.at.isoformat(), reply.kind) == ("2026-11-23T11:00", REPLY)
    done("add --sent support --text 'Sekali lagi.' --on 2026-11-23T13:00", "2026-11-24T09:00")
    assert [event.text for event in read().events if event.kind == SENT] == ["Tolong batalkan.", "Sekali lagi."]
    assert read().revision == 5
    assert folder.exists()


@pytest.mark.parametrize("other", ["--sent seller", "--sent support --on 2026-11-24"])
def test_words_for_another_or_of_another_day_are_another_letter(folder: Path, other: str) -> None:
    done(f"new {ASKED} --request-age under-48h")
    done("add --sent support", "2026-11-23T11:00")
    done(f"add {other} --text 'Tolong batalkan.'", "2026-11-24T09:00")
    assert [event.text for event in read().events if event.kind == SENT] == ["", "Tolong batalkan."]
    assert folder.exists()


def test_a_state_told_with_a_letter_counts_for_it(folder: Path) -> None:
    """The buyer looks into the app, writes, and notes both at once."""
    open_case()
    done("add --status cancelled --error refund-missing --cancelled-on 2026-11-24 --sent support", "2026-11-24T10:00")
    state, sent = read().events[1:]
    assert (state.kind, sent.kind, sent.message) == (STATE, SENT, "support-refund-missing")
    assert "Status per 24 November 2026: Dibatalkan" in sent.text
    done("add --order-id 577777777777 --sent support", "2026-11-25T10:00")
    assert "Nomor pesanan: 577777777777" in read().events[-1].text
    assert folder.exists()


def test_close_keeps_the_file_and_add_opens_it_again(folder: Path) -> None:
    open_case()
    outcome = done("close --text 'Dana kembali'", "2026-11-24T09:00")
    assert f"batalin case purge {ID}" in outcome.stderr
    assert (read().closed, read().events[-1].kind, read().events[-1].text) == (True, CLOSED, "Dana kembali")
    assert "Belum ada kasus terbuka" in done("list").stdout
    assert f"{ID}  24 November 2026  (ditutup) Kaos polos" in done("list --all").stdout
    assert "Kasus ini sudah ditutup. Pesan berikutnya" in " ".join(
        done(f"next {ID}", "2026-11-24T10:00").stdout.split()
    )
    reopened = done(f"add {ID} --note 'paket datang lagi'", "2026-11-25T09:00")
    assert "Kasus ini tadinya ditutup, dan sekarang terbuka lagi." in reopened.stderr
    assert not read().closed
    assert "terbuka lagi" not in done(f"add {ID} --note lagi", "2026-11-25T09:01").stderr
    assert f"{ID}  25 November 2026  Kaos polos" in done("list").stdout
    assert folder.exists()


@pytest.mark.parametrize(
    "word", [ID, "20261123-1 ", "2026112", "579012345678", "#579012345678", "'5790 1234 5678'", ""]
)
def test_a_case_is_named_by_number_beginning_order_or_not_at_all(folder: Path, word: str) -> None:
    open_case()
    done(f"new {ASKED} --order-id 577777777777", "2025-01-02T10:00")
    done("close 2025", "2025-01-03T10:00")
    assert done(f"show {word}").stdout.startswith("Kronologi: Kaos polos, pesanan 579012345678")
    assert folder.exists()


def test_the_list_gives_the_last_changed_first(folder: Path) -> None:
    open_case(now="2026-11-20T10:00")
    open_case("--label 'Tas yang namanya panjang sekali sampai tidak muat di baris'", now="2026-11-21T10:00")
    outcome = done("list")
    assert outcome.stdout == (
        "20261121-1  21 November 2026  Tas yang namanya panjang sekali...\n"
        "  Status: Menunggu Pickup (menunggu kurir)\n"
        "  Terakhir 21 November 2026: keadaan dicatat\n"
        "20261120-1  20 November 2026  Kaos polos\n"
        "  Status: Menunggu Pickup (menunggu kurir)\n"
        "  Terakhir 20 November 2026: keadaan dicatat\n"
    )
    assert outcome.stderr == f"Folder: {folder}\n"
    done("add 20261120 --note a", "2026-11-22T10:00")
    assert done("list").stdout.startswith("20261120-1  22 November 2026")


@pytest.mark.parametrize(("wanted", "left"), [(ID, 2), ("--closed", 2), ("--all", 0), ("579012345678", 2)])
def test_purge_removes_for_good(folder: Path, wanted: str, left: int) -> None:
    open_case()
    for day in ("2026-11-24", "2026-11-25"):
        done(f"new {ASKED}", f"{day}T10:00")
    done("close 20261124", "2026-11-25T10:00")
    outcome = done(f"purge {wanted} --yes")
    assert f"Dihapus dari {folder}: {3 - left} kasus." in outcome.stderr
    assert len(snapshot(folder)) == left
