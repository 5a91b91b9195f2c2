"""Classes measured at a setting of the free dials, on the same chance at every setting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from calibration.free import Floats, dials_at
from engine.scenario.scenario import Scenario
from engine.study.published.calibrate import measured
from engine.study.published.rows import ROWS, Row
from engine.study.published.scores import implied_slope, worth_of_points

# What the free dials are fitted to: rows of the default class.
FITTED: tuple[Row, ...] = tuple(row for row in ROWS if row.role == "fitted" and not row.classes)
_RANGE = 4.0  # what counts as one unit beyond a published range without a tolerance


_ABSURD = 9.0  # tolerances by which a row misses of which nothing was observed
_SLOPE_WITHIN = 0.15  # of the logarithm of the odds, per ten points


@dataclass(frozen=True)
class Effort:
    """How much is played for one measurement.

    Attributes
    ----------
    classes : sequence of int
        Which classes.
    seasons : int
        Seasons of each.
    yours, scores, replicates
        The same for what points are worth to "you": classes, scores, seasons of each.
    """

    classes: Sequence[int]
    seasons: int
    yours: Sequence[int]
    scores: Sequence[int]
    replicates: int


QUICK = Effort(range(40), 2, range(0, 20, 2), (230, 250), 15)
FULL = Effort(range(40), 5, range(20), (225, 235, 245, 255), 30)


def at(place: Floats, effort: Effort) -> Floats:
    """Measure classes at a place in the unit cube of the free dials.

    The fitted rows, and last what ten points are worth to "you".
    """
    scenario = Scenario().with_assumptions(**dials_at(place))
    found = measured(FITTED, scenario, effort.classes, effort.seasons)
    worth = worth_of_points(
        scenario, class_seeds=effort.yours, scores=effort.scores, replicates=effort.replicates
    )
    return np.append(found, worth.slope)


def tolerances() -> Floats:
    """How far each target may be missed, in its own unit."""
    return np.array([*(row.within or _RANGE for row in FITTED), _SLOPE_WITHIN])


def misses(found: Floats) -> Floats:
    """How far what was measured, shape (..., targets), is from what was published, in tolerances.

    0 inside a published range; a target is met where this is from -1 to 1.
    """
    lows, highs = _published()
    beyond = np.maximum(found - highs, 0) + np.minimum(found - lows, 0)
    return np.where(np.isfinite(found), beyond / tolerances(), _ABSURD)


@cache
def _published() -> tuple[Floats, Floats]:
    """Lower and upper ends of the targets, shape (targets,) each."""
    targets = [*(row.published() for row in FITTED), implied_slope()]
    return np.array([one.low for one in targets]), np.array([one.high for one in targets])
