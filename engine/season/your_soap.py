"""What SOAP becomes when you join a class: you take part in it, or somebody in your place does.

1. One applicant more, you or whom you displaced, joins a SOAP that is settled
   (`engine.season.soap_joining`).
2. A position less, or more than one thing that differs, and the season's SOAP is played anew.

What follows from anything but you yourself is kept, for the next turn of your dials.
"""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from engine.base.grouping import Ints, group_sizes
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.class_seasons import ClassSeasons, Week
from engine.season.ends import lacking
from engine.season.rank_lists import Interviews
from engine.season.soap_joining import (
    Placements,
    SettledSoap,
    join_soap,
    placements,
    settle_soap,
)
from engine.season.soap_lists import Met, met_before
from engine.season.soap_week import taking_part
from engine.season.stages import hold_soap, positions_left
from engine.season.your_match import YourMatch

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
    yours, one_more = match.left == people - 1, (match.left >= 0) & (match.left < people)
    number = theirs.replicates.astype(np.int64)
    key = np.where(match.left >= 0, number * (people + programs) + match.left, -1).tolist()
    known = np.array([k in weeks for k in key]) & ~yours  # no week has the key -1
    found = {n: weeks[key[n]] for n in np.flatnonzero(known).tolist()}
    met = met_before(own, people, programs, everybody.dials, alone=True)

    joined = np.flatnonzero(one_more & ~known)
    if len(joined):
        changed, placed = join_soap(
            settled_soap(theirs, everybody),
            everybody,
            match.left[joined],
            joined,
            theirs.met.only(joined).joined(met.only(joined)),
            strategy,
            theirs.seed,
            theirs.replicates[joined],
        )
        found.update(dict.fromkeys(joined.tolist()))
        found.update(zip(joined[changed].tolist(), _weeks(placed, len(changed)), strict=True))
    anew = np.flatnonzero(~one_more & ~known)
    for first in range(0, len(anew), _AT_ONCE):
        some = anew[first : first + _AT_ONCE]
        placed = _played(theirs, everybody, strategy, match, some, met)
        found.update(zip(some.tolist(), _weeks(placed, len(some)), strict=True))
    for n in np.flatnonzero(~known & ~yours & (match.left >= 0)).tolist():
        if len(weeks) < _MOST_WEEKS:
            weeks[key[n]] = found[n]

    ends, as_settled = [], np.array([found[n] is None for n in range(seasons)])
    if theirs.soap.settled is not None:
        placed = theirs.soap.settled.placed
        until = int(np.searchsorted(placed.season, seasons))
        rows = np.flatnonzero(as_settled[placed.season[:until]])
        ends.append(tuple(getattr(placed, spec.name)[rows] for spec in fields(Placements)))
    others = [(n, week) for n, week in found.items() if week is not None]
    if others:
        season = np.repeat([n for n, _ in others], [len(week[0]) for _, week in others])
        columns = zip(*(week for _, week in others), strict=True)
        ends.append((season, *map(np.concatenate, columns)))
    return Placements(*map(np.concatenate, zip(*ends, strict=True)))


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
        met, replicates = theirs.met.only(some), theirs.replicates[some]
        more = settle_soap(everybody, lacks, opened, met, theirs.seed, replicates)
        settled = more if settled is None else settled.followed_by(more)
    assert settled is not None  # a class has played at least one season
    soap.settled = settled
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
        theirs.seed,
        theirs.replicates[seasons],
        theirs.met.only(seasons).joined(mine.only(seasons)),
        strategy,
    )
    return placements(week, week.rounds)


def _weeks(placed: Placements, seasons: int) -> list[Week]:
    """Take placements apart, season by season."""
    ends = np.cumsum(group_sizes(placed.season, seasons))[:-1]
    columns = (np.split(part, ends) for part in (placed.applicant, placed.program, placed.round))
    return list(zip(*columns, strict=True)) if seasons else []
