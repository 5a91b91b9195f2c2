"""F2 and F3: what a place on a program's list is worth, in the Match and in SOAP's rounds."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from engine.formulas.inputs import Number, plain, real, share_below, whole

DEPTH_MEAN, DEPTH_SD = 30.0, 6.0
"""How far down its list a program of five positions fills: about six ranks per position."""
SOAP_ACCEPTANCE = 0.6
"""Share of SOAP offers accepted: about 60 % of positions fill in round 1 (secondary)."""
_MOST = 100  # positions, and rounds: more than any program or week has


def match_probability(
    rank: ArrayLike,
    shift: ArrayLike = 0.0,
    acted_on: ArrayLike = 1.0,
    *,
    depth_mean: float = DEPTH_MEAN,
    depth_sd: float = DEPTH_SD,
) -> Number:
    """F2: the probability that a program fills as far down its list as this rank.

    Parameters
    ----------
    rank : array_like
        Place on the list, 1 the best.
    shift : array_like
        Places gained by a call (S1-19, S1-30); nobody rises above place 1.
    acted_on : array_like
        Probability that the call moves the place at all: 1 in the documents, .41 for a known
        mentor as directors report it (E03).
    depth_mean, depth_sd : float
        Normal distribution of the last place filled.

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
    >>> round(match_probability(45), 3), round(match_probability(45, 20), 3)
    (0.006, 0.798)
    >>> round(match_probability(45, 20, acted_on=0.41), 2)
    0.33
    """
    (place,), (heard,) = real(1.0, rank=rank), real(0.0, 1.0, acted_on=acted_on)
    (gained,) = real(shift=shift)
    moved = np.maximum(place - gained, 1.0)
    before = 1.0 - np.asarray(share_below(place, depth_mean, depth_sd))
    after = 1.0 - np.asarray(share_below(moved, depth_mean, depth_sd))
    return plain(before + heard * (after - before))


def expected_open(
    positions: ArrayLike, rounds: ArrayLike = 4, acceptance: ArrayLike = SOAP_ACCEPTANCE
) -> Number:
    """F3: the positions expected to be open after so many SOAP rounds.

    Examples
    --------
    >>> [round(expected_open(4, k), 3) for k in (1, 2, 3, 4)]
    [1.6, 0.64, 0.256, 0.102]
    """
    (taken,) = real(0.0, 1.0, acceptance=acceptance)
    open_at_first, times = real(0.0, positions=positions, rounds=rounds)
    return plain(open_at_first * (1.0 - taken) ** times)


def fill_probability(
    positions: ArrayLike, rounds: ArrayLike = 4, acceptance: ArrayLike = SOAP_ACCEPTANCE
) -> Number:
    """F3: the probability that every position is filled after so many SOAP rounds.

    Examples
    --------
    >>> round(fill_probability(4, 3), 3), round(fill_probability(4, 4), 3)
    (0.768, 0.901)
    """
    (open_at_first,) = real(0.0, positions=positions)
    return plain((1.0 - np.asarray(expected_open(1.0, rounds, acceptance))) ** open_at_first)


def offer_probability(
    place: ArrayLike, positions: int, rounds: int = 4, acceptance: float = SOAP_ACCEPTANCE
) -> Number:
    """F3: the probability that a place on a SOAP preference list gets an offer.

    In each round as many offers go out, in list order, as positions are open; each is accepted
    with the same probability, independently of the others; no program repeats an offer (R13).
    Exact: the distribution of open positions and offers made is followed from round to round.

    Parameters
    ----------
    place : array_like
        Place on the list, 1 the best.
    positions, rounds : int
        Open positions and offer rounds, each from 0 to 100.
    acceptance : float
        From 0 to 1.

    Returns
    -------
    float or ndarray
        From 0 to 1.

    Raises
    ------
    MarketError
        When something is out of range or not whole.

    Examples
    --------
    >>> round(offer_probability(8, 4, rounds=3), 3), round(offer_probability(8, 4), 3)
    (0.201, 0.268)
    """
    (asked,), (taken,) = real(1.0, place=place), real(0.0, 1.0, acceptance=acceptance)
    whole(_MOST, positions=positions, rounds=rounds)
    accept, most = float(taken), positions * rounds
    state = np.zeros((positions + 1, most + 1))  # by positions open and offers made so far
    state[positions, 0] = 1.0
    for _ in range(rounds):
        after = np.zeros_like(state)
        for still, made in np.argwhere(state).tolist():
            for left in range(still + 1):
                chance = math.comb(still, left) * accept ** (still - left) * (1 - accept) ** left
                after[left, made + still] += state[still, made] * chance
        state = after
    made_at_least = np.append(state.sum(axis=0)[::-1].cumsum()[::-1], 0.0)
    return plain(made_at_least[np.minimum(np.ceil(asked), most + 1).astype(int)])
