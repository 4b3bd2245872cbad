"""What comes out for answers that are in order: formats, recipients, languages, twins, labels, ages, details."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from batalin.__main__ import respond
from batalin.diagnosis.answers import read_answer
from batalin.errors import ExitCode
from batalin.rulebook.rulebook import Rulebook
from batalin.rulebook.vocabulary import RECIPIENTS
from batalin.terminal import Terminal
from tests.flags.cases import CONTROL, CORE, KNOWN, PREPARED, REFUND, RETURNED
from tests.support import NOW, WITHOUT_QUESTIONS, call, flags

SHIPPED = "--status shipped --age 2d --product physical --error button-missing --payment cod"


def data(arguments: list[str]) -> dict[str, Any]:
    outcome = call([*arguments, "--format", "json"])
    assert (outcome.code, outcome.stderr) == (0, ""), outcome.text()
    content: dict[str, Any] = json.loads(outcome.stdout)
    return content


def given(answers: dict[str, str]) -> list[str]:
    words = [word for key, value in answers.items() for word in (f"--{key}", value)]
    return [*words, *WITHOUT_QUESTIONS]


@pytest.mark.parametrize("answers", [CORE, REFUND, f"{REFUND} {KNOWN}", SHIPPED, f"{SHIPPED} --reason other"])
def test_json_is_one_object_of_the_schema(answers: str) -> None:
    schema = json.loads(call(["schema"]).stdout)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data(flags(answers)))


@pytest.mark.parametrize("answers", [CORE, REFUND, f"{REFUND} {KNOWN}", SHIPPED, PREPARED, RETURNED])
def test_reasons_and_changes_are_in_the_schema_and_there_only_when_asked_for(answers: str) -> None:
    validator = Draft202012Validator(json.loads(call(["schema"]).stdout))
    plain = data(flags(answers))
    for asked, keys in (
        (["--why"], {"explanation"}),
        (["--what-if"], {"changes"}),
        (["--why", "--what-if"], {"explanation", "changes"}),
    ):
        content = data([*flags(answers), *asked])
        validator.validate(content)
        assert content.keys() - plain.keys() == keys
        assert {key: content[key] for key in plain} == plain


def test_reasons_and_changes_leave_the_message_alone() -> None:
    message = [*flags(PREPARED), "--format", "message"]
    assert call([*message, "--why", "--what-if"]) == call(message)


def test_reasons_and_changes_stand_between_what_is_not_known_and_the_sources() -> None:
    def headings(*asked: str) -> list[str]:
        lines = call([*flags(RETURNED), "--format", "markdown", *asked]).stdout.splitlines()
        return [line.removeprefix("## ") for line in lines if line.startswith("## ")]

    changes, reasons = "Apa yang mengubah hasil ini", "Bagaimana aturan sampai ke hasil ini"
    *before, sources = headings()
    assert headings("--what-if") == [*before, changes, sources]
    assert headings("--why") == [*before, reasons, sources]
    assert headings("--why", "--what-if") == [*before, changes, reasons, sources]


def test_message_format_prints_the_first_message_and_nothing_else() -> None:
    outcome = call([*flags(f"{REFUND} {KNOWN}"), "--format", "message"])
    assert outcome.stderr == ""
    assert outcome.stdout == data(flags(f"{REFUND} {KNOWN}"))["messages"][0]["body"] + "\n"


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_every_recipient_can_be_chosen_where_a_page_has_a_message(recipient: str, rulebook: Rulebook) -> None:
    page = next(
        rule.body
        for rule in rulebook.situations
        if any(rulebook.messages[message].to == recipient for message in rule.body["messages"])
    )
    arguments = [*given(page["examples"][0]["given"]), "--to", recipient]
    messages = data(arguments)["messages"]
    assert {message["to"] for message in messages} == {recipient}
    assert call([*arguments, "--format", "message"]).stdout == messages[0]["body"] + "\n"
    assert messages[0]["body"] in call(arguments).stdout


@pytest.mark.parametrize(("language", "message", "first"), [("id", "en", "Hello"), ("en", "id", "Halo")])
def test_message_has_a_language_of_its_own(language: str, message: str, first: str) -> None:
    arguments = [*flags(CORE), "--lang", language, "--message-lang", message]
    content = data(arguments)
    assert {one["language"] for one in content["messages"]} == {message}
    assert content["messages"][0]["body"].startswith(first)
    assert content["language"] == language
    assert content["title"] == data([*flags(CORE), "--lang", language])["title"]


def test_twin_flags_mean_the_same(rulebook: Rulebook) -> None:
    english = (
        f"{CORE} --payment cod --reason duplicate --order-id 579012345 --ordered-on 2026-11-21 --item Teh --name Sari"
    )
    indonesian = (
        "--status processing --umur 2d --produk physical --kendala none --pembayaran cod --alasan duplicate"
        " --nomor-pesanan 579012345 --tanggal-pesan 2026-11-21 --barang Teh --nama Sari"
    )
    assert call(flags(indonesian)) == call(flags(english))
    flags_of = {one.id: one.flags for one in rulebook.questions} | {one.id: one.flags for one in rulebook.details}
    single = [name for name, known in flags_of.items() if len(known) < 2]
    assert single == ["status"], "status is the same word in both languages"


def test_every_label_and_word_means_its_own_option(rulebook: Rulebook) -> None:
    for question in rulebook.questions:
        for option in question.options:
            for word in (option.id, *option.label.values(), *option.also):
                for spelling in (word, word.upper(), f"  {word} "):
                    assert read_answer(question, spelling, NOW)[0].id == option.id, (question.id, word)


def test_labels_work_on_the_command_line() -> None:
    words = ["--status", "menunggu kurir", "--kendala", "Tombol hilang", "--produk", "barang biasa", "--umur", "3 hari"]
    answers = data([*words, *WITHOUT_QUESTIONS])["answers"]
    assert [answers[key] for key in ("status", "error", "product", "age")] == [
        "awaiting-pickup",
        "button-missing",
        "physical",
        "3d-7d",
    ]


@pytest.mark.parametrize(
    ("typed", "bucket"),
    [
        ("under-1h", "under-1h"),
        ("59m", "under-1h"),
        ("60m", "under-24h"),
        ("90m", "under-24h"),
        ("3h", "under-24h"),
        ("3 jam", "under-24h"),
        ("23 jam", "under-24h"),
        ("24h", "1d-3d"),
        ("2d", "1d-3d"),
        ("2 days", "1d-3d"),
        ("71h", "1d-3d"),
        ("3 hari", "3d-7d"),
        ("6d", "3d-7d"),
        ("1 minggu", "over-7d"),
        ("7d", "over-7d"),
        ("2 bulan", "over-7d"),
        ("hari ini", "under-24h"),
        ("kemarin", "1d-3d"),
        ("2026-11-23", "under-24h"),
        ("2026-11-23T09:30", "under-1h"),
        ("2026-11-22 11:00", "under-24h"),
        ("20/11/2026", "1d-3d"),
        ("19/11/2026", "3d-7d"),
        ("1 Nov 2026", "over-7d"),
        ("1 Oktober 2026", "over-7d"),
        ("tidak tahu", "unknown"),
    ],
)
def test_age_in_every_form(typed: str, bucket: str) -> None:
    assert (
        data([*flags("--status processing --product physical --error none"), "--age", typed])["answers"]["age"]
        == bucket
    )


def test_follow_ups_left_open_are_listed() -> None:
    content = data(flags(REFUND))
    assert content["unanswered"] == ["payment", "cancelled-by", "refund-age"]
    assert all(content["answers"][name] == "unknown" for name in content["unanswered"])
    told = data(flags(f"{REFUND} --payment unknown --cancelled-by seller"))
    assert told["unanswered"] == ["refund-age"]
    text = call(flags(REFUND)).stdout
    assert text.count("Belum dijawab:") == 3
    for flag in ("--payment", "--cancelled-by", "--refund-age"):
        assert f"({flag})" in " ".join(text.split())


def test_free_reason_is_quoted_in_the_message() -> None:
    content = data([*flags(CORE), "--reason", 'kata "teman" saya\n terlalu besar'])
    assert content["answers"]["reason"] == "other"
    assert "\"kata 'teman' saya terlalu besar\"" in content["messages"][0]["body"]


def test_an_answer_without_use_is_said_to_be_so() -> None:
    assert data(flags(f"{REFUND} --store mall"))["warnings"] == [
        "--store tidak dipakai, karena tidak berlaku untuk jawaban yang lain."
    ]


@pytest.mark.parametrize("form", ["text", "json", "markdown", "message"])
def test_nothing_of_the_buyer_can_steer_the_terminal(form: str) -> None:
    told = ["--item", CONTROL, "--name", CONTROL, "--reason", CONTROL]
    outcome = call([*flags(CORE), *told, "--format", form])
    assert outcome.code == 0
    assert [character for character in outcome.stdout if not (character.isprintable() or character == "\n")] == []
    assert "ZXZpbA" not in outcome.stdout


def test_markup_is_shown_as_it_was_typed_also_in_colour() -> None:
    stdout, stderr = io.StringIO(), io.StringIO()
    terminal = Terminal(None, stdout, stderr, 80, can_ask=False, coloured=True, plain=False)
    words = "Toko [2 Mei] [toko] [/b] :smile: **kuat**"
    assert respond([*flags(CORE), "--item", words], {}, terminal) is ExitCode.DONE
    assert f"Barang: {words}\n" in stdout.getvalue()


def test_the_same_answers_give_the_same_bytes() -> None:
    turned = "--error none --product physical --age 2d --status processing"
    assert call(flags(turned)) == call(flags(CORE))


def test_a_fault_is_one_calm_message_without_personal_data(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("order 579012345 of Sari")

    monkeypatch.setattr("batalin.__main__.load", broken)
    outcome = call(flags(f"{REFUND} {KNOWN}"))
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "RuntimeError" in outcome.stderr
    assert "BATALIN_DEBUG=1" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert "579012345" not in outcome.stderr
    assert "Sari" not in outcome.stderr
    with pytest.raises(RuntimeError):
        call(flags(REFUND), {"BATALIN_DEBUG": "1"})


@pytest.mark.parametrize("section", ["status-table", "faq", "myths"])
def test_guide_all_holds_every_section(section: str) -> None:
    one = call(["guide", section]).stdout
    body = one[: one.index("\nSumber\n")].rstrip()
    assert body in call(["guide", "all"]).stdout


def test_guide_all_in_markdown_has_one_title_a_section(rulebook: Rulebook) -> None:
    page = call(["guide", "all", "--format", "markdown", "--lang", "en"]).stdout
    titles = [line.removeprefix("# ") for line in page.splitlines() if line.startswith("# ")]
    assert titles == [section["title"]["en"] for section in rulebook.trees["guide.yaml"]["sections"]]
