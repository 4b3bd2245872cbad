"""What would change a result: every change is true, none is missed, and what is said of it holds."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from batalin.diagnosis.counterfactual import Change, Mark, find_changes, find_turns, find_verdict_changes, pick_likely
from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import diagnose
from batalin.errors import RulebookError
from batalin.output.report import Paragraph, build_report
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from tests.diagnosis.interviews import Answers, examples, other_answers, sampled
from tests.rulebook.books import Edit, book
from tests.rulebook.oracle import listed
from tests.support import NOW, WITHOUT_QUESTIONS, call

WAITING = {"status": "processing", "age": "under-24h", "product": "physical", "error": "none"}
SELLER_SHIPS = {"shipped-by": "seller", "ordered-in": "tiktok"}
SHIPPED, CANCELLED = ("status", "shipped", "cannot"), ("status", "cancelled", "cancelled")


def changes(rulebook: Rulebook, given: Answers) -> tuple[Change, ...]:
    return find_changes(rulebook, rulebook.decide(given), given)


def verdict_changes(rulebook: Rulebook, given: Answers) -> list[Change]:
    verdict = rulebook.decide(given).situation.body["verdict"]
    return find_verdict_changes(changes(rulebook, given), verdict)


def marks(rulebook: Rulebook, given: Answers, question: str) -> dict[str, Mark]:
    return {one.after: one.mark for one in changes(rulebook, given) if one.question.id == question}


def likely(rulebook: Rulebook, given: Answers, at_most: int = 3) -> list[tuple[str, str, str]]:
    verdict = rulebook.decide(given).situation.body["verdict"]
    picked = pick_likely(verdict_changes(rulebook, given), verdict, at_most)
    return [(one.question.id, one.after, one.verdict) for one in picked]


def command(rulebook: Rulebook, given: Answers) -> list[str]:
    return [word for name, option in given.items() for word in (rulebook.question(name).flags[0], option)]


def all_interviews(rulebook: Rulebook) -> list[Answers]:
    return [*examples(rulebook), *sampled(rulebook, 200)]


def test_every_change_gives_what_it_says_and_none_is_missed(rulebook: Rulebook) -> None:
    met = 0
    for given in all_interviews(rulebook):
        decision = rulebook.decide(given)
        expected = set()
        for name, before in decision.answers.items():
            for changed in other_answers(rulebook, given, name):
                situation = rulebook.decide(changed).situation
                if situation.id != decision.situation.id:
                    expected.add((name, before, changed[name], situation.id, situation.body["verdict"]))
        found = [
            (one.question.id, one.before, one.after, one.situation.id, one.verdict) for one in changes(rulebook, given)
        ]
        assert len(found) == len(set(found))
        assert set(found) == expected, given
        met += len(found)
    assert met > 4_000


def test_a_change_given_to_the_program_gives_what_it_says(rulebook: Rulebook) -> None:
    chance = random.Random(3)
    for given in (*examples(rulebook), *sampled(rulebook, 100)):
        found = changes(rulebook, given)
        if not found:
            continue
        change = chance.choice(found)
        changed = {**given, change.question.id: change.after}
        outcome = call([*command(rulebook, changed), *WITHOUT_QUESTIONS, "--format", "json"])
        assert outcome.code == 0, outcome.text()
        content = json.loads(outcome.stdout)
        assert (content["situation"], content["verdict"]) == (change.situation.id, change.verdict), changed


def test_changes_stand_in_the_order_of_questions_and_options(rulebook: Rulebook) -> None:
    order = [(question.id, option.id) for question in rulebook.questions for option in question.options]
    for given in examples(rulebook):
        places = [order.index((one.question.id, one.after)) for one in changes(rulebook, given)]
        assert places == sorted(places)


def test_the_other_answers_stay_also_where_they_were_not_asked(rulebook: Rulebook) -> None:
    unpaid = {"status": "unpaid", "age": "under-24h", "product": "physical", "error": "none"}
    after = {one.after: one.situation.id for one in changes(rulebook, {**unpaid, "payment": "cod"})}
    assert after["shipped"] == "shipped-cod"
    assert {one.after: one.situation.id for one in changes(rulebook, unpaid)}["shipped"] == "shipped"
    digital = {**unpaid, "product": "digital", "payment": "cod"}
    assert "shipped" not in {one.after for one in changes(rulebook, digital)}, "digital goods are not paid on delivery"


def test_an_answer_that_another_rules_out_is_no_change(rulebook: Rulebook) -> None:
    given = {"status": "shipped", "age": "1d-3d", "product": "physical", "error": "button-missing"}
    assert "cancelled" not in marks(rulebook, given, "status")
    assert "cancelled" in marks(rulebook, {**given, "error": "none"}, "status")


def test_an_answer_ruled_out_from_the_start_holds_nothing_up(rulebook: Rulebook) -> None:
    given = {"status": "shipped", "age": "1d-3d", "product": "digital", "error": "none", "payment": "cod"}
    after = {one.after: one.situation.id for one in changes(rulebook, given)}
    assert after["physical"] == "shipped-cod"
    assert after["cancelled"] == "cancelled"


def test_a_change_that_opens_an_unanswered_core_question_is_none() -> None:
    asked: Edit = (
        "questions.yaml",
        "    kind: follow-up\n    name: {id: Yang membatalkan",
        "    kind: core\n    name: {id: Yang membatalkan",
    )
    rulebook = book(asked)
    assert "cancelled" not in marks(rulebook, WAITING, "status")
    assert "cancelled" in marks(rulebook, {**WAITING, "cancelled-by": "seller"}, "status")


def test_what_can_still_happen_is_what_the_rules_name_and_time(rulebook: Rulebook) -> None:
    asked = {one["id"]: one for one in rulebook.trees["questions.yaml"]["questions"]}
    seen = set()
    for given in all_interviews(rulebook):
        for change in changes(rulebook, given):
            options = {one["id"]: one for one in asked[change.question.id]["options"]}
            reached = [change.before, *listed(options[change.before].get("becomes", []))]
            spans = [one["id"] for one in options.values() if "at_least" in one or "below" in one]
            first = min((spans.index(one) for one in reached if one in spans), default=len(spans))
            if change.after in reached or change.after in spans[first:]:
                expected = Mark.CAN_HAPPEN
            else:
                expected = Mark.TO_FIND_OUT if change.before == "unknown" else Mark.CANNOT
            assert change.mark is expected, change
            seen.add((change.question.id, change.mark))
    assert {mark for question, mark in seen if question in ("product", "payment", "store")} == {
        Mark.TO_FIND_OUT,
        Mark.CANNOT,
    }
    assert {question for question, mark in seen if mark is Mark.CAN_HAPPEN} >= {"status", "age", "error"}


@pytest.mark.parametrize(
    ("question", "option", "turns"),
    [
        ("status", "awaiting-pickup", ["shipped", "cancelled", "delivered", "completed"]),
        ("status", "completed", []),
        ("status", "cancelled", []),
        ("age", "1d-3d", ["3d-7d", "over-7d"]),
        ("age", "over-7d", []),
        ("age", "unknown", []),
        ("request-age", "not-sent", ["under-48h", "over-48h"]),
        ("request-age", "under-48h", ["over-48h"]),
        ("product", "preorder", []),
        ("payment", "cod", []),
        ("store", "regular", []),
    ],
)
def test_an_answer_turns_into_what_comes_later_only(
    rulebook: Rulebook, question: str, option: str, turns: list[str]
) -> None:
    assert find_turns(rulebook.question(question), option) == turns


def test_the_order_never_goes_back(rulebook: Rulebook) -> None:
    line = ["unpaid", "processing", "awaiting-pickup", "shipped", "delivered", "completed"]
    for place, status in enumerate(line):
        turns = set(find_turns(rulebook.question("status"), status))
        assert turns - {"cancelled"} == set(line[place + 1 :]), status


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, [SHIPPED, CANCELLED, ("error", "button-missing", "maybe")]),
        ({**SELLER_SHIPS, "age": "under-1h"}, [("age", "under-24h", "maybe"), SHIPPED, CANCELLED]),
        (
            {**SELLER_SHIPS, "age": "1d-3d", "error": "no-response", "request-age": "under-48h"},
            [("request-age", "over-48h", "can"), SHIPPED],
        ),
        ({"status": "shipped", "error": "button-missing"}, []),
        ({"status": "cancelled"}, []),
        ({"status": "unknown"}, []),
    ],
)
def test_the_changes_to_look_out_for(
    rulebook: Rulebook, changed: Answers, expected: list[tuple[str, str, str]]
) -> None:
    given = {**WAITING, **changed}
    assert likely(rulebook, given) == expected
    assert likely(rulebook, given, 1) == expected[:1]


def test_what_is_named_first_can_happen_and_is_about_cancelling(rulebook: Rulebook) -> None:
    for given in all_interviews(rulebook):
        verdict = rulebook.decide(given).situation.body["verdict"]
        picked = pick_likely(verdict_changes(rulebook, given), verdict, 3)
        assert len(picked) <= 3
        assert len({(one.question.id, one.verdict) for one in picked}) == len(picked)
        for one in picked:
            assert (one.mark, one.verdict == verdict, one.verdict == "other") == (Mark.CAN_HAPPEN, False, False)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_report_names_them_below_the_order_line_or_says_nothing(rulebook: Rulebook, language: str) -> None:
    opening = say("changes-brief", language, changes="")[:-1]
    for given in all_interviews(rulebook)[:200]:
        diagnosis = diagnose(rulebook, given, Details(), NOW, language, "id")
        blocks = build_report(diagnosis)
        said = [block.text for block in blocks if isinstance(block, Paragraph) and block.text.startswith(opening)]
        picked = likely(rulebook, given)
        assert len(said) == bool(picked)
        if said:
            assert blocks[3] == Paragraph(said[0])
            for question, option, verdict in picked:
                label = rulebook.question(question).option(option).label[language]
                assert f'"{label}": {say(f"verdict-{verdict}", language)}' in said[0]


def told(rulebook: Rulebook, given: Answers) -> list[dict[str, Any]]:
    words = [*command(rulebook, given), *WITHOUT_QUESTIONS, "--format", "json", "--what-if"]
    found: list[dict[str, Any]] = json.loads(call(words).stdout)["changes"]
    return found


def test_the_data_hold_every_change(rulebook: Rulebook) -> None:
    for given in sampled(rulebook, 5):
        verdict = rulebook.decide(given).situation.body["verdict"]
        assert told(rulebook, given) == [
            {
                "question": one.question.id,
                "from": one.before,
                "to": one.after,
                "mark": one.mark,
                "verdict": one.verdict,
                "changes_verdict": one.verdict != verdict,
                "situation": one.situation.id,
                "title": one.situation.body["title"]["id"],
            }
            for one in changes(rulebook, given)
        ]


@pytest.mark.parametrize("option", ["shiped", "unpaid", "unknown"])
def test_an_option_turns_only_into_another_one_that_is_there(option: str) -> None:
    edit = ("questions.yaml", "becomes: [processing, ", f"becomes: [{option}, ")
    with pytest.raises(RulebookError) as caught:
        book(edit)
    (finding,) = caught.value.findings
    assert (finding.code, finding.word, finding.path) == (
        "unknown-word",
        option,
        ("questions", 0, "options", 0, "becomes", 0),
    )
    assert finding.line.strip().startswith(f"becomes: [{option}")
    assert set(finding.known).isdisjoint({"unpaid", "unknown"})


def test_a_derived_answer_labels_only_values_it_has() -> None:
    with pytest.raises(RulebookError) as caught:
        book(("derived.yaml", "      lapses: {id:", "      lapsed: {id:"))
    (finding,) = caught.value.findings
    assert (finding.code, finding.word, finding.nearest) == ("unknown-word", "lapsed", "lapses")
