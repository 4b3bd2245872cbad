"""How fast rules are checked, against starting Typer and against yamllint on the same files."""

from __future__ import annotations

import sys
from pathlib import Path

from batalin.rulebook.loading import find_rules
from tests.bench.measure import PROGRAM, medians, seconds
from tests.bench.test_speed import at_most, needs_wheel

CHECK = [str(PROGRAM), "rules", "check"]


@needs_wheel
def test_whole_check_against_importing_typer(tmp_path: Path) -> None:
    def measure() -> float:
        taken = medians(
            {
                "typer": lambda: seconds([sys.executable, "-c", "import typer"], tmp_path),
                "check": lambda: seconds(CHECK, tmp_path),
            }
        )
        return taken["check"] / taken["typer"]

    at_most(1.3, "rules check with proof and examples / import typer", measure)


@needs_wheel
def test_yamllint_takes_three_times_as_long(tmp_path: Path) -> None:
    lint = [sys.executable, "-m", "yamllint", "-d", "{extends: relaxed, rules: {line-length: disable}}"]

    def measure() -> float:
        taken = medians(
            {
                "yamllint": lambda: seconds([*lint, str(find_rules())], tmp_path),
                "check": lambda: seconds(CHECK, tmp_path),
            },
            rounds=5,
        )
        return taken["check"] / taken["yamllint"]

    at_most(1 / 3, "rules check / yamllint on the same files", measure)
