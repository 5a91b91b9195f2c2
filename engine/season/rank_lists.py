"""Interviews, and the certified rank order lists of both sides.

After the interviews a program orders whom it saw by appeal and leaves out those
under its floor, those a voice it trusts warned of (where one voice is enough),
and a few for reasons the model does not know. Applicants rank by prestige,
region, field and taste, truthfully: with single applicants no other list can
serve them better.

Who told several programs "you are my first" may be found out: pairs of programs that
heard it compare notes now and then, more often where the field is small, and whoever is
found out is insincere to all of them (S1-43); one survey found such promises rare (E08).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard
from engine.backchannel.speakers import INSIDER
from engine.base import noise
from engine.base.codes import COMPETITIVE, NOT_VETTED
from engine.base.grouping import Ints, fixed_point, group_of, program_order, repeat
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import You
from engine.season.applications import Applications
from engine.season.impression import appeal, spoken, vetoes


@dataclass(frozen=True, eq=False, kw_only=True)
class Interviews:
    """The interviews of some seasons; one entry each, by season, applicant and application.

    Attributes
    ----------
    season, application : ndarray of int, shape (N,)
        Which season of those played, and which application.
    applicant_cell, program_cell : ndarray of int, shape (N,)
        Applicant and program, numbered over all seasons played, one after the other.
    appeal : ndarray of float32, shape (N,)
        How the program sees the applicant now, in SD of readiness.
    rank_key : ndarray of int32, shape (N,)
        The same in fixed point, smaller = better: programs rank by it.
    bucket : ndarray of int8, shape (N,)
        Index into `engine.base.codes.BUCKETS`: what the program would dare before the Match;
        `NOT_VETTED` where it offers nothing early (see `engine.season.vetting`).
    early_key : ndarray of int32, shape (N,)
        Like ``rank_key``, for the order of early offers.
    sounded_out : ndarray of bool, shape (N,)
        Whether the program learns whether an early offer would be accepted, before it makes one.
    ranked : ndarray of bool, shape (N,)
        Whether the program ranks the applicant.
    liking : ndarray of float32, shape (N,)
        How the applicant likes the program now, in units of prestige.
    """

    season: Ints
    application: Ints
    applicant_cell: Ints
    program_cell: Ints
    appeal: NDArray[np.float32]
    rank_key: NDArray[np.int32]
    bucket: NDArray[np.int8]
    early_key: NDArray[np.int32]
    sounded_out: NDArray[np.bool_]
    ranked: NDArray[np.bool_]
    liking: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.season)

    def only(self, rows: Ints | NDArray[np.bool_] | slice) -> Interviews:
        """Keep some of the interviews."""
        return Interviews(
            **{spec.name: getattr(self, spec.name)[rows] for spec in fields(Interviews)}
        )

    @cached_property
    def standing(self) -> Ints:
        """Place on the program's rank order list, 0 = best; -1 = not ranked; shape (N,)."""
        standing = np.full(len(self), -1, np.int64)
        rows = np.flatnonzero(self.ranked)
        programs = int(self.program_cell.max(initial=0)) + 1
        standing[rows] = program_order(self.program_cell[rows], self.rank_key[rows], programs)
        return standing


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
    applications: Applications,
    heard: Heard,
    accepted: NDArray[np.bool_],
    you: You,
    seed: int,
    replicates: Ints,
) -> Interviews:
    """Let the ``accepted`` interviews, shape (R, L), take place, and both sides form a view.

    1. Each interview has its luck, partly of the year and partly of the day.
    2. The words acted on shift the appeal, where those who met the applicant nod.
    3. A promise made twice and found out costs some of it.
    4. The program ranks who is above its floor, and whom no veto keeps off its list.
    5. The applicant has seen the program too, and likes it more or less.
    """
    dials = applications.dials
    cell = np.flatnonzero(accepted)
    number = np.count_nonzero(accepted, axis=1)
    season = group_of(number)
    application = cell - season * len(applications)
    applicants = len(applications.market.applicants)
    applicant_cell = season * applicants + applications.applicant[application]
    pair = applications.pair[application]

    def keys(stage: str) -> noise.Key:
        return repeat(noise.season_keys(seed, stage, replicates), number)

    days = _draw_days(applications, application, you, keys("day"), seed, replicates)
    view = applications.appeal["interview"][application]
    view += days.year.take(applicant_cell)
    view += days.day

    # The words about those interviewed, and which interview each is about.
    about = heard.season * len(applications) + heard.application
    met = np.flatnonzero(accepted.ravel()[about])
    heard, target = heard.only(met), np.searchsorted(cell, about[met])
    words = spoken("ranking", target, heard, applications.speakers, dials)
    went = _how_it_went(applications, days, application, applicant_cell, target, you)
    outside = applications.speakers.acquaintance[heard.speaker] != INSIDER
    words.weight[outside & (heard.value > 0) & ~borne_out(went, dials)] = 0.0
    who, belief = applications.applicant[application[words.cell]], applications.belief["interview"]
    believed = belief.mean[who] + days.year.take(applicant_cell[words.cell])
    view = appeal("ranking", view, words, believed, belief.precision[who], belief.total, dials)
    found_out = promises_found_out(applications, accepted, you, seed, replicates)
    view[np.searchsorted(cell, found_out)] -= np.float32(dials.insincerity)

    rank_key = fixed_point(view)
    ranked = rank_key <= fixed_point(np.array(dials.floor_ranking))
    if dials.not_ranked_share:
        ranked &= noise.uniform(keys("not ranked"), pair) >= dials.not_ranked_share
    ranked[target[vetoes(heard, applications.speakers, dials, seed, replicates)]] = False
    liking = applications.liking[application]
    visit = noise.normal(keys("visit"), pair)
    visit *= np.float32(dials.liking_visit)
    liking += visit
    programs = len(applications.market.programs)
    return Interviews(
        season=season,
        application=application,
        applicant_cell=applicant_cell,
        program_cell=season * programs + applications.program[application],
        appeal=view,
        rank_key=rank_key,
        bucket=np.full(len(application), NOT_VETTED, np.int8),
        early_key=rank_key,
        sounded_out=np.zeros(len(application), bool),
        ranked=ranked,
        liking=liking,
    )


