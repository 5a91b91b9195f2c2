"""Seasons for explorers: the last ones at hand, few first where all of them take time."""

import numpy as np
import pytest

from engine import Scenario, simulate
from widgets.explorer.seasons import FIRST, SEASONS, all_are_played, simulated

NEW = Scenario().with_market(seed=101)  # a class that no other test draws


def test_few_seasons_are_the_first_of_all():
    few, all_of_them = simulated(NEW, 1, FIRST), simulated(NEW)
    assert (few.replicates, all_of_them.replicates) == (FIRST, SEASONS)
    for name in ("outcome", "program", "round", "your_rank", "your_reached"):
        first = getattr(all_of_them, name)[:FIRST]
        np.testing.assert_array_equal(getattr(few, name), first)
    np.testing.assert_array_equal(all_of_them.outcome, simulate(NEW, SEASONS).outcome)
    # The interval shrinks on the way.
    widths = [[end.high - end.low for end in season.ends()] for season in (few, all_of_them)]
    assert max(widths[1]) < 0.6 * max(widths[0])


def test_a_tweak_of_yours_is_there_at_once_and_another_class_is_not():
    assert simulated(NEW) is simulated(NEW)
    assert all_are_played([NEW, NEW.with_you(step2=251)])
    assert not all_are_played([NEW, NEW.with_market(seed=103)])
    assert not all_are_played([NEW], seed=2)


@pytest.mark.parametrize(("couples", "rules"), [(0, False), (2, True)])
def test_only_with_couples_is_nothing_there_at_once(couples, rules):
    world = Scenario(rules=rules).with_market(applicants=60, seed=102, couples=couples)
    simulated(world)
    assert all_are_played([world.with_you(step2=250)]) == (not couples)
