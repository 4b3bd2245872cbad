from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from batalin.diagnosis.details import read_details
from batalin.diagnosis.diagnosis import Diagnosis, diagnose
from batalin.errors import UsageError
from batalin.output.calendar import write_calendar
from batalin.present import read_present, read_zone
from batalin.rulebook.rulebook import Rulebook
from batalin.trouble import explain
from tests.flags.cases import CORE
from tests.output.calendars import Found, read
from tests.support import flags, spawn

MARKET = "WIB +07:00"
NOW = "2026-11-23T10:00:37+07:00"
SILENT = {"status": "awaiting-pickup", "age": "1d-3d", "product": "preorder", "error": "no-response"}
WRONG = {"status": "delivered", "age": "3d-7d", "product": "physical", "error": "wrong-item"}
STUCK = {"status": "shipped", "age": "3d-7d", "product": "physical", "error": "not-received"}
REFUND = {
    "status": "cancelled",
    "age": "3d-7d",
    "product": "physical",
    "error": "refund-missing",
    "payment": "bank-transfer",
    "cancelled-by": "me",
    "refund-age": "under-4d",
}
DATES = dict.fromkeys(("ordered-on", "tried-on", "cancelled-on", "delivered-on"), "2026-11-20")
HOSTILE = 'Sepatu, merah; \\n "besar"\r\nEND:VEVENT\r\nBEGIN:VALARM\x1b[31m:\u2028\x85ATTACH=\U0001f381'
CLEAN = 'Sepatu, merah; \\n "besar" END:VEVENT BEGIN:VALARM: ATTACH=\U0001f381'


def diagnosed(
    rulebook: Rulebook,
    answers: Mapping[str, str],
    details: Mapping[str, str],
    zone: str = MARKET,
    language: str = "id",
    now: str = NOW,
) -> Diagnosis:
    present = read_present(now, zone)
    return diagnose(rulebook, answers, read_details(details, rulebook, present), present, language, "id")


def with_steps(rulebook: Rulebook, *steps: Mapping[str, str]) -> Rulebook:
    """Give rules whose page for a silent seller has steps with these deadlines."""
    trees: dict[str, Any] = copy.deepcopy(dict(rulebook.trees))
    trees["situations/silent-seller-waiting.yaml"]["steps"] = [
        {"do": {"id": f"Kirim ke-{number}.", "en": f"Send it, {number}."}, "by": by, "source": "F08"}
        for number, by in enumerate(steps, 1)
    ]
    return Rulebook(trees)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("zone", ["wib", "wita", "wit"])
@pytest.mark.parametrize("answers", [SILENT, WRONG, STUCK, REFUND], ids=["silent", "wrong", "stuck", "refund"])
def test_every_deadline_ahead_is_an_event(
    rulebook: Rulebook, answers: dict[str, str], zone: str, language: str
) -> None:
    dates = {**DATES, "tried-on": "2026-11-22T19:30"}
    diagnosis = diagnosed(rulebook, answers, dates, read_zone(zone, MARKET), language)
    ahead = [one.deadline.at for one in diagnosis.steps if one.deadline and one.deadline.at and not one.deadline.passed]
    expected = [at.replace(second=0) if isinstance(at, datetime) else at for at in ahead]
    events = read(write_calendar(diagnosis, "c1"))
    assert [event.start for event in events] == expected
    assert len(expected) > 0
    for event in events:
        length = timedelta(minutes=15) if isinstance(event.start, datetime) else timedelta(days=1)
        assert event.end - event.start == length
        assert any(event.description.startswith(f"{step.sentence.text}\n") for step in diagnosis.steps)


@pytest.mark.parametrize(
    ("zone", "tried", "start", "place", "offset"),
    [
        ("wib", "2026-11-22T19:30", "20261124T193000", "Asia/Jakarta", "+0700"),
        ("WITA", "2026-11-22T19:30", "20261124T193000", "Asia/Makassar", "+0800"),
        ("Wit", "2026-11-22T00:05", "20261124T000500", "Asia/Jayapura", "+0900"),
    ],
)
def test_a_moment_carries_the_zone_of_the_buyer(
    rulebook: Rulebook, zone: str, tried: str, start: str, place: str, offset: str
) -> None:
    data = write_calendar(diagnosed(rulebook, SILENT, {"tried-on": tried}, read_zone(zone, MARKET)), "c1")
    text = data.decode("utf-8")
    assert f"\r\nDTSTART;TZID={place}:{start}\r\n" in text
    assert f"\r\nTZID:{place}\r\n" in text
    assert f"\r\nTZOFFSETTO:{offset}\r\n" in text
    assert text.index("BEGIN:VTIMEZONE") < text.index("BEGIN:VEVENT")
    assert read(data)[0].start.isoformat()[-6:] == f"{offset[:3]}:{offset[3:]}"


