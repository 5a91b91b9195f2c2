"""Appeals in fixed point, and rows in the order of whole numbers.

Appeals and preferences are compared as whole numbers, so that equal ones are equal on every
machine; packed with what they belong to, they sort in one go.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base.grouping import Floats, Ints, group_sizes, place_in_group

BITS = 20  # of an appeal in fixed point
UNREAD = 2**BITS - 1  # worse than any appeal
_POINT = 2.0**12  # appeals are compared as whole 4096ths of an SD
_MIDDLE = 2 ** (BITS - 1)


def no_greater(
    values: NDArray[np.integer], first: Ints, size: Ints, most: NDArray[np.integer]
) -> Ints:
    """Count the values that are no greater than ``most`` in each of N sorted stretches, by halving.

    Stretch ``n`` is ``values[first[n]:first[n] + size[n]]``; all but ``values`` of shape (N,).

    Examples
    --------
    >>> sorted_runs = np.array([1, 5, 9, 2, 2])
    >>> no_greater(sorted_runs, np.array([0, 3]), np.array([3, 2]), np.array([5, 1])).tolist()
    [2, 0]
    """
    # Where the last one counted stands. Adding a step times 0 or 1 is three times as fast as
    # `np.where` between two borders.
    at = first - 1
    last = at + size
    for bit in reversed(range(int(size.max(initial=0)).bit_length())):
        ahead = at + (1 << bit)
        # A step may lead beyond the last stretch.
        farther = values.take(ahead, mode="clip") <= most
        farther &= ahead <= last
        at += (1 << bit) * farther
    counted: Ints = at - (first - 1)
    return counted


def fixed_point(appeal: NDArray[np.floating]) -> NDArray[np.int32]:
    """Turn appeals, or preferences, into rank keys: whole 4096ths, smaller = better.

    Comparing whole numbers gives the same order on every machine. Values count within
    127 SD (or units of prestige) of zero; a key runs from 1 to 2**20 - 2.

    Examples
    --------
    >>> key = fixed_point(np.array([0.5, -0.5, 1000.0]))
    >>> bool(key[0] < key[1]), int(key[1] - key[0]), int(key[2])
    (True, 4096, 1)
    """
    scaled = np.asarray(appeal * np.float32(-_POINT))
    np.rint(scaled, out=scaled)
    np.clip(scaled, 1 - _MIDDLE, _MIDDLE - 2, out=scaled)
    whole = scaled.astype(np.int32)
    whole += _MIDDLE
    return whole


def sds(keys: NDArray[np.integer]) -> Floats:
    """Say how many SD, or units of prestige, lie between rank keys that are so far apart.

    Examples
    --------
    >>> sds(np.array([4096, -2048])).tolist()
    [1.0, -0.5]
    """
    return keys / _POINT


def program_order(program: Ints, rank_key: NDArray[np.int32], programs: int) -> Ints:
    """Give each row its place on its program's list, 0 = best; equal rows keep their order.

    ``programs`` is the number of programs over all seasons, numbered one after the other.

    Examples
    --------
    >>> program_order(np.array([0, 1, 0]), np.array([7, 1, 3]), 2).tolist()
    [1, 0, 0]
    """
    standing = np.empty(len(program), np.int64)
    size = group_sizes(program, programs)
    standing[sorted_rows(program, rank_key)] = place_in_group(size)
    return standing


def applicant_order(applicant: Ints, preference: NDArray[np.floating]) -> Ints:
    """Sort rows by applicant, then by preference in units of prestige, best first.

    Examples
    --------
    >>> applicant_order(np.array([0, 0, 1]), np.array([0.1, 0.4, 0.2])).tolist()
    [1, 0, 2]
    """
    return sorted_rows(applicant, fixed_point(preference))


def sorted_rows(group: Ints, rank: NDArray[np.integer], rank_bits: int = BITS) -> Ints:
    """Sort rows by group, then by rank (of so many bits), then by number, in one key.

    Examples
    --------
    >>> sorted_rows(np.array([1, 0, 1]), np.array([2, 0, 1]), rank_bits=2).tolist()
    [1, 2, 0]
    """
    bits = max(1, len(group).bit_length())
    if len(group) and int(group.max()).bit_length() + rank_bits + bits > 63:
        return np.lexsort((rank, group))
    # One sort of packed whole numbers is several times faster than lexsort. 64 bits are asked
    # for by name: where an index has 32, shifting it would run over.
    key = group.astype(np.int64) << rank_bits
    key += rank
    key <<= bits
    key += np.arange(len(group))
    if in_order(group):
        sort_runs(key)
    else:
        key.sort()
    key &= (1 << bits) - 1
    return key


def in_order(numbers: Ints) -> bool:
    """Say whether numbers never fall.

    >>> in_order(np.array([0, 0, 2])), in_order(np.array([1, 0]))
    (True, False)
    """
    return bool((numbers[1:] >= numbers[:-1]).all())


def sort_runs(key: Ints) -> None:
    """Sort numbers that are nearly in order, in place.

    Sorted piece by piece and merged, they take a third of the time that numpy's sort of
    scattered numbers takes where that has no fast vector form: in a browser, and on processors
    that run its widest form slowly (AMD's Zen 4). Elsewhere it costs about as much.

    >>> sort_runs(key := np.array([2, 1, 4, 3]))
    >>> key.tolist()
    [1, 2, 3, 4]
    """
    key.sort(kind="stable")
