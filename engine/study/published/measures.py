"""What seasons of a class come to, in the terms in which figures are published.

Each function looks at some seasons of one class and returns samples, which a study pools over
many classes. "You" are left out of whatever is counted by applicant: the class stands for the
Match, and "you" for nobody.
"""

from __future__ import annotations

import numpy as np

from engine.base.codes import (
    MATCHED,
    NON_US_IMG,
    PREMATCH,
    PRIMARY_CARE,
    SOAP,
    UNPLACED,
    US_IMG,
    US_MD_SENIOR,
)
from engine.base.grouping import group_sizes
from engine.matching.positions import ALL_YEARS
from engine.season.stages import positions_left
from engine.study.published.played import Flags, Played
from engine.study.published.samples import Samples, each, part

IMGS = (US_IMG, NON_US_IMG)


# Who matches --------------------------------------------------------------------------------


def matched(played: Played, kind: int) -> Samples:
    """Of a type's applicants in the Match, who match."""
    own = played.outcome[:, played.of(kind)]
    return (each(own[own != PREMATCH] == MATCHED),)


def matched_as_preferred(played: Played, kind: int, field: int | None = None) -> Samples:
    """Of a type's applicants with a list (that begins in a field), who match in that field."""
    return (each(played.as_preferred[_prefer(played, kind, field)]),)


def first_three(played: Played) -> Samples:
    """Of all MD seniors, who match to one of the first three programs on their list."""
    batch, (order, first) = played.batch, played.lists
    owner = batch.interviews.applicant_cell[order]
    top = np.arange(len(order)) - first[owner] < 3
    programs = len(batch.applications.market.programs)
    there = batch.interviews.program_cell[order] % programs == batch.program.ravel()[owner]
    found = group_sizes(owner[top & there], batch.outcome.size).reshape(batch.outcome.shape)
    return (each((played.matched & (found[:, :-1] > 0))[:, played.of(US_MD_SENIOR)]),)


def of_the_matched(played: Played, kinds: tuple[int, ...]) -> Samples:
    """Of all who match, who are of some types."""
    return part(played.matched[:, played.of(*kinds)].sum(), played.matched.sum())


def near_home(played: Played) -> Samples:
    """Of the seniors who match, who match in their home region."""
    market = played.batch.applications.market
    where = market.programs.region[played.batch.program[:, :-1]]
    near = where == market.applicants.region[:-1]
    return (each(near[played.matched & market.applicants.us_senior[:-1]]),)


def couples_matched(played: Played, both: bool) -> Samples:
    """Of those who apply as couples, who match; or of the couples, in which both match."""
    pairs = played.matched[:, played.couples]
    return (each(np.all(pairs, axis=2) if both else pairs),)


# What the matched and the unmatched have ----------------------------------------------------


def _prefer(played: Played, kind: int, field: int | None) -> Flags:
    """Who of a type has a list (that begins in a field), shape (R, A)."""
    listed = played.preferred >= 0 if field is None else played.preferred == field
    return listed & played.of(kind)


def scores(played: Played, kind: int, field: int | None = None) -> Samples:
    """Step 2 of those who match in their preferred field, and of those who do not."""
    step2 = played.batch.applications.market.applicants.step2[:-1]
    step2 = np.broadcast_to(step2, played.outcome.shape)
    who = _prefer(played, kind, field)
    return each(step2[who & played.as_preferred]), each(step2[who & ~played.as_preferred])


def scores_of_matched(played: Played, kind: int, field: int | None = None) -> Samples:
    """Step 2 of those who match in their preferred field."""
    return scores(played, kind, field)[:1]


def ranks(played: Played, kind: int, success: bool, field: int | None = None) -> Samples:
    """Contiguous ranks of those who match in their preferred field, or of those who do not."""
    who = _prefer(played, kind, field)
    return (each(played.contiguous[who & (played.as_preferred == success)]),)


def list_lengths(played: Played, success: bool) -> Samples:
    """Length of the lists of all who match, or of all who do not."""
    have = (played.list_length > 0) & (played.outcome != PREMATCH)
    return (each(played.list_length[have & (played.matched == success)]),)


# Files and interviews -----------------------------------------------------------------------


