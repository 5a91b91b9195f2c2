"""Who knows whom: ties between a speaker and a program.

A speaker lives where the applicant does: in the applicant's home region and field, at the
applicant's school. Nothing is stored per pair: luck, keyed by speaker and program, decides. What
makes a tie likelier or rarer multiplies its odds, so that a ``tie_share`` of 1 is still
everybody and 0 nobody. Each network has its own ways (S0-13, S0-22, S1-04): directors and
faculty meet those of their own field, residents text classmates who stayed near, graduates know
the programs where others from the school train, and the office of a home program knows that
program.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.codes import COMPETITIVE, TYPES
from engine.base.grouping import Floats
from engine.market.market import Market
from engine.market.schools import NO_SCHOOL, graduates_at
from engine.scenario.assumptions import Assumptions
from engine.sources.lexicon import NETWORKS, role_column

KINDS = ("former colleague", "conference", "alumni", "region", "specialty", "home")
FORMER_COLLEAGUE, CONFERENCE, ALUMNI, REGION, SPECIALTY, HOME = range(6)
_IMG = np.array(["IMG" in kind for kind in TYPES])
DIRECTORS, FACULTY, RESIDENTS, GRADUATES, OFFICE = range(len(NETWORKS))
_FAR = 0.3  # graduates at a program far away, against those at one near by
_NOBODY = 0.2  # times the usual odds of a tie where no graduate trains

_Index = NDArray[np.integer]


def _network(role: _Index) -> NDArray[np.int64]:
    """Index into `NETWORKS` of each role."""
    return np.array([NETWORKS.index(name) for name in role_column("network")])[role]


def _at_home(role: _Index) -> NDArray[np.bool_]:
    """Whether each role is one of the home program itself."""
    at_home: NDArray[np.bool_] = role_column("who") == "home program"
    return at_home[role]


@dataclass(frozen=True, eq=False)
class Pairs:
    """N pairs of somebody who speaks and a program, and what brings them together; from `pairs`.

    Attributes
    ----------
    pair : ndarray of uint64, shape (N,)
        Noise key of speaker and program.
    luck : ndarray of float, shape (N,)
        Whether they happen to know each other.
    anywhere, region, field : ndarray of float, shape (N,)
        What multiplies the odds: the network, the shared region, the small field.
    graduate, home : ndarray of bool, shape (N,)
        Whether the speaker is a graduate of the school, or works at this program.
    seed : int
        The market's.
    tie_share : float
        Chance of a tie, as the dial says.
    """

    pair: noise.Key
    luck: Floats
    anywhere: Floats
    region: Floats
    field: Floats
    graduate: NDArray[np.bool_]
    home: NDArray[np.bool_]
    seed: int
    tie_share: float

    def only(self, chosen: _Index) -> Pairs:
        """Keep some of the pairs."""
        columns = ("pair", "luck", "anywhere", "region", "field", "graduate", "home")
        return replace(self, **{name: getattr(self, name)[chosen] for name in columns})

    def distance(self) -> Floats:
        """How far the two are from knowing each other, 0 to 1, shape (N,).

        Under ``tie_share`` they know each other. A tie is luck that its odds make nearer or
        farther; at home everybody is known.
        """
        far = np.ones(len(self.luck))
        # Solved for the share at which the tie would just exist, its odds multiplied.
        odds = self.region * self.field * self.anywhere * (1 - self.luck)
        np.divide(self.luck, odds + self.luck, out=far, where=odds > 0)
        far[self.home] = 0.0
        return far

    def kind(self) -> NDArray[np.int8]:
        """Name what each tie rests on (S1-04): index into `KINDS`, shape (N,).

        A tie that only the shared region or the small field explains is named after it; the
        others rest on a former job together or a conference, and those of graduates on the
        school.
        """
        drawn = noise.uniform(noise.season_keys(self.seed, "kind of tie"), self.pair)
        anywhere = np.where(drawn < 0.5, FORMER_COLLEAGUE, CONFERENCE)
        usual = _chance(self.tie_share, self.anywhere)
        near = _chance(self.tie_share, self.anywhere * self.region)
        kind = np.where(self.luck < near, REGION, SPECIALTY)
        kind = np.where(self.luck < usual, anywhere, kind)
        kind[self.graduate] = ALUMNI
        kind[self.home] = HOME
        return kind.astype(np.int8)


def pairs(
    market: Market,
    key: NDArray[np.int64],
    role: _Index,
    applicant: _Index,
    program: _Index,
    dials: Assumptions,
) -> Pairs:
    """Pair N people who speak with programs.

    ``key`` is the speaker's identity, ``role`` who they are, ``applicant`` for whom they speak;
    every argument has the shape (N,).
    """
    people, programs = market.applicants, market.programs
    network = _network(role)
    near = np.equal(people.region[applicant], programs.region[program])
    region = np.where(near, dials.tie_in_region, 1.0)
    region[near & (network == RESIDENTS)] *= dials.tie_of_residents_near
    across = people.field[applicant] != programs.field[program]
    anywhere = np.where((network <= FACULTY) & across, dials.tie_across_fields, 1.0)
    if dials.networks != "equal":
        anywhere[_IMG[people.kind[applicant]]] *= dials.tie_of_img
    graduate = network == GRADUATES
    anywhere[graduate] *= _of_graduates(
        market, key[graduate], applicant[graduate], program[graduate], near[graduate], dials
    )
    pair = noise.pair_keys(key, program)
    return Pairs(
        pair=pair,
        luck=noise.uniform(noise.season_keys(market.seed, "tie"), pair).astype(np.float64),
        anywhere=anywhere,
        region=region,
        field=np.where(programs.field[program] == COMPETITIVE, dials.tie_in_small_field, 1.0),
        graduate=graduate,
        home=_at_home(role) & market.own_school(applicant, program),
        seed=market.seed,
        tie_share=dials.tie_share,
    )


def _of_graduates(
    market: Market,
    key: NDArray[np.int64],
    applicant: _Index,
    program: _Index,
    near: NDArray[np.bool_],
    dials: Assumptions,
) -> Floats:
    """Multiply a graduate's odds: higher where others of the school train, with each of them."""
    school = market.applicants.school[applicant]
    # A school that is not in the class has graduates too: the speaker stands for it.
    whose = np.where(school == NO_SCHOOL, -2 - key, school)
    expected = dials.graduates_mean * np.where(near, 1.0, _FAR)
    found = graduates_at(market.seed, whose, program, expected)
    return np.where(found > 0, found * dials.tie_per_graduate, _NOBODY)


def _chance(share: float, likelier: Floats) -> Floats:
    """Multiply the odds of a share."""
    return share * likelier / np.maximum(1 - share + share * likelier, 1e-12)


def acquaintances(kind: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Whether people know each other from conferences only (S1-04)."""
    return np.isin(kind, (CONFERENCE, SPECIALTY))
