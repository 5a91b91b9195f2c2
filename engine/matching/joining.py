"""One more applicant in a market that is already solved: a single chain of rejections.

Deferred acceptance ends in the same matching in whatever order applicants propose. So a
newcomer may come last: they propose down their list, whoever they displace goes on down
theirs, and so on until somebody takes an open position or comes to the end of a list. Nobody
else moves. Many markets, each with a newcomer of its own, are followed at once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base.grouping import (
    Ints,
    edges,
    edges_followed_by,
    first_of_each,
    group_of,
    ranges,
    repeat,
    starts,
)
from engine.matching.deferred import Tentative
from engine.matching.keys import checked_arrays

_ROW_BITS = 40  # of a key; the place on a program's list stands above them
_NOBODY = -1
OPEN = 2**22  # above every standing
_ANYBODY = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Settled:
    """A market of single applicants after the Match; from `settle`.

    Attributes
    ----------
    start : ndarray of int, shape (A + 1,)
        Applicant ``a`` ranks the rows ``start[a]:start[a + 1]``, best first.
    program, standing : ndarray of int, shape (E,)
        As of `deferred_acceptance`; every row is ranked.
    placed : ndarray of int, shape (A,)
        The program of each applicant, or -1.
    position : ndarray of int, shape (P + 1,)
        Program ``p`` has the positions ``position[p]:position[p + 1]``.
    held : ndarray of int
        Key of the row in each position, in any order, those that are taken first.
    taken : ndarray of int, shape (P,)
        How many positions are taken.
    cutoff : ndarray of int, shape (P,)
        A key below it is welcome: the worst one held where the program is full.
    """

    start: Ints
    program: NDArray[np.int32]
    standing: NDArray[np.int32]
    placed: NDArray[np.int32]
    position: Ints
    held: Ints
    taken: Ints
    cutoff: Ints

    def first(self, applicants: int, programs: int) -> Settled:
        """Keep the first markets of a block diagonal, of so many applicants and programs."""
        start, position = self.start[: applicants + 1], self.position[: programs + 1]
        rows = slice(int(start[-1]))
        return Settled(
            start,
            self.program[rows],
            self.standing[rows],
            self.placed[:applicants],
            position,
            self.held[: int(position[-1])],
            self.taken[:programs],
            self.cutoff[:programs],
        )

    def followed_by(self, *later: Settled) -> Settled:
        """Add markets that come after these: a block diagonal."""
        parts = (self, *later)
        rows, programs = (
            np.cumsum([0, *(len(getattr(part, name)) for part in parts)]).tolist()
            for name in ("program", "taken")
        )
        columns: dict[str, list[NDArray[Any]]] = defaultdict(list)
        for number, part in enumerate(parts):
            first_row, first_program = rows[number], np.int32(programs[number])
            columns["program"].append(part.program + first_program)
            columns["standing"].append(part.standing)
            placed = np.where(part.placed >= 0, part.placed + first_program, _NOBODY)
            columns["placed"].append(placed)
            columns["held"].append(part.held + first_row)
            columns["taken"].append(part.taken)
            full = (part.cutoff >= 0) & (part.cutoff < _ANYBODY)
            columns["cutoff"].append(part.cutoff + first_row * full)
        return Settled(
            start=edges_followed_by(*(part.start for part in parts)),
            position=edges_followed_by(*(part.position for part in parts)),
            **{name: np.concatenate(column) for name, column in columns.items()},
        )


@dataclass(frozen=True, eq=False)
class Joined:
    """What one newcomer in each of N markets moves; from `join`.

    Attributes
    ----------
    applicant, program : ndarray of int, shape (M,)
        Who moves where, -1 = nowhere, in the order of events: the last one of an applicant
        counts. Newcomers are numbered after everybody else.
    left : ndarray of int, shape (N,)
        Who ends without a program because of each newcomer (it may be them), or -1.
    filled : ndarray of int, shape (N,)
        The program whose open position is taken in the end, or -1.
    last : ndarray of int, shape (P,)
        Standing of the last one that each program then holds; see `last_held`.
    """

    applicant: Ints
    program: Ints
    left: Ints
    filled: Ints
    last: NDArray[np.int32]


def settle(
    applicant: Ints, program: Ints, standing: NDArray[np.integer], quotas: Ints, applicants: int
) -> Settled:
    """Run the Match, and keep what a newcomer needs.

    Of each row, by applicant and best first: whose it is, and program and standing as of
    `deferred_acceptance`. Every row must be ranked, and standings must be below 2**22.
    """
    start = starts(applicant, applicants)
    tentative = Tentative(*checked_arrays(start, program, standing, quotas))
    tentative.propose(start[:-1].compress(start[1:] > start[:-1]))
    rows = tentative.held_rows()  # program by program
    where = program[rows]
    placed = np.full(applicants, _NOBODY, np.int32)
    placed[applicant[rows]] = where
    taken = tentative.count
    position = edges(quotas)
    held = np.zeros(int(position[-1]), np.int64)
    held[ranges(position[:-1], taken)] = _keys(standing[rows], rows)
    cutoff = np.full(len(quotas), _ANYBODY, np.int64)
    cutoff[quotas == 0] = _NOBODY
    full = np.flatnonzero((taken == quotas) & (quotas > 0))
    if len(full):
        cutoff[full] = _worst(held, position[:-1][full], quotas[full])
    return Settled(
        start,
        program.astype(np.int32),
        standing.astype(np.int32),
        placed,
        position,
        held,
        taken,
        cutoff,
    )


def join(settled: Settled, start: Ints, program: Ints, standing: NDArray[np.integer]) -> Joined:
    """Let newcomers propose, each in a market of their own.

    Newcomer ``n`` ranks ``program[start[n]:start[n + 1]]``, best first, and has that
    ``standing`` there; of equal standings the newcomer's is the worse one.

    One position is held by applicant 0, whom the newcomer displaces; another is open:

    >>> columns = np.array([0, 0]), np.array([0, 1]), np.array([1, 0]), np.array([1, 1])
    >>> market = settle(*columns, applicants=1)
    >>> found = join(market, np.array([0, 1]), np.array([0]), np.array([0]))
    >>> list(zip(found.applicant.tolist(), found.program.tolist())), found.filled.tolist()
    ([(1, 0), (0, 1)], [1])
    """
    lists = _Lists(settled, start, program, standing)
    held, taken, cutoff = settled.held.copy(), settled.taken.copy(), settled.cutoff.copy()
    newcomers = len(start) - 1
    left, filled = (np.full(newcomers, _NOBODY, np.int64) for _ in range(2))
    chain = np.arange(newcomers, dtype=np.int64)
    who, row, stop = len(settled.placed) + chain, lists.rows + start[:-1], lists.rows + start[1:]
    moved_who, moved_to = [], []
    while len(chain):
        # Down each list to the first program that would have this applicant.
        at, key = lists.next_welcome(row, stop, cutoff)
        nowhere = at == _NOBODY
        left[chain[nowhere]] = who[nowhere]
        moved_who.append(who[nowhere])
        moved_to.append(at[nowhere])
        chain, who, at, key = chain[~nowhere], who[~nowhere], at[~nowhere], key[~nowhere]
        moved_who.append(who)
        moved_to.append(at)
        # An open position ends the chain; otherwise the last one admitted has to go on.
        first, room = settled.position[at], settled.position[at + 1] - settled.position[at]
        fits = taken[at] < room
        seat = first + taken[at]
        full = np.flatnonzero(~fits)
        out = cutoff[at[full]]
        seats = ranges(first[full], room[full])
        seat[full] = seats[held[seats] == repeat(out, room[full])]
        held[seat] = key
        taken[at[fits]] += 1
        filled[chain[fits]] = at[fits]
        tight = np.flatnonzero(taken[at] == room)
        if len(tight):
            cutoff[at[tight]] = _worst(held, first[tight], room[tight])
        chain = chain[full]
        who, row, stop = lists.after(out & ((1 << _ROW_BITS) - 1))
    who, at = np.concatenate(moved_who), np.concatenate(moved_to)
    return Joined(who, at, left, filled, last_held(cutoff))


def last_held(cutoff: Ints) -> NDArray[np.int32]:
    """Read the standing of the last one held out of each program's ``cutoff``.

    `OPEN` where a position is open, -1 where there is none.
    """
    last: NDArray[np.int32] = np.minimum(cutoff >> _ROW_BITS, OPEN).astype(np.int32)
    return last


class _Lists:
    """The rank order lists of a settled market, and after them those of the newcomers."""

    def __init__(
        self, settled: Settled, start: Ints, program: Ints, standing: NDArray[np.integer]
    ) -> None:
        self.settled, self.rows = settled, len(settled.program)
        self.start, self.program, self.standing = start, program, standing

    def after(self, row: Ints) -> tuple[Ints, Ints, Ints]:
        """Say whose rows these are, and from where to where their lists go on."""
        settled = self.settled
        late = row >= self.rows
        who = np.searchsorted(settled.start, row, side="right").astype(np.int64) - 1
        stop = settled.start[np.where(late, len(settled.placed), who + 1)]
        if late.any():
            newcomer = np.searchsorted(self.start, row[late] - self.rows, side="right") - 1
            who[late] = len(settled.placed) + newcomer
            stop[late] = self.rows + self.start[newcomer + 1]
        return who, row + 1, stop

    def next_welcome(self, row: Ints, stop: Ints, cutoff: Ints) -> tuple[Ints, Ints]:
        """Find the first program, from a row on, that would hold its applicant; -1 = none.

        Shapes (N,): the program, and the key of its row there.
        """
        at, key = np.full(len(row), _NOBODY, np.int64), np.zeros(len(row), np.int64)
        rows = ranges(row, stop - row)
        where, standing = self._columns(rows)
        keys = _keys(standing, rows)
        welcome = np.flatnonzero(keys < cutoff[where])
        whose = group_of(stop - row)[welcome]
        first = first_of_each(whose)
        found, welcome = whose[first], welcome[first]
        at[found], key[found] = where[welcome], keys[welcome]
        return at, key

    def _columns(self, row: Ints) -> tuple[Ints, Ints]:
        """Read program and standing of some rows."""
        late = row >= self.rows
        if late.all():
            return self.program[row - self.rows], self.standing[row - self.rows].astype(np.int64)
        early = np.where(late, 0, row)
        where = self.settled.program[early].astype(np.int64)
        standing = self.settled.standing[early].astype(np.int64)
        if late.any():
            where[late] = self.program[row[late] - self.rows]
            standing[late] = self.standing[row[late] - self.rows]
        return where, standing


def _keys(standing: NDArray[np.integer], row: Ints) -> Ints:
    """Pack places on lists and rows: smaller is better, and equal places go to the earlier row."""
    keys: Ints = (standing.astype(np.int64) << _ROW_BITS) | row
    return keys


def _worst(held: Ints, first: Ints, number: Ints) -> Ints:
    """Return the greatest key among so many positions of each program, at least one."""
    begin = edges(number)[:-1].astype(np.intp)  # where an index has 32 bits, no wider one will do
    worst: Ints = np.maximum.reduceat(held[ranges(first, number)], begin)
    return worst
