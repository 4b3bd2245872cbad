"""Personal details stay off a screen that others see, and stand in whatever is copied or saved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.flags.cases import REFUND
from tests.flags.test_screen_code import drawn, on_screen
from tests.handover.scanning import photograph, read_png, scan
from tests.support import Outcome, call, flags

NUMBER, REST = "579012345678", "Rp*** S***"
WORDS = [
    *("--order-id", NUMBER),
    *("--amount", "150rb"),
    *("--name", "Sari Dewi"),
    *("--item", "Kaos Sari"),
    *("--reason", "kado untuk Dewi, 150.000"),
    *("--cancelled-on", "2026-11-20"),
]
RESULT = [*flags(f"{REFUND} --payment ewallet"), *WORDS]
SURVIVORS = re.compile(r"579012|150[.,]?000|150 ?rb|\bsari\b|\bdewi\b", re.IGNORECASE)
FORMS = ("text", "json", "markdown", "message", "html", "svg")


def private(*more: str) -> Outcome:
    return call([*RESULT, "--private", *more])


def open_message() -> str:
    return call([*RESULT, "--format", "message"]).stdout.removesuffix("\n")


@pytest.mark.parametrize(
    "more",
    [[], ["--steps"], ["--why", "--what-if"], ["--evidence", "all", "--tone", "firm"], ["--max-chars", "60"]],
    ids=["alone", "steps", "reasons", "evidence", "parts"],
)
@pytest.mark.parametrize("form", FORMS)
def test_no_form_shows_them(form: str, more: list[str]) -> None:
    outcome = private("--format", form, *more)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert SURVIVORS.findall(outcome.stdout) == []
    for mask in ("****5678", *REST.split()):
        assert mask in outcome.stdout


@pytest.mark.parametrize("language", ["id", "en"])
def test_both_languages_mask_alike(language: str) -> None:
    outcome = private("--lang", language, "--message-lang", language)
    assert SURVIVORS.findall(outcome.text()) == []


def test_masks_change_nothing_else() -> None:
    shown, masked = call(RESULT).stdout.split("\n"), private().stdout.split("\n")
    changed = [(one, other) for one, other in zip(shown, masked, strict=True) if one != other]
    assert changed
    assert all(SURVIVORS.search(one) and "***" in other for one, other in changed)


@pytest.mark.parametrize("ending", ["txt", "md", "json", "html", "svg"])
def test_a_file_of_the_buyer_holds_everything(ending: str, tmp_path: Path) -> None:
    hidden, plain = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    assert private("--output", str(hidden)) == Outcome(0, "", f"Ditulis: {hidden}\n")
    call([*RESULT, "--output", str(plain)])
    assert hidden.read_bytes() == plain.read_bytes()
    assert hidden.stat().st_mode & 0o077 == 0


def test_a_telephone_number_in_the_buyers_words_is_masked_and_kept(tmp_path: Path) -> None:
    reason, file = ["--reason", "penjual minta hubungi 0812-3456-7890, tunggu 2 hari"], tmp_path / "pesan.txt"
    told = [*flags("--status processing --age 2d --product physical --error none"), *reason, "--private"]
    shown = call(told)
    assert (shown.code, shown.stderr) == (0, "")
    assert "penjual minta hubungi ****7890, tunggu 2 hari" in shown.stdout
    assert "3456" not in shown.text()
    assert call([*told, "--output", str(file)]) == Outcome(0, "", f"Ditulis: {file}\n")
    assert "hubungi 0812-3456-7890, tunggu 2 hari" in file.read_text(encoding="utf-8")


def test_the_standard_output_by_its_name_is_a_screen_too() -> None:
    assert private("--output", "-") == private()


def test_a_code_holds_everything(tmp_path: Path) -> None:
    file = tmp_path / "pesan.png"
    outcome = private("--qr", str(file))
    assert SURVIVORS.findall(outcome.text()) == []
    assert scan(read_png(file.read_bytes())) == open_message().encode()
    shown = on_screen([*RESULT, "--private", "--qr"], 200, 80)
    assert SURVIVORS.findall(shown.text()) == []
    assert scan(photograph(drawn(shown), dark=True)) == open_message().encode()


def test_answers_and_reminders_are_saved_whole(tmp_path: Path) -> None:
    answers, reminders = tmp_path / "jawaban.json", tmp_path / "pengingat.ics"
    outcome = private("--save-answers", str(answers), "--ics", str(reminders))
    assert outcome.code == 0
    assert SURVIVORS.findall(outcome.text()) == []
    assert NUMBER in answers.read_text(encoding="utf-8")
    again = call(["--answers", str(answers), "--format", "message", *flags("")])
    assert again.stdout.removesuffix("\n") == open_message()
    masked = call(["--answers", str(answers), "--private", *flags("")])
    assert SURVIVORS.findall(masked.text()) == []


def test_a_link_would_show_them_and_is_refused_before_anything_is_printed() -> None:
    outcome = private("--share", "wa")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "--private" in outcome.stderr
    assert "--copy" in outcome.stderr
    assert "wa.me" not in outcome.stderr


def test_the_command_beside_missing_answers_leaves_them_out() -> None:
    outcome = call(["--error", "refund-missing", *WORDS, "--private", *flags("")])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert SURVIVORS.findall(outcome.stderr) == []
    command = outcome.stderr.splitlines()[-1]
    assert command.startswith("batalin --status ")
    assert "--cancelled-on 2026-11-20" in command
    assert not {"--order-id", "--amount", "--name"} & set(command.split())


@pytest.mark.parametrize(
    ("flag", "given"),
    [("--order-id", "5790123456 ini Sari!"), ("--amount", "150 ribu lebih"), ("--nomor-pesanan", "579012!")],
)
def test_an_error_does_not_quote_what_was_typed(flag: str, given: str) -> None:
    said = {hidden: call([*flags(REFUND), flag, given, *hidden]).stderr for hidden in ((), ("--private",))}
    assert given in said[()]
    assert said[("--private",)] == said[()].replace(given, "***")


def test_an_error_quotes_what_is_not_personal() -> None:
    outcome = private("--cancelled-on", "lusa pagi")
    assert outcome.code == 2
    assert "lusa pagi" in outcome.stderr
