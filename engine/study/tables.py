"""Seasons as tables: applications, SOAP applications, filters, and who is placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import (
    BUCKETS,
    FILTERS,
    INTERVIEWED,
    MATCHED,
    OUTCOMES,
    PLACED,
    PREMATCH,
    RANKED,
    REACHED,
    SCREENED_IN,
    TYPES,
    UNPLACED,
)
from engine.base.grouping import program_order
from engine.season.applications import Applications
from engine.season.filters import stopped_by
from engine.season.stages import SeasonBatch

if TYPE_CHECKING:
    import pandas as pd

_EQUAL = 0.3  # SD: applicants whose readiness differs less from the average count as equal


def applications(files: Applications, played: SeasonBatch) -> pd.DataFrame:
    """Table the applications of one season.

    Parameters
    ----------
    files : Applications
        The market and its files.
    played : SeasonBatch
        The season; if several were played, the first.

    Returns
    -------
    DataFrame
        The columns of `engine.study.season.Season.applications`.
    """
    import pandas as pd

    market = files.market
    rows = len(market.program)
    reached = np.zeros(rows, np.int8)
    appeal = np.full(rows, np.nan)
    place = np.full(rows, -1)
    bucket = np.full(rows, "", dtype=object)
    read = np.flatnonzero(played.screened_in[0])
    reached[files.row[read]] = SCREENED_IN
    appeal[files.row[read]] = played.appeal[0, read]
    place[files.row[read]] = program_order(
        files.program[read], played.rank_key[0, read], len(market.programs)
    )
    first = played.interviews.season == 0
    seen = files.row[played.interviews.application[first]]
    reached[seen] = np.where(played.interviews.ranked[first], RANKED, INTERVIEWED)
    appeal[seen] = played.interviews.appeal[first]
    bucket[seen] = np.array(BUCKETS, dtype=object)[played.interviews.bucket[first]]
    standing = played.interviews.standing[first]
    place[seen[standing >= 0]] = standing[standing >= 0]
    early = np.isin(played.outcome[0], (PREMATCH, MATCHED))[market.applicant]
    reached[early & (played.program[0][market.applicant] == market.program)] = PLACED
    stopped = stopped_by(market.applicants, market.programs, market.applicant, market.program)
    return pd.DataFrame(
        {
            "applicant": market.applicant,
            "applicant_type": np.array(TYPES)[market.applicants.kind[market.applicant]],
            "program": np.array(market.programs.names)[market.program],
            "stopped_by": np.array(FILTERS)[stopped],
            "reached": np.array(REACHED)[reached],
            "appeal": appeal,
            "place": _counted(place),
            "bucket": bucket,
            "outcome": np.array(OUTCOMES)[played.outcome[0]][market.applicant],
        }
    )


def soap_applications(files: Applications, played: SeasonBatch) -> pd.DataFrame:
    """Table the SOAP applications of one season.

    Parameters
    ----------
    files : Applications
        The market and its files.
    played : SeasonBatch
        The season; if several were played, the first.

    Returns
    -------
    DataFrame
        The columns of `engine.study.season.Season.soap_applications`.
    """
    import pandas as pd

    market, week = files.market, played.week
    first = week.season == 0
    who = week.applicant[first]
    return pd.DataFrame(
        {
            "applicant": who,
            "applicant_type": np.array(TYPES)[market.applicants.kind[who]],
            "program": np.array(market.programs.names)[week.program[first]],
            "appeal": week.appeal[first],
            "place": _counted(week.standing[first]),
            "offered_in": week.rounds.offered[first],
            "outcome": np.array(OUTCOMES)[played.outcome[0]][who],
        }
    )


def filters(files: Applications) -> pd.DataFrame:
    """Table whose applications which filter stops.

    Parameters
    ----------
    files : Applications
        The market and its files.

    Returns
    -------
    DataFrame
        The columns of `engine.study.season.Season.filters`.
    """
    import pandas as pd

    market = files.market
    others = slice(int(market.start[-2]))
    who, where = market.applicant[others], market.program[others]
    stopped = stopped_by(market.applicants, market.programs, who, where)
    kind = market.applicants.kind[who]
    count = np.bincount(
        kind.astype(np.int64) * len(FILTERS) + stopped, minlength=len(TYPES) * len(FILTERS)
    ).reshape(len(TYPES), len(FILTERS))
    sent = count.sum(axis=1, keepdims=True)
    share = np.divide(count, sent, out=np.full(count.shape, np.nan), where=sent > 0)
    return pd.DataFrame(
        {
            "applicant_type": np.repeat(TYPES, len(FILTERS)),
            "filter": np.tile(FILTERS, len(TYPES)),
            "count": count.ravel(),
            "share": share.ravel(),
        }
    )


def readiness(files: Applications, outcome: NDArray[np.int8]) -> pd.DataFrame:
    """Table who is placed, seen with what nobody in the season can see.

    Parameters
    ----------
    files : Applications
        The market and its files.
    outcome : ndarray of int8, shape (R, A)
        Index into `engine.base.codes.OUTCOMES`.

    Returns
    -------
    DataFrame
        The columns of `engine.study.season.Season.readiness`.
    """
    import pandas as pd

    applicants = files.market.applicants
    placed = (outcome != UNPLACED).mean(axis=0)
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


def _weighted(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    total = float(weights.sum())
    return float((values * weights).sum()) / total if total else float("nan")


def _counted(standing: NDArray[np.integer]) -> pd.Series[int]:
    """Count places from 1, and leave out those who have none."""
    import pandas as pd

    return pd.Series(standing + 1, dtype="Int64").where(standing >= 0)
