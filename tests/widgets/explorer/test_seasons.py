"""Seasons for explorers: the last ones at hand, few first where all of them take time."""

import numpy as np
import pytest

from engine import Scenario, compare, simulate
from widgets.explorer.seasons import (
    FIRST,
    SEASONS,
    compare_in_steps,
    simulate_in_steps,
    simulated,
)

NEW = Scenario().with_market(seed=101)  # a class that no other test draws


def test_few_seasons_come_first_and_are_the_first_of_all():
    few, all_of_them = simulate_in_steps(NEW)
    assert (few.replicates, all_of_them.replicates) == (FIRST, SEASONS)
    for name in ("outcome", "program", "round", "your_rank", "your_reached"):
        first = getattr(all_of_them, name)[:FIRST]
        np.testing.assert_array_equal(getattr(few, name), first)
    np.testing.assert_array_equal(all_of_them.outcome, simulate(NEW, SEASONS).outcome)
    # The interval shrinks on the way.
    widths = [[end.high - end.low for end in season.ends()] for season in (few, all_of_them)]
    assert max(widths[1]) < 0.6 * max(widths[0])


def test_what_is_there_at_once_comes_in_one_step():
    list(simulate_in_steps(NEW))
    tweaked = NEW.with_you(step2=251)
    assert [season.replicates for season in simulate_in_steps(tweaked)] == [SEASONS]
    assert simulated(tweaked, 1) is next(simulate_in_steps(tweaked))


@pytest.mark.parametrize("slow", [{"rules": False}, {"couples": 2}], ids=str)
def test_where_the_match_is_run_anew_few_come_first_each_time(slow):
    world = Scenario(rules=slow.get("rules", True)).with_market(
        applicants=60, seed=102, couples=slow.get("couples", 0)
    )
    for step2 in (230, 250):
        steps = simulate_in_steps(world.with_you(step2=step2))
        assert [season.replicates for season in steps] == [FIRST, SEASONS]


def test_a_comparison_comes_in_steps_too():
    world = Scenario().with_market(seed=103)
    tweaked = world.with_you(step2=251)
    few, all_of_them = compare_in_steps(world, tweaked)
    assert few.before.replicates == few.after.replicates == FIRST
    assert all_of_them.changes() == compare(world, tweaked, SEASONS).changes()
    assert len(list(compare_in_steps(world, tweaked.with_you(mspe=1.0)))) == 1
