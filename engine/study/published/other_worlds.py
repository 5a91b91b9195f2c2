"""Other worlds that fit as well: settings that the published rows cannot tell apart.

The intervals of a study say how much its seasons vary. What they cannot say is how sure anybody
may be of the model: the free dials were chosen so that classes come near published figures, and
other choices come as near. The worlds are a few dozen of those, found over wide ranges by
``python3 run.py calibrate worlds``; ask of a finding whether it holds in them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.base.grouping import Floats
from engine.base.settings import as_list, mapping_problem
from engine.scenario.assumptions import dial
from engine.scenario.scenario import Scenario
from engine.sources.figures import table
from engine.study.kept import KeptSeasons
from engine.study.plain import Change, changes
from engine.study.simulation import check_study, play_with

World = Mapping[str, float]


def worlds() -> tuple[World, ...]:
    """Return the other worlds that fit the published rows as well as the default one.

    Returns
    -------
    tuple of mapping
        Each from names of dials to values: set them with `Scenario.with_assumptions`, or hand
        all worlds to `compare`.

    Examples
    --------
    >>> others = worlds()
    >>> len(others) >= 24, "exam_cut" in others[0]
    (True, True)
    >>> Scenario().with_assumptions(**others[0]).assumptions.exam_cut == others[0]["exam_cut"]
    True
    """
    whole = {name for name in table("worlds")[0] if isinstance(dial(name)["evidence"], int)}
    return tuple(
        MappingProxyType(
            {name: int(value) if name in whole else float(value) for name, value in row.items()}
        )
        for row in table("worlds")
    )


def in_world(scenario: Scenario, world: World) -> Scenario:
    """Move a scenario to another world; dials that were set by hand stay as they were set.

    Examples
    --------
    >>> other = in_world(Scenario().with_assumptions(exam_cut=240), worlds()[0])
    >>> other.assumptions.exam_cut
    240.0
    """
    by_hand = {name for name, _ in scenario.overrides}
    return scenario.with_assumptions(
        **{name: value for name, value in world.items() if name not in by_hand}
    )


def read_worlds(worlds: object, problems: list[str]) -> tuple[World, ...]:
    """Copy a list of other worlds, or add to the problems what makes it none."""
    listed = as_list("worlds", worlds, "mappings of dials to values", problems)
    for number, world in enumerate(listed):
        problem = mapping_problem(f"worlds[{number}]", world, "dials to values")
        if problem:
            problems.append(problem)
    return tuple(listed)


@dataclass(frozen=True, eq=False)
class Effect:
    """What a tweak does in one world.

    Attributes
    ----------
    world : mapping of str to float
        The dials of that world.
    changes : tuple of Change
        Each of `engine.base.codes.OUTCOMES` before and after, with the paired interval.
    """

    world: World
    changes: tuple[Change, ...]

    @property
    def before(self) -> Floats:
        """Share of your seasons that end in each outcome before the tweak, shape (4,)."""
        return np.array([one.before for one in self.changes])

    @property
    def after(self) -> Floats:
        """The same after it."""
        return np.array([one.after for one in self.changes])

    @property
    def difference(self) -> Floats:
        """Change of each share, shape (4,)."""
        return np.array([one.difference for one in self.changes])


def effects(
    scenario: Scenario,
    tweaked: Scenario,
    worlds: Iterable[World],
    replicates: int = 200,
    seed: int = 1,
) -> Iterator[Effect]:
    """Play two scenarios in one world after the other; each effect is given as it is found.

    A page can show how far it is, and stop asking. The classes of these worlds are forgotten one
    by one: those that `simulate` keeps stay at hand.

    Parameters
    ----------
    scenario, tweaked : Scenario
        Before and after; of the same class.
    worlds : iterable of mapping
        From `worlds`, or some of them.
    replicates, seed : int
        As in `compare`; all worlds share the chance.

    Yields
    ------
    Effect

    Examples
    --------
    >>> tweaked = Scenario().with_you(step2=250)
    >>> found = list(effects(Scenario(), tweaked, worlds()[:2], replicates=20))
    >>> [bool(effect.difference.sum().round(9) == 0) for effect in found]
    [True, True]
    """
    check_study(replicates, seed)
    for world in worlds:
        kept = KeptSeasons()
        before, after = (
            play_with(kept, one, replicates, seed).outcome[:, -1]
            for one in (in_world(setting, world) for setting in (scenario, tweaked))
        )
        yield Effect(world, changes(before, after))
