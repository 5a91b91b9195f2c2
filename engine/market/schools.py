"""The schools of a class: who studied where, and which programs belong to a school.

A school outside the United States has no program in the Match, and nor has every school at home
one in every field: a home program is there only where a program belongs to the school. How
generous a school is with its praise, and in which programs earlier graduates train, are facts of
the school that its students share.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import (
    FIELDS,
    NON_US_IMG,
    PREVIOUS_GRADUATE,
    REGIONS,
    US_DO_SENIOR,
    US_IMG,
    US_MD_SENIOR,
)
from engine.base.grouping import Floats, repeat

NO_SCHOOL = -1  # not known; of a program, none
ABROAD = -1  # the region of a school outside the United States
# Students of one school in a class; some 40 programs stand for 6,800, and so a dozen schools for
# all that grant an MD. Schools abroad are many, each with few applicants. A modeling choice.
_STUDENTS = {US_MD_SENIOR: 10, US_DO_SENIOR: 10, US_IMG: 8, NON_US_IMG: 3}

_Index = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class Schools:
    """One entry per school in every array, shape (S,).

    Attributes
    ----------
    kind : ndarray of int8
        Type of its seniors: index into `engine.base.codes.TYPES`, never "previous graduate".
    region : ndarray of int8
        Where it is: index into `engine.base.codes.REGIONS`, or `ABROAD`.
    generosity : ndarray of float
        Its place among the schools by how kindly they evaluate, from 0 to 1.
    """

    kind: NDArray[np.int8]
    region: NDArray[np.int8]
    generosity: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.kind)


def draw_schools(seed: int, applicants: NDArray[np.int64]) -> Schools:
    """Draw the schools of a class with so many applicants of each type, shape (5,).

    Examples
    --------
    >>> schools = draw_schools(1, np.array([131, 53, 26, 75, 15]))
    >>> np.bincount(schools.kind).tolist()
    [14, 6, 4, 25]
    """
    number = [-(-int(applicants[kind]) // each) for kind, each in _STUDENTS.items()]
    kind = repeat(np.array(list(_STUDENTS), np.int8), np.array(number))
    place = np.arange(len(kind))
    first = np.searchsorted(kind, kind)  # of each kind, so that every region has its share
    at_home = kind < US_IMG
    # Ranks rather than draws: each kind then has generous and strict schools alike.
    luck = noise.uniform(noise.season_keys(seed, "generosity"), noise.pair_keys(place))
    rank = np.empty(len(kind))
    for one in _STUDENTS:
        own = np.flatnonzero(kind == one)
        rank[own[np.argsort(luck[own], kind="stable")]] = (np.arange(len(own)) + 0.5) / len(own)
    return Schools(
        kind=kind,
        region=np.where(at_home, (place - first) % len(REGIONS), ABROAD).astype(np.int8),
        generosity=rank,
    )


def attended(
    schools: Schools,
    kind: NDArray[np.int8],
    region: NDArray[np.int8],
    luck: NDArray[np.floating],
) -> NDArray[np.int32]:
    """Say which school each applicant attended, shape (A,): at home rather than elsewhere.

    ``luck``, shape (A,) in [0, 1), chooses among the schools of the type that are in the
    applicant's region; among all of the type where none is. Previous graduates attended schools
    in the United States.
    """
    school = np.full(len(kind), NO_SCHOOL, np.int32)
    for one in np.unique(kind):
        of_kind = schools.kind <= US_DO_SENIOR if one == PREVIOUS_GRADUATE else schools.kind == one
        for place in range(len(REGIONS)):
            near = np.flatnonzero(of_kind & (schools.region == place))
            choice = near if len(near) else np.flatnonzero(of_kind)
            own = np.flatnonzero((kind == one) & (region == place))
            if len(choice):
                school[own] = choice[np.floor(luck[own] * len(choice)).astype(np.int64)]
    return school


def belongs_to(
    schools: Schools,
    field: NDArray[np.int8],
    region: NDArray[np.int8],
    prestige: Floats,
    university: NDArray[np.bool_],
) -> NDArray[np.int32]:
    """Say to which school each program belongs, shape (P,): `NO_SCHOOL` unless ``university``.

    A school has one program in a field at most. The most prestigious are dealt out first, to
    schools of their own region before others, and to those that grant an MD before those that
    grant a DO.
    """
    school = np.full(len(field), NO_SCHOOL, np.int32)
    for one in range(len(FIELDS)):
        free: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number in range(len(schools) - 1, -1, -1):
            free[int(schools.kind[number]), int(schools.region[number])].append(number)
        here = np.flatnonzero(university & (field == one))
        for program in here[np.argsort(-prestige[here], kind="stable")].tolist():
            near = int(region[program])
            places = [near, *(place for place in range(len(REGIONS)) if place != near)]
            for kind, place in ((k, p) for k in (US_MD_SENIOR, US_DO_SENIOR) for p in places):
                if free[kind, place]:
                    school[program] = free[kind, place].pop()
                    break
    return school


def home_programs(
    school: NDArray[np.int32], field: NDArray[np.int8], schools: int
) -> NDArray[np.int64]:
    """Look up each school's program in each field, shape (schools + 1, 3); -1 is none.

    ``school`` and ``field``, shape (P,), are the programs'. The last row is for `NO_SCHOOL`.
    """
    home = np.full((schools + 1, len(FIELDS)), -1, np.int64)
    own = np.flatnonzero(school != NO_SCHOOL)
    home[school[own], field[own]] = own
    return home


def graduates_at(seed: int, school: _Index, program: _Index, expected: Floats) -> NDArray[np.int64]:
    """Count a school's earlier graduates who train at a program, for N pairs.

    Poisson numbers, none above three, keyed by school and program: nothing is stored, and
    everybody from the same school finds the same people. ``expected``, shape (N,), is their mean.
    """
    keys = noise.season_keys(seed, "graduates")
    return noise.poisson(expected, 3, keys, noise.pair_keys(school, program))
