"""How many of whom a class has: applicants of each type, programs, positions of each kind.

Everything here is in proportion to published rows, as in `engine.market.population`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import TYPES
from engine.sources.figures import figure, table


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


def registrant_counts(registrants: int) -> NDArray[np.int64]:
    """How many of each type those have who registered and certified no list.

    Their types were not published; these are those of all who were eligible for SOAP in 2018, the
    rest being previous graduates.

    Examples
    --------
    >>> registrant_counts(33).tolist()
    [5, 3, 9, 13, 3]
    """
    groups = ("US MD senior", "US DO", "US citizen IMG", "non-US citizen IMG")
    shares = [figure("SOAP_eligible_share", group, 2018).value for group in groups]
    return apportion(np.array([*shares, 100 - sum(shares)]), registrants)


def registrants_per_applicant() -> float:
    """Those who registered and certified no list, for each one who did, in 2026.

    Examples
    --------
    >>> round(registrants_per_applicant(), 3)
    0.111
    """
    registered, active = (
        figure(f"{who}_applicants", "all", 2026).value for who in ("registered", "active")
    )
    return registered / active - 1


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


def preliminary_positions(first_years: int) -> int:
    """How many of so many PGY-1 positions are preliminary, transitional years among them.

    All positions of 2026 less those of all specialties without preliminary ones, against the PGY-1
    positions at the share of 2025.

    Examples
    --------
    >>> preliminary_positions(254)
    31
    """
    offered = figure("positions_offered_all_PGY", "all", 2026).value
    whole = sum(
        float(row["value"])
        for row in table("published")
        if row["quantity"] == "positions_offered_excl_prelim" and row["year"] == "2026"
    )
    return round(first_years * (offered - whole) / (offered * _first_year_share()))


def advanced_positions(first_years: int) -> int:
    """How many positions begin in the second year, beside so many that begin in the first; 2025.

    Examples
    --------
    >>> advanced_positions(254)
    20
    """
    return round(first_years * (1 / _first_year_share() - 1))


def _first_year_share() -> float:
    """Share of all positions that begin in the first year, 2025."""
    first, later = (
        figure("positions_offered", name, 2025).value for name in ("PGY-1", "PGY-2 and other")
    )
    return first / (first + later)
