"""What single sentences say: traps, negations, times, details, and input that says nothing."""

from __future__ import annotations

import pytest

from batalin.rulebook.lexicon import Lexicon, build_lexicon
from batalin.rulebook.rulebook import Rulebook
from batalin.understanding.matching import find_options
from batalin.understanding.reading import read_words
from batalin.understanding.understanding import Understanding, understand
from tests.support import NOW


def heard(text: str, rulebook: Rulebook) -> Understanding:
    return understand(text, rulebook, NOW)


SAID: dict[str, dict[str, str | None]] = {
    "udh 5 hari nunggu kurir trs, tombol batal ga ada": {
        "status": "awaiting-pickup",
        "age": "3d-7d",
        "error": "button-missing",
    },
    "dana saya belum kembali": {"error": "refund-missing"},
    "bayarnya pakai DANA": {"payment": "ewallet"},
    "barang PO": {"product": "preorder"},
    "belum sampai tapi status selesai": {"status": "completed", "error": "not-received"},
    "pesanan saya di batalkan sepihak": {"status": "cancelled", "error": "cancelled-by-other"},
    "paket stuck di gudang seller blm diambil kurir": {"status": "awaiting-pickup", "error": None},
    "seller bilang udah dikirim padahal status masih dikemas": {"status": "processing"},
    "udah aku cancel, eh kurirnya tetep dateng bawa paket": {"status": "cancelled", "error": "parcel-came"},
    "mau batalin dong, salah pilih ukuran": {"error": "none"},
    "mau batalin tapi aneh bgt ini": {"error": None},
    "udah seminggu belum dikirim, chat penjual ga dibalas": {"error": "not-shipped"},
    "udah seminggu belum dikirim, ajukan pembatalan ga dibalas penjual": {"error": "no-response"},
    "tombol nya ilang": {"error": "button-missing"},
    "bisa ga ya dibatalin": {"status": None, "error": "none"},
    "saya kira udah dibatalin ternyata belum, masih dikemas": {"status": "processing"},
    "hampir terkirim, kurir udah di kota saya": {"status": "shipped"},
    "barang telat 10 hari baru sampai kemarin, rusak": {"delivered-age": "within-6d", "age": None},
    "penjual kirim barang palsu": {"error": "wrong-item", "fault": "counterfeit"},
    "barang sampe isinya batu": {"fault": "wrong-product"},
    "saya mau batalin tapi takut dana ga balik, kaos dikemas": {"status": "processing"},
    "waiting for courier for 2 days": {"status": "awaiting-pickup", "age": None},
}
UNSAID = [
    ("dana saya belum kembali", "payment"),
    ("pesanan ini batal otomatis tanggal 28", "status"),
    ("belum dibatalkan kok", "status"),
    ("refundnya masih diproses", "status"),
    ("saya batalkan di depan kurir, kan COD", "status"),
    ("barang saya belum dikirim", "product"),
    ("refund belum masuk udah 2 minggu", "age"),
    ("udh minta cancel ditolak seller krn udh dikirim katanya", "status"),
    ("kurir udah jemput tp status masih menunggu kurir", "status"),
    ("paket gw mandek di gudang penjual belum dikirim", "status"),
    ("gak mau batal, cuma nanya kapan sampai", "reason"),
    ("udah dibatalin belum ya ini? pesan kemarin", "status"),
    ("apakah pesanan saya sudah dibatalkan?", "status"),
    ("semoga udah dibatalin", "status"),
    ("kalo udah selesai apa bisa retur", "status"),
    ("paket cod udah di depan rumah, mau saya batalin", "status"),
    ("kaos pesan kemarin, minta dibatalin seller", "cancelled-by"),
    ("barang datang telat 2 minggu, pengen retur", "delivered-age"),
    ("paket nyampe setelah 3 minggu, salah warna", "delivered-age"),
    ("kurir udah di depan rumah, cod, mau saya tolak", "status"),
    ("kurir otw, ga ada uang, batal aja", "error"),
    ("barang bagus ga ada masalah, udah sampai kemarin", "error"),
    ("Anda tidak memenuhi syarat untuk membatalkan pesanan ini", "error"),
    ("saya mau batalin tapi takut dana ga balik, kaos dikemas", "error"),
]


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_is_understood(text: str, rulebook: Rulebook) -> None:
    answers = heard(text, rulebook).answers
    assert {key: answers.get(key) for key in SAID[text]} == SAID[text]


