"""SOAP of a class that has been played, and what one more applicant in it needs.

What an application is worth by itself is kept, where it lay in its pile, what was said of it, and
how far offers went down each list; `engine.season.joining.soap` goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base.columns import concatenated
from engine.base.grouping import Ints, Listed, edges_followed_by, group_sizes, starts
from engine.base.noise import Years
from engine.base.ordering import sorted_rows
from engine.matching.soap import OfferRounds
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.soap.applying import apply_in_soap
from engine.season.soap.met import Met
from engine.season.soap.piles import Said, calm, might_be_offered
from engine.season.soap.placements import Placements, placements
from engine.season.soap.reading import nearly_out_of_time
from engine.season.soap.week import sorted_week
from engine.season.soap.worth import Worth

_ANYBODY = np.iinfo(np.int32).max


@dataclass(frozen=True, eq=False, kw_only=True)
class SettledSoap:
    """SOAP of R seasons, and what a newcomer needs; from `settle_soap`.

    Attributes
    ----------
    people : int
        Applicants of a season, you among them.
    opened : ndarray of int16, shape (R, P)
        Open positions of programs that take part.
    worth : Worth
        The M applications that a further one may matter to: those that may be read, and all
        those of programs short of time.
    start : ndarray of int, shape (R + 1,)
        Where those of each season begin.
    by_pile : Listed
        The same, pile by pile, in the same order on each.
    calm : ndarray of bool, shape (R * P,)
        Whether a further file that gets no offer changes nothing for the others; see
        `engine.season.soap.piles.calm`.
    short_of_time : ndarray of bool, shape (R * P,)
        Whether a further file, even one that a filter stops, may keep others from being read.
    first : ndarray of int8, shape (M,)
        From `engine.season.soap.piles.first_lists`.
    said : Said
        What is said of them.
    keys : ndarray of int32, shape (rounds, M)
        Of `engine.season.soap.piles.Piles`.
    offered : ndarray of bool, shape (M,)
        Whether an offer went out.
    reach : ndarray of int32, shape (rounds, R * P)
        Key of the last one offered a position in each round: whoever is seen as worse gets none.
    placed : Placements
        What came of it.
    """

    people: int
    opened: NDArray[np.int16]
    worth: Worth
    start: Ints
    by_pile: Listed
    calm: NDArray[np.bool_]
    short_of_time: NDArray[np.bool_]
    first: NDArray[np.int8]
    said: Said
    keys: NDArray[np.int32]
    offered: NDArray[np.bool_]
    reach: NDArray[np.int32]
    placed: Placements

    @property
    def size(self) -> tuple[int, int]:
        """How many applicants and programs a season has."""
        return self.people, self.opened.shape[1]

    def in_piles(self, some: NDArray[np.bool_]) -> Ints:
        """Say which applications lie in some piles, shape (R * P,); in their order."""
        return np.sort(self.by_pile.of(np.flatnonzero(some)))

    def followed_by(self, later: SettledSoap) -> SettledSoap:
        """Add settled seasons of the same class that come after these."""
        seasons, programs = self.opened.shape
        season = later.worth.files.season + seasons
        placed = replace(later.placed, season=later.placed.season + seasons)

        def both(name: str, axis: int = 0) -> NDArray[Any]:
            return np.concatenate([getattr(self, name), getattr(later, name)], axis=axis)

        return SettledSoap(
            people=self.people,
            opened=both("opened"),
            worth=self.worth.joined(later.worth.in_seasons(season, self.people, programs)),
            start=edges_followed_by(self.start, later.start),
            by_pile=self.by_pile.followed_by(later.by_pile),
            calm=both("calm"),
            short_of_time=both("short_of_time"),
            first=both("first"),
            said=concatenated(Said, self.said, later.said),
            keys=both("keys", axis=1),
            offered=both("offered"),
            reach=both("reach", axis=1),
            placed=concatenated(Placements, self.placed, placed),
        )


def settle_soap(
    applications: Applications, lacks: NDArray[np.int8], opened: Ints, met: Met, years: Years
) -> SettledSoap:
    """Play SOAP of some seasons of a class without you, and keep what a newcomer needs.

    ``lacks``, shape (R, A), ``opened`` and ``met`` are as of `engine.season.soap.week`.
    """
    dials, market, usual = applications.dials, applications.market, Strategy()
    files = apply_in_soap(market, lacks, opened, dials, usual, years)
    week = sorted_week(applications, files, opened, met, usual, years)
    worth, keys, rounds = week.worth, week.piles.keys, week.rounds
    reach = _reach(rounds, files.program_cell, keys, opened.ravel())
    reached = reach[:, files.program_cell]
    may = might_be_offered(worth, opened, reached, market.programs.positions, dials)
    hurried = nearly_out_of_time(files.program_cell, worth.stopped, opened.size, dials)
    rows = np.flatnonzero(worth.readable | hurried[files.program_cell])
    cell = files.program_cell[rows]
    by_pile = sorted_rows(cell, np.zeros(len(cell), np.int64), 1)
    return SettledSoap(
        people=len(market.applicants),
        opened=opened.astype(np.int16),
        worth=worth.only(rows),
        start=starts(files.season[rows], len(opened)),
        by_pile=Listed(by_pile.astype(np.int32), starts(cell, opened.size)),
        calm=calm(worth, week.piles, opened, rounds.offered > 0, may, dials) & ~hurried,
        short_of_time=hurried,
        first=week.first[rows],
        said=week.said.only(rows),
        keys=keys[:, rows],
        offered=rounds.offered[rows] > 0,
        reach=reach,
        placed=placements(files, rounds),
    )


def _reach(
    rounds: OfferRounds, cell: Ints, keys: NDArray[np.int32], opened: Ints
) -> NDArray[np.int32]:
    """Key of the last one each program offered a position in each round; see `SettledSoap`."""
    left = opened - np.cumsum(rounds.filled, axis=0) + rounds.filled
    out = np.flatnonzero(rounds.offered)
    nth = rounds.offered[out] - 1
    reach = np.full(left.shape, -1, np.int32)
    np.maximum.at(reach, (nth, cell[out]), keys[nth, out])
    sent = group_sizes(nth * left.shape[1] + cell[out], left.size).reshape(left.shape)
    reach[sent < left] = _ANYBODY
    return reach
