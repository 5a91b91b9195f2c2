"""Rank order lists: who is on them, in which order, and who is left out and why."""

import numpy as np
import pytest

from engine import Scenario
from tests.engine.seasons import everybody, play_scenario

NO_VETO = {"coordinator_hard_pass": 0.0, "chief_veto": 0.0}
BASE = Scenario().with_market(seed=3)
HEARD = {"tie_share": 1.0, "chance_acted_on_known": 1.0, "voices_mean": 0.0}


def season(scenario, seasons=60):
    return everybody(scenario), play_scenario(scenario, 1, np.arange(seasons))


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
    # Of two files that look alike, the better prepared applicant is seen as better: by as much as
    # an interview weighs, and is true.
    people, file = files.market.applicants, files.belief["ranking"].mean
    news = files.belief["interview"].mean - file
    known = np.stack([people.readiness, file, np.ones(len(file))], axis=1)
    by_readiness, by_file, _ = np.linalg.lstsq(known, news)[0]
    assert by_readiness == pytest.approx(share * truth**0.5)
    assert by_file == pytest.approx(-share)
    assert by_readiness > 0.2


def test_liking_after_a_visit():
    files, played = season(BASE, 200)
    visit = played.interviews.liking - files.liking[played.interviews.application]
    assert visit.std() == pytest.approx(files.dials.liking_visit, rel=0.02)
    assert abs(visit.mean()) < 0.01
