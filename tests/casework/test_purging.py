"""Removing all cases: only what is a case goes, and what stays is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from batalin.casefile.text import write_case
from tests.casefile.samples import whole_case
from tests.casework.running import ID, done, open_case

OWN = {
    "belanja.yaml": "schema: belanja\nitems:\n  - sabun\n",
    "rusak.yaml": "a: [",
    "kosong.yaml": "",
    "catatan.txt": "jangan dihapus",
    "-lain.yaml": "a: b\n",
}
CASE = write_case(whole_case()._replace(revision=1))
CASES = {
    "damaged.yaml": CASE.replace('opened: "', 'opened: "x'),
    "by hand.yaml": CASE.replace('schema: "1"', "schema: 1  # lama"),
    "newer.yaml": CASE.replace('schema: "1"', 'schema: "2"'),
    "cut.yaml": CASE[: len(CASE) // 2],
    "marked.yaml": f"\ufeff{CASE}",
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_files_of_the_buyer_stay_and_are_named(folder: Path, language: str) -> None:
    open_case()
    for name, text in {**OWN, **CASES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "folder.yaml").mkdir()
    outcome = done("purge --all --yes", language=language)
    left = {path.name for path in folder.iterdir()} - {".lock"}
    assert left == {*OWN, "folder.yaml"}
    assert {name: (folder / name).read_text() for name in OWN} == OWN
    assert [name for name in left if name not in outcome.stderr.splitlines()[-1]] == []
    assert str(1 + len(CASES)) in outcome.stderr.splitlines()[0]


def test_nothing_is_named_where_nothing_is_left(folder: Path) -> None:
    open_case()
    outcome = done("purge --all --yes")
    assert len(outcome.stderr.splitlines()) == 1
    assert [path.name for path in folder.iterdir()] == [".lock"]


def test_one_file_that_is_named_goes_whatever_it_holds(folder: Path) -> None:
    open_case()
    (folder / "rusak.yaml").write_text("a: [")
    done("purge rusak --yes")
    assert sorted(path.name for path in folder.iterdir()) == [".lock", f"{ID}.yaml"]
