"""Interviews: what is asked, what is not, and what becomes of answers that no longer belong."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from batalin.diagnosis.details import Details
from batalin.diagnosis.message import write_letter
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import ITEM_KINDS, UNKNOWN
from tests.rulebook import oracle
from tests.support import NOW

Answers = dict[str, str]
CORE = ["status", "age", "product", "error"]


def asked(rulebook: Rulebook, answers: Answers) -> list[str]:
    """Give the questions of the interview that these answers lead through."""
    return [visit.question.id for visit in rulebook.interview(answers)]


def told(rulebook: Rulebook, answers: Answers) -> object:
    """Give everything a buyer reads: the page, its sentences and its messages."""
    decision = rulebook.decide(answers)
    page = decision.situation.body
    items = [rulebook.items(page, kind, decision.mask) for kind in ITEM_KINDS]
    letters = [
        write_letter(rulebook.messages[name], decision.answers, Details(), NOW, rulebook, "en", "en").body
        for name in page["messages"]
    ]
    return page["id"], repr(items), tuple(letters)


def outcome(rulebook: Rulebook, questions: Sequence[Any], answers: Answers) -> object:
    """Work out what is told for every way an interview can go on; equal ways are one."""
    for index, question in enumerate(questions):
        options = oracle.offered(question, answers)
        if options:
            ways = [
                (option, outcome(rulebook, questions[index + 1 :], {**answers, question["id"]: option}))
                for option in options
            ]
            same = all(way[1] == ways[0][1] for way in ways)
            return ways[0][1] if same else (question["id"], tuple(ways))
    return told(rulebook, answers)


def sample(rulebook: Rulebook, count: int) -> list[Answers]:
    return oracle.sample(rulebook.trees["questions.yaml"]["questions"], count)


def test_core_questions_are_always_asked_and_come_first(rulebook: Rulebook) -> None:
    assert [question.id for question in rulebook.questions if question.core] == CORE
    assert asked(rulebook, {})[:4] == CORE
    for answers in sample(rulebook, 300):
        assert asked(rulebook, answers)[:4] == CORE


def test_questions_come_in_the_order_of_the_file(rulebook: Rulebook) -> None:
    order = [question.id for question in rulebook.questions]
    for answers in sample(rulebook, 300):
        places = [order.index(name) for name in asked(rulebook, answers)]
        assert places == sorted(set(places))


def test_no_interview_is_longer_than_measured(rulebook: Rulebook) -> None:
    longest = rulebook.measure().longest
    lengths = {len(asked(rulebook, answers)) for answers in sample(rulebook, 2000)}
    assert max(lengths) == longest
    assert min(lengths) >= len(CORE)


@pytest.mark.parametrize("chance", range(24))
def test_follow_up_is_asked_just_while_it_can_change_what_is_told(rulebook: Rulebook, chance: int) -> None:
    questions = rulebook.trees["questions.yaml"]["questions"]
    answers = oracle.sample(questions, 24)[chance]
    visited = asked(rulebook, answers)
    known = {name: answers[name] for name in CORE}
    for index in range(len(CORE), len(questions)):
        question = questions[index]
        name = question["id"]
        options = oracle.offered(question, known)
        ways = [outcome(rulebook, questions[index + 1 :], {**known, name: option}) for option in options]
        matters = any(way != ways[0] for way in ways[1:])
        assert (name in visited) == matters, (known, name)
        if options:
            known[name] = answers[name]


def test_answers_off_the_way_are_ignored(rulebook: Rulebook) -> None:
    chance = random.Random(7)
    for answers in sample(rulebook, 400):
        visited = {name: answers[name] for name in asked(rulebook, answers)}
        strange = {
            question.id: chance.choice(question.options).id
            for question in rulebook.questions
            if question.id not in visited and question.id not in answers
        }
        expected = told(rulebook, visited)
        assert told(rulebook, answers) == expected
        assert told(rulebook, {**strange, **visited}) == expected
        assert rulebook.decide({**visited, **strange}).answers == visited


def test_changed_early_answer_drops_what_no_longer_applies_and_keeps_the_rest(rulebook: Rulebook) -> None:
    before: Answers = {
        "status": "cancelled",
        "age": "over-7d",
        "product": "physical",
        "error": "refund-missing",
        "payment": "ewallet",
        "cancelled-by": "seller",
        "refund-age": "4d-7d",
    }
    assert rulebook.decide(before).situation.id == "refund-late"
    changed = rulebook.decide({**before, "status": "shipped", "error": "none"})
    assert changed.situation.id == "shipped"
    assert changed.answers["payment"] == "ewallet"
    assert not {"cancelled-by", "refund-age"} & set(changed.answers)
    assert rulebook.decide({**before, "status": "shipped", "error": "none"} | before).answers == before


def test_answer_that_is_no_longer_open_is_asked_again(rulebook: Rulebook) -> None:
    cod: Answers = {"status": "cancelled", "age": "1d-3d", "product": "physical", "error": "refund-missing"}
    cod["payment"] = "cod"
    digital = {**cod, "product": "digital"}
    visits = {visit.question.id: visit for visit in rulebook.interview(digital)}
    assert visits["payment"].answer is None
    assert "cod" not in visits["payment"].options
    assert "payment" in rulebook.decide(digital).unanswered
    assert rulebook.decide(digital).answers["payment"] == UNKNOWN
    assert rulebook.decide(cod).answers["payment"] == "cod"


def test_follow_ups_left_open_count_as_unknown_and_are_named(rulebook: Rulebook) -> None:
    for answers in sample(rulebook, 200):
        core = {name: answers[name] for name in CORE}
        decision = rulebook.decide(core)
        assert list(decision.unanswered) == [name for name in decision.answers if name not in CORE]
        assert all(decision.answers[name] == UNKNOWN for name in decision.unanswered)
        assert told(rulebook, {**core, **dict.fromkeys(decision.unanswered, UNKNOWN)}) == told(rulebook, core)


def test_every_follow_up_may_be_answered_with_unknown(rulebook: Rulebook) -> None:
    for question in rulebook.questions:
        if not question.core:
            assert question.option(UNKNOWN).only_if == {}


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        pytest.param("status=unpaid", "approval", "lapses", id="F20 unpaid lapses"),
        pytest.param("status=processing product=preorder", "approval", "automatic", id="F02 every kind is automatic"),
        pytest.param("status=awaiting-pickup product=physical", "approval", "automatic", id="F03 ordinary goods"),
        pytest.param("status=awaiting-pickup product=perishable", "approval", "seller", id="F03 perishable goods"),
        pytest.param("status=awaiting-pickup product=digital", "approval", "seller", id="F60 virtual goods"),
        pytest.param("status=processing shipped-by=unknown", "approval", "automatic", id="F07 the platform ships"),
        pytest.param("status=processing shipped-by=seller age=under-1h", "approval", "automatic", id="F05 first hour"),
        pytest.param("status=processing shipped-by=seller age=under-24h", "approval", "seller", id="F05 after it"),
        pytest.param(
            "status=processing shipped-by=seller age=1d-3d ordered-in=tokopedia",
            "approval",
            "automatic",
            id="F06",
        ),
        pytest.param(
            "status=awaiting-pickup shipped-by=seller product=preorder ordered-in=tokopedia",
            "approval",
            "seller",
            id="F06 pre-order after pickup is arranged",
        ),
        pytest.param("status=shipped", "approval", "closed", id="F40 on its way"),
        pytest.param("status=cancelled", "approval", "done", id="F73 cancelled"),
        pytest.param("status=not-found", "approval", "unknown", id="W1 not seen"),
        pytest.param(
            "status=cancelled error=refund-missing payment=bank-transfer refund-age=4d-7d",
            "refund-due",
            "in-time",
            id="F70 bank within 5 working days",
        ),
        pytest.param(
            "status=cancelled error=refund-missing payment=ewallet refund-age=4d-7d",
            "refund-due",
            "late",
            id="F70 wallet after 2 working days",
        ),
        pytest.param(
            "status=cancelled error=refund-missing payment=paylater refund-age=over-20d",
            "refund-due",
            "unknown",
            id="U6 no figure for PayLater",
        ),
        pytest.param("status=delivered delivered-age=within-6d", "return-window", "open", id="F46 any shop"),
        pytest.param("status=delivered delivered-age=7d-15d store=mall", "return-window", "open", id="F46 Mall"),
        pytest.param("status=completed delivered-age=7d-15d store=regular", "return-window", "closed", id="F46 other"),
        pytest.param("status=completed delivered-age=7d-15d", "return-window", "unknown", id="F46 shop not known"),
        pytest.param("status=completed delivered-age=over-15d store=mall", "return-window", "closed", id="F46 late"),
    ],
)
def test_derived_answer(rulebook: Rulebook, given: str, name: str, value: str) -> None:
    answers = {"age": "over-7d", "product": "physical", "error": "other"}
    answers |= dict(word.split("=") for word in given.split())
    assert rulebook.decide(answers).derived[name] == value
