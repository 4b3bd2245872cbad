from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from batalin.handover.link import write_link

START = "https://wa.me/?text="


@pytest.mark.parametrize(
    "text",
    [
        "Halo Kak,\nNomor pesanan: 579012345678901234\n",
        "50 % + 50 % = 100 %; a&b=c#d?e/f",
        "Café “kutip” — 👍🏽 日本",
        "<script>'\"\\`{}[]|^~",
        "  spasi di tepi  ",
        "\t\r\n",
        "",
    ],
)
def test_message_survives_the_link(text: str) -> None:
    link = write_link(text)
    assert link.startswith(START)
    assert link.isascii()
    assert unquote(link.removeprefix(START), errors="strict") == text
    parts = urlsplit(link)
    assert (parts.netloc, parts.path, parts.fragment) == ("wa.me", "/", "")
    assert parse_qs(parts.query, keep_blank_values=True) == {"text": [text]}
