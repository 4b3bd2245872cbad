"""What every command line is made of: parameters for Typer, and the checks of their values."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Any

import typer

from batalin.common import Common
from batalin.errors import UsageError
from batalin.request import ON_SCREEN
from batalin.rulebook.vocabulary import LANGUAGES

COMMAND: dict[str, Any] = {"add_help_option": False}
"""Settings of every command: help is one page of our own."""


def new_app() -> typer.Typer:
    """Give an app without commands that leaves errors and completion to the program."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def text(
    name: str, *flags: str, values: Iterable[tuple[str, str]] = (), default: str | None = None
) -> inspect.Parameter:
    """Give a flag that takes a value.

    Args:
        name: Name of the function's argument.
        *flags: Names on the command line.
        values: What it takes, each with a label for completion; nothing for any text.
        default: The value where the flag is not given.
    """
    known = list(values)
    complete = (lambda incomplete: starting(known, incomplete)) if known else None
    return parameter(name, str | None, typer.Option(default, *flags, autocompletion=complete))


def switch(name: str, *flags: str) -> inspect.Parameter:
    """Give a flag without a value."""
    return parameter(name, bool, typer.Option(False, *flags))


def word(name: str, values: Iterable[tuple[str, str]] = ()) -> inspect.Parameter:
    """Give a word that may stand behind the command, with what completion offers for it."""
    known = list(values)
    return parameter(
        name, str | None, typer.Argument(None, autocompletion=lambda incomplete: starting(known, incomplete))
    )


def parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    """Give an argument of a command's function."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def common_parameters() -> list[inspect.Parameter]:
    """Give the flags that every command takes."""
    return [
        text("output", "--output"),
        text("lang", "--lang", values=bare(LANGUAGES)),
        text("rules", "--rules"),
        switch("plain", "--plain"),
        switch("help", "--help", "-h"),
    ]


def read_common(given: dict[str, Any], language: str) -> Common:
    """Read the flags that every command takes."""
    filled("--rules", given["rules"])
    return Common(language, filled("--output", given["output"]), given["plain"])


def with_parameters(function: Callable[..., Any], parameters: list[inspect.Parameter]) -> Callable[..., Any]:
    """Give a function the parameters that Typer should read from it, because they are not written in its head."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return function


def filled(flag: str, given: str | None) -> str:
    """Give a flag's value, or an empty string where it is not given.

    Raises:
        UsageError: It is given without a value.
    """
    if given == "":
        raise UsageError("detail-empty", flag=flag)
    return given or ""


def among(flag: str, given: str | None, values: tuple[str, ...]) -> None:
    """Refuse a value that a flag does not know.

    Raises:
        UsageError: It is empty or none of the values.
    """
    if given == "":
        raise UsageError("answer-empty", flag=flag, values=", ".join(values))
    if given is not None and given not in values:
        raise UsageError("choice-unknown", flag=flag, given=given, values=", ".join(values))


def fill_bare(arguments: Sequence[str]) -> list[str]:
    """Give `--qr` a value where it stands without one, because Typer knows no flag whose value may be left out."""
    filled_in: list[str] = []
    for word, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        filled_in.append(word)
        if word == "--qr" and (not following or (following.startswith("-") and following != ON_SCREEN)):
            filled_in.append(ON_SCREEN)
    return filled_in


def bare(values: Iterable[str]) -> list[tuple[str, str]]:
    """Give values that need no label."""
    return [(value, "") for value in values]


def starting(values: Iterable[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    """Give the values that a word which is being typed can become."""
    return [(value, label) for value, label in values if value.startswith(incomplete)]
