"""The timeline of a case: everything that happened, in order, without judgement, in words or else by its id."""

from __future__ import annotations

import pytest

from batalin.casefile.history import tell_history
from batalin.casefile.model import CaseFile, Event
from batalin.output.layout import lay_out, to_markdown
from batalin.output.report import Copy, Heading, Items
from batalin.rulebook.rulebook import Rulebook
from tests.casefile.samples import case_of, moment, note, told, unchecked, whole_case


def shown(case: CaseFile, rulebook: Rulebook, language: str = "id") -> str:
    return "\n".join(line.text for line in lay_out(tell_history(case, rulebook, language), 80))


def test_the_whole_case_in_order(rulebook: Rulebook) -> None:
    assert shown(whole_case(), rulebook) == (
        "Kronologi: Kaos polos, pesanan 579012345678\n"
        "Kasus 20261123-1 tentang pesanan di TikTok Shop, dibuka Senin, 23 November 2026,\n"
        "10.00 WIB.\n"
        "- Jumat, 20 November 2026, 09.05 WIB: Keadaan menurut pembeli\n"
        "  Status: Diproses, Dikemas, Perlu Dikirim\n"
        "  Umur pesanan: 1 sampai 3 hari\n"
        "  Jenis barang: Barang biasa\n"
        "  Kendala: Sudah minta, penjual diam\n"
        '  Alasan: "anak saya salah pencet"\n'
        "  Nomor pesanan: 579012345678\n"
        "  Tanggal memesan: Rabu, 18 November 2026\n"
        "  Nama barang: Kaos: [polos] #1\n"
        "- Jumat, 20 November 2026, 10.00 WIB: Pembeli mengirim pesan kepada penjual:\n"
        "  unknown-template\n"
        "  Bukti: foto.png; obrolan.png\n"
        "\n"
        "Halo Kak,\n"
        "\n"
        "- mohon dibatalkan\n"
        "Terima kasih\n"
        "\n"
        "- Sabtu, 21 November 2026: Jawaban dari penjual\n"
        '  "Sabar ya\n'
        '  besok"\n'
        "  Tanggal yang dijanjikan: Selasa, 24 November 2026\n"
        "- Minggu, 22 November 2026, 08.00 WIB: Catatan pembeli\n"
        "  telepon tidak diangkat\n"
        "- Senin, 23 November 2026, 09.00 WIB: Pembeli menutup kasus\n"
        "  dana kembali"
    )


@pytest.mark.parametrize(
    "words",
    [
        "Timeline: Kaos polos, order 579012345678",
        "Friday, 20 November 2026, 09:05 WIB: State of the order as the buyer tells it",
        "Date you ordered: Wednesday, 18 November 2026",
        "The buyer sent a message to the seller: unknown-template",
        "Reply from the seller",
        "Date promised: Tuesday, 24 November 2026",
        "Note of the buyer",
        "The buyer closed the case",
    ],
)
def test_the_same_in_english(rulebook: Rulebook, words: str) -> None:
    assert words in " ".join(shown(whole_case(), rulebook, "en").split())


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_message_is_called_what_it_is_for(rulebook: Rulebook, language: str) -> None:
    for message in rulebook.messages.values():
        event = Event(moment("2026-11-22"), "sent", recipient=message.to, message=message.id, text="a")
        (_, _, items, copy) = tell_history(case_of(event), rulebook, language)
        assert isinstance(items, Items)
        assert items.items[0][0].endswith(f": {message.about[language]}")
        assert copy == Copy("a")


def test_an_event_without_a_recipient_names_nobody(rulebook: Rulebook) -> None:
    text = shown(case_of(Event(moment("2026-11-22"), "sent", text="a"), Event(moment("2026-11-23"), "reply")), rulebook)
    assert "Pembeli mengirim pesan kepada pihak lain\n" in text
    assert "Jawaban dari pihak lain" in text


def test_evidence_goes_by_the_words_of_the_rules(rulebook: Rulebook) -> None:
    for one in rulebook.handover.evidence:
        event = note("2026-11-22")._replace(evidence=(one.id, "foto.png"))
        text = " ".join(shown(case_of(event), rulebook).split())
        assert f"Bukti: {one.name['id']}; foto.png" in text


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (told("2026-11-22", {"stauts": "a [b]"}), "  stauts: a [b]"),
        (told("2026-11-22", {"status": "di-gudang"}), "  Status: di-gudang"),
        (told("2026-11-22", warna="biru"), "  warna: biru"),
        (told("2026-11-22", ordered_on="entah"), "  Tanggal memesan: entah"),
        (told("2026-11-22", ordered_on="31/02/2026"), "  Tanggal memesan: 31/02/2026"),
        (told("2026-11-22", ordered_on="2026-11-20 14:30"), "  Tanggal memesan: Jumat, 20 November 2026, 14.30 WIB"),
        (told("2026-11-22")._replace(quotes={"reason": 'kata "dia"'}), "  Alasan: \"kata 'dia'\""),
    ],
)
def test_what_the_rules_do_not_know_goes_by_its_own_words(rulebook: Rulebook, event: Event, line: str) -> None:
    assert line in shown(unchecked(event), rulebook).split("\n")


def test_a_case_without_label_events_and_number(rulebook: Rulebook) -> None:
    blocks = tell_history(case_of()._replace(label=""), rulebook, "en")
    assert blocks[0] == Heading("Timeline: 20261123-1")
    assert shown(case_of(), rulebook).endswith("Belum ada yang dicatat.")


def test_the_timeline_is_markdown_too(rulebook: Rulebook) -> None:
    text = to_markdown(tell_history(whole_case(), rulebook, "id"))
    assert "```text\nHalo Kak,\n\n- mohon dibatalkan\nTerima kasih\n```" in text
    assert "Nama barang: Kaos: \\[polos\\] \\#1" in text
