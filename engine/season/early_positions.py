"""Who may offer positions before the Match, how many, and to whom.

With rules on, the verdicts of `engine.scenario.rules` decide (R8 to R10): a program that takes
part in the Match offers everything through it, but for one position where an exception covers
it; a program outside may take IMGs and previous graduates, and US seniors only where no
program of its institution takes part. With rules off, this is the world before All In, which the
documents describe: community programs in the less sought fields (S3-05) split their
positions (S3-07), as many of a field as were filled outside the Match in 2010.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import TYPES
from engine.base.grouping import Floats, Ints
from engine.market.counts import apportion
from engine.market.market import Market, Programs
from engine.market.population import early_shares
from engine.matching.positions import ALL_YEARS
from engine.scenario.assumptions import Assumptions
from engine.scenario.early_path import early_path


@dataclass(frozen=True, eq=False)
class EarlyPositions:
    """What programs may give away before the Match.

    Attributes
    ----------
    number : ndarray of int, shape (P,)
        Positions that each program offers early.
    open_to : ndarray of bool, shape (P, 5)
        Whether it may offer them to each of `engine.base.codes.TYPES`.
    """

    number: Ints
    open_to: NDArray[np.bool_]

    def __bool__(self) -> bool:
        return bool(self.number.any())


def early_positions(market: Market, dials: Assumptions, rules: bool) -> EarlyPositions:
    """Say how many positions each program of a market offers early, and to whom it may.

    ``rules`` says whether the official rules are on.
    """
    programs = market.programs
    whole = programs.covers == ALL_YEARS  # others are not given early here
    outside = np.where(programs.outside_match & whole, programs.positions, 0)
    if not rules:
        everybody = np.ones((len(programs), len(TYPES)), bool)
        return EarlyPositions(outside + _split(programs, dials), everybody)

    def drawn(stage: str) -> Floats:
        keys = noise.season_keys(market.seed, stage)
        return noise.uniform(keys, noise.pair_keys(np.arange(len(programs)))).astype(np.float64)

    within = ~programs.outside_match
    institution = drawn("institution in the Match") < dials.institution_in_match_share
    excepted = within & whole & (drawn("exception to All In") < dials.exception_share)
    kind = np.select([excepted, within, institution], [0, 1, 2], default=3)
    open_to = np.array([_may_be_offered_to(*of) for of in _KINDS])[kind]
    number = np.where(excepted, np.minimum(1, programs.positions), outside)
    return EarlyPositions(number.astype(np.int64), open_to)


# Of a program: whether it is in the Match, whether its institution is, whether an exception holds.
_KINDS = ((True, True, True), (True, True, False), (False, True, False), (False, False, False))


@cache
def _may_be_offered_to(program: bool, institution: bool, exception: bool) -> tuple[bool, ...]:
    """Whether the rules let such a program offer a position early, by applicant type."""
    how = {
        "program_in_match": program,
        "institution_in_match": institution,
        "exception": exception,
    }
    return tuple(early_path(kind, **how).allowed for kind in TYPES)


def _split(programs: Programs, dials: Assumptions) -> Ints:
    """Positions that community programs in the Match keep for early offers, shape (P,)."""
    community = (programs.prestige < 0) & ~programs.outside_match & (programs.positions > 0)
    community &= programs.covers == ALL_YEARS
    early = np.zeros(len(programs), np.int64)
    for field, share in enumerate(early_shares()):
        ours = np.flatnonzero(community & (programs.field == field))
        offered = programs.positions[(programs.field == field) & ~programs.preliminary].sum()
        here = programs.positions[ours]
        number = min(round(dials.early_scale * share * int(offered)), int(here.sum()))
        if number:
            early[ours] = apportion(here.astype(float), number)
    return early
