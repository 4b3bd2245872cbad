"""Interviews to try things on: the examples of all pages, and some at random with answers left out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

from batalin.rulebook.rulebook import Rulebook
from tests.rulebook.oracle import offered, sample

Answers = dict[str, str]


def examples(rulebook: Rulebook) -> list[Answers]:
    """Give every example of every situation."""
    return [dict(example["given"]) for rule in rulebook.situations for example in rule.body["examples"]]


def sampled(rulebook: Rulebook, count: int) -> list[Answers]:
    """Give interviews at random, always the same ones, in which some follow-ups stay unanswered."""
    core = {question.id for question in rulebook.questions if question.core}
    chance = random.Random(count)
    return [
        {name: option for name, option in answers.items() if name in core or chance.random() < 0.7}
        for answers in sample(rulebook.trees["questions.yaml"]["questions"], count)
    ]


def completed(rulebook: Rulebook, given: Mapping[str, str]) -> Answers | None:
    """Follow an interview by the files' own words; None where an answer is ruled out or a core one is missing."""
    found: Answers = {}
    for question in rulebook.trees["questions.yaml"]["questions"]:
        options = offered(question, found)
        if not options:
            continue
        answer = given.get(question["id"])
        if answer is None and question["kind"] == "core":
            return None
        if answer is not None and answer not in options:
            return None
        found[question["id"]] = answer or "unknown"
    return found


def other_answers(rulebook: Rulebook, given: Mapping[str, str], question_id: str) -> Iterator[Answers]:
    """Give the same answers with another option in the place of one, wherever the rest still stands."""
    (question,) = [one for one in rulebook.trees["questions.yaml"]["questions"] if one["id"] == question_id]
    for option in question["options"]:
        changed = {**given, question_id: option["id"]}
        interview = completed(rulebook, changed)
        if interview is not None and interview.get(question_id) == option["id"]:
            yield changed


def pages(rulebook: Rulebook) -> dict[str, Any]:
    """Give the pages of all situations, as the files have them, by id."""
    return {tree["id"]: tree for name, tree in rulebook.trees.items() if name.startswith("situations/")}
