"""Cases to look at: a list of them, and the timeline of one for the buyer, a support desk or an authority."""

from __future__ import annotations

from typing import Any

from batalin.casefile.head import Head
from batalin.casefile.history import tell_history
from batalin.casefile.model import CaseFile
from batalin.casework.listing import Lister
from batalin.casework.naming import find_case, read_clock
from batalin.casework.personal import mask_case
from batalin.casework.requests import LIST_FORMATS, SHOW_FORMATS, ListCases, ShowCase, Sitting
from batalin.casework.store import Store
from batalin.common import Common
from batalin.delivery import deliver, print_blocks, print_data
from batalin.diagnosis.masking import HIDDEN, mask_number
from batalin.presentation import choose_format
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.words import say
from batalin.words.formats import format_moment


def list_cases(request: ListCases, rulebook: Rulebook, terminal: Terminal) -> None:
    """List the cases, the one that was changed last first.

    Args:
        request: Which cases, and in which form.
        rulebook: The words for a status, and how long an answer may take.
        terminal: Where to write.

    Raises:
        FileError: The folder cannot be read, or the file not be written.
    """
    store = Store.default()
    common = request.sitting.common
    hidden = _hides(request.sitting)
    form = choose_format(request.format, common.output, forms=LIST_FORMATS)
    heads = [head for head in store.heads(outlined=True) if request.everything or not head.closed]
    heads = [_hide(head) for head in heads] if hidden else heads
    lister = Lister(rulebook, common.language, _width(terminal, common))
    if form == "json":
        rows = [lister.to_row(head) for head in heads]
        print_data({"folder": str(store.folder), "cases": rows}, common, terminal)
    else:
        lines = [line for head in heads for line in lister.write(head)]
        deliver("\n".join(lines or [say("case-list-empty", common.language)]) + "\n", common, terminal)
    _tell_written("case-list-written", common, terminal)
    if form != "json":
        terminal.stderr.write(say("case-folder", common.language, folder=str(store.folder)) + "\n")


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
    case = find_case(Store.default(), request.sitting.case, private=request.sitting.private)
    form = choose_format(request.format, common.output, request.usual, SHOW_FORMATS)
    case = mask_case(case, rulebook) if _hides(request.sitting) else case
    if form == "json":
        print_data(_to_data(case), common, terminal)
    elif form == "html":
        from batalin.output.page import write_page

        now = read_clock(case, request.sitting.now, request.sitting.zone, rulebook)
        blocks, made = tell_history(case, rulebook, common.language), format_moment(now, common.language)
        deliver(write_page(blocks, case.label or case.id, common.language, made=made), common, terminal)
    else:
        print_blocks(tell_history(case, rulebook, common.language), form, common, terminal)
    _tell_written("case-written", common, terminal)


def _tell_written(key: str, common: Common, terminal: Terminal) -> None:
    """Say which file holds the result, of which the screen shows nothing."""
    if common.to_file:
        terminal.stderr.write(say(key, common.language, file=common.output) + "\n")


def _width(terminal: Terminal, common: Common) -> int:
    """Give the width of a line on the screen; in a file, every line stays whole."""
    return 0 if common.to_file else terminal.columns


def _hides(sitting: Sitting) -> bool:
    """Tell whether personal details stay away; a file of the buyer's holds everything."""
    return sitting.private and not sitting.common.to_file


def _hide(head: Head) -> Head:
    """Give the head of a case as strangers may see it."""
    outline = head.outline
    if outline and outline.number:
        outline = outline._replace(number=mask_number(outline.number))
    return head._replace(label=HIDDEN if head.label else "", outline=outline)


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
