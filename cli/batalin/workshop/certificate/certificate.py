"""What is proved of a rulebook, in figures that can be matched to its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from batalin.rulebook.finding import Finding
from batalin.rulebook.proof import Kind, Proof
from batalin.rulebook.relevance import Interviews
from batalin.rulebook.review import review_by
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import SOURCE_KINDS, UNKNOWN
from batalin.workshop.checks.checking import Check

WRONG_EXAMPLES = frozenset({"example-elsewhere", "example-verdict"})


class Parts(NamedTuple):
    """How much a rulebook holds."""

    questions: int
    options: int
    derived: int
    rows: int
    situations: int
    fragments: int
    cases: int
    messages: int
    examples: int
    examples_right: int


class Sources(NamedTuple):
    """What a rulebook rests on.

    Attributes:
        documents: Documents by kind.
        undated: Documents of which no date is known.
        facts: Facts by the kind of their best document.
        review_after: How old a check may grow.
        current: Facts that were checked within that time.
        overdue: Facts that should have been read again.
        oldest: When the fact was checked whose turn comes first, or an empty string where there are no facts.
    """

    documents: Mapping[str, int]
    undated: int
    facts: Mapping[str, int]
    review_after: str
    current: int
    overdue: int
    oldest: str


class Figures(NamedTuple):
    """What is known of a rulebook that is in order in shape and names.

    Attributes:
        rulebook: What `rulebook.yaml` says.
        proof: What was found by looking at every interview.
        fallback: The page shown where no other wins, or an empty string.
        interviews: What a buyer is asked.
        parts: How much the rulebook holds.
        sources: What it rests on.
    """

    rulebook: Mapping[str, str]
    proof: Proof
    fallback: str
    interviews: Interviews
    parts: Parts
    sources: Sources

    def count(self, kind: Kind) -> int:
        """Count the flaws of one kind."""
        return len(self.proof.of(kind))

    @property
    def undecided(self) -> int:
        """How many interviews end without a page or at several that tie."""
        wrong = self.proof.of(Kind.GAP) + self.proof.of(Kind.TIE)
        return sum(flaw.cells for flaw in wrong if not flaw.group)


class Certificate(NamedTuple):
    """What is proved of some rule files, by which program and when.

    Attributes:
        program: Version of the program.
        made_on: The date it was made, by which sources were judged.
        files: How many rule files there are.
        fingerprint: A number that changes with every byte and every name of them.
        findings: Everything that is wrong.
        figures: What is known, or None where shape, names or size keep the rules from being proved.
    """

    program: str
    made_on: date
    files: int
    fingerprint: str
    findings: tuple[Finding, ...]
    figures: Figures | None

    @property
    def holds(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.findings

    @property
    def errors(self) -> int:
        """How many of the findings are errors; the others are warnings."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def codes(self) -> dict[str, int]:
        """How many findings there are of each code."""
        return dict(sorted(Counter(finding.code for finding in self.findings).items()))


def certify(texts: Mapping[str, bytes], check: Check, program: str, today: date) -> Certificate:
    """Write down what a check proved.

    Args:
        texts: The bytes of each file by its name below the rulebook's folder.
        check: What was found in them.
        program: Version of the program.
        today: The date by which sources are judged.
    """
    figures = None
    if check.rulebook is not None and check.proof is not None:
        figures = _measure(check.rulebook, check.proof, check.findings, today)
    return Certificate(program, today, len(texts), take_fingerprint(texts), check.findings, figures)


def take_fingerprint(texts: Mapping[str, bytes]) -> str:
    """Give the SHA-256 of the list that `sha256sum` prints for the files, sorted by name."""
    lines = (f"{sha256(texts[name]).hexdigest()}  {name}\n" for name in sorted(texts))
    return sha256("".join(lines).encode()).hexdigest()


def _measure(rulebook: Rulebook, proof: Proof, findings: Sequence[Finding], today: date) -> Figures:
    return Figures(
        rulebook=rulebook.about,
        proof=proof,
        fallback=rulebook.fallback.id if rulebook.fallback else "",
        interviews=rulebook.measure(),
        parts=_count(rulebook, findings),
        sources=_weigh(rulebook, today),
    )


def _count(rulebook: Rulebook, findings: Sequence[Finding]) -> Parts:
    pages = [rule.body for rule in (*rulebook.situations, rulebook.fallback) if rule]
    examples = sum(len(page["examples"]) for page in pages)
    return Parts(
        questions=len(rulebook.questions),
        options=sum(len(question.options) for question in rulebook.questions),
        derived=len(rulebook.derived),
        rows=sum(len(one.rows) for one in rulebook.derived),
        situations=len(pages),
        fragments=len(rulebook.fragments),
        cases=sum(len(one.cases) for one in rulebook.fragments.values()),
        messages=len(rulebook.messages),
        examples=examples,
        examples_right=examples - sum(finding.code in WRONG_EXAMPLES for finding in findings),
    )


def _weigh(rulebook: Rulebook, today: date) -> Sources:
    documents = rulebook.trees["sources.yaml"]["documents"].values()
    facts = [rulebook.source(fact_id) for fact_id in rulebook.trees["sources.yaml"]["facts"]]
    overdue = sum(review_by(fact.checked, rulebook.about) < today for fact in facts)
    return Sources(
        documents=_by_kind([document["kind"] for document in documents]),
        undated=sum(document["dated"] == UNKNOWN for document in documents),
        facts=_by_kind([fact.kind for fact in facts]),
        review_after=rulebook.about["review_after"],
        current=len(facts) - overdue,
        overdue=overdue,
        oldest=min(
            (fact.checked for fact in facts), key=lambda checked: review_by(checked, rulebook.about), default=""
        ),
    )


def _by_kind(kinds: Sequence[str]) -> dict[str, int]:
    counts = Counter(kinds)
    return {kind: counts[kind] for kind in SOURCE_KINDS}
