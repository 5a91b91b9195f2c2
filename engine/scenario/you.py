"""What a learner sets about the class, about "you", and about how you apply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.base.codes import FIELDS, REGIONS, TYPES
from engine.base.settings import setting, shown

# What programs remember of a school's earlier graduates, in steps of ``spillover``.
SCHOOL_RECORDS = {"none": 0.0, "solid": 1.0, "mixed": -1.0, "bad": -2.0}

MOST_APPLICATIONS = 5_000
# What people believe of the offer rounds: as they are; that there are three; that they are over
# when Wednesday ends (S2-37, S2-44).
SOAP_CLOCKS = ("official", "three rounds", "over on Wednesday")


@dataclass(frozen=True, kw_only=True)
class MarketSettings:
    """Which class to draw; "you" are not counted in its size.

    The default seed is the teaching class of the course. Couples are at most half the class; 200
    seasons with forty of them already take 18 seconds, so a page may want to allow fewer. With
    ``position_types`` some positions begin a year later (advanced), others are a first year only
    (preliminary), as many of each as are published; without, all are categorical.
    """

    seed: int = setting(7919, 0, 2**31 - 1, "number of the class")
    applicants: int = setting(300, 30, 200_000, "applicants")
    couples: int = setting(0, 0, 100_000, "couples among them")
    position_types: bool = setting(
        False,
        unit="some positions are advanced, some preliminary",
        origin="published: positions_offered_all_PGY, positions_offered_excl_prelim",
    )


@dataclass(frozen=True, kw_only=True)
class You:
    """The applicant whose file the learner sets.

    Standardized items (``readiness``, ``mspe``, ``letters``, ``research``,
    ``statement``) are in SD above the average applicant. ``needs_visa`` and ``home_program``
    are None for "as usual for the type". ``tone`` runs from -1
    (bitter) to +1 (ready to work anywhere), ``told_number_one`` is how many programs
    heard that they are your first choice, ``school_record`` what programs think of
    your school's earlier graduates. ``interview`` is how your interviews go, in SD
    above the average one; None leaves it to readiness and luck. ``early_note`` is whether you
    wrote, after each interview, that you would consider an early offer.
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
    home_program: bool | None = setting(
        None, unit="a program of your own school in your field", origin="S0-67, E21"
    )
    tone: float = setting(0.0, -1, 1, "from bitter to ready to work anywhere", "S0-48")
    told_number_one: int = setting(0, 0, 20, "programs told that they are first", "S1-43")
    school_record: str = setting(
        "none", choices=tuple(SCHOOL_RECORDS), unit="earlier graduates", origin="S3-10, S3-21"
    )
    interview: float | None = setting(None, -3, 3, "SD above an average interview", "S4-26")
    early_note: bool = setting(False, unit="a note that welcomes an early offer", origin="S3-35")


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """How "you" apply; fixed while the score moves.

    None is as many as usual: applications for the type, signals (to the programs you like best)
    as everybody else sends. ``programs`` names the programs you apply to; None leaves the choice
    to what you like and what is in reach, as with everybody else. In SOAP None is as it happens
    to be with everybody; ``soap_clock`` is the timetable that you go by.
    """

    applications: int | None = setting(None, 0, MOST_APPLICATIONS, "programs applied to")
    signals: int | None = setting(None, 0, 30, "preference signals", "E23; signals")
    programs: tuple[str, ...] | None = None
    soap_applications: int | None = setting(None, 0, 45, "SOAP applications", "R12")
    soap_focus: bool | None = setting(None, unit="in SOAP, your own field only", origin="S2-39")
    soap_reply_hours: float | None = setting(
        None, 0, 12, "in SOAP, hours until you answer a program's call", "S2-42"
    )
    soap_watches: bool = setting(
        True, unit="in SOAP, you see an offer while it stands", origin="R5, R12; S2-43"
    )
    soap_hold: bool | None = setting(
        None, unit="in round 1, wait for your own field", origin="S2-43, S2-54"
    )
    soap_part: bool = setting(
        True, unit="in SOAP, positions that cover a part of the training too", origin="S2-54"
    )
    soap_clock: str = setting(
        SOAP_CLOCKS[0],
        choices=SOAP_CLOCKS,
        unit="when you believe the rounds are",
        origin="I-01, I-02",
    )

    def __post_init__(self) -> None:
        as_tuple(self)

    def problems(self, path: str) -> Iterator[str]:
        """Name everything wrong with the list of programs; the learner calls this ``path``."""
        named = self.programs
        if named is None:
            return
        if not (isinstance(named, tuple) and different_names(named, MOST_APPLICATIONS)):
            yield (
                f"{path}.programs is {shown(named)}; it must be a list of at most "
                f"{MOST_APPLICATIONS} different program names, or null"
            )
        if self.applications is not None:
            yield (
                f"{path}.applications is {shown(self.applications)}; it must be null where "
                f"{path}.programs says where you apply"
            )


def as_tuple(settings: Any) -> None:
    """Keep a list of programs, as people and JSON write it, as a value that cannot change."""
    if isinstance(settings.programs, list):
        object.__setattr__(settings, "programs", tuple(settings.programs))


def different_names(names: tuple[object, ...], most: int) -> bool:
    """Whether these are at most so many names of programs, all different."""
    named = len(names) <= most and all(isinstance(name, str) and len(name) < 100 for name in names)
    return named and len(set(names)) == len(names)
