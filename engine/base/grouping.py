"""Rows that belong together.

A table of the season holds one row per application; rows of one applicant, or of one
program, form a group. Here are the few things that every stage does with groups: count
their rows, list them, and number them over all seasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def repeat(values: NDArray[Any], counts: NDArray[np.integer]) -> NDArray[Any]:
    """Repeat each value so often.

    numpy takes counts of the width of an index only, and in a browser that has 32 bits.
    """
    return np.repeat(values, counts.astype(np.intp, copy=False))


def group_of(sizes: NDArray[np.integer]) -> Ints:
    """Give each row the number of its group, in groups that stand one after the other.

    Examples
    --------
    >>> group_of(np.array([2, 0, 3])).tolist()
    [0, 0, 2, 2, 2]
    """
    return repeat(np.arange(len(sizes), dtype=np.int64), sizes)


def group_sizes(group: NDArray[np.integer], groups: int = 0) -> Ints:
    """Count the rows of each group, at least so many groups; rows may stand in any order.

    Examples
    --------
    >>> group_sizes(np.array([2, 0, 2]), 4).tolist()
    [1, 0, 2, 0]
    """
    count = np.bincount(group.astype(np.intp, copy=False), minlength=groups)
    return count.astype(np.int64, copy=False)


def group_sums(
    group: NDArray[np.integer], values: NDArray[Any], groups: int = 0
) -> NDArray[np.float64]:
    """Add up the values of each group, as `group_sizes` counts its rows."""
    index = group.astype(np.intp, copy=False)
    return np.bincount(index, values, groups).astype(np.float64, copy=False)


def place_in_group(sizes: NDArray[np.integer]) -> Ints:
    """Count from 0 in each of several groups that stand one after the other.

    Examples
    --------
    >>> place_in_group(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    return ranges(np.zeros(len(sizes), np.int64), sizes)


def edges(sizes: NDArray[np.integer]) -> Ints:
    """Say where groups that stand one after the other begin, and at last where they end.

    Examples
    --------
    >>> edges(np.array([2, 0, 3])).tolist()
    [0, 2, 2, 5]
    """
    found = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=found[1:])
    return found


def edges_followed_by(first: Ints, *later: Ints) -> Ints:
    """Put edges of groups behind one another; the last one of each is the first of the next.

    Examples
    --------
    >>> edges_followed_by(np.array([0, 2, 5]), np.array([0, 1]), np.array([0, 4])).tolist()
    [0, 2, 5, 6, 10]
    """
    found, end = [first], first[-1]
    for part in later:
        found.append(part[1:] + end)
        end = found[-1][-1]
    return np.concatenate(found)


def starts(group: NDArray[np.integer], groups: int) -> Ints:
    """Say where the rows of each of so many groups begin, once they are sorted by group.

    Shape (groups + 1,), as of `edges`.

    Examples
    --------
    >>> starts(np.array([2, 0, 2]), 3).tolist()
    [0, 1, 1, 3]
    """
    return edges(group_sizes(group, groups))


def ranges(first: Ints, length: NDArray[np.integer]) -> Ints:
    """Return first[i], first[i] + 1, ... of length[i] each, one after the other.

    Examples
    --------
    >>> ranges(np.array([5, 0]), np.array([2, 3]))
    array([5, 6, 0, 1, 2])
    """
    ends = np.cumsum(length)
    size = int(ends[-1]) if ends.size else 0
    indices: Ints = np.arange(size) + repeat(first - (ends - length), length)
    return indices


def first_of_each(group: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Mark the first row of each group, where equal numbers (from 0) stand together.

    Examples
    --------
    >>> first_of_each(np.array([0, 0, 8])).tolist()
    [True, False, True]
    """
    first: NDArray[np.bool_] = np.diff(group, prepend=-1) != 0
    return first


def grouped(target: Ints) -> tuple[Ints, Ints]:
    """Find the groups of equal neighbors: each value once, and the group of every row.

    Examples
    --------
    >>> distinct, group = grouped(np.array([3, 3, 8]))
    >>> distinct.tolist(), group.tolist()
    ([3, 8], [0, 0, 1])
    """
    fresh = first_of_each(target)
    return target[fresh], np.cumsum(fresh) - 1


def nth_in_group(value: NDArray[np.generic], group: Ints) -> Ints:
    """Count within each group, the smallest value first; rows may stand in any order.

    Examples
    --------
    >>> nth_in_group(np.array([7, 1, 3]), np.array([0, 1, 0])).tolist()
    [1, 0, 0]
    """
    order = np.lexsort((value, group))
    first = np.flatnonzero(first_of_each(group[order]))
    nth = np.empty(len(group), np.int64)
    nth[order] = place_in_group(np.diff(np.append(first, len(group))))
    return nth


def coded(usual: int | NDArray[np.int8], *cases: tuple[NDArray[np.bool_], int]) -> NDArray[np.int8]:
    """Give each cell a small code: the usual one, or that of the last of the cases that holds.

    As `numpy.select`, but many times faster where chance decides which case holds: to multiply
    bytes takes the same time for all, and to choose is guessed wrong every other time.

    Examples
    --------
    >>> coded(3, (np.array([False, True, True]), 1), (np.array([False, False, True]), 0)).tolist()
    [3, 1, 0]
    """
    found = np.asarray(usual, np.int8)
    for holds, code in cases:
        found = found + holds * (np.int8(code) - found)
    return found


def numbered(program: NDArray[np.integer], programs: int) -> Ints:
    """Give programs, shape (R, A), their numbers over all seasons; -1 stays."""
    first = np.arange(len(program), dtype=np.int64)[:, None] * programs
    return np.where(program >= 0, program + first, -1)


def of_season(program: Ints, programs: int) -> NDArray[np.int32]:
    """Give programs that are numbered over all seasons the number within theirs; -1 stays.

    >>> of_season(np.array([[3, -1], [45, 40]]), 40).tolist()
    [[3, -1], [5, 0]]
    """
    return np.where(program >= 0, program % programs, -1).astype(np.int32)


@dataclass(frozen=True, eq=False)
class Listed:
    """Rows of a table, group by group.

    Attributes
    ----------
    row : ndarray of int32, shape (N,)
        The rows, those of the first group first.
    start : ndarray of int, shape (G + 1,)
        Where each of the groups begins among them.

    Examples
    --------
    >>> by_program = Listed(np.array([4, 0, 2], np.int32), np.array([0, 1, 3]))
    >>> by_program.of(np.array([1])).tolist(), by_program.followed_by(by_program).row.tolist()
    ([0, 2], [4, 0, 2, 7, 3, 5])
    """

    row: NDArray[np.int32]
    start: Ints

    def of(self, groups: Ints) -> Ints:
        """List the rows of some groups."""
        first = self.start[groups]
        return self.row[ranges(first, self.start[groups + 1] - first)].astype(np.int64)

    def first(self, groups: int) -> Listed:
        """Keep the first so many groups."""
        return Listed(self.row[: int(self.start[groups])], self.start[: groups + 1])

    def followed_by(self, *later: Listed) -> Listed:
        """Add rows and groups that come after these, of a table that comes after theirs."""
        row, rows = [self.row], len(self.row)
        for part in later:
            row.append(part.row + np.int32(rows))
            rows += len(part.row)
        start = edges_followed_by(self.start, *(part.start for part in later))
        return Listed(np.concatenate(row), start)
