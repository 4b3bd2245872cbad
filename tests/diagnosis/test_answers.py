from __future__ import annotations

from datetime import datetime

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
from batalin.trouble import explain
from tests.support import NOW, WITHOUT_QUESTIONS, call


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


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("age", "0m", "under-1h"),
        ("age", "1439m", "under-24h"),
        ("age", "1440m", "1d-3d"),
        ("age", "71h", "1d-3d"),
        ("age", "72h", "3d-7d"),
        ("age", "168h", "over-7d"),
        ("age", "1 minggu", "over-7d"),
        ("age", "2 months", "over-7d"),
        ("age", "2026-11-23T10:00", "under-1h"),
        ("age", "2026-11-23T09:01", "under-1h"),
        ("age", "2026-11-22T10:01", "under-24h"),
        ("age", "2026-11-20T10:01", "1d-3d"),
        ("age", "2026-11-20T10:00", "3d-7d"),
        ("age", "2026-11-16T10:01", "3d-7d"),
        ("age", "2026-11-16T10:00", "over-7d"),
        ("request-age", "47 jam", "under-48h"),
        ("request-age", "48 hours", "over-48h"),
        ("refund-age", "95h", "under-4d"),
        ("refund-age", "4 hari", "4d-7d"),
        ("refund-age", "191h", "4d-7d"),
        ("refund-age", "8 days", "8d-20d"),
        ("refund-age", "20d", "8d-20d"),
        ("refund-age", "3 minggu", "over-20d"),
        ("delivered-age", "6 hari", "within-6d"),
        ("delivered-age", "7 hari", "7d-15d"),
        ("delivered-age", "15 hari", "7d-15d"),
        ("delivered-age", "16 hari", "over-15d"),
    ],
)
def test_a_limit_belongs_to_the_longer_span(rulebook: Rulebook, question: str, text: str, option: str) -> None:
    assert read(rulebook, question, text) == option


def test_a_date_given_as_an_age_is_kept(rulebook: Rulebook) -> None:
    assert read_answer(rulebook.question("age"), "20/11/2026", NOW)[1] == moment("2026-11-20")
    assert read_answer(rulebook.question("age"), "3 hari", NOW)[1] is None


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
    longest = "alasan " * 28 + "saya"
    assert read_answer(rulebook.question("reason"), longest, NOW)[2] == longest
    assert len(longest) == 200


