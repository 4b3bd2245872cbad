"""Decision tables for readers: one block a row for a screen, one grid a table for Markdown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from batalin.output.layout import escape
from batalin.output.report import Block, Heading, Items, Paragraph
from batalin.rulebook.model import Cube
from batalin.words import say
from batalin.words.formats import format_number
from batalin.workshop.tables.sheet import NEVER
from batalin.workshop.tables.table import SITUATIONS, Row, Table, Tables

_SMALL = 0.0001
"""Part of all interviews below which two digits of a percentage would show nothing."""


def build_table_report(tables: Tables, language: str) -> list[Block]:
    """Write decision tables as blocks of words.

    Args:
        tables: The decision tables.
        language: The reader's language.
    """
    blocks: list[Block] = [Heading(tables.title), Paragraph(_summary(tables, language))]
    for table in tables.all:
        blocks += [Heading(_name(table, tables, language)), Paragraph(_how_to_read(table, language))]
        for row in table.rows:
            mood = row.result if table.id == SITUATIONS else ""
            blocks.append(Heading(f"{row.place}. {row.id} [{row.result}]", mood))
            if row.title:
                blocks.append(Paragraph(f"{row.title}."))
            blocks.append(Items(tuple((line,) for line in _lines(row, tables, language))))
    return blocks


def to_markdown(tables: Tables, language: str) -> str:
    """Write decision tables as Markdown; an empty cell allows anything.

    Args:
        tables: The decision tables.
        language: The reader's language.
    """
    parts = [f"# {escape(tables.title)}", escape(_summary(tables, language))]
    for table in tables.all:
        parts += [f"## {escape(_name(table, tables, language))}", escape(_how_to_read(table, language))]
        parts.append("\n".join(_grid(table, tables, language)))
    return "\n\n".join(parts) + "\n"


def write_condition(when: Cube, domains: Mapping[str, Iterable[str]]) -> str:
    """Write a condition as it would stand in a rule file, by `not` where that is far shorter.

    Args:
        when: The condition.
        domains: What every variable can be, in the order to write it in.
    """
    plain: list[str] = []
    excluded: list[str] = []
    for name in domains:
        if name in when:
            denied, values = _shorter(when[name], domains[name])
            (excluded if denied else plain).append(f"{name}: {_one_or_list(values)}")
    if excluded:
        plain.append(f"not: {{{', '.join(excluded)}}}")
    return f"{{{', '.join(plain)}}}"


def _shorter(allowed: Collection[str], domain: Iterable[str]) -> tuple[bool, list[str]]:
    """Give whether the values that are not allowed are far fewer, and then those, else those that are."""
    inside: list[str] = []
    outside: list[str] = []
    for value in domain:
        (inside if value in allowed else outside).append(value)
    return (True, outside) if 0 < 2 * len(outside) < len(inside) else (False, inside)


def _one_or_list(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _summary(tables: Tables, language: str) -> str:
    return say(
        "table-summary",
        language,
        situations=str(len(tables.all[0].rows)),
        interviews=format_number(tables.interviews, language),
        version=tables.version,
    )


def _name(table: Table, tables: Tables, language: str) -> str:
    return say("table-situations", language) if table.id == SITUATIONS else tables.names[table.id]


def _how_to_read(table: Table, language: str) -> str:
    words = [say("table-in-order" if table.in_order else "table-not-in-order", language)]
    if table.left_over:
        key = "table-left-over" if table.id == SITUATIONS else "table-no-value"
        words.append(say(key, language, interviews=format_number(table.left_over, language)))
    return " ".join(words)


def _lines(row: Row, tables: Tables, language: str) -> Iterator[str]:
    if row.fallback:
        yield say("table-fallback", language)
    else:
        yield say("table-when", language, condition=write_condition(row.when, tables.domains))
    interviews, share = format_number(row.interviews, language), _share(row, language)
    yield say("table-wins", language, interviews=interviews, share=share)
    if row.over:
        yield say("table-over", language, names=", ".join(row.over))
    if row.recipient:
        yield say("table-recipient", language, to=say(f"to-{row.recipient}", language, shop=tables.shop))
    if row.first_step:
        yield say("table-first-step", language, step=row.first_step)
    yield say("table-sources", language, names=", ".join(row.sources))
    if row.fragments:
        yield say("table-fragments", language, names=", ".join(row.fragments))


def _share(row: Row, language: str) -> str:
    return format_number(row.fraction * 100, language, 4 if 0 < row.fraction < _SMALL else 2)


def _grid(table: Table, tables: Tables, language: str) -> Iterator[str]:
    columns = [*_columns(table, tables, language)]
    yield _line(column.head for column in columns)
    yield _line("---:" if column.number else "---" for column in columns)
    for row in table.rows:
        yield _line(column.cell(row) if column.number else _cell(column.cell(row)) for column in columns)


class _Column(NamedTuple):
    head: str
    cell: Callable[[Row], str]
    number: bool = False


def _columns(table: Table, tables: Tables, language: str) -> Iterator[_Column]:
    def named(key: str, cell: Callable[[Row], str], *, number: bool = False) -> _Column:
        return _Column(escape(say(f"table-head-{key}", language)), cell, number)

    situations = table.id == SITUATIONS
    yield _Column("#", lambda row: str(row.place), number=True)
    yield _Column("id", lambda row: row.id)
    if situations:
        yield _Column("verdict", lambda row: row.result)
        yield named("title", lambda row: row.title)
    else:
        yield named("value", lambda row: row.result)
    for variable in table.variables:
        yield _Column(escape(variable), partial(_allowed, variable=variable, domain=[*tables.domains[variable]]))
    yield named("over", lambda row: ", ".join(row.over))
    yield named("interviews", lambda row: format_number(row.interviews, language), number=True)
    yield named("share", lambda row: f"{_share(row, language)}%", number=True)
    yield named("sources", lambda row: ", ".join(row.sources))
    if situations:
        yield named("recipient", lambda row: say(f"to-{row.recipient}", language, shop=tables.shop))
        yield named("first-step", lambda row: row.first_step)


def _allowed(row: Row, variable: str, domain: Sequence[str]) -> str:
    """Write one condition without the name of its variable, which stands above."""
    if variable not in row.when:
        return ""
    denied, values = _shorter(row.when[variable], domain)
    return f"not: {', '.join(values)}" if denied else ", ".join(values) or NEVER


def _cell(text: str) -> str:
    return escape(" ".join(text.split()))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
