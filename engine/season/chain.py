"""You join the seasons of a class: exactly what `engine.season.stages.play` gives, much faster.

1. Your own applications alone go up to the certified lists; what the others do there, and how
   far programs invite, does not depend on you.
2. In the Match you propose last: one chain of rejections in each season
   (`engine.matching.joining`). Where it is more than that (couples, early offers), it is run
   anew in the seasons in which anybody interviews you.
3. SOAP is played anew where you take part in it. Where you do not, you leave it one applicant
   more, or one position less; what follows from that is not yours, and is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import MATCHED, PREMATCH, SOAP, UNPLACED
from engine.base.grouping import Ints, group_of, group_sizes
from engine.market.market import concatenated
from engine.matching.joining import join
from engine.season.applications import Applications
from engine.season.class_and_you import Yours
from engine.season.class_seasons import ClassSeasons, Placements, columns_of, moved
from engine.season.how_far import HowFar, how_far
from engine.season.rank_lists import Interviews
from engine.season.soap_week import run_week
from engine.season.stages import before_match, certified, open_in_soap, run_match, starts
from engine.season.your_way import YourWay, your_way

_TOGETHER = 250  # seasons whose SOAP is played at once
_MOST_WEEKS = 20_000  # that are kept of a class: a few hundred bytes each


@dataclass(frozen=True, eq=False, kw_only=True)
class Ends:
    """How seasons end, for everybody; every array of shape (R, A), you last.

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
class _Match:
    """Before SOAP: where everybody is, (R, A), and what is open, (R, P).

    ``left``, shape (R,), numbers what you leave to SOAP, if that is all that differs from the
    class without you: an applicant, or (after all applicants) a position of a program; -1 where
    it may be more.
    """

    program: NDArray[np.int32]
    early: NDArray[np.bool_]
    open: Ints
    left: Ints


def join_class(theirs: ClassSeasons, yours: Yours) -> tuple[HowFar, YourWay, Ends]:
    """Let you join the seasons of a class, and say how far everybody gets in each.

    What `engine.season.stages.play` gives for the same class, seed and seasons, without the
    other people's rows.
    """
    own = before_match(
        yours.applications,
        yours.you,
        theirs.seed,
        theirs.replicates,
        invited=(theirs.lists, theirs.invited_to),
    )
    everybody = theirs.others.applications.joined(yours.applications)
    if theirs.settled is None:
        match = _match_anew(theirs, everybody, own.interviews)
    else:
        match = _one_chain(theirs, own.interviews)
    far = {}
    for name, mine in vars(how_far(yours.applications, own)).items():
        far[name] = getattr(theirs, name).copy()
        far[name][:, -1:] = mine
    way = your_way(theirs, yours.applications, own, match.program[:, -1])
    return HowFar(**far), way, _with_soap(theirs, everybody, match)


def _one_chain(theirs: ClassSeasons, own: Interviews) -> _Match:
    """Let you propose last in the Match of every season."""
    settled = theirs.settled
    assert settled is not None
    seasons, people = theirs.program.shape
    programs = theirs.left_open.shape[1]
    rows = certified(own)
    start = starts(own.applicant_cell[rows], seasons)
    found = join(settled, start, own.program_cell[rows], own.rank_key[rows])
    # Newcomers are numbered after everybody else: you are the last applicant of each season.
    cell = np.arange(1, seasons + 1) * people - 1
    newcomer = found.applicant - len(settled.placed)
    who = np.where(newcomer >= 0, cell[np.maximum(newcomer, 0)], found.applicant)
    program = theirs.program.copy()
    program.reshape(-1)[who] = np.where(found.program >= 0, found.program % programs, -1)
    left_open = theirs.left_open.copy()
    filled = np.flatnonzero(found.filled >= 0)
    left_open.reshape(-1)[found.filled[filled]] -= 1
    left = np.where(found.left >= len(settled.placed), people - 1, found.left % people)
    left[filled] = people + found.filled[filled] % programs
    return _Match(program, theirs.early, left_open, left)


