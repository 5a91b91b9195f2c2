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
from engine.base.grouping import applicant_order, fixed_point, place_in_group, program_order
from engine.market.apply import attraction
from engine.market.market import Market
from engine.matching.soap import OfferRounds, offer_rounds
from engine.scenario.assumptions import Assumptions
from engine.season.applications import Files
from engine.season.filters import stopped_by
from engine.season.impression import add_voices, voice_weights, warnings


@dataclass(frozen=True, eq=False)
class SoapWeek:
    """SOAP of some seasons; the second table, one entry per SOAP application.

    Attributes
    ----------
    season : ndarray of int, shape (N,)
        Which season of those played.
    applicant, program : ndarray of int, shape (N,)
        Numbered within the market.
    appeal : ndarray of float, shape (N,)
        How the program sees the applicant, in SD of readiness; NaN where a filter
        stops the application.
    listed : ndarray of bool, shape (N,)
        Whether the program puts the applicant on its preference list.
    rounds : OfferRounds
        What the offer rounds brought; applicants and programs numbered over
        all seasons.
    """

    season: NDArray[np.int64]
    applicant: NDArray[np.int64]
    program: NDArray[np.int64]
    appeal: NDArray[np.float64]
    listed: NDArray[np.bool_]
    rounds: OfferRounds

    @cached_property
    def standing(self) -> NDArray[np.int64]:
        """Place on the program's preference list, 0 = best; -1 = not listed; shape (N,)."""
        programs = int(self.program.max(initial=0)) + 1
        cell = (self.season * programs + self.program)[self.listed]
        standing = np.full(len(self.listed), -1, np.int64)
        worse = fixed_point(self.appeal[self.listed])
        standing[self.listed] = program_order(cell, worse, int(cell.max(initial=0)) + 1)
        return standing


def run_week(
    files: Files,
    unmatched: NDArray[np.bool_],
    open_positions: NDArray[np.int64],
    seed: int,
    replicates: NDArray[np.int64],
) -> SoapWeek:
    """Play SOAP week in every season.

    Parameters
    ----------
    files : Files
        The market, its speakers and its dials.
    unmatched : ndarray of bool, shape (R, A)
        Who is in SOAP.
    open_positions : ndarray of int, shape (R, P)
        Positions left by the Match.
    seed : int
        The study's seed.
    replicates : ndarray of int, shape (R,)
        The seasons.

    Returns
    -------
    SoapWeek
    """
    dials, market = files.dials, files.market
    people, programs = market.applicants, market.programs
    seasons = len(replicates)
    season, who, where, wish, pair = _applications(market, unmatched, open_positions, dials)
    stopped = stopped_by(
        people,
        programs,
        who,
        where,
        exam_relief=dials.soap_exam_relief,
        relaxed=programs.relaxes_in_soap,
    )
    read = np.flatnonzero(stopped == 0)
    found, barred = _read(files, season[read], who[read], where[read], pair[read], seed, replicates)
    appeal = np.full(len(who), np.nan)
    appeal[read] = found
    standing = np.full(len(who), -1)
    standing[read] = np.where(barred, -1, fixed_point(found))
    lapse = noise.uniform(noise.season_keys(seed, "lapse", replicates)[season], pair)
    rounds = offer_rounds(
        season * len(programs) + where,
        season * len(people) + who,
        standing,
        wish,
        open_positions.ravel(),
        lapse >= dials.soap_lapse_share,
        rounds=dials.soap_rounds,
        applicants=seasons * len(people),
    )
    return SoapWeek(season, who, where, appeal, standing >= 0, rounds)


_Ints = NDArray[np.int64]


def _applications(
    market: Market,
    unmatched: NDArray[np.bool_],
    open_positions: NDArray[np.int64],
    dials: Assumptions,
) -> tuple[_Ints, _Ints, _Ints, NDArray[np.int32], noise.Key]:
    """Let the unmatched apply: season, applicant, program, liking (smaller = better), key."""
    people, programs = market.applicants, market.programs
    most = max(1, round(dials.soap_applications_most * dials.application_scale))
    season, who, where = _looked_at(market, unmatched, open_positions)
    fits = np.flatnonzero(
        (programs.field[where] != COMPETITIVE) | (people.field[who] == COMPETITIVE)
    )
    season, who, where = season[fits], who[fits], where[fits]
    pair = noise.pair_keys(who, where)
    liking = attraction(market.seed, people, programs, who, where, pair, dials)
    wish = fixed_point(liking)
    person = season * len(people) + who
    sent = np.bincount(person)
    if sent.max(initial=0) > most:
        order = applicant_order(person, liking)
        nth = place_in_group(sent)
        chosen = np.zeros(len(person), bool)
        chosen[order[nth < most]] = True
        of = np.flatnonzero(chosen)
        season, who, where, wish, pair = season[of], who[of], where[of], wish[of], pair[of]
    return season, who, where, wish, pair


def _looked_at(
    market: Market, unmatched: NDArray[np.bool_], open_positions: NDArray[np.int64]
) -> tuple[_Ints, _Ints, _Ints]:
    """Pair the unmatched with the unfilled among the programs they look at, by applicant."""
    season, applicant = np.nonzero(unmatched)
    programs = len(market.programs)
    unfilled = open_positions[:, market.programs.ring] > 0
    at, found = np.nonzero(unfilled)
    number = np.bincount(at, minlength=len(unmatched))
    first = np.cumsum(number) - number
    if market.looks == programs:
        start, each = np.zeros(len(season), np.int64), number[season]
    else:
        # How many unfilled programs there are on the ring before each place, all seasons.
        before = np.zeros((len(unfilled), programs + 1), np.int64)
        np.cumsum(unfilled, axis=1, out=before[:, 1:])
        begin = market.looks_from[applicant]
        end = begin + market.looks
        start = before[season, begin]
        each = before[season, np.minimum(end, programs)] - start
        each += before[season, np.maximum(end - programs, 0)]
    of = np.repeat(np.arange(len(season)), each)
    nth = place_in_group(each) + start[of]
    season, applicant = season[of], applicant[of]
    nth -= np.where(nth >= number[season], number[season], 0)  # once around the ring
    return season, applicant, market.programs.ring[found[first[season] + nth]]


def _read(
    files: Files,
    season: NDArray[np.int64],
    who: NDArray[np.int64],
    where: NDArray[np.int64],
    pair: noise.Key,
    seed: int,
    replicates: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Appeal of each SOAP application, and whether a voice keeps it off the list."""
    dials, market = files.dials, files.market
    belief = files.belief["soap"]
    made = find_calls(market, files.people, who, where, dials)
    years = replicates[season[made.row]]
    heard = hear(made, files.people, seed, years)
    person = season * len(market.applicants) + who
    heard = pass_on(heard, files.people, market, person, where, dials, seed, years)
    about = heard.row
    mean, precision = add_voices(
        belief.mean[who],
        belief.precision[who],
        belief.total,
        about,
        voice_weights("soap", files.people, heard, dials),
        heard.value,
    )
    people, programs = market.applicants, market.programs
    appeal = mean - dials.caution_soap / np.sqrt(precision)
    appeal += dials.fit_region * (people.region[who] == programs.region[where])
    appeal += dials.fit_wrong_field * (people.field[who] != programs.field[where])
    taste = noise.season_keys(seed, "taste soap", replicates)[season]
    appeal += dials.taste_soap * noise.normal(taste, pair)
    barred = np.zeros(len(who), bool)
    barred[about[warnings(heard, files.people, dials, seed, years)]] = True
    return appeal, barred
