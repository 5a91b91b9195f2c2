"""The stages in order: some seasons of one market, from the first look to the last offer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard, hear, pass_on
from engine.base.codes import MATCHED, PREMATCH, SOAP, UNPLACED
from engine.base.grouping import UNREAD, Ints, applicant_order, fixed_point, group_sizes
from engine.matching.deferred import deferred_acceptance
from engine.season.applications import Applications
from engine.season.class_and_you import Class, Yours
from engine.season.couples import match_couples
from engine.season.invitations import InvitationLists, accept_interviews, order_for_invitation
from engine.season.prematch import accept_early, cutoffs_without_early_offers, early_positions
from engine.season.rank_lists import Interviews, hold_interviews
from engine.season.screening import screen
from engine.season.soap_week import SoapWeek, run_week


@dataclass(frozen=True, eq=False, kw_only=True)
class SeasonBatch:
    """Some seasons in full, every stage kept.

    Attributes
    ----------
    replicates : ndarray of int, shape (R,)
        Which seasons.
    applications : Applications
        Everybody's, yours last.
    heard : Heard
        The words acted on before the lists are final.
    appeal : ndarray of float32, shape (R, L)
        How programs see each application before the invitations.
    screened_in : ndarray of bool, shape (R, L)
        Whether it gets past the filters.
    rank_key : ndarray of int32, shape (R, L)
        The appeal in fixed point, smaller = better; not read is worst.
    lists : InvitationLists
        The applications that others sent, in the order of invitation.
    interviews : Interviews
        The interviews, N of them.
    signed : ndarray of int, shape (R, A)
        Program of an early offer accepted (numbered over all seasons), or -1.
    week : SoapWeek
        SOAP.
    outcome : ndarray of int8, shape (R, A)
        Index into `engine.base.codes.OUTCOMES`.
    program : ndarray of int32, shape (R, A)
        Where each applicant is placed, or -1.
    round : ndarray of int8, shape (R, A)
        SOAP round of the placement, 0 if none.
    """

    replicates: Ints
    applications: Applications
    heard: Heard
    appeal: NDArray[np.float32]
    screened_in: NDArray[np.bool_]
    rank_key: NDArray[np.int32]
    lists: InvitationLists
    interviews: Interviews
    signed: Ints
    week: SoapWeek
    outcome: NDArray[np.int8]
    program: NDArray[np.int32]
    round: NDArray[np.int8]


def play(others: Class, yours: Yours, seed: int, replicates: Ints) -> SeasonBatch:
    """Play some seasons from the first look to the last offer round.

    1. `hear` what speakers say; bad words travel (`pass_on`).
    2. `screen`: filters, side doors, first impressions.
    3. `order_for_invitation`, `accept_interviews`: who is invited, and comes.
    4. `hold_interviews`: what both sides think afterwards, and whom programs rank.
    5. `accept_early`: offers before the Match, where there are any.
    6. `deferred_acceptance`, or `match_couples`: the Match.
    7. `run_week`: SOAP.

    Parameters
    ----------
    others, yours : Class, Yours
        Everybody else, and "you"; from `engine.season.class_and_you`.
    seed : int
        The study's seed.
    replicates : ndarray of int, shape (R,)
        Which seasons; the same number always gives the same season.

    Returns
    -------
    SeasonBatch
    """
    everybody = others.applications.joined(yours.applications)
    market, seasons = everybody.market, len(replicates)
    heard = _heard(everybody, seed, replicates)
    seen, screened_in = screen(everybody, heard, seed, replicates)
    rank_key = fixed_point(seen)
    rank_key[~screened_in] = UNREAD
    lists = order_for_invitation(everybody, rank_key)
    accepted = accept_interviews(everybody, rank_key, lists)
    interviews = hold_interviews(everybody, heard, accepted, yours.you, seed, replicates)
    signed, matched = _match(everybody, others.couples, interviews, yours.rules, seasons)

    shape = (seasons, len(market.applicants))
    signed, matched = signed.reshape(shape), matched.reshape(shape)
    placed = np.maximum(signed, matched)
    programs = len(market.programs)
    filled = group_sizes(placed[placed >= 0], seasons * programs)
    left = market.programs.positions - filled.reshape(-1, programs)
    # A program outside the Match is outside SOAP too.
    in_soap = np.where(market.programs.outside_match, 0, left)
    week = run_week(everybody, placed < 0, in_soap, seed, replicates)
    soap = week.rounds.placed.reshape(shape)
    outcome = np.select(
        [signed >= 0, matched >= 0, soap >= 0], [PREMATCH, MATCHED, SOAP], default=UNPLACED
    )
    where = np.maximum(placed, soap)
    return SeasonBatch(
        replicates=replicates,
        applications=everybody,
        heard=heard,
        appeal=seen,
        screened_in=screened_in,
        rank_key=rank_key,
        lists=lists,
        interviews=interviews,
        signed=signed,
        week=week,
        outcome=outcome.astype(np.int8),
        program=np.where(where >= 0, where % programs, -1).astype(np.int32),
        round=week.rounds.round.reshape(shape).astype(np.int8),
    )


def _heard(everybody: Applications, seed: int, replicates: Ints) -> Heard:
    """Hear what programs act on before their lists are final, passed on included."""
    speakers, dials = everybody.speakers, everybody.dials
    return pass_on(
        hear(everybody.calls, speakers, seed, replicates),
        speakers,
        everybody.market.programs,
        everybody.applicant,
        everybody.program,
        dials,
        seed,
        replicates,
    )


def _match(
    everybody: Applications, couples: Ints, interviews: Interviews, rules: bool, seasons: int
) -> tuple[Ints, Ints]:
    """Certify the lists, let early offers be answered, and run the Match.

    Where each applicant signed early and where each is matched, shape (R * A,), numbered over
    all seasons; -1 is nowhere.
    """
    market = everybody.market
    rows = np.flatnonzero(interviews.ranked)
    rows = rows[applicant_order(interviews.applicant_cell[rows], interviews.liking[rows])]
    in_match = np.where(market.programs.outside_match, 0, market.programs.positions)
    quotas = np.tile(in_match, seasons)

    def run(rows: Ints, quotas: Ints) -> Ints:
        if len(couples):
            return _match_with_couples(everybody, couples, interviews, rows, quotas, seasons)
        start = _starts(interviews.applicant_cell[rows], seasons * len(market.applicants))
        return deferred_acceptance(
            start, interviews.program_cell[rows], interviews.rank_key[rows], quotas
        )

    early = early_positions(everybody, rules)
    if not early.any():
        return np.full(seasons * len(market.applicants), -1, np.int64), run(rows, quotas)
    last = cutoffs_without_early_offers(interviews, run(rows, quotas), quotas)
    signed = accept_early(everybody, interviews, last, early, rules)
    # A position given early at a program in the Match is not offered there again.
    taken = group_sizes(signed[signed >= 0], len(quotas))
    left = np.maximum(quotas - taken, 0)
    return signed, run(rows[signed[interviews.applicant_cell[rows]] < 0], left)


def _starts(owner: Ints, owners: int) -> Ints:
    """Where the rows of each owner begin, shape (owners + 1,)."""
    start = np.zeros(owners + 1, np.int64)
    np.cumsum(group_sizes(owner, owners), out=start[1:])
    return start


def _match_with_couples(
    everybody: Applications,
    couples: Ints,
    interviews: Interviews,
    rows: Ints,
    quotas: Ints,
    seasons: int,
) -> Ints:
    """Run the Match season by season: only where couples go in a circle is it tried again."""
    size, programs = len(everybody.market.applicants), len(everybody.market.programs)
    start = _starts(interviews.applicant_cell[rows], seasons * size)
    placed = []
    for season in range(seasons):
        first, last = start[season * size], start[(season + 1) * size]
        own, offset = rows[first:last], season * programs
        here = match_couples(
            start[season * size : (season + 1) * size + 1] - first,
            interviews.program_cell[own] - offset,
            interviews.rank_key[own],
            interviews.liking[own],
            everybody.market.programs.region,
            quotas[offset : offset + programs],
            couples,
        )
        placed.append(np.where(here >= 0, here + offset, -1))
    return np.concatenate(placed)
