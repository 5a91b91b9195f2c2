"""What a program director believes after the file and the calls: one formula for every stage.

Each item of the file, and each voice that is acted on, is a reading of readiness with a
weight (a precision: one unit is one reading with unit noise)::

    mean    m = (w0 x0 + sum w_k x_k) / (w0 + sum w_k)
    spread  s = 1 / sqrt(w0 + sum w_k)
    appeal  a = m - caution s + fit

``x0`` is what the program assumes of a file it knows nothing about. A missing item counts
as ``x0`` in the mean and not at all in the spread: silence brings no news, and no certainty
either. Nor does a warning: it may lower the mean, but it reassures nobody.

A stage asks `bare_appeal` for what the bare file is worth, adds the season's luck, and asks
`appeal` for what the voices make of it. Voices, caution and fit enter nowhere else. Weights
differ by stage, and so does the fear of regret: the dials say how.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard
from engine.backchannel.speakers import Speakers
from engine.base import noise
from engine.base.grouping import (
    Floats,
    Ints,
    first_of_each,
    group_sizes,
    group_sums,
    grouped,
    place_in_group,
)
from engine.base.noise import Years
from engine.formulas.vetting import TOO_RISKY_BELOW
from engine.scenario.assumptions import Assumptions
from engine.season.belief import Belief

Appeal = TypeVar("Appeal", NDArray[np.float32], NDArray[np.float64])


def fit(
    stage: str,
    same_region: NDArray[np.bool_],
    wrong_field: NDArray[np.bool_],
    dials: Assumptions,
    signal: NDArray[np.bool_] | None = None,
    at_home: NDArray[np.bool_] | None = None,
) -> Floats:
    """Worth of an application beyond the file, in SD: region, field and one's own school.

    At the first look signals count too.
    """
    worth: Floats = dials.fit_region * same_region + dials.fit_wrong_field * wrong_field
    if at_home is not None:
        worth = worth + dials.fit_home * at_home
    if stage == "screening" and signal is not None:
        return worth + dials.fit_signal * signal
    return worth


def caution(stage: str, dials: Assumptions) -> float:
    """How many spreads of doubt are subtracted at a stage: the fear of regret."""
    dial: float = getattr(dials, f"caution_{stage}")
    return dial


def bare_appeal(
    stage: str, belief: Belief, applicant: NDArray[np.integer], fit: Floats, dials: Assumptions
) -> Floats:
    """Appeal of bare files, ``m - caution s + fit``, of the applicant of each application."""
    cautious = belief.mean - caution(stage, dials) / np.sqrt(belief.precision)
    bare: Floats = cautious[applicant] + fit
    return bare


@dataclass(frozen=True, eq=False)
class Spoken:
    """The words heard at a stage, sorted by what they are about.

    Attributes
    ----------
    cell : ndarray of int, shape (N,)
        The places in a stage's table that somebody speaks about, ascending.
    nth : ndarray of int, shape (H,)
        Which of them each word is about.
    weight, value : ndarray of float, shape (H,)
        Its weight (0 is not heard), and what it says, in SD of readiness.
    """

    cell: Ints
    nth: Ints
    weight: Floats
    value: Floats


def spoken(stage: str, cell: Ints, heard: Heard, speakers: Speakers, dials: Assumptions) -> Spoken:
    """Weigh the words acted on at a stage by influence, as far as they arrive.

    ``cell``, shape (H,) and never falling, is the place each word is about.
    """
    weight: float = getattr(dials, f"weight_voice_{stage}")
    weights = weight * speakers.voice_weight[heard.speaker] * heard.share
    if stage == "ranking":
        weights *= speakers.words_at_ranking[heard.speaker]
    about, nth = grouped(cell)
    # One bad voice among good ones counts for less (S0-66).
    praised = group_sums(nth, (heard.value > 0) & (weights > 0), len(about))[nth]
    weights /= np.where(heard.value < 0, 1 + dials.dilution * praised, 1.0)
    return Spoken(about, nth, weights, heard.value)


def appeal(
    stage: str,
    bare: Appeal,
    words: Spoken,
    believed: Floats,
    precision: Floats,
    total: float,
    dials: Assumptions,
    *,
    against: Floats | None = None,
) -> Appeal:
    """Appeal of a stage's applications once the voices are heard.

    ``bare``, of any shape, holds `bare_appeal` with the season's luck; the cells spoken about are
    shifted in place. Of these N cells, ``believed`` is the mean that stands in ``bare`` and
    ``precision`` the weight of what is known; ``total`` is the weight behind each mean. Words are
    weighed ``against`` that mean, or against another where one is given.
    """
    before = believed if against is None else against
    mean, surer = add_voices(before, precision, total, words.nth, words.weight, words.value)
    shift = mean - believed
    # Who speaks well of somebody also takes away some doubt.
    shift += caution(stage, dials) * (1 / np.sqrt(precision) - 1 / np.sqrt(surer))
    bare.flat[words.cell] += shift.astype(bare.dtype)
    return bare


def add_voices(
    mean: Floats, precision: Floats, total: float, target: Ints, weight: Floats, value: Floats
) -> tuple[Floats, Floats]:
    """Add readings of voices to what is believed; return mean and precision afterwards.

    The sign is guarded: a positive word counts as at least what is believed by
    then, a negative one as at most that, and a neutral one changes no mean. Plain
    averaging would let faint criticism lift somebody from the bottom of a list,
    and a second good word dilute a first. For the same reason a negative word adds
    no certainty: less doubt would raise the appeal. Praise is heard before
    criticism, the strongest first, so that the order of calls does not matter.

    Each of the H voices is about ``target``, one of the N means of weight ``total``.

    Examples
    --------
    >>> before = (np.array([0.5, -2.0]), np.array([4.0, 4.0]), 4.0)
    >>> praise_and_blame = (np.array([0, 1]), np.array([1.0, 1.0]), np.array([3.0, -1.0]))
    >>> mean, precision = add_voices(*before, *praise_and_blame)
    >>> mean.tolist(), precision.tolist()
    ([1.0, -2.0], [5.0, 4.0])
    """
    mean, behind = mean.copy(), np.full(len(mean), total)
    heard = np.flatnonzero(weight > 0)
    voices = group_sizes(target[heard], len(mean))
    # Most applicants have one voice: those are added at once, the others one after the other.
    several = voices[target[heard]] > 1
    for voice in [heard[~several], *_one_at_a_time(heard[several], target, value)]:
        about, w, x = target[voice], weight[voice], value[voice]
        believed = mean[about]
        guarded = np.where(x > 0, np.maximum(x, believed), np.minimum(x, believed))
        guarded = np.where(x == 0, believed, guarded)
        behind[about] += w
        mean[about] += w * (guarded - believed) / behind[about]
    reassuring = np.where(value >= 0, weight, 0.0)
    return mean, precision + group_sums(target, reassuring, len(mean))


def _one_at_a_time(heard: Ints, target: Ints, value: Floats) -> Iterator[Ints]:
    """Yield the first voice about everybody, then the second ...: praise, criticism, neutral."""
    sign = np.sign(value[heard])
    group = np.select([sign > 0, sign < 0], [0, 1], default=2)
    heard = heard[np.lexsort((-np.abs(value[heard]), group, target[heard]))]
    first = np.flatnonzero(first_of_each(target[heard]))
    nth = place_in_group(np.diff(np.append(first, len(heard))))
    for n in range(int(nth.max(initial=-1)) + 1):
        yield heard[nth == n]


def vetoes(heard: Heard, speakers: Speakers, dials: Assumptions, years: Years) -> NDArray[np.bool_]:
    """Which words are enough to keep an applicant off a list, shape (H,).

    Where one voice is enough (``voices_combine`` has "veto" in it), every one is that says
    "difficult" or worse, of somebody with influence whom the program knows. Elsewhere one no of a
    coordinator or a chief resident may be. Both have to be heard firsthand.
    """
    influential = speakers.influence[heard.speaker] >= dials.veto_influence
    trusted = heard.known & influential & ("veto" in dials.voices_combine)
    clear = (heard.value < TOO_RISKY_BELOW) & heard.firsthand & trusted
    return clear | ends_it(heard, speakers, years)


def ends_it(heard: Heard, speakers: Speakers, years: Years) -> NDArray[np.bool_]:
    """Which words are a no that is enough by the role of who says it, shape (H,)."""
    enough = (heard.value < TOO_RISKY_BELOW) & heard.firsthand
    no = np.flatnonzero(enough)
    keys = years.keys("one no is enough")[heard.season[no]]
    luck = noise.uniform(keys, heard.pair[no])
    enough[no] = luck < speakers.veto_chance[heard.speaker[no]]
    return enough
