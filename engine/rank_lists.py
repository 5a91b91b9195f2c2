"""Certified rank order lists of both sides.

After the interviews a program orders whom it saw by appeal and leaves out those
under its floor, those a voice it trusts warned of (where one voice is enough),
and a few for reasons the model does not know. Applicants rank by prestige,
region, field and taste, truthfully: with single applicants no other list can
serve them better.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import noise
from engine.impression import Files, add_voices, voice_weights, warnings
from engine.screening import fixed_point
from engine.voices import TRUSTED_NO, Heard

BUCKETS = ("safe", "rank only", "too risky")
SAFE, RANK_ONLY, TOO_RISKY = range(3)
_HINT = -0.6  # SD: below it a voice hints at drama (F5, S3-29)
_PAPER = -1.5  # SD: a file this weak is not safe whatever is said (F5)


@dataclass(frozen=True, eq=False)
class Interviews:
    """The interviews of some seasons; one entry each, by season, applicant and file.

    Attributes
    ----------
    season, file : ndarray of int, shape (N,)
        Which season of those played, and which file.
    applicant, program : ndarray of int, shape (N,)
        Numbered over all seasons played, one after the other.
    appeal : ndarray of float, shape (N,)
        How the program sees the applicant now, in SD of readiness.
    bucket : ndarray of int8, shape (N,)
        Index into `BUCKETS`: what the program would dare before the Match.
    ranked : ndarray of bool, shape (N,)
        Whether the program ranks the applicant.
    liking : ndarray of float, shape (N,)
        How the applicant likes the program now, in units of prestige.
    """

    season: NDArray[np.int64]
    file: NDArray[np.int64]
    applicant: NDArray[np.int64]
    program: NDArray[np.int64]
    appeal: NDArray[np.float64]
    bucket: NDArray[np.int8]
    ranked: NDArray[np.bool_]
    liking: NDArray[np.float64]


def interview(
    files: Files,
    heard: Heard,
    accepted: NDArray[np.bool_],
    seed: int,
    replicates: NDArray[np.int64],
) -> Interviews:
    """Let the interviews take place, and both sides form a view.

    Parameters
    ----------
    files : Files
        The applications that may be read, L of them.
    heard : Heard
        What was said in calls, shape (R, C).
    accepted : ndarray of bool, shape (R, L)
        Which interviews take place.
    seed : int
        The study's seed.
    replicates : ndarray of int, shape (R,)
        The seasons.

    Returns
    -------
    Interviews
    """
    dials, market = files.dials, files.market
    people, programs = len(market.applicants), len(market.programs)
    season, file = np.nonzero(accepted)
    who = files.applicant[file]
    row = files.row[file]
    pair = market.pairs[row]

    def keys(stage: str) -> noise.Key:
        return noise.season_keys(seed, stage, replicates)[season]

    # An interview is good or bad partly because of the year, partly because of the day. The
    # day and the committee's taste enter the same sum: one draw of their joint size is both.
    belief, weight = files.belief["ranking"], dials.weight_ranking_interview
    total = belief.total + weight
    year = noise.normal(
        noise.season_keys(seed, "interview year", replicates)[:, None],
        noise.pair_keys(np.arange(people)),
    )
    truth, luck = dials.interview_truth, weight / total * np.sqrt(1 - dials.interview_truth)
    bare = belief.total * belief.mean + weight * np.sqrt(truth) * market.applicants.readiness
    expected = bare / total + luck * np.sqrt(0.4) * year
    mean = expected[season, who]
    precision = belief.precision + weight
    fit = (
        dials.fit_region * market.same_region[row] + dials.fit_wrong_field * market.wrong_field[row]
    )
    appeal = mean - (dials.caution_ranking / np.sqrt(precision))[who] + fit
    appeal += np.hypot(luck * np.sqrt(0.6), dials.taste_ranking) * noise.normal(keys("day"), pair)

    target, call = _calls_heard(files, heard, season, file)
    value = heard.value[season[target], call]
    weights = voice_weights("ranking", files.people, files.calls.speaker[call], dials)
    about, nth = np.unique(target, return_inverse=True)
    known = precision[who[about]]
    shifted, surer = add_voices(mean[about], known, total, nth, weights, value)
    appeal[about] += shifted - mean[about]
    appeal[about] += dials.caution_ranking * (1 / np.sqrt(known) - 1 / np.sqrt(surer))

    dropped = noise.uniform(keys("not ranked"), pair)
    ranked = (appeal >= dials.floor_ranking) & (dropped >= dials.not_ranked_share)
    ranked[target[warnings(value, dials)]] = False
    return Interviews(
        season=season,
        file=file,
        applicant=season * people + who,
        program=season * programs + files.program[file],
        appeal=appeal,
        bucket=_buckets(belief.mean[who], target, value),
        ranked=ranked,
        liking=market.liking[row] + dials.liking_visit * noise.normal(keys("visit"), pair),
    )


def _calls_heard(
    files: Files, heard: Heard, season: NDArray[np.int64], file: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the calls acted on about each interview: which interview, which call."""
    number = np.diff(files.call_start)[file]
    about = np.flatnonzero(number)
    number = number[about]
    target = np.repeat(about, number)
    nth = np.arange(len(target)) - np.repeat(np.cumsum(number) - number, number)
    call = files.call_start[file[target]] + nth
    acted = np.flatnonzero(heard.acted[season[target], call])
    return target[acted], call[acted]


