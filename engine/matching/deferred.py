"""The array kernel of the Match: applicant-proposing deferred acceptance.

Every ranked row (one applicant at one program) becomes one integer::

    program | standing on that program's list | row number | last row of its applicant?

Comparing two such keys of one program compares the two applicants, and the key
alone leads back to its program and its row, so no round needs a look-up table
or a sort by index. All free applicants propose at once; the outcome is the
same in any order of proposals.
"""

from __future__ import annotations

from bisect import insort

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import refuse_if_any

Ints = NDArray[np.int64]

# With so few free applicants left, lists beat arrays: their chains are short.
_FEW = 48


def deferred_acceptance(
    start: ArrayLike, program: ArrayLike, standing: ArrayLike, quotas: ArrayLike
) -> Ints:
    """Match single applicants to programs; the best stable outcome for applicants.

    Several markets can be solved in one call as a block diagonal: number the
    applicants and the programs of the second market after those of the first.

    Parameters
    ----------
    start : array_like of int, shape (A + 1,)
        Applicant ``a`` ranks ``program[start[a]:start[a + 1]]``, best first.
    program : array_like of int, shape (E,)
        Program of each ranked row, from 0 to P - 1.
    standing : array_like of int, shape (E,)
        That applicant's place on that program's list, 0 = best; -1 = not
        ranked. Places need not be consecutive: any whole number that is
        smaller for the better applicant will do. Equal places go to the
        earlier row.
    quotas : array_like of int, shape (P,)
        Positions of each program, zero or more.

    Returns
    -------
    ndarray of int64, shape (A,)
        The program that each applicant is placed at, or -1.

    Raises
    ------
    MarketError
        If the arrays do not fit together, or if the market is too large for
        keys of 63 bits.

    Notes
    -----
    The number of rounds does not depend on the number of applicants much, but
    each round costs numpy's fixed price per call: solve many small markets as
    one block diagonal, 15,000 to 60,000 applicants at a time.

    Examples
    --------
    Applicant 0 ranks programs 0 and 1, applicant 1 ranks program 0 only.
    Program 0 has one position and prefers applicant 1.

    >>> deferred_acceptance([0, 2, 3], [0, 1, 0], [1, 0, 0], [1, 1])
    array([1, 0])
    """
    begin, programs, places, seats = checked_arrays(start, program, standing, quotas)
    key, shift = _packed_keys(begin, programs, places, seats)
    row_mask = (1 << _bits(programs.size)) - 1
    held_start = np.zeros(seats.size + 1, np.int64)
    # No program can hold more applicants than rank it.
    room = np.minimum(seats, np.bincount(programs, minlength=seats.size))
    np.cumsum(room, out=held_start[1:])
    held = np.empty(held_start[-1], np.int64)
    count = np.zeros(seats.size, np.int64)
    # A key at or above its program's cut-off is turned down. All-ones places
    # (not ranked) are above the first cut-off; without positions, so is everybody.
    width = shift - _bits(programs.size) - 1
    cutoff = (np.arange(seats.size) << shift) | (
        np.where(room > 0, (1 << width) - 1, 0) << (shift - width)
    )
    rows = begin[:-1][begin[1:] > begin[:-1]]
    while rows.size > _FEW:
        proposals = _next_proposals(key, rows, cutoff, shift)
        turned_down = _hold_the_best(proposals, held, held_start, count, cutoff, shift)
        turned_down = turned_down[(turned_down & 1) == 0]
        rows = ((turned_down >> 1) & row_mask) + 1
    if rows.size:
        _finish_one_by_one(key, rows.tolist(), held, held_start, count, cutoff, shift)
    return _placed(begin, programs, held, held_start, count, row_mask)


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
    engine.errors.MarketError: quotas: program 0 has -1 positions; at least 0 are needed
    """
    named = {"start": start, "program": program, "standing": standing, "quotas": quotas}
    arrays: dict[str, Ints] = {}
    problems = []
    for name, values in named.items():
        array = np.asarray(values)
        if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
            problems.append(f"{name} must be a one-dimensional array of whole numbers")
        arrays[name] = array.astype(np.int64, copy=False) if not problems else array
    refuse_if_any(problems)
    begin, programs, places, seats = arrays.values()
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


def _bits(count: int) -> int:
    """Bits that hold the numbers 0 to `count`."""
    return int(count).bit_length()


def _packed_keys(begin: Ints, programs: Ints, places: Ints, seats: Ints) -> tuple[Ints, int]:
    """One key per row, and the shift that takes a key to its program."""
    row_bits = _bits(programs.size)
    # One value above the largest place is kept for "not ranked".
    place_bits = _bits(int(places.max()) + 1) if places.size else 1
    needed = _bits(seats.size) + place_bits + row_bits + 1
    if needed > 63:
        refuse_if_any([
            f"the market needs keys of {needed} bits and 63 is the most: "
            "use smaller places in standing, or solve fewer replicates at a time"
        ])
    key = programs << place_bits
    # -1 in two's complement is all ones, which is the value kept for it.
    key |= places & ((1 << place_bits) - 1)
    key <<= row_bits
    key |= np.arange(programs.size)
    key <<= 1
    key[begin[1:][begin[1:] > begin[:-1]] - 1] |= 1
    return key, place_bits + row_bits + 1


def _next_proposals(key: Ints, rows: Ints, cutoff: Ints, shift: int) -> Ints:
    """Key of the first row, from each of `rows` on, that its program would hold now."""
    found = []
    while rows.size:
        here = key[rows]
        welcome = here < cutoff[here >> shift]
        found.append(here[welcome])
        rows = rows[~welcome & ((here & 1) == 0)] + 1
    return np.concatenate(found) if found else rows


def _hold_the_best(
    proposals: Ints, held: Ints, held_start: Ints, count: Ints, cutoff: Ints, shift: int
) -> Ints:
    """Let every program keep the best of old and new; return the keys turned down."""
    arrived = np.bincount(proposals >> shift, minlength=count.size)
    touched = np.flatnonzero(arrived)
    before = count[touched]
    total = before + arrived[touched]
    first = held_start[touched]
    room = held_start[touched + 1] - first
    pool = np.concatenate([held[_ranges(first, before)], proposals])
    pool.sort()
    ends = np.cumsum(total)
    order = np.arange(pool.size) - np.repeat(ends - total, total)
    keep = order < np.repeat(room, total)
    after = np.minimum(total, room)
    held[_ranges(first, after)] = pool[keep]
    count[touched] = after
    full = after == room
    cutoff[touched[full]] = pool[(ends - total + room - 1)[full]]
    turned_down: Ints = pool[~keep]
    return turned_down


def _ranges(first: Ints, length: Ints) -> Ints:
    """Return first[i], first[i] + 1, ... of length[i] each, one after the other."""
    ends = np.cumsum(length)
    size = int(ends[-1]) if ends.size else 0
    indices: Ints = np.arange(size) + np.repeat(first - (ends - length), length)
    return indices


def _finish_one_by_one(
    key: Ints,
    rows: list[int],
    held: Ints,
    held_start: Ints,
    count: Ints,
    cutoff: Ints,
    shift: int,
) -> None:
    """Follow the last few chains of proposals with lists; changes the arrays given."""
    keys = key.data  # a memoryview hands out plain integers, the fastest to read singly
    row_mask = (1 << _bits(key.size)) - 1
    kept: dict[int, list[int]] = {}
    bars: dict[int, int] = {}
    for row in rows:
        while True:
            here = keys[row]
            where = here >> shift
            if where not in kept:
                first = int(held_start[where])
                kept[where] = held[first : first + int(count[where])].tolist()
                bars[where] = int(cutoff[where])
            if here < bars[where]:
                mine = kept[where]
                insort(mine, here)
                room = int(held_start[where + 1]) - int(held_start[where])
                if len(mine) < room:
                    break
                out = mine.pop() if len(mine) > room else None
                bars[where] = mine[-1]
                if out is None:
                    break
                here = out
            if here & 1:
                break
            row = ((here >> 1) & row_mask) + 1
    for where, mine in kept.items():
        first = int(held_start[where])
        held[first : first + len(mine)] = mine
        count[where] = len(mine)


def _placed(
    begin: Ints, programs: Ints, held: Ints, held_start: Ints, count: Ints, row_mask: int
) -> Ints:
    """Program of each applicant, from the keys that the programs hold at the end."""
    rows = (held[_ranges(held_start[:-1], count)] >> 1) & row_mask
    owner = np.repeat(np.arange(begin.size - 1), np.diff(begin))
    placed = np.full(begin.size - 1, -1, np.int64)
    placed[owner[rows]] = programs[rows]
    return placed
