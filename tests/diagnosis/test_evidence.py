"""What to keep before the status changes, and which of it a buyer attaches."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import diagnose
from batalin.diagnosis.evidence import find_evidence, read_evidence
from batalin.errors import UsageError
from batalin.rulebook.handover import Evidence
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import HANDOVER
from tests.diagnosis.interviews import examples
from tests.support import NOW

GIVEN = {"status": "processing", "age": "1d-3d", "product": "physical", "error": "no-response"}
WHEN: dict[str, tuple[Any, bool]] = {
    "always": ({}, True),
    "one answer": ({"status": "processing"}, True),
    "another answer": ({"status": "shipped"}, False),
    "one of two": ({"status": ["shipped", "processing"]}, True),
    "both": ({"status": "processing", "error": "no-response"}, True),
    "one and not the other": ({"status": "processing", "error": "none"}, False),
    "all but": ({"not": {"error": ["none", "rejected"]}}, True),
    "all but this": ({"not": {"error": ["none", "no-response"]}}, False),
    "a question left open": ({"payment": "unknown"}, True),
    "an answer nobody gave": ({"payment": "cod"}, False),
    "a question that is not asked here": ({"cancelled-by": ["me", "seller", "system", "unknown"]}, False),
    "a derived answer": ({"approval": ["lapses", "automatic", "seller", "closed", "done", "unknown"]}, True),
    "another derived answer": ({"approval": "done"}, False),
}


@pytest.mark.parametrize(("when", "fits"), WHEN.values(), ids=WHEN)
def test_evidence_is_found_where_its_condition_holds(rulebook: Rulebook, when: Any, fits: bool) -> None:
    trees = copy.deepcopy(dict(rulebook.trees))
    trees[HANDOVER]["evidence"] = [{**trees[HANDOVER]["evidence"][0], "id": "picture", "when": when}]
    other = Rulebook(trees)
    found = find_evidence(other, other.decide({**GIVEN, "payment": "unknown"}).answers)
    assert [one.id for one in found] == ["picture"] * fits


def test_evidence_keeps_the_order_of_the_rules(rulebook: Rulebook) -> None:
    order = [one.id for one in rulebook.handover.evidence]
    for given in examples(rulebook):
        found = [one.id for one in find_evidence(rulebook, rulebook.decide(given).answers)]
        assert found == sorted(found, key=order.index)


def test_no_question_is_asked_for_the_sake_of_evidence(rulebook: Rulebook) -> None:
    trees = copy.deepcopy(dict(rulebook.trees))
    trees[HANDOVER]["evidence"] = []
    without = Rulebook(trees)
    for given in examples(rulebook):
        asked, before = ([one.question.id for one in book.interview(given)] for book in (rulebook, without))
        assert asked == before


def test_a_diagnosis_names_the_sources_of_its_evidence(rulebook: Rulebook) -> None:
    for given in examples(rulebook):
        diagnosis = diagnose(rulebook, given, Details(), NOW, "id", "id")
        cited = {fact for one in diagnosis.evidence for fact in one.sources}
        assert cited <= {source.id for source in diagnosis.sources}


def listed(*ids: str) -> list[Evidence]:
    text = {"id": "Kata", "en": "Words"}
    return [Evidence(one, {}, text, text, None, ("F01",)) for one in ids]


@pytest.mark.parametrize(
    ("given", "ticked"),
    [
        ("chat", ("chat",)),
        ("tracking,chat", ("chat", "tracking")),
        (" tracking , chat ,", ("chat", "tracking")),
        ("chat,chat", ("chat",)),
        ("all", ("chat", "order-details", "tracking")),
        ("chat,all", ("chat", "order-details", "tracking")),
    ],
)
def test_what_is_ticked_stands_in_the_order_of_the_rules(given: str, ticked: tuple[str, ...]) -> None:
    assert read_evidence("--evidence", given, listed("chat", "order-details", "tracking")) == ticked


@pytest.mark.parametrize(
    ("given", "named"), [("refusal", "refusal"), ("chat,Chat", "Chat"), ("all,zzz,aaa", "aaa"), (",", ","), (" ", " ")]
)
def test_what_is_not_there_is_named_beside_what_is(given: str, named: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_evidence("--evidence", given, listed("chat", "tracking"))
    assert caught.value.key == "evidence-unknown"
    assert caught.value.facts == {"flag": "--evidence", "given": named, "values": "chat, tracking"}


@pytest.mark.parametrize("given", ["all", "chat"])
def test_where_there_is_no_list_nothing_can_be_ticked(given: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_evidence("--evidence", given, [])
    assert caught.value.key == "evidence-none"
