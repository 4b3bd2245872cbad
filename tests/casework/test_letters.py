"""What letters of a case say of the item, of earlier letters and of answers, and how long an answer is waited for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.casework.running import ASKED, ID, TOLD, done, open_case, run

FAULTY = (
    "new --status delivered --age 5d --product physical --error wrong-item --store regular --fault damaged"
    " --delivered-on 2026-11-20 --tried-on 2026-11-23T10:00 --order-id 579001122334455 --item Blender"
    " --amount 350000 --name Siti"
)
REFUSAL = "add --error rejected"
LATER = "2026-12-05T10:05"


def look(now: str, more: str = "", language: str = "id") -> Any:
    return json.loads(done(f"next {more} --format json --message-lang {language}", now).stdout)


def body(now: str, to: str, more: str = "", language: str = "id") -> str:
    return str(look(now, f"--to {to} {more}", language)["messages"][0]["body"])


@pytest.mark.parametrize("to", ["seller", "support", "mediation", "authority"])
@pytest.mark.parametrize(
    ("language", "fault", "day"),
    [("id", "barang rusak atau cacat", "20 November 2026"), ("en", "the item is damaged", "20 November 2026")],
)
def test_a_refused_return_is_still_about_its_fault(folder: Path, to: str, language: str, fault: str, day: str) -> None:
    done(FAULTY)
    done("add --sent seller", "2026-11-23T23:00")
    done(REFUSAL, "2026-11-28T10:00")
    letter = body(LATER, to, language=language)
    assert fault in letter
    assert day in letter
    assert "--fault" not in " ".join(look(LATER)["warnings"]), "a letter uses it"
    assert folder.exists()


@pytest.mark.parametrize("change", ["--error not-received", "--error unknown-order", "--fault unknown"])
def test_a_fault_that_holds_no_more_is_not_told(folder: Path, change: str) -> None:
    done(FAULTY)
    done(f"add {change}", "2026-11-24T10:00")
    letters = look("2026-11-24T11:00")["messages"]
    assert [one["to"] for one in letters if "rusak atau cacat" in one["body"]] == []
    assert folder.exists()


def test_a_day_is_counted_in_hours(folder: Path) -> None:
    """The parcel is late and no step names a time: 24 hours from the minute in which the letter went out."""
    done("new --status shipped --age 3d --product physical --error none --payment ewallet")
    (first, *_) = look("2026-11-23T10:00")["messages"]
    done(f"add --sent {first['to']}", "2026-11-23T23:00")
    for now in ("2026-11-24T00:05", "2026-11-24T22:59"):
        found = look(now)
        assert "sampai Selasa, 24 November 2026, 23.00 WIB" in found["lead"][0]
        assert found["messages"][0]["to"] == first["to"]
    assert "sampai Selasa" not in look("2026-11-24T23:00")["lead"][0]
    assert folder.exists()


def test_the_time_that_a_page_gives_the_seller_counts(folder: Path) -> None:
    done(FAULTY)
    done("add --sent seller", "2026-11-23T23:00")
    for now in ("2026-11-24T00:05", "2026-11-25T23:59"):
        found = look(now)
        assert found["lead"][0].startswith("Tunggu sampai Rabu, 25 November 2026.")
        assert found["messages"][0]["to"] == "seller"
        assert len([one for one in found["steps"] if one["do"].startswith("Tunggu keputusan")]) == 0
    assert look("2026-11-26T00:00")["messages"][0]["to"] == "support"
    assert folder.exists()


def test_nobody_knows_how_long_an_authority_takes(folder: Path) -> None:
    done(FAULTY)
    for to in ("seller", "support"):
        done(f"add --sent {to}", "2026-11-23T23:00")
    done(REFUSAL, "2026-11-28T10:00")
    done("add --sent authority", "2026-11-28T11:00")
    lead = look("2026-11-29T11:00")["lead"][0]
    assert lead.startswith("Pesan terakhir Anda untuk Kementerian Perdagangan.")
    assert "Belum ada pesan yang tercatat untuk mediasi TikTok Shop." in lead
    assert "Lama jawaban Kementerian Perdagangan tidak diketahui, begitu juga kapan boleh bertanya lagi." in lead
    assert "mengingatkan" not in lead
    done("add --sent mediation", "2026-11-29T12:00")
    lead = look("2026-12-20T11:00")["lead"][0]
    assert lead.startswith("Semua yang disebut aturan di sini sudah Anda hubungi, terakhir Kementerian Perdagangan.")
    assert folder.exists()


TALK = (
    "Halo Kak, terima kasih sudah menghubungi kami ya. Kami sangat senang membantu Kakak hari ini dengan sepenuh hati."
    " Semoga Kakak sehat selalu dan tetap semangat berbelanja di toko kami yang selalu ramai. Dana Rp350.000 sudah kami"
    " kirim pada 27 November 2026."
)


def test_evidence_drives_no_earlier_contact_out_of_a_letter(folder: Path) -> None:
    done(FAULTY)
    done(f"add --sent seller --on 2026-11-23T11:00 --reply-from seller --text '{TALK}'", "2026-11-23T12:00")
    done("add --sent support", "2026-11-24T11:00")
    done(f"add --reply-from support --text '{TALK}'", "2026-11-24T12:00")
    done(REFUSAL, "2026-11-28T10:00")
    done("add --sent mediation", "2026-11-28T11:00")
    for language, names in (
        ("id", ["penjual", "CS TikTok Shop", "mediasi TikTok Shop"]),
        ("en", ["the seller", "TikTok Shop support", "TikTok Shop mediation"]),
    ):
        for more in ("", "--evidence all"):
            letter = body(LATER, "authority", more, language)
            assert len(letter) <= 1_000
            assert [name for name in names if name not in letter] == [], letter
            assert ("Lampiran" in letter or "Attached" in letter) is bool(more)
    assert folder.exists()


def test_a_quoted_answer_is_cut_to_what_it_says_and_the_screen_says_so(folder: Path) -> None:
    open_case()
    done(f"add --reply-from seller --text '{TALK} {TALK}'", "2026-11-23T12:00")
    letter = body("2026-11-23T13:00", "support")
    assert "Dana Rp350.000 sudah kami kirim pada 27 November 2026." in letter
    assert "Semoga" not in letter
    lead = look("2026-11-23T13:00", "--to support")["lead"]
    (cut,) = [line for line in lead if "dipersingkat" in line]
    assert cut.endswith(f"batalin case show {ID}")
    assert folder.exists()


def test_one_answer_is_quoted_whole_rather_than_two_by_half(folder: Path) -> None:
    refusal = "Untuk pengembalian tidak bisa kami setujui karena segel sudah dibuka."
    answer = f"Halo Kak, terima kasih ya. {refusal} {'Semoga sehat selalu. ' * 10}"
    done(FAULTY)
    done(f"add --sent seller --reply-from seller --text '{answer}'", "2026-11-23T12:00")
    done(REFUSAL, "2026-11-24T10:00")
    done(f"add --sent support --reply-from support --promised 2026-11-26 --text '{answer}'", "2026-11-24T12:00")
    done("add --sent mediation", "2026-11-27T11:00")
    for more in ("", "--evidence all"):
        letter = body(LATER, "authority", more)
        assert f'CS TikTok Shop (24 November 2026): "... {refusal} ...", paling lambat 26 November 2026' in letter
        assert "penjual (23 November 2026)" in letter
        assert "mediasi TikTok Shop (27 November 2026)" in letter
    assert folder.exists()


def test_nothing_is_said_to_be_cut_where_all_of_it_is_there(folder: Path) -> None:
    open_case()
    done(f"add --reply-from seller --text '{TALK}'", "2026-11-23T12:00")
    assert TALK in body("2026-11-23T13:00", "support")
    assert "dipersingkat" not in " ".join(look("2026-11-23T13:00", "--to support")["lead"])
    assert folder.exists()


def test_no_letter_says_that_a_seller_is_silent_who_has_answered(folder: Path) -> None:
    done(f"new {ASKED} --request-age over-48h {TOLD}")
    done("add --sent seller --reply-from seller --text 'Sabar ya kak'", "2026-11-23T11:00")
    for language, silent in (("id", "tanpa jawaban penjual"), ("en", "without an answer")):
        letters = look("2026-11-24T10:00", language=language)["messages"]
        assert [one["to"] for one in letters if "Sabar ya kak" in one["body"]]
        assert [one["to"] for one in letters if silent in one["body"]] == []
    assert folder.exists()


def test_a_date_that_was_promised_is_said_to_have_passed(folder: Path) -> None:
    open_case("--product preorder --request-age not-sent")
    done("add --sent seller --reply-from seller --text 'besok ya' --promised besok", "2026-11-23T12:00")
    told = 'penjual (23 November 2026): "besok ya", paling lambat 24 November 2026'
    assert f"{told}." in body("2026-11-24T23:00", "support")
    assert f"{told} (tanggal itu sudah lewat)." in body("2026-11-25T08:00", "support")
    assert "by 24 November 2026 (that date has passed)." in body("2026-11-25T08:00", "support", language="en")
    assert folder.exists()


def test_what_was_promised_about_a_cancel_is_not_quoted_about_the_money(folder: Path) -> None:
    open_case()
    done("add --sent support --reply-from support --text 'Dicek dulu ya' --promised besok", "2026-11-23T12:00")
    assert "Dicek dulu ya" in body("2026-11-25T12:00", "support")
    change = "--status cancelled --error refund-missing --cancelled-by system --cancelled-on 2026-11-26"
    done(f"add {change}", "2026-11-27T12:00")
    done("add --reply-from payment-provider --text 'Belum ada dana'", "2026-11-28T12:00")
    letter = body("2026-11-29T12:00", "support")
    assert "Dicek dulu ya" not in letter
    assert "Belum ada dana" in letter
    assert folder.exists()


def test_cases_without_a_name_are_told_apart_by_their_number(folder: Path) -> None:
    for number in ("579001122334455", "579001122339999"):
        done(f"new --status processing --age 3d --product physical --error no-response --order-id {number}")
    named = [line for line in done("list").stdout.splitlines() if not line.startswith(" ")]
    assert [line.split()[-1] for line in named] == ["579001122339999", "579001122334455"]
    masked = done("list --private").stdout
    assert "****9999" in masked
    assert "57900112233" not in masked
    assert "20261123-2 (579001122339999), 20261123-1 (579001122334455)" in run("next").stderr
    assert "20261123-2 (****9999), 20261123-1 (****4455)" in run("next --private").stderr
    assert folder.exists()
