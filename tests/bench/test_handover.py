"""A QR code of the message: what it adds to a run. Medians of runs that take turns; the best of three tries counts."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.bench.measure import PROGRAM, medians, seconds
from tests.bench.test_speed import GIVEN, TRIES

RUN = [str(PROGRAM), *(word for pair in GIVEN.items() for word in pair), "--format", "message", "--no-input"]
LIMIT = 60


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_time_of_a_code_beside_the_message(tmp_path: Path, ending: str) -> None:
    names = (str(tmp_path / f"pesan-{count}.{ending}") for count in itertools.count())

    def measure() -> float:
        taken = medians(
            {
                "message": lambda: seconds(RUN, tmp_path),
                "code": lambda: seconds([*RUN, "--qr", next(names)], tmp_path),
            },
            rounds=11,
        )
        return (taken["code"] - taken["message"]) * 1000

    added = []
    for _ in range(TRIES):
        added.append(measure())
        if added[-1] <= LIMIT:
            break
    print(f"\n--qr pesan.{ending} adds {min(added):.0f} ms to a run (limit {LIMIT})")
    assert min(added) <= LIMIT, added
