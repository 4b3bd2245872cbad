"""Read decision tables back from every form they are written in."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pyarrow
import pyarrow.parquet

from batalin.workshop.tables.sheet import CONDITION
from batalin.workshop.tables.table import SITUATIONS, Tables


class Line(NamedTuple):
    """What every form says of a row."""

    table: str
    place: int
    id: str
    result: str
    title: str
    when: tuple[tuple[str, frozenset[str]], ...]
    over: frozenset[str]
    interviews: int
    share: str
    sources: frozenset[str]
    recipient: str
    first_step: str


def expect(tables: Tables) -> list[Line]:
    """Give the rows as they are before they are written."""
    return [
        Line(
            table.id,
            row.place,
            row.id,
            row.result,
            row.title,
            when(row.when),
            frozenset(row.over),
            row.interviews,
            share(row.fraction),
            frozenset(row.sources),
            row.recipient,
            row.first_step,
        )
        for table in tables.all
        for row in table.rows
    ]


def when(conditions: Mapping[str, Iterable[str]]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(sorted((name, frozenset(values)) for name, values in conditions.items()))


def share(fraction: float) -> str:
    return f"{fraction:.8f}"


def read_csv(text: str) -> list[Line]:
    def listed(cell: str) -> frozenset[str]:
        return frozenset(cell.split(", ")) if cell else frozenset()

    found = []
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        assert None not in row
        conditions = {
            name.removeprefix(CONDITION).replace("_", "-"): listed("" if cell == "-" else cell)
            for name, cell in row.items()
            if name.startswith(CONDITION) and cell
        }
        found.append(
            Line(
                row["table_name"],
                int(row["place"]),
                row["id"],
                row["result"],
                row["title"],
                when(conditions),
                listed(row["wins_over"]),
                int(row["interviews"]),
                row["fraction"],
                listed(row["sources"]),
                row["recipient"],
                row["first_step"],
            )
        )
    return found


def read_parquet(data: bytes) -> list[Line]:
    found = []
    for row in pyarrow.parquet.read_table(pyarrow.BufferReader(data)).to_pylist():
        conditions = {
            name.removeprefix(CONDITION).replace("_", "-"): values
            for name, values in row.items()
            if name.startswith(CONDITION) and values is not None
        }
        found.append(
            Line(
                row["table_name"],
                row["place"],
                row["id"],
                row["result"],
                row["title"] or "",
                when(conditions),
                frozenset(row["wins_over"]),
                row["interviews"],
                share(row["fraction"]),
                frozenset(row["sources"]),
                row["recipient"] or "",
                row["first_step"] or "",
            )
        )
    return found


def database(text: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(text)
    return connection


def read_sql(connection: sqlite3.Connection) -> list[Line]:
    def grouped(table: str, key: str, column: str) -> dict[Any, frozenset[str]]:
        found: dict[Any, set[str]] = {}
        for *names, value in connection.execute(f"SELECT {key}, {column} FROM {table}"):
            found.setdefault(tuple(names), set()).add(value)
        return {names: frozenset(values - {""}) for names, values in found.items()}

    def conditions(prefix: str, key: str) -> dict[Any, dict[str, frozenset[str]]]:
        found: dict[Any, dict[str, frozenset[str]]] = {}
        for (*names, variable), values in grouped(f"{prefix}_conditions", f"{key}, variable", "answer").items():
            found.setdefault(tuple(names), {})[variable] = values
        return found

    lines = []
    for prefix, key, rows in (
        (
            "situation",
            "situation_id",
            "SELECT '', id, place, verdict, title, recipient, first_step, interviews, fraction FROM situations",
        ),
        (
            "derived",
            "derived, row_id",
            "SELECT variable, id, place, answer, '', '', '', interviews, fraction FROM derived_rows",
        ),
    ):
        known = conditions(prefix, key)
        overs, sources = grouped(f"{prefix}_overs", key, "beaten"), grouped(f"{prefix}_sources", key, "fact")
        for table, name, place, result, title, recipient, step, interviews, fraction in connection.execute(rows):
            own = (table, name) if table else (name,)
            lines.append(
                Line(
                    table or SITUATIONS,
                    place,
                    name,
                    result,
                    title,
                    when(known.get(own, {})),
                    overs.get(own, frozenset()),
                    interviews,
                    share(fraction),
                    sources.get(own, frozenset()),
                    recipient,
                    step,
                )
            )
    return lines


def read_markdown(text: str, tables: Tables) -> list[dict[str, str]]:
    """Give the cells of all grids by the heading of their column."""
    found: list[dict[str, str]] = []
    grids = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    assert len(grids) == len(tables.all)
    for grid in grids:
        head, rule, *lines = [
            [re.sub(r"\\(.)", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in grid.splitlines()
        ]
        assert all(set(cell) <= set("-:") for cell in rule)
        found += [dict(zip(head, line, strict=True)) for line in lines]
    return found
