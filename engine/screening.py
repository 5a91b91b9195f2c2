"""Filters, side doors, and invitations to interview.

A program stops files by rule (exam cut, failed attempt, visa, years since
graduation, no US clinical work) and orders the rest by appeal. It invites from
the top. An applicant accepts a limited number of interviews, best liked first;
what is declined passes down the program's list, for a few waves.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine import noise
from engine.impression import FILTERS, VISA, Files, add_voices, voice_weights
from engine.market import Applicants, Programs
from engine.population import US_IMG
from engine.voices import Heard

_POINT = 2.0**12  # appeals are compared as whole 4096ths of an SD
_WORST = 2**19


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
        Index into `engine.impression.FILTERS`; 0 if none stops it.
    """
    waived = np.zeros(len(program), bool) if relaxed is None else relaxed[program]
    stops = [
        people.step2[applicant] < programs.exam_cut[program] - exam_relief,
        people.failed_attempt[applicant] & ~programs.takes_failed_attempt[program] & ~waived,
        people.needs_visa[applicant] & ~programs.sponsors_visa[program],
        (people.years[applicant] > programs.year_limit[program]) & ~waived,
        ~people.us_clinical_work[applicant] & programs.needs_us_clinical_work[program] & ~waived,
        (people.kind[applicant] >= US_IMG) & programs.seniors_only[program] & ~waived,
    ]
    return np.select(stops, range(1, len(FILTERS)), default=0).astype(np.int8)


def fixed_point(appeal: NDArray[np.floating]) -> NDArray[np.int64]:
    """Round appeals to whole 4096ths of an SD, larger = worse, 0 to 2**20 - 2.

    Comparing whole numbers gives the same order on every machine.
    """
    scaled = np.rint(appeal * -_POINT)
    np.clip(scaled, 1 - _WORST, _WORST - 2, out=scaled)
    scaled += _WORST
    return scaled.astype(np.int64)


def places(
    program: NDArray[np.integer], appeal: NDArray[np.floating], screened_in: NDArray[np.bool_]
) -> NDArray[np.int32]:
    """Order each program's applications by appeal, in every season.

    Parameters
    ----------
    program : ndarray of int, shape (L,)
        Program of each application.
    appeal : ndarray of float, shape (R, L)
        How the program sees it.
    screened_in : ndarray of bool, shape (R, L)
        Whether it got past the filters; the others come last.

    Returns
    -------
    ndarray of int32, shape (R, L)
        0 = best; a number beyond every list for what was not screened in.
        Equal appeals keep the order of the rows.

    Examples
    --------
    >>> import numpy as np
    >>> appeal = np.array([[0.5, 1.0, 0.7]])
    >>> places(np.array([0, 0, 1]), appeal, np.array([[True, True, True]])).tolist()
    [[1, 0, 0]]
    """
    rows = len(program)
    row_bits = max(1, rows.bit_length())
    key = fixed_point(appeal)
    key[~screened_in] = 2 * _WORST - 1
    key += program.astype(np.int64) << 20
    key <<= row_bits
    key += np.arange(rows)
    key.sort(axis=1)
    key &= (1 << row_bits) - 1
    size = np.bincount(program)
    nth = np.arange(rows) - np.repeat(np.cumsum(size) - size, size)
    place = np.empty(appeal.shape, np.int32)
    key += np.arange(len(appeal))[:, None] * rows
    place.ravel()[key] = nth.astype(np.int32)
    place[~screened_in] = rows
    return place


def accept_interviews(
    place: NDArray[np.int32],
    program: NDArray[np.integer],
    applicant: NDArray[np.integer],
    start: NDArray[np.int64],
    invitations: NDArray[np.int64],
    *,
    most: int,
    waves: int,
    yours: slice,
) -> NDArray[np.bool_]:
    """Let invitations go out, be accepted and passed down.

    "You" are invited on top of a program's invitations, and what you decline
    widens nobody's list, so that your dial moves nobody else's interviews.

    Parameters
    ----------
    place : ndarray of int32, shape (R, L)
        From `places`.
    program, applicant : ndarray of int, shape (L,)
        Of each application, by applicant and then by liking, best first.
    start : ndarray of int, shape (A + 1,)
        Applicant ``a`` has applications ``start[a]:start[a + 1]``.
    invitations : ndarray of int, shape (P,)
        How many each program sends at first.
    most : int
        Interviews an applicant accepts.
    waves : int
        How often declined invitations are passed down.
    yours : slice
        Your applications.

    Returns
    -------
    ndarray of bool, shape (R, L)
        Whether an interview takes place.
    """
    seasons, programs = len(place), len(invitations)
    your_place = np.full((seasons, programs), np.iinfo(np.int32).max, np.int32)
    your_place[:, program[yours]] = place[:, yours]
    cell = np.arange(seasons, dtype=np.int32)[:, None] * programs + program.astype(np.int32)
    # Counting modulo 256 is exact as long as nobody sends more applications.
    counter = np.uint8 if np.diff(start).max(initial=0) < 2**8 else np.uint16
    earlier = np.maximum(start[:-1] - 1, 0)
    declined = np.zeros((seasons, programs), np.int64)
    for _ in range(waves):
        window = (invitations + declined).astype(np.int32)
        window += your_place < window
        invited = place < window.take(program, axis=1)
        running = np.cumsum(invited.astype(counter), axis=1, dtype=counter)
        before = running[:, earlier]
        before[:, start[:-1] == 0] = 0
        running -= before.take(applicant, axis=1)
        accepted = invited & (running <= most)
        passed = invited ^ accepted
        passed[:, yours] = False
        counts = np.bincount(cell[passed], minlength=seasons * programs)
        declined = counts.reshape(seasons, programs)
    return accepted


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
        Whether it passes the filters, or a voice reopened them.
    """
    dials, market = files.dials, files.market
    belief = files.belief["screening"]
    fit = (
        dials.fit_region * market.same_region[files.row]
        + dials.fit_signal * market.signal[files.row]
        + dials.fit_wrong_field * market.wrong_field[files.row]
    )
    plain = belief.mean - dials.caution_screening / np.sqrt(belief.precision)
    taste = noise.normal(
        noise.season_keys(seed, "taste screening", replicates)[:, None], market.pairs[files.row]
    )
    taste *= np.float32(dials.taste_screening)
    appeal = taste
    appeal += (plain[files.applicant] + fit).astype(np.float32)

    screened_in = np.broadcast_to(files.stopped == 0, appeal.shape).copy()
    season, call = np.nonzero(heard.acted)
    if len(call):
        spoken, nth = np.unique(files.calls.row, return_inverse=True)
        who, seasons = files.applicant[spoken], len(replicates)
        mean, precision = add_voices(
            np.tile(belief.mean[who], seasons),
            np.tile(belief.precision[who], seasons),
            belief.total,
            season * len(spoken) + nth[call],
            voice_weights("screening", files.people, files.calls.speaker[call], dials),
            heard.value[season, call],
        )
        shifted = mean - dials.caution_screening / np.sqrt(precision)
        appeal[:, spoken] += (shifted.reshape(seasons, -1) - plain[who]).astype(np.float32)
        helps = heard.reopens[season, call] & (files.stopped[files.calls.row[call]] != VISA)
        screened_in[season[helps], files.calls.row[call[helps]]] = True
    return appeal, screened_in
