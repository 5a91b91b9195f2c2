"""The yardstick: the Match in flat, pure Python, as fast as plain lists can make it."""

from __future__ import annotations

import numpy as np

from engine.base.grouping import Ints


class FlatMarket:
    """A market as plain lists, ready for `flat_match`.

    Parameters
    ----------
    start, program, standing, quotas : ndarray of int64
        As in `engine.matching.deferred_acceptance`; every row is ranked by its
        program.
    """

    def __init__(self, start: Ints, program: Ints, standing: Ints, quotas: Ints) -> None:
        order = np.lexsort((standing, program))
        position = np.empty(order.size, np.int64)
        position[order] = np.arange(order.size)
        self.start = start.tolist()
        self.program = program.tolist()
        # All programs' lists one after the other: where each row stands, and whose it is.
        self.position = position.tolist()
        self.row_at = order.tolist()
        self.owner = np.repeat(np.arange(start.size - 1), np.diff(start)).tolist()
        self.first = np.searchsorted(program[order], np.arange(quotas.size + 1)).tolist()
        self.quotas = quotas.tolist()


def flat_match(market: FlatMarket) -> list[int]:
    """Match applicants to programs, one proposal at a time.

    A byte per position says who is held. The position of a program's last
    admitted only ever moves up its list, so the search for the next one costs
    no more than the list is long, and the whole is linear in the rows.

    Parameters
    ----------
    market : FlatMarket
        The market.

    Returns
    -------
    list of int
        Program of each applicant, or -1.
    """
    start, program, position = market.start, market.program, market.position
    row_at, owner, first = market.row_at, market.owner, market.first
    held = bytearray(len(program))
    left = market.quotas.copy()
    # A newcomer is held who stands before this position.
    bar = [end if quota else 0 for end, quota in zip(first[1:], left, strict=True)]
    placed = [-1] * (len(start) - 1)
    for applicant in range(len(start) - 1):
        who, row, end = applicant, start[applicant], start[applicant + 1]
        while row < end:
            where, here = program[row], position[row]
            if here >= bar[where]:
                row += 1
                continue
            held[here] = 1
            placed[who] = where
            if left[where] > 0:
                left[where] -= 1
                if left[where] == 0:
                    bar[where] = held.rfind(1, first[where], first[where + 1])
                break
            out = bar[where]
            held[out] = 0
            bar[where] = held.rfind(1, first[where], out)
            row = row_at[out]
            who = owner[row]
            placed[who] = -1
            row, end = row + 1, start[who + 1]
    return placed
