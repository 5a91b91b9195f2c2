"""Who knows whom: ties between a speaker's institution and a program.

A speaker lives where the applicant does: in the applicant's home region and
field. Nothing is stored per pair: luck, keyed by speaker and program, decides. What
makes a tie likelier (same region, small field) or rarer (speakers of IMGs)
multiplies its odds, so that a ``tie_share`` of 1 is still everybody and 0 nobody.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import COMPETITIVE, TYPES
from engine.base.grouping import Floats
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions

KINDS = ("former colleague", "conference", "alumni", "region", "specialty")
_IMG = np.array(["IMG" in kind for kind in TYPES])

_Index = NDArray[np.integer]


def likelihood(
    market: Market, applicant: _Index, program: _Index, dials: Assumptions
) -> tuple[Floats, Floats, Floats]:
    """By how much the odds of ties differ from the usual, for N pairs.

    Factors for a shared region, a small field, and the speakers of an IMG, each of shape (N,):
    ``tie_in_region``, ``tie_in_small_field`` and ``tie_of_img`` where they apply.
    """
    applicants, programs = market.applicants, market.programs
    near = np.equal(applicants.region[applicant], programs.region[program])
    small = programs.field[program] == COMPETITIVE
    return (
        np.where(near, dials.tie_in_region, 1.0),
        np.where(small, dials.tie_in_small_field, 1.0),
        np.where(_IMG[applicants.kind[applicant]], dials.tie_of_img, 1.0),
    )


def distance(
    market: Market,
    key: NDArray[np.int64],
    applicant: _Index,
    program: _Index,
    dials: Assumptions,
) -> Floats:
    """How far N speakers and programs are from knowing each other, 0 to 1.

    Under ``tie_share`` they know each other. ``key`` is the speaker's identity, ``applicant`` for
    whom they speak; a tie is luck that `likelihood` makes nearer or farther.
    """
    luck = _luck(market, key, program)
    region, field, origin = likelihood(market, applicant, program, dials)
    far = np.ones(len(luck))
    # Solved for the share at which the tie would just exist, its odds multiplied by the factors.
    odds = region * field * origin * (1 - luck)
    np.divide(luck, odds + luck, out=far, where=odds > 0)
    return far


def _luck(market: Market, key: NDArray[np.int64], program: _Index) -> Floats:
    keys = noise.season_keys(market.seed, "tie")
    return noise.uniform(keys, noise.pair_keys(key, program)).astype(np.float64)


def _chance(share: float, likelier: Floats) -> Floats:
    """Multiply the odds of a share."""
    return share * likelier / np.maximum(1 - share + share * likelier, 1e-12)


def kind_of_tie(
    market: Market,
    key: NDArray[np.int64],
    applicant: _Index,
    program: _Index,
    dials: Assumptions,
) -> NDArray[np.str_]:
    """Name what each tie rests on (S1-04): one of `KINDS`, shape (N,); arguments as of `distance`.

    A tie that only the shared region or the small field explains is named after it;
    the others rest on one of the three things that people have in common anywhere.
    """
    region, _, origin = likelihood(market, applicant, program, dials)
    luck = _luck(market, key, program)
    drawn = noise.uniform(
        noise.season_keys(market.seed, "kind of tie"), noise.pair_keys(key, program)
    )
    anywhere = np.floor(3 * drawn).astype(np.int64)
    usual, near = (_chance(dials.tie_share, odds) for odds in (origin, origin * region))
    return np.array(KINDS)[np.where(luck < usual, anywhere, np.where(luck < near, 3, 4))]
