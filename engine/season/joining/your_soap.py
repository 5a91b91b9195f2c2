"""What SOAP becomes when you join a class: you take part in it, or somebody in your place does.

1. One applicant more, you or whom you displaced, joins a SOAP that is settled
   (`engine.season.joining.settled_soap`, `engine.season.joining.soap`).
2. A position less, or more than one thing that differs, and the season's SOAP is played anew.

What follows from anything but you yourself is kept, for the next turn of your dials.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.base.columns import concatenated
from engine.base.grouping import Ints
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.ends import lacking
from engine.season.joining.class_seasons import ClassSeasons
from engine.season.joining.settled_soap import SettledSoap, settle_soap
from engine.season.joining.soap import join_soap
from engine.season.joining.your_match import YourMatch
from engine.season.rank_lists import Interviews
from engine.season.soap.met import Met, met_before
from engine.season.soap.placements import Placements, placements
from engine.season.soap.week import taking_part
from engine.season.stages import hold_soap, positions_left

_AT_ONCE = 250  # seasons played at once
_MOST_WEEKS = 20_000  # that are kept of a class, some hundred bytes each


def soap_after(
    theirs: ClassSeasons,
    everybody: Applications,
    own: Interviews,
    strategy: Strategy,
    match: YourMatch,
) -> Placements:
    """Say whom SOAP places after a Match that you joined; ``own`` are your interviews alone."""
    seasons, people = match.program.shape
    programs, weeks = theirs.invited_to.shape[1], theirs.soap.weeks
    somebody, fewer = match.one_more >= 0, match.one_fewer >= 0
    lasting = (somebody & (match.one_more < people - 1)) | fewer  # whatever else is yours
    left = np.where(fewer, people + match.one_fewer, match.one_more)
    key = theirs.replicates.astype(np.int64) * (people + programs) + left
    at = np.where(lasting, weeks.find(key), -1)
    known = np.flatnonzero(at >= 0)
    placed, same = weeks.read(at[known], known)
    # Read after the weeks: it holds every season that one of them leaves as it is without you.
    settled = theirs.soap.settled
    ends, as_settled = [placed], np.zeros(seasons, bool)
    as_settled[known] = same
    met = met_before(own, people, programs, everybody.dials, alone=True)

    joined = np.flatnonzero(somebody & (at < 0))
    if len(joined):
        settled = settled_soap(theirs, everybody)
        changed, placed = join_soap(
            settled,
            everybody,
            match.one_more[joined],
            joined,
            (theirs.met, met),
            strategy,
            theirs.years,
        )
        as_settled[joined] = True
        as_settled[changed] = False
        ends.append(replace(placed, season=changed[placed.season]))
    anew = np.flatnonzero(~somebody & (at < 0))
    for first in range(0, len(anew), _AT_ONCE):
        some = anew[first : first + _AT_ONCE]
        placed = _played(theirs, everybody, strategy, match, some, met)
        ends.append(replace(placed, season=some[placed.season]))
    found = concatenated(Placements, *ends)

    fresh = np.flatnonzero(lasting & (at < 0))[: max(0, _MOST_WEEKS - len(weeks))]
    if len(fresh):
        theirs.soap.weeks = weeks.joined(key[fresh], as_settled[fresh], found.of(fresh))
    if settled is None:
        return found
    placed = settled.placed
    until = int(np.searchsorted(placed.season, seasons))
    rows = np.flatnonzero(as_settled[placed.season[:until]])
    return concatenated(Placements, placed.only(rows), found)


def settled_soap(theirs: ClassSeasons, everybody: Applications) -> SettledSoap:
    """Let SOAP take place in all seasons of a class, without you, where it has not yet."""
    market, dials, soap = everybody.market, everybody.dials, theirs.soap
    settled = soap.settled
    have = 0 if settled is None else len(settled.opened)
    for first in range(have, len(theirs), _AT_ONCE):
        some = np.arange(first, min(first + _AT_ONCE, len(theirs)))
        held = theirs.program[some], theirs.first_year[some]
        lacks = lacking(market.programs, *held)
        lacks[:, market.you] = 0
        opened = taking_part(market, positions_left(market, *held), dials)
        met, years = theirs.met.only(some), theirs.years.only(some)
        more = settle_soap(everybody, lacks, opened, met, years)
        settled = more if settled is None else settled.followed_by(more)
    assert settled is not None  # a class has played at least one season
    soap.keep(settled)
    return settled


def _played(
    theirs: ClassSeasons,
    everybody: Applications,
    strategy: Strategy,
    match: YourMatch,
    seasons: Ints,
    mine: Met,
) -> Placements:
    """Play SOAP of some seasons anew, and say whom it places."""
    week = hold_soap(
        everybody,
        match.program[seasons],
        match.first_year[seasons],
        theirs.years.only(seasons),
        theirs.met.only(seasons).joined(mine.only(seasons)),
        strategy,
    )
    return placements(week, week.rounds)
