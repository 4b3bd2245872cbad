"""Whole processes measured side by side; only ratios within one run are compared."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROUNDS = 21
WARM_UPS = 2
PROGRAM = Path(sysconfig.get_path("scripts")) / ("batalin.exe" if os.name == "nt" else "batalin")


def clean_environment() -> dict[str, str]:
    """Give an environment in which only the installed package is found."""
    kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "BATALIN_LANG")}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1"}


def seconds(command: Sequence[str], folder: Path) -> float:
    """Run a command to its end and give how long it took."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, cwd=folder, env=clean_environment(), stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def medians(jobs: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, float]:
    """Run jobs in turn, many times, and give each one's median."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for count in range(rounds + WARM_UPS):
        for name, job in jobs.items():
            value = job()
            if count >= WARM_UPS:
                taken[name].append(value)
    return {name: statistics.median(values) for name, values in taken.items()}


def peak_kilobytes(code: str, arguments: Sequence[str], folder: Path) -> float:
    """Run Python code in a process of its own and give its peak memory.

    The kernel's high-water mark of the process image is read, because resource usage would count the parent's too.
    """
    tail = """
import sys
for line in open("/proc/self/status"):
    if line.startswith("VmHWM"):
        print(line.split()[1], file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code + tail, *arguments],
        check=True,
        cwd=folder,
        env=clean_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    return float(done.stderr.split()[-1])
