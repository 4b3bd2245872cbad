"""What happened since: a new state, a letter that was sent, an answer, a note."""

from __future__ import annotations

from datetime import datetime

from batalin.casework.naming import find_case, read_clock
from batalin.casework.recording import Recorder
from batalin.casework.requests import AddEvents
from batalin.casework.store import Store
from batalin.diagnosis.details import read_date
from batalin.diagnosis.moments import Moment
from batalin.errors import UsageError
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal


def add_events(request: AddEvents, rulebook: Rulebook, terminal: Terminal) -> None:
    """Write down what happened, all of it or nothing.

    Raises:
        BatalinError: Something a user can mend.
    """
    store = Store.default()
    case = find_case(store, request.sitting.case, private=request.sitting.private)
    now = read_clock(case, request.sitting.now, request.sitting.zone, rulebook)
    if _says_nothing(request) and terminal.can_ask and not request.no_input:
        from batalin.casework.telling import ask_what_happened

        request = ask_what_happened(request, case, now, rulebook, terminal)
    if _says_nothing(request):
        raise UsageError("case-add-nothing", id=case.id)
    _refuse_lone_flags(request)
    at = _read_moment(request.on, now)
    recorder = Recorder(request, at, now, rulebook, terminal)
    store.change(case.id, recorder.record)
    recorder.tell()


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


def _read_moment(given: str, now: datetime) -> Moment:
    return read_date("--on", given, now) if given else Moment(now.replace(second=0, microsecond=0), exact=True)
