"""The week of SOAP: what people do around the official offer rounds.

The unmatched apply (`soap_applying`); programs read in a hurry (`soap_reading`), ask the people
they know about those on the short list, and file a list for each round (`soap_lists`); offers go
out, and are answered or not (`soap_answers`). The rounds themselves are `engine.matching.soap`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import find_calls
from engine.backchannel.hearing import hear, pass_on
from engine.base import noise
from engine.base.codes import (
    CUT,
    NEVER_HERE,
    NOT_REACHED,
    NOT_WANTED,
    ON_SHORT_LIST,
    ON_SOAP_LIST,
    STOPPED,
    VETOED,
)
from engine.base.grouping import Floats, Ints, fixed_point, group_sizes, program_order
from engine.market.market import Market
from engine.matching.soap import OfferRounds, offer_rounds
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.impression import appeal, bare_appeal, fit, spoken, vetoes
from engine.season.soap_answers import answers, out_of_reach
from engine.season.soap_applying import SoapFiles, apply_in_soap, happens
from engine.season.soap_lists import (
    Met,
    desperation,
    lists_by_round,
    on_lists,
    standing_out,
)
from engine.season.soap_reading import (
    filtered_in_soap,
    programs_of_season,
    read_in_time,
    signs_of_trouble,
    with_plan,
)

_USUAL = Strategy()


@dataclass(frozen=True, eq=False, kw_only=True)
class SoapWeek:
    """SOAP of some seasons; the second table, one entry per SOAP application.

    Attributes
    ----------
    season : ndarray of int, shape (M,)
        Which season of those played.
    applicant, program : ndarray of int, shape (M,)
        Numbered within the market.
    stopped : ndarray of int8, shape (M,)
        The filter that stops it: index into `engine.base.codes.FILTERS`, 0 if none.
    stage : ndarray of int8, shape (M,)
        How far it got: index into `engine.base.codes.SOAP_STAGES`.
    met : ndarray of int8, shape (M,)
        How the two had met before the Match: index into `engine.base.codes.MET`.
    signs : ndarray of int, shape (M,)
        Signs of trouble in the file.
    appeal : ndarray of float, shape (M,)
        How the program sees the applicant in round 1, in SD of readiness; NaN where a filter
        stops the application or nobody read it.
    keys : ndarray of int32, shape (rounds, M)
        Rank key on the program's list of each round, smaller = better; -1 = not on it.
    rounds : OfferRounds
        What the offer rounds brought; applicants and programs numbered over
        all seasons.
    """

    season: Ints
    applicant: Ints
    program: Ints
    stopped: NDArray[np.int8]
    stage: NDArray[np.int8]
    met: NDArray[np.int8]
    signs: Ints
    appeal: NDArray[np.float64]
    keys: NDArray[np.int32]
    rounds: OfferRounds

    @cached_property
    def listed(self) -> NDArray[np.bool_]:
        """Whether the program puts the applicant on its list of any round, shape (M,)."""
        best: Ints = self.keys.max(axis=0, initial=-1)
        return np.greater_equal(best, 0)

    @cached_property
    def standing(self) -> Ints:
        """Place on the program's first list, 0 = best; -1 = on none; shape (M,).

        Whoever a program holds back for a later round counts as if listed at once.
        """
        programs = int(self.program.max(initial=0)) + 1
        cell = (self.season * programs + self.program)[self.listed]
        standing = np.full(len(self.listed), -1, np.int64)
        rank_key = fixed_point(self.appeal[self.listed])
        standing[self.listed] = program_order(cell, rank_key, int(cell.max(initial=0)) + 1)
        return standing


def run_week(
    applications: Applications,
    unmatched: NDArray[np.bool_],
    open_positions: Ints,
    seed: int,
    replicates: Ints,
    *,
    met: Met | None = None,
    strategy: Strategy = _USUAL,
) -> SoapWeek:
    """Play SOAP week of those ``unmatched``, (R, A), for the ``open_positions``, (R, P).

    1. The unmatched apply to unfilled programs that take part.
    2. Programs filter and read the files, as far as their time goes.
    3. They ask about those on the short list; notes come in unasked where rules are off.
    4. They file a list for each round.
    5. Offers go out in rounds; some are left to lapse.

    ``met`` says who was interviewed where before the Match, ``strategy`` how you go about it.
    """
    dials, market = applications.dials, applications.market
    takes_part = programs_of_season(
        market, "takes part", dials.soap_takes_part_share, market.seed, np.zeros(1, np.int64)
    )
    opened = np.where(takes_part, open_positions, 0)
    files = apply_in_soap(market, unmatched, opened, dials, strategy, seed, replicates)
    return week_of(applications, files, opened, seed, replicates, met=met, strategy=strategy)


def week_of(
    applications: Applications,
    files: SoapFiles,
    opened: Ints,
    seed: int,
    replicates: Ints,
    *,
    met: Met | None = None,
    strategy: Strategy = _USUAL,
) -> SoapWeek:
    """Play SOAP week from the applications on; see `run_week`.

    ``opened``, shape (R, P), are the positions of programs that take part.
    """
    dials, market = applications.dials, applications.market
    stopped, demoted = filtered_in_soap(market, files, dials)
    before = np.zeros(len(files), np.int8)
    if met is not None:
        before = met.of(files.season, files.applicant, files.program)
    bare = _bare(applications, files, seed, replicates)
    bare += standing_out(market, files, before, dials, seed, replicates)
    stage = _triage(market, files, stopped, before, bare, dials, seed, replicates)

    read = np.flatnonzero(stage == CUT)
    kept, short = on_lists(files.program_cell[read], bare[read], opened.ravel(), dials)
    seen, barred = _asked_about(applications, files.only(read), bare[read], short, seed, replicates)
    barred &= _others_wait(files.program_cell[read], dials)
    if dials.soap_silence:
        slow = out_of_reach(market, dials, strategy, seed, replicates).ravel()
        seen -= dials.soap_silence * (slow[files.applicant_cell[read]] & short)
    reached = np.select([barred, short, kept], [VETOED, ON_SHORT_LIST, ON_SOAP_LIST], CUT)
    stage[read] = reached

    signs = signs_of_trouble(market.applicants)[files.applicant]
    fear = _fear(market, files, signs, demoted, dials, seed, replicates)[read]
    dropped = desperation(opened, market.programs.positions, dials.soap_rounds, dials)
    cell, on = files.program_cell[read], reached >= ON_SOAP_LIST
    keys = np.full((dials.soap_rounds, len(files)), -1, np.int32)
    keys[:, read[on]] = lists_by_round(cell[on], seen[on], fear[on], dropped, dials)
    view = np.full(len(files), np.nan)
    view[read] = seen - fear * (1 - dropped[0, cell])
    rounds = offer_rounds(
        files.program_cell,
        files.applicant_cell,
        keys,
        files.preference_key,
        opened.ravel(),
        answers(market, files, dials, strategy, seed, replicates),
        rounds=dials.soap_rounds,
        applicants=len(opened) * len(market.applicants),
    )
    return SoapWeek(
        season=files.season,
        applicant=files.applicant,
        program=files.program,
        stopped=stopped,
        stage=stage,
        met=before,
        signs=signs,
        appeal=view,
        keys=keys,
        rounds=rounds,
    )


def _triage(
    market: Market,
    files: SoapFiles,
    stopped: NDArray[np.int8],
    met: NDArray[np.int8],
    bare: Floats,
    dials: Assumptions,
    seed: int,
    replicates: Ints,
) -> NDArray[np.int8]:
    """Say how far each file gets before lists are made: what is left to list is `CUT` so far."""
    planned = with_plan(market, dials, seed, replicates)
    in_time = read_in_time(market, files, bare, stopped, planned, dials, seed, replicates)
    keys = noise.season_keys(seed, "never", replicates)[files.season]
    never = (met == NOT_WANTED) & happens(dials.soap_never_share, keys, files.pair)
    ends = [STOPPED, NOT_REACHED, NEVER_HERE]
    return np.select([stopped > 0, ~in_time, never], ends, CUT).astype(np.int8)


def _fear(
    market: Market,
    files: SoapFiles,
    signs: Ints,
    demoted: NDArray[np.bool_],
    dials: Assumptions,
    seed: int,
    replicates: Ints,
) -> Floats:
    """How much of its appeal a file loses to a program that is not desperate, shape (M,)."""
    burnt = programs_of_season(market, "burnt", dials.soap_burnt_share, seed, replicates)
    twice = 1 + burnt.ravel()[files.program_cell]
    fear: Floats = dials.soap_risk * signs * twice + dials.soap_demotion * demoted
    return fear


def _bare(applications: Applications, files: SoapFiles, seed: int, replicates: Ints) -> Floats:
    """Appeal of the bare files, with the week's luck, shape (M,)."""
    dials, market = applications.dials, applications.market
    applicants, programs = market.applicants, market.programs
    who, where = files.applicant, files.program
    near = applicants.region[who] == programs.region[where]
    wrong = applicants.field[who] != programs.field[where]
    belief = applications.belief["soap"]
    seen = bare_appeal("soap", belief, who, fit("soap", near, wrong, dials), dials)
    taste = noise.season_keys(seed, "taste soap", replicates)[files.season]
    seen += dials.taste_soap * noise.normal(taste, files.pair)
    return seen


