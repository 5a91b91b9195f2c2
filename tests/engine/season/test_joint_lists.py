"""Couples of the class: who they are, what they rank, and how the Match places them."""

import numpy as np
import pytest

from engine import MarketError, Scenario, simulate
from engine.base.codes import MATCHED, PREMATCH, SOAP
from engine.season.couples import MOST_PAIRS, TOGETHER, _pairs, draw_couples, match_couples

# No score passes, and nothing helps past the filter.
NO_DOOR = {"exam_cut": 300, "exam_cut_tilt": 0, "exam_cut_sd": 0, "voices_mean": 0}
NO_DOOR |= {"story_reopens": 0, "signal_reopens": 0, "home_reopens": 0, "exam_cut_bends": 0}
REGION = np.array([0, 0, 1])


def test_nobody_is_in_two_couples_and_more_couples_keep_the_first_partners_in_couples():
    region = np.arange(60) % 4
    few, many = draw_couples(7, region, 5), draw_couples(7, region, 12)
    assert few.shape == (5, 2)
    assert len(np.unique(many)) == 24
    assert set(few.ravel()) <= set(many.ravel())


def test_a_region_in_common_is_worth_what_it_says():
    start, program = np.array([0, 3, 6]), np.array([0, 1, 2, 0, 1, 2])
    liking = np.array([1.0, 0.0, 0.9, 1.0, 0.0, 0.9])
    first, second = _pairs(start, program, liking, REGION, 0, 1)
    lines = [(program[a], program[b]) for a, b in zip(first, second, strict=True) if min(a, b) >= 0]
    assert TOGETHER > 0.1
    assert lines[0] == (0, 0)
    assert lines.index((2, 2)) < lines.index((0, 2))
    # The last lines leave one of the two unmatched, and none leaves both.
    alone = (first < 0) | (second < 0)
    assert alone[-6:].all()
    assert not alone[:-6].any()
    assert not ((first < 0) & (second < 0)).any()


def test_a_list_has_no_more_pairs_than_the_rules_allow():
    size = 20
    start = np.array([0, size, 2 * size])
    program = np.tile(np.arange(size), 2)
    first, _ = _pairs(start, program, np.zeros(2 * size), np.zeros(size, int), 0, 1)
    assert len(first) == MOST_PAIRS


def test_partners_who_rank_nothing_stay_unmatched_and_bar_nobody():
    start, program = np.array([0, 0, 0, 1]), np.array([0])
    placed = match_couples(
        start, program, np.array([5]), np.array([1.0]), REGION, np.array([1, 1, 1]),
        np.array([[0, 1]]),
    )  # fmt: skip
    assert placed.tolist() == [-1, -1, 0]


@pytest.mark.parametrize(
    ("nobody", "reached", "soap"),
    [
        ({"not_ranked_share": 1.0}, 2, True),  # nobody is ranked anywhere
        (
            {"floor_ranking": 3, **dict.fromkeys(("prior_us_md_senior", "prior_us_do_senior"), 0)},
            2,
            True,
        ),
        (NO_DOOR, 0, False),  # nobody is interviewed at all
        ({"outside_match_share": 1.0, "not_ranked_share": 1.0}, 2, False),
    ],
)
def test_couples_stay_unmatched_where_no_program_ranks_anybody(nobody, reached, soap):
    scenario = Scenario().with_market(couples=1).with_assumptions(**nobody)
    season = simulate(scenario, replicates=5)
    assert season.ranks.max() == 0
    assert season.reached.max() == reached
    assert not np.isin(season.outcome, [PREMATCH, MATCHED]).any()
    assert (season.outcome == SOAP).any() == soap


@pytest.fixture(scope="module")
def season():
    return simulate(Scenario().with_market(couples=8), replicates=30)


def test_no_program_takes_more_than_its_positions(season):
    positions = season.market.programs.positions
    for programs in season.program:
        taken = np.bincount(programs[programs >= 0], minlength=len(positions))
        assert (taken <= positions).all()


def test_couples_end_in_one_region_more_often_than_the_same_people_alone(season):
    market = season.market
    couples = draw_couples(market.seed, market.applicants.region[:-1], 8)
    alone = simulate(Scenario(), replicates=30)

    def together(result):
        where = result.program[:, couples]
        both = (where >= 0).all(axis=2)
        region = market.programs.region[where]
        return (both & (region[..., 0] == region[..., 1])).mean()

    assert together(season) > together(alone) + 0.1


def test_couples_change_nothing_before_the_match(season):
    alone = simulate(Scenario(), replicates=30)
    assert np.array_equal(season.your_reached >= 2, alone.your_reached >= 2)
    assert np.array_equal(season.interviews, alone.interviews)
    assert not np.array_equal(season.program, alone.program)


def test_more_couples_than_people_are_refused():
    with pytest.raises(MarketError, match=r"market\.couples is 16; a class of this size"):
        Scenario().with_market(applicants=30, couples=16)
