"""The array kernel of the Match: applicant-proposing deferred acceptance.

All free applicants propose at once; the outcome is the same in any order of
proposals. What makes it fast is one integer per ranked row, made in `keys`.
"""

from __future__ import annotations

from bisect import insort

import numpy as np
from numpy.typing import ArrayLike

from engine.base.grouping import Ints, edges, group_of, group_sizes, ranges
from engine.matching.keys import bits_for, checked_arrays, packed_keys

# With so few free applicants left, lists beat arrays: their chains are short.
_FEW = 32


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
    begin, programs, places, positions = checked_arrays(start, program, standing, quotas)
    tentative = Tentative(begin, programs, places, positions)
    tentative.propose(begin[:-1].compress(begin[1:] > begin[:-1]))
    rows = tentative.held_rows()
    placed = np.full(begin.size - 1, -1, np.int64)
    placed[group_of(np.diff(begin))[rows]] = programs[rows]
    return placed


def program_proposing(
    start: ArrayLike, program: ArrayLike, standing: ArrayLike, quotas: ArrayLike
) -> Ints:
    """Match single applicants to programs; the best stable outcome for programs.

    As before the Match of 1998: in each round every program with open positions offers them to
    the next applicants on its list, and every applicant keeps the best offer so far. Arguments
    and result are those of `deferred_acceptance`.

    Each applicant prefers the program that prefers the other one:

    >>> market = [0, 2, 4], [0, 1, 1, 0], [1, 0, 1, 0], [1, 1]
    >>> program_proposing(*market)
    array([1, 0])
    >>> deferred_acceptance(*market)
    array([0, 1])
    """
    begin, programs, places, positions = checked_arrays(start, program, standing, quotas)
    key, shift, _ = packed_keys(begin, programs, places, positions)
    key = key.compress(places >= 0)
    key.sort()
    lists = (key >> 1) & ((1 << bits_for(programs.size)) - 1)
    edges = np.searchsorted(key >> shift, np.arange(positions.size + 1))
    owner = group_of(np.diff(begin))
    nobody = programs.size
    # The row that each applicant keeps: rows are in the applicant's own order.
    kept = np.full(begin.size - 1, nobody, np.int64)
    upcoming, vacant = edges[:-1].copy(), positions.copy()
    while True:
        going = np.minimum(vacant, edges[1:] - upcoming)
        if not going.any():
            break
        offers = lists[ranges(upcoming, going)]
        who = owner[offers]
        before = kept[who]
        np.minimum.at(kept, who, offers)
        won = kept[who] == offers
        let_go = before.compress(won & (before < nobody))
        refused = np.concatenate([offers.compress(~won), let_go])
        upcoming += going
        vacant += group_sizes(programs[refused], positions.size) - going
    placed = np.full(begin.size - 1, -1, np.int64)
    matched = np.flatnonzero(kept < nobody)
    placed[matched] = programs[kept[matched]]
    return placed


