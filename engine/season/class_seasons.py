"""Seasons of a class without "you": everything that no dial of yours moves.

Nothing of other people's moves with you before the Match, and there you move one chain of
rejections. So a class plays its seasons once, up to the Match, and `engine.season.chain` lets
"you" join them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import APPLIED, INTERVIEWED, NOT_APPLIED, RANKED, SCREENED_IN
from engine.base.grouping import BITS, Ints, group_sizes
from engine.market.market import concatenated
from engine.matching.joining import Settled, settle
from engine.scenario.scenario import Scenario
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.class_and_you import Class, draw_yours
from engine.season.invitations import InvitationLists
from engine.season.prematch import early_positions
from engine.season.rank_lists import Interviews
from engine.season.stages import (
    BeforeMatch,
    before_match,
    certified,
    open_in_soap,
    positions_in_match,
    run_match,
    starts,
)

Placements = tuple[Ints, Ints, Ints]


@dataclass(frozen=True, eq=False, kw_only=True)
class HowFar:
    """How far some applicants get before the Match; every array of shape (R, A).

    Attributes
    ----------
    reached : ndarray of int8
        How far the best of their applications gets: index into `engine.base.codes.REACHED`.
    interviews, ranks : ndarray of int16
        Interviews taken, and programs that rank them.
    """

    reached: NDArray[np.int8]
    interviews: NDArray[np.int16]
    ranks: NDArray[np.int16]


@dataclass(frozen=True, eq=False, kw_only=True)
class ClassSeasons:
    """Some seasons of a class, with an applicant in your place who applies nowhere.

    Attributes
    ----------
    others : Class
        Whose seasons.
    rules : bool
        Whether the official rules are on.
    seed : int
        The study's seed.
    replicates : ndarray of int, shape (R,)
        Which seasons.
    lists : InvitationLists
        Their applications in the order of invitation.
    invited_to : ndarray of int32, shape (R, P)
        How far each program invites, from `engine.season.invitations.invite`.
    how_far : HowFar
        Of everybody, (R, A), you last.
    on_list : ndarray of int
        Program, numbered over all seasons, and rank key of whom programs rank, in one sorted
        number.
    list_start : ndarray of int, shape (R * P + 1,)
        Program ``p`` ranks ``on_list[list_start[p]:list_start[p + 1]]``.
    program : ndarray of int32, shape (R, A)
        Where each is placed before SOAP, or -1.
    early : ndarray of bool, shape (R, A)
        Whether by an early offer.
    left_open : ndarray of int, shape (R, P)
        Positions for SOAP.
    settled : Settled or None
        The Match, for you to join; None where it has to be run anew: with couples or early
        offers.
    interviews : Interviews or None
        Theirs, where the Match has to be run anew.
    weeks : dict
        What SOAP brings in a season where you take no part in it, by what you leave to it; see
        `engine.season.chain`. Filled as it is asked for.
    """

    others: Class
    rules: bool
    seed: int
    replicates: Ints
    lists: InvitationLists
    invited_to: NDArray[np.int32]
    how_far: HowFar
    on_list: Ints
    list_start: Ints
    program: NDArray[np.int32]
    early: NDArray[np.bool_]
    left_open: Ints
    settled: Settled | None
    interviews: Interviews | None
    weeks: dict[int, Placements] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.replicates)

    @property
    def megabytes(self) -> float:
        """Memory of the arrays, in millions of bytes, without what SOAP brings."""
        parts = [self, self.how_far, self.lists, self.settled, self.interviews]
        arrays = [a for part in parts if part is not None for a in vars(part).values()]
        return sum(a.nbytes for a in arrays if isinstance(a, np.ndarray)) / 1e6

    def first(self, seasons: int) -> ClassSeasons:
        """Keep the first so many seasons; what is known of SOAP stays shared."""
        people, programs = seasons * self.program.shape[1], seasons * self.left_open.shape[1]
        settled, rows = self.settled, self.interviews
        if rows is not None:
            rows = columns_of(rows, slice(int(np.searchsorted(rows.season, seasons))))
        return replace(
            self,
            replicates=self.replicates[:seasons],
            lists=replace(self.lists, key=self.lists.key[:seasons]),
            invited_to=self.invited_to[:seasons],
            how_far=HowFar(**{name: own[:seasons] for name, own in vars(self.how_far).items()}),
            on_list=self.on_list[: int(self.list_start[programs])],
            list_start=self.list_start[: programs + 1],
            program=self.program[:seasons],
            early=self.early[:seasons],
            left_open=self.left_open[:seasons],
            settled=None if settled is None else settled.first(people, programs),
            interviews=rows,
        )


def play_class(others: Class, rules: bool, seed: int, pieces: Iterable[Ints]) -> ClassSeasons:
    """Play the seasons of a class without you, up to SOAP.

    ``pieces`` are the seasons, as many as are worth playing at once in each.
    """
    nobody = draw_yours(others, Scenario(strategy=Strategy(applications=0), rules=rules))
    everybody = others.applications.joined(nobody.applications)
    market, couples = everybody.market, others.couples
    people, programs = len(market.applicants), len(market.programs)
    anew = bool(len(couples) or early_positions(everybody, rules).any())
    numbers, lists, invited_to, far, held = [], [], [], [], []
    seasons = 0
    for replicates in pieces:
        before = before_match(everybody, nobody.you, seed, replicates)
        numbers.append(replicates)
        lists.append(before.lists)
        invited_to.append(before.cutoff)
        far.append(how_far(everybody, before))
        interviews = before.interviews
        if not anew:  # then nothing else is needed of them
            interviews = columns_of(interviews, certified(interviews))
        held.append(moved(interviews, interviews.season + seasons, people, programs))
        seasons += len(replicates)
    interviews = concatenated(Interviews, *held)
    settled = None
    if anew:
        signed, matched = run_match(everybody, couples, interviews, rules, seasons)
    else:
        settled = settle(
            starts(interviews.applicant_cell, seasons * people),
            interviews.program_cell,
            interviews.rank_key,
            positions_in_match(market, seasons),
        )
        matched = settled.placed.reshape(seasons, people).astype(np.int64)
        signed = np.full(matched.shape, -1)
    placed = np.maximum(signed, matched)
    listed = interviews.program_cell[interviews.ranked]
    on_list = (listed << BITS) + interviews.rank_key[interviews.ranked]
    on_list.sort()
    return ClassSeasons(
        others=others,
        rules=rules,
        seed=seed,
        replicates=np.concatenate(numbers),
        lists=replace(lists[0], key=np.concatenate([one.key for one in lists])),
        invited_to=np.concatenate(invited_to),
        how_far=concatenated(HowFar, *far),
        on_list=on_list,
        list_start=starts(listed, seasons * programs),
        program=np.where(placed >= 0, placed % programs, -1).astype(np.int32),
        early=signed >= 0,
        left_open=open_in_soap(market, placed),
        settled=settled,
        interviews=interviews if anew else None,
    )


def columns_of(interviews: Interviews, rows: Ints | slice) -> Interviews:
    """Take some of the interviews."""
    return Interviews(
        **{spec.name: getattr(interviews, spec.name)[rows] for spec in fields(Interviews)}
    )


def moved(interviews: Interviews, season: Ints, people: int, programs: int) -> Interviews:
    """Give interviews, of so many applicants and programs a season, other seasons by row."""
    return replace(
        interviews,
        season=season,
        applicant_cell=season * people + interviews.applicant_cell % people,
        program_cell=season * programs + interviews.program_cell % programs,
    )


def how_far(applications: Applications, before: BeforeMatch) -> HowFar:
    """Say how far everybody in some applications gets before the Match."""
    shape = (len(before.rank_key), len(applications.market.applicants))
    interviews = before.interviews
    met = group_sizes(interviews.applicant_cell, shape[0] * shape[1]).reshape(shape)
    ranked = interviews.applicant_cell[interviews.ranked]
    ranks = group_sizes(ranked, shape[0] * shape[1]).reshape(shape)
    reached = np.select(
        [ranks > 0, met > 0, _any_of_each(applications.start, before.screened_in)],
        [RANKED, INTERVIEWED, SCREENED_IN],
        default=np.where(np.diff(applications.market.start) > 0, APPLIED, NOT_APPLIED),
    )
    return HowFar(
        reached=reached.astype(np.int8),
        interviews=met.astype(np.int16),
        ranks=ranks.astype(np.int16),
    )


def _any_of_each(start: Ints, holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether something holds for any application of each applicant, shape (R, A)."""
    number = np.diff(start)
    some = np.flatnonzero(number)
    found = np.zeros((len(holds), len(number)), bool)
    if len(some):
        found[:, some] = np.logical_or.reduceat(holds, start[some], axis=1)
    return found
