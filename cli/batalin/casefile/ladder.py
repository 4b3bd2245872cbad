"""Whose turn it is: which recipient to write to next, or what to wait for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from batalin.casefile.model import REPLY, SENT, STATE, CaseFile, Event
from batalin.diagnosis.correspondence import Correspondence, Promise, Sent
from batalin.rulebook.rulebook import Page, Rulebook
from batalin.rulebook.vocabulary import RECIPIENTS, STATUS


class Cause(StrEnum):
    """Why it is this turn.

    Attributes:
        FIRST: Nobody was written to about this situation yet.
        ANSWERED: The one before answered, and it is still not solved.
        BROKEN: The one before promised a day, and it has passed.
        SILENT: The one before did not answer.
        REMIND: This one did not answer yet.
        PROMISED: A day is promised and has not come.
        DUE: An answer is not due yet.
        TODAY: The letter went out today.
        EXHAUSTED: Everybody the rules name here was written to.
    """

    FIRST = "first"
    ANSWERED = "answered"
    BROKEN = "broken"
    SILENT = "silent"
    REMIND = "remind"
    PROMISED = "promised"
    DUE = "due"
    TODAY = "today"
    EXHAUSTED = "exhausted"


class Turn(NamedTuple):
    """What comes next.

    Attributes:
        recipient: Whom to write to, or from whom an answer is awaited.
        cause: Why.
        before: The recipient before this one on the ladder, or an empty string.
        since: The day of the last letter to whom the cause speaks of, or the day that was promised where it has
            passed; None where there is none.
        until: The moment or day until which to wait, or None where nobody knows or nothing is awaited.
    """

    recipient: str
    cause: Cause
    before: str = ""
    since: date | None = None
    until: datetime | date | None = None

    @property
    def waits(self) -> bool:
        """Whether there is nothing to send now."""
        return self.cause in (Cause.PROMISED, Cause.DUE, Cause.TODAY)


def find_turn(case: CaseFile, page: Page, rulebook: Rulebook, now: datetime) -> Turn:
    """Find whose turn it is in a situation.

    The page's first message names the rung to begin with, and none above it that the page has is skipped: the next is
    reached when the one before has answered, has let a promised day pass, or stays silent after its reminders. Whoever
    has written higher already does not go down again.

    Args:
        case: What was sent and answered so far.
        page: The situation's page.
        rulebook: The ladder and the messages.
        now: The present; what lies after it does not count.
    """
    case = case._replace(events=tuple(event for event in case.events if event.at.at <= now))
    turn: Turn | None = None
    before, left_by, since = "", Cause.FIRST, None
    rungs = list_rungs(page, rulebook)
    reached = [place for place, recipient in enumerate(rungs) if _list_letters(case, recipient, page, rulebook)]
    for recipient in rungs[max(reached, default=0) :]:
        turn, left_by, since = _stand_on(recipient, Turn(recipient, left_by, before, since), case, page, rulebook, now)
        if turn is not None:
            return turn
        before = recipient
    return Turn(before, Cause.EXHAUSTED, before, since)


def list_rungs(page: Page, rulebook: Rulebook) -> tuple[str, ...]:
    """Give the recipients of a page in the order in which they are written to, the lowest rung only where it is first.

    Args:
        page: A situation's page.
        rulebook: The messages and the ladder.
    """
    named = list(dict.fromkeys(rulebook.messages[message].to for message in page["messages"]))
    order = [rung.to for rung in rulebook.handover.ladder] or list(RECIPIENTS)
    return (named[0], *(one for one in order[1:] if one in named[1:]))


def find_correspondence(case: CaseFile, now: datetime) -> Correspondence:
    """Give the earlier letters and the answers to them, for the next letter to speak of.

    Args:
        case: The case.
        now: The present; what lies after it does not count.
    """
    events = [event for event in case.events if event.at.at <= now and event.recipient]
    states = [event.at.day for event in case.events if event.at.at <= now and STATUS in event.answers]
    return Correspondence(
        seen=states[-1] if states else None,
        sent=tuple(Sent(one.recipient, one.at.day, one.text) for one in events if one.kind == SENT),
        promises=tuple(
            Promise(one.recipient, one.at.day, one.text, one.promise) for one in events if one.kind == REPLY
        ),
    )


def _stand_on(
    recipient: str, fresh: Turn, case: CaseFile, page: Page, rulebook: Rulebook, now: datetime
) -> tuple[Turn | None, Cause, date | None]:
    """Tell whether a rung is where the case stands; None for one that is done with, and why it is."""
    sent = _list_letters(case, recipient, page, rulebook)
    if not sent:
        promise = _find_promise(case, recipient)
        if promise and now.date() <= promise:
            return Turn(recipient, Cause.PROMISED, until=promise), Cause.PROMISED, None
        return fresh, fresh.cause, None
    last = sent[-1].at
    replies = _list_replies(case, recipient, sent[-1])
    if replies:
        promise = replies[-1].promise
        if promise is None:
            return None, Cause.ANSWERED, last.day
        if now.date() <= promise:
            return Turn(recipient, Cause.PROMISED, since=last.day, until=promise), Cause.PROMISED, last.day
        return None, Cause.BROKEN, promise
    rung = rulebook.handover.rung(recipient)
    due = last.at + timedelta(hours=rung.wait)
    if rung.wait and now < due:
        return Turn(recipient, Cause.DUE, since=last.day, until=due if last.exact else due.date()), Cause.DUE, last.day
    if last.day == now.date():
        return Turn(recipient, Cause.TODAY, since=last.day), Cause.TODAY, last.day
    if len(sent) <= rung.reminders:
        return Turn(recipient, Cause.REMIND, since=last.day), Cause.REMIND, last.day
    return None, Cause.SILENT, last.day


def _list_letters(case: CaseFile, recipient: str, page: Page, rulebook: Rulebook) -> list[Event]:
    """Give the letters to a recipient about the situation of a page."""
    templates = {message for message in page["messages"] if rulebook.messages[message].to == recipient}
    return [one for one in case.events if one.kind == SENT and one.recipient == recipient and one.message in templates]


def _find_promise(case: CaseFile, recipient: str) -> date | None:
    """Give the day that somebody promised to whom no letter is on record, unless the order has changed since."""
    if any(event.kind == SENT and event.recipient == recipient for event in case.events):
        return None
    for event in reversed(case.events):
        if event.kind == STATE:
            return None
        if event.kind == REPLY and event.recipient == recipient:
            return event.promise
    return None


def _list_replies(case: CaseFile, recipient: str, letter: Event) -> Sequence[Event]:
    after = case.events[case.events.index(letter) + 1 :]
    return [one for one in after if one.kind == REPLY and one.recipient == recipient]
