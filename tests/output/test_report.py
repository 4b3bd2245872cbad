from __future__ import annotations

import copy

import pytest

from batalin.diagnosis.details import Details, read_details
from batalin.diagnosis.diagnosis import Diagnosis, diagnose
from batalin.output.layout import lay_out
from batalin.output.report import Copy, build_report, format_partial, list_sources
from batalin.rulebook.model import Source
from batalin.rulebook.rulebook import Rulebook
from tests.support import NOW

LATE = {
    "status": "cancelled",
    "age": "over-7d",
    "product": "physical",
    "error": "refund-missing",
    "payment": "ewallet",
    "cancelled-by": "seller",
    "refund-age": "8d-20d",
}


def diagnosed(rulebook: Rulebook, answers: dict[str, str], details: Details, language: str = "id") -> Diagnosis:
    return diagnose(rulebook, answers, details, NOW, language, "id")


def text(diagnosis: Diagnosis) -> str:
    return "\n".join(line.text for line in lay_out(build_report(diagnosis), 80))


def test_message_stands_alone_and_whole(rulebook: Rulebook) -> None:
    diagnosis = diagnosed(rulebook, LATE, read_details({"order-id": "579012345"}, rulebook, NOW))
    assert Copy(diagnosis.letters[0].body) in build_report(diagnosis)
    assert f"\n\n{diagnosis.letters[0].body}\n\n" in text(diagnosis)


def test_estimated_deadline_says_so(rulebook: Rulebook) -> None:
    shown = text(diagnosed(rulebook, LATE, read_details({"cancelled-on": "2026-11-13"}, rulebook, NOW)))
    assert "Perkiraan ini sudah lewat: Selasa, 17 November 2026" in shown
    waiting = {**LATE, "refund-age": "under-4d"}
    shown = text(diagnosed(rulebook, waiting, read_details({"cancelled-on": "2026-11-20"}, rulebook, NOW)))
    assert "Tunggu sampai, perkiraan: Selasa, 24 November 2026" in shown


def test_deadline_without_its_date_says_what_it_counts_from(rulebook: Rulebook) -> None:
    shown = " ".join(text(diagnosed(rulebook, LATE, Details())).split())
    assert "Batasnya: 2 hari kerja sejak pembatalan atau pengembalian disetujui" in shown


def test_order_line_marks_where_the_order_stands(rulebook: Rulebook) -> None:
    shipped = {"status": "shipped", "age": "1d-3d", "product": "physical", "error": "none", "payment": "cod"}
    assert "Pengolahan > [Pengiriman] > Selesai" in text(diagnosed(rulebook, shipped, Details()))
    assert "tidak lagi di jalur" in text(diagnosed(rulebook, LATE, Details()))


def test_blanks_are_listed_with_where_to_find_them(rulebook: Rulebook) -> None:
    shown = text(diagnosed(rulebook, LATE, Details()))
    assert "- [NOMOR PESANAN]: Pesanan, pilih pesanannya, lalu salin Nomor Pesanan" in shown
    assert "- [JUMLAH]: total pembayaran di detail pesanan" in shown


def test_other_messages_and_the_next_page_are_named(rulebook: Rulebook) -> None:
    shown = text(diagnosed(rulebook, LATE, Details()))
    assert "--to payment-provider" in shown
    assert "--to authority" in shown


def test_sources_are_listed_once_strongest_first() -> None:
    def source(name: str, title: str, kind: str, dated: str = "unknown") -> Source:
        return Source(name, {"id": title, "en": title}, "https://example.com/" + title, kind, dated, "2026-11", "high")

    (references,) = list_sources(
        [
            source("A2", "artikel", "article"),
            source("F10", "resmi", "official", "2025-06-18"),
            source("F2", "resmi", "official"),
        ],
        "id",
    )
    words = [line for line, _ in references.documents]  # type: ignore[union-attr]
    assert words == [
        "resmi (resmi, 18 Juni 2025; diperiksa November 2026) [F2, F10]",
        "artikel (artikel, tanpa tanggal; diperiksa November 2026) [A2]",
    ]


def test_partial_dates() -> None:
    assert [format_partial(day, "id") for day in ("2025", "2025-06", "2025-06-08")] == [
        "2025",
        "Juni 2025",
        "8 Juni 2025",
    ]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("confidence", ["high", "medium", "low"])
def test_the_same_number_is_hedged_once_its_sources_weaken(rulebook: Rulebook, confidence: str, language: str) -> None:
    trees = copy.deepcopy(dict(rulebook.trees))
    page = trees["situations/silent-seller-waiting.yaml"]
    page["why"] = [{"id": "Ia punya 48 jam.", "en": "They have 48 hours.", "source": "F08"}]
    page["steps"] = [
        {
            "do": {"id": "Tunggu jawabannya.", "en": "Wait for the answer."},
            "by": {"from": "tried-on", "within": "48 hours", "as": "wait"},
            "source": "F08",
        }
    ]
    trees["sources.yaml"]["facts"]["F08"]["confidence"] = confidence
    weaker = Rulebook(trees)
    given = {"status": "awaiting-pickup", "age": "1d-3d", "product": "preorder", "error": "no-response"}
    details = read_details({"tried-on": "2026-11-22T19:30"}, weaker, NOW)
    lines = [text(diagnosed(weaker, given, one, language)).splitlines() for one in (Details(), details)]
    plain, marked = {
        "id": (
            ["- Ia punya 48 jam.", "   Batasnya: 48 jam sejak permintaan dikirim", "   Tunggu sampai: "],
            [
                "- Ia punya 48 jam (perkiraan).",
                "   Batasnya: 48 jam sejak permintaan dikirim (perkiraan)",
                "perkiraan: ",
            ],
        ),
        "en": (
            ["- They have 48 hours.", "   The limit: 48 hours after the request was sent", "   Wait until: "],
            [
                "- They have 48 hours (an estimate).",
                "   The limit: 48 hours after the request was sent (an estimate)",
                "d: ",
            ],
        ),
    }[language]
    expected, other = (plain, marked) if confidence == "high" else (marked, plain)
    assert set(expected[:2]) <= set(lines[0])
    assert not set(other[:2]) & set(lines[0])
    (limit,) = [line for line in lines[1] if "24 November 2026" in line]
    assert expected[2] in limit
    assert other[2] not in limit
