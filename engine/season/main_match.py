"""The Match of some seasons: early offers before it, rank order lists, couples, first years.

Where positions are of several types, applicants rank preliminary programs behind all others: on a
supplemental list beside an advanced program, and some for themselves at the end of the primary
list. So what happens there moves nobody elsewhere, and the Match falls into two: first everybody
among the programs that lead to the end of the training, then those who still lack a first year
among the preliminary ones, to which unfilled positions of the others may revert in between.
Together they are what `engine.match` gives with supplemental lists and reversions. Partners of a
couple look for their first years each for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.grouping import Ints, group_sizes, starts
from engine.base.ordering import BITS, applicant_order, fixed_point, sorted_rows
from engine.market.market import Market, Programs, after_reversions
from engine.matching.deferred import deferred_acceptance
from engine.scenario.assumptions import Assumptions
from engine.season.applications import Applications
from engine.season.couples import match_couples
from engine.season.early_positions import early_positions
from engine.season.list_ends import last_admitted
from engine.season.prematch import EarlyOffers, accept_early
from engine.season.rank_lists import Interviews


@dataclass(frozen=True, eq=False)
class MainMatch:
    """Who has a place before SOAP; programs numbered over all seasons, -1 is none.

    Attributes
    ----------
    offered : ndarray of bool, shape (N,)
        Which interviews led to an early offer.
    signed, matched : ndarray of int, shape (R, A)
        Where each signed early; where each matched, in the end.
    first_year : ndarray of int, shape (R, A)
        The first year that a supplemental list brings beside an advanced position.
    """

    offered: NDArray[np.bool_]
    signed: Ints
    matched: Ints
    first_year: Ints

    @property
    def placed(self) -> Ints:
        """Where each has a place, early or not."""
        return np.maximum(self.signed, self.matched)


def run_match(
    everybody: Applications, couples: Ints, interviews: Interviews, rules: bool, seasons: int
) -> MainMatch:
    """Let early offers be answered, take those who sign off the lists, and run the Match."""
    market = everybody.market
    programs, shape = market.programs, (seasons, len(market.applicants))
    rows = certified(interviews)
    whole = rows[~at_preliminary(interviews, programs)[rows]]
    quotas = positions_in_match(market, seasons)

    def run(rows: Ints, quotas: Ints) -> Ints:
        if len(couples):
            found = _match_with_couples(everybody, couples, interviews, rows, quotas, seasons)
        else:
            found = _match_of(interviews, rows, quotas, seasons * shape[1])
        return found.reshape(shape)

    to_give = early_positions(market, everybody.dials, rules)
    nowhere = np.full(shape, -1, np.int64)
    if to_give:
        waited = run(whole, quotas)
        last = last_admitted(programs, interviews, nowhere, waited, nowhere)
        last[:, programs.preliminary] = -1  # nobody weighs a first year against an early offer
        early_offers = accept_early(everybody, interviews, last, to_give)
        quotas = not_given_early(quotas, early_offers.signed)
        rows, whole = (
            part[early_offers.signed[interviews.applicant_cell[part]] < 0] for part in (rows, whole)
        )
    else:
        early_offers = EarlyOffers(nowhere.ravel(), np.zeros(len(interviews), bool))
    matched, first_year = run(whole, quotas), nowhere
    if programs.preliminary.any():
        matched, first_year = _with_first_years(everybody, interviews, rows, matched, quotas)
    return MainMatch(early_offers.offered, early_offers.signed.reshape(shape), matched, first_year)


def not_given_early(quotas: Ints, signed: Ints) -> Ints:
    """Take off what is given early: a position in the Match is not offered there again."""
    left: Ints = np.maximum(quotas - group_sizes(signed[signed >= 0], len(quotas)), 0)
    return left


def certified(interviews: Interviews) -> Ints:
    """Sort the ranked interviews into the applicants' rank order lists, best liked first."""
    rows = np.flatnonzero(interviews.ranked)
    return rows[applicant_order(interviews.applicant_cell[rows], interviews.liking[rows])]


