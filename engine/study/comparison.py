"""Two scenarios, the same chance: what did the tweak cause?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.base.codes import OUTCOMES, TYPES, UNPLACED
from engine.base.errors import MarketError, raise_if_any
from engine.scenario.scenario import Scenario
from engine.study.plain import Change, Displaced, changes
from engine.study.published.other_worlds import Effect, World, effects, read_worlds
from engine.study.season import Season
from engine.study.simulation import scenario_problem, simulate, study_problems
from engine.study.tables import of_rows, ordered, page

if TYPE_CHECKING:
    import pandas as pd

_MOST_TOLD = 4  # settings that differ


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Paired seasons before and after a tweak.

    Attributes
    ----------
    before, after : Season
        The same replicates with the same chance.
    elsewhere : tuple of Effect
        The same tweak in other worlds, where they were asked for.
    """

    before: Season
    after: Season
    elsewhere: tuple[Effect, ...] = ()

    def __repr__(self) -> str:
        return f"<{self.before.replicates} paired seasons: {self._tweak()}>"

    def _repr_html_(self) -> str:
        found = f"{self.before.replicates} seasons that share their chance; {self._tweak()}."
        return page(self.outcomes(), found, "The 95% interval of the difference says")

    def _tweak(self) -> str:
        """Say which settings differ."""
        had, has = self.before.scenario.settings(), self.after.scenario.settings()
        differ = [path for path in {**had, **has} if had.get(path) != has.get(path)]
        said = [f"{path} {had.get(path)!r} -> {has.get(path)!r}" for path in differ[:_MOST_TOLD]]
        more = [f"{len(differ) - _MOST_TOLD} more"] if len(differ) > _MOST_TOLD else []
        return ", ".join([*said, *more]) or "nothing differs"

    def outcomes(self) -> pd.DataFrame:
        """How your seasons end, before and after.

        Returns
        -------
        DataFrame
            outcome, before, after (probabilities), difference, low, high (95 %
            interval of the difference, paired by season).
        """
        return of_rows(self.changes(), Change, outcome=OUTCOMES)

    def changes(self) -> tuple[Change, ...]:
        """How your seasons end, before and after, in plain rows: those of `outcomes`.

        Returns
        -------
        tuple of Change
            One per outcome: outcome, before, after, difference, low, high.

        Examples
        --------
        >>> [row.difference for row in compare(Scenario(), Scenario(), replicates=5).changes()]
        [0.0, 0.0, 0.0, 0.0]
        """
        return changes(self.before.outcome[:, -1], self.after.outcome[:, -1])

    def displaced(self) -> pd.DataFrame:
        """Who else gained or lost a place because of the tweak.

        Returns
        -------
        DataFrame
            applicant_type, gained, lost (other applicants per season, mean), moved
            (placed both times, at another program). "You" are not counted, nor who certified no
            list: what SOAP gives them, the others do not gain.
        """
        return of_rows(self.others(), Displaced, applicant_type=TYPES)

    def others(self) -> tuple[Displaced, ...]:
        """Who else gained or lost a place, in plain rows: those of `displaced`."""
        before, after = self.before, self.after
        # Who registers without a list may be there in one of them alone.
        here, there = (one.market.certifies.nonzero()[0][:-1] for one in (before, after))
        had = before.outcome[:, here] != UNPLACED
        has = after.outcome[:, there] != UNPLACED
        elsewhere = had & has & (before.program[:, here] != after.program[:, there])
        kind = before.market.applicants.kind[here]
        changes = (has & ~had, had & ~has, elsewhere)
        return tuple(
            Displaced(
                name,
                *(float(change[:, kind == code].sum()) / before.replicates for change in changes),
            )
            for code, name in enumerate(TYPES)
        )

    def worlds(self) -> pd.DataFrame:
        """How your seasons end in each of the other worlds that were asked for.

        Returns
        -------
        DataFrame
            world (its place among those asked for), outcome, before, after, difference.
        """
        import pandas as pd

        rows = [
            (number, *(float(shares[code]) for shares in (e.before, e.after, e.difference)))
            for number, e in enumerate(self.elsewhere)
            for code in range(len(OUTCOMES))
        ]
        table = pd.DataFrame(rows, columns=["world", "before", "after", "difference"])
        codes = np.tile(np.arange(len(OUTCOMES)), len(self.elsewhere))
        table.insert(1, "outcome", ordered(OUTCOMES, codes))
        return table

    def across_worlds(self) -> pd.DataFrame:
        """Sum up how far the effect depends on the world: is it the same in the others?

        Returns
        -------
        DataFrame
            outcome, difference (in the default world), lowest, middle (median) and highest
            (over the other worlds), same_sign (share of the other worlds in which the difference
            points the same way as here; NaN where it is 0 here, and so points no way: play more
            seasons, or look at the range).

        Raises
        ------
        MarketError
            If no other world was asked for.
        """
        import pandas as pd

        if not self.elsewhere:
            raise MarketError(["no other world was asked for; use compare(..., worlds=worlds())"])
        here = self.outcomes()["difference"].to_numpy()
        there = np.stack([effect.difference for effect in self.elsewhere])
        same = np.where(here == 0, np.nan, (np.sign(there) == np.sign(here)).mean(axis=0))
        columns = {
            "difference": here,
            "lowest": there.min(axis=0),
            "middle": np.median(there, axis=0),
            "highest": there.max(axis=0),
            "same_sign": same,
        }
        return pd.DataFrame({"outcome": ordered(OUTCOMES), **columns})


def compare(
    scenario: Scenario,
    tweaked: Scenario,
    replicates: int = 200,
    seed: int = 1,
    *,
    worlds: Iterable[World] = (),
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
    worlds : iterable of mapping, optional
        Other worlds to try the tweak in, from `engine.worlds`; see `Comparison.across_worlds`.

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
    >>> from engine import worlds
    >>> tweaked = Scenario().with_you(step2=250)
    >>> tried = compare(Scenario(), tweaked, replicates=20, worlds=worlds()[:3])
    >>> found = tried.across_worlds().set_index("outcome").loc["matched"]
    >>> bool(found["lowest"] <= found["middle"] <= found["highest"])
    True
    """
    given = {"scenario": scenario, "tweaked": tweaked}
    found = [scenario_problem(value, called) for called, value in given.items()]
    problems: list[str] = []
    elsewhere = read_worlds(worlds, problems)
    raise_if_any([*found, *study_problems(replicates, seed), *problems])
    if scenario.market != tweaked.market:
        raise MarketError(["market differs between the two scenarios; compare within one class"])
    return Comparison(
        simulate(scenario, replicates, seed),
        simulate(tweaked, replicates, seed),
        tuple(effects(scenario, tweaked, elsewhere, replicates, seed)),
    )
