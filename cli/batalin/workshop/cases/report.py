"""What came of the cases, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from shlex import quote

from batalin.diagnosis.command import write_command
from batalin.diagnosis.details import Details
from batalin.output.findings import write_finding
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from batalin.words.formats import format_number
from batalin.workshop.cases.case import NEVER_ADVISES, NEVER_SAYS, PHRASES, Case
from batalin.workshop.cases.casebook import Casebook, Locate
from batalin.workshop.cases.coverage import KINDS, Coverage
from batalin.workshop.cases.reach import Way
from batalin.workshop.cases.trial import Trial

MOST_WAYS = 10
"""Ways that are listed for each kind of things that no case comes to."""


def write_casebook(
    book: Casebook, rulebook: Rulebook, language: str, rules: str, locate: Locate, fixes: Mapping[str, str]
) -> list[str]:
    """Write what is broken, what failed and why, and what no case comes to.

    Args:
        book: What came of the cases.
        rulebook: The rules.
        language: The reader's language.
        rules: Folder of the rulebook for commands, or an empty string for the rules that come with the program.
        locate: Gives the place of something.
        fixes: How each kind of finding is mended, by its code.
    """
    lines: list[str] = []
    for finding in book.findings:
        lines += [*write_finding(finding, language, fix=fixes.get(finding.code, "")), ""]
    for trial in book.failed:
        lines += [*write_failure(trial, rulebook, language, rules, locate), ""]
    if book.coverage is not None:
        lines += [*_table(book.coverage, book.ways, language), ""]
        for kind in KINDS:
            lines += _missed(kind, book, rulebook, language, rules)
    return lines


def write_count(book: Casebook, language: str) -> str:
    """Write how many cases hold and how many do not."""
    examples = sum(trial.case.is_example for trial in book.trials)
    facts = {"passed": len(book.trials) - len(book.failed), "failed": len(book.failed)}
    facts |= {"cases": len(book.trials) - examples, "examples": examples}
    return say("case-count", language, **{name: str(count) for name, count in facts.items()})


def write_failure(trial: Trial, rulebook: Rulebook, language: str, rules: str, locate: Locate) -> list[str]:
    """Write one case that does not hold: expected beside actual, why, and the command that shows it.

    Args:
        trial: What came of it.
        rulebook: The rules.
        language: The reader's language.
        rules: Folder of the rulebook for commands.
        locate: Gives the place of something.
    """
    place = locate(trial.case.file, trial.path)
    head = say("case-failed", language, name=trial.case.name)
    rows = [
        (say(f"case-{one.kind}", language), one.expected, one.actual or "-")
        for one in trial.mismatches
        if one.kind not in PHRASES
    ]
    if rows:
        rows.insert(0, ("", say("case-expected", language), say("case-actual", language)))
    told = list(_tell(trial, language, locate))
    told.append((say("case-see", language), write_case_command(trial.case, rulebook, rules)))
    width = max(len(label) for label, *_ in (*rows, *told)) + 2
    column = max((len(expected) for _, expected, _ in rows), default=0) + 2
    lines = [f"{place.file}:{place.line}:{place.column}: {head}"]
    lines += [f"  {label:<{width}}{expected:<{column}}{actual}" for label, expected, actual in rows]
    return lines + [f"  {label:<{width}}{words}" for label, words in told]


def _tell(trial: Trial, language: str, locate: Locate) -> Iterator[tuple[str, str]]:
    """Give the phrases that are missing or too many, and the causes of everything, each with its label."""
    for one in trial.mismatches:
        if one.kind in PHRASES:
            yield say(f"case-{one.kind}", language), one.expected
            there = "case-there" if one.kind in (NEVER_SAYS, NEVER_ADVISES) else "case-nearest"
            yield say(there, language), one.actual
        for cause in one.causes:
            place = locate(cause.file, cause.path)
            words = say(cause.key, language, **cause.facts)
            yield say("case-why", language), f"{words} ({place.file}:{place.line}:{place.column})"


def write_case_command(case: Case, rulebook: Rulebook, rules: str) -> str:
    """Write the command that shows a buyer of this case the same.

    Args:
        case: The case.
        rulebook: Gives each flag its name.
        rules: Folder of the rulebook for commands.
    """
    command = write_command(rulebook, case.given, case.details, case.language, rules)
    language = "" if case.language == "id" else f" --message-lang {case.language}"
    return command + language + (f" --now {quote(case.moment)}" if case.moment else "")


def write_way(way: Way, rulebook: Rulebook, language: str, rules: str) -> str:
    """Write the command that comes to something, or why none does.

    Args:
        way: What was found.
        rulebook: Gives each flag its name.
        language: The reader's language.
        rules: Folder of the rulebook for commands.
    """
    if way.proof is not None:
        return say(way.proof.key, language, **way.proof.facts)
    return write_command(rulebook, way.answers, Details(), language, rules)


def _table(coverage: Coverage, ways: Sequence[Way], language: str) -> Iterator[str]:
    keys = ("coverage-by-cases", "coverage-by-all", "coverage-of", "coverage-dead")
    head = [say("coverage", language), *(say(key, language) for key in keys)]
    rows = [head]
    for figure in coverage.figures:
        dead = sum(way.kind == figure.kind and way.proof is not None for way in ways)
        counts = (figure.by_cases, figure.by_all, figure.total - dead, dead)
        rows.append([say(f"coverage-{figure.kind}", language), *(str(count) for count in counts)])
    widths = [max(len(row[index]) for row in rows) for index in range(len(head))]
    for name, *cells in rows:
        yield "  ".join(
            [f"{name:<{widths[0]}}", *(f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))]
        )
    facts = {
        "cells": format_number(coverage.interviews, language),
        "cases": _percent(coverage.by_cases, coverage.interviews, language),
        "all": _percent(coverage.by_all, coverage.interviews, language),
    }
    yield say("coverage-interviews", language, **facts)


def _percent(part: int, whole: int, language: str) -> str:
    """Write a share that says 100 only where nothing is missing."""
    return format_number(1000 * part // whole / 10, language, 1)


def _missed(kind: str, book: Casebook, rulebook: Rulebook, language: str, rules: str) -> Iterator[str]:
    """List what nothing comes to: how to come to it, or for those out of reach the proof, once for all it holds for."""
    ways = [way for way in book.ways if way.kind == kind]
    if not ways:
        return
    yield say(f"missed-{kind}", language)
    names: dict[str, list[str]] = {}
    for way in sorted(ways, key=lambda way: way.proof is not None):
        names.setdefault(write_way(way, rulebook, language, rules), []).append(way.name)
    for words, same in list(names.items())[:MOST_WAYS]:
        yield f"  {_list(same, language)}"
        yield f"    {words}"
    more = sum(len(same) for same in list(names.values())[MOST_WAYS:])
    if more:
        yield f"  {say('missed-more', language, count=str(more))}"
    yield ""


def _list(names: Sequence[str], language: str) -> str:
    text = ", ".join(names[:MOST_WAYS])
    if len(names) > MOST_WAYS:
        text = f"{text}, {say('missed-more', language, count=str(len(names) - MOST_WAYS))}"
    return text
