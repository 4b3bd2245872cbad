"""A diagnosis as one JSON object."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from batalin.diagnosis.diagnosis import Diagnosis, Step

SCHEMA_VERSION = 1


def to_data(diagnosis: Diagnosis, *, why: bool = False, what_if: bool = False, steps: bool = False) -> dict[str, Any]:
    """Give everything a diagnosis says as strings, lists and mappings; the keys are stable.

    Args:
        diagnosis: What to give.
        why: Whether to tell how the rules came to it, under `explanation`.
        what_if: Whether to list what would change it, under `changes`.
        steps: Whether each step tells what it means that it cannot be done, under `obstacle`.
    """
    data = _diagnosis(diagnosis)
    if steps:
        from batalin.diagnosis.obstacle import find_obstacles

        obstacles = find_obstacles(diagnosis)
        for step, one in zip(data["steps"], obstacles, strict=True):
            step["obstacle"] = {
                "text": one.text or None,
                "question": one.question_id or None,
                "option": one.option_id or None,
            }
    if why:
        from batalin.output.insight import to_explanation

        data["explanation"] = to_explanation(diagnosis)
    if what_if:
        from batalin.output.insight import to_changes

        data["changes"] = to_changes(diagnosis)
    return data


def _diagnosis(diagnosis: Diagnosis) -> dict[str, Any]:
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
            {
                "to": one.to,
                "language": one.language,
                "tone": one.tone or None,
                "body": one.body,
                "missing": list(one.missing),
            }
            for one in diagnosis.letters
        ],
        "evidence": [
            {
                "id": one.id,
                "take": one.take[diagnosis.language],
                "name": one.name[diagnosis.language],
                "attached": one.id in diagnosis.correspondence.evidence,
                "source": list(one.sources),
            }
            for one in diagnosis.evidence
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
        **({"lead": list(diagnosis.lead)} if diagnosis.lead else {}),
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
