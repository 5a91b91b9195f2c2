"""Single applicants and couples as arrays, and what every attempt to match them reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.base.grouping import Ints, group_of
from engine.matching.deferred import Tentative


@dataclass(frozen=True, eq=False)
class CoupleMarket:
    """Single applicants and couples as arrays, taken to be checked.

    The first four are as in `engine.matching.deferred_acceptance`; the rows of a member of a
    couple only say where that member stands on programs' lists.
    """

    start: Ints
    program: Ints
    standing: Ints
    quotas: Ints
    members: Ints  # (C, 2): the two applicants of each couple
    pair_start: Ints  # (C + 1,): couple c ranks the pairs pair_start[c] to pair_start[c + 1] - 1
    first: Ints  # (L,): the row of the first member in each pair, or -1 for unmatched
    second: Ints  # (L,): the row of the second member
    # "choice": a couple that considers a pair first leaves its positions; "keep": it holds them.
    stability: str = "choice"


@dataclass(frozen=True, eq=False)
class CoupleOutcome:
    """A matching of single applicants and couples, and what blocks it."""

    row: Ints  # (A,): the row each applicant is placed at, or -1
    pair: Ints  # (C,): the pair each couple is placed on, or -1
    blocking_rows: list[int]  # of single applicants
    blocking_pairs: list[int]  # of couples

    @property
    def blocks(self) -> int:
        """How many rows and pairs block; 0 for a stable matching."""
        return len(self.blocking_rows) + len(self.blocking_pairs)


class CoupleTables:
    """Keys, programs' lists, and the single applicants' own matching.

    `listed` holds all keys in the order of the programs' lists, which begin at `listed_start`.
    `pairs` are those where both programs ranked their member (no other ever holds), `one` and
    `other` the key of each member there, or -1; each couple's begin at `pair_start`.
    """

    def __init__(self, market: CoupleMarket) -> None:
        self.market = market
        begin = market.start
        applicants = begin.size - 1
        # Nobody but the single applicants is there yet.
        self.tentative = Tentative(begin, market.program, market.standing, market.quotas)
        self.owner = group_of(np.diff(begin))
        self.couple_of = np.full(applicants, -1, np.int64)
        self.couple_of[market.members.ravel()] = np.arange(market.members.size) // 2
        self.tentative.propose(begin[:-1].compress((self.couple_of < 0) & (begin[1:] > begin[:-1])))
        key, shift = self.tentative.key, self.tentative.shift
        self.listed = np.sort(key)
        self.listed_start = np.searchsorted(self.listed >> shift, np.arange(market.quotas.size + 1))
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
