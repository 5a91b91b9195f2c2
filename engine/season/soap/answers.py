"""How applicants answer in SOAP: out of reach, holding out, or not watching at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.noise import Years
from engine.market.market import Market, outside_field
from engine.matching.soap_clock import Clock, documents_clock, official_clock, rounds_missed
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import SOAP_CLOCKS, Strategy
from engine.season.soap.applying import SoapFiles

SILENT_HOURS = 4  # after which a program draws its conclusions (S2-42)


def out_of_reach(
    market: Market, dials: Assumptions, strategy: Strategy, years: Years
) -> NDArray[np.bool_]:
    """Say whose phone stays silent for hours, shape (R, A); yours by your ``strategy``."""
    keys = years.keys("out of reach")[:, None]
    slow = noise.happens(dials.soap_slow_share, keys, noise.pair_keys(market.numbers))
    if strategy.soap_reply_hours is not None:
        slow[:, market.you] = strategy.soap_reply_hours >= SILENT_HOURS
    return slow


def answers(
    market: Market, files: SoapFiles, dials: Assumptions, strategy: Strategy, years: Years
) -> NDArray[np.bool_]:
    """Whether an offer would be answered, and taken if it is the best, shape (rounds, M).

    Some lapse, never one from the own school's program. Some people let go in round 1 of what
    is not in their own field. You miss every round after all is over as you believe, however many
    there are, and every offer if you do not look at the R3 system while it stands: it comes
    there, not by phone (R5, R12).
    """
    keys = years.keys("lapse")[files.season]
    taken = noise.uniform(keys, files.pair) >= dials.soap_lapse_share
    taken |= market.own_school(files.applicant, files.program)
    will = np.repeat(taken[None], dials.soap_rounds, axis=0)
    keys = years.keys("holds out")[:, None]
    holds = noise.happens(dials.soap_hold_share, keys, noise.pair_keys(market.numbers))
    if strategy.soap_hold is not None:
        holds[:, market.you] = strategy.soap_hold
    other = outside_field(market.applicants, market.programs, files.applicant, files.program)
    will[0] &= ~(holds.ravel()[files.applicant_cell] & other)
    mine = files.applicant == market.you
    if not strategy.soap_watches:
        will[:, mine] = False
    missed = rounds_missed(believed_clock(strategy.soap_clock), official_clock())
    if missed:
        will[missed[0] - 1 :, mine] = False
    return will


def believed_clock(name: str) -> Clock:
    """Return the timetable that somebody goes by, one of `engine.scenario.you.SOAP_CLOCKS`.

    >>> [len(believed_clock(name).rounds) for name in SOAP_CLOCKS]
    [4, 3, 3]
    """
    official = official_clock()
    if name == SOAP_CLOCKS[0]:
        return official
    if name == SOAP_CLOCKS[2]:
        return documents_clock()
    rounds = official.rounds[:3]
    return Clock(
        name, official.status, official.applications, official.files, rounds, rounds[-1][1], "S2-37"
    )
