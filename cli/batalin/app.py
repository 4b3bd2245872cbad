"""The command line: flags become a request; nothing runs inside Typer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer

from batalin.errors import UsageError
from batalin.request import (
    FORMATS,
    GUIDE_FORMATS,
    Common,
    DiagnosisRequest,
    GuideRequest,
    SchemaRequest,
)
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import LANGUAGES, RECIPIENTS

PROGRAM = "batalin"


def build_app(rulebook: Rulebook, language: str, folder: Path) -> typer.Typer:
    """Build the command line for a rulebook's questions.

    Args:
        rulebook: Its questions and details become flags.
        language: Language of completions.
        folder: Where the rulebook lies.

    Returns:
        An app whose commands return a request.
    """
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    settings: dict[str, Any] = {"add_help_option": False}
    app.callback(invoke_without_command=True, **settings)(_diagnosis_command(rulebook, language, folder))
    app.command("guide", **settings)(_guide_command(rulebook, language, folder))
    app.command("schema", **settings)(_schema_command(language, folder))
    return app


def _diagnosis_command(rulebook: Rulebook, language: str, folder: Path) -> Callable[..., Any]:
    names = {question.id: question.id.replace("-", "_") for question in rulebook.questions}
    detail_names = {detail.id: "detail_" + detail.id.replace("-", "_") for detail in rulebook.details}

    def diagnose(**given: Any) -> DiagnosisRequest | None:
        context: typer.Context = given["context"]
        if context.invoked_subcommand:
            _refuse_flags_before(context.invoked_subcommand, given, parameters)
            return None
        _among("--format", given["format"], FORMATS)
        _among("--to", given["to"], RECIPIENTS)
        _among("--message-lang", given["message_lang"], LANGUAGES)
        return DiagnosisRequest(
            common=_common(given, language),
            rules=folder,
            answers={key: given[name] for key, name in names.items() if given[name] is not None},
            details={key: given[name] for key, name in detail_names.items() if given[name] is not None},
            format=given["format"],
            recipient=given["to"] or "",
            message_language=given["message_lang"],
            no_input=given["no_input"],
            answers_file=_filled("--answers", given["answers"]),
            save_answers=_filled("--save-answers", given["save_answers"]),
            now=_filled("--now", given["now"]),
        )

    parameters = [_parameter("context", typer.Context, inspect.Parameter.empty)]
    for question in rulebook.questions:
        values = [(option.id, option.label[language]) for option in question.options]
        parameters.append(_text(names[question.id], *question.flags, values=values))
    parameters += [_text(detail_names[detail.id], *detail.flags) for detail in rulebook.details]
    parameters += [
        _text("format", "--format", values=_bare(FORMATS), default="text"),
        _text("to", "--to", values=_bare(RECIPIENTS)),
        _text("message_lang", "--message-lang", values=_bare(LANGUAGES), default="id"),
        _text("answers", "--answers"),
        _text("save_answers", "--save-answers"),
        _text("now", "--now"),
        _switch("no_input", "--no-input"),
        _switch("version", "--version"),
        *_common_parameters(),
    ]
    return _with_parameters(diagnose, parameters)


def _guide_command(rulebook: Rulebook, language: str, folder: Path) -> Callable[..., Any]:
    def guide(**given: Any) -> GuideRequest:
        _among("--format", given["format"], GUIDE_FORMATS)
        return GuideRequest(_common(given, language), folder, given["section"] or "", given["format"])

    sections = [(one["id"], one["title"][language]) for one in rulebook.trees["guide.yaml"]["sections"]]
    section = typer.Argument(None, autocompletion=lambda incomplete: _starting(sections, incomplete))
    parameters = [
        _parameter("section", str | None, section),
        _text("format", "--format", values=_bare(GUIDE_FORMATS), default="text"),
        *_common_parameters(),
    ]
    return _with_parameters(guide, parameters)


def _schema_command(language: str, folder: Path) -> Callable[..., Any]:
    def schema(**given: Any) -> SchemaRequest:
        return SchemaRequest(_common(given, language), folder)

    return _with_parameters(schema, _common_parameters())


def _common(given: dict[str, Any], language: str) -> Common:
    _filled("--rules", given["rules"])
    return Common(language, _filled("--output", given["output"]), given["plain"])


def _common_parameters() -> list[inspect.Parameter]:
    return [
        _text("output", "--output"),
        _text("lang", "--lang", values=_bare(LANGUAGES)),
        _text("rules", "--rules"),
        _switch("plain", "--plain"),
        _switch("help", "--help", "-h"),
    ]


def _refuse_flags_before(command: str, given: dict[str, Any], parameters: Iterable[inspect.Parameter]) -> None:
    """Say that a flag in front of a command would have no effect there."""
    for parameter in parameters:
        option = parameter.default
        known = parameter.name in ("lang", "rules", "no_input") or not isinstance(option, typer.models.OptionInfo)
        if not known and given[parameter.name] != option.default:
            raise UsageError("flag-before-command", flag=option.param_decls[0], command=command)


def _filled(flag: str, given: str | None) -> str:
    if given == "":
        raise UsageError("detail-empty", flag=flag)
    return given or ""


def _among(flag: str, given: str | None, values: tuple[str, ...]) -> None:
    if given == "":
        raise UsageError("answer-empty", flag=flag, values=", ".join(values))
    if given is not None and given not in values:
        raise UsageError("choice-unknown", flag=flag, given=given, values=", ".join(values))


def _bare(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(value, "") for value in values]


def _starting(values: Iterable[tuple[str, str]], incomplete: str) -> list[tuple[str, str]]:
    return [(value, label) for value, label in values if value.startswith(incomplete)]


def _text(
    name: str, *flags: str, values: Iterable[tuple[str, str]] = (), default: str | None = None
) -> inspect.Parameter:
    known = list(values)
    complete = (lambda incomplete: _starting(known, incomplete)) if known else None
    return _parameter(name, str | None, typer.Option(default, *flags, autocompletion=complete))


def _switch(name: str, *flags: str) -> inspect.Parameter:
    return _parameter(name, bool, typer.Option(False, *flags))


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _with_parameters(function: Callable[..., Any], parameters: list[inspect.Parameter]) -> Callable[..., Any]:
    """Give a function the parameters that Typer should read from it, because flags come from the rulebook."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return function
