"""`batalin rules schema`: printed, stored in one step, and what it says of rules that are not in order."""

from __future__ import annotations

import json
from pathlib import Path

from batalin.workshop.editing.schema import FOLDER, KINDS
from tests.rulebook.books import folder, texts
from tests.support import call
from tests.workshop.slips import COD

SHIPPED = texts()


def test_printed_as_one_object() -> None:
    outcome = call(["rules", "schema", "--lang", "en"])
    assert (outcome.code, outcome.stderr) == (0, "")
    assert list(json.loads(outcome.stdout)) == list(KINDS)


def test_stored_and_left_alone_when_they_fit(tmp_path: Path) -> None:
    rules = folder(tmp_path / "shop", SHIPPED)
    first, second = (call(["rules", "schema", str(rules), "--write", "--lang", "en"]) for _ in range(2))
    assert first.stdout.splitlines() == [f"Written: {rules}/.schema/{kind}.json" for kind in KINDS]
    assert second.stdout == f"All schemas in {rules}/.schema fit the rules already.\n"
    assert sorted(path.name for path in (rules / FOLDER).iterdir()) == sorted(f"{kind}.json" for kind in KINDS)
    printed = json.loads(call(["rules", "schema", str(rules), "--lang", "en"]).stdout)
    assert json.loads((rules / FOLDER / "guide.json").read_text(encoding="utf-8")) == printed["guide"]


def test_only_what_changed_is_written_anew(tmp_path: Path) -> None:
    rules = folder(tmp_path / "shop", SHIPPED)
    call(["rules", "schema", str(rules), "--write"])
    folder(rules, texts([("rulebook.yaml", "id: payment-check", "id: payment-look")]))
    outcome = call(["rules", "schema", str(rules), "--write"])
    assert outcome.stdout == f"Ditulis: {rules}/.schema/questions.json\n"


def test_a_page_that_is_not_in_order_keeps_its_name(tmp_path: Path) -> None:
    broken = {"situations/half.yaml": b"id: half\nwhen:\n", "fragments/half-said.yaml": b"id: half-said\n"}
    rules = folder(tmp_path / "shop", SHIPPED | broken)
    outcome = call(["rules", "schema", str(rules)])
    situation = json.loads(outcome.stdout)["situation"]
    assert outcome.code == 0
    assert "half" in situation["$defs"]["situations"]["enum"]
    assert "half-said" in situation["$defs"]["fragments-steps"]["enum"]


def test_names_that_cannot_be_read_are_shown_with_their_place(tmp_path: Path) -> None:
    rules = folder(tmp_path / "shop", texts([("questions.yaml", "kind: core", "kind: main"), (COD, "id: c", "id: C")]))
    outcome = call(["rules", "schema", str(rules), "--write", "--lang", "en"])
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "questions.yaml:8:11: error[unknown-word]: main is not known here" in outcome.stderr
    assert COD not in outcome.stderr
    assert not (rules / FOLDER).exists()


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    outcome = call(["rules", "schema", str(tmp_path / "shop"), "--write", "--lang", "en"])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert f"{tmp_path / 'shop'}/situations cannot be read. Check the folder's name" in outcome.stderr


def test_a_schema_that_cannot_be_stored_leaves_nothing_behind(tmp_path: Path) -> None:
    rules = folder(tmp_path / "shop", SHIPPED)
    (rules / FOLDER / "rulebook.json").mkdir(parents=True)
    outcome = call(["rules", "schema", str(rules), "--write", "--lang", "en"])
    assert outcome.code == 1
    assert f"{rules}/.schema/rulebook.json is a folder" in outcome.stderr
    assert [path.name for path in (rules / FOLDER).iterdir()] == ["rulebook.json"]
