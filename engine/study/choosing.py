"""Where to apply: a list of programs built by what each next application buys, and its test.

The list is chosen on some seasons and tested on others of the same class, beside lists that ask
no simulation (`engine.study.lists_tested`). Nobody outside a simulation can try one application
hundreds of times: whoever sells such a list knows less than this one does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.base.errors import raise_if_any
from engine.base.settings import number_problem
from engine.scenario.scenario import Scenario
from engine.study.intervals import paired
from engine.study.lists_tested import LISTS, ListTested, SeasonsOfLists, lists_tested, with_list
from engine.study.simulation import check_study
from engine.study.tables import of_rows

if TYPE_CHECKING:
    import pandas as pd


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
    steps = tuple(next_applications(scenario, budget, replicates, seed))
    chosen = tuple(step.program for step in steps)
    return ProgramChoice(
        scenario=with_list(scenario, chosen),
        steps=steps,
        tested=tuple(lists_tested(scenario, chosen, [budget], 5 * replicates, seed)),
    )


def next_applications(
    scenario: Scenario, budget: int, replicates: int = 200, seed: int = 1
) -> Iterator[NextApplication]:
    """Choose as `choose_programs` does, and give each application as it is chosen.

    Parameters
    ----------
    scenario, budget, replicates, seed
        As of `choose_programs`, with what is refused.

    Yields
    ------
    NextApplication

    Examples
    --------
    >>> first = next(next_applications(Scenario(), 5, replicates=40))
    >>> first.matched == first.gain > 0
    True
    """
    check_study(replicates, seed)
    seasons = SeasonsOfLists(scenario, replicates, seed)
    names = seasons.names
    raise_if_any([number_problem("budget", budget, 1, len(names), whole=True)])
    chosen: tuple[str, ...] = ()
    matched = seasons.matched(chosen)
    # What an application buys shrinks as the list grows, nearly always: whoever leads although
    # measured on a shorter list is measured again, and taken once nobody's old measure is higher.
    gains = dict.fromkeys(names, np.inf)
    for _ in range(budget):
        found: dict[str, NDArray[np.bool_]] = {}
        while (best := max(gains, key=lambda name: gains[name])) not in found:
            found[best] = seasons.matched((*chosen, best))
            gains[best] = float(found[best].mean() - matched.mean())
        if gains[best] <= 0:
            break
        after = found[best]
        won, lost = int((after & ~matched).sum()), int((matched & ~after).sum())
        low, high = paired(won, lost, replicates)
        yield NextApplication(best, float(after.mean()), (won - lost) / replicates, low, high)
        chosen, matched = (*chosen, best), after
        del gains[best]
