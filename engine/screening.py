"""Filters and side doors: which files a program reads, and what it makes of them.

A program stops files by rule (visa, exam cut, failed attempt, years since
graduation, no US clinical work, US seniors only), unless a side door is open
(`engine.doors`), and forms a first impression of the rest.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine import noise
from engine.doors import FILTERS, PASSES
from engine.files import Files
from engine.hearing import Heard
from engine.impression import add_voices, grouped, voice_weights
from engine.market import Applicants, Programs
from engine.speakers import TRUSTED_NO

BITS = 20  # of an appeal in fixed point
UNREAD = 2**BITS - 1  # worse than any appeal
_POINT = 2.0**12  # appeals are compared as whole 4096ths of an SD
_MIDDLE = 2 ** (BITS - 1)


def stopped_by(
    people: Applicants,
    programs: Programs,
    applicant: NDArray[np.integer],
    program: NDArray[np.integer],
    *,
    exam_relief: float = 0.0,
    relaxed: NDArray[np.bool_] | None = None,
) -> NDArray[np.int8]:
    """Say which filter stops each application.

    Parameters
    ----------
    people, programs : Applicants, Programs
        The market's two sides.
    applicant, program : ndarray of int, shape (N,)
        The applications.
    exam_relief : float, default 0
        Points taken off every exam cut (in SOAP).
    relaxed : ndarray of bool, shape (P,), optional
        Programs that waive all filters but visa and exam cut (in SOAP).

    Returns
    -------
    ndarray of int8, shape (N,)
        Index into `engine.doors.FILTERS`; 0 if none stops it.
    """
    strict = np.ones(len(program), bool) if relaxed is None else ~relaxed[program]
    stops = {
        "visa": people.needs_visa[applicant] & ~programs.sponsors_visa[program],
        "exam cut": people.step2[applicant] < programs.exam_cut[program] - exam_relief,
        "failed attempt": people.failed_attempt[applicant]
        & ~programs.takes_failed_attempt[program]
        & strict,
        "years since graduation": (people.years[applicant] > programs.year_limit[program]) & strict,
        "US clinical work": ~people.us_clinical_work[applicant]
        & programs.needs_us_clinical_work[program]
        & strict,
        "seniors only": ~people.us_senior[applicant] & programs.seniors_only[program] & strict,
    }
    stopped = np.zeros(len(program), np.int8)
    for name, stop in reversed(stops.items()):  # the first filter is written last, and stays
        stopped[stop] = FILTERS.index(name)
    return stopped


def fixed_point(appeal: NDArray[np.floating]) -> NDArray[np.int32]:
    """Round appeals to whole 4096ths of an SD, larger = worse, so that they can be compared.

    Comparing whole numbers gives the same order on every machine.

    Parameters
    ----------
    appeal : ndarray of float
        In SD of readiness, or in units of prestige; within 127 of zero.

    Returns
    -------
    ndarray of int32
        From 1 to 2**20 - 2.

    Examples
    --------
    >>> import numpy as np
    >>> worse = fixed_point(np.array([0.5, -0.5, 1000.0]))
    >>> bool(worse[0] < worse[1]), int(worse[1] - worse[0]), int(worse[2])
    (True, 4096, 1)
    """
    scaled = np.asarray(appeal * np.float32(-_POINT))
    np.rint(scaled, out=scaled)
    np.clip(scaled, 1 - _MIDDLE, _MIDDLE - 2, out=scaled)
    whole = scaled.astype(np.int32)
    whole += _MIDDLE
    return whole


def first_look(
    files: Files, heard: Heard, seed: int, replicates: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Read every file before the invitations.

    Parameters
    ----------
    files : Files
        The applications that may be read, L of them.
    heard : Heard
        What the calls before the invitations brought, shape (R, C).
    seed : int
        The study's seed.
    replicates : ndarray of int, shape (R,)
        The seasons.

    Returns
    -------
    appeal : ndarray of float32, shape (R, L)
        In SD of readiness.
    screened_in : ndarray of bool, shape (R, L)
        Whether it passes the filters, or a side door.
    """
    dials, belief = files.dials, files.belief["screening"]
    appeal = noise.normal(
        noise.season_keys(seed, "taste screening", replicates)[:, None], files.pair
    )
    appeal *= np.float32(dials.taste_screening)
    appeal += files.appeal["screening"]

    screened_in = np.broadcast_to(files.stopped == PASSES, appeal.shape).copy()
    by_itself = np.flatnonzero(files.door)
    luck = noise.uniform(
        noise.season_keys(seed, "side door", replicates)[:, None], files.pair[by_itself]
    )
    screened_in[:, by_itself] = luck < files.door[by_itself]
    heard = heard.only(heard.early)
    if not len(heard.row):
        return appeal, screened_in
    about = heard.row
    cell, nth = grouped(heard.season * appeal.shape[1] + about)
    file = cell % appeal.shape[1]
    who = files.applicant[file]
    # For whom a good word comes in, the program looks at the whole file, and never thinks less.
    weights = voice_weights("screening", files.people, heard, dials)
    praised = np.bincount(nth, (heard.value > 0) & (weights > 0), minlength=len(cell)) > 0
    looked = files.look[file]
    before = np.where(praised, np.maximum(looked, belief.mean[who]), looked)
    mean, precision = add_voices(
        before,
        belief.precision[who],
        belief.total,
        nth,
        weights,
        heard.value,
    )
    shift = mean - looked
    shift += dials.caution_screening * (1 / np.sqrt(belief.precision[who]) - 1 / np.sqrt(precision))
    appeal.ravel()[cell] += shift.astype(np.float32)

    warned = np.bincount(nth, heard.value < TRUSTED_NO, minlength=len(cell)) > 0  # S4-29
    chance = files.reopens[heard.call]
    may = np.flatnonzero((heard.value > 0) & (chance > 0) & ~warned[nth])
    season = heard.season[may]
    luck = noise.uniform(noise.season_keys(seed, "reopens", replicates)[season], heard.pair[may])
    opened = luck < chance[may]
    screened_in[season[opened], about[may[opened]]] = True
    return appeal, screened_in
