"""What people do around the offer rounds of SOAP.

Programs with open positions read the files of unmatched applicants who applied,
with SOAP's weights, a little less strict at their filters and more afraid of a
mistake. Applicants look at the list of unfilled programs, apply up to the cap,
take the best offer they hold, and let some offers lapse. The rounds themselves
are `engine.matching.soap`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import find_calls
from engine.backchannel.hearing import hear, pass_on
from engine.base import noise
from engine.base.codes import COMPETITIVE
from engine.base.grouping import (
    Ints,
    applicant_order,
    fixed_point,
    group_of,
    group_sizes,
    place_in_group,
    program_order,
    ranges,
)
from engine.market.apply import attraction
from engine.market.market import Market
from engine.matching.soap import OfferRounds, offer_rounds
from engine.scenario.assumptions import Assumptions
from engine.season.applications import Applications
from engine.season.filters import stopped_by
from engine.season.impression import appeal, bare_appeal, fit, spoken, vetoes


@dataclass(frozen=True, eq=False)
class SoapWeek:
    """SOAP of some seasons; the second table, one entry per SOAP application.

    Attributes
    ----------
    season : ndarray of int, shape (M,)
        Which season of those played.
    applicant, program : ndarray of int, shape (M,)
        Numbered within the market.
    appeal : ndarray of float, shape (M,)
        How the program sees the applicant, in SD of readiness; NaN where a filter
        stops the application.
    listed : ndarray of bool, shape (M,)
        Whether the program puts the applicant on its preference list.
    rounds : OfferRounds
        What the offer rounds brought; applicants and programs numbered over
        all seasons.
    """

    season: Ints
    applicant: Ints
    program: Ints
    appeal: NDArray[np.float64]
    listed: NDArray[np.bool_]
    rounds: OfferRounds

    @cached_property
    def standing(self) -> Ints:
        """Place on the program's preference list, 0 = best; -1 = not listed; shape (M,)."""
        programs = int(self.program.max(initial=0)) + 1
        cell = (self.season * programs + self.program)[self.listed]
        standing = np.full(len(self.listed), -1, np.int64)
        rank_key = fixed_point(self.appeal[self.listed])
        standing[self.listed] = program_order(cell, rank_key, int(cell.max(initial=0)) + 1)
        return standing


@dataclass(frozen=True, eq=False)
class _SoapApplications:
    """SOAP applications, M of them, by season and applicant; smaller preference keys are better."""

    season: Ints
    applicant: Ints
    program: Ints
    preference_key: NDArray[np.int32]
    pair: noise.Key


def run_week(
    applications: Applications,
    unmatched: NDArray[np.bool_],
    open_positions: Ints,
    seed: int,
    replicates: Ints,
) -> SoapWeek:
    """Play SOAP week of those ``unmatched``, (R, A), for the ``open_positions``, (R, P).

    1. The unmatched apply to unfilled programs that they consider.
    2. Programs filter and read the files, and list whom they would take.
    3. Offers go out in rounds; some are left to lapse.
    """
    dials, market = applications.dials, applications.market
    applicants, programs = market.applicants, market.programs
    sent = _apply_in_soap(market, unmatched, open_positions, dials)
    stopped = stopped_by(
        applicants,
        programs,
        sent.applicant,
        sent.program,
        exam_relief=dials.soap_exam_relief,
        relaxed=programs.relaxes_in_soap,
    )
    read = np.flatnonzero(stopped == 0)
    seen, barred = _read(applications, sent, read, seed, replicates)
    everything = np.full(len(stopped), np.nan)
    everything[read] = seen
    standing = np.full(len(stopped), -1)
    standing[read] = np.where(barred, -1, fixed_point(seen))
    lapse = noise.uniform(noise.season_keys(seed, "lapse", replicates)[sent.season], sent.pair)
    rounds = offer_rounds(
        sent.season * len(programs) + sent.program,
        sent.season * len(applicants) + sent.applicant,
        standing,
        sent.preference_key,
        open_positions.ravel(),
        lapse >= dials.soap_lapse_share,
        rounds=dials.soap_rounds,
        applicants=len(replicates) * len(applicants),
    )
    return SoapWeek(sent.season, sent.applicant, sent.program, everything, standing >= 0, rounds)


