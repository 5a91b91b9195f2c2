"""Many replicate seasons of one scenario, and one result."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from engine.base.columns import protected
from engine.base.errors import raise_if_any
from engine.base.settings import number_problem, shown
from engine.scenario.scenario import Scenario
from engine.season.class_and_you import Class, Yours, draw_yours
from engine.season.joining.chain import join_class
from engine.season.stages import SeasonBatch, play
from engine.study.kept import KeptSeasons
from engine.study.season import Season


def simulate(scenario: Scenario, replicates: int = 200, seed: int = 1) -> Season:
    """Play replicate seasons of a scenario.

    Parameters
    ----------
    scenario : Scenario
        What the learner set.
    replicates : int, default 200
        Number of seasons.
    seed : int, default 1
        Seed of what a season varies; the market has its own (``market.seed``).

    Returns
    -------
    Season
        The same for the same input, always; its columns cannot be written to. The first seasons
        do not depend on how many follow.

    Raises
    ------
    MarketError
        Naming a scenario, a number of seasons, a seed or a program that cannot be used.

    Examples
    --------
    >>> season = simulate(Scenario(), replicates=20, seed=1)
    >>> season.outcomes()["outcome"].tolist()
    ['pre-match', 'matched', 'soap', 'unplaced']
    """
    raise_if_any([scenario_problem(scenario), *study_problems(replicates, seed)])
    return play_with(recent_seasons, scenario, replicates, seed)


def play_with(kept: KeptSeasons, scenario: Scenario, replicates: int, seed: int) -> Season:
    """Play what `simulate` plays, with the classes and seasons that somebody has kept."""
    others = kept.drawn(scenario)
    yours = draw_yours(others, scenario)
    everybody = others.applications.joined(yours.applications)
    columns: dict[str, Any] = {}
    # Where all positions are categorical nobody holds a second one: kept as one number.
    same = () if everybody.market.programs.of_several_types else ("second", "second_round")
    done = 0
    for theirs in kept.seasons(scenario, seed, replicates):
        block = slice(done, done + len(theirs))
        for part in join_class(theirs, yours, everybody):
            for name, values in vars(part).items():
                if done == 0 and len(theirs) == replicates:
                    columns[name] = values
                    continue
                shape = (replicates, *values.shape[1:])
                if name in same:
                    columns[name] = np.broadcast_to(values[:1, :1], shape)
                    continue
                if name not in columns:
                    columns[name] = np.empty(shape, values.dtype)
                columns[name][block] = values
        done += len(theirs)
    return protected(  # one of the columns may be that of the class that is kept
        Season(
            everybody=everybody,
            scenario=scenario,
            seed=seed,
            replicates=replicates,
            replay=partial(_replay, others, yours, seed),
            **columns,
        )
    )


def is_played(scenario: Scenario, replicates: int = 200, seed: int = 1) -> bool:
    """Whether `simulate` would answer within milliseconds: the class has played these seasons.

    Parameters
    ----------
    scenario, replicates, seed
        As of `simulate`.

    Returns
    -------
    bool
        Never with couples: then some of the seasons have to be matched anew for you.

    Examples
    --------
    >>> elsewhere = Scenario().with_market(seed=77)
    >>> before = is_played(elsewhere, 20)
    >>> season = simulate(elsewhere, 20)
    >>> before, is_played(elsewhere.with_you(step2=250), 20)
    (False, True)
    """
    return recent_seasons.has(scenario, seed, replicates)


def class_of(scenario: Scenario) -> Class:
    """Draw the class of a scenario, or take it from the last ones drawn."""
    raise_if_any([scenario_problem(scenario)])
    return recent_seasons.drawn(scenario)


def class_and_you(scenario: Scenario) -> tuple[Class, Yours]:
    """Draw the class of a scenario, or take it from the last ones drawn, and what is yours."""
    others = class_of(scenario)
    return others, draw_yours(others, scenario)


recent_seasons = KeptSeasons()


def _replay(others: Class, yours: Yours, seed: int, replicate: int) -> SeasonBatch:
    """Play one season again; keyed noise makes it the same season."""
    raise_if_any([number_problem("replicate", replicate, 0, 999_999, whole=True)])
    return play(others, yours, seed, np.array([replicate]))


def check_study(replicates: object, seed: object) -> None:
    """Refuse a number of seasons or a seed that cannot be used, both where both are wrong.

    >>> check_study(0, 1)
    Traceback (most recent call last):
    ...
    engine.MarketError: replicates is 0; it must be a whole number from 1 to 1000000
    """
    raise_if_any(study_problems(replicates, seed))


def scenario_problem(value: object, called: str = "scenario") -> str | None:
    """Say in one sentence why a value is no scenario, or None."""
    if isinstance(value, Scenario):
        return None
    return f"{called} is {shown(value)}; it must be a Scenario"


def study_problems(replicates: object, seed: object) -> list[str | None]:
    """Say what is wrong with a number of seasons and with a seed, each None where nothing is."""
    return [
        number_problem("replicates", replicates, 1, 1_000_000, whole=True),
        number_problem("seed", seed, 0, 2**31 - 1, whole=True),
    ]
