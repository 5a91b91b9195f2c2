"""The seasons that explorers show, simulated once for all; few first where it takes time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from engine import Comparison, Scenario, compare, simulate
from engine.study.season import Season
from engine.study.simulation import at_once

SEASONS = 200
FIRST = 50  # seasons that are shown before the others are there


@lru_cache(maxsize=8)
def simulated(scenario: Scenario, seed: int = 1) -> Season:
    """Simulate `SEASONS` seasons of a scenario; what was just shown is there again at once.

    So a pinned "before" costs nothing while "now" moves, and neither does the way back to a
    setting. Few are kept: each holds every applicant of every season.
    """
    return simulate(scenario, replicates=SEASONS, seed=seed)


def simulate_in_steps(scenario: Scenario, seed: int = 1) -> Iterator[Season]:
    """Yield the seasons of a scenario: `FIRST` of them, then all `SEASONS`.

    The first ones are the same in both, so a picture only becomes surer, and its intervals
    shorter. Where the answer is there at once, only the last step is yielded.

    Parameters
    ----------
    scenario : Scenario
        What is set.
    seed : int, default 1
        Seed of what a season varies.

    Yields
    ------
    Season

    Examples
    --------
    >>> steps = list(simulate_in_steps(Scenario().with_market(seed=5)))
    >>> [season.replicates for season in steps], steps[1].ends()[1].low > steps[0].ends()[1].low
    ([50, 200], True)

    The class has played its seasons now; a tweak of yours is one step:

    >>> tweaked = Scenario().with_market(seed=5).with_you(step2=240)
    >>> [season.replicates for season in simulate_in_steps(tweaked)]
    [200]
    """
    if not at_once(scenario, SEASONS, seed):
        yield simulate(scenario, FIRST, seed)
    yield simulated(scenario, seed)


def compare_in_steps(scenario: Scenario, tweaked: Scenario, seed: int = 1) -> Iterator[Comparison]:
    """Yield the comparison of two scenarios, from few seasons first; see `simulate_in_steps`.

    Parameters
    ----------
    scenario, tweaked : Scenario
        Before and after.
    seed : int, default 1
        Seed of what a season varies.

    Yields
    ------
    Comparison
    """
    if not all(at_once(one, SEASONS, seed) for one in (scenario, tweaked)):
        yield compare(scenario, tweaked, FIRST, seed)
    yield Comparison(simulated(scenario, seed), simulated(tweaked, seed))