def _apply_in_soap(
    market: Market, unmatched: NDArray[np.bool_], open_positions: Ints, dials: Assumptions
) -> _SoapApplications:
    """Let the unmatched apply, to those they like best up to the cap."""
    applicants, programs = market.applicants, market.programs
    most = max(1, round(dials.soap_applications_most * dials.application_scale))
    season, who, where = _considered(market, unmatched, open_positions)
    fits = np.flatnonzero(
        (programs.field[where] != COMPETITIVE) | (applicants.field[who] == COMPETITIVE)
    )
    season, who, where = season[fits], who[fits], where[fits]
    pair = noise.pair_keys(who, where)
    liking = attraction(market.seed, applicants, programs, who, where, pair, dials)
    sent = _SoapApplications(season, who, where, fixed_point(liking), pair)
    owner = season * len(applicants) + who
    number = group_sizes(owner)
    if number.max(initial=0) > most:
        best_first = applicant_order(owner, liking)
        chosen = np.zeros(len(owner), bool)
        chosen[best_first[place_in_group(number) < most]] = True
        return _SoapApplications(*(column[chosen] for column in vars(sent).values()))
    return sent


def _considered(
    market: Market, unmatched: NDArray[np.bool_], open_positions: Ints
) -> tuple[Ints, Ints, Ints]:
    """Pair the unmatched with the unfilled among the programs they consider, by applicant.

    Nothing is ever unmatched x programs dense: the unfilled programs of a season are listed
    once, in the order of the ring, and everybody takes a stretch of that list.
    """
    season, applicant = np.nonzero(unmatched)
    programs = len(market.programs)
    unfilled = open_positions[:, market.programs.ring] > 0
    at, found = np.nonzero(unfilled)
    number = group_sizes(at, len(unmatched))
    first = np.cumsum(number) - number
    if market.considered == programs:
        start, each = np.zeros(len(season), np.int64), number[season]
    else:
        # How many unfilled programs there are on the ring before each place, all seasons.
        before = np.zeros((len(unfilled), programs + 1), np.int64)
        np.cumsum(unfilled, axis=1, out=before[:, 1:])
        begin = market.considered_from[applicant]
        end = begin + market.considered
        start = before[season, begin]
        each = before[season, np.minimum(end, programs)] - start
        each += before[season, np.maximum(end - programs, 0)]
    of = group_of(each)
    nth = ranges(start, each)
    season, applicant = season[of], applicant[of]
    nth -= np.where(nth >= number[season], number[season], 0)  # once around the ring
    return season, applicant, market.programs.ring[found[first[season] + nth]]


def _read(
    applications: Applications, sent: _SoapApplications, read: Ints, seed: int, replicates: Ints
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Appeal of the SOAP applications that are read, and whether a voice bars each from a list."""
    dials, market, speakers = applications.dials, applications.market, applications.speakers
    applicants, programs = market.applicants, market.programs
    season, who, where = sent.season[read], sent.applicant[read], sent.program[read]
    calls = find_calls(market, speakers, who, where, dials)
    heard = hear(calls, speakers, seed, replicates, season[calls.application])
    owner = season * len(applicants) + who
    heard = pass_on(heard, speakers, programs, owner, where, dials, seed, replicates)

    belief = applications.belief["soap"]
    near = applicants.region[who] == programs.region[where]
    wrong = applicants.field[who] != programs.field[where]
    seen = bare_appeal("soap", belief, who, fit("soap", near, wrong, dials), dials)
    taste = noise.season_keys(seed, "taste soap", replicates)[season]
    seen += dials.taste_soap * noise.normal(taste, sent.pair[read])
    words = spoken("soap", heard.application, heard, speakers, dials)
    about = who[words.cell]
    seen = appeal(
        "soap", seen, words, belief.mean[about], belief.precision[about], belief.total, dials
    )
    barred = np.zeros(len(read), bool)
    barred[heard.application[vetoes(heard, speakers, dials, seed, replicates)]] = True
    return seen, barred
