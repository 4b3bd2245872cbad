"""Evidence to keep and places in the app: complete, fitting, sourced and said alike in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from batalin.diagnosis.evidence import find_evidence
from batalin.rulebook.handover import Evidence, Place
from batalin.rulebook.loading import load
from batalin.rulebook.model import Text, one_or_many
from batalin.rulebook.vocabulary import HANDOVER, LANGUAGES
from tests.support import RULES

BOOK = load(RULES)
EVIDENCE, PLACES = BOOK.handover.evidence, BOOK.handover.places
FACTS: Mapping[str, Any] = BOOK.trees["sources.yaml"]["facts"]
ENTRIES: Sequence[Mapping[str, Any]] = [*BOOK.trees[HANDOVER]["evidence"], *BOOK.trees[HANDOVER]["places"]]
NAME, MAX_WORDS, LEAST, MOST = 60, 20, 2, 6
APP_WORDS = (
    "Batalkan Pesanan",
    "Bantuan",
    "Dibatalkan",
    "Live Chat",
    "Pengembalian",
    "Pengaturan dan Privasi",
    "Pesanan Anda",
    "Profil",
    "Shop",
    "Submit Ticket",
    "Terkirim",
    "Transaksi",
)
Given = Mapping[str, str]
EXAMPLES: Mapping[str, Given] = {
    f"{rule.id}-{number}": example["given"]
    for rule in BOOK.situations
    for number, example in enumerate(rule.body["examples"], start=1)
}


def steps() -> Iterator[Mapping[str, Any]]:
    """Give every step of every page and fragment."""
    for rule in BOOK.situations:
        yield from (item for item in rule.body["steps"] if "do" in item)
    for fragment in BOOK.fragments.values():
        if fragment.kind == "steps":
            for case in fragment.cases:
                yield from case.body


def texts() -> Iterator[tuple[str, Text]]:
    """Give everything a buyer reads here, and the name of where it stands."""
    for one in EVIDENCE:
        yield one.id, one.take
        yield one.id, one.name
    for place in PLACES:
        yield place.where["id"], place.missing


def found(given: Given) -> tuple[str, ...]:
    """Give the evidence for one buyer."""
    return tuple(one.id for one in find_evidence(BOOK, BOOK.decide(given).answers))


def answers(core: str, **further: str) -> dict[str, str]:
    """Write the answers of a buyer: status, product and error, and what else is known."""
    status, product, error = core.split()
    return {"status": status, "age": "over-7d", "product": product, "error": error, **further}


def named(page: str) -> list[str]:
    """Give the letters of a page."""
    return list(BOOK.page(page)["messages"])


def test_a_complaint_about_money_asks_for_money() -> None:
    """A page on which only the money is missing does not ask for goods, and the other way round."""
    money = {"support-refund-missing", "support-refund-short", "support-parcel-refused", "provider-refund"}
    pages = {rule.id for rule in BOOK.situations if {"authority-report", "authority-refund"} & set(named(rule.id))}
    of_money = {page for page in pages if "authority-refund" in named(page)}
    assert of_money == {page for page in pages if money & set(named(page))}
    assert not {page for page in of_money if "authority-report" in named(page)}
    for letter, asks in (("authority-refund", False), ("authority-report", True)):
        body = "\n".join(line["en"] for line in BOOK.messages[letter].body)
        assert ("goods" in body) is asks
        assert "refund" in body


def test_nobody_complains_of_money_that_may_be_on_its_way() -> None:
    """Where it is not known that money is missing, no page has a letter that says so to an authority."""
    for page in ("suspicious-contact-cancelled", "refund-in-time"):
        assert "authority-refund" not in named(page)


def test_a_refused_return_is_not_asked_for_as_if_it_were_new() -> None:
    letters = named("return-rejected")
    assert [BOOK.messages[one].to for one in letters] == ["seller", "mediation", "support", "authority"]
    assert "support-return" not in letters
    refused = {"id": "ditolak", "en": "refused"}
    for letter in letters[:3]:
        for language in LANGUAGES:
            assert refused[language] in BOOK.messages[letter].body[0][language], letter


def test_every_place_of_a_step_is_known_and_every_known_place_is_used() -> None:
    named = {tuple(sorted(step["where"].items())) for step in steps() if "where" in step}
    known = [tuple(sorted(place.where.items())) for place in PLACES]
    assert len(named) > 10
    assert set(known) == named
    assert len(set(known)) == len(known)


def test_evidence_is_found_where_steps_lead() -> None:
    known = [place.where for place in PLACES]
    assert [one.id for one in EVIDENCE if one.where and one.where not in known] == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.where["en"])
def test_what_is_missing_ends_as_it_is_shown(place: Place) -> None:
    asked = {question.id: question for question in BOOK.questions}
    for language in LANGUAGES:
        assert place.missing[language].endswith(".") is not bool(place.ask)
    if place.ask:
        assert asked[place.ask].core
        assert not place.option or asked[place.ask].option(place.option)
    else:
        assert not place.option


@pytest.mark.parametrize("given", EXAMPLES.values(), ids=EXAMPLES)
def test_every_example_gets_some_evidence_and_not_too_much(given: Given) -> None:
    assert LEAST <= len(found(given)) <= MOST


def test_every_piece_of_evidence_serves_an_example() -> None:
    shown = {name for given in EXAMPLES.values() for name in found(given)}
    assert shown == {one.id for one in EVIDENCE}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (answers("processing physical button-missing"), "missing-button"),
        (answers("awaiting-pickup physical no-response"), "cancel-request"),
        (answers("processing physical app-error"), "app-message"),
        (answers("processing physical seller-asks-cancel"), "seller-request"),
        (answers("delivered physical rejected"), "refusal"),
        (answers("delivered physical wrong-item"), "fault-photos"),
        (answers("delivered physical not-received"), "delivery-record"),
        (answers("shipped physical not-received"), "tracking"),
        (answers("cancelled physical refund-missing", payment="ewallet"), "proof-of-payment"),
        (answers("cancelled physical refund-missing", payment="paylater"), "paylater-bill"),
        (answers("cancelled physical refund-missing", payment="cod"), "paid-cod-parcel"),
        (answers("cancelled physical parcel-came"), "parcel-label"),
        (answers("not-found physical other"), "order-list"),
        (answers("processing physical suspicious-contact"), "suspicious-contact"),
        (answers("unpaid physical fee-asked"), "fee-demand"),
    ],
)
def test_evidence_that_a_buyer_must_not_miss(given: Given, wanted: str) -> None:
    assert wanted in found(given)


@pytest.mark.parametrize(
    ("given", "unfit"),
    [
        (answers("unpaid physical none"), "proof-of-payment cancel-request tracking refund-page parcel-label"),
        (answers("unpaid physical unknown-order"), "proof-of-payment parcel-label"),
        (answers("processing physical none"), "tracking return-request item-photos refund-page delivered-date"),
        (answers("awaiting-pickup physical unknown-order", payment="cod"), "proof-of-payment parcel-label"),
        (answers("shipped physical none", payment="cod"), "proof-of-payment item-photos fault-photos return-request"),
        (answers("shipped physical refund-missing", payment="cod"), "proof-of-payment refund-page return-receipt"),
        (answers("shipped digital not-received"), "tracking delivery-record parcel-label"),
        (answers("delivered digital wrong-item"), "fault-photos item-photos tracking"),
        (answers("delivered physical not-received"), "item-photos fault-photos return-receipt"),
        (answers("cancelled physical parcel-came", payment="cod"), "item-photos fault-photos proof-of-payment"),
        (answers("cancelled physical refund-missing", payment="cod"), "proof-of-payment refund-page"),
        (answers("not-found physical refund-missing", payment="ewallet"), "order-details refund-page"),
        (answers("unknown physical refund-missing", payment="ewallet"), "order-details order-status"),
    ],
)
def test_evidence_that_cannot_be_there_is_not_asked_for(given: Given, unfit: str) -> None:
    assert set(found(given)) & set(unfit.split()) == set()


@pytest.mark.parametrize("one", EVIDENCE, ids=lambda one: one.id)
def test_a_name_fits_into_a_message(one: Evidence) -> None:
    for language in LANGUAGES:
        name = one.name[language]
        assert len(name) <= NAME
        assert name[0].islower()
        assert not re.search(r"[.;:]", name)
    assert re.fullmatch("[a-z]+(-[a-z]+)*", one.id)


def test_names_differ() -> None:
    for language in LANGUAGES:
        names = [one.name[language] for one in EVIDENCE]
        assert len(set(names)) == len(names)


def test_texts_are_short_and_plain() -> None:
    for place, text in texts():
        for language in LANGUAGES:
            assert text[language].isascii(), place
            for sentence in re.split(r"(?<=[.?!;])\s+", text[language]):
                assert len(sentence.split()) <= MAX_WORDS, f"{place}: {sentence}"


def test_every_entry_rests_on_a_fact_that_is_not_low() -> None:
    for entry in ENTRIES:
        confidences = [FACTS[fact]["confidence"] for fact in one_or_many(entry["source"])]
        assert set(confidences) - {"low"}, entry


def test_an_address_is_that_of_a_cited_fact() -> None:
    addresses = 0
    for entry in ENTRIES:
        says = " ".join(FACTS[fact]["says"] for fact in one_or_many(entry["source"]))
        for text in (entry.get("missing"), entry.get("take"), entry.get("where")):
            for word in re.findall(r"[\w.@-]+\.(?:id|com)\b|\(0\d+\) \d+|\d{4}-\d{4}", " ".join((text or {}).values())):
                addresses += 1
                assert word in says
    assert addresses > 0


def test_both_languages_name_the_same_things_in_the_app() -> None:
    for place, text in texts():
        named = [{word for word in APP_WORDS if word in text[language]} for language in LANGUAGES]
        assert named[0] == named[1], place


def test_nothing_asks_for_a_secret_or_a_link() -> None:
    for one in EVIDENCE:
        for word in ("OTP", "PIN", "kode", "nomor kartu", "rekening"):
            assert word not in one.take["id"] or "Tutup" in one.take["id"], one.id
        assert "tautan" not in one.take["id"] or "tanpa membuka tautan" in one.take["id"], one.id
