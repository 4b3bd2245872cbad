"""A case as text: what is written is read again, whatever the words, and what people change by hand is understood."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone

import pytest

from batalin.casefile.head import HEAD_BYTES, head_of, read_head
from batalin.casefile.model import CaseFile, Event, arrange, open_case
from batalin.casefile.text import read_case, write_case
from batalin.diagnosis.cleaning import clean
from batalin.diagnosis.moments import Moment
from batalin.errors import FileError, UsageError
from batalin.rulebook.reading import MAX_BYTES, read
from batalin.words import say
from tests.casefile.samples import case_of, moment, note, whole_case
from tests.support import NOW

ODD = [
    *("a: b", "- a", "# a", "{a", "[a", "'", '"', "\\", "\\n", "|", ">", "&a", "*a", "!a", "%a", "@a", "`a", "?", "~"),
    *("null", "no", "12:30", "007", "---", "...", "😀", "é ñ 漢字", "[/b] :smile:", "a" * 300, "=", "<<", "a  b", ","),
]
ODD_LINES = [
    *(
        " di depan",
        "di belakang ",
        "\n",
        "a\n",
        "\na",
        "a\n\n\nb",
        "a\n b\n  c",
        "a \nb",
        "a\n \nb",
        "- a\n- b",
        "\n\n",
    ),
    *("a: |\n  b", "---\na", "...\n...", "# a\n# b", "a\n\n", "  a\nb", "\"a\"\n'b'", "%a\n%b", "a #b"),
]


def again(case: CaseFile) -> CaseFile:
    return read_case(write_case(case), "kasus.yaml")


def test_a_case_comes_back_as_it_was() -> None:
    case = whole_case()
    assert again(case) == case
    assert again(case).opened.tzname() == "WIB"
    assert again(case_of()) == case_of()


def test_the_head_comes_first_and_every_value_on_its_own_line() -> None:
    lines = write_case(whole_case()._replace(revision=3)).splitlines()
    assert lines[:10] == [
        'schema: "1"',
        'revision: "3"',
        'id: "20261123-1"',
        'rulebook: "tiktok-shop"',
        'zone: "WIB +07:00"',
        'opened: "2026-11-23T10:00:00+07:00"',
        'changed: "2026-11-23T10:00:00+07:00"',
        'closed: "yes"',
        'label: "Kaos polos"',
        "events:",
    ]
    assert "      Halo Kak,\n\n      - mohon dibatalkan" in write_case(whole_case())


@pytest.mark.parametrize("text", [*ODD, *ODD_LINES])
def test_odd_words_come_back(text: str) -> None:
    cleaned = "\n".join(clean(line) if text in ODD else line for line in text.split("\n"))
    line = clean(text)
    event = Event(moment("2026-11-22"), "state", {"reason": line}, {"item": line}, {"reason": line}, text=cleaned)
    case = case_of(event, event._replace(kind="sent", evidence=(line, "b"), message=line) if line else event)
    case = case._replace(label=line)
    kept = again(case)
    if line:
        assert kept.label == line
    if cleaned.strip():
        assert [one.text for one in kept.events] == [cleaned, cleaned]
    assert again(kept) == kept


def test_any_cleaned_words_come_back_exactly() -> None:
    chance = random.Random(20261123)
    letters = [
        *" \n\n-:#{}[]|>'\"\\%@`&*!?,~=",
        *"aZ09é漢😀",
        "\t",
        "\x1b",
        "\u200d",
        "\u00a0",
        "\ufeff",
        "\x85",
        "\u2028",
    ]

    def words(longest: int = 40) -> str:
        return clean("".join(chance.choices(letters, k=chance.randint(1, longest)))) or "x"

    def lines() -> str:
        return "\n".join(words() for _ in range(chance.randint(1, 5)))

    for _ in range(150):
        events = [
            Event(
                Moment((NOW - timedelta(minutes=chance.randint(0, 99999))).replace(second=0), exact=True),
                chance.choice(("state", "sent", "reply", "note", "closed")),
                {words(8): words() for _ in range(chance.randint(0, 3))},
                {words(8): words() for _ in range(chance.randint(0, 3))},
                {words(8): words() for _ in range(chance.randint(0, 2))},
                chance.choice(("", "seller", "authority")),
                words(),
                lines(),
                chance.choice((None, date(2026, 12, 1))),
                tuple(words() for _ in range(chance.randint(0, 2))),
            )
            for _ in range(chance.randint(0, 4))
        ]
        case = case_of()._replace(label=words(), events=arrange(events), revision=chance.randint(0, 99))
        text = write_case(case)
        assert read_case(text, "") == case
        assert read_head(text.encode()[:HEAD_BYTES]) == head_of(case)


def test_whatever_cannot_be_shown_is_left_out_and_the_file_can_still_be_read() -> None:
    case = case_of(note("2026-11-22", "a\tb\x1b[31m\r\nc\u200d\u202e\ud800d"))._replace(label="\x07a\nb")
    kept = again(case)
    assert (kept.events[0].text, kept.label) == ("a b[31m\ncd", "a\nb")


@pytest.mark.parametrize(("hours", "name"), [(8, "WITA"), (-3, "BRT"), (0, "UTC"), (5.5, "IST")])
def test_a_case_keeps_its_zone(hours: float, name: str) -> None:
    zone = timezone(timedelta(hours=hours), name)
    case = open_case("a", "tiktok-shop", "", datetime(2026, 11, 23, 10, 0, tzinfo=zone))
    case = case._replace(events=(Event(Moment(datetime(2026, 11, 22, tzinfo=zone), exact=False), "note", text="a"),))
    assert again(case) == case
    assert again(case).opened.tzname() == name


HAND = """
# ditulis sendiri
schema: 1
id: 'kaos saya'
label: Kaos, ukuran L   # yang biru
closed: no
opened: 2026-11-20 09:00+07:00
rulebook: tiktok-shop
revision: 7
changed: 2026-11-23T10:00:00.123+07:00
events:
- {at: 21 Nov 2026 14.30, kind: note, text: 'dua baris'}
- kind: state
  at: 2026-11-20
  answers: {status: shipped, age: }
  details:
    order-id: 579012
  evidence: foto.png