class Tentative:
    """The tentative matching while proposals are made, in the keys of a checked market.

    ``key >> shift`` is the program of a key, ``(key >> 1) & row_mask`` its row. A key below the
    program's `cutoff` is welcome; `open_cutoff` holds while a position is open. Program p holds
    ``held[held_start[p]:held_start[p] + count[p]]``, best first, and has room for
    ``held_start[p + 1] - held_start[p]``.
    """

    def __init__(self, begin: Ints, programs: Ints, places: Ints, positions: Ints) -> None:
        self.key, self.shift, place_bits = packed_keys(begin, programs, places, positions)
        self.row_mask = (1 << bits_for(programs.size)) - 1
        # No program can hold more applicants than rank it. Room is only made to
        # measure where quotas promise far more positions than there are rows.
        room = positions
        if float(positions.sum(dtype=float)) > programs.size:
            room = np.minimum(positions, group_sizes(programs, positions.size))
        self.held_start = edges(room)
        self.held = np.empty(self.held_start[-1], np.int64)
        self.count = np.zeros(positions.size, np.int64)
        # "Not ranked" is a place of all ones, so it is never below this cut-off;
        # without positions, nobody is.
        highest = ((1 << place_bits) - 1) << (self.shift - place_bits)
        numbers = np.arange(positions.size, dtype=np.int64)
        self.open_cutoff = (numbers << self.shift) | (np.int64(highest) * (room > 0))
        self.cutoff = self.open_cutoff.copy()

    def propose(self, rows: Ints) -> None:
        """Let the applicants propose, each from this row of the own list on, until all rest."""
        while rows.size > _FEW:
            rows = self._rows_after(self._hold_the_best(self._next_welcome(rows)))
        if rows.size:
            self._finish_one_by_one(rows.tolist())

    def held_rows(self) -> Ints:
        """Return the rows that are held, program by program."""
        keys = self.held[ranges(self.held_start[:-1], self.count)]
        rows: Ints = (keys >> 1) & self.row_mask
        return rows

    def _rows_after(self, keys: Ints) -> Ints:
        """Return the rows that follow `keys` on their applicants' lists, if any."""
        rows: Ints = keys.compress((keys & 1) == 0)
        rows >>= 1
        rows &= self.row_mask
        rows += 1
        return rows

    def _next_welcome(self, rows: Ints) -> Ints:
        """Key of the first row, from each of `rows` on, that its program would hold now."""
        found = []
        while rows.size:
            here = self.key[rows]
            welcome = here < self.cutoff[here >> self.shift]
            found.append(here.compress(welcome))
            rows = self._rows_after(here.compress(~welcome))
        return np.concatenate(found) if found else rows

    def _hold_the_best(self, proposals: Ints) -> Ints:
        """Let every program keep the best of old and new; return the keys turned down."""
        arrived = group_sizes(proposals >> self.shift, self.count.size)
        touched = np.flatnonzero(arrived)
        before = self.count[touched]
        total = before + arrived[touched]
        first = self.held_start[touched]
        room = self.held_start[touched + 1] - first
        pool = np.concatenate([self.held[ranges(first, before)], proposals])
        pool.sort()
        begin = edges(total)[:-1]
        after = np.minimum(total, room)
        kept = ranges(begin, after)
        self.held[ranges(first, after)] = pool[kept]
        self.count[touched] = after
        full = after == room
        self.cutoff[touched.compress(full)] = pool[(begin + room - 1).compress(full)]
        out = np.ones(pool.size, bool)
        out[kept] = False
        return pool.compress(out)

    def _finish_one_by_one(self, rows: list[int]) -> None:
        """Follow the last few chains of proposals with lists."""
        keys = self.key.data  # a memoryview hands out plain integers, the fastest to read singly
        shift, row_mask = self.shift, self.row_mask
        kept: dict[int, list[int]] = {}
        cutoffs: dict[int, int] = {}
        for row in rows:
            while True:
                here = keys[row]
                where = here >> shift
                if where not in kept:
                    kept[where] = self.held_by(where)
                    cutoffs[where] = int(self.cutoff[where])
                if here < cutoffs[where]:
                    mine = kept[where]
                    insort(mine, here)
                    room = int(self.held_start[where + 1] - self.held_start[where])
                    if len(mine) < room:
                        break
                    out = mine.pop() if len(mine) > room else None
                    cutoffs[where] = mine[-1]
                    if out is None:
                        break
                    here = out
                if here & 1:
                    break
                row = ((here >> 1) & row_mask) + 1
        for where, mine in kept.items():
            first = int(self.held_start[where])
            self.held[first : first + len(mine)] = mine
            self.count[where] = len(mine)
            self.cutoff[where] = cutoffs[where]

    def held_by(self, program: int) -> list[int]:
        """Return the keys that a program holds, best first."""
        first = int(self.held_start[program])
        held: list[int] = self.held[first : first + int(self.count[program])].tolist()
        return held
