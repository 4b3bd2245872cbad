"""A new case from what a buyer told."""

from __future__ import annotations

from batalin.casefile.model import CaseFile, add, open_case
from batalin.casework.entries import read_label
from batalin.casework.following import going_on_with
from batalin.casework.going_on import go_on, tell_state
from batalin.casework.requests import NewCase, NextStep
from batalin.casework.store import Store
from batalin.consultation import Consultation
from batalin.errors import BatalinError
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal
from batalin.words import say

ITEM = "item"
"""The detail by which a case is called where the buyer gives it no name."""


def open_new(request: NewCase, rulebook: Rulebook, terminal: Terminal) -> None:
    """Ask what is missing, keep it as a case, and say what comes first.

    Raises:
        BatalinError: Something a user can mend; nothing is kept.
        Stopped: The buyer left the interview; nothing is kept.
    """
    common = request.diagnosis.common
    label = read_label("--label", request.label)
    consultation = Consultation.begin(request.diagnosis, rulebook, terminal)
    with going_on_with("new", *(["--label", label] if label else [])):
        consultation.ask_what_is_open()
    consultation.diagnose()
    case = keep(consultation, label)
    try:
        go_on(NextStep(case.id, request.diagnosis), rulebook, terminal)
    except BatalinError:
        Store.default().remove(case.id)
        terminal.stderr.write(say("case-not-kept", common.language) + "\n")
        raise
    terminal.stderr.write(say("case-opened", common.language, id=case.id) + "\n")


def keep(consultation: Consultation, label: str = "") -> CaseFile:
    """Write what a buyer told into a new case file.

    Args:
        consultation: What is known.
        label: What the buyer calls the case; without it, the item's name.

    Raises:
        FileError: It cannot be written.
    """
    now = consultation.now
    told = tell_state(consultation, now.tzinfo)
    name = label or consultation.details.texts.get(ITEM, "")

    def make(case_id: str) -> CaseFile:
        return add(open_case(case_id, consultation.rulebook.about["id"], name, now), told, now)

    return Store.default().add_new(now, make)
