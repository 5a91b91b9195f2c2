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

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import LIKED, NOT_MET, NOT_WANTED, RANKED_BEFORE, TOO_RISKY
from engine.base.grouping import Floats, Ints, fixed_point, group_sizes, group_sums, program_order
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions
from engine.season.rank_lists import Interviews
from engine.season.soap_applying import SoapFiles, happens


@dataclass(frozen=True, eq=False)
class Met:
    """Who met whom before the Match, in some seasons: one sorted number per interview.

    Whom a program ranked, and who ranked it, matched there or higher, if it has a position open:
    so of those in SOAP it interviewed, it ranked nobody. What S2-30 puts on top are applicants
    whom it liked and did not rank.

    Attributes
    ----------
    key : ndarray of int, shape (N,)
        Season, applicant, program, and what the program thought, in one number.
    people, programs : int
        Applicants and programs of a season.
    """

    key: Ints
    people: int
    programs: int

    def of(self, season: Ints, applicant: Ints, program: Ints) -> NDArray[np.int8]:
        """Say of pairs how they met: `NOT_MET`, `NOT_WANTED`, `LIKED` or `RANKED_BEFORE`."""
        asked = 4 * ((season * self.people + applicant) * self.programs + program)
        at = np.searchsorted(self.key, asked)
        found = np.append(self.key, -1)[at] - asked
        return np.where((found > 0) & (found < 4), found, NOT_MET).astype(np.int8)


def met_before(
    interviews: Interviews, unmatched: NDArray[np.bool_], programs: int, dials: Assumptions
) -> Met:
    """Remember the interviews of those ``unmatched``, (R, A), of so many programs a season."""
    rows = np.flatnonzero(unmatched.ravel()[interviews.applicant_cell])
    above = interviews.rank_key[rows] <= fixed_point(np.array(dials.floor_ranking))
    liked = above & (interviews.bucket[rows] != TOO_RISKY)
    code = np.select([interviews.ranked[rows], liked], [RANKED_BEFORE, LIKED], NOT_WANTED)
    program = interviews.program_cell[rows] - interviews.season[rows] * programs
    key = 4 * (interviews.applicant_cell[rows] * programs + program) + code
    return Met(np.sort(key.astype(np.int64)), unmatched.shape[1], programs)


def standing_out(
    market: Market,
    files: SoapFiles,
    met: NDArray[np.int8],
    dials: Assumptions,
    seed: int,
    replicates: Ints,
) -> Floats:
    """Add up what lifts a file before anybody is called, in SD, shape (M,)."""
    home = own_student(market, files.applicant, files.program)
    lift: Floats = dials.soap_home_first * home.astype(np.float64)
    lift += dials.soap_interviewed_first * (met >= LIKED)
    lift -= dials.soap_scatter * files.elsewhere
    keys = noise.season_keys(seed, "pet project", replicates)[files.season]
    lift += dials.soap_pet_lift * happens(dials.soap_pet_share, keys, files.pair)
    return lift


def own_student(market: Market, applicant: Ints, program: Ints) -> NDArray[np.bool_]:
    """Whether each program belongs to the school of the applicant."""
    school = market.programs.school[program]
    own: NDArray[np.bool_] = (school >= 0) & (school == market.applicants.school[applicant])
    return own


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
        if number < 2 and dials.soap_first_bar > -10:
            bar = mean[cell] + dials.soap_first_bar - number
            keys[number, fixed_point(appeal) > fixed_point(bar)] = -1
    return keys
