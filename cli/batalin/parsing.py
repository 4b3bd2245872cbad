"""A command line read by Typer, with its complaints in our words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from batalin.errors import UsageError
from batalin.words import say

PROGRAM = "batalin"
DESCRIBE = "--describe"
COMMANDS = ("guide", "schema", "case", "rules", "explain")
SWITCHES = (
    "--copy",
    "--help",
    "--no-input",
    "--plain",
    "--private",
    "--steps",
    "--understood",
    "--version",
    "--what-if",
    "--why",
    "-h",
)
"""Flags of a diagnosis without a value."""


def name_description(arguments: Sequence[str]) -> Sequence[str]:
    """Put `--describe` in front of a buyer's own words, which may stand in a command line without a flag.

    Words in front of every flag, or several words in quotation marks, are a description; a command is none, and
    neither is a word that is nearly one.

    Args:
        arguments: Without the program's name.
    """
    first = next((index for index, word in enumerate(arguments) if word.startswith("-")), len(arguments))
    leading = list(arguments[:first])
    if leading and not _is_command(leading):
        return [DESCRIBE, " ".join(leading), *arguments[first:]]
    takes_value = False
    for index, word in enumerate(arguments[first:], first):
        if not takes_value and not word.startswith("-"):
            return [*arguments[:index], DESCRIBE, *arguments[index:]] if len(word.split()) != 1 else arguments
        takes_value = word.startswith("-") and "=" not in word and word not in SWITCHES and not takes_value
    return arguments


def _is_command(words: Sequence[str]) -> bool:
    from difflib import get_close_matches

    return words[0] in COMMANDS or (len(words) == 1 and bool(get_close_matches(words[0], COMMANDS, cutoff=0.6)))


def read_command_line(app: Callable[..., Any], arguments: Sequence[str], language: str) -> Any:
    """Let Typer read a command line, and put its complaints into our words.

    Raises:
        UsageError: A flag is unknown or has no value, or a word stands where none is expected.
    """
    from typer.exceptions import TyperException

    try:
        return app(args=list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except TyperException as error:
        raise _usage_error(error, arguments, language) from None


def _usage_error(error: Exception, arguments: Sequence[str], language: str) -> UsageError:
    flag = getattr(error, "option_name", None)
    possibilities = getattr(error, "possibilities", None)
    if flag and hasattr(error, "possibilities"):
        near = say("flag-near", language, near=", ".join(possibilities)) if possibilities else say("try-help", language)
        return UsageError("flag-unknown", flag=str(flag), near=near)
    if flag and any(word.startswith(f"{flag}=") for word in arguments):
        return UsageError("flag-takes-no-value", flag=str(flag))
    if flag:
        return UsageError("flag-needs-value", flag=str(flag))
    words = [word for word in arguments if not word.startswith("-") or word == "-"]
    quoted = [word for word in words if word in str(error)]
    return UsageError("word-unexpected", word=" ".join(quoted[-1:] or words[-1:]))
