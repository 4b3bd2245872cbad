"""What comes first on a page: its own steps, or the wait for an answer that was promised or is due."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.casework.running import ID, done

AT = "2026-11-23T10:00"
PROMISE = "add --reply-from seller --text 'dijawab Rabu' --promised 2026-11-25"
CORE = "--product physical --payment ewallet"
OPEN = f"new --status awaiting-pickup --age 2d --error none --shipped-by platform {CORE}"
ARRIVED = f"new --status delivered --age 5d --error none {CORE}"
NOW_FIRST = "Kerjakan dulu langkah di bawah, tanpa menunggu jawaban siapa pun."
WAIT = "Tunggu tanggal yang dijanjikan"


class Case(NamedTuple):
    """What is told one after another, the sentence that comes first, and what stands right before the wait.

    Attributes:
        before: The end of the step before the wait; an empty string where the wait comes first.
    """

    told: tuple[str, ...]
    lead: str
    before: str = ""


CASES = {
    "ask before the courier comes": Case(
        (OPEN, PROMISE),
        f"{NOW_FIRST} Sesudahnya, tunggu sampai Rabu, 25 November 2026, sesuai janji penjual.",
        "Tanya CS hari itu juga.",
    ),
    "the request is in the app": Case(
        (
            OPEN.replace("--error none", "--error no-response --request-age under-48h"),
            "add --sent support --reply-from support --promised 2026-11-25",
        ),
        "Tunggu sampai Rabu, 25 November 2026, sesuai janji CS TikTok Shop. Pesan di bawah untuk sesudahnya.",
    ),
    "the page has a nearer date": Case(
        (f"{ARRIVED} --delivered-on 2026-11-18", PROMISE),
        "Ikuti dulu langkah di bawah, yang waktu terdekatnya Selasa, 24 November 2026. "
        "Sesudahnya, tunggu sampai Rabu, 25 November 2026, sesuai janji penjual. Pesan di bawah untuk sesudahnya.",
    ),
    "the date of the page is later": Case(
        (f"{ARRIVED} --delivered-on 2026-11-22", PROMISE),
        "Tunggu sampai Rabu, 25 November 2026, sesuai janji penjual. Pesan di bawah untuk sesudahnya.",
    ),
    "a warning waits for nobody": Case(
        (
            OPEN.replace("--error none", "--error suspicious-contact"),
            "add --sent support --reply-from support --promised 2026-11-25",
        ),
        f"{NOW_FIRST} Sesudahnya, tunggu sampai Rabu, 25 November 2026, sesuai janji CS TikTok Shop."
        " Pesan di bawah untuk sesudahnya.",
    ),
    "the parcel is on its way": Case(
        (f"new --status shipped --age 3d --error none {CORE}", PROMISE.replace("seller", "support")),
        f"{NOW_FIRST} Sesudahnya, tunggu sampai Rabu, 25 November 2026, sesuai janji CS TikTok Shop.",
    ),
}


def look(now: str = "2026-11-23T12:00") -> Any:
    return json.loads(done("next --format json", now).stdout)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_cannot_wait_comes_before_what_was_promised(folder: Path, case: Case) -> None:
    for line in case.told:
        done(line, AT)
    found = look()
    assert found["lead"][0] == case.lead
    steps = [step["do"] for step in found["steps"]]
    (place,) = [place for place, text in enumerate(steps) if text.startswith(WAIT)]
    assert (place > 0) is ("dulu langkah" in case.lead)
    assert place == 0 or steps[place - 1].endswith(case.before)
    assert found["steps"][place]["deadline"]["at"] == "2026-11-25"
    assert folder.exists()


def test_the_wait_follows_the_last_step_whose_date_is_nearer(folder: Path) -> None:
    done(f"{ARRIVED} --delivered-on 2026-11-18", AT)
    done(PROMISE, AT)
    dates = [step["deadline"]["at"] for step in look()["steps"] if step["deadline"] and step["deadline"]["at"]]
    assert dates.index("2026-11-24") < dates.index("2026-11-25")
    assert folder.exists()


def test_a_message_that_was_not_sent_yet_need_not_wait_for_a_promise(folder: Path) -> None:
    """The seller spoke first; the page says to tell them at once that a cancel was asked for."""
    done(OPEN, AT)
    done(PROMISE, AT)
    assert f"batalin case add {ID} --sent seller\n" in done("next", "2026-11-23T12:00").stderr
    assert folder.exists()


def test_nobody_is_told_to_wait_until_tomorrow_before_the_courier_comes(folder: Path) -> None:
    done(OPEN, AT)
    done("add --sent seller", "2026-11-23T11:00")
    outcome = done("next", "2026-11-23T12:00")
    assert "Tunggu sampai besok" not in " ".join(outcome.stdout.split())
    assert look()["lead"][0] == (
        f"{NOW_FIRST} Pesan Anda ke penjual terkirim 23 November 2026; sesudah langkah itu, tunggu jawabannya sampai"
        " Selasa, 24 November 2026, 11.00 WIB."
    )
    assert "--sent" not in outcome.stderr
    assert folder.exists()


def test_a_promise_that_has_passed_is_waited_for_no_more(folder: Path) -> None:
    done(OPEN, AT)
    done(PROMISE, AT)
    found = look("2026-11-26T08:00")
    assert found["lead"][0].startswith("Pesan berikutnya untuk penjual.")
    assert not [step for step in found["steps"] if step["do"].startswith(WAIT)]
    assert folder.exists()
