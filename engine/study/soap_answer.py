"""What somebody says when a program phones in SOAP, and what it does to one file.

The answer of S0-06 and R2: the program asks, and somebody it knows speaks. Nobody writes unasked;
that is `engine.study.soap_program.one_program` with a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import ON_SHORT_LIST, VETOED
from engine.base.grouping import Ints
from engine.scenario.scenario import Scenario
from engine.study.soap_program import OneProgram, one_program

ENDS = ("an offer", "listed, no offer", "not on the list")
OFFERED, LISTED, OFF = range(len(ENDS))
SPEAKER = "clerkship director"
FILES, WEEKS = 400, 100
_FIELD = "primary care"
_PEOPLE = 3_200  # in one class, however few of them apply, so that the program stays the same


@dataclass(frozen=True)
class Told:
    """A file in SOAP, and what is said of it when the program asks.

    ``step2`` is its score, ``phrase`` what is said (None is silence), ``speaker`` a role of the
    lexicon, and ``known`` whether the program knows the speaker.
    """

    step2: int
    phrase: str | None = None
    speaker: str = SPEAKER
    known: bool = True


@dataclass(frozen=True, eq=False)
class Weeks:
    """What became of one file in some weeks, each of shape (weeks,).

    Attributes
    ----------
    place : ndarray of int
        On the program's list, 0 = best; -1 = not on it.
    offered : ndarray of int
        Round in which an offer came; 0 = none.
    asked : ndarray of bool
        Whether the file was among those the program asks about.
    barred : ndarray of bool
        Whether what was said kept it off the list.
    length : ndarray of int
        Of the program's list.
    """

    place: Ints
    offered: Ints
    asked: NDArray[np.bool_]
    barred: NDArray[np.bool_]
    length: Ints

    @property
    def ends(self) -> Ints:
        """How each week ends: an index of `ENDS`."""
        return np.where(self.offered > 0, OFFERED, np.where(self.place >= 0, LISTED, OFF))

    @property
    def offers(self) -> float:
        """Share of the weeks that bring an offer."""
        return float((self.offered > 0).mean())


@lru_cache(maxsize=64)
def weeks_of(told: Told, preset: str, *, files: int = FILES, weeks: int = WEEKS) -> Weeks:
    """Let one program of four positions meet this file, and ask about it, in many weeks.

    Parameters
    ----------
    told : Told
        A senior of a US medical school, average but for the score, and what is said of them.
    preset : {"evidence", "source"}
        Whose numbers.
    files : int, default 400
        People who apply, this one among them (S2-12).
    weeks : int, default 100
        How often.

    Returns
    -------
    Weeks

    Raises
    ------
    MarketError
        Naming everything that cannot be used.

    Examples
    --------
    >>> silent, praised = (Told(229, phrase) for phrase in (None, "a machine"))
    >>> [weeks_of(one, "source", weeks=50).offers > 0.15 for one in (silent, praised)]
    [False, True]
    """
    scenario = Scenario(preset=preset).with_market(applicants=_PEOPLE)
    scenario = scenario.with_you(applicant_type="US MD senior", step2=told.step2, field=_FIELD)
    if told.phrase is not None:
        name = _program(preset)
        scenario = scenario.with_voice(told.speaker, told.phrase, 2, (name,), known=told.known)
    return _of_you(one_program(scenario, files=files, weeks=weeks))


@lru_cache(maxsize=2)
def _program(preset: str) -> str:
    """Name the program that all files meet."""
    return one_program(Scenario(preset=preset).with_market(applicants=_PEOPLE), weeks=1).name


def _of_you(program: OneProgram) -> Weeks:
    """Keep of the weeks what is about "you", who apply last."""
    week = program.week
    mine = np.flatnonzero(week.applicant == week.applicant.max())
    stage = week.stage[mine]
    return Weeks(
        place=program.your_place,
        offered=program.your_offer,
        asked=(stage == ON_SHORT_LIST) | (stage == VETOED),
        barred=stage == VETOED,
        length=np.bincount(week.season[week.standing >= 0], minlength=program.weeks),
    )


def stands_above(one: Weeks, other: Weeks) -> float:
    """Share of the weeks in which one file stands above another, among the same people.

    Of the weeks in which at least one of them is on the list; equal places count half.

    Examples
    --------
    >>> same = weeks_of(Told(235), "source", weeks=20)
    >>> stands_above(same, same)
    0.5
    """
    mine, theirs = (np.where(found.place < 0, np.inf, found.place) for found in (one, other))
    seen = np.isfinite(np.minimum(mine, theirs))
    above = (mine < theirs) + (mine == theirs) / 2
    return float(above[seen].mean()) if seen.any() else float("nan")
