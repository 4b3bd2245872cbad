from __future__ import annotations

import io
import shlex
from itertools import pairwise

import pytest

from batalin.output.layout import MAX_COLUMNS, Line, lay_out, space_out, to_markdown
from batalin.output.report import Block, Copy, Heading, Items, Paragraph, References
from batalin.output.screen import draw

LONG = (
    "Pesan ini panjang sekali dan tidak boleh dipotong, karena akan disalin dengan tetikus dari layar apa adanya. " * 2
)
BLOCKS: list[Block] = [
    Heading("SUDAH DIBATALKAN", mood="cancelled"),
    Paragraph("Satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua belas tiga belas empat belas."),
    Heading("Langkah Anda"),
    Items((("Buka pesanan.", "Di: Pesanan > detail pesanan"), ("Tutup pesanan.",)), numbered=True),
    Copy(f"Halo Kak,\n{LONG}"),
    Heading("Sumber"),
    References((("Halaman resmi (resmi, 2025) [F1]", "https://example.com/" + "a" * 90),), "Alamat ada di Markdown."),
]


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_text_keeps_to_the_screen_and_copies_stay_whole(columns: int) -> None:
    lines = list(lay_out(BLOCKS, columns))
    assert Line(LONG, "copy") in lines
    assert Line("Halo Kak,", "copy") in lines
    assert all(len(line.text) <= max(30, min(columns, MAX_COLUMNS)) for line in lines if line.style != "copy")


COMMANDS = [
    "batalin --status delivered --umur 1d-3d --produk physical --kendala rejected --alasan other",
    "batalin --lang en --status awaiting-pickup --age over-7d --product physical --error button-missing",
    """batalin --status shipped --reason 'anak  saya salah pencet, lalu saya lupa' --name 'Nur'"'"'aini' --item Kaos""",
    "batalin --rules /home/sari/aturan/yang/ada/di/folder/yang/dalam/sekali --status unknown",
    "batalin --item 衣服衣服衣服衣服衣服衣服 --status unknown --error none",
]


def rows(line: str, columns: int) -> list[str]:
    """Break a line as a terminal does, where each of these characters takes a column."""
    return [line[start : start + columns] for start in range(0, len(line), columns)]


@pytest.mark.parametrize("columns", [20, 36, 40, 41, 42, 43, 44, 80])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_breaks_a_command_between_words_and_it_stays_the_same(command: str, columns: int) -> None:
    spaced = space_out(command, columns)
    assert shlex.split(spaced) == shlex.split(command)
    words = [word for word in shlex.split(command) if len(word) <= columns - 2]
    if command.isascii() and "'" not in command:
        assert [word for word in words if not any(word in row.split() for row in rows(spaced, columns))] == []
    for line in ("Satu baris.", "pendek saja"):
        assert space_out(f"{line}\n{command}", columns) == f"{line}\n{spaced}"


def test_a_wide_character_counts_twice() -> None:
    spaced = space_out(COMMANDS[-1], 40)
    assert spaced.index("--status") + 12 == 40


def test_columns_of_a_list_stay_where_a_line_need_not_break() -> None:
    line = "  unknown             Tidak tahu pembayarannya"
    assert space_out(line, 40) == "  unknown             Tidak tahu        pembayarannya"
    assert space_out(line, 80) == line
    assert space_out("It isn't there, and the folder isn't either.", 20) == (
        "It isn't there, and the folder isn't    either."
    )


def test_only_a_command_on_a_screen_is_spaced_out() -> None:
    blocks: list[Block] = [Copy(LONG), Copy(COMMANDS[0], command=True)]
    assert Line(COMMANDS[0], "copy") in list(lay_out(blocks, 40))
    shown = list(lay_out(blocks, 40, on_screen=True))
    assert Line(space_out(COMMANDS[0], 40), "copy") in shown
    assert Line(LONG, "copy") in shown
    assert COMMANDS[0] in to_markdown(blocks)


def test_steps_hang_and_headings_are_set_off() -> None:
    text = [line.text for line in lay_out(BLOCKS, 80)]
    assert "1. Buka pesanan." in text
    assert "   Di: Pesanan > detail pesanan" in text
    assert text[text.index("Langkah Anda") - 1] == ""
    assert text[text.index("Halo Kak,") - 1] == ""
    assert "" not in (text[0], text[-1])
    assert all(pair != ("", "") for pair in pairwise(text))


def test_a_word_longer_than_the_screen_stays_whole() -> None:
    address = "https://example.com/a-b/" + "b-" * 45
    assert any(line.text == address for line in lay_out([Paragraph(address)], 40))


def test_markdown() -> None:
    text = to_markdown(BLOCKS)
    assert text.startswith("# SUDAH DIBATALKAN\n")
    assert "## Langkah Anda" in text
    assert f"```text\nHalo Kak,\n{LONG}\n```" in text
    assert "<https://example.com/" in text


@pytest.mark.parametrize("hostile", ["*a* _b_ `c` [d](e) <f> # g | h", "1. bukan daftar", "\\ garis"])
def test_markdown_reads_nothing_into_words(hostile: str) -> None:
    text = to_markdown([Paragraph(hostile)]).strip()
    bare = text.replace("\\", "")
    assert bare == hostile.replace("\\", "")
    assert len(text) > len(bare)


def test_markdown_fence_is_longer_than_any_in_the_message() -> None:
    assert to_markdown([Copy("a ``` b")]).startswith("````text\n")


@pytest.mark.parametrize("words", ["[red]x[/red] [toko] [/b] :smile:", "Toko [2 Mei]", "1.000.000 'kata' True None"])
def test_screen_shows_words_as_they_are(words: str) -> None:
    stream = io.StringIO()
    draw([Line(words), Line(LONG, "copy")], stream)
    assert stream.getvalue() == f"{words}\n{LONG}\n"
