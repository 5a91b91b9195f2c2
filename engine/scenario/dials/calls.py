"""Who is asked, and how far a bad word travels."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.settings import setting
from engine.scenario.dials.declare import NOT_MEASURED, share

_CALLED = "chance that a program asks somebody it knows"


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class CallDials:
    """Calls and ripple."""

    chance_called_top: float = share(0.10, _CALLED, f"S1-21; {NOT_MEASURED}", 0.08)
    chance_called_borderline: float = share(
        0.40,
        _CALLED,
        f"S1-21, in the articles' world less what comes unasked; {NOT_MEASURED}",
        0.32,
    )
    chance_called_flagged: float = share(0.70, _CALLED, f"S1-21; {NOT_MEASURED}")
    calls_before_invitations: float = share(
        0.25,
        "share of these calls made before the invitations",
        "modeling choice; S1-15, S1-59",
        0.70,
    )
    chance_called_soap: float = share(1.0, f"{_CALLED}, in SOAP", "modeling choice; S0-09, S0-28")
    speakers_called_most: int = setting(
        2, 0, 16, "speakers asked about one application", "modeling choice; S1-27, S0-28"
    )
    # Where a negative word is heard besides.
    ripple_region: float = share(0.60, "share, same region", f"S1-41; {NOT_MEASURED}")
    ripple_field: float = share(0.30, "share, same field elsewhere", f"S1-41; {NOT_MEASURED}")
    ripple_other: float = share(0.10, "share, other fields", f"S1-41; {NOT_MEASURED}")
    ripple_reading: str = setting(
        "reach",
        choices=("reach", "split"),
        origin="S1-41 sums to 100: chances to be heard, or parts of one harm?",
    )
