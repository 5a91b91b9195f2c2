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

from engine.base.grouping import Ints, group_of, numbered, ranges, starts
from engine.market.market import concatenated
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
    signed : ndarray of int, shape (R, A)
        Where each signs, numbered over all seasons; -1 is nowhere.
    """

    to_give: EarlyPositions
    waited: Settled
    match: Settled
    asked: Interviews
    may: NDArray[np.bool_]
    willing: NDArray[np.bool_]
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
            signed=self.signed[:seasons],
        )

    def followed_by(self, *later: SettledOffers) -> SettledOffers:
        """Add the offers of seasons of the same class that come after these."""
        parts = (self, *later)
        people, programs = self.signed.shape[1], len(self.to_give.number)
        begin = np.cumsum([0, *(len(part.signed) for part in parts)]).tolist()
        asked, signed = [], []
        for part, first in zip(parts, begin, strict=False):
            asked.append(part.asked.moved(part.asked.season + first, people, programs))
            signed.append(np.where(part.signed >= 0, part.signed + first * programs, -1))
        return replace(
            self,
            waited=self.waited.followed_by(*(part.waited for part in later)),
            match=self.match.followed_by(*(part.match for part in later)),
            asked=concatenated(Interviews, *asked),
            may=np.concatenate([part.may for part in parts]),
            willing=np.concatenate([part.willing for part in parts]),
            signed=np.concatenate(signed),
        )


@dataclass(frozen=True, eq=False)
class YourOffers:
    """What becomes of early offers with you.

    Attributes
    ----------
    signed : ndarray of int, shape (R, A)
        Where each signs, you last, numbered over all seasons; -1 is nowhere.
    offered : ndarray of bool, shape (N,)
        Which of your interviews led to an offer.
    elsewhere : ndarray of bool, shape (R,)
        Where somebody but you signs otherwise than without you.
    """

    signed: Ints
    offered: NDArray[np.bool_]
    elsewhere: NDArray[np.bool_]


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
    return SettledOffers(to_give, waited, match, theirs, may, willing, signed)


def join_offers(settled: SettledOffers, everybody: Applications, own: Interviews) -> YourOffers:
    """Let your interviews join; ``own`` are yours in a whole class, season by season."""
    asked, (seasons, people) = settled.asked, settled.signed.shape
    rows = certified(own)
    start = starts(own.season[rows], seasons)
    found = join(settled.waited, start, own.program_cell[rows], own.rank_key[rows])
    # Who has an interview where the last one admitted is another.
    touched = np.zeros(settled.signed.size, bool)
    moved = found.last != last_held(settled.waited.cutoff)
    touched[asked.applicant_cell[moved[asked.program_cell]]] = True
    again = np.flatnonzero(touched[asked.applicant_cell])
    last = found.last.reshape(seasons, -1)
    willing = settled.willing.copy()
    willing[again] = settled.may[again] & beats_waiting(everybody, asked.only(again), last)
    may = may_be_offered(everybody, own, settled.to_give)
    mine = may & beats_waiting(everybody, own, last)

    otherwise = np.zeros(seasons, bool)
    otherwise[asked.season[again[willing[again] != settled.willing[again]]]] = True
    otherwise[own.season[may & (mine | ~own.sounded_out)]] = True
    out = np.flatnonzero(settled.may & otherwise[asked.season])
    # Yours stand last, as in the class as a whole.
    early_offers = offer_early(
        everybody,
        concatenated(Interviews, asked.only(out), own),
        np.concatenate([np.ones(len(out), bool), may]),
        np.concatenate([willing[out], mine]),
        settled.to_give,
        seasons,
    )
    signed = np.where(
        otherwise[:, None], early_offers.signed.reshape(seasons, people), settled.signed
    )
    elsewhere = (signed[:, :-1] != settled.signed[:, :-1]).any(axis=1)
    return YourOffers(signed, early_offers.offered[len(out) :], elsewhere)


def match_again(
    settled: SettledOffers, everybody: Applications, own: Interviews, signed: Ints, some: Ints
) -> Settled:
    """Run the Match of some seasons again, after these have signed; seasons numbered anew.

    ``own`` and ``signed`` as of `join_offers`, in all seasons.
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
    gone = np.where(signed[some] >= 0, signed[some] % programs, -1)
    gone = numbered(gone, programs).ravel()
    order = order[gone[who[order]] < 0]
    return settle(
        who[order],
        (where + who // people * programs)[order],
        standing[order],
        not_given_early(positions_in_match(everybody.market, len(some)), gone),
        applicants=len(gone),
    )
