"""One program in the week of SOAP: four positions, four hundred files, a list of thirty.

A class is a small copy of the Match, where a program gets some tens of files. What the documents
tell of SOAP happens at the size of one real program, so here is one: as many people as wanted
who did not match apply to it, and everything it does is what `engine.season.soap.week` does. A
file stands for itself here, and who has better offers elsewhere declines.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import (
    EXAM_CUT,
    FAILED_ATTEMPT,
    FILTERS,
    NOT_REACHED,
    ON_SHORT_LIST,
    ON_SOAP_LIST,
    PASSES,
    SENIORS_ONLY,
    STOPPED,
    US_CLINICAL_WORK,
    VISA,
    YEARS_SINCE_GRADUATION,
)
from engine.base.errors import MarketError, raise_if_any
from engine.base.grouping import Ints
from engine.base.noise import Years
from engine.base.settings import choice_problem, number_problem, shown, truth_problem
from engine.market.market import Market
from engine.matching.positions import ALL_YEARS
from engine.scenario.assumptions import Assumptions, dial
from engine.scenario.scenario import Scenario
from engine.season.applications import Applications
from engine.season.soap.applying import SoapFiles
from engine.season.soap.met import Met
from engine.season.soap.week import SoapWeek, run_week
from engine.study.simulation import scenario_problem
from engine.study.without_a_place import without_a_place

FUNNEL = ("files", "past the filters", "read", "long list", "listed", "talked about", "placed")
_PEOPLE_PER_FILE = 8  # of a class: one in five does not match
_NO_LIMIT = 40  # years since graduation that nobody is beyond


@dataclass(frozen=True, eq=False)
class OneProgram:
    """What one program did in some weeks.

    Attributes
    ----------
    name : str
        The program.
    market : Market
        Who they are: the applicants of `week` by their numbers, "you" the last.
    week : SoapWeek
        The weeks; "you" are the last applicant of each.
    weeks : int
        How many.
    funnel : dict of str to float
        Mean number of people a week at each of `FUNNEL`.
    your_place : ndarray of int, shape (weeks,)
        Your place on the list, 0 = best; -1 = not on it.
    your_offer : ndarray of int, shape (weeks,)
        Round in which an offer came to you; 0 = none.
    """

    name: str
    market: Market
    week: SoapWeek
    weeks: int
    funnel: dict[str, float]
    your_place: Ints
    your_offer: Ints


def one_program(
    scenario: Scenario,
    *,
    files: int = 400,
    positions: int = 4,
    own_students: int = 0,
    at_home: bool = False,
    note: str | None = None,
    asked: bool = False,
    accept: float = 0.6,
    filters: Collection[str] | None = None,
    reviewers: int | None = None,
    seconds_per_file: float | None = None,
    weeks: int = 200,
    seed: int = 1,
) -> OneProgram:
    """Let one primary care program live through the week of SOAP, again and again.

    Parameters
    ----------
    scenario : Scenario
        The world, and "you", who apply there like everybody else.
    files : int, default 400
        People who apply, you among them; 10 to 2,000 (S2-12: 200 to 600).
    positions : int, default 4
        Open positions; 1 to 50.
    own_students : int, default 0
        How many of the others are the program's own students, with clean files (S2-22); no more
        than there are such files among them.
    at_home : bool, default False
        Whether you are one of its own students as well.
    note : str, optional
        What a director whom the program knows writes about you in that week, unasked (S2-41):
        a phrase of the lexicon. With rules on it is blocked, and nothing happens.
    asked : bool, default False
        Whether the director says it only if the program asks, as it does about those it talks
        about (S2-33). The rules allow that (R2).
    accept : float, default 0.6
        Chance that an offer is accepted.
    filters : collection of str, optional
        The filters it applies, of `engine.base.codes.FILTERS`, each to the letter. Left out: as
        the program was drawn, and some of them demote a file or give way (S2-16, S2-23).
    reviewers, seconds_per_file : int and float, optional
        How many people read, and how long a look each file gets (S2-13, S2-14). Left out: as the
        assumptions say.
    weeks : int, default 200
        How often; 1 to 10,000.
    seed : int, default 1
        Seed of what varies from week to week.

    Returns
    -------
    OneProgram

    Raises
    ------
    MarketError
        Naming every number that cannot be used.

    Examples
    --------
    >>> program = one_program(Scenario(preset="source"), files=100, weeks=5)
    >>> program.funnel["files"], program.funnel["placed"] <= 4
    (100.0, True)
    """
    raise_if_any(
        [
            scenario_problem(scenario),
            number_problem("files", files, 10, 2_000, whole=True),
            number_problem("positions", positions, 1, 50, whole=True),
            number_problem("own_students", own_students, 0, 50, whole=True),
            truth_problem("at_home", at_home),
            None
            if note is None or isinstance(note, str)
            else f"note is {shown(note)}; it must be a phrase",
            truth_problem("asked", asked),
            number_problem("accept", accept, 0, 1, whole=False),
            _dial_problem("reviewers", reviewers, "soap_reviewers"),
            _dial_problem("seconds_per_file", seconds_per_file, "soap_seconds_per_file"),
            number_problem("weeks", weeks, 1, 10_000, whole=True),
            number_problem("seed", seed, 0, 2**31 - 1, whole=True),
            *_filter_problems(filters),
        ]
    )
    large = scenario.with_market(
        applicants=max(scenario.market.applicants, _PEOPLE_PER_FILE * files)
    )
    found = without_a_place(large, note, asked, seed)
    program, name = found.program, found.applications.market.programs.names[found.program]
    chosen = np.sort(found.people[: files - 1])
    own = (own_students, at_home)
    dials = _dials(found.applications.dials, accept, reviewers, seconds_per_file)
    there = _there(found.applications, chosen, program, positions, own, dials)
    if filters is not None:
        there = _filtering(there, program, filters)
    years, programs = Years(seed, np.arange(weeks)), len(there.market.programs)
    opened = np.zeros((weeks, programs), np.int64)
    opened[:, program] = positions
    sent = _files(np.append(chosen, there.market.you), program, weeks, there)
    nobody_met = Met(np.zeros(0, np.int64), len(there.market.applicants), programs)
    week = run_week(there, sent, opened, nobody_met, found.strategy, years)
    mine = np.flatnonzero(sent.applicant == there.market.you)
    return OneProgram(
        name=name,
        market=there.market,
        week=week,
        weeks=weeks,
        funnel=_funnel(week, weeks, positions, there),
        your_place=week.standing[mine],
        your_offer=week.rounds.offered[mine],
    )


def _dial_problem(called: str, value: object, name: str) -> str | None:
    """Say what is wrong with a number that stands in for a dial, or None."""
    if value is None:
        return None
    limits = dial(name)
    whole = isinstance(limits["evidence"], int)
    return number_problem(called, value, limits["low"], limits["high"], whole)


def _filter_problems(filters: object) -> list[str | None]:
    """Say what is wrong with the names of filters."""
    known = FILTERS[PASSES + 1 :]
    if filters is None:
        return []
    if isinstance(filters, str) or not isinstance(filters, Collection):
        names = ", ".join(map(repr, known))
        return [f"filters is {shown(filters)}; it must be a list of names, of {names}"]
    return [choice_problem("filters", name, known) for name in filters]


def note_moves(scenario: Scenario, note: str, *, weeks: int = 400, seed: int = 1) -> float:
    """Places that a note moves you up, of a list of thirty: the median over weeks (S2-41).

    Of those weeks in which you stand in the lower half of whom one program talks about.
    ``scenario`` says who you are; rules are off.

    Examples
    --------
    >>> you = {"applicant_type": "US MD senior", "step2": 230, "field": "primary care"}
    >>> world = Scenario(preset="source").with_you(**you)
    >>> note_moves(world, "This candidate is legit", weeks=100) > 5
    True
    """
    free = scenario.with_rules(False)
    before = one_program(free, weeks=weeks, seed=seed)
    after = one_program(free, note=note, weeks=weeks, seed=seed)
    talked = round(before.funnel["talked about"])
    lower = (before.your_place >= talked // 2) & (before.your_place < talked)
    lower &= after.your_place >= 0
    if not lower.any():
        return float("nan")
    return float(np.median((before.your_place - after.your_place)[lower]))


def _dials(
    dials: Assumptions, accept: float, reviewers: int | None, seconds_per_file: float | None
) -> Assumptions:
    """Let each file stand for itself, and the program go about its pile as it is asked to."""
    return replace(
        dials,
        application_scale=1.0,
        soap_lapse_share=1 - accept,
        soap_reviewers=dials.soap_reviewers if reviewers is None else reviewers,
        soap_seconds_per_file=(
            dials.soap_seconds_per_file if seconds_per_file is None else seconds_per_file
        ),
    )


def _there(
    applications: Applications,
    chosen: Ints,
    program: int,
    positions: int,
    own: tuple[int, bool],
    dials: Assumptions,
) -> Applications:
    """Put the program and its files in place: its size, its own students, a file for itself.

    ``own`` says how many of the others are its own students, and whether you are.
    """
    market = applications.market
    programs, people = market.programs, market.applicants
    size = programs.positions.copy()
    size[program] = max(int(size[program]), positions)
    school, home = people.school.copy(), programs.school.copy()
    strangers = chosen[school[chosen] == home[program]]
    school[strangers] = -1
    clean = chosen[people.us_senior[chosen] & ~people.failed_attempt[chosen]]
    able = clean[people.step2[clean] >= programs.exam_cut[program]]
    if own[0] > len(able):
        fit = f"of these {len(chosen) + 1} files only {len(able)} could be of its own students"
        raise MarketError([f"own_students is {own[0]}; {fit}"])
    able = able[: own[0]]
    home[program] = len(market.schools)  # a school that nobody else attends
    school[able] = home[program]
    school[market.you] = home[program] if own[1] else -1
    there = replace(
        market,
        applicants=replace(people, school=school),
        programs=replace(programs, positions=size, school=home),
    )
    return replace(applications, market=there, dials=dials)


def _filtering(there: Applications, program: int, names: Collection[str]) -> Applications:
    """Let the program apply these filters and no others, without giving way."""
    programs, dials = there.market.programs, there.dials
    on = np.isin(FILTERS, list(names))

    def put(values: NDArray[Any], value: float) -> NDArray[Any]:
        values = values.copy()
        values[program] = value
        return values

    programs = replace(
        programs,
        exam_cut=put(programs.exam_cut, dials.exam_cut if on[EXAM_CUT] else -np.inf),
        sponsors_visa=put(programs.sponsors_visa, not on[VISA]),
        takes_failed_attempt=put(programs.takes_failed_attempt, not on[FAILED_ATTEMPT]),
        year_limit=put(
            programs.year_limit, dials.year_limit if on[YEARS_SINCE_GRADUATION] else _NO_LIMIT
        ),
        needs_us_clinical_work=put(programs.needs_us_clinical_work, on[US_CLINICAL_WORK]),
        seniors_only=put(programs.seniors_only, on[SENIORS_ONLY]),
        relaxes_in_soap=put(programs.relaxes_in_soap, False),
    )
    strict = replace(dials, soap_exam_relief=0.0, soap_demotes_share=0.0, soap_years_most=_NO_LIMIT)
    return replace(there, market=replace(there.market, programs=programs), dials=strict)


def _files(people: Ints, program: int, weeks: int, there: Applications) -> SoapFiles:
    """Let these people apply to the program in every week."""
    number = len(people)
    season = np.repeat(np.arange(weeks, dtype=np.int64), number)
    applicant = np.tile(people.astype(np.int64), weeks)
    where = np.full(len(season), program, np.int64)
    return SoapFiles(
        season=season,
        applicant=applicant,
        program=where,
        pair=noise.pair_keys(there.market.numbers[applicant], where),
        preference_key=np.zeros(len(season), np.int32),
        elsewhere=np.zeros(len(season)),
        lacks=np.full(len(season), ALL_YEARS, np.int8),
        applicant_cell=season * len(there.market.applicants) + applicant,
        program_cell=season * len(there.market.programs) + program,
    )


def _funnel(week: SoapWeek, weeks: int, positions: int, there: Applications) -> dict[str, float]:
    """Count the people of an average week, from the files to who is placed."""
    read = int((week.stage > NOT_REACHED).sum())
    counts = (
        len(week.stage),
        int((week.stage != STOPPED).sum()),
        read,
        min(read, weeks * int(np.ceil(there.dials.soap_long_list * positions))),
        int((week.stage >= ON_SOAP_LIST).sum()),
        int((week.stage == ON_SHORT_LIST).sum()),
        int((week.rounds.accepted > 0).sum()),
    )
    return {name: count / weeks for name, count in zip(FUNNEL, counts, strict=True)}
