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

from engine.backchannel.hearing import Heard
from engine.backchannel.speakers import INSIDER, TRUSTED_NO
from engine.base import noise
from engine.base.codes import RANK_ONLY, SAFE, TOO_RISKY
from engine.base.grouping import fixed_point, grouped
from engine.season.applications import Files
from engine.season.conduct import insincere
from engine.season.impression import add_voices, voice_weights, warnings

_HINT = -0.6  # SD: below it a voice hints at drama (F5, S3-29)
_PAPER = -1.5  # SD: a file this weak is not safe whatever is said (F5)
_YEAR = 0.4  # share of an interview's luck that is the same at every program of a season


@dataclass(frozen=True, eq=False)
class Interviews:
    """The interviews of some seasons; one entry each, by season, applicant and file.

    Attributes
    ----------
    season, file : ndarray of int, shape (N,)
        Which season of those played, and which file.
    applicant, program : ndarray of int, shape (N,)
        Numbered over all seasons played, one after the other.
    appeal : ndarray of float32, shape (N,)
        How the program sees the applicant now, in SD of readiness.
    worse : ndarray of int32, shape (N,)
        The same in fixed point, smaller = better: programs rank by it.
    bucket : ndarray of int8, shape (N,)
        Index into `BUCKETS`: what the program would dare before the Match.
    ranked : ndarray of bool, shape (N,)
        Whether the program ranks the applicant.
    liking : ndarray of float32, shape (N,)
        How the applicant likes the program now, in units of prestige.
    """

    season: NDArray[np.int64]
    file: NDArray[np.int64]
    applicant: NDArray[np.int64]
    program: NDArray[np.int64]
    appeal: NDArray[np.float32]
    worse: NDArray[np.int32]
    bucket: NDArray[np.int8]
    ranked: NDArray[np.bool_]
    liking: NDArray[np.float32]


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
        The calls acted on in R seasons.
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
    dials = files.dials
    people, programs = len(files.market.applicants), len(files.market.programs)
    cell = np.flatnonzero(accepted)
    number = np.count_nonzero(accepted, axis=1)
    season = np.repeat(np.arange(len(replicates)), number)
    file = cell - season * len(files.row)
    applicant = season * people + files.applicant[file]
    pair = files.pair[file]

    def keys(stage: str) -> noise.Key:
        return np.repeat(noise.season_keys(seed, stage, replicates), number)

    # An interview is good or bad partly because of the year, partly because of the day. The
    # day and the committee's taste enter the same sum: one draw of their joint size is both.
    belief = files.belief["interview"]
    share = dials.weight_ranking_interview / belief.total
    luck = share * float(np.sqrt(1 - dials.interview_truth))
    year = noise.normal(
        noise.season_keys(seed, "interview year", replicates)[:, None],
        noise.pair_keys(np.arange(people)),
    )
    year *= np.float32(luck * np.sqrt(_YEAR))
    day = noise.normal(keys("day"), pair)
    joint = float(np.sqrt(luck**2 * (1 - _YEAR) + dials.taste_ranking**2))
    day *= np.float32(joint)
    truth = float(np.sqrt(dials.interview_truth)) * files.market.applicants.readiness
    seen = day.copy()  # of the applicant; for the others the committee's taste cannot be told apart
    if files.you.interview is not None:
        mine = file >= files.yours.start
        year[:, -1] = share * (files.you.interview - truth[-1])
        seen[mine] = 0.0
        day[mine] *= np.float32(dials.taste_ranking / joint if joint else 0.0)
    appeal = files.appeal["interview"][file]
    appeal += year.take(applicant)
    appeal += day

    target, heard = _calls_heard(heard, accepted, cell)
    spoken, nth = grouped(target)
    who = files.applicant[file[spoken]]
    before, precision = belief.mean[who] + year.take(applicant[spoken]), belief.precision[who]
    weights = voice_weights("ranking", files.people, heard, dials)
    weights *= files.people.at_ranking[heard.speaker]
    went = truth[files.applicant[file[target]]]
    if share:
        went = went + (year.take(applicant[target]) + seen[target]) / share
    elif files.you.interview is not None:
        went = np.where(file[target] >= files.yours.start, files.you.interview, went)
    # A word from outside counts only where those who met the applicant nod (S4-26).
    outside = files.people.known[heard.speaker] != INSIDER
    weights[outside & (heard.value > 0) & (went < dials.interview_gate)] = 0.0
    mean, surer = add_voices(before, precision, belief.total, nth, weights, heard.value)
    shift = mean - before
    shift += dials.caution_ranking * (1 / np.sqrt(precision) - 1 / np.sqrt(surer))
    appeal[spoken] += shift.astype(np.float32)

    found_out = np.searchsorted(cell, insincere(files, accepted, seed, replicates))
    appeal[found_out] -= np.float32(dials.insincerity)

    worse = fixed_point(appeal)
    ranked = worse <= fixed_point(np.array(dials.floor_ranking))
    if dials.not_ranked_share:
        ranked &= noise.uniform(keys("not ranked"), pair) >= dials.not_ranked_share
    ranked[target[warnings(heard, files.people, dials, seed, replicates)]] = False
    bucket = np.full(len(file), RANK_ONLY, np.int8)
    bucket[spoken] = _buckets(files.belief["ranking"].mean[who], nth, heard.value)
    liking = files.liking[file]
    visit = noise.normal(keys("visit"), pair)
    visit *= np.float32(dials.liking_visit)
    liking += visit
    return Interviews(
        season=season,
        file=file,
        applicant=applicant,
        program=season * programs + files.program[file],
        appeal=appeal,
        worse=worse,
        bucket=bucket,
        ranked=ranked,
        liking=liking,
    )


def _calls_heard(
    heard: Heard, accepted: NDArray[np.bool_], cell: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Heard]:
    """Find the words acted on about those interviewed, and which interview each is about."""
    about = heard.season * accepted.shape[1] + heard.row
    seen = np.flatnonzero(accepted.ravel()[about])
    return np.searchsorted(cell, about[seen]), heard.only(seen)


def _buckets(
    paper: NDArray[np.float64], target: NDArray[np.int64], value: NDArray[np.float64]
) -> NDArray[np.int8]:
    """Sort those spoken about as F5 does: reassured, merely rankable, or feared (S3-28 to 31)."""
    bucket = np.full(len(paper), RANK_ONLY, np.int8)
    good = np.bincount(target[value > 0], minlength=len(paper))
    bucket[(good >= 2) & (paper >= _PAPER)] = SAFE
    bucket[target[value < _HINT]] = RANK_ONLY
    bucket[target[value < TRUSTED_NO]] = TOO_RISKY
    return bucket
