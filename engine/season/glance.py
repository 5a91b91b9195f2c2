"""The first look at a file: what settles it.

One document says that scores settle 45 of 100 first looks, school and connections 25,
research 20, and the whole file 10 (S4-03). The model's evidence preset weighs every file
as a whole, after the filters. Where one thing settles the look, it carries the weight
of all others: same formula, same total.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import ITEMS
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions
from engine.season.impression import Belief, read_file

LOOKS = ("scores", "school", "research", "whole")
_SCORES, _SCHOOL, _RESEARCH, _WHOLE = range(4)


def settled_by(market: Market, dials: Assumptions) -> NDArray[np.int8]:
    """Draw what settles the first look at each application; the same in all seasons.

    Parameters
    ----------
    market : Market
        Whose E applications.
    dials : Assumptions
        ``look_scores``, ``look_school``, ``look_research`` and ``look_whole``; if all
        are zero, the whole file settles it.

    Returns
    -------
    ndarray of int8, shape (E,)
        Index into `LOOKS`.
    """
    parts = np.array([getattr(dials, f"look_{name}") for name in LOOKS])
    if not parts[:_WHOLE].any():
        return np.full(len(market.applicant), _WHOLE, np.int8)
    luck = noise.uniform(noise.season_keys(market.seed, "settles the look"), market.pairs)
    shares = np.cumsum(parts[:_WHOLE]) / parts.sum()
    return np.searchsorted(shares, luck, side="right").astype(np.int8)


def first_looks(
    market: Market, whole: Belief, dials: Assumptions, prior: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Say what each program believes after its first look, before any voice.

    Parameters
    ----------
    market : Market
        Whose E applications.
    whole : Belief
        Of everybody's whole file, at screening.
    dials : Assumptions
        What settles the look.
    prior : ndarray of float, shape (A,)
        What programs assume of a file they know nothing about, by its school.

    Returns
    -------
    ndarray of float, shape (E,)
        In SD of readiness.
    """
    believed = whole.mean[market.applicant]
    settled = settled_by(market, dials)
    total = float(dials.file_weights("screening").sum())
    for code, item in ((_SCORES, "exam"), (_RESEARCH, "research")):
        alone = np.where([name == item for name in ITEMS], total, 0.0)
        mean, _, _ = read_file(market.applicants.items, alone, prior, dials.prior_weight)
        believed = np.where(settled == code, mean[market.applicant], believed)
    return np.where(settled == _SCHOOL, prior[market.applicant], believed)
