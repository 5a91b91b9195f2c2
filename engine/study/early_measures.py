"""What comes of the claims about early offers, in the world before All In (S3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.scenario.scenario import Scenario
from engine.study.cases import stories
from engine.study.early_story import EarlyStep, played_early
from engine.study.vetted import Vetted, vetted

MISTRUSTED = "A, but the chief does not trust A's judgment"
# Nobody is asked and nobody speaks: every solid file is safe, and the best get the offers.
_BY_FILE = {
    "vetting_reach": 0.0,
    "social_heard": 0.0,
    "rotation_share": 0.0,
    "assurance_needed": 0.0,
    "vetting_rule": "mean",
    "voices_mean": 0.0,
}


def bucket_shares_met(
    world: Scenario, class_seeds: Iterable[int], seasons: int
) -> dict[str, float]:
    """Say how those interviewed by programs that offer early are sorted (S3-28).

    Share of each bucket, mean over classes.
    """
    found = [_vetted(world, seed, seasons).shares() for seed in class_seeds]
    return {name: float(np.mean([one[name] for one in found])) for name in found[0]}


def told_step(world: Scenario, step: str, seasons: int = 100) -> EarlyStep:
    """Play one step of the story of A and B (S3-37) with the numbers of a world."""
    case = stories()["S3-37"].under(world.preset)
    (found,) = (one for one in played_early(case, replicates=seasons) if one.step == step)
    return found


@dataclass(frozen=True)
class Talk:
    """What asking around does to early offers, against the file alone.

    Attributes
    ----------
    ended : float
        Of the offers that the file alone would bring, the share that is not made.
    made : float
        Of the interviewed whose file is under the median, the share who get an offer that the
        file alone would not bring.
    """

    ended: float
    made: float


def what_talk_does(world: Scenario, class_seeds: Iterable[int], seasons: int) -> Talk:
    """Compare early offers with those of the same seasons in which the file alone decides (S3-20).

    Examples
    --------
    >>> talk = what_talk_does(Scenario(preset="source"), [0], 5)
    >>> talk.ended > 10 * talk.made
    True
    """
    once = ended = poor = made = 0
    for seed in class_seeds:
        asked = _vetted(world, seed, seasons)
        alone = _vetted(world.with_assumptions(**_BY_FILE), seed, seasons)
        still, before = _cells(asked, asked.offered), _cells(alone, alone.offered)
        mediocre = _cells(asked, asked.file < np.median(asked.file))
        once, ended = once + len(before), ended + len(before - still)
        poor, made = poor + len(mediocre), made + len((still - before) & mediocre)
    return Talk(ended / max(once, 1), made / max(poor, 1))


def _vetted(world: Scenario, seed: int, seasons: int) -> Vetted:
    return vetted(world.with_rules(False).with_market(seed=seed), seasons)


def _cells(here: Vetted, chosen: NDArray[np.bool_]) -> set[tuple[int, ...]]:
    """Name some interviews by season, applicant and program."""
    columns = (here.season, here.applicant, here.program)
    return set(zip(*(column[chosen].tolist() for column in columns), strict=True))
