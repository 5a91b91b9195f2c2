"""Your programs' rank order lists before and after: the rows of `ListsWithEnds`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.base.codes import INTERVIEWED
from engine.study.comparison import Comparison
from engine.study.season import Season
from widgets.season import words
from widgets.season.fate import column_of, cut_of, cuts, end_text, middle
from widgets.text.numbers import counted, ordinal, share_text

_LISTS, _CUTS = 7, 2  # programs whose lists are drawn, and those whose exam cut is near
_OFTEN = 0.05  # share of seasons in which a program must interview you to be drawn
_REACH = 15  # points: an exam cut no farther above you is near
_RANGE = (0.05, 0.5, 0.95)  # of the seasons


def list_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """Turn a comparison into rows: the lists that often name you, and the cuts just above you.

    In your order of liking. Places are medians over the seasons in which the program ranks you
    both before and after: over all seasons, a better file would seem to stand lower, because it
    is ranked in harder seasons too.
    """
    before, after = comparison.before, comparison.after
    had, has = column_of(before), column_of(after)
    often = {
        program: max(
            float((season.your_reached[:, columns[program]] >= INTERVIEWED).mean())
            for season, columns in ((before, had), (after, has))
            if program in columns
        )
        for program in has
    }
    listed = sorted((p for p in has if often[p] >= _OFTEN), key=lambda p: -often[p])[:_LISTS]
    near = _near_cuts(after, exclude=listed)
    return [
        _list_row(comparison, program) if program in listed else _cut_row(after, program)
        for program in has
        if program in listed or program in near
    ]


def cut_marks(season: Season) -> dict[int, list[str]]:
    """Give the scores from which on a program reads your file, each with the programs' names.

    Only programs that no other filter closes to you: there a point matters.

    Examples
    --------
    >>> from engine import Scenario, simulate
    >>> cut_marks(simulate(Scenario(), replicates=1))[238]
    ['Northfield']
    """
    names = season.market.programs.names
    marks: dict[int, list[str]] = {}
    for program, cut in cuts(season).items():
        marks.setdefault(math.ceil(cut), []).append(names[program])
    return {cut: sorted(marks[cut]) for cut in sorted(marks)}


def _near_cuts(season: Season, exclude: list[int]) -> list[int]:
    """Programs whose exam cut alone stops you, by few points; the nearest first."""
    score = int(season.market.applicants.step2[-1])
    short = {p: cut - score for p, cut in cuts(season).items() if p not in exclude}
    near = (program for program in short if 0 < short[program] <= _REACH)
    return sorted(near, key=short.__getitem__)[:_CUTS]


def _cut_row(season: Season, program: int) -> dict[str, Any]:
    score = int(season.market.applicants.step2[-1])
    short = math.ceil(cuts(season)[program]) - score
    cut = cut_of(season, program)
    return {
        "program": season.market.programs.names[program],
        **dict.fromkeys(("length", "end", "end_low", "end_high"), 0),
        "before": None,
        "after": None,
        "text": words.SHORT_OF.format(cut, counted(short, "point")),
        "more": "",
        "closed": cut,
    }


def _list_row(comparison: Comparison, program: int) -> dict[str, Any]:
    columns = []
    for season in (comparison.before, comparison.after):
        column = column_of(season).get(program)
        rank, end, length = (
            values[:, column] if column is not None else np.full(season.replicates, -1)
            for values in (season.your_rank, season.your_list_end, season.your_list_length)
        )
        columns.append((rank, end, length))
    ranked = [rank >= 0 for rank, _, _ in columns]
    both = ranked[0] & ranked[1]
    use = [both if both.any() else there for there in ranked]
    before, after = (
        middle(rank[where]) if where.any() else None
        for (rank, _, _), where in zip(columns, use, strict=True)
    )
    there = ranked[1] if ranked[1].any() else ranked[0]
    _, end, length = columns[1] if ranked[1].any() else columns[0]
    if not there.any():  # interviewed, and never ranked
        there = np.ones(len(end), bool)
    long = middle(length[there])
    ends = np.minimum(end[there] + 1, length[there])  # counted from 1
    low, last, high = (min(int(end), long) for end in np.quantile(ends, _RANGE))
    reach = [float(((rank >= 0) & (rank <= end)).mean()) for rank, end, _ in columns]
    places = [None if place is None else place + 1 for place in (before, after)]
    return {
        "program": comparison.after.market.programs.names[program],
        "length": max(long, *(place or 0 for place in places)),
        "end": last,
        "end_low": low,
        "end_high": high,
        "before": places[0],
        "after": places[1],
        "text": _place_text(places, long, last),
        "more": _reach_text(reach),
        "closed": "",
    }


def _place_text(places: list[int | None], length: int, last: int) -> str:
    was, now = (words.NOT_LISTED if place is None else ordinal(place) for place in places)
    change = now if was == now else f"{was} → {now}"
    # The place is counted from 1, and the list is as long where positions are left open.
    end = end_text(last if last >= length else last - 1, length)
    return words.ON_LIST.format(change, length, end)


def _reach_text(reach: list[float]) -> str:
    was, now = (share_text(share) for share in reach)
    return words.REACHES.format(now) if was == now else words.REACHES_NOW.format(was, now)
