"""Where people apply: what they consider, what they like, what they hope for.

Nobody reads the list of all programs. Programs and applicants stand on a ring,
where the seed put them, and an applicant considers the programs that come next,
some 40 of all fields, and the home program wherever it is. In the default class that
is every program; a class of any size is made of such neighborhoods, so that its cost
grows with the class and not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.columns import protected
from engine.base.grouping import edges, group_sizes, place_in_group
from engine.market.market import Applicants, Market, Programs, outside_field, own_school
from engine.market.population import applications_means, signals
from engine.market.schools import Schools, home_programs
from engine.scenario.assumptions import Assumptions

_CONSIDERED = 40  # programs an applicant considers,
_SPARE = 1.25  # but at least so many per application
_CELLS = 2**21  # pairs of applicant and program held at once


def usual_applications(kind: NDArray[np.int8], dials: Assumptions) -> NDArray[np.int64]:
    """How many applications each applicant of a type sends, scaled to the class.

    Examples
    --------
    >>> usual_applications(np.arange(5, dtype=np.int8), Assumptions()).tolist()
    [11, 15, 23, 23, 14]
    """
    each = np.array(applications_means())[kind] * dials.application_scale
    return np.round(each).astype(np.int64)


def attraction(
    seed: int,
    applicants: Applicants,
    programs: Programs,
    who: NDArray[np.integer],
    where: NDArray[np.integer],
    pair: noise.Key,
    dials: Assumptions,
) -> NDArray[np.float64]:
    """How much applicants like programs before they have seen them, in units of prestige.

    ``who`` and ``where`` are places in `applicants` and `programs`, ``pair`` their noise
    keys; all three broadcast.
    """
    liking = noise.normal(noise.season_keys(seed, "liking"), pair).astype(np.float64)
    liking *= dials.liking_taste
    liking += programs.prestige[where]
    liking += dials.liking_region * (applicants.region[who] == programs.region[where])
    liking += dials.liking_home * own_school(applicants, programs, who, where)
    liking += dials.liking_wrong_field * outside_field(applicants, programs, who, where)
    return liking


@dataclass(frozen=True, eq=False)
class Sending:
    """How A people apply, where it is not as usual for their types.

    Attributes
    ----------
    counts : ndarray of int, shape (A,), or None
        Applications each sends.
    signaled : int or None
        Signals each sends.
    expected : ndarray of float, shape (A,), or None
        The score with which each judges their chances; as usual their own.
    named : ndarray of bool, shape (P,), or None
        Programs to which everybody applies, and to no others.
    """

    counts: NDArray[np.int64] | None = None
    signaled: int | None = None
    expected: NDArray[np.floating] | None = None
    named: NDArray[np.bool_] | None = None


_AS_USUAL = Sending()


def apply(
    seed: int,
    applicants: Applicants,
    programs: Programs,
    schools: Schools,
    dials: Assumptions,
    *,
    sending: Sending = _AS_USUAL,
    numbers: NDArray[np.int64] | None = None,
    certify: bool = True,
) -> Market:
    """Let people apply where they would like to go and hope to be read.

    Most applications stay in the wanted field, and a program whose exam cut is above the
    applicant's score is less attractive to apply to. To preliminary programs apply those who apply
    to an advanced one, over and above their other applications. ``numbers`` are theirs in the
    class, which key chance: from 0 where they are not given. ``certify`` says whether they certify
    a rank order list.
    """
    counts, scores, named = sending.counts, sending.expected, sending.named
    if counts is None:
        counts = usual_applications(applicants.kind, dials)
    if scores is None:
        scores = applicants.step2.astype(np.float64)
    if numbers is None:
        numbers = np.arange(len(applicants))
    usual = usual_applications(np.arange(5, dtype=np.int8), dials).max()
    reading = max(_CONSIDERED, round(_SPARE * int(max(usual, counts.max()))))
    # Preliminary programs stand among the others and are applied to besides: a longer stretch.
    others = np.count_nonzero(~programs.preliminary)
    considered = min(len(programs), round(reading * len(programs) / others))
    if named is not None:
        considered = len(programs)
    place = noise.uniform(noise.season_keys(seed, "ring"), noise.pair_keys(numbers))
    considered_from = np.floor(place * len(programs)).astype(np.int64)
    home = home_programs(programs.school, programs.field, len(schools))[
        applicants.school, applicants.field
    ]
    along = np.argsort(programs.ring)[home] - considered_from
    inside = (home < 0) | (along % len(programs) < considered)
    step, parts = max(1, _CELLS // considered), []
    for begin in range(0, len(applicants), step):
        # Rows are applicants, columns the programs each considers.
        who = np.arange(begin, min(begin + step, len(applicants)))[:, None]
        where = programs.ring[(considered_from[who] + np.arange(considered)) % len(programs)]
        afar = np.flatnonzero(~inside[begin : begin + step])
        where[afar, -1] = home[begin + afar]
        pair = noise.pair_keys(numbers[who], where)
        # Rounded, so that equal likings are equal on every machine before they are sorted.
        liking = np.round(attraction(seed, applicants, programs, who, where, pair, dials), 6)
        short = np.maximum(programs.exam_cut[where] - scores[who], 0)
        reluctance = np.round(short * dials.reach_penalty / 10 - liking, 6)
        order = np.argsort(reluctance, axis=1, kind="stable")
        outside = outside_field(applicants, programs, who, where)
        ranked = np.take_along_axis(where, order, axis=1)
        outside = np.take_along_axis(outside, order, axis=1)
        first_year = programs.preliminary[ranked]
        allowed = ~outside | (np.cumsum(outside, axis=1) <= dials.outside_field_most)
        allowed &= ~first_year
        chosen = allowed & (np.cumsum(allowed, axis=1) <= counts[who])
        wanted = (chosen & programs.advanced[ranked]).any(axis=1, keepdims=True)
        enough = np.cumsum(first_year, axis=1) <= dials.preliminary_applications
        chosen |= first_year & wanted & enough
        if named is not None:
            chosen = named[ranked]
        row, nth = np.nonzero(chosen)
        column = order[row, nth]
        best_first = np.lexsort((-liking[row, column], row))
        row, column = row[best_first], column[best_first]
        parts.append((row + begin, where[row, column], liking[row, column]))
    applicant, program, liked = (np.concatenate(column) for column in zip(*parts, strict=True))
    sent = group_sizes(applicant, len(applicants))
    # Signals go to the best liked, which stand first.
    each_signals = signals() if sending.signaled is None else sending.signaled
    protected(applicants)
    protected(programs)
    protected(schools)
    return protected(
        Market(
            seed=seed,
            numbers=numbers,
            certifies=np.full(len(applicants), certify),
            applicants=applicants,
            programs=programs,
            schools=schools,
            applicant=applicant.astype(np.int32),
            program=program.astype(np.int32),
            start=edges(sent),
            liking=liked,
            signal=place_in_group(sent) < each_signals,
            considered=np.full(len(considered_from), considered),
            considered_from=considered_from,
        )
    )