@pytest.mark.parametrize(
    ("question", "text", "key"),
    [
        ("status", "", "answer-empty"),
        ("reason", "\x1b[31m", "answer-empty"),
        ("reason", "x" * 201, "detail-too-long"),
        ("age", "31 Februari 2026", "date-impossible"),
        ("age", "2026-12-01", "date-future"),
        ("age", "3 kali", "option-unknown"),
        ("age", "31/2/2026", "date-impossible"),
        ("age", "2026-11-23T10:01", "date-future"),
        ("status", "\ud800\u202e\x00", "answer-empty"),
        ("status", "x" * 201, "detail-too-long"),
        ("product", "2d", "option-unknown"),
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


@pytest.mark.parametrize(
    ("at", "fitting"),
    [
        ("2026-11-23T09:01", "under-1h"),
        ("2026-11-23T09:00", "under-24h"),
        ("2026-11-22T10:01", "under-24h"),
        ("2026-11-22T10:00", "1d-3d"),
        ("2026-11-20T10:00", "3d-7d"),
        ("2026-11-16T10:00", "over-7d"),
    ],
)
def test_an_exact_time_leaves_one_age(rulebook: Rulebook, at: str, fitting: str) -> None:
    assert measure_missing({}, {"ordered-on": moment(at)}, rulebook, NOW) == {"age": fitting}
    for option in rulebook.question("age").options:
        if option.id not in (fitting, "unknown"):
            with pytest.raises(UsageError) as caught:
                measure_missing({"age": option.id}, {"ordered-on": moment(at)}, rulebook, NOW)
            assert caught.value.facts["fitting"] == fitting


@pytest.mark.parametrize("clock", ["00:00", "00:30"])
def test_yesterday_just_after_midnight_may_be_any_hour_of_it(rulebook: Rulebook, clock: str) -> None:
    now = datetime.fromisoformat(f"2026-11-23T{clock}+07:00")
    yesterday = parse_moment("kemarin", now)
    assert yesterday is not None
    for age in ("under-1h", "under-24h", "1d-3d"):
        assert measure_missing({"age": age}, {"ordered-on": yesterday}, rulebook, now) == {"age": age}
    with pytest.raises(UsageError, match="age-mismatch"):
        measure_missing({"age": "3d-7d"}, {"ordered-on": yesterday}, rulebook, now)


def test_a_date_given_as_an_age_counts_as_the_day_of_the_order() -> None:
    core = ["--status", "shipped", "--product", "physical", "--error", "none", "--lang", "en", *WITHOUT_QUESTIONS]
    early = call(["--age", "2026-11-20", "--tried-on", "2026-11-19", *core])
    assert (early.code, early.stdout) == (2, "")
    assert "--tried-on 2026-11-19 is earlier than --ordered-on 2026-11-20" in early.stderr
    other = call(["--age", "2026-11-20", "--ordered-on", "2026-11-10", *core])
    assert (other.code, other.stdout) == (2, "")


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


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_contradiction_is_told_from_both_sides(rulebook: Rulebook, language: str) -> None:
    found = find_contradiction({"error": "refund-missing", "status": "unpaid"}, rulebook)
    assert found is not None
    first, needs, allows = explain(found, language).splitlines()
    assert "--error refund-missing" in first
    assert "--status unpaid" in first
    assert needs.startswith("--error refund-missing")
    assert "--status: " in needs
    assert allows.startswith("--status unpaid")
    assert "--error: " in allows
    for option in found.needs:
        assert find_contradiction({"status": option.id, "error": "refund-missing"}, rulebook) is None
    for option in found.allows:
        assert find_contradiction({"status": "unpaid", "error": option.id}, rulebook) is None


@pytest.mark.parametrize(
    ("answers", "pair"),
    [
        ({"status": "shipped", "error": "parcel-came"}, ("shipped", "parcel-came")),
        ({"status": "shipped", "product": "digital", "error": "none", "payment": "cod"}, ("digital", "cod")),
        ({"status": "cancelled", "error": "cancelled-by-other", "cancelled-by": "me"}, ("cancelled-by-other", "me")),
    ],
    ids=["status", "product", "negated"],
)
def test_any_earlier_answer_can_be_contradicted(
    rulebook: Rulebook, answers: dict[str, str], pair: tuple[str, str]
) -> None:
    found = find_contradiction(answers, rulebook)
    assert found is not None
    assert (found.first[1].id, found.second[1].id) == pair


def test_what_was_not_answered_contradicts_nothing(rulebook: Rulebook) -> None:
    assert find_contradiction({"error": "parcel-came"}, rulebook) is None
    assert find_contradiction({}, rulebook) is None


def test_answers_that_go_together(rulebook: Rulebook) -> None:
    fine = {"status": "cancelled", "age": "1d-3d", "product": "physical", "error": "refund-missing", "payment": "cod"}
    assert find_contradiction(fine, rulebook) is None


def test_answer_on_a_branch_that_is_not_reached(rulebook: Rulebook) -> None:
    answers = {"status": "shipped", "age": "1d-3d", "product": "physical", "error": "none", "cancelled-by": "seller"}
    assert unused_answers(answers, rulebook) == ("cancelled-by",)
    reached = {**answers, "status": "cancelled"}
    assert unused_answers(reached, rulebook) == ()
    assert unused_answers({**answers, "status": "unpaid", "payment": "card"}, rulebook) == ("payment", "cancelled-by")
