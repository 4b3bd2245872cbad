"""Two orders told to their end, day by day: who is written to, in which tone, and what each letter says of the last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.casework.conftest import GOLDENS, Compare
from tests.casework.running import done

DETAILS = "--order-id 579012345678 --item 'Kaos polos' --amount 150rb --name Sari --ordered-on 2026-11-20"
SILENT = (
    "new --status awaiting-pickup --product preorder --error no-response --shipped-by platform --payment ewallet"
    f" --reason changed-mind --tried-on 2026-11-23T09:00 {DETAILS}"
)
REFUSED = (
    "new --status delivered --product physical --error rejected --delivered-on 2026-11-20 --payment ewallet"
    f" --reason 'jahitannya robek saat tiba' --tried-on 2026-11-21 {DETAILS.replace('2026-11-20', '2026-11-15')}"
)


class Look(NamedTuple):
    """What `next` must give at a moment: whose turn it is, in which tone, on which page, and the first deadline."""

    to: str
    tone: str
    page: str
    deadline: str = ""


Line = str | Look
# The seller never answers; support promises a day and lets it pass; the order is cancelled, the money does not come.
TO_THE_AUTHORITY: list[tuple[str, Line]] = [
    ("2026-11-23T10:00", SILENT),
    ("2026-11-23T10:00", Look("seller", "friendly", "silent-seller-waiting", "2026-11-25T09:00+07:00")),
    ("2026-11-23T10:05", "add --sent seller"),
    ("2026-11-23T18:00", Look("seller", "firm", "silent-seller-waiting", "2026-11-25T09:00+07:00")),
    ("2026-11-24T09:00", Look("seller", "firm", "silent-seller-waiting", "2026-11-25T09:00+07:00")),
    ("2026-11-24T09:05", "add --sent support --evidence order-details,cancel-request"),
    ("2026-11-24T13:00", "add --reply-from support --text 'Mohon tunggu 1x24 jam ya Kak' --promised '1x24 jam'"),
    ("2026-11-24T20:00", Look("support", "firm", "silent-seller-waiting", "2026-11-25T09:00+07:00")),
    ("2026-11-25T08:00", Look("support", "firm", "silent-seller-waiting", "2026-11-25T09:00+07:00")),
    ("2026-11-25T10:00", Look("support", "firm", "silent-seller-overdue")),
    ("2026-11-25T10:05", "add --sent support"),
    ("2026-11-26T11:00", Look("support", "formal", "silent-seller-overdue")),
    ("2026-11-26T11:05", "add --sent support"),
    (
        "2026-11-27T08:00",
        "add --status cancelled --error refund-missing --cancelled-by system --cancelled-on 2026-11-26",
    ),
    ("2026-11-27T08:05", Look("support", "formal", "refund-in-time", "2026-11-30")),
    ("2026-12-02T09:00", Look("support", "formal", "refund-late", "2026-11-30")),
    ("2026-12-02T09:05", "add --sent support --evidence all"),
    ("2026-12-02T15:00", "add --reply-from support --text 'Dana sudah dikirim ke dompet Anda'"),
    ("2026-12-02T16:00", Look("payment-provider", "friendly", "refund-late", "2026-11-30")),
    ("2026-12-02T16:05", "add --sent payment-provider"),
    ("2026-12-03T17:00", Look("payment-provider", "firm", "refund-late", "2026-11-30")),
    ("2026-12-03T17:05", "add --sent payment-provider"),
    ("2026-12-04T18:00", Look("authority", "formal", "refund-late", "2026-11-30")),
    ("2026-12-04T18:05", "add --sent authority --evidence all"),
    ("2026-12-11T09:00", Look("authority", "formal", "refund-late", "2026-11-30")),
]
# The seller refuses the return of a torn shirt; the dispute desk lets its 48 hours pass.
TO_MEDIATION: list[tuple[str, Line]] = [
    ("2026-11-23T10:00", REFUSED),
    ("2026-11-23T10:00", Look("seller", "friendly", "return-rejected", "2026-11-26")),
    ("2026-11-23T10:05", "add --sent seller"),
    ("2026-11-23T12:00", "add --reply-from seller --text 'Tidak bisa kak, \"sudah dibuka\"'"),
    ("2026-11-23T12:05", Look("support", "friendly", "return-rejected", "2026-11-26")),
    ("2026-11-23T12:10", "add --sent support"),
    ("2026-11-23T15:00", "add --reply-from support --text 'Silakan ajukan banding'"),
    ("2026-11-23T15:05", Look("mediation", "formal", "return-rejected", "2026-11-26")),
    ("2026-11-23T15:10", "add --sent mediation --evidence all"),
    ("2026-11-24T15:00", Look("mediation", "formal", "return-rejected", "2026-11-25T15:10+07:00")),
    ("2026-11-25T15:10", Look("authority", "formal", "return-rejected", "2026-11-26")),
    ("2026-11-25T15:15", "add --sent authority --evidence all"),
    ("2026-11-26T09:00", Look("authority", "formal", "return-rejected", "2026-11-26")),
    ("2026-11-26T16:00", Look("authority", "formal", "return-rejected", "2026-11-26")),
]
STORIES = {"to-the-authority": TO_THE_AUTHORITY, "to-mediation": TO_MEDIATION}


def look(now: str, language: str) -> Any:
    return json.loads(done(f"next --format json --message-lang {language}", now, language).stdout)


def seen(found: Any) -> Look:
    first = found["messages"][0]
    at = next((step["deadline"]["at"] for step in found["steps"] if step["deadline"]), "")
    return Look(first["to"], first["tone"], found["situation"], at)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", STORIES)
def test_the_story_goes_from_rung_to_rung(folder: Path, golden: Compare, name: str, language: str) -> None:
    told: list[str] = []
    for now, line in STORIES[name]:
        if isinstance(line, str):
            done(f"{line} --message-lang {language}", now, language)
            told.append(f"[{now}] {line.partition(' --message')[0]}")
        else:
            found = look(now, language)
            assert seen(found) == line, now
            first = found["messages"][0]
            told.append(f"[{now}] next: {first['to']}, {first['tone']}, {found['situation']}")
            told += [*found["lead"], "", *first["body"].splitlines(), ""]
    golden(f"{name}.{language}.txt", "\n".join(told) + "\n")
    assert folder.exists()


def letters(now: str) -> list[str]:
    return [one["body"] for one in look(now, "id")["messages"]]


def test_no_letter_says_what_the_buyer_did_not_say_or_says_it_twice(folder: Path) -> None:
    """Every line stands once, every date was told, and nothing is attached that was not ticked."""
    dates = {"20 November 2026", "23 November 2026", "24 November 2026", "25 November 2026", "26 November 2026"}
    for now, line in TO_THE_AUTHORITY:
        if isinstance(line, str):
            done(line, now)
            continue
        for body in letters(now):
            lines = body.splitlines()
            assert len(lines) == len(set(lines)), body
            assert len(body) <= 1_000
            assert "Lampiran" not in body, "what went with an earlier letter is not attached to this one"
            assert "[" not in body, body
            told = {words for words in dates if words in body}
            assert told, body
    assert folder.exists()


def test_no_golden_is_left_over() -> None:
    known = [f"{name}.{language}.txt" for name in STORIES for language in ("id", "en")]
    known += [f"timeline.{language}.md" for language in ("id", "en")]
    assert sorted(path.name for path in GOLDENS.iterdir()) == sorted(known)
