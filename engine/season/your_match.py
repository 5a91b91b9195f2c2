"""What the Match becomes when you join it: one chain of rejections in each season, or more.

You propose last, and whom you displace goes on (`engine.matching.joining`). With couples, or
with early offers before the Match, that is not all; then it is run anew in the seasons in
which anybody interviews you.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.base.grouping import Ints, group_of, group_sizes, ranges
from engine.market.market import concatenated
from engine.matching.joining import Settled, join
from engine.season.applications import Applications
from engine.season.class_seasons import ClassSeasons, moved
from engine.season.list_ends import last_admitted
from engine.season.rank_lists import Interviews
from engine.season.stages import certified, run_match, starts

_TOGETHER = 60  # seasons matched anew at once: what fits a processor's cache


@dataclass(frozen=True, eq=False)
class YourMatch:
    """What you leave to SOAP.

    Attributes
    ----------
    program : ndarray of int32, shape (R, A)
        Where each is placed before SOAP, or -1; you last.
    early : ndarray of bool, shape (R, A)
        Whether by an early offer.
    last : ndarray of int32, shape (R, P)
        Rank key of the last one admitted; see `engine.season.list_ends.last_admitted`.
    offered : ndarray of bool, shape (N,)
        Which of your interviews led to an early offer.
    left : ndarray of int, shape (R,)
        The one thing that differs from the class without you: an applicant more without a
        place, by number, or (numbered after all applicants) a position of a program less. -1
        where it may be more.
    """

    program: NDArray[np.int32]
    early: NDArray[np.bool_]
    last: NDArray[np.int32]
    offered: NDArray[np.bool_]
    left: Ints


def your_match(theirs: ClassSeasons, everybody: Applications, own: Interviews) -> YourMatch:
    """Let you join the Match of a class; ``own`` are your interviews, by themselves."""
    if theirs.settled is not None:
        return _one_chain(theirs, theirs.settled, own)
    assert theirs.held is not None  # one of the two is there
    return _anew(theirs, theirs.held, everybody, own)


def _one_chain(theirs: ClassSeasons, settled: Settled, own: Interviews) -> YourMatch:
    """Let you propose last in every season."""
    seasons, people = theirs.program.shape
    programs = theirs.invited_to.shape[1]
    rows = certified(own)
    start = starts(own.applicant_cell[rows], seasons)
    found = join(settled, start, own.program_cell[rows], own.rank_key[rows])
    # Newcomers are numbered after everybody else: you are the last applicant of each season.
    newcomer = found.applicant - len(settled.placed)
    who = np.where(newcomer >= 0, (newcomer + 1) * people - 1, found.applicant)
    program = theirs.program.copy()
    program.reshape(-1)[who] = np.where(found.program >= 0, found.program % programs, -1)
    filled = np.flatnonzero(found.filled >= 0)
    left = np.where(found.left >= len(settled.placed), people - 1, found.left % people)
    left[filled] = people + found.filled[filled] % programs
    last = found.last.reshape(theirs.last.shape)
    return YourMatch(program, theirs.early, last, np.zeros(len(own), bool), left)


def _anew(
    theirs: ClassSeasons, held: Interviews, everybody: Applications, own: Interviews
) -> YourMatch:
    """Run the Match again where anybody interviews you; elsewhere you change nothing."""
    program, early, last = theirs.program.copy(), theirs.early.copy(), theirs.last.copy()
    seasons, programs = np.unique(own.season), theirs.invited_to.shape[1]
    offered = [np.zeros(0, bool)]
    for first in range(0, len(seasons), _TOGETHER):
        some = seasons[first : first + _TOGETHER]
        both = _together(held, own, some, everybody)
        offers, matched = run_match(everybody, theirs.others.couples, both, theirs.rules, len(some))
        signed = offers.signed.reshape(matched.shape)
        placed = np.maximum(signed, matched)
        program[some] = np.where(placed >= 0, placed % programs, -1)
        early[some] = signed >= 0
        last[some] = last_admitted(everybody.market.programs, both, signed, matched)
        # Yours stand there in their own order.
        offered.append(offers.offered[both.application >= everybody.yours.start])
    left = _left(theirs.program, program, programs)
    return YourMatch(program, early, last, np.concatenate(offered), left)


def _left(before: NDArray[np.int32], after: NDArray[np.int32], programs: int) -> Ints:
    """Find the one thing that differs in each season, as of `YourMatch`; -1 where it is more.

    ``before`` and ``after``, shape (R, A), say where everybody is placed, without you and with you.
    """
    seasons, people = after.shape
    out, into = (after < 0) & (before >= 0), (after >= 0) & (before < 0)
    out[:, -1], into[:, -1] = after[:, -1] < 0, False
    season = np.arange(seasons)[:, None] * programs
    filled = [
        group_sizes((placed + season)[placed >= 0], seasons * programs)
        for placed in (before, after)
    ]
    more = (filled[1] - filled[0]).reshape(seasons, programs)
    others, positions = into.any(axis=1), (more != 0).sum(axis=1)
    somebody = (out.sum(axis=1) == 1) & ~others & (positions == 0)
    position = ~out.any(axis=1) & ~others & (positions == 1)
    return np.select(
        [somebody, position], [out.argmax(axis=1), people + more.argmax(axis=1)], default=-1
    )


def _together(
    held: Interviews, own: Interviews, seasons: Ints, everybody: Applications
) -> Interviews:
    """Put their interviews and yours of some seasons together, yours last in each."""
    people, programs = len(everybody.market.applicants), len(everybody.market.programs)
    parts = []
    for interviews in (held, own):
        first, last = (
            np.searchsorted(interviews.season, seasons, side=side) for side in ("left", "right")
        )
        rows = interviews.only(ranges(first, last - first))
        parts.append(moved(rows, group_of(last - first), people, programs))
    theirs, yours = parts
    yours = replace(
        yours,
        applicant_cell=yours.season * people + people - 1,
        application=yours.application + everybody.yours.start,
    )
    both = concatenated(Interviews, theirs, yours)
    return both.only(np.argsort(both.season, kind="stable"))
