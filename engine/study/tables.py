"""Seasons as tables: applications, SOAP applications, the funnel, filters, and who is placed.

The columns are described where a table leaves the engine, in `engine.study.season.Season`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import (
    APPLIED,
    BUCKETS,
    FILTERS,
    INTERVIEWED,
    MATCHED,
    MET,
    NOT_VETTED,
    OUTCOMES,
    PLACED,
    PREMATCH,
    RANKED,
    REACHED,
    SCREENED_IN,
    SOAP_STAGES,
    TYPES,
    UNPLACED,
)
from engine.base.ordering import program_order
from engine.market.market import Market
from engine.season.filters import stopped_by
from engine.season.stages import SeasonBatch

if TYPE_CHECKING:
    import pandas as pd

FUNNEL = ("applied", "screened in", "interviewed", "ranked", *OUTCOMES)
_EQUAL = 0.3  # SD: applicants whose readiness differs less from the average count as equal


def ordered(names: Sequence[str], codes: NDArray[Any] | None = None) -> pd.Series[Any]:
    """Name codes (by default each once) so that tables sort and group in the order of the names."""
    import pandas as pd

    which = np.arange(len(names)) if codes is None else codes
    return pd.Series(pd.Categorical.from_codes(which, pd.Index(names), ordered=True))


def of_rows(rows: Sequence[Any], kind: type, **ordered_by: Sequence[str]) -> pd.DataFrame:
    """Table plain rows of a dataclass, a column per field; some in the order of their names."""
    import pandas as pd

    columns: dict[str, Any] = {
        spec.name: [getattr(row, spec.name) for row in rows] for spec in fields(kind)
    }
    for name, names in ordered_by.items():
        codes = [names.index(value) for value in columns[name]]
        columns[name] = ordered(names, np.array(codes, np.int64))
    return pd.DataFrame(columns)


def page(table: pd.DataFrame, caption: str, interval: str) -> str:
    """Write a table as HTML for a notebook: above it what it is, below what its interval says."""
    from html import escape  # takes 2 ms to import

    meaning = (
        f"{interval} how much the simulated seasons of this one class vary, not how sure anybody "
        "can be of the model."
    )
    body = table.to_html(index=False, border=0, float_format="{:.3f}".format)
    head, _, rest = body.partition(">")
    return f"{head}><caption>{escape(caption)}</caption>{rest}<p>{escape(meaning)}</p>"


def funnel(
    kind: NDArray[np.int8], reached: NDArray[np.int8], outcome: NDArray[np.int8]
) -> pd.DataFrame:
    """Table how many of each type (kind, shape (A,)) get how far; see `Season.funnel`."""
    import pandas as pd

    stages = [reached >= stage for stage in range(APPLIED, RANKED + 1)]
    ends = [outcome == end for end in range(len(OUTCOMES))]
    often = np.array([happened.sum(axis=0) for happened in (*stages, *ends)])
    own = kind[:, None] == np.arange(len(TYPES))
    count = (often @ own).T  # (types, stages), over all seasons
    whole = np.repeat(own.sum(axis=0)[:, None] * len(outcome), len(FUNNEL), axis=1)
    whole[:, FUNNEL.index("matched")] -= count[:, FUNNEL.index("pre-match")]
    types, stage = np.indices(count.shape)
    return pd.DataFrame(
        {
            "applicant_type": ordered(TYPES, types.ravel()),
            "stage": ordered(FUNNEL, stage.ravel()),
            "count": count.ravel() / len(outcome),
            "share": _shares(count, whole).ravel(),
        }
    )


def positions(
    offered: float,
    outcome: NDArray[np.int8],
    first_year: NDArray[np.bool_],
    soap_rounds: tuple[NDArray[np.int8], ...],
    rounds: int,
) -> pd.DataFrame:
    """Table what became of the positions, mean per season; see `Season.positions`.

    ``first_year`` marks those who matched to a first year too, ``soap_rounds`` are those of first
    and of second places, all of shape (R, A).
    """
    import pandas as pd

    soap = np.stack(soap_rounds)
    filled = {
        "pre_match": np.count_nonzero(outcome == PREMATCH),
        "matched": np.count_nonzero(outcome == MATCHED) + np.count_nonzero(first_year),
        **{f"soap_{number}": np.count_nonzero(soap == number) for number in range(1, rounds + 1)},
    }
    row = {name: number / len(outcome) for name, number in filled.items()}
    return pd.DataFrame([{"offered": offered, **row, "left": offered - sum(row.values())}])


def applications(batch: SeasonBatch) -> pd.DataFrame:
    """Table the applications of the first season played; see `Season.applications`."""
    import pandas as pd

    everybody, market = batch.applications, batch.applications.market
    rows = len(market.program)
    reached = np.zeros(rows, np.int8)
    appeal = np.full(rows, np.nan)
    place = np.full(rows, -1)
    bucket = np.full(rows, len(BUCKETS))  # none: nobody asked around
    read = np.flatnonzero(batch.screened_in[0])
    reached[everybody.row[read]] = SCREENED_IN
    appeal[everybody.row[read]] = batch.appeal[0, read]
    place[everybody.row[read]] = program_order(
        everybody.program[read], batch.rank_key[0, read], len(market.programs)
    )
    first = batch.interviews.season == 0
    seen = everybody.row[batch.interviews.application[first]]
    reached[seen] = np.where(batch.interviews.ranked[first], RANKED, INTERVIEWED)
    appeal[seen] = batch.interviews.appeal[first]
    vetted = batch.interviews.bucket[first]
    bucket[seen] = np.where(vetted == NOT_VETTED, len(BUCKETS), vetted)
    standing = batch.interviews.standing[first]
    place[seen[standing >= 0]] = standing[standing >= 0]
    for held in (batch.before_soap[0], batch.first_year[0]):
        reached[held[market.applicant] == market.program] = PLACED
    stopped = stopped_by(market.applicants, market.programs, market.applicant, market.program)
    return pd.DataFrame(
        {
            "applicant": market.applicant,
            "applicant_type": ordered(TYPES, market.applicants.kind[market.applicant]),
            "program": np.array(market.programs.names)[market.program],
            "stopped_by": ordered(FILTERS, stopped),
            "reached": ordered(REACHED, reached),
            "appeal": appeal,
            "place": _counted(place),
            "bucket": ordered((*BUCKETS, ""), bucket),
            "outcome": ordered(OUTCOMES, batch.outcome[0][market.applicant]),
        }
    )


def soap_applications(batch: SeasonBatch) -> pd.DataFrame:
    """Table SOAP in the first season played; see `Season.soap_applications`."""
    import pandas as pd

    market, week = batch.applications.market, batch.week
    first = week.season == 0
    who = week.applicant[first]
    return pd.DataFrame(
        {
            "applicant": who,
            "applicant_type": ordered(TYPES, market.applicants.kind[who]),
            "program": np.array(market.programs.names)[week.program[first]],
            "stopped_by": ordered(FILTERS, week.stopped[first]),
            "reached": ordered(SOAP_STAGES, week.stage[first]),
            "met": ordered(MET, week.met[first]),
            "signs": week.signs[first],
            "appeal": week.appeal[first],
            "place": _counted(week.standing[first]),
            "offered_in": week.rounds.offered[first],
            "outcome": ordered(OUTCOMES, batch.outcome[0][who]),
        }
    )


def readiness(market: Market, outcome: NDArray[np.int8]) -> pd.DataFrame:
    """Table who is placed, seen with what nobody can see; see `Season.readiness`."""
    import pandas as pd

    applicants = market.applicants
    placed = (outcome != UNPLACED).mean(axis=0)
    rows = []
    for code in (*range(len(TYPES)), -1):
        own = ((applicants.kind == code) | (code < 0)) & market.certifies
        share, truth = placed[own], applicants.readiness[own]
        near = share[np.abs(truth) < _EQUAL]
        rows.append(
            {
                "placed": share.mean() if len(share) else np.nan,
                "readiness_placed": _weighted(truth, share),
                "readiness_unplaced": _weighted(truth, 1 - share),
                "placed_at_equal_readiness": near.mean() if len(near) else np.nan,
            }
        )
    table = pd.DataFrame(rows)
    table.insert(0, "applicant_type", ordered((*TYPES, "all")))
    return table


def flow() -> pd.DataFrame:
    """Table the stages of a season; see `Season.flow`."""
    import pandas as pd

    from engine.season.flow import STAGES  # takes 1 ms to import

    rows = [(s.name, s.when, s.place, s.reads, s.writes, s.shape) for s in STAGES]
    columns = ["stage", "when", "function", "reads", "writes", "shape"]
    return pd.DataFrame(rows, columns=columns)


def _shares(part: NDArray[np.integer], whole: NDArray[np.integer]) -> NDArray[np.float64]:
    """Divide, and give NaN where there is nothing to have a share of."""
    share = np.full(part.shape, np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share


def _weighted(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    total = float(weights.sum())
    return float((values * weights).sum()) / total if total else float("nan")


def _counted(standing: NDArray[np.integer]) -> pd.Series[int]:
    """Count places from 1, and leave out those who have none."""
    import pandas as pd

    return pd.Series(standing + 1, dtype="Int64").where(standing >= 0)
