"""Comparing two rulebooks: exactly the interviews that change, as cubes that share none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.comparison.comparison import Comparison, compare
from batalin.workshop.comparison.outcomes import Aspect, Outcome
from tests.rulebook import oracle
from tests.rulebook.books import Edit, book, page
from tests.workshop.retold import Retold, Told, accept

Tree = Any
CANCELLED = {"status": "cancelled"}
LONG_CANCELLED = {**CANCELLED, "age": "over-7d"}
LATE = "situations/refund-late.yaml"
BY_SELLER = "situations/cancelled-by-seller.yaml"
REFUND_TIME = "fragments/refund-time.yaml"
NARROWED: Edit = (LATE, "refund-due: late}", "refund-due: late, payment: [card, ewallet]}")
WIDENED: Edit = (BY_SELLER, "cancelled-by: seller}", "cancelled-by: [seller, unknown]}")
SWAPPED: Edit = (BY_SELLER, "verdict: cancelled", "verdict: maybe")
LETTERS: Edit = (BY_SELLER, "[support-not-me, support-refund-missing,", "[support-refund-missing, support-not-me,")
STEP: Edit = (BY_SELLER, "id: Baca alasan yang ditulis penjual", "id: Lihat alasan yang ditulis penjual")
WHERE: Edit = (BY_SELLER, 'en: "Pesanan (Orders) > order details"', 'en: "Orders > order details"')
CASE_WORDS: Edit = (REFUND_TIME, "Ke dompet digital, dana biasanya", "Ke dompet digital, dana umumnya")
CASE_DATE: Edit = (REFUND_TIME, "within: 2 working-days", "within: 3 working-days")
CASE_WHEN: Edit = (REFUND_TIME, "when: {payment: ewallet}", "when: {payment: ewallet, not: {product: custom}}")
ROW_WHEN: Edit = (
    "derived.yaml",
    "{payment: ewallet, refund-age: under-4d}",
    "{payment: [ewallet, paylater], refund-age: under-4d}",
)
ROW_VALUE: Edit = (
    "derived.yaml",
    "when: {payment: card, refund-age: [under-4d, 4d-7d, 8d-20d]}\n        is: in-time",
    "when: {payment: card, refund-age: [under-4d, 4d-7d, 8d-20d]}\n        is: unknown",
)
APPROVAL: Edit = (
    "derived.yaml",
    "when: {status: awaiting-pickup, product: [digital, perishable, preorder]}",
    "when: {status: awaiting-pickup, product: [digital, perishable]}",
)
SHIPPED: Edit = (
    "situations/shipped-cod.yaml",
    "when: {status: shipped, payment: cod}",
    "when: {status: shipped, payment: [cod, card]}",
)
GIVEN_UP: Edit = (BY_SELLER, "over: [cancelled-not-by-me]\n", "")


def shipped_but(*edits: Edit, without: str = "", **added: str) -> Rulebook:
    """Give the shipped rules with edits and without one situation, which no other names any more."""
    trees = dict(book(*edits, added=added).trees)
    gone = trees.pop(f"situations/{without}.yaml", None)
    for name, tree in trees.items():
        if gone and without in oracle.listed(tree.get("over", [])):
            trees[name] = {**tree, "over": [one for one in oracle.listed(tree["over"]) if one != without]}
    return Rulebook(trees)


def asked(rulebook: Rulebook, given: oracle.Answers) -> list[oracle.Answers]:
    return oracle.interviews(rulebook.trees["questions.yaml"]["questions"], given)


def differing(old: Told, new: Told) -> set[Aspect]:
    pairs = zip((Aspect.SITUATION, Aspect.VERDICT, Aspect.FIRST_STEP, Aspect.MESSAGE), old, new, strict=True)
    return {aspect for aspect, one, other in pairs if one != other}


def agree(found: Comparison, old: Retold, new: Retold, interviews: Iterable[oracle.Answers]) -> dict[Aspect, int]:
    """Hold a comparison against plain set logic, one interview after the other, and count what changes."""
    counts = dict.fromkeys(Aspect, 0)
    for answers in interviews:
        before, after = old.tell(answers), new.tell(answers)
        hits = [change.kind for change in found.changes if accept(change, answers)]
        assert len(hits) == (before != after), (answers, before, after)
        for kind in hits:
            assert set(kind.aspects) == differing(before, after), answers
            told = [(one.situation, one.verdict, one.message) for one in (kind.old, kind.new)]
            assert told == [(one.situation, one.verdict, one.message) for one in (before, after)]
            if kind.steps:
                assert [step and dict(zip(("id", "en"), step.do, strict=True)) for step in kind.steps] == [
                    one.first_step and one.first_step["do"] for one in (before, after)
                ]
            for aspect in kind.aspects:
                counts[aspect] += 1
    return counts


def test_a_rulebook_does_not_differ_from_itself(rulebook: Rulebook) -> None:
    found = compare(rulebook, book())
    assert found == found._replace(changes=(), only_old=(), only_new=(), renamed={}, reworded=(), others=())
    assert not any((*found.added, *found.removed))
    assert not found.touches_buyers
    assert found.cells == rulebook.space.cells


@pytest.mark.parametrize(
    "edits",
    [
        [NARROWED],
        [WIDENED],
        [SWAPPED],
        [LETTERS],
        [STEP],
        [WHERE],
        [CASE_WORDS],
        [CASE_DATE],
        [CASE_WHEN],
        [ROW_WHEN],
        [ROW_VALUE],
        [GIVEN_UP],
        [WIDENED, SWAPPED, STEP],
        [NARROWED, CASE_WORDS, ROW_VALUE, LETTERS],
    ],
    ids=lambda edits: " ".join(next(name for name, value in globals().items() if value is edit) for edit in edits),
)
def test_a_change_touches_just_the_interviews_that_plain_set_logic_finds(rulebook: Rulebook, edits: list[Edit]) -> None:
    new = book(*edits)
    there, back = compare(rulebook, new), compare(new, rulebook)
    old_told, new_told = Retold(rulebook.trees, CANCELLED), Retold(new.trees, CANCELLED)
    interviews = asked(rulebook, LONG_CANCELLED)
    counts = agree(there, old_told, new_told, interviews)
    assert any(counts.values())
    assert agree(back, new_told, old_told, interviews) == counts


@pytest.mark.parametrize(
    ("edits", "without", "given"),
    [
        ([APPROVAL], "", {"status": "awaiting-pickup", "age": "3d-7d", "product": "preorder"}),
        ([SHIPPED, APPROVAL, SWAPPED], "", {"status": "shipped", "age": "under-24h", "product": "physical"}),
        ([CASE_DATE], "refund-late", {"status": "cancelled", "error": "refund-missing"}),
        ([], "shipped", {"status": "shipped", "age": "unknown", "product": "unknown"}),
    ],
)
def test_a_change_of_a_table_or_of_many_things_too(
    rulebook: Rulebook, edits: list[Edit], without: str, given: oracle.Answers
) -> None:
    new = shipped_but(*edits, without=without)
    old_told, new_told = (Retold(rules.trees, {"status": given["status"]}) for rules in (rulebook, new))
    assert any(agree(compare(rulebook, new), old_told, new_told, asked(rulebook, given)).values())


def test_groups_come_largest_first_share_no_interview_and_add_up(rulebook: Rulebook) -> None:
    found = compare(rulebook, book(WIDENED, SWAPPED, NARROWED, ROW_VALUE))
    sizes = [change.cells for change in found.changes]
    assert len(sizes) > 3
    assert sizes == sorted(sizes, reverse=True)
    interviews = asked(rulebook, CANCELLED)
    for change in found.changes:
        assert change.cells == sum(accept(change, answers) for answers in interviews)
    assert sum(sizes) == sum(any(accept(change, one) for change in found.changes) for one in interviews)


def test_every_group_has_an_interview_that_shows_it(rulebook: Rulebook) -> None:
    new = book(WIDENED, SWAPPED, CASE_WORDS, APPROVAL, SHIPPED)
    found = compare(rulebook, new)
    assert len(found.changes) > 10
    for change in found.changes:
        situations = [rules.winner(change.witness) for rules in (rulebook, new)]
        told = [one.id if one else "" for one in situations]
        assert told == [change.kind.old.situation, change.kind.new.situation]
        if change.kind.steps is not None:
            assert change.steps == change.kind.steps


def test_a_swapped_verdict_is_one_group(rulebook: Rulebook) -> None:
    shipped = book(("situations/unpaid.yaml", "verdict: can", "verdict: maybe"))
    found = compare(rulebook, shipped)
    assert {change.kind.aspects for change in found.changes} == {(Aspect.VERDICT,)}
    assert found.count() == found.count(Aspect.VERDICT) > 0
    assert found.count(Aspect.SITUATION) == 0
    assert found.touches_buyers


def test_a_deleted_situation_leaves_its_interviews_to_others(rulebook: Rulebook) -> None:
    found = compare(rulebook, shipped_but(without="refund-late"))
    assert found.removed.situations == ("refund-late",)
    assert {change.kind.old.situation for change in found.changes} == {"refund-late"}
    assert "refund-late" not in {change.kind.new.situation for change in found.changes}


def test_a_new_situation_takes_interviews_from_others(rulebook: Rulebook) -> None:
    narrow = page("unpaid-custom", "{status: unpaid, product: custom, error: none}")
    found = compare(rulebook, book(added=narrow))
    assert found.added.situations == ("unpaid-custom",)
    assert {(change.kind.old.situation, change.kind.new.situation) for change in found.changes} == {
        ("unpaid", "unpaid-custom")
    }


def test_interviews_that_no_page_or_two_win_are_told_apart(rulebook: Rulebook) -> None:
    gap = compare(rulebook, shipped_but(without="order-not-found"))
    assert Outcome() in {change.kind.new for change in gap.changes}
    tie = compare(rulebook, book(("situations/custom-before-pickup.yaml", "over: [processing-open, ", "over: [")))
    assert {change.kind.new for change in tie.changes} == {Outcome()}
    assert {change.kind.old.situation for change in tie.changes} == {"custom-before-pickup"}


def test_a_fallback_counts_where_no_page_wins(rulebook: Rulebook) -> None:
    rest = page("rest", "{}", "fallback: true")
    other = {name: text.replace("verdict: other", "verdict: maybe") for name, text in rest.items()}
    old, new = (shipped_but(without="order-not-found", **added) for added in (rest, other))
    found = compare(old, new)
    assert {(one.kind.old.situation, one.kind.aspects) for one in found.changes} == {("rest", (Aspect.VERDICT,))}
    for answers in asked(rulebook, {"status": "not-found"}):
        winner = old.winner(answers)
        assert any(accept(one, answers) for one in found.changes) == (winner is not None and winner.id == "rest")


def test_a_renamed_situation_is_the_same_page_under_another_id(rulebook: Rulebook) -> None:
    trees = dict(rulebook.trees)
    tree = trees.pop(LATE)
    trees["situations/refund-overdue.yaml"] = {**tree, "id": "refund-overdue"}
    found = compare(rulebook, Rulebook(trees))
    assert found.renamed == {"refund-late": "refund-overdue"}
    assert found.added.situations == found.removed.situations == ()
    assert {change.kind.aspects for change in found.changes} == {(Aspect.SITUATION,)}
    assert [one.where for one in found.others] == []
    swapped = trees | {"situations/refund-overdue.yaml": {**tree, "id": "refund-overdue", "verdict": "maybe"}}
    assert compare(rulebook, Rulebook(swapped)).renamed == {}
