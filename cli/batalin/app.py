"""The command line of the buyer: flags become a request; nothing runs inside Typer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
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
from batalin.handover.parts import SHORTEST_PART
from batalin.present import ZONES
from batalin.presentation import choose_format
from batalin.request import (
    CHANNELS,
    FORMATS,
    GUIDE_FORMATS,
    DiagnosisRequest,
    GuideRequest,
    SchemaRequest,
    Transfer,
)
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import LANGUAGES, RECIPIENTS, TONES


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


def told_parameters(rulebook: Rulebook, language: str) -> list[inspect.Parameter]:
    """Give the flags that tell answers and details."""
    values = {one.id: [(option.id, option.label[language]) for option in one.options] for one in rulebook.questions}
    return [
        *(text(_answer_name(one.id), *one.flags, values=values[one.id]) for one in rulebook.questions),
        *(text(_detail_name(one.id), *one.flags) for one in rulebook.details),
    ]


def read_told(given: Mapping[str, Any], rulebook: Rulebook) -> tuple[dict[str, str], dict[str, str]]:
    """Read the flags of `told_parameters`: raw answers by question id and raw details by detail id."""
    answers = {one.id: given[_answer_name(one.id)] for one in rulebook.questions}
    details = {one.id: given[_detail_name(one.id)] for one in rulebook.details}
    return _told(answers), _told(details)


def _told(values: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value is not None}


def _answer_name(question_id: str) -> str:
    return question_id.replace("-", "_")


def _detail_name(detail_id: str) -> str:
    return f"detail_{_answer_name(detail_id)}"


def letter_parameters(rulebook: Rulebook) -> list[inspect.Parameter]:
    """Give the flags about the message and how it leaves the screen."""
    evidence = [(one.id, "") for one in rulebook.handover.evidence]
    return [
        text("to", "--to", values=bare(RECIPIENTS)),
        text("message_lang", "--message-lang", values=bare(LANGUAGES), default="id"),
        text("tone", "--tone", values=bare(rulebook.handover.tones)),
        text("evidence", "--evidence", values=evidence),
        text("max_chars", "--max-chars"),
        switch("copy", "--copy"),
        text("qr", "--qr"),
        text("share", "--share", values=bare(CHANNELS)),
        text("ics", "--ics"),
        text("zone", "--zone", values=bare(ZONES)),
        switch("private", "--private"),
    ]


def read_transfer(given: Mapping[str, Any]) -> Transfer:
    """Read the flags that say how the message leaves the screen, and see that the file for a result has a known form.

    Raises:
        UsageError: A value does not fit.
    """
    among("--share", given["share"], CHANNELS)
    # Nobody should answer all questions first, to learn only then that the file cannot be written.
    choose_format(given.get("format") or "", given["output"] or "")
    return Transfer(
        given["copy"],
        filled("--qr", given["qr"]),
        given["share"] or "",
        filled("--ics", given["ics"]),
        _read_limit(filled("--max-chars", given["max_chars"])),
    )


def _read_limit(given: str) -> int:
    if given and not (given.isascii() and given.isdecimal() and int(given) >= SHORTEST_PART):
        raise UsageError("max-chars-too-small", given=given, limit=str(SHORTEST_PART))
    return int(given or 0)


def _diagnosis_command(rulebook: Rulebook, language: str, folder: Path) -> Callable[..., Any]:
    def diagnose(**given: Any) -> DiagnosisRequest | None:
        context: typer.Context = given["context"]
        if context.invoked_subcommand:
            _refuse_flags_before(context.invoked_subcommand, given, parameters)
            return None
        among("--format", given["format"], FORMATS)
        among("--to", given["to"], RECIPIENTS)
        among("--message-lang", given["message_lang"], LANGUAGES)
        among("--tone", given["tone"], TONES)
        answers, details = read_told(given, rulebook)
        return DiagnosisRequest(
            common=read_common(given, language),
            rules=folder,
            answers=answers,
            details=details,
            format=given["format"] or "",
            recipient=given["to"] or "",
            message_language=given["message_lang"],
            no_input=given["no_input"],
            answers_file=filled("--answers", given["answers"]),
            save_answers=filled("--save-answers", given["save_answers"]),
            now=filled("--now", given["now"]),
            why=given["why"],
            what_if=given["what_if"],
            steps=given["steps"],
            evidence=filled("--evidence", given["evidence"]),
            tone=given["tone"] or "",
            zone=filled("--zone", given["zone"]),
            private=given["private"],
            transfer=read_transfer(given),
            describe=filled("--describe", given["describe"]),
            understood=given["understood"],
        )

    parameters = [
        parameter("context", typer.Context, inspect.Parameter.empty),
        *told_parameters(rulebook, language),
        text("format", "--format", values=bare(FORMATS)),
        *letter_parameters(rulebook),
        switch("steps", "--steps"),
        text("describe", "--describe"),
        switch("understood", "--understood"),
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
        common = read_common(given, language)
        form = choose_format(given["format"] or "", common.output, forms=GUIDE_FORMATS)
        return GuideRequest(common, folder, given["section"] or "", form)

    sections = [(one["id"], one["title"][language]) for one in rulebook.trees["guide.yaml"]["sections"]]
    formats = text("format", "--format", values=bare(GUIDE_FORMATS))
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
