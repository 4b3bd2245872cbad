"""Cases to look at: a list of them, and the timeline of one for the buyer, a support desk or an authority."""

from __future__ import annotations

from typing import Any

from batalin.casefile.history import tell_history
from batalin.casefile.model import CaseFile
from batalin.casework.naming import find_case, read_clock
from batalin.casework.requests import ListCases, ShowCase
from batalin.casework.store import Store
from batalin.delivery import deliver, print_blocks, print_data
from batalin.diagnosis.details import read_details
from batalin.diagnosis.masking import mask_text
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
    heads = [head for head in store.heads() if request.everything or not head.closed]
    if request.format == "json":
        rows = [
            {
                "id": head.id,
                "label": head.label,
                "opened": head.opened.isoformat(timespec="minutes"),
                "changed": head.changed.isoformat(timespec="minutes"),
                "closed": head.closed,
                "readable": head.trouble is None,
            }
            for head in heads
        ]
        print_data({"folder": str(store.folder), "cases": rows}, request.sitting.common, terminal)
        return
    lines = [
        say(
            "case-line-damaged" if head.trouble else "case-line-closed" if head.closed else "case-line",
            language,
            id=head.id,
            day=format_date(head.changed.date(), language),
            label=_shorten(head.label) if not request.sitting.private else "***",
        ).rstrip(" ,:")
        for head in heads
    ]
    lines = lines or [say("case-list-empty", language)]
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
    if form == "json":
        print_data(_to_data(case), common, terminal)
        return
    if request.sitting.private and common.output in ("", "-"):
        case = _mask(case, rulebook)
    blocks = tell_history(case, rulebook, common.language)
    if form != "html":
        print_blocks(blocks, form, common, terminal)
        return
    from batalin.output.page import write_page

    now = read_clock(case, request.sitting.now, request.sitting.zone, rulebook)
    title = case.label or case.id
    deliver(write_page(blocks, title, common.language, made=format_moment(now, common.language)), common, terminal)


def _shorten(label: str) -> str:
    return label if len(label) <= _LABEL_COLUMNS else f"{label[: _LABEL_COLUMNS - 3].rstrip()}..."


def _mask(case: CaseFile, rulebook: Rulebook) -> CaseFile:
    """Put masks in place of personal details, wherever the case repeats them."""
    raw = {key: words for event in case.events for key, words in event.details.items()}
    known = read_details(
        {key: words for key, words in raw.items() if rulebook.detail(key).kind != "date"}, rulebook, case.changed
    )

    def hide(text: str) -> str:
        return mask_text(text, known, rulebook)

    events = tuple(
        event._replace(
            text=hide(event.text),
            details={key: hide(words) for key, words in event.details.items()},
            quotes={key: hide(words) for key, words in event.quotes.items()},
        )
        for event in case.events
    )
    return case._replace(label=hide(case.label), events=events)


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
