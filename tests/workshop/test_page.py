"""A new page: what it holds, what the check says of it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from batalin.commands.reading import read_meanings
from batalin.rulebook.examination import examine
from batalin.rulebook.grammar import SITUATION
from batalin.rulebook.loading import read_texts
from batalin.rulebook.reading import read
from batalin.rulebook.shape import Record
from batalin.workshop.editing.names import Names
from batalin.workshop.editing.page import ORDER, write_page
from tests.rulebook.books import folder, texts
from tests.support import Outcome, call

SHIPPED = texts()
PAGE = "situations/shipped-rainy.yaml"
BLANKS = 22


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return folder(tmp_path / "shop", SHIPPED)


def new(rules: Path, page_id: str = "shipped-rainy", language: str = "en") -> Outcome:
    return call(["rules", "new", page_id, str(rules), "--lang", language])


def test_page_and_next_command_are_told(rules: Path) -> None:
    outcome = new(rules)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.stdout.splitlines() == [
        f"New page: {rules}/{PAGE}",
        f"Fill in what is empty, then check: batalin rules check {rules}",
    ]
    assert (rules / PAGE).read_text(encoding="utf-8").endswith("# fallback: true\n")


def test_a_folder_with_a_space_is_quoted_in_the_command(tmp_path: Path) -> None:
    rules = folder(tmp_path / "my shop", SHIPPED)
    assert new(rules).stdout.endswith(f"batalin rules check '{rules}'\n")


def test_page_has_every_key_in_the_order_of_pages(rules: Path) -> None:
    new(rules)
    text = (rules / PAGE).read_text(encoding="utf-8")
    keys = [line.removeprefix("# ").partition(":")[0] for line in text.splitlines()]
    assert [key for key in keys if key in ORDER] == list(ORDER)
    assert isinstance(SITUATION, Record)
    assert set(ORDER) == set(SITUATION.all)
    assert list(read(text)) == [key for key in ORDER if key in SITUATION.required]


def test_shipped_pages_have_their_keys_in_that_order() -> None:
    for name, data in SHIPPED.items():
        if name.startswith("situations/"):
            keys = list(read(data.decode()))
            assert keys == [key for key in ORDER if key in keys], name


def test_every_blank_is_one_finding_and_nothing_else_is_found(rules: Path) -> None:
    new(rules)
    _, findings = examine(read_texts(rules))
    assert {(finding.code, finding.file) for finding in findings} == {("empty-text", PAGE)}
    assert len({finding.path for finding in findings}) == len(findings) == BLANKS
    outcome = call(["rules", "check", str(rules), "--lang", "en"])
    assert outcome.code == 1
    assert outcome.stdout.count("error[empty-text]: the text is empty") == BLANKS
    assert f"Errors: {BLANKS}, warnings: 0." in outcome.stdout


def test_a_page_that_is_filled_in_is_in_order(rules: Path) -> None:
    new(rules)
    page = rules / PAGE
    blanks = {
        "status:": ["shipped", "shipped"],
        "verdict:": ["cannot"],
        "id:": ["Kata."] * 5,
        "en:": ["Words."] * 5,
        "source:": ["F40"] * 4,
        "-": ["support-cancel"],
        "age:": ["unknown"],
        "product:": ["custom"],
        "error:": ["other"],
        "expect:": ["cannot"],
    }
    lines = []
    for line in page.read_text(encoding="utf-8").splitlines():
        word = line.split()[-1] if line.split() else ""
        fill = "#" not in line and blanks.get(word) and blanks[word].pop(0)
        lines.append(f"{line} {fill}" if fill else line)
    assert not any(blanks.values())
    page.write_text("\n".join(lines), encoding="utf-8")
    assert examine(read_texts(rules))[1] == []


@pytest.mark.parametrize(
    ("language", "about"), [("id", "Yang akan memperburuk keadaan."), ("en", "What would make it worse.")]
)
def test_comments_are_in_the_rule_keepers_language(rules: Path, language: str, about: str) -> None:
    new(rules, language=language)
    lines = (rules / PAGE).read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../.schema/situation.json"
    assert lines[lines.index("avoid:") - 1] == f"# {about}"
    assert lines[lines.index("  status:") - 1] == "  # unpaid, processing, awaiting-pickup, shipped, delivered, ..."
    assert lines[lines.index("verdict:") - 1] == "# can, maybe, cannot, cancelled, other"
    assert max(map(len, lines)) <= 120


def test_rules_that_cannot_be_read_still_get_a_page(tmp_path: Path) -> None:
    rules = folder(tmp_path / "shop", SHIPPED | {"sources.yaml": b"documents: ["})
    assert new(rules).code == 0
    text = (rules / PAGE).read_text(encoding="utf-8")
    assert "    source:\n" in text
    assert "      product:\n" in text


def test_a_page_without_anything_declared() -> None:
    text = write_page("one", Names({}, {}), read_meanings(), (), "en")
    assert "  status:\n" in text
    assert list(read(text))[:2] == ["id", "when"]


@pytest.mark.parametrize(
    "page_id", ["Shipped", "shipped_rainy", "shipped rainy", "../x", "x.yaml", "-x", "x-", "x--y", "caf\u00e9"]
)
def test_a_bad_id_is_refused_with_what_is_right(rules: Path, page_id: str) -> None:
    before = sorted((rules / "situations").iterdir())
    outcome = call(["rules", "new", "--lang", "en", "--", page_id, str(rules)])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"{page_id} is no valid name for a page. Use small letters, digits and hyphens")
    assert sorted((rules / "situations").iterdir()) == before


def test_an_id_with_a_meaning_of_its_own_is_refused(rules: Path) -> None:
    assert new(rules, "all").stderr.startswith("all has a meaning of its own under over.")


def test_a_missing_id_is_asked_for() -> None:
    outcome = call(["rules", "new", "--lang", "en"])
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr == "Name the new page, for example: batalin rules new shipped-rainy\n"


def test_a_page_that_exists_is_left_alone(rules: Path) -> None:
    outcome = new(rules, "shipped-cod")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"The page shipped-cod is there already, in {rules}/situations/shipped-cod.yaml.")
    assert (rules / "situations/shipped-cod.yaml").read_bytes() == SHIPPED["situations/shipped-cod.yaml"]


def test_a_folder_that_is_no_rulebook_is_refused(tmp_path: Path) -> None:
    outcome = new(tmp_path)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "cannot be read" in outcome.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_rights_is_named(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("batalin.files.os.open", refuse)
    outcome = new(rules)
    assert outcome.code == 1
    assert outcome.stderr.startswith(f"No permission for {rules}/{PAGE}.")
    assert not (rules / PAGE).exists()
