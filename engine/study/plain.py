"""What came of your seasons, in plain rows: what explorers draw, and tables are made of.

No row knows pandas, so that a page draws its first picture without waiting for it. The fields
of a row are the columns of its table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import (
    FIELDS,
    FILTERS,
    INTERVIEWED,
    MATCHED,
    OUTCOMES,
    PLACED,
    PREMATCH,
    REACHED,
    SCREENED_IN,
    TYPES,
)
from engine.base.grouping import group_sizes
from engine.market.market import Market
from engine.season.filters import stopped_by
from engine.study.intervals import paired, shares, wilson


@dataclass(frozen=True)
class End:
    """One way in which your seasons end, and the share of those that do; Wilson's interval."""

    outcome: str
    probability: float
    low: float
    high: float


@dataclass(frozen=True)
class Change:
    """One outcome before and after a tweak; the interval of the difference, paired by season."""

    outcome: str
    before: float
    after: float
    difference: float
    low: float
    high: float


@dataclass(frozen=True)
class Displaced:
    """Other applicants of one type per season: who gained or lost a place, or moved to another."""

    applicant_type: str
    gained: float
    lost: float
    moved: float


@dataclass(frozen=True)
class Quantity:
    """Something of your seasons: its mean, and how far it varies; NaN does not apply.

    ``season_low`` to ``season_high`` are the middle 95 % of the seasons, ``low`` to ``high``
    Wilson's interval of a share.
    """

    quantity: str
    mean: float
    season_low: float = math.nan
    season_high: float = math.nan
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class YourProgram:
    """What one program made of you, over all seasons; see `Season.your_programs`."""

    program: str
    field: str
    positions: int
    stopped_by: str
    screened_in: float
    interviewed: float
    ranked: float
    placed: float
    place: float
    list_length: float
    before_invitations: float


@dataclass(frozen=True)
class FilterCount:
    """How many applications of a type one filter stops; see `Season.filters`."""

    applicant_type: str
    filter: str
    count: int
    share: float


def ends(outcome: NDArray[np.integer]) -> tuple[End, ...]:
    """Say how your seasons end; ``outcome``, shape (R,), is an index into `OUTCOMES`.

    Examples
    --------
    >>> [(end.outcome, end.probability) for end in ends(np.array([1, 1, 3, 1]))][1]
    ('matched', 0.75)
    """
    count = np.bincount(outcome, minlength=len(OUTCOMES))
    rows = zip(OUTCOMES, shares(count, len(outcome)), strict=True)
    return tuple(End(name, *share) for name, share in rows)


def changes(before: NDArray[np.integer], after: NDArray[np.integer]) -> tuple[Change, ...]:
    """Say how the ends of the same seasons change; each of shape (R,), indices into `OUTCOMES`.

    Examples
    --------
    >>> changes(np.array([3, 1]), np.array([1, 1]))[1].difference
    0.5
    """
    rows = []
    for code, outcome in enumerate(OUTCOMES):
        had, has = before == code, after == code
        gained, lost = int((has & ~had).sum()), int((had & ~has).sum())
        low, high = paired(gained, lost, len(before))
        difference = (gained - lost) / len(before)
        rows.append(Change(outcome, float(had.mean()), float(has.mean()), difference, low, high))
    return tuple(rows)


def stage_counts(reached: NDArray[np.int8]) -> dict[str, float]:
    """Count how many of your applications, (R, Y), get how far: mean per season, by stage.

    Examples
    --------
    >>> stage_counts(np.array([[0, 2], [0, 1]], np.int8))["interviewed"]
    0.5
    """
    count = [(reached >= n).sum(axis=1).mean() for n in range(len(REACHED))]
    return dict(zip(REACHED, map(float, count), strict=True))


def quantities(
    market: Market,
    outcome: NDArray[np.int8],
    program: NDArray[np.int32],
    interviews: NDArray[np.int16],
    ranks: NDArray[np.int16],
    choice: NDArray[np.int16],
) -> tuple[Quantity, ...]:
    """Say how your seasons go, from your columns, each of shape (R,); see `Season.your_season`."""
    early = np.isin(outcome, (PREMATCH, MATCHED))
    counts = {
        "interviews": interviews,
        "programs that rank you": ranks,
        "place on your own list": choice[early] + 1,
    }
    rows = []
    for name, values in counts.items():
        some = values if len(values) else np.array([np.nan])
        low, high = np.quantile(some, (0.025, 0.975)).tolist()
        rows.append(Quantity(name, float(some.mean()), season_low=low, season_high=high))
    own = (market.programs.field == market.applicants.field[-1]) & ~market.programs.preliminary
    wanted = early & own[program]
    low, high = (float(bound[()]) for bound in wilson(wanted.sum(), len(wanted)))
    share = Quantity("matched in the wanted field", float(wanted.mean()), low=low, high=high)
    return (*rows, share)


def your_programs(
    market: Market,
    reached: NDArray[np.int8],
    place: NDArray[np.int32],
    rank: NDArray[np.int32],
    length: NDArray[np.int32],
) -> tuple[YourProgram, ...]:
    """Say what your programs made of you, from arrays (R, Y); see `Season.your_programs`."""
    mine = slice(*market.start[-2:])
    program = market.program[mine]
    stopped = stopped_by(market.applicants, market.programs, market.applicant[mine], program)

    def median(values: NDArray[np.int32], use: NDArray[np.bool_]) -> float:
        return float(np.median(values[use])) if use.any() else math.nan

    rows = []
    for nth, at in enumerate(program.tolist()):
        got, listed, read = reached[:, nth], rank[:, nth] >= 0, place[:, nth] >= 0
        rows.append(
            YourProgram(
                program=market.programs.names[at],
                field=FIELDS[market.programs.field[at]],
                positions=int(market.programs.positions[at]),
                stopped_by=FILTERS[stopped[nth]],
                screened_in=float((got >= SCREENED_IN).mean()),
                interviewed=float((got >= INTERVIEWED).mean()),
                ranked=float(listed.mean()),
                placed=float((got == PLACED).mean()),
                place=median(rank[:, nth] + 1, listed),
                list_length=median(length[:, nth], listed),
                before_invitations=median(place[:, nth] + 1, read),
            )
        )
    return tuple(rows)


def filter_counts(market: Market) -> tuple[FilterCount, ...]:
    """Count whose applications which filter stops, "yours" left out; see `Season.filters`."""
    others = slice(int(market.start[-2]))
    who, where = market.applicant[others], market.program[others]
    stopped = stopped_by(market.applicants, market.programs, who, where)
    cell = market.applicants.kind[who].astype(np.int64) * len(FILTERS) + stopped
    count = group_sizes(cell, len(TYPES) * len(FILTERS)).reshape(len(TYPES), -1).tolist()
    return tuple(
        FilterCount(kind, name, number, number / sum(row) if any(row) else math.nan)
        for kind, row in zip(TYPES, count, strict=True)
        for name, number in zip(FILTERS, row, strict=True)
    )
