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
from engine.base.grouping import Ints, applicant_order, fixed_point, group_sizes, group_sums
from engine.matching.soap import offer_rounds
from engine.season.applications import Applications
from engine.season.rank_lists import Interviews

_OFFERS = 3  # how often a refused early position is offered on
_DOUBT = 0.5  # SD: what an applicant does not know about a program's view, besides its taste


def early_positions(applications: Applications, rules: bool) -> Ints:
    """Positions each program offers before the Match, shape (P,); ``rules`` is All In."""
    programs = applications.market.programs
    if rules:
        return np.where(programs.outside_match, programs.positions, 0)
    community = (programs.prestige < 0) & (programs.field != COMPETITIVE)
    share = np.where(programs.outside_match, 1.0, applications.dials.early_share * community)
    return np.floor(programs.positions * share).astype(np.int64)


def cutoffs_without_early_offers(
    interviews: Interviews, waited: Ints, quotas: Ints
) -> NDArray[np.float64]:
    """Appeal of the last applicant each program admits when nobody offers early, shape (R * P,).

    ``waited``, shape (R * A,), is where everybody is matched then. Minus infinity where
    positions stay open, infinity where there are none.
    """
    admitted = waited[interviews.applicant_cell] == interviews.program_cell
    last = np.full(len(quotas), np.inf)
    np.minimum.at(last, interviews.program_cell[admitted], interviews.appeal[admitted])
    last[group_sizes(waited[waited >= 0], len(quotas)) < quotas] = -np.inf
    return last


def accept_early(
    applications: Applications,
    interviews: Interviews,
    last_admitted: NDArray[np.float64],
    early: Ints,
    rules: bool,
) -> Ints:
    """Let early offers go out, from the top of each program's list, and be answered.

    Where each applicant signed, shape (R * A,), numbered over all seasons; -1 is nowhere.
    ``last_admitted`` comes from `cutoffs_without_early_offers`, ``early`` from `early_positions`;
    with ``rules`` on, only IMGs and previous graduates may take an early offer.
    """
    market, application = applications.market, interviews.application
    seasons, program = len(last_admitted) // len(early), applications.program[application]
    may = (early[program] > 0) & interviews.ranked
    may &= (interviews.bucket == SAFE) | market.programs.outside_match[program]
    if rules:
        may &= ~market.applicants.us_senior[applications.applicant[application]]
    worth = worth_of_waiting(interviews, last_admitted, applications.dials.taste_ranking + _DOUBT)
    willing = interviews.liking > worth
    rows = np.flatnonzero(may)
    return offer_rounds(
        interviews.program_cell[rows],
        interviews.applicant_cell[rows],
        interviews.rank_key[rows],
        fixed_point(interviews.liking[rows]),
        np.tile(early, seasons),
        willing[rows],
        rounds=_OFFERS,
        applicants=seasons * len(market.applicants),
    ).placed


def worth_of_waiting(
    interviews: Interviews, last_admitted: NDArray[np.float64], doubt: float
) -> NDArray[np.float64]:
    """Say what each applicant expects of the Match, repeated on each of their rows, shape (N,).

    In units of prestige; being placed nowhere counts as one unit under the least liked of the
    applicant's own interviews. ``doubt`` is the SD of what an applicant does not know about a
    program's view.
    """
    order = applicant_order(interviews.applicant_cell, interviews.liking)
    person, liking = interviews.applicant_cell[order], interviews.liking[order].astype(float)
    margin = interviews.appeal[order] - last_admitted[interviews.program_cell[order]]
    margin = np.clip(margin, -8 * doubt, 8 * doubt) / doubt
    chance = np.where(interviews.ranked[order], np.interp(margin, *_normal_curve()), 0.0)
    fresh = np.diff(person, prepend=-1) != 0
    group = np.cumsum(fresh) - 1
    # Chance of being turned down by every better liked program, as a running product.
    logs = np.log1p(-np.minimum(chance, 1 - 1e-12))
    before = np.cumsum(logs) - logs
    still_free = np.exp(before - before[fresh][group])
    nothing = liking[np.diff(person, append=-1) != 0] - 1
    gain = group_sums(group, chance * still_free * (liking - nothing[group]))
    worth = np.empty(len(order))
    worth[order] = np.round(nothing + gain, 6)[group]
    return worth


@cache
def _normal_curve() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Tabulate the standard normal distribution function."""
    from statistics import NormalDist  # takes 5 ms to import

    grid = np.linspace(-4, 4, 801)
    return grid, np.array([NormalDist().cdf(z) for z in grid.tolist()])
