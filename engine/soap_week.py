"""What people do around the offer rounds of SOAP.

Programs with open positions read the files of unmatched applicants who applied,
with SOAP's weights, a little less strict at their filters and more afraid of a
mistake. Applicants apply up to the cap, take the best offer they hold, and let
some offers lapse. The rounds themselves are `engine.soap`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import noise
from engine.impression import Files, add_voices, voice_weights, warnings
from engine.population import COMPETITIVE
from engine.rank_lists import applicant_order, program_order
from engine.screening import stopped_by
from engine.soap import OfferRounds, offer_rounds
from engine.voices import calls, hear


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
        How the program sees the applicant, in SD of readiness.
    standing : ndarray of int, shape (N,)
        Place on the program's preference list, 0 = best; -1 = not listed.
    rounds : OfferRounds
        What the offer rounds brought; applicants and programs numbered over
        all seasons.
    """

    season: NDArray[np.int64]
    applicant: NDArray[np.int64]
    program: NDArray[np.int64]
    appeal: NDArray[np.float64]
    standing: NDArray[np.int64]
    rounds: OfferRounds


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
    season, who, where = _pairs(unmatched, open_positions)

    fits = (programs.field[where] != COMPETITIVE) | (people.field[who] == COMPETITIVE)
    pair = noise.pair_keys(who, where)
    liking = (
        programs.prestige[where]
        + dials.liking_region * (people.region[who] == programs.region[where])
        + dials.liking_wrong_field * (people.field[who] != programs.field[where])
        + dials.liking_taste * noise.normal(noise.season_keys(market.seed, "liking"), pair)
    )
    person = season * len(people) + who
    order = applicant_order(person, np.where(fits, liking, -100.0))
    size = np.bincount(person, minlength=seasons * len(people))
    wish = np.empty(len(person), np.int64)
    wish[order] = np.arange(len(person)) - np.repeat(np.cumsum(size) - size, size)
    most = max(1, round(dials.soap_applications_most * dials.application_scale))
    applied = fits & (wish < most)
    season, who, where, pair, wish, person = (
        column[applied] for column in (season, who, where, pair, wish, person)
    )

    appeal, barred = _read(files, season, who, where, pair, seed, replicates)
    stopped = stopped_by(
        people,
        programs,
        who,
        where,
        exam_relief=dials.soap_exam_relief,
        relaxed=programs.relaxes_in_soap,
    )
    listed = (stopped == 0) & ~barred
    program = season * len(programs) + where
    standing = np.full(len(who), -1, np.int64)
    standing[listed] = program_order(program[listed], appeal[listed], seasons * len(programs))
    lapse = noise.uniform(noise.season_keys(seed, "lapse", replicates)[season], pair)
    rounds = offer_rounds(
        program,
        person,
        standing,
        wish,
        open_positions.ravel(),
        lapse >= dials.soap_lapse_share,
        rounds=dials.soap_rounds,
        applicants=seasons * len(people),
    )
    return SoapWeek(season, who, where, appeal, standing, rounds)


def _pairs(
    unmatched: NDArray[np.bool_], open_positions: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pair every unmatched applicant with every open program of their season, by applicant."""
    season, applicant = np.nonzero(unmatched)
    at, program = np.nonzero(open_positions)
    number = np.bincount(at, minlength=len(unmatched))
    first = np.cumsum(number) - number
    each = number[season]
    of = np.repeat(np.arange(len(season)), each)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(each) - each, each)
    return season[of], applicant[of], program[first[season[of]] + nth]


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
    made = calls(market, files.people, np.arange(len(who)), who, where, dials)
    heard = hear(
        made, files.people, market.applicants.readiness, dials, seed, replicates[season[made.row]]
    )
    acted = np.flatnonzero(heard.acted)
    about, value = made.row[acted], heard.value[acted]
    mean, precision = add_voices(
        belief.mean[who],
        belief.precision[who],
        belief.total,
        about,
        voice_weights("soap", files.people, made.speaker[acted], dials),
        value,
    )
    people, programs = market.applicants, market.programs
    appeal = mean - dials.caution_soap / np.sqrt(precision)
    appeal += dials.fit_region * (people.region[who] == programs.region[where])
    appeal += dials.fit_wrong_field * (people.field[who] != programs.field[where])
    taste = noise.season_keys(seed, "taste soap", replicates)[season]
    appeal += dials.taste_soap * noise.normal(taste, pair)
    barred = np.zeros(len(who), bool)
    barred[about[warnings(value, dials)]] = True
    return appeal, barred
