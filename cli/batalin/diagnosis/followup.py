"""From one situation to the page that comes next."""

from __future__ import annotations

from collections.abc import Mapping

from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import UNKNOWN

LASTING = "product"
"""Between one page and the next much can happen, but the goods stay what they are."""


def lead_to(rulebook: Rulebook, situation_id: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Find answers that open another situation's page and keep what the buyer said as far as it allows.

    Args:
        rulebook: The rules.
        situation_id: The page to open.
        answers: What the buyer answered for the present one.

    Returns:
        The buyer's own answers, with as few as possible of the page's first example put in their place; nothing
        where the page is for other goods.
    """
    core = {question.id for question in rulebook.questions if question.core}
    page = rulebook.page(situation_id)
    example: Mapping[str, str] = page["examples"][0]["given"]
    found = dict(answers)
    for question in sorted(example.keys() - {LASTING}, key=lambda name: (name not in page["when"], name)):
        if _leads(rulebook, found, situation_id):
            break
        found[question] = example[question]
    if not _leads(rulebook, found, situation_id):
        return {}
    for question in [name for name in found if name not in answers]:
        without = {name: option for name, option in found.items() if name != question}
        if _leads(rulebook, without, situation_id):
            found = without
    return {name: option for name, option in _visited(rulebook, found).items() if option != UNKNOWN or name in core}


def _leads(rulebook: Rulebook, answers: Mapping[str, str], situation_id: str) -> bool:
    """Tell whether answers open the page, with every core question answered by an option that is open."""
    visits = list(rulebook.interview(answers))
    complete = all(visit.answer is not None for visit in visits if visit.question.core)
    return complete and rulebook.decide(answers).situation.id == situation_id


def _visited(rulebook: Rulebook, answers: Mapping[str, str]) -> dict[str, str]:
    return {visit.question.id: visit.answer for visit in rulebook.interview(answers) if visit.answer is not None}
