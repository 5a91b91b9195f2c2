"""What a program director believes after the file and the calls.

One formula for every stage. Each item of the file, and each voice that is acted
on, is a reading of readiness with a weight (a precision: one unit is one reading
with unit noise)::

    mean    m = (w0 x0 + sum w_k x_k) / (w0 + sum w_k)
    spread  s = 1 / sqrt(w0 + sum w_k)
    appeal  a = m - caution s + fit

``x0`` is what the program assumes of a file it knows nothing about. A missing
item counts as ``x0`` in the mean and not at all in the spread: silence brings no
news, and no certainty either. Nor does a warning: it may lower the mean, but it
reassures nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard
from engine.backchannel.speakers import TRUSTED_NO, Speakers
from engine.base import noise
from engine.base.grouping import place_in_group
from engine.scenario.assumptions import Assumptions

Floats = NDArray[np.float64]


def read_file(
    items: Floats, weights: Floats, prior: Floats, prior_weight: float
) -> tuple[Floats, Floats, float]:
    """Weigh the items of files.

    Parameters
    ----------
    items : ndarray of float, shape (A, K)
        Standardized items; NaN is missing.
    weights : ndarray of float, shape (K,)
        Weight of each item.
    prior : ndarray of float, shape (A,)
        What the program assumes of an unknown file, in SD of readiness.
    prior_weight : float
        Weight of that assumption.

    Returns
    -------
    mean : ndarray of float, shape (A,)
        Believed readiness.
    precision : ndarray of float, shape (A,)
        Total weight of what is known; the spread is its inverse square root.
    total : float
        Total weight of what could be known, missing items too.

    Examples
    --------
    >>> import numpy as np
    >>> files = np.array([[1.0, 1.0], [1.0, np.nan]])
    >>> mean, precision, total = read_file(files, np.array([2.0, 1.0]), np.zeros(2), 1.0)
    >>> mean.tolist(), precision.tolist(), total
    ([0.75, 0.5], [4.0, 3.0], 4.0)
    """
    missing = np.isnan(items)
    # Added up item by item: a matrix product rounds differently from machine to machine.
    mean, precision = prior_weight * prior, np.full(len(prior), prior_weight)
    for k, weight in enumerate(weights.tolist()):
        mean = mean + weight * np.where(missing[:, k], prior, items[:, k])
        precision = precision + weight * ~missing[:, k]
    total = prior_weight + sum(weights.tolist())
    return mean / total, precision, total


def add_voices(
    mean: Floats,
    precision: Floats,
    total: float,
    target: NDArray[np.int64],
    weight: Floats,
    value: Floats,
) -> tuple[Floats, Floats]:
    """Add readings of voices to what is believed.

    The sign is guarded: a positive word counts as at least what is believed by
    then, a negative one as at most that, and a neutral one changes no mean. Plain
    averaging would let faint criticism lift somebody from the bottom of a list,
    and a second good word dilute a first. For the same reason a negative word adds
    no certainty: less doubt would raise the appeal. Praise is heard before
    criticism, the strongest first, so that the order of calls does not matter.

    Parameters
    ----------
    mean, precision : ndarray of float, shape (N,)
        Before the voices.
    total : float
        Weight behind each mean.
    target : ndarray of int, shape (C,)
        Which of the N each voice is about.
    weight : ndarray of float, shape (C,)
        Weight of each voice; 0 is not heard.
    value : ndarray of float, shape (C,)
        What it says, in SD of readiness.

    Returns
    -------
    mean, precision : ndarray of float, shape (N,)
        After the voices.

    Examples
    --------
    >>> import numpy as np
    >>> before = (np.array([0.5, -2.0]), np.array([4.0, 4.0]), 4.0)
    >>> praise_and_blame = (np.array([0, 1]), np.array([1.0, 1.0]), np.array([3.0, -1.0]))
    >>> mean, precision = add_voices(*before, *praise_and_blame)
    >>> mean.tolist(), precision.tolist()
    ([1.0, -2.0], [5.0, 4.0])
    """
    mean, behind = mean.copy(), np.full(len(mean), total)
    heard = np.flatnonzero(weight > 0)
    voices = np.bincount(target[heard], minlength=len(mean))
    several = voices[target[heard]] > 1
    for voice in [heard[~several], *_one_at_a_time(heard[several], target, value)]:
        about, w, x = target[voice], weight[voice], value[voice]
        believed = mean[about]
        guarded = np.where(x > 0, np.maximum(x, believed), np.minimum(x, believed))
        guarded = np.where(x == 0, believed, guarded)
        behind[about] += w
        mean[about] += w * (guarded - believed) / behind[about]
    reassuring = np.where(value >= 0, weight, 0.0)
    return mean, precision + np.bincount(target, reassuring, minlength=len(mean))


def _one_at_a_time(
    heard: NDArray[np.int64], target: NDArray[np.int64], value: Floats
) -> Iterator[NDArray[np.int64]]:
    """Yield the first voice about everybody, then the second ...: praise, criticism, neutral."""
    sign = np.sign(value[heard])
    group = np.select([sign > 0, sign < 0], [0, 1], default=2)
    heard = heard[np.lexsort((-np.abs(value[heard]), group, target[heard]))]
    first = np.flatnonzero(np.diff(target[heard], prepend=-1))
    nth = place_in_group(np.diff(np.append(first, len(heard))))
    for n in range(int(nth.max(initial=-1)) + 1):
        yield heard[nth == n]


@dataclass(frozen=True, eq=False)
class Belief:
    """What the bare file makes a program believe, at one stage; one entry per applicant.

    Attributes
    ----------
    mean, precision : ndarray of float, shape (A,)
        From `read_file`.
    total : float
        Weight behind each mean.
    """

    mean: Floats
    precision: Floats
    total: float

    def cautious(self, caution: float) -> Floats:
        """Mean less so many spreads, shape (A,)."""
        return self.mean - caution / np.sqrt(self.precision)


def voice_weights(stage: str, people: Speakers, heard: Heard, dials: Assumptions) -> Floats:
    """Weight at a stage of voices that are acted on: influence times candor.

    Parameters
    ----------
    stage : {"screening", "ranking", "soap"}
        When they are heard.
    people : Speakers
        Who speaks.
    heard : Heard
        What is heard, H words.
    dials : Assumptions
        The stage's weight of a voice.

    Returns
    -------
    ndarray of float, shape (H,)
    """
    weight: float = getattr(dials, f"weight_voice_{stage}")
    return weight * people.pull[heard.speaker] * heard.share


def warnings(
    heard: Heard,
    people: Speakers,
    dials: Assumptions,
    seed: int,
    replicate: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Which words are enough to keep an applicant off a list.

    Parameters
    ----------
    heard : Heard
        What is heard, H words.
    people : Speakers
        Who speaks; of a coordinator or a chief resident one no may be enough.
    dials : Assumptions
        Where one voice is enough (``voices_combine`` is "veto"), every one is that
        says "difficult" or worse.
    seed : int
        The study's seed.
    replicate : ndarray of int
        The seasons that ``heard.season`` numbers.

    Returns
    -------
    ndarray of bool, shape (H,)
    """
    enough = heard.value < TRUSTED_NO
    if dials.voices_combine == "veto":
        return enough
    no = np.flatnonzero(enough)
    keys = noise.season_keys(seed, "one no is enough", replicate.ravel()[heard.season[no]])
    luck = noise.uniform(keys, heard.pair[no])
    enough[no] = (luck < people.alone[heard.speaker[no]]) & heard.own_ears[no]
    return enough
