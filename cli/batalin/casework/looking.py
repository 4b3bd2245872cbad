"""Cases to look at: a list of them, and the timeline of one for the buyer, a support desk or an authority."""

from __future__ import annotations

from typing import Any

from batalin.casefile.head import Head
from batalin.casefile.history import tell_history
from batalin.casefile.model import CaseFile
from batalin.casework.naming import find_case, read_clock
from batalin.casework.personal import mask_case
from batalin.casework.requests import SHOW_FORMATS, ListCases, ShowCase, Sitting
from batalin.casework.store import Store
from batalin.delivery import deliver, print_blocks, print_data
from batalin.diagnosis.cleaning import shorten
from batalin.diagnosis.masking import HIDDEN
from batalin.errors import UsageError
from batalin.presentation import choose_format
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.words import say
from batalin.words.formats import format_date, format_moment

_LABEL_COLUMNS = 34


def list_cases(request: ListCases, terminal: Terminal) -> None:
    """List the cases, the one that was changed last first.

    Raises:
        FileError: The folder cannot be read.
    """
    store = Store.default()
    language = request.sitting.common.language
    hidden = _hides(request.sitting)
    heads = [head for head in store.heads() if request.everything or not head.closed]
    heads = [head._replace(label=HIDDEN) for head in heads] if hidden else heads
    if choose_format(request.format, request.sitting.common.output) == "json":
        print_data({"folder": str(store.folder), "cases": list(map(_to_row, heads))}, request.sitting.common, terminal)
        return
    lines = [_write_line(head, language) for head in heads] or [say("case-list-empty", language)]
    deliver("\n".join(lines) + "\n", request.sitting.common, terminal)
    terminal.stderr.write(say("case-folder", language, folder=str(store.folder)) + "\n")


def show_case(request: ShowCase, rulebook: Rulebook, terminal: Terminal) -> None:
    """Tell a case in order of time.

    Args:
        request: Which case, and in which form.
        rulebook: The words for what it holds.
        terminal: Where to write.

    Raises:
        BatalinError: The case cannot be read, or the file not be written.
    """
    common = request.sitting.common
    case = find_case(Store.default(), request.sitting.case)
    form = choose_format(request.format, common.output, request.usual)
    if form not in SHOW_FORMATS:
        raise UsageError("choice-unknown", flag="--format", given=form, values=", ".join(SHOW_FORMATS))
    case = mask_case(case, rulebook) if _hides(request.sitting) else case
    if form == "json":
        print_data(_to_data(case), common, terminal)
        return
    blocks = tell_history(case, rulebook, common.language)
    if form != "html":
        print_blocks(blocks, form, common, terminal)
        return
    from batalin.output.page import write_page

    now = read_clock(case, request.sitting.now, request.sitting.zone, rulebook)
    title = case.label or case.id
    deliver(write_page(blocks, title, common.language, made=format_moment(now, common.language)), common, terminal)


def _hides(sitting: Sitting) -> bool:
    """Tell whether personal details stay away; a file of the buyer's holds everything."""
    return sitting.private and not sitting.common.to_file


def _write_line(head: Head, language: str) -> str:
    key = "case-line-damaged" if head.trouble else "case-line-closed" if head.closed else "case-line"
    day, label = format_date(head.changed.date(), language), shorten(head.label, _LABEL_COLUMNS)
    return say(key, language, id=head.id, day=day, label=label).rstrip()


def _to_row(head: Head) -> dict[str, Any]:
    return {
        "id": head.id,
        "label": head.label,
        "opened": head.opened.isoformat(timespec="minutes"),
        "changed": head.changed.isoformat(timespec="minutes"),
        "closed": head.closed,
        "readable": head.trouble is None,
    }


def _to_data(case: CaseFile) -> dict[str, Any]:
    return {
        "id": case.id,
        "rulebook": case.rulebook,
        "revision": case.revision,
        "opened": case.opened.isoformat(timespec="minutes"),
        "changed": case.changed.isoformat(timespec="minutes"),
        "closed": case.closed,
        "label": case.label,
        "events": [
            {
                "at": event.at.isoformat(),
                "kind": event.kind,
                "answers": dict(event.answers),
                "details": dict(event.details),
                "quotes": dict(event.quotes),
                "recipient": event.recipient or None,
                "message": event.message or None,
                "text": event.text or None,
                "promise": event.promise.isoformat() if event.promise else None,
                "evidence": list(event.evidence),
            }
            for event in case.events
        ],
    }
