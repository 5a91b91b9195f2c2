"""What two hundred seasons before and after a tweak show, in both worlds: rows, a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from engine.base.codes import MATCHED, OUTCOMES, PREMATCH, UNPLACED
from engine.study.comparison import Comparison
from engine.study.intervals import paired
from engine.study.season import Season
from widgets.charts.dots import SeasonDots, dot_rows
from widgets.charts.lists import ListsWithEnds
from widgets.charts.several import Several
from widgets.explorer.explorer import Rows
from widgets.season import words
from widgets.season.lists import list_rows
from widgets.season.mechanism import why
from widgets.season.verdicts import closed_by
from widgets.season.worlds import Worlds
from widgets.text.numbers import counted, ordinal, share_text, signed
from widgets.text.words import AFTER, BEFORE

SHAPES = {"pre-match": "diamond", "matched": "circle", "soap": "square", "unplaced": "ring"}
BINS = [(words.OUTCOMES[name], SHAPES[name]) for name in OUTCOMES]
_NEARLY_ALL = 0.9  # share of seasons with a place from which on the place itself is the news


def rows(worlds: Worlds) -> Rows:
    """Turn both comparisons into rows: seasons and shares of both worlds, lists of the main one."""
    return {
        **dot_rows(BINS, dot_ends(worlds), dot_notes(worlds)),
        "lists": list_rows(worlds.main),
        "stages": _stages(worlds.main),
    }


def dot_ends(worlds: Iterable[Comparison]) -> dict[str, tuple[list[int], list[int]]]:
    """Give how each season ends for you, before and after, in each world."""
    return {
        name_of(one): (one.before.outcome[:, -1].tolist(), one.after.outcome[:, -1].tolist())
        for one in worlds
    }


def dot_notes(worlds: Iterable[Comparison]) -> dict[tuple[str, str, str], str]:
    """Say of a bin that stays empty by a rule that it does, in each world."""
    notes = {}
    for comparison in worlds:
        for when, season in ((BEFORE, comparison.before), (AFTER, comparison.after)):
            early = bool((season.outcome[:, -1] == PREMATCH).any())
            if not early and closed_by(season, season.scenario.rules):
                notes[name_of(comparison), words.OUTCOMES["pre-match"], when] = words.BY_RULE
    return notes


def name_of(comparison: Comparison) -> str:
    """Name the world of a comparison."""
    return words.WORLDS[comparison.after.scenario.preset]


def _stages(comparison: Comparison) -> list[dict[str, Any]]:
    """How many of your applications get how far; told as a table only."""
    found = []
    for when, season in ((BEFORE, comparison.before), (AFTER, comparison.after)):
        counts = season.stage_counts().values()  # the last, placed, the dots tell
        for label, count in zip(words.STAGES, counts, strict=False):
            text = f"{count:.0f}" if label == words.STAGES[0] else f"{count:.1f}"
            found.append({"label": label, "when": when, "count": count, "text": text})
    return found


def describe(worlds: Worlds) -> str:
    """Say in a few lines what the pictures show: how much, in both worlds, and by what."""
    main, other = worlds
    found = words.FOUND.format(
        world=name_of(main), share=share_text(_share(main.after)), seasons=main.after.replicates
    )
    within = words.WITHIN[other.after.scenario.preset]
    beside = words.OTHER.format(world=within, share=share_text(_share(other.after)))
    if all(map(_same_ends, worlds)):
        same = words.SAME if all(map(_same_places, worlds)) else words.ONLY_PLACES
        text = f"{found}; {beside}: {same}."
    else:
        text = f"{found}, {_turn(main)} than before{_bounds(main)}; {beside}, {_turn(other)}."
        text = text.replace("as often than before", "as often as before")
    most = max(worlds, key=_moved)  # the reason that is told is that of the larger change
    return " ".join(part for part in (text, why(most), _choice(main)) if part)


def _moved(comparison: Comparison) -> float:
    return abs(_share(comparison.after) - _share(comparison.before))


def _turn(comparison: Comparison) -> str:
    """Say by how many points a place is more or less frequent."""
    points = round(100 * (_share(comparison.after) - _share(comparison.before)))
    if not points:
        return words.AS_OFTEN
    return f"{counted(abs(points), 'point')} {'more' if points > 0 else 'less'}"


def _bounds(comparison: Comparison) -> str:
    """Give the paired interval of the difference in whole points, where there is one."""
    had, has = (
        season.outcome[:, -1] != UNPLACED for season in (comparison.before, comparison.after)
    )
    gained, lost = int((has & ~had).sum()), int((had & ~has).sum())
    low, high = (round(100 * bound) for bound in paired(gained, lost, len(had)))
    return f" ({signed(low)} to {signed(high)})" if (low, high) != (0, 0) else ""


def _share(season: Season) -> float:
    return season.share("pre-match", "matched", "soap")


def _same_ends(comparison: Comparison) -> bool:
    before, after = comparison.before, comparison.after
    return np.array_equal(before.outcome[:, -1], after.outcome[:, -1]) and np.array_equal(
        before.your_reached, after.your_reached
    )


def _same_places(comparison: Comparison) -> bool:
    return np.array_equal(comparison.before.your_rank, comparison.after.your_rank)


def _choice(comparison: Comparison) -> str:
    """Say which of your choices you get, where a place is no news any more."""
    seasons = (comparison.before, comparison.after)
    if min(map(_share, seasons)) < _NEARLY_ALL:
        return ""
    choices = []
    for season in seasons:
        early = np.isin(season.outcome[:, -1], (PREMATCH, MATCHED))
        got = np.sort(season.your_match_choice[early]) + 1
        if not len(got):
            return ""
        middle = sorted({int(got[len(got) // 3]), int(got[2 * len(got) // 3])})
        near = len(middle) > 1 and middle[1] == middle[0] + 1
        choices.append((words.OR if near else words.TO).join(map(ordinal, middle)))
    told = words.CHOICE if choices[0] == choices[1] else words.OTHER_CHOICE
    return told.format(*reversed(choices))


def draw(first: Rows, sentence: str) -> Several:
    """Make the pictures: seasons as dots, then lists with their ends."""
    dots = SeasonDots.of_rows(BINS, first, sentence)
    return Several([dots, ListsWithEnds(first["lists"])], {"stages": first["stages"]})
