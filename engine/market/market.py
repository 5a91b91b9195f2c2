"""Who applies where: applicants, programs, and the applications between them.

The columns of a market, and what a learner can set about it. How a class is
drawn is `engine.market.draw`'s business.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import US_IMG

# What programs remember of a school's earlier graduates, in steps of ``spillover``.


@dataclass(frozen=True, eq=False)
class Applicants:
    """One entry per applicant in every array; shape (A,), items (A, 5)."""

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
    applicants look at a stretch of it.
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

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, eq=False, kw_only=True)
class Market:
    """Applicants, programs and the applications between them.

    Attributes
    ----------
    seed : int
        The seed it was drawn from.
    applicants, programs : Applicants, Programs
        The two sides; "you" are the last applicant, where there is a "you".
    applicant, program : ndarray of int32, shape (E,)
        One entry per application, by applicant and then by liking, best first.
    start : ndarray of int64, shape (A + 1,)
        Applicant ``a`` sent applications ``start[a]:start[a + 1]``.
    liking : ndarray of float64, shape (E,)
        How much the applicant likes the program, in units of prestige.
    signal : ndarray of bool, shape (E,)
        Whether the applicant signaled the program.
    looks : int
        Programs each applicant looks at.
    looks_from : ndarray of int64, shape (A,)
        Place on the programs' ring of the first of them.
    """

    seed: int
    applicants: Applicants
    programs: Programs
    applicant: NDArray[np.int32]
    program: NDArray[np.int32]
    start: NDArray[np.int64]
    liking: NDArray[np.float64]
    signal: NDArray[np.bool_]
    looks: int
    looks_from: NDArray[np.int64]

    @property
    def you(self) -> int:
        """Index of the last applicant, who is "you" in a scenario's market."""
        return len(self.applicants) - 1

    @cached_property
    def pairs(self) -> noise.Key:
        """Noise keys of the applications, shape (E,)."""
        return noise.pair_keys(self.applicant, self.program)

    @cached_property
    def same_region(self) -> NDArray[np.bool_]:
        """Whether the program is in the applicant's home region, shape (E,)."""
        return np.equal(self.programs.region[self.program], self.applicants.region[self.applicant])

    @cached_property
    def wrong_field(self) -> NDArray[np.bool_]:
        """Whether the program is outside the applicant's wanted field, shape (E,)."""
        return np.not_equal(
            self.programs.field[self.program], self.applicants.field[self.applicant]
        )


def read_only(holder: Any) -> None:
    """Protect the arrays of a dataclass from being written to.

    Markets are drawn once and shared by all that ask for them: a change in place
    would change every later season of the class.

    Parameters
    ----------
    holder : dataclass instance
        Its arrays, and those in its dictionaries, are protected.
    """
    for spec in fields(holder):
        value = getattr(holder, spec.name)
        for array in value.values() if isinstance(value, dict) else (value,):
            if isinstance(array, np.ndarray):
                array.setflags(write=False)