def _buckets(
    paper: NDArray[np.float64], target: NDArray[np.int64], value: NDArray[np.float64]
) -> NDArray[np.int8]:
    """Sort interviewees as F5 does: reassured, merely rankable, or feared (S3-28 to S3-31)."""
    bucket = np.full(len(paper), RANK_ONLY, np.int8)
    good = np.bincount(target[value > 0], minlength=len(paper))
    bucket[(good >= 2) & (paper >= _PAPER)] = SAFE
    bucket[target[value < _HINT]] = RANK_ONLY
    bucket[target[value < TRUSTED_NO]] = TOO_RISKY
    return bucket


def program_order(
    program: NDArray[np.int64], appeal: NDArray[np.floating], programs: int
) -> NDArray[np.int64]:
    """Give each row its place on its program's list.

    Parameters
    ----------
    program : ndarray of int, shape (N,)
        Program of each row; seasons are numbered one after the other.
    appeal : ndarray of float, shape (N,)
        How the program sees the applicant.
    programs : int
        Number of programs over all seasons.

    Returns
    -------
    ndarray of int, shape (N,)
        0 = best. Equal appeals keep the order of the rows.

    Examples
    --------
    >>> import numpy as np
    >>> program_order(np.array([0, 1, 0]), np.array([0.2, 0.1, 0.9]), 2).tolist()
    [1, 0, 0]
    """
    order = _sorted(program, fixed_point(appeal))
    size = np.bincount(program, minlength=programs)
    standing = np.empty(len(program), np.int64)
    standing[order] = np.arange(len(program)) - np.repeat(np.cumsum(size) - size, size)
    return standing


def applicant_order(
    applicant: NDArray[np.int64], liking: NDArray[np.floating]
) -> NDArray[np.int64]:
    """Sort rows by applicant, then by liking, best first.

    Parameters
    ----------
    applicant : ndarray of int, shape (N,)
        Applicant of each row; seasons are numbered one after the other.
    liking : ndarray of float, shape (N,)
        How much the applicant likes the program.

    Returns
    -------
    ndarray of int, shape (N,)
        The rows in that order.

    Examples
    --------
    >>> import numpy as np
    >>> applicant_order(np.array([0, 0, 1]), np.array([0.1, 0.4, 0.2])).tolist()
    [1, 0, 2]
    """
    return _sorted(applicant, fixed_point(liking))


def _sorted(group: NDArray[np.int64], worse: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sort rows by group, then by `worse` (under 2**20), then by number, in one key."""
    bits = max(1, len(group).bit_length())
    if len(group) and int(group.max()).bit_length() + 20 + bits > 63:
        return np.lexsort((worse, group))
    key = (((group << 20) + worse) << bits) + np.arange(len(group))
    key.sort()
    key &= (1 << bits) - 1
    return key
