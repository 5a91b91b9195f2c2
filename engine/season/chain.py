"""You join the seasons of a class: exactly what `engine.season.stages.play` gives, much faster.

1. Your own applications alone go up to the certified lists: what the others do there, and how
   far programs invite, does not depend on you.
2. You propose last in the Match (`engine.season.your_match`).
3. SOAP is played anew where you take part in it. Where you do not, you leave it one applicant
   more, or one position less; what follows from that is not yours, and is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import MATCHED, PREMATCH, SOAP, UNPLACED
from engine.base.grouping import Ints, group_of, group_sizes
from engine.season.applications import Applications
from engine.season.class_and_you import Yours
from engine.season.class_seasons import ClassSeasons, Placements
from engine.season.how_far import HowFar, how_far
from engine.season.rank_lists import Interviews
from engine.season.soap_lists import met_before
from engine.season.stages import BeforeMatch, before_match, hold_soap
from engine.season.your_match import YourMatch, your_match
from engine.season.your_way import YourWay, your_way

_TOGETHER = 250  # seasons whose SOAP is played at once
_MOST_WEEKS = 20_000  # that are kept of a class, some hundred bytes each


@dataclass(frozen=True, eq=False, kw_only=True)
class Ends:
    """How seasons end for everybody; every array of shape (R, A), you last.

    Attributes
    ----------
    outcome : ndarray of int8
        Index into `engine.base.codes.OUTCOMES`.
    program : ndarray of int32
        Where each applicant is placed, or -1.
    round : ndarray of int8
        SOAP round of the placement, 0 if none.
    """

    outcome: NDArray[np.int8]
    program: NDArray[np.int32]
    round: NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class _Joining:
    """A class that has played, and what of yours is known before the Match."""

    theirs: ClassSeasons
    yours: Yours
    everybody: Applications
    own: BeforeMatch


def join_class(theirs: ClassSeasons, yours: Yours) -> tuple[HowFar, YourWay, Ends]:
    """Let you join the seasons of a class, and say how far everybody gets in each.

    What `engine.season.stages.play` gives for the same class, seed and seasons, without the
    other people's rows.
    """
    both = _on_your_way(theirs, yours)
    match = your_match(theirs, both.everybody, both.own.interviews)
    far = {}
    for name, mine in vars(how_far(yours.applications, both.own)).items():
        far[name] = getattr(theirs, name).copy()
        far[name][:, -1:] = mine
    way = your_way(theirs, yours.applications, both.own, match)
    return HowFar(**far), way, _with_soap(both, match)


def matched_by_joining(theirs: ClassSeasons, yours: Yours) -> NDArray[np.bool_]:
    """Say in which seasons of a class you have a place before SOAP, shape (R,)."""
    both = _on_your_way(theirs, yours)
    return your_match(theirs, both.everybody, both.own.interviews).program[:, -1] >= 0


def offered_by_joining(theirs: ClassSeasons, yours: Yours) -> tuple[Interviews, NDArray[np.bool_]]:
    """Say which of your interviews in the seasons of a class led to an early offer.

    Your interviews, N of them, by themselves, and whether each did, shape (N,).
    """
    both = _on_your_way(theirs, yours)
    return both.own.interviews, your_match(theirs, both.everybody, both.own.interviews).offered


def _on_your_way(theirs: ClassSeasons, yours: Yours) -> _Joining:
    """Let your own applications go up to the certified lists, as programs of the class invite."""
    own = before_match(
        yours.applications,
        yours.you,
        yours.rules,
        theirs.seed,
        theirs.replicates,
        invited=(theirs.lists, theirs.invited_to),
    )
    return _Joining(theirs, yours, theirs.others.applications.joined(yours.applications), own)


def _with_soap(both: _Joining, match: YourMatch) -> Ends:
    """Let SOAP follow on the Match, and put both together."""
    weeks = _weeks(both, match)
    who, where, in_round = (np.concatenate(column) for column in zip(*weeks, strict=True))
    people = match.program.shape[1]
    cell = group_of(np.array([len(week[0]) for week in weeks])) * people + who
    program, rounds = match.program.copy(), np.zeros(match.program.shape, np.int8)
    outcome = np.where(program >= 0, MATCHED, UNPLACED).astype(np.int8)
    outcome[match.early] = PREMATCH
    outcome.reshape(-1)[cell] = SOAP
    program.reshape(-1)[cell] = where
    rounds.reshape(-1)[cell] = in_round
    return Ends(outcome=outcome, program=program, round=rounds)


def _weeks(both: _Joining, match: YourMatch) -> list[Placements]:
    """Whom SOAP places, season by season: without you in it, it follows from what you leave."""
    theirs = both.theirs
    people, programs = match.program.shape[1], theirs.invited_to.shape[1]
    number = theirs.replicates.astype(np.int64)
    follows = (match.left >= 0) & (match.left != people - 1)
    key = np.where(follows, number * (people + programs) + match.left, -1).tolist()
    found = [theirs.weeks.get(k) for k in key]  # no season has the key -1
    fresh = np.array([n for n, week in enumerate(found) if week is None], np.int64)
    for first in range(0, len(fresh), _TOGETHER):
        seasons = fresh[first : first + _TOGETHER]
        played = _soap_of(both, match, seasons)
        for n, week in zip(seasons.tolist(), played, strict=True):
            found[n] = week
            if key[n] >= 0 and len(theirs.weeks) < _MOST_WEEKS:
                theirs.weeks[key[n]] = week
    return [week for week in found if week is not None]


def _soap_of(both: _Joining, match: YourMatch, seasons: Ints) -> list[Placements]:
    """Play SOAP of some seasons: who is placed, where, and in which round, season by season."""
    theirs, programs = both.theirs, both.theirs.invited_to.shape[1]
    program = match.program[seasons].astype(np.int64)
    first = np.arange(len(seasons), dtype=np.int64)[:, None] * programs
    placed = np.where(program >= 0, program + first, -1)
    people, dials = match.program.shape[1], both.everybody.dials
    mine = met_before(both.own.interviews, people, programs, dials, alone=True)
    week = hold_soap(
        both.everybody,
        placed,
        theirs.seed,
        theirs.replicates[seasons],
        theirs.met.only(seasons).joined(mine.only(seasons)),
        both.yours.strategy,
    )
    cell = np.flatnonzero(week.rounds.placed >= 0)
    season, who = np.divmod(cell, match.program.shape[1])
    where = week.rounds.placed[cell] % programs
    ends = np.cumsum(group_sizes(season, len(seasons)))[:-1]
    columns = (np.split(column, ends) for column in (who, where, week.rounds.round[cell]))
    return list(zip(*columns, strict=True))
