"""How much of what a program believes one voice makes up (S0-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.base.codes import STAGES
from engine.scenario.assumptions import Assumptions
from engine.scenario.scenario import Scenario
from engine.sources.lexicon import roles
from engine.study.tables import ordered

if TYPE_CHECKING:
    import pandas as pd


def voice_weights(scenario: Scenario) -> pd.DataFrame:
    """Tell what share of a program's belief one voice makes up, by role and stage.

    A weighted mean gives a voice its weight's share of the sum of all weights. The document's
    table has no school prior in it (S0-10), so the share is told with and without.

    Parameters
    ----------
    scenario : Scenario
        Whose dials.

    Returns
    -------
    DataFrame
        stage (screening, ranking, soap), role, weight, share (of a full file with its prior and,
        at ranking, an interview), of_evidence (the same without the prior).

    Examples
    --------
    >>> table = voice_weights(Scenario(preset="source")).set_index(["stage", "role"])
    >>> table.loc[("soap", "home program director"), ["share", "of_evidence"]].round(2).tolist()
    [0.27, 0.38]
    """
    import pandas as pd

    dials, rows = scenario.assumptions, []
    for stage in STAGES:
        items = float(dials.file_weights(stage).sum())
        if stage == "ranking":
            items += dials.weight_ranking_interview
        for role in roles().values():
            weight = getattr(dials, f"weight_voice_{stage}") * role.influence
            rows.append(
                (role.name, weight, *(weight / (weight + w) for w in _totals(items, dials)))
            )
    table = pd.DataFrame(rows, columns=["role", "weight", "share", "of_evidence"])
    codes = [n for n in range(len(STAGES)) for _ in roles()]
    table.insert(0, "stage", ordered(STAGES, np.array(codes)))
    return table


def _totals(items: float, dials: Assumptions) -> tuple[float, float]:
    """Weight of what else is known, with the prior and without."""
    return items + dials.prior_weight, items
