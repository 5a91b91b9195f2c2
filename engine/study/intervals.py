"""How sure a number of simulated seasons makes us: intervals of 95 %.

They say how much the simulated seasons of one market vary, not how sure anybody
can be of the model.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.base.errors import raise_if_any
from engine.base.settings import number_problem
from engine.formulas.inputs import real

Z_95 = 1.959964  # standard normal quantile of 97.5 %
_T_95 = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646)  # Student's, of 1 to 7 degrees


def t_95(degrees: int) -> float:
    """Return Student's quantile of 97.5 %: what takes the place of `Z_95` where units are few.

    Parameters
    ----------
    degrees : int
        Degrees of freedom, from 1: of a mean, the number of units less one.

    Returns
    -------
    float
        Right to three digits; from 8 degrees on by Cornish and Fisher's expansion.

    Raises
    ------
    MarketError
        When there are no degrees of freedom.

    Examples
    --------
    >>> [round(t_95(degrees), 2) for degrees in (5, 11, 10_000)]
    [2.57, 2.2, 1.96]
    """
    raise_if_any([number_problem("degrees", degrees, 1, 2**53, whole=True)])
    if degrees <= len(_T_95):
        return _T_95[degrees - 1]
    z = Z_95
    return (
        z
        + (z**3 + z) / (4 * degrees)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * degrees**3)
    )


def wilson(successes: ArrayLike, trials: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson's interval for probabilities.

    Parameters
    ----------
    successes : array_like of int
        How often each thing happened.
    trials : int
        Out of how many.

    Returns
    -------
    low, high : ndarray of float
        From 0 to 1; the share itself always lies between them.

    Raises
    ------
    MarketError
        When there are no trials, or something happened more often than that.

    Examples
    --------
    >>> [round(float(bound), 3) for bound in wilson(0, 200)]
    [0.0, 0.019]
    """
    raise_if_any([number_problem("trials", trials, 1, 2**53, whole=True)])
    (times,) = real(0.0, float(trials), successes=successes)
    share = times / trials
    whole = 1 + Z_95**2 / trials
    center = (share + Z_95**2 / (2 * trials)) / whole
    half = Z_95 / whole * np.sqrt(share * (1 - share) / trials + Z_95**2 / (4 * trials**2))
    # At a share of 0 or 1 one bound is the share itself; floats may miss it by the last digit.
    low = np.where(share == 0, 0.0, np.minimum(center - half, share))
    high = np.where(share == 1, 1.0, np.maximum(center + half, share))
    return low, high


def shares(counts: NDArray[np.integer], trials: int) -> list[tuple[float, float, float]]:
    """Give each of some counts as a share of the trials, with Wilson's interval.

    Examples
    --------
    >>> [share for share, low, high in shares(np.array([0, 3]), 4)]
    [0.0, 0.75]
    """
    columns = (counts / trials, *wilson(counts, trials))
    return list(zip(*(column.tolist() for column in columns), strict=True))


def paired(gained: int, lost: int, trials: int) -> tuple[float, float]:
    """Interval for the difference of two probabilities seen on the same seasons.

    Wald's interval with half a season added to each of the four outcomes (Agresti
    and Min 2005), so that it has a width even where no season differs.

    Parameters
    ----------
    gained, lost : int
        Seasons in which the thing happened only after, and only before.
    trials : int
        Number of seasons.

    Returns
    -------
    low, high : float
        From -1 to 1.

    Examples
    --------
    >>> [round(bound, 3) for bound in paired(0, 0, 200)]
    [-0.01, 0.01]
    >>> [round(bound, 3) for bound in paired(20, 4, 200)]
    [0.032, 0.126]
    """
    total, change = trials + 2, gained - lost
    half = Z_95 * (gained + lost + 1 - change**2 / total) ** 0.5 / total
    return max(change / total - half, -1.0), min(change / total + half, 1.0)
