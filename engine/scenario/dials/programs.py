"""What programs are like: their filters, and how many they invite."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.settings import setting
from engine.scenario.dials.declare import CHOICE, share

_OF_PROGRAMS = "share of programs"


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class ProgramDials:
    """Programs: whom they read, and how many they invite."""

    # Filters.
    exam_cut: float = setting(
        227.0,
        180,
        300,
        "Step 2 CK points, mean over programs",
        "fitted; S4-04 says 230",
        source=230.0,
    )
    exam_cut_tilt: float = setting(5.0, 0, 30, "points per unit of prestige", CHOICE)
    exam_cut_sd: float = setting(10.0, 0, 30, "points between programs", CHOICE)
    competitive_cut: float = setting(6.0, 0, 40, "points added by competitive programs", CHOICE)
    sponsors_visa_share: float = share(0.765, _OF_PROGRAMS, "fitted; the filter is S2-17", 0.62)
    takes_failed_attempt_share: float = share(
        0.40, _OF_PROGRAMS, "modeling choice; the filter is S2-16"
    )
    year_limit_share: float = share(0.70, _OF_PROGRAMS, "modeling choice; the filter is S2-15")
    year_limit: int = setting(4, 1, 20, "years since graduation", "S2-15, S2-24 (I-24: 3 to 10)")
    needs_us_clinical_work_share: float = share(
        0.50, _OF_PROGRAMS, "modeling choice; the filter is S2-49"
    )
    seniors_only_share: float = share(
        0.347,
        "share of programs that read US seniors only",
        "fitted; S0-26, E24: mostly prestigious ones",
        0.30,
    )
    university_share: float = share(
        0.50, "share of programs that belong to a medical school", "modeling choice; E21, E24"
    )
    reversion_share: float = share(
        0.0,
        "share of preliminary programs to which another program's unfilled positions revert; only "
        "with position types",
        "modeling choice; NRMP, Reversions: how many there are is not published",
    )
    # Places for interviews.
    invitations_per_position: float = setting(
        16.5, 4, 60, "invitations per position, mean over programs", "fitted", source=11.5
    )
    invitation_tilt: float = setting(
        2.79, 0, 15, "invitations per position and unit of prestige", "fitted", source=4.8
    )
    competitive_invitations: float = setting(
        0.956, 0.1, 3, "times as many at competitive programs", "fitted; S1-09", source=0.4
    )
    invitation_spread: float = setting(
        3.67, 0, 15, "invitations per position, SD between like programs", "fitted", source=2.0
    )