def _match_anew(theirs: ClassSeasons, everybody: Applications, own: Interviews) -> _Match:
    """Run the Match again where anybody interviews you; elsewhere you change nothing."""
    held = theirs.held
    assert held is not None
    people, programs = len(everybody.market.applicants), len(everybody.market.programs)
    seasons = np.unique(own.season)
    unknown = np.full(len(theirs), -1)
    if not len(seasons):
        return _Match(theirs.program, theirs.early, theirs.left_open, unknown)
    number = np.full(len(theirs), -1)
    number[seasons] = np.arange(len(seasons))
    mine = moved(own, number[own.season], 1, programs)
    mine = replace(
        mine,
        applicant_cell=mine.season * people + people - 1,
        application=own.application + everybody.yours.start,
    )
    kept = columns_of(held, np.flatnonzero(number[held.season] >= 0))
    both = concatenated(Interviews, moved(kept, number[kept.season], people, programs), mine)
    both = columns_of(both, np.argsort(both.season, kind="stable"))
    signed, matched = run_match(everybody, theirs.others.couples, both, theirs.rules, len(seasons))
    placed = np.maximum(signed, matched)
    program, early, left_open = (
        column.copy() for column in (theirs.program, theirs.early, theirs.left_open)
    )
    program[seasons] = np.where(placed >= 0, placed % programs, -1)
    early[seasons] = signed >= 0
    left_open[seasons] = open_in_soap(everybody.market, placed)
    return _Match(program, early, left_open, unknown)


def _with_soap(theirs: ClassSeasons, everybody: Applications, match: _Match) -> Ends:
    """Let SOAP follow on the Match."""
    you = len(everybody.market.applicants) - 1
    outcome = np.where(match.program >= 0, MATCHED, UNPLACED).astype(np.int8)
    outcome[match.early] = PREMATCH
    # Without you in it, SOAP follows from what you left.
    key = np.where((match.left == you) | (match.left < 0), -1, match.left)
    width = you + 1 + match.open.shape[1]
    key = np.where(key >= 0, theirs.replicates * width + key, -1)
    known = [theirs.weeks.get(k) if k >= 0 else None for k in key.tolist()]
    fresh = np.array([n for n, week in enumerate(known) if week is None], np.int64)
    for begin in range(0, len(fresh), _TOGETHER):
        part = fresh[begin : begin + _TOGETHER]
        played = _soap_of(theirs, everybody, match, part)
        for n, week in zip(part.tolist(), played, strict=True):
            known[n] = week
            if key[n] >= 0 and len(theirs.weeks) < _MOST_WEEKS:
                theirs.weeks[int(key[n])] = week
    weeks = [week for week in known if week is not None]
    who, where, soap_round = (np.concatenate(column) for column in zip(*weeks, strict=True))
    cell = group_of(np.array([len(week[0]) for week in weeks])) * (you + 1) + who
    program, rounds = match.program.copy(), np.zeros(outcome.shape, np.int8)
    outcome.reshape(-1)[cell] = SOAP
    program.reshape(-1)[cell] = where
    rounds.reshape(-1)[cell] = soap_round
    return Ends(outcome=outcome, program=program, round=rounds)


def _soap_of(
    theirs: ClassSeasons, everybody: Applications, match: _Match, seasons: Ints
) -> list[Placements]:
    """Play SOAP of some seasons: who is placed, where, and in which round, season by season."""
    unmatched = match.program[seasons] < 0
    week = run_week(
        everybody, unmatched, match.open[seasons], theirs.seed, theirs.replicates[seasons]
    )
    people, programs = unmatched.shape[1], match.open.shape[1]
    cell = np.flatnonzero(week.rounds.placed >= 0)
    season, who = np.divmod(cell, people)
    ends = np.cumsum(group_sizes(season, len(seasons)))[:-1]
    columns = who, week.rounds.placed[cell] % programs, week.rounds.round[cell]
    parts = (np.split(column, ends) for column in columns)
    return list(zip(*parts, strict=True))
