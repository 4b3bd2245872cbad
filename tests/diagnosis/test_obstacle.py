"""What follows for the answers where a step cannot be done."""

from __future__ import annotations

import pytest

from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import Diagnosis, Sentence, Step, diagnose
from batalin.diagnosis.obstacle import Obstacle, find_deciding_question, find_obstacles
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import ALL, LANGUAGES, STATUS
from tests.diagnosis.interviews import Answers, examples
from tests.support import NOW

OPEN = {"status": "processing", "age": "under-24h", "product": "physical", "error": "none", "payment": "ewallet"}
LOST = {**OPEN, "status": "not-found", "error": "other"}
SCAM = {**OPEN, "error": "suspicious-contact"}
UNSURE = {"status": "unknown", "age": "unknown", "product": "physical"}
BUTTON, DETAIL, SUPPORT = "Batalkan Pesanan", "Pesanan > detail pesanan", "Live Chat atau Submit Ticket"


def diagnosed(rulebook: Rulebook, answers: Answers, language: str = "id") -> Diagnosis:
    return diagnose(rulebook, answers, Details(), NOW, language, "id")


def at(rulebook: Rulebook, answers: Answers, place: str, language: str = "id") -> Obstacle:
    """Give what is said of the first step at a place."""
    diagnosis = diagnosed(rulebook, answers, language)
    index = next(index for index, step in enumerate(diagnosis.steps) if step.where.endswith(place))
    return find_obstacles(diagnosis)[index]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", 'Kalau tombol Batalkan Pesanan tidak ada: ubah jawaban Kendala menjadi "{label}".'),
        ("en", 'If there is no Batalkan Pesanan (Cancel Order) button: change your answer to {name} to "{label}".'),
    ],
)
def test_a_missing_button_names_the_answer_that_it_makes(rulebook: Rulebook, language: str, text: str) -> None:
    place = {"id": BUTTON, "en": "Batalkan Pesanan (cancel)"}[language]
    question = rulebook.question("error")
    label, name = question.option("button-missing").label[language], question.name[language]
    expected = Obstacle(text.format(label=label, name=name), "error", "button-missing")
    assert at(rulebook, OPEN, place, language) == expected


@pytest.mark.parametrize(
    ("answers", "place", "text"),
    [
        (
            {**UNSURE, "error": "button-missing"},
            BUTTON,
            "Kalau tombol Batalkan Pesanan tidak ada: periksa lagi jawaban Kendala.",
        ),
        (
            {**UNSURE, "error": "refund-short"},
            DETAIL,
            "Kalau pesanan itu tidak ada di daftar Pesanan: periksa lagi jawaban Status.",
        ),
    ],
    ids=["given already", "leads to the same page"],
)
def test_an_answer_that_changes_nothing_is_not_proposed(
    rulebook: Rulebook, answers: Answers, place: str, text: str
) -> None:
    obstacle = at(rulebook, answers, place)
    assert (obstacle.text, obstacle.option_id) == (text, "")
    assert obstacle.question_id


def test_an_order_that_is_not_in_the_list_is_not_found(rulebook: Rulebook) -> None:
    obstacle = at(rulebook, {**OPEN, "error": "no-response"}, DETAIL)
    assert (obstacle.question_id, obstacle.option_id) == ("status", "not-found")


def test_another_way_is_told_where_no_answer_would_be_another(rulebook: Rulebook) -> None:
    obstacle = at(rulebook, {**OPEN, "error": "no-response"}, SUPPORT)
    assert "cari di halaman pesanannya" in obstacle.text
    assert (obstacle.question_id, obstacle.option_id) == ("", "")


def test_a_step_without_a_place_leads_to_what_decided(rulebook: Rulebook) -> None:
    diagnosis = diagnosed(rulebook, OPEN)
    for step, obstacle in zip(diagnosis.steps, find_obstacles(diagnosis), strict=True):
        if not step.where:
            assert obstacle == Obstacle("", find_deciding_question(rulebook, diagnosis.decision), "")


def test_steps_put_in_front_of_a_page_have_no_place(rulebook: Rulebook) -> None:
    diagnosis = diagnosed(rulebook, OPEN)
    wait = Step(Sentence("Tunggu.", (), "official", estimate=False), "", None)
    longer = find_obstacles(diagnosis._replace(steps=(wait, *diagnosis.steps)))
    assert longer[1:] == find_obstacles(diagnosis)
    assert longer[0].text == ""
    assert longer[0].question_id


def test_a_warning_is_not_answered_away(rulebook: Rulebook) -> None:
    diagnosis = diagnosed(rulebook, SCAM)
    assert ALL in diagnosis.decision.situation.over
    assert {one.option_id for one in find_obstacles(diagnosis)} == {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_that_is_proposed_can_be_given_and_leads_on(rulebook: Rulebook, language: str) -> None:
    proposed = 0
    for answers in examples(rulebook):
        diagnosis = diagnosed(rulebook, answers, language)
        obstacles = find_obstacles(diagnosis)
        assert len(obstacles) == len(diagnosis.steps)
        for step, obstacle in zip(diagnosis.steps, obstacles, strict=True):
            assert obstacle.text.endswith(".") or not obstacle.text
            assert bool(obstacle.text) is bool(step.where)
            if not obstacle.question_id:
                continue
            visit = next(one for one in rulebook.interview(answers) if one.question.id == obstacle.question_id)
            assert visit.question.name[language] in obstacle.text or not obstacle.text
            if obstacle.option_id:
                proposed += 1
                assert obstacle.option_id in visit.options
                changed = {**answers, obstacle.question_id: obstacle.option_id}
                assert rulebook.winner(changed) is not None
                assert rulebook.decide(changed).situation.id != diagnosis.decision.situation.id
    assert proposed > 50


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({**OPEN, "error": "no-response"}, "error"),
        (SCAM, "error"),
        ({"status": "shipped", "age": "1d-3d", "product": "physical", "error": "none", "payment": "cod"}, "status"),
    ],
)
def test_the_last_core_question_that_a_page_names_decides(rulebook: Rulebook, answers: Answers, question: str) -> None:
    assert find_deciding_question(rulebook, rulebook.decide(answers)) == question


def test_without_any_core_question_the_status_decides(rulebook: Rulebook) -> None:
    decision = rulebook.decide(LOST)
    bare = decision._replace(situation=decision.situation._replace(when={}))
    assert find_deciding_question(rulebook, bare) == STATUS
