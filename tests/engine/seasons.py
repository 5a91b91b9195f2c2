"""Seasons of a scenario, as a study plays them, with everything in them."""

from engine.season.stages import play
from engine.study.simulation import class_and_you


def everybody(scenario):
    """Return the applications of a scenario's class, yours last."""
    others, yours = class_and_you(scenario)
    return others.applications.joined(yours.applications)


def play_scenario(scenario, seed, replicates):
    """Play some seasons of a scenario in full."""
    return play(*class_and_you(scenario), seed, replicates)