def test_a_moment_told_in_another_zone_is_written_in_the_buyer_s(rulebook: Rulebook) -> None:
    details = read_details({"tried-on": "2026-11-22T19:30"}, rulebook, read_present(NOW, MARKET))
    here = read_present(NOW, read_zone("wita", MARKET))
    data = write_calendar(diagnose(rulebook, SILENT, details, here, "id", "id"), "c1")
    assert b"\r\nDTSTART;TZID=Asia/Makassar:20261124T203000\r\n" in data
    assert read(data)[0].start.isoformat() == "2026-11-24T20:30:00+08:00"


@pytest.mark.parametrize("zone", ["IST +05:30", "WIB +08:00"])
def test_a_zone_without_a_known_name_is_written_as_utc(rulebook: Rulebook, zone: str) -> None:
    diagnosis = diagnosed(rulebook, SILENT, {"tried-on": "2026-11-22T06:30"}, zone)
    data = write_calendar(diagnosis, "c1")
    (deadline,) = [step.deadline for step in diagnosis.steps if step.deadline]
    (event,) = read(data)
    assert event.start == deadline.at
    assert b"VTIMEZONE" not in data
    assert f"DTSTART:{event.start.strftime('%Y%m%dT%H%M%SZ')}".encode() in data


@pytest.mark.parametrize(
    ("language", "name"), [("id", "Pengingat pesanan TikTok Shop"), ("en", "TikTok Shop order reminders")]
)
def test_the_calendar_has_a_name_and_reminders_have_words(rulebook: Rulebook, language: str, name: str) -> None:
    diagnosis = diagnosed(rulebook, SILENT, {"tried-on": "2026-11-22T19:30"}, language=language)
    calendar: Any = Calendar.from_ical(write_calendar(diagnosis, "c1"))
    (zone,), (event,), (alarm,) = (calendar.walk(kind) for kind in ("STANDARD", "VEVENT", "VALARM"))
    assert (calendar["version"], calendar["x-wr-calname"], zone["tzname"]) == ("2.0", name, "WIB")
    assert (alarm["action"], alarm["description"]) == ("DISPLAY", event["summary"])
    assert re.fullmatch(r"[0-9a-f]{32}@batalin", event["uid"])


def test_whole_days_need_no_zone_and_end_before_the_next_day(rulebook: Rulebook) -> None:
    data = write_calendar(diagnosed(rulebook, REFUND, {"cancelled-on": "2026-11-20"}), "c1")
    assert b"\r\nDTSTART;VALUE=DATE:20261127\r\nDTEND;VALUE=DATE:20261128\r\n" in data
    assert b"TZID" not in data


@pytest.mark.parametrize(
    ("by", "now", "reminded"),
    [
        ({"within": "48 hours", "from": "tried-on"}, "2026-11-23T10:00", ["2026-11-24T07:30", "2026-11-24T18:30"]),
        ({"within": "48 hours", "from": "tried-on"}, "2026-11-24T07:30", ["2026-11-24T18:30"]),
        ({"within": "48 hours", "from": "tried-on"}, "2026-11-24T19:00", []),
        ({"within": "48 hours", "from": "tried-on", "as": "wait"}, "2026-11-23T10:00", ["2026-11-24T19:30"]),
        ({"within": "48 hours", "from": "tried-on", "as": "event"}, "2026-11-23T10:00", ["2026-11-24T19:30"]),
        ({"within": "2 days", "from": "tried-on"}, "2026-11-23T08:59", ["2026-11-23T09:00", "2026-11-24T09:00"]),
        ({"within": "2 days", "from": "tried-on"}, "2026-11-23T09:00", ["2026-11-24T09:00"]),
        ({"within": "2 days", "from": "tried-on"}, "2026-11-24T10:00", []),
        ({"within": "2 days", "from": "tried-on", "as": "wait"}, "2026-11-22T20:00", ["2026-11-24T09:00"]),
    ],
)
def test_reminders_come_while_they_still_help(
    rulebook: Rulebook, by: dict[str, str], now: str, reminded: list[str]
) -> None:
    diagnosis = diagnosed(with_steps(rulebook, by), SILENT, {"tried-on": "2026-11-22T19:30"}, now=now)
    (event,) = read(write_calendar(diagnosis, "c1"))
    start = event.start if isinstance(event.start, datetime) else datetime.combine(event.start, time())
    assert [(start + alarm).strftime("%Y-%m-%dT%H:%M") for alarm in event.alarms] == reminded


