"""A list of programs: what each application buys, and how the list does in other seasons."""

import numpy as np
import pytest

from engine import MarketError, Scenario, choose_programs, simulate
from engine.base.codes import MATCHED, PREMATCH
from engine.study.lists_tested import LISTS, LOTS, lists_tested, lot

BASE = Scenario()


@pytest.fixture(scope="module")
def choice():
    return choose_programs(BASE, 8, replicates=60)


def test_the_list_is_what_the_scenario_then_applies_to(choice):
    programs = choice.scenario.strategy.programs
    assert programs == tuple(step.program for step in choice.steps)
    assert 1 <= len(programs) <= 8
    season = simulate(choice.scenario, replicates=60)
    assert {row.program for row in season.program_rows()} == set(programs)
    # The seasons it was chosen on: the last step is what a simulation of the list says.
    assert season.share("pre-match", "matched") == choice.steps[-1].matched


def test_each_application_buys_something_and_the_first_most(choice):
    gains = [step.gain for step in choice.steps]
    assert min(gains) > 0
    assert gains[0] == max(gains)
    assert sum(gains) == pytest.approx(choice.steps[-1].matched)
    for step in choice.steps:
        assert step.low <= step.gain <= step.high


def test_it_is_tested_on_seasons_that_it_was_not_chosen_on(choice):
    tested = {row.programs: row for row in choice.tested}
    assert list(tested) == ["chosen", "usual", "prestige", "lot"]
    other = simulate(choice.scenario, replicates=300, seed=1_001)
    assert tested["chosen"].matched == other.share("pre-match", "matched")
    usual = simulate(BASE.with_strategy(applications=8), replicates=300, seed=1_001)
    assert tested["usual"].matched == usual.share("pre-match", "matched")
    assert tested["chosen"].more == 0
    for row in tested.values():
        assert row.more == pytest.approx(tested["chosen"].matched - row.matched)
    assert tested["prestige"].applications == tested["lot"].applications == 8
    assert len(choice.table()) == 4


def test_one_lot_is_not_luck_and_the_seasons_take_turns_with_several():
    row = [*lists_tested(BASE, [], [3], replicates=40)][LISTS.index("lot")]
    assert row.applications == 3
    lots = [lot(1_001, number, simulate(BASE, 1).market.programs.names) for number in range(LOTS)]
    assert len({lot[:3] for lot in lots}) == LOTS > 1
    ends = [
        simulate(BASE.with_strategy(programs=lot[:3]), 40, 1_001).outcome[:, -1] for lot in lots
    ]
    matched = [ends[season % LOTS][season] in (PREMATCH, MATCHED) for season in range(40)]
    assert row.matched == np.mean(matched)


def test_it_beats_the_usual_list_where_that_is_short(choice):
    assert choice.beats_the_usual_list
    assert "matched in" in repr(choice)


def test_it_says_so_where_there_is_nothing_to_beat():
    strong = BASE.with_you(applicant_type="US MD senior", step2=262, mspe=2.0)
    choice = choose_programs(strong, 30, replicates=40)
    assert not choice.beats_the_usual_list
    assert len(choice.steps) < 10  # the next application buys nothing


def test_where_nobody_would_match_nothing_is_chosen():
    refused = BASE.with_assumptions(sponsors_visa_share=0.0)
    choice = choose_programs(refused, 5, replicates=20)
    assert choice.steps == ()
    assert choice.scenario.strategy.programs == ()


@pytest.mark.parametrize("budget", [0, 41, 2.5, True])
def test_a_budget_that_cannot_be_used_is_refused(budget):
    with pytest.raises(MarketError, match=r"budget is .* must be a whole number from 1 to 39"):
        choose_programs(BASE, budget)


def test_couples_and_several_types_of_position_are_refused():
    with pytest.raises(MarketError, match=r"couples is 2(.|\n)*position_types is True"):
        choose_programs(BASE.with_market(couples=2, position_types=True), 3)


def test_programs_of_a_strategy():
    names = [row.program for row in simulate(BASE, 1).program_rows()]
    three = BASE.with_strategy(programs=names[4:1:-1])
    assert three.strategy.programs == tuple(names[4:1:-1])
    assert Scenario.from_json(three.to_json()) == three
    season = simulate(three, 20)
    assert [row.program for row in season.program_rows()] == names[2:5]  # in order of liking
    assert season.market.signal[season.market.yours].all()
    whole = simulate(BASE.with_strategy(programs=names), 20)
    np.testing.assert_array_equal(whole.outcome, simulate(BASE, 20).outcome)
    assert simulate(BASE.with_strategy(programs=[]), 5).your_reached.shape == (5, 0)


@pytest.mark.parametrize(
    "programs", ["Alder", ["Alder", "Alder"], [3], 7, ["x" * 100], [f"{n}" for n in range(5001)]]
)
def test_programs_that_are_no_list_of_names_are_refused(programs):
    with pytest.raises(MarketError, match=r"strategy.programs is .* different program names"):
        BASE.with_strategy(programs=programs)


def test_programs_of_no_class_and_two_ways_to_say_where_are_refused():
    with pytest.raises(
        MarketError, match=r"strategy.programs: there is no program called 'Nowhere'"
    ):
        simulate(BASE.with_strategy(programs=["Nowhere"]), 1)
    with pytest.raises(MarketError, match=r"strategy.applications is 3; it must be null"):
        BASE.with_strategy(programs=["Alder"], applications=3)
