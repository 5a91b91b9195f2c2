"""What published rows say about each type of applicant and each field.

Everything here is read from cited rows (`engine.figures` knows what the NRMP
calls each type). A row whose kind is "none" carries a figure that somebody
repeated without a source anyone could read; the README's table of inputs says
which those are.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.figures import figure

TYPES = ("US MD senior", "US DO senior", "US IMG", "non-US IMG", "previous graduate")
US_MD_SENIOR, US_DO_SENIOR, US_IMG, NON_US_IMG, PREVIOUS_GRADUATE = range(5)
FIELDS = ("competitive", "primary care", "general")
COMPETITIVE, PRIMARY_CARE, GENERAL = range(3)

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


def _apportion(shares: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Split a whole number in proportion, largest remainders first."""
    exact = shares / shares.sum() * total
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - whole.sum()]] += 1
    return whole


def class_counts(applicants: int) -> NDArray[np.int64]:
    """How many applicants of each type a class of this size has.

    Parameters
    ----------
    applicants : int
        Size of the class.

    Returns
    -------
    ndarray of int, shape (5,)
        In the order of `TYPES`, in proportion to the active applicants of 2026.

    Examples
    --------
    >>> class_counts(300).tolist()
    [131, 53, 26, 75, 15]
    """
    counts = [figure("active_applicants", group, 2026).value for group in TYPES]
    return _apportion(np.array(counts), applicants)


@cache
def field_shares(quantity: str) -> tuple[float, ...]:
    """Share of candidates or of positions in each field, 2026.

    Parameters
    ----------
    quantity : {"candidates_first_or_only_choice", "positions_offered_excl_prelim"}
        The published count to add up over the specialties of each field.

    Returns
    -------
    tuple of float, length 3
        In the order of `FIELDS`; adds up to 1.

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
    """Programs that share so many positions, at the mean size of 2026.

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

    Returns
    -------
    tuple of float, length 5
        In the order of `TYPES`. MD seniors: medians by specialty, weighted by
        the consenting sample (2026). Non-US IMGs: medians, weighted by the
        preferred-specialty rate (2026). DO seniors and US IMGs: rough values
        without a source (2024), weighted by the match rate. Previous graduates:
        the mean of all unmatched applicants (2020), a modeling choice.

    Examples
    --------
    >>> [round(mean) for mean in step2_means()]
    [251, 244, 237, 245, 238]
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

    rough = [
        blend(
            figure("step2ck_matched_mean_approx", name, 2024).value,
            figure("step2ck_unmatched_mean_approx", name, 2024).value,
            figure("PGY1_match_rate", name, 2026).value,
        )
        for name in ("US DO senior", "US IMG")
    ]
    abroad = blend(
        figure("step2ck_matched_median", "non-US IMG / all", 2026).value,
        figure("step2ck_unmatched_median", "non-US IMG / all", 2026).value,
        figure("preferred_specialty_match_rate", "non-US IMG / all (weighted)", 2026).value,
    )
    earlier = figure("step2ck_mean", "unmatched", 2020).value
    return (total / sample, *rough, abroad, earlier)


def applications_means() -> tuple[float, ...]:
    """Applications each type sends through ERAS, mean per applicant.

    Returns
    -------
    tuple of float, length 5
        In the order of `TYPES`. Season 2022 by school; previous graduates have
        no row of their own and get the mean of all applicants (2026).

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
