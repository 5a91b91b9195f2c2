"""Draws that carry a distribution exactly: its quantiles, shuffled within each group."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.grouping import group_sizes


class Strata:
    """Draws that give each group the quantiles of a distribution, shuffled."""

    def __init__(self, seed: int, side: str, group: NDArray[np.integer]) -> None:
        self.seed = seed
        self.side = side
        self.group = group
        self.ids = noise.pair_keys(np.arange(len(group)))

    def uniform(self, name: str) -> NDArray[np.float64]:
        """Evenly spaced numbers in (0, 1) within each group."""
        return self._shuffled(name, _evenly)

    def normal(self, name: str) -> NDArray[np.float64]:
        """Draw normal quantiles within each group, rounded to be the same everywhere."""
        return self._shuffled(name, _normal_quantiles)

    def _shuffled(
        self, name: str, values: Callable[[int], NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Deal the values of so many to each group, in an order of the group's own."""
        key = noise.uniform(noise.season_keys(self.seed, f"{self.side} {name}"), self.ids)
        dealt = np.empty(len(key))
        dealt[np.lexsort((key, self.group))] = np.concatenate(
            [values(size) for size in group_sizes(self.group).tolist()]
        )
        return dealt


def _evenly(count: int) -> NDArray[np.float64]:
    return (np.arange(count) + 0.5) / count


@lru_cache(maxsize=64)
def _normal_quantiles(count: int) -> NDArray[np.float64]:
    from statistics import NormalDist  # takes 5 ms to import

    quantile = NormalDist().inv_cdf
    return np.array([round(quantile(even), 9) for even in _evenly(count).tolist()])
