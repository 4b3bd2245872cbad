"""From one situation to the page that comes next."""

from __future__ import annotations

from collections.abc import Mapping

from batalin.rulebook.rulebook import Rulebook


def lead_to(rulebook: Rulebook, situation_id: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Find answers that open another situation's page and keep what the buyer said as far as it allows.

    Args:
        rulebook: The rules.
        situation_id: The page to open.
        answers: What the buyer answered for the present one.

    Returns:
        The first example of that page, with every answer of the buyer that still leads there.
    """
    found: dict[str, str] = dict(rulebook.page(situation_id)["examples"][0]["given"])
    for question, option in answers.items():
        changed = {**found, question: option}
        if question in _visited(rulebook, changed) and rulebook.decide(changed).situation.id == situation_id:
            found = changed
    return _visited(rulebook, found)


def _visited(rulebook: Rulebook, answers: Mapping[str, str]) -> dict[str, str]:
    return {visit.question.id: visit.answer for visit in rulebook.interview(answers) if visit.answer is not None}
