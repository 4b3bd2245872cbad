"""A buyer's own words on a command line: what is understood is shown, flags win, and what is left is named."""

from __future__ import annotations

import json

import pytest

from tests.support import NOW, WITHOUT_QUESTIONS, call, spawn

TEXT = "udh 5 hari nunggu kurir trs, tombol batal ga ada"
AT = ["--now", NOW.isoformat()]
FULL = [TEXT, "--product", "physical", *WITHOUT_QUESTIONS]


def understood(*arguments: str, stdin: str | None = None) -> dict[str, object]:
    outcome = call([*arguments, "--understood", "--format", "json", *AT], stdin=stdin)
    assert (outcome.code, outcome.stderr) == (0, ""), outcome.text()
    data: dict[str, object] = json.loads(outcome.stdout)
    assert list(data) == ["understood", "details", "evidence", "ambiguous", "unanswered", "in_scope"]
    return data


def test_words_without_a_flag_are_a_description() -> None:
    expected = understood("--describe", TEXT)
    assert expected["understood"] == {"status": "awaiting-pickup", "age": "3d-7d", "error": "button-missing"}
    assert understood(TEXT) == expected
    assert understood(*TEXT.split()) == expected
    assert understood("--lang", "id", TEXT) == expected
    assert understood("--describe", "-", stdin=TEXT) == expected


def test_what_is_understood_is_shown_with_its_words() -> None:
    outcome = call([TEXT, "--understood", *AT])
    assert outcome.code == 0
    shown = " ".join(outcome.stdout.split())
    assert 'Status: Menunggu Pickup (menunggu kurir), dari kata "nunggu kurir".' in shown
    assert 'Umur pesanan: 3 sampai 7 hari, dari kata "5 hari".' in shown
    assert "Belum dijawab: Jenis barang" in shown


def test_what_is_left_is_named_and_what_is_understood_is_told_before() -> None:
    outcome = call([TEXT, *WITHOUT_QUESTIONS])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith("Status: Menunggu Pickup")
    assert "--product / --produk" in outcome.stderr
    assert "--age / --umur:" not in outcome.stderr


def test_a_complete_description_gives_the_diagnosis_and_says_what_it_rests_on() -> None:
    outcome = call(FULL)
    assert outcome.code == 0, outcome.text()
    shown = " ".join(outcome.stdout.split())
    assert 'dari kata "nunggu kurir"' in shown
    flags = ["--status", "awaiting-pickup", "--age", "3d-7d", "--error", "button-missing"]
    plain = call([*flags, "--product", "physical", *WITHOUT_QUESTIONS, "--format", "message"])
    assert call([*FULL, "--format", "message"]).stdout == plain.stdout


def test_flags_win_over_words() -> None:
    data = understood(TEXT, "--status", "processing", "--age", "1d-3d")
    assert data["understood"] == {"error": "button-missing"}
    assert data["unanswered"] == ["product", *[one for one in data["unanswered"] if one != "product"]]  # type: ignore[attr-defined]


def test_words_that_a_flag_rules_out_do_not_count() -> None:
    assert understood(TEXT, "--status", "cancelled")["understood"] == {"age": "3d-7d"}


def test_two_readings_are_both_shown_and_neither_is_chosen() -> None:
    data = understood("tombol batal ga ada, seller diem aja")
    assert data["understood"] == {}
    assert data["ambiguous"].keys() == {"error"}  # type: ignore[attr-defined]
    assert "error" in data["unanswered"]  # type: ignore[operator]
    outcome = call(["tombol batal ga ada, seller diem aja", "--understood", *AT])
    assert "Kendala bisa dibaca lebih dari satu cara: Tombol Batalkan tidak ada" in " ".join(outcome.stdout.split())


@pytest.mark.parametrize("language", ["id", "en"])
def test_out_of_scope_is_an_answer_without_advice_to_cancel(language: str) -> None:
    outcome = call(["akun saya kena banned", "--lang", language, *WITHOUT_QUESTIONS])
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.count("\n") >= 2
    assert "Batalkan Pesanan" not in outcome.stdout
    assert understood("akun saya kena banned")["in_scope"] is False


def test_personal_details_stay_hidden() -> None:
    text = "pesanan 579001122334455667 seharga 150rb tombol batal hilang"
    for form in ("text", "json"):
        outcome = call([text, "--understood", "--private", "--format", form, *AT])
        assert "579001122334455667" not in outcome.stdout
        assert "150" not in outcome.stdout
    complete = ["--status", "processing", "--age", "2d", "--product", "physical", *WITHOUT_QUESTIONS]
    assert "579001122334455667" not in call([text, "--private", *complete]).text()


@pytest.mark.parametrize("text", ["kode otp saya 482913 tombol hilang", "kartu 4111 1111 1111 1111"])
def test_a_secret_is_refused_with_the_reason(text: str) -> None:
    outcome = call(["--describe", text, *WITHOUT_QUESTIONS])
    assert outcome.code == 2
    assert "482913" not in outcome.text()
    assert "4111" not in outcome.text()


@pytest.mark.parametrize(
    ("arguments", "stdin", "key"),
    [
        (["--describe", ""], None, "--describe kosong"),
        (["--understood", ""], None, "--describe kosong"),
        (["--describe", "-"], "", "Tidak ada teks di masukan"),
        (["--describe", "-"], None, "Tidak ada teks di masukan"),
        (["--understood"], None, "--understood membutuhkan kata-kata Anda"),
        (["giude"], None, "giude"),
    ],
)
def test_trouble_with_a_description_has_a_remedy(arguments: list[str], stdin: str | None, key: str) -> None:
    outcome = call([*arguments, *AT], stdin=stdin)
    assert outcome.code == 2
    assert key in outcome.stderr


@pytest.mark.parametrize(
    "text", ["halo", "Bonjour monsieur", "\U0001f621\U0001f621", "\x1b]52;c;ZXZpbA==\x07", "x" * 100_000]
)
def test_words_that_say_nothing_are_said_to_say_nothing(text: str) -> None:
    outcome = call(["--describe", text, "--understood", *AT])
    assert outcome.code == 0
    assert outcome.stdout.startswith("Kata-kata itu belum cukup")
    assert "\x1b" not in outcome.stdout


def test_the_error_flag_takes_the_text_of_the_app() -> None:
    core = ["--status", "processing", "--age", "2d", "--product", "physical", *WITHOUT_QUESTIONS, "--format", "json"]
    outcome = call([*core, "--error", "Something went wrong. Tap to try again"])
    assert json.loads(outcome.stdout)["answers"]["error"] == "app-error"
    assert call([*core, "--error", "qwerty"]).code == 2


def test_a_whole_chat_is_read_from_standard_input() -> None:
    lines = ["kak pesanan saya kok batal sendiri", "stok habis kak", "refundnya belum masuk"]
    chat = "\n".join(f"[10.0{minute}] Budi: {line}" for minute, line in enumerate(lines, 2))
    data = understood("--describe", "-", stdin=chat)
    assert data["understood"]["status"] == "cancelled"  # type: ignore[index]
    assert data["details"] == {}


def test_only_this_path_loads_the_library_for_typos() -> None:
    quiet = spawn(
        [*["--status", "processing", "--age", "2d", "--product", "physical", "--error", "none"], *WITHOUT_QUESTIONS],
        python=("-X", "importtime"),
    )
    assert "rapidfuzz" not in quiet.stderr
    assert "batalin.understanding" not in quiet.stderr
