"""Who of a class has no place when the Match is over, and may apply to one program in SOAP."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.base import noise
from engine.base.codes import PRIMARY_CARE, SOAP
from engine.base.grouping import Ints
from engine.scenario.scenario import Scenario
from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.class_and_you import draw_yours
from engine.season.stages import play
from engine.study.simulation import class_of

_WRITER = "home program director"


@dataclass(frozen=True, eq=False)
class Unplaced:
    """Who of a class may apply to the program in SOAP, in the order in which they would."""

    applications: Applications
    program: int
    people: Ints
    strategy: Strategy


@lru_cache(maxsize=8)
def without_a_place(scenario: Scenario, note: str | None, asked: bool, seed: int) -> Unplaced:
    """Play the Match of a class, which nothing that one program does in SOAP moves."""
    others = class_of(scenario)
    program = _program_of(others.applications)
    if note is not None:
        name = others.applications.market.programs.names[program]
        when = "October to December" if asked else "in Match Week"
        scenario = scenario.with_voice(_WRITER, note, 1, (name,), known=True, when=when)
    yours = draw_yours(others, scenario)
    # The Match before it is played by the rules, so that a note in SOAP meets the same people.
    season = lawful = play(others, yours, seed, np.zeros(1, np.int64))
    if not scenario.rules:
        by_rules = draw_yours(others, scenario.with_rules(True))
        lawful = play(others, by_rules, seed, np.zeros(1, np.int64))
    pool = np.flatnonzero(lawful.outcome[0, :-1] >= SOAP)
    pairs = noise.pair_keys(season.applications.market.numbers[pool], program)
    luck = noise.uniform(noise.season_keys(seed, "applies there"), pairs)
    people = pool[np.argsort(luck, kind="stable")]
    return Unplaced(season.applications, program, people, yours.strategy)


def _program_of(applications: Applications) -> int:
    """Choose the program: of primary care, in the middle, open to everybody on paper."""
    programs = applications.market.programs
    fits = (programs.field == PRIMARY_CARE) & programs.sponsors_visa & ~programs.seniors_only
    distance = np.where(fits, np.abs(programs.prestige), np.inf)
    return int(np.argmin(distance))
