"""A diagnosis as one JSON object, and the schema of that object."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from batalin.diagnosis.diagnosis import Diagnosis, Step
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import CONFIDENCES, RECIPIENTS, SOURCE_KINDS, VERDICTS

SCHEMA_VERSION = 1


def to_data(diagnosis: Diagnosis) -> dict[str, Any]:
    """Give everything a diagnosis says as strings, lists and mappings; the keys are stable."""
    about = diagnosis.rulebook.about
    page = diagnosis.decision.situation.body
    return {
        "schema": SCHEMA_VERSION,
        "rulebook": {"id": about["id"], "version": about["version"], "checked": about["checked"]},
        "language": diagnosis.language,
        "now": diagnosis.now.isoformat(timespec="minutes"),
        "answers": dict(diagnosis.decision.answers),
        "derived": dict(diagnosis.decision.derived),
        "unanswered": list(diagnosis.decision.unanswered),
        "situation": diagnosis.decision.situation.id,
        "verdict": diagnosis.verdict,
        "stage": diagnosis.stage,
        "title": diagnosis.title,
        "why": [{"text": one.text, "source": list(one.sources), "kind": one.kind} for one in diagnosis.why],
        "steps": [_step(step) for step in diagnosis.steps],
        "avoid": [one.text for one in diagnosis.avoid],
        "messages": [
            {"to": one.to, "language": one.language, "body": one.body, "missing": list(one.missing)}
            for one in diagnosis.letters
        ],
        "if_that_fails": page.get("if_that_fails"),
        "limits": [one.text for one in diagnosis.limits],
        "sources": [
            {
                "id": one.id,
                "title": one.title[diagnosis.language],
                "url": one.url or None,
                "kind": one.kind,
                "confidence": one.confidence,
                "dated": None if one.dated == "unknown" else one.dated,
                "checked": one.checked,
            }
            for one in diagnosis.sources
        ],
        "warnings": list(diagnosis.warnings),
    }


def _step(step: Step) -> dict[str, Any]:
    deadline: dict[str, Any] | None = None
    if step.deadline is not None:
        at = step.deadline.at
        if at is not None:
            text = at.isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()
            deadline = {
                "at": text,
                "how": step.deadline.how,
                "estimate": step.sentence.estimate,
                "wait": step.deadline.waits,
            }
    return {
        "do": step.sentence.text,
        "where": step.where or None,
        "deadline": deadline,
        "source": list(step.sentence.sources),
    }


def build_schema(rulebook: Rulebook) -> dict[str, Any]:
    """Give the JSON Schema of `to_data`, with the options of this rulebook's questions."""
    text = {"type": "string", "minLength": 1}
    text_or_null = {"type": ["string", "null"]}
    texts = {"type": "array", "items": text}
    questions = {
        question.id: {"enum": [*dict.fromkeys([*(option.id for option in question.options), "unknown"])]}
        for question in rulebook.questions
    }
    deadline = _object({"at": text, "how": text, "estimate": {"type": "boolean"}, "wait": {"type": "boolean"}})
    core = [question.id for question in rulebook.questions if question.core]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "batalin diagnosis",
        **_object(
            {
                "schema": {"const": SCHEMA_VERSION},
                "rulebook": _object({"id": text, "version": text, "checked": text}),
                "language": {"enum": list(rulebook.about["languages"])},
                "now": text,
                "answers": {**_object(questions), "required": core},
                "derived": {
                    **_object({one.id: {"enum": list(one.values)} for one in rulebook.derived}),
                    "required": [],
                },
                "unanswered": {"type": "array", "items": {"enum": list(questions)}},
                "situation": {"enum": [rule.id for rule in (*rulebook.situations, rulebook.fallback) if rule]},
                "verdict": {"enum": list(VERDICTS)},
                "stage": text,
                "title": text,
                "why": _list({"text": text, "source": texts, "kind": {"enum": list(SOURCE_KINDS)}}),
                "steps": _list(
                    {
                        "do": text,
                        "where": text_or_null,
                        "deadline": {"anyOf": [deadline, {"type": "null"}]},
                        "source": texts,
                    }
                ),
                "avoid": texts,
                "messages": _list(
                    {
                        "to": {"enum": list(RECIPIENTS)},
                        "language": text,
                        "body": text,
                        "missing": {"type": "array", "items": {"enum": [detail.id for detail in rulebook.details]}},
                    }
                ),
                "if_that_fails": text_or_null,
                "limits": texts,
                "sources": _list(
                    {
                        "id": text,
                        "title": text,
                        "url": text_or_null,
                        "kind": {"enum": list(SOURCE_KINDS)},
                        "confidence": {"enum": list(CONFIDENCES)},
                        "dated": text_or_null,
                        "checked": text,
                    }
                ),
                "warnings": texts,
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}
