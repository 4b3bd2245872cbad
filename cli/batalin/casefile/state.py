"""What the buyer told, as it holds now: later words win, and time has gone on since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from batalin.casefile.model import ARRIVED, STATE, CaseFile, Event
from batalin.diagnosis.answers import UnknownOption, find_contradiction, measure, option_for, read_answer
from batalin.diagnosis.details import Details, check_order, read_detail
from batalin.diagnosis.moments import Moment
from batalin.errors import UsageError
from batalin.rulebook.model import Option, Question
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import STATUS, UNKNOWN

_OF_A_REQUEST = ("reason", "tried-on", "request-age")
"""Answers and details about a request: those told before a parcel came speak of a cancel, not of a return."""


_OF_AN_ITEM = ("fault",)
_ABOUT_AN_ITEM = (
    "wrong-item",
    "button-missing",
    "app-error",
    "too-late",
    "rejected",
    "no-response",
    "refund-missing",
    "refund-short",
)
"""Troubles of a return; in all others, a fault that was told before is not what the buyer writes about."""


class State(NamedTuple):
    """Answers and details as of now.

    Attributes:
        answers: Question ids to option ids.
        details: What was told beyond them.
        aged: Questions whose answer is another by now, because time has passed since it was told.
        outdated: Questions without an answer now, because later answers rule out the one that was told.
    """

    answers: Mapping[str, str]
    details: Details
    aged: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()


class _Told(NamedTuple):
    """Some words, and where they were told; a higher turn is a later event."""

    words: str
    event: Event
    turn: int


class _Date(NamedTuple):
    """A date, and the turn in which it was told."""

    moment: Moment
    turn: int


class _Answer(NamedTuple):
    """An answer, the turn in which it was told, and whether time made it what it is."""

    option: Option
    turn: int
    aged: bool = False
    measured: bool = False


def present_state(case: CaseFile, rulebook: Rulebook, now: datetime) -> State:
    """Merge everything the buyer told until now.

    Args:
        case: The case; what it tells of times after `now` does not count yet.
        rulebook: The rules as they are today.
        now: The present.

    Raises:
        UsageError: The case is for other rules, or holds something that the rules do not know or accept.
    """
    if case.rulebook != rulebook.about["id"]:
        raise UsageError("case-other-rulebook", id=case.id, given=case.rulebook, expected=rulebook.about["id"])
    events = [event for event in case.events if event.kind == STATE and event.at.at <= now]
    answered, detailed, quoted = (
        _merge([one.answers for one in events], events),
        _merge([one.details for one in events], events),
        _merge([one.quotes for one in events], events),
    )
    arrived = _find_arrival(events)
    for told_so_far in (answered, detailed, quoted):
        for name in [name for name, one in told_so_far.items() if name in _OF_A_REQUEST and one.turn < arrived]:
            del told_so_far[name]
    _refuse_unknown(case, [*answered, *quoted], [question.id for question in rulebook.questions])
    _refuse_unknown(case, detailed, [detail.id for detail in rulebook.details])
    texts, dates = _read_details(detailed, rulebook, now)
    answers: dict[str, _Answer] = {}
    quotes: dict[str, str] = {}
    for question in rulebook.questions:
        told = _choose(question, answered.get(question.id), quoted.get(question.id))
        if told:
            option, quote = _read_answer(case, question, told, dates, now)
            later = _carry_forward(question, option, told.event, now)
            answers[question.id] = _Answer(later, told.turn, aged=later != option)
            if quote:
                quotes[question.id] = quote
        if question.measures in dates:
            _measure(question, answers, dates[question.measures], now)
    moments = {name: date.moment for name, date in dates.items()}
    check_order(moments, rulebook)
    outdated = _drop_outdated(answers, rulebook)
    return State(
        {name: answer.option.id for name, answer in answers.items()},
        Details(texts, moments, {name: quote for name, quote in quotes.items() if name in answers}),
        tuple(name for name, answer in answers.items() if answer.aged),
        outdated,
    )


def keep_fault(told: Mapping[str, str], rulebook: Rulebook) -> dict[str, str]:
    """Give what is wrong with an item, where it was told and the page of today does not ask for it any more.

    A request for the item may be refused or stay unanswered, and its fault is still what the request is about.

    Args:
        told: Every answer that holds now.
        rulebook: The questions.
    """
    asked = {visit.question.id for visit in rulebook.interview(told)}
    stays = told.get(STATUS) in ARRIVED and told.get("error") in _ABOUT_AN_ITEM
    return {name: told[name] for name in _OF_AN_ITEM if stays and name in told and name not in asked}


def _find_arrival(events: Sequence[Event]) -> int:
    """Give the turn in which the order was told to have arrived, or 0 where it has not, or had from the beginning."""
    statuses = [(turn, one.answers[STATUS]) for turn, one in enumerate(events) if STATUS in one.answers]
    before = [turn for turn, status in statuses if status not in ARRIVED]
    later = [turn for turn, status in statuses if status in ARRIVED and before and turn > before[-1]]
    return later[0] if later else 0


def _merge(tables: Sequence[Mapping[str, str]], events: Sequence[Event]) -> dict[str, _Told]:
    told: dict[str, _Told] = {}
    for turn, (words, event) in enumerate(zip(tables, events, strict=True)):
        told.update({name: _Told(text, event, turn) for name, text in words.items()})
    return told


def _refuse_unknown(case: CaseFile, names: Iterable[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UsageError("case-name-unknown", id=case.id, word=name)


def _read_details(
    told: Mapping[str, _Told], rulebook: Rulebook, now: datetime
) -> tuple[dict[str, str], dict[str, _Date]]:
    texts: dict[str, str] = {}
    dates: dict[str, _Date] = {}
    for name, one in told.items():
        value = read_detail(rulebook.detail(name), one.words, _clock(one, now))
        if isinstance(value, Moment):
            dates[name] = _Date(value, one.turn)
        else:
            texts[name] = value
    return texts, dates


def _choose(question: Question, answer: _Told | None, quote: _Told | None) -> _Told | None:
    """Take the buyer's own words where a question accepts them, unless it was answered anew after them."""
    if quote and question.free_text and (answer is None or answer.turn <= quote.turn):
        return quote
    return answer


