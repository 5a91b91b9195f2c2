"""History matching: the other settings of the free dials that fit the published rows as well.

Settings are drawn over the whole ranges and measured. A regression for each row, cheap and a
little wrong, then says of many thousands of others which are not implausible; the model itself
tries a spread of those, the regressions learn from that, and so on in waves. A setting is kept
when the model brings every fitted row within its tolerance, or as near as the defaults do.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from calibration.free import FREE, Floats, steps
from calibration.model import FULL, QUICK, Effort, at, misses
from calibration.sensitivity import around
from calibration.surface import surface

_WIDE = 200  # settings over the whole ranges, to begin with
_WAVES = 3
_TRIED = 60  # settings that the model tries in a wave
_CENTERS = 30  # good settings from which candidates are walked to
_WALKERS, _STRIDES = 400, 120  # candidates, and the steps of each
_NEAR = 0.1  # of the ranges, how far about the best one a design looks
_STRIDE = 0.02  # SD of the longest step, in ranges of its dials
_PROMISING = 1.15  # of what is allowed; a quick measurement so bad deserves a full one
_SURE = 0.8  # of what is allowed; a guess at most so bad is probably right
_SLACK = 0.25  # tolerances by which a row may miss more than it does at the defaults


@dataclass(frozen=True)
class Search:
    """What the search found.

    Attributes
    ----------
    kept : ndarray of float, shape (worlds, dials)
        Places in the unit cube.
    fit, tried : int
        Settings that fit, of those that the model tried after the regressions had chosen them.
    wide, wide_kept : int
        Settings tried over the whole ranges before, and how many of them fit.
    least_met, most_met : int
        Fitted rows that a world brings within their own tolerance: fewest and most.
    """

    kept: Floats
    fit: int
    tried: int
    wide: int
    wide_kept: int
    least_met: int
    most_met: int


def search(
    default: Floats, known: Floats, wanted: int, executor: Executor, seed: int = 1
) -> Search:
    """Look for so many other worlds, as different from one another as they come.

    ``known`` are worlds found before, shape (any number, dials): the search starts from them, too,
    but they have to fit again to be kept.
    """
    luck = np.random.default_rng(seed)
    allowed = np.maximum(1.0, np.abs(misses(at(default, FULL))) + _SLACK)
    wide = qmc.LatinHypercube(len(FREE), rng=luck).random(_WIDE)
    places = np.vstack([wide, default, known])
    found = _measure(places, executor, QUICK)
    wide_kept = int((_worst(found[:_WIDE], allowed) <= 1).sum())
    best = places[np.argmin(_worst(found, allowed))]
    near = around(best, steps(_NEAR))
    places, found = np.vstack([places, near]), np.vstack([found, _measure(near, executor, QUICK)])
    kept, tried = _that_fit(known, allowed, executor), 0
    for _ in range(_WAVES):
        surfaces = surface(places, found, places[np.argmin(_worst(found, allowed))])

        def guess(others: Floats) -> Floats:
            return _worst(surfaces(others), allowed)  # noqa: B023

        chosen = _plausible(guess, places[np.argsort(_worst(found, allowed))[:_CENTERS]], luck)
        fresh = _measure(chosen, executor, QUICK)
        tried += len(chosen)
        places, found = np.vstack([places, chosen]), np.vstack([found, fresh])
        promising = chosen[_worst(fresh, allowed) <= _PROMISING]
        kept = np.vstack([kept, _that_fit(promising, allowed, executor)])
        print(f"{len(promising)} of {len(chosen)} look right, {len(kept)} kept so far", flush=True)
        if len(kept) >= wanted:
            break
    chosen = kept[_spread(kept, wanted)]
    met = (np.abs(misses(_measure(chosen, executor, FULL)))[:, :-1] <= 1).sum(axis=1)
    tries = (len(kept), tried + len(known), len(wide), wide_kept)
    return Search(chosen, *tries, int(met.min()), int(met.max()))


def _that_fit(places: Floats, allowed: Floats, executor: Executor) -> Floats:
    """Keep the places of which a full measurement says that they fit."""
    if not len(places):
        return places
    return places[_worst(_measure(places, executor, FULL), allowed) <= 1]


def _measure(places: Floats, executor: Executor, effort: Effort) -> Floats:
    """Measure the targets at many places, shape (places, targets)."""
    return np.stack(list(executor.map(at, places, [effort] * len(places), chunksize=4)))


def _worst(found: Floats, allowed: Floats) -> Floats:
    """Return the largest miss of each place, in what is allowed."""
    worst: Floats = (np.abs(misses(found)) / allowed).max(axis=1)
    return worst


def _plausible(
    guess: Callable[[Floats], Floats], centers: Floats, luck: np.random.Generator
) -> Floats:
    """Choose settings to try: a spread of those that the regressions find plausible.

    They are walked to from settings that were good, by steps that stay where no row is missed.
    """
    here = centers[luck.integers(len(centers), size=_WALKERS)]
    worst = guess(here)
    for _ in range(_STRIDES):
        far = _STRIDE * luck.random((_WALKERS, 1)) * luck.normal(size=here.shape)
        there = np.clip(here + far, 0, 1)
        ahead = guess(there)
        goes = ahead <= np.maximum(worst, _SURE)
        here, worst = np.where(goes[:, None], there, here), np.where(goes, ahead, worst)
    order = np.argsort(worst, kind="stable")
    best = here[order[: max(2 * _TRIED, int((worst <= _SURE).sum()))]]
    return best[_spread(best, _TRIED)]


def _spread(places: Floats, count: int) -> list[int]:
    """Pick so many places, each as far as possible from those picked before."""
    if not len(places):
        return []
    picked = [0]
    near = ((places - places[0]) ** 2).sum(axis=1)
    while len(picked) < min(count, len(places)):
        picked.append(int(np.argmax(near)))
        near = np.minimum(near, ((places - places[picked[-1]]) ** 2).sum(axis=1))
    return sorted(picked)
