"""Who falls on which side of a cut, and what signals or an advocate can be expected to add."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.base.errors import MarketError, raise_if_any
from engine.formulas.inputs import Number, plain, real, share_below, whole

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)
_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0


class CutCells(NamedTuple):
    """Shares of all test takers by true level and observed score; the four sum to 1."""

    read: Number  # level and score both at or above the cut
    cut: Number  # level and score both below it
    cut_by_error: Number  # level at or above the cut, score below it
    through_by_error: Number  # level below the cut, score at or above it


def cut_cells(cut: ArrayLike, mean: ArrayLike, sd: ArrayLike, error: ArrayLike) -> CutCells:
    """Return how a cut sorts test takers, rightly and by test error.

    An observed score is a true level plus a normal error that has nothing to do with the level;
    levels are normal too.

    Parameters
    ----------
    cut : array_like
        Score from which a file is read.
    mean, sd : array_like
        Mean and standard deviation of the observed scores.
    error : array_like
        Standard deviation of the error of one sitting, less than `sd`. The standard deviation of
        the true levels is what it leaves, the root of ``sd**2 - error**2``.

    Returns
    -------
    CutCells
        Four shares from 0 to 1.

    Raises
    ------
    MarketError
        Naming everything that cannot be used.

    Notes
    -----
    Let d be ``cut - mean``, H and K the shares of levels and of scores below the cut. Then the
    share with both below is ``(H + K) / 2 - T``, where T is Owen's function of ``d / sd`` and
    ``error / sd_of_levels``: the integral of ``exp(-(d / sd / cos(t))**2 / 2) / (2 pi)`` over t
    from 0 to ``arcsin(error / sd)``. It is smooth, so a few nodes give all digits.

    Examples
    --------
    >>> cells = cut_cells(230, mean=246, sd=15, error=8)
    >>> [round(share, 3) for share in cells]
    [0.829, 0.076, 0.067, 0.028]
    >>> round(cells.cut + cells.cut_by_error, 2)    # all below the cut, as `share_below` has it
    0.14
    >>> cut_cells(246, mean=246, sd=15, error=0)    # without error, no one is on the wrong side
    CutCells(read=0.5, cut=0.5, cut_by_error=0.0, through_by_error=0.0)
    """
    at, middle, width, noise = _checked(cut, mean, sd, error)
    levels = np.sqrt((width - noise) * (width + noise))
    low_level = np.asarray(share_below(at, middle, levels))
    low_score = np.asarray(share_below(at, middle, width))
    angle = np.arcsin(noise / width)
    turn = 0.5 * angle[..., None] * (1.0 + _NODES)
    height = np.exp(-0.5 * (((at - middle) / width)[..., None] / np.cos(turn)) ** 2)
    both = (height * _WEIGHTS).sum(axis=-1) * 0.5 * angle / (2.0 * math.pi)
    lean = 0.5 * (low_level - low_score)
    shares = (
        1.0 - 0.5 * (low_level + low_score) - both,
        0.5 * (low_level + low_score) - both,
        both - lean,
        both + lean,
    )
    # Where a cell is empty, rounding may leave -1e-17.
    return CutCells(*(plain(np.maximum(share, 0.0)) for share in shares))


def error_of_one(difference: ArrayLike) -> Number:
    """Return the error of one sitting, from the error of the difference between two scores.

    Two scores are off independently, so the error of their difference is the larger, by the root
    of 2. This is the error to compare a score with a true level or a cut by; two scores are
    compared by that of the difference.

    Examples
    --------
    >>> round(error_of_one(8), 1)
    5.7
    """
    (apart,) = real(0.0, difference=difference)
    return plain(apart / math.sqrt(2.0))


def falls_below(cut: ArrayLike, level: ArrayLike, error: ArrayLike) -> Number:
    """Return the probability that one sitting at this true level is scored below a cut.

    Unlike `share_below` it allows for a test without error.

    Examples
    --------
    >>> round(falls_below(230, level=235, error=5.7), 2), falls_below(230, level=235, error=0)
    (0.19, 0.0)
    """
    (at, true), (noise,) = real(cut=cut, level=level), real(0.0, error=error)
    spread = np.where(noise > 0.0, noise, 1.0)
    return plain(np.where(noise > 0.0, share_below(at, true, spread), (true < at) * 1.0))


def even_takers(count: int) -> NDArray[np.float64]:
    """Return the same fictional test takers every time, spread evenly and not drawn.

    Parameters
    ----------
    count : int
        How many.

    Returns
    -------
    ndarray of float, shape (count, 2)
        True level and error of one sitting, each in its own standard deviations. Both columns
        hold the same quantiles of the normal distribution; steps of the golden section pair them
        so that one says nothing about the other.

    Raises
    ------
    MarketError
        When the count is not a whole number of at least 0.

    Examples
    --------
    >>> even_takers(4).round(2)
    array([[-1.15, -0.32],
           [-0.32,  1.15],
           [ 0.32,  0.32],
           [ 1.15, -1.15]])
    """
    whole(count=count)
    normal = NormalDist()
    quantiles = np.array([normal.inv_cdf((n + 0.5) / count) for n in range(count)])
    place = np.argsort(np.argsort((np.arange(count) + 0.5) * _GOLDEN % 1.0))
    return np.stack([quantiles, quantiles[place]], axis=1)


def extra_interviews(programs: ArrayLike, lift: ArrayLike, share: ArrayLike = 1.0) -> Number:
    """Return the interviews that signals, or an advocate, can be expected to add.

    Parameters
    ----------
    programs : array_like
        Programs signaled or approached.
    lift : array_like
        What that adds to the probability of an interview at each of them, from -1 to 1.
    share : array_like
        Share of a group who have it at all, from 0 to 1.

    Returns
    -------
    float or ndarray
        Interviews for one applicant, on average over the group. Averages add up, so it does not
        matter whether the programs decide independently.

    Raises
    ------
    MarketError
        When something is out of range or not finite.

    Examples
    --------
    >>> round(extra_interviews(5, 0.35), 2)        # five signals
    1.75
    >>> round(extra_interviews(2.8, 0.625), 2)     # an advocate who equals them
    1.75
    >>> extra_interviews(2.8, 0.625, share=[0.5, 0]).round(3)   # half a group, and none, have one
    array([0.875, 0.   ])
    """
    (many,), (each,) = real(0.0, programs=programs), real(-1.0, 1.0, lift=lift)
    (part,) = real(0.0, 1.0, share=share)
    return plain(many * each * part)


def _checked(
    cut: ArrayLike, mean: ArrayLike, sd: ArrayLike, error: ArrayLike
) -> tuple[NDArray[np.float64], ...]:
    """Return the four as arrays of one shape, or name all that is wrong with them."""
    found: list[NDArray[np.float64]] = []
    problems: list[str] = []
    wanted = ((-math.inf, "cut", cut), (-math.inf, "mean", mean), (0.0, "sd", sd))
    for low, name, value in (*wanted, (0.0, "error", error)):
        try:
            found += real(low, **{name: value})
        except MarketError as refused:
            problems += refused.problems
    raise_if_any(problems)
    at, middle, width, noise = np.broadcast_arrays(*found)
    if not np.all(width):
        problems.append("sd is 0; it must be more than 0")
    else:
        wrong = np.argwhere(noise >= width)
        problems += [
            f"error is {noise[tuple(i)]:g}; it must be less than sd, {width[tuple(i)]:g}"
            for i in wrong[:1]
        ]
    raise_if_any(problems)
    return at, middle, width, noise
