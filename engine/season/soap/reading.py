"""How a program reads hundreds of files in a hurry, in SOAP.

A few people have an hour or less each (S0-05, S2-14). A file that a rule stops costs five
seconds, any other one a glance (S2-21). Programs with a plan have sorted their table by then and
read from the top; the others read as the files come, until the time is up (S2-03, S2-10). What
nobody reached is on no list (S2-50).

Filters are a little less strict than in autumn. At some programs those of history (a failed
attempt, years, no US clinical work) demote a file and do not drop it (S2-16). Signs of trouble
make a file risky, letters and recent work pull it back (S2-25, S2-26).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import (
    FAILED_ATTEMPT,
    LETTERS,
    MSPE,
    SENIORS_ONLY,
    US_CLINICAL_WORK,
    YEARS_SINCE_GRADUATION,
)
from engine.base.grouping import Floats, Ints, edges, group_sizes, group_sums
from engine.base.noise import Years
from engine.base.ordering import fixed_point, program_order
from engine.market.market import Applicants, Market
from engine.scenario.assumptions import Assumptions
from engine.season.filters import stopped_by
from engine.season.soap.applying import SoapFiles

SECONDS_TO_REFUSE = 5  # S2-21
IDLE_YEARS = 3  # S2-24: nothing clinical for three years
TROUBLE = -1.5  # SD of the MSPE; below it there is smoke (S2-18): one file in fifteen
STRONG_LETTERS = 1.0  # SD (S2-26)
# Borders of prestige between new, community, mid-tier and big-name programs: equal quarters.
_BANDS = (-0.8, 0.0, 0.8)
_SOFT = (FAILED_ATTEMPT, YEARS_SINCE_GRADUATION, US_CLINICAL_WORK)


def programs_of_season(market: Market, name: str, share: float, years: Years) -> NDArray[np.bool_]:
    """Draw for which programs something holds in each season, shape (R, P)."""
    keys = years.keys(name)[:, None]
    return noise.happens(share, keys, noise.pair_keys(-1, np.arange(len(market.programs))))


def with_plan(market: Market, dials: Assumptions, years: Years) -> NDArray[np.bool_]:
    """Draw which programs have a plan before Monday, by their kind, shape (R, P)."""
    kinds = ("new", "community", "mid_tier", "big_name")
    chance = np.array([getattr(dials, f"soap_plan_{kind}") for kind in kinds])
    keys = years.keys("plan")[:, None]
    luck = noise.uniform(keys, noise.pair_keys(-1, np.arange(len(market.programs))))
    return luck < chance[np.digitize(market.programs.prestige, _BANDS)]


def filtered_in_soap(
    market: Market, files: SoapFiles, dials: Assumptions
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Say which filter stops each file in SOAP, index into `FILTERS`, and which ones demote it."""
    applicants, programs = market.applicants, market.programs
    who, where = files.applicant, files.program
    stopped = stopped_by(
        applicants,
        programs,
        who,
        where,
        exam_relief=dials.soap_exam_relief,
        relaxed=programs.relaxes_in_soap,
    )
    keys = noise.season_keys(market.seed, "demotes")
    luck = noise.uniform(keys, noise.pair_keys(-1, np.arange(len(programs))))
    demoted = np.isin(stopped, _SOFT) & (luck < dials.soap_demotes_share)[where]
    stopped[demoted] = 0
    closed = programs.seniors_only[where] & ~programs.relaxes_in_soap[where]
    stopped[demoted & closed & ~applicants.us_senior[who]] = SENIORS_ONLY
    too_long = (applicants.years[who] > dials.soap_years_most) & (stopped == 0)
    stopped[too_long] = YEARS_SINCE_GRADUATION
    return stopped, demoted & (stopped == 0)


def signs_of_trouble(applicants: Applicants) -> Ints:
    """Count what makes a file risky, shape (A,): 0 is the safe pool."""
    idle = (applicants.years >= IDLE_YEARS) & ~applicants.us_senior
    signs: Ints = (
        applicants.failed_attempt.astype(np.int64)
        + (idle | ~applicants.us_clinical_work)
        + applicants.needs_visa
        + (applicants.items[:, MSPE] < TROUBLE)
    )
    back = (applicants.items[:, LETTERS] >= STRONG_LETTERS) & applicants.us_clinical_work
    return np.maximum(signs - back, 0)


def read_in_time(
    market: Market,
    files: SoapFiles,
    bare: Floats,
    stopped: NDArray[np.int8],
    dials: Assumptions,
    years: Years,
) -> NDArray[np.bool_]:
    """Say which files a program gets to before its time is up, shape (M,).

    The program's own students come first either way: nobody there has to read who they are
    (S2-22). A class is a small copy of the Match, so a file here stands for several and costs
    the time of all of them.
    """
    seconds, budget = _seconds(stopped, dials), _budget(dials)
    in_time = np.ones(len(files), bool)
    cells = len(years) * len(market.programs)
    short = group_sums(files.program_cell, seconds, cells) > budget
    rows = np.flatnonzero(short[files.program_cell])
    if not len(rows):
        return in_time
    planned = with_plan(market, dials, years)
    cell = files.program_cell[rows]
    keys = years.keys("arrives")[files.season[rows]]
    arrives = noise.uniform(keys, files.pair[rows])
    sorted_out = np.where(stopped[rows] > 0, -100.0, bare[rows])
    order = np.where(planned.ravel()[cell], sorted_out, -arrives)
    order[market.own_school(files.applicant[rows], files.program[rows])] = 100.0
    key = fixed_point(order)
    number = group_sizes(cell, cells)
    first = edges(number)
    nth = first[cell] + program_order(cell, key, cells)
    spent = np.zeros(len(rows) + 1)
    spent[nth + 1] = seconds[rows]
    spent = np.cumsum(spent)
    in_time[rows] = np.round(spent[nth + 1] - spent[first[cell]], 3) <= budget
    return in_time


def nearly_out_of_time(
    cell: Ints, stopped: NDArray[np.int8], cells: int, dials: Assumptions
) -> NDArray[np.bool_]:
    """Whether one file more may be too many for a program, shape (cells,)."""
    longest = max(SECONDS_TO_REFUSE, dials.soap_seconds_per_file)
    spent = group_sums(cell, _seconds(stopped, dials), cells)
    nearly: NDArray[np.bool_] = np.round(spent + longest, 3) >= np.round(_budget(dials), 3)
    return nearly


def _seconds(stopped: NDArray[np.int8], dials: Assumptions) -> Floats:
    """Time that each file takes."""
    return np.where(stopped > 0, SECONDS_TO_REFUSE, dials.soap_seconds_per_file)


def _budget(dials: Assumptions) -> float:
    """Seconds that a program has for all of them."""
    return 60 * dials.soap_minutes * dials.soap_reviewers * dials.application_scale
