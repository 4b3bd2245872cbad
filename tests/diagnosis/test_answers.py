from __future__ import annotations

import pytest

from batalin.diagnosis.answers import (
    UnknownOption,
    find_contradiction,
    measure_missing,
    read_answer,
    unused_answers,
)
from batalin.diagnosis.moments import Moment, parse_moment
from batalin.errors import UsageError
from batalin.rulebook.rulebook import Rulebook
from tests.support import NOW


def read(rulebook: Rulebook, question: str, text: str) -> str:
    return read_answer(rulebook.question(question), text, NOW)[0].id


def moment(text: str) -> Moment:
    found = parse_moment(text, NOW)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("59m", "under-1h"),
        ("60m", "under-24h"),
        ("23h", "under-24h"),
        ("24h", "1d-3d"),
        ("71 jam", "1d-3d"),
        ("3 hari", "3d-7d"),
        ("167h", "3d-7d"),
        ("7d", "over-7d"),
        ("baru saja", "under-1h"),
        ("kemarin", "1d-3d"),
        ("2026-11-23T09:30", "under-1h"),
        ("2026-11-23T09:00", "under-24h"),
        ("2026-11-22T10:00", "1d-3d"),
        ("2026-11-23", "under-24h"),
        ("2026-11-22", "under-24h"),
        ("2026-11-21", "1d-3d"),
        ("2026-11-15", "over-7d"),
        ("3D-7D", "3d-7d"),
    ],
)
def test_age_by_duration_date_or_word(rulebook: Rulebook, text: str, option: str) -> None:
    assert read(rulebook, "age", text) == option


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("status", "sedang diproses", "processing"),
        ("status", "Menunggu Kurir", "awaiting-pickup"),
        ("status", "dalam perjalanan", "shipped"),
        ("status", "awaiting_pickup", "awaiting-pickup"),
        ("error", "tombol hilang", "button-missing"),
        ("error", "Tombol Batalkan tidak ada", "button-missing"),
        ("payment", "bayar di tempat", "cod"),
        ("payment", "DANA", "ewallet"),
        ("reason", "salah alamat", "wrong-address"),
        ("fault", "pecah", "damaged"),
    ],
)
def test_values_by_the_words_people_use(rulebook: Rulebook, question: str, text: str, option: str) -> None:
    assert read(rulebook, question, text) == option


def test_every_option_is_found_by_its_id_label_and_words(rulebook: Rulebook) -> None:
    for question in rulebook.questions:
        for option in question.options:
            assert read(rulebook, question.id, option.id) == option.id
            for words in (*option.label.values(), *option.also):
                assert read(rulebook, question.id, words) == option.id, (question.id, words)


def test_near_misses_are_named_and_never_taken(rulebook: Rulebook) -> None:
    with pytest.raises(UnknownOption) as caught:
        read(rulebook, "status", "shiped")
    assert "shipped" in [option.id for option in caught.value.near]


def test_free_text_counts_as_another_reason(rulebook: Rulebook) -> None:
    option, _, quote = read_answer(rulebook.question("reason"), " kado\nbatal ", NOW)
    assert (option.id, quote) == ("other", "kado batal")


@pytest.mark.parametrize(
    ("question", "text", "key"),
    [
        ("status", "", "answer-empty"),
        ("reason", "\x1b[31m", "answer-empty"),
        ("reason", "x" * 201, "detail-too-long"),
        ("age", "31 Februari 2026", "date-impossible"),
        ("age", "2026-12-01", "date-future"),
        ("age", "3 kali", "option-unknown"),
    ],
)
def test_trouble(rulebook: Rulebook, question: str, text: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(rulebook, question, text)
    assert caught.value.key == key


def test_date_fills_an_answer_that_is_missing(rulebook: Rulebook) -> None:
    filled = measure_missing({}, {"ordered-on": moment("2026-11-15"), "tried-on": moment("2026-11-21")}, rulebook, NOW)
    assert filled == {"age": "over-7d", "request-age": "under-48h"}, (
        "a day counts from its end, so nothing is late too early"
    )


@pytest.mark.parametrize(
    ("day", "fitting"),
    [
        ("2026-11-23", {"under-1h", "under-24h"}),
        ("2026-11-22", {"under-24h", "1d-3d"}),
        ("2026-11-20", {"1d-3d", "3d-7d"}),
        ("2026-11-15", {"over-7d"}),
    ],
)
def test_age_must_fit_its_date(rulebook: Rulebook, day: str, fitting: set[str]) -> None:
    ages = [option.id for option in rulebook.question("age").options if option.id != "unknown"]
    for age in ages:
        if age in fitting:
            assert measure_missing({"age": age}, {"ordered-on": moment(day)}, rulebook, NOW)["age"] == age
        else:
            with pytest.raises(UsageError, match="age-mismatch"):
                measure_missing({"age": age}, {"ordered-on": moment(day)}, rulebook, NOW)


def test_unknown_age_and_a_request_not_sent_go_with_any_date(rulebook: Rulebook) -> None:
    given = {"age": "unknown", "request-age": "not-sent"}
    assert (
        measure_missing(given, {"ordered-on": moment("2026-11-15"), "tried-on": moment("kemarin")}, rulebook, NOW)
        == given
    )


def test_contradiction_says_what_each_would_need(rulebook: Rulebook) -> None:
    found = find_contradiction(
        {"status": "unpaid", "age": "1d-3d", "product": "physical", "error": "refund-missing"}, rulebook
    )
    assert found is not None
    assert (found.first[1].id, found.second[1].id) == ("unpaid", "refund-missing")
    assert {"cancelled", "shipped"} <= {option.id for option in found.needs}
    assert "unpaid" not in {option.id for option in found.needs}
    assert {"none", "app-error"} <= {option.id for option in found.allows}
    assert "refund-missing" not in {option.id for option in found.allows}


def test_answers_that_go_together(rulebook: Rulebook) -> None:
    fine = {"status": "cancelled", "age": "1d-3d", "product": "physical", "error": "refund-missing", "payment": "cod"}
    assert find_contradiction(fine, rulebook) is None


def test_answer_on_a_branch_that_is_not_reached(rulebook: Rulebook) -> None:
    answers = {"status": "shipped", "age": "1d-3d", "product": "physical", "error": "none", "cancelled-by": "seller"}
    assert unused_answers(answers, rulebook) == ("cancelled-by",)
