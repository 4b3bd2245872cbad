"""What a step that cannot be done says about the order: the answer that is then another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from batalin.diagnosis.diagnosis import Diagnosis
from batalin.rulebook.model import Visit
from batalin.rulebook.rulebook import Decision, Rulebook
from batalin.rulebook.vocabulary import ALL, STATUS
from batalin.words import say


class Obstacle(NamedTuple):
    """What to do where a step cannot be done.

    Attributes:
        text: The sentence for the buyer, or an empty string for a step outside the app.
        question_id: The question to answer again, or an empty string where there is another way.
        option_id: The answer it then is, or an empty string where the buyer must look.
    """

    text: str
    question_id: str
    option_id: str


def find_obstacles(diagnosis: Diagnosis) -> tuple[Obstacle, ...]:
    """Say for each step what it means that it cannot be done; steps in front of those of the page have no place.

    Args:
        diagnosis: Whose steps to look at.
    """
    rulebook, decision = diagnosis.rulebook, diagnosis.decision
    steps = rulebook.items(decision.situation.body, "steps", decision.mask)
    added = [Obstacle("", find_deciding_question(rulebook, decision), "")] * (len(diagnosis.steps) - len(steps))
    return (*added, *(_find_obstacle(rulebook, decision, step, diagnosis.language) for step in steps))


def _find_obstacle(rulebook: Rulebook, decision: Decision, step: Mapping[str, Any], language: str) -> Obstacle:
    where = step.get("where")
    place = next((one for one in rulebook.handover.places if one.where == where), None)
    if place is None:
        return Obstacle("", find_deciding_question(rulebook, decision), "")
    missing = place.missing[language]
    visit = next((one for one in rulebook.interview(decision.answers) if one.question.id == place.ask), None)
    if visit is None:
        return Obstacle(missing if missing.endswith(".") else f"{missing}.", "", "")
    question = visit.question
    name = question.name[language]
    if not _can_become(rulebook, decision, visit, place.option):
        return Obstacle(say("obstacle-look", language, missing=missing, name=name), place.ask, "")
    label = question.option(place.option).label[language]
    return Obstacle(say("obstacle-option", language, missing=missing, name=name, label=label), place.ask, place.option)


def _can_become(rulebook: Rulebook, decision: Decision, visit: Visit, option_id: str) -> bool:
    """Tell whether an answer may be given instead of the present one, and leads away from the page.

    Nothing leads away from a safety warning.
    """
    if ALL in decision.situation.over:
        return False
    if option_id not in visit.options:
        return False
    other = rulebook.winner({**decision.answers, visit.question.id: option_id})
    return other is not None and other.id != decision.situation.id


def find_deciding_question(rulebook: Rulebook, decision: Decision) -> str:
    """Give the question to answer again where nothing else is known: the last core one a page names, or the status.

    Args:
        rulebook: Its questions.
        decision: The situation the buyer is in.
    """
    named = [one.id for one in rulebook.questions if one.core and one.id in decision.situation.when]
    return named[-1] if named else STATUS
