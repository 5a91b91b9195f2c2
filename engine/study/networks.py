"""Who could speak for an applicant, and where they are known: the ties as edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.ties import KINDS, pairs
from engine.backchannel.your_voices import key_of_yours
from engine.base.codes import FIELDS, REGIONS, TYPES
from engine.base.errors import raise_if_any
from engine.base.settings import number_problem
from engine.scenario.scenario import Scenario
from engine.sources.lexicon import role_column
from engine.study.simulation import class_and_you
from engine.study.tables import ordered

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Tie:
    """One program where one person is known, as in a row of `network`."""

    role: str
    applicant: str
    applicant_type: str
    program: str
    region: str
    field: str
    kind: str
    strength: float
    applied: bool
    speaks: bool


def known_where(scenario: Scenario, applicant: int | None = None) -> tuple[Tie, ...]:
    """List the ties of `network` in plain rows, without a table.

    Examples
    --------
    >>> len(known_where(Scenario())) == len(network(Scenario()))
    True
    """
    columns = _columns(scenario, applicant)
    return tuple(map(Tie, *(column.tolist() for column in columns.values())))


def network(scenario: Scenario, applicant: int | None = None) -> pd.DataFrame:
    """List the ties of the people who speak, or might speak, for one applicant.

    Parameters
    ----------
    scenario : Scenario
        What the learner set.
    applicant : int, optional
        Number of somebody in the class; without it, "you".

    Returns
    -------
    DataFrame
        One row per tie: role, applicant, applicant_type, program with its region and
        field, kind (what the tie rests on), strength (0 to 1, closest = 1), applied
        (whether the applicant applied there), speaks (whether the role is among the
        applicant's speakers). Of "you", all roles are shown.

    Raises
    ------
    MarketError
        If there is no such applicant.

    Examples
    --------
    >>> ties = network(Scenario())
    >>> bool(ties["strength"].between(0, 1).all()), sorted(set(ties["applicant"]))
    (True, ['you'])
    """
    import pandas as pd

    columns = _columns(scenario, applicant)
    kinds = [TYPES.index(name) for name in columns["applicant_type"]]
    return pd.DataFrame({**columns, "applicant_type": ordered(TYPES, np.array(kinds, int))})


def _columns(scenario: Scenario, applicant: int | None) -> dict[str, NDArray[Any]]:
    """Find the ties: a column for each field of a `Tie`, in its order."""
    others, yours = class_and_you(scenario)
    everybody = others.applications.joined(yours.applications)
    market, speakers, dials = everybody.market, everybody.speakers, everybody.dials
    who = market.you if applicant is None else applicant
    raise_if_any([number_problem("applicant", who, 0, market.you, whole=True)])
    own = slice(int(speakers.start[who]), int(speakers.start[who + 1]))
    names = role_column("name")
    if who == market.you:
        role = np.arange(len(names))
        key = key_of_yours(market, role)
        speaks = np.isin(role, speakers.role[own])
    else:
        role, key = speakers.role[own], speakers.key[own]
        speaks = np.ones(len(role), bool)

    programs = len(market.programs)
    speaker = np.repeat(np.arange(len(role)), programs)
    where = np.tile(np.arange(programs), len(role))
    whose = np.full(len(where), who)
    met = pairs(market, key[speaker], role[speaker], whose, where, dials)
    far = met.distance()
    known = np.flatnonzero(far < dials.tie_share)
    speaker, where, whose = speaker[known], where[known], whose[known]
    number = len(where)
    return {
        "role": names[role[speaker]],
        "applicant": np.full(number, "you" if who == market.you else f"applicant {who}"),
        "applicant_type": np.full(number, TYPES[market.applicants.kind[who]]),
        "program": np.array(market.programs.names)[where],
        "region": np.array(REGIONS)[market.programs.region[where]],
        "field": np.array(FIELDS)[market.programs.field[where]],
        "kind": np.array(KINDS)[met.only(known).kind()],
        "strength": 1 - far[known] / dials.tie_share if dials.tie_share else far[known],
        "applied": np.isin(where, market.program[slice(*market.start[who : who + 2])]),
        "speaks": speaks[speaker],
    }
