"""How far applicants get before the Match: what a season keeps of everybody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import APPLIED, INTERVIEWED, NOT_APPLIED, RANKED, SCREENED_IN
from engine.base.grouping import Ints, coded, group_sizes
from engine.season.applications import Applications
from engine.season.stages import BeforeMatch


@dataclass(frozen=True, eq=False, kw_only=True)
class HowFar:
    """How far some applicants get before the Match; every array of shape (R, A).

    Attributes
    ----------
    reached : ndarray of int8
        How far the best of their applications gets: index into `engine.base.codes.REACHED`, or
        -1 if there were none.
    interviews, ranks : ndarray of int16
        Interviews taken, and programs that rank them.
    """

    reached: NDArray[np.int8]
    interviews: NDArray[np.int16]
    ranks: NDArray[np.int16]


def how_far(applications: Applications, before: BeforeMatch) -> HowFar:
    """Say how far everybody in some applications gets before the Match."""
    shape = (len(before.rank_key), len(applications.market.applicants))
    interviews = before.interviews
    met = group_sizes(interviews.applicant_cell, shape[0] * shape[1]).reshape(shape)
    ranked = interviews.applicant_cell[interviews.ranked]
    ranks = group_sizes(ranked, shape[0] * shape[1]).reshape(shape)
    reached = coded(
        coded(NOT_APPLIED, (np.diff(applications.market.start) > 0, APPLIED)),
        (_any_of_each(applications.start, before.screened_in), SCREENED_IN),
        (met > 0, INTERVIEWED),
        (ranks > 0, RANKED),
    )
    return HowFar(
        reached=reached,
        interviews=met.astype(np.int16),
        ranks=ranks.astype(np.int16),
    )


def _any_of_each(start: Ints, holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether something holds for any application of each applicant, shape (R, A)."""
    number = np.diff(start)
    some = np.flatnonzero(number)
    found = np.zeros((len(holds), len(number)), bool)
    if len(some):
        found[:, some] = np.logical_or.reduceat(holds, start[some].astype(np.intp), axis=1)
    return found
