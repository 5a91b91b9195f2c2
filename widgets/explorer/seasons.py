"""The seasons that explorers show, simulated once for all of them."""

from __future__ import annotations

from functools import lru_cache

from engine import Scenario, simulate
from engine.study.season import Season

SEASONS = 200


@lru_cache(maxsize=8)
def simulated(scenario: Scenario, seed: int = 1) -> Season:
    """Simulate `SEASONS` seasons of a scenario; what was just shown is there again at once.

    So a pinned "before" costs nothing while "now" moves, and neither does the way back to a
    setting. Few are kept: each holds every applicant of every season.
    """
    return simulate(scenario, replicates=SEASONS, seed=seed)
