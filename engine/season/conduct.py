"""What becomes of a promise made twice: programs that were all told "you are my first".

Pairs of programs that heard it compare notes now and then, more often where the
field is small. Who is found out is insincere to all of them (S1-43); one survey
found such promises to be rare (E08).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import COMPETITIVE
from engine.season.applications import Files


def insincere(
    files: Files, accepted: NDArray[np.bool_], seed: int, replicates: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Find your interviews at programs that know you told another one the same.

    Parameters
    ----------
    files : Files
        L files; you tell the programs you like best of those that interview you.
    accepted : ndarray of bool, shape (R, L)
        Which interviews take place: others have nothing to compare.
    seed : int
        The study's seed.
    replicates : ndarray of int, shape (R,)
        The seasons.

    Returns
    -------
    ndarray of int
        Numbers of cells of ``accepted``, ascending.
    """
    yours, dials, programs = files.yours, files.dials, files.market.programs
    if files.you.told_number_one < 2:
        return np.empty(0, np.int64)
    mine = accepted[:, yours]
    told = np.logical_and(mine, np.cumsum(mine, axis=1) <= files.you.told_number_one)
    one, other = np.triu_indices(told.shape[1], k=1)
    at, there = files.program[yours][one], files.program[yours][other]
    small = (programs.field[at] == COMPETITIVE) & (programs.field[there] == COMPETITIVE)
    chance = dials.duplicate_found * np.where(small, dials.tie_in_small_field, 1.0)
    keys = noise.season_keys(seed, "compare notes", replicates)[:, None]
    found = noise.uniform(keys, noise.pair_keys(at, there)) < chance
    found &= told[:, one] & told[:, other]
    season, nth = np.nonzero(told & np.any(found, axis=1, keepdims=True))
    cells: NDArray[np.int64] = season * accepted.shape[1] + yours.start + nth
    return cells
