"""Early offers before the Match.

A program that takes part in the Match must fill every position through it (All
In, R8). Only programs outside the Match may offer early, and only to IMGs and
previous graduates (R9); they fill all positions that way, from the top of their
lists. With rules off, community programs in the less sought fields split their
positions, as in the documents' world (S3-05, S3-07), and offer early to
applicants in the bucket *safe*. An applicant accepts when the offer beats what
waiting is worth: the expected liking over the programs that interviewed them,
given the last place admitted there in the same season without early offers.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from engine.impression import Files
from engine.population import COMPETITIVE, US_IMG
from engine.rank_lists import SAFE, Interviews
from engine.soap import offer_rounds

_OFFERS = 3  # how often a refused early position is offered on
_GRID = np.linspace(-4, 4, 801)
_CURVE = np.array([NormalDist().cdf(z) for z in _GRID])


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
    standing: NDArray[np.int64],
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
    standing : ndarray of int, shape (N,)
        Place on the program's list, 0 = best, -1 = not ranked.
    last_admitted : ndarray of float, shape (R * P,)
        Appeal of the last applicant each program admitted in the same seasons
        without early offers; minus infinity where positions stayed open.
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
    kind = files.market.applicants.kind[files.applicant[seen.file]]
    program = files.program[seen.file]
    may = (early[program] > 0) & (standing >= 0)
    may &= (seen.bucket == SAFE) | files.market.programs.outside_match[program]
    if rules:
        may &= kind >= US_IMG
    willing = seen.liking > worth_of_waiting(seen, last_admitted, files.dials.taste_ranking + 0.5)
    rows = np.flatnonzero(may)
    liking = np.rint(-1000 * seen.liking[rows]).astype(np.int64)
    return offer_rounds(
        seen.program[rows],
        seen.applicant[rows],
        standing[rows],
        liking,
        np.tile(early, seasons),
        willing[rows],
        rounds=_OFFERS,
        applicants=seasons * people,
    ).placed


def worth_of_waiting(
    seen: Interviews, last_admitted: NDArray[np.float64], doubt: float
) -> NDArray[np.float64]:
    """What each applicant expects of the Match, repeated on each of their rows.

    Parameters
    ----------
    seen : Interviews
        The interviews, N of them, by applicant.
    last_admitted : ndarray of float, shape (R * P,)
        Appeal of the last applicant each program admitted.
    doubt : float
        SD of what an applicant does not know about a program's view.

    Returns
    -------
    ndarray of float, shape (N,)
        Expected liking, in units of prestige; being placed nowhere counts as
        one unit under the least liked program.
    """
    order = np.lexsort((-seen.liking, seen.applicant))
    person = seen.applicant[order]
    margin = seen.appeal[order] - last_admitted[seen.program[order]]
    chance = np.interp(np.nan_to_num(margin, posinf=1e9) / doubt, _GRID, _CURVE)
    chance = np.where(seen.ranked[order], chance, 0.0)
    fresh = np.diff(person, prepend=-1) != 0
    group = np.cumsum(fresh) - 1
    # Chance of being turned down by every better liked program, as a running product.
    logs = np.log1p(-np.minimum(chance, 1 - 1e-12))
    before = np.cumsum(logs) - logs
    still_free = np.exp(before - before[fresh][group])
    worst = seen.liking.min(initial=0.0) - 1
    gain = chance * still_free * (seen.liking[order] - worst)
    worth = np.empty(len(order))
    worth[order] = (worst + np.bincount(group, gain))[group] if len(order) else 0.0
    return worth
