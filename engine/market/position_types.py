"""Which programs are advanced, which preliminary, and whose open positions revert to another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import PRIMARY_CARE
from engine.base.grouping import Floats, Ints
from engine.matching.positions import ADVANCED, CATEGORICAL, POSITION_TYPES, PRELIMINARY


def types_of(
    field: NDArray[np.int8],
    preliminary: NDArray[np.bool_],
    positions: Ints,
    advanced: int,
    luck: Floats,
) -> NDArray[np.int8]:
    """Choose programs outside primary care that come nearest to so many ``advanced`` positions.

    Index into `engine.matching.positions.POSITION_TYPES`, shape (P,); all others are categorical
    but those that are ``preliminary``.

    Examples
    --------
    >>> types_of(np.array([2, 1, 2], np.int8), np.zeros(3, bool), np.full(3, 8), 6,
    ...          np.array([0.5, 0.1, 0.2])).tolist()
    [0, 0, 1]
    """
    kinds = np.full(len(field), POSITION_TYPES.index(CATEGORICAL), np.int8)
    kinds[preliminary] = POSITION_TYPES.index(PRELIMINARY)
    may = np.flatnonzero((field != PRIMARY_CARE) & ~preliminary)
    for program in may[np.argsort(luck[may], kind="stable")]:
        if 2 * advanced > positions[program]:  # nearer with it than without
            kinds[program] = POSITION_TYPES.index(ADVANCED)
            advanced -= int(positions[program])
    return kinds


def reversions_to(
    gives: NDArray[np.bool_],
    receives: NDArray[np.bool_],
    region: NDArray[np.int8],
    prestige: Floats,
) -> Ints:
    """Say where each program's unfilled positions revert to, shape (P,); -1 is nowhere.

    Each of the programs that receive any has a donor of its own among those that may give: of its
    region rather than another, and most like it in prestige.

    Examples
    --------
    >>> reversions_to(np.array([True, True, False]), np.array([False, False, True]),
    ...               np.array([0, 1, 1], np.int8), np.zeros(3)).tolist()
    [-1, 2, -1]
    """
    to = np.full(len(gives), -1, np.int64)
    for receiver in np.flatnonzero(receives):
        free = np.flatnonzero(gives & (to < 0))
        apart = np.abs(prestige[free] - prestige[receiver])
        order = np.lexsort((apart, region[free] != region[receiver]))
        to[free[order[:1]]] = receiver
    return to
