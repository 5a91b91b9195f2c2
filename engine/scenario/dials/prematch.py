"""Before the Match: who offers positions early, whom they ask about, and what is enough.

Nothing here was ever measured but how many positions were filled outside the Match before All In.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.settings import setting
from engine.scenario.dials.declare import CHOICE, NOT_MEASURED, SD, caution, share


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class PrematchDials:
    """Early offers: who makes them, how applicants are vetted, and how they answer."""

    # Who may offer, and how much.
    outside_match_share: float = share(
        0.0, "share of programs that do not take part in the Match", "R8, R9; no recent figure"
    )
    institution_in_match_share: float = share(
        1.0, "share of these whose institution has another program in the Match", f"{CHOICE}; R9"
    )
    exception_share: float = share(
        0.0, "share of programs that may give one position by an exception", "R10; no figure"
    )
    early_scale: float = setting(
        1.0,
        0,
        4,
        "times the share of a field's positions that was filled outside the Match in 2010",
        "S3-07; published: share_positions_filled_outside_match",
    )
    # Whom a program asks.
    vetting_reach: float = share(
        0.65, "chance that asking through one network finds an answer", "S3-08; fitted to S3-28"
    )
    rotation_share: float = share(
        0.15, "share of interviews after a rotation at the program", f"{CHOICE}; S3-37"
    )
    social_heard: float = share(
        0.65, "chance that residents tell what they saw at the social", "S3-33; fitted to S3-28"
    )
    graduates_solid: float = share(
        0.8, "share of a school's graduates who did well", f"{CHOICE}; S3-10"
    )
    closing_question: float = share(
        1.0, "chance that a voice is led to the weakest point", f"S3-19, S3-17; {NOT_MEASURED}"
    )
    # What is enough.
    vetting_rule: str = setting(
        "mean",
        choices=("mean", "no hint", "veto"),
        origin="S3-29, S3-31, I-07, I-31: what one doubtful voice costs",
        source="veto",
    )
    assurance_needed: float = setting(
        1.1, 0, 5, "good words of a home program director", f"{CHOICE}; S3-29: several voices"
    )
    trusted_from: float = share(
        0.2,
        "trust, 1 = a home program director, from which one doubt is enough",
        f"{CHOICE}; S3-21, S3-24",
    )
    paper_floor: float = setting(
        -1.0, -10, 3, f"{SD}; below it no file is safe", f"{CHOICE}; S3-29: solid scores"
    )
    # How offers go out, and how they are answered.
    caution_prematch: float = caution(1.0, "S3-04", 2.0)
    note_cover: float = setting(
        0.0, 0, 3, f"{SD}, added by a note that welcomes an early offer", "E06; S3-35", source=0.3
    )
    sounded_out: float = share(
        0.5, "chance that a director learns first who would refuse", f"{CHOICE}; S3-32; E07", 1.0
    )
    no_place_cost: float = setting(
        3.0, 0, 20, "units of prestige that no place is worse than the least liked", CHOICE
    )
    early_deadline: int = setting(
        2, 1, 6, "weeks to answer, of the six in which offers go out", f"{CHOICE}; S3-06, S3-32"
    )
