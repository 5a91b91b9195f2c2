"""How far your applications get in each season, and where you stand on the programs' lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import INTERVIEWED, PLACED, RANKED
from engine.base.ordering import BITS, no_greater
from engine.matching.joining import OPEN
from engine.season.applications import Applications
from engine.season.joining.class_seasons import ClassSeasons
from engine.season.joining.your_match import YourMatch
from engine.season.main_match import own_order
from engine.season.stages import BeforeMatch


@dataclass(frozen=True, eq=False, kw_only=True)
class YourWay:
    """Your Y applications in R seasons.

    Attributes
    ----------
    your_reached : ndarray of int8, shape (R, Y)
        How far each got; 4 is placed (in the Match or before).
    your_place : ndarray of int32, shape (R, Y)
        Your place among the files that got past the filters, 0 = best; -1 if yours did not.
    your_rank, your_list_length : ndarray of int32, shape (R, Y)
        Your place on the program's rank order list, 0 = best, -1 = not ranked; its length.
    your_list_end : ndarray of int32, shape (R, Y)
        Place on that list of the last one admitted; see `engine.season.list_ends`.
    your_match_choice : ndarray of int16, shape (R,)
        Place on your own list of where you are placed, 0 = first; -1 in SOAP or nowhere.
    """

    your_reached: NDArray[np.int8]
    your_place: NDArray[np.int32]
    your_rank: NDArray[np.int32]
    your_list_length: NDArray[np.int32]
    your_list_end: NDArray[np.int32]
    your_match_choice: NDArray[np.int16]


def your_way(
    theirs: ClassSeasons, yours: Applications, own: BeforeMatch, match: YourMatch
) -> YourWay:
    """Say how your applications, which got so far alone, stand among those of a class."""
    interviews, program, where = own.interviews, yours.program, match.program[:, -1]
    seasons, programs = theirs.invited_to.shape
    cell = interviews.season, interviews.application
    reached = own.screened_in.astype(np.int8)
    reached[cell] = np.where(interviews.ranked, RANKED, INTERVIEWED)
    chosen = where[:, None] == program  # -1 is none of them
    placed = chosen | (match.first_year[:, -1:] == program)
    reached[placed] = PLACED

    # Those ranked by the same program who are seen as no worse stand before you.
    rank = np.full(reached.shape, -1, np.int32)
    size = np.diff(theirs.list_start)
    length = size.reshape(seasons, programs)[:, program]
    ranked = np.flatnonzero(interviews.ranked)
    on = interviews.season[ranked], interviews.application[ranked]
    at, mine = interviews.program_cell[ranked], interviews.rank_key[ranked]
    rank[on] = no_greater(theirs.on_list, theirs.list_start[at], size[at], mine)
    length[on] += 1

    # The last one admitted stands behind everybody seen as no worse; it may be you. Where it is
    # the same as without you, so is the place.
    last = match.last[:, program]
    end = theirs.list_end[:, program]
    other = np.nonzero(last != theirs.last[:, program])
    at = other[0] * programs + program[other[1]]
    end[other] = no_greater(theirs.on_list, theirs.list_start[at], size[at], last[other]) - 1
    my_key = np.full(reached.shape, OPEN, np.int32)
    my_key[on] = mine
    end += (my_key < last) | (placed & ~match.signed_early[:, -1:])
    end = np.where(last == OPEN, length, end)

    # Your own list holds every program that interviewed you.
    preference_key = np.full(reached.shape, 2 ** (BITS + 1), np.int32)
    preference_key[cell] = own_order(interviews, yours.market.programs)
    taken = np.where(chosen, preference_key, -1).max(axis=1, initial=-1)
    choice = np.where(taken >= 0, (preference_key < taken[:, None]).sum(axis=1), -1)
    place = np.full(reached.shape, -1, np.int32)
    season, nth = np.nonzero(own.screened_in)
    place[season, nth] = theirs.lists.places(season, program[nth], own.rank_key[season, nth])
    return YourWay(
        your_reached=reached,
        your_place=place,
        your_rank=rank,
        your_list_length=length.astype(np.int32),
        your_list_end=end.astype(np.int32, copy=False),
        your_match_choice=choice.astype(np.int16),
    )
