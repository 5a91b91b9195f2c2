"""Early offers go out, and are answered.

Programs that may offer positions before the Match (`engine.season.early_positions`) offer them to
whom they think safe (`engine.season.vetting`); a program outside the Match, which has no other
way to fill, to everybody it ranks. A director would rather "discuss an offer" first: who would
not accept is mostly found out before one is made (S3-32). Offers go out from the middle of
November to the end of December, six weeks (S3-06): the shorter the deadline, the more often a
refused one goes on.

An applicant accepts when the offer beats what waiting is worth: the expected liking over the
programs that interviewed them and take part in the Match, given the last one admitted there
in the same season without early offers. Who accepts is taken off the lists before the Match
runs, as R9 asks them to withdraw.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import SAFE
from engine.base.grouping import Ints, first_of_each, group_sums
from engine.base.ordering import applicant_order, fixed_point, sds
from engine.matching.soap import offer_rounds
from engine.season.applications import Applications
from engine.season.early_positions import EarlyPositions
from engine.season.rank_lists import Interviews

_WEEKS = 6  # in which early offers go out
_DOUBT = 0.5  # SD: what an applicant does not know about a program's view, besides its taste


@dataclass(frozen=True, eq=False)
class EarlyOffers:
    """What came of early offers.

    Attributes
    ----------
    signed : ndarray of int, shape (R * A,)
        Where each applicant signed, numbered over all seasons; -1 is nowhere.
    offered : ndarray of bool, shape (N,)
        Which interviews led to an offer.
    """

    signed: Ints
    offered: NDArray[np.bool_]


def accept_early(
    applications: Applications,
    interviews: Interviews,
    last: NDArray[np.int32],
    to_give: EarlyPositions,
) -> EarlyOffers:
    """Let early offers go out, to whom each program dares to offer one, and be answered.

    ``interviews`` come from `engine.season.vetting.vet`; ``last``, shape (R, P), is the rank key
    of the last one admitted when nobody offers early, as of `engine.season.list_ends`.
    """
    may = may_be_offered(applications, interviews, to_give)
    # Only who may be offered something weighs it.
    asked = np.zeros(len(last) * len(applications.market.applicants), bool)
    asked[interviews.applicant_cell[may]] = True
    weighed = np.flatnonzero(asked[interviews.applicant_cell])
    willing = np.zeros(len(interviews), bool)
    willing[weighed] = beats_waiting(applications, interviews.only(weighed), last)
    return offer_early(applications, interviews, may, willing, to_give, len(last))


def may_be_offered(
    applications: Applications, interviews: Interviews, to_give: EarlyPositions
) -> NDArray[np.bool_]:
    """Say of each interview whether an early offer may come of it, shape (N,)."""
    market = applications.market
    program = applications.program[interviews.application]
    who = applications.applicant[interviews.application]
    may = (to_give.number[program] > 0) & interviews.ranked
    may &= (interviews.bucket == SAFE) | market.programs.outside_match[program]
    may &= to_give.open_to[program, market.applicants.kind[who]]
    return may


def beats_waiting(
    applications: Applications,
    interviews: Interviews,
    last: NDArray[np.int32],
    best_first: Ints | None = None,
) -> NDArray[np.bool_]:
    """Say where an offer would beat what waiting is worth; all interviews of each applicant.

    ``best_first`` numbers the interviews of some applicants only, each one's best liked first;
    the answer then comes in this order.
    """
    dials = applications.dials
    doubt = dials.taste_ranking + _DOUBT
    if best_first is None:
        worth = worth_of_waiting(interviews, last, doubt, dials.no_place_cost)
        return interviews.liking > worth
    worth = _worth_in_order(interviews, best_first, last, doubt, dials.no_place_cost)
    return interviews.liking[best_first] > worth


def offer_early(
    applications: Applications,
    interviews: Interviews,
    may: NDArray[np.bool_],
    willing: NDArray[np.bool_],
    to_give: EarlyPositions,
    seasons: int,
) -> EarlyOffers:
    """Let early offers go out where they ``may``, and be accepted by whom they find ``willing``."""
    market, dials = applications.market, applications.dials
    rows = np.flatnonzero(may & (willing | ~interviews.sounded_out))
    rounds = offer_rounds(
        interviews.program_cell[rows],
        interviews.applicant_cell[rows],
        interviews.early_key[rows],
        fixed_point(interviews.liking[rows]),
        np.tile(to_give.number, seasons),
        willing[rows],
        rounds=_WEEKS // dials.early_deadline,
        applicants=seasons * len(market.applicants),
    )
    offered = np.zeros(len(interviews), bool)
    offered[rows] = rounds.offered > 0
    return EarlyOffers(rounds.placed, offered)


def worth_of_waiting(
    interviews: Interviews, last: NDArray[np.int32], doubt: float, cost: float
) -> NDArray[np.float64]:
    """Say what each applicant expects of the Match, repeated on each of their rows, shape (N,).

    In units of prestige; being placed nowhere counts as ``cost`` under the least liked of the
    applicant's own interviews. ``doubt`` is the SD of what an applicant does not know about a
    program's view.
    """
    order = applicant_order(interviews.applicant_cell, interviews.liking)
    worth = np.empty(len(order))
    worth[order] = _worth_in_order(interviews, order, last, doubt, cost)
    return worth


def _worth_in_order(
    interviews: Interviews, order: Ints, last: NDArray[np.int32], doubt: float, cost: float
) -> NDArray[np.float64]:
    """Say what `worth_of_waiting` does, in an order by applicant and best first."""
    person, liking = interviews.applicant_cell[order], interviews.liking[order].astype(float)
    bar = last.ravel()[interviews.program_cell[order]]
    farthest, chances = _chances(doubt)
    margin = np.clip(bar - interviews.rank_key[order], -farthest, farthest)
    chance = chances[margin + farthest] * interviews.ranked[order]
    fresh = first_of_each(person)
    group = np.cumsum(fresh) - 1
    # Chance of being turned down by every better liked program, as a running product.
    logs = np.log1p(-np.minimum(chance, 1 - 1e-12))
    before = np.cumsum(logs) - logs
    still_free = np.exp(before - before[fresh][group])
    nothing = liking[np.diff(person, append=-1) != 0] - cost
    gain = group_sums(group, chance * still_free * (liking - nothing[group]))
    worth: NDArray[np.float64] = np.round(nothing + gain, 6)[group]
    return worth


@lru_cache(maxsize=8)
def _chances(doubt: float) -> tuple[int, NDArray[np.float64]]:
    """Tabulate the chance to stand above a bar, for all that rank keys may be apart.

    That is from so many to so many; beyond them, nothing is in doubt.
    """
    from statistics import NormalDist  # takes 5 ms to import

    grid = np.linspace(-4, 4, 801)
    farthest = int(np.ceil(4 * doubt / sds(np.array(1))))
    margin = sds(np.arange(-farthest, farthest + 1)) / doubt
    chances = np.interp(margin, grid, [NormalDist().cdf(z) for z in grid.tolist()])
    chances.setflags(write=False)
    return farthest, chances
