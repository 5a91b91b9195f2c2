"""The stages in order: some seasons of one market, from the first look to the last offer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard
from engine.base.grouping import Ints, group_sizes, numbered, of_season
from engine.base.noise import Years
from engine.base.ordering import UNREAD, fixed_point
from engine.market.market import Market, after_reversions
from engine.scenario.you import Strategy, You
from engine.season.applications import Applications
from engine.season.class_and_you import Class, Yours
from engine.season.early_positions import early_positions
from engine.season.ends import Ends, ends_of, lacking
from engine.season.interview_days import hold_interviews
from engine.season.invitations import (
    InvitationLists,
    accept_interviews,
    invite,
    order_for_invitation,
)
from engine.season.late_calls import call_after_interviews
from engine.season.main_match import run_match
from engine.season.rank_lists import Interviews, certify_lists
from engine.season.screening import screen
from engine.season.soap.applying import apply_in_soap
from engine.season.soap.met import Met, met_before
from engine.season.soap.placements import placements
from engine.season.soap.week import SoapWeek, run_week, taking_part
from engine.season.vetting import vet


@dataclass(frozen=True, eq=False, kw_only=True)
class BeforeMatch:
    """Some applicants' way through some seasons, up to the certified lists.

    Nobody's way depends on "yours"; "yours" depends on the others' by ``lists`` and ``invited_to``.

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
    invited_to : ndarray of int32, shape (R, P)
        How far each program invites, from `engine.season.invitations.invite`.
    interviews : Interviews
        The interviews, N of them.
    """

    heard: Heard
    appeal: NDArray[np.float32]
    screened_in: NDArray[np.bool_]
    rank_key: NDArray[np.int32]
    lists: InvitationLists
    invited_to: NDArray[np.int32]
    interviews: Interviews


@dataclass(frozen=True, eq=False, kw_only=True)
class SeasonBatch(Ends, BeforeMatch):
    """Some seasons in full, every stage kept: everybody's way up to the lists, on, and its end.

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
    """

    replicates: Ints
    applications: Applications
    offered_early: NDArray[np.bool_]
    signed: Ints
    week: SoapWeek


def play(others: Class, yours: Yours, seed: int, replicates: Ints) -> SeasonBatch:
    """Play some seasons from the first look to the last offer round.

    1. `Applications.heard`: what speakers say; bad words travel (`Applications.passed_on`).
    2. `screen`: filters, side doors, first impressions.
    3. `order_for_invitation`, `invite`, `accept_interviews`: who is invited, and comes.
    4. `hold_interviews`, `call_after_interviews`, `certify_lists`: what both sides think
       afterwards, whom programs then ask about, and whom they rank.
    5. `vet`: whom programs would offer a position before the Match, where they may.
    6. `run_match`: those offers, and the Match.
    7. `hold_soap`: SOAP.

    `engine.season.joining.chain` gives the same numbers much faster, and keeps fewer of them.

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
    everybody, years = others.applications.joined(yours.applications), Years(seed, replicates)
    market, seasons = everybody.market, len(years)
    before = before_match(everybody, yours.you, yours.rules, years)
    interviews = before.interviews
    match = run_match(everybody, others.couples, interviews, yours.rules, seasons)
    people, programs = len(market.applicants), len(market.programs)
    met = met_before(before.interviews, people, programs, everybody.dials)
    placed, first_year = (of_season(held, programs) for held in (match.placed, match.first_year))
    week = hold_soap(everybody, placed, first_year, years, met, yours.strategy)
    ends = ends_of(placed, match.signed >= 0, first_year, placements(week, week.rounds))
    return SeasonBatch(
        **vars(before),
        **vars(ends),
        replicates=replicates,
        applications=everybody,
        offered_early=match.offered,
        signed=match.signed,
        week=week,
    )


def before_match(
    applications: Applications,
    you: You,
    rules: bool,
    years: Years,
    invited: tuple[InvitationLists, NDArray[np.int32]] | None = None,
) -> BeforeMatch:
    """Let applicants go through some seasons up to the certified lists.

    Of everybody, or of "yours" alone: those join the lists of the others, which programs invite
    down to a rank key, both given as ``invited``. ``rules`` says whether the official rules are on.
    """
    heard = applications.heard(years)
    early_words = heard.only(heard.before_invitations)
    words = applications.passed_on(early_words, years)
    seen, screened_in = screen(applications, words, years)
    rank_key = fixed_point(seen)
    # `UNREAD` where not screened in; np.where, which guesses what chance decides, takes ten times
    # as long.
    np.maximum(rank_key, np.int32(UNREAD) * ~screened_in, out=rank_key)
    if invited is None:
        lists = order_for_invitation(applications, rank_key)
        invited = lists, invite(applications, rank_key, lists)
    lists, invited_to = invited
    accepted = accept_interviews(applications, rank_key, invited_to)
    met = hold_interviews(applications, accepted, you, years)
    words = call_after_interviews(applications, heard, met, years)
    interviews = certify_lists(applications, words, met, accepted, you, years)
    to_give = early_positions(applications.market, applications.dials, rules)
    if to_give:
        by_then = applications.passed_on(heard, years)
        interviews = vet(applications, interviews, by_then, to_give, you, years)
    return BeforeMatch(
        heard=words,
        appeal=seen,
        screened_in=screened_in,
        rank_key=rank_key,
        lists=lists,
        invited_to=invited_to,
        interviews=interviews,
    )


def hold_soap(
    everybody: Applications,
    placed: NDArray[np.int32],
    first_year: NDArray[np.int32],
    years: Years,
    met: Met,
    strategy: Strategy,
) -> SoapWeek:
    """Play SOAP for those who lack a part of their training, or all, and the positions left.

    Who lacks something applies to unfilled programs that take part; then comes the week.
    ``placed`` and ``first_year``, shape (R, A), are the program and the first year of each after
    the Match, or -1. ``met`` says who was interviewed where, ``strategy`` is yours.
    """
    market, dials = everybody.market, everybody.dials
    lacks = lacking(market.programs, placed, first_year)
    opened = taking_part(market, positions_left(market, placed, first_year), dials)
    files = apply_in_soap(market, lacks, opened, dials, strategy, years)
    return run_week(everybody, files, opened, met, strategy, years)


def positions_left(market: Market, *held: NDArray[np.int32]) -> Ints:
    """Count the positions that are left for SOAP, shape (R, P).

    ``held``, each of shape (R, A), are the programs where people are, -1 where nowhere.
    """
    programs = market.programs
    filled = np.zeros(len(held[0]) * len(programs), np.int64)
    for where in held:
        filled += group_sizes(numbered(where, len(programs))[where >= 0], filled.size)
    left = programs.positions - filled.reshape(-1, len(programs))
    # A program outside the Match is outside SOAP too.
    return after_reversions(programs, np.where(programs.outside_match, 0, left))
