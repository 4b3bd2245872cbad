"""The end of a case: closed and kept, or removed for good."""

from __future__ import annotations

from batalin.asking import choose_prompter
from batalin.casefile.model import CLOSED, CaseFile, Event, add
from batalin.casework.entries import read_text
from batalin.casework.naming import find_case, read_clock
from batalin.casework.requests import CloseCase, PurgeCases
from batalin.casework.store import Store, list_some
from batalin.diagnosis.moments import Moment
from batalin.errors import Stopped, UsageError
from batalin.interview.prompter import Choice
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.words import say

_YES, _NO = "yes", "no"


def close_case(request: CloseCase, rulebook: Rulebook, terminal: Terminal) -> None:
    """Close a case and keep its file.

    Raises:
        BatalinError: Something a user can mend.
    """
    store = Store.default()
    case = find_case(store, request.sitting.case, private=request.sitting.private)
    now = read_clock(case, request.sitting.now, request.sitting.zone, rulebook)
    end = Event(Moment(now, exact=True), CLOSED, text=read_text("--text", request.text))

    def close(case: CaseFile) -> CaseFile:
        if case.closed:
            raise UsageError("case-closed-already", id=case.id)
        return add(case, end, now)

    store.change(case.id, close)
    terminal.stderr.write(say("case-closed", request.sitting.common.language, id=case.id) + "\n")


def purge_cases(request: PurgeCases, terminal: Terminal) -> None:
    """Remove case files for good, after asking once.

    Raises:
        FileError: There is no such case, or it cannot be removed.
        UsageError: None is named, or nobody can be asked.
        Stopped: The buyer left the question; nothing is removed.
    """
    store = Store.default()
    language = request.sitting.common.language
    if request.everything or request.closed:
        doomed = [head.id for head in store.heads() if head.ours and (request.everything or head.closed)]
    elif request.sitting.case:
        doomed = [store.find(request.sitting.case)]
    else:
        raise UsageError("case-purge-which")
    if doomed and not request.sure and not _is_sure(request, doomed, terminal):
        terminal.stderr.write(say("case-kept", language) + "\n")
        return
    for case_id in doomed:
        store.remove(case_id)
    terminal.stderr.write(say("case-purged", language, count=str(len(doomed)), folder=str(store.folder)) + "\n")
    left = store.others() if request.everything else []
    if left:
        terminal.stderr.write(say("case-purge-left", language, files=list_some(left)) + "\n")


def _is_sure(request: PurgeCases, doomed: list[str], terminal: Terminal) -> bool:
    language = request.sitting.common.language
    if not terminal.can_ask:
        raise UsageError("case-purge-unasked", count=str(len(doomed)))
    prompter, _ = choose_prompter(request.sitting.common, terminal)
    choices = [Choice(_NO, say("purge-no", language)), Choice(_YES, say("purge-yes", language))]
    key = "purge-ask" if len(doomed) == 1 else "purge-ask-all"
    ask = say(key, language, count=str(len(doomed)), first=doomed[0])
    try:
        return prompter.choose(ask, say("purge-help", language), choices, _NO, first=True) == _YES
    except (KeyboardInterrupt, EOFError):
        raise Stopped("") from None
