"""Rank order lists: who is on them, in which order, and who is left out and why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Scenario, phrases
from engine.base.codes import BUCKETS
from engine.base.grouping import applicant_order, fixed_point, program_order
from engine.formulas import bucket
from engine.season.impression import Spoken
from engine.season.rank_lists import _buckets
from tests.engine.seasons import everybody, play_scenario

NO_VETO = {"coordinator_hard_pass": 0.0, "chief_veto": 0.0}
BASE = Scenario().with_market(seed=3)
HEARD = {"tie_share": 1.0, "chance_acted_on_known": 1.0, "voices_mean": 0.0}


def season(scenario, seasons=60):
    return everybody(scenario), play_scenario(scenario, 1, np.arange(seasons))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), max_size=30))
def test_program_order_is_the_order_of_each_list(rows):
    program, worse = np.array(rows, np.int64).reshape(-1, 2).T
    standing = program_order(program, worse.astype(np.int32), 4)
    for p in range(4):
        own = [n for n in range(len(rows)) if program[n] == p]
        expected = sorted(own, key=lambda n: (worse[n], n))
        assert [standing[n] for n in expected] == list(range(len(own)))


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(-9, 9)), max_size=30))
def test_applicant_order_is_by_applicant_and_then_by_liking(rows):
    applicant = np.array([a for a, _ in rows], np.int64)
    liking = np.array([x for _, x in rows])
    worse = fixed_point(liking)
    expected = sorted(range(len(rows)), key=lambda n: (applicant[n], worse[n], n))
    assert applicant_order(applicant, liking).tolist() == expected


def test_a_key_too_long_for_one_number_is_sorted_all_the_same():
    applicant = np.array([2**60, 5, 2**60], np.int64)
    assert applicant_order(applicant, np.array([1.0, 1.0, 2.0])).tolist() == [1, 2, 0]


def test_a_program_ranks_whom_it_sees_above_its_floor():
    _, played = season(BASE.with_assumptions(not_ranked_share=0.0, **NO_VETO))
    floor = fixed_point(np.array(-1.2))
    np.testing.assert_array_equal(played.interviews.ranked, played.interviews.rank_key <= floor)
    assert 0.5 < played.interviews.ranked.mean() < 1


def test_nobody_is_ranked_over_a_floor_above_all():
    _, played = season(BASE.with_assumptions(floor_ranking=3.0))
    assert played.interviews.ranked.mean() < 0.001


def test_some_interviews_lead_to_no_rank():
    dials = {"floor_ranking": -10.0, "not_ranked_share": 0.2}
    _, played = season(BASE.with_assumptions(**dials))
    assert played.interviews.ranked.mean() == pytest.approx(0.8, abs=0.005)


@pytest.mark.parametrize("combine", ["mean", "veto"])
def test_one_trusted_no_takes_you_off_a_list_only_where_one_is_enough(combine):
    base = BASE.with_you(step2=260).with_assumptions(
        **HEARD, **NO_VETO, voices_combine=combine, floor_ranking=-10.0, not_ranked_share=0.0
    )
    scenario = base.with_voice("resident", "Big ego").with_voice("attending", "I'd take them")
    files, played = season(scenario)
    mine = played.interviews.application >= files.yours.start
    assert mine.sum() > 100
    assert played.interviews.ranked[~mine].all()
    assert played.interviews.ranked[mine].all() == (combine == "mean")
    assert played.interviews.ranked[mine].any() == (combine == "mean")


def test_a_hint_of_drama_is_no_veto():
    base = BASE.with_you(step2=260).with_assumptions(
        **HEARD, voices_combine="veto", floor_ranking=-10.0, not_ranked_share=0.0
    )
    files, played = season(base.with_voice("resident", "Great on paper, but high management"))
    assert played.interviews.ranked[played.interviews.application >= files.yours.start].all()


@given(
    st.floats(-3, 3),
    st.lists(st.sampled_from(sorted({p.code for p in phrases().values()})), max_size=4),
)
def test_buckets_are_those_of_f5(paper, codes):
    target, value = np.zeros(len(codes), np.int64), np.array(codes) / 1.5
    words = Spoken(np.zeros(1, np.int64), target, np.ones(len(codes)), value)
    found = BUCKETS[_buckets(np.array([paper]), words)[0]]
    assert found == bucket(paper, codes)


def test_an_interview_reads_readiness_with_the_noise_of_year_and_day():
    dials = {"taste_ranking": 0.0, "voices_mean": 0.0, "caution_ranking": 0.0}
    files, played = season(BASE.with_assumptions(**dials), 300)
    seen, weight = played.interviews, files.dials.weight_ranking_interview
    luck = seen.appeal - files.appeal["interview"][seen.application]
    share = weight / files.belief["interview"].total
    truth = files.dials.interview_truth
    assert luck.std() == pytest.approx(share * (1 - truth) ** 0.5, rel=0.03)
    # Two fifths of it are common to all interviews of an applicant in a season.
    group = seen.applicant_cell
    first = np.flatnonzero(np.diff(group, prepend=-1) != 0)
    pairs = first[:-1][np.diff(first) > 1]
    assert np.corrcoef(luck[pairs], luck[pairs + 1])[0, 1] == pytest.approx(0.4, abs=0.05)
    # A better prepared applicant is seen as better.
    people = files.market.applicants
    expected = files.belief["interview"].mean - files.belief["ranking"].mean
    assert np.corrcoef(people.readiness, expected)[0, 1] > 0.5


def test_liking_after_a_visit():
    files, played = season(BASE, 200)
    visit = played.interviews.liking - files.liking[played.interviews.application]
    assert visit.std() == pytest.approx(files.dials.liking_visit, rel=0.02)
    assert abs(visit.mean()) < 0.01
