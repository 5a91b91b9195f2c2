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


# Every practice of SOAP week switched off: the official rounds, filters and files alone.
PLAIN_SOAP = {
    "soap_without_list": 0.0,
    "soap_takes_part_share": 1.0,
    "soap_focused_share": 0.0,
    "soap_scatter": 0.0,
    "soap_demotes_share": 0.0,
    "soap_years_most": 40,
    "soap_minutes": 2000.0,
    "soap_reviewers": 6,
    "soap_seconds_per_file": 5.0,
    "soap_long_list": 1000.0,
    "soap_cut_share": 0.0,
    "soap_short_list": 1000.0,
    "soap_home_first": 0.0,
    "soap_interviewed_first": 0.0,
    "soap_never_share": 0.0,
    "soap_pet_lift": 0.0,
    "soap_others_waiting": 0.0,
    "soap_risk": 0.0,
    "soap_first_bar": -10.0,
    "soap_silence": 0.0,
    "soap_hold_share": 0.0,
}
