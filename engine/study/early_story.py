"""One program's view of you before the Match: season by season, and along a story."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import NOT_VETTED
from engine.base.errors import MarketError
from engine.base.settings import shown
from engine.scenario.scenario import Scenario
from engine.season.joining.chain import offered_by_joining
from engine.study.cases import EARLY_PROGRAM, Case
from engine.study.simulation import check_study, class_and_you, recent_seasons

FATES = ("an early offer", "safe, no offer", "rank only", "too risky", "not asked about")


def your_fates(
    scenario: Scenario, program: str = EARLY_PROGRAM, replicates: int = 100, seed: int = 1
) -> NDArray[np.int8]:
    """Say what one program makes of you before the Match, season by season.

    Parameters
    ----------
    scenario : Scenario
        What is set.
    program : str
        Which program.
    replicates : int, default 100
        Number of seasons.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    ndarray of int8, shape (R,)
        Index into `FATES`; the last where it did not interview you, or may not offer early.

    Raises
    ------
    MarketError
        Naming a number of seasons, a seed or a program that cannot be used.

    Examples
    --------
    >>> [FATES[code] for code in your_fates(Scenario(), replicates=2)]
    ['not asked about', 'not asked about']
    """
    check_study(replicates, seed)
    others, yours = class_and_you(scenario)
    names = others.applications.market.programs.names
    if program not in names:
        raise MarketError([f"there is no program called {shown(program)}"])
    here, fate = yours.applications.program == names.index(program), []
    for theirs in recent_seasons.seasons(scenario, seed, replicates):
        interviews, offered = offered_by_joining(theirs, yours)
        met = here[interviews.application] & (interviews.bucket != NOT_VETTED)
        some = np.full(len(theirs), FATES.index("not asked about"), np.int8)
        some[interviews.season[met]] = 1 + interviews.bucket[met]
        some[interviews.season[met & offered]] = 0
        fate.append(some)
    return np.concatenate(fate)


@dataclass(frozen=True)
class EarlyStep:
    """What came of one step of a story.

    Attributes
    ----------
    step : str
        Its name.
    interviewed : float
        Share of the seasons in which the program asked around about you.
    safe, rank_only, too_risky : float
        Shares of these; NaN where there are none.
    offered : float
        Share of all seasons.
    """

    step: str
    interviewed: float
    safe: float
    rank_only: float
    too_risky: float
    offered: float


def played_early(
    case: Case, program: str = EARLY_PROGRAM, replicates: int = 200, seed: int = 1
) -> tuple[EarlyStep, ...]:
    """Play a story about early offers step by step: your bucket, and what came of it.

    Parameters
    ----------
    case : Case
        From `engine.study.cases.stories`.
    program : str
        The program that the story is about.
    replicates : int, default 200
        Number of seasons.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    tuple of EarlyStep
        In the order of the story.

    Raises
    ------
    MarketError
        If there is no such program; naming a number of seasons or a seed that cannot be used.

    Examples
    --------
    >>> from engine.study.cases import stories
    >>> [one.step for one in played_early(stories()["S3-37"], replicates=5)][:2]
    ['nobody says anything', 'applicant A']
    """
    rows = []
    for label, scenario in case.steps:
        fate = your_fates(scenario, program, replicates, seed)
        count = dict(zip(FATES, np.bincount(fate, minlength=len(FATES)).tolist(), strict=True))
        asked = replicates - count["not asked about"]
        safe = count["an early offer"] + count["safe, no offer"]
        rows.append(
            EarlyStep(
                step=label,
                interviewed=asked / replicates,
                safe=safe / asked if asked else np.nan,
                rank_only=count["rank only"] / asked if asked else np.nan,
                too_risky=count["too risky"] / asked if asked else np.nan,
                offered=count["an early offer"] / replicates,
            )
        )
    return tuple(rows)
