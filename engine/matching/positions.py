"""What a position is: which part of the training it covers, and who may take it.

A *categorical* position covers all of it, and so does a *primary care* one. A *preliminary*
position, transitional years among them, is a first year only. An *advanced* one begins in the
second year, twelve months after the Match. A *physician* position begins in the second year at
once, and is for those who have had a first year of training elsewhere. (NRMP, "About
supplemental rank order lists"; the letter before the last of a program's code says which: C, M,
P, A or R.)

So what somebody still lacks decides what they may take. Whoever matched to an advanced position
alone lacks the first year, whoever matched to a preliminary one the years after it: both are
partially matched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.base.names import same_text
from engine.base.settings import choice_problem, shown

POSITION_TYPES = ("categorical", "advanced", "preliminary", "primary care", "physician")
CATEGORICAL, ADVANCED, PRELIMINARY, PRIMARY_CARE, PHYSICIAN = POSITION_TYPES

# Bits: what a position covers, and what somebody lacks.
FIRST_YEAR, LATER_YEARS = 1, 2
ALL_YEARS = FIRST_YEAR | LATER_YEARS
_COVERS = {ADVANCED: LATER_YEARS, PRELIMINARY: FIRST_YEAR}


def covers(position_type: str) -> int:
    """Which years of training a position of this type covers: bits.

    >>> covers("preliminary") == FIRST_YEAR, covers("categorical") == ALL_YEARS
    (True, True)
    """
    return _COVERS.get(position_type, ALL_YEARS)


def still_lacks(matched_to: str | None) -> int:
    """Which years somebody lacks who holds a position of this type, or none.

    >>> still_lacks("advanced") == FIRST_YEAR, still_lacks("categorical")
    (True, 0)
    """
    return ALL_YEARS if matched_to is None else ALL_YEARS & ~covers(matched_to)


def types_open_to(lacking: int, *, trained: bool = False) -> tuple[str, ...]:
    """Types of position that somebody may take who lacks these years.

    Parameters
    ----------
    lacking : int
        Bits of `FIRST_YEAR` and `LATER_YEARS`.
    trained : bool, default False
        Whether a first year of training was done elsewhere; without it no physician position.

    Returns
    -------
    tuple of str
        In the order of `POSITION_TYPES`.

    Examples
    --------
    Matched to a preliminary position: sees advanced ones. Unmatched: sees all but physician.

    >>> types_open_to(LATER_YEARS)
    ('advanced',)
    >>> types_open_to(ALL_YEARS)
    ('categorical', 'advanced', 'preliminary', 'primary care')
    """
    return tuple(
        name
        for name in POSITION_TYPES
        if covers(name) & ~lacking == 0 and (trained or name != PHYSICIAN)
    )


def read_position_types(
    given: Any, hospitals: Mapping[str, str], problems: list[str]
) -> dict[str, str]:
    """Copy a mapping of program to position type; ``hospitals`` maps compared text to name.

    >>> problems = []
    >>> read_position_types({"Lake": "advance"}, {"Lake": "Lake"}, problems)
    {}
    >>> problems[0][:60]
    "the position type of 'Lake' is 'advance'; it must be one of "
    """
    read: dict[str, str] = {}
    if given is None:
        return read
    if not isinstance(given, Mapping):
        problems.append(f"position_types must map programs to types, not {shown(given)}")
        return read
    for name, kind in given.items():
        program = hospitals.get(same_text(name)) if isinstance(name, str) else None
        problem = choice_problem(f"the position type of {shown(name)}", kind, POSITION_TYPES)
        if program is None:
            problem = f"position_types names {shown(name)}, which is not among the programs"
        if problem is not None:
            problems.append(problem)
        elif program is not None:
            read[program] = str.__str__(kind)
    return read
