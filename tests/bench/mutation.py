"""Rulebooks with one small fault each, and who finds it: the check, the cases or the comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from batalin.present import read_present
from batalin.rulebook.examination import examine
from batalin.rulebook.loading import parse, read_texts
from batalin.rulebook.proof import prove
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import VERDICTS
from batalin.workshop.cases.casefile import read_cases
from batalin.workshop.cases.trial import try_case
from batalin.workshop.checks.checking import check
from batalin.workshop.comparison.comparison import compare
from tests.support import ROOT, RULES

KEPT = "rulebook.yaml"
TODAY = date(2026, 11, 23)
WHEN = re.compile(rb"^when: \{.*\}$", re.MULTILINE)
VERDICT = re.compile(rb"^verdict: .*$", re.MULTILINE)
KINDS = ("widened", "narrowed", "other verdict", "deleted")
FINDERS = ("check", "test", "diff", "nobody")


class Mutant(NamedTuple):
    """A fault in one situation.

    Attributes:
        kind: One of `KINDS`.
        file: The situation's file.
        text: What stands there now, or None where the file is gone.
        about: What was done.
    """

    kind: str
    file: str
    text: bytes | None
    about: str


class Workshop:
    """The shipped rules with everything that guards them."""

    def __init__(self) -> None:
        """Read the rules and their cases."""
        self.texts = read_texts(RULES)
        self.trees = parse(self.texts)
        self.rulebook = Rulebook(self.trees)
        files = {path.name: path.read_bytes() for path in sorted((ROOT / "tests" / "cases").glob("*.yaml"))}
        reading = read_cases(files, self.rulebook, self._clock, "en")
        self.cases = [case._replace(phrases=()) for case in reading.cases]
        assert self.find(Mutant("none", KEPT, self.texts[KEPT], "untouched")) == "nobody"

    def _clock(self, text: str) -> datetime:
        return read_present(text, self.rulebook.about["timezone"])

    def mutants(self) -> Iterator[Mutant]:
        """Give every fault: a condition one option wider or narrower, another verdict, no page at all."""
        for rule in self.rulebook.situations:
            file = f"situations/{rule.id}.yaml"
            yield Mutant("deleted", file, None, rule.id)
            for verdict in VERDICTS:
                if verdict != rule.body["verdict"]:
                    text = VERDICT.sub(f"verdict: {verdict}".encode(), self.texts[file])
                    yield Mutant("other verdict", file, text, f"{rule.id}: {verdict}")
            yield from self._conditions(rule.id, rule.when, file)

    def _conditions(self, name: str, when: Mapping[str, frozenset[str]], file: str) -> Iterator[Mutant]:
        for variable, domain in self._domains().items():
            allowed = when.get(variable, frozenset(domain))
            for option in domain:
                wider = option not in allowed
                changed = allowed | {option} if wider else allowed - {option}
                if not changed:
                    continue
                kind = "widened" if wider else "narrowed"
                cube = {**when, variable: changed}
                text = WHEN.sub(f"when: {_write(cube)}".encode(), self.texts[file])
                yield Mutant(kind, file, text, f"{name}: {variable} {'with' if wider else 'without'} {option}")

    def _domains(self) -> dict[str, tuple[str, ...]]:
        asked = {question.id: tuple(option.id for option in question.options) for question in self.rulebook.questions}
        return asked | {one.id: one.values for one in self.rulebook.derived}

    def find(self, mutant: Mutant) -> str:
        """Tell who finds a fault first; `nobody` where no buyer is told anything else."""
        texts = {name: text for name, text in self.texts.items() if name != mutant.file}
        if mutant.text is not None:
            texts[mutant.file] = mutant.text
        known = {name: tree for name, tree in self.trees.items() if name != mutant.file}
        trees, findings = examine(texts, known)
        if findings:
            return "check"
        changed = Rulebook(trees)
        if prove(changed).flaws or check(texts, TODAY, known).findings:
            return "check"
        pages = {rule.id for rule in changed.situations}
        if any(case.situation not in pages or try_case(case, changed).mismatches for case in self.cases):
            return "test"
        return "diff" if compare(self.rulebook, changed).touches_buyers else "nobody"


def _write(cube: Mapping[str, frozenset[str]]) -> str:
    return "{" + ", ".join(f"{name}: [{', '.join(sorted(values))}]" for name, values in cube.items()) + "}"
