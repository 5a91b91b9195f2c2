"""Who stands where on the programs' lists of SOAP, round by round.

1. What stands out before anybody is called: the program's own students, those it interviewed
   and ranked, now and then somebody's pet project (S2-22, S2-30, S2-31).
2. From all files read to a long list; its lower part is cut; the upper part of the rest is
   talked and called about (S2-28).
3. In a list that may change between rounds: signs of trouble cost places, less so where many
   positions are open and with every round that passes (S2-18, S2-23); in the first rounds a
   program asks for more than it would take in the end (S2-35, S2-37).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import LIKED
from engine.base.grouping import Floats, Ints, group_sizes, group_sums
from engine.base.noise import Years
from engine.base.ordering import fixed_point, program_order
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions
from engine.season.soap.applying import SoapFiles

_NO_BAR = -10.0  # the low end of the dial: everybody is above it


def standing_out(
    market: Market, files: SoapFiles, met: NDArray[np.int8], dials: Assumptions, years: Years
) -> Floats:
    """Add up what lifts a file before anybody is called, in SD, shape (M,)."""
    home = market.own_school(files.applicant, files.program)
    lift: Floats = dials.soap_home_first * home.astype(np.float64)
    lift += dials.soap_interviewed_first * (met == LIKED)
    lift -= dials.soap_scatter * files.elsewhere
    keys = years.keys("pet project")[files.season]
    lift += dials.soap_pet_lift * noise.happens(dials.soap_pet_share, keys, files.pair)
    return lift


def on_lists(
    cell: Ints, bare: Floats, open_positions: Ints, dials: Assumptions
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which of the files read stay on the list, and which of these are on the short one.

    ``cell`` is the program of each, numbered over all seasons, ``bare`` how it looks before any
    call, ``open_positions`` flat over all seasons.
    """
    place = program_order(cell, fixed_point(bare), open_positions.size)
    many = open_positions[cell]
    long = np.minimum(np.ceil(dials.soap_long_list * many), group_sizes(cell)[cell])
    short = np.ceil(dials.soap_short_list * many)
    kept = place < np.maximum(np.ceil((1 - dials.soap_cut_share) * long), np.minimum(short, long))
    return kept, kept & (place < short)


def desperation(open_positions: Ints, positions: Ints, rounds: int, dials: Assumptions) -> Floats:
    """Say what share of its fears a program drops in each round, shape (rounds, R * P).

    ``open_positions`` and ``positions``, shape (R, P) and (P,), are before round 1.
    """
    share = (open_positions / np.maximum(positions, 1)).ravel()
    by_round = dials.soap_desperation_round * np.arange(rounds)[:, None]
    return np.clip(dials.soap_desperation_open * share + by_round, 0.0, 1.0)


def asks_for_more(dials: Assumptions) -> bool:
    """Whether programs ask for more in the first rounds than they would take in the end."""
    return dials.soap_first_bar > _NO_BAR


def lists_by_round(
    cell: Ints, view: Floats, fear: Floats, dropped: Floats, dials: Assumptions
) -> NDArray[np.int32]:
    """Rank key on each round's list, shape (rounds, N); -1 = not on it.

    ``view`` is what the program thinks without fear, ``fear`` what it takes off, and ``dropped``,
    shape (rounds, R * P), the share of that it drops.
    """
    mean = group_sums(cell, view) / np.maximum(group_sizes(cell), 1)
    keys = np.empty((len(dropped), len(cell)), np.int32)
    for number, share in enumerate(dropped):
        appeal = view - fear * (1 - share[cell])
        keys[number] = fixed_point(appeal)
        if number < 2 and asks_for_more(dials):
            bar = mean[cell] + dials.soap_first_bar - number
            keys[number, keys[number] > fixed_point(bar)] = -1
    return keys
