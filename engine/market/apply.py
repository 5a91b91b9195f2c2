"""Where people apply: what they look at, what they like, what they hope for.

Nobody reads the list of all programs. Programs and applicants stand on a ring,
where the seed put them, and an applicant looks at the programs that come next,
some 40 of all fields. In the default class that is every program; a class of any
size is made of such neighborhoods, so that its cost grows with the class and not
with its square.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.grouping import place_in_group
from engine.market.market import Applicants, Market, Programs, read_only
from engine.market.population import applications_means, signals
from engine.scenario.assumptions import Assumptions

_LOOKS = 40  # programs an applicant looks at,
_SPARE = 1.25  # but at least so many per application
_CELLS = 2**21  # pairs of applicant and program held at once


def usual_applications(kind: NDArray[np.int8], dials: Assumptions) -> NDArray[np.int64]:
    """How many applications each applicant sends, scaled to the class.

    Parameters
    ----------
    kind : ndarray of int8, shape (A,)
        Applicant type.
    dials : Assumptions
        ``application_scale``.

    Returns
    -------
    ndarray of int, shape (A,)

    Examples
    --------
    >>> usual_applications(np.arange(5, dtype=np.int8), Assumptions()).tolist()
    [16, 21, 32, 32, 19]
    """
    each = np.array(applications_means())[kind] * dials.application_scale
    return np.round(each).astype(np.int64)


def attraction(
    seed: int,
    people: Applicants,
    programs: Programs,
    who: NDArray[np.integer],
    where: NDArray[np.integer],
    pair: noise.Key,
    dials: Assumptions,
) -> NDArray[np.float64]:
    """How much applicants like programs before they have seen them.

    Parameters
    ----------
    seed : int
        Seed of the market.
    people, programs : Applicants, Programs
        The two sides.
    who, where : ndarray of int, broadcast together
        Applicants and programs, by their place in `people` and `programs`.
    pair : ndarray of uint64
        Noise keys of the pairs.
    dials : Assumptions
        What applicants like.

    Returns
    -------
    ndarray of float
        In units of prestige.
    """
    liking = noise.normal(noise.season_keys(seed, "liking"), pair).astype(np.float64)
    liking *= dials.liking_taste
    liking += programs.prestige[where]
    liking += dials.liking_region * (people.region[who] == programs.region[where])
    liking += dials.liking_wrong_field * (people.field[who] != programs.field[where])
    return liking


def apply(
    seed: int,
    people: Applicants,
    programs: Programs,
    dials: Assumptions,
    *,
    first: int = 0,
    counts: NDArray[np.int64] | None = None,
    signaled: int | None = None,
    expected: NDArray[np.floating] | None = None,
) -> Market:
    """Let people apply where they would like to go and hope to be read.

    Most applications stay in the wanted field, and a program whose exam cut is
    above the applicant's score is less attractive to apply to.

    Parameters
    ----------
    seed : int
        Seed of the market.
    people, programs : Applicants, Programs
        The two sides.
    dials : Assumptions
        How many applications, and what makes a program attractive.
    first : int, default 0
        Identity of the first of `people` in the keyed noise; the rest follow.
    counts : ndarray of int, shape (A,), optional
        Applications each sends; as usual for the type by default.
    signaled : int, optional
        Preference signals each sends; as usual by default.
    expected : ndarray of float, shape (A,), optional
        Score with which each judges their chances; their own by default.

    Returns
    -------
    Market
        With the applications of `people`.
    """
    if counts is None:
        counts = usual_applications(people.kind, dials)
    scores = people.step2.astype(np.float64) if expected is None else expected
    ids = np.arange(first, first + len(people))
    usual = usual_applications(np.arange(5, dtype=np.int8), dials).max()
    looks = min(len(programs), max(_LOOKS, round(_SPARE * int(max(usual, counts.max())))))
    place = noise.uniform(noise.season_keys(seed, "ring"), noise.pair_keys(ids))
    looks_from = np.floor(place * len(programs)).astype(np.int64)
    step, parts = max(1, _CELLS // looks), []
    for begin in range(0, len(people), step):
        who = np.arange(begin, min(begin + step, len(people)))[:, None]
        where = programs.ring[(looks_from[who] + np.arange(looks)) % len(programs)]
        pair = noise.pair_keys(ids[who], where)
        liking = np.round(attraction(seed, people, programs, who, where, pair, dials), 6)
        short = np.maximum(programs.exam_cut[where] - scores[who], 0)
        reluctance = np.round(short * dials.reach_penalty / 10 - liking, 6)
        order = np.argsort(reluctance, axis=1, kind="stable")
        outside = programs.field[where] != people.field[who]
        outside = np.take_along_axis(outside, order, axis=1)
        allowed = ~outside | (np.cumsum(outside, axis=1) <= dials.outside_field_most)
        chosen = allowed & (np.cumsum(allowed, axis=1) <= counts[who])
        row, nth = np.nonzero(chosen)
        column = order[row, nth]
        best_first = np.lexsort((-liking[row, column], row))
        row, column = row[best_first], column[best_first]
        parts.append((row + begin, where[row, column], liking[row, column]))
    applicant, program, liked = (np.concatenate(column) for column in zip(*parts, strict=True))
    each_signals = signals() if signaled is None else signaled
    return _market(
        seed,
        people,
        programs,
        applicant=applicant.astype(np.int32),
        program=program.astype(np.int32),
        liking=liked,
        looks=looks,
        looks_from=looks_from,
        signal=place_in_group(np.bincount(applicant)) < each_signals,
    )


def join(market: Market, other: Market) -> Market:
    """Add the applicants of one market, and their applications, to those of another.

    Parameters
    ----------
    market, other : Market
        With the same programs.

    Returns
    -------
    Market
        Everybody in `market` exactly as before, then everybody in `other`.
    """
    people = Applicants(
        **{
            f.name: np.concatenate(
                [getattr(market.applicants, f.name), getattr(other.applicants, f.name)]
            )
            for f in fields(Applicants)
        }
    )
    return _market(
        market.seed,
        people,
        market.programs,
        applicant=np.append(market.applicant, other.applicant + np.int32(len(market.applicants))),
        program=np.append(market.program, other.program),
        liking=np.append(market.liking, other.liking),
        looks=market.looks,
        looks_from=np.append(market.looks_from, other.looks_from),
        signal=np.append(market.signal, other.signal),
    )


def _market(seed: int, people: Applicants, programs: Programs, **columns: Any) -> Market:
    """Put a market together."""
    sent = np.bincount(columns["applicant"], minlength=len(people))
    start = np.concatenate([[0], np.cumsum(sent)])
    market = Market(
        seed=seed,
        applicants=people,
        programs=programs,
        start=start,
        **columns,
    )
    for part in (people, programs, market):
        read_only(part)
    return market
