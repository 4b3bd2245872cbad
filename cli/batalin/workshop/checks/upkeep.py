"""Sources that should be read again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from batalin.rulebook.finding import Finding
from batalin.rulebook.review import review_by
from batalin.rulebook.rulebook import Rulebook


def find_overdue(rulebook: Rulebook, today: date) -> Iterator[Finding]:
    """Give the facts that were last checked longer ago than the rulebook allows.

    Args:
        rulebook: The rules.
        today: The date to judge by.
    """
    for fact_id, fact in rulebook.trees["sources.yaml"]["facts"].items():
        latest = review_by(fact["checked"], rulebook.about)
        if latest < today:
            yield Finding(
                "overdue-source",
                ("facts", fact_id, "checked"),
                "sources.yaml",
                word=fact["checked"],
                facts={"fact": fact_id, "latest": latest.isoformat()},
            )
