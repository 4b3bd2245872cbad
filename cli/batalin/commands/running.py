"""The command that a request asks for; only that one is imported."""

from __future__ import annotations

from importlib import import_module

from batalin.commands.requests import (
    CasesRequest,
    CodeRequest,
    DiffRequest,
    EditorSchemaRequest,
    GraphRequest,
    NewPageRequest,
    ProofRequest,
    RulesRequest,
    TableRequest,
    WatchRequest,
)
from batalin.common import CheckRequest
from batalin.errors import ExitCode
from batalin.terminal import Terminal

MODULES = {
    CheckRequest: "check",
    CasesRequest: "cases",
    DiffRequest: "diff",
    TableRequest: "table",
    GraphRequest: "graph",
    ProofRequest: "proof",
    EditorSchemaRequest: "editor",
    NewPageRequest: "page",
    WatchRequest: "watch",
    CodeRequest: "code",
}
"""The module of each command; only the one that runs is imported."""


def run(request: RulesRequest, terminal: Terminal) -> ExitCode:
    """Do what was asked for.

    Args:
        request: What the command line says.
        terminal: Where to read and write.

    Returns:
        Done, or a fault where something was found.

    Raises:
        BatalinError: Something the rule keeper can mend.
    """
    code: ExitCode = import_module(f"batalin.commands.{MODULES[type(request)]}").run(request, terminal)
    return code
