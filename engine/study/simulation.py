"""Many replicate seasons of one scenario, and one result."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import (
    APPLIED,
    INTERVIEWED,
    MATCHED,
    NOT_APPLIED,
    PLACED,
    PREMATCH,
    RANKED,
    SCREENED_IN,
)
from engine.base.errors import raise_if_any
from engine.base.grouping import fixed_point, group_sizes
from engine.base.settings import number_problem
from engine.scenario.scenario import Scenario
from engine.season.class_and_you import Class, Yours, draw_others, draw_yours
from engine.season.list_ends import list_ends
from engine.season.stages import SeasonBatch, play
from engine.study.season import Season

_CELLS = 250_000  # seasons x applications held at once: fits a processor's cache


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
        The same for the same input, always. The first seasons do not depend on
        how many follow.

    Raises
    ------
    MarketError
        Naming a number of seasons, a seed or a program that cannot be used.

    Examples
    --------
    >>> season = simulate(Scenario(), replicates=20, seed=1)
    >>> season.outcomes()["outcome"].tolist()
    ['pre-match', 'matched', 'soap', 'unplaced']
    """
    check_study(replicates, seed)
    others, yours = class_and_you(scenario)
    columns: dict[str, Any] = {}
    for numbers in chunks(replicates, len(others.applications) + len(yours.applications)):
        for name, values in _summary(play(others, yours, seed, numbers)).items():
            if name not in columns:
                columns[name] = np.empty((replicates, *values.shape[1:]), values.dtype)
            columns[name][numbers[0] : numbers[-1] + 1] = values
    return Season(
        everybody=others.applications.joined(yours.applications),
        scenario=scenario,
        seed=seed,
        replicates=replicates,
        replay=partial(_replay, others, yours, seed),
        **columns,
    )


def class_and_you(scenario: Scenario) -> tuple[Class, Yours]:
    """Draw the class of a scenario, or take it from the last ones drawn, and what is yours."""
    others = recent_class(scenario.market, scenario.assumptions)
    return others, draw_yours(others, scenario)


recent_class = lru_cache(maxsize=4)(draw_others)  # two presets of two classes on one page


def _replay(others: Class, yours: Yours, seed: int, replicate: int) -> SeasonBatch:
    """Play one season again; keyed noise makes it the same season."""
    return play(others, yours, seed, np.array([replicate]))


def _summary(batch: SeasonBatch) -> dict[str, NDArray[np.integer]]:
    """Keep of some seasons what `Season` needs; one entry per season in every array."""
    everybody, interviews = batch.applications, batch.interviews
    seasons, size = batch.outcome.shape
    cells = seasons * size
    met = group_sizes(interviews.applicant_cell, cells).reshape(seasons, size)
    ranked = interviews.applicant_cell[interviews.ranked]
    ranks = group_sizes(ranked, cells).reshape(seasons, size)
    reached = np.select(
        [ranks > 0, met > 0, _any_of_each(everybody.start, batch.screened_in)],
        [RANKED, INTERVIEWED, SCREENED_IN],
        default=np.where(np.diff(everybody.market.start) > 0, APPLIED, NOT_APPLIED),
    )
    return {
        "outcome": batch.outcome,
        "program": batch.program,
        "round": batch.round,
        "reached": reached.astype(np.int8),
        "interviews": met.astype(np.int16),
        "ranks": ranks.astype(np.int16),
        **_yours(batch),
    }


def _any_of_each(start: NDArray[np.int64], holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether something holds for any application of each applicant, shape (R, A)."""
    number = np.diff(start)
    some = np.flatnonzero(number)
    found = np.zeros((len(holds), len(number)), bool)
    if len(some):
        found[:, some] = np.logical_or.reduceat(holds, start[some], axis=1)
    return found


def _yours(batch: SeasonBatch) -> dict[str, NDArray[np.integer]]:
    """Your applications, season by season."""
    everybody, interviews, seasons = batch.applications, batch.interviews, len(batch.replicates)
    programs, yours = len(everybody.market.programs), everybody.yours
    program = everybody.program[yours]
    mine = np.flatnonzero(interviews.application >= yours.start)
    cell = interviews.season[mine], interviews.application[mine] - yours.start
    reached = batch.screened_in[:, yours].astype(np.int8)
    reached[cell] = np.where(interviews.ranked[mine], RANKED, INTERVIEWED)
    before_soap = np.isin(batch.outcome[:, -1], (PREMATCH, MATCHED))
    placed = before_soap[:, None] & (batch.program[:, -1:] == program)
    reached[placed] = PLACED

    # Your rank on a list is the number of those ranked there who are seen as no worse.
    bar = np.full(seasons * programs, -1, np.int64)
    ranked = mine[interviews.ranked[mine]]
    bar[interviews.program_cell[ranked]] = interviews.rank_key[ranked]
    no_worse = interviews.rank_key <= bar.take(interviews.program_cell)
    better = interviews.program_cell[interviews.ranked & no_worse]
    ahead = group_sizes(better, seasons * programs)
    listed = interviews.program_cell[interviews.ranked]
    rivals = group_sizes(listed, seasons * programs).reshape(seasons, programs)
    standing = np.where(bar >= 0, ahead - 1, -1).reshape(seasons, programs)

    # Your own list holds every program that interviewed you.
    preference_key = np.full(reached.shape, np.iinfo(np.int64).max)
    preference_key[cell] = fixed_point(interviews.liking[mine])
    taken = np.where(placed, preference_key, -1).max(axis=1, initial=-1)
    choice = np.where(taken >= 0, (preference_key < taken[:, None]).sum(axis=1), -1)
    place = batch.lists.places(program, batch.rank_key[:, yours])
    end = list_ends(everybody.market.programs, interviews, batch.outcome, batch.program)
    return {
        "your_reached": reached,
        "your_place": np.where(batch.screened_in[:, yours], place, -1),
        "your_rank": standing[:, program].astype(np.int32),
        "your_list_length": rivals[:, program].astype(np.int32),
        "your_list_end": end[:, program].astype(np.int32),
        "your_match_choice": choice.astype(np.int16),
    }


def check_study(replicates: object, seed: object) -> None:
    """Refuse a number of seasons or a seed that cannot be used, both where both are wrong.

    >>> check_study(0, 1)
    Traceback (most recent call last):
    ...
    engine.MarketError: replicates is 0; it must be a whole number from 1 to 1000000
    """
    found = (
        number_problem("replicates", replicates, 1, 1_000_000, whole=True),
        number_problem("seed", seed, 0, 2**31 - 1, whole=True),
    )
    raise_if_any(problem for problem in found if problem)


def chunks(replicates: int, applications: int) -> list[NDArray[np.int64]]:
    """Split the seasons into pieces that fit a processor's cache."""
    size = max(1, _CELLS // max(1, applications))
    return [np.arange(n, min(n + size, replicates)) for n in range(0, replicates, size)]
