"""One slip, one finding: its code, the words under the caret and what it says, on the smallest rulebook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from batalin.output.findings import describe_finding
from batalin.rulebook.finding import Finding
from batalin.rulebook.loading import find_strays, read_texts
from batalin.workshop.checks.checking import Check, check
from tests.rulebook.books import Edit, folder
from tests.support import NOW, call

BASE = read_texts(Path(__file__).parent / "base")
UNPAID, SHIPPED, LATE = (f"situations/{name}.yaml" for name in ("unpaid", "shipped", "processing-late"))
QUESTIONS, MESSAGES, DERIVED, BOOK = "questions.yaml", "messages.yaml", "derived.yaml", "rulebook.yaml"
CITING: Edit = (
    "sources.yaml",
    "goes back to the card.",
    "goes back to the card, see help.example.com or a@example.com.",
)
OVER_2D = "label: {id: Lebih lama, en: Longer}\n"


def edited(edits: Iterable[Edit]) -> dict[str, bytes]:
    """Give the smallest rulebook with some words replaced."""
    files = dict(BASE)
    for name, old, new in edits:
        assert files[name].decode().count(old) == 1, f"{name} should hold {old!r} once"
        files[name] = files[name].replace(old.encode(), new.encode())
    return files


def checked(*edits: Edit) -> Check:
    return check(edited(edits), NOW.date())


def marked(finding: Finding) -> str:
    """Give the characters above the caret."""
    assert finding.span is not None
    return finding.line[finding.span.column - 1 :][: finding.span.length]


@pytest.mark.parametrize(
    ("edit", "code", "under", "nearest"),
    [
        pytest.param((MESSAGES, '"Number: {order-id}"', '"Number: {oder-id}"'), "unknown-word", "oder-id", "order-id"),
        pytest.param((UNPAID, "given: {status:", "given: {stats:"), "unknown-word", "stats", "status"),
        pytest.param((UNPAID, "limits:\n", "limit:\n"), "unknown-key", "limit", "limits"),
        pytest.param((UNPAID, "en: Nothing has been paid.", "eng: Nothing paid."), "unknown-key", "eng", "en"),
        pytest.param(("fragments/money-back.yaml", "kind: limits", "knd: limits"), "unknown-key", "knd", "kind"),
        pytest.param(
            (QUESTIONS, "kind: core\n    name: {id: St", "kind: follow-up\n    name: {id: St"),
            "missing-status",
            "follow-up",
            "",
        ),
        pytest.param((BOOK, "market: ID", "market: id"), "unknown-market", "id", "ID"),
        pytest.param((UNPAID, "en: Cancel the order.", 'en: "Cancel\u00a0it."'), "yaml-character", "\u00a0", ""),
        pytest.param(
            (UNPAID, "en: Cancel the order.", 'en: "Cancel\\u00a0it."'), "yaml-character", '"Cancel\\u00a0it."', ""
        ),
        pytest.param((SHIPPED, "  - use: money-back", "  - use: answer-time"), "other-kind", "answer-time", ""),
        pytest.param((UNPAID, "paid.\n    source: F2", "paid.\n    source: F2, F3"), "missing-brackets", "F2, F3", ""),
        pytest.param((UNPAID, "paid.\n    source: F2", "paid.\n    source: F2, F9"), "unknown-word", "F2, F9", ""),
        pytest.param(
            (QUESTIONS, "only_if: {status: [processing, shipped]}", "only_if: {answer: late}"),
            "named-too-early",
            "answer",
            "",
        ),
        pytest.param(
            (QUESTIONS, "    measures:", "    only_if: {payment: cod}\n    measures:"), "named-too-early", "payment", ""
        ),
        pytest.param(
            (UNPAID, "{id: Batalkan pesanan.,", "{id: Buka pesanan, lalu batalkan.,"),
            "cut-by-comma",
            "lalu batalkan.",
            "",
        ),
        pytest.param(
            (LATE, "messages:", "if_that_fails: processing-late\nmessages:"), "next-in-circle", "processing-late", ""
        ),
        pytest.param(
            (UNPAID, "given: {status: unpaid, age: under-2d}", "given: {age: under-2d}"),
            "example-incomplete",
            "given",
            "",
        ),
    ],
)
def test_one_slip_is_one_finding_under_its_words(edit: Edit, code: str, under: str, nearest: str) -> None:
    (finding,) = checked(edit).findings
    assert (finding.code, marked(finding), finding.nearest) == (code, under, nearest)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ((BOOK, "180 days", "90 hours"), "90 hours is no span of time that fits here, such as 180 days"),
        ((BOOK, "180 days", "2 working-days"), "2 working-days is no span of time that fits here, such as 180 days"),
        ((QUESTIONS, "at_least: 2 days", "at_least: 2 working-days"), "such as 12 hours, 3 days"),
        ((BOOK, "checked: 2026-11", "checked: unknown"), "no date that fits here, such as 2026, 2026-11, 2026-11-23"),
        (("sources.yaml", "dated: 2026-11", "dated: old"), "such as 2026, 2026-11, 2026-11-23, unknown"),
        ((SHIPPED, "  - use: money-back", "  - use: answer-time"), "the fragment answer-time is of kind why"),
    ],
)
def test_a_finding_says_what_fits_at_its_place(edit: Edit, said: str) -> None:
    (finding,) = checked(edit).findings
    assert describe_finding(finding, "en").endswith(said) or said in describe_finding(finding, "en")


def test_word_inside_a_longer_one_is_not_what_is_marked() -> None:
    edit: Edit = (UNPAID, "en: Cancel the order.", "en: Co.idea and x.co.id differ.")
    assert [marked(finding) for finding in checked(edit).findings] == ["x.co.id"]


def test_circle_is_found_once_where_more_seems_possible_again() -> None:
    back = (SHIPPED, "messages:", "if_that_fails: unpaid\nmessages:")
    (finding,) = checked((UNPAID, "messages:", "if_that_fails: shipped\nmessages:"), back).findings
    assert (finding.file, finding.facts["names"]) == (SHIPPED, "unpaid, shipped, unpaid")


def test_pages_that_follow_one_another_and_end_are_no_circle() -> None:
    assert checked((UNPAID, "messages:", "if_that_fails: processing\nmessages:")).findings == ()


def test_example_that_no_page_wins_is_left_to_the_gap() -> None:
    result = checked((UNPAID, "when: {status: unpaid}", "when: {status: unpaid, age: unknown}"))
    assert {finding.code for finding in result.findings} == {"gap"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Go to https://x.example/a?b=c now.", ["https://x.example/a?b=c"]),
        ("Go to www.x.example.", ["www.x.example"]),
        ("Ask toko.co.id or wa.me/62812.", ["toko.co.id", "wa.me/62812"]),
        ("Write to b@example.com.", ["b@example.com"]),
        ("Wait 1.5 hours, i.e. until 10.30 a.m. or so.", []),
        ("See help.example.com or a@example.com.", []),
    ],
)
def test_only_addresses_that_a_cited_fact_names_may_stand_in_a_text(words: str, found: list[str]) -> None:
    edit: Edit = (UNPAID, "en: We cannot see your account.\n    source: F2", f'en: "{words}"\n    source: [F2, F3]')
    findings = checked(CITING, edit).findings
    assert [(finding.code, finding.word, marked(finding)) for finding in findings] == [
        ("link", one, one) for one in found
    ]


@pytest.mark.parametrize(
    "edit",
    [
        ("guide.yaml", "en: Before sending", "en: Before www.example.com"),
        (MESSAGES, "en: Ask for help", "en: Ask www.example.com"),
        (MESSAGES, "en: Thank you.", "en: Thank you, www.example.com."),
        ("fragments/money-back.yaml", "en: It may take a while.", "en: It may www.example.com."),
        (UNPAID, "en: The order is not paid", "en: The www.example.com"),
    ],
)
def test_addresses_are_looked_for_in_every_kind_of_text(edit: Edit) -> None:
    assert [(one.code, marked(one)) for one in checked(edit).findings] == [("link", "www.example.com")]


@pytest.mark.parametrize("sign", ["!", "dan/atau", "and/or", "\u201c", "\u2019", "  ", "\u2014"])
def test_unwelcome_signs_are_warnings_under_the_sign(sign: str) -> None:
    (finding,) = checked((UNPAID, "en: Do not pay first.", f"en: Do not {sign} pay first.")).findings
    assert (finding.code, finding.severity, marked(finding)) == ("unwelcome-words", "warning", sign)


@pytest.mark.parametrize(
    ("also", "under"),
    [
        ("also: UNDER_2D", "UNDER_2D"),
        ("also: [late, lupa]", "Lupa"),
        ("also: kurang dari 2-hari", "kurang dari 2-hari"),
    ],
)
def test_word_of_two_options_is_ambiguous_however_it_is_written(also: str, under: str) -> None:
    findings = checked((QUESTIONS, OVER_2D, f"{OVER_2D}        {also}\n")).findings
    assert [(finding.code, marked(finding)) for finding in findings] == [("ambiguous-word", under)]


def test_word_that_one_option_has_twice_is_not_ambiguous() -> None:
    assert checked((QUESTIONS, OVER_2D, f"{OVER_2D}        also: [over-2d, longer, lebih lama]\n")).findings == ()


ROW = "      - id: overdue\n        when: {not: {age: [under-2d, unknown]}}\n        is: late\n        source: F1\n"


def test_gap_of_a_derived_answer_is_written_as_the_cubes_that_hold_it() -> None:
    result = checked((DERIVED, ROW, ""))
    (gap,) = [one for one in result.findings if one.code == "gap"]
    assert (gap.file, gap.facts["cube"], marked(gap)) == (
        DERIVED,
        "{status: [processing, shipped, unknown], age: over-2d}",
        "answer",
    )
    assert result.rulebook is not None
    space = result.rulebook.space
    cells = sum(
        leaf.cells
        for leaf in space.leaves(space.derived["answer"].mask)
        if space.values(leaf.witness)["answer"] is None
    )
    assert int(gap.facts["cells"]) == cells
    assert space.values(gap.witness)["answer"] is None


def test_tie_of_a_derived_answer_is_written_as_the_cubes_that_hold_it() -> None:
    clash = ROW.replace("overdue", "sent").replace("{not: {age: [under-2d, unknown]}}", "{status: shipped}")
    result = checked((DERIVED, ROW, ROW + clash))
    ties = [one for one in result.findings if one.code == "tie"]
    assert {(one.file, one.facts["names"], one.facts["cube"], marked(one)) for one in ties} == {
        (DERIVED, "early, sent", "{status: shipped, age: under-2d}", "when"),
        (DERIVED, "sent, not-known", "{status: shipped, age: unknown}", "when"),
    }


@pytest.mark.parametrize("name", ["situations/a.yml", "fragments/a.YAML", "situations/a.yaml.txt", "extra.yml"])
def test_file_that_is_not_read_for_its_name_is_a_warning(name: str, tmp_path: Path) -> None:
    rules = folder(tmp_path, BASE | {name: b"id: a\n"})
    assert find_strays(rules) == (name,)
    code, stdout, _ = call(["rules", "check", str(rules), "--lang", "en"])
    assert code == 1
    assert f"{name}: warning[stray-file]: {Path(name).name} is not read; its name must end in .yaml\n  Mend: " in stdout
    assert call(["rules", "check", str(rules), "--format", "sarif"]).code == 1


@pytest.mark.parametrize("name", ["situations/.a.yml", "situations/a.txt", "notes.md", "situations/a.yaml~"])
def test_other_files_may_lie_beside_the_rules(name: str, tmp_path: Path) -> None:
    assert find_strays(folder(tmp_path, BASE | {name: b"x\n"})) == ()
