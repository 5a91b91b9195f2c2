"""The certified rank order lists of both sides.

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

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard
from engine.backchannel.speakers import INSIDER
from engine.base import noise
from engine.base.codes import COMPETITIVE, NOT_VETTED
from engine.base.columns import Rows, only_rows
from engine.base.grouping import Ints
from engine.base.noise import Years
from engine.base.ordering import fixed_point, program_order
from engine.scenario.you import You
from engine.season.applications import Applications
from engine.season.impression import appeal, spoken, vetoes
from engine.season.interview_days import Meetings, borne_out
from engine.season.late_calls import about_meetings, told_first, told_in_the_last_week


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
    list_class : ndarray of int8, shape (N,)
        How the program sees the applicant when it thinks of calling somebody: index into
        `engine.base.codes.LIST_CLASSES`.
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
    list_class: NDArray[np.int8]
    ranked: NDArray[np.bool_]
    liking: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.season)

    def only(self, rows: Rows) -> Interviews:
        """Keep some of the interviews."""
        return only_rows(self, rows)

    def in_seasons(self, season: Ints, people: int, programs: int) -> Interviews:
        """Give them other seasons, row by row, of so many applicants and programs each."""
        return replace(
            self,
            season=season,
            applicant_cell=season * people + self.applicant_cell % people,
            program_cell=season * programs + self.program_cell % programs,
        )

    @cached_property
    def standing(self) -> Ints:
        """Place on the program's rank order list, 0 = best; -1 = not ranked; shape (N,)."""
        standing = np.full(len(self), -1, np.int64)
        rows = np.flatnonzero(self.ranked)
        programs = int(self.program_cell.max(initial=0)) + 1
        standing[rows] = program_order(self.program_cell[rows], self.rank_key[rows], programs)
        return standing


def certify_lists(
    applications: Applications,
    heard: Heard,
    met: Meetings,
    accepted: NDArray[np.bool_],
    you: You,
    years: Years,
) -> Interviews:
    """Let programs rank whom they met, once they have heard what there is to hear.

    1. The words acted on shift the appeal, where those who met the applicant nod.
    2. In the last week some are told how much an applicant wants them.
    3. A promise made twice and found out costs some of it.
    4. The program ranks who is above its floor, and whom no veto keeps off its list.
    """
    dials, speakers, application = applications.dials, applications.speakers, met.application
    pair = applications.pair[application]

    # The words about those interviewed, and which interview each is about.
    heard, target = about_meetings(heard, met, accepted)
    words = spoken("ranking", target, heard, speakers, dials)
    outside = speakers.acquaintance[heard.speaker] != INSIDER
    words.weight[outside & (heard.value > 0) & ~borne_out(met.went[target], dials)] = 0.0
    who, belief = applications.applicant[application[words.cell]], applications.belief["interview"]
    believed = belief.mean[who] + met.year[words.cell]
    view = appeal(
        "ranking", met.view.copy(), words, believed, belief.precision[who], belief.total, dials
    )
    view += told_in_the_last_week(applications, met, accepted, you, years)
    found_out = promises_found_out(applications, accepted, you, years)
    view[np.searchsorted(met.cell, found_out)] -= np.float32(dials.insincerity)

    rank_key = fixed_point(view)
    ranked = rank_key <= fixed_point(np.array(dials.floor_ranking))
    if dials.not_ranked_share:
        keys = years.keys("not ranked")[met.season]
        ranked &= noise.uniform(keys, pair) >= dials.not_ranked_share
    ranked[target[vetoes(heard, speakers, dials, years)]] = False
    programs = len(applications.market.programs)
    return Interviews(
        season=met.season,
        application=application,
        applicant_cell=met.applicant_cell,
        program_cell=met.season * programs + applications.program[application],
        appeal=view,
        rank_key=rank_key,
        bucket=np.full(len(application), NOT_VETTED, np.int8),
        early_key=rank_key,
        sounded_out=np.zeros(len(application), bool),
        list_class=met.list_class,
        ranked=ranked,
        liking=met.liking,
    )


def promises_found_out(
    applications: Applications, accepted: NDArray[np.bool_], you: You, years: Years
) -> Ints:
    """Find your interviews at programs that know you told another one "you are my first".

    Others have nothing to compare. Numbers of cells of ``accepted``, shape (R, L), ascending.
    """
    yours, dials, programs = applications.yours, applications.dials, applications.market.programs
    if you.told_number_one < 2:
        return np.empty(0, np.int64)
    told = told_first(applications, accepted, you)
    one, other = np.triu_indices(told.shape[1], k=1)
    at, there = applications.program[yours][one], applications.program[yours][other]
    small = (programs.field[at] == COMPETITIVE) & (programs.field[there] == COMPETITIVE)
    chance = dials.duplicate_found * np.where(small, dials.tie_in_small_field, 1.0)
    keys = years.keys("compare notes")[:, None]
    found = noise.uniform(keys, noise.pair_keys(at, there)) < chance
    found &= told[:, one] & told[:, other]
    season, nth = np.nonzero(told & np.any(found, axis=1, keepdims=True))
    cells: Ints = season * accepted.shape[1] + yours.start + nth
    return cells
