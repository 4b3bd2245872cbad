"""Everything that can be wrong with a rulebook, found in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from batalin.rulebook.examination import examine, place
from batalin.rulebook.finding import Finding
from batalin.rulebook.place import Tree
from batalin.rulebook.proof import Proof, prove
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import WORDS
from batalin.workshop.checks.examples import find_wrong_examples
from batalin.workshop.checks.idleness import find_idle
from batalin.workshop.checks.lints import find_lints
from batalin.workshop.checks.succession import find_circles
from batalin.workshop.checks.upkeep import find_overdue
from batalin.workshop.checks.wording import find_unfit_words

MOST_INTERVIEWS = 2_000_000
"""Complete sets of answers up to which a rulebook is proved."""

OWN_MARKET = "ID"


class Check(NamedTuple):
    """What a check found.

    Attributes:
        findings: Everything wrong, in the order of files and lines.
        rulebook: The rules, where they are in order in shape and names.
        proof: What is known of all interviews, where there is a rulebook.
        trees: What each file says that fits its shape.
    """

    findings: tuple[Finding, ...]
    rulebook: Rulebook | None
    proof: Proof | None
    trees: Mapping[str, Tree]


def check(
    texts: Mapping[str, bytes],
    today: date,
    known: Mapping[str, Tree] | None = None,
    strays: Iterable[str] = (),
    *,
    whole: bool = False,
) -> Check:
    """Look at a rulebook as far as it can be read.

    Args:
        texts: The bytes of each file by its name below the rulebook's folder.
        today: Decides which sources are past their review date.
        known: Files that were read before and are known to fit their shapes.
        strays: Files that look like rule files and are not read, for how their names end.
        whole: Whether the known files are all files, whose names were compared before too.
    """
    trees, findings = examine(texts, known, whole=whole)
    rulebook, proof = None, None
    if "rulebook.yaml" in trees:
        findings += _unknown_market(trees["rulebook.yaml"]["market"])
    if not findings:
        built = Rulebook(trees)
        too_many = list(_too_many(built))
        findings += too_many
        if not too_many:
            rulebook, proof = built, prove(built)
            findings += _flaws(rulebook, proof)
            findings += find_wrong_examples(rulebook)
            findings += find_circles(rulebook)
            findings += find_lints(rulebook)
            findings += find_unfit_words(rulebook, texts)
            findings += find_idle(rulebook)
            if WORDS in texts and not (whole or findings):  # a wheel is not built with phrases that say something else
                findings += _faulty_phrases(rulebook)
            findings += find_overdue(rulebook, today)
    findings += [Finding("stray-file", file=name, word=name.rpartition("/")[2]) for name in strays]
    placed = place(findings, texts)
    return Check(tuple(sorted(placed, key=_position)), rulebook, proof, trees)


def _position(finding: Finding) -> tuple[str, int, int]:
    span = finding.span
    return (finding.file, span.line, span.column) if span else (finding.file, 0, 0)


def _too_many(rulebook: Rulebook) -> Iterator[Finding]:
    if rulebook.space.cells > MOST_INTERVIEWS:
        facts = {"cells": f"{rulebook.space.cells:,}", "limit": f"{MOST_INTERVIEWS:,}"}
        yield Finding("too-many-interviews", ("questions",), "questions.yaml", True, facts=facts)


def _unknown_market(market: str) -> Iterator[Finding]:
    """Look a country up; the calendar of the own market is there, and loading it costs more than all of a check."""
    from batalin.diagnosis.workdays import has_calendar

    if market != OWN_MARKET and not has_calendar(market):
        upper = market.upper()
        known = (upper,) if has_calendar(upper) else ()
        yield Finding("unknown-market", ("market",), "rulebook.yaml", word=market, known=known)


def _faulty_phrases(rulebook: Rulebook) -> Iterator[Finding]:
    from batalin.workshop.checks.phrases import find_phrase_faults

    return find_phrase_faults(rulebook)


def _flaws(rulebook: Rulebook, proof: Proof) -> Iterator[Finding]:
    if proof.flaws:
        from batalin.workshop.checks.flaws import find_flaws

        yield from find_flaws(rulebook, proof)
