from __future__ import annotations

import itertools
import re

import pytest

from batalin.diagnosis.details import Details, read_details
from batalin.diagnosis.message import MAX_CHARACTERS, Letter, write_letter
from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Rulebook
from tests.support import NOW

TEMPLATES = sorted(load(find_rules()).messages)
ANSWERS = {
    "status": "cancelled",
    "age": "over-7d",
    "product": "physical",
    "error": "refund-missing",
    "payment": "ewallet",
    "cancelled-by": "seller",
    "reason": "wrong-address",
    "fault": "damaged",
}
DETAILS = {
    "order-id": "579001122334455",
    "ordered-on": "2026-11-10",
    "tried-on": "2026-11-12",
    "cancelled-on": "2026-11-13",
    "delivered-on": "2026-11-14",
    "item": "Kemeja linen lengan panjang warna biru muda ukuran XL pria",
    "amount": "150000",
    "name": "Sari Dewi",
}


def write(rulebook: Rulebook, template: str, raw: dict[str, str], answers: dict[str, str], language: str) -> Letter:
    details = read_details(raw, rulebook, NOW)
    return write_letter(rulebook.messages[template], answers, details, NOW, rulebook, language, "id")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_message_with_nothing_and_with_everything(rulebook: Rulebook, template: str, language: str) -> None:
    empty = write(rulebook, template, {}, {}, language)
    full = write(rulebook, template, DETAILS, ANSWERS, language)
    for letter in (empty, full):
        assert letter.body.isascii()
        assert len(letter.body) <= MAX_CHARACTERS
        assert not re.search(r"[{}]|  |\n\n|^\s|\s$", letter.body)
        assert letter.body.count("[") == letter.body.count("]")
    assert full.missing == ()
    assert "[" not in full.body
    blanks = set(re.findall(r"\[(.*?)\]", empty.body))
    assert blanks == {rulebook.detail(name).blank[language] for name in empty.missing}


@pytest.mark.parametrize("template", TEMPLATES)
def test_some_details_fill_just_their_own_places(rulebook: Rulebook, template: str) -> None:
    for one, other in itertools.combinations(DETAILS, 2):
        letter = write(rulebook, template, {one: DETAILS[one], other: DETAILS[other]}, ANSWERS, "id")
        assert not {one, other} & set(letter.missing)
        for name in letter.missing:
            assert f"[{rulebook.detail(name).blank['id']}]" in letter.body


def test_unknown_answers_leave_their_lines_out(rulebook: Rulebook) -> None:
    told = write(rulebook, "support-refund-missing", {}, ANSWERS, "id").body
    untold = write(rulebook, "support-refund-missing", {}, {**ANSWERS, "payment": "unknown"}, "id").body
    assert "dompet digital" in told
    assert "Metode pembayaran" not in untold


def test_free_text_is_quoted_as_it_is(rulebook: Rulebook) -> None:
    quoted = Details(quotes={"reason": "kado [b] batal {x}"})
    letter = write_letter(rulebook.messages["support-cancel"], ANSWERS, quoted, NOW, rulebook, "id", "id")
    assert '"kado [b] batal {x}"' in letter.body


def test_each_recipient_is_written_to_in_its_own_manner(rulebook: Rulebook) -> None:
    for template in TEMPLATES:
        letter = write(rulebook, template, DETAILS, ANSWERS, "id")
        assert ("Kak" in letter.body) == (letter.to == "seller"), template
        assert ("Dengan hormat" in letter.body) == (letter.to == "authority"), template


def test_the_five_points_of_the_article(rulebook: Rulebook) -> None:
    body = write(rulebook, "support-cancel", DETAILS, {**ANSWERS, "status": "processing"}, "id").body
    assert "579001122334455" in body
    assert "12 November 2026" in body
    assert "alamat pengirimannya salah" in body
    assert "Apakah pembatalan itu berhasil?" in body
    assert "kapan dan ke mana dana itu kembali?" in body
