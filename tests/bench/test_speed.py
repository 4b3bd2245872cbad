"""The figures of the main job. Each is a ratio of medians of runs that take turns; the best of three tries counts."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from batalin.rulebook.loading import find_rules, parse, read_texts
from tests.bench.measure import PROGRAM, clean_environment, medians, peak_kilobytes, seconds

GIVEN = {
    "--status": "shipped",
    "--age": "2d",
    "--product": "physical",
    "--error": "button-missing",
    "--payment": "cod",
    "--reason": "changed-mind",
}
ONE_SHOT = [*(word for pair in GIVEN.items() for word in pair), "--format", "json", "--no-input"]
TRIES = 3


def installed_as_wheel() -> bool:
    code = "import batalin, pathlib; print(pathlib.Path(batalin.__file__).parent / 'rules/tiktok-shop/compiled.json')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd="/", env=clean_environment(), capture_output=True, text=True, check=False
    )
    return done.returncode == 0 and Path(done.stdout.strip()).is_file()


needs_wheel = pytest.mark.skipif(not installed_as_wheel(), reason="batalin is not installed from a wheel here")


def at_most(limit: float, name: str, measure: Callable[[], float]) -> None:
    ratios = []
    for _ in range(TRIES):
        ratios.append(measure())
        if ratios[-1] <= limit:
            break
    print(f"\n{name}: {min(ratios):.2f} (limit {limit})")
    assert min(ratios) <= limit, f"{name}: {ratios}"


@needs_wheel
def test_one_shot_json_against_importing_typer(tmp_path: Path) -> None:
    def measure() -> float:
        taken = medians(
            {
                "typer": lambda: seconds([sys.executable, "-c", "import typer"], tmp_path),
                "batalin": lambda: seconds([str(PROGRAM), *ONE_SHOT], tmp_path),
            }
        )
        return taken["batalin"] / taken["typer"]

    at_most(1.7, "one-shot json / import typer, time", measure)


@needs_wheel
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the memory record of a process")
def test_one_shot_memory_against_importing_typer(tmp_path: Path) -> None:
    run = """
import os, sys
from batalin.__main__ import respond
from batalin.terminal import Terminal
respond(sys.argv[1:], os.environ, Terminal.from_system())
"""

    def measure() -> float:
        taken = medians(
            {
                "typer": lambda: peak_kilobytes("import typer", (), tmp_path),
                "batalin": lambda: peak_kilobytes(run, ONE_SHOT, tmp_path),
            },
            rounds=5,
        )
        return taken["batalin"] / taken["typer"]

    at_most(1.5, "one-shot json / import typer, peak memory", measure)


def test_loading_and_checking_against_yaml() -> None:
    texts = read_texts(find_rules())

    def timed(job: Callable[[], object]) -> float:
        begin = time.perf_counter()
        job()
        return time.perf_counter() - begin

    def measure() -> float:
        taken = medians(
            {
                "yaml": lambda: timed(
                    lambda: [yaml.load(io.BytesIO(text), yaml.CSafeLoader) for text in texts.values()]
                ),
                "batalin": lambda: timed(lambda: parse(texts)),
            },
            rounds=11,
        )
        return taken["batalin"] / taken["yaml"]

    at_most(1.0, "load and check the rulebook / yaml.load(CSafeLoader)", measure)


@needs_wheel
@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_first_question_against_importing_questionary(tmp_path: Path) -> None:
    import pexpect

    def first_question() -> float:
        begin = time.perf_counter()
        child = pexpect.spawn(
            str(PROGRAM), cwd=str(tmp_path), env={**clean_environment(), "TERM": "xterm-256color"}, dimensions=(24, 80)
        )
        child.expect("Ceritakan masalahnya")
        taken = time.perf_counter() - begin
        child.terminate(force=True)
        return taken

    def measure() -> float:
        taken = medians(
            {
                "questionary": lambda: seconds([sys.executable, "-c", "import questionary"], tmp_path),
                "batalin": first_question,
            },
            rounds=11,
        )
        return taken["batalin"] / taken["questionary"]

    at_most(1.3, "first question on screen / import questionary", measure)