def _draw_days(
    applications: Applications,
    application: Ints,
    you: You,
    day_keys: noise.Key,
    seed: int,
    replicates: Ints,
) -> _Days:
    """Draw the luck of interviews.

    An interview is good or bad partly because of the year, partly because of the day. The
    day and the committee's taste enter the same sum: one draw of their joint size is both.
    """
    dials, market = applications.dials, applications.market
    share = dials.weight_ranking_interview / applications.belief["interview"].total
    luck = share * float(np.sqrt(1 - dials.interview_truth))
    year = noise.normal(
        noise.season_keys(seed, "interview year", replicates)[:, None],
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
    applicant_cell: Ints,
    target: Ints,
    you: You,
) -> NDArray[np.float64]:
    """How the interviews ``target``, shape (H,), went: in SD above an average one."""
    went = days.truth[applications.applicant[application[target]]]
    if days.share:
        return went + (days.year.take(applicant_cell[target]) + days.seen[target]) / days.share
    if you.interview is not None:
        return np.where(application[target] >= applications.yours.start, you.interview, went)
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


def promises_found_out(
    applications: Applications,
    accepted: NDArray[np.bool_],
    you: You,
    seed: int,
    replicates: Ints,
) -> Ints:
    """Find your interviews at programs that know you told another one "you are my first".

    You tell those you like best of the programs that interview you; others have nothing to
    compare. Numbers of cells of ``accepted``, shape (R, L), ascending.
    """
    yours, dials, programs = applications.yours, applications.dials, applications.market.programs
    if you.told_number_one < 2:
        return np.empty(0, np.int64)
    mine = accepted[:, yours]
    told = np.logical_and(mine, np.cumsum(mine, axis=1) <= you.told_number_one)
    one, other = np.triu_indices(told.shape[1], k=1)
    at, there = applications.program[yours][one], applications.program[yours][other]
    small = (programs.field[at] == COMPETITIVE) & (programs.field[there] == COMPETITIVE)
    chance = dials.duplicate_found * np.where(small, dials.tie_in_small_field, 1.0)
    keys = noise.season_keys(seed, "compare notes", replicates)[:, None]
    found = noise.uniform(keys, noise.pair_keys(at, there)) < chance
    found &= told[:, one] & told[:, other]
    season, nth = np.nonzero(told & np.any(found, axis=1, keepdims=True))
    cells: Ints = season * accepted.shape[1] + yours.start + nth
    return cells
