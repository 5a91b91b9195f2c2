"""One program in Match Week, as this chapter's explorers ask about it; weeks are played once."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from engine import Scenario, one_program
from engine.base.grouping import Ints
from engine.study.soap_program import OneProgram

WEEKS = 50
POSITIONS, FILES, MOST_FILES = 4, 400, 600  # S2-12
_PEOPLE = 8 * MOST_FILES  # one class for any number of files, so that the program stays the same

# Files of exercise 4.6, by what they are called.
_SENIOR = {"applicant_type": "US MD senior", "step2": 230}
_ABROAD = {"applicant_type": "non-US IMG", "step2": 252}
SETTINGS = MappingProxyType(
    {
        "clean": _SENIOR,
        "failed": {**_SENIOR, "failed_attempt": True},
        "DO": {"applicant_type": "US DO senior", "step2": 236},
        "abroad": _ABROAD,
        "years": {**_ABROAD, "years_since_graduation": 12, "us_clinical_work": False},
    }
)
LABELS = {
    "clean": "US MD senior, 230",
    "failed": "the same, Step 1 failed",
    "DO": "US DO senior, 236",
    "abroad": "non-US IMG, 252, visa",
    "years": "the same, 12 years out",
}


def applicant(file: str, preset: str, *, rules: bool = False) -> Scenario:
    """Return the scenario of somebody with such a file, whom nobody speaks of, in one world."""
    return (
        Scenario(preset=preset, rules=rules)
        .with_market(applicants=_PEOPLE)
        .with_you(**SETTINGS[file], field="primary care", home_program=False)
    )


@lru_cache(maxsize=32)
def program_weeks(scenario: Scenario, weeks: int = WEEKS, **how: Any) -> OneProgram:
    """Play the weeks of the program, once; ``how`` is as for `engine.one_program`."""
    return one_program(scenario, weeks=weeks, positions=POSITIONS, **how)


def offers_end(played: OneProgram) -> Ints:
    """Place of the last one who had an offer in each week, from 1; 0 where nobody had."""
    week = played.week
    place = np.where(week.rounds.offered > 0, week.standing + 1, 0)
    deepest = np.zeros(played.weeks, np.int64)
    np.maximum.at(deepest, week.season, place)
    return deepest


def mine(played: OneProgram) -> Ints:
    """Rows of your application, one a week."""
    return np.flatnonzero(played.week.applicant == played.market.you)
