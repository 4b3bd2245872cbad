"""The few kinds of trouble, each with the name of its sentence; words and exit codes are given in one place."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from batalin.rulebook.finding import Finding


class ExitCode(IntEnum):
    """What the program says to the shell."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    STOPPED = 130


class BatalinError(Exception):
    """Trouble that a user can do something about.

    Attributes:
        key: Name of the sentence in `words`.
        facts: Values for its placeholders.
    """

    exit_code = ExitCode.FAULT

    def __init__(self, key: str, **facts: str) -> None:
        """Remember which sentence to say and with which values."""
        super().__init__(key)
        self.key = key
        self.facts = facts


class UsageError(BatalinError):
    """The command line or an answer is not of the form it should have."""

    exit_code = ExitCode.USAGE


class FileError(BatalinError):
    """A file cannot be read or written."""


class RulebookError(BatalinError):
    """A rulebook is missing or not in order.

    Attributes:
        findings: Everything that is wrong, with places.
    """

    def __init__(self, key: str, findings: Sequence[Finding] = (), **facts: str) -> None:
        """Remember the findings beside the sentence."""
        super().__init__(key, **facts)
        self.findings = tuple(findings)


class Stopped(Exception):
    """The buyer stopped the interview.

    Attributes:
        command: Goes on from where it stopped, or an empty string where nothing was answered.
    """

    def __init__(self, command: str) -> None:
        """Remember the command."""
        super().__init__(command)
        self.command = command
