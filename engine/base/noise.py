"""Keyed random numbers: the same question always gets the same answer.

A draw is a hash of (seed, stage, replicate, applicant, program), never of a row
number or of how many draws came before. Two scenarios that share a seed
therefore share every draw they both need, and a comparison of the two shows
only what the tweak caused.

All hashing and summing is done on integers, so the numbers do not depend on the
processor. ``normal`` adds four 16-bit integers: mean 0, standard deviation 1,
no value beyond 3.5, and close enough to a normal curve for a teaching model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

Key = NDArray[np.uint64]
Draw = NDArray[np.float32]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_LONGEST_NAME = 32  # bytes of the name of a use of chance
_BLOCK = 16_384  # numbers hashed at once
_EVEN_HALVES = np.uint64(0x0000FFFF0000FFFF)
_MEAN_OF_SUM = 4 * (2**16 - 1) / 2
_SD_OF_SUM = (4 * (2.0**32 - 1) / 12) ** 0.5


def _mix(z: Key) -> Key:
    """Scramble 64-bit integers in place (the finalizer of SplitMix64)."""
    z ^= z >> np.uint64(30)
    z *= _FIRST
    z ^= z >> np.uint64(27)
    z *= _SECOND
    z ^= z >> np.uint64(31)
    return z


def _integers(values: ArrayLike) -> Key:
    return np.array(values, dtype=np.int64, ndmin=1).view(np.uint64)


def season_keys(seed: int, stage: str, replicates: ArrayLike = 0) -> Key:
    """Key one stage of each replicate season, shape (R,).

    `seed` is the study's, or the market's; every use of chance is a `stage` of its own name,
    of at most 32 bytes: two longer ones that begin alike would get the same luck.

    >>> keys = season_keys(1, "interview", [0, 1, 2])
    >>> bool((keys[1:] == season_keys(1, "interview", [1, 2])).all())
    True
    """
    with np.errstate(over="ignore"):
        return _mix(_stage_key(int(seed), stage) + _integers(replicates) * _GOLDEN)


@dataclass(frozen=True, eq=False)
class Years:
    """Some replicate seasons of one study: all that chance in them is keyed by.

    Attributes
    ----------
    seed : int
        The study's.
    replicates : ndarray of int, shape (R,)
        Which seasons; the same number always gives the same season.

    Examples
    --------
    >>> years = Years(1, np.arange(3))
    >>> bool((years.keys("interview") == season_keys(1, "interview", [0, 1, 2])).all())
    True
    >>> years.only(np.array([2])).replicates.tolist(), len(years)
    ([2], 3)
    """

    seed: int
    replicates: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.replicates)

    def keys(self, stage: str) -> Key:
        """Key one stage of each season, shape (R,)."""
        return season_keys(self.seed, stage, self.replicates)

    def only(self, some: NDArray[np.int64]) -> Years:
        """Keep some of the seasons, by their places among these."""
        return Years(self.seed, self.replicates[some])


@lru_cache(maxsize=1024)
def _stage_key(seed: int, stage: str) -> Key:
    """Key one stage of a study: the same for all its seasons, so it is worked out once."""
    text = stage.encode()
    if len(text) > _LONGEST_NAME:
        raise ValueError(f"the name {stage!r} is longer than {_LONGEST_NAME} bytes")
    name = int.from_bytes(text, "little")
    words = [(name >> shift) & (2**64 - 1) for shift in range(0, 8 * _LONGEST_NAME, 64)]
    with np.errstate(over="ignore"):
        state = _mix(_integers(seed) + _GOLDEN)
        for word in words:
            state = _mix(state * _GOLDEN + np.uint64(word))
    state.setflags(write=False)
    return state


def pair_keys(applicants: ArrayLike, programs: ArrayLike = -1) -> Key:
    """Key applicants, or applications of applicants to programs, broadcast together.

    Identities go in, not row numbers; program -1 means "no program".
    """
    with np.errstate(over="ignore"):
        state = _mix(_integers(applicants) * _GOLDEN + _FIRST)
        return _mix(state + _integers(programs) * _SECOND)


def uniform(season: Key, pair: Key) -> Draw:
    """Draw uniform numbers in [0, 1), exact multiples of 2**-24; the keys are broadcast.

    >>> draw = uniform(season_keys(1, "call", range(3))[:, None], pair_keys(range(4)))
    >>> draw.shape
    (3, 4)
    """
    return _in_blocks(season, pair, _spread)


def normal(season: Key, pair: Key) -> Draw:
    """Draw near-normal numbers, mean 0 and standard deviation 1; the keys are broadcast.

    >>> draw = normal(season_keys(1, "taste", range(400))[:, None], pair_keys(range(400)))
    >>> bool(abs(draw.mean()) < 0.01), round(float(draw.std()), 2)
    (True, 1.0)
    """
    return _in_blocks(season, pair, _bell)


def _spread(z: Key) -> Draw:
    return (z >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-24)


def _bell(z: Key) -> Draw:
    # Add the four 16-bit quarters: first in pairs, then the two sums.
    high = z >> np.uint64(16)
    high &= _EVEN_HALVES
    z &= _EVEN_HALVES
    z += high
    np.right_shift(z, np.uint64(32), out=high)
    z += high
    total = z.astype(np.uint32).astype(np.float32)
    total -= np.float32(_MEAN_OF_SUM)
    total *= np.float32(1 / _SD_OF_SUM)
    return total


def happens(share: float, season: Key, pair: Key) -> NDArray[np.bool_]:
    """Draw whether something happens that does so with a chance; the keys are broadcast.

    No draw is made for what is sure.

    >>> happens(1.0, season_keys(1, "focused", range(2))[:, None], pair_keys(range(3))).tolist()
    [[True, True, True], [True, True, True]]
    """
    if 0 < share < 1:
        return uniform(season, pair) < share
    return np.full(np.broadcast_shapes(season.shape, pair.shape), share >= 1)


def poisson(mean: NDArray[np.float64], most: int, season: Key, pair: Key) -> NDArray[np.int64]:
    """Draw Poisson numbers, none above ``most``, for N keys; ``mean``, shape (N,), is theirs.

    >>> poisson(np.array([0.0, 50.0]), 4, season_keys(1, "speakers"), pair_keys([0, 1])).tolist()
    [0, 4]
    """
    luck = uniform(season, pair)
    number, chance = np.zeros(len(luck), np.int64), np.exp(-mean)
    reached = chance.copy()
    for count in range(1, most + 1):
        number += luck >= np.round(reached, 9)  # the last digits of exp differ between machines
        chance = chance * mean / count
        reached += chance
    return number


def _in_blocks(season: Key, pair: Key, finish: Callable[[Key], Draw]) -> Draw:
    """Hash a block at a time: intermediate arrays then stay in the processor's cache."""
    shape = np.broadcast_shapes(season.shape, pair.shape)
    if prod(shape) <= _BLOCK:
        return finish(_mix(season ^ pair))
    season, pair = np.broadcast_to(season, shape), np.broadcast_to(pair, shape)
    out = np.empty(shape, np.float32)
    row = out.size // shape[0]
    if row > _BLOCK and len(shape) > 1:
        for n in range(shape[0]):
            out[n] = _in_blocks(season[n], pair[n], finish)
        return out
    step = max(1, _BLOCK // row)
    with np.errstate(over="ignore"):
        for first in range(0, shape[0], step):
            block = slice(first, first + step)
            out[block] = finish(_mix(season[block] ^ pair[block]))
    return out
