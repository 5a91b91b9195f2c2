"""Who applies, and where: scores, histories, the length of a list, what applicants like."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.settings import setting
from engine.scenario.dials.declare import CHOICE, liking, share


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class ApplicationDials:
    """Applicants and their choice of programs."""

    exam_correlation: float = setting(
        0.675, 0, 1, "correlation with readiness", "fitted", source=0.55
    )
    exam_sd: float = setting(15.0, 1, 40, "Step 2 CK points", "published: step2ck_sd")
    exam_by_field: float = setting(
        1.0,
        0,
        3,
        "times the published distance of a field's scores from those of all fields",
        "published: step2ck_matched_median, step2ck_unmatched_median by specialty",
    )
    failed_attempt_share: float = share(0.06, "share of every type", CHOICE)
    idle_years_mean: float = setting(2.5, 0, 20, "years, not of seniors", CHOICE)
    no_us_clinical_work_share: float = share(0.20, "share of IMGs", CHOICE)
    application_scale: float = setting(
        0.167,
        0.01,
        1,
        "applications here per application to ERAS",
        "fitted; some 40 programs stand for 6,800",
        source=0.23,
    )
    outside_field_most: int = setting(10, 0, 60, "applications outside the wanted field", CHOICE)
    reach_penalty: float = setting(
        0.6,
        0,
        9,
        "units of prestige per 10 points under a program's exam cut",
        "modeling choice; S4-35",
    )
    preliminary_applications: int = setting(
        5,
        0,
        60,
        "preliminary programs applied to beside an advanced one; only with position types",
        CHOICE,
    )
    # What applicants like, now and on their rank lists.
    liking_region: float = liking(0.8, "modeling choice; E23")
    liking_home: float = liking(0.5, "modeling choice; E21")
    liking_wrong_field: float = liking(-2.53, "fitted", low=-9, high=0, source=-1.8)
    liking_taste: float = liking(0.7)
