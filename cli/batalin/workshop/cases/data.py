"""What came of the cases, as lists and mappings for scripts; the keys are stable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from batalin.output.findings import to_findings_data
from batalin.rulebook.rulebook import Rulebook
from batalin.words import say
from batalin.workshop.cases.case import SITUATION, TO, VERDICT
from batalin.workshop.cases.casebook import Casebook, Locate
from batalin.workshop.cases.cause import Cause
from batalin.workshop.cases.coverage import Coverage
from batalin.workshop.cases.reach import Way
from batalin.workshop.cases.report import write_case_command, write_way
from batalin.workshop.cases.trial import Trial

Data = dict[str, Any]


def to_casebook_data(
    book: Casebook, rulebook: Rulebook, language: str, rules: str, locate: Locate, fixes: Mapping[str, str]
) -> Data:
    """Give what came of the cases.

    Args:
        book: What came of them.
        rulebook: The rules.
        language: The reader's language.
        rules: Folder of the rulebook for commands, or an empty string for the rules that come with the program.
        locate: Gives the place of something.
        fixes: How each kind of finding is mended, by its code.
    """
    coverage = book.coverage
    return {
        "schema": 1,
        "rulebook": rulebook.about["id"],
        "passed": len(book.trials) - len(book.failed),
        "failed": len(book.failed),
        "cases": [_trial(trial, rulebook, language, rules, locate) for trial in book.trials],
        "findings": to_findings_data(book.findings, rulebook, language, "", rules, fixes),
        "coverage": coverage and _coverage(book, coverage, rulebook, language, rules),
    }


def _trial(trial: Trial, rulebook: Rulebook, language: str, rules: str, locate: Locate) -> Data:
    case = trial.case
    place = locate(case.file, trial.path)
    return {
        "name": case.name,
        "example": case.is_example,
        "keywords": list(case.keywords),
        **place._asdict(),
        "passed": not trial.mismatches,
        "given": dict(case.given),
        "expected": {SITUATION: case.situation, VERDICT: case.verdict, TO: case.to or None},
        "came": dict(trial.came),
        "mismatches": [
            {
                "kind": one.kind,
                "expected": one.expected,
                "actual": one.actual,
                **locate(case.file, one.path)._asdict(),
                "causes": [_cause(cause, language, locate) for cause in one.causes],
            }
            for one in trial.mismatches
        ],
        "command": write_case_command(case, rulebook, rules),
    }


def _cause(cause: Cause, language: str, locate: Locate) -> Data:
    words = say(cause.key, language, **cause.facts)
    return {"text": words, "facts": dict(cause.facts), **locate(cause.file, cause.path)._asdict()}


def _coverage(book: Casebook, coverage: Coverage, rulebook: Rulebook, language: str, rules: str) -> Data:
    return {
        "interviews": {"total": coverage.interviews, "by_cases": coverage.by_cases, "by_all": coverage.by_all},
        **{
            figure.kind.replace("-", "_"): {
                "total": figure.total,
                "by_cases": figure.by_cases,
                "by_all": figure.by_all,
                "missed": [_way(way, rulebook, language, rules) for way in book.ways if way.kind == figure.kind],
            }
            for figure in coverage.figures
        },
    }


def _way(way: Way, rulebook: Rulebook, language: str, rules: str) -> Data:
    words = write_way(way, rulebook, language, rules)
    dead = way.proof is not None
    return {"name": way.name, "dead": dead, "command": None if dead else words, "proof": words if dead else None}
