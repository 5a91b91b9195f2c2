"""The seasons in which somebody does not match: whose weeks of SOAP this chapter plays."""

from __future__ import annotations

import numpy as np

from engine import Scenario
from engine.base.codes import SOAP
from engine.base.grouping import Ints
from widgets.explorer.seasons import simulated


def by_the_clock(world: str) -> Scenario:
    """Return the applicant who is reachable, waits for nothing and goes by the official clock."""
    primary = Scenario(preset=world).with_you(field="primary care")
    return primary.with_strategy(soap_reply_hours=0.0, soap_hold=False)


def seasons_without_match(world: str) -> Ints:
    """Say in which of the first seasons of a world that applicant does not match, ascending."""
    return np.flatnonzero(simulated(by_the_clock(world)).outcome[:, -1] >= SOAP)
