"""The command line of case files: `batalin case ...` becomes a request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from batalin.app import letter_parameters, read_told, read_transfer, told_parameters
from batalin.casework.requests import (
    LIST_FORMATS,
    SHOW_FORMATS,
    AddEvents,
    CloseCase,
    ListCases,
    NewCase,
    NextStep,
    PurgeCases,
    ShowCase,
    Sitting,
)
from batalin.flags import (
    COMMAND,
    among,
    bare,
    common_parameters,
    filled,
    new_app,
    read_common,
    switch,
    text,
    with_parameters,
    word,
)
from batalin.present import ZONES
from batalin.request import FORMATS, DiagnosisRequest
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import LANGUAGES, RECIPIENTS, TONES

CASE = "case"
_WRITTEN = ("message_lang", "tone", "evidence", "zone", "private")
"""Parameters about a letter that count also where it was sent already."""
Command = Callable[..., Any]


def add_case_commands(app: Any, rulebook: Rulebook, language: str, folder: Path) -> None:
    """Add the commands about case files to an app.

    Args:
        app: Its commands return a request.
        rulebook: Its questions and details become flags.
        language: Language of completions and output.
        folder: Where the rulebook lies.
    """
    cases = new_app()
    cases.callback(invoke_without_command=True, **COMMAND)(with_parameters(lambda **_: None, common_parameters()))
    for name, command in _commands(rulebook, language, folder).items():
        cases.command(name, **COMMAND)(command)
    app.add_typer(cases, name=CASE, add_help_option=False)


def build_case_app(rulebook: Rulebook, language: str, folder: Path) -> Any:
    """Build a command line that knows the commands about case files only."""
    app = new_app()
    app.callback(invoke_without_command=True, **COMMAND)(with_parameters(lambda **_: None, common_parameters()))
    add_case_commands(app, rulebook, language, folder)
    return app


def _commands(rulebook: Rulebook, language: str, folder: Path) -> dict[str, Command]:
    told = told_parameters(rulebook, language)
    letter = letter_parameters(rulebook)
    clock = text("now", "--now")
    zone, private = text("zone", "--zone", values=bare(ZONES)), switch("private", "--private")
    case = word("case")
    asking = switch("no_input", "--no-input")

    def sitting(given: dict[str, Any]) -> Sitting:
        return Sitting(
            read_common(given, language),
            given.get("case") or "",
            filled("--now", given.get("now")),
            filled("--zone", given.get("zone")),
            given.get("private", False),
        )

    def diagnosis(given: dict[str, Any], form: str = "") -> DiagnosisRequest:
        among("--message-lang", given["message_lang"], LANGUAGES)
        among("--tone", given["tone"], TONES)
        return DiagnosisRequest(
            read_common(given, language),
            folder,
            format=form,
            message_language=given["message_lang"],
            no_input=given["no_input"],
            now=filled("--now", given["now"]),
            evidence=filled("--evidence", given["evidence"]),
            tone=given["tone"] or "",
            zone=filled("--zone", given["zone"]),
            private=given["private"],
        )

    def handed_over(given: dict[str, Any], form: str = "") -> DiagnosisRequest:
        among("--to", given["to"], RECIPIENTS)
        return diagnosis(given, form)._replace(recipient=given["to"] or "", transfer=read_transfer(given))

    def new(**given: Any) -> NewCase:
        answers, details = read_told(given, rulebook)
        told_file = filled("--answers", given["answers"])
        wanted = handed_over(given)._replace(answers=answers, details=details, answers_file=told_file)
        return NewCase(wanted, filled("--label", given["label"]))

    def add(**given: Any) -> AddEvents:
        among("--sent", given["sent"], RECIPIENTS)
        among("--reply-from", given["reply_from"], RECIPIENTS)
        answers, details = read_told(given, rulebook)
        return AddEvents(
            sitting(given),
            answers,
            details,
            diagnosis(given)._replace(no_input=True),
            filled("--on", given["on"]),
            given["sent"] or "",
            given["reply_from"] or "",
            filled("--text", given["text"]),
            filled("--promised", given["promised"]),
            filled("--note", given["note"]),
            given["no_input"],
        )

    def show(**given: Any) -> ShowCase:
        among("--format", given["format"], SHOW_FORMATS)
        return ShowCase(sitting(given), given["format"] or "")

    def export(**given: Any) -> ShowCase:
        return show(**given)._replace(usual="markdown")

    def go_on(**given: Any) -> NextStep:
        among("--format", given["format"], FORMATS)
        return NextStep(given["case"] or "", handed_over(given, given["format"] or "")._replace(steps=given["steps"]))

    def show_all(**given: Any) -> ListCases:
        among("--format", given["format"], LIST_FORMATS)
        return ListCases(sitting(given), given["all"], given["format"] or "")

    def close(**given: Any) -> CloseCase:
        return CloseCase(sitting(given), filled("--text", given["text"]))

    def purge(**given: Any) -> PurgeCases:
        return PurgeCases(sitting(given), given["closed"], given["all"], given["yes"])

    shown = text("format", "--format", values=bare(SHOW_FORMATS))
    listed = text("format", "--format", values=bare(LIST_FORMATS))
    prepared = text("format", "--format", values=bare(FORMATS))
    recipients = bare(RECIPIENTS)
    happened = [
        text("on", "--on"),
        text("sent", "--sent", values=recipients),
        text("reply_from", "--reply-from", values=recipients),
        text("text", "--text"),
        text("promised", "--promised"),
        text("note", "--note"),
    ]
    written = [one for one in letter if one.name in _WRITTEN]
    closed, every, sure = switch("closed", "--closed"), switch("all", "--all"), switch("yes", "--yes")
    parameters = {
        "new": (new, [*told, *letter, text("label", "--label"), text("answers", "--answers"), clock, asking]),
        "add": (add, [case, *told, *happened, *written, clock, asking]),
        "show": (show, [case, shown, clock, zone, private]),
        "next": (go_on, [case, prepared, *letter, switch("steps", "--steps"), clock, asking]),
        "list": (show_all, [listed, every, private]),
        "close": (close, [case, text("text", "--text"), clock, zone]),
        "export": (export, [case, shown, clock, zone, private]),
        "purge": (purge, [case, closed, every, sure]),
    }
    return {
        name: with_parameters(command, [*flags, *common_parameters()]) for name, (command, flags) in parameters.items()
    }
