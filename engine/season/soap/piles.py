"""How a program in SOAP sorts the pile of its files: who is read, talked about, and listed.

A pile depends on nothing but its own files, unless bad words travel from one program to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import pass_on, travels
from engine.base.codes import (
    CUT,
    NEVER_HERE,
    NOT_REACHED,
    ON_SHORT_LIST,
    ON_SOAP_LIST,
    STOPPED,
    VETOED,
)
from engine.base.columns import Rows, only_rows
from engine.base.grouping import Floats, Ints, group_sizes
from engine.base.noise import Years
from engine.base.ordering import UNREAD, fixed_point
from engine.scenario.assumptions import Assumptions
from engine.season.applications import Applications
from engine.season.impression import appeal, spoken, vetoes
from engine.season.soap.lists import asks_for_more, desperation, lists_by_round, on_lists
from engine.season.soap.reading import read_in_time
from engine.season.soap.worth import Worth

_ALL = slice(None)


@dataclass(frozen=True, eq=False)
class Said:
    """What is said of M SOAP applications.

    Attributes
    ----------
    seen : ndarray of float, shape (M,)
        Appeal in SD after the words, before `Worth.fear` is taken off; the bare file's where
        nobody speaks.
    barred : ndarray of bool, shape (M,)
        Whether a voice bars it, once others wait.
    """

    seen: Floats
    barred: NDArray[np.bool_]

    def only(self, rows: Rows) -> Said:
        """Keep what is said of some of them."""
        return only_rows(self, rows)


@dataclass(frozen=True, eq=False)
class Piles:
    """Where M SOAP applications stand.

    Attributes
    ----------
    stage : ndarray of int8, shape (M,)
        How far each got: index into `engine.base.codes.SOAP_STAGES`.
    appeal : ndarray of float, shape (M,)
        How the program sees the applicant in round 1; NaN where nobody read the file.
    keys : ndarray of int32, shape (rounds, M)
        Rank key on the program's list of each round, smaller = better; -1 = not on it.
    """

    stage: NDArray[np.int8]
    appeal: Floats
    keys: NDArray[np.int32]


def first_lists(
    applications: Applications, worth: Worth, opened: Ints, years: Years, rows: Ints | slice = _ALL
) -> NDArray[np.int8]:
    """Say how far files get before anybody is asked about them: a stage as of `Piles`.

    Of all files, shape (M,), or of some ``rows``; either way of whole piles. ``opened``, shape
    (R, P), are the positions of programs that take part.
    """
    dials, files = applications.dials, worth.files.only(rows)
    bare, stopped = worth.bare[rows], worth.stopped[rows]
    in_time = read_in_time(applications.market, files, bare, stopped, dials, years)
    stage = np.full(len(files), CUT, np.int8)
    stage[worth.never[rows]] = NEVER_HERE
    stage[~in_time] = NOT_REACHED
    stage[stopped > 0] = STOPPED
    read = np.flatnonzero(stage == CUT)
    kept, short = on_lists(files.program_cell[read], bare[read], opened.ravel(), dials)
    stage[read[kept]] = ON_SOAP_LIST
    stage[read[short]] = ON_SHORT_LIST
    return stage


def sort_piles(
    applications: Applications,
    worth: Worth,
    first: NDArray[np.int8],
    said: Said,
    opened: Ints,
) -> Piles:
    """Sort whole piles, whose `first_lists` are known, and what is `said` of each file.

    ``opened``, shape (R, P), are the positions of programs that take part.
    """
    dials, files, stage = applications.dials, worth.files, first.copy()
    read = np.flatnonzero(stage >= CUT)
    cell, fear, seen = files.program_cell[read], worth.fear[read], said.seen[read]
    if dials.soap_silence:
        seen -= dials.soap_silence * (worth.slow[read] & (stage[read] == ON_SHORT_LIST))
    stage[read[said.barred[read] & _others_wait(cell, dials)]] = VETOED

    positions = applications.market.programs.positions
    dropped = desperation(opened, positions, dials.soap_rounds, dials)
    on = np.flatnonzero(stage[read] >= ON_SOAP_LIST)
    keys = np.full((dials.soap_rounds, len(files)), -1, np.int32)
    keys[:, read[on]] = lists_by_round(cell[on], seen[on], fear[on], dropped, dials)
    view = np.full(len(files), np.nan)
    view[read] = seen - fear * (1 - dropped[0, cell])
    return Piles(stage, view, keys)


def _others_wait(cell: Ints, dials: Assumptions) -> NDArray[np.bool_]:
    """Whether each program, ``cell``, has so many other files that one no is enough (S0-34).

    Where few others wait, the word still costs its places, but bars nobody (S0-18).
    """
    enough: NDArray[np.bool_] = group_sizes(cell)[cell] - 1 >= _others_needed(dials)
    return enough


def _others_needed(dials: Assumptions) -> float:
    return dials.soap_others_waiting * dials.application_scale


def ask_about(
    applications: Applications, worth: Worth, first: NDArray[np.int8], years: Years
) -> Said:
    """Listen to what is said of the files read, of all that some applicants sent.

    Programs ask about the short list only, as of `first_lists`; a note sent unasked comes about
    any file.
    """
    dials, market, speakers = applications.dials, applications.market, applications.speakers
    seen, barred = worth.bare.copy(), np.zeros(len(worth), bool)
    if not len(worth.words):
        return Said(seen, barred)
    rows = np.flatnonzero(first >= CUT)
    read = worth if len(rows) == len(worth) else worth.only(rows)
    files, words, short = read.files, read.words, first[rows] == ON_SHORT_LIST
    heard = words.only(short[words.application] | speakers.in_match_week[words.speaker])
    heard = pass_on(
        heard, speakers, market.programs, files.applicant_cell, files.program, dials, years
    )
    belief = applications.belief["soap"]
    said = spoken("soap", heard.application, heard, speakers, dials)
    about = files.applicant[said.cell]
    seen[rows] = appeal(
        "soap",
        read.bare.copy(),
        said,
        belief.mean[about],
        belief.precision[about],
        belief.total,
        dials,
    )
    barred[rows[heard.application[vetoes(heard, speakers, dials, years)]]] = True
    return Said(seen, barred)


def might_be_offered(
    worth: Worth, opened: Ints, reach: NDArray[np.int32], positions: Ints, dials: Assumptions
) -> NDArray[np.bool_]:
    """Find the files that might get an offer if they stood on the list, shape (M,).

    Those good enough for the last offer of some round, and all that somebody spoke about: where
    they would stand is not known yet. ``reach``, shape (rounds, M), is the key of the last one
    offered by each file's program, and ``positions``, shape (P,), what it has in all.
    """
    dropped = desperation(opened, positions, dials.soap_rounds, dials)
    keys = fixed_point(worth.bare - worth.fear * (1 - dropped[:, worth.files.program_cell]))
    may: NDArray[np.bool_] = np.any(keys <= reach, axis=0)
    return may | _spoken_of(worth)


def calm(
    worth: Worth,
    piles: Piles,
    opened: Ints,
    offered: NDArray[np.bool_],
    may: NDArray[np.bool_],
    dials: Assumptions,
) -> NDArray[np.bool_]:
    """Find the sorted piles in which one more file changes nothing for others, shape (R * P,).

    Unless that file is offered a position itself. It moves the end of the long list, and that of
    the short list, by one file at most. So a pile is calm if who might drop off the long list was
    ``offered`` nothing, who might move up onto it could be offered nothing (``may``, of
    `might_be_offered`), and nobody said a word about who might drop off the short list.
    """
    if travels(dials) or dials.soap_silence or asks_for_more(dials):
        return np.zeros(opened.size, bool)
    cell, key, stage = worth.files.program_cell, fixed_point(worth.bare), piles.stage
    short = (stage == ON_SHORT_LIST) | (stage == VETOED)
    read = group_sizes(cell[stage >= CUT], opened.size)
    still: NDArray[np.bool_] = read - 1 >= _others_needed(dials)
    for among, touchy, end in (
        (stage >= VETOED, offered, key),
        (stage == CUT, may, -key),
        (short, _spoken_of(worth), key),
    ):
        last = np.full(opened.size, -UNREAD, np.int32)
        np.maximum.at(last, cell[among], end[among])
        still[cell[among & touchy & (end == last[cell])]] = False
    return still


def _spoken_of(worth: Worth) -> NDArray[np.bool_]:
    spoken_of = np.zeros(len(worth), bool)
    spoken_of[worth.words.application] = True
    return spoken_of
