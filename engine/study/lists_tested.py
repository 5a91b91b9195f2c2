"""Lists of programs beside one another: how often does each of them end with a match?

A list that was chosen is compared, at any number of applications, with three that ask no
simulation: the programs you would apply to by default, those of the highest prestige, and some
drawn by lot. One lot may hit by luck the one program that takes you, so there are several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.errors import raise_if_any
from engine.base.settings import shown
from engine.scenario.scenario import Scenario
from engine.season.joining.chain import matched_by_joining
from engine.study.intervals import paired, wilson
from engine.study.simulation import class_and_you, recent_seasons, scenario_problem

LISTS = ("chosen", "usual", "prestige", "lot")
LOTS = 5  # the seasons take turns with them
_TESTED_ON = 1_000  # the seasons a list is tested on have a seed so much higher


@dataclass(frozen=True)
class ListTested:
    """One list of programs on seasons that no choice saw.

    Attributes
    ----------
    programs : str
        One of `LISTS`.
    applications : int
        How many.
    matched, low, high : float
        Share of the seasons with a match, or an early offer; Wilson's 95 % interval.
    more, more_low, more_high : float
        By how much the chosen list has more; the 95 % interval, paired by season.
    """

    programs: str
    applications: int
    matched: float
    low: float
    high: float
    more: float
    more_low: float
    more_high: float


def lists_tested(
    scenario: Scenario,
    chosen: Sequence[str],
    counts: Iterable[int],
    replicates: int = 200,
    seed: int = 1,
) -> Iterator[ListTested]:
    """Try lists of so many programs on seasons that no choice has seen.

    Parameters
    ----------
    scenario : Scenario
        Your file, your voices and the class; its strategy's list is what changes.
    chosen : sequence of str
        Names of programs, in the order of choice; as many are tried as may be.
    counts : iterable of int
        How many applications at most.
    replicates : int, default 200
        Seasons to test on.
    seed : int, default 1
        The seed that the list was chosen with; the seasons of the test have another one.

    Yields
    ------
    ListTested
        For each count, one for each of `LISTS`.

    Raises
    ------
    MarketError
        Naming a program or a setting that cannot be used.

    Examples
    --------
    >>> rows = [*lists_tested(Scenario(), ["Kestrel", "Briar"], [1, 3], replicates=20)]
    >>> [row.applications for row in rows]
    [1, 1, 1, 1, 2, 3, 3, 3]
    """
    seasons = SeasonsOfLists(scenario, replicates, (seed + _TESTED_ON) % 2**31)
    programs = class_and_you(scenario)[0].applications.market.programs
    names = programs.names
    best = [names[place] for place in np.argsort(-programs.prestige, kind="stable")]
    lots = [lot(seasons.seed, number, names) for number in range(LOTS)]
    for count in counts:
        usual = [names[place] for place in _usual(scenario, count)]
        whole: dict[str, list[Sequence[str]]] = {
            "chosen": [chosen],
            "usual": [usual],
            "prestige": [best],
            "lot": [*lots],
        }
        first: NDArray[np.bool_] | None = None
        for name in LISTS:
            tried = [tuple(order[:count]) for order in whole[name]]
            matched = np.empty(replicates, np.bool_)
            for nth, some in enumerate(tried):
                turn = slice(nth, None, len(tried))
                matched[turn] = seasons.matched(some)[turn]
            first = matched if first is None else first
            low, high = wilson(matched.sum(), replicates)
            more, less = int((first & ~matched).sum()), int((matched & ~first).sum())
            more_low, more_high = paired(more, less, replicates)
            yield ListTested(
                programs=name,
                applications=len(tried[0]),
                matched=float(matched.mean()),
                low=float(low[()]),
                high=float(high[()]),
                more=(more - less) / replicates,
                more_low=more_low,
                more_high=more_high,
            )


class SeasonsOfLists:
    """The seasons of one class, for many lists of yours; one that comes again is looked up."""

    def __init__(self, scenario: Scenario, replicates: int, seed: int) -> None:
        raise_if_any([scenario_problem(scenario)])
        market = scenario.market
        raise_if_any(
            f"market.{name} is {shown(getattr(market, name))}; a list is chosen where {instead}"
            for name, instead in (
                ("couples", "there are none"),
                ("position_types", "all positions are categorical"),
            )
            if getattr(market, name)
        )
        self.scenario, self.replicates, self.seed = scenario, replicates, seed
        self._known: dict[tuple[str, ...], NDArray[np.bool_]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the programs of the class."""
        return class_and_you(self.scenario)[0].applications.market.programs.names

    def matched(self, programs: tuple[str, ...]) -> NDArray[np.bool_]:
        """Say in which seasons you have a place before SOAP, with a list of programs, (R,)."""
        if programs not in self._known:
            scenario = with_list(self.scenario, programs)
            yours = class_and_you(scenario)[1]
            parts = recent_seasons.seasons(scenario, self.seed, self.replicates)
            found = [matched_by_joining(theirs, yours) for theirs in parts]
            self._known[programs] = np.concatenate(found)
        return self._known[programs]


def with_list(scenario: Scenario, programs: tuple[str, ...]) -> Scenario:
    """Apply to these programs and no others."""
    strategy = replace(scenario.strategy, applications=None, programs=programs)
    return replace(scenario, strategy=strategy)


def lot(seed: int, number: int, names: Sequence[str]) -> tuple[str, ...]:
    """Put programs into the order of one lot."""
    luck = noise.uniform(
        noise.season_keys(seed, f"drawn by lot {number}"), noise.pair_keys(np.arange(len(names)))
    )
    return tuple(names[place] for place in np.argsort(luck, kind="stable"))


def _usual(scenario: Scenario, count: int) -> NDArray[np.integer]:
    """Where you would apply by default, with so many applications."""
    default = scenario.with_strategy(applications=count, programs=None)
    return class_and_you(default)[1].applications.market.program
