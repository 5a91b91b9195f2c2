"""How near classes come to published figures, and where they do not.

The rows stand in `engine.study.published.rows`, and what is counted for each in `measures` there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from engine.base.grouping import Floats
from engine.scenario.scenario import Scenario
from engine.season.stages import play
from engine.study.classes import chosen_classes
from engine.study.published.played import Played
from engine.study.published.rows import ROWS, Row
from engine.study.published.samples import Samples, pooled
from engine.study.simulation import class_and_you

if TYPE_CHECKING:
    import pandas as pd


def calibration(
    scenario: Scenario | None = None,
    *,
    class_seeds: Iterable[int] = range(40),
    seasons: int = 5,
    seed: int = 1,
) -> pd.DataFrame:
    """Compare classes with published figures.

    Parameters
    ----------
    scenario : Scenario, optional
        What to compare; the default scenario by default.
    class_seeds : iterable of int, default 0 to 39
        Classes to draw; none is left out.
    seasons : int, default 5
        Seasons of each.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    DataFrame
        quantity, group, role (fitted, set aside or reported), ours (over all classes), published,
        low, high (the published range and how far beyond it ours may be), met (whether ours lies
        between), year, kind, source.

    Examples
    --------
    >>> table = calibration(class_seeds=[0], seasons=1)
    >>> bool(table["kind"].isin(["none"]).any()), int((table["role"] == "set aside").sum()) >= 10
    (False, True)
    """
    import pandas as pd

    chosen = chosen_classes(class_seeds, seasons, seed)
    found = measured(ROWS, scenario or Scenario(), chosen, seasons, seed)
    lines = []
    for row, ours in zip(ROWS, found.tolist(), strict=True):
        theirs = row.published()
        low, high = theirs.low - row.within, theirs.high + row.within
        line = (row.quantity, row.group, row.role, ours, theirs.value, low, high)
        lines.append((*line, low <= ours <= high, theirs.year, theirs.kind, theirs.source))
    columns = "quantity group role ours published low high met year kind source"
    return pd.DataFrame(lines, columns=columns.split())


def measured(
    rows: Sequence[Row], scenario: Scenario, class_seeds: Iterable[int], seasons: int, seed: int = 1
) -> Floats:
    """Measure classes for some rows, in their units; NaN where nothing was observed.

    Parameters
    ----------
    rows : sequence of Row
        Which; those in classes of the same settings stand together.
    scenario : Scenario
        What the classes are like, but for their seeds.
    class_seeds, seasons, seed
        As in `calibration`.

    Returns
    -------
    ndarray of float, shape (rows,)

    Examples
    --------
    >>> matched = [row for row in ROWS if row.quantity.startswith("matched, % of active")]
    >>> bool((measured(matched, Scenario(), class_seeds=range(2), seasons=2) > 30).all())
    True
    """
    alike = [(dict(own), list(same)) for own, same in groupby(rows, attrgetter("classes"))]
    found: list[list[list[Samples]]] = [[] for _ in alike]
    for number in class_seeds:
        played = cache(partial(_played, seasons=seasons, seed=seed))  # once for all rows of a class
        for (settings, same), classes in zip(alike, found, strict=True):
            batch = played(scenario.with_market(seed=number, **settings))
            classes.append([row.measure(batch) for row in same])
    return np.array(
        [
            row.summary(pooled(samples))
            for (_, same), classes in zip(alike, found, strict=True)
            for row, samples in zip(same, zip(*classes, strict=True), strict=True)
        ]
    )


def _played(drawn: Scenario, seasons: int, seed: int) -> Played:
    """Play a class, as all measures of rows take it."""
    others, yours = class_and_you(drawn)
    return Played(play(others, yours, seed, np.arange(seasons)), others.couples)
