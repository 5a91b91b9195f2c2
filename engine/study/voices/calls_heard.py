"""How often a word is acted on after the interview, by how the program then sees you (S1-21)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import LIST_CLASSES
from engine.scenario.scenario import Scenario
from engine.study.classes import played_classes
from engine.study.tables import ordered

if TYPE_CHECKING:
    import pandas as pd


def calls_by_class(
    scenario: Scenario, *, class_seeds: Iterable[int] = range(10), seasons: int = 10, seed: int = 1
) -> pd.DataFrame:
    """Count how often a program calls after an interview and acts on it, by class of applicant.

    Of the interviews of a class, not of yours, about which nobody the program knows has spoken
    before, and somebody it knows could.

    Parameters
    ----------
    scenario : Scenario
        Whose dials and classes.
    class_seeds : iterable of int, default 0 to 9
        Classes to draw.
    seasons : int, default 10
        Seasons of each.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    DataFrame
        list_class (top, borderline, flagged, conflicting: good on paper, odd that day), share (of
        all interviews), open (share of the class about which somebody could be asked), acted_on
        (share of those where a word was asked for and acted on).

    Examples
    --------
    >>> calls = calls_by_class(Scenario(preset="source"), class_seeds=[0], seasons=5)
    >>> calls["list_class"].tolist(), bool(calls["acted_on"][:3].is_monotonic_increasing)
    (['top', 'borderline', 'flagged', 'conflicting'], True)
    """
    import pandas as pd

    met, open_to, acted_on = (np.zeros(len(LIST_CLASSES)) for _ in range(3))
    for batch in played_classes(scenario, class_seeds, seasons, seed):
        everybody, heard = batch.applications, batch.heard
        calls, files, others = everybody.calls, len(everybody), everybody.yours.start
        table = np.full((seasons, files), -1, np.int8)
        table[batch.interviews.season, batch.interviews.application] = batch.interviews.list_class
        table[:, others:] = -1  # yours are not counted
        met += _count(table[table >= 0])
        asked = calls.known & ~calls.unasked
        could = np.zeros(files, bool)
        could[calls.application[asked]] = True
        heard = heard.only(heard.known & heard.firsthand)
        late = asked[heard.call] & ~heard.before_invitations
        spoken = np.zeros(table.shape, bool)
        spoken[heard.season[~late], heard.application[~late]] = True
        left = could & ~spoken & (table >= 0)
        open_to += _count(table[left])
        answered = np.zeros(table.shape, bool)
        answered[heard.season[late], heard.application[late]] = True
        acted_on += _count(table[left & answered])
    return pd.DataFrame(
        {
            "list_class": ordered(LIST_CLASSES),
            "share": met / met.sum(),
            "open": open_to / np.maximum(met, 1),
            "acted_on": acted_on / np.maximum(open_to, 1),
        }
    )


def _count(list_class: NDArray[np.int8]) -> NDArray[np.int64]:
    """Count how often each class comes."""
    return np.bincount(list_class, minlength=len(LIST_CLASSES))
