"""How well sentences are understood, on those the phrases were tuned on and on those that nothing is tuned on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from batalin.diagnosis.answers import find_contradiction
from batalin.rulebook.rulebook import Rulebook
from batalin.understanding.understanding import Understanding
from tests.understanding.scoring import (
    CORE,
    CORE_ALONE,
    FRESH,
    TUNED,
    UNTOUCHED,
    WRITTEN,
    Sentence,
    read_set,
    score,
    table,
    understood,
)

SETS = {name: read_set(name) for name in (TUNED, WRITTEN, UNTOUCHED, FRESH)}
FLOORS = {TUNED: (0.95, 0.95), WRITTEN: (0.95, 0.90), UNTOUCHED: (0.95, 0.85), FRESH: (0.95, 0.85)}
"""Least precision and recall of a core question; never lowered."""


@pytest.fixture(scope="module")
def heard(rulebook: Rulebook) -> Mapping[str, list[Understanding]]:
    """What is understood of each set."""
    return {name: understood(sentences, rulebook) for name, sentences in SETS.items()}


def test_there_are_enough_sentences_and_each_stands_in_one_set() -> None:
    texts = [sentence.text for sentences in SETS.values() for sentence in sentences]
    assert len(texts) >= 250
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", SETS)
def test_labels_are_answers_that_an_order_can_have(name: str, rulebook: Rulebook) -> None:
    for sentence in SETS[name]:
        assert find_contradiction(dict(sentence.expect), rulebook) is None, sentence.text
        for question, options in sentence.ambiguous.items():
            assert len(options) > 1, sentence.text
            assert {option.id for option in rulebook.question(question).options} >= set(options), sentence.text


@pytest.mark.parametrize("name", SETS)
def test_core_questions_are_understood(name: str, rulebook: Rulebook, heard: Mapping[str, list[Understanding]]) -> None:
    sentences = SETS[name]
    scores = score(sentences, heard[name], rulebook)
    print(f"\n{name}\n{table({key: scores[key] for key in CORE} if name in CORE_ALONE else scores)}")
    for question in CORE:
        precision, recall = FLOORS[name]
        assert scores[question].precision >= precision, (question, scores[question])
        assert scores[question].recall >= recall, (question, scores[question])


@pytest.mark.parametrize("name", SETS)
def test_no_other_verdict_is_given_with_confidence(
    name: str, rulebook: Rulebook, heard: Mapping[str, list[Understanding]]
) -> None:
    """Where all core answers are understood, the verdict is that of the labels."""
    wrong = []
    for sentence, one in zip(SETS[name], heard[name], strict=True):
        complete = all(question in one.answers for question in CORE)
        if complete and _labelled(sentence) and _verdict(rulebook, one.answers) != _verdict(rulebook, sentence.expect):
            wrong.append(sentence.text)
    assert wrong == []


def _labelled(sentence: Sentence) -> bool:
    return all(question in sentence.expect for question in CORE)


def _verdict(rulebook: Rulebook, answers: object) -> str:
    assert isinstance(answers, dict)
    verdict: str = rulebook.decide(answers).situation.body["verdict"]
    return verdict


@pytest.mark.parametrize("name", SETS)
def test_what_is_no_matter_of_an_order_is_told_apart(name: str, heard: Mapping[str, list[Understanding]]) -> None:
    sentences = SETS[name]
    found = heard[name]
    taken_for_orders = [
        one.text for one, heard in zip(sentences, found, strict=True) if not one.in_scope and not heard.elsewhere
    ]
    sent_away = [one.text for one, heard in zip(sentences, found, strict=True) if one.in_scope and heard.elsewhere]
    assert sent_away == []
    assert 2 * len(taken_for_orders) <= sum(not one.in_scope for one in sentences), len(taken_for_orders)
