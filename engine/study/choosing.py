"""Where to apply: a list of programs built by what each next application buys, and its test.

The list is chosen on some seasons and tested on others of the same class. What it buys there is
compared with three lists as long as they may be: the programs you would apply to by default,
those of the highest prestige, and some drawn by lot. Nobody outside a simulation can try one
application hundreds of times: whoever sells such a list knows less than this one does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.errors import MarketError, raise_if_any
from engine.base.settings import number_problem
from engine.scenario.scenario import Scenario
from engine.season.chain import matched_by_joining
from engine.study.intervals import paired, wilson
from engine.study.simulation import check_study, class_and_you, recent_seasons
from engine.study.tables import of_rows

if TYPE_CHECKING:
    import pandas as pd

LISTS = ("chosen", "usual", "prestige", "lot")
_TESTED_ON = 1_000  # the seasons a list is tested on have a seed so much higher


@dataclass(frozen=True)
class NextApplication:
    """One application more, in the order of choice, on the seasons that the choice saw.

    Attributes
    ----------
    program : str
        Where.
    matched : float
        Share of the seasons with a match, or an early offer, once it is sent.
    gain : float
        By how much that is more than without it.
    low, high : float
        The 95 % interval of the gain, paired by season.
    """

    program: str
    matched: float
    gain: float
    low: float
    high: float


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


@dataclass(frozen=True, repr=False)
class ProgramChoice:
    """A list of programs, what each application buys, and how the list does elsewhere.

    Attributes
    ----------
    scenario : Scenario
        With the list as ``strategy.programs``.
    steps : tuple of NextApplication
        In the order of choice.
    tested : tuple of ListTested
        In the order of `LISTS`.
    """

    scenario: Scenario
    steps: tuple[NextApplication, ...]
    tested: tuple[ListTested, ...]

    def __repr__(self) -> str:
        chosen, usual = self.tested[:2]
        return (
            f"<{len(self.steps)} programs chosen: matched in {chosen.matched:.0%} of other "
            f"seasons, {usual.matched:.0%} with the usual list>"
        )

    @property
    def beats_the_usual_list(self) -> bool:
        """Whether the list has more matches in seasons it was not chosen on, beyond chance."""
        return self.tested[LISTS.index("usual")].more_low > 0

    def table(self) -> pd.DataFrame:
        """How the lists do, one row each.

        Returns
        -------
        DataFrame
            The fields of `ListTested`.
        """
        return of_rows(self.tested, ListTested, programs=LISTS)


def choose_programs(
    scenario: Scenario, budget: int, replicates: int = 200, seed: int = 1
) -> ProgramChoice:
    """Choose where to apply: again and again the program whose application buys most.

    An application buys the seasons that end with a match (or an early offer) because of it. The
    list ends where no further one buys any: one more may even cost some, because a preference
    signal goes to a program that you like better.

    Parameters
    ----------
    scenario : Scenario
        Your file, your voices and the class; its strategy's list is what is chosen.
    budget : int
        How many applications at most; no more than the class has programs.
    replicates : int, default 200
        Seasons to choose on; five times as many others are used for the test.
    seed : int, default 1
        Seed of the seasons to choose on.

    Returns
    -------
    ProgramChoice

    Raises
    ------
    MarketError
        Naming a budget, a number of seasons, a seed or a setting that cannot be used.

    Examples
    --------
    >>> choice = choose_programs(Scenario(), 5, replicates=40)
    >>> [row.programs for row in choice.tested], choice.steps[0].gain > choice.steps[1].gain
    (['chosen', 'usual', 'prestige', 'lot'], True)
    >>> choice.beats_the_usual_list
    True
    """
    check_study(replicates, seed)
    seasons = _Seasons(scenario, replicates, seed)
    names = seasons.names
    problem = number_problem("budget", budget, 1, len(names), whole=True)
    raise_if_any([problem] if problem else [])
    chosen: tuple[str, ...] = ()
    matched = seasons.matched(chosen)
    steps = []
    # What an application buys shrinks as the list grows, nearly always: whoever leads although
    # measured on a shorter list is measured again, and taken once nobody's old measure is higher.
    gains = dict.fromkeys(names, np.inf)
    found: dict[str, NDArray[np.bool_]] = {}
    for _ in range(budget):
        found.clear()
        while (best := max(gains, key=lambda name: gains[name])) not in found:
            found[best] = seasons.matched((*chosen, best))
            gains[best] = float(found[best].mean() - matched.mean())
        if gains[best] <= 0:
            break
        after = found[best]
        won, lost = int((after & ~matched).sum()), int((matched & ~after).sum())
        low, high = paired(won, lost, replicates)
        steps.append(
            NextApplication(best, float(after.mean()), (won - lost) / replicates, low, high)
        )
        chosen, matched = (*chosen, best), after
        del gains[best]
    return ProgramChoice(
        scenario=_with_list(scenario, chosen),
        steps=tuple(steps),
        tested=_tested(scenario, chosen, budget, 5 * replicates, (seed + _TESTED_ON) % 2**31),
    )


class _Seasons:
    """The seasons of one class, for many lists of yours."""

    def __init__(self, scenario: Scenario, replicates: int, seed: int) -> None:
        if scenario.market.couples:
            raise MarketError(
                [f"market.couples is {scenario.market.couples}; a list is chosen without couples"]
            )
        self.scenario, self.replicates, self.seed = scenario, replicates, seed

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the programs of the class."""
        return class_and_you(self.scenario)[0].applications.market.programs.names

    def matched(self, programs: tuple[str, ...]) -> NDArray[np.bool_]:
        """Say in which seasons you have a place before SOAP, with a list of programs, (R,)."""
        others, yours = class_and_you(_with_list(self.scenario, programs))
        parts = recent_seasons.seasons(others, yours.rules, self.seed, self.replicates)
        return np.concatenate([matched_by_joining(theirs, yours) for theirs in parts])


def _with_list(scenario: Scenario, programs: tuple[str, ...]) -> Scenario:
    strategy = replace(scenario.strategy, applications=None, programs=programs)
    return replace(scenario, strategy=strategy)


def _tested(
    scenario: Scenario, chosen: tuple[str, ...], budget: int, replicates: int, seed: int
) -> tuple[ListTested, ...]:
    """Try lists of at most so many programs on seasons that none of them has seen."""
    seasons = _Seasons(scenario, replicates, seed)
    market = class_and_you(scenario)[0].applications.market
    names = np.array(market.programs.names)
    usual = class_and_you(scenario.with_strategy(applications=budget, programs=None))[
        1
    ].applications.market.program
    luck = noise.uniform(
        noise.season_keys(seed, "drawn by lot"), noise.pair_keys(np.arange(len(names)))
    )
    lists = {
        "chosen": chosen,
        "usual": tuple(names[usual].tolist()),
        "prestige": tuple(names[np.argsort(-market.programs.prestige, kind="stable")].tolist()),
        "lot": tuple(names[np.argsort(luck, kind="stable")].tolist()),
    }
    rows, first = [], None
    for name in LISTS:
        programs = lists[name][:budget]
        matched = seasons.matched(programs)
        first = matched if first is None else first
        low, high = wilson(matched.sum(), replicates)
        more, less = int((first & ~matched).sum()), int((matched & ~first).sum())
        rows.append(
            ListTested(
                programs=name,
                applications=len(programs),
                matched=float(matched.mean()),
                low=float(low[()]),
                high=float(high[()]),
                more=(more - less) / replicates,
                more_low=paired(more, less, replicates)[0],
                more_high=paired(more, less, replicates)[1],
            )
        )
    return tuple(rows)
