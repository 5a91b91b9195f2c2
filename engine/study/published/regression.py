"""Logistic regression: how far something moves the odds of something else."""

from __future__ import annotations

import numpy as np

from engine.base.grouping import Floats

_STEPS = 8  # of Newton's method: it doubles the right digits in each
_RIDGE = 0.1  # cases' worth of doubt; keeps an effect finite where the answer is always the same


def logistic(given: Floats, share: Floats, cases: Floats | float = 1.0) -> Floats:
    """Fit the logarithm of the odds by a sum of effects.

    Parameters
    ----------
    given : ndarray of float, shape (N, K)
        What may have an effect; a column of ones stands for everything else.
    share : ndarray of float, shape (N,)
        How often the thing happened, from 0 to 1.
    cases : ndarray of float, shape (N,), or float
        Out of how many.

    Returns
    -------
    ndarray of float, shape (K,)
        The logarithm of the odds ratio of one more unit of each.

    Examples
    --------
    >>> given = np.array([[0.0, 1.0], [1.0, 1.0]])
    >>> effect = logistic(given, np.array([0.5, 0.75]), 1e6)
    >>> round(float(np.exp(effect[0])), 3)
    3.0
    """
    effect = np.zeros(given.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-given @ effect))
        curvature = (given * (cases * chance * (1 - chance))[:, None]).T @ given
        curvature += _RIDGE * np.eye(len(effect))
        slope = given.T @ (cases * (share - chance)) - _RIDGE * effect
        effect += np.linalg.solve(curvature, slope)
    return effect
