"""The proof against writing every interview out. Rulebooks are made up; the best of three tries counts."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from itertools import islice, product
from typing import Any

import pytest

from batalin.rulebook.proof import prove
from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.checks.checking import MOST_INTERVIEWS, check
from tests.bench.grid import make_grid
from tests.bench.measure import medians
from tests.bench.test_speed import at_most
from tests.rulebook.books import TOO_MANY, texts
from tests.support import NOW

SIZES = (8, 10, 6, 10, 10, 10)
CELLS, SITUATIONS = 480_000, 40
SEEDS = (1, 2, 5)
"""Grids in order; the last is the most entangled of the first eight: 431 entries of `over`, 5,362 ends."""
EVERY = 24
"""The plain way looks at one interview in so many, and its time is multiplied by it."""


@cache
def grid(seed: int) -> dict[str, dict[str, Any]]:
    return make_grid(SIZES, SITUATIONS, seed)


def timed(job: Callable[[], object]) -> float:
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


def settle_and_prove(seed: int) -> None:
    proof = prove(Rulebook(grid(seed)))
    assert proof.cells == CELLS
    assert proof.flaws == ()


def enumerate_plainly(rulebook: Rulebook) -> None:
    """Try every situation on every interview, up to its first condition that fails, and look for the one winner.

    Which situation beats which is given; the proof works that out as well.
    """
    situations, beats = rulebook.situations, rulebook.groups[""].beats
    names = [question.id for question in rulebook.questions]
    ids = [[option.id for option in question.options] for question in rulebook.questions]
    won = set()
    for cell in islice(product(*ids), 0, None, EVERY):
        answers = dict(zip(names, cell, strict=True))
        matching = [
            index
            for index, rule in enumerate(situations)
            if all(answers[name] in values for name, values in rule.when.items())
        ]
        beaten = 0
        for index in matching:
            beaten |= beats[index]
        best = [index for index in matching if not beaten >> index & 1]
        assert len(best) == 1
        won.add(best[0])
    assert won


@pytest.mark.parametrize("seed", SEEDS)
def test_proof_against_plain_enumeration(seed: int) -> None:
    rulebook = Rulebook(grid(seed))

    def measure() -> float:
        taken = medians(
            {
                "plain": lambda: EVERY * timed(lambda: enumerate_plainly(rulebook)),
                "proof": lambda: timed(lambda: settle_and_prove(seed)),
            },
            rounds=5,
        )
        print(
            f"\ngrid {seed}: proof {taken['proof']:.3f} s, {taken['proof'] / CELLS * 1e6:.2f} us a cell; "
            f"plain {taken['plain']:.1f} s (one interview in {EVERY}, scaled), {taken['plain'] / taken['proof']:.0f} x"
        )
        return taken["proof"] / taken["plain"]

    at_most(0.066, "proof / plain enumeration", measure)


@pytest.mark.parametrize("seed", SEEDS)
def test_proof_takes_at_most_a_microsecond_a_cell(seed: int) -> None:
    grid(seed)
    at_most(1.0, "proof, microseconds a cell", lambda: timed(lambda: settle_and_prove(seed)) / CELLS * 1e6)
    at_most(1.0, f"proof of {CELLS:,} interviews, seconds", lambda: timed(lambda: settle_and_prove(seed)))


def test_too_many_interviews_are_refused() -> None:
    begin = time.perf_counter()
    found = check(texts([TOO_MANY]), NOW.date())
    print(f"\nrefusal {time.perf_counter() - begin:.3f} s: {found.findings[0].facts}")
    assert [finding.code for finding in found.findings] == ["too-many-interviews"]
    assert int(found.findings[0].facts["cells"].replace(",", "")) > MOST_INTERVIEWS
    assert found.proof is None
