"""The seasons that explorers show, simulated once for all; few first where it takes time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from engine import Scenario, simulate
from engine.study.season import Season
from engine.study.simulation import is_played
from widgets.explorer.answers import Answers
from widgets.explorer.explorer import Explorer, Result

SEASONS = 200
FIRST = 50  # seasons that are shown before the others are there


class PlaysSeasons(Explorer[Result]):
    """An explorer of whole seasons: it says which scenarios it plays, and what they come to.

    A subclass says which `scenarios` it plays and the `result_of` them, in place of `simulate`.
    Where a class has not yet played its seasons, a page shows `FIRST` of them, and all of them
    when it is at rest; and the next step of a slider is played before it is asked for.

    Attributes
    ----------
    seed : int
        Seed of what a season varies.
    seasons : int
        How many are shown.
    """

    seed: int = 1
    seasons: int = SEASONS

    def scenarios(self, answers: Answers) -> Sequence[Scenario]:
        """Return what is played for some answers; it may raise `MarketError`."""
        raise TypeError(f"{type(self).__name__} does not say what it plays")

    def result_of(self, *played: Season) -> Result:
        """Return what the seasons come to of all that was asked, in the same order."""
        raise TypeError(f"{type(self).__name__} does not say what its seasons come to")

    def simulate(self) -> Result:
        """Play all seasons of what the controls say."""
        return self._of(self.scenarios(self.answers), self.seasons)

    def first_look(self) -> Result | None:
        """Play few of the seasons, where a class has not yet played all of them."""
        asked = self.scenarios(self.answers)
        return None if all_are_played(asked, self.seed, self.seasons) else self._of(asked, FIRST)

    def prepare(self, answers: Answers) -> Iterator[Callable[[], object]]:
        """Return what plays the seasons of other answers, one scenario after the other."""
        asked = self.scenarios(answers)
        if all_are_played(asked, self.seed, self.seasons):
            for scenario in asked:
                yield partial(simulated, scenario, self.seed, self.seasons)

    def _of(self, asked: Iterable[Scenario], seasons: int) -> Result:
        return self.result_of(*(simulated(scenario, self.seed, seasons) for scenario in asked))


def simulated(scenario: Scenario, seed: int = 1, seasons: int = SEASONS) -> Season:
    """Simulate the first seasons of a scenario; what was just shown is there again at once.

    So a pinned "before" costs nothing while "now" moves, and neither does the way back to a
    setting. Few are kept: each holds every applicant of every season.
    """
    return _kept(scenario, seed, seasons)


@lru_cache(maxsize=12)
def _kept(scenario: Scenario, seed: int, seasons: int) -> Season:
    return simulate(scenario, replicates=seasons, seed=seed)


def all_are_played(scenarios: Iterable[Scenario], seed: int = 1, seasons: int = SEASONS) -> bool:
    """Whether the seasons of each scenario would be there within milliseconds.

    Parameters
    ----------
    scenarios : iterable of Scenario
        What is to be shown together.
    seed, seasons : int, default 1 and `SEASONS`
        Seed of what a season varies, and how many.

    Returns
    -------
    bool
        Where not, `FIRST` of them can be shown before: they are the first of all, so a picture
        only becomes surer, and its intervals shorter.

    Examples
    --------
    >>> elsewhere = Scenario().with_market(seed=5)
    >>> all_are_played([elsewhere])
    False
    >>> season = simulated(elsewhere)
    >>> all_are_played([elsewhere, elsewhere.with_you(step2=240)])
    True
    """
    return all(is_played(scenario, seasons, seed) for scenario in scenarios)
