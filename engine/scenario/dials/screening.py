"""The first look: what settles it, what reopens a filter, and who is invited.

The source value takes document S4 at its word; the evidence value leaves room for the one study
that looked, and found no effect of a mentor's contact on interviews (E04).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.base.settings import setting
from engine.scenario.dials.declare import CHOICE, SD, caution, share, taste, weight

_NO_EFFECT = "E04 found no effect"


def _parts(default: float, of_what: str, origin: str, source: float) -> Any:
    """Declare a part of a whole; the parts need not add up to a hundred."""
    unit = f"parts of the first looks that {of_what}"
    return setting(default, 0, 100, unit, origin, source=source)


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class ScreeningDials:
    """First looks, side doors and gates, invitations."""

    # What settles a first look.
    look_scores: float = _parts(0, "scores settle", "S4-03; E16: scores filter first", 45)
    look_school: float = _parts(0, "school and connections settle", "S4-03; E24", 25)
    look_research: float = _parts(0, "research and activities settle", "S4-03; I-11", 20)
    look_whole: float = _parts(100, "nothing alone settles", "S4-03; E05", 10)
    weight_screening_exam: float = weight(0.991, "fitted; E16", 2.0)
    weight_screening_mspe: float = weight(1.2, "E01")
    weight_screening_letters: float = weight(1.2, "E01")
    weight_screening_research: float = weight(0.6, "I-11")
    weight_screening_statement: float = weight(0.4, "E29")
    weight_voice_screening: float = weight(
        1.2, "E03; S4-03; in the articles' world a call settles it, S1-12 to S1-14", 10.0
    )
    caution_screening: float = caution(0.0, "S1-02", 0.3)
    fit_signal: float = setting(
        0.45, 0, 3, f"{SD}, screening only", "E23; signals: .58 against .14"
    )
    taste_screening: float = taste(0.731, 0.35)
    # What reopens a filter: a voice, by level, and three doors of the file's own.
    reopens_level_1: float = share(
        0.05, "chance that a heard e-mail reopens a filter", f"S4-07; {_NO_EFFECT}", 0.30
    )
    reopens_level_2: float = share(
        0.15, "chance that a heard call reopens a filter", f"S4-09; {_NO_EFFECT}", 0.90
    )
    reopens_level_3: float = share(
        0.20, "chance that a favor reopens a filter", f"S4-11; {_NO_EFFECT}", 1.0
    )
    reopens_level_4: float = share(
        0.40, "chance that a word from inside reopens a filter", "S4-05, S4-13; E20, E21", 1.0
    )
    story_reopens: float = share(
        0.03, "chance that a statement 2 SD above average reopens a filter", "S4-05; E29", 0.30
    )
    signal_reopens: float = share(
        0.03, "chance that a signal reopens a filter", "modeling choice; E23; S4 names none", 0.0
    )
    home_reopens: float = share(
        0.10, "chance that one's own school reads on past a filter", "S4-05; E21", 0.50
    )
    growth_reopens: float = share(
        0.05, "chance that a growth story reopens a failed attempt", "S0-50, S3-27; E11", 0.60
    )
    exam_cut_bends: float = setting(
        7.4,
        0,
        30,
        "Step 2 CK points, SD of how far under its cut a program reads on",
        "fitted; S4-04 has a cut that does not bend",
        source=0.0,
    )
    # What keeps a voice from reopening one.
    invitations_open_late: float = share(
        0.50, "share of interview lists still open October to December", "modeling choice; S4-20"
    )
    praise_needed: float = setting(
        1.0, 0, 3, f"{SD}; fainter praise makes nobody look again", "S4-05, S4-29; modeling choice"
    )
    stranger_reopens: float = share(
        1.0,
        "share of that chance left to a speaker not known by first name",
        "S4-08; E03 has it in the chance to be acted on",
        0.0,
    )
    rescue_reach: float = setting(
        20.0,
        0,
        120,
        "Step 2 CK points under a cut beyond which no voice reopens",
        "modeling choice between S4-09 (16 under) and S4-06 (25 under); S4-29, S4-35",
    )
    pattern_floor: float = setting(
        -1.0,
        -10,
        3,
        "SD of the MSPE; below it a low score is taken for a pattern",
        "modeling choice; S4-29",
    )
    once_wrong_share: float = share(
        0.10, "share of directors who once regretted a no", "modeling choice; S4-10", 0.30
    )
    # Invitations.
    invitation_waves: int = setting(
        4, 1, 12, "times that declined invitations are passed down", CHOICE
    )
    interviews_accepted_most: int = setting(
        12, 1, 60, "interviews per applicant", "fitted", source=16
    )
