"""Whom a program calls about after the interviews, and in the week before lists are certified.

After an interview a program sees an applicant anew, and there are four reasons to call (S1-26):

1. somebody is liked, but is there more to know (`BORDERLINE`);
2. the file was good and the interview odd (`CONFLICTING`);
3. something in the file asks for an explanation (`FLAGGED`);
4. somebody at the top may go elsewhere (`TOP`): in the last week a program that fears not to fill
   asks people it knows how serious that is (S1-23, S1-24).

Who answers the last question tells the truth: whether this is the program that the applicant
likes best. An applicant's "you are my first" may be passed on too (S1-25).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import chance_asked
from engine.backchannel.hearing import Heard, hear
from engine.base import noise
from engine.base.codes import TOP
from engine.base.columns import concatenated
from engine.base.grouping import Ints, edges, first_of_each, group_sizes, ranges, repeat
from engine.base.noise import Years
from engine.base.ordering import applicant_order, sorted_rows
from engine.scenario.you import You
from engine.season.applications import Applications
from engine.season.interview_days import Meetings


def call_after_interviews(
    applications: Applications, heard: Heard, met: Meetings, years: Years
) -> Heard:
    """Hear what programs act on before their lists are final, passed on included.

    Of the words ``heard`` (from `engine.backchannel.hearing.hear`) those stay that came unasked, or
    before the invitations. Then a program asks about those it met, as often as they give it
    reason to; about the others it asks nobody any more.
    """
    calls, dials, speakers = applications.calls, applications.dials, applications.speakers
    early_words = heard.only(calls.unasked[heard.call] | heard.before_invitations)
    sizes = group_sizes(calls.application, len(applications))
    # Few of those met have anybody who might be called about them.
    spoken_for = np.flatnonzero(sizes[met.application])
    about = met.application[spoken_for]
    meeting, call = repeat(spoken_for, sizes[about]), ranges(edges(sizes)[about], sizes[about])
    # Whom it has heard already, or hears anyway, it need not ask.
    place = np.int64(len(calls.application))
    said = np.isin(
        met.season[meeting] * place + call, early_words.season * place + early_words.call
    )
    asks = np.flatnonzero(~said & ~calls.unasked[call])
    meeting, call = meeting[asks], call[asks]
    chance = calls.if_called[call] * chance_asked(met.list_class, dials)[meeting]
    asked = replace(
        calls.only(call),
        chance=chance.astype(np.float32),
        before_invitations=np.zeros(len(call), np.float32),
    )
    season = met.season[meeting]
    late_words = hear(asked, speakers, years, season, stage="acted on after interviews")
    words = _in_order(early_words, replace(late_words, call=call[late_words.call]))
    return applications.passed_on(words, years)


def _in_order(one: Heard, other: Heard) -> Heard:
    """Put words together, by season and application."""
    both = concatenated(Heard, one, other)
    bits = int(both.application.max(initial=0)).bit_length()
    return both.only(sorted_rows(both.season, both.application, bits))


def about_meetings(heard: Heard, met: Meetings, accepted: NDArray[np.bool_]) -> tuple[Heard, Ints]:
    """Keep the words about those interviewed; say which interview each is about, shape (H,)."""
    about = heard.season * accepted.shape[1] + heard.application
    kept = np.flatnonzero(accepted.ravel()[about])
    return heard.only(kept), np.searchsorted(met.cell, about[kept])


def told_in_the_last_week(
    applications: Applications, met: Meetings, accepted: NDArray[np.bool_], you: You, years: Years
) -> NDArray[np.float32]:
    """How the last week moves the appeal of each interview, in SD of readiness, shape (N,).

    Somebody to ask about an applicant at the top is found with a chance, whoever speaks for them;
    a first choice is passed on only by people of yours whom the program knows.
    """
    dials = applications.dials
    moved = np.zeros(len(met), np.float32)
    if dials.endorsement_effect == "none":
        return moved
    pair = applications.pair[met.application]
    if dials.chance_probed:
        asked = met.list_class == TOP
        asked &= noise.uniform(years.keys("probed")[met.season], pair) < dials.chance_probed
        moved[asked] = np.where(_liked_best(met)[asked], dials.all_in, -dials.yield_fear)
    if you.told_number_one:
        season, nth = np.nonzero(told_first(applications, accepted, you))
        cell = season * accepted.shape[1] + applications.yours.start + nth
        told = np.searchsorted(met.cell, cell)
        known = np.zeros(len(applications), bool)
        known[applications.calls.application[applications.calls.known]] = True
        passed_on = noise.uniform(years.keys("first choice passed on")[met.season], pair)
        told = told[known[met.application[told]] & (passed_on[told] < dials.first_choice_relayed)]
        moved[told] = np.maximum(moved[told], np.float32(dials.all_in))
    return moved


def _liked_best(met: Meetings) -> NDArray[np.bool_]:
    """Whether each interview was at the program that the applicant now likes best, shape (N,)."""
    order = applicant_order(met.applicant_cell, met.liking)
    cell = met.applicant_cell[order]
    best = np.zeros(len(met), bool)
    best[order[first_of_each(cell)]] = True
    return best


def told_first(
    applications: Applications, accepted: NDArray[np.bool_], you: You
) -> NDArray[np.bool_]:
    """Say which of your applications you follow up with "you are my first", shape (R, Y).

    You tell those you liked best of the programs that interview you.
    """
    mine = accepted[:, applications.yours]
    return np.logical_and(mine, np.cumsum(mine, axis=1) <= you.told_number_one)