def _read_answer(
    case: CaseFile, question: Question, told: _Told, dates: dict[str, _Date], now: datetime
) -> tuple[Option, str]:
    try:
        option, moment, quote = read_answer(question, told.words, _clock(told, now))
    except UnknownOption as error:
        values = ", ".join(one.id for one in question.options)
        facts = {"id": case.id, "flag": question.flags[0], "given": error.facts["given"], "values": values}
        raise UsageError("case-option-gone", **facts) from None
    known = dates.get(question.measures)
    if moment is not None and (known is None or known.turn < told.turn):
        dates[question.measures] = _Date(moment, told.turn)
    return option, quote


def _clock(told: _Told, now: datetime) -> datetime:
    """Give the time by which words were meant: `yesterday` is the day before they were told, in the case's zone."""
    at = told.event.at
    if told.words[:1].isdigit():
        return now.astimezone(at.at.tzinfo)
    return min(now, at.at if at.exact else at.at + timedelta(days=1, minutes=-1))


def _carry_forward(question: Question, option: Option, event: Event, now: datetime) -> Option:
    """Add the time since it was told to the shortest time an answer can mean, so that nothing is overdue too early."""
    if not option.lasts:
        return option
    return option_for(question, (option.at_least or 0) + event.at.hours_before(now)[0])


def _measure(question: Question, answers: dict[str, _Answer], date: _Date, now: datetime) -> None:
    """Let a known date answer its question; only a later answer that is no time, such as `not-sent`, stays."""
    given = answers.get(question.id)
    stays = given and given.turn >= date.turn and not given.option.lasts and given.option.id != UNKNOWN
    if not stays:
        answers[question.id] = _Answer(measure(question, date.moment, now), date.turn, measured=True)


def _drop_outdated(answers: dict[str, _Answer], rulebook: Rulebook) -> tuple[str, ...]:
    """Drop, of two answers that no order can have at once, the one that was told earlier; a known date stays true.

    Raises:
        Contradiction: Both were told at once, just so.
    """
    dropped = []
    options = {name: answer.option.id for name, answer in answers.items()}
    while (contradiction := find_contradiction(options, rulebook)) is not None:
        first, second = contradiction.first[0].id, contradiction.second[0].id
        one, other = answers[first], answers[second]
        if one.turn == other.turn and not (one.aged or one.measured or other.aged or other.measured):
            raise contradiction
        loser = first if one.turn < other.turn and not one.measured else second
        dropped.append(loser)
        del answers[loser], options[loser]
    return tuple(dropped)
