"""What a file is worth whenever it is read: what is assumed, what is told, what fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.base.settings import setting
from engine.scenario.dials.declare import CHOICE, SD, share, truth


def _prior(default: float, source: float) -> Any:
    """Declare what a program assumes of an unknown file of a type."""
    return setting(default, -3, 3, SD, "fitted", source=source)


@dataclass(frozen=True, kw_only=True, init=False, repr=False, eq=False)
class FileDials:
    """Files; the weights of their items stand with the stage that reads them."""

    prior_weight: float = setting(3.0, 0.1, 20, "weight, readings with unit noise", CHOICE)
    prior_us_md_senior: float = _prior(1.84, 0.78)
    prior_us_do_senior: float = _prior(1.21, 0.47)
    prior_us_img: float = _prior(-0.992, -1.37)
    prior_non_us_img: float = _prior(-1.13, -0.87)
    prior_previous_graduate: float = _prior(-1.33, -1.83)
    spillover: float = setting(
        0.2, 0, 2, "SD of readiness per step of a school's record", "S3-10, S3-21; E24", source=0.67
    )
    # How much of an evaluation's weight is left: what a file holds can be thick or thin.
    abroad_clarity: float = share(
        0.70,
        "share of their weight that evaluations and letters from abroad carry",
        "modeling choice; S2-36, S3-08, E24",
        0.40,
    )
    school_generosity: float = setting(
        0.30, 0, 2, "SD between the kindest school and an average one, in the MSPE", "S0-30, E10"
    )
    generosity_seen: float = share(
        0.30,
        "share of its weight that the MSPE of the kindest school loses",
        "modeling choice; S0-30, E10",
        0.60,
    )
    mspe_truth: float = truth(0.35)
    letters_truth: float = truth(0.25)
    research_truth: float = truth(0.15)
    statement_truth: float = truth(0.10)
    interview_truth: float = truth(0.40)
    fit_region: float = setting(0.25, 0, 3, SD, "E23")
    fit_home: float = setting(
        0.20, 0, 3, f"{SD}, at the program of one's own school", "E21, S4-05", source=0.50
    )
    fit_wrong_field: float = setting(-0.04, -3, 0, SD, "fitted; S2-39", source=-0.45)
