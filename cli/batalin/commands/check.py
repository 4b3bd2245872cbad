"""`batalin rules check`: everything that is wrong, with places; silent files are in order."""

from __future__ import annotations

from batalin.commands.reading import named, read_fixes, read_rules, shown
from batalin.common import CheckRequest
from batalin.delivery import deliver, print_data
from batalin.errors import ExitCode
from batalin.terminal import Terminal
from batalin.workshop.checks.checking import Check, check
from batalin.workshop.checks.report import write_check


def run(request: CheckRequest, terminal: Terminal) -> ExitCode:
    """Check a rulebook and print what was found.

    Args:
        request: Which rules, and how to print.
        terminal: Where to print.

    Raises:
        RulebookError: The folder cannot be read.
        UsageError: `--now` is no ISO time.
    """
    source = read_rules(request.rules, request.now, words=False)
    result = check(source.texts, source.today, source.known, source.strays, whole=source.whole)
    language = request.common.language
    fixes = read_fixes(language) if result.findings else {}
    folder = f"{shown(request.rules)}/"
    if request.format == "text":
        lines = write_check(result, language, folder, named(request.rules), fixes)
        deliver("\n".join(lines) + "\n", request.common, terminal)
        return _exit_code(result)
    from batalin.output.findings import to_annotations, to_findings_data, to_sarif
    from batalin.version import VERSION

    data = to_findings_data(result.findings, result.rulebook, language, folder, named(request.rules), fixes)
    match request.format:
        case "json":
            print_data({"schema": 1, "findings": data, "interviews": _interviews(result)}, request.common, terminal)
        case "github":
            deliver(to_annotations(data), request.common, terminal)
        case "sarif":
            print_data(to_sarif(data, VERSION), request.common, terminal)
    return _exit_code(result)


def _interviews(result: Check) -> int | None:
    return result.proof.cells if result.proof else None


def _exit_code(result: Check) -> ExitCode:
    return ExitCode.FAULT if result.findings else ExitCode.DONE
