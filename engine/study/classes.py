"""The same scenario in many classes: what a measure of voices is taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from engine.base.errors import raise_if_any
from engine.base.settings import as_list, number_problem
from engine.scenario.scenario import Scenario
from engine.season.stages import SeasonBatch, play
from engine.study.simulation import class_and_you

_TWICE = "class_seeds names {} more than once; a class can count only once"
SILENT = {"voices_mean": 0.0}  # nobody in the class speaks; your own voices do


def chosen_classes(class_seeds: Iterable[int], seasons: object, seed: object) -> list[int]:
    """List the classes that are asked for.

    Refused are none at all, one that is named twice (it would count as if it were two), and
    seasons that cannot be played.

    Examples
    --------
    >>> chosen_classes(range(2), seasons=5, seed=1)
    [0, 1]
    >>> chosen_classes([], seasons=0, seed=1)
    Traceback (most recent call last):
    ...
    engine.MarketError: 2 problems:
    - class_seeds is empty; it must name at least one class
    - seasons is 0; it must be a whole number from 1 to 1000000
    >>> chosen_classes([3, 3, 4], seasons=1, seed=1)
    Traceback (most recent call last):
    ...
    engine.MarketError: class_seeds names 3 more than once; a class can count only once
    """
    problems: list[str] = []
    chosen = as_list("class_seeds", class_seeds, "numbers", problems)
    empty = not chosen and not problems
    problems += filter(
        None, (number_problem("class_seeds", one, 0, 2**31 - 1, whole=True) for one in chosen)
    )
    if not problems:
        times = Counter(map(int, chosen))
        problems = [_TWICE.format(one) for one, number in times.items() if number > 1]
    raise_if_any(
        [
            *problems,
            "class_seeds is empty; it must name at least one class" if empty else None,
            number_problem("seasons", seasons, 1, 1_000_000, whole=True),
            number_problem("seed", seed, 0, 2**31 - 1, whole=True),
        ]
    )
    return chosen


def played_classes(
    scenario: Scenario, class_seeds: Iterable[int], seasons: int, seed: int
) -> Iterator[SeasonBatch]:
    """Play some seasons of a scenario in each of several classes, every stage kept.

    As of `chosen_classes`, which says what is refused.
    """
    return (
        play(*class_and_you(scenario.with_market(seed=number)), seed, np.arange(seasons))
        for number in chosen_classes(class_seeds, seasons, seed)
    )
