"""What a command line asks for, before anything is run."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

_NOTHING: Mapping[str, str] = MappingProxyType({})
FORMATS = ("text", "json", "markdown", "message")
GUIDE_FORMATS = ("text", "markdown")


class Common(NamedTuple):
    """Flags that every command takes."""

    language: str
    output: str = ""
    plain: bool = False


class DiagnosisRequest(NamedTuple):
    """A diagnosis, from flags, an answers file, questions, or all of them.

    Attributes:
        answers: Raw values by question id.
        details: Raw values by detail id.
        why: Whether to tell how the rules came to this result.
        what_if: Whether to list what would change it.
    """

    common: Common
    rules: Path
    answers: Mapping[str, str] = _NOTHING
    details: Mapping[str, str] = _NOTHING
    format: str = "text"
    recipient: str = ""
    message_language: str = "id"
    no_input: bool = False
    answers_file: str = ""
    save_answers: str = ""
    now: str = ""
    why: bool = False
    what_if: bool = False


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
