"""Early offers before the Match.

A program that takes part in the Match must fill every position through it (All
In, R8). Only programs outside the Match may offer early, and only to IMGs and
previous graduates (R9); they fill all positions that way, from the top of their
lists. With rules off, community programs in the less sought fields split their
positions, as in the documents' world (S3-05, S3-07), and offer early to
applicants in the bucket *safe*. An applicant accepts when the offer beats what
waiting is worth: the expected liking over the programs that interviewed them and
take part in the Match, given the last one admitted there in the same season
without early offers.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import COMPETITIVE, SAFE
from engine.base.grouping import applicant_order, fixed_point
from engine.matching.soap import offer_rounds
from engine.season.applications import Files
from engine.season.rank_lists import Interviews

_OFFERS = 3  # how often a refused early position is offered on
_DOUBT = 0.5  # SD: what an applicant does not know about a program's view, besides its taste


def early_positions(files: Files, rules: bool) -> NDArray[np.int64]:
    """Positions each program offers before the Match, shape (P,).

    Parameters
    ----------
    files : Files
        The market and its dials.
    rules : bool
        Whether All In holds.

    Returns
    -------
    ndarray of int, shape (P,)
    """
    programs = files.market.programs
    if rules:
        return np.where(programs.outside_match, programs.positions, 0)
    community = (programs.prestige < 0) & (programs.field != COMPETITIVE)
    share = np.where(programs.outside_match, 1.0, files.dials.early_share * community)
    return np.floor(programs.positions * share).astype(np.int64)


def accept_early(
    files: Files,
    seen: Interviews,
    last_admitted: NDArray[np.float64],
    early: NDArray[np.int64],
    rules: bool,
) -> NDArray[np.int64]:
    """Let early offers go out and be answered.

    Parameters
    ----------
    files : Files
        The market and its dials.
    seen : Interviews
        The interviews, N of them.
    last_admitted : ndarray of float, shape (R * P,)
        Appeal of the last applicant each program admitted in the same seasons
        without early offers; minus infinity where positions stayed open, infinity
        where there were none.
    early : ndarray of int, shape (P,)
        From `early_positions`.
    rules : bool
        Whether only IMGs and previous graduates may take an early offer.

    Returns
    -------
    ndarray of int, shape (R * A,)
        Program (numbered over all seasons) of each applicant who signed, or -1.
    """
    seasons = len(last_admitted) // len(early)
    people = len(files.market.applicants)
    program = files.program[seen.file]
    may = (early[program] > 0) & seen.ranked
    may &= (seen.bucket == SAFE) | files.market.programs.outside_match[program]
    if rules:
        may &= ~files.market.applicants.us_senior[files.applicant[seen.file]]
    worth = worth_of_waiting(seen, last_admitted, files.dials.taste_ranking + _DOUBT)
    willing = seen.liking > worth
    rows = np.flatnonzero(may)
    return offer_rounds(
        seen.program[rows],
        seen.applicant[rows],
        seen.worse[rows],
        fixed_point(seen.liking[rows]),
        np.tile(early, seasons),
        willing[rows],
        rounds=_OFFERS,
        applicants=seasons * people,
    ).placed


def worth_of_waiting(
    seen: Interviews, last_admitted: NDArray[np.float64], doubt: float
) -> NDArray[np.float64]:
    """Say what each applicant expects of the Match, repeated on each of their rows.

    Parameters
    ----------
    seen : Interviews
        The interviews, N of them, by applicant.
    last_admitted : ndarray of float, shape (R * P,)
        Appeal of the last applicant each program admitted, as in `accept_early`.
    doubt : float
        SD of what an applicant does not know about a program's view.

    Returns
    -------
    ndarray of float, shape (N,)
        Expected liking, in units of prestige; being placed nowhere counts as one
        unit under the least liked of the applicant's own interviews.
    """
    order = applicant_order(seen.applicant, seen.liking)
    person, liking = seen.applicant[order], seen.liking[order].astype(float)
    margin = seen.appeal[order] - last_admitted[seen.program[order]]
    margin = np.clip(margin, -8 * doubt, 8 * doubt) / doubt
    chance = np.where(seen.ranked[order], np.interp(margin, *_normal_curve()), 0.0)
    fresh = np.diff(person, prepend=-1) != 0
    group = np.cumsum(fresh) - 1
    # Chance of being turned down by every better liked program, as a running product.
    logs = np.log1p(-np.minimum(chance, 1 - 1e-12))
    before = np.cumsum(logs) - logs
    still_free = np.exp(before - before[fresh][group])
    nothing = liking[np.diff(person, append=-1) != 0] - 1
    gain = np.bincount(group, chance * still_free * (liking - nothing[group]))
    worth = np.empty(len(order))
    worth[order] = np.round(nothing + gain, 6)[group]
    return worth


@cache
def _normal_curve() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Tabulate the standard normal distribution function."""
    from statistics import NormalDist  # takes 5 ms to import

    grid = np.linspace(-4, 4, 801)
    return grid, np.array([NormalDist().cdf(z) for z in grid.tolist()])
