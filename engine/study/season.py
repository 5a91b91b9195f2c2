"""What came of the seasons, as tables.

Intervals are 95 %. They say how much the simulated seasons of this one market
vary, not how sure anybody can be of the model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import MATCHED, OUTCOMES, PREMATCH, REACHED
from engine.base.errors import raise_if_any
from engine.base.settings import number_problem, shown
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions
from engine.scenario.scenario import Scenario
from engine.season.applications import Applications
from engine.season.stages import SeasonBatch
from engine.study import tables
from engine.study.intervals import wilson
from engine.study.tables import ordered

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Season:
    """Replicate seasons of one market.

    Attributes
    ----------
    everybody : Applications
        Everybody's applications, yours last.
    scenario : Scenario
        What was set.
    seed, replicates : int
        The study's seed and number of seasons, R.
    outcome : ndarray of int8, shape (R, A)
        Index into ("pre-match", "matched", "soap", "unplaced"); "you" are last.
    program : ndarray of int32, shape (R, A)
        Where each applicant is placed, or -1.
    round : ndarray of int8, shape (R, A)
        SOAP round of the placement, 0 if none.
    reached : ndarray of int8, shape (R, A)
        How far the best of each applicant's applications got before the Match:
        0 applied, 1 screened in, 2 interviewed, 3 ranked; -1 if there were none.
    interviews, ranks : ndarray of int16, shape (R, A)
        Interviews taken, and programs that rank the applicant.
    your_reached : ndarray of int8, shape (R, Y)
        How far each of your Y applications got; 4 is placed (in the Match or before).
    your_place : ndarray of int32, shape (R, Y)
        Your place among the files that got past the filters, 0 = best; -1 if yours did not.
    your_rank, your_list_length : ndarray of int32, shape (R, Y)
        Your place on the program's rank order list, 0 = best, -1 = not ranked; its length.
    your_list_end : ndarray of int32, shape (R, Y)
        Place on that list of the last one admitted in the Match: whoever stands no lower was
        taken, or found a place they like better. The list's length where positions stay open;
        -1 where the Match admits nobody.
    your_match_choice : ndarray of int16, shape (R,)
        Place on your own list of where you are placed, 0 = first; -1 in SOAP or nowhere.
    replay : callable
        Plays one season again, with everything in it.
    """

    everybody: Applications
    scenario: Scenario
    seed: int
    replicates: int
    outcome: NDArray[np.int8]
    program: NDArray[np.int32]
    round: NDArray[np.int8]
    reached: NDArray[np.int8]
    interviews: NDArray[np.int16]
    ranks: NDArray[np.int16]
    your_reached: NDArray[np.int8]
    your_place: NDArray[np.int32]
    your_rank: NDArray[np.int32]
    your_list_length: NDArray[np.int32]
    your_list_end: NDArray[np.int32]
    your_match_choice: NDArray[np.int16]
    replay: Callable[[int], SeasonBatch]

    @property
    def market(self) -> Market:
        """Applicants ("you" are the last), programs, and who applies where."""
        return self.everybody.market

    @property
    def dials(self) -> Assumptions:
        """The dials of the model, as they were set."""
        return self.everybody.dials

    def __repr__(self) -> str:
        market = self.market
        return (
            f"<{self.replicates} seasons of class {market.seed}: "
            f"{market.you} applicants and you, {len(market.programs)} programs>"
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
        import pandas as pd

        count = np.bincount(self.outcome[:, -1], minlength=len(OUTCOMES))
        low, high = wilson(count, self.replicates)
        share = {"probability": count / self.replicates, "low": low, "high": high}
        return pd.DataFrame({"outcome": ordered(OUTCOMES), **share})

    def share(self, *outcomes: str) -> float:
        """Return the share of the seasons that end for you in one of the outcomes.

        Parameters
        ----------
        *outcomes : {"pre-match", "matched", "soap", "unplaced"}
            Which count.

        Raises
        ------
        MarketError
            Naming what is no outcome.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> season = simulate(Scenario(), replicates=20)
        >>> season.share("pre-match", "matched", "soap") + season.share("unplaced")
        1.0
        """
        raise_if_any(
            f"{shown(name)} is no outcome; there are {', '.join(OUTCOMES)}"
            for name in outcomes
            if name not in OUTCOMES
        )
        codes = [OUTCOMES.index(name) for name in outcomes]
        return float(np.isin(self.outcome[:, -1], codes).mean())

    def funnel(self) -> pd.DataFrame:
        """How many of each type get how far, mean per season, "you" among them.

        Returns
        -------
        DataFrame
            applicant_type, stage, count, share. A share is of all applicants of
            the type; at "matched", of those still in the Match.
        """
        return tables.funnel(self.market.applicants.kind, self.reached, self.outcome)

    def positions(self) -> pd.DataFrame:
        """Count what became of the positions, mean per season.

        Returns
        -------
        DataFrame
            One row: offered, pre_match, matched, soap_1 ... (one per round), left.
        """
        offered = float(self.market.programs.positions.sum())
        rounds = max(4, self.dials.soap_rounds)
        return tables.positions(offered, self.outcome, self.round, rounds)

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
            without an interview), outcome (the applicant's).

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
            applicant, applicant_type, program, appeal, place (1 = best on the
            preference list), offered_in (round, 0 = never), outcome.

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

        count = [(self.your_reached >= n).sum(axis=1).mean() for n in range(len(REACHED))]
        return pd.DataFrame({"stage": ordered(REACHED), "count": count})

    def your_mean_rank(self) -> float:
        """Return your mean place on the rank order lists that name you.

        Returns
        -------
        float
            1 is the top; NaN where no program ranks you in any season.
        """
        listed = self.your_rank[self.your_rank >= 0]
        return float(listed.mean() + 1) if len(listed) else float("nan")

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
        import pandas as pd

        market, where = self.market, self.program[:, -1]
        early = np.isin(self.outcome[:, -1], (PREMATCH, MATCHED))
        counts = {
            "interviews": self.interviews[:, -1],
            "programs that rank you": self.ranks[:, -1],
            "place on your own list": self.your_match_choice[early] + 1,
        }
        rows = []
        for name, values in counts.items():
            some = values if len(values) else np.array([np.nan])
            low, high = np.quantile(some, (0.025, 0.975))
            middle = {"season_low": low, "season_high": high}
            rows.append({"quantity": name, "mean": some.mean(), **middle})
        wanted = early & (market.programs.field[where] == market.applicants.field[-1])
        low, high = wilson(wanted.sum(), self.replicates)
        share = {"mean": wanted.mean(), "low": low[()], "high": high[()]}
        return pd.DataFrame([*rows, {"quantity": "matched in the wanted field", **share}])

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
        (27, False)
        """
        return tables.your_programs(
            self.market, self.your_reached, self.your_place, self.your_rank, self.your_list_length
        )

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
        return tables.filters(self.market)

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
        problem = number_problem("replicate", replicate, 0, self.replicates - 1, whole=True)
        raise_if_any([problem] if problem else [])
