"""Each case in the list: where the order stands, what happened last, and the day that is waited for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.casework.running import ASKED, ID, done, open_case, run

REJECTED = "new --status delivered --age 5d --product physical --error rejected --delivered-age within-6d"


def listed(language: str = "id") -> list[str]:
    return done("list", language=language).stdout.splitlines()


def row() -> Any:
    (found,) = json.loads(done("list --format json").stdout)["cases"]
    return found


def test_a_new_case(folder: Path) -> None:
    open_case()
    assert listed() == [
        f"{ID}  23 November 2026  Kaos polos",
        "  Status: Menunggu Pickup (menunggu kurir)",
        "  Terakhir 23 November 2026: keadaan dicatat",
    ]
    assert (row()["status"], row()["next"]) == ("awaiting-pickup", None)
    assert row()["latest"] == {"kind": "state", "at": "2026-11-23T10:00", "recipient": None}
    assert folder.exists()


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("id", ["  Terakhir 24 November 2026: jawaban dari penjual", "  Berikutnya 26 November 2026: janji penjual"]),
        ("en", ["  Last 24 November 2026: answer from the seller", "  Next 26 November 2026: promised by the seller"]),
    ],
)
def test_a_promise_is_what_comes_next(folder: Path, language: str, lines: list[str]) -> None:
    open_case()
    done("add --sent seller", "2026-11-23T11:00")
    done("add --reply-from seller --promised 2026-11-26", "2026-11-24T09:00")
    assert listed(language)[-2:] == lines
    assert row()["next"] == {"kind": "promise", "at": "2026-11-26", "recipient": "seller"}
    done("add --status cancelled --error none --cancelled-by seller", "2026-11-25T09:00")
    assert listed()[1:] == ["  Status: Dibatalkan", "  Terakhir 25 November 2026: keadaan dicatat"]
    assert folder.exists()


def test_an_answer_is_due_where_the_rules_give_it_a_time(folder: Path) -> None:
    done(REJECTED)
    done("add --sent mediation --text 'Mohon ditinjau.'", "2026-11-23T12:00")
    assert listed()[-1] == "  Berikutnya 25 November 2026: batas jawaban mediasi TikTok Shop"
    assert row()["next"] == {"kind": "answer", "at": "2026-11-25T12:00", "recipient": "mediation"}
    done(f"close {ID}", "2026-11-24T12:00")
    assert row_of_closed() is None
    assert folder.exists()


def row_of_closed() -> Any:
    return json.loads(done("list --all --format json").stdout)["cases"][0]["next"]


def test_lines_fit_a_narrow_screen(folder: Path) -> None:
    open_case()
    done("add --sent payment-provider --text 'Mohon dicek.'", "2026-11-23T11:00")
    lines = run("list", columns=40).stdout.splitlines()
    assert [line for line in lines[1:] if len(line) > 40] == []
    assert "Terakhir" in "".join(lines)
    assert folder.exists()


def test_a_case_that_a_person_wrote_or_that_other_rules_know_is_told_as_far_as_possible(folder: Path) -> None:
    done(f"new {ASKED}")
    path = folder / f"{ID}.yaml"
    text = path.read_text().replace('kind: "state"', "kind: state").replace('"awaiting-pickup"', '"menunggu-sekali"')
    path.write_text(text)
    assert listed()[1:] == ["  Status: menunggu-sekali", "  Terakhir 23 November 2026: keadaan dicatat"]
    assert row()["status"] == "menunggu-sekali"
    path.write_text(text.replace("kind: state", "kind: apa"))
    assert "(tidak terbaca" in listed()[0]
    assert (row()["status"], row()["latest"], row()["readable"]) == (None, None, False)


def test_a_long_case_is_told_too(folder: Path) -> None:
    open_case()
    for _ in range(40):
        done(f"add --note '{'x' * 1_990}'", "2026-11-23T11:00")
    done("add --reply-from seller --promised 2026-11-26", "2026-11-24T09:00")
    assert (folder / f"{ID}.yaml").stat().st_size > 1 << 16
    assert listed()[-1] == "  Berikutnya 26 November 2026: janji penjual"
