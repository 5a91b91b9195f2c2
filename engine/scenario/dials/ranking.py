"""The rank meeting: what counts after the interview, and what takes somebody off the list."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.settings import setting
from engine.scenario.dials.declare import CHOICE, SD, caution, liking, share, taste, weight


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class RankingDials:
    """Rank order lists of programs; and what an interview day changes for applicants."""

    weight_ranking_exam: float = weight(0.821, "fitted; E02", 1.2)
    weight_ranking_mspe: float = weight(0.8, "E02")
    weight_ranking_letters: float = weight(0.8, "E02")
    weight_ranking_research: float = weight(0.4, "I-11")
    weight_ranking_statement: float = weight(0.3, "E02")
    weight_ranking_interview: float = weight(4.0, "E02")
    weight_voice_ranking: float = weight(1.2, "E03; S1-19, S1-30", 3.6)
    caution_ranking: float = caution(0.0, "S1-53", 0.3)
    interview_year_share: float = share(
        0.40, "share of an interview's luck that is the same at all programs of a season", CHOICE
    )
    taste_ranking: float = taste(0.542, 0.25)
    liking_visit: float = liking(0.4)
    preliminary_alone_share: float = share(
        0.30,
        "share of applicants who end their rank order list with preliminary programs; only with "
        "position types",
        "fitted to SOAP_share_categorical",
    )
    # What a word can do at the meeting.
    lists_open_late: float = share(
        0.50, "share of rank lists still open in January", "I-18: S4-29 against S1-59", 0.30
    )
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
    # Who is not ranked.
    floor_ranking: float = setting(
        -0.53, -10, 3, f"{SD}; below it nobody is ranked", "fitted", source=-1.2
    )
    not_ranked_share: float = share(0.03, "share of interviews that lead to no rank", CHOICE)
    coordinator_hard_pass: float = share(
        0.26, "chance that a coordinator's no is enough", "S0-41; E22: .40 x .64", 1.0
    )
    chief_veto: float = share(
        0.25, "chance that a chief resident's no is enough", "S3-15; E02, modeling choice", 1.0
    )
    # Two programs told that they are first.
    duplicate_found: float = share(
        0.02, "chance that two programs compare notes", "S1-43; E08: rare", 0.30
    )
    insincerity: float = setting(
        0.5, 0, 3, "SD of readiness lost by who is found out", "modeling choice; S1-43", source=1.0
    )
