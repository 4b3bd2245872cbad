"""Free facts: what is taken, in which form, and what is refused."""

from __future__ import annotations

from datetime import datetime

import pytest

from batalin.diagnosis.details import MAX_LENGTH, Details, read_details
from batalin.diagnosis.moments import Moment
from batalin.errors import UsageError
from batalin.rulebook.rulebook import Rulebook
from tests.support import NOW


def read(rulebook: Rulebook, **raw: str) -> Details:
    return read_details({name.replace("_", "-"): text for name, text in raw.items()}, rulebook, NOW)


def refuse(rulebook: Rulebook, **raw: str) -> UsageError:
    with pytest.raises(UsageError) as caught:
        read(rulebook, **raw)
    return caught.value


MONEY = {
    "150000": "Rp150.000",
    "150.000": "Rp150.000",
    "150,000": "Rp150.000",
    "150.000,00": "Rp150.000",
    "150,000.00": "Rp150.000",
    "150.000,-": "Rp150.000",
    "Rp150.000": "Rp150.000",
    "Rp 150.000": "Rp150.000",
    "Rp. 150.000": "Rp150.000",
    "rp150000": "Rp150.000",
    "IDR 150,000": "Rp150.000",
    "150rb": "Rp150.000",
    "150 ribu": "Rp150.000",
    "150K": "Rp150.000",
    "1,2jt": "Rp1.200.000",
    "1.2 juta": "Rp1.200.000",
    "1,25jt": "Rp1.250.000",
    "12,5rb": "Rp12.500",
    "1.250.000": "Rp1.250.000",
    "1": "Rp1",
    "999": "Rp999",
    "1000": "Rp1.000",
    "999999999999": "Rp999.999.999.999",
}


@pytest.mark.parametrize(("raw", "written"), MONEY.items(), ids=MONEY)
def test_money_is_written_as_rupiah(rulebook: Rulebook, raw: str, written: str) -> None:
    assert read(rulebook, amount=raw).texts == {"amount": written}


@pytest.mark.parametrize(
    "raw",
    [
        "banyak",
        "Rp",
        "-5",
        "0",
        "Rp0,00",
        "0,00rb",
        "12.5",
        "150.5",
        "150.000,50",
        "1.50.000",
        "1.500.000rb",
        "1,2,3jt",
        "1.500rb",
        "1e5",
        "9" * 13,
    ],
)
def test_money_that_could_mean_two_things_or_nothing_is_refused(rulebook: Rulebook, raw: str) -> None:
    assert refuse(rulebook, amount=raw).key == "detail-no-money"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("579012345678901234", "579012345678901234"),
        ("#5790 1234 5678", "579012345678"),
        ("INV/20261120/MPL/123", "INV/20261120/MPL/123"),
        ("ab1", "ab1"),
        ("1" * 60, "1" * 60),
    ],
    ids=["digits", "hash and spaces", "slashes", "shortest", "longest"],
)
def test_order_numbers_are_kept_without_spaces(rulebook: Rulebook, raw: str, kept: str) -> None:
    assert read(rulebook, order_id=raw).texts == {"order-id": kept}


@pytest.mark.parametrize(
    "raw",
    ["12", "1" * 61, "123?456", "/123", "１２３４５６７８９", "nomor: 5790"],
    ids=["short", "long", "mark", "start", "wide", "words"],
)
def test_what_is_no_order_number_is_refused(rulebook: Rulebook, raw: str) -> None:
    error = refuse(rulebook, order_id=raw)
    assert (error.key, error.facts["shortest"], error.facts["longest"]) == ("detail-no-number", "3", "60")


@pytest.mark.parametrize("raw", ["rek BCA 1234567890", "BCA 1234567890", "abc", "belum ada", "579012345 ya"])
def test_words_beside_an_order_number_are_refused(rulebook: Rulebook, raw: str) -> None:
    error = refuse(rulebook, order_id=raw)
    assert (error.key, error.facts) == ("detail-words-beside-number", {"flag": "--order-id", "given": raw})


