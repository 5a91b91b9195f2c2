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

from engine.errors import MarketError
from engine.impression import FILTERS, Files
from engine.population import FIELDS, TYPES
from engine.rank_lists import BUCKETS
from engine.screening import stopped_by
from engine.stages import MATCHED, OUTCOMES, PREMATCH, SOAP, UNPLACED, Played

if TYPE_CHECKING:
    import pandas as pd

REACHED = ("applied", "screened in", "interviewed", "ranked", "placed")
APPLIED, SCREENED_IN, INTERVIEWED, RANKED, PLACED = range(5)
FUNNEL = ("applied", "screened in", "interviewed", "ranked", *OUTCOMES)
Z_95 = 1.959964  # standard normal quantile of 97.5 %
_EQUAL = 0.3  # SD: files whose readiness differs less count as equal


def wilson(
    successes: NDArray[np.floating], trials: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson's 95 % interval for probabilities.

    Parameters
    ----------
    successes : ndarray of float
        How often each thing happened.
    trials : int
        Out of how many.

    Returns
    -------
    low, high : ndarray of float
        From 0 to 1.

    Examples
    --------
    >>> import numpy as np
    >>> [round(float(bound[0]), 3) for bound in wilson(np.array([0.0]), 200)]
    [0.0, 0.019]
    """
    share = successes / trials
    center = (share + Z_95**2 / (2 * trials)) / (1 + Z_95**2 / trials)
    half = Z_95 / (1 + Z_95**2 / trials)
    half = half * np.sqrt(share * (1 - share) / trials + Z_95**2 / (4 * trials**2))
    return np.clip(center - half, 0, 1), np.clip(center + half, 0, 1)


@dataclass(frozen=True, eq=False)
class Season:
    """Replicate seasons of one market.

    Attributes
    ----------
    files : Files
        The market, its speakers and its dials.
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
        0 applied, 1 screened in, 2 interviewed, 3 ranked.
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
    """

    files: Files
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
    replay: Callable[[int], Played]

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
        """What became of the positions, mean per season.

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
        import pandas as pd

        self._check_replicate(replicate)
        files, market = self.files, self.files.market
        played = self.replay(replicate)
        rows = len(market.program)
        reached = np.zeros(rows, np.int8)
        appeal = np.full(rows, np.nan)
        place = np.full(rows, -1)
        bucket = np.full(rows, "", dtype=object)
        reached[files.row] = played.screened_in[0]
        appeal[files.row] = np.where(played.screened_in[0], played.appeal[0], np.nan)
        place[files.row] = np.where(played.screened_in[0], played.place[0], -1)
        seen = files.row[played.seen.file]
        reached[seen] = np.where(played.seen.ranked, RANKED, INTERVIEWED)
        appeal[seen] = played.seen.appeal
        bucket[seen] = np.array(BUCKETS, dtype=object)[played.seen.bucket]
        ranked = played.standing >= 0
        place[seen[ranked]] = played.standing[ranked]
        own = np.isin(played.outcome[0], (PREMATCH, MATCHED))[market.applicant]
        reached[own & (played.program[0][market.applicant] == market.program)] = PLACED
        stopped = stopped_by(market.applicants, market.programs, market.applicant, market.program)
        return pd.DataFrame(
            {
                "applicant": market.applicant,
                "applicant_type": np.array(TYPES)[market.applicants.kind[market.applicant]],
                "program": np.array(market.programs.names)[market.program],
                "stopped_by": np.array(FILTERS)[stopped],
                "reached": np.array(REACHED)[reached],
                "appeal": appeal,
                "place": _places(place),
                "bucket": bucket,
                "outcome": np.array(OUTCOMES)[played.outcome[0]][market.applicant],
            }
        )

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
        import pandas as pd

        self._check_replicate(replicate)
        market, played = self.files.market, self.replay(replicate)
        week = played.week
        return pd.DataFrame(
            {
                "applicant": week.applicant,
                "applicant_type": np.array(TYPES)[market.applicants.kind[week.applicant]],
                "program": np.array(market.programs.names)[week.program],
                "appeal": week.appeal,
                "place": _places(week.standing),
                "offered_in": week.rounds.offered,
                "outcome": np.array(OUTCOMES)[played.outcome[0]][week.applicant],
            }
        )

    def your_programs(self) -> pd.DataFrame:
        """What each program you applied to made of you, over all seasons.

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
        stopped = stopped_by(
            market.applicants, market.programs, market.applicant[mine], program
        )

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
        import pandas as pd

        applicants = self.files.market.applicants
        placed = (self.outcome != UNPLACED).mean(axis=0)
        rows = []
        for code, name in [*enumerate(TYPES), (-1, "all")]:
            own = (applicants.kind == code) | (code < 0)
            share, truth = placed[own], applicants.readiness[own]
            equal = np.abs(truth) < _EQUAL
            rows.append(
                (
                    name,
                    share.mean() if len(share) else float("nan"),
                    _weighted(truth, share),
                    _weighted(truth, 1 - share),
                    share[equal].mean() if equal.any() else float("nan"),
                )
            )
        columns = [
            "applicant_type",
            "placed",
            "readiness_placed",
            "readiness_unplaced",
            "placed_at_equal_readiness",
        ]
        return pd.DataFrame(rows, columns=columns)

    def _mean_count(self, happened: NDArray[np.bool_]) -> float:
        return float(happened.sum()) / self.replicates

    def _check_replicate(self, replicate: int) -> None:
        whole = isinstance(replicate, (int, np.integer)) and not isinstance(replicate, bool)
        if not whole or not 0 <= replicate < self.replicates:
            last = self.replicates - 1
            raise MarketError(
                [f"replicate is {replicate!r}; it must be a whole number from 0 to {last}"]
            )


def _weighted(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    total = float(weights.sum())
    return float((values * weights).sum()) / total if total else float("nan")



def _places(standing: NDArray[np.integer]) -> pd.Series[int]:
    """Count places from 1, and leave out those who have none."""
    import pandas as pd

    return pd.Series(standing + 1, dtype="Int64").where(standing >= 0)