def own_lists(interviews: Interviews, programs: Programs) -> Ints:
    """Sort the interviews into the lists that applicants make of them, preliminary programs last.

    Rows by applicant, best liked first, whether the program ranks the applicant or not.
    """
    return sorted_rows(interviews.applicant_cell, own_order(interviews, programs), BITS + 1)


def own_order(interviews: Interviews, programs: Programs) -> Ints:
    """Give each interview the applicant's order of programs, as of `own_lists`: smaller = better.

    Shape (N,), all below ``2 ** (BITS + 1)``.
    """
    last = at_preliminary(interviews, programs).astype(np.int64)
    return fixed_point(interviews.liking) + (last << BITS)


def at_preliminary(interviews: Interviews, programs: Programs) -> NDArray[np.bool_]:
    """Say which interviews are at preliminary programs, shape (N,)."""
    return programs.preliminary[interviews.program_cell % len(programs)]


def positions_in_match(market: Market, seasons: int) -> Ints:
    """Positions that the Match fills, shape (R * P,)."""
    programs = market.programs
    return np.tile(np.where(programs.outside_match, 0, programs.positions), seasons)


def ranks_first_years(market: Market, dials: Assumptions) -> NDArray[np.bool_]:
    """Say who ranks preliminary programs at the end of the primary list too, shape (A,)."""
    keys = noise.season_keys(market.seed, "ranks first years")
    luck = noise.uniform(keys, noise.pair_keys(market.numbers))
    chosen: NDArray[np.bool_] = luck < dials.preliminary_alone_share
    return chosen


def _with_first_years(
    everybody: Applications, interviews: Interviews, rows: Ints, matched: Ints, quotas: Ints
) -> tuple[Ints, Ints]:
    """Match those who still lack a first year; ``rows`` are of all who did not sign early.

    Where each is matched then, and who matched to a first year beside that; both (R, A).
    """
    programs = everybody.market.programs
    left = quotas - group_sizes(matched[matched >= 0], quotas.size)
    left = after_reversions(programs, left.reshape(-1, len(programs))).ravel()
    alone = (matched < 0) & ranks_first_years(everybody.market, everybody.dials)
    beside = (matched >= 0) & programs.advanced[matched % len(programs)]
    looks = (alone | beside).ravel()[interviews.applicant_cell[rows]]
    rows = rows[looks & at_preliminary(interviews, programs)[rows]]
    found = _match_of(interviews, rows, left, matched.size).reshape(matched.shape)
    return np.where(alone, found, matched), np.where(beside, found, -1)


def _match_of(interviews: Interviews, rows: Ints, quotas: Ints, applicants: int) -> Ints:
    """Run the Match over some rank order lists, as of `certified`; programs, shape (R * A,)."""
    start = starts(interviews.applicant_cell[rows], applicants)
    return deferred_acceptance(
        start, interviews.program_cell[rows], interviews.rank_key[rows], quotas
    )


def _match_with_couples(
    everybody: Applications,
    couples: Ints,
    interviews: Interviews,
    rows: Ints,
    quotas: Ints,
    seasons: int,
) -> Ints:
    """Run the Match season by season: only where couples go in a circle is it tried again."""
    size, programs = len(everybody.market.applicants), len(everybody.market.programs)
    start = starts(interviews.applicant_cell[rows], seasons * size)
    placed = []
    for season in range(seasons):
        first, last = start[season * size], start[(season + 1) * size]
        own, offset = rows[first:last], season * programs
        here = match_couples(
            start[season * size : (season + 1) * size + 1] - first,
            interviews.program_cell[own] - offset,
            interviews.rank_key[own],
            interviews.liking[own],
            everybody.market.programs.region,
            quotas[offset : offset + programs],
            couples,
        )
        placed.append(np.where(here >= 0, here + offset, -1))
    return np.concatenate(placed)
