"""Published figures in the form in which a class is compared with them.

Most are one row of ``published.csv``. Others are arithmetic on several: what is left of 100, a
difference, a range, or an average over the specialties that make up a field of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from engine.base.codes import COMPETITIVE, GENERAL, PRIMARY_CARE
from engine.sources.figures import Figure, figure

# Specialties whose matched and unmatched MD seniors were both charted for 2026.
_CHARTED: Mapping[int, tuple[str, ...]] = {
    COMPETITIVE: (
        "dermatology",
        "interventional radiology integrated",
        "otolaryngology",
        "plastic surgery integrated",
        "thoracic surgery integrated",
    ),
    PRIMARY_CARE: (
        "family medicine",
        "internal medicine",
        "internal medicine-pediatrics",
        "pediatrics",
    ),
    GENERAL: ("PM&R", "emergency medicine", "general surgery", "neurology"),
}
# Specialties whose share of positions filled by the Match was seen, and the latest such year.
_FILLED: Mapping[int, Mapping[str, int]] = {
    COMPETITIVE: {
        "neurological surgery": 2025,
        "orthopaedic surgery": 2025,
        "otolaryngology": 2025,
        "plastic surgery integrated": 2025,
        "thoracic surgery": 2025,
        "vascular surgery": 2025,
    },
    PRIMARY_CARE: {"family medicine": 2025, "internal medicine": 2025, "pediatrics": 2025},
    GENERAL: {"emergency medicine": 2024, "general surgery": 2025, "obstetrics-gynecology": 2025},
}
# Two names for one specialty.
_INTEGRATED = {
    "thoracic surgery": "thoracic surgery integrated",
    "vascular surgery": "vascular surgery integrated",
}


class Published(NamedTuple):
    """What was published: a value, its range where it is one, and where it comes from."""

    value: float
    low: float
    high: float
    year: int | None
    kind: str
    source: str


def _from(value: float, *figures: Figure) -> Published:
    """Say where a value comes from; what several figures give is derived."""
    kind = figures[0].kind if len(figures) == 1 else "derived"
    sources = "; ".join(dict.fromkeys(found.source for found in figures))
    return Published(value, value, value, figures[0].year, kind, sources)


def one(quantity: str, group: str, year: int | None = None, times: float = 1.0) -> Published:
    """Take one figure, in another unit where it is to be multiplied.

    Examples
    --------
    >>> one("PGY1_match_rate", "US MD senior", 2026).value
    93.5
    """
    found = figure(quantity, group, year)
    return _from(times * found.value, found)


def rest(quantity: str, group: str, year: int | None = None) -> Published:
    """Take what a share leaves of 100.

    Examples
    --------
    >>> rest("position_fill_rate_algorithm", "all", 2026).value
    6.5
    """
    found = figure(quantity, group, year)
    return _from(100 - found.value, found)


def less(quantity: str, other: str, group: str, year: int | None = None) -> Published:
    """Take one figure less another of the same group.

    Examples
    --------
    >>> whom = "non-US IMG / all"
    >>> less("step2ck_matched_median", "step2ck_unmatched_median", whom).value
    6.0
    """
    found, taken = figure(quantity, group, year), figure(other, group, year)
    return _from(found.value - taken.value, found, taken)


def between(*figures: tuple[str, str, int | None]) -> Published:
    """Take a range: of two specialties, two studies or two years.

    Examples
    --------
    >>> odds = "interview_invitation_odds_ratio"
    >>> found = between((odds, "program signal, low", None), (odds, "program signal, high", None))
    >>> found.low, found.high
    (2.71, 9.07)
    """
    found = [figure(*which) for which in figures]
    values = [each.value for each in found]
    low, high = min(values), max(values)
    return _from((low + high) / 2, *found)._replace(low=low, high=high)


def of_seniors(field: int, published: Callable[[str], Published]) -> Published:
    """Average what was published of MD seniors over the charted specialties of a field.

    Each specialty counts by the applicants in its sample, matched and unmatched.

    Examples
    --------
    >>> rate = "preferred_specialty_match_rate_consenting_sample"
    >>> round(of_seniors(COMPETITIVE, lambda group: one(rate, group)).value, 1)
    72.2
    """
    groups = {name: f"US MD senior / {name}" for name in _CHARTED[field]}
    sizes = [
        sum(figure(f"consenting_{ends}_n", group).value for ends in ("matched", "unmatched"))
        for group in groups.values()
    ]
    return _average([published(group) for group in groups.values()], sizes)


def share_filled(field: int) -> Published:
    """Average the share of positions filled over the specialties of a field that have one.

    Each specialty counts by its positions of 2026.

    Examples
    --------
    >>> [round(share_filled(field).value, 1) for field in range(3)]
    [99.8, 93.3, 97.6]
    """
    shares = [one("position_fill_rate_algorithm", *item) for item in _FILLED[field].items()]
    positions = [
        figure("positions_offered_excl_prelim", _INTEGRATED.get(name, name)).value
        for name in _FILLED[field]
    ]
    return _average(shares, positions)


def _average(found: list[Published], weights: list[float]) -> Published:
    """Weigh several values; the result is as old as the oldest."""
    pairs = zip(found, weights, strict=True)
    value = sum(each.value * weight for each, weight in pairs) / sum(weights)
    sources = "; ".join(dict.fromkeys(each.source for each in found))
    year = min(each.year for each in found if each.year is not None)
    return Published(value, value, value, year, "derived", sources)
