"""Whatever is wrong with a command about cases is said with its remedy, and nothing that was kept is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from batalin.casefile.text import write_case
from batalin.words import all_sentences
from tests.casefile.samples import case_of, told
from tests.casework.running import ASKED, ID, TOLD, open_case, read, run, snapshot
from tests.support import call

CARD, PIN = "4111 1111 1111 1111", "PIN saya 123456"
LONG = "x" * 2_001
NEW = f"new {ASKED}"
EARLY = "2026-11-24T09:00"
# Each with the exit code, and words of its sentence: what is wrong, and what to do.
WRONG = {
    "add nothing": ("add", 2, ["Tidak ada yang dicatat", f"batalin case add {ID} --sent seller"]),
    "add to nobody known": ("add --sent tetangga", 2, ["--sent", "seller, support"]),
    "answer of nobody known": ("add --reply-from tetangga", 2, ["--reply-from", "seller, support"]),
    "text alone": ("add --text apa", 2, ["Tidak ada yang dicatat"]),
    "text beside a note": ("add --note a --text b", 2, ["--text hanya berlaku bersama", "--reply-from support"]),
    "text beside a state": ("add --status shipped --text b", 2, ["--text", "--reply-from support"]),
    "promise beside a letter": ("add --sent support --promised besok", 2, ["--promised", "--reply-from support"]),
    "evidence beside a note": ("add --note a --evidence chat", 2, ["--evidence", "--sent support"]),
    "tone beside a note": ("add --note a --tone firm", 2, ["--tone", "--sent support"]),
    "tone unknown": ("add --sent support --tone marah", 2, ["--tone", "friendly, firm, formal"]),
    "evidence unknown": ("add --sent support --evidence foto", 2, ["--evidence", "order-details"]),
    "no prepared letter": ("add --sent authority", 2, ["authority", "--text"]),
    "promise unreadable": ("add --reply-from seller --promised secepatnya", 2, ["--promised", "3 hari kerja"]),
    "promise in the past": ("add --reply-from seller --promised 2026-11-01", 2, ["dari 2026-11-24 sampai"]),
    "promise that is no date": ("add --reply-from seller --promised 31/02/2026", 2, ["tidak ada di kalender"]),
    "event in the future": ("add --note a --on 2026-11-25", 2, ["--on", "belum terjadi", "sudah lewat"]),
    "event before the order": ("add --note a --on 2026-10-01", 2, ["lebih awal daripada tanggal pesan", "Perbaiki"]),
    "event on no day": ("add --note a --on 31/11/2026", 2, ["tidak ada di kalender"]),
    "event at no time": ("add --note a --on entah", 2, ["--on", "2026-11-24"]),
    "card in a note": (f"add --note '{CARD}'", 2, ["--note", "kartu"]),
    "PIN in a note": (f"add --note '{PIN}'", 2, ["--note", "PIN"]),
    "PIN in an answer": (f"add --reply-from seller --text '{PIN}'", 2, ["--text", "PIN"]),
    "PIN in a letter": (f"add --sent seller --text '{PIN}'", 2, ["--text", "PIN"]),
    "PIN in the end": (f"close {ID} --text '{PIN}'", 2, ["--text", "PIN"]),
    "PIN in a label": (f"{NEW} --label '{PIN}'", 2, ["--label", "PIN"]),
    "note too long": (f"add --note '{LONG}'", 2, ["--note", "2001", "2000", "Persingkat"]),
    "label too long": (f"{NEW} --label '{LONG}'", 2, ["--label", "2001", "200", "Persingkat"]),
    "empty note": ("add --note ''", 2, ["--note"]),
    "answer unknown": ("add --status dimakan", 2, ["--status", "cancelled"]),
    "status at odds with goods": ("add --error refund-short --status unpaid", 2, ["refund-short"]),
    "closed twice": ("close lama", 2, ["Kasus lama sudah ditutup", "batalin case add lama"]),
    "case unknown": ("next 19990101-1", 1, ["19990101-1", "batalin case list"]),
    "case ambiguous": ("next 2026112", 1, [f"{ID}, 20261124-1", "selengkapnya"]),
    "case at another place": ("show ../../etc/passwd", 1, ["../../etc/passwd", "batalin case list"]),
    "several are open": ("next", 2, [f"20261124-1 (Kaos polos), {ID} (Kaos polos)", "di perintah"]),
    "no message for them": (f"next {ID} --to authority", 2, ["authority", "--to support"]),
    "format unknown": (f"next {ID} --format pdf", 2, ["--format", "markdown"]),
    "format of a timeline": (f"show {ID} --format svg", 2, ["--format", "text, markdown, html, json"]),
    "ending of a timeline": (f"export {ID} --output a.svg", 2, ["a.svg", ".html, .md, .txt, .json"]),
    "zone unknown": (f"next {ID} --zone utc", 2, ["--zone", "wib, wita, wit"]),
    "time unreadable": (f"next {ID} --now nanti", 2, ["--now", "2026"]),
    "purge of nothing": ("purge", 2, ["--closed", "batalin case list --all"]),
    "purge unasked": ("purge --all", 2, ["3 kasus", "--yes"]),
    "purge of none": ("purge 19990101-1 --yes", 1, ["19990101-1", "batalin case list"]),
    "a flag it does not take": ("purge --all --copy", 2, ["--copy"]),
    "a word too many": (f"close {ID} lagi", 2, ["lagi"]),
    "answer missing": (
        "new --status shipped --age 2d --error none --label Kado",
        2,
        ["case new --label Kado --status"],
    ),
    "evidence of a new case": (f"{NEW} --evidence foto", 2, ["--evidence", "order-details"]),
    "recipient of a new case": (f"{NEW} --to authority", 2, ["authority", "--to support"]),
    "no reminder in a new case": (f"{NEW} --ics a.ics", 2, ["Pengingat perlu tanggal", "--tried-on"]),
    "no folder for a new case": (f"{NEW} --output tidak/ada.md", 1, ["tidak/ada.md", "folder"]),
    "no picture for a new case": (f"{NEW} --qr a.gif", 2, ["a.gif", ".png"]),
    "date of a new case": (f"{NEW} --tried-on 2027-01-01", 2, ["--tried-on", "belum terjadi"]),
}


@pytest.fixture
def kept(folder: Path) -> Path:
    """Give a folder with two open cases and a closed one."""
    open_case("--ordered-on 2026-11-20", "2026-11-23T10:00")
    open_case("--ordered-on 2026-11-20 --order-id 577777777777", "2026-11-24T08:00")
    old = case_of(told("2026-11-20", {"status": "shipped"}))._replace(id="lama", closed=True, revision=1)
    (folder / "lama.yaml").write_text(write_case(old), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("line", "code", "words"), WRONG.values(), ids=WRONG)
def test_trouble_names_its_remedy_and_keeps_everything(
    kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, code: int, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = snapshot(kept)
    command, *rest = line.split(" ", 1)
    line = f"{command} {ID} {' '.join(rest)}" if command == "add" else line
    outcome = run(line, EARLY)
    assert outcome.code == code, outcome.text()
    assert [word for word in words if word not in outcome.stderr] == [], outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert snapshot(kept) == before
    english = run(line, EARLY, language="en")
    assert english.code == code
    assert english.stderr != outcome.stderr
    for secret in (CARD, "123456"):
        assert secret not in outcome.stderr + english.stderr


def test_nothing_is_there_before_the_first_case(folder: Path) -> None:
    for line in ("next", "show", "add --note a", "close", "export"):
        outcome = run(line)
        assert outcome.code == 2
        assert "batalin case new" in outcome.stderr
    assert "Belum ada kasus terbuka" in run("list").stdout
    assert run("purge --all --yes").code == 0
    assert not folder.exists()


@pytest.mark.parametrize(
    ("line", "looked"),
    [
        (f"{NEW} --evidence foto", False),
        ("new --status shipped --age 2d", False),
        (f"{NEW} --ics a.ics", True),
        (f"{NEW} --to authority", False),
    ],
)
def test_a_case_that_cannot_be_opened_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, looked: bool
) -> None:
    """What was refused while the case was looked at for the first time is followed by no case, and that is said."""
    monkeypatch.chdir(tmp_path)
    outcome = run(line)
    assert outcome.code == 2
    assert outcome.stderr.startswith("Kasusnya tidak disimpan, karena hal di bawah ini.") is looked
    assert snapshot(folder) == {}


def test_a_missing_answer_of_a_case_is_asked_for_by_a_command_that_works(folder: Path) -> None:
    """A parcel that was sent rules out that the order was never seen; what happened then must be told anew."""
    open_case()
    path = folder / f"{ID}.yaml"
    path.write_text(path.read_text().replace('      error: "no-response"\n', ""))
    outcome = run("next", EARLY)
    assert outcome.code == 2
    command = outcome.stderr.splitlines()[-1]
    assert command.startswith(f"batalin case add {ID} --status awaiting-pickup ")
    assert run(command.removeprefix("batalin case "), EARLY).code == 0
    assert run("next", EARLY).code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rusak: [", ["rusak di baris", "batalin case purge"]),
        ('schema: "99"\n', ["lebih baru", "Perbarui batalin"]),
    ],
)
def test_a_file_that_cannot_be_read_is_told_listed_and_left(folder: Path, text: str, words: list[str]) -> None:
    open_case()
    (folder / "rusak.yaml").write_text(text)
    for line in ("show rusak", "next rusak", "add rusak --note a", "close rusak"):
        outcome = run(line)
        assert outcome.code == 1
        assert all(word in outcome.stderr for word in words), outcome.stderr
    listed = run("list").stdout
    assert "rusak" in listed
    assert "(tidak terbaca; lihat batalin case show rusak)" in listed
    assert '"readable": false' in run("list --format json").stdout
    assert (folder / "rusak.yaml").read_text() == text
    assert run("show").stdout.startswith("Kronologi: Kaos polos"), "the other is the only one that is open"
    assert run("purge rusak --yes").code == 0
    assert list(snapshot(folder)) == [f"{ID}.yaml"]


def test_what_the_rules_no_longer_know_is_named(folder: Path) -> None:
    open_case()
    path = folder / f"{ID}.yaml"
    text = path.read_text()
    path.write_text(text.replace('payment: "ewallet"', 'payment: "barter"'))
    outcome = run("next")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert f"batalin case add {ID} --payment" in outcome.stderr
    path.write_text(text.replace("      amount:", "      warna:"))
    outcome = run("next")
    assert outcome.code == 2
    assert "warna" in outcome.stderr
    assert "warna: Rp150.000" in run("show").stdout, "it can be looked at all the same"
    assert "warna: Rp150.000" in run("show --private").stdout


def test_a_case_for_other_rules_is_told(folder: Path) -> None:
    open_case()
    path = folder / f"{ID}.yaml"
    path.write_text(path.read_text().replace('rulebook: "tiktok-shop"', 'rulebook: "toko-lain"'))
    outcome = run("next")
    assert outcome.code == 2
    assert "--rules" in outcome.stderr


def test_case_alone_shows_the_page_as_trouble(folder: Path) -> None:
    outcome = call(["case", "--lang", "en"])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(call(["case", "--help", "--lang", "en"]).stdout)
    assert outcome.stderr.endswith(all_sentences("en")["case-command-missing"] + "\n")
    assert not folder.exists()


def test_a_full_disk_is_told_and_nothing_is_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_case()
    before = snapshot(folder)
    monkeypatch.setattr("os.fsync", full)
    for line in ("add --note a", "close", NEW + " " + TOLD):
        outcome = run(line)
        assert outcome.code == 1
        assert "Kosongkan ruang" in outcome.stderr
    assert snapshot(folder) == before
    assert read().revision == 1


def full(_: int) -> None:
    raise OSError(28, "No space left on device")
