"""The decision tables: every form says the same, and the first row that fits decides as the rules do."""

from __future__ import annotations

import stat
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from batalin.rulebook.loading import find_rules, load
from batalin.rulebook.rulebook import Rulebook
from batalin.workshop.tables.parquet import to_parquet
from batalin.workshop.tables.report import to_markdown, write_condition
from batalin.workshop.tables.sheet import to_csv
from batalin.workshop.tables.sql import to_sql
from batalin.workshop.tables.table import SITUATIONS, Table
from batalin.workshop.tables.tabulation import tabulate
from tests.rulebook.books import book, folder, page, texts
from tests.support import ROOT, RULES, Outcome, call
from tests.workshop.drawings import sample
from tests.workshop.sheets import database, expect, read_csv, read_markdown, read_parquet, read_sql

OTHER = ROOT / "tests" / "other_shop"
LANGUAGES = ("id", "en")
FALLBACK = page("nothing-else", "{}", "fallback: true")
NARROW = ("situations/order-not-found.yaml", "status: not-found}", "status: not-found, product: digital}")
STRANGE = "'=1+1', \"a | b\" \\ #1; é, -- x"
DECIDE = """
SELECT id FROM situations WHERE is_fallback = 1 OR (
  SELECT COUNT(DISTINCT c.variable) FROM situation_conditions c WHERE c.situation_id = id
) = (
  SELECT COUNT(*) FROM situation_conditions c, told t
  WHERE c.situation_id = id AND c.variable = t.variable AND c.answer = t.answer
) ORDER BY place
"""
Values = Mapping[str, str | None]


