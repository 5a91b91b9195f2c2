"""Interviews: what both sides see of one another, before anybody is asked about it.

Every interview has its luck, partly of the year and partly of the day. The day gives two things:
what the program believes afterwards, and how much the applicant likes it. Later calls are in
`engine.season.late_calls`, ranks in `engine.season.rank_lists`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import BORDERLINE, CONFLICTING, FLAGGED, TOP
from engine.base.grouping import Ints, coded, group_of, repeat
from engine.base.noise import Years
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import You
from engine.season.applications import Applications


@dataclass(frozen=True, eq=False, kw_only=True)
class Meetings:
    """The interviews of some seasons, one entry each, by season, applicant and application.

    Attributes
    ----------
    season, application : ndarray of int, shape (N,)
        Which season of those played, and which application.
    applicant_cell : ndarray of int, shape (N,)
        Applicant, numbered over all seasons played, one after the other.
    cell : ndarray of int, shape (N,)
        The application, numbered likewise; ascending.
    view : ndarray of float32, shape (N,)
        How the program sees the applicant after the interview, before any further word, in SD of
        readiness.
    went : ndarray of float, shape (N,)
        How the interview seemed to go, in SD above an average one.
    year : ndarray of float32, shape (N,)
        What the applicant's year added to ``view``.
    list_class : ndarray of int8, shape (N,)
        How the program sees the applicant now: index into `engine.base.codes.LIST_CLASSES`.
    liking : ndarray of float32, shape (N,)
        How the applicant likes the program now, in units of prestige.
    """

    season: Ints
    application: Ints
    applicant_cell: Ints
    cell: Ints
    view: NDArray[np.float32]
    went: NDArray[np.float64]
    year: NDArray[np.float32]
    list_class: NDArray[np.int8]
    liking: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.season)


def class_at_meeting(
    applications: Applications,
    application: Ints,
    view: NDArray[np.float32],
    went: NDArray[np.float64],
) -> NDArray[np.int8]:
    """How programs see those they met: index into `engine.base.codes.LIST_CLASSES`, shape (N,).

    A flag stays. An interview that went worse than ``odd_interview`` contradicts the file. At the
    top is who would fill the positions if all files were as they are at rest.
    """
    flagged = applications.file_class[application] == FLAGGED
    odd = went < applications.dials.odd_interview
    top = view >= applications.top_bar["interview"][applications.program[application]]
    return coded(BORDERLINE, (top, TOP), (odd, CONFLICTING), (flagged, FLAGGED))


@dataclass(frozen=True, eq=False)
class _Days:
    """How interviews go: luck of the year (R, A) and of the day (N,), as parts of the appeal.

    ``day`` holds the committee's taste too, and so does ``seen``, what the interview looked like:
    nobody can tell the two apart, except where how your interviews go was set. ``truth`` (A,) is
    how each would interview without luck, in SD; ``share`` is what an interview's SD is worth.
    """

    year: NDArray[np.float32]
    day: NDArray[np.float32]
    seen: NDArray[np.float32]
    truth: NDArray[np.float64]
    share: float


def hold_interviews(
    applications: Applications, accepted: NDArray[np.bool_], you: You, years: Years
) -> Meetings:
    """Let the ``accepted`` interviews, shape (R, L), take place.

    1. Each interview has its luck, partly of the year and partly of the day.
    2. The program sees the applicant in another class, perhaps.
    3. The applicant has seen the program too, and likes it more or less.
    """
    cell = np.flatnonzero(accepted)
    number = np.count_nonzero(accepted, axis=1)
    season = group_of(number)
    application = cell - season * len(applications)
    applicant_cell = season * len(applications.market.applicants)
    applicant_cell += applications.applicant[application]

    def keys(stage: str) -> noise.Key:
        return repeat(years.keys(stage), number)

    days = _draw_days(applications, application, you, keys("day"), years)
    year = days.year.take(applicant_cell)
    view = applications.appeal["interview"][application]
    view += year
    view += days.day
    liking = applications.liking[application]
    visit = noise.normal(keys("visit"), applications.pair[application])
    visit *= np.float32(applications.dials.liking_visit)
    liking += visit
    went = _how_it_went(applications, days, application, year, you)
    return Meetings(
        season=season,
        application=application,
        applicant_cell=applicant_cell,
        cell=cell,
        view=view,
        went=went,
        year=year,
        list_class=class_at_meeting(applications, application, view, went),
        liking=liking,
    )


def _draw_days(
    applications: Applications, application: Ints, you: You, day_keys: noise.Key, years: Years
) -> _Days:
    """Draw the luck of interviews.

    An interview is good or bad partly because of the year, partly because of the day. The
    day and the committee's taste enter the same sum: one draw of their joint size is both.
    """
    dials, market = applications.dials, applications.market
    share = dials.weight_ranking_interview / applications.belief["interview"].total
    luck = share * float(np.sqrt(1 - dials.interview_truth))
    year = noise.normal(
        years.keys("interview year")[:, None],
        noise.pair_keys(market.numbers),
    )
    year *= np.float32(luck * np.sqrt(dials.interview_year_share))
    day = noise.normal(day_keys, applications.pair[application])
    joint = float(np.sqrt(luck**2 * (1 - dials.interview_year_share) + dials.taste_ranking**2))
    day *= np.float32(joint)
    truth = float(np.sqrt(dials.interview_truth)) * market.applicants.readiness
    seen = day.copy()
    if you.interview is not None:
        mine = application >= applications.yours.start
        year[:, -1] = share * (you.interview - truth[-1])
        seen[mine] = 0.0
        # The joint draw holds luck and taste; what was set leaves taste alone.
        day[mine] *= np.float32(dials.taste_ranking / joint if joint else 0.0)
    return _Days(year, day, seen, truth, share)


def _how_it_went(
    applications: Applications,
    days: _Days,
    application: Ints,
    year: NDArray[np.float32],
    you: You,
) -> NDArray[np.float64]:
    """How the interviews about ``application``, shape (N,), went: in SD above an average one."""
    went = days.truth[applications.applicant[application]]
    if days.share:
        return went + (year + days.seen) / days.share
    if you.interview is not None:
        return np.where(application >= applications.yours.start, you.interview, went)
    return went


def interview_spread(dials: Assumptions) -> float:
    """SD of how interviews seem to go, given readiness: luck, and the committee's taste."""
    weight = dials.weight_ranking_interview
    total = dials.prior_weight + float(dials.file_weights("ranking").sum()) + weight
    taste = dials.taste_ranking * total / weight if weight else 0.0
    return float(np.sqrt(1 - dials.interview_truth + taste**2))


def borne_out(went: NDArray[np.float64] | float, dials: Assumptions) -> NDArray[np.bool_]:
    """Whether an interview went well enough for a good word from outside to count (S4-26)."""
    return np.greater_equal(went, dials.interview_gate)
