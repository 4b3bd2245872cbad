"""What a command line about case files asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from batalin.common import Common
from batalin.request import DiagnosisRequest

SHOW_FORMATS = ("text", "markdown", "html", "json")
LIST_FORMATS = ("text", "json")


class Sitting(NamedTuple):
    """Flags that every command about one case takes.

    Attributes:
        common: Flags of every command.
        case: The word by which the case is named, or an empty string for the only open one.
        now: The present, or an empty string for the clock.
        zone: The buyer's zone, or an empty string for that of the case.
        private: Whether personal details stay off the screen.
    """

    common: Common
    case: str = ""
    now: str = ""
    zone: str = ""
    private: bool = False


class NewCase(NamedTuple):
    """Open a case with what was told.

    Attributes:
        label: What the buyer calls it.
    """

    diagnosis: DiagnosisRequest
    label: str = ""


class AddEvents(NamedTuple):
    """Write down what happened.

    Attributes:
        answers: Raw answers that have changed, by question id.
        details: Raw details, by detail id.
        on: When it happened, or an empty string for now.
        sent: Who was written to.
        reply_from: Who answered.
        text: What was written or answered, or an empty string for the prepared message.
        promised: The day that an answer named.
        note: Anything else.
        letter: Tone, language and attachments of the message that was sent.
        no_input: Whether to ask nothing.
    """

    sitting: Sitting
    answers: Mapping[str, str]
    details: Mapping[str, str]
    letter: DiagnosisRequest
    on: str = ""
    sent: str = ""
    reply_from: str = ""
    text: str = ""
    promised: str = ""
    note: str = ""
    no_input: bool = False


class ShowCase(NamedTuple):
    """Tell a case in order of time, on the screen or for somebody else.

    Attributes:
        format: The form, or an empty string to leave it to the ending of the output file.
        usual: The form where neither says one.
    """

    sitting: Sitting
    format: str = ""
    usual: str = "text"


class NextStep(NamedTuple):
    """Diagnose a case as it stands now, and prepare the next letter.

    Attributes:
        case: The word by which the case is named, or an empty string for the only open one.
        diagnosis: Form, recipient and tone of what is shown.
    """

    case: str
    diagnosis: DiagnosisRequest


class ListCases(NamedTuple):
    """List the cases.

    Attributes:
        everything: Whether closed ones are listed too.
        format: The form, or an empty string to leave it to the ending of the output file.
    """

    sitting: Sitting
    everything: bool = False
    format: str = ""


class CloseCase(NamedTuple):
    """Close a case; nothing is removed.

    Attributes:
        text: How it ended.
    """

    sitting: Sitting
    text: str = ""


class PurgeCases(NamedTuple):
    """Remove case files for good.

    Attributes:
        closed: Whether all closed ones are meant.
        everything: Whether all are meant.
        sure: Whether the buyer need not be asked.
    """

    sitting: Sitting
    closed: bool = False
    everything: bool = False
    sure: bool = False


CaseRequest = NewCase | AddEvents | ShowCase | NextStep | ListCases | CloseCase | PurgeCases
