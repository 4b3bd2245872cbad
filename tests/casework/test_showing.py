"""A case as it is shown and exported: as text, Markdown, a page to print and data, with or without personal details."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from tests.casework.conftest import Compare
from tests.casework.running import ID, done, open_case, read, run
from tests.support import call

PERSONAL = ("579012345678", "577777777777", "150.000", "150rb", "Sari")
EXPORTS = {
    "kronologi.md": "## ",
    "kronologi.html": "<!doctype html>",
    "kronologi.json": "{",
    "kronologi.txt": "kronologi: ",
}


@pytest.fixture
def kept(folder: Path) -> Path:
    """Give a folder with one case in which every kind of thing has happened, some of it with slips."""
    open_case("--reason 'kata Sari salah ukuran' --label 'Kaos Sari'")
    done("add --order-id 577777777777", "2026-11-23T10:30")
    done("add --sent support --evidence all", "2026-11-23T11:00")
    done("add --reply-from support --text 'Kak Sari, 579012345678 diproses' --promised 2026-11-25", "2026-11-23T12:00")
    done("add --note 'Rp150.000 belum masuk <b>'", "2026-11-23T13:00")
    done("close --text 'Sari sudah terima 150rb'", "2026-11-26T09:00")
    return folder


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_timeline_as_markdown(kept: Path, golden: Compare, language: str) -> None:
    golden(f"timeline.{language}.md", done(f"export {ID}", "2026-11-26T10:00", language).stdout)


def test_show_is_the_same_timeline_as_text(kept: Path) -> None:
    shown = done(f"show {ID}").stdout
    assert shown.startswith("Kronologi: Kaos Sari, pesanan 577777777777\n")
    assert '- Senin, 23 November 2026, 12.00 WIB: Jawaban dari CS TikTok Shop\n  "Kak Sari, 5790' in shown
    assert "\nHalo, saya mohon bantuan untuk membatalkan pesanan ini.\n" in shown
    assert max(map(len, run(f"show {ID}", columns=40).stdout.splitlines())) > 40, "a letter is never wrapped"


@pytest.mark.parametrize(("name", "begins"), EXPORTS.items())
def test_an_export_takes_its_form_from_the_ending(
    kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, begins: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = done(f"export {ID} --private --output {name}", "2026-11-26T10:00")
    assert (outcome.stdout, outcome.stderr) == ("", f"Kronologinya ditulis ke {name}.\n")
    text = Path(name).read_text(encoding="utf-8")
    assert text.lower().startswith(begins)
    assert "579012345678" in text, "a file of the buyer's holds everything"
    assert stat.S_IMODE(Path(name).stat().st_mode) == 0o600
    again = run(f"export {ID} --output {name}")
    assert (again.code, Path(name).read_text(encoding="utf-8")) == (1, text)
    assert "Pilih nama lain" in again.stderr


def test_the_page_to_print_needs_nothing_but_itself(kept: Path) -> None:
    page = done(f"export {ID} --format html", "2026-11-26T10:00").stdout
    assert '<html lang="id">' in page
    assert "Kamis, 26 November 2026, 10.00 WIB" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?!#|data:)[^\s"'>]+""", page) == []
    assert "@media print" in page
    assert "<script" not in page or "http" not in page.partition("<script")[2].partition("</script>")[0]


def test_the_data_holds_everything(kept: Path) -> None:
    data = json.loads(done(f"show {ID} --format json").stdout)
    assert [event["kind"] for event in data["events"]] == ["state", "state", "sent", "reply", "note", "closed"]
    assert (data["id"], data["revision"], data["closed"], data["label"]) == (ID, 6, True, "Kaos Sari")
    assert data["events"][0]["quotes"] == {"reason": "kata Sari salah ukuran"}
    assert data["events"][3] == {
        "at": "2026-11-23T12:00",
        "kind": "reply",
        "answers": {},
        "details": {},
        "quotes": {},
        "recipient": "support",
        "message": None,
        "text": "Kak Sari, 579012345678 diproses",
        "promise": "2026-11-25",
        "evidence": [],
    }


