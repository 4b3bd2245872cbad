"""Decision tables as one flat sheet with a column for each variable, and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from batalin.rulebook.model import Cube
from batalin.workshop.tables.table import Tables

Value = str | int | float | tuple[str, ...] | None
CONDITION = "when_"
"""What the name of a variable's column begins with."""
NEVER = "-"
"""What stands for a condition that nothing meets; an empty one allows anything."""


class Column(NamedTuple):
    """One thing said of every row.

    Attributes:
        name: Letters, digits and underscores.
        values: A value for each row; None where anything is allowed, and where a row has no such thing.
    """

    name: str
    values: tuple[Value, ...]


def to_columns(tables: Tables) -> list[Column]:
    """Give all rows of all tables by column; the names are stable.

    Args:
        tables: The decision tables.
    """
    rows = [(table.id, row) for table in tables.all for row in table.rows]

    def column(name: str, values: Iterable[Value]) -> Column:
        return Column(name, tuple(values))

    return [
        column("table_name", (table for table, _ in rows)),
        column("place", (row.place for _, row in rows)),
        column("id", (row.id for _, row in rows)),
        column("result", (row.result for _, row in rows)),
        column("title", (row.title or None for _, row in rows)),
        *(
            column(name_column(variable), (list_allowed(row.when, variable, tables) for _, row in rows))
            for variable in tables.variables
        ),
        column("wins_over", (row.over for _, row in rows)),
        column("recipient", (row.recipient or None for _, row in rows)),
        column("first_step", (row.first_step or None for _, row in rows)),
        column("interviews", (row.interviews for _, row in rows)),
        column("fraction", (round(row.fraction, 8) for _, row in rows)),
        column("sources", (row.sources for _, row in rows)),
        column("fragments", (row.fragments for _, row in rows)),
    ]


def name_column(variable: str) -> str:
    """Give the name of a variable's column; ids hold no underscores, so it can be turned back."""
    return CONDITION + variable.replace("-", "_")


def list_allowed(when: Cube, variable: str, tables: Tables) -> tuple[str, ...] | None:
    """Give what a condition allows a variable to be, in the order of its options, or None for anything."""
    if variable not in when:
        return None
    return tuple(value for value in tables.domains[variable] if value in when[variable])


def to_csv(tables: Tables) -> str:
    """Write the sheet as CSV by RFC 4180.

    A list is joined by commas; an empty cell under `when_` allows anything, and `-` nothing.

    Args:
        tables: The decision tables.
    """
    columns = to_columns(tables)
    lines: list[Sequence[str]] = [[column.name for column in columns]]
    for index in range(len(columns[0].values)):
        lines.append([_write(column, column.values[index]) for column in columns])
    return "".join(",".join(map(_quote, line)) + "\r\n" for line in lines)


def _write(column: Column, value: Value) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:.8f}"
        case tuple():
            return ", ".join(value) or (NEVER if column.name.startswith(CONDITION) else "")
        case _:
            return str(value)


def _quote(text: str) -> str:
    if text != text.strip() or any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
