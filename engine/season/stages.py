"""The stages in order: some seasons of one market, from the first look to the last offer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard, hear, pass_on
from engine.base.codes import MATCHED, PREMATCH, SOAP, UNPLACED
from engine.base.grouping import UNREAD, Ints, applicant_order, fixed_point, group_sizes, starts
from engine.market.market import Market
from engine.matching.deferred import deferred_acceptance
from engine.scenario.you import Strategy, You
from engine.season.applications import Applications
from engine.season.class_and_you import Class, Yours
from engine.season.couples import match_couples
from engine.season.early_positions import early_positions
from engine.season.interview_days import hold_interviews
from engine.season.invitations import (
    InvitationLists,
    accept_interviews,
    invite,
    order_for_invitation,
)
from engine.season.late_calls import call_after_interviews
from engine.season.list_ends import last_admitted
from engine.season.prematch import EarlyOffers, accept_early
from engine.season.rank_lists import Interviews, certify_lists
from engine.season.screening import screen
from engine.season.soap_lists import Met, met_before
from engine.season.soap_week import SoapWeek, run_week
from engine.season.vetting import vet


@dataclass(frozen=True, eq=False, kw_only=True)
class BeforeMatch:
    """Some applicants' way through some seasons, up to the certified lists.

    Nobody's way depends on "yours"; "yours" depends on the others' by ``lists`` and ``cutoff``.

    Attributes
    ----------
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
    cutoff : ndarray of int32, shape (R, P)
        From `engine.season.invitations.invite`.
    interviews : Interviews
        The interviews, N of them.
    """

    heard: Heard
    appeal: NDArray[np.float32]
    screened_in: NDArray[np.bool_]
    rank_key: NDArray[np.int32]
    lists: InvitationLists
    cutoff: NDArray[np.int32]
    interviews: Interviews


@dataclass(frozen=True, eq=False, kw_only=True)
class SeasonBatch(BeforeMatch):
    """Some seasons in full, every stage kept: everybody's way up to the lists, and on.

    Attributes
    ----------
    replicates : ndarray of int, shape (R,)
        Which seasons.
    applications : Applications
        Everybody's, yours last.
    offered_early : ndarray of bool, shape (N,)
        Which interviews led to an early offer.
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
    offered_early: NDArray[np.bool_]
    signed: Ints
    week: SoapWeek
    outcome: NDArray[np.int8]
    program: NDArray[np.int32]
    round: NDArray[np.int8]


