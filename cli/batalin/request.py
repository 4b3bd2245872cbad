"""What a command line asks for, before anything is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FORMATS = ("text", "json", "markdown", "message")
GUIDE_FORMATS = ("text", "markdown")


@dataclass(frozen=True, slots=True)
class Common:
    """Flags that every command takes."""

    language: str
    output: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class DiagnosisRequest:
    """A diagnosis, from flags, an answers file, questions, or all of them.

    Attributes:
        answers: Raw values by question id.
        details: Raw values by detail id.
    """

    common: Common
    rules: Path
    answers: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    format: str = "text"
    recipient: str = ""
    message_language: str = "id"
    no_input: bool = False
    answers_file: str = ""
    save_answers: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class GuideRequest:
    """Pages of the guide, all or one section."""

    common: Common
    rules: Path
    section: str = ""
    format: str = "text"


@dataclass(frozen=True, slots=True)
class SchemaRequest:
    """The JSON Schema of a diagnosis."""

    common: Common
    rules: Path


Request = DiagnosisRequest | GuideRequest | SchemaRequest
