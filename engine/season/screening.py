"""Filters and side doors: which files a program reads, and what it makes of them.

A program stops files by rule (visa, exam cut, failed attempt, years since
graduation, no US clinical work, US seniors only), unless a side door is open
(`engine.season.filters`), and forms a first impression of the rest.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard
from engine.backchannel.speakers import TRUSTED_NO
from engine.base import noise
from engine.base.codes import PASSES
from engine.base.grouping import grouped
from engine.season.applications import Files
from engine.season.impression import add_voices, voice_weights


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
