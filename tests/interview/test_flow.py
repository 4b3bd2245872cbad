from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pytest

from batalin.diagnosis.details import Details, read_details
from batalin.interview.flow import Interview
from batalin.interview.prompter import Move
from batalin.interview.scripted import Chosen, Entered, ScriptedPrompter, Shown
from batalin.rulebook.rulebook import Rulebook
from batalin.trouble import explain
from tests.support import NOW

BACK = Move.BACK
COD = ("shipped", "1d-3d", "physical", "button-missing", "cod", "changed-mind")


def converse(
    rulebook: Rulebook,
    replies: Iterable[object],
    answers: Mapping[str, str] | None = None,
    details: Details | None = None,
    message_language: str = "id",
    *,
    private: bool = False,
    reopen: tuple[str, str] | None = None,
) -> tuple[Interview, ScriptedPrompter]:
    prompter = ScriptedPrompter(reply for reply in replies if isinstance(reply, (str, Move)))
    interview = Interview(
        rulebook,
        prompter,
        "id",
        NOW,
        lambda error: explain(error, "id"),
        answers or {},
        details or Details(),
        message_language,
        private=private,
    )
    interview.run()
    if reopen:
        interview.reopen(*reopen)
    return interview, prompter


def asked(prompter: ScriptedPrompter) -> list[str]:
    return [entry.ask for entry in prompter.transcript if isinstance(entry, Chosen)]


def test_core_questions_come_first_then_only_those_that_matter(rulebook: Rulebook) -> None:
    interview, prompter = converse(rulebook, [*COD, "no", "yes"])
    assert interview.answers == {
        "status": "shipped",
        "age": "1d-3d",
        "product": "physical",
        "error": "button-missing",
        "payment": "cod",
        "reason": "changed-mind",
    }
    questions = [rulebook.question(name).ask["id"] for name in interview.answers]
    assert asked(prompter)[: len(questions)] == questions


def test_known_answers_are_not_asked_but_reviewed(rulebook: Rulebook) -> None:
    known = {"status": "shipped", "age": "1d-3d", "product": "physical", "error": "button-missing"}
    interview, prompter = converse(rulebook, ["cod", "changed-mind", "no", "yes"], known)
    assert rulebook.question("status").ask["id"] not in asked(prompter)
    assert any(entry == Shown("Status: Dikirim, Dalam Perjalanan") for entry in prompter.transcript)
    assert interview.answers["payment"] == "cod"


def test_step_back_offers_the_old_answer(rulebook: Rulebook) -> None:
    replies = ["shipped", BACK, "cancelled", "over-7d", "physical", "none", "ewallet", "me", "no", "yes"]
    interview, prompter = converse(rulebook, replies)
    again = [entry for entry in prompter.transcript if isinstance(entry, Chosen)][2]
    assert again.ask == rulebook.question("status").ask["id"]
    assert again.default == "shipped"
    assert interview.answers["status"] == "cancelled"


def test_step_back_at_the_first_question_stays(rulebook: Rulebook) -> None:
    interview, prompter = converse(rulebook, [BACK, *COD, "no", "yes"])
    assert interview.answers["status"] == "shipped"
    assert asked(prompter)[:2] == [rulebook.question("status").ask["id"]] * 2


def test_answer_that_no_longer_fits_is_asked_again(rulebook: Rulebook) -> None:
    replies = ["cancelled", "over-7d", "physical", "refund-missing", BACK, BACK, BACK, BACK, "unpaid"]
    interview, prompter = converse(rulebook, [*replies, "over-7d", "physical", "none", "changed-mind", "no", "yes"])
    assert interview.answers["error"] == "none"
    errors = [entry for entry in prompter.transcript if isinstance(entry, Chosen) and "ingin membatalkan?" in entry.ask]
    assert "refund-missing" not in [choice.id for choice in errors[-1].choices]


