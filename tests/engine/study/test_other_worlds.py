"""The other worlds: they fit as well as the default one, and a comparison can ask them."""

import numpy as np
import pytest

from engine import MarketError, Scenario, compare, simulate, worlds
from engine.base.codes import OUTCOMES
from engine.scenario.assumptions import dial
from engine.study.published.calibrate import measured
from engine.study.published.other_worlds import effects, in_world
from engine.study.published.rows import ROWS
from engine.study.simulation import is_played

LOWER = Scenario().with_you(step2=222)
MATCHED = OUTCOMES.index("matched")


def test_a_few_dozen_worlds_that_differ_and_lie_in_the_ranges_of_their_dials():
    found = worlds()
    assert 24 <= len(found) <= 60
    assert len({tuple(world.values()) for world in found}) == len(found)
    for name in found[0]:
        values = [world[name] for world in found]
        assert dial(name)["low"] <= min(values) < max(values) <= dial(name)["high"], name


def missed(scenario):
    """How far forty classes are from each fitted row, in its tolerance; 0 inside."""
    fitted = [row for row in ROWS if row.role == "fitted" and row.within]
    ours = measured(fitted, scenario, range(40), 5)
    theirs = [row.published() for row in fitted]
    far = [max(p.low - x, x - p.high, 0) for p, x in zip(theirs, ours.tolist(), strict=True)]
    return np.array(far) / [row.within for row in fitted]


@pytest.mark.long
def test_worlds_fit_as_well_as_the_defaults():
    here = missed(Scenario())
    assert len(here) >= 20
    for world in worlds()[::14]:  # all of them were when they were kept
        there = missed(Scenario().with_assumptions(**world))
        assert (there <= np.maximum(1, here + 0.25) + 1e-6).all()


def test_a_dial_that_was_set_by_hand_stays_as_it_was_set():
    world = worlds()[0]
    by_hand = Scenario().with_assumptions(exam_cut=241.0)
    moved = in_world(by_hand, world)
    assert moved.assumptions.exam_cut == 241
    assert moved.assumptions.sponsors_visa_share == world["sponsors_visa_share"]
    assert moved.you == by_hand.you
    assert moved.market == by_hand.market


def test_an_effect_in_a_world_is_that_of_its_scenarios():
    world = worlds()[1]
    (effect,) = effects(Scenario(), LOWER, [world], replicates=30, seed=2)
    there = [in_world(scenario, world) for scenario in (Scenario(), LOWER)]
    paired = compare(*there, replicates=30, seed=2).outcomes()
    assert np.allclose(effect.before, paired["before"])
    assert np.allclose(effect.difference, paired["difference"])


def test_the_worlds_leave_the_memory_of_the_page_alone():
    page = Scenario().with_market(seed=12)
    simulate(page, 20)
    assert is_played(page, 20)
    assert len(list(effects(page, page.with_you(step2=250), worlds()[:5], replicates=20))) == 5
    assert is_played(page, 20)


def test_effects_come_one_by_one_and_can_be_left():
    left = iter(worlds())
    steps = effects(Scenario(), LOWER, left, replicates=5)
    assert next(steps).world == worlds()[0]
    steps.close()
    assert len(list(left)) == len(worlds()) - 1


def test_a_comparison_over_worlds_says_its_range():
    some = worlds()[:4]
    found = compare(Scenario(), LOWER, replicates=40, worlds=some)
    table = found.worlds()
    assert len(table) == 4 * len(OUTCOMES)
    own = table[table["outcome"] == "matched"]["difference"].to_numpy()
    across = found.across_worlds().set_index("outcome").loc["matched"]
    assert across["lowest"] == own.min()
    assert across["highest"] == own.max()
    assert across["middle"] == np.median(own)
    assert across["difference"] < 0
    assert across["same_sign"] == (np.sign(own) == np.sign(across["difference"])).mean()
    assert across["difference"] == found.outcomes().loc[MATCHED, "difference"]


def test_without_a_world_there_is_no_range():
    alone = compare(Scenario(), LOWER, replicates=5)
    assert alone.worlds().empty
    with pytest.raises(MarketError, match="no other world was asked for"):
        alone.across_worlds()


def test_where_nothing_moves_there_is_no_sign():
    found = compare(Scenario(), Scenario(), replicates=5, worlds=worlds()[:2]).across_worlds()
    assert found["same_sign"].isna().all()
    assert (found[["lowest", "highest"]] == 0).all(axis=None)
