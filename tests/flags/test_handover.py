"""A result on its way to the phone: reports, steps, evidence, tone, parts, link, code, calendar, clipboard."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import TONES
from tests.flags.cases import CORE, KNOWN, REFUND
from tests.handover.scanning import read_png, read_svg, scan
from tests.output.calendars import read
from tests.support import call, flags, spawn

RESULT = flags(f"{REFUND} {KNOWN}")
MESSAGE = [*RESULT, "--format", "message"]
ALL = ("cancellation", "cancel-reason", "refund-page", "proof-of-payment")
NO_CLIPBOARD = "Tidak ada papan klip yang bisa dipakai di sini."


def message(*more: str) -> str:
    """Give the message and nothing else."""
    outcome = call([*MESSAGE, *more])
    assert (outcome.code, outcome.stderr) == (0, ""), outcome.text()
    return outcome.stdout.removesuffix("\n")


def data(*more: str) -> dict[str, Any]:
    outcome = call([*RESULT, "--format", "json", *more])
    assert (outcome.code, outcome.stderr) == (0, ""), outcome.text()
    content: dict[str, Any] = json.loads(outcome.stdout)
    return content


@pytest.mark.parametrize("asked", [[], ["--steps"], ["--why", "--what-if"]], ids=["report", "steps", "reasons"])
@pytest.mark.parametrize("form", ["html", "svg"])
def test_a_report_holds_what_was_asked_for_and_a_code_of_the_message(form: str, asked: list[str]) -> None:
    text = call([*RESULT, *asked, "--format", form]).stdout
    headings = re.findall(r"^## (.+)$", call([*RESULT, *asked, "--format", "markdown"]).stdout, re.MULTILINE)
    assert [heading for heading in headings if heading not in text] == []
    (code,) = re.findall(r'<svg shape-rendering="crispEdges".*?</svg>', text, re.DOTALL)
    assert scan(read_svg(code)) == message().encode()


@pytest.mark.parametrize("form", ["text", "markdown", "html", "svg"])
def test_steps_are_numbered_and_say_what_a_missing_place_means(form: str) -> None:
    shown = call([*RESULT, "--steps", "--format", form]).stdout
    content = data("--steps")
    words = " ".join(re.sub(r"<[^>]+>|\\", " ", shown).replace("&gt;", ">").replace("&quot;", '"').split())
    for step in content["steps"]:
        for text in (step["do"], step["obstacle"]["text"]):
            assert not text or " ".join(text.split()) in words
    assert content["messages"][0]["body"].splitlines()[0] in words
    assert "Kenapa" not in words
    if form in ("text", "markdown"):
        numbers = [line.partition(".")[0] for line in shown.splitlines() if re.match(r"\d\. ", line)]
        assert numbers == [str(number) for number in range(1, len(content["steps"]) + 1)]


def test_steps_in_json_name_the_answer_that_changes(rulebook: Rulebook) -> None:
    obstacles = [step["obstacle"] for step in data("--steps")["steps"]]
    assert {"question": "status", "option": "not-found"}.items() <= obstacles[3].items()
    assert all(one["question"] in (None, "status", "error") for one in obstacles)
    assert all("obstacle" not in step for step in data()["steps"])


def test_evidence_is_listed_open_and_attached_only_when_ticked() -> None:
    assert [(one["id"], one["attached"]) for one in data()["evidence"]] == [(one, False) for one in ALL]
    content = data("--evidence", "refund-page,cancellation")
    assert [one["id"] for one in content["evidence"] if one["attached"]] == ["cancellation", "refund-page"]
    (line,) = [line for line in content["messages"][0]["body"].splitlines() if line.startswith("Lampiran: ")]
    assert line == "Lampiran: " + "; ".join(one["name"] for one in content["evidence"] if one["attached"])
    shown = call([*RESULT, "--evidence", "refund-page,cancellation"]).stdout
    assert (shown.count("[x]"), shown.count("[ ]")) == (2, 2)


def test_all_evidence_can_be_ticked_at_once() -> None:
    assert message("--evidence", "all") == message("--evidence", ",".join(ALL))


@pytest.mark.parametrize("given", ["zzz", "chat", "cancellation,zzz", ","])
def test_evidence_that_is_not_of_this_situation_is_refused_beside_what_is(given: str) -> None:
    outcome = call([*MESSAGE, "--evidence", given])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert all(one in outcome.stderr for one in (*ALL, "all", "--evidence"))


@pytest.mark.parametrize("tone", TONES)
def test_a_tone_changes_the_voice_and_keeps_the_facts(tone: str) -> None:
    letter = data("--tone", tone)["messages"][0]
    assert letter["tone"] == tone
    assert letter["body"].startswith("Dengan hormat" if tone == "formal" else "Halo,")
    for fact in ("579012345", "Rp150.000", "20 November 2026", "dompet digital", "Sari"):
        assert fact in letter["body"]
    assert data()["messages"][0]["tone"] == "friendly"


def test_parts_are_numbered_and_hold_the_whole_message() -> None:
    parts = re.split(r"\n\n(?=\(\d)", message("--max-chars", "160"))
    assert [part.partition("\n")[0] for part in parts] == [f"({one}/{len(parts)})" for one in range(1, len(parts) + 1)]
    assert max(map(len, parts)) <= 160
    assert "\n".join(part.partition("\n")[2] for part in parts) == message()
    assert message("--max-chars", "1000") == message()
    assert "(1/" in call([*RESULT, "--max-chars", "160"]).stdout


@pytest.mark.parametrize("given", ["39", "0", "-5", "1e3", "160.5", "banyak", "\u0663\u0660\u0660", "\u00b2\u2070"])
def test_a_limit_that_is_none_is_refused(given: str) -> None:
    outcome = call([*MESSAGE, f"--max-chars={given}"])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "40" in outcome.stderr
    assert "--max-chars 160" in outcome.stderr


def test_a_link_holds_the_message_and_goes_beside_the_result() -> None:
    outcome = call([*MESSAGE, "--share", "wa"])
    link = outcome.stderr.splitlines()[-1]
    assert parse_qs(urlsplit(link).query)["text"] == [message()]
    assert link.startswith("https://wa.me/?text=Halo")
    assert outcome.stdout == message() + "\n"


def test_what_leaves_is_what_is_shown() -> None:
    parts = ("--max-chars", "160")
    outcome = call([*MESSAGE, "--share", "wa", "--copy", *parts])
    shown, count = message(*parts), message(*parts).count("/") - message().count("/")
    assert parse_qs(urlsplit(outcome.stderr.splitlines()[-1]).query)["text"] == [shown]
    assert f"semua {count} bagian" in outcome.stderr
    assert "bagian" not in call([*MESSAGE, "--share", "wa", "--copy"]).stderr


def test_a_code_without_a_screen_is_refused_before_anything_is_printed() -> None:
    outcome = call([*MESSAGE, "--qr"])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "--qr pesan.png" in outcome.stderr


@pytest.mark.parametrize("name", ["pesan.gif", "pesan", "png", ".png", "pesan.png.txt"])
def test_a_picture_of_another_kind_is_refused_before_anything_is_printed(name: str, tmp_path: Path) -> None:
    outcome = call([*MESSAGE, "--qr", str(tmp_path / name)])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert ".png, .svg" in outcome.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["pesan.png", "pesan.PNG", "pesan.svg"])
def test_a_picture_reads_as_the_message(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    outcome = call([*MESSAGE, "--qr", str(file), "--max-chars", "160"])
    assert outcome.code == 0
    assert str(file) in outcome.stderr.replace("\n", "")
    picture = read_svg(file.read_text(encoding="utf-8")) if name.endswith("svg") else read_png(file.read_bytes())
    assert scan(picture) == message("--max-chars", "160").encode()
    assert "bagian" in outcome.stderr
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("flag", "name"), [("--qr", "a.png"), ("--qr", "a.svg"), ("--ics", "a.ics")])
def test_a_file_that_exists_stays_as_it_is(flag: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text("milik saya", encoding="utf-8")
    outcome = call([*MESSAGE, flag, str(file)])
    assert (outcome.code, outcome.stdout) == (1, message() + "\n")
    assert "sudah ada dan tidak ditimpa" in outcome.stderr
    assert file.read_text(encoding="utf-8") == "milik saya"
    missing = call([*MESSAGE, flag, str(tmp_path / "tidak-ada" / name)])
    assert (missing.code, missing.stdout) == (1, message() + "\n")


def test_deadlines_become_reminders(tmp_path: Path) -> None:
    file = tmp_path / "pengingat.ics"
    outcome = call([*MESSAGE, "--ics", str(file)])
    assert (outcome.code, outcome.stdout) == (0, message() + "\n")
    deadline = next(step["deadline"]["at"] for step in data()["steps"] if step["deadline"])
    assert [event.start.isoformat()[:10] for event in read(file.read_bytes())] == [deadline]


def test_reminders_need_a_date(tmp_path: Path) -> None:
    file = tmp_path / "pengingat.ics"
    outcome = call([*flags(f"{REFUND} --payment ewallet"), "--format", "message", "--ics", str(file)])
    assert outcome.code == 2
    assert outcome.stdout.startswith("Halo,")
    assert "--cancelled-on" in outcome.stderr
    assert not file.exists()


@pytest.mark.parametrize(("zone", "shift"), [("wib", 7), ("WITA", 8), ("wit", 9)])
def test_the_present_is_that_of_the_zone(zone: str, shift: int) -> None:
    content = json.loads(call([*flags(CORE), "--now", "2026-11-23T10:00", "--format", "json", "--zone", zone]).stdout)
    assert content["now"] == f"2026-11-23T10:00+0{shift}:00"


@pytest.mark.parametrize("given", ["wibb", "+07:00", "Asia/Jakarta"])
def test_another_zone_is_refused(given: str) -> None:
    outcome = call([*flags(CORE), "--zone", given])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "wib, wita, wit" in outcome.stderr


def test_without_a_clipboard_the_text_above_remains() -> None:
    outcome = call([*MESSAGE, "--copy"])
    assert (outcome.code, outcome.stdout) == (0, message() + "\n")
    assert outcome.stderr == f"\n{NO_CLIPBOARD} Salin teks di atas.\n"
    started = spawn([*MESSAGE, "--copy"], changes={"TERM": "dumb", "COLUMNS": "80"})
    assert started == outcome


@pytest.mark.parametrize("hidden", ["--private", "--output"])
def test_text_that_is_not_above_is_not_offered_for_copying(hidden: str, tmp_path: Path) -> None:
    more = [hidden, str(tmp_path / "hasil.txt")] if hidden == "--output" else [hidden]
    said = " ".join(call([*MESSAGE, "--copy", *more]).stderr.split()).removeprefix(f"Ditulis: {more[-1]} ")
    assert said == f"{NO_CLIPBOARD} Simpan pesannya: --format message --output pesan.txt."