@pytest.mark.parametrize(
    "line",
    [
        *(f"{command} {ID} --format {form}" for command in ("show", "export") for form in ("text", "markdown", "html")),
        f"show {ID} --format json",
        f"next {ID}",
        f"next {ID} --steps",
        f"next {ID} --format message",
        f"next {ID} --format json",
        f"next {ID} --format html",
        "list --all",
        "list --all --format json",
    ],
)
def test_private_shows_no_personal_detail_in_any_form(kept: Path, line: str) -> None:
    masked = run(f"{line} --private", "2026-11-26T10:00")
    assert masked.code == 0, masked.text()
    assert [word for word in PERSONAL if word in masked.stdout + masked.stderr] == []
    open_words = run(line, "2026-11-26T10:00")
    assert masked.stdout != open_words.stdout or "--steps" in line
    assert read().label == "Kaos Sari"


def test_the_list_as_data(kept: Path) -> None:
    data = json.loads(done("list --all --format json").stdout)
    assert data == {
        "folder": str(kept),
        "cases": [
            {
                "id": ID,
                "label": "Kaos Sari",
                "number": "577777777777",
                "opened": "2026-11-23T10:00+07:00",
                "changed": "2026-11-26T09:00+07:00",
                "closed": True,
                "readable": True,
                "status": "awaiting-pickup",
                "latest": {"kind": "closed", "at": "2026-11-26T09:00", "recipient": None},
                "next": None,
            }
        ],
    }
    assert json.loads(done("list --format json").stdout)["cases"] == []


def test_the_list_takes_its_form_from_the_ending(kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    done("list --all --output kasus.json")
    written = done("list --all --output kasus.txt")
    assert json.loads(Path("kasus.json").read_text())["cases"][0]["id"] == ID
    assert Path("kasus.txt").read_text() == (
        f"{ID}  26 November 2026  (ditutup) Kaos Sari\n"
        "  Status: Menunggu Pickup (menunggu kurir)\n"
        "  Terakhir 26 November 2026: kasus ditutup\n"
    )
    assert (written.stdout, written.stderr.splitlines()[0]) == ("", "Daftarnya ditulis ke kasus.txt.")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("show 20261123-1", "Senin, 23 November 2026, 11.00 WIB"),
        ("export 20261123-1 --format html --zone wit", "12.00 WIT"),
        ("next 20261123-1 --zone wita", "Status per 23 November 2026"),
    ],
)
def test_the_zone_of_the_buyer(kept: Path, line: str, said: str) -> None:
    assert said in done(line, "2026-11-26T10:00+07:00").stdout


def test_a_case_keeps_the_zone_in_which_it_was_opened(folder: Path) -> None:
    words = "new --status shipped --age 2d --product physical --error none --zone wit --no-input"
    assert call(["case", *words.split(), "--now", "2026-11-23T10:00+07:00"]).code == 0
    done("add --note a", "2026-11-23T11:30+07:00")
    assert "Senin, 23 November 2026, 13.30 WIT: Catatan pembeli" in done("show").stdout
    done("add --note b --zone wib --on 2026-11-23T11:40", "2026-11-23T12:00+07:00")
    assert "13.40 WIT" in done("show").stdout
    assert folder.exists()


@pytest.mark.parametrize(("zone", "told"), [("wib", "2026-11-22T19:30"), ("wit", "2026-11-22T21:30")])
def test_a_time_is_the_same_moment_in_every_zone(folder: Path, tmp_path: Path, zone: str, told: str) -> None:
    open_case()
    later = "2026-11-23T12:00+07:00"
    done(f"add --tried-on {told} --zone {zone}", later)
    assert "24 November 2026, 19.30 WIB" in done("next", later).stdout
    assert "24 November 2026, 21.30 WIT" in done(f"next --zone wit --ics {tmp_path / 'a.ics'}", later).stdout
    assert b"DTSTART;TZID=Asia/Jayapura:20261124T213000" in (tmp_path / "a.ics").read_bytes()
    assert folder.exists()
