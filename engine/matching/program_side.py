"""Deferred acceptance with the programs proposing, as before the 1998 Match."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from engine.base.grouping import Ints, ranges
from engine.matching.arrays import bits_for, checked_arrays, packed_keys


def program_proposing(
    start: ArrayLike, program: ArrayLike, standing: ArrayLike, quotas: ArrayLike
) -> Ints:
    """Match single applicants to programs; the best stable outcome for programs.

    In each round every program with open positions offers them to the next
    applicants on its list, and every applicant keeps the best offer so far.

    Parameters
    ----------
    start, program, standing, quotas : array_like of int
        The market, as in `engine.matching.deferred_acceptance`.

    Returns
    -------
    ndarray of int64, shape (A,)
        The program that each applicant is placed at, or -1.

    Raises
    ------
    MarketError
        As in `engine.matching.deferred_acceptance`.

    Examples
    --------
    Each applicant prefers the program that prefers the other one.

    >>> market = [0, 2, 4], [0, 1, 1, 0], [1, 0, 1, 0], [1, 1]
    >>> program_proposing(*market)
    array([1, 0])
    """
    begin, programs, places, seats = checked_arrays(start, program, standing, quotas)
    key, shift, _ = packed_keys(begin, programs, places, seats)
    key = key.compress(places >= 0)
    key.sort()
    lists = (key >> 1) & ((1 << bits_for(programs.size)) - 1)
    edges = np.searchsorted(key >> shift, np.arange(seats.size + 1))
    owner = np.repeat(np.arange(begin.size - 1), np.diff(begin))
    nobody = programs.size
    # The row that each applicant keeps: rows are in the applicant's own order.
    kept = np.full(begin.size - 1, nobody, np.int64)
    upcoming, vacant = edges[:-1].copy(), seats.copy()
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
        vacant += np.bincount(programs[refused], minlength=seats.size) - going
    placed = np.full(begin.size - 1, -1, np.int64)
    matched = np.flatnonzero(kept < nobody)
    placed[matched] = programs[kept[matched]]
    return placed
