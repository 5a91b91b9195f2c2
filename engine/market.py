"""Who applies where: applicants, programs, and the applications between them.

The columns of a market, and what a learner can set about it. How a class is
drawn is `engine.drawing`'s business.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine import noise
from engine.population import FIELDS, TYPES, US_IMG
from engine.settings import setting

# What programs remember of a school's earlier graduates, in steps of ``spillover``.
SCHOOL_RECORDS = {"none": 0.0, "solid": 1.0, "mixed": -1.0, "bad": -2.0}
REGIONS = ("Northeast", "Midwest", "South", "West")


@dataclass(frozen=True, kw_only=True)
class MarketSettings:
    """Which class to draw.

    Attributes
    ----------
    seed : int
        Which class; the default is the teaching class of the course.
    applicants : int
        Size of the class, "you" not counted.
    couples : int
        How many couples there are in the class; at most half its size.
    """

    seed: int = setting(7919, 0, 2**31 - 1, "number of the class")
    applicants: int = setting(300, 30, 200_000, "applicants")
    couples: int = setting(0, 0, 100_000, "couples among them")


@dataclass(frozen=True, kw_only=True)
class You:
    """The applicant whose file the learner sets.

    Standardized items (``readiness``, ``mspe``, ``letters``, ``research``,
    ``statement``) are in SD above the average applicant. ``needs_visa`` and
    ``us_clinical_work`` are None for "as usual for the type". ``tone`` runs from -1
    (bitter) to +1 (ready to work anywhere), ``told_number_one`` is how many programs
    heard that they are your first choice, ``school_record`` what programs think of
    your school's earlier graduates. ``interview`` is how your interviews go, in SD
    above the average one; None leaves it to readiness and luck.
    """

    applicant_type: str = setting("non-US IMG", choices=TYPES, unit="applicant type")
    step2: int = setting(234, 180, 300, "Step 2 CK points")
    readiness: float = setting(0.0, -3, 3, "SD")
    mspe: float = setting(0.0, -3, 3, "SD")
    letters: float = setting(0.0, -3, 3, "SD")
    research: float = setting(0.0, -3, 3, "SD")
    statement: float = setting(0.0, -3, 3, "SD")
    failed_attempt: bool = setting(False, unit="a failed Step attempt")
    years_since_graduation: int = setting(0, 0, 40, "years")
    us_clinical_work: bool = setting(True, unit="recent US clinical work")
    needs_visa: bool | None = setting(None, unit="needs a visa")
    field: str = setting("general", choices=FIELDS, unit="wanted field")
    region: str = setting("Midwest", choices=REGIONS, unit="home region")
    tone: float = setting(0.0, -1, 1, "from bitter to ready to work anywhere", "S0-48")
    told_number_one: int = setting(0, 0, 20, "programs told that they are first", "S1-43")
    school_record: str = setting(
        "none", choices=tuple(SCHOOL_RECORDS), unit="earlier graduates", origin="S3-10, S3-21"
    )
    interview: float | None = setting(None, -3, 3, "SD above an average interview", "S4-26")


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """How "you" apply; fixed while the score moves.

    Attributes
    ----------
    applications : int or None
        How many programs; None is as many as usual for the type.
    signals : int or None
        How many of them, the best liked, get a preference signal; None is as many
        as everybody else sends.
    """

    applications: int | None = setting(None, 0, 5000, "programs applied to")
    signals: int | None = setting(None, 0, 30, "preference signals", "E23; signals")


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
