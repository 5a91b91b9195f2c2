"""A market as arrays: checked, and packed into one integer per ranked row.

A row is one applicant at one program, and its key is::

    program | standing on that program's list | row number | last row of its applicant?

Comparing two keys of one program compares the two applicants, and a key alone
leads back to its program and its row. So no round of the Match needs a look-up
table or a sort by index, and one sort of plain integers orders all programs'
lists at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from engine.base.errors import raise_if_any
from engine.base.grouping import Ints


def whole_arrays(**columns: ArrayLike) -> tuple[Ints, ...]:
    """Return named columns as one-dimensional arrays of int64, or refuse them by name."""
    problems, found = [], []
    for name, values in columns.items():
        try:
            array = np.asarray(values)
        except Exception:  # ragged lists, and whatever else numpy cannot read
            array = np.empty((0, 0))
        if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
            problems.append(f"{name} must be a one-dimensional array of whole numbers")
        elif array.dtype == np.uint64 and array.size and array.max() >= 2**63:
            problems.append(f"{name} holds {array.max()}; numbers must be below 2**63")
        found.append(array)
    raise_if_any(problems)
    return tuple(array.astype(np.int64, copy=False) for array in found)


def checked_arrays(
    start: ArrayLike, program: ArrayLike, standing: ArrayLike, quotas: ArrayLike
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the four arrays of `engine.matching.deferred_acceptance` as int64, or refuse them.

    >>> checked_arrays([0, 1], [0], [0], [-1])
    Traceback (most recent call last):
    engine.MarketError: quotas: program 0 has -1 positions; at least 0 are needed
    """
    begin, programs, places, positions = whole_arrays(
        start=start, program=program, standing=standing, quotas=quotas
    )
    problems = []
    if not begin.size or begin[0] != 0 or begin[-1] != programs.size:
        problems.append("start must begin with 0 and end with the number of rows of program")
    elif begin.size > 1 and (begin[1:] < begin[:-1]).any():
        problems.append("start must never fall")
    if places.size != programs.size:
        problems.append(f"standing has {places.size} rows but program has {programs.size}")
    if programs.size and (programs.min() < 0 or programs.max() >= positions.size):
        problems.append(f"program must be from 0 to {positions.size - 1}")
    if places.size and places.min() < -1:
        problems.append("standing must be 0 or more, or -1 for not ranked")
    if positions.size and positions.min() < 0:
        worst = int(positions.argmin())
        problems.append(
            f"quotas: program {worst} has {positions[worst]} positions; at least 0 are needed"
        )
    raise_if_any(problems)
    return begin, programs, places, positions


def bits_for(count: int) -> int:
    """Return the number of bits that hold the numbers 0 to `count`."""
    return int(count).bit_length()


def packed_keys(
    begin: Ints, programs: Ints, places: Ints, positions: Ints
) -> tuple[Ints, int, int]:
    """Pack every row of a checked market into its key; smaller is better within a program.

    Also returns the shift that leaves the program of a key, and the bits of a place: a place of
    all ones means "not ranked". A market that needs more than 63 bits is refused.
    """
    row_bits = bits_for(programs.size)
    # One value above the largest place is kept for "not ranked".
    place_bits = bits_for(int(places.max()) + 1) if places.size else 1
    needed = bits_for(positions.size) + place_bits + row_bits + 1
    if needed > 63:
        problem = f"the market needs keys of {needed} bits and 63 is the most"
        raise_if_any([f"{problem}: use smaller places, or solve fewer replicates at a time"])
    # Built in place: on large markets, fresh arrays cost more than the arithmetic.
    key = programs << place_bits
    if places.size and places.min() < 0:
        # -1 in two's complement is all ones, which is the value kept for it.
        key |= places & ((1 << place_bits) - 1)
    else:
        key |= places
    key <<= row_bits + 1
    key |= np.arange(0, 2 * programs.size, 2)
    # An applicant without rows has no last row to mark.
    key[begin[1:].compress(begin[1:] > begin[:-1]) - 1] |= 1
    return key, place_bits + row_bits + 1, place_bits
