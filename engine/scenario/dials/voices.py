"""Who speaks for whom, whom they know, and what a word is worth.

Hardly one of these was ever measured, nor were those of the calls: almost every source value
is one author's impression (E05), and the evidence value is that same impression unless a study
bears on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.base.settings import setting
from engine.scenario.dials.declare import SD, share, truth


def _times(default: float, origin: str) -> Any:
    """Declare what multiplies the odds of a tie."""
    return setting(default, 0, 10, "times the usual odds of a tie", origin)


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class VoiceDials:
    """Voices, the ties they have, and whether they are acted on."""

    voices_mean: float = setting(
        1.2, 0, 4, "speakers per applicant", "modeling choice; S0-42, S3-25"
    )
    speakers_silent_share: float = share(
        0.30, "share of other people's speakers who approach no program", "S4-24; not measured"
    )
    voice_truth: float = truth(0.40, "E12")
    voice_bias: float = setting(0.5, -3, 3, SD, "S1-29: most calls help")
    # Ties between a speaker's institution and a program.
    tie_share: float = share(
        0.10, "chance that a speaker knows a program", "modeling choice; S1-07", 0.30
    )
    tie_in_region: float = _times(1.5, "modeling choice; S1-04, E23: same region")
    tie_in_small_field: float = _times(2.0, "modeling choice; S1-07: competitive programs")
    tie_of_img: float = _times(0.5, "modeling choice; S0-67, E24: speakers of IMGs")
    # Whether a word is acted on: by tie, and by how clear, warm and fresh it is.
    chance_acted_on_known: float = share(0.41, "chance, speaker known to the program", "E03", 1.0)
    chance_acted_on_unknown: float = share(
        0.14, "chance, speaker unknown to the program", "E03", 1.0
    )
    chance_acted_on_inside: float = share(
        0.86, "chance, speaker at the program itself", "E02: residents' feedback is cited", 1.0
    )
    vague_pull: float = share(
        0.50, "share of its chance to be acted on that a vague word keeps", "S4-08; E09, E13", 0.0
    )
    tone_pull: float = share(
        0.25, "change of the chance that praise is acted on, per step of tone", "S0-48", 0.75
    )
    memory_half_life: float = setting(
        12.0, 1, 120, "months after which a word weighs half", "modeling choice; S0-58"
    )
    voices_combine: str = setting(
        "mean",
        choices=("mean", "veto", "ripple"),
        origin="I-07: S0-66 against S1-20, S3-15 and S1-41",
        source="veto",
    )
    endorsement_effect: str = setting(
        "as reported",
        choices=("as reported", "none"),
        origin="E03 (directors' reports) against E04 (no effect found)",
    )
