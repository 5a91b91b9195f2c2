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

from engine.base.errors import refuse_if_any
from engine.base.grouping import Ints


def checked_arrays(
    start: ArrayLike, program: ArrayLike, standing: ArrayLike, quotas: ArrayLike
) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the four arrays of a market as int64, or refuse them.

    Parameters
    ----------
    start, program, standing, quotas : array_like of int
        As in `deferred_acceptance`.

    Returns
    -------
    tuple of ndarray of int64
        The same four, unchanged in value.

    Raises
    ------
    MarketError
        Listing everything that does not fit.

    Examples
    --------
    >>> checked_arrays([0, 1], [0], [0], [-1])
    Traceback (most recent call last):
    engine.MarketError: quotas: program 0 has -1 positions; at least 0 are needed
    """
    arrays = [np.asarray(values) for values in (start, program, standing, quotas)]
    problems = [
        f"{name} must be a one-dimensional array of whole numbers"
        for name, array in zip(("start", "program", "standing", "quotas"), arrays, strict=True)
        if array.ndim != 1 or (array.size and array.dtype.kind not in "iu")
    ]
    refuse_if_any(problems)
    begin, programs, places, seats = (array.astype(np.int64, copy=False) for array in arrays)
    if not begin.size or begin[0] != 0 or begin[-1] != programs.size:
        problems.append("start must begin with 0 and end with the number of rows of program")
    elif begin.size > 1 and (begin[1:] < begin[:-1]).any():
        problems.append("start must never fall")
    if places.size != programs.size:
        problems.append(f"standing has {places.size} rows but program has {programs.size}")
    if programs.size and (programs.min() < 0 or programs.max() >= seats.size):
        problems.append(f"program must be from 0 to {seats.size - 1}")
    if places.size and places.min() < -1:
        problems.append("standing must be 0 or more, or -1 for not ranked")
    if seats.size and seats.min() < 0:
        worst = int(seats.argmin())
        problems.append(
            f"quotas: program {worst} has {seats[worst]} positions; at least 0 are needed"
        )
    refuse_if_any(problems)
    return begin, programs, places, seats


def bits_for(count: int) -> int:
    """Return the bits that hold the numbers 0 to `count`.

    Parameters
    ----------
    count : int
        The largest number.

    Returns
    -------
    int
        Number of bits.
    """
    return int(count).bit_length()


def packed_keys(begin: Ints, programs: Ints, places: Ints, seats: Ints) -> tuple[Ints, int, int]:
    """Pack every row into its key.

    Parameters
    ----------
    begin, programs, places, seats : ndarray of int64
        The market, checked: start, program, standing and quotas.

    Returns
    -------
    key : ndarray of int64, shape (E,)
        One key per row; smaller is better within a program.
    shift : int
        ``key >> shift`` is the program.
    place_bits : int
        Bits of a place; a place of all ones means "not ranked".

    Raises
    ------
    MarketError
        If the market needs more than 63 bits.
    """
    row_bits = bits_for(programs.size)
    # One value above the largest place is kept for "not ranked".
    place_bits = bits_for(int(places.max()) + 1) if places.size else 1
    needed = bits_for(seats.size) + place_bits + row_bits + 1
    if needed > 63:
        problem = f"the market needs keys of {needed} bits and 63 is the most"
        refuse_if_any([f"{problem}: use smaller places, or solve fewer replicates at a time"])
    # Built in place: on large markets, fresh arrays cost more than the arithmetic.
    key = programs << place_bits
    if places.size and places.min() < 0:
        # -1 in two's complement is all ones, which is the value kept for it.
        key |= places & ((1 << place_bits) - 1)
    else:
        key |= places
    key <<= row_bits + 1
    key |= np.arange(0, 2 * programs.size, 2)
    key[begin[1:].compress(begin[1:] > begin[:-1]) - 1] |= 1
    return key, place_bits + row_bits + 1, place_bits
