"""What a few points of Step 2 are worth to "you", class by class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.scenario.scenario import Scenario
from engine.sources.figures import figure
from engine.study.published.published_values import Published, less
from engine.study.published.regression import logistic
from engine.study.sweeps import sweep

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class WorthOfPoints:
    """What points of Step 2 are worth.

    Attributes
    ----------
    steps : DataFrame
        market_seed, step2, matched (share of the seasons), step (against the score before, in
        points of the share; NaN for the lowest score).
    slope : float
        By how much ten points raise the logarithm of the odds to match, over all classes.
    """

    steps: pd.DataFrame
    slope: float

    @property
    def largest_step(self) -> float:
        """Largest rise between two neighboring scores in any class, in points of the share."""
        return float(self.steps["step"].max())


def implied_slope() -> Published:
    """Work out what the published medians of non-US IMGs say that ten points are worth.

    If the matched and the unmatched have normal scores of one spread, the odds to match rise by
    the gap over the square of the spread. Here the spread is that of all takers; the odds are
    those in the preferred field, of files that differ in all else, too.

    Examples
    --------
    >>> round(implied_slope().value, 2)
    0.27
    """
    gap = less("step2ck_matched_median", "step2ck_unmatched_median", "non-US IMG / all")
    spread = figure("step2ck_sd", "all takers")
    value = 10 * gap.value / spread.value**2
    return gap._replace(value=value, low=value, high=value, source=f"{gap.source}; {spread.source}")


def worth_of_points(
    scenario: Scenario | None = None,
    *,
    class_seeds: Iterable[int] = range(20),
    scores: Iterable[int] = range(215, 270, 5),
    replicates: int = 200,
    seed: int = 1,
) -> WorthOfPoints:
    """Move the score of "you" through many classes, all else equal.

    Parameters
    ----------
    scenario : Scenario, optional
        Whose score to move; the default "you" by default.
    class_seeds : iterable of int, default 0 to 19
        Classes to try.
    scores : iterable of int, default 215, 220, ... 265
        Step 2 scores, ascending.
    replicates, seed : int
        As in `simulate`.

    Returns
    -------
    WorthOfPoints

    Examples
    --------
    >>> worth = worth_of_points(class_seeds=[3], scores=[215, 255], replicates=20)
    >>> worth.steps["step2"].tolist(), worth.slope > 0
    ([215, 255], True)
    """
    settings = {"market.seed": list(class_seeds), "you.step2": list(scores)}
    table = sweep(scenario or Scenario(), settings, replicates, seed)
    table = table[table["outcome"] == "matched"].reset_index(drop=True)
    steps = table.rename(
        columns={"market.seed": "market_seed", "you.step2": "step2", "probability": "matched"}
    )[["market_seed", "step2", "matched"]]
    steps["step"] = 100 * steps.groupby("market_seed")["matched"].diff()
    tens = steps["step2"].to_numpy(np.float64) / 10
    given = np.stack([tens - tens.mean(), np.ones(len(tens))], axis=1)
    slope = logistic(given, steps["matched"].to_numpy(np.float64), float(replicates))[0]
    return WorthOfPoints(steps, float(slope))
