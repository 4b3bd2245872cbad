"""Ten thousand cases in the folder: listing them takes no more than what is left of a second and of 100 MB."""

from __future__ import annotations

from pathlib import Path

import pytest

from batalin.casefile.text import write_case
from tests.bench.measure import PROGRAM, medians, peak_kilobytes, seconds
from tests.casefile.samples import whole_case

CASES = 10_000
SECONDS, MEGABYTES = 1.0, 100.0
NOTHING = "pass"
LIST = """
import sys
from pathlib import Path
from batalin.casework.store import Store
assert len(Store(Path(sys.argv[1])).heads()) == 10_000
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cases")
    case = whole_case()
    for count in range(CASES):
        name = f"20261123-{count + 1}"
        (place / f"{name}.yaml").write_text(write_case(case._replace(id=name, revision=1)), encoding="utf-8")
    return place


def test_time_to_list_all_cases(folder: Path, tmp_path: Path) -> None:
    python = str(PROGRAM.with_name("python"))
    taken = medians(
        {
            "python": lambda: seconds([python, "-c", NOTHING], tmp_path),
            "start": lambda: seconds([str(PROGRAM), "--version"], tmp_path),
            "list": lambda: seconds([python, "-c", LIST, str(folder)], tmp_path),
        },
        rounds=5,
    )
    used, left = taken["list"] - taken["python"], SECONDS - taken["start"]
    print(f"\n{CASES} heads: {used:.2f} s (limit {left:.2f} s: {SECONDS} s without the start of the program)")
    assert used <= left


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the memory record of a process")
def test_memory_to_list_all_cases(folder: Path, tmp_path: Path) -> None:
    import_program = "import batalin.__main__"
    taken = medians(
        {
            "python": lambda: peak_kilobytes(NOTHING, (), tmp_path) / 1024,
            "start": lambda: peak_kilobytes(import_program, (), tmp_path) / 1024,
            "list": lambda: peak_kilobytes(LIST, (str(folder),), tmp_path) / 1024,
        },
        rounds=3,
    )
    used, left = taken["list"] - taken["python"], MEGABYTES - taken["start"]
    print(f"\n{CASES} heads: {used:.0f} MB (limit {left:.0f} MB: {MEGABYTES:.0f} MB without the start of the program)")
    assert used <= left
