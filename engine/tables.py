"""One season as tables: every application, and every SOAP application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.files import FILTERS, Files
from engine.population import TYPES
from engine.rank_lists import BUCKETS, program_order
from engine.screening import stopped_by
from engine.stages import MATCHED, OUTCOMES, PREMATCH, Played

if TYPE_CHECKING:
    import pandas as pd

REACHED = ("applied", "screened in", "interviewed", "ranked", "placed")
APPLIED, SCREENED_IN, INTERVIEWED, RANKED, PLACED = range(5)


def applications(files: Files, played: Played) -> pd.DataFrame:
    """Table the applications of one season.

    Parameters
    ----------
    files : Files
        The market and its files.
    played : Played
        The season; if several were played, the first.

    Returns
    -------
    DataFrame
        The columns of `engine.results.Season.applications`.
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
        files.program[read], played.worse[0, read], len(market.programs)
    )
    first = played.seen.season == 0
    seen = files.row[played.seen.file[first]]
    reached[seen] = np.where(played.seen.ranked[first], RANKED, INTERVIEWED)
    appeal[seen] = played.seen.appeal[first]
    bucket[seen] = np.array(BUCKETS, dtype=object)[played.seen.bucket[first]]
    standing = played.standing[first]
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


def soap_applications(files: Files, played: Played) -> pd.DataFrame:
    """Table the SOAP applications of one season.

    Parameters
    ----------
    files : Files
        The market and its files.
    played : Played
        The season; if several were played, the first.

    Returns
    -------
    DataFrame
        The columns of `engine.results.Season.soap_applications`.
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


def _counted(standing: NDArray[np.integer]) -> pd.Series[int]:
    """Count places from 1, and leave out those who have none."""
    import pandas as pd

    return pd.Series(standing + 1, dtype="Int64").where(standing >= 0)
