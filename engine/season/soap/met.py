"""Who met whom before the Match: what programs in SOAP remember of their interviews."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import LIKED, NOT_MET, NOT_WANTED, TOO_RISKY
from engine.base.grouping import Ints, group_of, ranges
from engine.base.ordering import fixed_point, sort_runs
from engine.scenario.assumptions import Assumptions
from engine.season.rank_lists import Interviews


@dataclass(frozen=True, eq=False)
class Met:
    """Who met whom before the Match without being ranked, in some seasons.

    If a program and an applicant ranked each other and both still lack somebody, they would have
    matched. So in SOAP no program meets an applicant it ranked, and what S2-30 puts on top are
    applicants whom it liked and did not rank. (A partner in a couple may have been ranked, and
    counts as not met.)

    Attributes
    ----------
    key : ndarray of int, shape (N,)
        Season, applicant, program, and what the program thought, in one number; ascending.
    people, programs : int
        Applicants and programs of a season.
    """

    key: Ints
    people: int
    programs: int

    @property
    def _season(self) -> int:
        """How many numbers a season takes."""
        return 4 * self.people * self.programs

    def of(self, season: Ints, applicant: Ints, program: Ints) -> NDArray[np.int8]:
        """Say of pairs how they met: `NOT_MET`, `NOT_WANTED` or `LIKED`."""
        asked = 4 * ((season * self.people + applicant) * self.programs + program)
        if not len(self.key):
            return np.full(len(asked), NOT_MET, np.int8)
        # Behind the last stands nobody: its own number, which is smaller, says the same.
        found = self.key.take(np.searchsorted(self.key, asked), mode="clip") - asked
        return np.where((found > 0) & (found < 4), found, NOT_MET).astype(np.int8)

    def only(self, seasons: Ints) -> Met:
        """Keep some seasons, in ascending order, numbered anew."""
        first, last = np.searchsorted(
            self.key, np.stack([seasons, seasons + 1]).astype(np.int64) * self._season
        )
        number = group_of(last - first)
        key = self.key[ranges(first, last - first)]
        return replace(self, key=key + (number - seasons[number]) * self._season)

    def joined(self, other: Met) -> Met:
        """Add what further people remember of the same seasons."""
        key = np.append(self.key, other.key)
        sort_runs(key)
        return replace(self, key=key)

    def followed_by(self, later: Met, seasons: int) -> Met:
        """Add seasons that come after so many."""
        return replace(self, key=np.append(self.key, later.key + seasons * self._season))


def met_before(
    interviews: Interviews, people: int, programs: int, dials: Assumptions, *, alone: bool = False
) -> Met:
    """Remember interviews that led to no rank, of so many applicants and programs a season.

    ``alone`` says that they are of the last applicant only, and numbered so.
    """
    rows = np.flatnonzero(~interviews.ranked)
    above = interviews.rank_key[rows] <= fixed_point(np.array(dials.floor_ranking))
    liked = above & (interviews.bucket[rows] != TOO_RISKY)
    season = interviews.season[rows].astype(np.int64)
    applicant = people - 1 if alone else interviews.applicant_cell[rows] - season * people
    program = interviews.program_cell[rows] - season * programs
    key = 4 * ((season * people + applicant) * programs + program)
    key += np.where(liked, LIKED, NOT_WANTED)
    sort_runs(key)
    return Met(key, people, programs)
