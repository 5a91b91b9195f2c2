"""Least squares over the free dials: the defaults that bring the targets nearest.

Classes are whole people in whole seats, so what is measured is a little rough. The optimizer
therefore works on a response surface: a regression of every target on the dials and their
products, over settings about the best one so far. The model has the last word on what the
optimizer proposes, and what it says sharpens the next surface.
"""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np
from scipy.optimize import least_squares

from calibration.free import FREE, Floats, dials_at, steps
from calibration.model import FULL, QUICK, at, misses
from calibration.surface import surface

_AROUND = 64  # settings measured about the best one, in each round
_REACH = 0.15  # of the ranges, how far about; halved when a proposal is no better
_PULL = 0.5  # tolerances that a dial's whole range away from where it started counts as


def fit(start: Floats, executor: Executor, rounds: int = 8) -> Floats:
    """Choose the place in the unit cube where the targets are missed least.

    Dials that no row holds stay where they started.
    """
    luck, reach = np.random.default_rng(1), _REACH
    best, places, found = start, np.empty((0, len(FREE))), []

    def cost(place: Floats, missed: Floats) -> float:
        return float((missed**2).sum() + ((_PULL * (place - start)) ** 2).sum())

    least = cost(best, misses(at(best, FULL)))
    for _ in range(rounds):
        print(f"{least:.2f} at {dials_at(best)}", flush=True)
        about = np.maximum(reach, steps(0)) * luck.uniform(-1, 1, (_AROUND, len(FREE)))
        fresh = np.clip(best + about, 0, 1)
        places = np.vstack([places, fresh])
        found += list(executor.map(at, fresh, [QUICK] * _AROUND))
        guess = surface(places, np.stack(found), best)

        def off(place: Floats) -> Floats:
            return np.append(misses(guess(place[None])[0]), _PULL * (place - start))  # noqa: B023

        low, high = np.maximum(best - reach, 0), np.minimum(best + reach, 1)
        middle = np.clip(best, low + 1e-6, high - 1e-6)
        proposed = least_squares(off, middle, bounds=(low, high), diff_step=1e-3).x
        reached = cost(proposed, misses(at(proposed, FULL)))
        if reached < least:
            best, least = proposed, reached
        else:
            reach /= 2
    return best
