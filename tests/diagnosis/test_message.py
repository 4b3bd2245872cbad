from __future__ import annotations

import itertools
import re
from datetime import date

import pytest

from batalin.diagnosis.correspondence import Correspondence
from batalin.diagnosis.details import Details, read_details
from batalin.diagnosis.message import Letter, write_letter
from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import MAX_CHARACTERS
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
        assert ("Dengan hormat" in letter.body) == (letter.to in ("mediation", "authority")), template


def test_the_five_points_of_the_article(rulebook: Rulebook) -> None:
    body = write(rulebook, "support-cancel", DETAILS, {**ANSWERS, "status": "processing"}, "id").body
    assert "579001122334455" in body
    assert "12 November 2026" in body
    assert "alamat pengirimannya salah" in body
    assert "Apakah pembatalan itu berhasil?" in body
    assert "kapan dan ke mana dana itu kembali?" in body


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_longest_details_do_not_make_it_too_long(rulebook: Rulebook, template: str, language: str) -> None:
    raw = {**DETAILS, "order-id": "5" * 60, "item": "i" * 200, "name": "n" * 200, "amount": "999999999999"}
    details = read_details(raw, rulebook, NOW)._replace(quotes={"reason": "q" * 200})
    body = write_letter(rulebook.messages[template], ANSWERS, details, NOW, rulebook, language, "id").body
    assert len(body) <= MAX_CHARACTERS
    assert "5" * 60 in body or "5" not in body
    assert all(mark * 60 in body for mark in "inq" if mark * 20 in body), "no more is cut than must be"


def test_words_stay_whole_while_there_is_room(rulebook: Rulebook) -> None:
    body = write(rulebook, "seller-cancel", {"item": "i" * 200}, {}, "id").body
    assert "i" * 200 in body
    assert "..." not in body


@pytest.mark.parametrize("language", ["id", "en"])
def test_words_of_the_buyer_are_never_read_as_places_or_blanks(rulebook: Rulebook, language: str) -> None:
    hostile = "{order-id} [NAMA ANDA] %s {0} {name} $item"
    letter = write(rulebook, "seller-cancel", {"item": hostile, "name": "{item}"}, {}, language)
    assert f": {hostile}\n" in letter.body
    assert letter.body.endswith("\n{item}")
    assert letter.missing == ("order-id",)


def test_free_text_cannot_end_its_quotation(rulebook: Rulebook) -> None:
    quoted = Details(quotes={"reason": 'kata "batal" saja'})
    body = write_letter(rulebook.messages["support-cancel"], ANSWERS, quoted, NOW, rulebook, "id", "id").body
    assert body.count('"') == 2


def test_free_text_for_a_question_that_was_not_asked_is_left_out(rulebook: Rulebook) -> None:
    quoted = Details(quotes={"reason": "kado"})
    body = write_letter(
        rulebook.messages["seller-cancel"], {"status": "cancelled"}, quoted, NOW, rulebook, "id", "id"
    ).body
    assert "kado" not in body


def test_the_present_is_written_in_the_language_of_the_message(rulebook: Rulebook) -> None:
    may = NOW.replace(month=5)
    for language, words in (("id", "23 Mei 2026"), ("en", "23 May 2026")):
        letter = write_letter(rulebook.messages["authority-report"], {}, Details(), may, rulebook, language, "id")
        assert words in letter.body


@pytest.mark.parametrize("error", ["rejected", "none", "no-response"])
def test_an_authority_reads_that_a_return_was_refused_where_it_was(rulebook: Rulebook, error: str) -> None:
    told = {"id": "Hasil permintaan: ditolak", "en": "Outcome of my request: refused"}
    answers = {**ANSWERS, "status": "delivered", "error": error}
    for language, line in told.items():
        letter = write_letter(rulebook.messages["authority-report"], answers, Details(), NOW, rulebook, language, "id")
        assert (line in letter.body.split("\n")) is (error == "rejected")
        assert "{" not in letter.body


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_status_is_dated_with_the_day_on_which_it_was_seen(rulebook: Rulebook, template: str, language: str) -> None:
    """Only the line about the status speaks of that day; everything else is as of today."""
    message, details = rulebook.messages[template], read_details(DETAILS, rulebook, NOW)
    seen, today = (
        write_letter(message, ANSWERS, details, NOW, rulebook, language, "id", Correspondence(seen=day)).body
        for day in (date(2026, 11, 19), None)
    )
    for told, line in zip(seen.split("\n"), today.split("\n"), strict=True):
        of_status = "Dibatalkan" in line
        assert told == (line.replace("23 November", "19 November") if of_status else line)


def test_every_placeholder_has_words_to_stand_in_its_place(rulebook: Rulebook) -> None:
    known = {"today", "more"} | {one.id for one in rulebook.details} | {one.id for one in rulebook.questions}
    known |= {word for voice in rulebook.handover.voices for word in voice.words}
    for template in rulebook.messages.values():
        for line in template.body:
            for language in ("id", "en"):
                assert set(re.findall(r"\{(.*?)\}", line[language])) <= known
