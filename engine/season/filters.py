"""Side doors: what may get a file past a filter, and what keeps a voice from doing so.

Three doors (S4-05): a word from inside the program, a story that leaps off the page,
and a voice the director trusts. Preference signals are a fourth that the documents do
not name. A voice opens its door only through the gates of S4-08 and S4-29: the
director knows the speaker; the score is not too far under the cut; the rest of the
file does not repeat what the score says. Vague words and late ones are less often
acted on at all (`engine.backchannel.calls`), faint praise is no praise, and where somebody warns
of the applicant no other word helps (`engine.season.screening`). No door leads past the visa.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import Calls
from engine.backchannel.speakers import Speakers
from engine.base import noise
from engine.base.codes import FAILED_ATTEMPT, FILTERS, INSIDE, ITEMS, PASSES, VISA
from engine.market.market import Applicants, Market, Programs
from engine.scenario.assumptions import Assumptions

# What may stop an application; the first that does is named. No voice gets past the visa: it is
# the hospital's rule and not the director's, so it comes first. Then the exam (S4-03).
STRONG_STORY = 2.0  # SD: a statement that leaps off the page (S4-05); one in 44 is


def chance_reopens(
    market: Market, people: Speakers, made: Calls, stopped: NDArray[np.int8], dials: Assumptions
) -> NDArray[np.float32]:
    """Say how likely each call is to reopen a filter, once it is acted on as praise.

    Parameters
    ----------
    market : Market
        Everybody, "you" last.
    people : Speakers
        Who speaks.
    made : Calls
        The calls, C of them, by application of the market.
    stopped : ndarray of int8, shape (E,)
        Filter that stops each application, 0 if none.
    dials : Assumptions
        Chances by level, and what keeps a voice from reopening.

    Returns
    -------
    ndarray of float32, shape (C,)
        0 where no filter stops the file, or where one of the gates is closed.
    """
    applicant, program = market.applicant[made.row], market.program[made.row]
    chance = dials.reopening()[people.level[made.speaker]]
    # Whoever speaks from inside is known there; anybody else may be a stranger.
    chance = np.where(made.known, chance, chance * dials.stranger_reopens)
    grown = people.growth[made.speaker] & (stopped[made.row] == FAILED_ATTEMPT)
    chance = np.where(grown, np.maximum(chance, dials.growth_reopens), chance)
    burnt = _once_wrong(market, dials)[program]
    chance = np.where(burnt, 1 - (1 - chance) ** 2, chance)  # they look twice
    short = market.programs.exam_cut[program] - market.applicants.step2[applicant]
    pattern = market.applicants.items[applicant, ITEMS.index("mspe")] < dials.pattern_floor
    outside = people.level[made.speaker] != INSIDE  # from inside they have seen for themselves
    chance[outside & (pattern | (short > dials.rescue_reach))] = 0.0
    chance[people.pull[made.speaker] <= 0] = 0.0  # whom nobody believes opens no door
    chance[(stopped[made.row] == PASSES) | (stopped[made.row] == VISA)] = 0.0
    return chance.astype(np.float32)


def own_doors(market: Market, stopped: NDArray[np.int8], dials: Assumptions) -> NDArray[np.float32]:
    """Say how likely each file is to get past its filter by itself: by its story, or a signal.

    Parameters
    ----------
    market : Market
        Everybody, "you" last.
    stopped : ndarray of int8, shape (E,)
        Filter that stops each application, 0 if none.
    dials : Assumptions
        ``story_reopens`` and ``signal_reopens``.

    Returns
    -------
    ndarray of float32, shape (E,)
        0 where no filter stops the file.
    """
    statement = market.applicants.items[market.applicant, ITEMS.index("statement")]
    story = np.where(statement >= STRONG_STORY, dials.story_reopens, 0.0)
    signal = np.where(market.signal, dials.signal_reopens, 0.0)
    chance: NDArray[np.float64] = 1 - (1 - story) * (1 - signal)
    chance[(stopped == PASSES) | (stopped == VISA)] = 0.0
    return chance.astype(np.float32)


def _once_wrong(market: Market, dials: Assumptions) -> NDArray[np.bool_]:
    """Which programs' directors once turned down somebody they came to regret (S4-10)."""
    luck = noise.uniform(
        noise.season_keys(market.seed, "once wrong"),
        noise.pair_keys(np.arange(len(market.programs))),
    )
    found: NDArray[np.bool_] = luck < dials.once_wrong_share
    return found


def stopped_by(
    people: Applicants,
    programs: Programs,
    applicant: NDArray[np.integer],
    program: NDArray[np.integer],
    *,
    exam_relief: float = 0.0,
    relaxed: NDArray[np.bool_] | None = None,
) -> NDArray[np.int8]:
    """Say which filter stops each application.

    Parameters
    ----------
    people, programs : Applicants, Programs
        The market's two sides.
    applicant, program : ndarray of int, shape (N,)
        The applications.
    exam_relief : float, default 0
        Points taken off every exam cut (in SOAP).
    relaxed : ndarray of bool, shape (P,), optional
        Programs that waive all filters but visa and exam cut (in SOAP).

    Returns
    -------
    ndarray of int8, shape (N,)
        Index into `engine.base.codes.FILTERS`; 0 if none stops it.
    """
    strict = np.ones(len(program), bool) if relaxed is None else ~relaxed[program]
    stops = {
        "visa": people.needs_visa[applicant] & ~programs.sponsors_visa[program],
        "exam cut": people.step2[applicant] < programs.exam_cut[program] - exam_relief,
        "failed attempt": people.failed_attempt[applicant]
        & ~programs.takes_failed_attempt[program]
        & strict,
        "years since graduation": (people.years[applicant] > programs.year_limit[program]) & strict,
        "US clinical work": ~people.us_clinical_work[applicant]
        & programs.needs_us_clinical_work[program]
        & strict,
        "seniors only": ~people.us_senior[applicant] & programs.seniors_only[program] & strict,
    }
    stopped = np.zeros(len(program), np.int8)
    for name, stop in reversed(stops.items()):  # the first filter is written last, and stays
        stopped[stop] = FILTERS.index(name)
    return stopped
