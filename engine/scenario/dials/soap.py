"""SOAP: who takes part, how files are read in a hurry, what goes on a list, who answers how.

Hardly anything of the week was ever measured. Where a document names a figure, the source value
is that figure; where it names a practice without one, the source value is a modeling choice that
lets the practice be seen. The evidence value leaves a practice out, or keeps a little of it, unless
a study bears on it (E26: residents who came by SOAP do as well as others).
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.settings import setting
from engine.scenario.dials.declare import CHOICE, SD, caution, share, taste, weight

_PLANNED = "share of such programs with a plan before Monday"


def _sd(default: float, what: str, origin: str, source: float, most: float = 10) -> float:
    """Declare something that moves a file on a list."""
    field: float = setting(default, 0, most, f"{SD}; {what}", origin, source=source)
    return field


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class SoapDials:
    """The week of SOAP."""

    soap_rounds: int = setting(
        4, 1, 8, "offer rounds; while the rules are on, the official ones", "R12; S2-37", source=3
    )
    soap_applications_most: int = setting(45, 1, 200, "SOAP applications", "R12")
    soap_takes_part_share: float = share(
        1.0,
        "share of programs that take part, if they do not fill",
        "derived: 2,851 of 2,862, 2026",
    )
    # Applicants: who takes part, and where they apply.
    soap_without_list: float = share(
        0.0,
        "registrants without a certified list who take part, for each applicant with one",
        "modeling choice; at most 0.11 in 2026, and how many of them take part is not published",
    )
    soap_focused_share: float = share(
        0.0, "share of applicants who keep to their own field", "modeling choice; S2-39", 0.20
    )
    soap_scatter: float = _sd(
        0.0, "lost where all applications went to other fields", "modeling choice; S2-39", 0.6
    )
    soap_liking_part: float = setting(
        -1.0,
        -9,
        0,
        "units of prestige; a part of the training for somebody who lacks all of it; only with "
        "position types",
        "S2-54; modeling choice",
    )
    # Programs: which filters give way.
    soap_relaxed_share: float = share(
        0.23, "share of programs that relax their filters", "S2-23; fitted", 0.20
    )
    soap_exam_relief: float = setting(8.0, 0, 60, "points off the exam cut", "fitted")
    soap_demotes_share: float = share(
        0.20, "share of programs where such a filter demotes a file", "S2-16, S2-49", 0.80
    )
    soap_demotion: float = _sd(2.0, "lost by a file that a filter demotes", "S2-16; S2-38", 3.0)
    soap_years_most: int = setting(
        40, 1, 40, "years since graduation that nobody goes beyond", "S2-29; I-24", source=10
    )
    # Programs: how the files are read.
    soap_plan_big_name: float = share(0.45, _PLANNED, "E26; S2-10", 0.80)
    soap_plan_mid_tier: float = share(0.45, _PLANNED, "E26; S2-10", 0.65)
    soap_plan_community: float = share(0.45, _PLANNED, "E26; S2-10", 0.50)
    soap_plan_new: float = share(0.45, _PLANNED, "E26; S2-10", 0.30)
    soap_reviewers: int = setting(2, 1, 6, "people who read files", "S0-05, S2-13")
    soap_minutes: float = setting(
        60.0, 1, 2000, "minutes that each of them has for it", "modeling choice; S0-05", source=20.0
    )
    soap_seconds_per_file: float = setting(15.0, 5, 600, "seconds per file", "S2-14; E28: 600")
    soap_long_list: float = setting(
        29.0, 1, 1000, "names per open position on the long list", "S2-28: 80-150 for 3-4"
    )
    soap_cut_share: float = share(0.25, "share of the long list that is cut", "S2-28", 0.50)
    soap_short_list: float = setting(
        7.5, 0.5, 1000, "names per open position that are talked and called about", "S2-28: 20-40"
    )
    soap_others_waiting: float = setting(
        0.0,
        0,
        1000,
        "other files read from which on one no is enough",
        "S0-34; S0-18; modeling choice",
        source=50.0,
    )
    weight_soap_exam: float = weight(2.0, "S0-10", 2.11)
    weight_soap_mspe: float = weight(1.2, "S0-10", 1.41)
    weight_soap_letters: float = weight(0.8, "S0-10 names none", 0.0)
    weight_soap_research: float = weight(0.3, "S0-10", 0.35)
    weight_soap_statement: float = weight(0.3, "S0-10", 0.70)
    # A word of a home director, who counts for .81, is then .38 of the evidence, as in S0-10.
    weight_voice_soap: float = weight(2.0, "E01; S0-10", 3.5)
    caution_soap: float = caution(1.0, "S2-51, E26", 2.0)
    taste_soap: float = taste(0.715, 0.35)
    # Programs: who stands where on their lists.
    soap_home_first: float = _sd(
        0.3, "gained by the program's own students", "S2-22; E21, E30: unresolved", 6.0
    )
    soap_interviewed_first: float = _sd(
        0.2, "gained by whom the program interviewed and liked", "S2-30; modeling choice", 2.5
    )
    soap_never_share: float = share(
        0.0, "share of the interviewed and disliked whom it never takes", "S2-07", 1.0
    )
    soap_pet_share: float = share(0.0, "share of files that somebody there knows", "S2-31", 0.05)
    soap_pet_lift: float = _sd(0.5, "gained by such a file", "S2-31; modeling choice", 2.0)
    soap_risk: float = _sd(
        0.0, "lost per sign of trouble in a file", "S2-25; E26 found no such risk", 0.6
    )
    soap_burnt_share: float = share(
        0.0, "share of programs that had a bad year, where a sign counts twice", "S2-24; E26", 0.30
    )
    soap_desperation_open: float = share(
        0.50, "share of these fears gone where all positions are open", "S2-18, S2-23", 0.50
    )
    soap_desperation_round: float = share(
        0.25, "share of them gone with every round", "S2-38, S2-49", 0.25
    )
    soap_first_bar: float = setting(
        -10.0,
        -10,
        5,
        f"{SD} above its mean file that a program wants in round 1; one less in round 2",
        "S2-35, S2-37; modeling choice",
        source=0.3,
    )
    # Applicants: how they answer.
    soap_slow_share: float = share(0.10, "share of applicants out of reach", CHOICE)
    soap_silence: float = _sd(0.0, "lost by a call unanswered for hours", "S2-42", 1.0)
    soap_hold_share: float = share(
        0.0, "share who wait in round 1 for their own field", "modeling choice; S2-43, S2-54", 0.10
    )
    soap_lapse_share: float = share(0.23, "share of offers left to lapse", "fitted; S2-42", 0.10)
