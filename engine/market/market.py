"""Who applies where: applicants, programs, and the applications between them, as columns.

How a class is drawn is `engine.market.draw`'s business, where people apply is
`engine.market.apply`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import US_IMG
from engine.base.columns import concatenated, protected
from engine.base.grouping import edges_followed_by
from engine.market.schools import Schools, home_programs
from engine.matching.positions import ALL_YEARS, FIRST_YEAR, LATER_YEARS, POSITION_TYPES, covers

_COVERED = np.array([covers(name) for name in POSITION_TYPES], np.int8)


@dataclass(frozen=True, eq=False)
class Applicants:
    """One entry per applicant in every array; shape (A,), items (A, 5).

    ``school`` is a place in the market's `Schools`, or -1; ``in_group`` marks those of whom
    ``group_bias`` is said.
    """

    kind: NDArray[np.int8]
    step2: NDArray[np.int16]
    readiness: NDArray[np.float64]
    items: NDArray[np.float64]
    failed_attempt: NDArray[np.bool_]
    years: NDArray[np.int8]
    us_clinical_work: NDArray[np.bool_]
    needs_visa: NDArray[np.bool_]
    region: NDArray[np.int8]
    field: NDArray[np.int8]
    school: NDArray[np.int32]
    in_group: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.kind)

    @cached_property
    def us_senior(self) -> NDArray[np.bool_]:
        """Whether each applicant is a senior of a US school, shape (A,)."""
        return np.less(self.kind, US_IMG)


@dataclass(frozen=True, eq=False)
class Programs:
    """One entry per program in every array, shape (P,).

    ``ring`` is an order of the programs in which the fields alternate evenly;
    applicants consider a stretch of it. ``school`` is the school that a program belongs
    to, a place in the market's `Schools`, or -1. ``position_type`` is an index into
    `engine.matching.positions.POSITION_TYPES`, ``reverts_to`` the preliminary program to which
    positions go that nobody takes here, or -1.
    """

    names: tuple[str, ...]
    field: NDArray[np.int8]
    prestige: NDArray[np.float64]
    region: NDArray[np.int8]
    positions: NDArray[np.int64]
    invitations: NDArray[np.int64]
    exam_cut: NDArray[np.float64]
    sponsors_visa: NDArray[np.bool_]
    takes_failed_attempt: NDArray[np.bool_]
    year_limit: NDArray[np.int8]
    needs_us_clinical_work: NDArray[np.bool_]
    seniors_only: NDArray[np.bool_]
    outside_match: NDArray[np.bool_]
    relaxes_in_soap: NDArray[np.bool_]
    ring: NDArray[np.int64]
    school: NDArray[np.int32]
    position_type: NDArray[np.int8]
    reverts_to: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def covers(self) -> NDArray[np.int8]:
        """Years of training that a position of each program covers, shape (P,): bits."""
        return _COVERED[self.position_type]

    @cached_property
    def of_several_types(self) -> bool:
        """Whether there are advanced or preliminary positions."""
        return bool((self.covers != ALL_YEARS).any())

    @cached_property
    def preliminary(self) -> NDArray[np.bool_]:
        """Whether a position of each program is a first year only, shape (P,)."""
        return np.equal(self.covers, FIRST_YEAR)

    @cached_property
    def advanced(self) -> NDArray[np.bool_]:
        """Whether a position of each program lacks the first year, shape (P,)."""
        return np.equal(self.covers, LATER_YEARS)


@dataclass(frozen=True, eq=False, kw_only=True)
class Market:
    """Applicants, programs and the applications between them.

    Attributes
    ----------
    seed : int
        The seed it was drawn from.
    numbers : ndarray of int, shape (A,)
        Number of each applicant in the class. Chance is keyed by these numbers, so "you" alone
        draw the same luck as "you" among the others.
    certifies : ndarray of bool, shape (A,)
        Whether each applicant certifies a rank order list; who does not sends no application
        before SOAP, and takes part there.
    applicants, programs : Applicants, Programs
        The two sides; where there is a "you", "you" are the last applicant.
    schools : Schools
        Where applicants studied, and to which programs belong.
    applicant, program : ndarray of int32, shape (E,)
        One entry per application, by applicant (counted from 0 here) and then by liking,
        best first.
    start : ndarray of int64, shape (A + 1,)
        Applicant ``a`` sent applications ``start[a]:start[a + 1]``.
    liking : ndarray of float64, shape (E,)
        How much the applicant likes the program, in units of prestige.
    signal : ndarray of bool, shape (E,)
        Whether the applicant signaled the program.
    considered : ndarray of int64, shape (A,)
        Programs each applicant considers.
    considered_from : ndarray of int64, shape (A,)
        Place on the programs' ring of the first of them.
    """

    seed: int
    numbers: NDArray[np.int64]
    certifies: NDArray[np.bool_]
    applicants: Applicants
    programs: Programs
    schools: Schools
    applicant: NDArray[np.int32]
    program: NDArray[np.int32]
    start: NDArray[np.int64]
    liking: NDArray[np.float64]
    signal: NDArray[np.bool_]
    considered: NDArray[np.int64]
    considered_from: NDArray[np.int64]

    @property
    def you(self) -> int:
        """Index of the last applicant, who is "you" in a scenario's market."""
        return len(self.applicants) - 1

    @property
    def yours(self) -> slice:
        """The applications of the last applicant."""
        return slice(int(self.start[-2]), int(self.start[-1]))

    @cached_property
    def pairs(self) -> noise.Key:
        """Noise keys of the applications, shape (E,)."""
        return noise.pair_keys(self.numbers[self.applicant], self.program)

    @cached_property
    def same_region(self) -> NDArray[np.bool_]:
        """Whether the program is in the applicant's home region, shape (E,)."""
        return np.equal(self.programs.region[self.program], self.applicants.region[self.applicant])

    @cached_property
    def wrong_field(self) -> NDArray[np.bool_]:
        """Whether the program is outside the applicant's wanted field, shape (E,)."""
        return outside_field(self.applicants, self.programs, self.applicant, self.program)

    @cached_property
    def home_program(self) -> NDArray[np.int64]:
        """Program of each applicant's own school in the wanted field, shape (A,); -1 is none."""
        programs, people = self.programs, self.applicants
        home = home_programs(programs.school, programs.field, len(self.schools))
        return home[people.school, people.field]

    def own_school(self, who: NDArray[np.integer], where: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Whether programs belong to the school of the applicants they are paired with."""
        return own_school(self.applicants, self.programs, who, where)

    @cached_property
    def at_home(self) -> NDArray[np.bool_]:
        """Whether the program belongs to the applicant's own school, shape (E,)."""
        return self.own_school(self.applicant, self.program)

    def joined(self, other: Market) -> Market:
        """Add the applicants of another market of the same programs; these stay as they are."""
        both = {
            name: np.append(getattr(self, name), getattr(other, name))
            for name in (
                *("numbers", "certifies", "program", "liking", "signal"),
                *("considered", "considered_from"),
            )
        }
        applicants = concatenated(Applicants, self.applicants, other.applicants)
        return protected(
            Market(
                seed=self.seed,
                applicants=protected(applicants),
                programs=self.programs,
                schools=self.schools,
                applicant=np.append(
                    self.applicant, other.applicant + np.int32(len(self.applicants))
                ),
                start=edges_followed_by(self.start, other.start),
                **both,
            )
        )


def after_reversions(programs: Programs, left: NDArray[np.int64]) -> NDArray[np.int64]:
    """Let open positions, shape (..., P), revert from programs to others."""
    donors = np.flatnonzero(programs.reverts_to >= 0)
    if len(donors):
        left = left.copy()
        left[..., programs.reverts_to[donors]] += left[..., donors]  # each receiver has one donor
        left[..., donors] = 0
    return left


def own_school(
    applicants: Applicants,
    programs: Programs,
    who: NDArray[np.integer],
    where: NDArray[np.integer],
) -> NDArray[np.bool_]:
    """Whether programs belong to the school of the applicants they are paired with."""
    school = programs.school[where]
    own: NDArray[np.bool_] = (school >= 0) & (school == applicants.school[who])
    return own


def outside_field(
    applicants: Applicants,
    programs: Programs,
    who: NDArray[np.integer],
    where: NDArray[np.integer],
) -> NDArray[np.bool_]:
    """Whether programs are of another field than the applicants they are paired with want.

    A preliminary year is part of the way into every field.
    """
    other: NDArray[np.bool_] = programs.field[where] != applicants.field[who]
    other &= ~programs.preliminary[where]
    return other
