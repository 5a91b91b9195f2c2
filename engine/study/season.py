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

from engine.base.codes import (
    APPLIED,
    FIELDS,
    FILTERS,
    INTERVIEWED,
    MATCHED,
    OUTCOMES,
    PLACED,
    PREMATCH,
    RANKED,
    SCREENED_IN,
    TYPES,
)
from engine.base.errors import refuse_if_any
from engine.base.settings import number_problem
from engine.scenario.rules import judge_scenario
from engine.scenario.scenario import Scenario
from engine.season.applications import Applications
from engine.season.filters import stopped_by
from engine.season.stages import SeasonBatch
from engine.study import tables
from engine.study.intervals import wilson

if TYPE_CHECKING:
    import pandas as pd

FUNNEL = ("applied", "screened in", "interviewed", "ranked", *OUTCOMES)


@dataclass(frozen=True, eq=False, repr=False)
class Season:
    """Replicate seasons of one market.

    Attributes
    ----------
    files : Applications
        The market, its speakers and its dials.
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
    your_reached : ndarray of int8, shape (R, N)
        How far each of your N applications got; 4 is placed (in the Match or before).
    your_place : ndarray of int32, shape (R, N)
        Your place among the files that got past the filters, 0 = best; -1 if
        yours did not.
    your_standing, your_rivals : ndarray of int32, shape (R, N)
        Your place on the program's rank order list, 0 = best, -1 = not ranked;
        and how long that list is.
    your_choice : ndarray of int16, shape (R,)
        Place on your own list of the program where you are placed, 0 = first
        choice; -1 if you are placed in SOAP or nowhere.
    replay : callable
        Plays one season again, with everything in it.
    """

    files: Applications
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
    your_standing: NDArray[np.int32]
    your_rivals: NDArray[np.int32]
    your_choice: NDArray[np.int16]
    replay: Callable[[int], SeasonBatch]

    def __repr__(self) -> str:
        market = self.files.market
        return (
            f"<{self.replicates} seasons of class {market.seed}: "
            f"{market.you} applicants and you, {len(market.programs)} programs>"
        )

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
        return pd.DataFrame(
            {
                "outcome": OUTCOMES,
                "probability": count / self.replicates,
                "low": low,
                "high": high,
            }
        )

    def funnel(self) -> pd.DataFrame:
        """How many of each type get how far, mean per season, "you" among them.

        Returns
        -------
        DataFrame
            applicant_type, stage, count, share. A share is of all applicants of
            the type; at "matched", of those still in the Match.
        """
        import pandas as pd

        kind = self.files.market.applicants.kind
        rows = []
        for code, name in enumerate(TYPES):
            own = kind == code
            size = int(own.sum())
            reached, outcome = self.reached[:, own], self.outcome[:, own]
            counts = [float((reached >= stage).sum()) for stage in range(APPLIED, RANKED + 1)]
            counts += [float((outcome == code).sum()) for code in range(len(OUTCOMES))]
            early = counts[FUNNEL.index("pre-match")]
            for stage, count in zip(FUNNEL, counts, strict=True):
                whole = size * self.replicates - (early if stage == "matched" else 0)
                share = count / whole if whole else float("nan")
                rows.append((name, stage, count / self.replicates, share))
        return pd.DataFrame(rows, columns=["applicant_type", "stage", "count", "share"])

    def positions(self) -> pd.DataFrame:
        """Count what became of the positions, mean per season.

        Returns
        -------
        DataFrame
            One row: offered, pre_match, matched, soap_1 ... (one per round), left.
        """
        import pandas as pd

        offered = float(self.files.market.programs.positions.sum())
        row = {
            "offered": offered,
            "pre_match": self._mean_count(self.outcome == PREMATCH),
            "matched": self._mean_count(self.outcome == MATCHED),
        }
        for number in range(1, max(4, self.files.dials.soap_rounds) + 1):
            row[f"soap_{number}"] = self._mean_count(self.round == number)
        row["left"] = offered - sum(row[name] for name in row if name != "offered")
        return pd.DataFrame([row])

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
            ranked, otherwise before the invitations; 1 = best), bucket, outcome
            (the applicant's).

        Raises
        ------
        MarketError
            If there is no such season.
        """
        self._check_replicate(replicate)
        return tables.applications(self.files, self.replay(replicate))

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
        """
        self._check_replicate(replicate)
        return tables.soap_applications(self.files, self.replay(replicate))

    def your_season(self) -> pd.DataFrame:
        """How your seasons go, where the outcome alone says little.

        Returns
        -------
        DataFrame
            quantity, mean, low, high: interviews and programs that rank you (per
            season, with the middle 95 % of the seasons), the place of your match on
            your own list (1 = first choice, of the seasons in which you match), and
            the share of seasons in which you match in the field you want (with
            Wilson's interval).
        """
        import pandas as pd

        market = self.files.market
        where = self.program[:, -1]
        early = np.isin(self.outcome[:, -1], (PREMATCH, MATCHED))
        wanted = early & (market.programs.field[where] == market.applicants.field[-1])
        rows: list[tuple[str, float, float, float]] = []
        for name, values in (
            ("interviews", self.interviews[:, -1]),
            ("programs that rank you", self.ranks[:, -1]),
            ("place on your own list", self.your_choice[early] + 1),
        ):
            if len(values):
                low, high = np.quantile(values, (0.025, 0.975))
                rows.append((name, float(values.mean()), float(low), float(high)))
            else:
                rows.append((name, float("nan"), float("nan"), float("nan")))
        low, high = wilson(wanted.sum(), self.replicates)
        share = float(wanted.mean())
        rows.append(("matched in the wanted field", share, float(low), float(high)))
        return pd.DataFrame(rows, columns=["quantity", "mean", "low", "high"])

    def your_programs(self) -> pd.DataFrame:
        """Say what each program you applied to made of you, over all seasons.

        Returns
        -------
        DataFrame
            program, field, positions, stopped_by, screened_in, interviewed,
            ranked, placed (shares of the seasons), place (median place on its
            rank order list where it ranks you, 1 = best), list_length (median
            of the same seasons), before_invitations (median place among the
            files it reads). In your order of liking.
        """
        import pandas as pd

        market = self.files.market
        mine = slice(*market.start[-2:])
        program = market.program[mine]
        stopped = stopped_by(market.applicants, market.programs, market.applicant[mine], program)

        def median(values: NDArray[np.int32], use: NDArray[np.bool_]) -> list[float]:
            return [
                float(np.median(values[use[:, n], n])) if use[:, n].any() else float("nan")
                for n in range(values.shape[1])
            ]

        ranked = self.your_standing >= 0
        return pd.DataFrame(
            {
                "program": np.array(market.programs.names)[program],
                "field": np.array(FIELDS)[market.programs.field[program]],
                "positions": market.programs.positions[program],
                "stopped_by": np.array(FILTERS)[stopped],
                "screened_in": (self.your_reached >= SCREENED_IN).mean(axis=0),
                "interviewed": (self.your_reached >= INTERVIEWED).mean(axis=0),
                "ranked": ranked.mean(axis=0),
                "placed": (self.your_reached == PLACED).mean(axis=0),
                "place": median(self.your_standing + 1, ranked),
                "list_length": median(self.your_rivals, ranked),
                "before_invitations": median(self.your_place + 1, self.your_place >= 0),
            }
        )

    def readiness(self) -> pd.DataFrame:
        """Who is placed, seen with what nobody in the season can see.

        Returns
        -------
        DataFrame
            applicant_type (and "all"), placed (share), readiness_placed,
            readiness_unplaced (means, in SD), placed_at_equal_readiness (share
            of those within 0.3 SD of the average).
        """
        return tables.readiness(self.files, self.outcome)

    def filters(self) -> pd.DataFrame:
        """Count whose applications which filter stops, before any side door.

        Returns
        -------
        DataFrame
            applicant_type, filter ("passes" too), count, share (of the type's
            applications). "Yours" are not counted.
        """
        return tables.filters(self.files)

    def moves(self) -> pd.DataFrame:
        """Judge the moves of the scenario by the official rules.

        Returns
        -------
        DataFrame
            move (dotted path of the setting), status, rules, sentence, has_effect (a
            blocked move has none while rules are on).
        """
        import pandas as pd

        rows = [
            (path, found.status, " ".join(found.rules), found.sentence,
             not (self.scenario.rules and found.blocked))
            for path, found in judge_scenario(self.scenario).items()
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["move", "status", "rules", "sentence", "has_effect"])

    def _mean_count(self, happened: NDArray[np.bool_]) -> float:
        return float(happened.sum()) / self.replicates

    def _check_replicate(self, replicate: int) -> None:
        problem = number_problem("replicate", replicate, 0, self.replicates - 1, whole=True)
        refuse_if_any([problem] if problem else [])
