from __future__ import annotations

import io
from itertools import pairwise

import pytest

from batalin.output.layout import MAX_COLUMNS, Line, lay_out, to_markdown
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
