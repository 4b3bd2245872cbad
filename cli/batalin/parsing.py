"""A command line read by Typer, with its complaints in our words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from batalin.errors import UsageError
from batalin.words import say

PROGRAM = "batalin"


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
