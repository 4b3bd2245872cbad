"""A case as time goes on: the page, the turn, the letter and the dates of the day on which it is looked at."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from batalin.casefile.model import STATE
from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Rulebook
from tests.casework.running import ASKED, ID, done, open_case, read, run

SHIPPED = load(find_rules())
FOLLOWED = [
    (rule.id, number)
    for rule in SHIPPED.situations
    for number, _ in enumerate(SHIPPED.page(rule.id)["examples"])
    if "if_that_fails" in SHIPPED.page(rule.id)
]


def data(now: str, more: str = "") -> Any:
    return json.loads(done(f"next {more} --format json", now).stdout)


@pytest.mark.parametrize(
    ("now", "page"),
    [
        ("2026-11-23T10:00", "silent-seller-automatic"),
        ("2026-11-24T18:59", "silent-seller-automatic"),
        ("2026-11-24T19:00", "silent-seller-overdue"),
        ("2026-12-24T19:00", "silent-seller-overdue"),
    ],
)
def test_a_date_that_was_told_moves_the_case_to_another_page(folder: Path, now: str, page: str) -> None:
    done(f"new {ASKED} --tried-on 2026-11-22T19:00")
    found = data(now)
    assert found["situation"] == page
    assert found["now"].startswith(now)
    deadlines = [one["deadline"]["at"] for one in found["steps"] if one["deadline"]]
    assert deadlines == (["2026-11-24T19:00+07:00"] if page == "silent-seller-automatic" else [])
    assert folder.exists()


def test_a_span_that_was_told_grows_and_that_is_said(folder: Path) -> None:
    done(f"new {ASKED} --request-age under-48h")
    assert data("2026-11-25T09:59")["situation"] == "silent-seller-automatic"
    found = data("2026-11-25T10:00")
    assert found["situation"] == "silent-seller-overdue"
    assert "Waktu sudah berjalan, jadi jawaban ini dihitung maju: Umur permintaan." in found["lead"]
    assert read().revision == 1, "looking changes nothing"
    assert folder.exists()


def test_a_deadline_from_now_is_counted_anew(folder: Path) -> None:
    done(f"new {ASKED} --request-age not-sent")
    for now in ("2026-11-23T10:00", "2026-11-25T08:00"):
        (at,) = [one["deadline"]["at"] for one in data(now)["steps"] if one["deadline"]]
        assert datetime.fromisoformat(at) - datetime.fromisoformat(f"{now}+07:00") == timedelta(hours=48)
    assert folder.exists()


def test_an_answer_that_no_longer_fits_is_named(folder: Path) -> None:
    """A request cannot be older than its order, and what was told later counts."""
    open_case("--request-age over-48h")
    done("add --age under-24h", "2026-11-23T11:00")
    found = data("2026-11-23T12:00")
    assert "Jawaban ini tidak cocok lagi dan perlu dijawab ulang: Umur permintaan." in found["lead"]
    assert "request-age" in found["unanswered"]
    assert folder.exists()


@pytest.mark.parametrize("wanted", ["seller", "support"])
def test_a_letter_out_of_turn_comes_first_when_it_is_asked_for(folder: Path, wanted: str) -> None:
    open_case()
    done("add --sent support", "2026-11-23T11:00")
    outcome = done(f"next --to {wanted} --format message", "2026-11-23T12:00")
    assert outcome.stderr.startswith("Tunggu dulu sampai Selasa, 24 November 2026, 11.00 WIB.")
    assert f"batalin case add {ID} --sent {wanted}" in outcome.stderr
    assert ("Halo Kak" in outcome.stdout) is (wanted == "seller")
    assert folder.exists()


def test_a_message_alone_says_beside_it_whose_turn_it_is(folder: Path, tmp_path: Path) -> None:
    open_case()
    outcome = done("next --format message")
    assert outcome.stdout.startswith("Halo, saya mohon bantuan")
    assert outcome.stderr.startswith("Pesan berikutnya untuk CS TikTok Shop.")
    written = done(f"next --output {tmp_path / 'hasil.html'}")
    assert written.stderr.startswith("Pesan berikutnya untuk CS TikTok Shop.")
    assert "Pesan berikutnya" in (tmp_path / "hasil.html").read_text()
    assert "Pesan berikutnya" not in done("next").stderr
    assert folder.exists()


def test_a_promise_is_waited_for_as_the_first_step(folder: Path) -> None:
    open_case()
    done("add --sent support", "2026-11-23T11:00")
    done("add --reply-from support --text 'besok ya' --promised besok", "2026-11-23T12:00")
    outcome = done("next", "2026-11-24T08:00")
    text = " ".join(outcome.stdout.split())
    assert "Tunggu sampai Selasa, 24 November 2026, sesuai janji CS TikTok Shop." in text
    assert "1. Tunggu tanggal yang dijanjikan CS TikTok Shop." in text
    assert "Hitungan: menurut jawaban yang Anda catat" in text
    assert outcome.stderr == ""
    assert "Status terakhir dicatat 23 November 2026. Lihat dulu di aplikasi; bila sudah lain, catat dengan" in text
    first = data("2026-11-24T08:00")["steps"][0]
    assert first["deadline"]["at"] == "2026-11-24"
    assert (first["deadline"]["wait"], first["deadline"]["estimate"], first["source"]) == (True, False, [])
    after = " ".join(done("next", "2026-11-25T08:00").stdout.split())
    assert "Semua yang disebut aturan" not in after
    assert "Pesan terakhir Anda untuk CS TikTok Shop. Belum ada pesan yang tercatat untuk penjual." in after
    assert folder.exists()


def test_a_promise_that_was_broken_leads_to_the_next_rung(folder: Path) -> None:
    open_case("--product preorder --request-age not-sent")
    done("add --sent seller --reply-from seller --text 'besok ya' --promised besok", "2026-11-23T12:00")
    found = data("2026-11-25T08:00")
    assert found["lead"][0].startswith("Giliran sekarang: CS TikTok Shop. Sudah lewat tanggal yang dijanjikan penjual")
    assert (
        'penjual (23 November 2026): "besok ya", paling lambat 24 November 2026 (tanggal itu sudah lewat).'
        in found["messages"][0]["body"]
    )
    assert folder.exists()


STALE = "Status terakhir dicatat 23 November 2026. Lihat dulu di aplikasi; bila sudah lain, catat dengan"


def test_a_status_of_an_earlier_day_is_said_and_dated(folder: Path) -> None:
    open_case()
    assert not [line for line in data("2026-11-23T23:59")["lead"] if line.startswith("Status")]
    found = data("2026-11-24T00:01")
    assert f"{STALE} batalin case add {ID} --status." in found["lead"]
    assert "Status per 23 November 2026: Menunggu Pickup" in found["messages"][0]["body"]
    done("add --error rejected", "2026-11-24T08:00")
    assert [line for line in data("2026-11-24T09:00")["lead"] if line.startswith(STALE)], "the status was not told"
    done("add --status awaiting-pickup", "2026-11-24T10:00")
    found = data("2026-11-24T11:00")
    assert not [line for line in found["lead"] if line.startswith("Status")]
    assert "Status per 24 November 2026: Menunggu Pickup" in found["messages"][0]["body"]
    assert folder.exists()


@pytest.mark.parametrize("wanted", ["support", "seller"])
def test_everybody_a_page_has_a_letter_for_can_be_asked_for(folder: Path, wanted: str) -> None:
    """Also a seller beside a desk, who has no turn there."""
    open_case()
    assert data("2026-11-23T10:00", f"--to {wanted}")["messages"][0]["to"] == wanted
    assert run("next --to mediation").code == 2
    assert folder.exists()


def test_why_a_cancel_was_asked_for_is_not_why_a_return_is(folder: Path) -> None:
    open_case("--reason changed-mind --tried-on 2026-11-22T19:00")
    done("add --status delivered --error rejected --delivered-on 2026-11-25", "2026-11-25T10:00")
    found = data("2026-11-26T10:00")
    assert found["situation"] == "return-rejected"
    assert "reason" in found["unanswered"]
    for letter in found["messages"]:
        assert "saya berubah pikiran" not in letter["body"]
        assert "22 November" not in letter["body"]
    done("add --reason 'layarnya retak' --tried-on 2026-11-26T08:00", "2026-11-26T10:00")
    bodies = [one["body"] for one in data("2026-11-26T11:00")["messages"] if one["to"] != "authority"]
    assert all('"layarnya retak"' in body and "26 November 2026" in body for body in bodies)
    assert folder.exists()


def test_an_answer_that_is_due_cites_where_its_time_is_from(folder: Path) -> None:
    done("new --status delivered --age 5d --product physical --error rejected --delivered-age within-6d")
    for recipient in ("seller", "support"):
        done(f"add --sent {recipient} --reply-from {recipient}", "2026-11-23T11:00")
    done("add --sent mediation", "2026-11-23T12:00")
    found = data("2026-11-24T08:00")
    assert found["situation"] == "return-rejected"
    first = found["steps"][0]
    assert first["deadline"]["at"] == "2026-11-25T12:00+07:00"
    assert first["source"] == ["F48", "F80", "F81"]
    assert {"F48", "F80", "F81"} <= {one["id"] for one in found["sources"]}
    assert found["messages"][0]["to"] == "mediation"
    assert folder.exists()


def events(path: Path) -> dict[str, int]:
    """Give the sequence of every event of a calendar by its id."""
    text = path.read_text(encoding="utf-8").replace("\r\n ", "")
    ids, numbers = re.findall(r"^UID:(\S+)", text, re.MULTILINE), re.findall(r"^SEQUENCE:(\d+)", text, re.MULTILINE)
    return dict(zip(ids, map(int, numbers), strict=True))


@pytest.mark.parametrize("between", ["", "add --note a", "add --tried-on 2026-11-23T08:00"])
def test_reminders_written_again_replace_those_before(folder: Path, tmp_path: Path, between: str) -> None:
    done(f"new {ASKED} --tried-on 2026-11-22T19:00 --ics {tmp_path / 'a.ics'}")
    if between:
        done(between)
    done(f"next --ics {tmp_path / 'b.ics'}", "2026-11-23T10:01")
    before, after = events(tmp_path / "a.ics"), events(tmp_path / "b.ics")
    assert before.keys() == after.keys()
    assert all(after[uid] > before[uid] >= 0 for uid in before)
    assert folder.exists()


def test_reminders_at_an_earlier_moment_are_still_numbered(folder: Path, tmp_path: Path) -> None:
    done(f"new {ASKED} --tried-on 2026-11-22T19:00")
    done(f"next --ics {tmp_path / 'a.ics'}", "2026-11-24T10:00")
    before = min(events(tmp_path / "a.ics").values())
    done(f"next --ics {tmp_path / 'a.ics'}", "2026-11-24T11:00")
    assert min(events(tmp_path / "a.ics").values()) == before + 60 > 24 * 60
    assert folder.exists()


def test_the_message_goes_on_its_way_as_in_a_run_without_a_case(folder: Path, tmp_path: Path) -> None:
    open_case()
    outcome = done(f"next --share wa --qr {tmp_path / 'pesan.png'} --max-chars 200")
    assert "https://wa.me/?text=" in outcome.stderr
    assert (tmp_path / "pesan.png").read_bytes().startswith(b"\x89PNG")
    assert "(1/" in outcome.stdout
    assert folder.exists()


def flags(answers: dict[str, str], rulebook: Rulebook) -> str:
    return " ".join(f"{rulebook.question(name).flags[0]} {option}" for name, option in answers.items())


@pytest.mark.parametrize(("page", "number"), FOLLOWED)
def test_the_command_below_a_page_leads_on(folder: Path, rulebook: Rulebook, page: str, number: int) -> None:
    """What has changed is noted; what only time changes needs no note."""
    given = rulebook.page(page)["examples"][number]["given"]
    shown = done(f"new {flags(given, rulebook)} --no-input").stdout
    assert not re.search(r"^batalin --", shown, re.MULTILINE)
    told = re.search(rf"^batalin case (add|next) {ID}( .*)?$", shown, re.MULTILINE)
    if told is None:
        return
    if told[1] == "add":
        done(told[0].removeprefix("batalin case "))
    after = data("2026-11-23T10:00") if told[1] == "add" else data("2027-03-01T10:00")
    assert after["situation"] == rulebook.page(page)["if_that_fails"]
    assert len([event for event in read().events if event.kind == STATE]) == 1 + (told[1] == "add")
    assert folder.exists()
