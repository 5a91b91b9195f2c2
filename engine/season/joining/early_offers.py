"""One more applicant in seasons with early offers: whose answers you change, and who signs then.

Early offers need the Match twice: once without them, which says what waiting is worth, and once
without those who signed. Both are settled for the class, and you join each by one chain of
rejections (`engine.matching.joining`). Waiting is weighed anew only by those whom the first
chain touches, offers go out again only where one of them answers otherwise or you are offered a
position, and the second Match is run again only where somebody else signs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.base.columns import concatenated
from engine.base.grouping import Ints, Listed, group_of, numbered, of_season, ranges, starts
from engine.base.ordering import applicant_order
from engine.matching.joining import Settled, join, last_held, settle
from engine.season.applications import Applications
from engine.season.early_positions import EarlyPositions
from engine.season.main_match import certified, not_given_early, positions_in_match
from engine.season.prematch import beats_waiting, may_be_offered, offer_early
from engine.season.rank_lists import Interviews


@dataclass(frozen=True, eq=False)
class SettledOffers:
    """The early offers of a class without you, and the Match that follows.

    Attributes
    ----------
    to_give : EarlyPositions
        What programs may give away.
    waited : Settled
        The Match when nobody offers early.
    match : Settled
        The Match without those who signed.
    asked : Interviews
        All interviews of those who may be offered something.
    may, willing : ndarray of bool, shape (N,)
        Which of these may lead to an offer, and which of those would be accepted.
    by_applicant, by_program : Listed
        The same interviews, each applicant's best liked first, and program by program.
    signed : ndarray of int, shape (R, A)
        Where each signs, numbered over all seasons; -1 is nowhere.
    """

    to_give: EarlyPositions
    waited: Settled
    match: Settled
    asked: Interviews
    may: NDArray[np.bool_]
    willing: NDArray[np.bool_]
    by_applicant: Listed
    by_program: Listed
    signed: Ints

    def first(self, seasons: int) -> SettledOffers:
        """Keep the first so many seasons."""
        rows = slice(int(np.searchsorted(self.asked.season, seasons)))
        size = seasons * self.signed.shape[1], seasons * len(self.to_give.number)
        return replace(
            self,
            waited=self.waited.first(*size),
            match=self.match.first(*size),
            asked=self.asked.only(rows),
            may=self.may[rows],
            willing=self.willing[rows],
            by_applicant=self.by_applicant.first(size[0]),
            by_program=self.by_program.first(size[1]),
            signed=self.signed[:seasons],
        )

    def followed_by(self, *later: SettledOffers) -> SettledOffers:
        """Add the offers of seasons of the same class that come after these."""
        parts = (self, *later)
        people, programs = self.signed.shape[1], len(self.to_give.number)
        begin = np.cumsum([0, *(len(part.signed) for part in parts)]).tolist()
        asked, signed = [], []
        for part, first in zip(parts, begin, strict=False):
            asked.append(part.asked.in_seasons(part.asked.season + first, people, programs))
            signed.append(np.where(part.signed >= 0, part.signed + first * programs, -1))
        return replace(
            self,
            waited=self.waited.followed_by(*(part.waited for part in later)),
            match=self.match.followed_by(*(part.match for part in later)),
            asked=concatenated(Interviews, *asked),
            may=np.concatenate([part.may for part in parts]),
            willing=np.concatenate([part.willing for part in parts]),
            by_applicant=self.by_applicant.followed_by(*(part.by_applicant for part in later)),
            by_program=self.by_program.followed_by(*(part.by_program for part in later)),
            signed=np.concatenate(signed),
        )


@dataclass(frozen=True, eq=False)
class YourOffers:
    """What becomes of early offers with you.

    Attributes
    ----------
    yours : ndarray of int, shape (R,)
        Where you sign, numbered over all seasons; -1 is nowhere.
    offered : ndarray of bool, shape (N,)
        Which of your interviews led to an offer.
    elsewhere : ndarray of int, shape (S,)
        The seasons in which somebody but you signs otherwise than without you.
    signed : ndarray of int, shape (S, A)
        Where each signs in these, you last, numbered over all seasons.
    """

    yours: Ints
    offered: NDArray[np.bool_]
    elsewhere: Ints
    signed: Ints


def settle_offers(
    everybody: Applications, interviews: Interviews, to_give: EarlyPositions, seasons: int
) -> SettledOffers:
    """Let a class without couples answer early offers, and run the Match that follows."""
    people, programs = len(everybody.market.applicants), len(everybody.market.programs)
    quotas, rows = positions_in_match(everybody.market, seasons), certified(interviews)
    who, where = interviews.applicant_cell[rows], interviews.program_cell[rows]
    standing = interviews.rank_key[rows]
    waited = settle(who, where, standing, quotas, applicants=seasons * people)
    last = last_held(waited.cutoff).reshape(seasons, programs)
    may = may_be_offered(everybody, interviews, to_give)
    asked = np.zeros(seasons * people, bool)
    asked[interviews.applicant_cell[may]] = True
    weighed = np.flatnonzero(asked[interviews.applicant_cell])
    theirs, may = interviews.only(weighed), may[weighed]
    willing = may & beats_waiting(everybody, theirs, last)
    signed = offer_early(everybody, theirs, may, willing, to_give, seasons).signed
    going = signed[who] < 0
    left = not_given_early(quotas, signed)
    match = settle(who[going], where[going], standing[going], left, applicants=seasons * people)
    signed = signed.reshape(seasons, people)
    whose, where = theirs.applicant_cell, theirs.program_cell
    best_first = applicant_order(whose, theirs.liking).astype(np.int32)
    by_program = np.argsort(where, kind="stable").astype(np.int32)
    return SettledOffers(
        to_give=to_give,
        waited=waited,
        match=match,
        asked=theirs,
        may=may,
        willing=willing,
        by_applicant=Listed(best_first, starts(whose, signed.size)),
        by_program=Listed(by_program, starts(where, len(quotas))),
        signed=signed,
    )


def join_offers(settled: SettledOffers, everybody: Applications, own: Interviews) -> YourOffers:
    """Let your interviews join; ``own`` are yours in a whole class, season by season."""
    asked, (seasons, people) = settled.asked, settled.signed.shape
    rows = certified(own)
    start = starts(own.season[rows], seasons)
    found = join(settled.waited, start, own.program_cell[rows], own.rank_key[rows])
    # Who has an interview where the last one admitted is another.
    moved = np.flatnonzero(found.last != last_held(settled.waited.cutoff))
    touched = np.unique(asked.applicant_cell[settled.by_program.of(moved)])
    again = settled.by_applicant.of(touched)
    last = found.last.reshape(seasons, -1)
    now = settled.may[again] & beats_waiting(everybody, asked, last, again)
    may = may_be_offered(everybody, own, settled.to_give)
    mine = may & beats_waiting(everybody, own, last)

    otherwise = np.zeros(seasons, bool)
    otherwise[asked.season[again[now != settled.willing[again]]]] = True
    otherwise[own.season[may & (mine | ~own.sounded_out)]] = True
    some = np.flatnonzero(otherwise)
    willing = settled.willing.copy()
    willing[again] = now
    first, last_row = np.searchsorted(asked.season, [some, some + 1])
    out = ranges(first, last_row - first)
    out, here = out[settled.may[out]], np.flatnonzero(otherwise[own.season])
    # Yours stand last, as in the class as a whole.
    both = concatenated(Interviews, asked.only(out), own.only(here))
    programs = len(settled.to_give.number)
    early_offers = offer_early(
        everybody,
        both.in_seasons(np.searchsorted(some, both.season), people, programs),
        np.concatenate([np.ones(len(out), bool), may[here]]),
        np.concatenate([willing[out], mine[here]]),
        settled.to_give,
        len(some),
    )
    signed = early_offers.signed.reshape(len(some), people)
    first = ((some - np.arange(len(some))) * programs)[:, None]
    signed = np.where(signed >= 0, signed + first, -1)
    yours, offered = settled.signed[:, -1].copy(), np.zeros(len(own), bool)
    yours[some], offered[here] = signed[:, -1], early_offers.offered[len(out) :]
    elsewhere = (signed[:, :-1] != settled.signed[some, :-1]).any(axis=1)
    return YourOffers(yours, offered, some[elsewhere], signed[elsewhere])


def match_again(
    settled: SettledOffers, everybody: Applications, own: Interviews, signed: Ints, some: Ints
) -> Settled:
    """Run the Match of some seasons again, after these have signed; seasons numbered anew.

    ``own`` as of `join_offers`, in all seasons; ``signed``, shape (S, A), in these.
    """
    waited, people = settled.waited, signed.shape[1]
    programs = len(settled.to_give.number)
    cells = ranges(some * people, np.full(len(some), people))
    length = np.diff(waited.start)[cells]
    listed = ranges(waited.start[cells], length)
    own = own.only(np.isin(own.season, some))
    mine = certified(own)
    here = np.searchsorted(some, own.season[mine])
    who = np.concatenate([group_of(length), here * people + people - 1])
    where = np.concatenate([waited.program[listed], own.program_cell[mine]]) % programs
    standing = np.concatenate([waited.standing[listed], own.rank_key[mine]])
    order = np.argsort(who, kind="stable")
    gone = numbered(of_season(signed, programs), programs).ravel()
    order = order[gone[who[order]] < 0]
    return settle(
        who[order],
        (where + who // people * programs)[order],
        standing[order],
        not_given_early(positions_in_match(everybody.market, len(some)), gone),
        applicants=len(gone),
    )
