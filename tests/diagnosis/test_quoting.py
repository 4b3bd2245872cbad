"""Quotations: whole sentences where there is room, and those that say something before a greeting."""

from __future__ import annotations

import pytest

from batalin.diagnosis.quoting import quote_part

GREETING = "Halo Kak, selamat siang, ada yang bisa kami bantu?"
REFUSAL = "Barangnya tidak bisa dikembalikan."
DATE = "Dana dikirim tanggal 3 Desember."
WISH = "Semoga harinya menyenangkan ya."


@pytest.mark.parametrize(
    ("text", "limit", "quoted"),
    [
        (f"{GREETING} {REFUSAL}", 100, f"{GREETING} {REFUSAL}"),
        (f"{GREETING}\n{REFUSAL}", 100, f"{GREETING} {REFUSAL}"),
        (f"{GREETING} {REFUSAL}", 40, f"... {REFUSAL}"),
        (f"{REFUSAL} {WISH}", 40, f"{REFUSAL} ..."),
        (f"{GREETING} {DATE} {WISH}", 45, f"... {DATE} ..."),
        (f"{REFUSAL} {WISH} {DATE}", 80, f"{REFUSAL} ... {DATE}"),
        ("Dana " * 30, 40, "Dana Dana Dana Dana Dana Dana Dana..."),
        ("x" * 50, 40, "x" * 37 + "..."),
        (f"{WISH} Barang sudah kami kirim kemarin sore lewat kurir biasa.", 40, "Barang sudah kami kirim kemarin..."),
        (f"{GREETING} {REFUSAL} {WISH}", 110, f"... {REFUSAL} ..."),
        ("", 40, ""),
    ],
)
def test_a_quotation(text: str, limit: int, quoted: str) -> None:
    assert quote_part(text, limit) == quoted
    assert len(quoted) <= limit
