"""How the rules came to a diagnosis, and what would change it, as plain data."""

from __future__ import annotations

from typing import Any

from batalin.diagnosis.counterfactual import find_changes
from batalin.diagnosis.diagnosis import Diagnosis
from batalin.diagnosis.explanation import Condition, explain_decision


def to_explanation(diagnosis: Diagnosis) -> dict[str, Any]:
    """Give how the rules came to a diagnosis; the keys are stable."""
    language = diagnosis.language
    explanation = explain_decision(diagnosis.rulebook, diagnosis.decision, diagnosis.given)
    return {
        "fallback": explanation.situation is diagnosis.rulebook.fallback,
        "conditions": [_condition(one) for one in explanation.conditions],
        "derived": [
            {
                "name": one.name,
                "value": one.value,
                "row": one.row,
                "conditions": [_condition(condition) for condition in one.conditions],
            }
            for one in explanation.deductions
        ],
        "beaten": [
            {
                "situation": one.rule.id,
                "title": one.rule.body["title"][language],
                "by": one.by.id,
                "cause": str(one.cause),
            }
            for one in explanation.beaten
        ],
        "nearest": [
            {
                "situation": one.rule.id,
                "title": one.rule.body["title"][language],
                "missing": _condition(one.failed),
            }
            for one in explanation.nearest
        ],
        "without_effect": list(explanation.without_effect),
    }


def to_changes(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    """Give every other answer that would lead to another situation; the keys are stable."""
    return [
        {
            "question": one.question.id,
            "from": one.before,
            "to": one.after,
            "mark": str(one.mark),
            "verdict": one.verdict,
            "changes_verdict": one.verdict != diagnosis.verdict,
            "situation": one.situation.id,
            "title": one.situation.body["title"][diagnosis.language],
        }
        for one in find_changes(diagnosis.rulebook, diagnosis.decision, diagnosis.given)
    ]


def _condition(condition: Condition) -> dict[str, Any]:
    return {"name": condition.name, "accepts": sorted(condition.accepts), "value": condition.value}