def play(others: Class, yours: Yours, seed: int, replicates: Ints) -> SeasonBatch:
    """Play some seasons from the first look to the last offer round.

    1. `hear` what speakers say; bad words travel (`pass_on`).
    2. `screen`: filters, side doors, first impressions.
    3. `order_for_invitation`, `invite`, `accept_interviews`: who is invited, and comes.
    4. `hold_interviews`, `call_after_interviews`, `certify_lists`: what both sides think
       afterwards, whom programs then ask about, and whom they rank.
    5. `vet`, `accept_early`: offers before the Match, where there may be any.
    6. `deferred_acceptance`, or `match_couples`: the Match.
    7. `run_week`: SOAP.

    `engine.season.chain` gives the same numbers much faster, and keeps fewer of them.

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
    before = before_match(everybody, yours.you, yours.rules, seed, replicates)
    interviews = before.interviews
    early_offers, matched = run_match(everybody, others.couples, interviews, yours.rules, seasons)
    signed = early_offers.signed.reshape(matched.shape)
    placed = np.maximum(signed, matched)
    people, programs = len(market.applicants), len(market.programs)
    met = met_before(before.interviews, people, programs, everybody.dials)
    week = hold_soap(everybody, placed, seed, replicates, met, yours.strategy)
    soap = week.rounds.placed.reshape(placed.shape)
    outcome = np.select(
        [signed >= 0, matched >= 0, soap >= 0], [PREMATCH, MATCHED, SOAP], default=UNPLACED
    )
    where = np.maximum(placed, soap)
    return SeasonBatch(
        **vars(before),
        replicates=replicates,
        applications=everybody,
        offered_early=early_offers.offered,
        signed=signed,
        week=week,
        outcome=outcome.astype(np.int8),
        program=np.where(where >= 0, where % programs, -1).astype(np.int32),
        round=week.rounds.round.reshape(placed.shape).astype(np.int8),
    )


def before_match(
    applications: Applications,
    you: You,
    rules: bool,
    seed: int,
    replicates: Ints,
    invited: tuple[InvitationLists, NDArray[np.int32]] | None = None,
) -> BeforeMatch:
    """Let applicants go through some seasons up to the certified lists.

    Of everybody, or of "yours" alone: those join the lists and the cutoffs of the others, given
    as ``invited``. ``rules`` says whether the official rules are on.
    """
    heard = hear(applications.calls, applications.speakers, seed, replicates)
    early_words = heard.only(heard.before_invitations)
    words = _passed_on(applications, early_words, seed, replicates)
    seen, screened_in = screen(applications, words, seed, replicates)
    rank_key = fixed_point(seen)
    np.maximum(rank_key, np.int32(UNREAD) * ~screened_in, out=rank_key)
    if invited is None:
        lists = order_for_invitation(applications, rank_key)
        invited = lists, invite(applications, rank_key, lists)
    lists, cutoff = invited
    accepted = accept_interviews(applications, rank_key, cutoff)
    met = hold_interviews(applications, accepted, you, seed, replicates)
    words = call_after_interviews(applications, heard, met, seed, replicates)
    interviews = certify_lists(applications, words, met, accepted, you, seed, replicates)
    to_give = early_positions(applications.market, applications.dials, rules)
    if to_give:
        by_then = _passed_on(applications, heard, seed, replicates)
        interviews = vet(applications, interviews, by_then, to_give, you, seed, replicates)
    return BeforeMatch(
        heard=words,
        appeal=seen,
        screened_in=screened_in,
        rank_key=rank_key,
        lists=lists,
        cutoff=cutoff,
        interviews=interviews,
    )


def hold_soap(
    everybody: Applications,
    placed: Ints,
    seed: int,
    replicates: Ints,
    met: Met,
    strategy: Strategy,
) -> SoapWeek:
    """Play SOAP for those who are placed nowhere, and the positions that are left.

    ``placed``, shape (R, A), says where everybody is, numbered over all seasons; -1 is nowhere.
    ``met`` says who was interviewed where, ``strategy`` is yours.
    """
    left = positions_left(everybody.market, placed)
    return run_week(everybody, placed < 0, left, seed, replicates, met=met, strategy=strategy)


def positions_left(market: Market, placed: Ints) -> Ints:
    """Count the positions that are left for SOAP, shape (R, P); see `hold_soap`."""
    programs = market.programs
    filled = group_sizes(placed[placed >= 0], len(placed) * len(programs))
    left = programs.positions - filled.reshape(-1, len(programs))
    # A program outside the Match is outside SOAP too.
    return np.where(programs.outside_match, 0, left)


def _passed_on(everybody: Applications, heard: Heard, seed: int, replicates: Ints) -> Heard:
    """Let the bad ones of some words travel on."""
    dials = everybody.dials
    return pass_on(
        heard,
        everybody.speakers,
        everybody.market.programs,
        everybody.applicant,
        everybody.program,
        dials,
        seed,
        replicates,
    )


def run_match(
    everybody: Applications, couples: Ints, interviews: Interviews, rules: bool, seasons: int
) -> tuple[EarlyOffers, Ints]:
    """Let early offers be answered, take those who sign off the lists, and run the Match.

    The offers, and where each applicant is matched, shape (R, A), numbered over all seasons; -1
    is nowhere.
    """
    shape = (seasons, len(everybody.market.applicants))
    rows = certified(interviews)
    quotas = positions_in_match(everybody.market, seasons)

    def run(rows: Ints, quotas: Ints) -> Ints:
        if len(couples):
            return _match_with_couples(everybody, couples, interviews, rows, quotas, seasons)
        start = starts(interviews.applicant_cell[rows], seasons * shape[1])
        return deferred_acceptance(
            start, interviews.program_cell[rows], interviews.rank_key[rows], quotas
        )

    to_give = early_positions(everybody.market, everybody.dials, rules)
    nobody = np.full(shape, -1, np.int64)
    if not to_give:
        none = EarlyOffers(nobody.ravel(), np.zeros(len(interviews), bool))
        return none, run(rows, quotas).reshape(shape)
    waited = run(rows, quotas).reshape(shape)
    last = last_admitted(everybody.market.programs, interviews, nobody, waited)
    early_offers = accept_early(everybody, interviews, last, to_give)
    left = not_given_early(quotas, early_offers.signed)
    matched = run(rows[early_offers.signed[interviews.applicant_cell[rows]] < 0], left)
    return early_offers, matched.reshape(shape)


def not_given_early(quotas: Ints, signed: Ints) -> Ints:
    """Take off what is given early: a position in the Match is not offered there again."""
    left: Ints = np.maximum(quotas - group_sizes(signed[signed >= 0], len(quotas)), 0)
    return left


def certified(interviews: Interviews) -> Ints:
    """Sort the ranked interviews into the applicants' rank order lists, best liked first."""
    rows = np.flatnonzero(interviews.ranked)
    return rows[applicant_order(interviews.applicant_cell[rows], interviews.liking[rows])]


def positions_in_match(market: Market, seasons: int) -> Ints:
    """Positions that the Match fills, shape (R * P,)."""
    programs = market.programs
    return np.tile(np.where(programs.outside_match, 0, programs.positions), seasons)


def numbered(program: NDArray[np.integer], programs: int) -> Ints:
    """Give programs, shape (R, A), their numbers over all seasons; -1 stays."""
    first = np.arange(len(program), dtype=np.int64)[:, None] * programs
    return np.where(program >= 0, program + first, -1)


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
    start = starts(interviews.applicant_cell[rows], seasons * size)
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
