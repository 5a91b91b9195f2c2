"""The same scenario in many classes: what a measure of voices is taken over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from engine.scenario.scenario import Scenario
from engine.season.stages import SeasonBatch, play
from engine.study.simulation import class_and_you

SILENT = {"voices_mean": 0.0}  # nobody in the class speaks; your own voices do


def played_classes(
    scenario: Scenario, seeds: Iterable[int], seasons: int, seed: int
) -> Iterator[SeasonBatch]:
    """Play some seasons of a scenario in each of several classes, every stage kept."""
    for number in seeds:
        drawn = scenario.with_market(seed=number)
        yield play(*class_and_you(drawn), seed, np.arange(seasons))
