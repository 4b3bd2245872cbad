"""What follows from a change of the rules: cases that no longer hold, buyers who are told something else."""

from __future__ import annotations

from collections.abc import Mapping

from batalin.output.layout import MAX_COLUMNS, lay_out
from batalin.output.report import Heading
from batalin.words import say
from batalin.workshop.cases.casebook import Casebook, Locate
from batalin.workshop.cases.casefile import Reading
from batalin.workshop.cases.report import write_casebook
from batalin.workshop.cases.trial import try_case
from batalin.workshop.comparison.comparison import compare
from batalin.workshop.comparison.data import Edition
from batalin.workshop.comparison.merging import Unmergeable
from batalin.workshop.comparison.report import write_comparison

MOST_FAILURES = 5
"""Cases that are shown with what keeps them from holding."""
MOST_GROUPS = 5
"""Groups of interviews that are listed; the largest come first."""


def write_cases(
    reading: Reading, edition: Edition, language: str, locate: Locate, fixes: Mapping[str, str]
) -> list[str]:
    """Run cases, and write which of them do not hold and how many do; nothing where there are none.

    Args:
        reading: The cases.
        edition: The rules.
        language: The reader's language.
        locate: Gives the place of something.
        fixes: How each kind of finding is mended, by its code.
    """
    if not reading.cases and not reading.findings:
        return []
    trials = [try_case(case, edition.rulebook) for case in reading.cases]
    failed = [trial for trial in trials if trial.mismatches]
    book = Casebook(tuple(failed[:MOST_FAILURES]), reading.findings)
    lines = write_casebook(book, edition.rulebook, language, edition.folder, locate, fixes)
    if len(failed) > MOST_FAILURES:
        lines.append(say("watch-failures", language, count=str(len(failed) - MOST_FAILURES)))
    counts = {"passed": len(trials) - len(failed), "failed": len(failed)}
    return [*lines, say("watch-passed", language, **{name: str(count) for name, count in counts.items()})]


def write_change(old: Edition, new: Edition, language: str) -> list[str]:
    """Write what changed for buyers, the largest groups of them.

    Args:
        old: The rules as they were.
        new: The rules as they are.
        language: The reader's language.
    """
    try:
        comparison = compare(old.rulebook, new.rulebook)
    except Unmergeable as error:
        return [say("diff-unmergeable", language, names=", ".join(error.questions))]
    head = Heading(say("watch-change", language))
    _, *blocks = write_comparison(comparison, old, new, language, MOST_GROUPS)
    return [line.text for line in lay_out([head, *blocks], MAX_COLUMNS)]
