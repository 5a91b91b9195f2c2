"""Who speaks for whom, whom they know, and what a word is worth.

Hardly one of these was ever measured, nor were those of the calls: almost every source value
is one author's impression (E05), and the evidence value is that same impression unless a study
bears on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.base.settings import setting
from engine.scenario.dials.declare import CHOICE, SD, share, truth


def _times(default: float, origin: str, source: float | None = None) -> Any:
    """Declare what multiplies the odds of a tie."""
    return setting(default, 0, 20, "times the usual odds of a tie", origin, source=source)


def _number(default: float) -> Any:
    """Declare how many speakers those of a type have, against the usual number."""
    return setting(
        default, 0, 4, "times the usual number of speakers", "modeling choice; S0-67, E24"
    )


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class VoiceDials:
    """Voices, the ties they have, and whether they are acted on."""

    # How many speak, and who they are.
    voices_mean: float = setting(
        1.2, 0, 4, "speakers per applicant", "modeling choice; S0-42, S3-25", source=2.0
    )
    voices_us_md_senior: float = _number(1.3)
    voices_us_do_senior: float = _number(1.2)
    voices_us_img: float = _number(0.8)
    voices_non_us_img: float = _number(0.5)
    voices_previous_graduate: float = _number(0.6)
    networks: str = setting(
        "by type",
        choices=("by type", "equal"),
        origin="S0-67, E24; equal: everybody has the speakers and the ties of anybody",
    )
    speakers_silent_share: float = share(
        0.30, "share of other people's speakers who approach no program", "S4-24; not measured"
    )
    silent_by_role: float = setting(
        1.0, 0, 3, "power of the roles' odds to stay silent; 0: all alike", "S4-15, S4-16"
    )
    # What they say.
    voice_truth: float = truth(0.40, "E12")
    voice_bias: float = setting(0.35, -3, 3, SD, "S1-29: most calls help")
    sugar_coating: float = setting(
        1.0,
        0,
        4,
        "SD added to what is said where there is no candor at all",
        "S1-18, S3-14; E10, E13",
    )
    sugar_seen: float = share(
        0.50, "share of the usual sugar-coating that those who hear praise take off", "S0-30; E10"
    )
    group_share: float = share(
        0.20, "share of every type in a group that is spoken of otherwise", CHOICE
    )
    group_bias: float = setting(
        0.0, -2, 2, "SD by which less is said of that group", "C2: found in most studies of letters"
    )
    # Ties between a speaker's institution and a program.
    tie_share: float = share(
        0.10, "chance that a speaker knows a program", "modeling choice; S1-07", 0.30
    )
    tie_in_region: float = _times(1.5, "modeling choice; S1-04, E23: same region")
    tie_in_small_field: float = _times(2.0, "modeling choice; S1-07: competitive programs", 8.0)
    tie_across_fields: float = _times(
        0.3, "modeling choice; S0-13, S0-22, S0-23: directors and faculty outside their field"
    )
    tie_of_residents_near: float = _times(
        2.0, "modeling choice; S0-13, S0-20: residents' classmates in the same region"
    )
    tie_per_graduate: float = _times(
        4.0, "modeling choice; S1-04, S0-20: graduates of the school at the program, each"
    )
    tie_of_img: float = _times(0.5, "modeling choice; S0-67, E24: speakers of IMGs")
    graduates_mean: float = setting(
        0.5, 0, 3, "earlier graduates of a school at a program near by", "modeling choice; S3-10"
    )
    # Whether a word is acted on: by tie, and by how clear, warm and fresh it is.
    chance_acted_on_known: float = share(0.41, "chance, speaker known to the program", "E03", 1.0)
    chance_acted_on_unknown: float = share(
        0.14, "chance, speaker unknown to the program", "E03; S1-45: almost no effect", 0.02
    )
    chance_acted_on_inside: float = share(
        0.86, "chance, speaker at the program itself", "E02: residents' feedback is cited", 1.0
    )
    acquaintance_pull: float = share(
        1.0,
        "share of its chance to be acted on that the word of a mere acquaintance keeps",
        "S1-04, S1-33; not measured",
        0.70,
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
    # What asking costs.
    contacts_free: int = setting(
        8, 1, 60, "programs that may be told without looking desperate", "S4-23"
    )
    blanket_cost: float = setting(
        1.0,
        0,
        4,
        "power by which praise told to more programs loses its chance to be acted on",
        "S4-23, S0-44; S2-52; not measured",
        source=1.5,
    )
    asking_cost: float = setting(
        0.5, 0, 3, "steps of a phrase lost each time you ask again", "S0-47, S1-44", source=1.0
    )
    # How several voices combine.
    voices_combine: str = setting(
        "mean",
        choices=("mean", "veto", "ripple", "veto and ripple"),
        origin="I-07: S0-66 against S1-20, S3-15 and S1-41",
        source="veto and ripple",
    )
    dilution: float = setting(
        1.0, 0, 5, "added by each good word to what divides a bad one", "modeling choice; S0-66"
    )
    veto_influence: float = share(
        0.10, "influence under which nobody's no is enough", "modeling choice; S0-66, S3-15"
    )
    endorsement_effect: str = setting(
        "as reported",
        choices=("as reported", "none"),
        origin="E03 (directors' reports) against E04 (no effect found)",
    )
