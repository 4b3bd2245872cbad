"""The JSON Schema of a diagnosis."""

from __future__ import annotations

from typing import Any

from batalin.diagnosis.counterfactual import Mark
from batalin.diagnosis.explanation import Cause
from batalin.output.data import SCHEMA_VERSION
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import CONFIDENCES, RECIPIENTS, SOURCE_KINDS, VERDICTS

_TEXT = {"type": "string", "minLength": 1}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": _TEXT}


def build_schema(rulebook: Rulebook) -> dict[str, Any]:
    """Give the JSON Schema of `to_data`, with the options of this rulebook's questions.

    What is there only when asked for, such as `explanation` and `changes`, is described but not required.
    """
    questions = {
        question.id: {"enum": [*dict.fromkeys([*(option.id for option in question.options), "unknown"])]}
        for question in rulebook.questions
    }
    deadline = _object({"at": _TEXT, "how": _TEXT, "estimate": {"type": "boolean"}, "wait": {"type": "boolean"}})
    core = [question.id for question in rulebook.questions if question.core]
    diagnosis = _object(
        {
            "schema": {"const": SCHEMA_VERSION},
            "rulebook": _object({"id": _TEXT, "version": _TEXT, "checked": _TEXT}),
            "language": {"enum": list(rulebook.about["languages"])},
            "now": _TEXT,
            "answers": {**_object(questions), "required": core},
            "derived": {
                **_object({one.id: {"enum": list(one.values)} for one in rulebook.derived}),
                "required": [],
            },
            "unanswered": {"type": "array", "items": {"enum": list(questions)}},
            "situation": {"enum": _situations(rulebook)},
            "verdict": {"enum": list(VERDICTS)},
            "stage": _TEXT,
            "title": _TEXT,
            "why": _list({"text": _TEXT, "source": _TEXTS, "kind": {"enum": list(SOURCE_KINDS)}}),
            "steps": {"type": "array", "items": _step(deadline, list(questions))},
            "avoid": _TEXTS,
            "messages": _list(
                {
                    "to": {"enum": list(RECIPIENTS)},
                    "language": _TEXT,
                    "tone": {"enum": [*rulebook.handover.tones, None]},
                    "body": _TEXT,
                    "missing": {"type": "array", "items": {"enum": [detail.id for detail in rulebook.details]}},
                }
            ),
            "evidence": _list(
                {
                    "id": {"enum": [one.id for one in rulebook.handover.evidence]},
                    "take": _TEXT,
                    "name": _TEXT,
                    "attached": {"type": "boolean"},
                    "source": _TEXTS,
                }
            ),
            "if_that_fails": _TEXT_OR_NULL,
            "limits": _TEXTS,
            "sources": _list(
                {
                    "id": _TEXT,
                    "title": _TEXT,
                    "url": _TEXT_OR_NULL,
                    "kind": {"enum": list(SOURCE_KINDS)},
                    "confidence": {"enum": list(CONFIDENCES)},
                    "dated": _TEXT_OR_NULL,
                    "checked": _TEXT,
                }
            ),
            "warnings": _TEXTS,
        }
    )
    asked_for = {"lead": _TEXTS, "explanation": _explanation(rulebook), "changes": _changes(rulebook)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "batalin diagnosis",
        **diagnosis,
        "properties": diagnosis["properties"] | asked_for,
    }


def _step(deadline: dict[str, Any], questions: list[str]) -> dict[str, Any]:
    step = _object(
        {
            "do": _TEXT,
            "where": _TEXT_OR_NULL,
            "deadline": {"anyOf": [deadline, {"type": "null"}]},
            "source": _TEXTS,
        }
    )
    obstacle = _object({"text": _TEXT_OR_NULL, "question": {"enum": [*questions, None]}, "option": _TEXT_OR_NULL})
    return {**step, "properties": {**step["properties"], "obstacle": obstacle}}


def _explanation(rulebook: Rulebook) -> dict[str, Any]:
    situation = {"enum": _situations(rulebook)}
    derived = [one.id for one in rulebook.derived]
    variables = [*(question.id for question in rulebook.questions), *derived]
    condition = _object({"name": {"enum": variables}, "accepts": _TEXTS, "value": _TEXT_OR_NULL})
    conditions = {"type": "array", "items": condition}
    return _object(
        {
            "fallback": {"type": "boolean"},
            "conditions": conditions,
            "derived": _list({"name": {"enum": derived}, "value": _TEXT, "row": _TEXT, "conditions": conditions}),
            "beaten": _list({"situation": situation, "title": _TEXT, "by": situation, "cause": {"enum": list(Cause)}}),
            "nearest": _list({"situation": situation, "title": _TEXT, "missing": condition}),
            "without_effect": {"type": "array", "items": {"enum": [one.id for one in rulebook.questions]}},
        }
    )


def _changes(rulebook: Rulebook) -> dict[str, Any]:
    return _list(
        {
            "question": {"enum": [one.id for one in rulebook.questions]},
            "from": _TEXT,
            "to": _TEXT,
            "mark": {"enum": list(Mark)},
            "verdict": {"enum": list(VERDICTS)},
            "changes_verdict": {"type": "boolean"},
            "situation": {"enum": _situations(rulebook)},
            "title": _TEXT,
        }
    )


def _situations(rulebook: Rulebook) -> list[str]:
    return [rule.id for rule in (*rulebook.situations, rulebook.fallback) if rule]


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}
