"""Tables: frozen dataclasses whose fields are columns, one entry per row in each."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Table = TypeVar("Table")
Rows = NDArray[np.bool_] | NDArray[np.integer[Any]] | slice


def column_names(kind: Any) -> list[str]:
    """Name the columns of a table's dataclass; `fields` takes longer than many a step with them."""
    return list(kind.__dataclass_fields__)


def concatenated(kind: type[Table], *parts: Table) -> Table:
    """Put tables of one dataclass below one another, column by column."""
    columns = column_names(kind)
    return kind(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in columns}
    )


def only_rows(table: Table, rows: Rows) -> Table:
    """Keep some rows of every column, in the order in which they are named."""
    columns = column_names(type(table))
    return type(table)(**{name: getattr(table, name)[rows] for name in columns})


def protected(holder: Table) -> Table:
    """Protect the arrays of a dataclass, and those in its dictionaries, from being written to.

    A class is drawn once and shared by all that ask for it: a change in place would
    change every later season of the class.
    """
    for name in column_names(type(holder)):
        value = getattr(holder, name)
        for array in value.values() if isinstance(value, dict) else (value,):
            if isinstance(array, np.ndarray):
                array.setflags(write=False)
    return holder