@pytest.mark.parametrize(
    ("language", "summaries"),
    [
        ("id", ["Batas: Kirim ke-1", "Akhir masa tunggu: Kirim ke-2", "Waktunya: Kirim ke-3"]),
        ("en", ["Deadline: Send it, 1", "End of the wait: Send it, 2", "When: Send it, 3"]),
    ],
)
def test_the_title_says_what_kind_of_time_it_is(rulebook: Rulebook, language: str, summaries: list[str]) -> None:
    by = {"from": "tried-on", "within": "48 hours"}
    rules = with_steps(rulebook, by, {**by, "as": "wait"}, {**by, "as": "event"})
    diagnosis = diagnosed(rules, SILENT, {"tried-on": "2026-11-22"}, language=language)
    assert [event.summary for event in read(write_calendar(diagnosis, "c1"))] == summaries


def test_an_estimate_says_so_and_the_title_speaks_of_the_time(rulebook: Rulebook) -> None:
    (refund,) = read(write_calendar(diagnosed(rulebook, REFUND, {"cancelled-on": "2026-11-20"}), "c1"))
    assert refund.summary.startswith("Akhir masa tunggu, perkiraan: Lewat transfer bank")
    assert "Hitungan: 5 hari kerja sejak" in refund.description
    stuck = read(write_calendar(diagnosed(rulebook, STUCK, {}), "c1"))
    assert stuck[0].summary.endswith(": Bila sampai sekitar waktu ini belum dijawab, lanjut ke CS")


def test_events_stay_the_same_when_the_date_moves(rulebook: Rulebook) -> None:
    def events(key: str, delivered: str, language: str = "id") -> list[Found]:
        return read(
            write_calendar(diagnosed(rulebook, WRONG, {"delivered-on": delivered}, language=language), key, revision=3)
        )

    first, moved = events("c1", "2026-11-20"), events("c1", "2026-11-21", "en")
    assert [event.uid for event in first] == [event.uid for event in moved]
    assert [event.start for event in first] != [event.start for event in moved]
    uids = [event.uid for key in ("c1", "c2") for event in events(key, "2026-11-20")]
    assert len(set(uids)) == len(uids) == 2 * len(first) > 4


def test_events_differ_between_steps_that_count_alike_and_between_situations(rulebook: Rulebook) -> None:
    by = {"from": "now", "within": "12 hours", "as": "wait"}
    uids = [event.uid for event in read(write_calendar(diagnosed(with_steps(rulebook, by, by), SILENT, {}), "c1"))]
    uids += [event.uid for event in read(write_calendar(diagnosed(rulebook, STUCK, {}), "c1"))]
    assert len(set(uids)) == len(uids) == 3


@pytest.mark.parametrize("other", [{"from": "now"}, {"within": "50 hours"}, {"as": "event"}], ids=str)
def test_a_step_keeps_its_event_wherever_it_stands(rulebook: Rulebook, other: dict[str, str]) -> None:
    by = {"from": "tried-on", "within": "60 hours", "as": "wait"}
    alone, before, behind = (
        [event.uid for event in read(write_calendar(diagnosed(with_steps(rulebook, *steps), SILENT, DATES), "c1"))]
        for steps in ([by], [by, by | other], [by | other, by])
    )
    assert [*alone, before[1]] == before == behind[::-1]


