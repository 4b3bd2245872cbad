"""A message as QR codes on a screen of some size, and what is said below them."""

from __future__ import annotations

import io
import re

import pytest

from batalin.__main__ import respond
from batalin.terminal import Terminal
from tests.flags.test_handover import MESSAGE, message
from tests.handover.scanning import photograph, scan
from tests.support import WITHOUT_QUESTIONS, Outcome, call


def on_screen(arguments: list[str], columns: int, rows: int, *, plain: bool = False) -> Outcome:
    """Run a command line whose questions and codes go to a screen of this size."""
    stdout, stderr = io.StringIO(), io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    terminal = Terminal(None, stdout, stderr, columns, can_ask=False, coloured=False, plain=plain, rows=rows)
    code = respond(arguments, {}, terminal)
    stderr.flush()
    raw = stderr.buffer
    assert isinstance(raw, io.BytesIO)
    return Outcome(int(code), stdout.getvalue(), raw.getvalue().decode("utf-8"))


def drawn(outcome: Outcome) -> list[str]:
    """Give the lines of a code."""
    return [line for line in outcome.stderr.splitlines() if not line.isascii() or line.startswith("\x1b")]


@pytest.mark.parametrize(("columns", "rows"), [(100, 60), (200, 60)])
@pytest.mark.parametrize("plain", [False, True])
def test_a_code_on_the_screen_reads_as_the_message(columns: int, rows: int, plain: bool) -> None:
    outcome = on_screen([*MESSAGE, "--qr"], columns, rows, plain=plain)
    assert outcome.code == 0
    assert scan(photograph(drawn(outcome), dark=True)) == message().encode()
    assert len(drawn(outcome)) < rows
    assert "seluruh pesan" in outcome.stderr
    assert ("\x1b" in outcome.stderr) is not plain
    assert ("layar gelap" in " ".join(outcome.stderr.split())) is plain


@pytest.mark.parametrize("plain", [False, True])
def test_a_small_screen_gets_number_and_request_and_says_so_below(plain: bool) -> None:
    outcome = on_screen([*MESSAGE, "--qr"], 80, 24, plain=plain)
    code = scan(photograph(drawn(outcome), dark=True)).decode()
    assert code.startswith("Nomor pesanan: 579012345\n")
    assert "Apakah dana sudah dikirim?" in code.splitlines()
    assert all(line in message() for line in code.splitlines())
    below = outcome.stderr.rpartition(drawn(outcome)[-1])[2].split("\n")[1:-1]
    assert below
    assert len(drawn(outcome)) + len(below) < 24
    counts = f"{len(code.splitlines())} dari {len(message().splitlines())} baris"
    assert counts in " ".join(below)
    assert "--qr pesan.png" in " ".join(below)
    assert ("layar gelap" in " ".join(below)) is plain


def test_each_part_has_a_code_where_it_has_room() -> None:
    outcome = on_screen([*MESSAGE, "--qr", "--max-chars", "160"], 100, 60)
    parts = re.split(r"\n\n(?=\(\d)", message("--max-chars", "160"))
    said = " ".join(outcome.stderr.split())
    assert all(f"bagian {one} dari {len(parts)}" in said for one in range(1, len(parts) + 1))
    pieces = [block.split("\n") for block in re.split(r"\n\n", outcome.stderr)]
    codes = [[line for line in piece if line.startswith("\x1b")] for piece in pieces]
    assert [scan(photograph(code, dark=True)).decode() for code in codes if code] == parts


def test_where_parts_have_no_room_it_is_said() -> None:
    outcome = on_screen([*MESSAGE, "--qr", "--max-chars", "160"], 80, 24)
    code = scan(photograph(drawn(outcome), dark=True)).decode()
    assert "(1/" not in code
    assert "tidak memuat bagian bernomor" in " ".join(outcome.stderr.split())


def test_a_screen_too_small_for_any_code_loses_nothing() -> None:
    outcome = on_screen([*MESSAGE, "--qr", "--share", "wa"], 80, 6)
    assert (outcome.code, outcome.stdout) == (2, message() + "\n")
    assert "https://wa.me/" in outcome.stderr
    assert "80x6" in outcome.stderr
    assert outcome.stderr.rstrip().endswith("--qr pesan.png.")


def test_a_narrow_screen_gets_no_code_that_lacks_the_request() -> None:
    outcome = on_screen([*MESSAGE, "--qr"], 32, 24)
    assert (outcome.code, outcome.stdout) == (2, message() + "\n")
    assert drawn(outcome) == []
    assert "32x24" in outcome.stderr
    assert outcome.stderr.rstrip().endswith("--qr pesan.png.")


@pytest.mark.parametrize("language", ["id", "en"])
def test_commands_break_between_words_on_a_narrow_screen(language: str) -> None:
    wanted = ["--status", "shipped", "--lang", language, *WITHOUT_QUESTIONS]
    (command,) = [line for line in on_screen(wanted, 40, 24).stderr.splitlines() if line.startswith("batalin ")]
    rows = [command[start : start + 40] for start in range(0, len(command), 40)]
    assert len(rows) > 1
    assert [word for row in rows for word in row.split()] == command.split()
    (piped,) = [line for line in call(wanted, columns=40).stderr.splitlines() if line.startswith("batalin ")]
    assert piped == " ".join(command.split())
