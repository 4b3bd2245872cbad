"""All cases of a rulebook, run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from batalin.rulebook.finding import Finding
from batalin.rulebook.place import Path
from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.cases.case import Case
from batalin.workshop.cases.coverage import Coverage, measure_coverage
from batalin.workshop.cases.reach import Finder, Way
from batalin.workshop.cases.trial import Trial, try_case


class Place(NamedTuple):
    """Where something stands, for an editor to open: the file as the rule keeper names it, line and column."""

    file: str
    line: int
    column: int


Locate = Callable[[str, Path], Place]
"""Gives the place of something in a case file or rule file."""


class Casebook(NamedTuple):
    """What came of the cases.

    Attributes:
        trials: Every case that was run.
        findings: What keeps others from being run.
        coverage: What all of them come to, or None where only some were run.
        ways: How to come to what none of them comes to.
    """

    trials: tuple[Trial, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage | None = None
    ways: tuple[Way, ...] = ()

    @property
    def failed(self) -> tuple[Trial, ...]:
        """The cases that do not hold."""
        return tuple(trial for trial in self.trials if trial.mismatches)

    @property
    def holds(self) -> bool:
        """Whether every case could be run and holds."""
        return not self.findings and not self.failed


def run_cases(cases: Sequence[Case], findings: Sequence[Finding], rulebook: Rulebook, word: str = "") -> Casebook:
    """Run cases, and count what they come to where none is left out.

    Args:
        cases: Cases of case files and examples.
        findings: What is wrong with those that cannot be run.
        rulebook: The rules.
        word: Only those that match it; an empty string for all.
    """
    trials = tuple(try_case(case, rulebook) for case in cases if case.matches(word))
    if word:
        return Casebook(trials, tuple(findings))
    coverage = measure_coverage(
        rulebook,
        (case.answers for case in cases if not case.is_example),
        (case.answers for case in cases if case.is_example),
    )
    finder = Finder(rulebook)
    ways = tuple(finder.find(figure.kind, name) for figure in coverage.figures for name in figure.missed)
    return Casebook(trials, tuple(findings), coverage, ways)
