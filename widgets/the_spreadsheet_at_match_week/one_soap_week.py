"""SOAP of one season as plain columns: who has no place, what is open, and what came of files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import NEVER_HERE
from engine.base.grouping import Ints, group_sizes
from engine.market.market import Market
from engine.season.ends import lacking
from engine.season.soap.week import SoapWeek, taking_part
from engine.season.stages import positions_left
from widgets.season.one_season import OneSeason


@dataclass(frozen=True, eq=False)
class OneSoapWeek:
    """SOAP week of one season; a row is one SOAP application, M of them.

    Attributes
    ----------
    season : OneSeason
        The season before it.
    """

    season: OneSeason

    @property
    def market(self) -> Market:
        """Whose season it is."""
        return self.season.market

    @property
    def week(self) -> SoapWeek:
        """The week as the engine played it."""
        return self.season.batch.week

    @property
    def rounds(self) -> int:
        """How many offer rounds there are."""
        return int(self.season.batch.applications.dials.soap_rounds)

    @cached_property
    def crowd(self) -> Ints:
        """Who lacks a part of the training on Monday, or all; "you" last if you are among them."""
        batch, programs = self.season.batch, self.market.programs
        return np.flatnonzero(lacking(programs, batch.before_soap[0], batch.first_year[0]))

    @property
    def without_list(self) -> int:
        """How many of them certified no rank order list."""
        return int(np.count_nonzero(~self.market.certifies[self.crowd]))

    @property
    def to_registrants(self) -> int:
        """How many of these get a place."""
        week = self.week
        took = week.applicant[week.rounds.accepted > 0]
        return int(np.count_nonzero(~self.market.certifies[took]))

    @cached_property
    def opened(self) -> Ints:
        """Positions that each program has open, and fills through SOAP, shape (P,)."""
        batch = self.season.batch
        left = positions_left(self.market, batch.before_soap, batch.first_year)
        positions: Ints = taking_part(self.market, left, batch.applications.dials)[0]
        return positions

    @cached_property
    def programs(self) -> Ints:
        """The programs with open positions."""
        return np.flatnonzero(self.opened)

    @cached_property
    def read(self) -> NDArray[np.bool_]:
        """Whether somebody looked at each file, shape (M,)."""
        return np.greater_equal(self.week.stage, NEVER_HERE)

    @cached_property
    def refused(self) -> NDArray[np.bool_]:
        """Whether each offer was refused for another one of that round, shape (M,)."""
        rounds, who = self.week.rounds, self.week.applicant
        took = np.zeros((len(self.market.applicants), self.rounds + 1), bool)
        took[who, rounds.accepted] = True
        other = took[who, rounds.offered]
        gone: NDArray[np.bool_] = (rounds.offered > 0) & (rounds.accepted == 0) & other
        return gone

    @cached_property
    def lapsed(self) -> NDArray[np.bool_]:
        """Whether each offer was left to lapse, shape (M,)."""
        rounds = self.week.rounds
        gone: NDArray[np.bool_] = (rounds.offered > 0) & (rounds.accepted == 0)
        return np.logical_and(gone, ~self.refused)

    @cached_property
    def list_length(self) -> Ints:
        """How many each program lists, shape (P,)."""
        return self.count(self.week.listed)

    def reach(self, number: int) -> Ints:
        """Place of the last one to whom each program made an offer by a round, -1 = nobody; (P,).

        Places are those of its first list.
        """
        deepest = np.full(len(self.opened), -1, np.int64)
        out = (self.week.rounds.offered > 0) & (self.week.rounds.offered <= number)
        np.maximum.at(deepest, self.week.program[out], self.week.standing[out])
        return deepest

    def count(self, rows: NDArray[np.bool_]) -> Ints:
        """Count some of the rows by program, shape (P,)."""
        return group_sizes(self.week.program[rows], len(self.opened))

    def mine(self, applicant: int) -> Ints:
        """Return the rows of one applicant."""
        return np.flatnonzero(self.week.applicant == applicant)
