"""The proof: the shipped rules decide every interview once, and everything wrong with other rules is found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from batalin.rulebook.proof import Flaw, Kind, Proof, prove
from batalin.rulebook.rulebook import Rulebook, Undecided
from tests.rulebook import oracle
from tests.rulebook.books import book, page

SAMPLE = 1500


def only(proof: Proof, kind: Kind, first: str) -> Flaw:
    """Give the one flaw of a kind that names this rule first."""
    found = [flaw for flaw in proof.of(kind) if flaw.names[:1] == (first,)]
    assert len(found) == 1, proof.flaws
    return found[0]


def pages(rulebook: Rulebook) -> list[Mapping[str, Any]]:
    """Give the pages of all situations as the files have them."""
    return [tree for name, tree in rulebook.trees.items() if name.startswith("situations/")]


def test_shipped_rules_decide_every_interview_once_and_none_is_idle(rulebook: Rulebook) -> None:
    proof = prove(rulebook)
    assert not proof.flaws
    assert proof.coverage > 0.99


def test_every_question_is_asked_in_some_interview(rulebook: Rulebook) -> None:
    measured = rulebook.measure()
    assert measured.asked == {question.id for question in rulebook.questions}
    assert 4 <= measured.mean <= measured.longest <= 10


@pytest.fixture(scope="module")
def situations(rulebook: Rulebook) -> oracle.Oracle:
    return oracle.Oracle(rulebook.trees, pages(rulebook))


def test_plain_set_logic_finds_one_winner_for_every_interview(situations: oracle.Oracle) -> None:
    decided = 0
    for won in situations.wins.values():
        assert not decided & won
        decided |= won
    assert decided == situations.everything
    assert all(situations.wins.values())


def test_plain_set_logic_decides_like_the_rulebook(rulebook: Rulebook, situations: oracle.Oracle) -> None:
    questions = rulebook.trees["questions.yaml"]["questions"]
    fragments = {
        name: oracle.Oracle(rulebook.trees, rulebook.trees[f"fragments/{name}.yaml"]["cases"])
        for name in rulebook.fragments
    }
    for answers in oracle.sample(questions, SAMPLE):
        decision = rulebook.decide(answers)
        assert [decision.situation.id] == situations.winners(answers), answers
        for kind in ("why", "steps", "avoid", "limits"):
            expected: list[Any] = []
            for item in decision.situation.body[kind]:
                if "use" in item:
                    (case,) = fragments[item["use"]].winners(answers)
                    cases = rulebook.trees[f"fragments/{item['use']}.yaml"]["cases"]
                    expected += next(one["say"] for one in cases if one["id"] == case)
                else:
                    expected.append(item)
            assert rulebook.items(decision.situation.body, kind, decision.mask) == expected, answers


def test_gap_is_found_with_its_size_and_a_witness() -> None:
    broken = book(("situations/cancelled.yaml", "{status: cancelled}", "{status: cancelled, error: other}"))
    (gap,) = prove(broken).of(Kind.GAP)
    assert gap.names == ()
    assert gap.witness["status"] == "cancelled"
    assert set(gap.witness) >= {"status", "age", "product", "error"}
    assert "payment" not in gap.witness, "a follow-up that changes nothing is left out of the witness"
    with pytest.raises(Undecided):
        broken.decide(gap.witness)
    questions = broken.trees["questions.yaml"]["questions"]
    cancelled = {"status": "cancelled"}
    rules = oracle.Oracle(broken.trees, pages(broken), cancelled)
    missed = [one for one in oracle.interviews(questions, cancelled) if not rules.winners(one)]
    assert gap.cells == len(missed) > 0


def test_tie_is_found_with_both_names_and_a_witness() -> None:
    broken = book(("situations/custom-before-pickup.yaml", "over: [processing-open, ", "over: ["))
    (tie,) = prove(broken).of(Kind.TIE)
    assert set(tie.names) == {"custom-before-pickup", "processing-open"}
    assert tie.cells > 0
    assert (tie.witness["status"], tie.witness["product"]) == ("processing", "custom")
    with pytest.raises(Undecided):
        broken.decide(tie.witness)


def test_circle_of_over_is_a_gap_that_names_it() -> None:
    over = "over: [shipped-request-overtaken"
    broken = book(("situations/shipped-cod.yaml", over, f"{over}, shipped-refund-missing"))
    circle = next(flaw for flaw in prove(broken).of(Kind.GAP))
    assert {"shipped-cod", "shipped-refund-missing"} <= set(circle.names)


def test_situation_that_no_interview_meets_is_dead() -> None:
    broken = book(added=page("never", "{status: unpaid, payment: cod}"))
    assert only(prove(broken), Kind.DEAD, "never") == Flaw(Kind.DEAD, "", ("never",))


def test_situation_is_dead_that_several_others_kill_together() -> None:
    over = "over: [shipped-cod]"
    broken = book(
        added={
            **page("both", "{status: shipped, error: none, product: [physical, custom]}", over),
            **page("one", "{status: shipped, error: none, product: physical}", over),
            **page("other", "{status: shipped, error: none, product: custom}", over),
        }
    )
    flaw = only(prove(broken), Kind.DEAD, "both")
    assert flaw.names == ("both", "one", "other")
    assert broken.decide(flaw.witness).situation.id in {"one", "other"}
    single = book(added=page("both", "{status: shipped, error: none, product: [physical, custom]}", over))
    assert not prove(single).flaws


def test_option_that_no_interview_offers_is_dead() -> None:
    broken = book(("questions.yaml", "only_if: {not: {product: digital}}", "only_if: {status: unpaid}"))
    assert Flaw(Kind.DEAD_OPTION, "payment", ("cod",)) in prove(broken).flaws


@pytest.mark.parametrize(
    ("file", "old", "entry"),
    [
        pytest.param("unpaid-seller-asks", "verdict:", "unpaid", id="narrower already"),
        pytest.param("unpaid-seller-asks", "verdict:", "cancelled", id="never meets it"),
        pytest.param("wrong-item-window-closed", "verdict:", "return-no-response", id="another option of a question"),
    ],
)
def test_over_that_changes_nothing_is_found(file: str, old: str, entry: str) -> None:
    broken = book((f"situations/{file}.yaml", old, f"over: [{entry}]\nverdict:"))
    assert Flaw(Kind.IDLE_OVER, "", (file, entry)) in prove(broken).flaws


def test_over_all_is_found_where_one_is_enough() -> None:
    over = "over: [shipped-cod, all]"
    broken = book(added=page("one", "{status: shipped, error: none, product: physical}", over))
    assert Flaw(Kind.IDLE_OVER, "", ("one", "all")) in prove(broken).flaws


def test_over_that_a_third_rule_settles_already_is_found() -> None:
    over = "over: [refund-unclear, refund-short"
    broken = book(("situations/cancelled-cod.yaml", over, f"{over}, cancelled-by-seller"))
    assert prove(broken).flaws == (Flaw(Kind.IDLE_OVER, "", ("cancelled-cod", "cancelled-by-seller")),)


def test_fragment_without_a_case_is_found_where_its_page_wins() -> None:
    broken = book(
        ("fragments/cancel-request.yaml", "id: closed\n    when: {}", "id: closed\n    when: {status: unpaid}")
    )
    flaws = prove(broken).of(Kind.FRAGMENT_GAP)
    assert {(flaw.group, flaw.names) for flaw in flaws} == {
        ("cancel-request", ("fee-asked",)),
        ("cancel-request", ("unknown-order",)),
        ("cancel-request", ("unknown-order-cod",)),
    }
    for flaw in flaws:
        assert broken.decide(flaw.witness).situation.id == flaw.names[0]
        assert flaw.cells > 0


def test_fragment_with_two_cases_is_found_where_its_page_wins() -> None:
    broken = book(("fragments/dispatch-duty.yaml", "over: [fresh, old]", "over: [fresh]"))
    flaws = prove(broken).of(Kind.FRAGMENT_TIE)
    assert {flaw.names[0] for flaw in flaws} >= {"not-shipped-seller"}
    assert {flaw.names[1:] for flaw in flaws} == {("old", "seller-ships")}
    assert all(broken.decide(flaw.witness).situation.id == flaw.names[0] for flaw in flaws)


def test_fragment_may_be_silent_where_no_page_uses_it() -> None:
    narrower = book(("fragments/keep-open.yaml", "when: {}", "when: {status: [shipped, delivered, unknown]}"))
    assert not prove(narrower).flaws


def test_case_that_never_fits_is_dead() -> None:
    broken = book(("fragments/refund-time.yaml", "when: {payment: card}", "when: {status: unpaid, payment: card}"))
    assert Flaw(Kind.DEAD, "refund-time", ("card",)) in prove(broken).flaws


@pytest.mark.parametrize(
    ("old", "new", "kind", "group", "names"),
    [
        pytest.param("when: {status: cancelled}", "when: {status: unpaid}", Kind.GAP, "approval", (), id="gap"),
        pytest.param(
            "        over: [kinds-under-review]\n",
            "",
            Kind.TIE,
            "approval",
            ("kinds-under-review", "seller-ships-first-hour"),
            id="tie",
        ),
        pytest.param(
            "when: {payment: [card, unknown], refund-age: over-20d}",
            "when: {payment: [card, unknown], refund-age: over-20d, status: unpaid}",
            Kind.DEAD,
            "refund-due",
            ("late-for-any",),
            id="dead row",
        ),
    ],
)
def test_flaw_of_a_derived_answer_is_found(old: str, new: str, kind: Kind, group: str, names: tuple[str, ...]) -> None:
    flaws = prove(book(("derived.yaml", old, new))).flaws
    assert (kind, group, names) in {(flaw.kind, flaw.group, flaw.names) for flaw in flaws}


def test_fallback_takes_the_gaps_and_is_counted() -> None:
    narrower = ("situations/status-unknown.yaml", "when: {status: unknown}", "when: {status: unknown, age: unknown}")
    rulebook = book(narrower, added=page("anything", "{}", 'fallback: "true"'))
    proof = prove(rulebook)
    assert not proof.of(Kind.GAP)
    assert 0 < proof.left_over < proof.cells
    assert proof.coverage == pytest.approx(1 - proof.left_over / proof.cells)
    answers = {"status": "unknown", "age": "under-1h", "product": "physical", "error": "other"}
    assert rulebook.decide(answers).situation.id == "anything"
