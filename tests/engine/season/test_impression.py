"""What a director believes: a weighted mean, silence, and the guarded sign of a voice."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Scenario
from engine.base.grouping import grouped
from engine.base.noise import Years
from engine.scenario.assumptions import Assumptions
from engine.season.belief import Belief, read_file
from engine.season.impression import add_voices, bare_appeal, vetoes
from tests.engine.seasons import everybody

values = st.floats(-3, 3, allow_nan=False).map(lambda x: round(x, 3))
weights = st.floats(0.01, 5, allow_nan=False)
voices = st.lists(st.tuples(weights, values), max_size=5)


def appeal(mean, precision, caution):
    return mean - caution / np.sqrt(precision)


def hear(mean, precision, total, said):
    """Apply voices to one belief."""
    weight, value = np.array(said, float).reshape(-1, 2).T
    target = np.zeros(len(said), np.int64)
    after = add_voices(
        np.array([mean]), np.array([precision]), total, target, weight.copy(), value.copy()
    )
    return after[0][0], after[1][0]


def test_a_file_is_the_weighted_mean_of_prior_and_items():
    items, weight = np.array([[1.0, -0.5]]), np.array([2.0, 1.0])
    belief = read_file(items, weight, np.array([0.4]), 3.0)
    assert belief.mean[0] == pytest.approx((3 * 0.4 + 2 * 1.0 - 0.5) / 6)
    assert (belief.precision[0], belief.total) == (6, 6)


def test_silence_is_no_news_and_no_certainty():
    items = np.array([[1.0, np.nan], [np.nan, np.nan]])
    belief = read_file(items, np.array([2.0, 1.0]), np.array([0.4, 0.4]), 3.0)
    assert belief.mean[0] == pytest.approx((3 * 0.4 + 2 * 1.0 + 1 * 0.4) / 6)
    assert belief.mean[1] == pytest.approx(0.4)
    assert belief.precision.tolist() == [5, 3]
    assert belief.total == 6


def test_known_beats_unknown_only_for_the_cautious():
    both = Belief(np.array([0.3, 0.4]), np.array([9.0, 4.0]), 9.0)
    for fear in (0.0, 1.0):
        dials = Assumptions(caution_ranking=fear)
        known, unknown = bare_appeal("ranking", both, np.arange(2), np.zeros(2), dials)
        assert (known > unknown) == (fear > 0)


def test_one_voice_is_a_weighted_mean():
    assert hear(0.5, 4, 4.0, [(1, 3.0)]) == (pytest.approx(1.0), 5)
    assert hear(0.5, 4, 4.0, [(1, -2.0)]) == (pytest.approx(0.0), 4)


def test_faint_blame_lifts_nobody_and_faint_praise_sinks_nobody():
    assert hear(-2.0, 4, 4.0, [(1, -0.5)])[0] == -2.0
    assert hear(2.0, 4, 4.0, [(1, 0.5)])[0] == 2.0


def test_a_voice_of_weight_zero_is_not_heard():
    assert hear(0.5, 4, 4.0, [(0, 3.0)]) == (0.5, 4)


@given(values, st.floats(1, 20), voices, values, weights, st.floats(0, 6))
def test_one_more_voice_never_has_the_wrong_sign(mean, precision, others, value, weight, caution):
    total = precision + 1.0
    before = appeal(*hear(mean, precision, total, others), caution)
    after = appeal(*hear(mean, precision, total, [*others, (weight, value)]), caution)
    if value > 0:
        assert after >= before - 1e-12
    elif value < 0:
        assert after <= before + 1e-12


@given(values, voices, st.randoms(use_true_random=False))
def test_the_order_of_voices_does_not_matter(mean, said, random):
    shuffled = list(said)
    random.shuffle(shuffled)
    assert hear(mean, 4.0, 5.0, said) == pytest.approx(hear(mean, 4.0, 5.0, shuffled))


@given(values, weights, st.tuples(values, values).map(sorted), voices)
def test_a_warmer_word_is_never_worse(mean, weight, words, others):
    colder, warmer = (hear(mean, 4.0, 5.0, [*others, (weight, x)])[0] for x in words)
    assert warmer >= colder - 1e-9


@given(st.lists(st.tuples(values, voices), min_size=1, max_size=5))
def test_many_beliefs_at_once_are_each_by_itself(beliefs):
    target = np.repeat(np.arange(len(beliefs)), [len(said) for _, said in beliefs])
    flat = [voice for _, said in beliefs for voice in said]
    weight, value = np.array(flat, float).reshape(-1, 2).T
    start = np.array([mean for mean, _ in beliefs])
    together = add_voices(start, np.full(len(beliefs), 4.0), 5.0, target, weight, value)
    for n, (mean, said) in enumerate(beliefs):
        alone = hear(mean, 4.0, 5.0, said)
        assert (together[0][n], together[1][n]) == pytest.approx(alone)
    assert start.tolist() == [mean for mean, _ in beliefs]  # arguments are left alone


def test_a_veto_takes_one_word_and_only_where_one_is_enough():
    files = everybody(Scenario().with_voice("resident", "a machine", programs=3))
    said = np.array([-2.0, -1.0, 2.0])
    years = Years(1, np.arange(1))
    heard = replace(
        files.heard(years).only(np.zeros(3, np.int64)),
        value=said,
        speaker=np.full(3, len(files.speakers.key) - 1),
    )
    sure, kind = Assumptions(voices_combine="veto"), Assumptions(voices_combine="mean")
    assert vetoes(heard, files.speakers, sure, years).tolist() == [True, False, False]
    assert not vetoes(heard, files.speakers, kind, years).any()


def test_grouped():
    assert [a.tolist() for a in grouped(np.array([], np.int64))] == [[], []]
    assert [a.tolist() for a in grouped(np.array([0, 4, 4, 9]))] == [[0, 4, 9], [0, 1, 1, 2]]
