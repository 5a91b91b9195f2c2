"""What became of one season, and of you at one program in it: the words for an asked dot."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import (
    FILTERS,
    INTERVIEWED,
    MATCHED,
    PASSES,
    PREMATCH,
    RANKED,
    SCREENED_IN,
    SOAP,
    UNPLACED,
)
from engine.season.filters import stopped_by
from engine.study.comparison import Comparison
from engine.study.season import Season
from widgets.season import words
from widgets.season.one_season import nearest
from widgets.text.numbers import counted, ordinal


def column_of(season: Season) -> dict[int, int]:
    """Give the place of each of your programs among your applications."""
    market = season.market
    return {int(program): n for n, program in enumerate(market.program[market.yours])}


def stops(season: Season) -> dict[int, int]:
    """Which filter stops your file at each of your programs, before any door: a code, 0 if none."""
    market = season.market
    who, where = market.applicant[market.yours], market.program[market.yours]
    found = stopped_by(market.applicants, market.programs, who, where)
    return dict(zip(where.tolist(), found.tolist(), strict=True))


def cuts(season: Season) -> dict[int, float]:
    """Give the exam cut of each of your programs that no other filter closes to you."""
    market = season.market
    who, where = market.applicant[market.yours], market.program[market.yours]
    others = stopped_by(market.applicants, market.programs, who, where, exam_relief=np.inf)
    cut = market.programs.exam_cut[where]
    open_otherwise = (others == PASSES) & np.isfinite(cut)
    return dict(zip(where[open_otherwise].tolist(), cut[open_otherwise].tolist(), strict=True))


def tell(comparison: Comparison, number: int) -> str:
    """Tell one season after the tweak, and where it went otherwise, before.

    Parameters
    ----------
    comparison : Comparison
        Both times.
    number : int
        Which season, from 0.

    Returns
    -------
    str
    """
    before, after = comparison.before, comparison.after
    now = fate(after, number)
    title = words.SEASON.format(number + 1)
    if fate(before, number) == now:
        return f"{title} {words.AS_BEFORE.format(now)}"
    then = fate(before, number)
    target = int(after.program[number, -1])
    turned = int(before.program[number, -1]) not in (target, -1)
    if after.outcome[number, -1] in (PREMATCH, MATCHED):
        there = at_program(before, number, target)
        if before.outcome[number, -1] == UNPLACED:
            then = words.FATE_NONE_AT.format(there)
        elif turned:
            then = f"{then}; {there}"
    return f"{title} {words.NOW.format(now)} {words.THEN.format(then)}"


def fate(season: Season, number: int) -> str:
    """Say how one season ends for you, and what was nearest where it ends without a place."""
    outcome, program = int(season.outcome[number, -1]), int(season.program[number, -1])
    names = season.market.programs.names
    if outcome == PREMATCH:
        return words.FATE_EARLY.format(names[program])
    if outcome == SOAP:
        return words.FATE_SOAP.format(names[program], int(season.round[number, -1]))
    if outcome != MATCHED:
        return words.FATE_NONE.format(_nearest(season, number))
    column = column_of(season)[program]
    choice = ordinal(int(season.your_match_choice[number]) + 1)
    return words.FATE_MATCH.format(names[program], choice, _standing(season, number, column))


def at_program(season: Season, number: int, program: int) -> str:
    """Say how far you came at one program in one season."""
    name, column = season.market.programs.names[program], column_of(season).get(program)
    if column is None:
        return words.NOT_APPLIED.format(name)
    reached = int(season.your_reached[number, column])
    if reached < SCREENED_IN:
        return words.STOPPED.format(name, FILTERS[stops(season)[program]])
    if reached < INTERVIEWED:
        return words.NOT_INVITED.format(name)
    if reached < RANKED:
        return words.LEFT_OFF.format(name)
    standing = _standing(season, number, column)
    within = season.your_rank[number, column] <= season.your_list_end[number, column]
    return (words.PREFERRED if within else words.ENDED).format(name, standing)


def _standing(season: Season, number: int, column: int) -> str:
    """Your place on a list, its length and where it ended."""
    place, length, end = (
        int(values[number, column])
        for values in (season.your_rank, season.your_list_length, season.your_list_end)
    )
    return words.STANDING.format(ordinal(place + 1), length, end_text(end, length))


def end_text(end: int, length: int) -> str:
    """Say where a list of some length ended: at a place from 0, or -1 where the Match fills none.

    >>> end_text(20, 32), end_text(32, 32), end_text(-1, 32)
    ('last in: 21st', 'positions left open', 'nobody in by the Match')
    """
    if end < 0:
        return words.NOBODY_IN
    return words.LEFT_OPEN if end >= length else words.LAST_IN.format(ordinal(end + 1))


def middle(values: NDArray[np.int32]) -> int:
    """Return the middle one of some whole numbers, the higher one of two."""
    return int(np.sort(values)[len(values) // 2])


def _nearest(season: Season, number: int) -> str:
    """Say how near a list came that names you; where none does, how far your files got."""
    rank, end = season.your_rank[number], season.your_list_end[number]
    listed = np.flatnonzero(rank >= 0)
    names, programs = season.market.programs.names, season.market.program[season.market.yours]
    if len(listed):
        first_year = season.market.programs.preliminary[programs[listed]]
        column = int(listed[nearest(rank[listed] - end[listed], first_year)])
        name = names[int(programs[column])]
        return words.NEAREST.format(name, _standing(season, number, column))
    reached = season.your_reached[number]
    met = int((reached >= INTERVIEWED).sum())
    if met:
        return words.NO_LIST.format(counted(met, "program"))
    stopped = int((reached < SCREENED_IN).sum())
    passed = len(reached) - stopped
    return words.NO_INTERVIEW.format(stopped, len(reached), counted(passed, "other"))


def cut_of(season: Season, program: int) -> str:
    """Name the filter that stops your file at a program; an exam cut with its points."""
    code = stops(season)[program]
    if FILTERS[code] == "exam cut":
        return words.CUT.format(float(season.market.programs.exam_cut[program]))
    return "" if code == PASSES else FILTERS[code]
