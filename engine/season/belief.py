"""What bare files make programs believe: the weighted mean of prior and items, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import (
    EXAM,
    ITEMS,
    LETTERS,
    MSPE,
    NON_US_IMG,
    RESEARCH,
    STAGES,
    US_IMG,
)
from engine.base.grouping import Floats
from engine.market.market import Market
from engine.market.schools import NO_SCHOOL
from engine.scenario.assumptions import Assumptions

SETTLED_BY = ("scores", "school", "research", "whole")
_SCORES, _SCHOOL, _RESEARCH, _WHOLE = range(4)


@dataclass(frozen=True, eq=False)
class Belief:
    """What bare files make a program believe, at one stage; one entry per applicant.

    Attributes
    ----------
    mean : ndarray of float, shape (A,)
        Believed readiness, in SD.
    precision : ndarray of float, shape (A,)
        Total weight of what is known; the spread is its inverse square root.
    total : float
        Total weight of what could be known, missing items too.
    """

    mean: Floats
    precision: Floats
    total: float

    def joined(self, other: Belief) -> Belief:
        """Add the belief about further applicants."""
        return Belief(
            np.append(self.mean, other.mean),
            np.append(self.precision, other.precision),
            self.total,
        )


def read_file(
    items: Floats,
    weights: Floats,
    prior: Floats,
    prior_weight: float,
    clear: Floats | None = None,
) -> Belief:
    """Weigh the items of files, shape (A, K), of which NaN is missing.

    ``prior`` is what the program assumes of each unknown file, with a weight of its own.
    ``clear``, shape (A, K), is how much of each item's weight is left, from 0 to 1: what an item
    leaves open is as good as missing.

    Examples
    --------
    >>> files = np.array([[1.0, 1.0], [1.0, np.nan]])
    >>> belief = read_file(files, np.array([2.0, 1.0]), np.zeros(2), 1.0)
    >>> belief.mean.tolist(), belief.precision.tolist(), belief.total
    ([0.75, 0.5], [4.0, 3.0], 4.0)
    """
    there = (~np.isnan(items)).astype(np.float64)
    if clear is not None:
        there *= clear
    # Added up item by item: a matrix product rounds differently from machine to machine.
    mean, precision = prior_weight * prior, np.full(len(prior), prior_weight)
    for k, weight in enumerate(weights.tolist()):
        told = np.where(there[:, k] > 0, items[:, k] - prior, 0.0)
        mean = mean + weight * (prior + there[:, k] * told)
        precision = precision + weight * there[:, k]
    total = prior_weight + sum(weights.tolist())
    return Belief(mean / total, precision, total)


def clarity(market: Market, dials: Assumptions) -> Floats:
    """How much of its weight each item of everybody's file carries, shape (A, 5).

    Evaluations from abroad, and letters where nobody has seen the applicant work in the United
    States, are hard to read (S2-36, S3-08); a school known for its kindness is discounted
    (S0-30). Such files are thin: they leave more to what is assumed of the school, and to doubt.
    """
    people, schools = market.applicants, market.schools
    clear = np.ones((len(people), len(ITEMS)))
    abroad = (people.kind == US_IMG) | (people.kind == NON_US_IMG)
    known = np.flatnonzero(people.school != NO_SCHOOL)
    kindness = schools.generosity[people.school[known]]
    clear[known, MSPE] = 1 - dials.generosity_seen * kindness
    clear[abroad, MSPE] *= dials.abroad_clarity
    clear[~people.us_clinical_work, LETTERS] *= dials.abroad_clarity
    return clear


def beliefs(market: Market, prior: Floats, dials: Assumptions) -> dict[str, Belief]:
    """Read everybody's file with the weights of each stage.

    "interview" is the ranking stage after an interview that shows the true readiness.
    """
    applicants, clear = market.applicants, clarity(market, dials)
    belief = {
        stage: read_file(
            applicants.items, dials.file_weights(stage), prior, dials.prior_weight, clear
        )
        for stage in STAGES
    }
    file, weight = belief["ranking"], dials.weight_ranking_interview
    truth = weight * float(np.sqrt(dials.interview_truth)) * applicants.readiness
    total = file.total + weight
    belief["interview"] = Belief(
        (file.total * file.mean + truth) / total, file.precision + weight, total
    )
    return belief


def settled_by(market: Market, dials: Assumptions) -> NDArray[np.int8]:
    """Draw what settles the first look at each application; the same in all seasons.

    One document says that scores settle 45 of 100 first looks, school and connections 25,
    research 20, and the whole file 10 (S4-03). Indices into `SETTLED_BY`, shape (E,), by
    ``look_scores``, ``look_school``, ``look_research`` and ``look_whole``; if all are zero,
    the whole file settles it.
    """
    parts = np.array([getattr(dials, f"look_{name}") for name in SETTLED_BY])
    if not parts[:_WHOLE].any():
        return np.full(len(market.applicant), _WHOLE, np.int8)
    luck = noise.uniform(noise.season_keys(market.seed, "settles the look"), market.pairs)
    shares = np.cumsum(parts[:_WHOLE]) / parts.sum()
    return np.searchsorted(shares, luck, side="right").astype(np.int8)


def first_impressions(market: Market, whole: Belief, dials: Assumptions, prior: Floats) -> Floats:
    """Say what each program believes after its first look, before any voice, shape (E,).

    Where one thing settles the look, it carries the weight of all others: same formula,
    same total.
    """
    believed = whole.mean[market.applicant]
    settled = settled_by(market, dials)
    total = float(dials.file_weights("screening").sum())
    for code, item in ((_SCORES, EXAM), (_RESEARCH, RESEARCH)):
        alone = np.where(np.arange(len(ITEMS)) == item, total, 0.0)
        mean = read_file(market.applicants.items, alone, prior, dials.prior_weight).mean
        believed = np.where(settled == code, mean[market.applicant], believed)
    return np.where(settled == _SCHOOL, prior[market.applicant], believed)
