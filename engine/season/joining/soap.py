"""One more applicant in a SOAP that has been played: only what they change is played again.

As `engine.matching.joining` does for the Match. What an application is worth by itself is kept,
so a newcomer's files are put on the piles they go to, and those alone are sorted again. Offers go
out as before unless a list changed no further down than the last offer on it: where nobody is
offered anything else in any round, nobody answers anything else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import travels
from engine.base.among import Among
from engine.base.grouping import Ints, ranges
from engine.base.noise import Years
from engine.matching.positions import ALL_YEARS
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.joining.settled_soap import SettledSoap
from engine.season.soap.applying import SoapFiles, apply_in_soap
from engine.season.soap.met import Met
from engine.season.soap.piles import Said, ask_about, first_lists, might_be_offered, sort_piles
from engine.season.soap.placements import Placements, placements
from engine.season.soap.week import hold_rounds
from engine.season.soap.worth import Worth, worth_of


def join_soap(
    settled: SettledSoap,
    applications: Applications,
    newcomer: Ints,
    seasons: Ints,
    met: Sequence[Met],
    strategy: Strategy,
    years: Years,
) -> tuple[Ints, Placements]:
    """Let one applicant more, who has no place, take part in each of N of the settled seasons.

    ``newcomer``, shape (N,), is who, and ``seasons`` which, ascending. ``met``, of some people
    each, and ``years`` count the settled seasons; ``strategy`` is yours.

    Returns the seasons in which anybody is offered anything else than before, and whom SOAP
    places there, by the number of these.
    """
    files, old = settled.worth.files, settled.keys
    fresh = _newcomers_files(settled, applications, newcomer, seasons, met, strategy, years)
    rows, now, keys = _piles_again(settled, applications, fresh, years)
    here, when = files.season[rows], fresh.files.season

    # Nobody answers anything else where no offer changes.
    other = np.flatnonzero((now != old.take(rows, axis=1)).any(axis=0))
    reach = settled.reach[:, files.program_cell[rows[other]]]
    otherwise = settled.offered[rows[other]] | _within(now[:, other], reach)
    stirred = np.zeros(len(settled.opened), bool)
    stirred[here[other[otherwise]]] = True
    stirred[when[_within(keys, settled.reach[:, fresh.files.program_cell])]] = True
    changed = np.flatnonzero(stirred)

    # Where one does, all go out again, by the lists of all programs.
    listed = ranges(settled.start[changed], settled.start[changed + 1] - settled.start[changed])
    lists, again = old.take(listed, axis=1), stirred[here]
    lists[:, np.searchsorted(listed, rows[again])] = now[:, again]
    on, mine = (lists >= 0).any(axis=0), stirred[when] & (keys >= 0).any(axis=0)
    these = fresh.files.only(mine)
    among = _between(settled, listed[on], these)
    both = among.table(these, files)
    both = both.in_seasons(_places(changed)[both.season], *settled.size)
    all_lists = np.empty((len(old), len(both)), np.int32)
    all_lists[:, among.theirs], all_lists[:, among.mine] = lists[:, on], keys[:, mine]
    rounds = hold_rounds(
        applications,
        both,
        all_lists,
        settled.opened[changed].astype(np.int64),
        strategy,
        years.only(changed),
    )
    return changed, placements(both, rounds)


def _newcomers_files(
    settled: SettledSoap,
    applications: Applications,
    newcomer: Ints,
    seasons: Ints,
    met: Sequence[Met],
    strategy: Strategy,
    years: Years,
) -> Worth:
    """Look at every file of newcomers by itself; arguments as of `join_soap`.

    Returns those that matter to anybody, in the settled seasons in which one of them may do more
    in a pile than come to lie there without an offer.
    """
    market, dials = applications.market, applications.dials
    alone = np.zeros((len(seasons), settled.people), np.int8)
    alone[np.arange(len(seasons)), newcomer] = ALL_YEARS
    opened, years = settled.opened[seasons].astype(np.int64), years.only(seasons)
    files = apply_in_soap(market, alone, opened, dials, strategy, years)
    season = seasons[files.season]
    before = np.maximum.reduce([some.of(season, files.applicant, files.program) for some in met])
    fresh = worth_of(applications, files, before, strategy, years)
    pile = season * opened.shape[1] + files.program
    may = might_be_offered(fresh, opened, settled.reach[:, pile], market.programs.positions, dials)
    matters = fresh.readable | settled.short_of_time[pile]
    stirs = np.zeros(len(settled.opened), bool)
    stirs[season[matters & (~settled.calm[pile] | may)]] = True
    rows = np.flatnonzero(matters & stirs[season])
    return fresh.only(rows).in_seasons(season[rows], *settled.size)


def _piles_again(
    settled: SettledSoap, applications: Applications, fresh: Worth, years: Years
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
    args = settled.opened[seasons].astype(np.int64), years.only(seasons)
    rows = settled.in_piles(pile)
    among = _between(settled, rows, fresh.files)
    both = fresh.silent.among(settled.worth.silent, among)
    both = both.in_seasons(_places(seasons)[both.files.season], people, programs)
    here = first_lists(applications, both, *args)

    # Nothing else is said of those who stand where they stood, in none of their piles.
    first, mine = settled.first.copy(), here[among.mine]
    first[rows] = here[among.theirs]
    moved = rows[first[rows] != settled.first[rows]]
    said, of_mine = _said_again(settled, applications, fresh, mine, moved, first, years)
    of_both = among.table(of_mine, said)
    keys = sort_piles(applications, both, here, of_both, args[0]).keys
    old, new = keys[:, among.theirs], keys[:, among.mine]
    if travels(applications.dials):  # and changes how files are seen in other piles
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
    years: Years,
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
    found = ask_about(applications, both, among.values(mine, first), years)
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
