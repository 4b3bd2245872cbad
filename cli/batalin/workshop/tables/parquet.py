"""Decision tables as a Parquet file; the only importer of pyarrow."""

from __future__ import annotations

from batalin.workshop.tables.sheet import CONDITION, Column, to_columns
from batalin.workshop.tables.table import Tables

_LISTS = ("wins_over", "sources", "fragments")


def to_parquet(tables: Tables) -> bytes:
    """Write the sheet of the decision tables; a list of options is a list, and null allows anything.

    Args:
        tables: The decision tables.

    Raises:
        ImportError: pyarrow is not installed.
    """
    import pyarrow
    import pyarrow.parquet

    def type_of(column: Column) -> pyarrow.DataType:
        if column.name.startswith(CONDITION) or column.name in _LISTS:
            return pyarrow.list_(pyarrow.string())
        return {"place": pyarrow.int32(), "interviews": pyarrow.int64(), "fraction": pyarrow.float64()}.get(
            column.name, pyarrow.string()
        )

    columns = to_columns(tables)
    about = {"rulebook": tables.rulebook, "version": tables.version, "interviews": str(tables.interviews)}
    schema = pyarrow.schema([(column.name, type_of(column)) for column in columns], metadata=about)
    table = pyarrow.table([list(column.values) for column in columns], schema=schema)
    buffer = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(table, buffer)
    written: bytes = buffer.getvalue().to_pybytes()
    return written
