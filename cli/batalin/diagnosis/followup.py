"""From one situation to the page that comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from batalin.rulebook.rulebook import Rulebook


def lead_to(rulebook: Rulebook, situation_id: str, answers: Mapping[str, str]) -> dict[str, str]:
    """Find answers that open another situation's page and keep what the buyer said as far as it allows.

    Args:
        rulebook: The rules.
        situation_id: The page to open.
        answers: What the buyer answered for the present one.

    Returns:
        The first example of that page, with every answer of the buyer that still leads there; for such an answer
        the time that has passed may change, because that page is read later.
    """
    found: dict[str, str] = dict(rulebook.page(situation_id)["examples"][0]["given"])
    for question, option in answers.items():
        for changed in _later({**found, question: option}, question, rulebook):
            if question in _visited(rulebook, changed) and rulebook.decide(changed).situation.id == situation_id:
                found = changed
                break
    return _visited(rulebook, found)


def _later(answers: dict[str, str], kept: str, rulebook: Rulebook) -> Iterator[dict[str, str]]:
    """Give the answers as they are, then with each duration in the place of one that is not to be kept."""
    yield answers
    for question in rulebook.questions:
        if question.measures and question.id in answers and question.id != kept:
            for option in question.options:
                yield {**answers, question.id: option.id}


def _visited(rulebook: Rulebook, answers: Mapping[str, str]) -> dict[str, str]:
    return {visit.question.id: visit.answer for visit in rulebook.interview(answers) if visit.answer is not None}