@pytest.fixture(autouse=True)
def _read_the_shipped_rules_once(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("batalin.commands.reading.load", lambda at: rulebook if at == find_rules() else load(at))


@pytest.fixture(scope="module", params=[RULES, OTHER], ids=["shipped", "other"])
def any_book(request: pytest.FixtureRequest, rulebook: Rulebook) -> Rulebook:
    return rulebook if request.param == RULES else load(request.param)


def table(*arguments: str, language: str = "en") -> Outcome:
    return call(["rules", "table", *arguments, "--lang", language])


def first_that_fits(rows: Table, values: Values) -> str | None:
    fitting = (row for row in rows.rows if all(values[name] in allowed for name, allowed in row.when.items()))
    return next((row.id for row in fitting), None)


def test_every_situation_stands_once(any_book: Rulebook) -> None:
    situations, *derived = tabulate(any_book, "id").all
    assert situations.id == SITUATIONS
    assert sorted(row.id for row in situations.rows) == sorted(rule.id for rule in any_book.situations)
    assert [one.id for one in derived] == [one.id for one in any_book.derived]
    for one, rows in zip(any_book.derived, derived, strict=True):
        assert sorted((row.id, row.result) for row in rows.rows) == sorted((row.id, row.body) for row in one.rows)


def test_interviews_add_up(any_book: Rulebook) -> None:
    tables = tabulate(any_book, "id")
    assert tables.interviews == any_book.space.cells
    assert tables.all[0].left_over == 0
    for one in tables.all:
        assert sum(row.interviews for row in one.rows) + one.left_over == tables.interviews
        assert [row.place for row in one.rows] == [*range(1, len(one.rows) + 1)]
        assert all(row.fraction == row.interviews / tables.interviews for row in one.rows)


def test_first_row_that_fits_decides(any_book: Rulebook) -> None:
    situations, *derived = tabulate(any_book, "id").all
    assert situations.in_order
    for answers in sample(any_book, 400):
        values = any_book.space.values(answers)
        winner = any_book.winner(answers)
        assert winner is not None
        assert first_that_fits(situations, values) == winner.id
        for one in derived:
            row = first_that_fits(one, values)
            assert values[one.id] == next((own.result for own in one.rows if own.id == row), None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_says_the_same(any_book: Rulebook, language: str) -> None:
    tables = tabulate(any_book, language)
    expected = expect(tables)
    assert {line.title for line in expected if line.table == SITUATIONS} == {
        rule.body["title"][language] for rule in any_book.situations
    }
    assert read_csv(to_csv(tables)) == expected
    assert read_parquet(to_parquet(tables)) == expected
    assert sorted(read_sql(database(to_sql(tables, "Note\nof two lines")))) == sorted(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_says_the_same(any_book: Rulebook, language: str) -> None:
    tables = tabulate(any_book, language)
    rows = [(one, row) for one in tables.all for row in one.rows]
    for cells, (one, row) in zip(read_markdown(to_markdown(tables, language), tables), rows, strict=True):
        assert (cells["#"], cells["id"]) == (str(row.place), row.id)
        assert row.result in cells.values()
        assert row.title in (*cells.values(), "")
        assert row.first_step in (*cells.values(), "")
        assert f"{row.interviews:,}".replace(",", "." if language == "id" else ",") in cells.values()
        for name in one.variables:
            denied = cells[name].startswith("not: ")
            values = {value for value in cells[name].removeprefix("not: ").split(", ") if value}
            allowed = set(tables.domains[name]) - values if denied else values
            assert allowed == row.when.get(name, set())


def test_sql_alone_decides_as_the_rules_do(rulebook: Rulebook) -> None:
    connection = database(to_sql(tabulate(rulebook, "en"), ""))
    connection.execute("CREATE TABLE told (variable VARCHAR(100), answer VARCHAR(100))")
    for answers in sample(rulebook, 60):
        connection.execute("DELETE FROM told")
        values = rulebook.space.values(answers)
        connection.executemany("INSERT INTO told VALUES (?, ?)", values.items())
        winner = rulebook.winner(answers)
        assert winner is not None
        assert connection.execute(DECIDE).fetchone() == (winner.id,)


def test_strange_words_come_back() -> None:
    strange = book(("situations/unpaid.yaml", "Belum bayar dan tidak jadi membeli", f'"{_escaped(STRANGE)}"'))
    tables = tabulate(strange, "id")
    expected = expect(tables)
    assert STRANGE in {line.title for line in expected}
    assert read_csv(to_csv(tables)) == expected
    assert read_parquet(to_parquet(tables)) == expected
    assert sorted(read_sql(database(to_sql(tables, "-- ; '")))) == sorted(expected)
    assert STRANGE in {cell for row in read_markdown(to_markdown(tables, "id"), tables) for cell in row.values()}


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def test_csv_ends_lines_as_spreadsheets_expect(rulebook: Rulebook) -> None:
    text = to_csv(tabulate(rulebook, "id"))
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")
    head = text.split("\r\n")[0]
    assert head.startswith("table_name,place,id,result,title,when_status,when_age,")
    assert "when_shipped_by" in head


def test_fallback_comes_last_and_gets_what_is_left() -> None:
    tables = tabulate(book(NARROW, added=FALLBACK), "en")
    last = tables.all[0].rows[-1]
    assert (last.id, last.fallback, dict(last.when)) == ("nothing-else", True, {})
    assert last.interviews > 0
    assert tables.all[0].left_over == 0
    assert sum(row.fallback for row in tables.all[0].rows) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "markdown", "csv", "sql"])
def test_interviews_without_a_situation_are_told(form: str, language: str, tmp_path: Path) -> None:
    rules = folder(tmp_path, texts([NARROW]))
    left_over = tabulate(load(rules), "en").all[0].left_over
    assert left_over > 0
    outcome = table(str(rules), "--format", form, language=language)
    assert outcome.code == 0
    told = outcome.stderr if form in ("csv", "sql") else outcome.stdout
    assert "batalin rules check" in told.replace("\n", " ")
    assert (outcome.stderr == "") == (form in ("text", "markdown"))


def test_rows_in_a_circle_are_not_called_ordered() -> None:
    pages: dict[str, str] = {}
    for name, ages, beaten in (
        ("a", "under-1h, under-24h", "b"),
        ("b", "under-24h, 1d-3d", "c"),
        ("c", "1d-3d, under-1h", "a"),
    ):
        pages |= page(f"circle-{name}", f"{{status: unpaid, age: [{ages}], error: none}}", f"over: [circle-{beaten}]")
    tables = tabulate(book(added=pages), "en")
    assert not tables.all[0].in_order
    assert tables.all[0].left_over == 0
    assert sum(row.interviews for row in tables.all[0].rows) == tables.interviews
    assert "in a circle" in to_markdown(tables, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_is_read_on_a_screen(rulebook: Rulebook, language: str) -> None:
    outcome = table(language=language)
    assert outcome.code == 0, outcome.stderr
    assert max(map(len, outcome.stdout.splitlines())) <= 80
    words = " ".join(outcome.stdout.split())
    for rule in rulebook.situations:
        assert f"{rule.id} [{rule.body['verdict']}]" in words
        assert rule.body["title"][language] in words
    assert "{status: shipped, payment: cod}" in words
    assert "not: {product: preorder}" in words


def test_condition_is_written_the_shorter_way() -> None:
    domains = {"a": ("x", "y", "z", "w"), "b": ("p", "q")}
    assert write_condition({}, domains) == "{}"
    assert write_condition({"b": frozenset("p"), "a": frozenset("x")}, domains) == "{a: x, b: p}"
    assert write_condition({"a": frozenset("xyw"), "b": frozenset("q")}, domains) == "{b: q, not: {a: z}}"
    assert write_condition({"a": frozenset("zy")}, domains) == "{a: [y, z]}"
    assert write_condition({"b": frozenset("pq"), "a": frozenset()}, domains) == "{a: [], b: [p, q]}"


def test_condition_that_nothing_meets_is_not_one_that_everything_meets() -> None:
    never = page("never", "{status: unpaid, not: {status: unpaid}}")
    tables = tabulate(book(added=never), "en")
    expected = expect(tables)
    assert next(line for line in expected if line.id == "never").when == (("status", frozenset()),)
    assert read_csv(to_csv(tables)) == expected
    assert read_parquet(to_parquet(tables)) == expected
    assert sorted(read_sql(database(to_sql(tables, "")))) == sorted(expected)


def test_parquet_goes_to_a_file_of_its_own(tmp_path: Path, rulebook: Rulebook) -> None:
    file = tmp_path / "rules.parquet"
    assert table("--format", "parquet", "--output", str(file)) == Outcome(0, "", "")
    assert read_parquet(file.read_bytes()) == expect(tabulate(rulebook, "en"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    again = table("--format", "parquet", "--output", str(file))
    assert again.code == 1
    assert "is not overwritten" in again.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize(("language", "words"), [("id", "Tambahkan --output"), ("en", "Add --output")])
@pytest.mark.parametrize("output", [[], ["--output", "-"]])
def test_parquet_is_not_printed(language: str, words: str, output: list[str]) -> None:
    outcome = table("--format", "parquet", *output, language=language)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert words in outcome.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_parquet_without_its_library(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    file = tmp_path / "rules.parquet"
    outcome = table("--format", "parquet", "--output", str(file), language=language)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "pip install pyarrow" in outcome.stderr
    assert not file.exists()


@pytest.mark.parametrize("form", ["csv", "sql", "markdown"])
def test_output_into_a_file_is_what_is_printed(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"table.{form}"
    assert table(str(OTHER), "--format", form, "--output", str(file)) == Outcome(0, "", "")
    assert file.read_bytes().decode() == table(str(OTHER), "--format", form).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--format", "xlsx"], 2, "text, csv, markdown, sql, parquet"),
        (["not-there"], 2, "not-there"),
        (["--format", "parquet", "--output", "not-there/a.parquet"], 1, "not-there/a.parquet"),
    ],
)
def test_wrong_command_lines(arguments: list[str], code: int, words: str) -> None:
    outcome = table(*arguments)
    assert (outcome.code, outcome.stdout) == (code, "")
    assert words in outcome.stderr


def test_rules_that_are_not_in_order(tmp_path: Path) -> None:
    rules = folder(tmp_path, texts([("situations/unpaid.yaml", "{status: unpaid}", "{status: unpayed}")]))
    outcome = table(str(rules))
    assert (outcome.code, outcome.stdout) == (1, "")
    assert "situations/unpaid.yaml:" in outcome.stderr
