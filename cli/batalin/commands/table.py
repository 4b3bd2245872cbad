"""`batalin rules table`: the rules as decision tables, for readers, spreadsheets and databases."""

from __future__ import annotations

from batalin.commands.reading import read_rulebook
from batalin.commands.requests import TableRequest
from batalin.common import Common
from batalin.delivery import deliver, print_blocks
from batalin.errors import ExitCode, UsageError
from batalin.files import write_new_bytes
from batalin.terminal import Terminal
from batalin.words import say
from batalin.words.formats import format_number
from batalin.workshop.tables.table import Tables
from batalin.workshop.tables.tabulation import tabulate

DATA = ("csv", "sql", "parquet")
"""Formats without a place for a warning."""


def run(request: TableRequest, terminal: Terminal) -> ExitCode:
    """Write the decision tables of a rulebook.

    Args:
        request: Which rules, and in which form.
        terminal: Where to print.

    Raises:
        FileError: The result cannot be written.
        RulebookError: The rules are not in order in shape and names.
        UsageError: The folder holds no rulebook, or Parquet has no file to go to or no library to write it.
    """
    common, language = request.common, request.common.language
    tables = tabulate(read_rulebook(request.rules), language)
    match request.format:
        case "csv":
            from batalin.workshop.tables.sheet import to_csv

            deliver(to_csv(tables), common, terminal)
        case "sql":
            from batalin.workshop.tables.sql import to_sql

            deliver(to_sql(tables, _note(tables, language)), common, terminal)
        case "markdown":
            from batalin.workshop.tables.report import to_markdown

            deliver(to_markdown(tables, language), common, terminal)
        case "parquet":
            _write_parquet(tables, common)
        case _:
            from batalin.workshop.tables.report import build_table_report

            print_blocks(build_table_report(tables, language), "text", common, terminal)
    left_over = tables.all[0].left_over
    if left_over and request.format in DATA:
        warning = say("table-left-over", language, interviews=format_number(left_over, language))
        terminal.stderr.write(f"{warning}\n")
    return ExitCode.DONE


def _note(tables: Tables, language: str) -> str:
    interviews = format_number(tables.interviews, language)
    return say("table-sql-note", language, book=tables.title, version=tables.version, interviews=interviews)


def _write_parquet(tables: Tables, common: Common) -> None:
    if not common.to_file:
        raise UsageError("table-needs-file")
    from batalin.workshop.tables.parquet import to_parquet

    try:
        data = to_parquet(tables)
    except ImportError as error:
        raise UsageError("table-no-library") from error
    write_new_bytes(common.output, data)
