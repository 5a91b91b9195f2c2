"""The published figures that a class is compared with, each declared once.

A row is *fitted* (free dials were chosen so that classes come near it), *set aside* (named
before any fitting, never fitted: the honest test) or *reported* (its year or its definition
is too far from the class for either).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from engine.base.codes import (
    COMPETITIVE,
    GENERAL,
    NON_US_IMG,
    PREVIOUS_GRADUATE,
    PRIMARY_CARE,
    US_DO_SENIOR,
    US_IMG,
    US_MD_SENIOR,
)
from engine.study.published import measures as m
from engine.study.published import samples as s
from engine.study.published.played import Played
from engine.study.published.published_values import (
    Published,
    between,
    less,
    of_seniors,
    one,
    rest,
    share_filled,
)

ROLES = ("fitted", "set aside", "reported")


@dataclass(frozen=True)
class Row:
    """One published figure, and how classes are measured against it.

    Attributes
    ----------
    quantity, group : str
        What, and of whom; together they name the row.
    published : callable
        Returns the figure with its source.
    measure : callable
        From `engine.study.published.measures`: some seasons of a class to samples.
    role : {"fitted", "set aside", "reported"}
    within : float
        How far from the figure, or from either end of its range, classes may be on average.
    summary : callable
        Sums the samples of all classes up: `percent`, `mean`, `median` or `gap`.
    classes : tuple of (str, object)
        Settings of the classes it is measured in that differ from the default class.
    """

    quantity: str
    group: str
    published: Callable[[], Published]
    measure: Callable[[Played], s.Samples]
    role: str
    within: float
    summary: Callable[[s.Samples], float] = s.percent
    classes: tuple[tuple[str, object], ...] = ()


_MD, _DO, _PREVIOUS = US_MD_SENIOR, US_DO_SENIOR, PREVIOUS_GRADUATE
# 1,258 pairs among the 48,050 active applicants of 2026
_COUPLES = (("couples", 8),)
_TYPED = (("position_types", True),)
_MATCHED = "matched, % of active applicants"
_RATE = partial(one, "PGY1_match_rate")
_OWN = "matched in the preferred field, %"
_SENIORS = partial(one, "preferred_specialty_match_rate_consenting_sample")
_ABROAD = partial(one, "preferred_specialty_match_rate")
_GAP = "Step 2: matched less unmatched in the preferred field, medians"
_MEDIANS = partial(less, "step2ck_matched_median", "step2ck_unmatched_median")
_MEANS = partial(less, "step2ck_matched_mean", "step2ck_unmatched_mean")
_SCORE = "Step 2 of those matched in the preferred field, median"
_SCORES = partial(one, "step2ck_matched_median")
_RANKS, _FEWER = ("ranks in the preferred field, {}: " + w for w in ("matched", "unmatched"))
_FILLED = "positions filled by the Match, %"
_IN_SOAP = "positions left for SOAP that are filled there, %"
_ROUNDS = "SOAP_positions_filled_cumulative"
_TO = "SOAP places that go to, %"
_MAY = "eligible for SOAP, %"
_IMG_SHARE = partial(one, "IMG_share_of_interview_and_rank_places")
_ODDS = "interview_invitation_odds_ratio"

ROWS: tuple[Row, ...] = (
    # Who matches.
    Row(_MATCHED, "US MD senior", partial(_RATE, "US MD senior", 2026),
        partial(m.matched, kind=_MD), "fitted", 2),
    Row(_MATCHED, "US DO senior", partial(_RATE, "US DO senior", 2026),
        partial(m.matched, kind=_DO), "fitted", 2),
    Row(_MATCHED, "US IMG", partial(_RATE, "US IMG", 2026),
        partial(m.matched, kind=US_IMG), "fitted", 2),
    Row(_MATCHED, "non-US IMG", partial(_RATE, "non-US IMG", 2026),
        partial(m.matched, kind=NON_US_IMG), "fitted", 2),
    Row(_MATCHED, "previous graduate", partial(_RATE, "previous graduate", 2025),
        partial(m.matched, kind=_PREVIOUS), "fitted", 3),
    Row(_OWN, "US MD senior, competitive", partial(of_seniors, COMPETITIVE, _SENIORS),
        partial(m.matched_as_preferred, kind=_MD, field=COMPETITIVE), "fitted", 4),
    Row(_OWN, "US MD senior, primary care", partial(of_seniors, PRIMARY_CARE, _SENIORS),
        partial(m.matched_as_preferred, kind=_MD, field=PRIMARY_CARE), "fitted", 4),
    Row(_OWN, "US MD senior, general", partial(of_seniors, GENERAL, _SENIORS),
        partial(m.matched_as_preferred, kind=_MD, field=GENERAL), "fitted", 4),
    Row(_OWN, "non-US IMG", partial(_ABROAD, "non-US IMG / all (weighted)"),
        partial(m.matched_as_preferred, kind=NON_US_IMG), "fitted", 4),
    Row(_OWN, "non-US IMG, internal medicine", partial(_ABROAD, "non-US IMG / internal medicine"),
        partial(m.matched_as_preferred, kind=NON_US_IMG, field=PRIMARY_CARE), "set aside", 5),
    Row("matched to one of the first three choices, %", "US MD senior",
        partial(one, "share_matched_to_top3_choice", "US MD senior"),
        m.first_three, "set aside", 4),
    Row("matched in the home region, %", "US seniors",
        partial(one, "share_matched_in_home_region", "US seniors"), m.near_home, "set aside", 5),
    Row("of all who match, %", "IMGs", partial(one, "share_of_PGY1_matches", "all IMG"),
        partial(m.of_the_matched, kinds=m.IMGS), "set aside", 2),
    Row("matched, % of those in couples", "all",
        partial(one, "couples_match_rate", "couples", 2026),
        partial(m.couples_matched, both=False), "set aside", 4, classes=_COUPLES),
    Row("both matched, % of couples", "all",
        partial(one, "couples_both_partners_matched", "couples"),
        partial(m.couples_matched, both=True), "set aside", 4, classes=_COUPLES),
    # What a score is worth.
    Row(_GAP, "non-US IMG", partial(_MEDIANS, "non-US IMG / all"),
        partial(m.scores, kind=NON_US_IMG), "fitted", 4, s.gap),
    Row(_GAP, "US MD senior, competitive", partial(of_seniors, COMPETITIVE, _MEDIANS),
        partial(m.scores, kind=_MD, field=COMPETITIVE), "fitted", 4, s.gap),
    Row(_GAP, "US MD senior, primary care", partial(of_seniors, PRIMARY_CARE, _MEDIANS),
        partial(m.scores, kind=_MD, field=PRIMARY_CARE), "fitted", 4, s.gap),
    Row(_GAP, "US MD senior, general", partial(of_seniors, GENERAL, _MEDIANS),
        partial(m.scores, kind=_MD, field=GENERAL), "fitted", 4, s.gap),
    Row(_GAP, "non-US IMG, internal medicine", partial(_MEANS, "non-US IMG / internal medicine"),
        partial(m.scores, kind=NON_US_IMG, field=PRIMARY_CARE), "set aside", 4, s.gap),
    Row(_SCORE, "non-US IMG", partial(_SCORES, "non-US IMG / all"),
        partial(m.scores_of_matched, kind=NON_US_IMG), "set aside", 3, s.median),
    Row(_SCORE, "US MD senior, competitive", partial(of_seniors, COMPETITIVE, _SCORES),
        partial(m.scores_of_matched, kind=_MD, field=COMPETITIVE), "set aside", 3, s.median),
    Row(_SCORE, "US MD senior, primary care", partial(of_seniors, PRIMARY_CARE, _SCORES),
        partial(m.scores_of_matched, kind=_MD, field=PRIMARY_CARE), "set aside", 3, s.median),
    Row(_SCORE, "US MD senior, general", partial(of_seniors, GENERAL, _SCORES),
        partial(m.scores_of_matched, kind=_MD, field=GENERAL), "set aside", 3, s.median),
    # How long lists are.
    Row(_RANKS.format("median"), "non-US IMG",
        partial(one, "contiguous_ranks_matched_median", "non-US IMG / all"),
        partial(m.ranks, kind=NON_US_IMG, success=True), "fitted", 0.75, s.median),
    Row(_FEWER.format("median"), "non-US IMG",
        partial(one, "contiguous_ranks_unmatched_median", "non-US IMG / all"),
        partial(m.ranks, kind=NON_US_IMG, success=False), "fitted", 0.5, s.median),
    Row(_RANKS.format("mean"), "non-US IMG, internal medicine",
        partial(one, "contiguous_ranks_matched_mean", "non-US IMG / internal medicine"),
        partial(m.ranks, kind=NON_US_IMG, success=True, field=PRIMARY_CARE), "set aside", 1,
        s.mean),
    Row(_FEWER.format("mean"), "non-US IMG, internal medicine",
        partial(one, "contiguous_ranks_unmatched_mean", "non-US IMG / internal medicine"),
        partial(m.ranks, kind=NON_US_IMG, success=False, field=PRIMARY_CARE), "set aside", 0.5,
        s.mean),
    Row("ranks per applicant, mean", "all who match",
        partial(one, "ROL_length_mean_matched", "applicants", 2002),
        partial(m.list_lengths, success=True), "reported", 2, s.mean),
    Row("ranks per applicant, mean", "all who do not",
        partial(one, "ROL_length_mean_unmatched", "applicants", 2015),
        partial(m.list_lengths, success=False), "reported", 1, s.mean),
    Row("applicants ranked per position, mean", "internal medicine",
        partial(between, ("ranked_per_filled_position", "internal medicine, low", None),
                ("program_ranks_per_position", "internal medicine", 2021)),
        partial(m.ranked_per_position, field=PRIMARY_CARE), "set aside", 1, s.mean),
    # Who is read, and who is interviewed.
    Row("applications stopped by filters, %", "all",
        partial(between, *(("PDS_share_applications_rejected_by_standardised_screening", "all", y)
                           for y in (2020, 2024))),
        m.stopped, "fitted", 0),
    Row("IMGs among the interviewed, %", "less sought half of primary care",
        partial(_IMG_SHARE, "community program"),
        partial(m.imgs_interviewed, sought=False), "fitted", 5),
    Row("IMGs among the interviewed, %", "more sought half of primary care",
        partial(_IMG_SHARE, "university program"),
        partial(m.imgs_interviewed, sought=True), "fitted", 5),
    Row("odds ratio of an interview", "home region",
        partial(between, (_ODDS, "in-state applicant, low", None),
                (_ODDS, "in-state applicant, high", None)),
        m.log_odds_of_region, "set aside", 0, s.odds),
    Row("odds ratio of an interview", "signal",
        partial(between, (_ODDS, "program signal, low", None),
                (_ODDS, "program signal, high", None)),
        m.log_odds_of_signal, "set aside", 0, s.odds),
    # Positions, and SOAP.
    Row("positions left for SOAP, %", "all",
        partial(rest, "position_fill_rate_algorithm", "all", 2026), m.left, "fitted", 1),
    Row(_FILLED, "competitive", partial(share_filled, COMPETITIVE),
        partial(m.filled, field=COMPETITIVE), "fitted", 2),
    Row(_FILLED, "primary care", partial(share_filled, PRIMARY_CARE),
        partial(m.filled, field=PRIMARY_CARE), "fitted", 2),
    Row(_FILLED, "general", partial(share_filled, GENERAL),
        partial(m.filled, field=GENERAL), "set aside", 2),
    Row(_IN_SOAP, "all", partial(one, "SOAP_fill_rate", "all", 2026), m.filled_in_soap,
        "fitted", 3),
    Row(_IN_SOAP, "by the end of round 1", partial(one, _ROUNDS, "by end of round 1"),
        partial(m.filled_in_soap, by_round=1), "fitted", 3),
    Row(_IN_SOAP, "by the end of round 2", partial(one, _ROUNDS, "by end of round 2"),
        partial(m.filled_in_soap, by_round=2), "fitted", 3),
    Row("placed after SOAP, % of active applicants", "US MD senior",
        partial(one, "placement_rate_active_after_SOAP", "US MD senior"),
        partial(m.placed_after_soap, kind=_MD), "set aside", 2),
    Row("placed after SOAP, % of active applicants", "US DO senior",
        partial(one, "placement_rate_active_after_SOAP", "US DO senior"),
        partial(m.placed_after_soap, kind=_DO), "set aside", 2),
    # One dial of such classes is set by it; it is no target of the free dials.
    Row("first-year positions left for SOAP that are categorical, %", "all",
        partial(one, "SOAP_share_categorical", "PGY-1 SOAP positions"),
        m.left_categorical, "fitted", 5, classes=_TYPED),
    # Of 2018, when there were fewer DO seniors and half as many positions.
    Row(_TO, "US MD senior", partial(one, "SOAP_positions_filled_share", "US MD senior", 2018),
        partial(m.soap_places, kinds=(_MD,)), "reported", 5),
    Row(_TO, "US DO senior", partial(one, "SOAP_positions_filled_share", "US DO", 2018),
        partial(m.soap_places, kinds=(_DO,)), "reported", 5),
    Row(_TO, "IMGs", partial(one, "SOAP_IMG_share", "offers"),
        partial(m.soap_places, kinds=m.IMGS), "reported", 5),
    # Of 2018, and with those who registered and certified no list.
    Row(_MAY, "US MD senior", partial(one, "SOAP_eligible_share", "US MD senior"),
        partial(m.soap_eligible, kind=_MD), "reported", 5),
    Row(_MAY, "US DO senior", partial(one, "SOAP_eligible_share", "US DO"),
        partial(m.soap_eligible, kind=_DO), "reported", 5),
    Row(_MAY, "US IMG", partial(one, "SOAP_eligible_share", "US IMG"),
        partial(m.soap_eligible, kind=US_IMG), "reported", 5),
    Row(_MAY, "non-US IMG", partial(one, "SOAP_eligible_share", "non-US IMG"),
        partial(m.soap_eligible, kind=NON_US_IMG), "reported", 5),
)  # fmt: skip
