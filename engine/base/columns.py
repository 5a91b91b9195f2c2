"""Tables: frozen dataclasses whose fields are columns, one entry per row in each."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Table = TypeVar("Table")
Rows = NDArray[np.bool_] | NDArray[np.integer[Any]] | slice


def concatenated(kind: type[Table], *parts: Table) -> Table:
    """Put tables of one dataclass below one another, column by column."""
    columns = fields(kind)  # type: ignore[arg-type]
    return kind(
        **{
            spec.name: np.concatenate([getattr(part, spec.name) for part in parts])
            for spec in columns
        }
    )


def only_rows(table: Table, rows: Rows) -> Table:
    """Keep some rows of every column, in the order in which they are named."""
    columns = fields(table)  # type: ignore[arg-type]
    return type(table)(**{spec.name: getattr(table, spec.name)[rows] for spec in columns})


def protected(holder: Table) -> Table:
    """Protect the arrays of a dataclass, and those in its dictionaries, from being written to.

    A class is drawn once and shared by all that ask for it, and so are its seasons: a change in
    place would change every later season of the class.
    """
    for spec in fields(holder):  # type: ignore[arg-type]
        value = getattr(holder, spec.name)
        for array in value.values() if isinstance(value, dict) else (value,):
            if isinstance(array, np.ndarray):
                array.setflags(write=False)
    return holder


def bytes_of(holder: object, apart_from: type | None = None) -> int:
    """Add up the arrays of a dataclass, in its dictionaries, and in dataclasses in it.

    What is of the type ``apart_from`` is not counted: somebody else has it.
    """
    size = 0
    for value in vars(holder).values():
        for part in value.values() if isinstance(value, dict) else (value,):
            if isinstance(part, np.ndarray):
                size += part.nbytes
            elif is_dataclass(part) and not (apart_from and isinstance(part, apart_from)):
                size += bytes_of(part, apart_from)
    return size
