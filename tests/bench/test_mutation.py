"""Whether a small fault in a situation goes unnoticed: a seeded sample of all one-option faults."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

from tests.bench.mutation import FINDERS, KINDS, Mutant, Workshop

SAMPLE = {"widened": 60, "narrowed": 90, "other verdict": 64, "deleted": 64}
"""Faults of each kind that are tried; there are some 6,500 in all."""


def sample(workshop: Workshop) -> Iterator[Mutant]:
    by_kind: dict[str, list[Mutant]] = {kind: [] for kind in KINDS}
    for mutant in workshop.mutants():
        by_kind[mutant.kind].append(mutant)
    chance = random.Random(20261123)
    for kind, mutants in by_kind.items():
        yield from chance.sample(mutants, min(SAMPLE[kind], len(mutants)))


def test_every_fault_that_touches_a_buyer_is_found() -> None:
    workshop = Workshop()
    found: Counter[tuple[str, str]] = Counter()
    unseen: list[str] = []
    for mutant in sample(workshop):
        finder = workshop.find(mutant)
        found[mutant.kind, finder] += 1
        if finder == "nobody" and mutant.kind in ("deleted", "other verdict"):
            unseen.append(mutant.about)
    touching = sum(count for (_, finder), count in found.items() if finder != "nobody")
    alone = sum(count for (_, finder), count in found.items() if finder in ("check", "test"))
    print()
    for kind in KINDS:
        print(f"{kind}: " + ", ".join(f"{finder} {found[kind, finder]}" for finder in FINDERS))
    print(f"check and test alone find {alone / touching:.0%} of the faults that touch a buyer, with diff 100%")
    assert not unseen
    assert alone / touching > 0.6
