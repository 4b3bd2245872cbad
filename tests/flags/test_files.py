"""Files a buyer names: answers in, answers and results out, and rules with a typo."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path

import pytest

from tests.flags.broken import ANSWERS_FILES, RULE_FAULTS, answers_file
from tests.flags.cases import CORE, KNOWN, REFUND
from tests.flags.conftest import Compare
from tests.support import RULES, WITHOUT_QUESTIONS, Outcome, call, flags

MESSAGE = [*flags(CORE), "--format", "message"]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ANSWERS_FILES)
def test_answers_file_that_is_not_in_order(name: str, language: str, tmp_path: Path, golden: Compare) -> None:
    file = tmp_path / "jawaban.json"
    file.write_bytes(ANSWERS_FILES[name])
    outcome = call(["--answers", str(file), *WITHOUT_QUESTIONS, "--lang", language])
    assert outcome.code in (1, 2), outcome.text()
    golden(f"answers-{name}.{language}", outcome.text().replace(str(tmp_path), "FOLDER"))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", RULE_FAULTS)
def test_rule_file_with_a_typo(name: str, language: str, tmp_path: Path, golden: Compare) -> None:
    fault = RULE_FAULTS[name]
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    text = (rules / fault.file).read_text(encoding="utf-8")
    assert text.count(fault.right) == 1
    (rules / fault.file).write_text(text.replace(fault.right, fault.wrong), encoding="utf-8")
    outcome = call([*flags(CORE), "--rules", str(rules), "--lang", language])
    assert outcome.code == 1, outcome.text()
    assert f"{fault.file}:" in outcome.stderr
    assert "^" in outcome.stderr
    golden(f"rules-{name}.{language}", outcome.text().replace(str(tmp_path), "FOLDER"))


def test_rules_that_are_not_there(tmp_path: Path) -> None:
    outcome = call([*flags(CORE), "--rules", str(tmp_path / "aturan")])
    assert outcome.code == 1
    assert str(tmp_path / "aturan") in outcome.stderr
    assert "--rules" in outcome.stderr


@pytest.mark.parametrize("form", ["text", "json", "markdown", "message"])
def test_flags_and_answers_file_give_the_same_bytes(form: str, tmp_path: Path) -> None:
    file = tmp_path / "jawaban.json"
    by_flags = call([*flags(f"{REFUND} {KNOWN} --format {form}"), "--save-answers", str(file)])
    by_file = call(["--answers", str(file), *WITHOUT_QUESTIONS, "--format", form])
    assert by_flags == by_file._replace(stderr=f"Ditulis: {file}\n{by_file.stderr}")
    assert by_flags.code == 0


def test_saved_answers_come_back_with_free_text_and_dates(tmp_path: Path) -> None:
    first, second = tmp_path / "satu.json", tmp_path / "dua.json"
    reason = ["--reason", "anak saya salah pencet", "--ordered-on", "2026-11-21 14:30"]
    call([*flags("--status processing --product physical --error none"), *reason, "--save-answers", str(first)])
    outcome = call(["--answers", str(first), *WITHOUT_QUESTIONS, "--save-answers", str(second), "--format", "message"])
    assert '"anak saya salah pencet"' in outcome.stdout
    assert json.loads(second.read_text(encoding="utf-8")) == json.loads(first.read_text(encoding="utf-8"))
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


def test_saved_date_outlives_the_age_it_meant(tmp_path: Path) -> None:
    file = tmp_path / "jawaban.json"
    told = [*flags("--status processing --product physical --error none --ordered-on 2026-11-22"), "--format", "json"]
    then = call([*told, "--save-answers", str(file)])
    later = call(["--answers", str(file), "--no-input", "--now", "2026-12-20T10:00+07:00", "--format", "json"])
    assert json.loads(then.stdout)["answers"]["age"] == "under-24h"
    assert json.loads(later.stdout)["answers"]["age"] == "over-7d"


def test_flag_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "jawaban.json"
    file.write_bytes(answers_file())
    changed = ["--error", "not-received", "--order-id", "111222333", "--format", "json"]
    data = json.loads(call(["--answers", str(file), *WITHOUT_QUESTIONS, *changed]).stdout)
    assert data["answers"]["error"] == "not-received"
    assert data["answers"]["status"] == "shipped"
    assert "111222333" in data["messages"][0]["body"]
    assert "579012345" not in data["messages"][0]["body"]


@pytest.mark.parametrize("flag", ["--output", "--save-answers"])
def test_new_file_is_readable_by_its_owner_only(flag: str, tmp_path: Path) -> None:
    file = tmp_path / "baru.txt"
    assert call([*MESSAGE, flag, str(file)]).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_output_holds_what_the_screen_would(tmp_path: Path) -> None:
    file = tmp_path / "pesan.txt"
    written = call([*MESSAGE, "--output", str(file)])
    assert written == Outcome(0, "", f"Ditulis: {file}\n")
    assert file.read_text(encoding="utf-8") == call(MESSAGE).stdout
    assert call([*MESSAGE, "--output", "-"]) == call(MESSAGE)


@pytest.mark.parametrize("flag", ["--output", "--save-answers"])
def test_what_is_there_is_never_overwritten(flag: str, tmp_path: Path) -> None:
    precious = tmp_path / "penting.txt"
    precious.write_text("jangan hilang", encoding="utf-8")
    link = tmp_path / "tautan"
    link.symlink_to(precious)
    dangling = tmp_path / "buntu"
    dangling.symlink_to(tmp_path / "belum-ada")
    for target in (precious, link, dangling):
        outcome = call([*MESSAGE, flag, str(target)])
        assert outcome.code == 1
        assert str(target) in outcome.stderr
        assert "tidak ditimpa" in outcome.stderr
    assert precious.read_text(encoding="utf-8") == "jangan hilang"
    assert not (tmp_path / "belum-ada").exists()


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("tidak/ada/x.txt", "Folder untuk"), ("", "adalah folder"), ("berkas/x.txt", "Folder untuk")],
)
def test_place_that_cannot_be_written(place: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("", encoding="utf-8")
    outcome = call([*MESSAGE, "--output", str(tmp_path / place)])
    assert outcome.code == 1
    assert sentence in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert outcome.stdout == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_full_disk_for_a_file() -> None:
    outcome = call([*MESSAGE, "--output", "/dev/full"])
    assert outcome.code == 1
    assert "Tidak ada ruang tersisa" in outcome.stderr
    assert Path("/dev/full").exists()


def test_missing_answers_file_and_folder_in_its_place(tmp_path: Path) -> None:
    missing = call(["--answers", str(tmp_path / "x.json"), *WITHOUT_QUESTIONS])
    folder = call(["--answers", str(tmp_path), *WITHOUT_QUESTIONS])
    assert (missing.code, folder.code) == (1, 1)
    assert "tidak ditemukan" in missing.stderr
    assert "adalah folder" in folder.stderr


def test_no_file_is_written_unless_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(flags(f"{REFUND} {KNOWN}")).code == 0
    assert list(tmp_path.iterdir()) == []
