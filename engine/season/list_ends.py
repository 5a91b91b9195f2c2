"""Where rank order lists end: the place of the last one admitted in the Match."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import MATCHED, PREMATCH
from engine.base.grouping import Ints, group_sizes
from engine.market.market import Programs
from engine.season.rank_lists import Interviews

_ENTRY = 32  # bits of the number of an entry, below its rank key


def list_ends(
    programs: Programs,
    interviews: Interviews,
    outcome: NDArray[np.int8],
    program: NDArray[np.int32],
) -> Ints:
    """Find the place of the last one admitted on each program's list, 0 = best, shape (R, P).

    ``outcome`` and ``program``, each (R, A), say how the seasons end. A list of a program that
    keeps open positions ends behind everybody on it: its end is its length. -1 where the Match
    admits nobody: outside the Match, without positions, or with all of them given early.
    """
    seasons, cells = len(outcome), len(outcome) * len(programs)
    first_cell = np.arange(seasons)[:, None] * len(programs)
    where = np.where(program >= 0, program + first_cell, -1)
    matched = np.where(outcome == MATCHED, where, -1)
    listed = np.flatnonzero(interviews.ranked)
    cell = interviews.program_cell[listed]
    # Equal appeals stand in the order of their entries, as they do in the Match.
    key = (interviews.rank_key[listed].astype(np.int64) << _ENTRY) + np.arange(len(listed))
    admitted = matched.ravel()[interviews.applicant_cell[listed]] == cell
    last = np.full(cells, -1, np.int64)
    np.maximum.at(last, cell[admitted].astype(np.intp), key[admitted])
    end = group_sizes(cell[key <= last[cell]], cells) - 1
    taken = where[np.isin(outcome, (PREMATCH, MATCHED))]
    open_positions = np.tile(programs.positions, seasons) - group_sizes(taken, cells)
    length = group_sizes(cell, cells)
    end = np.where(open_positions > 0, length, end).reshape(seasons, -1)
    end[:, programs.outside_match] = -1
    return end