def test_a_step_keeps_its_event_when_an_earlier_one_has_passed(rulebook: Rulebook) -> None:
    rules = with_steps(rulebook, *({"from": "tried-on", "within": f"{days} days"} for days in (3, 6)))
    first, later = (
        read(write_calendar(diagnosed(rules, SILENT, {"tried-on": "2026-11-20"}, now=now), "c1"))
        for now in ("2026-11-23", "2026-11-24")
    )
    assert [event.uid for event in later] == [first[1].uid]


def test_the_same_run_writes_the_same_bytes(rulebook: Rulebook) -> None:
    first, second = (write_calendar(diagnosed(rulebook, WRONG, DATES), "c1", 2) for _ in range(2))
    assert first == second
    assert first.count(b"\r\nSEQUENCE:2\r\n") == first.count(b"BEGIN:VEVENT") == len(read(first))
    assert b"\r\nDTSTAMP:20261123T030037Z\r\n" in first


def test_only_what_tells_orders_apart_is_written(rulebook: Rulebook) -> None:
    told = {**DATES, "order-id": "5791234567", "item": "Sepatu", "name": "Sari Dewi", "amount": "150000"}
    data = write_calendar(diagnosed(rulebook, WRONG, told), "kunci-5791234567")
    for event in read(data):
        assert event.summary.endswith(" (Sepatu)")
        assert event.description.endswith("\nNomor pesanan: 5791234567\nNama barang: Sepatu")
        assert "5791234567" not in event.summary + event.uid
    assert not any(private in data for private in (b"Sari", b"150.000", b"kunci", b"METHOD"))
    assert "\nDi: Pesanan > pilih pesanan > Pengembalian\nHitungan: " in read(data)[0].description
    assert data.count(b"CLASS:PRIVATE") == data.count(b"TRANSP:TRANSPARENT") == len(read(data))


@pytest.mark.parametrize("language", ["id", "en"])
def test_lines_are_folded_and_text_is_escaped(rulebook: Rulebook, language: str) -> None:
    told = {**DATES, "item": HOSTILE + "\U0001f381" * 60}
    data = write_calendar(diagnosed(rulebook, WRONG, told, language=language), "c1")
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    plain = write_calendar(diagnosed(rulebook, WRONG, DATES, language=language), "c1")
    for with_item, without in zip(read(data), read(plain), strict=True):
        assert with_item.description.splitlines()[-1].endswith(f": {CLEAN}" + "\U0001f381" * 60)
        assert with_item.alarms == without.alarms
        assert len(with_item.summary) <= len(without.summary) + 43
        assert with_item.summary.startswith(f'{without.summary} (Sepatu, merah; \\n "besar"')


@pytest.mark.parametrize(
    ("details", "language", "words"),
    [
        ({}, "id", "Pengingat perlu tanggal. Beri --tried-on (Tanggal mencoba membatalkan)."),
        ({}, "en", "A reminder needs a date. Give --tried-on (Date you tried to cancel)."),
        (
            {"tried-on": "2026-11-02"},
            "id",
            "Hasil ini tidak punya batas waktu yang masih berjalan. Jalankan tanpa --ics.",
        ),
    ],
)
def test_nothing_ahead_is_an_error_that_says_what_to_do(
    rulebook: Rulebook, details: dict[str, str], language: str, words: str
) -> None:
    with pytest.raises(UsageError) as caught:
        write_calendar(diagnosed(rulebook, SILENT, details, language=language), "c1")
    assert explain(caught.value, language) == words


def test_zones_are_the_market_s_unless_another_is_given() -> None:
    zones = [read_zone(given, "SGT +08:00") for given in ("", "wib", "WITA", "Wit")]
    assert ", ".join(zones) == "SGT +08:00, WIB +07:00, WITA +08:00, WIT +09:00"
    moment = read_present(NOW, read_zone("wit", MARKET))
    assert (moment.tzname(), moment.hour, moment) == ("WIT", 12, datetime(2026, 11, 23, 3, 0, 37, tzinfo=UTC))


@pytest.mark.parametrize("given", ["wibb", "+08:00", "Asia/Jakarta", " "])
def test_other_zones_are_refused(given: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_zone(given, MARKET)
    assert explain(caught.value, "en") == f"--zone does not know {given}. Choose: wib, wita, wit."


def test_a_plain_run_imports_no_calendar() -> None:
    assert "icalendar" not in spawn(flags(CORE), python=("-X", "importtime")).stderr
