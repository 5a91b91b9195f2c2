"""Screening: which files a program reads, and what it makes of them before the invitations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard
from engine.base import noise
from engine.base.codes import PASSES
from engine.base.grouping import Ints, group_sums
from engine.base.noise import Years
from engine.formulas.vetting import TOO_RISKY_BELOW
from engine.season.applications import Applications
from engine.season.filters import outstanding
from engine.season.impression import Spoken, appeal, spoken


def screen(
    applications: Applications, heard: Heard, years: Years
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Read every file before the invitations: the appeal, and who is screened in, each (R, L).

    ``heard`` are the words that come before the invitations.

    1. A file that a filter stops may get past it unaided.
    2. Who reads it has their taste, and hears the words that come early.
    3. A good word may reopen a filter, unless somebody warns.
    """
    dials, belief = applications.dials, applications.belief["screening"]
    taste = years.keys("taste screening")[:, None]
    seen = noise.normal(taste, applications.pair)
    seen *= np.float32(dials.taste_screening)
    seen += applications.appeal["screening"]
    screened_in = _past_unaided(applications, years)

    if not len(heard):
        return seen, screened_in
    cell = heard.season * len(applications) + heard.application
    words = spoken("screening", cell, heard, applications.speakers, dials)
    application = words.cell % len(applications)
    who = applications.applicant[application]
    looked = applications.first_impression[application]
    # For whom warm praise comes in, the program looks at the whole file, and never thinks less.
    praise = outstanding(words.value, dials) & (words.weight > 0)
    praised = group_sums(words.nth, praise, len(application)) > 0
    seen = appeal(
        "screening",
        seen,
        words,
        looked,
        belief.precision[who],
        belief.total,
        dials,
        against=np.where(praised, np.maximum(looked, belief.mean[who]), looked),
    )
    opened = _reopened(applications, heard, words, years)
    screened_in[heard.season[opened], heard.application[opened]] = True
    return seen, screened_in


def _past_unaided(applications: Applications, years: Years) -> NDArray[np.bool_]:
    """Which files pass the filters without a voice, shape (R, L)."""
    passes = applications.stopped == PASSES
    screened_in = np.broadcast_to(passes, (len(years), len(passes))).copy()
    unaided = np.flatnonzero(applications.chance_unaided)
    luck = noise.uniform(years.keys("side door")[:, None], applications.pair[unaided])
    screened_in[:, unaided] = luck < applications.chance_unaided[unaided]
    return screened_in


def _reopened(applications: Applications, heard: Heard, words: Spoken, years: Years) -> Ints:
    """Which of the words heard reopen the filter of what they are about, by place in `heard`."""
    warning = heard.value < TOO_RISKY_BELOW  # S4-29: then no other word helps
    warned = group_sums(words.nth, warning, len(words.cell)) > 0
    chance = applications.reopens[heard.call]
    # `chance_reopens` has already asked how warm a story of growth is.
    warm = outstanding(heard.value, applications.dials)
    warm |= applications.speakers.growth[heard.speaker] & (heard.value > 0)
    may = np.flatnonzero(warm & (chance > 0) & ~warned[words.nth])
    keys = years.keys("reopens")[heard.season[may]]
    return may[noise.uniform(keys, heard.pair[may]) < chance[may]]
