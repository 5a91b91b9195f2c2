"""Who is asked, and how far a bad word travels."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.settings import setting
from engine.scenario.dials.declare import NOT_MEASURED, SD, share

_CALLED = "chance that a program asks somebody it knows"


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class CallDials:
    """Calls and ripple."""

    chance_called_top: float = share(0.10, _CALLED, f"S1-21; {NOT_MEASURED}", 0.08)
    chance_called_borderline: float = share(0.40, _CALLED, f"S1-21; {NOT_MEASURED}")
    chance_called_flagged: float = share(0.70, _CALLED, f"S1-21; {NOT_MEASURED}")
    chance_called_conflicting: float = share(
        0.70, _CALLED, f"S1-16, S1-26: as where a file is flagged; {NOT_MEASURED}"
    )
    odd_interview: float = setting(
        -1.0,
        -10,
        3,
        "SD above an average interview; below it one contradicts a good file",
        "modeling choice; S1-16",
    )
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
    # The last week before lists are certified: how much does an applicant want us?
    chance_probed: float = share(
        0.0,
        "chance that a program asks somebody it knows how serious an applicant at the top is",
        "S1-23, S1-24; R6 forbids to ask the applicant, and nobody has counted the rest",
        0.20,
    )
    all_in: float = setting(
        0.2, 0, 3, f"{SD} gained by being told of as all in", "E07; modeling choice", source=0.3
    )
    yield_fear: float = setting(
        0.1,
        0,
        3,
        f"{SD} lost at the top by who likes another program best",
        "S1-23; modeling choice",
        source=0.3,
    )
    first_choice_relayed: float = share(
        0.29,
        "chance that a first choice is passed on and acted on",
        "E03: mentor says so; S1-25",
        1.0,
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
