"""What happened since: a new state, a letter that was sent, an answer, a note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from batalin.asking import quote_safely
from batalin.casefile.model import NOTE, REPLY, SENT, STATE, CaseFile, Event, add, add_letter
from batalin.casefile.promise import read_promise
from batalin.casefile.state import present_state
from batalin.casework.entries import read_text
from batalin.casework.following import name_command
from batalin.casework.going_on import resume
from batalin.casework.naming import find_case, read_clock
from batalin.casework.requests import AddEvents
from batalin.casework.store import Store
from batalin.diagnosis.answers import drop_measured
from batalin.diagnosis.details import read_date
from batalin.diagnosis.message import Letter
from batalin.diagnosis.moments import Moment
from batalin.errors import UsageError
from batalin.intake import read_input
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.words import say
from batalin.words.formats import format_date


def add_events(request: AddEvents, rulebook: Rulebook, terminal: Terminal) -> None:
    """Write down what happened, all of it or nothing.

    Raises:
        BatalinError: Something a user can mend.
    """
    language = request.sitting.common.language
    store = Store.default()
    case = find_case(store, request.sitting.case)
    now = read_clock(case, request.sitting.now, request.sitting.zone, rulebook)
    if _says_nothing(request) and terminal.can_ask and not request.no_input:
        from batalin.casework.telling import ask_what_happened

        request = ask_what_happened(request, case, now, rulebook, terminal)
    if _says_nothing(request):
        raise UsageError("case-add-nothing", id=case.id)
    _refuse_lone_flags(request)
    at = _read_moment(request.on, now)
    newest = case.events[-1].at if case.events else at
    reopened = case.closed
    case = case._replace(closed=False)
    if request.answers or request.details:
        case = add(case, _tell_state(request, at, now, rulebook), now)
    if request.sent:
        case = add_letter(case, _write_sent(request, case, at, rulebook, terminal), now)
    for event in _list_words(request, at, rulebook):
        case = add(case, event, now)
    present_state(case, rulebook, now)
    case = store.write(case)
    terminal.stderr.write(say("case-added", language, id=case.id) + "\n")
    if reopened:
        terminal.stderr.write(say("case-reopened", language) + "\n")
    if at.day < newest.day:
        terminal.stderr.write(say("case-sorted-in", language, day=format_date(at.day, language)) + "\n")


def _says_nothing(request: AddEvents) -> bool:
    return not (request.answers or request.details or request.sent or request.reply_from or request.note)


def _refuse_lone_flags(request: AddEvents) -> None:
    """See that nothing is said about a letter or an answer that is not there, because it would be lost."""
    for flag, given, needs, there in (
        ("--text", request.text, "--reply-from", request.sent or request.reply_from),
        ("--promised", request.promised, "--reply-from", request.reply_from),
        ("--evidence", request.letter.evidence, "--sent", request.sent),
        ("--tone", request.letter.tone, "--sent", request.sent),
    ):
        if given and not there:
            raise UsageError("case-flag-alone", flag=flag, needs=needs)


def _tell_state(request: AddEvents, at: Moment, now: datetime, rulebook: Rulebook) -> Event:
    try:
        answers, details = read_input(rulebook, now, "", request.answers, request.details)
    except UsageError as error:
        raise quote_safely(error, rulebook, private=request.sitting.private) from None
    told = drop_measured(answers, details.moments, rulebook, now)
    return Event(at, STATE, answers=told, details=details.plain(), quotes=dict(details.quotes))


def _list_words(request: AddEvents, at: Moment, rulebook: Rulebook) -> Iterator[Event]:
    """Give the answer and the note that were told."""
    if request.reply_from:
        market = rulebook.about["market"]
        promise = read_promise("--promised", request.promised, at, market) if request.promised else None
        text = read_text("--text", request.text)
        yield Event(at, REPLY, recipient=request.reply_from, text=text, promise=promise)
    if request.note:
        yield Event(at, NOTE, text=read_text("--note", request.note))


def _write_sent(request: AddEvents, case: CaseFile, at: Moment, rulebook: Rulebook, terminal: Terminal) -> Event:
    """Keep the letter as it was prepared for this recipient, or the words that were sent instead.

    A letter with blanks, or from before the order's state was told, cannot have been sent as it would be written here.
    """
    told_before = all(one.at.at <= at.at for one in case.events if one.kind == STATE)
    present = at.at.isoformat() if told_before else request.sitting.now
    consultation, _ = resume(case, request.letter._replace(now=present), rulebook, terminal)
    diagnosis = consultation.diagnose()
    letter = next((one for one in diagnosis.letters if one.to == request.sent), None)
    own = "" if request.reply_from else read_text("--text", request.text)
    if letter is None and not own:
        raise UsageError("case-no-letter", recipient=request.sent)
    return Event(
        at,
        SENT,
        recipient=request.sent,
        message=letter.id if letter else "",
        text=own or _keep_body(letter, told_before, case, request, terminal),
        evidence=diagnosis.correspondence.evidence,
    )


def _keep_body(letter: Letter | None, told_before: bool, case: CaseFile, request: AddEvents, terminal: Terminal) -> str:
    if letter and told_before and not letter.missing:
        return letter.body
    on = ("--on", request.on) if request.on else ()
    command = f"{name_command('add', case.id, '--sent', request.sent, *on)} --text"
    terminal.stderr.write(say("case-body-unknown", request.sitting.common.language, command=command) + "\n")
    return ""


def _read_moment(given: str, now: datetime) -> Moment:
    return read_date("--on", given, now) if given else Moment(now.replace(second=0, microsecond=0), exact=True)
