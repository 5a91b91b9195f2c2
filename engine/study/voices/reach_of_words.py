"""Where a word about you comes to be heard: at first hand, and passed on (S1-41)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.speakers import STRANGER
from engine.backchannel.ties import pairs
from engine.base.errors import raise_if_any
from engine.base.grouping import Ints
from engine.base.noise import Years
from engine.market.market import Programs
from engine.scenario.scenario import Scenario
from engine.study.simulation import class_and_you, scenario_problem, study_problems

HOW = ("not heard", "at first hand", "passed on")
NOT_HEARD, FIRSTHAND, PASSED_ON = range(len(HOW))


@dataclass(frozen=True, eq=False, repr=False)
class WordReach:
    """Who hears the words about you, season by season.

    Attributes
    ----------
    programs : Programs
        Those of the class, P of them.
    program : ndarray of int, shape (Y,)
        Where you applied.
    tied : ndarray of bool, shape (Y,)
        Whether that program knows one of those who speak.
    how : ndarray of int8, shape (R, Y)
        What it acts on: index into `HOW`.
    weight : ndarray of float, shape (R, Y)
        How much of the word's weight arrives: 1 is all of it, 0 where nothing is heard.
    """

    programs: Programs
    program: Ints
    tied: NDArray[np.bool_]
    how: NDArray[np.int8]
    weight: NDArray[np.float64]

    def __repr__(self) -> str:
        return f"<{len(self.program)} programs, {self.mean():.1f} of them hear it>"

    def share(self) -> NDArray[np.float64]:
        """Return in which share of the seasons each program acts on a word, shape (Y,)."""
        heard: NDArray[np.float64] = (self.how > NOT_HEARD).mean(axis=0)
        return heard

    def mean(self) -> float:
        """Return how many programs act on a word, per season."""
        return float((self.how > NOT_HEARD).sum(axis=1).mean())

    def passed_on(self) -> tuple[float, float]:
        """Return how many have it from other programs, per season, and its mean weight there."""
        there = self.how == PASSED_ON
        return float(there.sum(axis=1).mean()), float(
            self.weight[there].mean() if there.any() else 0
        )


def word_reach(scenario: Scenario, replicates: int = 200, seed: int = 1) -> WordReach:
    """Follow the words of a scenario's voices to the programs that come to act on them.

    Parameters
    ----------
    scenario : Scenario
        Your applications, your voices and the dials. Whom a program asks about after an interview
        is another matter: these are the words that come unasked, or before the invitations.
    replicates : int, default 200
        Number of seasons.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    WordReach

    Raises
    ------
    MarketError
        If nobody speaks; naming a number of seasons or a seed that cannot be used.

    Examples
    --------
    >>> quiet = Scenario(preset="source")
    >>> reach = word_reach(quiet.with_voice("home program director", "I'd be cautious", 2, 1))
    >>> sorted(set(reach.how.ravel().tolist()))
    [0, 1, 2]
    """
    problem = scenario_problem(scenario)
    if problem is None and not scenario.voices:
        problem = "nobody speaks; give the scenario a voice"
    raise_if_any([problem, *study_problems(replicates, seed)])
    files = class_and_you(scenario)[1].applications
    speakers, market, dials = files.speakers, files.market, files.dials
    years = Years(seed, np.arange(replicates))
    told = files.passed_on(files.heard(years), years)
    how = np.full((replicates, len(files)), NOT_HEARD, np.int8)
    weight = np.zeros(how.shape)
    np.maximum.at(weight, (told.season, told.application), told.share)
    for code, words in ((PASSED_ON, ~told.firsthand), (FIRSTHAND, told.firsthand)):
        how[told.season[words], told.application[words]] = code
    speaker = np.repeat(np.arange(len(speakers)), len(files))
    where = np.tile(files.program, len(speakers))
    met = pairs(
        market,
        speakers.key[speaker],
        speakers.role[speaker],
        speakers.applicant[speaker],
        where,
        dials,
    )
    near = np.reshape(met.distance() < dials.tie_share, (len(speakers), -1))
    near[speakers.acquaintance == STRANGER] = False
    return WordReach(market.programs, files.program, np.any(near, axis=0), how, weight)
