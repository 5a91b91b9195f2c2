"""Couples of the class, and the pairs of programs they rank together.

A couple certifies one list of pairs. Both would like their best program, and a
region in common counts on top; after the pairs come lines on which one partner
stays unmatched. The Match is then `engine.matching`'s procedure for couples.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.grouping import Ints

MOST_PAIRS = 300  # NRMP's limit for a rank order list
TOGETHER = 1.5  # units of prestige: what two programs in one region are worth; modeling choice
_ALONE = -100.0  # under every pair: better together anywhere than one of the two unmatched


def draw_couples(seed: int, region: NDArray[np.integer], number: int) -> Ints:
    """Choose who of a class is a couple with whom: partners, mostly from one region, (number, 2).

    ``region`` is the home region of everybody in the class, at least twice as many.

    Examples
    --------
    >>> draw_couples(1, np.zeros(4, int), 2).shape
    (2, 2)
    """
    key = noise.uniform(noise.season_keys(seed, "couple"), noise.pair_keys(np.arange(len(region))))
    chosen = np.argsort(key, kind="stable")[: 2 * number]
    return chosen[np.argsort(region[chosen], kind="stable")].reshape(number, 2)


def match_couples(
    start: Ints,
    program: Ints,
    rank_key: NDArray[np.integer],
    liking: NDArray[np.floating],
    region: NDArray[np.integer],
    quotas: Ints,
    members: Ints,
) -> Ints:
    """Run the Match of one season with couples; return the program of each applicant, or -1.

    Stable where the procedure finds a stable matching; otherwise the matching that the fewest
    pairs block. Applicant ``a`` is ranked on the rows ``start[a]:start[a + 1]``, best liked first;
    of each row, shape (N,): the program, how it sees the applicant (rank key) and how the
    applicant likes it. ``members``, shape (K, 2), are the couples.
    """
    # They take 2 ms to import, and most classes have no couples.
    from engine.matching.couples.market import CoupleMarket
    from engine.matching.couples.settling import match_with_couples

    if not program.size:  # nobody is ranked anywhere
        return np.full(start.size - 1, -1, np.int64)
    pairs = [_pairs(start, program, liking, region, *couple) for couple in members.tolist()]
    outcome = match_with_couples(
        CoupleMarket(
            start=start,
            program=program,
            standing=np.asarray(rank_key, np.int64),
            quotas=quotas,
            members=members,
            pair_start=np.cumsum([0, *(len(first) for first, _ in pairs)]),
            first=np.concatenate([first for first, _ in pairs]),
            second=np.concatenate([second for _, second in pairs]),
        )
    )
    return np.where(outcome.row >= 0, program[outcome.row], -1)


def _pairs(
    start: Ints,
    program: Ints,
    liking: NDArray[np.floating],
    region: NDArray[np.integer],
    one: int,
    other: int,
) -> tuple[Ints, Ints]:
    """Rank the pairs of one couple: a row of each partner, -1 for unmatched."""
    mine = np.append(np.arange(start[one], start[one + 1]), -1)
    theirs = np.append(np.arange(start[other], start[other + 1]), -1)
    first, second = (side.ravel() for side in np.meshgrid(mine, theirs, indexing="ij"))
    somewhere = (first >= 0) & (second >= 0)
    worth = np.where(first >= 0, liking[first], _ALONE) + np.where(
        second >= 0, liking[second], _ALONE
    )
    near = region[program[first]] == region[program[second]]
    worth += np.where(somewhere & near, TOGETHER, 0.0)
    order = np.argsort(-worth, kind="stable")
    order = order[(first[order] >= 0) | (second[order] >= 0)][:MOST_PAIRS]
    return first[order], second[order]
