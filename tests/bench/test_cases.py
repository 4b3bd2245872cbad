"""Ten thousand cases in the folder: the whole command that lists them takes less than a second and 100 MB."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from batalin.casefile.text import write_case
from batalin.casework.store import Store
from tests.bench.measure import PROGRAM, clean_environment, medians, peak_kilobytes, seconds
from tests.casefile.samples import whole_case

CASES = 10_000
SECONDS, MEGABYTES = 1.0, 100.0
ROUNDS = 5
LIST = """
import os, sys
from batalin.__main__ import respond
from batalin.terminal import Terminal
respond(sys.argv[1:], os.environ, Terminal.from_system())
"""


@pytest.fixture(scope="module", autouse=True)
def _data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep all the cases, and let processes find them."""
    home = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA"):
            patch.setenv(variable, str(home))
        folder = Store.default().folder
        folder.mkdir(parents=True)
        case = whole_case()._replace(revision=1, closed=False)
        for count in range(CASES):
            name = f"20261123-{count + 1}"
            (folder / f"{name}.yaml").write_text(write_case(case._replace(id=name)), encoding="utf-8")
        yield


@pytest.mark.parametrize("more", [[], ["--format", "json"]], ids=["text", "json"])
def test_time_of_the_whole_command(tmp_path: Path, more: list[str]) -> None:
    command = [str(PROGRAM), "case", "list", *more]
    listed = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=True).stdout
    assert listed.count("20261123-") == CASES
    taken = medians({"list": lambda: seconds(command, tmp_path)}, rounds=ROUNDS)["list"]
    print(f"\nbatalin case list {' '.join(more)} over {CASES} cases: {taken:.2f} s (limit {SECONDS} s)")
    assert taken <= SECONDS


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the memory record of a process")
@pytest.mark.parametrize("more", [(), ("--format", "json")], ids=["text", "json"])
def test_memory_of_the_whole_command(tmp_path: Path, more: tuple[str, ...]) -> None:
    arguments = ("case", "list", *more)
    taken = medians({"list": lambda: peak_kilobytes(LIST, arguments, tmp_path) / 1024}, rounds=3)["list"]
    print(f"\nbatalin {' '.join(arguments)} over {CASES} cases: {taken:.0f} MB (limit {MEGABYTES:.0f} MB)")
    assert taken <= MEGABYTES
