"""What was observed in the seasons of many classes, pooled, and summed up to one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.base.grouping import Floats


class Sample(NamedTuple):
    """Values observed, each with its weight; both of shape (N,)."""

    value: Floats
    weight: Floats


Samples = tuple[Sample, ...]


def each(values: NDArray[np.generic]) -> Sample:
    """Take every value once."""
    flat = np.asarray(values, np.float64).ravel()
    return Sample(flat, np.ones(len(flat)))


def part(some: float, whole: float) -> Samples:
    """Take a part of a whole, as one value that weighs as much as the whole."""
    if not whole:
        return (Sample(np.empty(0), np.empty(0)),)
    return (Sample(np.array([some / whole]), np.array([float(whole)])),)


def pooled(samples: Sequence[Samples]) -> Samples:
    """Put the samples of several classes together.

    >>> pooled([part(1, 2), part(3, 4)])[0].value.tolist()
    [0.5, 0.75]
    """
    parts = zip(*samples, strict=True)
    return tuple(Sample(*map(np.concatenate, zip(*same, strict=True))) for same in parts)


def mean(samples: Samples) -> float:
    """Average one sample; NaN where nothing was observed.

    >>> mean(pooled([part(1, 2), part(4, 4)]))
    0.8333333333333334
    """
    (sample,) = samples
    total = sample.weight.sum()
    return float((sample.value * sample.weight).sum() / total) if total else float("nan")


def percent(samples: Samples) -> float:
    """Average one sample of shares, in percent."""
    return 100 * mean(samples)


def odds(samples: Samples) -> float:
    """Average one sample of logarithms of odds ratios, as an odds ratio."""
    return float(np.exp(mean(samples)))


def median(samples: Samples) -> float:
    """Median of one sample of whole numbers, a value standing for half a unit on either side.

    This is the usual median of grouped data: it moves as smoothly as the sample does.

    >>> median((each(np.array([1, 2, 2, 3])),)), median((each(np.array([1, 2, 2, 2])),))
    (2.0, 1.8333333333333333)
    """
    (sample,) = samples
    return _middle(sample)


def gap(samples: Samples) -> float:
    """Median of the first sample less that of the second."""
    one, other = samples
    return _middle(one) - _middle(other)


def _middle(sample: Sample) -> float:
    if not len(sample.value):
        return float("nan")
    values, counts = np.unique(sample.value, return_counts=True)
    until = np.cumsum(counts)
    half = until[-1] / 2
    nth = int(np.searchsorted(until, half))
    return float(values[nth] - 0.5 + (half - until[nth] + counts[nth]) / counts[nth])
