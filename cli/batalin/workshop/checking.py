"""Everything that can be wrong with a rulebook, found in one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from batalin.rulebook.building import build_derived, build_domains, build_question
from batalin.rulebook.examination import examine, place
from batalin.rulebook.finding import Finding
from batalin.rulebook.place import Tree
from batalin.rulebook.proof import Proof, prove
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.space import Space
from batalin.rulebook.vocabulary import SITUATIONS
from batalin.workshop.idleness import find_idle
from batalin.workshop.lints import find_lints
from batalin.workshop.upkeep import find_overdue

MOST_INTERVIEWS = 2_000_000
"""Complete sets of answers up to which a rulebook is proved."""

OWN_MARKET = "ID"


class Check(NamedTuple):
    """What a check found.

    Attributes:
        findings: Everything wrong, in the order of files and lines.
        rulebook: The rules, where they are in order in shape and names.
        proof: What is known of all interviews, where there is a rulebook.
    """

    findings: tuple[Finding, ...]
    rulebook: Rulebook | None
    proof: Proof | None


def check(texts: Mapping[str, bytes], today: date, known: Mapping[str, Tree] | None = None) -> Check:
    """Look at a rulebook as far as it can be read.

    Args:
        texts: The bytes of each file by its name below the rulebook's folder.
        today: Decides which sources are past their review date.
        known: Files that were read before and are known to fit their shapes.
    """
    trees, findings = examine(texts, known)
    rulebook, proof = None, None
    if "rulebook.yaml" in trees:
        findings += _unknown_market(trees["rulebook.yaml"]["market"])
    if not findings:
        too_many = list(_too_many(trees))
        findings += too_many
        if not too_many:
            rulebook = Rulebook(trees)
            proof = prove(rulebook)
            findings += _flaws(rulebook, proof)
            findings += _wrong_examples(rulebook)
            findings += find_lints(rulebook)
            findings += find_idle(rulebook)
            findings += find_overdue(rulebook, today)
    placed = (place(finding, texts) for finding in findings)
    return Check(tuple(sorted(placed, key=_position)), rulebook, proof)


def _position(finding: Finding) -> tuple[str, int, int]:
    span = finding.span
    return (finding.file, span.line, span.column) if span else (finding.file, 0, 0)


def _too_many(trees: Mapping[str, Tree]) -> Iterator[Finding]:
    asked, derived = trees["questions.yaml"]["questions"], trees["derived.yaml"]["derived"]
    domains = build_domains(asked, derived)
    questions = [build_question(tree, domains) for tree in asked]
    cells = Space(questions, [build_derived(tree, domains) for tree in derived], ()).count()
    if cells > MOST_INTERVIEWS:
        facts = {"cells": f"{cells:,}", "limit": f"{MOST_INTERVIEWS:,}"}
        yield Finding("too-many-interviews", ("questions",), "questions.yaml", True, facts=facts)


def _unknown_market(market: str) -> Iterator[Finding]:
    """Look a country up; the calendar of the own market is there, and loading it costs more than all of a check."""
    from batalin.diagnosis.workdays import has_calendar

    if market != OWN_MARKET and not has_calendar(market):
        yield Finding("unknown-market", ("market",), "rulebook.yaml", word=market)


def _flaws(rulebook: Rulebook, proof: Proof) -> Iterator[Finding]:
    if proof.flaws:
        from batalin.workshop.flaws import find_flaws

        yield from find_flaws(rulebook, proof)


def _wrong_examples(rulebook: Rulebook) -> Iterator[Finding]:
    for name, tree in rulebook.trees.items():
        if not name.startswith(SITUATIONS):
            continue
        for index, example in enumerate(tree["examples"]):
            winner = rulebook.winner(example["given"])
            path = ("examples", index, "given")
            if winner is None or winner.id != tree["id"]:
                facts = {"actual": winner.id if winner else "-"}
                yield Finding("example-elsewhere", path, name, True, facts=facts, witness=example["given"])
            elif tree["verdict"] != example["expect"]:
                yield Finding(
                    "example-verdict",
                    ("examples", index, "expect"),
                    name,
                    word=example["expect"],
                    known=(tree["verdict"],),
                )
