"""Intervals: known values, and never without width."""

import numpy as np
import pytest
from scipy.stats import t as student

from engine import MarketError
from engine.study.intervals import paired, t_95, wilson


def test_wilson_known_values():
    # Newcombe (1998), Table I: 81 of 263 and 15 of 148.
    for successes, trials, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)):
        assert [float(x) for x in wilson(successes, trials)] == pytest.approx([low, high], abs=5e-5)


def test_wilson_at_the_ends():
    low, high = wilson(np.array([0, 10]), 10)
    assert low[0] == 0
    assert high[1] == 1
    assert high[0] == pytest.approx(0.2775, abs=1e-4)


def test_the_interval_holds_the_share_exactly():
    rng = np.random.default_rng(1)
    for trials in range(1, 4_001):
        successes = np.array([0, trials, *rng.integers(0, trials + 1, 8)])
        low, high = wilson(successes, trials)
        share = successes / trials
        assert (low <= share).all(), trials
        assert (share <= high).all(), trials
        assert (low >= 0).all(), trials
        assert (high <= 1).all(), trials
        assert (low[0], high[1]) == (0, 1), trials
        gained, lost = rng.multinomial(trials, [0.3, 0.3, 0.4])[:2].tolist()
        for more, less in ((trials, 0), (0, trials), (0, 0), (gained, lost), (trials // 2, 0)):
            bottom, top = paired(more, less, trials)
            assert -1 <= bottom <= (more - less) / trials <= top <= 1, (more, less, trials)


@pytest.mark.parametrize(("gained", "lost", "trials"), [(0, 0, 1), (1, 0, 1), (7, 3, 50)])
def test_paired_holds_the_difference_and_has_a_width(gained, lost, trials):
    low, high = paired(gained, lost, trials)
    assert -1 <= low < (gained - lost) / trials <= high <= 1
    assert paired(lost, gained, trials) == pytest.approx((-high, -low))


def test_paired_known_values():
    # Half a season added to each of four outcomes: 1.96 sqrt(1) / 202 and so on, by hand.
    assert paired(0, 0, 200) == pytest.approx((-0.009703, 0.009703), abs=1e-6)
    assert paired(20, 4, 200) == pytest.approx((0.031939, 0.126476), abs=1e-6)


def test_paired_covers_about_95_percent():
    rng = np.random.default_rng(3)
    draws = rng.multinomial(200, [0.10, 0.04, 0.86], size=2_000)
    covered = [low <= 0.06 <= high for low, high in (paired(g, b, 200) for g, b, _ in draws)]
    assert 0.93 < np.mean(covered) < 0.97


def test_students_quantile_is_right_to_three_digits():
    for degrees in (*range(1, 200), 1_000, 10**9):
        assert t_95(degrees) == pytest.approx(student.ppf(0.975, degrees), rel=2e-4), degrees
    with pytest.raises(MarketError, match="degrees is 0"):
        t_95(0)