@pytest.mark.parametrize(("text", "question"), UNSAID)
def test_what_is_not_said_stays_unanswered(text: str, question: str, rulebook: Rulebook) -> None:
    assert question not in heard(text, rulebook).answers


@pytest.mark.parametrize("text", SAID)
def test_every_answer_names_words_that_stand_in_the_text(text: str, rulebook: Rulebook) -> None:
    one = heard(text, rulebook)
    assert one.words.keys() >= one.answers.keys() | one.details.keys()
    assert all(words and words in text for words in one.words.values())


def test_of_two_readings_neither_is_chosen_and_both_are_shown(rulebook: Rulebook) -> None:
    one = heard("tombol batal ga ada, seller diem aja", rulebook)
    assert "error" not in one.answers
    assert one.ambiguous["error"].keys() == {"button-missing", "no-response"}
    assert set(one.ambiguous["error"].values()) <= {"tombol batal ga ada", "seller diem"}


def test_details_are_taken_only_where_they_are_unmistakable(rulebook: Rulebook) -> None:
    one = heard("pesanan 579001122334455667 seharga 150rb, pesan tanggal 12 november", rulebook)
    assert one.details == {"order-id": "579001122334455667", "amount": "Rp150.000", "ordered-on": "2026-11-12"}
    two = heard("579001122334455667 atau 579001122334455668? katanya bayar 20rb lagi", rulebook)
    assert two.details == {}


@pytest.mark.parametrize(
    "text",
    [
        "rekening bca 1234567890123456 refund ke situ",
        "virtual account 8808012345678901",
        "hp penjual 081234567890123",
        "resi 123456789012345678 belum jalan",
    ],
)
def test_numbers_of_something_else_are_no_order_number(text: str, rulebook: Rulebook) -> None:
    assert "order-id" not in heard(text, rulebook).details


def test_stamps_of_a_chat_and_adverts_are_no_details(rulebook: Rulebook) -> None:
    chat = """[12/11/26 09.14] Rina: kak pesanan 579001122334455667 kok belum dikirim
[12/11/26 09.20] Toko: ada promo juga kak cuma Rp25.000
13/11/26 10:02 - Rina: udah 5 hari, saya bayar Rp189.000"""
    one = heard(chat, rulebook)
    assert one.details == {"order-id": "579001122334455667", "amount": "Rp189.000"}
    assert one.answers["error"] == "not-shipped"


@pytest.mark.parametrize(
    "text",
    [
        "teman saya jualan di tiktok shop, saya beli kaos di dia kemarin masih dikemas",
        "kaos dikemas pesan kemarin mau batal, kemarin saya juga beli di shopee",
        "saya transfer ke rekening penjual buat bayar ongkir tambahan, status dikemas",
        "enak ya jadi seller, pesanan saya dibatalin sepihak, bilangnya pembeli yang minta",
    ],
)
def test_a_buyer_who_mentions_another_matter_is_not_sent_away(text: str, rulebook: Rulebook) -> None:
    assert heard(text, rulebook).elsewhere is None


@pytest.mark.parametrize("text", ["4111111111111111", "nik saya 3174012304908901"])
def test_a_secret_is_no_order_number(text: str, rulebook: Rulebook) -> None:
    assert heard(text, rulebook).details == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "halo",
        "?",
        "Bonjour, quelle heure est-il",
        "\U0001f621\U0001f621\U0001f62d",
        "\x1b[31m\x00\x07",
        "5",
        "...",
    ],
)
def test_input_that_says_nothing_answers_nothing(text: str, rulebook: Rulebook) -> None:
    one = heard(text, rulebook)
    assert (one.answers, one.details, one.ambiguous, one.elsewhere) == ({}, {}, {}, None)


