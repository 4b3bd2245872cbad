"""Card numbers, NIK and codes are refused in every field, and everything else that buyers write is taken."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from batalin.diagnosis.answers import read_answer
from batalin.diagnosis.details import Details, read_detail
from batalin.diagnosis.secrets import find_secret, refuse_secret
from batalin.errors import UsageError
from batalin.interview.flow import Interview
from batalin.interview.scripted import Entered, ScriptedPrompter
from batalin.rulebook.reading import read
from batalin.rulebook.rulebook import Rulebook
from batalin.trouble import explain
from tests.flags.broken import answers_file
from tests.flags.cases import CORE
from tests.support import NOW, ROOT, WITHOUT_QUESTIONS, call, flags

KINDS = ("text", "order-number", "money", "date")
CARDS = {
    "Visa": "4111111111111111",
    "Visa of 13": "4222222222222",
    "Visa of 19": "4000000000000000006",
    "Mastercard": "5555555555554444",
    "Mastercard of the new range": "2223003122003222",
    "American Express": "378282246310005",
    "JCB": "3530111333300000",
    "UnionPay": "6240008631401148",
    "Discover": "6011111111111117",
    "Discover 65": "6500000000000002",
    "groups": "4111 1111 1111 1111",
    "groups of another kind": "3782-822463-10005",
    "dots": "4111.1111.1111.1111",
    "wide dashes": "4111 \u2013 1111 \u2013 1111 \u2013 1111",
    "inside a text": "Dibayar pakai 4111-1111-1111-1111 kemarin",
    "beside other numbers": "Kaos 3 4111 1111 1111 1111 2 pcs",
    "full width": "".join(chr(ord(digit) + 0xFEE0) for digit in "4111111111111111"),
    "Arabic-Indic": "".join(chr(0x660 + int(digit)) for digit in "4111111111111111"),
    "hidden joints": "4111\u200b1111\u200b1111\u200b1111",
}
NO_CARDS = {
    "last digit is off": "4111111111111112",
    "no issuer": "8000000000000003",
    "wrong length for its issuer": "411111111111116",
    "one group of a longer number": "41111111111111110000",
    "telephone": "+62 812-3456-7890",
    "order number": "579012345678901234",
}
NIKS = {
    "man": "3273014105900001",
    "woman": "3273017105900001",
    "groups": "3273 0141 0590 0001",
    "official groups": "32.73.01.410590.0001",
    "inside a text": "NIK saya 3273014105900001 ya",
}
NO_NIKS = {
    "no province": "2073014105900001",
    "no day": "3273013205900001",
    "no day of a woman": "3273017205900001",
    "no month": "3273014113900001",
    "no serial": "3273014105900000",
    "fifteen digits": "327301410590001",
    "eighteen digits": "327301410590000123",
}
WHOLE = ["123", "1234", "123456", "12345678", "123 456", "12-34-56", "#1234", "(1234)", " 1234. "]
ORDINARY = [
    "Levi's 501",
    "iPhone 13 128GB",
    "Kaos 3 pcs 100000",
    "Sepatu 42",
    "Rp150.000",
    "150.000",
    "2026-11-20",
    "20-11-2026",
    "12",
    "123456789",
    "INV/20261120/MPL/123",
    "Penjual baru membalas setelah 48 jam, lalu bilang stok 0",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", CARDS.values(), ids=CARDS)
def test_a_card_number_is_found(text: str, kind: str) -> None:
    assert find_secret(text, kind) == "card"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", NIKS.values(), ids=NIKS)
def test_a_nik_is_found(text: str, kind: str) -> None:
    assert find_secret(text, kind) == "nik"


@pytest.mark.parametrize("text", [*NO_CARDS.values(), *NO_NIKS.values()], ids=[*NO_CARDS, *NO_NIKS])
def test_a_number_that_only_resembles_one_is_taken(text: str) -> None:
    assert [find_secret(text, kind) for kind in KINDS] == [""] * 4


@pytest.mark.parametrize("text", WHOLE)
def test_a_few_digits_alone_are_a_code_but_where_a_number_is_expected(text: str) -> None:
    assert [find_secret(text, kind) for kind in KINDS] == ["code", "code", "", ""]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_taken(text: str) -> None:
    assert find_secret(text) == ""


def test_realistic_order_numbers_are_taken() -> None:
    chance = random.Random(57)
    numbers = [f"{chance.choice(('57', '58'))}{chance.randrange(10**16):016}" for _ in range(200)]
    grouped = [" ".join(number[start : start + 4] for start in range(0, 18, 4)) for number in numbers]
    assert [number for number in (*numbers, *grouped) if find_secret(number, "order-number")] == []
    assert [number for number in numbers if find_secret(f"Nomor pesanan {number} belum dikirim")] == []


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in ("dated", "checked", "version"):
                yield from (key, *texts_of(one))
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    else:
        yield str(value)


@pytest.mark.parametrize(
    "file",
    [*sorted((ROOT / "rules" / "tiktok-shop").rglob("*.yaml")), *sorted((ROOT / "tests" / "cases").glob("*.yaml"))],
    ids=lambda file: file.stem,
)
def test_nothing_the_rules_and_the_case_files_say_looks_like_a_secret(file: Path) -> None:
    texts = list(texts_of(read(file.read_text(encoding="utf-8"))))
    assert texts
    assert [text for text in texts if find_secret(text)] == []


SECRETS = {"card": "kartu 4111 1111 1111 1111", "nik": "3273014105900001", "code": "OTP 918273"}
each_secret = pytest.mark.parametrize(("secret", "text"), SECRETS.items(), ids=SECRETS)


@each_secret
def test_every_field_refuses_a_secret_without_repeating_it(rulebook: Rulebook, secret: str, text: str) -> None:
    errors: list[UsageError] = []
    for detail in rulebook.details:
        with pytest.raises(UsageError) as caught:
            read_detail(detail, text, NOW)
        errors.append(caught.value)
    for question in rulebook.questions:
        with pytest.raises(UsageError) as caught:
            read_answer(question, text, NOW)
        errors.append(caught.value)
    names = [detail.flags[0] for detail in rulebook.details] + [question.flags[0] for question in rulebook.questions]
    assert [(error.key, error.facts) for error in errors] == [(f"secret-{secret}", {"flag": name}) for name in names]


@each_secret
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("form", ["text", "json", "markdown", "message"])
def test_a_run_says_why_and_never_shows_it(secret: str, text: str, language: str, form: str, tmp_path: Path) -> None:
    saved = tmp_path / "jawaban.json"
    arguments = [*flags(CORE), "--lang", language, "--format", form, "--item", text, "--save-answers", str(saved)]
    outcome = call(arguments)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr == explain(UsageError(f"secret-{secret}", flag="--item"), language) + "\n"
    assert not any(word in outcome.stderr for word in text.split() if word.isdigit())
    assert not saved.exists()


@each_secret
@pytest.mark.parametrize(
    ("place", "name", "flag"),
    [("details", "name", "--name"), ("answers", "reason", "--reason")],
    ids=["name", "reason"],
)
def test_an_answers_file_may_hold_none_either(
    secret: str, text: str, place: str, name: str, flag: str, tmp_path: Path
) -> None:
    file = tmp_path / "jawaban.json"
    content = json.loads(answers_file())
    content[place][name] = text
    file.write_text(json.dumps(content), encoding="utf-8")
    outcome = call(["--answers", str(file), *WITHOUT_QUESTIONS])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr == explain(UsageError(f"secret-{secret}", flag=flag), "id") + "\n"


@each_secret
def test_a_typed_line_is_refused_and_asked_again(rulebook: Rulebook, secret: str, text: str) -> None:
    known = {"status": "shipped", "age": "1d-3d", "product": "physical", "error": "button-missing", "payment": "cod"}
    prompter = ScriptedPrompter(["yes", text, "579012345678901234", "", "", "yes"])
    interview = Interview(
        rulebook, prompter, "id", NOW, lambda error: error.key, {**known, "reason": "changed-mind"}, Details()
    )
    interview.run()
    entered = [entry for entry in prompter.transcript if isinstance(entry, Entered)]
    assert [entry.wrong for entry in entered[:2]] == [f"secret-{secret}", None]
    assert interview.details.texts == {"order-id": "579012345678901234"}


def test_words_that_name_an_option_win(rulebook: Rulebook) -> None:
    assert read_answer(rulebook.question("error"), "minta OTP", NOW)[0].id == "suspicious-contact"
    assert read_answer(rulebook.question("reason"), "penjual minta OTP", NOW)[2] == "penjual minta OTP"
    assert read_answer(rulebook.question("age"), "1440m", NOW)[0].id == "1d-3d"


def test_other_fields_can_refuse_too() -> None:
    refuse_secret("--note", "penjual minta OTP")
    with pytest.raises(UsageError, match="secret-code"):
        refuse_secret("--note", "PIN saya 1234")
