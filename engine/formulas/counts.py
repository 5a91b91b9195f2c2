"""The small sums of the exercises: calls, minutes, chances of at least one, shares, updates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.base.errors import raise_if_any
from engine.base.settings import shown
from engine.formulas.inputs import Number, plain, real

PROGRAMS_APPROACHED = ((0.30, 0.0), (0.40, 2.0), (0.25, 6.0), (0.05, 10.0))
"""Share of attendings, and programs they approach (S4-24; midpoints, 10 for "9 or more")."""
SIGNAL_LIFT = 0.35
"""Interviews gained per formal signal, 58 % against 23 % of comparable programs (ENT)."""


class Approached(NamedTuple):
    """Programs an advocate approaches: the mean, the mean of those who do, and their share."""

    mean: float
    mean_if_any: float
    any: float


def expected_count(counts: ArrayLike, probabilities: ArrayLike) -> float:
    """Return how many of several groups are expected, each with its own probability.

    Examples
    --------
    >>> expected_count([15, 35, 10], [0.10, 0.40, 0.70])    # calls by class of applicant
    22.5
    >>> round(expected_count([5, 5, 2], [0.6, 0.3, 0.1]), 1)   # programs that hear a bad word
    4.7
    """
    many, chance = _paired(counts, probabilities)
    return float(np.sum(many * chance))


def none_of(counts: ArrayLike, probabilities: ArrayLike) -> float:
    """Return the probability that none of several groups is hit.

    Examples
    --------
    >>> round(none_of([5, 5, 2], [0.6, 0.3, 0.1]), 4)   # no program hears it
    0.0014
    """
    many, chance = _paired(counts, probabilities)
    return float(np.prod((1.0 - chance) ** many))


def at_least_one(probability: ArrayLike, times: ArrayLike, alike: ArrayLike = 0.0) -> Number:
    """Return the probability of at least one success in so many tries.

    Parameters
    ----------
    probability : array_like
        Of one try, from 0 to 1.
    times : array_like
        How many tries.
    alike : array_like, default 0
        Share of cases in which all tries end as the first does, as where every program sees the
        same flaw in a file; 0 = the tries are independent.

    Returns
    -------
    float or ndarray
        From 0 to 1.

    Raises
    ------
    MarketError
        When something is out of range or not finite.

    Examples
    --------
    >>> round(at_least_one(0.30, 3), 3)      # three pairs of programs compare notes
    0.657
    >>> round(at_least_one(0.02, 45), 3), round(at_least_one(0.05, 20), 3)
    (0.597, 0.642)
    >>> round(at_least_one(0.05, 20, alike=0.5), 3), at_least_one(0.05, 20, alike=1)
    (0.346, 0.05)
    """
    chance, same = real(0.0, 1.0, probability=probability, alike=alike)
    (tries,) = real(0.0, times=times)
    once = np.where(tries > 0, chance, 0.0)
    return plain((1.0 - same) * (1.0 - (1.0 - chance) ** tries) + same * once)


def review_minutes(files: ArrayLike, seconds: ArrayLike, reviewers: ArrayLike = 1) -> Number:
    """Return the minutes it takes to look at every file, each for so many seconds.

    Examples
    --------
    >>> review_minutes(400, 15)
    100.0
    >>> round(review_minutes(400, 600) / 60, 1)   # hours, at ten minutes a file
    66.7
    """
    (people,) = real(1.0, reviewers=reviewers)
    many, each = real(0.0, files=files, seconds=seconds)
    return plain(many * each / people / 60.0)


def stage_shares(stages: Sequence[float]) -> list[float]:
    """Return what share of the first stage reaches each stage of a funnel.

    Examples
    --------
    >>> [round(share, 3) for share in stage_shares([400, 115, 57, 30, 4])]
    [1.0, 0.287, 0.142, 0.075, 0.01]
    """
    (counts,) = real(0.0, stages=stages)
    if counts.ndim != 1:
        raise_if_any([f"stages is {shown(stages)}; it must be a list of numbers"])
    if counts.size == 0 or counts.flat[0] == 0:
        raise_if_any(["the first stage of the funnel is empty"])
    return [float(count / counts[0]) for count in counts]


def updated_share(
    good: ArrayLike, bad: ArrayLike, prior_good: ArrayLike = 8, prior_bad: ArrayLike = 2
) -> Number:
    """Return the mean of a Beta prior after so many good and bad cases.

    Examples
    --------
    >>> updated_share(0, 0), updated_share(1, 1), round(updated_share(2, 0), 3)
    (0.8, 0.75, 0.833)
    """
    well, badly = real(0.0, good=good, bad=bad)
    before_well, before_badly = real(1e-9, prior_good=prior_good, prior_bad=prior_bad)
    yes = before_well + well
    return plain(yes / (yes + before_badly + badly))


def mean_shift(helpful_share: ArrayLike, gain: ArrayLike, loss: ArrayLike) -> Number:
    """Return the average places moved when a share of calls gain and the rest lose places.

    Examples
    --------
    >>> mean_shift(0.75, gain=5, loss=20)      # most calls help, the average call harms
    -1.25
    """
    (share,), (up, down) = real(0.0, 1.0, helpful_share=helpful_share), real(gain=gain, loss=loss)
    return plain(share * up - (1.0 - share) * down)


def programs_approached(
    table: Sequence[tuple[float, float]] = PROGRAMS_APPROACHED,
) -> Approached:
    """Return how many programs an advocate approaches, from shares and numbers.

    Examples
    --------
    >>> [round(value, 2) for value in programs_approached()]
    [2.8, 4.0, 0.7]
    """
    share, programs = (np.asarray(column, dtype=float) for column in zip(*table, strict=True))
    (share,), (programs,) = real(0.0, 1.0, share=share), real(0.0, programs=programs)
    if abs(share.sum() - 1.0) > 1e-9:
        raise_if_any([f"the shares sum to {share.sum():g}; they must sum to 1"])
    mean, some = float(np.sum(share * programs)), float(np.sum(share[programs > 0]))
    return Approached(mean, mean / some if some else 0.0, some)


def lift_to_equal_signals(
    signals: ArrayLike = 5, lift: ArrayLike = SIGNAL_LIFT, approached: ArrayLike = 2.8
) -> Number:
    """Return what an advocate must add per program approached to equal formal signals.

    Examples
    --------
    >>> round(5 * SIGNAL_LIFT, 2), round(lift_to_equal_signals(), 3)
    (1.75, 0.625)
    """
    (sent,), (each,) = real(0.0, signals=signals), real(-1.0, 1.0, lift=lift)
    (programs,) = real(1e-9, approached=approached)
    return plain(sent * each / programs)


def _paired(counts: ArrayLike, chances: ArrayLike) -> tuple[NDArray[np.float64], ...]:
    (many,), (chance,) = real(0.0, counts=counts), real(0.0, 1.0, probabilities=chances)
    if many.shape != chance.shape:
        raise_if_any([f"there are {many.size} counts and {chance.size} probabilities"])
    return many, chance
