"""Findings as text with carets, as data, as annotations of a code host and as SARIF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from batalin.diagnosis.command import write_command
from batalin.diagnosis.details import Details
from batalin.rulebook.finding import Finding
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_KNOWN_WORDS = 20
_BEFORE_CARET, _SHOWN = 60, 100
Fixes = Mapping[str, str]


def describe_finding(finding: Finding, language: str) -> str:
    """Say in one sentence what is wrong."""
    return say(f"rule-{finding.code}", language, word=finding.word, **finding.facts)


def write_finding(finding: Finding, language: str, folder: str = "", command: str = "", fix: str = "") -> list[str]:
    """Write a finding with its place, its source line, a caret below the fault and what to do.

    Args:
        finding: What is wrong.
        language: The reader's language.
        folder: Put in front of the file's name, so that an editor finds it.
        command: Shows the fault, or an empty string.
        fix: How such a fault is mended, or an empty string.
    """
    head = f"{say(finding.severity, language)}[{finding.code}]: {describe_finding(finding, language)}"
    at = f":{finding.span.line}:{finding.span.column}" if finding.span else ""
    lines = [f"{folder}{finding.file}{at}: {head}"]
    if finding.span and finding.line:
        start = max(0, finding.span.column - _BEFORE_CARET)
        shown = "".join(one if one.isprintable() else "?" for one in finding.line[start : start + _SHOWN])
        length = max(1, min(finding.span.length, len(shown) - (finding.span.column - 1 - start)))
        lines += [f"  {shown}", f"  {' ' * (finding.span.column - 1 - start)}{'^' * length}"]
    if finding.nearest:
        lines.append(say("rule-nearest", language, word=finding.nearest))
    elif finding.known:
        lines.append(say("rule-known", language, words=", ".join(finding.known[:_KNOWN_WORDS])))
    if fix:
        lines.append(say("rule-fix", language, fix=fix))
    if command:
        lines.append(say("rule-witness", language, command=command))
    return lines


def write_witness(finding: Finding, rulebook: Rulebook | None, language: str, rules: str) -> str:
    """Write the command that shows a finding, or an empty string where none is needed.

    Args:
        finding: What is wrong.
        rulebook: The rules, where they could be read.
        language: The reader's language.
        rules: Folder of the rulebook, or an empty string for the rules that come with the program.
    """
    if not finding.witness or rulebook is None:
        return ""
    return write_command(rulebook, finding.witness, Details(), language, rules)


def to_findings_data(
    findings: Sequence[Finding], rulebook: Rulebook | None, language: str, folder: str, rules: str, fixes: Fixes
) -> list[dict[str, Any]]:
    """Give findings as lists and mappings; the keys are stable."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "file": f"{folder}{finding.file}",
            "line": finding.span.line if finding.span else 1,
            "column": finding.span.column if finding.span else 1,
            "length": finding.span.length if finding.span else 1,
            "message": describe_finding(finding, language),
            "nearest": finding.nearest or None,
            "fix": fixes.get(finding.code),
            "command": write_witness(finding, rulebook, language, rules) or None,
        }
        for finding in findings
    ]


def to_annotations(data: Sequence[Mapping[str, Any]]) -> str:
    """Write findings as workflow commands, one a line, which GitHub shows beside the lines of a change."""
    lines = []
    for one in data:
        end = one["column"] + one["length"]
        place = f"file={_escape(one['file'], property=True)},line={one['line']},col={one['column']},endColumn={end}"
        lines.append(f"::{one['severity']} {place},title={one['code']}::{_escape(one['message'])}\n")
    return "".join(lines)


def _escape(text: str, *, property: bool = False) -> str:
    """Escape as workflow commands ask for: `%`, line ends, and inside a property also `:` and `,`."""
    pairs = [("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), *([(":", "%3A"), (",", "%2C")] if property else [])]
    for plain, escaped in pairs:
        text = text.replace(plain, escaped)
    return text


def to_sarif(data: Sequence[Mapping[str, Any]], version: str) -> dict[str, Any]:
    """Give findings in the Static Analysis Results Interchange Format 2.1.0.

    Args:
        data: What `to_findings_data` gives.
        version: The program's version.
    """
    codes = list(dict.fromkeys(one["code"] for one in data))
    helps = {one["code"]: one["fix"] for one in data}
    rules = [{"id": code, **({"help": {"text": helps[code]}} if helps[code] else {})} for code in codes]
    results = [
        {
            "ruleId": one["code"],
            "ruleIndex": codes.index(one["code"]),
            "level": one["severity"],
            "message": {"text": one["message"]},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": one["file"].replace("\\", "/")},
                        "region": {
                            "startLine": one["line"],
                            "startColumn": one["column"],
                            "endColumn": one["column"] + one["length"],
                        },
                    }
                }
            ],
        }
        for one in data
    ]
    driver = {"name": "batalin", "version": version, "rules": rules}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
