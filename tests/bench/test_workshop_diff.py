"""What comparing two rulebooks costs, beside reading the YAML of one once; the best of three tries counts."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest
import yaml

from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.comparison.comparison import compare
from tests.bench.measure import medians
from tests.rulebook.books import Edit, book, texts

LIMIT = 0.55
TRIES = 3
ROUNDS = 11
EDITS: dict[str, tuple[Edit, ...]] = {
    "identical": (),
    "one condition": (
        (
            "situations/shipped-not-moving.yaml",
            "when: {status: shipped, error: not-received}",
            "when: {status: shipped, error: [not-received, other]}",
        ),
    ),
    "one row of a derived answer": (
        ("derived.yaml", "product: [digital, perishable, preorder]}\n", "product: [digital, perishable]}\n"),
    ),
    "the widest row of a derived answer": (
        (
            "derived.yaml",
            "when: {status: [processing, awaiting-pickup]}\n        is: automatic",
            "when: {status: [processing, awaiting-pickup]}\n        is: seller",
        ),
    ),
    "words of a first step": (("fragments/refund-time.yaml", "dana biasanya kembali", "dana umumnya kembali"),),
}


def timed(job: Callable[[], object]) -> float:
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


@pytest.mark.parametrize("name", EDITS)
def test_comparing_against_reading_yaml_once(name: str, rulebook: Rulebook) -> None:
    files, new = texts(), book(*EDITS[name])

    def read() -> None:
        for text in files.values():
            yaml.load(io.BytesIO(text), yaml.CSafeLoader)

    def measure() -> dict[str, float]:
        # A rulebook remembers what was asked of it, so each comparison gets two that nobody asked before.
        fresh = [(Rulebook(rulebook.trees), Rulebook(new.trees)) for _ in range(ROUNDS + 2)]
        return medians(
            {"yaml": lambda: timed(read), "diff": lambda: timed(lambda: compare(*fresh.pop()))}, rounds=ROUNDS
        )

    ratios: list[float] = []
    for _ in range(TRIES):
        taken = measure()
        ratios.append(taken["diff"] / taken["yaml"])
        if ratios[-1] <= LIMIT:
            break
    print(f"\nrules diff, {name}: {taken['diff'] * 1000:.1f} ms, {min(ratios):.2f} of reading YAML (limit {LIMIT})")
    assert min(ratios) <= LIMIT, ratios
