"""Which invitations exist only because somebody spoke (S1-15)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import FIELDS
from engine.base.grouping import group_sizes
from engine.base.noise import Years
from engine.scenario.scenario import Scenario
from engine.season.stages import SeasonBatch
from engine.study.classes import played_classes
from engine.study.intervals import t_95
from engine.study.tables import ordered

if TYPE_CHECKING:
    import pandas as pd


def invitations_through_voices(
    scenario: Scenario, *, class_seeds: Iterable[int] = range(10), seasons: int = 10, seed: int = 1
) -> pd.DataFrame:
    """Count the interviews that take place only because of voices, by field of the program.

    The same classes are played twice, with the same chance: as they are, and where nobody acts
    on a word (``endorsement_effect`` "none"). Interviews are invitations that were accepted;
    yours are not counted.

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
        field, interviews (mean per class and season), with_a_word (share of them where somebody's
        word was acted on before the invitations), only_through_voices (share that would not take
        place without any), low, high (95 % of the latter, over the classes; NaN for one class).

    Examples
    --------
    >>> table = invitations_through_voices(Scenario(), class_seeds=[0], seasons=2)
    >>> table["field"].tolist(), bool((table["only_through_voices"] < 0.1).all())
    (['competitive', 'primary care', 'general'], True)
    """
    import pandas as pd

    chosen = list(class_seeds)
    without = scenario.with_assumptions(endorsement_effect="none")
    pairs = zip(
        played_classes(scenario, chosen, seasons, seed),
        played_classes(without, chosen, seasons, seed),
        strict=True,
    )
    counts = np.array([_count(spoken, silent, seed) for spoken, silent in pairs])
    interviews, spoken_for, owed = counts[:, 0], counts[:, 1], counts[:, 2]
    whole = np.maximum(interviews.sum(axis=0), 1)
    share = owed.sum(axis=0) / whole
    half = np.full(len(FIELDS), np.nan)
    if len(chosen) > 1:  # a ratio's error, from how far each class is from it
        off = owed - share * interviews
        spread = np.sqrt(len(chosen) / (len(chosen) - 1) * (off**2).sum(axis=0))
        half = t_95(len(chosen) - 1) * spread / whole
    return pd.DataFrame(
        {
            "field": ordered(FIELDS),
            "interviews": interviews.mean(axis=0) / seasons,
            "with_a_word": spoken_for.sum(axis=0) / whole,
            "only_through_voices": share,
            "low": np.maximum(share - half, 0),
            "high": share + half,
        }
    )


def _count(spoken: SeasonBatch, silent: SeasonBatch, seed: int) -> NDArray[np.int64]:
    """Count the others' interviews by field: all, with a word before, needing one; (3, 3)."""
    market, cells = spoken.applications.market, []
    sent = len(market.program)
    for batch in (spoken, silent):
        met, everybody = batch.interviews, batch.applications
        others = met.application < everybody.yours.start
        # Which files are kept differs between the two; the number of an application does not.
        cells.append(met.season[others] * sent + everybody.row[met.application[others]])
    heard = spoken.applications.heard(Years(seed, spoken.replicates))
    early = heard.only(heard.before_invitations)
    said = np.unique(early.season * sent + spoken.applications.row[early.application])
    field = market.programs.field[market.program]
    found = (cells[0], np.intersect1d(cells[0], said), np.setdiff1d(*cells))
    return np.array([group_sizes(field[cell % sent], len(FIELDS)) for cell in found])
