"""The command line of the rule keeper: `batalin rules ...` and `batalin explain` become requests."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from batalin.commands.requests import (
    CASE_FORMATS,
    CHECK_FORMATS,
    DIFF_FORMATS,
    GRAPH_FORMATS,
    PROOF_FORMATS,
    TABLE_FORMATS,
    CasesRequest,
    CodeRequest,
    DiffRequest,
    EditorSchemaRequest,
    GraphRequest,
    NewPageRequest,
    ProofRequest,
    TableRequest,
    WatchRequest,
)
from batalin.common import CheckRequest, Common
from batalin.flags import (
    COMMAND,
    among,
    bare,
    common_parameters,
    filled,
    new_app,
    parameter,
    read_common,
    starting,
    switch,
    text,
    with_parameters,
    word,
)

RULES, EXPLAIN = "rules", "explain"
Command = Callable[..., Any]


def add_rules_commands(app: typer.Typer, language: str, folder: Path) -> None:
    """Add the rule keeper's commands to an app; none of them needs a rulebook that is in order.

    Args:
        app: Its commands return a request.
        language: Language of the output.
        folder: The rulebook meant where a command names none.
    """
    rules = new_app()
    rules.callback(invoke_without_command=True, **COMMAND)(with_parameters(lambda **_: None, common_parameters()))
    for name, command in _commands(language, folder).items():
        rules.command(name, **COMMAND)(command)
    app.add_typer(rules, name=RULES, add_help_option=False)
    app.command(EXPLAIN, **COMMAND)(_explain(language))


def build_rules_app(language: str, folder: Path) -> typer.Typer:
    """Build a command line that knows the rule keeper's commands only."""
    app = new_app()
    app.callback(invoke_without_command=True, **COMMAND)(with_parameters(lambda **_: None, common_parameters()))
    add_rules_commands(app, language, folder)
    return app


def _commands(language: str, folder: Path) -> dict[str, Command]:
    def common(given: dict[str, Any]) -> Common:
        return read_common(given, language)

    def place(given: dict[str, Any]) -> Path:
        return Path(filled("DIR", given["dir"]) or folder)

    def check(**given: Any) -> CheckRequest:
        among("--format", given["format"], CHECK_FORMATS)
        return CheckRequest(common(given), place(given), given["format"], filled("--now", given["now"]))

    def test(**given: Any) -> CasesRequest:
        among("--format", given["format"], CASE_FORMATS)
        cases, only = filled("--cases", given["cases"]), filled("--only", given["only"])
        return CasesRequest(common(given), place(given), cases, only, given["write_missing"], given["format"])

    def diff(**given: Any) -> DiffRequest:
        among("--format", given["format"], DIFF_FORMATS)
        words = (("OLD", "old"), ("NEW", "new"), ("--rev", "rev"))
        old, new, revision = (filled(word, given[name]) for word, name in words)
        return DiffRequest(common(given), old, new, revision, folder, given["format"])

    def table(**given: Any) -> TableRequest:
        among("--format", given["format"], TABLE_FORMATS)
        return TableRequest(common(given), place(given), given["format"])

    def graph(**given: Any) -> GraphRequest:
        among("--format", given["format"], GRAPH_FORMATS)
        answers = filled("--answers", given["answers"])
        return GraphRequest(common(given), place(given), given["format"], answers, filled("--now", given["now"]))

    def proof(**given: Any) -> ProofRequest:
        among("--format", given["format"], PROOF_FORMATS)
        return ProofRequest(common(given), place(given), given["format"], filled("--now", given["now"]))

    def schema(**given: Any) -> EditorSchemaRequest:
        return EditorSchemaRequest(common(given), place(given), given["write"])

    def new(**given: Any) -> NewPageRequest:
        return NewPageRequest(common(given), place(given), filled("ID", given["id"]))

    def watch(**given: Any) -> WatchRequest:
        return WatchRequest(common(given), place(given))

    here, now = word("dir"), text("now", "--now")
    return {
        "check": _command(check, here, _format(CHECK_FORMATS), now),
        "test": _command(
            test,
            here,
            text("cases", "--cases"),
            text("only", "--only"),
            switch("write_missing", "--write-missing"),
            _format(CASE_FORMATS),
        ),
        "diff": _command(diff, word("old"), word("new"), text("rev", "--rev"), _format(DIFF_FORMATS)),
        "table": _command(table, here, _format(TABLE_FORMATS)),
        "graph": _command(graph, here, _format(GRAPH_FORMATS), text("answers", "--answers"), now),
        "proof": _command(proof, here, _format(PROOF_FORMATS), now),
        "schema": _command(schema, here, switch("write", "--write")),
        "new": _command(new, word("id"), here),
        "watch": _command(watch, here),
    }


def _explain(language: str) -> Command:
    def complete(incomplete: str) -> list[tuple[str, str]]:
        from batalin.commands.reading import read_pages

        return starting(((page.code, page.what[language]) for page in read_pages().values()), incomplete)

    def explain(**given: Any) -> CodeRequest:
        return CodeRequest(read_common(given, language), given["code"] or "")

    return _command(explain, parameter("code", str | None, typer.Argument(None, autocompletion=complete)))


def _format(formats: tuple[str, ...]) -> inspect.Parameter:
    return text("format", "--format", values=bare(formats), default=formats[0])


def _command(function: Command, *parameters: inspect.Parameter) -> Command:
    return with_parameters(function, [*parameters, *common_parameters()])