- kind: reply
  at: 2026-11-22T09:00+08:00
  promise: 25/11/2026
  quotes:
"""


def test_what_a_person_writes_by_hand_is_understood() -> None:
    case = read_case(HAND, "kasus.yaml")
    assert (case.id, case.label, case.revision, case.closed) == ("kaos saya", "Kaos, ukuran L", 7, False)
    state, text, reply = case.events
    assert (state.answers, state.details, state.evidence) == (
        {"status": "shipped"},
        {"order-id": "579012"},
        ("foto.png",),
    )
    assert (text.at, text.text) == (moment("2026-11-21T14:30"), "dua baris")
    assert (reply.at, reply.promise) == (moment("2026-11-22T08:00"), date(2026, 11, 25))
    assert read_head(HAND.encode()) is None
    assert again(case) == case


def test_lines_from_windows_are_lines() -> None:
    text = write_case(whole_case()).replace("\n", "\r\n")
    assert read_case(text, "") == whole_case()
    assert read_head(text.encode()) == head_of(whole_case())


def replaced(old: str, new: str) -> str:
    text = write_case(whole_case())
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("", 1, id="empty"),
        pytest.param("kacau", 1, id="word"),
        pytest.param("- a\n", 1, id="list"),
        pytest.param(replaced('label: "Kaos polos"', 'label: "Kaos polos'), 11, id="quote not closed"),
        pytest.param(replaced('label: "Kaos polos"', "\tlabel: a"), 9, id="tab"),
        pytest.param(replaced('closed: "yes"', 'closed: "entah"'), 8, id="neither open nor closed"),
        pytest.param(replaced('revision: "0"', 'revision: "banyak"'), 2, id="no number"),
        pytest.param(replaced('revision: "0"', 'revision: "-1"'), 2, id="negative number"),
        pytest.param(replaced('revision: "0"', f'revision: "{"9" * 5000}"'), 2, id="endless number"),
        pytest.param(replaced('schema: "1"', 'schema: "satu"'), 1, id="no schema"),
        pytest.param(replaced('schema: "1"\n', ""), 1, id="schema missing"),
        pytest.param(replaced('opened: "2026', 'opened: "2O26'), 6, id="no date"),
        pytest.param(replaced('changed: "2026-11-23T10:00:00+07:00"', 'changed: "2026-11-23T10:00"'), 7, id="no zone"),
        pytest.param(replaced('opened: "2026', 'opened: "0001'), 6, id="year one"),
        pytest.param(replaced('label: "Kaos polos"', "label: [a]"), 9, id="list for a word"),
        pytest.param(replaced('label: "Kaos polos"', 'nama: "Kaos polos"'), 9, id="unknown key"),
        pytest.param(replaced('label: "Kaos polos"', 'label: "a"\nlabel: "b"'), 10, id="key twice"),
        pytest.param(replaced("events:", "events: a\nlain:"), 10, id="events no list"),
        pytest.param(replaced('at: "2026-11-20T09:05"', 'at: "2026-02-31"'), 11, id="no such date"),
        pytest.param(replaced('at: "2026-11-20T09:05"', 'at: "kemarin"'), 11, id="relative date"),
        pytest.param(replaced('at: "2026-11-20T09:05"', 'at: "9999-11-20"'), 11, id="far year"),
        pytest.param(replaced('kind: "state"', 'kind: "keadaan"'), 12, id="unknown kind"),
        pytest.param(replaced('status: "processing"', "status: [a, b]"), 14, id="two answers"),
        pytest.param(replaced('recipient: "seller"', 'recipient: "tetangga"'), 26, id="unknown recipient"),
        pytest.param(replaced('promise: "2026-11-24"', 'promise: "besok"'), 42, id="unreadable promise"),
        pytest.param(replaced('"obrolan.png"', "[]"), 35, id="list for evidence"),
        pytest.param(replaced('"Kaos polos"', "&a b"), 9, id="anchor"),
        pytest.param(replaced('"Kaos polos"', '"a\\u001b[31m"'), 9, id="escape spelt out"),
        pytest.param(write_case(whole_case())[:400], 19, id="cut off"),
        pytest.param("[" * 50_000, 1, id="open brackets"),
        pytest.param("a" * (MAX_BYTES + 1), 1, id="too large"),
    ],
)
def test_damage_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(FileError) as caught:
        read_case(text, "FOLDER/kasus.yaml")
    assert caught.value.key == "case-damaged"
    assert caught.value.facts == {"file": "FOLDER/kasus.yaml", "line": str(line)}
    for language in ("id", "en"):
        assert "batalin case purge" in say(caught.value.key, language, **caught.value.facts)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(replaced('schema: "1"', 'schema: "2"'), id="head as ours"),
        pytest.param('schema: "2"\nsesuatu: [yang, baru]\n', id="head unlike ours"),
        pytest.param(replaced('schema: "1"', "schema: 12"), id="by hand"),
        pytest.param(replaced('schema: "1"', 'schema: "2"') + "{yang: baru", id="no YAML that we know"),
    ],
)
def test_a_newer_file_is_not_read_as_damaged(text: str) -> None:
    with pytest.raises(FileError) as caught:
        read_case(text, "kasus.yaml")
    assert caught.value.key == "case-newer"
    assert "batalin" in say("case-newer", "id", **caught.value.facts)


def test_a_case_that_could_not_be_read_again_is_not_written() -> None:
    large = case_of(*(note("2026-11-22", "a" * 10_000) for _ in range(MAX_BYTES // 10_000 + 1)))
    with pytest.raises(UsageError, match="case-too-large"):
        write_case(large)
    assert len(read(write_case(large._replace(events=large.events[:40])))["events"]) == 40


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('opened: "2026-11-23T10:00:00+07:00"', 'opened: "2026-11-23T10:00:00"'),
        ('opened: "2026', 'opened: "besok'),
        ('label: "Kaos polos"', 'label: "Kaos \\q"'),
        ('label: "Kaos polos"', "label: Kaos"),
        ('label: "Kaos polos"', f'label: "{"a" * HEAD_BYTES}"'),
        ('schema: "1"', '# a\nschema: "1"'),
    ],
)
def test_a_head_in_another_form_is_left_to_the_whole_reading(old: str, new: str) -> None:
    assert read_head(replaced(old, new).encode()[:HEAD_BYTES]) is None


def test_a_head_with_broken_letters_is_left_too() -> None:
    assert read_head(replaced("Kaos polos", "Kaos \xff").encode("latin-1")) is None
