"""Where the files of two rulebooks differ: words apart from what may decide, each at its place."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.comparison.comparison import compare
from batalin.workshop.comparison.file_changes import FileChange, compare_files
from tests.rulebook.books import Edit, book

Tree = Any
PAGE = "situations/cancelled-by-seller.yaml"
SENTENCE = {"id": "Kalimat.", "en": "A sentence.", "source": "F01"}
STEP = {"do": {"id": "Tunggu.", "en": "Wait."}, "source": "F01"}


def changes(rulebook: Rulebook, file: str, change: Callable[[Tree], object]) -> list[FileChange]:
    """Give what is found after a change of one file by hand."""
    tree = copy.deepcopy(rulebook.trees[file])
    change(tree)
    found = list(compare_files(rulebook.trees, {**rulebook.trees, file: tree}, {}))
    assert {one.file for one in found} <= {file}
    return found


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        (PAGE, "id: Penjual yang membatalkan", "id: Penjuallah yang membatalkan", "title id"),
        (PAGE, "en: The seller cancelled my", "en: My seller cancelled my", "title en"),
        (PAGE, "id: Penjual boleh membatalkan", "id: Penjual bisa membatalkan", "why[2] id"),
        (PAGE, "id: Bila alasannya kosong", "id: Kalau alasannya kosong", "steps[4].do id"),
        ("fragments/door-warning.yaml", "Jangan tolak", "Janganlah tolak", "cases[not-known].say[1] id"),
        ("questions.yaml", "COD (Bayar di Tempat)", "COD (Bayar di Rumah)", "questions[payment].options[cod].label id"),
        ("messages.yaml", "Minta penjual membatalkan", "Mohon penjual membatalkan", "messages[seller-cancel].about id"),
        (
            "messages.yaml",
            "saya ingin membatalkan pesanan ini sebelum dikirim.",
            "saya mau membatalkan pesanan ini sebelum dikirim.",
            "messages[seller-cancel].body[1] id",
        ),
    ],
)
def test_a_pure_rewording_changes_nothing_and_is_listed_apart(
    rulebook: Rulebook, file: str, old: str, new: str, where: str
) -> None:
    edit: Edit = (file, old, new)
    found = compare(rulebook, book(edit))
    assert not any((found.changes, found.only_old, found.only_new, found.others))
    assert not found.touches_buyers
    (change,) = found.reworded
    assert (change.file, change.where, change.words, change.only) == (file, where, True, "")
    assert old.removeprefix("id: ").removeprefix("en: ") in str(change.old)
    assert new.removeprefix("id: ").removeprefix("en: ") in str(change.new)


def test_comments_layout_and_the_spelling_of_lists_say_nothing(rulebook: Rulebook) -> None:
    edits: list[Edit] = [
        (PAGE, "verdict: cancelled", "# a note\nverdict:   cancelled"),
        (PAGE, "over: [cancelled-not-by-me]", "over: cancelled-not-by-me"),
        (PAGE, "source: F91", "source: [F91]"),
    ]
    found = compare(rulebook, book(*edits))
    assert not any((found.changes, found.reworded, found.others))


def test_the_words_of_a_changed_first_step_are_no_rewording(rulebook: Rulebook) -> None:
    words: Edit = ("fragments/refund-time.yaml", "Ke dompet digital, dana biasanya", "Ke dompet digital, dana umumnya")
    found = compare(rulebook, book(words))
    assert found.changes
    assert found.reworded == ()


def test_a_condition_is_listed_with_what_else_is_no_text(rulebook: Rulebook) -> None:
    found = compare(rulebook, book((PAGE, "cancelled-by: seller}", "cancelled-by: [seller, unknown]}")))
    assert [(one.where, one.old, one.new) for one in found.others] == [
        ("when.cancelled-by", "seller", "seller, unknown")
    ]
    assert found.reworded == ()


def test_a_sentence_that_comes_is_not_taken_for_a_change_of_all_that_follow(rulebook: Rulebook) -> None:
    found = changes(rulebook, PAGE, lambda tree: tree["why"].insert(0, SENTENCE))
    assert [(one.where, one.path, one.old, one.new, one.only) for one in found] == [
        ("why[1] id", ("why", 0, "id"), None, "Kalimat.", "new"),
        ("why[1] en", ("why", 0, "en"), None, "A sentence.", "new"),
    ]


def test_a_step_that_goes_is_named_by_its_words(rulebook: Rulebook) -> None:
    last = len(rulebook.trees[PAGE]["steps"]) - 1
    found = changes(rulebook, PAGE, lambda tree: tree["steps"].pop())
    assert [(one.where, one.path, one.new, one.only, one.words) for one in found] == [
        (f"steps[{last + 1}].do {language}", ("steps", last, "do", language), None, "old", True)
        for language in ("id", "en")
    ]


def test_a_step_between_two_that_stay_is_paired_with_what_stood_there(rulebook: Rulebook) -> None:
    def change(tree: Tree) -> None:
        del tree["steps"][0]
        tree["steps"][2] = STEP

    found = changes(rulebook, PAGE, change)
    texts_of = [(one.where, one.only) for one in found if one.path[-2:] == ("do", "id")]
    assert texts_of == [("steps[1].do id", "old"), ("steps[3].do id", "")]


def test_steps_that_change_places_are_one_change(rulebook: Rulebook) -> None:
    (found,) = changes(rulebook, PAGE, lambda tree: tree["steps"].reverse())
    assert (found.where, found.words, found.old, found.new) == ("steps", False, None, None)


def test_what_has_an_id_is_found_by_it_wherever_it_stands(rulebook: Rulebook) -> None:
    def change(tree: Tree) -> None:
        tree["cases"].reverse()
        tree["cases"][0]["when"] = {"payment": "card"}

    case = rulebook.trees["fragments/refund-where.yaml"]["cases"][-1]
    found = changes(rulebook, "fragments/refund-where.yaml", change)
    assert f"cases[{case['id']}].when.payment" in [one.where for one in found]
    order = found[-1]
    ids = [one["id"] for one in rulebook.trees["fragments/refund-where.yaml"]["cases"]]
    assert (order.where, order.old, order.new) == ("cases", ", ".join(ids), ", ".join(reversed(ids)))


def test_whole_files_come_and_go() -> None:
    old = {"fragments/one.yaml": {"id": "one"}, "situations/one.yaml": {"id": "one"}}
    found = list(compare_files(old, {"fragments/two.yaml": {"id": "two"}}, {}))
    assert [(one.file, one.path, one.only) for one in found] == [
        ("fragments/two.yaml", (), "new"),
        ("fragments/one.yaml", (), "old"),
    ]


def test_the_name_of_a_rulebook_is_no_new_id(rulebook: Rulebook) -> None:
    (found,) = changes(rulebook, "rulebook.yaml", lambda tree: tree.update(id="other-shop"))
    assert (found.where, found.new) == ("id", "other-shop")


def test_the_same_files_have_no_changes(rulebook: Rulebook) -> None:
    assert list(compare_files(rulebook.trees, copy.deepcopy(dict(rulebook.trees)), {})) == []
