"""The seasons that explorers show, simulated once for all; few first where it takes time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from engine import Scenario, simulate
from engine.study.season import Season
from engine.study.simulation import at_once

SEASONS = 200
FIRST = 50  # seasons that are shown before the others are there


def simulated(scenario: Scenario, seed: int = 1, seasons: int = SEASONS) -> Season:
    """Simulate the first seasons of a scenario; what was just shown is there again at once.

    So a pinned "before" costs nothing while "now" moves, and neither does the way back to a
    setting. Few are kept: each holds every applicant of every season.
    """
    return _kept(scenario, seed, seasons)


@lru_cache(maxsize=12)
def _kept(scenario: Scenario, seed: int, seasons: int) -> Season:
    return simulate(scenario, replicates=seasons, seed=seed)


def all_at_once(scenarios: Iterable[Scenario], seed: int = 1) -> bool:
    """Whether `SEASONS` seasons of each scenario would be there within milliseconds.

    Parameters
    ----------
    scenarios : iterable of Scenario
        What is to be shown together.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    bool
        Where not, `FIRST` of them can be shown before: they are the first of all, so a picture
        only becomes surer, and its intervals shorter.

    Examples
    --------
    >>> elsewhere = Scenario().with_market(seed=5)
    >>> all_at_once([elsewhere])
    False
    >>> season = simulated(elsewhere)
    >>> all_at_once([elsewhere, elsewhere.with_you(step2=240)])
    True
    """
    return all(at_once(scenario, SEASONS, seed) for scenario in scenarios)
