from __future__ import annotations

import copy
from datetime import datetime, timedelta
from typing import Any

import pytest

from batalin.diagnosis.details import Details, read_details
from batalin.diagnosis.diagnosis import Diagnosis, diagnose
from batalin.diagnosis.followup import lead_to
from batalin.errors import UsageError
from batalin.rulebook.rulebook import Rulebook
from tests.support import NOW

COD = {
    "status": "shipped",
    "age": "1d-3d",
    "product": "physical",
    "error": "button-missing",
    "payment": "cod",
    "reason": "changed-mind",
}


def diagnosed(rulebook: Rulebook, answers: dict[str, str], now: datetime = NOW, **changes: Any) -> Diagnosis:
    settings: dict[str, Any] = {"language": "id", "message_language": "id", "details": Details(), **changes}
    return diagnose(
        rulebook,
        answers,
        settings["details"],
        now,
        settings["language"],
        settings["message_language"],
        settings.get("recipient", ""),
    )


def changed(rulebook: Rulebook, fact: str, **values: str) -> Rulebook:
    """Give the same rules with another value for a fact."""
    trees = copy.deepcopy(dict(rulebook.trees))
    trees["sources.yaml"]["facts"][fact].update(values)
    return Rulebook(trees)


def test_cod_on_its_way(rulebook: Rulebook) -> None:
    diagnosis = diagnosed(rulebook, COD)
    assert (diagnosis.decision.situation.id, diagnosis.verdict, diagnosis.stage) == (
        "shipped-cod",
        "cannot",
        "shipping",
    )
    assert diagnosis.letters[0].to == "seller"
    assert diagnosis.open == ()
    assert any("tolak paket sebelum membayar" in step.sentence.text for step in diagnosis.steps)


def test_every_sentence_names_its_sources(rulebook: Rulebook) -> None:
    diagnosis = diagnosed(rulebook, COD)
    listed = {source.id for source in diagnosis.sources}
    sentences = [*diagnosis.why, *diagnosis.avoid, *diagnosis.limits, *(step.sentence for step in diagnosis.steps)]
    assert all(sentence.sources and set(sentence.sources) <= listed for sentence in sentences)
    cited = {source for sentence in sentences for source in sentence.sources}
    assert listed == cited | {source for one in diagnosis.evidence for source in one.sources}


def test_english_screen_keeps_an_indonesian_message(rulebook: Rulebook) -> None:
    diagnosis = diagnosed(rulebook, COD, language="en")
    assert diagnosis.title == rulebook.page("shipped-cod")["title"]["en"]
    assert "Halo Kak" in diagnosis.letters[0].body
    assert "Halo Kak" not in diagnosed(rulebook, COD, message_language="en").letters[0].body


def test_message_for_a_chosen_recipient(rulebook: Rulebook) -> None:
    assert [letter.to for letter in diagnosed(rulebook, COD, recipient="support").letters] == ["support"]
    with pytest.raises(UsageError) as caught:
        diagnosed(rulebook, COD, recipient="payment-provider")
    assert caught.value.key == "no-message-for"
    assert "seller" in caught.value.facts["values"]


def test_open_follow_ups_say_what_they_would_change(rulebook: Rulebook) -> None:
    core = {key: COD[key] for key in ("status", "age", "product", "error")}
    diagnosis = diagnosed(rulebook, core)
    payment = next(one for one in diagnosis.open if one.question_id == "payment")
    assert any(rulebook.page("shipped-cod")["title"]["id"] in effect for effect in payment.effects)
    reason = next(one for one in diagnosis.open if one.question_id == "reason")
    assert reason.effects == ()


@pytest.mark.parametrize(("days", "warned"), [(0, False), (180, False), (181, True)])
def test_sources_past_their_review_date_are_named(rulebook: Rulebook, days: int, warned: bool) -> None:
    checked_until = datetime.fromisoformat("2026-11-30T10:00+07:00")
    diagnosis = diagnosed(rulebook, COD, checked_until + timedelta(days=days))
    assert bool(diagnosis.warnings) is warned
    if warned:
        assert "F41" in diagnosis.warnings[0]


def test_deadline_from_a_given_date(rulebook: Rulebook) -> None:
    answers = {
        "status": "awaiting-pickup",
        "age": "3d-7d",
        "product": "preorder",
        "error": "no-response",
        "request-age": "under-48h",
    }
    details = read_details({"tried-on": "2026-11-22T19:30"}, rulebook, NOW)
    diagnosis = diagnosed(rulebook, answers, details=details)
    assert diagnosis.decision.situation.id == "silent-seller-waiting"
    dates = [step.deadline.words("id") for step in diagnosis.steps if step.deadline]
    assert "Selasa, 24 November 2026, 19.30 WIB" in dates


def test_the_page_that_comes_next_is_reached_by_its_command(rulebook: Rulebook) -> None:
    lead = lost = 0
    for rule in rulebook.situations:
        following = rule.body.get("if_that_fails")
        for example in rule.body["examples"] if following else ():
            given = example["given"]
            answers = lead_to(rulebook, following, given)
            if answers:
                lead += 1
                assert rulebook.decide(answers).situation.id == following
                assert answers["product"] == given["product"], "the goods stay what they are"
            else:
                lost += 1
    assert lead > 10 * lost, "nearly every buyer can come to the page that is named"


