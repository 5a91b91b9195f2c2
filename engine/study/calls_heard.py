"""How often a word is acted on, by how the program sees the file (S1-21)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from engine.backchannel.hearing import hear
from engine.base.codes import FILE_CLASSES
from engine.base.grouping import group_sizes
from engine.scenario.scenario import Scenario
from engine.study.classes import played_classes
from engine.study.tables import ordered

if TYPE_CHECKING:
    import pandas as pd


def calls_by_class(
    scenario: Scenario, *, seeds: Iterable[int] = range(10), seasons: int = 10, seed: int = 1
) -> pd.DataFrame:
    """Count the words acted on before the rank lists are final, by class of the file.

    Of the applications of a class, not of yours; words that come unasked count with those that
    a program asks for.

    Parameters
    ----------
    scenario : Scenario
        Whose dials and classes.
    seeds : iterable of int, default 0 to 9
        Classes to draw.
    seasons : int, default 10
        Seasons of each.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    DataFrame
        file_class (top, borderline, flagged), share (of all applications that a program may
        read), known (share of the class about which somebody the program knows may speak),
        acted_on (share of those with at least one word acted on), unasked (share of those
        words that nobody had asked for).

    Examples
    --------
    >>> calls = calls_by_class(Scenario(preset="source"), seeds=[0], seasons=5)
    >>> calls["file_class"].tolist(), bool(calls["acted_on"].is_monotonic_increasing)
    (['top', 'borderline', 'flagged'], True)
    """
    import pandas as pd

    number = len(FILE_CLASSES)
    files, known, acted_on, words, unasked = (np.zeros(number) for _ in range(5))
    for batch in played_classes(scenario, seeds, seasons, seed):
        everybody = batch.applications
        others = everybody.yours.start
        file_class, calls = everybody.file_class, everybody.calls
        files += group_sizes(file_class[:others], number) * seasons
        about = np.unique(calls.application[calls.known])
        about = about[about < others]
        known += group_sizes(file_class[about], number) * seasons
        heard = hear(calls, everybody.speakers, seed, batch.replicates)
        heard = heard.only((heard.application < others) & heard.known)
        cell = np.unique(heard.season * others + heard.application)
        acted_on += group_sizes(file_class[cell % others], number)
        words += group_sizes(file_class[heard.application], number)
        came = heard.application[calls.unasked[heard.call]]
        unasked += group_sizes(file_class[came], number)
    return pd.DataFrame(
        {
            "file_class": ordered(FILE_CLASSES),
            "share": files / files.sum(),
            "known": known / np.maximum(files, 1),
            "acted_on": acted_on / np.maximum(known, 1),
            "unasked": unasked / np.maximum(words, 1),
        }
    )