def stopped(played: Played) -> Samples:
    """Of all applications, those that a filter stops."""
    everybody = played.batch.applications
    theirs = everybody.market.start[-2]
    passed = np.count_nonzero(everybody.stopped[: everybody.yours.start] == 0)
    return part(theirs - passed, theirs)


def imgs_interviewed(played: Played, sought: bool) -> Samples:
    """Of those whom primary care interviews, at its more or less sought half, the IMGs."""
    everybody, rows = played.batch.applications, played.interviews
    application = played.batch.interviews.application[rows]
    programs = everybody.market.programs
    program = everybody.program[application]
    half = programs.prestige[program] >= 0
    there = (programs.field[program] == PRIMARY_CARE) & (half if sought else ~half)
    kind = everybody.market.applicants.kind[everybody.applicant[application[there]]]
    return (each(np.isin(kind, IMGS)),)


def log_odds_of_region(played: Played) -> Samples:
    """Logarithm of the odds ratio of an interview in the home region, all else equal."""
    return (each(np.array([played.log_odds[0]])),)


def log_odds_of_signal(played: Played) -> Samples:
    """Logarithm of the odds ratio of an interview with a signal, all else equal."""
    return (each(np.array([played.log_odds[1]])),)


# Positions ----------------------------------------------------------------------------------


def filled(played: Played, field: int) -> Samples:
    """Of all positions of a field, those filled by the Match."""
    batch, programs = played.batch, played.batch.applications.market.programs
    own = played.field == field
    taken = (batch.outcome <= MATCHED) & own[batch.program]
    return part(taken.sum(), programs.positions[own].sum() * len(batch.outcome))


def left(played: Played) -> Samples:
    """Of all positions, those left for SOAP."""
    offered = _offered(played)
    return part(offered - _taken_before_soap(played), offered)


def left_categorical(played: Played) -> Samples:
    """Of all first-year positions that are left for SOAP, those that are categorical."""
    batch, market = played.batch, played.batch.applications.market
    open_now = positions_left(market, batch.before_soap, batch.first_year).sum(axis=0)
    programs = market.programs
    return part(open_now[programs.covers == ALL_YEARS].sum(), open_now[~programs.advanced].sum())


def _offered(played: Played) -> float:
    """Positions of all seasons."""
    each_season = played.batch.applications.market.programs.positions.sum()
    return float(each_season * len(played.outcome))


def _taken_before_soap(played: Played) -> int:
    """Positions of all seasons that are taken before SOAP, first years beside others too."""
    batch = played.batch
    return int((batch.outcome <= MATCHED).sum() + (batch.first_year >= 0).sum())


def ranked_per_position(played: Played, field: int) -> Samples:
    """Applicants whom the programs of a field rank, per position."""
    batch, programs = played.batch, played.batch.applications.market.programs
    program = batch.interviews.program_cell[batch.interviews.ranked] % len(programs)
    own = played.field == field
    offered = programs.positions[own].sum() * len(batch.outcome)
    return part(float(own[program].sum()), float(offered))


# SOAP ---------------------------------------------------------------------------------------


def filled_in_soap(played: Played, by_round: int | None = None) -> Samples:
    """Of the positions left for SOAP, those filled there, or filled by the end of a round."""
    batch = played.batch
    last = batch.applications.dials.soap_rounds if by_round is None else by_round
    rounds = np.stack([batch.round, batch.second_round])
    taken = (rounds > 0) & (rounds <= last)
    return part(taken.sum(), _offered(played) - _taken_before_soap(played))


def soap_places(played: Played, kinds: tuple[int, ...]) -> Samples:
    """Of the places of SOAP, those that go to some types."""
    taken = played.outcome == SOAP
    return part(taken[:, np.isin(played.kind, kinds)].sum(), taken.sum())


def soap_eligible(played: Played, kind: int) -> Samples:
    """Of all who may take part in SOAP, with a certified list or without, those of a type."""
    free = played.outcome > MATCHED
    return part(free[:, played.kind == kind].sum(), free.sum())


def placed_after_soap(played: Played, kind: int) -> Samples:
    """Of a type's applicants, who have a position after SOAP."""
    return (each(played.outcome[:, played.of(kind)] != UNPLACED),)
