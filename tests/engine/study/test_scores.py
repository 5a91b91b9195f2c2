"""What points of Step 2 are worth to "you": how it is measured."""

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.study.published.regression import logistic
from engine.study.published.scores import worth_of_points


def test_every_class_and_score_is_tried():
    worth = worth_of_points(class_seeds=range(3), scores=(230, 235, 240), replicates=10)
    assert len(worth.steps) == 9
    assert worth.steps["step"].isna().sum() == 3


def test_the_table_is_that_of_the_seasons():
    worth = worth_of_points(class_seeds=[4, 5], scores=[230, 240], replicates=50)
    for seed in (4, 5):
        shares = []
        for step2 in (230, 240):
            scenario = Scenario().with_market(seed=seed).with_you(step2=step2)
            shares.append(simulate(scenario, replicates=50).share("matched"))
        own = worth.steps[worth.steps["market_seed"] == seed]
        assert own["matched"].tolist() == shares
        assert own["step"].tolist()[1] == pytest.approx(100 * (shares[1] - shares[0]))
        assert np.isnan(own["step"].tolist()[0])
    assert worth.largest_step == worth.steps["step"].max()


def test_a_regression_finds_the_odds_it_was_given():
    luck = np.random.default_rng(5)
    given = np.column_stack([luck.normal(size=400), luck.random(400) < 0.3, np.ones(400)])
    effect = np.array([0.8, -1.2, 0.4])
    share = 1 / (1 + np.exp(-given @ effect))
    assert logistic(given, share, 1e6) == pytest.approx(effect, abs=1e-4)
    # Where a thing always happens the effect stays finite.
    assert np.isfinite(logistic(given, np.ones(400))).all()
