"""The command line of the buyer: flags become a request; nothing runs inside Typer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer

from batalin.errors import UsageError
from batalin.flags import (
    COMMAND,
    among,
    bare,
    common_parameters,
    filled,
    new_app,
    parameter,
    read_common,
    switch,
    text,
    with_parameters,
    word,
)
from batalin.request import FORMATS, GUIDE_FORMATS, DiagnosisRequest, GuideRequest, SchemaRequest
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import LANGUAGES, RECIPIENTS


def build_app(rulebook: Rulebook, language: str, folder: Path) -> typer.Typer:
    """Build the command line for a rulebook's questions.

    Args:
        rulebook: Its questions and details become flags.
        language: Language of completions.
        folder: Where the rulebook lies.

    Returns:
        An app whose commands return a request.
    """
    app = new_app()
    app.callback(invoke_without_command=True, **COMMAND)(_diagnosis_command(rulebook, language, folder))
    app.command("guide", **COMMAND)(_guide_command(rulebook, language, folder))
    app.command("schema", **COMMAND)(_schema_command(language, folder))
    return app


def _diagnosis_command(rulebook: Rulebook, language: str, folder: Path) -> Callable[..., Any]:
    names = {question.id: question.id.replace("-", "_") for question in rulebook.questions}
    detail_names = {detail.id: "detail_" + detail.id.replace("-", "_") for detail in rulebook.details}

    def diagnose(**given: Any) -> DiagnosisRequest | None:
        context: typer.Context = given["context"]
        if context.invoked_subcommand:
            _refuse_flags_before(context.invoked_subcommand, given, parameters)
            return None
        among("--format", given["format"], FORMATS)
        among("--to", given["to"], RECIPIENTS)
        among("--message-lang", given["message_lang"], LANGUAGES)
        return DiagnosisRequest(
            common=read_common(given, language),
            rules=folder,
            answers={key: given[name] for key, name in names.items() if given[name] is not None},
            details={key: given[name] for key, name in detail_names.items() if given[name] is not None},
            format=given["format"],
            recipient=given["to"] or "",
            message_language=given["message_lang"],
            no_input=given["no_input"],
            answers_file=filled("--answers", given["answers"]),
            save_answers=filled("--save-answers", given["save_answers"]),
            now=filled("--now", given["now"]),
            why=given["why"],
            what_if=given["what_if"],
        )

    parameters = [parameter("context", typer.Context, inspect.Parameter.empty)]
    for question in rulebook.questions:
        values = [(option.id, option.label[language]) for option in question.options]
        parameters.append(text(names[question.id], *question.flags, values=values))
    parameters += [text(detail_names[detail.id], *detail.flags) for detail in rulebook.details]
    parameters += [
        text("format", "--format", values=bare(FORMATS), default="text"),
        text("to", "--to", values=bare(RECIPIENTS)),
        text("message_lang", "--message-lang", values=bare(LANGUAGES), default="id"),
        text("answers", "--answers"),
        text("save_answers", "--save-answers"),
        text("now", "--now"),
        switch("why", "--why"),
        switch("what_if", "--what-if"),
        switch("no_input", "--no-input"),
        switch("version", "--version"),
        *common_parameters(),
    ]
    return with_parameters(diagnose, parameters)


def _guide_command(rulebook: Rulebook, language: str, folder: Path) -> Callable[..., Any]:
    def guide(**given: Any) -> GuideRequest:
        among("--format", given["format"], GUIDE_FORMATS)
        return GuideRequest(read_common(given, language), folder, given["section"] or "", given["format"])

    sections = [(one["id"], one["title"][language]) for one in rulebook.trees["guide.yaml"]["sections"]]
    formats = text("format", "--format", values=bare(GUIDE_FORMATS), default="text")
    return with_parameters(guide, [word("section", sections), formats, *common_parameters()])


def _schema_command(language: str, folder: Path) -> Callable[..., Any]:
    def schema(**given: Any) -> SchemaRequest:
        return SchemaRequest(read_common(given, language), folder)

    return with_parameters(schema, common_parameters())


def _refuse_flags_before(command: str, given: dict[str, Any], parameters: Iterable[inspect.Parameter]) -> None:
    """Say that a flag in front of a command would have no effect there."""
    for one in parameters:
        option = one.default
        known = one.name in ("lang", "rules", "no_input") or not isinstance(option, typer.models.OptionInfo)
        if not known and given[one.name] != option.default:
            raise UsageError("flag-before-command", flag=option.param_decls[0], command=command)