def _others_wait(cell: Ints, dials: Assumptions) -> NDArray[np.bool_]:
    """Whether each program, ``cell``, has so many other files that one no is enough (S0-34).

    Where few others wait, the word still costs its places, but bars nobody (S0-18).
    """
    needed = dials.soap_others_waiting * dials.application_scale
    enough: NDArray[np.bool_] = group_sizes(cell)[cell] - 1 >= needed
    return enough


def _asked_about(
    applications: Applications,
    files: SoapFiles,
    bare: Floats,
    short: NDArray[np.bool_],
    seed: int,
    replicates: Ints,
) -> tuple[Floats, NDArray[np.bool_]]:
    """Appeal of the files read once people were asked, and whether a voice bars each.

    Programs ask about the short list only; a note sent unasked comes about any file.
    """
    dials, market, speakers = applications.dials, applications.market, applications.speakers
    calls = find_calls(market, speakers, files.applicant, files.program, dials)
    calls = calls.only(short[calls.application] | speakers.in_match_week[calls.speaker])
    heard = hear(calls, speakers, seed, replicates, files.season[calls.application])
    heard = pass_on(
        heard,
        speakers,
        market.programs,
        files.applicant_cell,
        files.program,
        dials,
        seed,
        replicates,
    )
    belief = applications.belief["soap"]
    words = spoken("soap", heard.application, heard, speakers, dials)
    about = files.applicant[words.cell]
    seen = appeal(
        "soap",
        bare.copy(),
        words,
        belief.mean[about],
        belief.precision[about],
        belief.total,
        dials,
    )
    barred = np.zeros(len(files), bool)
    barred[heard.application[vetoes(heard, speakers, dials, seed, replicates)]] = True
    return seen, barred