def test_details_come_last_and_are_optional(rulebook: Rulebook) -> None:
    interview, prompter = converse(rulebook, [*COD, "yes", "579012345", "", "", "yes"])
    assert interview.details.texts == {"order-id": "579012345"}
    entered = [index for index, entry in enumerate(prompter.transcript) if isinstance(entry, Entered)]
    chosen = [entry for entry in prompter.transcript[entered[-1] :] if isinstance(entry, Chosen)]
    assert [entry.ask for entry in chosen] == ["Sudah benar?"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_blank_that_is_spoken_of_is_the_first_of_the_rules(rulebook: Rulebook, language: str) -> None:
    _, prompter = converse(rulebook, [*COD, "no", "yes"], message_language=language)
    said = "\n".join(entry.help for entry in prompter.transcript if isinstance(entry, Chosen))
    assert f"[{rulebook.details[0].blank[language]}]" in said


def test_wrong_detail_names_the_field_and_asks_again(rulebook: Rulebook) -> None:
    known = {"status": "awaiting-pickup", "age": "3d-7d", "product": "physical", "error": "no-response"}
    replies = [
        "platform",
        "under-48h",
        "changed-mind",
        "yes",
        "579012345",
        "31 Februari 2026",
        "22/11/2026",
        "",
        "",
        "",
        "yes",
    ]
    interview, prompter = converse(rulebook, replies, known)
    wrong = [entry.wrong for entry in prompter.transcript if isinstance(entry, Entered) and entry.wrong]
    assert len(wrong) == 1
    assert "tidak ada di kalender" in wrong[0]
    assert interview.details.moments["tried-on"].isoformat() == "2026-11-22"


def test_date_that_contradicts_an_answer_is_refused_at_once(rulebook: Rulebook) -> None:
    known = {"status": "awaiting-pickup", "age": "3d-7d", "product": "physical", "error": "no-response"}
    replies = ["platform", "under-48h", "changed-mind", "yes", "579012345", "1/11/2026", "", "", "", "", "yes"]
    _, prompter = converse(rulebook, replies, known)
    wrong = [entry.wrong for entry in prompter.transcript if isinstance(entry, Entered) and entry.wrong]
    assert len(wrong) == 1
    assert "over-48h" in wrong[0]


def test_step_back_through_details_and_review(rulebook: Rulebook) -> None:
    replies = [*COD, "yes", "579012345", BACK, "580012345", "", "", BACK, "yes", BACK, "no", "yes"]
    interview, _ = converse(rulebook, replies)
    assert interview.details.texts == {"order-id": "580012345"}


def test_change_in_the_review_keeps_the_rest(rulebook: Rulebook) -> None:
    interview, prompter = converse(rulebook, [*COD, "no", "change:reason", "duplicate", "yes"])
    assert interview.answers["reason"] == "duplicate"
    assert interview.answers["payment"] == "cod"
    changed = [entry for entry in prompter.transcript if isinstance(entry, Chosen)][-2]
    assert changed.default == "changed-mind"


def test_step_back_from_a_change_keeps_the_old_answer(rulebook: Rulebook) -> None:
    interview, _ = converse(rulebook, [*COD, "no", "change:reason", BACK, "yes"])
    assert interview.answers["reason"] == "changed-mind"


def test_change_that_opens_questions_asks_them(rulebook: Rulebook) -> None:
    replies = [*COD, "no", "change:status", "cancelled", "refund-missing", "me", "yes"]
    interview, _ = converse(rulebook, replies)
    assert interview.answers["cancelled-by"] == "me"
    assert "reason" not in interview.answers, "a branch that is no longer visited is dropped"


def test_details_can_be_changed_from_the_review(rulebook: Rulebook) -> None:
    interview, _ = converse(rulebook, [*COD, "no", "details", "579012345", "", "", "yes"])
    assert interview.details.texts == {"order-id": "579012345"}


def test_details_from_flags_are_not_asked(rulebook: Rulebook) -> None:
    details = read_details({"order-id": "579012345", "name": "Sari"}, rulebook, NOW)
    _, prompter = converse(rulebook, [*COD, "yes", "", "yes"], details=details)
    entered = [entry.ask for entry in prompter.transcript if isinstance(entry, Entered)]
    assert "Nomor pesanan" not in entered
    assert "Nama Anda" not in entered


def test_free_text_reason_survives_until_another_is_chosen(rulebook: Rulebook) -> None:
    known = dict(zip(("status", "age", "product", "error", "payment"), COD, strict=False)) | {"reason": "other"}
    details = Details(quotes={"reason": "kado batal"})
    interview, _ = converse(rulebook, ["no", "yes"], known, details)
    assert interview.details.quotes == {"reason": "kado batal"}
    interview, _ = converse(rulebook, ["no", "change:reason", "duplicate", "yes"], known, details)
    assert interview.details.quotes == {}


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_what_was_answered_is_readable_after_a_stop(rulebook: Rulebook, stop: type[BaseException]) -> None:
    def replies() -> Iterator[str | Move]:
        yield "shipped"
        yield "1d-3d"
        raise stop

    interview = Interview(
        rulebook, ScriptedPrompter(replies()), "id", NOW, lambda error: explain(error, "id"), {}, Details()
    )
    with pytest.raises(stop):
        interview.run()
    assert interview.answers == {"status": "shipped", "age": "1d-3d"}


@pytest.mark.parametrize(("proposed", "default"), [("", "shipped"), ("cancelled", "cancelled")])
def test_a_question_can_be_opened_again_after_the_end(rulebook: Rulebook, proposed: str, default: str) -> None:
    replies = [*COD, "no", "yes", "cancelled", "refund-missing", "me", "yes"]
    interview, prompter = converse(rulebook, replies, reopen=("status", proposed))
    assert interview.answers["status"] == "cancelled"
    assert interview.answers["cancelled-by"] == "me"
    assert "reason" not in interview.answers
    chosen = [entry for entry in prompter.transcript if isinstance(entry, Chosen)]
    reopened = chosen[asked(prompter).index("Sudah benar?") + 1]
    assert (reopened.ask, reopened.default) == (rulebook.question("status").ask["id"], default)
    assert asked(prompter)[-1] == "Sudah benar?", "the review comes again"


def test_a_step_back_from_a_question_that_was_opened_again_leaves_all_as_it_was(rulebook: Rulebook) -> None:
    interview, prompter = converse(rulebook, [*COD, "no", "yes", BACK], reopen=("reason", ""))
    assert list(interview.answers.values()) == list(COD)
    assert asked(prompter).count("Sudah benar?") == 1


def test_whether_something_was_answered_anew_is_told(rulebook: Rulebook) -> None:
    interview, _ = converse(rulebook, [*COD, "no", "yes", BACK, "duplicate", "yes"])
    assert not interview.reopen("reason")
    assert interview.reopen("reason")
    assert interview.answers["reason"] == "duplicate"


def test_details_that_only_the_new_answers_use_are_asked_for(rulebook: Rulebook) -> None:
    before = ["yes", "579012345", "", "", "yes"]
    replies = [*COD, *before, "cancelled", "refund-missing", "me", "20/11/2026", "yes"]
    interview, prompter = converse(rulebook, replies, reopen=("status", ""))
    entered = [entry.ask for entry in prompter.transcript if isinstance(entry, Entered)]
    assert entered[-1] == rulebook.detail("cancelled-on").ask["id"]
    assert len(set(entered)) == len(entered)
    assert interview.details.texts == {"order-id": "579012345"}


@pytest.mark.parametrize("private", [True, False])
def test_personal_details_are_hidden_where_others_may_see_the_screen(rulebook: Rulebook, private: bool) -> None:
    replies = [*COD, "yes", "579012345678", "Kaos", "Sari", "yes"]
    interview, prompter = converse(rulebook, replies, private=private)
    hidden = {entry.ask: entry.hidden for entry in prompter.transcript if isinstance(entry, Entered)}
    asks = {name: rulebook.detail(name).ask["id"] for name in ("order-id", "item", "name")}
    assert hidden == {asks["order-id"]: private, asks["item"]: False, asks["name"]: private}
    assert interview.details.texts == {"order-id": "579012345678", "item": "Kaos", "name": "Sari"}
    shown = [entry.text for entry in prompter.transcript if isinstance(entry, Shown)]
    review = [f"{asks['order-id']}: ****5678", f"{asks['item']}: Kaos", f"{asks['name']}: S***"]
    assert (shown[-3:] == review) is private
    assert any("579012345678" in text for text in shown) is not private
