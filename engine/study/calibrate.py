"""How near the class comes to published figures, and where it does not.

The match rates of 2026, the positions left for SOAP and the share of those filled
are what the class was fitted to; the school priors are the free dials. All other
rows are reported, not fitted. A row whose kind is "none" is in neither list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.base.codes import (
    MATCHED,
    NON_US_IMG,
    PREMATCH,
    PRIMARY_CARE,
    SOAP,
    TYPES,
    UNPLACED,
    US_IMG,
    US_MD_SENIOR,
)
from engine.base.grouping import fixed_point, group_sizes
from engine.scenario.scenario import Scenario
from engine.season.stages import SeasonBatch, play
from engine.sources.figures import figure
from engine.study.simulation import class_and_you

if TYPE_CHECKING:
    import pandas as pd

_POINTS = 4.0  # how far a match rate may be off
_LEFT = (6.0, 7.5)  # percent of positions left for SOAP
_FILLED = 3.0  # how far the share filled in SOAP may be off

# quantity, group, published figure (quantity, group, year; after "100 -" the rest to 100)
_ROWS = (
    *(("matched, % of active applicants", TYPES[k], ("PGY1_match_rate", TYPES[k], 2026))
      for k in range(4)),
    ("matched, % of active applicants", TYPES[4], ("PGY1_match_rate", TYPES[4], 2025)),
    ("positions left for SOAP, %", "all", ("100 - position_fill_rate_algorithm", "all", 2026)),
    ("of those, filled in SOAP, %", "all", ("SOAP_fill_rate", "all", 2026)),
    *(("of those, filled in SOAP, %", f"by end of round {n}",
       ("SOAP_positions_filled_cumulative", f"by end of round {n}", 2026)) for n in (1, 2)),
    ("SOAP places that go to, %", "US MD senior",
     ("SOAP_positions_filled_share", "US MD senior", 2018)),
    ("SOAP places that go to, %", "US DO senior", ("SOAP_positions_filled_share", "US DO", 2018)),
    ("SOAP places that go to, %", "IMGs", ("SOAP_IMG_share", "offers", None)),
    *(("placed after SOAP, %", name, ("placement_rate_active_after_SOAP", name, 2025))
      for name in TYPES[:2]),
    ("applications stopped by filters, %", "all",
     ("PDS_share_applications_rejected_by_standardised_screening", "all", 2020)),
    ("IMGs among the interviewed, %", "less sought half of primary care",
     ("IMG_share_of_interview_and_rank_places", "community program", None)),
    ("IMGs among the interviewed, %", "more sought half of primary care",
     ("IMG_share_of_interview_and_rank_places", "university program", None)),
    ("ranks per matched applicant, mean", "all", ("ROL_length_mean_matched", "applicants", 2002)),
    ("ranks per unmatched applicant, mean", "all",
     ("ROL_length_mean_unmatched", "applicants", 2015)),
    ("ranks per matched applicant, median", "non-US IMG",
     ("contiguous_ranks_matched_median", "non-US IMG / all", 2026)),
    ("ranks per unmatched applicant, median", "non-US IMG",
     ("contiguous_ranks_unmatched_median", "non-US IMG / all", 2026)),
    ("matched to one of the first three choices, %", "US MD senior",
     ("share_matched_to_top3_choice", "US MD senior", 2026)),
)  # fmt: skip


def calibration(
    scenario: Scenario | None = None,
    *,
    seeds: Iterable[int] = range(40),
    seasons: int = 5,
    seed: int = 1,
) -> pd.DataFrame:
    """Compare classes with published figures.

    Parameters
    ----------
    scenario : Scenario, optional
        What to compare; the default scenario by default.
    seeds : iterable of int, default 0 to 39
        Classes to draw; none is left out.
    seasons : int, default 5
        Seasons of each.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    DataFrame
        quantity, group, ours (mean over the classes), published, difference, low,
        high (where ours has to be; NaN where the row is reported only), year, kind,
        source.

    Examples
    --------
    >>> table = calibration(seeds=[0], seasons=1)
    >>> table["kind"].isin(["none"]).any()
    np.False_
    """
    import pandas as pd

    base = scenario or Scenario()
    tally: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    lengths: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in seeds:
        drawn = base.with_market(seed=number)
        _count(play(*class_and_you(drawn), seed, np.arange(seasons)), tally, lengths)
    rows = []
    for quantity, group, (name, whom, year) in _ROWS:
        published = figure(name.removeprefix("100 - "), whom, year)
        value = 100 - published.value if name.startswith("100 - ") else published.value
        if (quantity, group) in lengths:
            values = lengths[quantity, group]
            ours = float(np.median(values) if "median" in quantity else np.mean(values))
        else:
            part, whole = np.sum(tally[quantity, group], axis=0)
            ours = float(100 * part / whole) if whole else float("nan")
        low = high = float("nan")
        if quantity.startswith("matched, %") and group != TYPES[-1]:
            low, high = value - _POINTS, value + _POINTS
        elif quantity.startswith("positions left"):
            low, high = _LEFT
        elif quantity.startswith("of those") and group == "all":
            low, high = value - _FILLED, value + _FILLED
        rows.append(
            (
                *(quantity, group, ours, value, ours - value, low, high),
                *(published.year, published.kind, published.source),
            )
        )
    columns = "quantity group ours published difference low high year kind source"
    return pd.DataFrame(rows, columns=columns.split())


def _count(
    played: SeasonBatch,
    tally: dict[tuple[str, str], list[tuple[float, float]]],
    lengths: dict[tuple[str, str], list[int]],
) -> None:
    """Add the seasons of one class: parts and wholes of shares, and lengths of lists."""
    everybody, seen, outcome = played.applications, played.interviews, played.outcome
    people, programs = everybody.market.applicants, everybody.market.programs
    seasons = len(outcome)
    offered = float(programs.positions.sum() * seasons)
    early, soap = float((outcome <= MATCHED).sum()), float((outcome == SOAP).sum())

    def share(quantity: str, group: str, part: Any, whole: Any) -> None:
        tally[quantity, group].append((float(part), float(whole)))

    for kind, name in enumerate(TYPES):
        own = outcome[:, people.kind == kind]
        active = (own != PREMATCH).sum()
        share("matched, % of active applicants", name, (own == MATCHED).sum(), active)
        share("placed after SOAP, %", name, (own != UNPLACED).sum(), own.size)
        share("SOAP places that go to, %", name, (own == SOAP).sum(), soap)
    imgs = (people.kind == US_IMG) | (people.kind == NON_US_IMG)
    share("SOAP places that go to, %", "IMGs", (outcome[:, imgs] == SOAP).sum(), soap)
    share("positions left for SOAP, %", "all", offered - early, offered)
    share("of those, filled in SOAP, %", "all", soap, offered - early)
    for number in (1, 2):
        taken = ((played.round > 0) & (played.round <= number)).sum()
        share("of those, filled in SOAP, %", f"by end of round {number}", taken, offered - early)
    sent = len(everybody.market.program)
    passed = np.count_nonzero(everybody.stopped == 0)
    share("applications stopped by filters, %", "all", sent - passed, sent)

    program, applicant = everybody.program[seen.application], everybody.applicant[seen.application]
    primary = programs.field[program] == PRIMARY_CARE
    for group, half in (
        ("less sought half of primary care", programs.prestige[program] < 0),
        ("more sought half of primary care", programs.prestige[program] >= 0),
    ):
        there = primary & half
        share("IMGs among the interviewed, %", group, (there & imgs[applicant]).sum(), there.sum())

    listed = group_sizes(seen.applicant_cell[seen.ranked], outcome.size).reshape(outcome.shape)
    matched = outcome == MATCHED
    abroad = people.kind == NON_US_IMG
    for result, who in (("matched", matched), ("unmatched", outcome > MATCHED)):
        lengths[f"ranks per {result} applicant, mean", "all"] += listed[who].tolist()
        lengths[f"ranks per {result} applicant, median", "non-US IMG"] += listed[:, abroad][
            who[:, abroad]
        ].tolist()

    # Choices: how many of their own interviews those who match like better than where they go.
    liking = fixed_point(seen.liking)
    goes = np.where(matched, np.arange(seasons)[:, None] * len(programs) + played.program, -1)
    there = goes.ravel()[seen.applicant_cell] == seen.program_cell
    bar = np.zeros(outcome.size, np.int64)
    bar[seen.applicant_cell[there]] = liking[there]
    better = seen.applicant_cell[liking < bar[seen.applicant_cell]]
    better = group_sizes(better, outcome.size).reshape(outcome.shape)
    own = people.kind == US_MD_SENIOR
    share(
        "matched to one of the first three choices, %",
        TYPES[US_MD_SENIOR],
        (matched & (better < 3))[:, own].sum(),
        own.sum() * seasons,
    )
