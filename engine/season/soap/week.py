"""The week of SOAP: what people do around the official offer rounds.

Who is unmatched, or matched in part, applies (`applying`). Each file is worth something by itself
(`worth`), and stands somewhere in its pile (`piles`): programs read in a hurry (`reading`), ask the
people they know about those on the short list, and file a list for each round (`lists`). Offers go
out, and are answered or not (`answers`). The rounds themselves are `engine.matching.soap`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.base.grouping import Ints
from engine.base.noise import Years
from engine.base.ordering import fixed_point, program_order
from engine.market.market import Market
from engine.matching.soap import OfferRounds, offer_rounds
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.soap.answers import answers
from engine.season.soap.applying import SoapFiles
from engine.season.soap.met import Met
from engine.season.soap.piles import Piles, Said, ask_about, first_lists, sort_piles
from engine.season.soap.reading import programs_of_season, signs_of_trouble
from engine.season.soap.worth import Worth, worth_of


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


def taking_part(market: Market, open_positions: Ints, dials: Assumptions) -> Ints:
    """Leave of the ``open_positions``, (R, P), those of programs that take part in SOAP."""
    always = Years(market.seed, np.zeros(1, np.int64))  # the same in all seasons
    takes_part = programs_of_season(market, "takes part", dials.soap_takes_part_share, always)
    return np.where(takes_part, open_positions, 0)


@dataclass(frozen=True, eq=False)
class SortedWeek:
    """The files of a week of SOAP sorted, and the offer rounds held; M files.

    Attributes
    ----------
    met : ndarray of int8, shape (M,)
        As of `SoapWeek`.
    worth : Worth
        What each is worth by itself.
    first : ndarray of int8, shape (M,)
        From `engine.season.soap.piles.first_lists`.
    said : Said
        What is said of each.
    piles : Piles
        Where each stands.
    rounds : OfferRounds
        What the offer rounds brought.
    """

    met: NDArray[np.int8]
    worth: Worth
    first: NDArray[np.int8]
    said: Said
    piles: Piles
    rounds: OfferRounds


def run_week(
    applications: Applications,
    files: SoapFiles,
    opened: Ints,
    met: Met,
    strategy: Strategy,
    years: Years,
) -> SoapWeek:
    """Play SOAP week from the applications on, which are the ``files``; see `sorted_week`."""
    week = sorted_week(applications, files, opened, met, strategy, years)
    return SoapWeek(
        season=files.season,
        applicant=files.applicant,
        program=files.program,
        stopped=week.worth.stopped,
        stage=week.piles.stage,
        met=week.met,
        signs=signs_of_trouble(applications.market.applicants)[files.applicant],
        appeal=week.piles.appeal,
        keys=week.piles.keys,
        rounds=week.rounds,
    )


def sorted_week(
    applications: Applications,
    files: SoapFiles,
    opened: Ints,
    met: Met,
    strategy: Strategy,
    years: Years,
) -> SortedWeek:
    """Sort the files of a week, and hold the offer rounds.

    1. Programs filter and read the files, as far as their time goes.
    2. They ask about those on the short list; notes come in unasked where rules are off.
    3. They file a list for each round.
    4. Offers go out in rounds; some are left to lapse.

    ``opened``, shape (R, P), are the positions of programs that take part. ``met`` says who was
    interviewed where before the Match, ``strategy`` how you go about it.
    """
    before = met.of(files.season, files.applicant, files.program)
    worth = worth_of(applications, files, before, strategy, years)
    first = first_lists(applications, worth, opened, years)
    said = ask_about(applications, worth, first, years)
    piles = sort_piles(applications, worth, first, said, opened)
    rounds = hold_rounds(applications, files, piles.keys, opened, strategy, years)
    return SortedWeek(before, worth, first, said, piles, rounds)


def hold_rounds(
    applications: Applications,
    files: SoapFiles,
    keys: NDArray[np.int32],
    opened: Ints,
    strategy: Strategy,
    years: Years,
) -> OfferRounds:
    """Let the offers go out by the ``keys`` of `engine.season.soap.piles.Piles`."""
    market, dials = applications.market, applications.dials
    lacks = np.zeros(len(opened) * len(market.applicants), np.int64)
    lacks[files.applicant_cell] = files.lacks
    return offer_rounds(
        files.program_cell,
        files.applicant_cell,
        keys,
        files.preference_key,
        opened.ravel(),
        answers(market, files, dials, strategy, years),
        rounds=dials.soap_rounds,
        applicants=lacks.size,
        covers=np.tile(market.programs.covers, len(opened)),
        lacks=lacks,
    )
