"""The table of all dials."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from engine.scenario.assumptions import Assumptions, dial

if TYPE_CHECKING:
    import pandas as pd


def assumptions() -> pd.DataFrame:
    """Return every dial of the model: its stage, range, two defaults and origin.

    Returns
    -------
    pandas.DataFrame
        One row per dial in the season's order, with the columns name, stage, unit, low, high,
        choices (joined by "|"), evidence and source (the defaults of the two presets), origin.
        Change one with ``Scenario().with_assumptions(exam_cut=220)``.

    Examples
    --------
    >>> table = assumptions()
    >>> calls = assumptions().query("stage == 'calls'").set_index("name")
    >>> calls.loc["chance_called_flagged", ["evidence", "source", "origin"]].tolist()
    [0.7, 0.7, 'S1-21; not measured (E05)']
    """
    import pandas as pd

    columns = ["name", "stage", "unit", "low", "high", "choices", "evidence", "source", "origin"]
    rows = [{"name": spec.name, **dial(spec.name)} for spec in fields(Assumptions)]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(choices=table["choices"].map("|".join))
