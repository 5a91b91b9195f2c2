"""Filters and side doors: what stops a file by rule, and what may get it past.

A program stops files by rule (visa, exam cut, failed attempt, years since graduation, no US
clinical work, US seniors only), unless a side door is open. There are three (S4-05): a word
from inside the program, a story that leaps off the page, and a voice the director trusts.
Preference signals are a fourth that the documents do not name, and a cut that bends for a few
missing points a fifth. A voice opens its door only
through the gates of S4-08 and S4-29: the director knows the speaker; the score is not too
far under the cut; the rest of the file does not repeat what the score says. Vague words and
late ones are less often acted on at all (`engine.backchannel.calls`), faint praise opens
nothing, and where somebody warns of the applicant no other word helps
(`engine.season.screening`). No door leads past the visa.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import Calls
from engine.backchannel.speakers import Speakers
from engine.base import noise
from engine.base.codes import (
    EXAM_CUT,
    FAILED_ATTEMPT,
    INSIDE,
    MSPE,
    PASSES,
    SENIORS_ONLY,
    STATEMENT,
    US_CLINICAL_WORK,
    VISA,
    YEARS_SINCE_GRADUATION,
)
from engine.base.grouping import Floats
from engine.formulas.inputs import share_below
from engine.market.market import Applicants, Market, Programs
from engine.scenario.assumptions import Assumptions

STRONG_STORY = 2.0  # SD: a statement that leaps off the page (S4-05); one in 44 is


def stopped_by(
    applicants: Applicants,
    programs: Programs,
    applicant: NDArray[np.integer],
    program: NDArray[np.integer],
    *,
    exam_relief: float = 0.0,
    relaxed: NDArray[np.bool_] | None = None,
) -> NDArray[np.int8]:
    """Say which filter stops each of N applications: index into `FILTERS`, 0 if none does.

    In SOAP ``exam_relief`` points come off every exam cut, and programs that are
    ``relaxed``, shape (P,), waive all filters but visa and exam cut.
    """
    strict = np.ones(len(program), bool) if relaxed is None else ~relaxed[program]
    stops = {
        VISA: applicants.needs_visa[applicant] & ~programs.sponsors_visa[program],
        EXAM_CUT: applicants.step2[applicant] < programs.exam_cut[program] - exam_relief,
        FAILED_ATTEMPT: applicants.failed_attempt[applicant]
        & ~programs.takes_failed_attempt[program]
        & strict,
        YEARS_SINCE_GRADUATION: (applicants.years[applicant] > programs.year_limit[program])
        & strict,
        US_CLINICAL_WORK: ~applicants.us_clinical_work[applicant]
        & programs.needs_us_clinical_work[program]
        & strict,
        SENIORS_ONLY: ~applicants.us_senior[applicant] & programs.seniors_only[program] & strict,
    }
    stopped = np.zeros(len(program), np.int8)
    for code, stop in reversed(stops.items()):  # the first filter is written last, and stays
        stopped[stop] = code
    return stopped


def within_reach(points_short: float | Floats, dials: Assumptions) -> NDArray[np.bool_]:
    """Whether a score is near enough under the cut for a voice to reopen it (S4-29, S4-35)."""
    return np.less_equal(points_short, dials.rescue_reach)


def file_holds_up(mspe: float | Floats, dials: Assumptions) -> NDArray[np.bool_]:
    """Whether the rest of the file does not repeat what a low score says (S4-29)."""
    return np.greater_equal(mspe, dials.pattern_floor)


def outstanding(value: float | Floats, dials: Assumptions) -> NDArray[np.bool_]:
    """Whether a word is warm enough for a second look (S4-05, S4-29), in SD of readiness."""
    return np.greater_equal(value, dials.praise_needed) & np.greater(value, 0)


def chance_reopens(
    market: Market,
    speakers: Speakers,
    calls: Calls,
    stopped: NDArray[np.int8],
    dials: Assumptions,
) -> NDArray[np.float32]:
    """How likely each call is to reopen a filter, once it is acted on as praise, shape (C,).

    0 where no filter stops the application (``stopped``, from `stopped_by`), or where one of
    the gates is closed.
    """
    applicant, program = market.applicant[calls.application], market.program[calls.application]
    level, filtered = speakers.level[calls.speaker], stopped[calls.application]
    chance = dials.reopening()[level]
    # Whoever speaks from inside is known there; anybody else may be a stranger.
    chance = np.where(calls.known, chance, chance * dials.stranger_reopens)
    grows = speakers.growth[calls.speaker]
    # A story of growth is told of trouble, and need not be more than warm: but then it opens the
    # filter that it is about, and no other.
    chance[grows & ~outstanding(speakers.value_mean[calls.speaker], dials)] = 0.0
    grown = grows & (filtered == FAILED_ATTEMPT)
    chance = np.where(grown, np.maximum(chance, dials.growth_reopens), chance)
    burnt = _once_wrong(market, dials)[program]
    chance = np.where(burnt, 1 - (1 - chance) ** 2, chance)  # they look twice
    short = market.programs.exam_cut[program] - market.applicants.step2[applicant]
    mspe = market.applicants.items[applicant, MSPE]
    shut = ~file_holds_up(mspe, dials) | ~within_reach(short, dials)
    # From inside they have seen for themselves: neither score nor pattern is asked.
    chance[(level != INSIDE) & shut] = 0.0
    chance[speakers.voice_weight[calls.speaker] <= 0] = 0.0  # whom nobody believes opens no door
    chance[(filtered == PASSES) | (filtered == VISA)] = 0.0
    return chance.astype(np.float32)


def chance_unaided(
    market: Market, stopped: NDArray[np.int8], dials: Assumptions
) -> NDArray[np.float32]:
    """How likely each file is to get past its filter with no voice, shape (E,).

    By its story, by a signal, at home, or where the exam cut bends.
    0 where no filter stops the application (``stopped``, from `stopped_by`).
    """
    statement = market.applicants.items[market.applicant, STATEMENT]
    story = np.where(statement >= STRONG_STORY, dials.story_reopens, 0.0)
    signal = np.where(market.signal, dials.signal_reopens, 0.0)
    home = np.where(market.at_home, dials.home_reopens, 0.0)
    bent = _cut_bends(market, stopped, dials)
    chance: NDArray[np.float64] = 1 - (1 - story) * (1 - signal) * (1 - home) * (1 - bent)
    chance[(stopped == PASSES) | (stopped == VISA)] = 0.0
    return chance.astype(np.float32)


def _cut_bends(
    market: Market, stopped: NDArray[np.int8], dials: Assumptions
) -> NDArray[np.float64]:
    """How likely each file is to be read on though its score is under the exam cut, shape (E,).

    Next to 1 just under the cut, and less with every point: how far a program bends is a normal
    number of points. Another filter that stops the file, too, does not bend.
    """
    chance = np.zeros(len(stopped))
    if not dials.exam_cut_bends:
        return chance
    people, programs = market.applicants, market.programs
    at = np.flatnonzero(stopped == EXAM_CUT)
    who, where = market.applicant[at], market.program[at]
    short = programs.exam_cut[where] - people.step2[who]
    bent = 2 - 2 * share_below(short, 0.0, dials.exam_cut_bends)
    others = stopped_by(people, programs, who, where, exam_relief=np.inf)
    # Rounded, so that it is the same on every machine, and none far under the cut.
    chance[at] = np.where(others == PASSES, np.round(bent, 3), 0.0)
    return chance


def _once_wrong(market: Market, dials: Assumptions) -> NDArray[np.bool_]:
    """Which programs' directors once turned down somebody they came to regret (S4-10)."""
    luck = noise.uniform(
        noise.season_keys(market.seed, "once wrong"),
        noise.pair_keys(np.arange(len(market.programs))),
    )
    found: NDArray[np.bool_] = luck < dials.once_wrong_share
    return found
