"""What comes first: the steps of a page, or the wait for somebody's answer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from batalin.casefile.ladder import Grant, Turn
from batalin.casefile.model import ARRIVED, CANCELLED
from batalin.diagnosis.details import Details
from batalin.diagnosis.diagnosis import Diagnosis
from batalin.diagnosis.moments import Moment
from batalin.diagnosis.timeline import Deadline, count_deadline
from batalin.rulebook.rulebook import Decision, Rulebook
from batalin.rulebook.vocabulary import ALL, LANGUAGES, NOW, STATUS

_SETTLED = (*ARRIVED, CANCELLED)
"""Statuses that no courier and no seller changes any more; in all others, whoever waits may come too late."""
_REQUEST_AGE = "request-age"
"""The question about a request that is in the app: where it is, the page itself waits for the answer to it."""


_WAIT = "wait"
"""The role of a deadline by which somebody else must act."""


class Order(NamedTuple):
    """Where a wait belongs among the steps of a page.

    Attributes:
        place: How many steps come before it.
        by: The nearest date of these, or None where they are to be taken at once.
    """

    place: int = 0
    by: Deadline | None = None

    @property
    def page_first(self) -> bool:
        """Whether the steps of the page come before the wait."""
        return self.place > 0


def find_order(turn: Turn, diagnosis: Diagnosis) -> Order:
    """Find what comes first; where nothing is waited for, there is nothing to put in order.

    Args:
        turn: Whose turn it is.
        diagnosis: The page as it holds now.
    """
    if not turn.waits:
        return Order()
    if _hurries(diagnosis):
        return Order(len(diagnosis.steps))
    until = turn.until or diagnosis.now.date()
    ahead = [
        (place, one)
        for place, step in enumerate(diagnosis.steps, 1)
        # The step that gives the awaited time is the wait itself and nothing to do before it.
        if (one := step.deadline) and _is_date(one) and not (one.waits and one.at == turn.until)
    ]
    nearer = [(place, one) for place, one in ahead if _end(one.at, diagnosis.now) <= _end(until, diagnosis.now)]
    if not nearer:
        return Order()
    return Order(nearer[-1][0], min((one for _, one in nearer), key=lambda one: _end(one.at, diagnosis.now)))


def find_grant(decision: Decision, details: Details, rulebook: Rulebook) -> Grant:
    """Give what tells until when the steps of a page let somebody answer a letter.

    Args:
        decision: The page, as it holds now.
        details: The dates that were told.
        rulebook: The fragments that the page draws on.
    """
    page = decision.situation.body
    waits = [item["by"] for item in rulebook.items(page, "steps", decision.mask) if "by" in item]

    def grant(sent: Moment) -> datetime | date | None:
        """Give the first date for which the buyer is told to wait that lies after the letter."""
        counted = (count_deadline(by, details.moments, sent.at, rulebook, LANGUAGES[0]) for by in waits)
        ahead = [one.at for one in counted if one.role == _WAIT and one.at is not None and not one.passed]
        return min(ahead, key=lambda at: _end(at, sent.at), default=None)

    return grant


def _hurries(diagnosis: Diagnosis) -> bool:
    """Tell whether the steps are to be taken at once: a warning, or an order that may move on at any time."""
    answers = diagnosis.decision.answers
    if ALL in diagnosis.decision.situation.over:
        return True
    if answers.get(STATUS, "") in _SETTLED:
        return False
    waits = answers.get(_REQUEST_AGE)
    return waits is None or not diagnosis.rulebook.question(_REQUEST_AGE).option(waits).lasts


def _is_date(deadline: Deadline) -> bool:
    """Tell whether a deadline is ahead and fixed; one that is counted from now moves on with every look."""
    return deadline.at is not None and not deadline.passed and deadline.starts != NOW


def _end(at: datetime | date | None, now: datetime) -> datetime:
    """Give the end of a day, or a moment itself."""
    if isinstance(at, datetime):
        return at
    assert at is not None, "only dates are compared"
    return datetime.combine(at + timedelta(days=1), time(), now.tzinfo)
