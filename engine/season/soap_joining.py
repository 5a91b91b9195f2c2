"""One more applicant in a SOAP that has been played: only what they change is played again.

As `engine.matching.joining` does for the Match. What an application is worth by itself is kept,
so a newcomer's files are put on the piles they go to, and those alone are sorted again. Offers go
out as before unless a list changed no further down than the last offer on it: where nobody is
offered anything else in any round, nobody answers anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import travels
from engine.base.grouping import Ints, group_sizes, ranges, sorted_rows, starts
from engine.market.market import concatenated
from engine.matching.soap import OfferRounds
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.soap_applying import apply_in_soap
from engine.season.soap_lists import Met
from engine.season.soap_piles import calm, sort_piles, within_reach
from engine.season.soap_reading import nearly_out_of_time
from engine.season.soap_week import hold_rounds
from engine.season.soap_worth import Worth, worth_of

_ANYBODY = np.iinfo(np.int32).max


@dataclass(frozen=True, eq=False)
class Placements:
    """Whom SOAP places in some seasons, by season.

    Attributes
    ----------
    season : ndarray of int, shape (N,)
        Which season of those played.
    applicant, program : ndarray of int, shape (N,)
        Who is placed where, both numbered within the market.
    round : ndarray of int, shape (N,)
        In which round.
    """

    season: Ints
    applicant: NDArray[np.integer]
    program: NDArray[np.integer]
    round: NDArray[np.integer]

    def only(self, rows: Ints) -> Placements:
        """Keep some of them."""
        return Placements(self.season[rows], self.applicant[rows], self.program[rows], self.round[rows])

    def of(self, seasons: Ints) -> Placements:
        """Keep some seasons, in ascending order, numbered anew; by season."""
        place = np.full(max(self.season.max(initial=-1), seasons[-1]) + 1, -1)
        place[seasons] = np.arange(len(seasons))
        season = place[self.season]
        rows = np.flatnonzero(season >= 0)
        rows = rows[np.argsort(season[rows], kind="stable")]
        return replace(self.only(rows), season=season[rows])


def placements(rounds: OfferRounds, people: int, programs: int) -> Placements:
    """Say whom the rounds placed, of so many applicants and programs a season."""
    cell = np.flatnonzero(rounds.placed >= 0)
    season, applicant = np.divmod(cell, people)
    return Placements(
        season=season,
        applicant=applicant,
        program=rounds.placed[cell] % programs,
        round=rounds.round[cell],
    )


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
    by_pile : ndarray of int, shape (M,)
        The same, pile by pile, in the same order on each.
    pile : ndarray of int, shape (R * P + 1,)
        Where each pile begins among them.
    calm : ndarray of bool, shape (R * P,)
        Whether a further file that gets no offer changes nothing for the others; see
        `engine.season.soap_piles.calm`.
    short_of_time : ndarray of bool, shape (R * P,)
        Whether a further file, even one that a filter stops, may keep others from being read.
    keys : ndarray of int32, shape (rounds, M)
        Of `engine.season.soap_piles.Piles`.
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
    by_pile: Ints
    pile: Ints
    calm: NDArray[np.bool_]
    short_of_time: NDArray[np.bool_]
    keys: NDArray[np.int32]
    offered: NDArray[np.bool_]
    reach: NDArray[np.int32]
    placed: Placements

    def followed_by(self, later: SettledSoap) -> SettledSoap:
        """Add settled seasons of the same class that come after these."""
        seasons, programs, rows = *self.opened.shape, len(self.worth)
        season = later.worth.files.season + seasons
        placed = replace(later.placed, season=later.placed.season + seasons)

        def both(name: str, axis: int = 0) -> NDArray[Any]:
            return np.concatenate([getattr(self, name), getattr(later, name)], axis=axis)

        return SettledSoap(
            people=self.people,
            opened=both("opened"),
            worth=self.worth.joined(later.worth.in_seasons(season, self.people, programs)),
            start=np.append(self.start, later.start[1:] + rows),
            by_pile=np.append(self.by_pile, later.by_pile + rows),
            pile=np.append(self.pile, later.pile[1:] + rows),
            calm=both("calm"),
            short_of_time=both("short_of_time"),
            keys=both("keys", axis=1),
            offered=both("offered"),
            reach=both("reach", axis=1),
            placed=concatenated(Placements, self.placed, placed),
        )


def settle_soap(
    applications: Applications,
    unmatched: NDArray[np.bool_],
    opened: Ints,
    met: Met,
    seed: int,
    replicates: Ints,
) -> SettledSoap:
    """Play SOAP of some seasons of a class without you, and keep what a newcomer needs.

    ``unmatched``, shape (R, A), ``opened`` and ``met`` are as of `engine.season.soap_week`.
    """
    dials, market, usual = applications.dials, applications.market, Strategy()
    files = apply_in_soap(market, unmatched, opened, dials, usual, seed, replicates)
    before = met.of(files.season, files.applicant, files.program)
    worth = worth_of(applications, files, before, usual, seed, replicates)
    piles = sort_piles(applications, worth, opened, seed, replicates)
    keys = piles.keys
    rounds = hold_rounds(applications, files, keys, opened, usual, seed, replicates)
    reach = _reach(rounds, files.program_cell, keys, opened.ravel())
    reached = reach[:, files.program_cell]
    may = within_reach(worth, opened, reached, market.programs.positions, dials)
    hurried = nearly_out_of_time(files.program_cell, worth.stopped, opened.size, dials)
    rows = np.flatnonzero(worth.readable | hurried[files.program_cell])
    cell = files.program_cell[rows]
    return SettledSoap(
        people=len(market.applicants),
        opened=opened.astype(np.int16),
        worth=worth.only(rows),
        start=starts(files.season[rows], len(opened)),
        by_pile=sorted_rows(cell, np.zeros(len(cell), np.int64), 1),
        pile=starts(cell, opened.size),
        calm=calm(worth, piles, opened, rounds.offered > 0, may, dials) & ~hurried,
        short_of_time=hurried,
        keys=keys[:, rows],
        offered=rounds.offered[rows] > 0,
        reach=reach,
        placed=placements(rounds, len(market.applicants), len(market.programs)),
    )


def join_soap(
    settled: SettledSoap,
    applications: Applications,
    newcomer: Ints,
    seasons: Ints,
    met: Sequence[Met],
    strategy: Strategy,
    seed: int,
    replicates: Ints,
) -> tuple[Ints, Placements]:
    """Let one applicant more take part in each of N of the settled seasons.

    ``newcomer``, shape (N,), is who, ``seasons`` which, ascending, and ``replicates`` their
    numbers in the study; ``met``, one for some people each, counts the settled seasons, and
    ``strategy`` is yours.

    Returns those of the N seasons in which anybody is offered anything else than before, and
    whom SOAP places there.
    """
    market, dials = applications.market, applications.dials
    alone = np.zeros((len(seasons), settled.people), bool)
    alone[np.arange(len(seasons)), newcomer] = True
    opened = settled.opened[seasons].astype(np.int64)
    files = apply_in_soap(market, alone, opened, dials, strategy, seed, replicates)
    pairs = seasons[files.season], files.applicant, files.program
    before = np.maximum.reduce([some.of(*pairs) for some in met])
    fresh = worth_of(applications, files, before, strategy, seed, replicates)
    piles = seasons[:, None] * opened.shape[1] + np.arange(opened.shape[1])
    hurried = settled.short_of_time[piles.ravel()[files.program_cell]]
    fresh = fresh.only(np.flatnonzero(fresh.readable | hurried))

    pile = piles.ravel()[fresh.files.program_cell]
    may = within_reach(fresh, opened, settled.reach[:, pile], market.programs.positions, dials)
    some = fresh.only(np.flatnonzero(~settled.calm[pile] | may))

    touched = np.zeros(opened.shape, bool)
    touched.reshape(-1)[some.files.program_cell] = True
    if travels(dials):
        touched[:] = touched.any(axis=1, keepdims=True)
    there = piles[touched]
    rows = settled.by_pile[
        ranges(settled.pile[there], settled.pile[there + 1] - settled.pile[there])
    ]
    rows.sort()
    both, order = _joined(settled, seasons, rows, some)
    now = sort_piles(applications, both, opened, seed, replicates).keys
    nowhere = np.full((len(now), len(some)), -1, np.int32)
    until_now = np.append(settled.keys.take(rows, axis=1), nowhere, axis=1).take(order, axis=1)
    offered = np.append(settled.offered[rows], np.zeros(len(some), bool))[order]
    other = np.flatnonzero((now != until_now).any(axis=0))
    now, season = now[:, other], both.files.season[other]
    reach = settled.reach[:, piles.ravel()[both.files.program_cell[other]]]
    matters = offered[other] | ((now >= 0) & (now <= reach)).any(axis=0)

    changed = np.unique(season[matters])
    place = np.full(len(seasons), -1, np.int64)
    place[changed] = np.arange(len(changed))
    of_newcomers = np.flatnonzero(place[fresh.files.season] >= 0)
    fresh = fresh.only(of_newcomers).in_seasons(
        place[fresh.files.season[of_newcomers]], settled.people, opened.shape[1]
    )
    chosen = seasons[changed]
    rows = ranges(settled.start[chosen], settled.start[chosen + 1] - settled.start[chosen])
    both, _ = _joined(settled, chosen, rows, fresh)
    args = opened[changed], seed, replicates[changed]
    keys = sort_piles(applications, both, *args).keys
    rounds = hold_rounds(applications, both.files, keys, args[0], strategy, *args[1:])
    return changed, placements(rounds, settled.people, opened.shape[1])


def _joined(settled: SettledSoap, seasons: Ints, rows: Ints, fresh: Worth) -> tuple[Worth, Ints]:
    """Add applications to some rows of some settled seasons; by season and applicant.

    Returns them, and the order in which they stand then.
    """
    place = np.empty(len(settled.opened), np.int64)
    place[seasons] = np.arange(len(seasons))
    season = place[settled.worth.files.season[rows]]
    old = settled.worth.only(rows).in_seasons(season, settled.people, settled.opened.shape[1])
    both = old.joined(fresh)
    order = np.argsort(both.files.applicant_cell, kind="stable")
    return both.only(order), order


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