def test_of_a_very_long_text_the_end_is_read(rulebook: Rulebook) -> None:
    one = heard("bla " * 25_000 + "tombol batal hilang", rulebook)
    assert one.cut
    assert one.answers == {"error": "button-missing"}


def test_the_same_text_says_the_same_every_time(rulebook: Rulebook) -> None:
    texts = [*SAID, *(text for text, _ in UNSAID)]
    assert [heard(text, rulebook) for text in texts] == [heard(text, rulebook) for text in texts]


def test_only_the_named_questions_are_looked_at(rulebook: Rulebook) -> None:
    one = understand("COD, tombol batal hilang sejak kemarin", rulebook, NOW, only=["error"])
    assert one.answers == {"error": "button-missing"}


def phrase(text: str) -> Lexicon:
    return build_lexicon({"negations": ["tidak"], "breaks": ["tapi"], "phrases": {"error": {"other": text}}})


@pytest.mark.parametrize(
    ("written", "told", "said"),
    [
        ("batal .. datang", "batal eh paket datang", True),
        ("batal .. datang", "batal eh itu si paket datang", False),
        ("batal .. datang", "batal, paket datang", False),
        ("batal ... datang", "batal, tapi itu si paket datang", True),
        ("kurir .. datang", "kurir tidak datang", False),
        ("kurir .. tidak datang", "kurir itu tidak datang", True),
        ("pesan # datang #", "pesan 5 datang 3", True),
        ("pesan # datang #", "pesan lima datang tiga", False),
    ],
)
def test_phrases_reach_as_far_as_they_say(written: str, told: str, said: bool) -> None:
    lexicon = phrase(written)
    assert bool(find_options(read_words(told, lexicon), "error", lexicon)) is said


AGES = {
    "sudah menunggu 3 hari kerja, belum dikirim": "3d-7d",
    "nunggu kurir dari rabu": "3d-7d",
    "pesan sabtu kemarin": "1d-3d",
    "pesan senin kemarin": "3d-7d",
    "baru pesan 10 menit tadi": "under-1h",
    "pesan tanggal 3, sekarang sudah tanggal 14": "over-7d",
    "pesan dari tanggal 20, ini sudah tanggal 22": "1d-3d",
    "pesan tadi, 30 menit lalu": "under-1h",
    "bapak saya umur 67 tahun, tadi pesan kursi": "under-24h",
}
NO_AGES = [
    "kata tokonya lewat dari 1 jam, masih dikemas",
    "pengajuan pembatalan dari 2 hari lalu masih menunggu respon penjual, status dikemas",
    "5 menit habis bayar saya minta batal",
    "penjual minta batas kirim diperpanjang 2 hari",
    "pesan kaos, mau dipakai hari sabtu",
    "pesan kaos, dikirim 3 hari kerja",
    "saya sudah konfirmasi terima, pesanan selesai 3 hari lalu",
    "tolong segera dikirim, senin sudah masuk sekolah",
    "barusan ada yang telepon mengaku dari tiktok shop soal pesanan",
    "pesan sepatu, sekarang kamis",
    "bapak saya umur 67 tahun pesan kursi",
]


@pytest.mark.parametrize("text", AGES)
def test_times_are_those_of_the_order(text: str, rulebook: Rulebook) -> None:
    assert heard(text, rulebook).answers.get("age") == AGES[text]


@pytest.mark.parametrize("text", NO_AGES)
def test_times_of_something_else_are_no_age(text: str, rulebook: Rulebook) -> None:
    assert "age" not in heard(text, rulebook).answers


def test_last_week_may_be_any_of_its_days(rulebook: Rulebook) -> None:
    one = heard("pesan minggu lalu", rulebook)
    assert "age" not in one.answers
    assert one.ambiguous["age"].keys() == {"1d-3d", "3d-7d", "over-7d"}


@pytest.mark.parametrize("text", ["pesan 5 yang datang 3", "beli ukuran 32 datang 28"])
def test_numbers_that_differ_say_that_the_item_is_wrong(text: str, rulebook: Rulebook) -> None:
    assert heard(text, rulebook).answers.get("error") == "wrong-item"
