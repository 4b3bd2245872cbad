from __future__ import annotations

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
    assert listed == {source for sentence in sentences for source in sentence.sources}


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
    for rule in rulebook.situations:
        following = rule.body.get("if_that_fails")
        if following:
            for example in rule.body["examples"]:
                answers = lead_to(rulebook, following, example["given"])
                assert rulebook.decide(answers).situation.id == following
