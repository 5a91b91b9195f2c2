"""Where rank order lists end: the place of the last one admitted in the Match."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import MATCHED, PREMATCH
from engine.base.grouping import Ints, group_sizes, numbered
from engine.market.market import Programs, after_reversions
from engine.matching.joining import OPEN
from engine.season.ends import Ends
from engine.season.rank_lists import Interviews


def last_admitted(
    programs: Programs, interviews: Interviews, signed: Ints, matched: Ints, first_year: Ints
) -> NDArray[np.int32]:
    """Find the rank key of the last one that each program admits in the Match, shape (R, P).

    ``signed``, ``matched`` and ``first_year``, shape (R, A), say who is where, as of
    `engine.season.main_match.MainMatch`. `OPEN`
    where positions stay open, -1 where the Match admits nobody: outside it, without positions,
    or with all of them given early.
    """
    shape = (len(matched), len(programs))
    cells = shape[0] * shape[1]
    listed = np.flatnonzero(interviews.ranked)
    cell = interviews.program_cell[listed]
    admitted = _admitted(interviews, matched, first_year)[listed]
    last = np.full(cells, -1, np.int32)
    np.maximum.at(last, cell[admitted].astype(np.intp), interviews.rank_key[listed[admitted]])
    placed = np.stack([np.maximum(signed, matched), first_year])
    left = programs.positions - group_sizes(placed[placed >= 0], cells).reshape(shape)
    # Whoever gives open positions away took everybody on the list before.
    still = (left > 0) & (programs.reverts_to >= 0)
    still |= after_reversions(programs, left) > 0
    last = np.where(still, OPEN, last.reshape(shape)).astype(np.int32)
    last[:, programs.outside_match] = -1
    return last


def list_ends(programs: Programs, interviews: Interviews, ends: Ends) -> Ints:
    """Find the place of the last one admitted on each program's list, 0 = best, shape (R, P).

    ``ends`` says how the seasons end; you are the last applicant.
    Those seen as equal stand before the last one, but you only if you are admitted. A list of a
    program that keeps open positions ends behind everybody on it: its end is its length. -1
    where the Match admits nobody.
    """
    seasons, people = ends.outcome.shape
    cells = seasons * len(programs)
    where, first_year = (numbered(held, len(programs)) for held in (ends.program, ends.first_year))
    signed, matched = (np.where(ends.outcome == code, where, -1) for code in (PREMATCH, MATCHED))
    last = last_admitted(programs, interviews, signed, matched, first_year)
    listed = np.flatnonzero(interviews.ranked)
    cell, key = interviews.program_cell[listed], interviews.rank_key[listed]
    who, bar = interviews.applicant_cell[listed], last.ravel()[cell]
    you = (who % people == people - 1) & ~_admitted(interviews, matched, first_year)[listed]
    end = group_sizes(cell[(key < bar) | ((key == bar) & ~you)], cells) - 1
    length = group_sizes(cell, cells)
    return np.where(last == OPEN, length.reshape(last.shape), end.reshape(last.shape))


def _admitted(interviews: Interviews, matched: Ints, first_year: Ints) -> NDArray[np.bool_]:
    """Say of each interview whether it led to a match, as of `last_admitted`; shape (N,)."""
    who, cell = interviews.applicant_cell, interviews.program_cell
    led: NDArray[np.bool_] = (matched.ravel()[who] == cell) | (first_year.ravel()[who] == cell)
    return led
