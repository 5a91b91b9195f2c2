"""The stages in order: some seasons of one market, from the first look to the last offer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import hear, pass_on
from engine.backchannel.speakers import draw_speakers
from engine.base.codes import MATCHED, PREMATCH, SOAP, UNPLACED
from engine.base.grouping import UNREAD, applicant_order, fixed_point, program_order
from engine.market.draw import add_you, draw_class
from engine.matching import deferred_acceptance
from engine.scenario.rules import within_rules
from engine.scenario.scenario import Scenario
from engine.season.applications import Files, open_files
from engine.season.couples import draw_couples, match_couples
from engine.season.filters import stopped_by
from engine.season.invitations import Lines, accept_interviews, line_up
from engine.season.prematch import accept_early, early_positions
from engine.season.rank_lists import Interviews, interview
from engine.season.screening import first_look
from engine.season.soap_week import SoapWeek, run_week


@dataclass(frozen=True, eq=False)
class Played:
    """Some seasons in full, every stage kept.

    Attributes
    ----------
    replicates : ndarray of int, shape (R,)
        Which seasons.
    appeal : ndarray of float32, shape (R, L)
        How programs see each file before the invitations.
    screened_in : ndarray of bool, shape (R, L)
        Whether it gets past the filters.
    worse : ndarray of int32, shape (R, L)
        The appeal in fixed point, smaller = better; not read is worst.
    lines : Lines
        The files that others sent, in line at each program.
    seen : Interviews
        The interviews, N of them.
    signed : ndarray of int, shape (R, A)
        Program of an early offer accepted, or -1.
    week : SoapWeek
        SOAP.
    outcome : ndarray of int8, shape (R, A)
        Index into `OUTCOMES`.
    program : ndarray of int32, shape (R, A)
        Where each applicant is placed, or -1.
    round : ndarray of int8, shape (R, A)
        SOAP round of the placement, 0 if none.
    """

    replicates: NDArray[np.int64]
    appeal: NDArray[np.float32]
    screened_in: NDArray[np.bool_]
    worse: NDArray[np.int32]
    lines: Lines
    seen: Interviews
    signed: NDArray[np.int64]
    week: SoapWeek
    outcome: NDArray[np.int8]
    program: NDArray[np.int32]
    round: NDArray[np.int8]

    @cached_property
    def standing(self) -> NDArray[np.int64]:
        """Place on the program's rank order list, 0 = best; -1 = not ranked; shape (N,)."""
        seen = self.seen
        standing = np.full(len(seen.file), -1, np.int64)
        rows = np.flatnonzero(seen.ranked)
        programs = int(seen.program.max(initial=0)) + 1
        standing[rows] = program_order(seen.program[rows], seen.worse[rows], programs)
        return standing


@lru_cache(maxsize=4)
def prepare(scenario: Scenario) -> Files:
    """Draw the market of a scenario and read what does not change between seasons.

    Parameters
    ----------
    scenario : Scenario
        What the learner set; with rules on, a move that breaks one does nothing.

    Returns
    -------
    Files
    """
    scenario = within_rules(scenario)
    dials = scenario.assumptions
    market = draw_class(scenario.market, dials)
    market = add_you(market, scenario.you, scenario.strategy, dials)
    people = draw_speakers(market, scenario.voices, dials, scenario.you)
    stopped = stopped_by(market.applicants, market.programs, market.applicant, market.program)
    return open_files(market, people, dials, stopped, scenario.you)


