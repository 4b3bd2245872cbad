"""Masks: order number, amount and name do not show, wherever they were written."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from batalin.diagnosis.command import write_command
from batalin.diagnosis.details import Details, read_details
from batalin.diagnosis.diagnosis import diagnose
from batalin.diagnosis.masking import drop, is_personal, mask, mask_all, mask_text
from batalin.output.data import to_data
from batalin.output.layout import lay_out, to_markdown
from batalin.output.report import build_report
from batalin.rulebook.rulebook import Rulebook
from tests.support import NOW, WITHOUT_QUESTIONS, call

NUMBER = "579012345678901234"
RAW = {
    "order-id": NUMBER,
    "ordered-on": "2026-11-10",
    "cancelled-on": "2026-11-13",
    "item": f"Kaos Sari Dewi ({NUMBER}) 150000",
    "amount": "150rb",
    "name": "Sari Dewi",
}
REASON = "kado untuk sari dewi, kata Dewi; pesanan 5790 1234 5678 9012 34 seharga Rp 150.000 atau 150 ribu"
SURVIVORS = re.compile(r"5790[ .-]?1234|150[.,]?000|150 ?(?:rb|ribu|k)\b|\bsari\b|\bdewi\b", re.IGNORECASE)


def told(rulebook: Rulebook, **raw: str) -> Details:
    return read_details({name.replace("_", "-"): text for name, text in raw.items()}, rulebook, NOW)


def everything(rulebook: Rulebook) -> Details:
    return told(rulebook, **RAW)._replace(quotes={"reason": REASON})


def test_dates_and_the_item_stay(rulebook: Rulebook) -> None:
    details = told(rulebook, order_id=NUMBER, ordered_on="2026-11-10", item="Kaos", amount="150rb", name="Sari Dewi")
    masked = mask(details, rulebook)
    assert masked.texts == {"order-id": "****1234", "item": "Kaos", "amount": "Rp***", "name": "S***"}
    assert masked.moments == details.moments
    assert mask(masked, rulebook).texts == {**masked.texts, "order-id": "****"}


@pytest.mark.parametrize(
    ("number", "shown"), [("579012345", "****2345"), ("INV-1234", "****"), ("ab1", "****")], ids=["long", "8", "3"]
)
def test_an_order_number_keeps_its_end_where_enough_stays_hidden(rulebook: Rulebook, number: str, shown: str) -> None:
    assert mask(told(rulebook, order_id=number), rulebook).texts == {"order-id": shown}


@pytest.mark.parametrize(("name", "shown"), [("Sari", "S***"), ("S", "***"), ("'Ani'", "'***")])
def test_a_name_keeps_its_first_letter(rulebook: Rulebook, name: str, shown: str) -> None:
    assert mask(told(rulebook, name=name), rulebook).texts == {"name": shown}


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_survives_in_a_whole_result(rulebook: Rulebook, language: str) -> None:
    details = everything(rulebook)
    masked = mask(details, rulebook)
    shown = ""
    for rule in rulebook.situations:
        for example in rule.body["examples"]:
            answers = {"reason": "other", **example["given"]}
            diagnosis = diagnose(rulebook, answers, masked, NOW, language, language)
            blocks = build_report(diagnosis, why=True, what_if=True)
            shown += repr(blocks) + to_markdown(blocks) + "\n".join(line.text for line in lay_out(blocks, 80))
            shown += json.dumps(to_data(diagnosis, why=True, what_if=True))
            shown += write_command(rulebook, answers, masked, language)
    assert SURVIVORS.findall(shown) == []
    assert all(word in shown for word in ("****1234", "Rp***", "S***"))


def test_masks_leave_the_message_as_it_is_built(rulebook: Rulebook) -> None:
    details = everything(rulebook)
    answers = {"status": "cancelled", "age": "over-7d", "product": "physical", "error": "refund-missing"}
    open_letter, hidden_letter = (
        diagnose(rulebook, answers, one, NOW, "id", "id").letters[0] for one in (details, mask(details, rulebook))
    )
    assert SURVIVORS.search(open_letter.body)
    assert hidden_letter.missing == open_letter.missing
    assert hidden_letter.body.count("\n") == open_letter.body.count("\n")


def test_a_command_is_masked_as_a_text_too(rulebook: Rulebook) -> None:
    details = everything(rulebook)
    command = write_command(rulebook, {"status": "shipped", "age": "3d-7d", "reason": "other"}, details)
    assert SURVIVORS.search(command)
    masked = mask_text(command, details, rulebook)
    assert SURVIVORS.findall(masked) == []
    assert masked.startswith("batalin --status shipped --age 3d-7d --reason 'kado untuk S***, kata D***")
    assert "--ordered-on 2026-11-10" in masked


def test_a_command_without_personal_details_runs(rulebook: Rulebook) -> None:
    details = everything(rulebook)
    dropped = drop(details, rulebook)
    assert set(dropped.texts) == {"item"}
    assert dropped.moments == details.moments
    known = {"status": "shipped", "age": "over-7d", "product": "physical", "error": "none", "reason": "other"}
    command = write_command(rulebook, known, dropped)
    assert SURVIVORS.findall(command) == []
    outcome = call([*shlex.split(command)[1:], *WITHOUT_QUESTIONS])
    assert outcome.code == 0, outcome.text()


def test_order_number_amount_and_name_are_personal(rulebook: Rulebook) -> None:
    assert [detail.id for detail in rulebook.details if is_personal(detail)] == ["order-id", "amount", "name"]


WRITTEN = {
    "name": ("Ani", "untuk Ani, ANI dan ani", "untuk A***, A*** dan A***"),
    "name inside a word": ("Ani", "Animasi melayani Ani2", "Animasi melayani A***2"),
    "whole name before its parts": ("Sari Dewi", "Sari  Dewi dan Dewi Sari", "S*** dan D*** S***"),
    "short parts": ("Al Fatih", "al dan Al Fatih, Fatih", "al dan A***, F***"),
    "apostrophe": ("Nur'aini", f"{shlex.quote('Nur' + chr(39) + 'aini')} Nur'aini", "'N***' N***"),
}


@pytest.mark.parametrize(("name", "text", "masked"), WRITTEN.values(), ids=WRITTEN)
def test_a_name_is_found_as_a_word(rulebook: Rulebook, name: str, text: str, masked: str) -> None:
    assert mask_text(text, told(rulebook, name=name), rulebook) == masked


@pytest.mark.parametrize(
    "text",
    ["1250000", "1.250.000", "1,250,000", "Rp1.250.000,-", "Rp. 1.250.000,00", "IDR 1250000", "1,25jt", "1.25 juta"],
)
def test_an_amount_is_found_in_every_form(rulebook: Rulebook, text: str) -> None:
    assert mask_text(f"bayar {text}, lunas", told(rulebook, amount="1.250.000"), rulebook) == "bayar Rp***, lunas"


def test_other_numbers_stay(rulebook: Rulebook) -> None:
    details = told(rulebook, amount="5", order_id="1abc")
    assert mask_text("5 hari, Rp5, Rp50, 1abcdef, 1ABC", details, rulebook) == "5 hari, Rp***, Rp50, 1abcdef, ****"
    details = told(rulebook, amount="2026", order_id="579012345")
    assert mask_text("2026-11-20 12.026 x 2026, 1579012345", details, rulebook) == (
        "2026-11-20 12.026 x Rp***, 1579012345"
    )


def test_where_nothing_was_told_nothing_changes(rulebook: Rulebook) -> None:
    assert mask_text(REASON, Details(), rulebook) == REASON
    assert mask(Details(), rulebook) == Details()


PHONES = {
    "with dashes": ("hubungi 0812-3456-7890 ya", "hubungi ****7890 ya"),
    "with the code of the country": ("WA +62 812 3456 7890.", "WA ****7890."),
    "code without a sign": ("wa.me/6281234567890", "wa.me/****7890"),
    "both codes": ("+62 (0) 812-3456-7890", "****7890"),
    "in one piece": ("08123456789", "****6789"),
    "in parentheses": ("(0812) 3456 7890", "****7890"),
    "with long dashes": ("0812 \u2013 3456 \u2013 7890", "****7890"),
    "behind letters": ("WA081234567890", "WA****7890"),
    "of a town": ("telp (021) 344 1839", "telp ****1839"),
    "of a town from abroad": ("+62 274 512345", "****2345"),
    "of another country": ("+65 9123 4567", "****4567"),
    "two of them": ("081234567890/081298765432", "****7890/****5432"),
    "before a length of time": ("0812-3456-789 2 hari lagi", "****6789 2 hari lagi"),
    "before a date": ("0812-3456-789 22-11-2026", "****6789 22-11-2026"),
}
NO_PHONES = [
    "2 hari, 48 jam, 12.000 dan 5%",
    "08-11-2026 10.30",
    "jam 08.15 22-11-2026",
    "0930 22-11-2026, 2026-11-22 08.30",
    "2026-11-22T19:30+07:00",
    "H+7 22-11-2026",
    "Rp150.000, Rp1.250.000,00 dan 1.081.234",
    "08.30-12.45",
    "pesanan 579001122334455667",
]


@pytest.mark.parametrize(("text", "masked"), PHONES.values(), ids=PHONES)
def test_a_telephone_number_is_masked_whoever_wrote_it(rulebook: Rulebook, text: str, masked: str) -> None:
    assert mask_text(text, Details(), rulebook) == masked
    assert mask_all(f"{text} {text}", [], rulebook) == f"{masked} {masked}"
    assert mask(told(rulebook, item=text), rulebook).texts == {"item": masked}
    assert mask_text(text, told(rulebook, amount="3456", order_id="579012345"), rulebook) == masked


@pytest.mark.parametrize("text", NO_PHONES)
def test_dates_amounts_and_short_numbers_are_no_telephone_numbers(rulebook: Rulebook, text: str) -> None:
    assert mask_text(text, Details(), rulebook) == text
