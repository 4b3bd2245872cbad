"""Comparing two rulebooks that ask other questions, offer other options or ask in another order."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.comparison.comparison import compare
from batalin.workshop.comparison.merging import Unmergeable
from tests.rulebook import oracle
from tests.rulebook.books import Edit, book
from tests.workshop.retold import Retold, accept

Tree = Any
SAMPLE = 300
SWAPPED: Edit = ("situations/cancelled-by-seller.yaml", "verdict: cancelled", "verdict: maybe")
GIFT = {
    "id": "gift",
    "kind": "follow-up",
    "name": {"id": "Hadiah", "en": "Gift"},
    "flags": ["--gift"],
    "ask": {"id": "Apakah ini hadiah?", "en": "Is it a gift?"},
    "help": {"id": "Lihat pesanan.", "en": "See the order."},
    "options": [
        {"id": "gift", "label": {"id": "Hadiah", "en": "A gift"}},
        {"id": "unknown", "label": {"id": "Tidak tahu", "en": "Not known"}},
    ],
}


def changed(rulebook: Rulebook, *changes: Callable[[list[Tree]], None]) -> Rulebook:
    """Give a rulebook whose questions were changed by hand."""
    trees = copy.deepcopy(dict(rulebook.trees))
    for change in changes:
        change(trees["questions.yaml"]["questions"])
    return Rulebook(trees)


def named(questions: list[Tree], question_id: str) -> Tree:
    return next(one for one in questions if one["id"] == question_id)


def questions(rulebook: Rulebook) -> list[Tree]:
    asked: list[Tree] = rulebook.trees["questions.yaml"]["questions"]
    return asked


def add_voucher(asked: list[Tree]) -> None:
    named(asked, "payment")["options"].insert(0, {"id": "voucher", "label": {"id": "Voucher", "en": "Voucher"}})


def add_gift(asked: list[Tree]) -> None:
    asked.append(copy.deepcopy(GIFT))


def add_gift_if_shipped(asked: list[Tree]) -> None:
    asked.insert(5, {**copy.deepcopy(GIFT), "only_if": {"status": "shipped"}})


def turn_follow_ups(asked: list[Tree]) -> None:
    """Put `payment` before everything that does not need it, and `reason` before `fault`."""
    payment, reason = named(asked, "payment"), named(asked, "reason")
    for one, place in ((payment, 4), (reason, 6)):
        asked.remove(one)
        asked.insert(place, one)


def test_an_added_option_brings_interviews_of_its_own(rulebook: Rulebook) -> None:
    new = changed(rulebook, add_voucher)
    found = compare(rulebook, new)
    assert found.added.options == (("payment", "voucher"),)
    assert not any((found.changes, found.only_old))
    assert sum(one.cells for one in found.only_new) == new.space.cells - rulebook.space.cells
    assert found.cells == new.space.cells
    assert all(one.cube["payment"] == {"voucher"} for one in found.only_new)
    assert found.touches_buyers


def test_a_removed_option_takes_its_interviews_along(rulebook: Rulebook) -> None:
    found = compare(changed(rulebook, add_voucher), rulebook)
    assert found.removed.options == (("payment", "voucher"),)
    assert not any((found.changes, found.only_new))
    assert sum(one.cells for one in found.only_old) == found.cells - rulebook.space.cells > 0


def test_an_option_offered_in_fewer_cases(rulebook: Rulebook) -> None:
    def narrow(asked: list[Tree]) -> None:
        cod = next(one for one in named(asked, "payment")["options"] if one["id"] == "cod")
        cod["only_if"] = {"not": {"product": ["digital", "custom"]}}

    new = changed(rulebook, narrow)
    found = compare(rulebook, new)
    assert {(tuple(one.cube["product"]), tuple(one.cube["payment"])) for one in found.only_old} == {
        (("custom",), ("cod",))
    }
    assert sum(one.cells for one in found.only_old) == rulebook.space.cells - new.space.cells


def test_a_change_beside_a_new_option_touches_only_interviews_that_both_have(rulebook: Rulebook) -> None:
    new = changed(book(SWAPPED), add_voucher)
    found = compare(rulebook, new)
    assert found.count() == compare(rulebook, book(SWAPPED)).count() > 0
    for answers in oracle.sample(questions(new), SAMPLE):
        lone = [one for one in found.only_new if all(answers.get(name) in one.cube[name] for name in one.cube)]
        assert len(lone) == (answers.get("payment") == "voucher")
        assert not lone or not any(accept(change, answers) for change in found.changes)


@pytest.mark.parametrize(("add", "share"), [(add_gift, 1.0), (add_gift_if_shipped, 0.1)])
def test_a_question_that_only_one_rulebook_asks_counts_with_each_answer(
    rulebook: Rulebook, add: Callable[[list[Tree]], None], share: float
) -> None:
    new = changed(rulebook, add)
    for old, other in ((rulebook, new), (new, rulebook)):
        found = compare(old, other)
        assert not any((found.changes, found.only_old, found.only_new))
        assert (found.added.questions or found.removed.questions) == ("gift",)
        assert found.cells == new.space.cells <= rulebook.space.cells * (1 + share)
        assert found.touches_buyers


def test_a_new_question_splits_what_it_decides(rulebook: Rulebook) -> None:
    new = changed(rulebook, add_gift)
    trees = dict(new.trees)
    unpaid = trees["situations/unpaid-no-button.yaml"]
    trees["situations/unpaid-gift.yaml"] = {
        **unpaid,
        "id": "unpaid-gift",
        "when": {**unpaid["when"], "gift": "gift"},
        "verdict": "other",
    }
    found = compare(rulebook, Rulebook(trees))
    assert {(one.kind.old.situation, one.kind.new.situation) for one in found.changes} == {
        ("unpaid-no-button", "unpaid-gift")
    }
    assert all(one.cube["gift"] == {"gift"} for one in found.changes)
    before = [rulebook.winner(answers) for answers in oracle.interviews(questions(rulebook), {"status": "unpaid"})]
    assert found.count() == sum(winner is not None and winner.id == "unpaid-no-button" for winner in before) > 0
    assert found.cells == 2 * rulebook.space.cells


def test_the_order_of_questions_decides_nothing(rulebook: Rulebook) -> None:
    found = compare(rulebook, changed(rulebook, turn_follow_ups))
    assert not any((found.changes, found.only_old, found.only_new))
    assert not found.touches_buyers
    assert [(one.where, one.words) for one in found.others] == [("questions", False)]


def test_a_change_is_found_under_another_order(rulebook: Rulebook) -> None:
    new = changed(book(SWAPPED), turn_follow_ups)
    found, plain = compare(rulebook, new), compare(rulebook, book(SWAPPED))
    assert found.count() == plain.count() > 0
    given = {"status": "cancelled", "age": "1d-3d"}
    old_told, new_told = (Retold(rules.trees, {"status": "cancelled"}) for rules in (rulebook, new))
    for answers in oracle.interviews(questions(rulebook), given):
        differs = old_told.tell(answers) != new_told.tell(answers)
        assert sum(accept(change, answers) for change in found.changes) == differs


def test_questions_that_wait_for_each_other_cannot_be_merged(rulebook: Rulebook) -> None:
    def turn(asked: list[Tree]) -> None:
        store, age = named(asked, "store"), named(asked, "delivered-age")
        store["only_if"] = {"delivered-age": "7d-15d"}
        asked.remove(store)
        asked.insert(asked.index(age) + 1, store)

    def keep(asked: list[Tree]) -> None:
        named(asked, "delivered-age")["only_if"] = {"store": ["mall", "regular"]}

    with pytest.raises(Unmergeable) as raised:
        compare(changed(rulebook, keep), changed(rulebook, turn))
    assert set(raised.value.questions) == {"store", "delivered-age"}
