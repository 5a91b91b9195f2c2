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

from calibration.free import FREE, Floats
from calibration.model import FULL, QUICK, Effort, at, misses
from calibration.surface import surface

_WIDE = 300  # settings over the whole ranges, to begin with
_WAVES = 4
_TRIED = 80  # settings that the model tries in a wave
_CANDIDATES = 40_000  # settings that the regressions look at in a wave
_SPREAD = 0.18  # SD of a candidate about one that was good, in ranges of its dials
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
    """

    kept: Floats
    fit: int
    tried: int
    wide: int
    wide_kept: int


def search(default: Floats, wanted: int, executor: Executor, seed: int = 1) -> Search:
    """Look for so many other worlds, as different from one another as they come."""
    luck = np.random.default_rng(seed)
    allowed = np.maximum(1.0, np.abs(misses(at(default, FULL))) + _SLACK)
    wide = qmc.LatinHypercube(len(FREE), rng=luck).random(_WIDE)
    places = np.vstack([default, wide])
    found = _measure(places, executor, QUICK)
    wide_kept = int((_worst(found[1:], allowed) <= 1).sum())
    kept, tried = np.empty((0, len(FREE))), 0
    for _ in range(_WAVES):
        near = places[np.argmin(_worst(found, allowed))]
        surfaces = surface(places, found, near)

        def guess(others: Floats) -> Floats:
            return _worst(surfaces(others), allowed)  # noqa: B023

        chosen = _plausible(guess, places[np.argsort(_worst(found, allowed))[:60]], luck)
        fresh = _measure(chosen, executor, QUICK)
        tried += len(chosen)
        places, found = np.vstack([places, chosen]), np.vstack([found, fresh])
        good = chosen[_worst(fresh, allowed) <= 1.15]  # a full measurement decides
        if len(good):
            sure = _worst(_measure(good, executor, FULL), allowed) <= 1
            kept = np.vstack([kept, good[sure]])
        print(f"{len(good)} of {len(chosen)} look right, {len(kept)} kept so far", flush=True)
    return Search(kept[_spread(kept, wanted)], len(kept), tried, len(wide), wide_kept)


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
    """Choose settings to try: a spread of those that the regressions find plausible."""
    about = centers[luck.integers(len(centers), size=_CANDIDATES)]
    far = _SPREAD * luck.random((_CANDIDATES, 1)) * luck.normal(size=about.shape)
    candidates = np.clip(about + far, 0, 1)
    worst = np.concatenate([guess(part) for part in np.array_split(candidates, 20)])
    best = candidates[np.argsort(worst, kind="stable")[: max(600, int((worst <= 1).sum()))]]
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
