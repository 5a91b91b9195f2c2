"""F1: what a file and three sentences add up to, on a scale from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Real
from statistics import NormalDist
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from engine.base.errors import raise_if_any
from engine.base.settings import mapping_problem, shown
from engine.formulas.inputs import Number, plain, real, whole

SOAP_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"backchannel": 80.0, "step2": 60.0, "mspe": 40.0, "statement": 20.0, "research": 10.0}
)
"""Ratings of S0-10; they sum to 210, so they are neither shares nor percent."""
STEP2_FLOOR, STEP2_SPAN = 200.0, 70.0
"""Step 2 score that counts as 0, and the points from there to 1: a modeling choice."""


def score_unit(step2: ArrayLike) -> Number:
    """Return a Step 2 score on F1's scale, 0 at 200 or less, 1 at 270 or more.

    Examples
    --------
    >>> score_unit(235)
    0.5
    """
    (points,) = real(step2=step2)
    return plain(np.clip((points - STEP2_FLOOR) / STEP2_SPAN, 0.0, 1.0))


def phrase_unit(code: ArrayLike) -> Number:
    """Return a phrase code, -3 to +3, on F1's scale; silence, 0, is one half.

    Examples
    --------
    >>> phrase_unit([-3, 0, 3])
    array([0. , 0.5, 1. ])
    """
    (said,) = real(-3.0, 3.0, code=code)
    return plain(0.5 + said / 6.0)


def weight_shares(weights: Mapping[str, float] = SOAP_WEIGHTS) -> dict[str, float]:
    """Return each weight's share of their sum.

    Raises
    ------
    MarketError
        When a weight of F1 is missing, unknown, negative or not finite, or all are 0.

    Examples
    --------
    >>> round(weight_shares()["backchannel"], 3)
    0.381
    """
    raise_if_any([mapping_problem("weights", weights, "the names of F1 to numbers")])
    problems = [
        f"the weight of {name!r} is missing" for name in SOAP_WEIGHTS if name not in weights
    ]
    for name, weight in weights.items():
        if name not in SOAP_WEIGHTS:
            problems.append(f"{shown(name)} is no weight of F1; known: {', '.join(SOAP_WEIGHTS)}")
        elif not (isinstance(weight, Real) and math.isfinite(weight) and weight >= 0):
            told = f"{weight:g}" if isinstance(weight, float) else shown(weight)
            problems.append(f"the weight of {name!r} is {told}; it must be a number, at least 0")
    if not problems and not any(weights.values()):
        problems.append("all weights are 0; at least one must be more")
    raise_if_any(problems)
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


def file_score(
    step2: ArrayLike,
    code: ArrayLike = 0.0,
    *,
    mspe: ArrayLike = 0.5,
    statement: ArrayLike = 0.5,
    research: ArrayLike = 0.5,
    weights: Mapping[str, float] = SOAP_WEIGHTS,
) -> Number:
    """Return the weighted mean of what is in a file and what was said.

    Parameters
    ----------
    step2 : array_like
        Step 2 score in points.
    code : array_like
        Phrase code of the one voice; 0 is silence.
    mspe, statement, research : array_like
        From 0 to 1.
    weights : mapping
        The five keys of `SOAP_WEIGHTS`; only their ratios matter.

    Returns
    -------
    float or ndarray
        From 0 to 1. Times the sum of the weights it is the raw score, out of 210.

    Raises
    ------
    MarketError
        When a part or a weight is missing, out of range or not finite.

    Examples
    --------
    >>> round(file_score(247, -2), 3), round(file_score(229, 3), 3)
    (0.422, 0.666)
    """
    share = weight_shares(weights)
    paper = real(0.0, 1.0, mspe=mspe, statement=statement, research=research)
    parts = (np.asarray(phrase_unit(code)), np.asarray(score_unit(step2)), *paper)
    pairs = zip(SOAP_WEIGHTS, parts, strict=True)
    return plain(sum((share[name] * part for name, part in pairs), np.zeros(())))


def flip_weight(
    step2: float,
    code: float,
    other_step2: float,
    other_code: float,
    weights: Mapping[str, float] = SOAP_WEIGHTS,
) -> float:
    """Return the backchannel weight at which two files with equal papers tie.

    Returns
    -------
    float
        Below it the better score wins, above it the better phrase. Negative when one file leads
        in both; infinite when only the scores differ; nan when nothing does.

    Examples
    --------
    >>> round(flip_weight(247, -2, 229, 3), 1)
    18.5
    """
    weight_shares(weights)
    said = float(phrase_unit(other_code)) - float(phrase_unit(code))
    scored = weights["step2"] * (float(score_unit(step2)) - float(score_unit(other_step2)))
    if said == 0:
        return math.inf if scored else math.nan
    return scored / said + 0.0  # never -0


def phrase_in_points(steps: ArrayLike = 1.0, weights: Mapping[str, float] = SOAP_WEIGHTS) -> Number:
    """Return how many Step 2 points so many steps of the phrase code are worth.

    Raises
    ------
    MarketError
        When the weights cannot be used, or Step 2 has none: then no number of points is enough.

    Examples
    --------
    >>> round(phrase_in_points(), 1), round(phrase_in_points(3), 1)
    (15.6, 46.7)
    """
    weight_shares(weights)
    none = None if weights["step2"] else "the weight of 'step2' is 0; no points make up for a word"
    raise_if_any([none])
    (count,) = real(steps=steps)
    return plain(count * (weights["backchannel"] / 6.0) * STEP2_SPAN / weights["step2"])


def silent_files(count: int, mean: float, sd: float) -> list[float]:
    """Return the scores of so many files that nobody speaks of, evenly spread, the best first.

    Parameters
    ----------
    count : int
        How many.
    mean, sd : float
        Of their Step 2 scores, in points.

    Raises
    ------
    MarketError
        When the count is no whole number from 0, or the spread is not positive.

    Examples
    --------
    >>> [round(score) for score in silent_files(3, 238, 15)]
    [253, 238, 223]
    """
    whole(count=count)
    real(mean=mean)
    real(1e-9, sd=sd)
    group = NormalDist(mean, sd)
    return [group.inv_cdf((nth + 0.5) / count) for nth in reversed(range(count))]


def place_among(step2: ArrayLike, code: ArrayLike, others: ArrayLike) -> Number:
    """F1: the place of a file, and of what is said about it, among files nobody speaks of.

    Parameters
    ----------
    step2, code : array_like
        Score in points, and phrase code.
    others : array_like
        Scores of the silent files, one-dimensional.

    Returns
    -------
    float or ndarray
        1 is the best; a tie counts as lost.

    Examples
    --------
    >>> waiting = silent_files(50, 238, 15)
    >>> [place_among(238, said, waiting) for said in (-3, 0, 3)]
    [51.0, 26.0, 1.0]
    """
    mine, theirs = np.asarray(file_score(step2, code)), np.asarray(file_score(others))
    return plain(1.0 + (theirs >= mine[..., None]).sum(axis=-1))
