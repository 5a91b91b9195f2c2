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

from engine.base.codes import COMPETITIVE, FIELDS, GENERAL, PRIMARY_CARE, TYPES
from engine.sources.figures import figure

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


def apportion(shares: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Split a whole number in proportion to shares, largest remainders first.

    Examples
    --------
    >>> apportion(np.array([1.0, 1.0, 2.0]), 5).tolist()
    [1, 1, 3]
    """
    exact = np.round(shares / shares.sum() * total, 9)
    whole: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: total - int(whole.sum())]] += 1
    return whole


def class_counts(applicants: int) -> NDArray[np.int64]:
    """How many applicants of each type a class has, in proportion to the active ones of 2026.

    Examples
    --------
    >>> class_counts(300).tolist()
    [131, 53, 26, 75, 15]
    """
    counts = [figure("active_applicants", group, 2026).value for group in TYPES]
    return apportion(np.array(counts), applicants)


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


def positions_for(applicants: int) -> int:
    """PGY-1 positions for a class of this size, at the ratio of 2025.

    Examples
    --------
    >>> positions_for(300)
    254
    """
    offered = figure("positions_offered", "PGY-1", 2025).value
    return round(applicants * offered / figure("active_applicants", "all", 2025).value)


def programs_for(positions: int) -> int:
    """Programs that share so many positions, at the mean size of 2026; at least 1.

    Examples
    --------
    >>> programs_for(254)
    39
    """
    return max(1, round(positions / figure("mean_positions_per_program", "all", 2026).value))


# Specialties whose matched and unmatched MD seniors both have a published median for 2026.
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
    total = sample = 0.0
    for name in _CHARTED:
        for result in ("matched", "unmatched"):
            group = f"US MD senior / {name}"
            size = figure(f"consenting_{result}_n", group, 2026).value
            total += size * figure(f"step2ck_{result}_median", group, 2026).value
            sample += size

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
