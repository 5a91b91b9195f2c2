"""Rows of one table put between rows of another, in a single walk through each column."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base.columns import Table
from engine.base.grouping import Ints


class Among:
    """How N new rows are merged into M rows kept of another table: where each comes to stand.

    Parameters
    ----------
    rows : ndarray of int, shape (M,)
        Which rows of the other table are kept, in their order.
    before : ndarray of int, shape (N,)
        Before which of those each of the N comes to stand, never falling; M is behind all.

    Attributes
    ----------
    rows : ndarray of int, shape (M,)
        The same.
    mine, theirs : ndarray of int, shapes (N,) and (M,)
        Where both stand then.

    Examples
    --------
    >>> among = Among(np.array([0, 2]), np.array([1, 2]))
    >>> among.values(np.array([7, 8]), np.array([1, 5, 3])).tolist()
    [1, 7, 3, 8]
    """

    def __init__(self, rows: Ints, before: Ints) -> None:
        self.rows = rows
        self.mine = before + np.arange(len(before))
        own = np.zeros(len(rows) + len(before), bool)
        own[self.mine] = True
        self.theirs = np.flatnonzero(~own)
        self._source = np.insert(rows, before, rows[0]) if len(rows) else rows

    def values(self, these: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
        """Put values between others; with rounds, of shape (rounds, N), in each of them."""
        if not len(self._source):
            return these
        found = others.take(self._source, axis=-1)
        found[..., self.mine] = these
        return found

    def table(self, these: Table, others: Table) -> Table:
        """Put all columns of a table between those of another."""
        return type(these)(
            **{
                spec.name: self.values(getattr(these, spec.name), getattr(others, spec.name))
                for spec in fields(these)  # type: ignore[arg-type]
            }
        )
