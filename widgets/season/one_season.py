"""One season of a batch as plain columns: what a picture of it needs, and who stands where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import INTERVIEWED, PLACED, RANKED, SCREENED_IN
from engine.base.grouping import Ints, group_sizes
from engine.market.market import Market
from engine.season.list_ends import list_ends
from engine.season.main_match import own_lists
from engine.season.stages import SeasonBatch


def nearest(behind: Ints, first_year: NDArray[np.bool_]) -> int:
    """Choose of some lists the one whose end was nearest, by how many places it lay ahead, (N,).

    The end of a preliminary program's list says less, for not everybody ranks it for itself:
    those, shape (N,), count only where there is no other.

    Examples
    --------
    >>> nearest(np.array([3, 7, 2]), np.array([False, False, True]))
    0
    """
    return int(np.lexsort((behind, first_year))[0])


@dataclass(frozen=True, eq=False)
class OneSeason:
    """The first season of a batch; one entry per application sent, in the order of the market.

    Attributes
    ----------
    batch : SeasonBatch
        It, from `Season.replay`.
    """

    batch: SeasonBatch

    @property
    def market(self) -> Market:
        """Whose season it is."""
        return self.batch.applications.market

    @cached_property
    def reached(self) -> NDArray[np.int8]:
        """How far each application got, shape (E,): `engine.base.codes.REACHED`."""
        batch, market = self.batch, self.market
        reached = np.zeros(len(market.program), np.int8)
        reached[batch.applications.row[batch.screened_in[0]]] = SCREENED_IN
        reached[self._met] = np.where(batch.interviews.ranked[self._first], RANKED, INTERVIEWED)
        for held in (batch.before_soap[0], batch.first_year[0]):
            reached[held[market.applicant] == market.program] = PLACED
        return reached

    @cached_property
    def standing(self) -> Ints:
        """Place of each application on the program's list, 0 = best, -1 = not ranked; (E,)."""
        standing = np.full(len(self.market.program), -1, np.int64)
        standing[self._met] = self.batch.interviews.standing[self._first]
        return standing

    @cached_property
    def choice(self) -> Ints:
        """Place of each program on the applicant's own list, 0 = first, -1 = not on it; (E,)."""
        batch = self.batch
        rows = own_lists(batch.interviews, self.market.programs)
        rows = rows[self._first[rows]]
        met = batch.applications.row[batch.interviews.application[rows]]
        owner = self.market.applicant[met]
        choice = np.full(len(self.market.program), -1, np.int64)
        choice[met] = np.arange(len(met)) - np.searchsorted(owner, owner)
        return choice

    @cached_property
    def list_length(self) -> Ints:
        """How many each program ranks, shape (P,)."""
        return group_sizes(self.market.program[self.standing >= 0], len(self.market.programs))

    @cached_property
    def list_end(self) -> Ints:
        """Where each program's list ended, shape (P,); see `engine.season.list_ends`."""
        batch = self.batch
        ends = list_ends(self.market.programs, batch.interviews, batch)
        first: Ints = ends[0]
        return first

    @cached_property
    def words(self) -> tuple[Ints, Ints, NDArray[np.bool_]]:
        """The words acted on: about whom, at which program, and whether each is praise; (H,)."""
        heard = self.batch.heard
        first = heard.season == 0
        application = heard.application[first]
        everybody = self.batch.applications
        praise = heard.value[first] >= 0
        return everybody.applicant[application], everybody.program[application], praise

    def count(self, at_least: int) -> Ints:
        """Count the applications of each program that got at least so far, shape (P,)."""
        return group_sizes(self.market.program[self.reached >= at_least], len(self.market.programs))

    def mine(self, applicant: int) -> slice:
        """Return the applications of one applicant."""
        start = self.market.start
        return slice(int(start[applicant]), int(start[applicant + 1]))

    @cached_property
    def _first(self) -> NDArray[np.bool_]:
        return np.equal(self.batch.interviews.season, 0)

    @cached_property
    def _met(self) -> Ints:
        """Which applications led to an interview, in the order of the interviews."""
        return self.batch.applications.row[self.batch.interviews.application[self._first]]