def test_what_the_buyer_said_is_kept_on_the_way_to_the_next_page(rulebook: Rulebook) -> None:
    given = {**COD, "payment": "card", "product": "custom"}
    following = str(rulebook.page("shipped")["if_that_fails"])
    answers = lead_to(rulebook, following, given)
    assert answers["product"] == "custom"
    assert answers.get("reason", "changed-mind") == "changed-mind"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_is_told_whole(rulebook: Rulebook, language: str) -> None:
    for rule in rulebook.situations:
        for example in rule.body["examples"]:
            diagnosis = diagnosed(rulebook, example["given"], language=language)
            assert diagnosis.decision.situation.id == rule.id
            assert diagnosis.verdict == example["expect"]
            assert diagnosis.title == rule.body["title"][language]
            assert [letter.id for letter in diagnosis.letters] == list(rule.body["messages"])
            assert all((diagnosis.why, diagnosis.steps, diagnosis.avoid, diagnosis.limits, diagnosis.sources))
            assert len({source.id for source in diagnosis.sources}) == len(diagnosis.sources)


def test_both_languages_tell_the_same(rulebook: Rulebook) -> None:
    def bones(language: str, given: dict[str, str]) -> tuple[object, ...]:
        one = diagnosed(rulebook, given, language=language)
        steps = [(step.sentence.sources, bool(step.where), step.deadline and step.deadline.at) for step in one.steps]
        why, avoid = ([sentence.sources for sentence in sentences] for sentences in (one.why, one.avoid))
        return why, steps, avoid, one.sources, len(one.open), [letter.body for letter in one.letters]

    for rule in rulebook.situations:
        for example in rule.body["examples"]:
            assert bones("id", example["given"]) == bones("en", example["given"]), rule.id


def test_steps_come_in_the_order_of_the_page_with_fragments_in_place(rulebook: Rulebook) -> None:
    page = rulebook.page("shipped-cod")
    own = [step["do"]["id"] for step in page["steps"] if "do" in step]
    told = [step.sentence.text for step in diagnosed(rulebook, COD).steps]
    assert [text for text in told if text in own] == own
    assert len(told) >= len(own)


def test_warnings_about_the_input_come_before_those_about_the_sources(rulebook: Rulebook) -> None:
    later = NOW + timedelta(days=400)
    diagnosis = diagnose(rulebook, COD, Details(), later, "id", "id", warnings=("--store tidak dipakai.",))
    assert diagnosis.warnings[0] == "--store tidak dipakai."
    assert len(diagnosis.warnings) == 2


@pytest.mark.parametrize(
    ("checked", "last_day"),
    [
        ("2026-11-23", "2027-05-22"),
        ("2026-11", "2027-05-29"),
        ("2025-12", "2026-06-29"),
        ("2024-02", "2024-08-27"),
        ("2026", "2027-06-29"),
    ],
)
def test_a_check_that_names_no_day_counts_from_its_end(rulebook: Rulebook, checked: str, last_day: str) -> None:
    facts = changed(rulebook, "F41", checked=checked)
    due = datetime.fromisoformat(f"{last_day}T23:59+07:00")
    assert "F41" not in " ".join(diagnosed(facts, COD, due).warnings)
    assert "F41" in " ".join(diagnosed(facts, COD, due + timedelta(minutes=1)).warnings)


def test_only_the_sources_of_the_page_are_named_as_overdue(rulebook: Rulebook) -> None:
    facts = changed(rulebook, "F70", checked="2020-01-01")
    assert "F70" not in {source.id for source in diagnosed(facts, COD).sources}
    assert diagnosed(facts, COD).warnings == ()


@pytest.mark.parametrize(
    ("confidences", "estimate"),
    [(("high", "high"), False), (("low", "high"), False), (("low", "medium"), True), (("low", "low"), True)],
)
def test_a_claim_is_an_estimate_while_no_source_is_of_high_confidence(
    rulebook: Rulebook, confidences: tuple[str, str], estimate: bool
) -> None:
    trees = copy.deepcopy(dict(rulebook.trees))
    trees["situations/shipped-cod.yaml"]["avoid"][0] = {"id": "Jangan.", "en": "Do not.", "source": ["F40", "F41"]}
    for fact, confidence in zip(("F40", "F41"), confidences, strict=True):
        trees["sources.yaml"]["facts"][fact]["confidence"] = confidence
    assert diagnosed(Rulebook(trees), COD).avoid[0].estimate is estimate


@pytest.mark.parametrize(("language", "either"), [("id", " atau "), ("en", " or ")])
def test_who_can_be_written_to_instead_is_said(rulebook: Rulebook, language: str, either: str) -> None:
    with pytest.raises(UsageError) as caught:
        diagnosed(rulebook, COD, recipient="payment-provider", language=language)
    there = [letter.to for letter in diagnosed(rulebook, COD).letters]
    assert len(set(there)) == 2
    assert caught.value.facts == {
        "recipient": "payment-provider",
        "values": either.join(dict.fromkeys(there)),
        "first": there[0],
    }


def test_every_recipient_of_a_page_can_be_chosen(rulebook: Rulebook) -> None:
    for rule in rulebook.situations:
        given = rule.body["examples"][0]["given"]
        for letter in diagnosed(rulebook, given).letters:
            chosen = diagnosed(rulebook, given, recipient=letter.to).letters
            assert letter in chosen
            assert {one.to for one in chosen} == {letter.to}


def test_an_effect_names_another_page_and_its_answer(rulebook: Rulebook) -> None:
    labels = {
        words for question in rulebook.questions for option in question.options for words in option.label.values()
    }
    for rule in rulebook.situations:
        core = {key: rule.body["examples"][0]["given"][key] for key in ("status", "age", "product", "error")}
        diagnosis = diagnosed(rulebook, core)
        for one in diagnosis.open:
            assert one.flag in rulebook.question(one.question_id).flags
            for effect in one.effects:
                assert any(effect.startswith(f"{label}: ") for label in labels)
                assert diagnosis.title not in effect
