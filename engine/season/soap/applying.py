"""Who applies where in SOAP: those who lack a position, or a part, to programs that take part.

Applicants look at the list of unfilled programs, keep to their own field or not, and apply to
those they like best, up to the cap. Nobody applies to the competitive field who did not want it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import COMPETITIVE, FIELDS
from engine.base.columns import Rows, only_rows
from engine.base.grouping import (
    Ints,
    edges,
    group_of,
    group_sizes,
    group_sums,
    place_in_group,
    ranges,
)
from engine.base.noise import Years
from engine.base.ordering import applicant_order, fixed_point
from engine.market.apply import attraction
from engine.market.market import Market, Programs, outside_field
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import Strategy


@dataclass(frozen=True, eq=False, kw_only=True)
class SoapFiles:
    """SOAP applications, M of them, by season and applicant.

    Attributes
    ----------
    season, applicant, program : ndarray of int, shape (M,)
        Which season of those played; who applies where.
    pair : ndarray of uint64, shape (M,)
        Noise key of applicant and program.
    preference_key : ndarray of int32, shape (M,)
        The applicant's order of programs, smaller = better.
    elsewhere : ndarray of float, shape (M,)
        Share of the applicant's SOAP applications that go to other fields than this program's,
        preliminary years aside.
    lacks : ndarray of int8, shape (M,)
        Years of training that the applicant lacks: bits, as in `engine.matching.positions`.
    applicant_cell, program_cell : ndarray of int, shape (M,)
        Both numbered over all seasons.
    """

    season: Ints
    applicant: Ints
    program: Ints
    pair: noise.Key
    preference_key: NDArray[np.int32]
    elsewhere: NDArray[np.float64]
    lacks: NDArray[np.int8]
    applicant_cell: Ints
    program_cell: Ints

    def __len__(self) -> int:
        return len(self.season)

    def only(self, rows: Rows) -> SoapFiles:
        """Keep some of them."""
        return only_rows(self, rows)

    def in_seasons(self, season: Ints, people: int, programs: int) -> SoapFiles:
        """Give them, of so many applicants and programs a season, other seasons."""
        return replace(
            self,
            season=season,
            applicant_cell=season * people + self.applicant,
            program_cell=season * programs + self.program,
        )


def apply_in_soap(
    market: Market,
    lacks: NDArray[np.int8],
    open_positions: Ints,
    dials: Assumptions,
    strategy: Strategy,
    years: Years,
) -> SoapFiles:
    """Let people apply for the open positions, (R, P); you by your ``strategy``.

    ``lacks``, shape (R, A), are the years of training that each lacks, bits; whoever lacks nothing
    takes no part. Nobody may apply for a year that is not lacking.
    """
    applicants, programs = market.applicants, market.programs
    season, who, where = considered(market, lacks > 0, open_positions)
    fits = (programs.field[where] != COMPETITIVE) | (applicants.field[who] == COMPETITIVE)
    fits &= programs.covers[where] & ~lacks[season, who] == 0
    if not strategy.soap_part:
        fits &= (who != market.you) | (programs.covers[where] == lacks[season, who])
    season, who, where = season[fits], who[fits], where[fits]
    owner = season * len(applicants) + who
    kept = _focused(market, owner, who, where, dials, strategy, years)
    season, who, where, owner = season[kept], who[kept], where[kept], owner[kept]
    pair = noise.pair_keys(market.numbers[who], where)
    liking = attraction(market.seed, applicants, programs, who, where, pair, dials)
    # Most would rather have all of the training than a part of it (S2-54).
    part = programs.covers[where] != lacks[season, who]
    liking += dials.soap_liking_part * part
    # A class is a small copy of the Match, and so is its cap.
    cap = max(1, round(dials.soap_applications_most * dials.application_scale))
    most = np.full(len(applicants), cap)
    if strategy.soap_applications is not None:
        most[market.you] = strategy.soap_applications
    number = group_sizes(owner)
    chosen = np.ones(len(owner), bool)
    if len(owner) and (number[owner] > most[who]).any():
        best_first = applicant_order(owner, liking)
        chosen[best_first] = place_in_group(number) < most[who[best_first]]
    return SoapFiles(
        season=season[chosen],
        applicant=who[chosen],
        program=where[chosen],
        pair=pair[chosen],
        preference_key=fixed_point(liking[chosen]),
        elsewhere=_share_elsewhere(owner[chosen], programs, where[chosen]),
        lacks=lacks[season, who][chosen],
        applicant_cell=owner[chosen],
        program_cell=(season * len(programs) + where)[chosen],
    )


def _focused(
    market: Market,
    owner: Ints,
    who: Ints,
    where: Ints,
    dials: Assumptions,
    strategy: Strategy,
    years: Years,
) -> NDArray[np.bool_]:
    """Whether each possible application stays, given who keeps to the own field.

    Whose own field has nothing open looks elsewhere all the same.
    """
    people = len(market.applicants)
    keys = years.keys("focused")[:, None]
    focused = noise.happens(dials.soap_focused_share, keys, noise.pair_keys(market.numbers))
    if strategy.soap_focus is not None:
        focused[:, market.you] = strategy.soap_focus
    own = ~outside_field(market.applicants, market.programs, who, where)
    has_own = group_sums(owner, own, len(years) * people) > 0
    stays: NDArray[np.bool_] = own | ~focused.ravel()[owner] | ~has_own[owner]
    return stays


def _share_elsewhere(owner: Ints, programs: Programs, where: Ints) -> NDArray[np.float64]:
    """Share of the owner's applications that go to other fields than that of each.

    A preliminary year is part of the way into every field.
    """
    kinds = len(FIELDS) + 1  # of application: to each of the fields, and to all of them
    number, anywhere = group_sizes(owner), kinds * owner + len(FIELDS)
    here = np.where(programs.preliminary[where], anywhere, kinds * owner + programs.field[where])
    sent = group_sizes(here, kinds * len(number))
    alike = np.where(here == anywhere, number[owner], sent[here] + sent[anywhere])
    share: NDArray[np.float64] = 1 - alike / np.maximum(number[owner], 1)
    return share


def considered(
    market: Market, unmatched: NDArray[np.bool_], open_positions: Ints
) -> tuple[Ints, Ints, Ints]:
    """Pair the unmatched, in full or in part, with unfilled programs they consider, by applicant.

    Nothing is ever unmatched x programs dense: the unfilled programs of a season are listed
    once, in the order of the ring, and everybody takes a stretch of that list, and the home
    program wherever it is.
    """
    season, applicant = np.nonzero(unmatched)
    programs = len(market.programs)
    unfilled = open_positions[:, market.programs.ring] > 0
    at, found = np.nonzero(unfilled)
    number = group_sizes(at, len(unmatched))
    first = edges(number)
    everything = bool((market.considered == programs).all())
    if everything:
        start, each = np.zeros(len(season), np.int64), number[season]
    else:
        # How many unfilled programs there are on the ring before each place, all seasons.
        before = np.zeros((len(unfilled), programs + 1), np.int64)
        np.cumsum(unfilled, axis=1, out=before[:, 1:])
        begin = market.considered_from[applicant]
        end = begin + market.considered[applicant]
        start = before[season, begin]
        each = before[season, np.minimum(end, programs)] - start
        each += before[season, np.maximum(end - programs, 0)]
    of = group_of(each)
    nth = ranges(start, each)
    nth -= np.where(nth >= number[season[of]], number[season[of]], 0)  # once around the ring
    program = market.programs.ring[found[first[season[of]] + nth]]
    if not everything:
        home = market.home_program[applicant]
        beyond = np.flatnonzero(_beyond_the_stretch(market, applicant, home))
        beyond = beyond[open_positions[season[beyond], home[beyond]] > 0]
        of, program = np.append(of, beyond), np.append(program, home[beyond])
        by_applicant = np.argsort(of, kind="stable")
        of, program = of[by_applicant], program[by_applicant]
    return season[of], applicant[of], program


def _beyond_the_stretch(market: Market, applicant: Ints, program: Ints) -> NDArray[np.bool_]:
    """Whether a program, -1 for none, is outside the stretch of the ring that each considers."""
    along = np.argsort(market.programs.ring)[program] - market.considered_from[applicant]
    beyond = along % len(market.programs) >= market.considered[applicant]
    return (program >= 0) & beyond
