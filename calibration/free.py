"""The free dials: no source fixes their values, so the fitted rows do.

Each is tied to the one fitted row that it is there for. Its range is wide on purpose: as far as
anybody could argue for, not as far as the fit likes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import TYPES
from engine.scenario.assumptions import dial
from engine.study.published.rows import ROWS, Row

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Free:
    """A free dial, the range it is looked for in, and the row that it is tied to."""

    dial: str
    low: float
    high: float
    quantity: str
    group: str = "all"

    @property
    def row(self) -> Row:
        """The fitted row that the dial is there for."""
        name = (self.quantity, self.group)
        (found,) = [row for row in ROWS if (row.quantity, row.group) == name]
        return found

    @property
    def whole(self) -> bool:
        """Whether the dial takes whole numbers only."""
        return isinstance(dial(self.dial)["evidence"], int)


_RATE = "matched, % of active applicants"
_OWN = "matched in the preferred field, %"
_GAP = "Step 2: matched less unmatched in the preferred field, medians"
_FILLED = "positions filled by the Match, %"
_SOAP = "positions left for SOAP that are filled there, %"
_PRIORS = ("us_md_senior", "us_do_senior", "us_img", "non_us_img", "previous_graduate")

FREE: tuple[Free, ...] = (
    *(
        Free(f"prior_{name}", -2.5, 2.5, _RATE, group)
        for name, group in zip(_PRIORS, TYPES, strict=True)
    ),
    Free("invitations_per_position", 8, 20, "ranks in the preferred field, median: matched",
         "non-US IMG"),
    Free("invitation_tilt", 0, 6, _SOAP, "by the end of round 1"),
    Free("invitation_spread", 0, 8, _FILLED, "primary care"),
    Free("competitive_invitations", 0.4, 2, _FILLED, "competitive"),
    Free("interviews_accepted_most", 8, 18, "IMGs among the interviewed, %",
         "less sought half of primary care"),
    Free("seniors_only_share", 0, 0.5, "IMGs among the interviewed, %",
         "more sought half of primary care"),
    Free("sponsors_visa_share", 0.4, 1, _OWN, "non-US IMG"),
    Free("exam_cut", 205, 235, "applications stopped by filters, %"),
    Free("exam_cut_bends", 0, 16, _GAP, "US MD senior, primary care"),
    Free("exam_correlation", 0.2, 0.8, _GAP, "US MD senior, general"),
    Free("weight_screening_exam", 0.2, 4, _GAP, "non-US IMG"),
    Free("weight_ranking_exam", 0.1, 3, _GAP, "US MD senior, primary care"),
    Free("liking_wrong_field", -5, -0.5, _OWN, "US MD senior, primary care"),
    Free("fit_wrong_field", -2, 0, _OWN, "US MD senior, competitive"),
    Free("application_scale", 0.15, 0.32, "ranks in the preferred field, median: unmatched",
         "non-US IMG"),
    Free("taste_screening", 0, 1.2, _OWN, "US MD senior, general"),
    Free("taste_ranking", 0, 1.2, _GAP, "US MD senior, competitive"),
    Free("floor_ranking", -3, 0, "positions left for SOAP, %"),
    Free("soap_lapse_share", 0, 0.4, _SOAP, "by the end of round 2"),
    Free("soap_relaxed_share", 0, 0.6, _SOAP, "all"),
    Free("taste_soap", 0, 1.5, _SOAP, "by the end of round 2"),
)  # fmt: skip


def lows() -> Floats:
    """Lower ends of the ranges, shape (dials,)."""
    return np.array([free.low for free in FREE], np.float64)


def spans() -> Floats:
    """Widths of the ranges, shape (dials,)."""
    return np.array([free.high - free.low for free in FREE], np.float64)


def dials_at(place: Floats) -> dict[str, float]:
    """Translate a place in the unit cube, shape (dials,), into values of the free dials."""
    values = np.round(lows() + place * spans(), 3).tolist()
    return {
        free.dial: round(value) if free.whole else value
        for free, value in zip(FREE, values, strict=True)
    }


def place_of(values: Mapping[str, float]) -> Floats:
    """Translate values of the free dials into a place in the unit cube."""
    return (np.array([values[free.dial] for free in FREE]) - lows()) / spans()


def steps(share: float) -> Floats:
    """Return steps of a share of each range, none less than a whole number's, shape (dials,)."""
    least = [1 / (free.high - free.low) if free.whole else 0.0 for free in FREE]
    return np.maximum(share, least)
