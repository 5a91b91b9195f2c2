"""Measures over many classes: what cannot be asked for is named, and nothing is made of it."""

import pytest

from engine import MarketError, Scenario, simulate
from engine.study.claims_table import claims
from engine.study.published.calibrate import calibration
from engine.study.voices.call_places import places_moved
from engine.study.voices.calls_heard import calls_by_class
from engine.study.voices.invitations import invitations_through_voices
from engine.study.voices.network_gains import whose_network

MEASURES = {
    "calibration": calibration,
    "claims": lambda _world, **asked: claims(**asked),
    "calls by class": calls_by_class,
    "invitations": invitations_through_voices,
    "whose network": whose_network,
    "places moved": lambda world, **asked: places_moved(
        world, "home program director", "I'd take them", **asked
    ),
}


@pytest.mark.parametrize("name", MEASURES)
def test_no_class_and_no_season_are_refused_together(name):
    with pytest.raises(MarketError) as caught:
        MEASURES[name](Scenario(), class_seeds=[], seasons=0)
    empty, none = caught.value.problems
    assert empty == "class_seeds is empty; it must name at least one class"
    assert none.startswith("seasons is 0;")


@pytest.mark.parametrize("name", MEASURES)
def test_a_class_that_there_is_not_is_named(name):
    with pytest.raises(MarketError, match="class_seeds is -2; it must be a whole number from 0"):
        MEASURES[name](Scenario(), class_seeds=[0, -2], seasons=1)


@pytest.mark.parametrize("name", MEASURES)
def test_a_class_counts_only_once(name):
    with pytest.raises(MarketError, match="class_seeds names 3 more than once"):
        MEASURES[name](Scenario(), class_seeds=[3, 4, 3], seasons=1)


def test_a_preset_that_there_is_not_is_named():
    with pytest.raises(MarketError, match="presets is 'sauce'; it must be one of 'evidence'"):
        claims(class_seeds=[0], seasons=1, presets=["source", "sauce"])


@pytest.mark.parametrize("number", [-1, 1_000_000, 0.5])
def test_a_season_that_there_is_not_is_not_played(number):
    with pytest.raises(MarketError, match=f"replicate is {number}; it must be a whole number"):
        simulate(Scenario(), replicates=1).replay(number)
