"""What a tweak changed, and by which mechanism: which filter, which invitation, which list's end.

Where a season ends with a place after the tweak and without one before, the program of that place
did something else before: it stopped the file, invited others, left you off its list, or its list
ended before you. That step is the mechanism.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import (
    APPLIED,
    INTERVIEWED,
    MATCHED,
    NOT_APPLIED,
    PREMATCH,
    RANKED,
    SOAP,
    UNPLACED,
)
from engine.study.comparison import Comparison
from engine.study.season import Season
from widgets.season import words
from widgets.season.fate import column_of, cut_of, end_text, stops
from widgets.text.numbers import counted, ordinal


@dataclass(frozen=True)
class Turn:
    """Seasons that one program turned: how far you came there at the other time.

    ``reached`` is that code (`engine.base.codes.REACHED`, or `NOT_APPLIED`); ``numbers`` are
    those turned, of ``of`` in all.
    """

    program: int
    reached: int
    numbers: tuple[int, ...]
    of: int

    @property
    def seasons(self) -> int:
        """How many it turned."""
        return len(self.numbers)


def turns(without: Season, with_place: Season) -> list[Turn]:
    """Find what gave you a place before SOAP in one study where there is none in the other.

    The most frequent comes first.

    Examples
    --------
    >>> from engine import Scenario, simulate
    >>> one, other = (simulate(Scenario().with_you(step2=score), 50) for score in (230, 245))
    >>> found = turns(one, other)
    >>> sum(turn.seasons for turn in found) == found[0].of > 0
    True
    """
    gained = np.flatnonzero(_placed(with_place) & ~_placed(without))
    columns = column_of(without)
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for season in gained.tolist():
        program = int(with_place.program[season, -1])
        column = columns.get(program)
        reached = NOT_APPLIED if column is None else int(without.your_reached[season, column])
        found[program, reached].append(season)
    most_first = sorted(found.items(), key=lambda one: -len(one[1]))
    return [Turn(*at, tuple(numbers), len(gained)) for at, numbers in most_first]


def why(comparison: Comparison) -> str:
    """Say in a sentence by which mechanism the tweak acts; empty where nothing moves."""
    before, after = comparison.before, comparison.after
    gained, lost = turns(before, after), turns(after, before)
    more = sum(turn.seasons for turn in gained) >= sum(turn.seasons for turn in lost)
    found = gained if more else lost
    if found:
        return _turned(comparison, found[0], more)
    crossed = _filters_crossed(comparison)
    return crossed or _nearest_end(comparison)


def _turned(comparison: Comparison, turn: Turn, more: bool) -> str:
    """Say what one program did, and in how many of the seasons that changed."""
    before, after = comparison.before, comparison.after
    without = before if more else after
    name = without.market.programs.names[turn.program]
    if turn.reached == NOT_APPLIED:
        step = words.TURN_APPLIED[more].format(name)
    elif turn.reached == APPLIED:
        closed = stops(without)[turn.program] != stops(after if more else before)[turn.program]
        told = words.TURN_FILTER if closed else words.TURN_DOOR
        step = told[more].format(name, cut_of(without, turn.program))
    elif turn.reached < INTERVIEWED:
        step = words.TURN_INVITED[more].format(name)
    elif turn.reached < RANKED:
        step = words.TURN_RANKED[more].format(name)
    else:
        moved = _moved(comparison, turn.program, turn.numbers)
        step = words.TURN_LIST[more].format(name, moved)
    turned = _placed(after if more else before) & ~_placed(without)
    seasons = words.GAINED if more else words.LOST
    unplaced = [int((season.outcome[:, -1] == UNPLACED).sum()) for season in (before, after)]
    against = unplaced[1] > unplaced[0] if more else unplaced[1] < unplaced[0]
    return seasons.format(
        (words.YET if against else words.WHY).format(words.WITHIN[after.scenario.preset]),
        _how_many(turn),
        words.BEFORE_SOAP if (without.outcome[turned, -1] == SOAP).any() else "",
        step,
    )


def _how_many(turn: Turn) -> str:
    """Say how many of the seasons that changed a program turned."""
    if turn.of == 1:
        return words.ONE_TURNED
    every = counted(turn.of, "season")
    if turn.seasons == turn.of:
        return words.ALL_TURNED.format(every)
    return words.SOME_TURNED.format(turn.seasons, every)


def _moved(comparison: Comparison, program: int, seasons: Sequence[int]) -> str:
    """Your places on a list at both times in the middle one of some seasons, and the list's end.

    A season and not medians of many: of these, each may come from another season, and a list
    might seem to reach somebody whom it reached before.
    """
    pair = comparison.before, comparison.after
    ranks, ends, lengths = (
        np.array([getattr(one, name)[seasons, column_of(one)[program]] for one in pair])
        for name in ("your_rank", "your_list_end", "your_list_length")
    )
    middle = int(np.argsort(ranks[1] - ranks[0], kind="stable")[len(seasons) // 2])
    was, now = (ordinal(int(place) + 1) for place in ranks[:, middle])
    end, length = int(ends[0, middle]), int(lengths[0, middle])
    places = was if was == now else f"{was} → {now}"
    return words.MOVED.format(seasons[middle] + 1, places, end_text(end, length))


def _filters_crossed(comparison: Comparison) -> str:
    """Name the programs whose filters stop your file at one time only."""
    had, has = stops(comparison.before), stops(comparison.after)
    both = [program for program in has if program in had]
    opened = [program for program in both if had[program] and not has[program]]
    closed = [program for program in both if has[program] and not had[program]]
    for programs, season, told in (
        (opened, comparison.before, words.OPENED),
        (closed, comparison.after, words.CLOSED),
    ):
        if programs:
            names = season.market.programs.names
            named = ", ".join(f"{names[p]} ({cut_of(season, p)})" for p in programs[:3])
            return told.format(named)
    return ""


def _nearest_end(comparison: Comparison) -> str:
    """Where you move on a list and cross no end: the longest way, and where that list ends."""
    before, after = comparison.before, comparison.after
    had, has = column_of(before), column_of(after)
    best: tuple[int, int, list[int]] | None = None
    for program in has:
        if program not in had:
            continue
        was, now = before.your_rank[:, had[program]], after.your_rank[:, has[program]]
        moves = (was >= 0) & (now >= 0) & (was != now)
        way = int(np.abs(was - now)[moves].sum())
        if way and (best is None or way > best[0]):
            best = way, program, np.flatnonzero(moves).tolist()
    if best is None:
        return ""
    _, program, seasons = best
    return words.NO_END_CROSSED.format(
        after.market.programs.names[program], _moved(comparison, program, seasons)
    )


def _placed(season: Season) -> NDArray[np.bool_]:
    return np.isin(season.outcome[:, -1], (PREMATCH, MATCHED))
