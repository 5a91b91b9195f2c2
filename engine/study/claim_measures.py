"""What the documents claim, measured in seasons: one number each, for the table of claims.

Each function takes a world (a scenario), the classes, and how many seasons of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from engine.base.noise import Years
from engine.scenario.scenario import Scenario
from engine.season.belief import SETTLED_BY, settled_by
from engine.study.classes import SILENT, played_classes
from engine.study.simulation import class_and_you, simulate

_SEED = 1
_HOME = "home program director"
_PRAISE, _FAINT, _BLAME = "I'd take them", "bit anxious but teachable", "I'd be cautious"
# Calls about you that are compared, the first with which the others are.
_CALLS: Mapping[str, Mapping[str, object]] = {
    "to eight": {"phrase": _PRAISE, "programs": 8, "known": True},
    "a stranger's": {"phrase": _PRAISE, "programs": 8, "known": False},
    "faint": {"phrase": _FAINT, "programs": 8, "known": True},
    "to fifty": {"phrase": _PRAISE, "programs": 50, "known": True},
}


def settled_share(world: Scenario, class_seeds: Iterable[int], by: str) -> float:
    """Share of the first looks, in percent, that one thing settles (S4-03)."""
    settled = [
        settled_by(
            class_and_you(world.with_market(seed=n))[0].applications.market, world.assumptions
        )
        for n in class_seeds
    ]
    return 100 * float(np.mean(np.concatenate(settled) == SETTLED_BY.index(by)))


def share_that_helps(world: Scenario, class_seeds: Iterable[int], seasons: int) -> float:
    """Share of the words acted on that are positive (S1-29)."""
    positive = words = 0
    for batch in played_classes(world, class_seeds, seasons, _SEED):
        heard = batch.applications.heard(Years(_SEED, batch.replicates))
        positive, words = positive + int((heard.value > 0).sum()), words + len(heard)
    return positive / max(words, 1)


def ripple_reach(
    world: Scenario, class_seeds: Iterable[int], seasons: int
) -> tuple[float, float, float]:
    """Share of other programs, in percent, that a bad word reaches: region, field, others (S1-41).

    Of the programs that you applied to; the word is first heard at the one you like best.
    """
    quiet = replace(world, voices=()).with_assumptions(**SILENT)
    reached, there = np.zeros(3), np.zeros(3)
    for number in class_seeds:
        drawn = quiet.with_market(seed=number)
        market = class_and_you(drawn)[1].applications.market
        first = market.programs.names[int(market.program[0])]
        _, yours = class_and_you(drawn.with_voice(_HOME, _BLAME, 2, (first,), known=True))
        files, programs = yours.applications, market.programs
        years = Years(_SEED, np.arange(seasons))
        heard = files.heard(years)
        after = files.passed_on(heard, years)
        here = files.program
        near = programs.region[here] == programs.region[here[0]]
        alike = programs.field[here] == programs.field[here[0]]
        relation = np.where(near, 0, np.where(alike, 1, 2))
        there += len(heard) * np.bincount(relation[1:], minlength=3)
        moved = after.application[~after.firsthand]
        reached += np.bincount(relation[moved], minlength=3)
    region, field, other = (100 * reached / np.maximum(there, 1)).tolist()
    return region, field, other


@lru_cache(maxsize=2)
def _gains(world: Scenario, class_seeds: tuple[int, ...], seasons: int) -> Mapping[str, float]:
    """How far your applications get on average with each of `_CALLS`, over none at all."""
    base = replace(world, voices=())
    total = np.zeros(len(_CALLS) + 1)
    for number in class_seeds:  # all calls in one class, then the next: it is drawn and played once
        drawn = base.with_market(seed=number)
        told = [drawn.with_voice(role=_HOME, level=2, **how) for how in _CALLS.values()]  # type: ignore[arg-type]
        total += [simulate(one, seasons, _SEED).your_reached.mean() for one in (drawn, *told)]
    return dict(zip(_CALLS, (total[1:] - total[0]).tolist(), strict=True))


def _share_of_gain(
    call: str, of: str, world: Scenario, class_seeds: Iterable[int], seasons: int
) -> float:
    gains = _gains(world, tuple(class_seeds), seasons)
    return gains[call] / gains[of] if gains[of] else float("nan")


def stranger_share(world: Scenario, class_seeds: Iterable[int], seasons: int) -> float:
    """Compare what a stranger's call does to your applications with a known caller's (S1-45)."""
    return _share_of_gain("a stranger's", "to eight", world, class_seeds, seasons)


def faint_share(world: Scenario, class_seeds: Iterable[int], seasons: int) -> float:
    """Compare what mild praise does to your applications with the warmest (S0-15)."""
    return _share_of_gain("faint", "to eight", world, class_seeds, seasons)


def blanket_share(world: Scenario, class_seeds: Iterable[int], seasons: int) -> float:
    """Compare what praise told to fifty programs does with that told to eight (S0-44)."""
    return _share_of_gain("to fifty", "to eight", world, class_seeds, seasons)


def voices_over_scores(world: Scenario, class_seeds: Iterable[int], seasons: int) -> float:
    """SOAP placements that change without voices, over those that change without scores (S0-01).

    The Match is the same in all three: only what counts in SOAP is taken away.
    """
    chosen = list(class_seeds)
    without = [
        world.with_assumptions(**off)
        for off in ({"chance_called_soap": 0.0}, {"weight_soap_exam": 0.0})
    ]
    changed = np.zeros(2)
    for batches in zip(
        *(played_classes(one, chosen, seasons, _SEED) for one in (world, *without)), strict=True
    ):
        placed = [batch.week.rounds.placed for batch in batches]
        changed += [(one != placed[0]).sum() for one in placed[1:]]
    return float(changed[0] / max(changed[1], 1))
