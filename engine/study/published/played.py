"""Some seasons of a class, seen as those see the Match who publish figures of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import MATCHED, TYPES
from engine.base.grouping import Floats, Ints, group_sizes
from engine.season.main_match import own_lists
from engine.season.stages import SeasonBatch
from engine.study.published.regression import logistic

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Played:
    """Some seasons of a class, seen as the publishers of figures see them; "you" left out.

    Attributes
    ----------
    batch : SeasonBatch
        The seasons in full.
    couples : ndarray of int, shape (K, 2)
        Which applicants are a couple.
    """

    batch: SeasonBatch
    couples: Ints

    @cached_property
    def outcome(self) -> NDArray[np.int8]:
        """How each season ends for each applicant, shape (R, A)."""
        return self.batch.outcome[:, :-1]

    @cached_property
    def kind(self) -> NDArray[np.int8]:
        """Type of each applicant, shape (A,)."""
        return self.batch.applications.market.applicants.kind[:-1]

    @cached_property
    def matched(self) -> Flags:
        """Who matches, shape (R, A)."""
        return np.equal(self.outcome, MATCHED)

    @cached_property
    def interviews(self) -> Ints:
        """Rows of the table of interviews that are others' and not yours."""
        theirs = self.batch.applications.yours.start
        return np.flatnonzero(self.batch.interviews.application < theirs)

    @cached_property
    def interviewed(self) -> Flags:
        """Whether each application leads to an interview, shape (R, E); yours stand last."""
        found = np.zeros(self.batch.appeal.shape, bool)
        found[self.batch.interviews.season, self.batch.interviews.application] = True
        return found

    @cached_property
    def list_length(self) -> Ints:
        """Programs on each applicant's own rank order list, shape (R, A).

        Applicants list every program that interviewed them.
        """
        cells = self.batch.interviews.applicant_cell
        return group_sizes(cells, self.batch.outcome.size).reshape(self.batch.outcome.shape)[:, :-1]

    @cached_property
    def lists(self) -> tuple[Ints, Ints]:
        """Everybody's rank order lists, one below the other, yours among them.

        Rows of the table of interviews by applicant and liking, and where each list begins.
        """
        seen, programs = self.batch.interviews, self.batch.applications.market.programs
        sizes = group_sizes(seen.applicant_cell, self.batch.outcome.size)
        return own_lists(seen, programs), np.cumsum(sizes) - sizes

    @cached_property
    def field(self) -> NDArray[np.int8]:
        """Field that the positions of each program lead to, shape (P,); -1 for first years only."""
        programs = self.batch.applications.market.programs
        return np.where(programs.preliminary, np.int8(-1), programs.field)

    @cached_property
    def _fields(self) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        """Field of each program on `lists`, and of the first one on the same list."""
        order, first = self.lists
        seen = self.batch.interviews
        field = self.field[seen.program_cell[order] % len(self.field)]
        return field, field[first[seen.applicant_cell[order]]]

    @cached_property
    def preferred(self) -> NDArray[np.int8]:
        """Field of the first program on each list, shape (R, A); -1 without a list.

        The NRMP calls it the preferred specialty, whatever somebody once hoped for.
        """
        order, _ = self.lists
        found = np.full(self.batch.outcome.size, -1, np.int8)
        found[self.batch.interviews.applicant_cell[order]] = self._fields[1]
        return found.reshape(self.batch.outcome.shape)[:, :-1]

    @cached_property
    def as_preferred(self) -> Flags:
        """Who matches in the preferred field, shape (R, A)."""
        where = self.field[self.batch.program[:, :-1]]
        same: Flags = self.matched & (where >= 0) & (where == self.preferred)
        return same

    @cached_property
    def contiguous(self) -> Ints:
        """Programs at the top of each list before one of another field, shape (R, A)."""
        order, first = self.lists
        owner = self.batch.interviews.applicant_cell[order]
        field, preferred = self._fields
        others = np.cumsum(field != preferred)  # the first on a list is never one of them
        ranks = owner[others == others[first[owner]]]
        shape = self.batch.outcome.shape
        return group_sizes(ranks, self.batch.outcome.size).reshape(shape)[:, :-1]

    @cached_property
    def log_odds(self) -> Floats:
        """Logarithms of the odds ratios of an interview: home region, signal, and whatever else.

        Studies regress interviews on what they know of a file and a program, and so does this: by
        logistic regression over the applications that no filter stops.
        """
        everybody = self.batch.applications
        rows = np.flatnonzero(everybody.stopped[: everybody.yours.start] == 0)
        market, who, where = everybody.market, everybody.applicant[rows], everybody.program[rows]
        people, programs = market.applicants, market.programs
        types = people.kind[who][:, None] == np.arange(1, len(TYPES))
        sent = everybody.row[rows]
        columns = (
            *(market.same_region[sent], market.signal[sent], market.wrong_field[sent]),
            *(programs.prestige[where], *people.items[who].T, *types.T, np.ones(len(rows))),
        )
        given = np.stack(columns, axis=1).astype(np.float64)
        share = self.interviewed[:, rows].mean(axis=0)
        return logistic(given, share, float(len(self.outcome)))

    @property
    def active(self) -> Flags:
        """Who certifies a rank order list: the Match's "active applicants", shape (A,)."""
        certifies: Flags = self.batch.applications.market.certifies[:-1]
        return certifies

    def of(self, *kinds: int) -> Flags:
        """Which active applicants are of some types, shape (A,)."""
        return np.isin(self.kind, kinds) & self.active
