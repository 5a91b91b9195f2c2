"""What came of the seasons, as tables.

Intervals are 95 %. They say how much the simulated seasons of this one market
vary, not how sure anybody can be of the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.base.codes import FILTERS, OUTCOMES, REACHED, TYPES
from engine.base.errors import raise_if_any
from engine.base.settings import number_problem
from engine.study import plain, tables
from engine.study.season_rows import SeasonRows
from engine.study.tables import ordered
from engine.study.training import TRAINING, PositionsOfType, TrainingHeld

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Season(SeasonRows):
    """Replicate seasons of one market; its columns are those of `SeasonRows`.

    The methods that return a DataFrame import pandas; the plain rows that they are made of do not.
    """

    def __repr__(self) -> str:
        market = self.market
        return (
            f"<{self.replicates} seasons of class {market.seed}: "
            f"{market.certifies.sum() - 1} applicants and you, {len(market.programs)} programs>"
        )

    def _repr_html_(self) -> str:
        found = f"How {self.replicates} seasons end for you"
        return tables.page(self.outcomes(), found, "Wilson's 95% interval says")

    def outcomes(self) -> pd.DataFrame:
        """How your seasons end.

        Returns
        -------
        DataFrame
            outcome, probability, low, high (Wilson, 95 %).
        """
        return tables.of_rows(self.ends(), plain.End, outcome=OUTCOMES)

    def funnel(self) -> pd.DataFrame:
        """How many of each type get how far, mean per season, "you" among them.

        Counted are those who certify a list.

        Returns
        -------
        DataFrame
            applicant_type, stage, count, share. A share is of all applicants of
            the type; at "matched", of those still in the Match.
        """
        own = self.market.certifies
        return tables.funnel(
            self.market.applicants.kind[own], self.reached[:, own], self.outcome[:, own]
        )

    def positions(self) -> pd.DataFrame:
        """Count what became of the positions, mean per season.

        Returns
        -------
        DataFrame
            One row: offered, pre_match, matched, soap_1 ... (one per round), left.
        """
        offered = float(self.market.programs.positions.sum())
        rounds = max(4, self.dials.soap_rounds)
        before = (self.outcome, (self.second >= 0) & (self.second_round == 0))
        return tables.positions(offered, *before, (self.round, self.second_round), rounds)

    def position_types(self) -> pd.DataFrame:
        """Count what became of the positions of each type, mean per season.

        Returns
        -------
        DataFrame
            position_type, offered, reverted (from other types, or to them), before_soap, soap,
            left.
        """
        return tables.of_rows(self.position_type_rows(), PositionsOfType)

    def training(self) -> pd.DataFrame:
        """How much of the training you hold when a season is over.

        Who matches to an advanced position alone lacks the first year, who matches to a preliminary
        one the years after it.

        Returns
        -------
        DataFrame
            training (all of it, the first year only, the later years only, none of it),
            probability, low, high (Wilson, 95 %).
        """
        return tables.of_rows(self.training_rows(), TrainingHeld, training=TRAINING)

    def applications(self, replicate: int = 0) -> pd.DataFrame:
        """One season, one row per application.

        Parameters
        ----------
        replicate : int, default 0
            Which season.

        Returns
        -------
        DataFrame
            applicant (number; the last is you), applicant_type, program,
            stopped_by (filter, or "passes"), reached, appeal (after the
            interview where there was one), place (on the rank order list where
            ranked, otherwise before the invitations; 1 = best), bucket (empty
            where nobody asked around), outcome (the applicant's).

        Raises
        ------
        MarketError
            If there is no such season.
        """
        self._check_replicate(replicate)
        return tables.applications(self.replay(replicate))

    def soap_applications(self, replicate: int = 0) -> pd.DataFrame:
        """One season's SOAP, one row per SOAP application.

        Parameters
        ----------
        replicate : int, default 0
            Which season.

        Returns
        -------
        DataFrame
            applicant, applicant_type, program, stopped_by (filter), reached, met (before the
            Match), signs (of trouble), appeal, place (1 = top of the list), offered_in, outcome.

        Raises
        ------
        MarketError
            If there is no such season.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> week = simulate(Scenario(), replicates=1).soap_applications()
        >>> sorted(week["outcome"].unique())
        ['soap', 'unplaced']
        """
        self._check_replicate(replicate)
        return tables.soap_applications(self.replay(replicate))

    def your_stages(self) -> pd.DataFrame:
        """How many of your applications get how far, mean per season.

        Returns
        -------
        DataFrame
            stage (applied, screened in, interviewed, ranked, placed), count.
        """
        import pandas as pd

        count = self.stage_counts()
        return pd.DataFrame({"stage": ordered(REACHED), "count": list(count.values())})

    def your_season(self) -> pd.DataFrame:
        """How your seasons go, where the outcome alone says little.

        Returns
        -------
        DataFrame
            quantity, mean; season_low, season_high (the middle 95 % of the seasons); low,
            high (Wilson's interval of a share); NaN where a column does not apply. Interviews
            and programs that rank you (per season), the place of your match on your own list
            (1 = first choice, of the seasons in which you match), and the share of seasons in
            which you match in the field you want.
        """
        return tables.of_rows(self.quantities(), plain.Quantity)

    def your_programs(self) -> pd.DataFrame:
        """Say what each program you applied to made of you, over all seasons.

        Returns
        -------
        DataFrame
            program, field, positions, stopped_by, screened_in, interviewed, ranked, placed
            (shares of the seasons), place (median place on its rank order list where it ranks
            you, 1 = best), list_length (median of the same seasons), before_invitations (median
            place among the files it reads). In your order of liking.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> mine = simulate(Scenario(), replicates=20).your_programs()
        >>> len(mine), bool(mine.loc[mine["stopped_by"] == "visa", "screened_in"].any())
        (23, False)
        """
        return tables.of_rows(self.program_rows(), plain.YourProgram, stopped_by=FILTERS)

    def readiness(self) -> pd.DataFrame:
        """Who is placed, seen with what nobody in the season can see.

        Returns
        -------
        DataFrame
            applicant_type (and "all"), placed (share), readiness_placed, readiness_unplaced
            (means, in SD), placed_at_equal_readiness (of those within 0.3 SD of the average).

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> found = simulate(Scenario(), replicates=20).readiness().set_index("applicant_type")
        >>> bool(found["readiness_placed"]["all"] > found["readiness_unplaced"]["all"])
        True
        """
        return tables.readiness(self.market, self.outcome)

    def filters(self) -> pd.DataFrame:
        """Count whose applications which filter stops, before any side door.

        Returns
        -------
        DataFrame
            applicant_type, filter ("passes" too), count, share (of the type's applications).
            "Yours" are not counted.
        """
        return tables.of_rows(
            self.filter_counts(), plain.FilterCount, applicant_type=TYPES, filter=FILTERS
        )

    @staticmethod
    def flow() -> pd.DataFrame:
        """Table the stages of a season in their order; ``docs/how-a-season-flows.md`` tells them.

        Returns
        -------
        DataFrame
            stage, when, function, reads, writes, shape.

        Examples
        --------
        >>> Season.flow()["stage"].iloc[-1]
        'SOAP'
        """
        return tables.flow()

    def _check_replicate(self, replicate: int) -> None:
        raise_if_any([number_problem("replicate", replicate, 0, self.replicates - 1, whole=True)])