def play(scenario: Scenario, seed: int, replicates: NDArray[np.int64]) -> Played:
    """Play some seasons from the first look to the last offer round.

    Parameters
    ----------
    scenario : Scenario
        What the learner set.
    seed : int
        The study's seed.
    replicates : ndarray of int, shape (R,)
        Which seasons; the same number always gives the same season.

    Returns
    -------
    Played
    """
    files = prepare(scenario)
    market = files.market
    years, dials = replicates[:, None], files.dials
    heard = hear(files.calls, files.people, seed, years)
    whose, where = files.applicant, files.program
    heard = pass_on(heard, files.people, market, whose, where, dials, seed, years)
    appeal, screened_in = first_look(files, heard, seed, replicates)
    worse = fixed_point(appeal)
    worse[~screened_in] = UNREAD
    lines = line_up(files, worse)
    accepted = accept_interviews(files, worse, lines)
    seen = interview(files, heard, accepted, seed, replicates)
    signed, matched = _match(files, scenario, seen, len(replicates))

    shape = (len(replicates), len(market.applicants))
    signed, matched = signed.reshape(shape), matched.reshape(shape)
    placed = np.maximum(signed, matched)
    programs = len(market.programs)
    filled = np.bincount(placed[placed >= 0], minlength=len(replicates) * programs)
    left = market.programs.positions - filled.reshape(-1, programs)
    # A program outside the Match is outside SOAP too.
    in_soap = np.where(market.programs.outside_match, 0, left)
    week = run_week(files, placed < 0, in_soap, seed, replicates)
    soap = week.rounds.placed.reshape(shape)
    outcome = np.select(
        [signed >= 0, matched >= 0, soap >= 0], [PREMATCH, MATCHED, SOAP], default=UNPLACED
    )
    where = np.maximum(placed, soap)
    return Played(
        replicates=replicates,
        appeal=appeal,
        screened_in=screened_in,
        worse=worse,
        lines=lines,
        seen=seen,
        signed=signed,
        week=week,
        outcome=outcome.astype(np.int8),
        program=np.where(where >= 0, where % programs, -1).astype(np.int32),
        round=week.rounds.round.reshape(shape).astype(np.int8),
    )


def _match(
    files: Files, scenario: Scenario, seen: Interviews, seasons: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Certify the lists, let early offers be answered, and run the Match."""
    market = files.market
    size, programs = len(market.applicants), len(market.programs)
    people = seasons * size
    rows = np.flatnonzero(seen.ranked)
    rows = rows[applicant_order(seen.applicant[rows], seen.liking[rows])]
    quotas = np.tile(np.where(market.programs.outside_match, 0, market.programs.positions), seasons)

    couples = draw_couples(market.seed, market.applicants.region[:-1], scenario.market.couples)

    def run(rows: NDArray[np.int64], quotas: NDArray[np.int64]) -> NDArray[np.int64]:
        start = np.zeros(people + 1, np.int64)
        np.cumsum(np.bincount(seen.applicant[rows], minlength=people), out=start[1:])
        program, worse = seen.program[rows], seen.worse[rows]
        if not len(couples):
            return deferred_acceptance(start, program, worse, quotas)
        # Season by season: only where couples go in a circle is the procedure tried again.
        placed = []
        for season in range(seasons):
            own = slice(season * size, (season + 1) * size)
            first, last = start[own.start], start[own.stop]
            offset = season * programs
            here = match_couples(
                start[own.start : own.stop + 1] - first,
                program[first:last] - offset,
                worse[first:last],
                seen.liking[rows[first:last]],
                market.programs.region,
                quotas[offset : offset + programs],
                couples,
            )
            placed.append(np.where(here >= 0, here + offset, -1))
        return np.concatenate(placed)

    early = early_positions(files, scenario.rules)
    if not early.any():
        return np.full(people, -1, np.int64), run(rows, quotas)
    waited = run(rows, quotas)
    admitted = waited[seen.applicant] == seen.program
    last = np.full(len(quotas), np.inf)
    np.minimum.at(last, seen.program[admitted], seen.appeal[admitted])
    last[np.bincount(waited[waited >= 0], minlength=len(quotas)) < quotas] = -np.inf
    signed = accept_early(files, seen, last, early, scenario.rules)
    # A position given early at a program in the Match is not offered there again.
    taken = np.bincount(signed[signed >= 0], minlength=len(quotas))
    left = np.maximum(quotas - taken, 0)
    return signed, run(rows[signed[seen.applicant[rows]] < 0], left)
