"""The commands about case files: what a buyer keeps of an order from one letter to the next."""

from __future__ import annotations

from batalin.casework.requests import (
    AddEvents,
    CaseRequest,
    CloseCase,
    ListCases,
    NewCase,
    NextStep,
    PurgeCases,
    ShowCase,
)
from batalin.rulebook.rulebook import Rulebook
from batalin.terminal import Terminal


def run(request: CaseRequest, rulebook: Rulebook, terminal: Terminal) -> None:
    """Do what a command line about case files asks for.

    Args:
        request: What it says.
        rulebook: The rules.
        terminal: Where to read and write.

    Raises:
        BatalinError: Something a user can mend.
        Stopped: The buyer left.
    """
    match request:
        case NewCase():
            from batalin.casework.opening import open_new

            open_new(request, rulebook, terminal)
        case AddEvents():
            from batalin.casework.adding import add_events

            add_events(request, rulebook, terminal)
        case ShowCase():
            from batalin.casework.looking import show_case

            show_case(request, rulebook, terminal)
        case NextStep():
            from batalin.casework.going_on import go_on

            go_on(request, rulebook, terminal)
        case ListCases():
            from batalin.casework.looking import list_cases

            list_cases(request, rulebook, terminal)
        case CloseCase():
            from batalin.casework.ending import close_case

            close_case(request, rulebook, terminal)
        case PurgeCases():
            from batalin.casework.ending import purge_cases

            purge_cases(request, terminal)
