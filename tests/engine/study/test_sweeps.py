"""Sweeps: the same numbers as one study after the other, wherever they are computed."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pandas as pd
import pytest

from engine import MarketError, Scenario, simulate, sweep
from engine.base.codes import OUTCOMES

GRID = {"you.step2": range(215, 246, 15), "preset": ["evidence", "source"]}


@pytest.fixture(scope="module")
def table():
    return sweep(Scenario(), GRID, replicates=20, seed=4)


def test_a_sweep_is_one_study_after_the_other(table):
    parts = []
    for score in (215, 230, 245):
        for preset in ("evidence", "source"):
            scenario = Scenario(preset=preset).with_you(step2=score)
            part = simulate(scenario, replicates=20, seed=4).outcomes()
            part.insert(0, "preset", preset)
            part.insert(0, "you.step2", score)
            parts.append(part)
    pd.testing.assert_frame_equal(table, pd.concat(parts, ignore_index=True))
    assert table["probability"].nunique() > 5


def test_the_last_setting_moves_fastest_and_outcomes_keep_their_order(table):
    assert table["you.step2"].unique().tolist() == [215, 230, 245]
    assert table["preset"].tolist()[::4] == ["evidence", "source"] * 3
    assert table["outcome"].tolist() == list(OUTCOMES) * 6
    assert list(table.groupby("outcome", observed=True)["probability"].mean().index) == [*OUTCOMES]


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_where_it_is_computed_does_not_matter(table, kind):
    if kind == "threads":
        pool = ThreadPoolExecutor(2)
    else:
        pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    with pool as executor:
        found = sweep(Scenario(), GRID, replicates=20, seed=4, executor=executor)
    pd.testing.assert_frame_equal(table, found)


def test_an_executor_computes_all_of_it(monkeypatch):
    class Recorder:
        asked = 0

        def map(self, work, scenarios):
            for scenario in scenarios:
                self.asked += 1
                yield work(scenario)

    recorder = Recorder()
    sweep(Scenario(), {"you.step2": [230, 240]}, replicates=2, executor=recorder)
    assert recorder.asked == 2


def test_without_settings_the_scenario_itself_is_played():
    found = sweep(Scenario(), {}, replicates=10)
    pd.testing.assert_frame_equal(found, simulate(Scenario(), replicates=10).outcomes())


def test_a_setting_without_values_is_refused():
    with pytest.raises(MarketError, match=r"^you\.step2 has no value to try$"):
        sweep(Scenario(), {"you.step2": [], "preset": ["source"]})


def test_every_value_that_cannot_be_used_is_named_once():
    settings = {
        "you.step2": [234, 500, -1],
        "you.height": [180],
        "preset": ["evidence", "dream"],
        "rules": True,
    }
    with pytest.raises(MarketError) as caught:
        sweep(Scenario(), settings, replicates=0)
    problems = caught.value.problems
    assert len(problems) == len(set(problems))
    for culprit in ("step2 is 500", "step2 is -1", "height", "'dream'", "rules", "replicates is 0"):
        assert sum(culprit in problem for problem in problems) == 1, (culprit, problems)


@pytest.mark.parametrize("path", ["step2", "nobody.step2", "you.", "voices[0].level", ""])
def test_a_wrong_path_is_refused(path):
    with pytest.raises(MarketError):
        sweep(Scenario(), {path: [1]})


def test_settings_that_only_fit_together_are_tried_together():
    settings = {"market.applicants": [30], "market.couples": [15]}
    assert len(sweep(Scenario().with_market(applicants=30), settings, replicates=1)) == 4
    with pytest.raises(MarketError, match="has at most 15"):
        sweep(Scenario(), {**settings, "market.couples": [15, 16]}, replicates=1)