@pytest.mark.parametrize("name", ["order_id", "ordered_on", "item", "amount", "name"])
@pytest.mark.parametrize("raw", ["", "   ", "\x1b[31m\u202e\ud800"], ids=["empty", "spaces", "nothing visible"])
def test_an_empty_detail_is_refused(rulebook: Rulebook, name: str, raw: str) -> None:
    error = refuse(rulebook, **{name: raw})
    assert (error.key, error.facts["flag"]) == ("detail-empty", f"--{name.replace('_', '-')}")


def test_two_hundred_characters_are_the_most(rulebook: Rulebook) -> None:
    assert read(rulebook, item="x" * MAX_LENGTH).texts == {"item": "x" * 200}
    error = refuse(rulebook, item="x" * 201)
    assert (error.key, error.facts["length"], error.facts["limit"]) == ("detail-too-long", "201", "200")


def test_invisible_characters_count_too(rulebook: Rulebook) -> None:
    assert refuse(rulebook, item="x" + "\x00" * 200).key == "detail-too-long"


def test_words_are_cleaned(rulebook: Rulebook) -> None:
    assert read(rulebook, item=" Sepatu\n\x1b]52;c;ZQ==\x07 [b]lari[/b]\u202e ").texts == {"item": "Sepatu [b]lari[/b]"}


def test_dates_and_words_are_kept_apart(rulebook: Rulebook) -> None:
    details = read(rulebook, ordered_on="2026-11-20", name="Siti")
    assert details.texts == {"name": "Siti"}
    assert details.moments == {"ordered-on": Moment(datetime.fromisoformat("2026-11-20T00:00+07:00"), exact=False)}
    assert (details.words("ordered-on", "id"), details.words("ordered-on", "en")) == (
        "20 November 2026",
        "20 November 2026",
    )
    assert (details.words("name", "id"), details.words("amount", "id")) == ("Siti", "")


def test_what_is_saved_reads_the_same_again(rulebook: Rulebook) -> None:
    details = read(
        rulebook, order_id="579012345", ordered_on="20/11/2026 14.30", tried_on="kemarin", amount="150rb", item="a b"
    )
    assert read_details(details.plain(), rulebook, NOW) == details


DATE_TROUBLE = {
    "no date": ("besok pagi", "date-unreadable"),
    "31 February": ("31/2/2026", "date-impossible"),
    "tomorrow": ("2026-11-24", "date-future"),
    "a minute from now": ("2026-11-23 10:01", "date-future"),
    "next century": ("2126-11-23", "date-future"),
}


@pytest.mark.parametrize(("raw", "key"), DATE_TROUBLE.values(), ids=DATE_TROUBLE)
def test_a_date_must_exist_and_have_come(rulebook: Rulebook, raw: str, key: str) -> None:
    error = refuse(rulebook, tried_on=raw)
    assert (error.key, error.facts["flag"], error.facts["given"]) == (key, "--tried-on", raw)


@pytest.mark.parametrize("raw", ["today", "hari ini", "2026-11-23", "2026-11-23 10:00", "2026-11-23T09:59"])
def test_today_up_to_this_minute_has_come(rulebook: Rulebook, raw: str) -> None:
    assert read(rulebook, ordered_on=raw).moments["ordered-on"].day == NOW.date()


ORDERS = {
    "day before": ("2026-11-20", "2026-11-19", False),
    "same day": ("2026-11-20", "2026-11-20", True),
    "day after": ("2026-11-20", "2026-11-21", True),
    "a minute before": ("2026-11-20 10:00", "2026-11-20 09:59", False),
    "same minute": ("2026-11-20 10:00", "2026-11-20 10:00", True),
    "same day, one without a clock": ("2026-11-20 10:00", "2026-11-20", True),
    "same day, the other without a clock": ("2026-11-20", "2026-11-20 00:00", True),
    "day before, one without a clock": ("2026-11-20 00:00", "2026-11-19", False),
}


@pytest.mark.parametrize(("ordered", "later", "possible"), ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("name", ["tried_on", "cancelled_on", "delivered_on"])
def test_nothing_happens_before_the_order(
    rulebook: Rulebook, name: str, ordered: str, later: str, possible: bool
) -> None:
    dates = {name: later, "ordered_on": ordered}
    if possible:
        assert len(read(rulebook, **dates).moments) == 2
    else:
        error = refuse(rulebook, **dates)
        assert (error.key, error.facts["flag"]) == ("date-before-order", f"--{name.replace('_', '-')}")
