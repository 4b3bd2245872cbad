"""What a check found, as lines of text."""

from __future__ import annotations

from collections.abc import Mapping

from batalin.words import say
from batalin.workshop.checks.checking import Check


def write_check(check: Check, language: str, folder: str, rules: str, fixes: Mapping[str, str]) -> list[str]:
    """Write every finding with its place and its remedy, and how many there are; or that there is none.

    Args:
        check: What was found.
        language: The reader's language.
        folder: Put in front of the names of files, so that an editor finds them; ends with a slash.
        rules: Folder of the rulebook for commands, or an empty string for the rules that come with the program.
        fixes: How each kind of finding is mended, by its code.
    """
    if not check.findings:
        return [_clean(check, language, folder)]
    from batalin.output.findings import write_finding, write_witness

    lines: list[str] = []
    for finding in check.findings:
        command = write_witness(finding, check.rulebook, language, rules)
        lines += [*write_finding(finding, language, folder, command, fixes.get(finding.code, "")), ""]
    errors = sum(finding.severity == "error" for finding in check.findings)
    counts = {"errors": str(errors), "warnings": str(len(check.findings) - errors)}
    first = check.findings[0].code
    return [*lines, say("check-count", language, **counts), say("rule-explain", language, code=first)]


def _clean(check: Check, language: str, folder: str) -> str:
    assert check.rulebook is not None, "rules without findings were read"
    assert check.proof is not None, "rules without findings were proved"
    pages = [rule.body for rule in (*check.rulebook.situations, check.rulebook.fallback) if rule]
    return say(
        "check-clean",
        language,
        cells=str(check.proof.cells),
        situations=str(len(pages)),
        examples=str(sum(len(page["examples"]) for page in pages)),
        folder=folder.removesuffix("/"),
    )
