"""Many replicate seasons of one scenario, and one result."""

from __future__ import annotations

from functools import partial
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
from engine.base.errors import refuse_if_any
from engine.base.grouping import fixed_point
from engine.base.settings import number_problem
from engine.scenario.scenario import Scenario
from engine.season.applications import Files
from engine.season.stages import Played, play, prepare
from engine.study.season import Season

_CELLS = 250_000  # seasons x files held at once: fits a processor's cache


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
    files = prepare(scenario)
    columns: dict[str, Any] = {}
    for numbers in chunks(replicates, len(files.row)):
        part = _summary(files, play(scenario, seed, numbers))
        for name, values in part.items():
            if name not in columns:
                columns[name] = np.empty((replicates, *values.shape[1:]), values.dtype)
            columns[name][numbers[0] : numbers[-1] + 1] = values
    return Season(
        files=files,
        scenario=scenario,
        seed=seed,
        replicates=replicates,
        replay=partial(_replay, scenario, seed),
        **columns,
    )


def _replay(scenario: Scenario, seed: int, replicate: int) -> Played:
    """Play one season again; keyed noise makes it the same season."""
    return play(scenario, seed, np.array([replicate]))


def _summary(files: Files, played: Played) -> dict[str, NDArray[np.integer]]:
    """Keep of some seasons what `Season` needs; one entry per season in every array."""
    seen = played.seen
    seasons, people = played.outcome.shape
    cells = seasons * people
    interviews = np.bincount(seen.applicant, minlength=cells).reshape(seasons, people)
    ranked = np.flatnonzero(seen.ranked)
    ranks = np.bincount(seen.applicant[ranked], minlength=cells).reshape(seasons, people)
    reached = np.select(
        [ranks > 0, interviews > 0, _any_of_each(files, played.screened_in)],
        [RANKED, INTERVIEWED, SCREENED_IN],
        default=np.where(np.diff(files.market.start) > 0, APPLIED, NOT_APPLIED),
    )
    return {
        "outcome": played.outcome,
        "program": played.program,
        "round": played.round,
        "reached": reached.astype(np.int8),
        "interviews": interviews.astype(np.int16),
        "ranks": ranks.astype(np.int16),
        **_yours(files, played),
    }


def _any_of_each(files: Files, holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether something holds for any file of each applicant, shape (R, A)."""
    number = np.diff(files.start)
    some = np.flatnonzero(number)
    found = np.zeros((len(holds), len(number)), bool)
    if len(some):
        found[:, some] = np.logical_or.reduceat(holds, files.start[some], axis=1)
    return found


def _yours(files: Files, played: Played) -> dict[str, NDArray[np.integer]]:
    """Your applications, season by season."""
    seen, seasons = played.seen, len(played.replicates)
    programs, yours = len(files.market.programs), files.yours
    program = files.program[yours]
    mine = np.flatnonzero(seen.file >= yours.start)
    cell = seen.season[mine], seen.file[mine] - yours.start
    reached = played.screened_in[:, yours].astype(np.int8)
    reached[cell] = np.where(seen.ranked[mine], RANKED, INTERVIEWED)
    before_soap = np.isin(played.outcome[:, -1], (PREMATCH, MATCHED))
    placed = before_soap[:, None] & (played.program[:, -1:] == program)
    reached[placed] = PLACED

    # Your place on a list is the number of those ranked there who are seen as no worse.
    bar = np.full(seasons * programs, -1, np.int64)
    ranked = mine[seen.ranked[mine]]
    bar[seen.program[ranked]] = seen.worse[ranked]
    better = np.flatnonzero(seen.ranked & (seen.worse <= bar.take(seen.program)))
    ahead = np.bincount(seen.program[better], minlength=seasons * programs)
    listed = np.flatnonzero(seen.ranked)
    rivals = np.bincount(seen.program[listed], minlength=seasons * programs)
    standing = np.where(bar >= 0, ahead - 1, -1).reshape(seasons, programs)

    # Your own list holds every program that interviewed you.
    liking = np.full(reached.shape, np.iinfo(np.int64).max)
    liking[cell] = fixed_point(seen.liking[mine])
    taken = np.where(placed, liking, -1).max(axis=1, initial=-1)
    choice = np.where(taken >= 0, (liking < taken[:, None]).sum(axis=1), -1)
    return {
        "your_reached": reached,
        "your_place": np.where(
            played.screened_in[:, yours], played.lines.places(program, played.worse[:, yours]), -1
        ),
        "your_rank": standing[:, program].astype(np.int32),
        "your_list_length": rivals.reshape(seasons, programs)[:, program].astype(np.int32),
        "your_match_choice": choice.astype(np.int16),
    }


def check_study(replicates: object, seed: object) -> None:
    """Refuse a number of seasons or a seed that cannot be used, naming both."""
    found = (
        number_problem("replicates", replicates, 1, 1_000_000, whole=True),
        number_problem("seed", seed, 0, 2**31 - 1, whole=True),
    )
    refuse_if_any(problem for problem in found if problem)


def chunks(replicates: int, files: int) -> list[NDArray[np.int64]]:
    """Split the seasons into pieces that fit a processor's cache."""
    size = max(1, _CELLS // max(1, files))
    return [np.arange(n, min(n + size, replicates)) for n in range(0, replicates, size)]
