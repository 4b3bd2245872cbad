"""`batalin rules check`: everything that is wrong, with places; silent files are in order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from batalin.commands.reading import read_fixes, read_rules
from batalin.commands.requests import CheckRequest
from batalin.delivery import deliver, print_data
from batalin.errors import ExitCode
from batalin.rulebook.loading import find_rules
from batalin.terminal import Terminal
from batalin.words import say
from batalin.workshop.checking import Check, check


def run(request: CheckRequest, terminal: Terminal) -> ExitCode:
    """Check a rulebook and print what was found.

    Args:
        request: Which rules, and how to print.
        terminal: Where to print.

    Raises:
        RulebookError: The folder cannot be read.
        UsageError: `--now` is no ISO time.
    """
    source = read_rules(request.rules, request.now)
    result = check(source.texts, source.today, source.known)
    language = request.common.language
    fixes = read_fixes(language) if result.findings else {}
    if request.format == "text":
        deliver("\n".join(_report(result, request, fixes)) + "\n", request.common, terminal)
        return _exit_code(result)
    from batalin.output.findings import to_annotations, to_findings_data, to_sarif
    from batalin.version import VERSION

    folder = f"{request.rules.as_posix()}/"
    data = to_findings_data(result.findings, result.rulebook, language, folder, _named(request.rules), fixes)
    match request.format:
        case "json":
            print_data({"schema": 1, "findings": data, "interviews": _interviews(result)}, request.common, terminal)
        case "github":
            deliver(to_annotations(data), request.common, terminal)
        case "sarif":
            print_data(to_sarif(data, VERSION), request.common, terminal)
    return _exit_code(result)


def _report(result: Check, request: CheckRequest, fixes: Mapping[str, str]) -> list[str]:
    language = request.common.language
    if not result.findings:
        return [_clean(result, language)]
    from batalin.output.findings import write_finding, write_witness

    lines: list[str] = []
    for finding in result.findings:
        command = write_witness(finding, result.rulebook, language, _named(request.rules))
        folder = f"{request.rules.as_posix()}/"
        lines += [*write_finding(finding, language, folder, command, fixes.get(finding.code, "")), ""]
    errors = sum(finding.severity == "error" for finding in result.findings)
    first = result.findings[0].code
    counts = {"errors": str(errors), "warnings": str(len(result.findings) - errors)}
    return [*lines, say("check-count", language, **counts), say("rule-explain", language, code=first)]


def _clean(result: Check, language: str) -> str:
    assert result.rulebook is not None, "rules without findings were read"
    assert result.proof is not None, "rules without findings were proved"
    pages = [rule.body for rule in (*result.rulebook.situations, result.rulebook.fallback) if rule]
    return say(
        "check-clean",
        language,
        cells=str(result.proof.cells),
        situations=str(len(pages)),
        examples=str(sum(len(page["examples"]) for page in pages)),
    )


def _interviews(result: Check) -> int | None:
    return result.proof.cells if result.proof else None


def _named(folder: Path) -> str:
    return "" if folder == find_rules() else str(folder)


def _exit_code(result: Check) -> ExitCode:
    return ExitCode.FAULT if result.findings else ExitCode.DONE
