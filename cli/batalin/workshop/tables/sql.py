"""Decision tables as SQL that any engine reads: plain SQL-92, one statement a row."""

from __future__ import annotations

from collections.abc import Iterator

from batalin.workshop.tables.sheet import list_allowed
from batalin.workshop.tables.table import SITUATIONS, Row, Tables

# No name is a reserved word of SQL-92 or of a common engine, so none needs quotes, which engines write differently.
_SCHEMA = """\
CREATE TABLE answers (
  variable VARCHAR(100) NOT NULL,
  answer VARCHAR(100) NOT NULL,
  place INTEGER NOT NULL,
  label VARCHAR(1000) NOT NULL,
  PRIMARY KEY (variable, answer)
);
CREATE TABLE situations (
  id VARCHAR(100) NOT NULL PRIMARY KEY,
  place INTEGER NOT NULL,
  verdict VARCHAR(100) NOT NULL,
  title VARCHAR(1000) NOT NULL,
  recipient VARCHAR(100) NOT NULL,
  first_step VARCHAR(4000) NOT NULL,
  interviews INTEGER NOT NULL,
  fraction DECIMAL(9, 8) NOT NULL,
  is_fallback SMALLINT NOT NULL
);
CREATE TABLE situation_conditions (
  situation_id VARCHAR(100) NOT NULL REFERENCES situations (id),
  variable VARCHAR(100) NOT NULL,
  answer VARCHAR(100) NOT NULL,
  PRIMARY KEY (situation_id, variable, answer)
);
CREATE TABLE situation_overs (
  situation_id VARCHAR(100) NOT NULL REFERENCES situations (id),
  beaten VARCHAR(100) NOT NULL,
  PRIMARY KEY (situation_id, beaten)
);
CREATE TABLE situation_sources (
  situation_id VARCHAR(100) NOT NULL REFERENCES situations (id),
  fact VARCHAR(100) NOT NULL,
  PRIMARY KEY (situation_id, fact)
);
CREATE TABLE situation_fragments (
  situation_id VARCHAR(100) NOT NULL REFERENCES situations (id),
  fragment VARCHAR(100) NOT NULL,
  PRIMARY KEY (situation_id, fragment)
);
CREATE TABLE derived_rows (
  variable VARCHAR(100) NOT NULL,
  id VARCHAR(100) NOT NULL,
  place INTEGER NOT NULL,
  answer VARCHAR(100) NOT NULL,
  interviews INTEGER NOT NULL,
  fraction DECIMAL(9, 8) NOT NULL,
  PRIMARY KEY (variable, id)
);
CREATE TABLE derived_conditions (
  derived VARCHAR(100) NOT NULL,
  row_id VARCHAR(100) NOT NULL,
  variable VARCHAR(100) NOT NULL,
  answer VARCHAR(100) NOT NULL,
  PRIMARY KEY (derived, row_id, variable, answer),
  FOREIGN KEY (derived, row_id) REFERENCES derived_rows (variable, id)
);
CREATE TABLE derived_overs (
  derived VARCHAR(100) NOT NULL,
  row_id VARCHAR(100) NOT NULL,
  beaten VARCHAR(100) NOT NULL,
  PRIMARY KEY (derived, row_id, beaten),
  FOREIGN KEY (derived, row_id) REFERENCES derived_rows (variable, id)
);
CREATE TABLE derived_sources (
  derived VARCHAR(100) NOT NULL,
  row_id VARCHAR(100) NOT NULL,
  fact VARCHAR(100) NOT NULL,
  PRIMARY KEY (derived, row_id, fact),
  FOREIGN KEY (derived, row_id) REFERENCES derived_rows (variable, id)
);
"""

Literal = str | int | float
Insert = tuple[str, tuple[Literal, ...]]


def to_sql(tables: Tables, note: str) -> str:
    """Write the tables of situations and of derived answers, with their conditions in tables of their own.

    A variable for which a rule has no condition may be anything.

    Args:
        tables: The decision tables.
        note: Words above everything.
    """
    comment = "".join(f"-- {line}\n" for line in note.splitlines())
    inserts = (f"INSERT INTO {name} VALUES ({', '.join(map(_write, values))});\n" for name, values in _rows(tables))
    return f"{comment}\n{_SCHEMA}\n{''.join(inserts)}"


def _rows(tables: Tables) -> Iterator[Insert]:
    for variable, answers in tables.domains.items():
        for place, (answer, label) in enumerate(answers.items(), 1):
            yield "answers", (variable, answer, place, label)
    for table in tables.all:
        for row in table.rows:
            yield from _situation(row, tables) if table.id == SITUATIONS else _derived(row, table.id, tables)


def _situation(row: Row, tables: Tables) -> Iterator[Insert]:
    about = (row.id, row.place, row.result, row.title, row.recipient, row.first_step)
    yield "situations", (*about, row.interviews, row.fraction, int(row.fallback))
    for name, values in _parts(row, tables):
        yield f"situation_{name}", (row.id, *values)
    for fragment in row.fragments:
        yield "situation_fragments", (row.id, fragment)


def _derived(row: Row, derived: str, tables: Tables) -> Iterator[Insert]:
    yield "derived_rows", (derived, row.id, row.place, row.result, row.interviews, row.fraction)
    for name, values in _parts(row, tables):
        yield f"derived_{name}", (derived, row.id, *values)


def _parts(row: Row, tables: Tables) -> Iterator[Insert]:
    for variable in row.when:
        # A condition that nothing meets is kept as one that no answer equals; without it anything would be allowed.
        for answer in list_allowed(row.when, variable, tables) or ("",):
            yield "conditions", (variable, answer)
    yield from (("overs", (beaten,)) for beaten in row.over)
    yield from (("sources", (fact,)) for fact in row.sources)


def _write(value: Literal) -> str:
    match value:
        case str():
            return "'" + value.replace("'", "''") + "'"
        case float():
            return f"{value:.8f}"
        case _:
            return str(value)
