"""Several files of one run: none is written where another would fail, each is named, and one's own may be renewed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flags.cases import REFUND
from tests.flags.test_handover import RESULT
from tests.output.calendars import read
from tests.support import call, flags

NO_DATE = flags(f"{REFUND} --payment ewallet")


@pytest.mark.parametrize(
    ("asked", "existing", "said"),
    [
        (NO_DATE, (), "--cancelled-on"),
        ([*RESULT, "--max-chars", "39"], (), "--max-chars"),
        (RESULT, ("c.ics",), "c.ics sudah ada"),
        (RESULT, ("b.png",), "b.png sudah ada"),
        (RESULT, ("d.json",), "d.json sudah ada"),
    ],
    ids=["no-date", "max-chars", "calendar", "picture", "answers"],
)
def test_no_file_is_written_where_another_would_fail(
    asked: list[str], existing: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    names = {"--output": "a.html", "--qr": "b.png", "--ics": "c.ics", "--save-answers": "d.json"}
    for name in existing:
        (tmp_path / name).write_text("milik saya", encoding="utf-8")
    outcome = call([*asked, *(word for flag, name in names.items() for word in (flag, str(tmp_path / name)))])
    assert (outcome.code, outcome.stdout) in ((1, ""), (2, ""))
    assert said in outcome.stderr.replace("\n", "")
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(existing)
    assert "Ditulis" not in outcome.stderr


def test_a_file_named_twice_is_refused_before_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    outcome = call([*RESULT, "--output", str(file), "--qr", str(file)])
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "dua kali" in outcome.stderr
    assert not file.exists()


def test_every_file_is_named(tmp_path: Path) -> None:
    names = {"--output": "a.html", "--qr": "b.png", "--ics": "c.ics", "--save-answers": "d.json"}
    outcome = call([*RESULT, *(word for flag, name in names.items() for word in (flag, str(tmp_path / name)))])
    assert (outcome.code, outcome.stdout) == (0, "")
    assert all(str(tmp_path / name) in outcome.stderr.replace("\n", "") for name in names.values())


def test_reminders_of_the_same_order_are_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "pengingat.ics"
    call([*RESULT, "--ics", str(file)])
    before = file.read_bytes()
    later = [word.replace("2026-11-20", "2026-11-19") for word in RESULT]
    assert call([*later, "--ics", str(file)]).code == 0
    assert [one.uid for one in read(file.read_bytes())] == [one.uid for one in read(before)]
    assert [one.start for one in read(file.read_bytes())] != [one.start for one in read(before)]
    assert file.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("change", ["order", "program", "event"])
def test_a_calendar_of_another_order_or_program_stays(change: str, tmp_path: Path) -> None:
    file = tmp_path / "pengingat.ics"
    call([*RESULT, "--ics", str(file)])
    if change == "program":
        file.write_bytes(file.read_bytes().replace(b"//batalin//batalin//", b"//lain//lain//"))
    if change == "event":
        foreign = b"BEGIN:VEVENT\r\nUID:1@lain\r\nEND:VEVENT\r\nEND:VCALENDAR"
        file.write_bytes(file.read_bytes().replace(b"END:VCALENDAR", foreign))
    before = file.read_bytes()
    order = {"579012345": "579012346"} if change == "order" else {}
    outcome = call([*(order.get(word, word) for word in RESULT), "--ics", str(file)])
    assert outcome.code == 1
    assert "sudah ada dan tidak ditimpa" in outcome.stderr
    assert file.read_bytes() == before
