"""The article the product began with: every statement and every part of it is carried where a buyer finds it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import pytest

from batalin.rulebook.loading import load
from batalin.rulebook.model import one_or_many
from batalin.rulebook.vocabulary import ITEM_KINDS
from tests.support import RULES, call, flags

BOOK = load(RULES)
AGREES, REFINED, CORRECTED, UNPROVED = "agrees", "refined", "corrected", "unproved"
Item = Mapping[str, Any]


class Statement(NamedTuple):
    """One statement of the article.

    Attributes:
        verdict: How it stands beside the official rules.
        facts: What refines or corrects it; at each place one of them stands beside it.
        places: Where it is carried, as kind and id.
    """

    verdict: str
    facts: str
    places: tuple[str, ...]


def carried(verdict: str, facts: str, *places: str) -> Statement:
    """Write one row of the table."""
    return Statement(verdict, facts, places)


STATEMENTS = {
    "A1": carried(AGREES, "F03 F88", "guide why-it-fails/not-sent-yet", "situation processing-no-button"),
    "A2": carried(REFINED, "F13", "guide why-it-fails/rule-causes"),
    "A3": carried(CORRECTED, "F01 F13", "guide myths/within-24-hours", "situation told-too-late"),
    "A4": carried(AGREES, "F20 F23", "guide status-table/unpaid", "situation unpaid"),
    "A5": carried(CORRECTED, "F01 F02 F03", "guide status-table/processing", "situation processing-open"),
    "A6": carried(AGREES, "F40", "guide status-table/shipped", "situation shipped"),
    "A7": carried(AGREES, "F46 F40", "guide status-table/completed", "situation completed"),
    "A8": carried(AGREES, "W1", "guide order-flow/order-line"),
    "A9": carried(REFINED, "F01 F03", "guide order-flow/critical-point", "situation processing-open"),
    "A10": carried(AGREES, "F40", "guide order-flow/where-it-fails", "situation shipped"),
    "A11": carried(UNPROVED, "", "guide order-flow/where-it-fails", "situation app-error-before-pickup"),
    "A12": carried(AGREES, "F88", "guide why-it-fails/technical-causes", "situation app-error-before-pickup"),
    "A13": carried(AGREES, "F89", "guide why-it-fails/technical-causes", "situation app-error-before-pickup"),
    "A14": carried(AGREES, "W1", "guide how-to-cancel/cancel-in-the-app", "fragment cancel-request"),
    "A15": carried(CORRECTED, "F13 F03", "guide rules-and-limits/official-policy", "situation seller-decides"),
    "A16": carried(CORRECTED, "F01 F21 F13", "guide rules-and-limits/official-policy", "situation told-too-late"),
    "A17": carried(REFINED, "F01 F03", "guide why-it-fails/rule-causes", "situation awaiting-pickup-open"),
    "A18": carried(AGREES, "", "guide rules-and-limits/official-policy", "guide ask-support/seller-first"),
    "A19": carried(AGREES, "F60", "guide rules-and-limits/digital-goods", "fragment product-note"),
    "A20": carried(REFINED, "F02 F60", "guide rules-and-limits/digital-goods", "situation digital-before-delivery"),
    "A21": carried(REFINED, "F05 F08", "guide how-to-cancel/cancel-flowchart", "guide how-to-cancel/seller-step"),
    "A22": carried(REFINED, "F18 F03 F05", "guide why-it-fails/rule-causes", "situation rejected-by-seller"),
    "A23": carried(CORRECTED, "F41 F42 F46", "guide after-shipping/too-late", "situation shipped-cod"),
    "A24": carried(CORRECTED, "F13 F49 F50", "guide after-shipping/returns", "situation delivered"),
    "A25": carried(AGREES, "F88", "guide why-it-fails/three-fixes", "situation app-error-before-pickup"),
    "A26": carried(AGREES, "F89", "guide why-it-fails/three-fixes", "situation app-error-before-pickup"),
    "A27": carried(AGREES, "", "guide why-it-fails/three-fixes", "fragment ask-support"),
    "A28": carried(REFINED, "F82", "guide ask-support/contact-path", "fragment ask-support"),
    "A29": carried(AGREES, "", "guide ask-support/explain-in-detail", "fragment ask-support"),
    "A30": carried(AGREES, "", "guide ask-support/five-questions", "message support-cancel"),
    "A31": carried(AGREES, "", "guide ask-support/five-questions", "message support-cancel"),
    "A32": carried(AGREES, "", "guide ask-support/five-questions", "message support-cancel"),
    "A33": carried(AGREES, "", "guide ask-support/five-questions", "message support-cancel"),
    "A34": carried(AGREES, "", "guide ask-support/five-questions", "message support-cancel"),
    "A35": carried(AGREES, "F78", "guide refunds/where-to-look", "fragment refund-where"),
    "A36": carried(AGREES, "", "guide refunds/refund-missing", "message support-refund-missing"),
    "A37": carried(AGREES, "", "guide before-you-buy/tips"),
    "A38": carried(AGREES, "", "guide before-you-buy/tips"),
    "A39": carried(AGREES, "", "guide before-you-buy/tips"),
    "A40": carried(AGREES, "", "guide before-you-buy/tips"),
    "A41": carried(AGREES, "", "guide before-you-buy/checklist"),
    "A42": carried(AGREES, "", "guide before-you-buy/checklist"),
    "A43": carried(AGREES, "", "guide before-you-buy/checklist"),
    "A44": carried(AGREES, "", "guide before-you-buy/checklist"),
    "A45": carried(REFINED, "F02 F13", "guide faq/seller-not-confirmed", "situation processing-open"),
    "A46": carried(REFINED, "F80 F81", "guide faq/seller-refuses", "situation rejected-though-automatic"),
    "A47": carried(AGREES, "F70 F91", "guide faq/refund-not-in-account", "guide refunds/refund-missing"),
    "A48": carried(CORRECTED, "F79", "guide faq/cancellation-fee", "guide scams/fee", "situation refund-short"),
    "A49": carried(AGREES, "", "guide before-you-buy/tips"),
}

# The article's parts, in its own order: where each is, and words of the article that stand there.
PARTS = {
    "table row 1": ("guide status-table/unpaid", "Menunggu Pembayaran", 1),
    "table row 2": ("guide status-table/processing", "Diproses", 1),
    "table row 3": ("guide status-table/shipped", "dalam perjalanan", 1),
    "table row 4": ("guide status-table/completed", "Selesai", 1),
    "process flow": ("guide order-flow/order-line", "Pembuatan Verifikasi Pengolahan Pengiriman", 4),
    "technical causes": ("guide why-it-fails/technical-causes", "server internet bug", 1),
    "cancelling steps": ("guide how-to-cancel/cancel-in-the-app", "Batalkan Pesanan Konfirmasikan", 5),
    "policy limits": ("guide rules-and-limits/official-policy", "24 jam", 2),
    "digital limits": ("guide rules-and-limits/digital-goods", "Musik ebook", 2),
    "flowchart": ("guide how-to-cancel/cancel-flowchart", "Pilih pesanan Konfirmasi Penjual Dana", 6),
    "consequence of being late": ("guide after-shipping/too-late", "menerima membayar", 2),
    "three fixes": ("guide why-it-fails/three-fixes", "coba lagi internet stabil CS TikTok Shop", 3),
    "contact path": ("guide ask-support/contact-path", "Bantuan Kontak Kami", 2),
    "five support questions": ("guide ask-support/five-questions", "nomor pesanan tanggal alasan berhasil kapan", 5),
    "refund check": ("guide refunds/where-to-look", "aplikasi bayar", 2),
    "missing refund": ("guide refunds/refund-missing", "rincian transaksi bukti pembatalan", 2),
    "prevention tips": ("guide before-you-buy/tips", "detail produk terburu-buru membayar", 4),
    "checklist": ("guide before-you-buy/checklist", "ukuran alamat metode pengembalian", 4),
    "question 1": ("guide faq/seller-not-confirmed", "Penjual", 1),
    "question 2": ("guide faq/seller-refuses", "Mediasi", 1),
    "question 3": ("guide faq/refund-not-in-account", "transaksi rekening", 1),
    "question 4": ("guide faq/cancellation-fee", "Biaya", 1),
}
PLACES = sorted({place for statement in STATEMENTS.values() for place in statement.places})


def items(place: str) -> list[Item]:
    """Give the sentences and steps at a place; one that does not exist has none."""
    kind, _, name = place.partition(" ")
    if kind == "guide":
        section, _, entry = name.partition("/")
        return [
            item
            for one in BOOK.trees["guide.yaml"]["sections"]
            for told in one["entries"]
            if (one["id"], told["id"]) == (section, entry)
            for item in told["say"]
        ]
    if kind == "situation":
        page = BOOK.trees.get(f"situations/{name}.yaml", {})
        return [item for part in ITEM_KINDS for item in page.get(part, ()) if "source" in item]
    if kind == "fragment":
        return [item for case in BOOK.trees.get(f"fragments/{name}.yaml", {}).get("cases", ()) for item in case["say"]]
    return [told for told in BOOK.trees["messages.yaml"]["messages"] if told["id"] == name]


def cites(item: Item, facts: str) -> bool:
    """Tell whether an item cites one of the facts."""
    return bool(set(one_or_many(item["source"])) & set(facts.split()))


@cache
def told() -> tuple[Item, ...]:
    """Give every item that the examples of the pages show a buyer."""
    found: list[Item] = []
    for rule in BOOK.situations:
        for example in rule.body["examples"]:
            decision = BOOK.decide(example["given"])
            page = decision.situation.body
            for kind in ITEM_KINDS:
                found += BOOK.items(page, kind, decision.mask)
            found += [told for name in page["messages"] for told in items(f"message {name}")]
    return tuple(found)


@cache
def guide(section: str, language: str) -> str:
    """Give what `batalin guide` prints of a section, as one line."""
    outcome = call(["guide", section, "--lang", language])
    assert outcome.code == 0
    return " ".join(outcome.stdout.split())


def test_no_statement_is_forgotten() -> None:
    assert list(STATEMENTS) == [f"A{number}" for number in range(1, 50)]
    assert set(STATEMENTS) == {fact for fact in BOOK.trees["sources.yaml"]["facts"] if fact.startswith("A")}


@pytest.mark.parametrize("name", STATEMENTS)
def test_statement_is_carried(name: str) -> None:
    verdict, facts, places = STATEMENTS[name]
    for place in places:
        there = [item for item in items(place) if cites(item, name)]
        assert there, f"{place} does not cite {name}"
        if facts:
            beside = there if verdict == CORRECTED else items(place)
            assert any(cites(item, facts) for item in beside), f"{place} cites none of {facts} beside {name}"


@pytest.mark.parametrize("name", STATEMENTS)
def test_what_the_rules_correct_is_not_trusted(name: str) -> None:
    confidence = BOOK.source(name).confidence
    assert (STATEMENTS[name].verdict == CORRECTED) == (confidence == "low")
    assert STATEMENTS[name].verdict != CORRECTED or STATEMENTS[name].facts


@pytest.mark.parametrize("name", [name for name, told in STATEMENTS.items() if told.verdict == CORRECTED])
def test_corrected_statement_never_stands_alone(name: str) -> None:
    alone = [item for item in told() if set(one_or_many(item["source"])) == {name}]
    assert not alone


@pytest.mark.parametrize("place", PLACES)
def test_place_is_reached_by_a_buyer(place: str) -> None:
    carried_here = {name for name, statement in STATEMENTS.items() if place in statement.places}
    here = [item for item in items(place) if cites(item, " ".join(carried_here))]
    if place.startswith("guide "):
        section = place.removeprefix("guide ").partition("/")[0]
        for language in ("id", "en"):
            assert all(item[language].rstrip(".") in guide(section, language) for item in here)
    else:
        reached = [item for item in told() if any(item is one for one in here)]
        assert {name for name in carried_here if any(cites(item, name) for item in reached)} == carried_here


@pytest.mark.parametrize("part", PARTS)
def test_part_of_the_article_has_its_place(part: str) -> None:
    place, words, least = PARTS[part]
    section, _, entry = place.removeprefix("guide ").partition("/")
    page = guide(section, "id").casefold()
    sections = BOOK.trees["guide.yaml"]["sections"]
    entries = [one for own in sections if own["id"] == section for one in own["entries"] if one["id"] == entry]
    title = entries[0]["title"]["id"]
    text = " ".join([title, *(item["id"] for item in items(place))]).casefold()
    assert title.casefold() in page
    assert [word for word in words.casefold().split() if word not in text] == []
    assert sum(any(fact.startswith("A") for fact in one_or_many(item["source"])) for item in items(place)) >= least


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("Menunggu Pembayaran", "can"), ("Sedang Diproses", "can"), ("Sedang Dikirim", "cannot"), ("Selesai", "cannot")],
)
def test_row_of_the_table_is_answered(word: str, verdict: str) -> None:
    outcome = call(["--status", word, *flags("--age under-1h --product physical --error none --format json")])
    assert outcome.code == 0, outcome.text()
    assert json.loads(outcome.stdout)["verdict"] == verdict
