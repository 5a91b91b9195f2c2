"""Two scenarios, the same chance: what did the tweak cause?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.base.codes import OUTCOMES, TYPES, UNPLACED
from engine.base.errors import MarketError
from engine.scenario.scenario import Scenario
from engine.study.intervals import paired
from engine.study.season import Season
from engine.study.simulation import simulate

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Paired seasons before and after a tweak.

    Attributes
    ----------
    before, after : Season
        The same replicates with the same chance.
    """

    before: Season
    after: Season

    def __repr__(self) -> str:
        return f"<before: {self.before}, after: {self.after}>"

    def outcomes(self) -> pd.DataFrame:
        """How your seasons end, before and after.

        Returns
        -------
        DataFrame
            outcome, before, after (probabilities), difference, low, high (95 %
            interval of the difference, paired by season).
        """
        import pandas as pd

        trials = self.before.replicates
        rows = []
        for code, name in enumerate(OUTCOMES):
            had, has = (season.outcome[:, -1] == code for season in (self.before, self.after))
            gained, lost = int((has & ~had).sum()), int((had & ~has).sum())
            low, high = paired(gained, lost, trials)
            rows.append((name, had.mean(), has.mean(), (gained - lost) / trials, low, high))
        columns = ["outcome", "before", "after", "difference", "low", "high"]
        return pd.DataFrame(rows, columns=columns)

    def displaced(self) -> pd.DataFrame:
        """Who else gained or lost a place because of the tweak.

        Returns
        -------
        DataFrame
            applicant_type, gained, lost (other applicants per season, mean), moved
            (placed both times, at another program). "You" are not counted.
        """
        import pandas as pd

        before, after = self.before, self.after
        had = before.outcome[:, :-1] != UNPLACED
        has = after.outcome[:, :-1] != UNPLACED
        elsewhere = had & has & (before.program[:, :-1] != after.program[:, :-1])
        kind = before.files.market.applicants.kind[:-1]
        rows = [
            (
                name,
                *(
                    float(change[:, kind == code].sum()) / before.replicates
                    for change in (has & ~had, had & ~has, elsewhere)
                ),
            )
            for code, name in enumerate(TYPES)
        ]
        return pd.DataFrame(rows, columns=["applicant_type", "gained", "lost", "moved"])

    def crossings(self) -> list[int]:
        """Seasons in which you end worse after the tweak than before.

        A better file can end worse in a single season: it brings interviews at
        harder programs, and the number of interviews one accepts is limited.

        Returns
        -------
        list of int
            Numbers of the replicates, for `Season.applications`.
        """
        worse = (self.before.outcome[:, -1] != UNPLACED) & (self.after.outcome[:, -1] == UNPLACED)
        return [int(n) for n in np.flatnonzero(worse)]


def compare(
    scenario: Scenario, tweaked: Scenario, replicates: int = 200, seed: int = 1
) -> Comparison:
    """Play two scenarios with the same chance.

    Parameters
    ----------
    scenario, tweaked : Scenario
        Before and after; of the same class.
    replicates : int, default 200
        Number of seasons.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    Comparison

    Raises
    ------
    MarketError
        If the classes differ, or an input cannot be used.

    Examples
    --------
    >>> same = compare(Scenario(), Scenario(), replicates=20)
    >>> float(same.outcomes()["difference"].abs().max())
    0.0
    """
    if scenario.market != tweaked.market:
        raise MarketError(["market differs between the two scenarios; compare within one class"])
    return Comparison(simulate(scenario, replicates, seed), simulate(tweaked, replicates, seed))
