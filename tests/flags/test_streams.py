"""Pipes that close, disks that are full, streams that are missing, and encodings that cannot say everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flags.cases import CORE, KNOWN, REFUND
from tests.support import Outcome, call, environment, flags, shell, spawn

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="streams are closed and filled the POSIX way")

RESULT = flags(f"{REFUND} {KNOWN}")
PRINTING = {
    "text": RESULT,
    "json": [*RESULT, "--format", "json"],
    "message": [*RESULT, "--format", "message"],
    "help": ["--help"],
    "version": ["--version"],
    "guide": ["guide", "all"],
    "schema": ["schema"],
}
each = pytest.mark.parametrize("arguments", PRINTING.values(), ids=PRINTING.keys())
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")


@each
def test_reader_that_has_left(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        assert spawn(arguments, stdout=write) == Outcome(0, "", "")
    finally:
        os.close(write)


def test_reader_that_takes_one_line() -> None:
    outcome = shell('"$@" | head -n 1', ["guide", "all"])
    assert outcome.stderr == ""
    assert outcome.stdout.count("\n") == 1


@needs_full
@each
def test_full_disk_behind_standard_output(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        outcome = spawn(arguments, stdout=full)
    assert outcome.code == 1
    assert outcome.stderr == "Tidak ada ruang tersisa untuk menulis keluaran. Kosongkan ruang lalu ulangi.\n"


@needs_full
def test_full_disk_behind_standard_error() -> None:
    with open("/dev/full", "wb") as full:
        assert spawn(["--salah"], stderr=full) == Outcome(2, "", "")
        assert spawn(RESULT, stderr=full) == call(RESULT)


def test_closed_standard_input() -> None:
    assert shell('"$@" <&-', RESULT) == call(RESULT)
    missing = shell('"$@" <&-', [])
    assert missing.code == 2
    assert "--status" in missing.stderr


def test_closed_standard_output() -> None:
    closed = shell('"$@" >&-', RESULT)
    assert closed.code == 1
    assert "tidak bisa" in closed.stderr
    assert shell('"$@" >&-', ["--salah"]).code == 2


def test_closed_standard_error() -> None:
    assert shell('"$@" 2>&-', RESULT) == call(RESULT)
    assert shell('"$@" 2>&-', ["--salah"]) == Outcome(2, "", "")


def test_all_streams_closed() -> None:
    assert shell('"$@" <&- >&- 2>&-', RESULT) == Outcome(1, "", "")


def test_streams_that_are_none_as_without_a_console() -> None:
    program = "import sys; sys.stdin = sys.stdout = sys.stderr = None; from batalin.__main__ import main; main()"
    for arguments, code in ((RESULT, 1), ([], 2), (["--salah"], 2)):
        done = subprocess.run([sys.executable, "-c", program, *arguments], env=environment(), timeout=60, check=False)
        assert done.returncode == code


def test_empty_standard_input_is_not_asked() -> None:
    outcome = spawn([])
    assert outcome.code == 2
    assert outcome.stdout == ""
    assert outcome.stderr == call([]).stderr


@pytest.mark.parametrize(
    "changes",
    [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}],
    ids=["C", "strict-C", "ascii"],
)
def test_encodings_that_cannot_say_everything(changes: dict[str, str]) -> None:
    told = [*flags(CORE), "--item", "T\u00e9h \u2615", "--lang", "id"]
    text = spawn([*told, "--format", "message"], changes=changes)
    assert (text.code, text.stderr) == (0, "")
    assert "Barang: T" in text.stdout
    content = spawn([*told, "--format", "json"], changes=changes)
    assert (content.code, content.stderr) == (0, "")
    body = json.loads(content.stdout)["messages"][0]["body"]
    assert "Barang: T\u00e9h \u2615\n" in body or changes.get("PYTHONUTF8") == "0"


@pytest.mark.parametrize("flag", ["--item", "--reason", "--salah\udcff", "--status", "--answers", "--to"])
def test_bytes_that_are_no_text_in_an_argument(flag: str) -> None:
    outcome = spawn([*flags(CORE), flag, "Teh\udcff"])
    assert outcome.code in (0, 1, 2)
    assert "Traceback" not in outcome.stderr
    assert "kesalahan di batalin" not in outcome.stderr


@pytest.mark.parametrize(
    "changes", [{}, {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, {"NO_COLOR": "1"}, {"TERM": "dumb"}]
)
def test_no_escape_reaches_a_pipe(changes: dict[str, str]) -> None:
    outcome = spawn(RESULT, changes=changes)
    assert outcome == call(RESULT)
    assert "\x1b" not in outcome.stdout


def test_a_process_answers_as_the_function_does() -> None:
    for arguments in (RESULT, ["--help"], ["--salah"], [*RESULT, "--format", "json"]):
        assert spawn(arguments, changes={"COLUMNS": "80"}) == call(arguments)
