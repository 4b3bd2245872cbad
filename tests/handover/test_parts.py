from __future__ import annotations

import random
import re

import pytest

from batalin.errors import UsageError
from batalin.handover.parts import shorten, split

MESSAGE = (
    "Halo Kak, saya ingin membatalkan pesanan ini sebelum dikirim.\n"
    "Nomor pesanan: 579012345678901234\n"
    "Alasan: salah alamat. Apakah permintaan saya sudah masuk?\n"
    "\n"
    "Mohon kabarnya lewat chat ini. Terima kasih."
)
NUMBER = re.compile(r"\((\d+)/(\d+)\)\n")


def bare(parts: list[str]) -> list[str]:
    """Take the numbers off, and see that they count every part once."""
    matches = [NUMBER.match(part) for part in parts]
    numbers = [(int(match[1]), int(match[2])) for match in matches if match]
    assert numbers == [(position, len(parts)) for position in range(1, len(parts) + 1)]
    return [part[match.end() :] for part, match in zip(parts, matches, strict=True) if match]


@pytest.mark.parametrize("max_chars", [len(MESSAGE), len(MESSAGE) + 1, 10_000])
@pytest.mark.parametrize("ending", ["", "\n"])
def test_a_message_that_fits_stays_as_it_is(max_chars: int, ending: str) -> None:
    body = MESSAGE.removesuffix("kasih.") + "kasih" + (ending or ".")
    assert split(body, max_chars) == [body]


@pytest.mark.parametrize(
    ("body", "max_chars", "parts"),
    [
        pytest.param(
            "Baris pertama. Masih baris pertama.\nBaris kedua yang tidak lagi muat di sini.",
            60,
            ["Baris pertama. Masih baris pertama.", "Baris kedua yang tidak lagi muat di sini."],
            id="lines",
        ),
        pytest.param(
            'Kalimat pertama di sini. "Yang kedua!" Kalimat ketiga tidak lagi muat.',
            50,
            ['Kalimat pertama di sini. "Yang kedua!"', "Kalimat ketiga tidak lagi muat."],
            id="sentences",
        ),
        pytest.param(
            "Jumlahnya Rp1.500.000 dan nomornya 57.90 tanpa satu pun akhir kalimat",
            50,
            ["Jumlahnya Rp1.500.000 dan nomornya 57.90", "tanpa satu pun akhir kalimat"],
            id="words",
        ),
        pytest.param("x" * 50, 40, ["x" * 34, "x" * 16], id="anywhere"),
        pytest.param(f"{'a' * 34} {'b' * 34}\n{'c' * 34}", 40, ["a" * 34, "b" * 34, "c" * 34], id="to-the-brim"),
    ],
)
def test_parts_end_where_it_reads_best(body: str, max_chars: int, parts: list[str]) -> None:
    assert bare(split(body, max_chars)) == parts


@pytest.mark.parametrize("max_chars", [40, 41, 70, 160, len(MESSAGE) - 1])
def test_nothing_is_lost(max_chars: int) -> None:
    parts = split(MESSAGE, max_chars)
    assert max(map(len, parts)) <= max_chars
    assert " ".join(bare(parts)).split() == MESSAGE.split()


@pytest.mark.parametrize("seed", range(50))
def test_nothing_is_lost_of_any_text(seed: int) -> None:
    chance = random.Random(seed)
    signs = chance.choice(["ab. \n", "aé👍!? ", "a", "ab\n", "abcdefg "])
    body = "".join(chance.choices(signs, k=chance.choice([41, 300, 5000])))
    max_chars = chance.randrange(40, 200)
    parts = split(body, max_chars)
    assert max(map(len, parts)) <= max_chars
    assert "".join("".join(bare(parts) if len(parts) > 1 else parts).split()) == "".join(body.split())


@pytest.mark.parametrize(("length", "digits"), [(9 * 34, 1), (9 * 34 + 1, 2), (99 * 32, 2), (99 * 32 + 1, 3)])
def test_numbers_leave_room_for_their_digits(length: int, digits: int) -> None:
    parts = split("x" * length, 40)
    assert len(str(len(parts))) == digits
    assert max(map(len, parts)) <= 40
    assert "".join(bare(parts)) == "x" * length


def test_blanks_at_the_end_make_no_part() -> None:
    assert split("Halo." + " " * 100, 40) == ["Halo."]


@pytest.mark.parametrize("max_chars", [39, 1, 0, -5])
def test_parts_too_small_to_say_anything(max_chars: int) -> None:
    with pytest.raises(UsageError) as caught:
        split("Halo", max_chars)
    assert caught.value.key == "max-chars-too-small"
    assert caught.value.facts == {"given": str(max_chars), "limit": "40"}


LETTER = (
    "Halo Kak é, permintaan saya belum dijawab.\n"
    "Nomor pesanan: 579012345678901234\n"
    "Alasan: ingin ganti warna\n"
    "Mohon disetujui. Terima kasih sebelumnya.\n"
    "Jika tidak bisa, apa pilihan saya?\n"
    "Mohon kabarnya hari ini.\n"
    "Sari"
)
ASKING = ("mohon", "ingin", "?")
NUMBER_AND_REQUEST = "Nomor pesanan: 579012345678901234\nMohon disetujui."


@pytest.mark.parametrize(
    ("less", "kept"),
    [
        pytest.param(0, LETTER, id="whole"),
        pytest.param(1, LETTER.replace("\nSari", ""), id="without-the-name"),
        pytest.param(6, LETTER.replace("Halo Kak é, permintaan saya belum dijawab.\n", ""), id="without-the-greeting"),
    ],
)
def test_a_shorter_message_loses_first_what_matters_least(less: int, kept: str) -> None:
    assert shorten(LETTER, len(LETTER.encode()) - less, ASKING) == kept


def test_number_and_request_stay_to_the_last() -> None:
    assert shorten(LETTER, len(NUMBER_AND_REQUEST), ASKING) == NUMBER_AND_REQUEST
    whole_line = f"{NUMBER_AND_REQUEST} Terima kasih sebelumnya."
    assert shorten(LETTER, len(whole_line), ASKING) == whole_line
    assert shorten(LETTER, len(whole_line) - 1, ASKING) == f"{NUMBER_AND_REQUEST}\nSari"


@pytest.mark.parametrize("max_bytes", [len(NUMBER_AND_REQUEST) - 1, 12, 1, 0])
def test_what_lacks_number_or_request_is_no_message(max_bytes: int) -> None:
    assert shorten(LETTER, max_bytes, ASKING) is None


def test_a_message_that_asks_in_its_last_line_alone_keeps_it() -> None:
    body = "Halo.\nNomor pesanan: 579012345678\nMohon dibatalkan."
    assert shorten(body, len(body) - 1, ASKING) == body.removeprefix("Halo.\n")


def test_a_message_that_asks_and_names_nothing_keeps_its_first_line() -> None:
    assert shorten("Halo Kak.\nTerima kasih.", 12, ASKING) == "Halo Kak."
    assert shorten("Halo Kak.\nTerima kasih.", 8, ASKING) is None
    assert shorten("Nomor pesanan: 5790\nAlasan: satu", 20, ASKING) == "Nomor pesanan: 5790"
