"""What published rows say about each type of applicant and each field.

Everything here is read from cited rows (`engine.sources.figures` knows what the NRMP
calls each type); no row whose kind is "none" is used. What has no cited row is
the same for every type, or follows from what the type means: seniors graduate
this year, graduates of US schools have worked in US hospitals, and citizens of
other countries need a visa.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import COMPETITIVE, FIELDS, GENERAL, PRIMARY_CARE
from engine.sources.figures import figure, table

# S1-06 names the competitive fields; "primary care" is NRMP's usual grouping.
_SPECIALTIES = {
    COMPETITIVE: (
        "dermatology",
        "interventional radiology integrated",
        "neurological surgery",
        "orthopaedic surgery",
        "otolaryngology",
        "plastic surgery integrated",
        "thoracic surgery integrated",
        "vascular surgery integrated",
    ),
    PRIMARY_CARE: (
        "family medicine",
        "internal medicine",
        "internal medicine-pediatrics",
        "pediatrics",
    ),
    GENERAL: (
        "PM&R",
        "anesthesiology",
        "child neurology",
        "diagnostic radiology",
        "emergency medicine",
        "general surgery",
        "neurology",
        "obstetrics-gynecology",
        "pathology",
        "psychiatry",
        "radiation oncology",
    ),
}


@cache
def field_shares(quantity: str) -> tuple[float, ...]:
    """Share of candidates or of positions in each field, 2026, in the order of `FIELDS`.

    ``quantity`` is the published count to add up over the specialties of each field.

    Examples
    --------
    >>> [round(share, 3) for share in field_shares("positions_offered_excl_prelim")]
    [0.074, 0.528, 0.399]
    """
    totals = [
        sum(figure(quantity, name, 2026).value for name in _SPECIALTIES[field])
        for field in range(len(FIELDS))
    ]
    return tuple(total / sum(totals) for total in totals)


@cache
def early_shares() -> tuple[float, ...]:
    """Share of each field's positions that was filled outside the Match in 2010, before All In.

    In the order of `FIELDS`. Shares are published for internal medicine, family medicine,
    pediatrics, and obstetrics and gynecology, here weighted by the positions of 2026; specialties
    without a row count as none.

    Examples
    --------
    >>> [round(share, 3) for share in early_shares()]
    [0.0, 0.2, 0.007]
    """
    quantity, year = "share_positions_filled_outside_match", 2010
    known = {row["group"] for row in table("published") if row["quantity"] == quantity}
    shares = []
    for field in range(len(FIELDS)):
        offered = early = 0.0
        for name in _SPECIALTIES[field]:
            positions = figure("positions_offered_excl_prelim", name, 2026).value
            offered += positions
            if name in known:
                early += positions * figure(quantity, name, year).value / 100
        shares.append(early / offered)
    return tuple(shares)


# Specialties whose matched and unmatched MD seniors both have a published median for 2026. Missing
# is thoracic surgery, which the published values of the competitive field do count: to add it
# changes every class that is drawn, so it has to come with a new fit.
_CHARTED = (
    "PM&R",
    "dermatology",
    "emergency medicine",
    "family medicine",
    "general surgery",
    "internal medicine",
    "internal medicine-pediatrics",
    "interventional radiology integrated",
    "neurology",
    "otolaryngology",
    "pediatrics",
    "plastic surgery integrated",
)


# Specialties of which non-US IMGs have published means for 2026.
_CHARTED_ABROAD = (
    "PM&R",
    "child neurology",
    "emergency medicine",
    "family medicine",
    "general surgery",
    "internal medicine",
    "internal medicine-pediatrics",
    "neurology",
    "pediatrics",
    "radiation oncology",
)
_RESULTS = ("matched", "unmatched")


@cache
def step2_means() -> tuple[float, ...]:
    """Mean Step 2 CK score of each type: matched and unmatched, weighted.

    MD seniors: medians by specialty, weighted by the consenting sample (2026). Non-US IMGs:
    medians, weighted by the preferred-specialty rate (2026). DO seniors and US IMGs have no
    cited score of their own and get those of all matched and all unmatched applicants (2020),
    weighted by their match rate. Previous graduates get the score of all unmatched applicants
    (2020), which most of them once were.

    Examples
    --------
    >>> [round(mean) for mean in step2_means()]
    [251, 246, 244, 245, 238]
    """
    seniors = _by_specialty().values()
    total, sample = (sum(column) for column in zip(*((s * n, n) for s, n in seniors), strict=True))

    def blend(matched: float, unmatched: float, percent_matched: float) -> float:
        return unmatched + (matched - unmatched) * percent_matched / 100

    matched = figure("step2ck_mean", "matched", 2020).value
    unmatched = figure("step2ck_mean", "unmatched", 2020).value
    osteopathic, citizens = (
        blend(matched, unmatched, figure("PGY1_match_rate", name, 2026).value)
        for name in ("US DO senior", "US IMG")
    )
    abroad = blend(
        figure("step2ck_matched_median", "non-US IMG / all", 2026).value,
        figure("step2ck_unmatched_median", "non-US IMG / all", 2026).value,
        figure("preferred_specialty_match_rate", "non-US IMG / all (weighted)", 2026).value,
    )
    return (total / sample, osteopathic, citizens, abroad, unmatched)


@cache
def step2_by_field() -> tuple[tuple[float, ...], ...]:
    """Points by which those who want a field score above the mean of their type, shape (5, 3).

    MD seniors: medians of matched and unmatched by specialty, weighted by the consenting sample
    (2026). Non-US IMGs: means by specialty, weighted by the preferred-specialty rate and by the
    candidates of each (2026); nobody charts their competitive fields. All other types have no row
    and differ as MD seniors do. The mean of each type stays that of `step2_means`.

    Examples
    --------
    >>> for name, points in zip(("MD", "non-US IMG"), (step2_by_field()[0], step2_by_field()[3])):
    ...     print(name, [round(one, 1) for one in points])
    MD [5.6, -0.3, -1.0]
    non-US IMG [5.6, -1.5, 0.5]
    """
    charted, abroad = _by_specialty(), _by_specialty_abroad()
    size = np.array(field_shares("candidates_first_or_only_choice"))

    def centered(mean: list[float]) -> NDArray[np.float64]:
        return np.array(mean) - float(size @ np.array(mean))

    seniors = centered([_weighted(charted, field) for field in range(len(FIELDS))])
    known = [_weighted(abroad, field) for field in (PRIMARY_CARE, GENERAL)]
    # Where nobody is charted, a field stands as far above the others as it does for seniors.
    above = seniors[COMPETITIVE] - float(size[1:] @ seniors[1:] / size[1:].sum())
    others = float(size[1:] @ np.array(known) / size[1:].sum())
    non_us = centered([others + above, *known])
    rows = (seniors, seniors, seniors, non_us, seniors)
    return tuple(tuple(row.tolist()) for row in rows)


def _weighted(charted: dict[str, tuple[float, float]], field: int) -> float:
    """Mean score over the charted specialties of a field, of pairs of score and weight."""
    pairs = [charted[name] for name in _SPECIALTIES[field] if name in charted]
    return sum(score * weight for score, weight in pairs) / sum(weight for _, weight in pairs)


def _by_specialty() -> dict[str, tuple[float, float]]:
    """Score and sample of the MD seniors who want each charted specialty."""
    found = {}
    for name in _CHARTED:
        group = f"US MD senior / {name}"
        size = {r: figure(f"consenting_{r}_n", group, 2026).value for r in _RESULTS}
        total = sum(size[r] * figure(f"step2ck_{r}_median", group, 2026).value for r in _RESULTS)
        found[name] = total / sum(size.values()), sum(size.values())
    return found


def _by_specialty_abroad() -> dict[str, tuple[float, float]]:
    """Score of the non-US IMGs who want each charted specialty, and its candidates of all types."""
    found = {}
    for name in _CHARTED_ABROAD:
        group = f"non-US IMG / {name}"
        share = figure("preferred_specialty_match_rate", group, 2026).value / 100
        matched, unmatched = (figure(f"step2ck_{r}_mean", group, 2026).value for r in _RESULTS)
        weight = figure("candidates_first_or_only_choice", name, 2026).value
        found[name] = unmatched + share * (matched - unmatched), weight
    return found


def step2_scale() -> tuple[float, float]:
    """Mean and SD of Step 2 CK over all who took it (2020), for standardizing scores.

    Examples
    --------
    >>> step2_scale()
    (246.0, 15.0)
    """
    return (
        figure("step2ck_mean", "all takers", 2020).value,
        figure("step2ck_sd", "all takers", 2020).value,
    )


def signals() -> int:
    """Programs an applicant may signal: 5, as in family medicine and pediatrics (2025).

    The same in every field: with more, as some fields have them, everybody would signal most
    of the few programs of a class.

    Examples
    --------
    >>> signals()
    5
    """
    return round(figure("program_signals_per_applicant", "family medicine", 2025).value)


@cache
def applications_means() -> tuple[float, ...]:
    """Applications each type sends through ERAS, mean per applicant.

    Season 2022 by school; previous graduates have no row of their own and get the mean of all
    applicants (2026).

    Examples
    --------
    >>> applications_means()
    (68.0, 92.0, 139.0, 139.0, 81.8)
    """
    md, do, img = (
        figure("ERAS_applications_per_applicant_mean", group, 2022).value
        for group in ("US MD", "US DO", "IMG")
    )
    everyone = figure("ERAS_applications_per_applicant_mean", "all", 2026).value
    return (md, do, img, img, everyone)
