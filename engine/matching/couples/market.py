"""Single applicants and couples as arrays, and what every attempt to match them reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.base.grouping import Ints
from engine.matching.deferred import Tentative


@dataclass(frozen=True)
class CoupleMarket:
    """Single applicants and couples as arrays, taken to be checked.

    Attributes
    ----------
    start, program, standing, quotas : ndarray of int64
        As in `engine.matching.deferred_acceptance`. The rows of a member of a
        couple only say where that member stands on programs' lists.
    members : ndarray of int64, shape (C, 2)
        The two applicants of each couple.
    pair_start : ndarray of int64, shape (C + 1,)
        Couple c ranks the pairs ``pair_start[c]`` to ``pair_start[c + 1] - 1``.
    first, second : ndarray of int64, shape (L,)
        The row of each member in each pair, or -1 for unmatched.
    stability : str
        ``"choice"``: a couple that considers a pair first leaves its positions.
        ``"keep"``: programs choose while it still holds them.
    """

    start: Ints
    program: Ints
    standing: Ints
    quotas: Ints
    members: Ints
    pair_start: Ints
    first: Ints
    second: Ints
    stability: str = "choice"


@dataclass(frozen=True)
class CoupleOutcome:
    """A matching of single applicants and couples, and what blocks it.

    Attributes
    ----------
    row : ndarray of int64, shape (A,)
        The row each applicant is placed at, or -1.
    pair : ndarray of int64, shape (C,)
        The pair each couple is placed on, or -1.
    blocking_rows, blocking_pairs : list of int
        Rows of single applicants and pairs of couples that block.
    """

    row: Ints
    pair: Ints
    blocking_rows: list[int]
    blocking_pairs: list[int]

    @property
    def blocks(self) -> int:
        """How many rows and pairs block; 0 for a stable matching."""
        return len(self.blocking_rows) + len(self.blocking_pairs)


class CoupleTables:
    """Keys, programs' lists, and the single applicants' own matching.

    Parameters
    ----------
    market : CoupleMarket
        The market.

    Attributes
    ----------
    tentative : Tentative
        The single applicants' matching, nobody else being there.
    owner : ndarray of int64, shape (E,)
        Applicant of each row.
    couple_of : ndarray of int64, shape (A,)
        Couple of each applicant, or -1.
    side, side_start : ndarray of int64, shape (E,) and (P + 1,)
        All keys in the order of the programs' lists, and where each begins.
    pairs : ndarray of int64
        Pairs where both programs ranked their member; the others never hold.
    one, other : ndarray of int64
        Key of each member in each of `pairs`, or -1.
    pair_start : ndarray of int64, shape (C + 1,)
        Where each couple's pairs begin in `pairs`.
    """

    def __init__(self, market: CoupleMarket) -> None:
        self.market = market
        begin = market.start
        applicants = begin.size - 1
        self.tentative = Tentative(begin, market.program, market.standing, market.quotas)
        self.owner = np.repeat(np.arange(applicants, dtype=np.int64), np.diff(begin))
        self.couple_of = np.full(applicants, -1, np.int64)
        self.couple_of[market.members.ravel()] = np.arange(market.members.size) // 2
        self.tentative.propose(begin[:-1].compress((self.couple_of < 0) & (begin[1:] > begin[:-1])))
        key, shift = self.tentative.key, self.tentative.shift
        self.side = np.sort(key)
        self.side_start = np.searchsorted(self.side >> shift, np.arange(market.quotas.size + 1))
        fits = np.ones(market.first.size, bool)
        columns = []
        for rows in (market.first, market.second):
            keys = np.full(rows.size, -1, np.int64)
            there = np.flatnonzero(rows >= 0)
            keys[there] = key[rows[there]]
            fits[there] &= keys[there] < self.tentative.open_cutoff[keys[there] >> shift]
            columns.append(keys)
        self.pairs = np.flatnonzero(fits)
        self.one, self.other = (keys[self.pairs] for keys in columns)
        self.pair_start = np.searchsorted(self.pairs, market.pair_start)
