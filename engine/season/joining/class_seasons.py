"""Seasons of a class without "you": everything that no dial of yours moves.

Nothing of other people's moves with you up to the certified lists. After that you move one chain
of rejections in the Match, and before it now and then who signs early. So a class plays its
seasons once, up to SOAP, and `engine.season.joining.chain` lets "you" join them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base.columns import bytes_of, concatenated
from engine.base.grouping import Ints, edges_followed_by, of_season, starts
from engine.base.noise import Years
from engine.base.ordering import BITS, no_greater
from engine.matching.joining import Settled, last_held, settle
from engine.scenario.scenario import Scenario
from engine.scenario.you import Strategy
from engine.season.class_and_you import Class, Yours, draw_yours
from engine.season.early_positions import early_positions
from engine.season.invitations import InvitationLists
from engine.season.joining.early_offers import SettledOffers, settle_offers
from engine.season.joining.how_far import how_far
from engine.season.joining.soap_so_far import SoapSoFar
from engine.season.list_ends import last_admitted
from engine.season.main_match import certified, positions_in_match, run_match
from engine.season.rank_lists import Interviews
from engine.season.soap.met import Met, met_before
from engine.season.stages import before_match

ToJoin = Settled | SettledOffers | Interviews

# One row a season.
_BY_SEASON = (
    *("replicates", "files", "invited_to", "reached", "interviews", "ranks"),
    *("program", "first_year", "signed_early", "last", "list_end"),
)


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
    files : ndarray of int32, shape (R, L)
        Rank keys of their applications in the order of invitation; see `lists`.
    of_program : tuple of ndarray of int, shape (P,)
        Where the files of each program begin among them, and how many they are.
    invited_to : ndarray of int32, shape (R, P)
        How far each program invites, from `engine.season.invitations.invite`.
    reached, interviews, ranks : ndarray of int, shape (R, A)
        How far everybody gets; see `engine.season.joining.how_far.HowFar`.
    on_list : ndarray of int32
        Rank keys of those whom programs rank, list by list, best first.
    list_start : ndarray of int, shape (R * P + 1,)
        Where the list of each program begins, numbered over all seasons.
    program : ndarray of int32, shape (R, A)
        Where each is placed before SOAP, or -1.
    first_year : ndarray of int32, shape (R, A)
        The first year beside an advanced position, or -1; see `engine.season.main_match`.
    signed_early : ndarray of bool, shape (R, A)
        Whether by an early offer.
    last : ndarray of int32, shape (R, P)
        Rank key of the last one admitted; see `engine.season.list_ends.last_admitted`.
    list_end : ndarray of int32, shape (R, P)
        How many on its list stand before that one.
    match : Settled, SettledOffers or Interviews
        The Match for you to join, with the early offers before it where there are any; with
        couples or several types of position their interviews, of which it has to be run anew.
    met : Met
        Their interviews that led to no rank.
    soap : SoapSoFar
        What is known of SOAP; it grows as it is asked for.
    """

    others: Class
    rules: bool
    seed: int
    replicates: Ints
    files: NDArray[np.int32]
    of_program: tuple[Ints, Ints]
    invited_to: NDArray[np.int32]
    reached: NDArray[np.int8]
    interviews: NDArray[np.int16]
    ranks: NDArray[np.int16]
    on_list: NDArray[np.int32]
    list_start: Ints
    program: NDArray[np.int32]
    first_year: NDArray[np.int32]
    signed_early: NDArray[np.bool_]
    last: NDArray[np.int32]
    list_end: NDArray[np.int32]
    match: ToJoin
    met: Met
    soap: SoapSoFar = field(default_factory=SoapSoFar)

    def __len__(self) -> int:
        return len(self.replicates)

    @property
    def years(self) -> Years:
        """The seasons, as chance in them is keyed."""
        return Years(self.seed, self.replicates)

    @property
    def lists(self) -> InvitationLists:
        """Their applications in the order of invitation."""
        return InvitationLists(self.files, *self.of_program)

    @property
    def megabytes(self) -> float:
        """Memory of the arrays but the class's; it grows with what is known of SOAP."""
        return bytes_of(self, Class) / 1e6

    def first(self, seasons: int) -> ClassSeasons:
        """Keep the first so many seasons; what is known of SOAP stays shared."""
        people, programs = seasons * self.program.shape[1], seasons * self.invited_to.shape[1]
        columns: dict[str, Any] = {name: getattr(self, name)[:seasons] for name in _BY_SEASON}
        return replace(
            self,
            on_list=self.on_list[: int(self.list_start[programs])],
            list_start=self.list_start[: programs + 1],
            match=_first(self.match, seasons, people, programs),
            met=self.met.only(np.arange(seasons)),
            **columns,
        )

    def followed_by(self, *later: ClassSeasons) -> ClassSeasons:
        """Add seasons of the same class that come after these."""
        if not later:
            return self
        parts = (self, *later)
        begin = np.cumsum([0, *map(len, parts)]).tolist()
        met = self.met
        for number, part in enumerate(later, 1):
            met = met.followed_by(part.met, begin[number])
        columns: dict[str, Any] = {
            name: np.concatenate([getattr(part, name) for part in parts]) for name in _BY_SEASON
        }
        return replace(
            self,
            on_list=np.concatenate([part.on_list for part in parts]),
            list_start=edges_followed_by(*(part.list_start for part in parts)),
            match=_one_after_the_other(parts, begin),
            met=met,
            **columns,
        )


