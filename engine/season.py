"""Many replicate seasons of one scenario, and one result."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.errors import refuse_if_any
from engine.impression import Files
from engine.results import INTERVIEWED, PLACED, RANKED, Season
from engine.scenario import Scenario
from engine.stages import MATCHED, PREMATCH, Played, play, prepare

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
    parts = [
        _summary(files, play(scenario, seed, numbers))
        for numbers in chunks(replicates, len(files.row))
    ]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Season(
        files=files,
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
    seen, standing = played.seen, played.standing
    seasons, people = played.outcome.shape
    programs = len(files.market.programs)
    screened = np.maximum.reduceat(
        np.append(played.screened_in, np.zeros((seasons, 1), bool), axis=1), files.start[:-1], axis=1
    ) & (np.diff(files.start) > 0)
    cells = seasons * people
    interviews = np.bincount(seen.applicant, minlength=cells).reshape(seasons, people)
    ranks = np.bincount(seen.applicant[seen.ranked], minlength=cells).reshape(seasons, people)
    reached = np.select([ranks > 0, interviews > 0], [RANKED, INTERVIEWED], default=screened)

    yours = files.yours
    mine = np.flatnonzero(seen.file >= yours.start)
    cell = seen.season[mine], seen.file[mine] - yours.start
    program = files.program[yours]
    your_reached = played.screened_in[:, yours].astype(np.int8)
    your_reached[cell] = np.where(seen.ranked[mine], RANKED, INTERVIEWED)
    before_soap = np.isin(played.outcome[:, -1:], (PREMATCH, MATCHED))
    your_reached[before_soap & (played.program[:, -1:] == program)] = PLACED
    your_standing = np.full(your_reached.shape, -1, np.int32)
    your_standing[cell] = standing[mine]
    listed = np.bincount(seen.program[seen.ranked], minlength=seasons * programs)
    return {
        "outcome": played.outcome,
        "program": played.program,
        "round": played.round,
        "reached": reached.astype(np.int8),
        "interviews": interviews.astype(np.int16),
        "ranks": ranks.astype(np.int16),
        "your_reached": your_reached,
        "your_place": np.where(
            played.screened_in[:, yours], played.place[:, yours], -1
        ).astype(np.int32),
        "your_standing": your_standing,
        "your_rivals": listed.reshape(seasons, programs)[:, program].astype(np.int32),
    }


def check_study(replicates: object, seed: object) -> None:
    """Refuse a number of seasons or a seed that cannot be used.

    Parameters
    ----------
    replicates, seed : object
        As given by the caller.

    Raises
    ------
    MarketError
        Naming both where both are wrong.

    Examples
    --------
    >>> check_study(0, 1)
    Traceback (most recent call last):
    ...
    engine.errors.MarketError: replicates is 0; it must be a whole number from 1 to 1000000
    """
    limits = (("replicates", replicates, 1, 1_000_000), ("seed", seed, 0, 2**31 - 1))
    refuse_if_any(
        f"{name} is {value!r}; it must be a whole number from {low} to {high}"
        for name, value, low, high in limits
        if not isinstance(value, (int, np.integer))
        or isinstance(value, bool)
        or not low <= value <= high
    )


def chunks(replicates: int, files: int) -> list[NDArray[np.int64]]:
    """Split the seasons into pieces that fit a processor's cache."""
    size = max(1, _CELLS // max(1, files))
    return [np.arange(n, min(n + size, replicates)) for n in range(0, replicates, size)]


