"""Reasons and changes in words: every branch, every page, every width."""

from __future__ import annotations

from functools import cache

import pytest

from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import Diagnosis, diagnose
from batalin.output.changes import list_changes, sum_up_changes
from batalin.output.layout import to_markdown
from batalin.output.reasons import list_reasons
from batalin.output.report import Block, Heading, Items, Paragraph, build_report
from batalin.rulebook.rulebook import Rulebook
from tests.output.test_every_page import every, in_both_languages, shown, texts, written
from tests.rulebook.books import Edit, book, page
from tests.support import NOW

PREPARED = {"status": "processing", "age": "1d-3d", "product": "physical", "error": "none", "payment": "ewallet"}
UNSEEN = {"status": "unknown", "age": "under-1h", "product": "physical", "error": "other"}
GAP: Edit = ("situations/status-unknown.yaml", "when: {status: unknown}", "when: {status: unknown, age: unknown}")


def diagnosed(rulebook: Rulebook, given: dict[str, str], language: str = "en") -> Diagnosis:
    return diagnose(rulebook, given, Details(), NOW, language, "id")


def lines(blocks: list[Block]) -> list[str]:
    """Give the words of a part of a report, the lines of an item joined."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Heading(text, _) | Paragraph(text, _):
                found.append(text)
            case Items(items, _, _):
                found += [" | ".join(item) for item in items]
    return found


@cache
def reports(rulebook: Rulebook, language: str) -> list[list[Block]]:
    return [build_report(diagnosis, why=True, what_if=True) for diagnosis in every(rulebook, language)]


@in_both_languages
@pytest.mark.parametrize("columns", [40, 80])
def test_every_page_with_reasons_and_changes_fits_the_screen(rulebook: Rulebook, columns: int, language: str) -> None:
    for blocks in reports(rulebook, language):
        assert max(len(line.text) for line in shown(blocks, columns) if line.style != "copy") <= min(columns, 80)


@in_both_languages
def test_they_read_the_same_in_markdown(rulebook: Rulebook, language: str) -> None:
    for diagnosis in every(rulebook, language):
        blocks = [*list_changes(diagnosis), *list_reasons(diagnosis)]
        assert texts(to_markdown(blocks)) == written(blocks), diagnosis.decision.situation.id


def test_changes_are_grouped_by_whether_they_can_come_about(rulebook: Rulebook) -> None:
    blocks = list_changes(diagnosed(rulebook, PREPARED))
    kinds = [type(block).__name__ for block in blocks]
    assert kinds == ["Heading", *["Paragraph", "Items"] * 3, "Paragraph"]
    said = lines(blocks)
    assert said[1] == "These can still happen:"
    assert said[2] == (
        'If Status becomes "Dikirim (shipped, in transit)": IT CAN NO LONGER BE CANCELLED'
        " | It has been shipped, but I want to cancel."
    )
    assert "These are not known yet, and the answer changes the result:" in said
    assert (
        'If Delivery turns out to be "Dikirim oleh Penjual (the seller)": IT MAY BE CANCELLED'
        " | My cancel request needs the seller's review." in said
    )
    assert any(line.startswith('If Kind of item were "Made to order (custom)": IT MAY BE') for line in said)
    assert said[-1].startswith("Other answers that change only the explanation and the steps: ")


def test_options_that_lead_to_one_situation_share_a_line(rulebook: Rulebook) -> None:
    given = {"status": "shipped", "age": "1d-3d", "product": "physical", "error": "rejected", "payment": "cod"}
    assert any(
        'If Status becomes "Terkirim (delivered)" or "Selesai (completed)": ' in line
        for line in lines(list_changes(diagnosed(rulebook, given)))
    )


def test_an_answer_is_never_said_to_be_forgotten(rulebook: Rulebook) -> None:
    for diagnosis in every(rulebook, "en"):
        assert '"I do not know"' not in " ".join(lines(list_changes(diagnosis)))


def test_where_no_single_answer_matters_that_is_said(rulebook: Rulebook) -> None:
    given = {"status": "not-found", "age": "1d-3d", "product": "physical", "error": "unknown-order"}
    diagnosis = diagnosed(rulebook, given)
    assert sum_up_changes(diagnosis) == []
    assert lines(list_changes(diagnosis))[1] == "No single answer, if it were another, would change this result."


def test_the_sentence_of_the_report(rulebook: Rulebook) -> None:
    assert sum_up_changes(diagnosed(rulebook, PREPARED, "id")) == [
        Paragraph(
            'Ini berubah bila Status menjadi "Dikirim, Dalam Perjalanan": TIDAK BISA DIBATALKAN LAGI;'
            ' Status menjadi "Dibatalkan": SUDAH DIBATALKAN;'
            ' Kendala menjadi "Tombol Batalkan tidak ada": MUNGKIN BISA DIBATALKAN.'
        )
    ]


def test_a_condition_says_what_met_it_what_else_would_and_whence_it_was_concluded(rulebook: Rulebook) -> None:
    given = {**PREPARED, "error": "not-shipped", "age": "over-7d"}
    said = lines(list_reasons(diagnosed(rulebook, given)))
    assert 'Kind of item: "An ordinary item" | Anything would do but: "Pre-order"' in said
    waiting = lines(list_reasons(diagnosed(rulebook, {**PREPARED, "status": "awaiting-pickup", "product": "preorder"})))
    assert (
        'Who decides on a cancel: "The seller reviews the request" | Concluded from Status:'
        ' "Menunggu Pickup (awaiting pickup)", Kind of item: "Pre-order" (table approval, row kinds-under-review)'
        in waiting
    )


def test_at_most_three_near_situations_are_listed(rulebook: Rulebook) -> None:
    for diagnosis in every(rulebook, "en"):
        blocks = list_reasons(diagnosis)
        head = Paragraph("These nearly fit; one condition is missing:")
        nearest = blocks[blocks.index(head) + 1]
        assert isinstance(nearest, Items)
        assert 1 <= len(nearest.items) <= 3


def test_a_missing_condition_may_be_a_question_that_is_not_asked() -> None:
    rulebook = book(added=page("never-wins", "{status: unpaid, payment: cod, age: 1d-3d, error: none}"))
    said = lines(list_reasons(diagnosed(rulebook, {**PREPARED, "status": "unpaid"})))
    assert 'Title (never-wins) | Needs Payment: "COD (cash on delivery)". Here: not asked.' in said


def test_a_fallback_and_a_page_without_conditions_say_so() -> None:
    fallback = book(GAP, added=page("anything", "{}", 'fallback: "true"'))
    said = lines(list_reasons(diagnosed(fallback, UNSEEN)))
    assert said[1] == 'No other situation wins. So what applies is "Title" (anything).'
    always = book(GAP, added=page("anything", "{}"))
    assert (
        lines(list_reasons(diagnosed(always, UNSEEN)))[1]
        == 'What applies is "Title" (anything), which has no condition.'
    )


def test_a_tie_names_both() -> None:
    tie = ("situations/custom-before-pickup.yaml", "over: [processing-open, ", "over: [")
    rulebook = book(tie, added=page("anything", "{}", 'fallback: "true"'))
    said = lines(list_reasons(diagnosed(rulebook, {**PREPARED, "product": "custom"})))
    assert any('Tied with "The order is being prepared' in line for line in said)


def test_a_derived_answer_without_words_goes_by_its_ids() -> None:
    nameless = ("derived.yaml", "    name: {id: Waktu dana kembali, en: Time of the refund}\n", "")
    unlabelled = ("derived.yaml", "      unknown: {id: Belum bisa dihitung, en: It cannot be counted yet}\n", "")
    rulebook = book(
        nameless, unlabelled, added=page("no-estimate-page", "{refund-due: unknown, product: custom}", "over: all")
    )
    given = {"status": "cancelled", "age": "over-7d", "product": "custom", "error": "none"}
    said = lines(list_reasons(diagnosed(rulebook, given)))
    assert "refund-due: unknown | This holds for any answers (table refund-due, row no-estimate)" in said
