"""The dials of who knows whom, who is called, and how far a word travels.

They are the part of `engine.scenario.assumptions.Assumptions` that nobody has measured:
almost every source value is one author's impression (E05), and the evidence value
is that same impression unless a study bears on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.base.settings import setting


def _chance(default: float, unit: str, origin: str, source: float | None = None) -> Any:
    return setting(default, 0, 1, unit, origin, source=source)


def _times(default: float, origin: str) -> Any:
    return setting(default, 0, 10, "times the usual odds of a tie", origin)


_CALLED = "chance that a program asks somebody it knows"


@dataclass(frozen=True, kw_only=True)
class VoiceDials:
    """Ties, calls, conduct and ripple; see `engine.scenario.assumptions.Assumptions`."""

    # Ties between a speaker's institution and a program -----------------------------------------
    tie_in_region: float = _times(1.5, "modeling choice; S1-04, E23: same region")
    tie_in_small_field: float = _times(2.0, "modeling choice; S1-07: competitive programs")
    tie_of_img: float = _times(0.5, "modeling choice; S0-67, E24: speakers of IMGs")
    # Who is called, and who calls unasked -------------------------------------------------------
    chance_called_top: float = _chance(0.10, _CALLED, "S1-21; not measured (E05)")
    chance_called_borderline: float = _chance(0.40, _CALLED, "S1-21; not measured (E05)")
    chance_called_flagged: float = _chance(0.70, _CALLED, "S1-21; not measured (E05)")
    calls_before_invitations: float = _chance(
        0.25, "share of these calls made before the invitations", "modeling choice; S1-15, S1-59"
    )
    chance_called_soap: float = _chance(1.0, f"{_CALLED}, in SOAP", "modeling choice; S0-09, S0-28")
    speakers_called_most: int = setting(
        2, 0, 16, "speakers asked about one application", "modeling choice; S1-27, S0-28"
    )
    speakers_silent_share: float = _chance(
        0.30, "share of other people's speakers who approach no program", "S4-24; not measured"
    )
    # How willing, how clear, how timely and how fresh a word is ---------------------------------
    vague_pull: float = _chance(
        0.50, "share of its chance to be acted on that a vague word keeps", "S4-08; E09, E13", 0.0
    )
    invitations_open_late: float = _chance(
        0.50, "share of interview lists still open October to December", "modeling choice; S4-20"
    )
    lists_open_late: float = _chance(
        0.50, "share of rank lists still open in January", "I-18: S4-29 against S1-59", 0.30
    )
    chance_acted_on_inside: float = _chance(
        0.86, "chance, speaker at the program itself", "E02: residents' feedback is cited", 1.0
    )
    memory_half_life: float = setting(
        12.0, 1, 120, "months after which a word weighs half", "modeling choice; S0-58"
    )
    tone_pull: float = _chance(
        0.25, "change of the chance that praise is acted on, per step of tone", "S0-48", 0.75
    )
    spillover: float = setting(
        0.2, 0, 2, "SD of readiness per step of a school's record", "S3-10, S3-21; E24", source=0.5
    )
    growth_reopens: float = _chance(
        0.05, "chance that a growth story reopens a failed attempt", "S0-50, S3-27; E11", 0.60
    )
    # At the rank meeting ------------------------------------------------------------------------
    interview_gate: float = setting(
        -1.0,
        -10,
        10,
        "SD; after a poorer interview a good word moves no rank",
        "S4-26: mediocre (0) is too little; not measured (E04)",
        source=0.0,
    )
    inside_weight: float = setting(
        2.0,
        1,
        10,
        "ordinary words that one from inside weighs as, in ranking",
        "modeling choice; S4-13; E02, E21",
        source=4.0,
    )
    second_note: float = setting(
        0.1, 0, 3, "share of its weight that a word said again gains", "S4-27; E06", source=0.5
    )
    # Two programs told that they are first ------------------------------------------------------
    duplicate_found: float = _chance(
        0.02, "chance that two programs compare notes", "S1-43; E08: rare", 0.30
    )
    insincerity: float = setting(
        0.5, 0, 3, "SD of readiness lost by who is found out", "modeling choice; S1-43", source=1.0
    )
    # How far a bad word goes --------------------------------------------------------------------
    ripple_region: float = _chance(0.60, "share, same region", "S1-41; not measured (E05)")
    ripple_field: float = _chance(0.30, "share, same field elsewhere", "S1-41; not measured (E05)")
    ripple_other: float = _chance(0.10, "share, other fields", "S1-41; not measured (E05)")
    ripple_reading: str = setting(
        "reach",
        choices=("reach", "split"),
        origin="S1-41 sums to 100: chances to be heard, or parts of one harm?",
    )
    coordinator_hard_pass: float = _chance(
        0.26, "chance that a coordinator's no is enough", "S0-41; E22: .40 x .64", 1.0
    )
    chief_veto: float = _chance(
        0.25, "chance that a chief resident's no is enough", "S3-15; E02, modeling choice", 1.0
    )

    @property
    def open_interview_lists(self) -> tuple[float, float, float]:
        """Share of the interview lists still open at each of `MOMENTS` (S4-20)."""
        return (1.0, self.invitations_open_late, 0.0)

    @property
    def open_rank_lists(self) -> tuple[float, float, float]:
        """Share of the rank lists still open at each of these moments (S4-29)."""
        return (1.0, 1.0, self.lists_open_late)
