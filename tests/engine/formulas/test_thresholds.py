"""Cuts, test error and expected interviews: against draws, limits and the exercises."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.base.errors import MarketError
from engine.formulas import (
    CutCells,
    cut_cells,
    error_of_one,
    even_takers,
    extra_interviews,
    falls_below,
    lift_to_equal_signals,
    programs_approached,
    share_below,
)
from engine.sources.figures import claim, figure

CUT = claim("S4-04").value
MEAN = figure("step2ck_mean", "all takers").value
SD = figure("step2ck_sd", "all takers").value
ERROR = error_of_one(figure("step2ck_standard_error_of_difference", "all takers").value)


@pytest.mark.parametrize(
    ("cut", "mean", "sd", "error"),
    [(CUT, MEAN, SD, ERROR), (250, 240, 12, 10), (214, 250, 20, 3), (246, 246, 9, 8.9)],
)
def test_cells_agree_with_drawn_takers(cut, mean, sd, error):
    rng, n = np.random.default_rng(20261122), 2_000_000
    level = rng.normal(mean, math.sqrt(sd**2 - error**2), n)
    score = level + rng.normal(0, error, n)
    high, over = level >= cut, score >= cut
    drawn = [(high & over).mean(), (~high & ~over).mean(), (high & ~over).mean()]
    drawn.append((~high & over).mean())
    assert cut_cells(cut, mean, sd, error) == pytest.approx(drawn, abs=1.5e-3)


@pytest.mark.parametrize("error", [0.001, 0.5, 3, 8, 14, 14.999])
@pytest.mark.parametrize("cut", [190, 214, 230, 246, 250, 300])
def test_cells_agree_with_slow_sums_over_levels(cut, error):
    levels = math.sqrt(15**2 - error**2)
    # From the cut to where either nobody has that level or nobody with it falls below.
    top = min(cut + 12 * error, max(cut, 246) + 12 * levels)
    step = (top - cut) / 400_000
    level = cut + (np.arange(400_000) + 0.5) * step
    density = np.exp(-0.5 * ((level - 246) / levels) ** 2) / (levels * math.sqrt(2 * math.pi))
    fell = float(np.sum(density * falls_below(cut, level, error)) * step)
    assert cut_cells(cut, 246, 15, error).cut_by_error == pytest.approx(fell, abs=1e-9)


@pytest.mark.parametrize("cut", [150.0, 214.0, 229.5, 246.0, 330.0])
@pytest.mark.parametrize("error", [0.0, 1e-9, 5.0, 8.0, 14.9])
def test_cells_add_up_to_what_is_below_the_cut(cut, error):
    cells = cut_cells(cut, MEAN, SD, error)
    assert all(0 <= share <= 1 for share in cells)
    assert sum(cells) == pytest.approx(1, abs=1e-12)
    low_score, low_level = cells.cut + cells.cut_by_error, cells.cut + cells.through_by_error
    assert low_score == pytest.approx(share_below(cut, MEAN, SD), abs=1e-12)
    levels = math.sqrt(SD**2 - error**2)
    assert low_level == pytest.approx(share_below(cut, MEAN, levels), abs=1e-12)


def test_a_cut_at_the_mean_errs_the_same_way_on_both_sides():
    cells = cut_cells(246, 246, 15, 8)
    assert cells.cut_by_error == pytest.approx(cells.through_by_error, abs=1e-14)
    assert cells.read == pytest.approx(cells.cut, abs=1e-14)
    assert cells.cut_by_error == pytest.approx(math.asin(8 / 15) / (2 * math.pi), abs=1e-14)


def test_a_cut_as_far_above_the_mean_as_below_it_mirrors_the_cells():
    below, above = cut_cells(230, 246, 15, 8), cut_cells(262, 246, 15, 8)
    mirrored = CutCells(above.cut, above.read, above.through_by_error, above.cut_by_error)
    assert below == pytest.approx(mirrored, abs=1e-14)


def test_without_error_nobody_is_on_the_wrong_side():
    cells = cut_cells(CUT, MEAN, SD, 0)
    assert (cells.cut_by_error, cells.through_by_error) == (0, 0)
    assert cells.cut == pytest.approx(share_below(CUT, MEAN, SD), abs=1e-14)


def test_where_scores_are_nearly_all_error_the_level_says_little():
    cells = cut_cells(246, 246, 15, 14.999999)
    assert list(cells) == pytest.approx([0.25] * 4, abs=1e-4)


def test_more_error_puts_more_people_on_the_wrong_side():
    cells = cut_cells(CUT, MEAN, SD, np.arange(11.0))
    assert np.all(np.diff(cells.cut_by_error + cells.through_by_error) > 0)


def test_arrays_broadcast_and_agree_with_one_at_a_time():
    cells = cut_cells([[214], [230]], MEAN, SD, [0, 4, 8])
    assert all(share.shape == (2, 3) for share in cells)
    assert [share[1, 2] for share in cells] == pytest.approx(list(cut_cells(230, MEAN, SD, 8)))
    assert all(type(share) is float for share in cut_cells(230, MEAN, SD, 8))


def test_every_problem_is_named_at_once():
    with pytest.raises(MarketError) as caught:
        cut_cells("x", math.nan, -1, -2)
    assert caught.value.problems == (
        "cut is 'x'; it must be a number",
        "mean is nan; it must be a finite number",
        "sd is -1; it must be at least 0",
        "error is -2; it must be at least 0",
    )


@pytest.mark.parametrize(
    ("sd", "error", "said"),
    [
        (8, 8, "error is 8; it must be less than sd, 8"),
        (8, 9.5, "error is 9.5; it must be less than sd, 8"),
        ([15, 8], 9, "error is 9; it must be less than sd, 8"),
        (0, 0, "sd is 0; it must be more than 0"),
        (math.inf, 8, "sd is inf; it must be at least 0"),
    ],
)
def test_error_must_leave_room_for_true_levels(sd, error, said):
    with pytest.raises(MarketError) as caught:
        cut_cells(230, 246, sd, error)
    assert caught.value.problems == (said,)


def test_exercise_1_1_and_1_2():
    assert falls_below(CUT, 235, ERROR) == share_below(CUT, 235, ERROR)
    assert round(falls_below(CUT, 235, ERROR), 2) == 0.19
    assert round(1 - falls_below(CUT, 225, ERROR), 2) == 0.19
    cells = cut_cells(CUT, MEAN, SD, ERROR)
    assert round(cells.cut + cells.cut_by_error, 2) == 0.14


def test_falling_below_with_and_without_error():
    assert list(falls_below(230, [229, 230, 231], 0)) == [1, 0, 0]
    assert list(falls_below(230, 229, [0, 1e-6])) == pytest.approx([1, 1])
    assert falls_below(230, 230, 8) == 0.5
    with pytest.raises(MarketError, match="error is -1; it must be at least 0"):
        falls_below(230, 235, -1)


def test_even_takers_are_the_same_normal_and_unrelated():
    takers = even_takers(300)
    assert takers.shape == (300, 2)
    assert np.array_equal(takers, even_takers(300))
    assert takers.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert takers.std(axis=0) == pytest.approx([1, 1], abs=0.02)
    assert abs(np.corrcoef(takers.T)[0, 1]) < 0.02
    assert np.array_equal(np.sort(takers[:, 0]), np.sort(takers[:, 1]))


def test_even_takers_fall_into_the_cells_as_often_as_everybody():
    level, error = even_takers(300).T
    levels = MEAN + math.sqrt(SD**2 - ERROR**2) * level
    high, over = levels >= CUT, levels + ERROR * error >= CUT
    seen = [(high & over).mean(), (~high & ~over).mean(), (high & ~over).mean()]
    assert [*seen, (~high & over).mean()] == pytest.approx(
        list(cut_cells(CUT, MEAN, SD, ERROR)), abs=0.01
    )


@pytest.mark.parametrize(("count", "shape"), [(0, (0, 2)), (1, (1, 2))])
def test_few_takers(count, shape):
    with pytest.raises(MarketError, match=r"count is 2\.5; it must be a whole number"):
        even_takers(2.5)
    if count:
        assert even_takers(count).tolist() == [[0, 0]]
    assert even_takers(count).shape == shape


def test_exercise_1_4():
    lift = (
        figure("interview_given_signal", "signalled program").value
        - figure("interview_given_signal", "comparator program").value
    )
    assert round(extra_interviews(5, lift), 2) == 1.75
    approached = programs_approached().mean
    needed = lift_to_equal_signals(5, lift, approached)
    assert round(needed, 3) == 0.625
    assert extra_interviews(approached, needed) == pytest.approx(extra_interviews(5, lift))


def test_extra_interviews_count_by_share_of_a_group():
    assert list(extra_interviews(2, 0.5, [0, 0.5, 1])) == [0, 0.5, 1]
    assert extra_interviews(4, -0.25) == -1
    for wrong, said in [
        ((-1, 0.5), "programs is -1; it must be at least 0"),
        ((1, 1.5), "lift is 1.5; it must be from -1 to 1"),
        ((1, 0.5, 40), "share is 40; it must be from 0 to 1"),
    ]:
        with pytest.raises(MarketError) as caught:
            extra_interviews(*wrong)
        assert caught.value.problems == (said,)
