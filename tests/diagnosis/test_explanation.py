"""How the rules came to a result: each statement is checked against the words of the rule files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import diagnose
from batalin.diagnosis.explanation import Cause, Condition, Explanation, explain_decision
from batalin.rulebook.rulebook import Rulebook
from tests.diagnosis.interviews import Answers, completed, examples, pages, sampled
from tests.rulebook.books import book, page
from tests.rulebook.oracle import accepts, listed, names_in, offered
from tests.support import NOW, WITHOUT_QUESTIONS, call

COD = {"status": "shipped", "age": "1d-3d", "product": "physical", "error": "rejected", "payment": "cod"}


def explained(rulebook: Rulebook, given: Answers) -> Explanation:
    return explain_decision(rulebook, rulebook.decide(given), given)


def interviews(rulebook: Rulebook) -> list[Answers]:
    return [*examples(rulebook), *sampled(rulebook, 250)]


def values_in(rulebook: Rulebook, given: Answers) -> Answers:
    """Give every answer of an interview, the derived ones included."""
    answers = completed(rulebook, given)
    assert answers is not None
    return answers | dict(rulebook.decide(given).derived)


def failing(when: Mapping[str, Any], values: Answers) -> set[str]:
    """Give the variables of a condition that keep it from holding."""
    return {
        name
        for name in names_in(when)
        if not accepts(
            {
                **({name: when[name]} if name in when else {}),
                "not": {name: when["not"][name]} if name in when.get("not", {}) else {},
            },
            values,
        )
    }


def test_the_winner_won_by_its_own_conditions_and_these_answers(rulebook: Rulebook) -> None:
    by_id = pages(rulebook)
    for given in interviews(rulebook):
        values = values_in(rulebook, given)
        explanation = explained(rulebook, given)
        when = by_id[explanation.situation.id]["when"]
        assert {one.name for one in explanation.conditions} == names_in(when)
        for one in explanation.conditions:
            assert one.value == values[one.name] in one.accepts
            assert not failing({key: value for key, value in when.items() if key in (one.name, "not")}, values)


def test_derived_answers_are_given_by_a_row_that_fits(rulebook: Rulebook) -> None:
    tables = {one["id"]: one for one in rulebook.trees["derived.yaml"]["derived"]}
    seen = set()
    for given in interviews(rulebook):
        values = values_in(rulebook, given)
        explanation = explained(rulebook, given)
        used = {one.name for one in (*explanation.conditions, *(near.failed for near in explanation.nearest))}
        assert {one.name for one in explanation.deductions} == {name for name in used & {*tables} if name in values}
        for one in explanation.deductions:
            (row,) = [row for row in tables[one.name]["rows"] if row["id"] == one.row]
            assert accepts(row["when"], values)
            assert row["is"] == one.value == values[one.name]
            assert {of.name: of.value for of in one.conditions} == {
                name: values[name] for name in names_in(row["when"])
            }
            seen.add((one.name, one.row))
    assert len(seen) > 15


def test_all_others_that_fit_are_said_to_be_beaten(rulebook: Rulebook) -> None:
    by_id = pages(rulebook)
    for given in interviews(rulebook):
        values = values_in(rulebook, given)
        explanation = explained(rulebook, given)
        fitting = {name for name, one in by_id.items() if accepts(one["when"], values)}
        assert {one.rule.id for one in explanation.beaten} == fitting - {explanation.situation.id}
        assert {one.by.id for one in explanation.beaten} <= fitting


def test_the_cause_of_a_defeat_holds(rulebook: Rulebook) -> None:
    by_id = pages(rulebook)
    everybody = [values_in(rulebook, given) for given in (*examples(rulebook), *sampled(rulebook, 1500))]
    accepted = {
        name: {place for place, values in enumerate(everybody) if accepts(one["when"], values)}
        for name, one in by_id.items()
    }
    pairs = {
        (one.by.id, one.rule.id, one.cause)
        for given in interviews(rulebook)
        for one in explained(rulebook, given).beaten
    }
    assert {cause for _, _, cause in pairs} == {Cause.NARROWER, Cause.OVER}
    for winner, loser, cause in pairs:
        over = listed(by_id[winner].get("over", []))
        inside = accepted[winner] <= accepted[loser]
        if cause is Cause.NARROWER:
            assert inside, (winner, loser)
            assert loser not in over
        else:
            assert loser in over or "all" in over
            assert not inside, (winner, loser)


def test_the_nearest_lack_just_the_condition_that_is_named(rulebook: Rulebook) -> None:
    by_id = pages(rulebook)
    for given in interviews(rulebook):
        values = values_in(rulebook, given)
        nearest = explained(rulebook, given).nearest
        for near in nearest:
            assert failing(by_id[near.rule.id]["when"], values) == {near.failed.name}
            assert near.failed.value == values.get(near.failed.name)
            assert near.failed.value not in near.failed.accepts
        assert {near.rule.id for near in nearest} == {
            name for name, one in by_id.items() if len(failing(one["when"], values)) == 1
        }
        sizes = [len(near.rule.when) for near in nearest]
        assert sizes == sorted(sizes, reverse=True)


def test_meeting_the_missing_condition_makes_a_near_one_fit(rulebook: Rulebook) -> None:
    asked = {one["id"]: one for one in rulebook.trees["questions.yaml"]["questions"]}
    met = 0
    for given in examples(rulebook):
        for near in explained(rulebook, given).nearest:
            for option in near.failed.accepts if near.failed.name in asked else ():
                changed = {**given, near.failed.name: option}
                if completed(rulebook, changed) is not None and rulebook.winner(changed) is near.rule:
                    met += 1
    assert met > 500


def told(rulebook: Rulebook, given: Answers) -> tuple[object, ...]:
    """Give everything a buyer reads that follows from the answers."""
    one = diagnose(rulebook, given, Details(), NOW, "id", "id")
    page_id = one.decision.situation.id
    return (page_id, one.stage, one.why, one.steps, one.avoid, one.limits, one.letters, one.next_title, one.evidence)


def test_answers_without_effect_have_none_and_the_others_have_one(rulebook: Rulebook) -> None:
    asked = rulebook.trees["questions.yaml"]["questions"]
    idle = 0
    for given in (*examples(rulebook)[::3], *sampled(rulebook, 60)):
        without_effect = explained(rulebook, given).without_effect
        present = told(rulebook, given)
        for question in asked:
            name = question["id"]
            if name not in given:
                assert name not in without_effect
                continue
            earlier = {key: option for key, option in given.items() if key != name}
            before = completed(rulebook, given)
            assert before is not None
            options = [option for option in offered(question, before) if option != given[name]]
            same = all(told(rulebook, {**earlier, name: option}) == present for option in options)
            assert (name in without_effect) == same, (given, name)
            idle += same
    assert idle > 100


def test_an_answer_that_is_never_asked_for_has_no_effect(rulebook: Rulebook) -> None:
    given = {"status": "cancelled", "age": "over-7d", "product": "physical", "error": "none", "store": "mall"}
    assert "store" in explained(rulebook, given).without_effect


def test_a_page_names_what_it_stands_above(rulebook: Rulebook) -> None:
    explanation = explained(rulebook, COD)
    assert explanation.situation.id == "shipped-cod"
    assert explanation.conditions == (
        Condition("status", frozenset({"shipped"}), "shipped"),
        Condition("payment", frozenset({"cod"}), "cod"),
    )
    assert [(one.rule.id, one.by.id, one.cause) for one in explanation.beaten] == [
        ("shipped-request-overtaken", "shipped-cod", Cause.OVER),
        ("shipped", "shipped-cod", Cause.NARROWER),
    ]


def test_a_fallback_won_by_no_condition() -> None:
    gap = ("situations/status-unknown.yaml", "when: {status: unknown}", "when: {status: unknown, age: unknown}")
    rulebook = book(gap, added=page("anything", "{}", 'fallback: "true"'))
    given = {"status": "unknown", "age": "under-1h", "product": "physical", "error": "other"}
    explanation = explained(rulebook, given)
    assert (explanation.situation.id, explanation.conditions, explanation.beaten) == ("anything", (), ())
    (near,) = [near for near in explanation.nearest if near.rule.id == "status-unknown"]
    assert near.failed == Condition("age", frozenset({"unknown"}), "under-1h")


def test_a_tie_that_a_fallback_covers_is_told() -> None:
    tie = ("situations/custom-before-pickup.yaml", "over: [processing-open, ", "over: [")
    rulebook = book(tie, added=page("anything", "{}", 'fallback: "true"'))
    given = {"status": "processing", "age": "1d-3d", "product": "custom", "error": "none"}
    explanation = explained(rulebook, given)
    assert explanation.situation.id == "anything"
    assert [(one.rule.id, one.by.id, one.cause) for one in explanation.beaten] == [
        ("custom-before-pickup", "processing-open", Cause.TIE),
        ("processing-open", "custom-before-pickup", Cause.TIE),
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_data_say_the_same(rulebook: Rulebook, language: str) -> None:
    words = [word for name, option in COD.items() for word in (rulebook.question(name).flags[0], option)]
    outcome = call([*words, *WITHOUT_QUESTIONS, "--format", "json", "--why", "--lang", language])
    found = json.loads(outcome.stdout)["explanation"]
    explanation = explained(rulebook, COD)
    assert found["fallback"] is False
    assert found["conditions"][1] == {"name": "payment", "accepts": ["cod"], "value": "cod"}
    assert found["beaten"][1] == {
        "situation": "shipped",
        "title": rulebook.page("shipped")["title"][language],
        "by": "shipped-cod",
        "cause": "narrower",
    }
    assert [one["situation"] for one in found["nearest"]] == [near.rule.id for near in explanation.nearest]
    assert found["nearest"][0]["missing"]["name"] == explanation.nearest[0].failed.name
    assert [(one["name"], one["row"]) for one in found["derived"]] == [
        (one.name, one.row) for one in explanation.deductions
    ]
    assert found["without_effect"] == list(explanation.without_effect)