def _first(match: ToJoin, seasons: int, people: int, programs: int) -> ToJoin:
    """Keep the first so many seasons of a Match, of so many people and programs in all."""
    if isinstance(match, Settled):
        return match.first(people, programs)
    if isinstance(match, SettledOffers):
        return match.first(seasons)
    return match.only(slice(int(np.searchsorted(match.season, seasons))))


def _one_after_the_other(parts: Sequence[ClassSeasons], begin: Sequence[int]) -> ToJoin:
    """Put the Matches of seasons that ``begin`` one after the other."""
    people, programs = parts[0].program.shape[1], parts[0].invited_to.shape[1]
    settled, after_offers, held = [], [], []
    for part, first in zip(parts, begin, strict=False):
        if isinstance(part.match, Settled):
            settled.append(part.match)
        elif isinstance(part.match, SettledOffers):
            after_offers.append(part.match)
        else:
            held.append(part.match.in_seasons(part.match.season + first, people, programs))
    if settled:
        return settled[0].followed_by(*settled[1:])
    if after_offers:
        return after_offers[0].followed_by(*after_offers[1:])
    return concatenated(Interviews, *held)


def nobody(others: Class, rules: bool) -> Yours:
    """Make somebody who applies nowhere, to stand in your place in a class."""
    return draw_yours(others, Scenario(strategy=Strategy(applications=0), rules=rules))


def play_class(others: Class, stand_in: Yours, seed: int, replicates: Ints) -> ClassSeasons:
    """Play some seasons of a class without you, up to SOAP; ``stand_in`` is `nobody`."""
    everybody, years = others.applications.joined(stand_in.applications), Years(seed, replicates)
    market, couples, rules = everybody.market, others.couples, stand_in.rules
    shape = (len(years), len(market.applicants))
    programs = len(market.programs)
    before = before_match(everybody, stand_in.you, rules, years)
    interviews = before.interviews
    rows = certified(interviews)
    listed, rank_key = interviews.program_cell[rows], interviews.rank_key[rows]
    to_give = early_positions(market, everybody.dials, rules)
    signed, first_year = (np.full(shape, -1, np.int64) for _ in range(2))
    match: ToJoin = interviews
    if len(couples) or market.programs.of_several_types:
        found = run_match(everybody, couples, interviews, rules, shape[0])
        signed, matched, first_year = found.signed, found.matched, found.first_year
        last = last_admitted(market.programs, interviews, signed, matched, first_year)
    else:
        if to_give:
            match = settle_offers(everybody, interviews, to_give, shape[0])
            signed, settled = match.signed, match.match
        else:
            quotas = positions_in_match(market, shape[0])
            who = interviews.applicant_cell[rows]
            match = settled = settle(who, listed, rank_key, quotas, applicants=shape[0] * shape[1])
        matched = settled.placed.astype(np.int64).reshape(shape)
        last = last_held(settled.cutoff).reshape(shape[0], programs)
    on_list = (listed << BITS) + rank_key
    on_list.sort()
    on_list &= 2**BITS - 1
    list_start = starts(listed, shape[0] * programs)
    list_end = no_greater(on_list, list_start[:-1], np.diff(list_start), last.ravel()) - 1
    placed = np.maximum(signed, matched)
    return ClassSeasons(
        others=others,
        rules=rules,
        seed=seed,
        replicates=replicates,
        files=before.lists.rank_key,
        of_program=(before.lists.first, before.lists.size),
        invited_to=before.invited_to,
        **vars(how_far(everybody, before)),
        on_list=on_list.astype(np.int32),
        list_start=list_start,
        program=of_season(placed, programs),
        first_year=of_season(first_year, programs),
        signed_early=signed >= 0,
        last=last,
        list_end=list_end.reshape(last.shape).astype(np.int32),
        match=match,
        met=met_before(interviews, shape[1], programs, everybody.dials),
    )
