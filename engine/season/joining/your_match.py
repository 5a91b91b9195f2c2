"""What the Match becomes when you join it: one chain of rejections in each season, or more.

You propose last, and whom you displace goes on (`engine.matching.joining`); where programs offer
early, after you have answered (`engine.season.joining.early_offers`). With couples, or with
several types of position, that is not all; then the Match is run anew in the seasons in which
anybody interviews you.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.base.columns import concatenated
from engine.base.grouping import Ints, group_of, group_sizes, of_season, ranges, starts
from engine.matching.joining import Settled, join, last_held
from engine.season.applications import Applications
from engine.season.joining.class_seasons import ClassSeasons
from engine.season.joining.early_offers import SettledOffers, join_offers, match_again
from engine.season.list_ends import last_admitted
from engine.season.main_match import certified, run_match
from engine.season.rank_lists import Interviews

_AT_ONCE = 60  # seasons matched anew at once: what fits a processor's cache


@dataclass(frozen=True, eq=False)
class YourMatch:
    """What you leave to SOAP.

    Attributes
    ----------
    program : ndarray of int32, shape (R, A)
        Where each is placed before SOAP, or -1; you last.
    first_year : ndarray of int32, shape (R, A)
        The first year beside an advanced position, or -1.
    signed_early : ndarray of bool, shape (R, A)
        Whether by an early offer.
    last : ndarray of int32, shape (R, P)
        Rank key of the last one admitted; see `engine.season.list_ends.last_admitted`.
    offered : ndarray of bool, shape (N,)
        Which of your interviews led to an early offer.
    one_more, one_fewer : ndarray of int, shape (R,)
        The one thing that differs from the class without you: who is without a place besides
        all others, or which program has a position fewer. The other is -1 then, and both are
        where more may differ.
    """

    program: NDArray[np.int32]
    first_year: NDArray[np.int32]
    signed_early: NDArray[np.bool_]
    last: NDArray[np.int32]
    offered: NDArray[np.bool_]
    one_more: Ints
    one_fewer: Ints


def your_match(theirs: ClassSeasons, everybody: Applications, own: Interviews) -> YourMatch:
    """Let you join the Match of a class; ``own`` are your interviews, by themselves."""
    match = theirs.match
    if isinstance(match, Interviews):
        return _anew(theirs, match, everybody, own)
    if isinstance(match, SettledOffers):
        return _after_offers(theirs, match, everybody, own)
    rows = certified(own)
    return _proposing_last(theirs, match, own.program_cell[rows], own.rank_key[rows], len(own))


def _proposing_last(
    theirs: ClassSeasons,
    settled: Settled,
    program: Ints,
    standing: NDArray[np.integer],
    interviews: int,
) -> YourMatch:
    """Let you propose last in every season, down the programs of a list by season."""
    seasons, people = theirs.program.shape
    programs = theirs.invited_to.shape[1]
    found = join(settled, starts(program // programs, seasons), program, standing)
    # Newcomers are numbered after everybody else: you are the last applicant of each season.
    newcomer = found.applicant - len(settled.placed)
    who = np.where(newcomer >= 0, (newcomer + 1) * people - 1, found.applicant)
    placed = theirs.program.copy()
    placed.reshape(-1)[who] = of_season(found.program, programs)
    taken = found.filled >= 0
    left = np.where(found.left >= len(settled.placed), people - 1, found.left % people)
    one_more, one_fewer = np.where(taken, -1, left), np.where(taken, found.filled % programs, -1)
    last = found.last.reshape(theirs.last.shape)
    offered = np.zeros(interviews, bool)
    return YourMatch(
        placed, theirs.first_year, theirs.signed_early, last, offered, one_more, one_fewer
    )


def _after_offers(
    theirs: ClassSeasons, settled: SettledOffers, everybody: Applications, own: Interviews
) -> YourMatch:
    """Let early offers be answered with you, and then propose last, or leave a position less."""
    people, programs = theirs.program.shape[1], theirs.invited_to.shape[1]
    own = in_class(own, everybody)
    answered = join_offers(settled, everybody, own)
    signed = answered.yours
    rows = certified(own)
    where, standing = own.program_cell[rows], own.rank_key[rows]
    at = signed[own.season[rows]]
    # A position that you took early is as good as held by somebody seen as better than all.
    in_match = np.diff(settled.match.position) > 0
    keep = np.where(at < 0, True, (where == at) & in_match[where])
    keep &= ~np.isin(own.season[rows], answered.elsewhere)
    standing = np.where(at < 0, standing, -1)
    match = _proposing_last(theirs, settled.match, where[keep], standing[keep], len(own))
    program, last, one_more, one_fewer = match.program, match.last, match.one_more, match.one_fewer
    signed_early = theirs.signed_early.copy()

    you = np.flatnonzero(signed >= 0)
    signed_early[you, -1], program[you, -1] = True, signed[you] % programs
    outside = you[~in_match[signed[you]]]
    one_more[outside], one_fewer[outside] = -1, signed[outside] % programs
    some = answered.elsewhere
    if len(some):
        again = match_again(settled, everybody, own, answered.signed, some)
        placed = np.maximum(answered.signed, again.placed.reshape(len(some), people))
        program[some] = of_season(placed, programs)
        signed_early[some] = answered.signed >= 0
        last[some] = last_held(again.cutoff).reshape(len(some), programs)
        one_more[some], one_fewer[some] = _differs(theirs.program[some], program[some], programs)
    return YourMatch(
        program, match.first_year, signed_early, last, answered.offered, one_more, one_fewer
    )


def _anew(
    theirs: ClassSeasons, held: Interviews, everybody: Applications, own: Interviews
) -> YourMatch:
    """Run the Match again where anybody interviews you; elsewhere you change nothing."""
    program, first_year = theirs.program.copy(), theirs.first_year.copy()
    signed_early, last = theirs.signed_early.copy(), theirs.last.copy()
    seasons, programs = np.unique(own.season), theirs.invited_to.shape[1]
    offered = [np.zeros(0, bool)]
    for first in range(0, len(seasons), _AT_ONCE):
        some = seasons[first : first + _AT_ONCE]
        both = _joined(held, own, some, everybody)
        found = run_match(everybody, theirs.others.couples, both, theirs.rules, len(some))
        program[some] = of_season(found.placed, programs)
        first_year[some] = of_season(found.first_year, programs)
        signed_early[some] = found.signed >= 0
        where = found.signed, found.matched, found.first_year
        last[some] = last_admitted(everybody.market.programs, both, *where)
        # Yours stand there in their own order.
        offered.append(found.offered[both.application >= everybody.yours.start])
    one_more, one_fewer = np.full((2, len(theirs)), -1)
    if not everybody.market.programs.of_several_types:
        one_more, one_fewer = _differs(theirs.program, program, programs)
    return YourMatch(
        program, first_year, signed_early, last, np.concatenate(offered), one_more, one_fewer
    )


def _differs(
    before: NDArray[np.int32], after: NDArray[np.int32], programs: int
) -> tuple[Ints, Ints]:
    """Find the one thing that differs in each season, as of `YourMatch`.

    ``before`` and ``after``, shape (R, A), say where everybody is placed, without you and with you.
    """
    seasons = len(after)
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
    return np.where(somebody, out.argmax(axis=1), -1), np.where(position, more.argmax(axis=1), -1)


def _joined(
    held: Interviews, own: Interviews, seasons: Ints, everybody: Applications
) -> Interviews:
    """Add your interviews of some seasons to theirs, yours last in each."""
    people, programs = len(everybody.market.applicants), len(everybody.market.programs)
    parts = []
    for interviews in (held, own):
        first, last = (
            np.searchsorted(interviews.season, seasons, side=side) for side in ("left", "right")
        )
        rows = interviews.only(ranges(first, last - first))
        parts.append(rows.in_seasons(group_of(last - first), people, programs))
    theirs, yours = parts
    both = concatenated(Interviews, theirs, in_class(yours, everybody))
    return both.only(np.argsort(both.season, kind="stable"))


def in_class(own: Interviews, everybody: Applications) -> Interviews:
    """Give your interviews, by themselves, the numbers that they have in a class."""
    people = len(everybody.market.applicants)
    return replace(
        own,
        applicant_cell=own.season * people + people - 1,
        application=own.application + everybody.yours.start,
    )
