"""Runs of rows that belong together: applications of one applicant, files of one program."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def within(sizes: NDArray[np.integer]) -> NDArray[np.int64]:
    """Count from 0 in each of several runs, one after the other.

    Parameters
    ----------
    sizes : ndarray of int, shape (N,)
        Length of each run, zero or more.

    Returns
    -------
    ndarray of int64, as long as all runs together

    Examples
    --------
    >>> within(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    counts: NDArray[np.int64] = np.arange(total) - np.repeat(ends - sizes, sizes)
    return counts
