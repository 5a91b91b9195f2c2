"""Replicate seasons as columns, and what came of "yours" in plain rows, without pandas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import OUTCOMES
from engine.base.errors import raise_if_any
from engine.base.settings import shown
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions
from engine.scenario.scenario import Scenario
from engine.season.applications import Applications
from engine.season.stages import SeasonBatch
from engine.study import plain
from engine.study.training import (
    PositionsOfType,
    TrainingHeld,
    positions_of_types,
    training_held,
)


@dataclass(frozen=True, eq=False, repr=False)
class SeasonRows:
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
    second : ndarray of int32, shape (R, A)
        A second program that completes the training, or -1; always -1 where all positions are
        categorical.
    second_round : ndarray of int8, shape (R, A)
        SOAP round of that, 0 if it came by the Match or not at all.
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
    second: NDArray[np.int32]
    second_round: NDArray[np.int8]
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

    def ends(self) -> tuple[plain.End, ...]:
        """How your seasons end, in plain rows: those of `outcomes`.

        Returns
        -------
        tuple of End
            One per outcome: outcome, probability, low, high.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> [end.outcome for end in simulate(Scenario(), replicates=20).ends()]
        ['pre-match', 'matched', 'soap', 'unplaced']
        """
        return plain.ends(self.outcome[:, -1])

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

    def training_rows(self) -> tuple[TrainingHeld, ...]:
        """How much of the training you hold in the end, in plain rows: those of `training`.

        Returns
        -------
        tuple of TrainingHeld
            One per part: training, probability, low, high.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> season = simulate(Scenario(), replicates=20)
        >>> season.training_rows()[0].probability == 1 - season.share("unplaced")
        True
        """
        return training_held(self.market.programs, self.program[:, -1], self.second[:, -1])

    def position_type_rows(self) -> tuple[PositionsOfType, ...]:
        """Count the positions of each type, in plain rows: those of `position_types`.

        Returns
        -------
        tuple of PositionsOfType
            One per type: position_type, offered, reverted, before_soap, soap, left.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> typed = Scenario().with_market(position_types=True)
        >>> [row.position_type for row in simulate(typed, replicates=5).position_type_rows()]
        ['categorical', 'advanced', 'preliminary']
        """
        return positions_of_types(
            self.market.programs, self.outcome, self.program, self.second, self.second_round
        )

    def stage_counts(self) -> dict[str, float]:
        """How many of your applications get how far, mean per season: the rows of `your_stages`.

        Returns
        -------
        dict of str to float
            By stage: applied, screened in, interviewed, ranked, placed.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> simulate(Scenario(), replicates=5).stage_counts()["applied"]
        23.0
        """
        return plain.stage_counts(self.your_reached)

    def your_mean_rank(self) -> float:
        """Return your mean place on the rank order lists that name you.

        Returns
        -------
        float
            1 is the top; NaN where no program ranks you in any season.
        """
        listed = self.your_rank[self.your_rank >= 0]
        return float(listed.mean() + 1) if len(listed) else float("nan")

    def quantities(self) -> tuple[plain.Quantity, ...]:
        """How your seasons go, in plain rows: those of `your_season`.

        Returns
        -------
        tuple of Quantity
            One per quantity: quantity, mean, season_low, season_high, low, high.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> simulate(Scenario(), replicates=5).quantities()[0].quantity
        'interviews'
        """
        return plain.quantities(
            self.market,
            self.outcome[:, -1],
            self.program[:, -1],
            self.interviews[:, -1],
            self.ranks[:, -1],
            self.your_match_choice,
        )

    def program_rows(self) -> tuple[plain.YourProgram, ...]:
        """Say what each program you applied to made of you: the rows of `your_programs`.

        Returns
        -------
        tuple of YourProgram
            In your order of liking; fields as the columns of `your_programs`.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> len(simulate(Scenario(), replicates=5).program_rows())
        23
        """
        columns = (self.your_reached, self.your_place, self.your_rank, self.your_list_length)
        return plain.your_programs(self.market, *columns)

    def filter_counts(self) -> tuple[plain.FilterCount, ...]:
        """Count whose applications which filter stops, in plain rows: those of `filters`.

        Returns
        -------
        tuple of FilterCount
            One per applicant type and filter: applicant_type, filter, count, share.

        Examples
        --------
        >>> from engine import Scenario, simulate
        >>> rows = simulate(Scenario(), replicates=1).filter_counts()
        >>> sum(row.share for row in rows if row.applicant_type == "US IMG")
        1.0
        """
        return plain.filter_counts(self.market)
