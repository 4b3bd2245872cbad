"""`batalin rules diff` with two folders."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from batalin.rulebook.rulebook import Rulebook
from tests.rulebook.books import Edit, folder, page, texts
from tests.support import ROOT, RULES, WITHOUT_QUESTIONS, Outcome, call

OTHER_SHOP = ROOT / "tests" / "other_shop"
PAGE = "situations/cancelled-by-seller.yaml"
SWAPPED: Edit = (PAGE, "verdict: cancelled", "verdict: maybe")
WIDENED: Edit = (PAGE, "cancelled-by: seller}", "cancelled-by: [seller, unknown]}")
STEP: Edit = (PAGE, "id: Baca alasan yang ditulis penjual", "id: Lihat alasan yang ditulis penjual")
TITLE: Edit = (PAGE, "en: The seller cancelled my", "en: My seller cancelled my")
LETTER: Edit = (PAGE, "[support-not-me, support-refund-missing,", "[support-refund-missing, support-not-me,")
BROKEN: Edit = (PAGE, "verdict: cancelled", "verdict: gone")


def edited(at: Path, *edits: Edit, **added: str) -> str:
    return str(folder(at, texts(edits, added)))


def diff(*arguments: str, language: str = "en") -> Outcome:
    return call(["--lang", language, "rules", "diff", *arguments])


def data(*arguments: str) -> dict[str, Any]:
    outcome = diff(*arguments, "--format", "json")
    assert outcome.stderr == ""
    content: dict[str, Any] = json.loads(outcome.stdout)
    return content


def test_the_same_rules_say_so_and_exit_with_0(tmp_path: Path, rulebook: Rulebook) -> None:
    outcome = diff(str(RULES), edited(tmp_path))
    assert outcome.code == 0
    said = f"No interview ends in another way. All {rulebook.space.cells:,} were compared."
    assert " ".join(outcome.stdout.split()) == f"{RULES} -> {tmp_path} {said}"


def test_a_change_is_told_as_cubes_with_old_and_new(tmp_path: Path) -> None:
    outcome = diff(str(RULES), edited(tmp_path, SWAPPED))
    assert outcome.code == 1
    text = " ".join(outcome.stdout.split())
    assert text.startswith(f"{RULES} -> {tmp_path} ")
    assert "interviews change" in text
    assert "first step 0, first message 0." in text
    assert "{status: cancelled," in text
    assert "cancelled-by: seller" in text
    assert "cancelled-by-seller (cancelled) -> cancelled-by-seller (maybe)" in text
    assert all(len(line) <= 80 or line.startswith(("batalin", "/")) for line in outcome.stdout.splitlines())


def test_indonesian_says_the_same(tmp_path: Path, rulebook: Rulebook) -> None:
    new = edited(tmp_path, SWAPPED, TITLE)
    english, indonesian = diff(str(RULES), new), diff(str(RULES), new, language="id")
    assert indonesian.code == english.code == 1
    assert "wawancara berubah" in indonesian.stdout
    cells = f"{rulebook.space.cells:,}"
    assert cells in english.stdout
    assert cells.replace(",", ".") in indonesian.stdout
    assert "Kata-kata berubah, keputusan tetap: 1" in indonesian.stdout


def test_the_command_of_the_largest_group_shows_what_a_buyer_reads(tmp_path: Path) -> None:
    outcome = diff(str(RULES), edited(tmp_path, SWAPPED))
    (command,) = [line for line in outcome.stdout.splitlines() if line.startswith("batalin")]
    shown = call([*shlex.split(command)[1:], "--format", "json", *WITHOUT_QUESTIONS])
    told = json.loads(shown.stdout)
    assert (told["situation"], told["verdict"]) == ("cancelled-by-seller", "maybe")


def test_first_steps_stand_one_below_the_other(tmp_path: Path) -> None:
    text = " ".join(diff(str(RULES), edited(tmp_path, STEP), language="id").stdout.split())
    assert "Langkah pertama dulu: Baca alasan yang ditulis penjual" in text
    assert "Langkah pertama kini: Lihat alasan yang ditulis penjual" in text
    english = " ".join(diff(str(RULES), str(tmp_path)).stdout.split())
    assert "First step before: Read the reason the seller gave and keep a screenshot of it. / Baca" in english


def test_a_first_message_is_named_with_its_recipient(tmp_path: Path) -> None:
    text = " ".join(diff(str(RULES), edited(tmp_path, LETTER)).stdout.split())
    assert "Message: support-not-me (support) -> support-refund-missing (support)" in text


def test_a_rewording_is_listed_with_its_line_and_exits_with_0(tmp_path: Path) -> None:
    new = edited(tmp_path, TITLE)
    outcome = diff(str(RULES), new)
    assert outcome.code == 0
    line = 1 + next(
        index for index, text in enumerate((tmp_path / PAGE).read_text().splitlines()) if "My seller cancelled" in text
    )
    assert "Words changed, decisions not: 1" in outcome.stdout
    assert f"- {PAGE}:{line} title en\n  - The seller cancelled my order\n  + My seller" in outcome.stdout


def test_only_the_largest_groups_and_the_first_places_are_shown(tmp_path: Path) -> None:
    new = texts()
    for name in new:
        if name.startswith("situations/"):
            longer = re.sub(rb"    en: (?=[A-Z])", b"    en: Well - ", new[name])
            new[name] = longer.replace(b"verdict: cannot", b"verdict: maybe")
    outcome = diff(str(RULES), str(folder(tmp_path, new)))
    assert "\n20. " in outcome.stdout
    assert "\n21. " not in outcome.stdout
    assert "smaller groups hold the other" in outcome.stdout
    assert "--format json lists them all." in outcome.stdout.partition("Words changed")[2]


def test_names_that_come_and_go(tmp_path: Path) -> None:
    new = edited(tmp_path, **page("unpaid-custom", "{status: unpaid, product: custom, error: none}"))
    (tmp_path / "situations" / "unpaid.yaml").rename(tmp_path / "situations" / "to-pay.yaml")
    for path in (tmp_path / "situations").iterdir():
        path.write_text(
            path.read_text().replace("id: unpaid\n", "id: to-pay\n").replace("fails: unpaid\n", "fails: to-pay\n")
        )
    outcome = diff(str(RULES), new)
    assert "Situations added: unpaid-custom" in outcome.stdout
    assert "Situations renamed: unpaid -> to-pay" in outcome.stdout
    assert "Situations removed" not in outcome.stdout
    assert "unpaid -> to-pay: the same page renamed, verdict can as before" in outcome.stdout


def test_interviews_that_only_one_rulebook_has_stand_apart(tmp_path: Path) -> None:
    option = "      - id: voucher\n        label: {id: Voucher, en: Voucher}\n"
    new = edited(tmp_path, ("questions.yaml", "      - id: cod\n", f"{option}      - id: cod\n"))
    outcome = diff(str(RULES), new)
    assert outcome.code == 1
    assert "No interview ends in another way." in outcome.stdout
    assert re.search(r"\nOnly in the new rules: [\d,]+ interviews\n1\. ", outcome.stdout)
    assert "{payment: voucher, not: {status: unpaid}}" in outcome.stdout
    assert "- Options added: payment: voucher\n" in outcome.stdout
    back = diff(new, str(RULES))
    assert "Only in the old rules: " in back.stdout
    assert "- Options removed: payment: voucher\n" in back.stdout


def test_the_rules_of_another_shop() -> None:
    outcome = diff(str(RULES), str(OTHER_SHOP))
    assert outcome.code == 1
    assert "interviews is in both rulebooks." in outcome.stdout


def test_json_has_stable_keys_and_adds_up(tmp_path: Path) -> None:
    found = data(str(RULES), edited(tmp_path, SWAPPED, WIDENED, STEP, TITLE))
    assert list(found) == [
        "schema",
        "old",
        "new",
        "interviews",
        "changed",
        "changes",
        "only_old",
        "only_new",
        "situations",
        "questions",
        "options",
        "reworded",
        "others",
    ]
    assert found["schema"] == 1
    assert found["old"] == {"name": str(RULES), "id": "tiktok-shop", "version": found["new"]["version"]}
    changes = found["changes"]
    assert found["changed"]["interviews"] == sum(one["interviews"] for one in changes)
    for aspect in ("verdict", "situation", "first_step", "message"):
        counted = sum(one["interviews"] for one in changes if aspect in one["aspects"])
        assert found["changed"][aspect] == counted
    for one in changes:
        assert list(one) == [
            "interviews",
            "share",
            "cube",
            "aspects",
            "old",
            "new",
            "first_step",
            "witness",
            "command",
        ]
        assert one["share"] == one["interviews"] / found["interviews"]
        assert (one["first_step"] is not None) == ("first_step" in one["aspects"])
    assert [(one["file"], one["where"], one["path"]) for one in found["reworded"]] == [
        (PAGE, "title en", ["title", "en"])
    ]
    assert {one["where"] for one in found["others"]} == {"verdict", "when.cancelled-by"}


def test_json_of_interviews_without_a_page(tmp_path: Path) -> None:
    new = edited(tmp_path, ("situations/custom-before-pickup.yaml", "over: [processing-open, ", "over: ["))
    changes = data(str(RULES), new)["changes"]
    assert {one["new"] for one in changes} == {None}
    assert {one["command"] for one in changes} == {None}
    assert "-> no page, or several" in " ".join(diff(str(RULES), new).stdout.split())


def test_a_report_can_be_kept_in_a_file(tmp_path: Path) -> None:
    new, report = edited(tmp_path / "new", SWAPPED), tmp_path / "report.txt"
    outcome = diff(str(RULES), new, "--output", str(report))
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "interviews change" in report.read_text()


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        ([], "What should be compared?"),
        (["old"], "What should be compared?"),
        (["--rev", "HEAD", "old"], "--rev compares the rules of --rules with their own past."),
        (["--rev", "HEAD", "old", "new"], "--rev compares"),
        (["--rev", ""], "--rev"),
        (["no-such-folder", str(RULES)], "no-such-folder/situations cannot be read."),
        ([str(RULES), "no-such-folder"], "no-such-folder/situations cannot be read."),
        ([str(RULES), str(RULES), "--format", "csv"], "--format"),
    ],
)
def test_what_cannot_be_compared_is_a_sentence_and_exit_2(arguments: list[str], begins: str) -> None:
    outcome = diff(*arguments)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(begins)
    indonesian = diff(*arguments, language="id")
    assert indonesian.code == 2
    assert indonesian.stderr != outcome.stderr


@pytest.mark.parametrize("side", ["old", "new"])
def test_broken_rules_are_told_with_every_finding(tmp_path: Path, side: str) -> None:
    broken = edited(tmp_path, BROKEN)
    pair = [broken, str(RULES)] if side == "old" else [str(RULES), broken]
    outcome = diff(*pair)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"The rules in {broken} are not in order")
    assert f"{PAGE}:" in outcome.stderr


def test_orders_that_contradict_each_other(tmp_path: Path) -> None:
    question = texts()["questions.yaml"].decode()
    start, end = question.index("  - id: store\n"), question.index("  - id: delivered-age\n")
    after = question.index("  - id: fault\n")
    store, age = question[start:end], question[end:after]
    status = "only_if: {status: [delivered, completed]}"
    turned = age + store.replace(status, "only_if: {delivered-age: 7d-15d}")
    kept = store + age.replace(status, "only_if: {store: [mall, regular]}")
    sides = []
    for name, middle in (("kept", kept), ("turned", turned)):
        files = texts() | {"questions.yaml": (question[:start] + middle + question[after:]).encode()}
        sides.append(str(folder(tmp_path / name, files)))
    outcome = diff(*sides)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "store" in outcome.stderr
    assert "delivered-age" in outcome.stderr
