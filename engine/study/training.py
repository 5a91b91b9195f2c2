"""What of their training people hold, and what became of the positions of each type.

Where all positions are categorical, as in the default class, everybody holds all of it or none.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import SOAP
from engine.base.grouping import group_sizes
from engine.market.market import Programs, after_reversions
from engine.matching.positions import ALL_YEARS, FIRST_YEAR, LATER_YEARS, POSITION_TYPES
from engine.season.ends import lacking
from engine.study.intervals import shares

# What somebody holds, by the years that are lacking.
_HOLDS = {
    0: "all of it",
    LATER_YEARS: "the first year only",
    FIRST_YEAR: "the later years only",
    ALL_YEARS: "none of it",
}
TRAINING = tuple(_HOLDS.values())


@dataclass(frozen=True)
class TrainingHeld:
    """How much of the training you hold in the end, in which share of the seasons."""

    training: str
    probability: float
    low: float
    high: float


@dataclass(frozen=True)
class PositionsOfType:
    """What became of the positions of one type, mean per season.

    ``reverted`` came from programs of other types, or went there where it is negative.
    """

    position_type: str
    offered: float
    reverted: float
    before_soap: float
    soap: float
    left: float


def training_held(
    programs: Programs, program: NDArray[np.int32], second: NDArray[np.int32]
) -> tuple[TrainingHeld, ...]:
    """Say how much of the training somebody holds in R seasons.

    ``program`` and ``second``, shape (R,), are the places held, or -1; see
    `engine.season.ends.Ends`. The intervals are Wilson's.
    """
    lacks = np.bincount(lacking(programs, program, second), minlength=ALL_YEARS + 1)
    count = lacks[list(_HOLDS)]
    rows = zip(TRAINING, shares(count, len(program)), strict=True)
    return tuple(TrainingHeld(name, *share) for name, share in rows)


def positions_of_types(
    programs: Programs,
    outcome: NDArray[np.int8],
    program: NDArray[np.int32],
    second: NDArray[np.int32],
    second_round: NDArray[np.int8],
) -> tuple[PositionsOfType, ...]:
    """Count the positions of each type that there are; columns of `engine.season.ends.Ends`."""
    seasons, size = len(outcome), len(programs)
    before, soap = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for where, late in ((program, outcome == SOAP), (second, second_round > 0)):
        before += group_sizes(where[(where >= 0) & ~late], size)
        soap += group_sizes(where[(where >= 0) & late], size)
    offered = programs.positions * seasons
    moved = after_reversions(programs, offered - before) - (offered - before)
    counts = np.stack([offered, moved, before, soap, offered + moved - before - soap])
    rows = []
    for number in np.unique(programs.position_type):
        mean = counts[:, programs.position_type == number].sum(axis=1) / seasons
        rows.append(PositionsOfType(POSITION_TYPES[number], *mean.tolist()))
    return tuple(rows)
