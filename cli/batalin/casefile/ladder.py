"""Whose turn it is: which recipient to write to next, or what to wait for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from batalin.casefile.model import ARRIVED, CANCELLED, REPLY, SENT, STATE, CaseFile, Event
from batalin.diagnosis.correspondence import Correspondence, Promise, Sent
from batalin.diagnosis.moments import Moment
from batalin.rulebook.handover import Rung
from batalin.rulebook.rulebook import Page, Rulebook
from batalin.rulebook.vocabulary import RECIPIENTS, STATUS

_USUAL_WAIT = timedelta(hours=24)
"""How long a letter is left alone where no rule says how long its answer may take."""


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
        RECENT: The letter went out less than a day ago.
        OPEN: The last one did not answer yet, and nobody knows how long an answer takes.
        EXHAUSTED: There is nobody above the one who was written to last.
    """

    FIRST = "first"
    ANSWERED = "answered"
    BROKEN = "broken"
    SILENT = "silent"
    REMIND = "remind"
    PROMISED = "promised"
    DUE = "due"
    RECENT = "recent"
    OPEN = "open"
    EXHAUSTED = "exhausted"


class Turn(NamedTuple):
    """What comes next.

    Attributes:
        recipient: Whom to write to, or from whom an answer is awaited.
        cause: Why.
        before: The recipient before this one on the ladder, or an empty string.
        since: The day of the last letter to whom the cause speaks of, or the day that was promised where it has
            passed; None where there is none.
        until: The moment or day until which to wait, or None where nothing is awaited.
        by_rung: Whether that is the time which the ladder gives for an answer.
        missed: Who has a message on the page and was never written to, where there is nobody above any more.
    """

    recipient: str
    cause: Cause
    before: str = ""
    since: date | None = None
    until: datetime | date | None = None
    by_rung: bool = False
    missed: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether there is nothing to send now."""
        return self.cause in (Cause.PROMISED, Cause.DUE, Cause.RECENT)


Grant = Callable[[Moment], datetime | date | None]
"""Until when a page's own steps give the lowest rung time to answer a letter of that moment, or None."""


def find_turn(case: CaseFile, page: Page, rulebook: Rulebook, now: datetime, grant: Grant | None = None) -> Turn:
    """Find whose turn it is in a situation.

    The page's first message names the rung to begin with, and none above it that the page has is skipped: the next is
    reached when the one before has answered, has let a promised day pass, or stays silent after its reminders. Whoever
    has written higher already does not go down again.

    Args:
        case: What was sent and answered so far.
        page: The situation's page.
        rulebook: The ladder and the messages.
        now: The present; what lies after it does not count.
        grant: Tells until when the page gives its lowest rung time to answer.
    """
    case = case._replace(events=tuple(event for event in case.events if event.at.at <= now))
    turn: Turn | None = None
    before, left_by, since = "", Cause.FIRST, None
    rungs = list_rungs(page, rulebook)
    reached = [place for place, recipient in enumerate(rungs) if _list_letters(case, recipient, page, rulebook)]
    for recipient in rungs[max(reached, default=0) :]:
        turn, left_by, since = _stand_on(
            recipient, Turn(recipient, left_by, before, since), case, page, rulebook, now, grant
        )
        if turn is not None:
            return turn
        before = recipient
    unknown = left_by is Cause.SILENT and not rulebook.handover.rung(before).wait
    missed = _list_missed(case, page, rulebook)
    return Turn(before, Cause.OPEN if unknown else Cause.EXHAUSTED, before, since, missed=missed)


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

    What was answered about another matter, such as a cancel where now the money is missing, is no answer to this one.

    Args:
        case: The case.
        now: The present; what lies after it does not count.
    """
    events = [event for event in case.events if event.at.at <= now and event.recipient]
    told = [event for event in case.events if event.at.at <= now and STATUS in event.answers]
    states = [event.at.day for event in told]
    return Correspondence(
        seen=states[-1] if states else None,
        sent=tuple(Sent(one.recipient, one.at.day, one.text) for one in events if one.kind == SENT),
        promises=tuple(
            Promise(one.recipient, one.at.day, one.text, one.promise)
            for one in events
            if one.kind == REPLY and _is_of_today(one, told, case)
        ),
    )


def _stand_on(
    recipient: str, fresh: Turn, case: CaseFile, page: Page, rulebook: Rulebook, now: datetime, grant: Grant | None
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
    waiting = _find_wait(
        fresh._replace(before="", since=last.day), last, rung.wait, now, _granted(rung, rulebook, last, grant)
    )
    if waiting:
        return waiting, waiting.cause, last.day
    if len(sent) <= rung.reminders:
        return Turn(recipient, Cause.REMIND, since=last.day), Cause.REMIND, last.day
    return None, Cause.SILENT, last.day


def _granted(rung: Rung, rulebook: Rulebook, sent: Moment, grant: Grant | None) -> datetime | date | None:
    """Give until when the page lets the lowest rung answer; its steps say nothing of how long the others take."""
    lowest = rulebook.handover.ladder[:1]
    return grant(sent) if grant and rung in lowest else None


def _find_wait(turn: Turn, sent: Moment, hours: int, now: datetime, granted: datetime | date | None) -> Turn | None:
    """Give the turn of a recipient who still has time to answer, or None where the time is over."""
    if hours:
        due = sent.at + timedelta(hours=hours)
        until = due if sent.exact else due.date()
        return turn._replace(cause=Cause.DUE, until=until, by_rung=True) if now < due else None
    if granted:
        return turn._replace(cause=Cause.DUE, until=granted) if _is_ahead(granted, now) else None
    # Of a letter whose day alone is known, the last minute of that day counts.
    end = sent.at + _USUAL_WAIT if sent.exact else sent.day + _USUAL_WAIT
    return turn._replace(cause=Cause.RECENT, until=end) if _is_ahead(end, now) else None


def _is_ahead(end: datetime | date, now: datetime) -> bool:
    return now < end if isinstance(end, datetime) else now.date() <= end


def _list_missed(case: CaseFile, page: Page, rulebook: Rulebook) -> tuple[str, ...]:
    """Give everybody a page has a message for to whom nothing is on record, the lowest rung first."""
    named = {rulebook.messages[message].to for message in page["messages"]}
    written = {event.recipient for event in case.events if event.kind == SENT}
    return tuple(one for one in RECIPIENTS if one in named - written)


def _is_of_today(reply: Event, told: Sequence[Event], case: CaseFile) -> bool:
    """Tell whether an answer was given about the matter that the order is today."""
    if not told:
        return True
    place = case.events.index(reply)
    before = [event for event in told if case.events.index(event) < place] or told[:1]
    return _find_matter(before[-1]) == _find_matter(told[-1])


def _find_matter(state: Event) -> str:
    """Tell what an order of that status is about: the cancel, the money of a cancelled one, or what has arrived."""
    status = state.answers[STATUS]
    return "arrived" if status in ARRIVED else "cancelled" if status == CANCELLED else "under way"


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
