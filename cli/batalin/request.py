"""What a command line asks for, before anything is run."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from batalin.common import Common

_NOTHING: Mapping[str, str] = MappingProxyType({})
FORMATS = ("text", "json", "markdown", "message", "html", "svg")
GUIDE_FORMATS = ("text", "markdown")


ON_SCREEN = "-"
"""What stands for a file where something is to be drawn on the screen."""
CHANNELS = ("wa",)


class Transfer(NamedTuple):
    """How the message and its dates leave the screen.

    Attributes:
        copy: Whether to put the message on the clipboard.
        code: File for a QR code of the message, `-` for the screen, or an empty string.
        share: Channel to write a link for, or an empty string.
        calendar: File for the deadlines as calendar events, or an empty string.
        max_chars: Most characters of one part of the message; 0 for one whole.
    """

    copy: bool = False
    code: str = ""
    share: str = ""
    calendar: str = ""
    max_chars: int = 0


NO_TRANSFER = Transfer()


class DiagnosisRequest(NamedTuple):
    """A diagnosis, from flags, an answers file, questions, or all of them.

    Attributes:
        answers: Raw values by question id.
        details: Raw values by detail id.
        why: Whether to tell how the rules came to this result.
        what_if: Whether to list what would change it.
        format: What to print; an empty string leaves it to the ending of the output file.
        steps: Whether to print the steps alone, as a checklist.
        evidence: Ids of the evidence the buyer attaches, separated by commas.
        tone: Tone of the message, or an empty string for the usual one.
        zone: The buyer's zone, or an empty string for the market's.
        private: Whether personal details stay off the screen.
        transfer: How the message leaves the screen.
        describe: The buyer's own words, `-` for those on the standard input, or an empty string.
        understood: Whether to say what was understood, and stop.
        heard: What was understood, in sentences.
        read: Ids of the answers and details that were understood.
        greeted: Whether the buyer was told already how questions are answered.
    """

    common: Common
    rules: Path
    answers: Mapping[str, str] = _NOTHING
    details: Mapping[str, str] = _NOTHING
    format: str = ""
    recipient: str = ""
    message_language: str = "id"
    no_input: bool = False
    answers_file: str = ""
    save_answers: str = ""
    now: str = ""
    why: bool = False
    what_if: bool = False
    steps: bool = False
    evidence: str = ""
    tone: str = ""
    zone: str = ""
    private: bool = False
    transfer: Transfer = NO_TRANSFER
    describe: str = ""
    understood: bool = False
    heard: tuple[str, ...] = ()
    read: frozenset[str] = frozenset()
    greeted: bool = False


class GuideRequest(NamedTuple):
    """Pages of the guide, all or one section."""

    common: Common
    rules: Path
    section: str = ""
    format: str = "text"


class SchemaRequest(NamedTuple):
    """The JSON Schema of a diagnosis."""

    common: Common
    rules: Path


Request = DiagnosisRequest | GuideRequest | SchemaRequest
