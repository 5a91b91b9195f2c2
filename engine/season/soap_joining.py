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
from engine.season.among import Among
from engine.season.applications import Applications
from engine.season.soap_applying import SoapFiles, apply_in_soap
from engine.season.soap_lists import Met
from engine.season.soap_piles import (
    Said,
    ask_about,
    calm,
    first_lists,
    sort_piles,
    within_reach,
)
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
        return Placements(
            self.season[rows], self.applicant[rows], self.program[rows], self.round[rows]
        )

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
    first : ndarray of int8, shape (M,)
        From `engine.season.soap_piles.first_lists`.
    said : Said
        What is said of them.
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
        pile = np.flatnonzero(some)
        first = self.pile[pile]
        return np.sort(self.by_pile[ranges(first, self.pile[pile + 1] - first)])

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
            first=both("first"),
            said=concatenated(Said, self.said, later.said),
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
    first = first_lists(applications, worth, opened, seed, replicates)
    said = ask_about(applications, worth, first, seed, replicates)
    piles = sort_piles(applications, worth, first, said, opened)
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
        first=first[rows],
        said=said.only(rows),
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

    ``newcomer``, shape (N,), is who, and ``seasons`` which, ascending. ``met``, of some people
    each, and ``replicates``, their numbers in the study, count the settled seasons; ``strategy``
    is yours.

    Returns the seasons in which anybody is offered anything else than before, and whom SOAP
    places there, by the number of these.
    """
    files, old = settled.worth.files, settled.keys
    fresh, stirs = _newcomers_files(
        settled, applications, newcomer, seasons, met, strategy, seed, replicates
    )
    where, when = fresh.files.program_cell, fresh.files.season
    keys = np.full((len(old), len(fresh)), -1, np.int32)
    some = np.flatnonzero(stirs)
    rows, now, keys[:, some] = _piles_again(
        settled, applications, fresh.only(some), seed, replicates
    )

    # Nobody answers anything else where no offer changes.
    other = np.flatnonzero((now != old.take(rows, axis=1)).any(axis=0))
    reach = settled.reach[:, files.program_cell[rows[other]]]
    otherwise = settled.offered[rows[other]] | _within(now[:, other], reach)
    stirred = np.zeros(len(settled.opened), bool)
    stirred[files.season[rows[other[otherwise]]]] = True
    stirred[when[_within(keys, settled.reach[:, where])]] = True
    changed = np.flatnonzero(stirred)

    # Where one does, all go out again, by the lists of all programs.
    rest = np.flatnonzero(stirred[when] & ~stirs)
    more, now_too, keys[:, rest] = _piles_again(
        settled, applications, fresh.only(rest), seed, replicates
    )
    lists = old.copy()
    lists[:, rows], lists[:, more] = now, now_too
    listed = ranges(settled.start[changed], settled.start[changed + 1] - settled.start[changed])
    listed = listed[(lists.take(listed, axis=1) >= 0).any(axis=0)]
    mine = np.flatnonzero(stirred[when] & (keys >= 0).any(axis=0))
    these = fresh.files.only(mine)
    among = _between(settled, listed, these)
    both = among.table(these, files)
    rounds = hold_rounds(
        applications,
        both.in_seasons(_places(changed)[both.season], *settled.size),
        among.values(keys[:, mine], lists),
        settled.opened[changed].astype(np.int64),
        strategy,
        seed,
        replicates[changed],
    )
    return changed, placements(rounds, *settled.size)


def _newcomers_files(
    settled: SettledSoap,
    applications: Applications,
    newcomer: Ints,
    seasons: Ints,
    met: Sequence[Met],
    strategy: Strategy,
    seed: int,
    replicates: Ints,
) -> tuple[Worth, NDArray[np.bool_]]:
    """Look at every file of newcomers by itself; arguments as of `join_soap`.

    Returns those that matter to anybody, in the settled seasons, and which of them may do more
    in a pile than come to lie there without an offer.
    """
    market, dials = applications.market, applications.dials
    alone = np.zeros((len(seasons), settled.people), bool)
    alone[np.arange(len(seasons)), newcomer] = True
    opened, replicates = settled.opened[seasons].astype(np.int64), replicates[seasons]
    files = apply_in_soap(market, alone, opened, dials, strategy, seed, replicates)
    season = seasons[files.season]
    before = np.maximum.reduce([some.of(season, files.applicant, files.program) for some in met])
    fresh = worth_of(applications, files, before, strategy, seed, replicates)
    pile = season * opened.shape[1] + files.program
    rows = np.flatnonzero(fresh.readable | settled.short_of_time[pile])
    fresh, pile, season = fresh.only(rows), pile[rows], season[rows]
    may = within_reach(fresh, opened, settled.reach[:, pile], market.programs.positions, dials)
    return fresh.in_seasons(season, *settled.size), ~settled.calm[pile] | may


def _piles_again(
    settled: SettledSoap, applications: Applications, fresh: Worth, seed: int, replicates: Ints
) -> tuple[Ints, NDArray[np.int32], NDArray[np.int32]]:
    """Sort the piles again that newcomers' files change.

    Returns which of the settled applications lie there, the keys of these, and of newcomers'.
    """
    if not len(fresh):
        none = np.zeros((len(settled.keys), 0), np.int32)
        return np.zeros(0, np.int64), none, none
    people, programs = settled.size
    pile = np.zeros(settled.opened.size, bool)
    pile[fresh.files.program_cell] = True
    seasons = np.flatnonzero(pile.reshape(-1, programs).any(axis=1))
    args = settled.opened[seasons].astype(np.int64), seed, replicates[seasons]
    rows = settled.in_piles(pile)
    among = _between(settled, rows, fresh.files)
    both = fresh.silent.among(settled.worth.silent, among)
    both = both.in_seasons(_places(seasons)[both.files.season], people, programs)
    here = first_lists(applications, both, *args)

    first, mine = settled.first.copy(), here[among.mine]
    first[rows] = here[among.theirs]
    moved = rows[first[rows] != settled.first[rows]]
    said, of_mine = _said_again(settled, applications, fresh, mine, moved, first, seed, replicates)
    here_said = Said(
        among.values(of_mine.seen, said.seen), among.values(of_mine.barred, said.barred)
    )
    keys = sort_piles(applications, both, here, here_said, args[0]).keys
    old, new = keys[:, among.theirs], keys[:, among.mine]
    if travels(applications.dials):
        otherwise = (said.seen != settled.said.seen) | (said.barred != settled.said.barred)
        far = np.zeros(len(pile), bool)
        far[settled.worth.files.program_cell[otherwise]] = True
        more = settled.in_piles(far & ~pile)
        worth = settled.worth.silent.only(more)
        worth = worth.in_seasons(_places(seasons)[worth.files.season], people, programs)
        keys = sort_piles(applications, worth, first[more], said.only(more), args[0]).keys
        rows, old = np.append(rows, more), np.append(old, keys, axis=1)
    return rows, old, new


def _said_again(
    settled: SettledSoap,
    applications: Applications,
    fresh: Worth,
    mine: NDArray[np.int8],
    moved: Ints,
    first: NDArray[np.int8],
    seed: int,
    replicates: Ints,
) -> tuple[Said, Said]:
    """Listen again to what is said of those who ``moved`` on the ``first`` lists, and newcomers.

    ``mine`` is how far newcomers' files get there. Returns what is said of all settled
    applications then, and of newcomers'.
    """
    rows = moved
    if travels(applications.dials):  # what is heard here is passed on to all their programs
        owner = settled.worth.files.applicant_cell
        whose = np.unique(owner[moved])
        begin = np.searchsorted(owner, whose)
        rows = ranges(begin, np.searchsorted(owner, whose, side="right") - begin)
    among = _between(settled, rows, fresh.files)
    both = fresh.among(settled.worth, among)
    found = ask_about(applications, both, among.values(mine, first), seed, replicates)
    seen, barred = settled.said.seen.copy(), settled.said.barred.copy()
    seen[rows], barred[rows] = found.seen[among.theirs], found.barred[among.theirs]
    return Said(seen, barred), found.only(among.mine)


def _places(seasons: Ints) -> Ints:
    """Return the new number of each of some seasons, which ascend, by the old one."""
    place = np.zeros(int(seasons.max(initial=-1)) + 1, np.int64)
    place[seasons] = np.arange(len(seasons))
    return place


def _between(settled: SettledSoap, rows: Ints, files: SoapFiles) -> Among:
    """Say where files come to stand between some rows of a settled SOAP, by applicant."""
    owner = settled.worth.files.applicant_cell[rows]
    return Among(rows, np.searchsorted(owner, files.applicant_cell, side="right"))


def _within(keys: NDArray[np.int32], reach: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether keys lead to an offer in any round, shape (N,); both of shape (rounds, N)."""
    within: NDArray[np.bool_] = np.any((keys >= 0) & (keys <= reach), axis=0)
    return within


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
