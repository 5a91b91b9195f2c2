"""Thick and thin files: what an evaluation leaves open, and what doubt makes of it."""

import numpy as np
import pytest

from engine import Scenario
from engine.base.codes import LETTERS, MSPE, NON_US_IMG, US_IMG
from engine.season.belief import clarity, read_file
from tests.engine.seasons import everybody, play_scenario

BASE = Scenario().with_market(seed=3)


def clear(scenario):
    files = everybody(scenario)
    return files.market, clarity(files.market, files.dials)


def test_an_item_that_leaves_half_open_is_half_missing():
    items, weights = np.array([[2.0, 1.0]]), np.array([2.0, 1.0])
    half = read_file(items, weights, np.zeros(1), 1.0, np.array([[0.5, 1.0]]))
    assert half.mean.tolist() == [0.75]  # (0 + 2 x .5 x 2 + 1) / 4
    assert half.precision.tolist() == [3.0]
    gone = read_file(items, weights, np.zeros(1), 1.0, np.array([[0.0, 1.0]]))
    missing = read_file(np.array([[np.nan, 1.0]]), weights, np.zeros(1), 1.0)
    assert gone.mean == missing.mean
    assert gone.precision == missing.precision


def test_evaluations_from_abroad_and_letters_without_us_work_are_thin():
    market, share = clear(BASE.with_assumptions(abroad_clarity=0.4, generosity_seen=0.0))
    people = market.applicants
    abroad = np.isin(people.kind, (US_IMG, NON_US_IMG))
    assert set(share[abroad, MSPE]) == {0.4}
    assert set(share[~abroad, MSPE]) == {1.0}
    assert np.array_equal(share[:, LETTERS] == 0.4, ~people.us_clinical_work)
    others = np.delete(share, [MSPE, LETTERS], axis=1)
    assert (others == 1).all()
    market, whole = clear(BASE.with_assumptions(abroad_clarity=1.0, generosity_seen=0.0))
    assert (whole == 1).all()


def test_a_school_known_for_its_kindness_is_discounted():
    market, share = clear(BASE.with_assumptions(abroad_clarity=1.0, generosity_seen=0.5))
    school = market.applicants.school[:-1]
    kindness = market.schools.generosity[school]
    assert share[:-1, MSPE] == pytest.approx(1 - 0.5 * kindness)
    assert share[-1, MSPE] == pytest.approx(
        1 - 0.5 * market.schools.generosity[market.applicants.school[-1]]
    )


def test_fear_costs_thin_files_places_in_soap():
    def gap(caution):
        """Return by how much the appeal of IMGs in SOAP falls short of that of others."""
        scenario = BASE.with_assumptions(caution_soap=caution, abroad_clarity=0.0)
        files, batch = everybody(scenario), play_scenario(scenario, 1, np.arange(20))
        img = np.isin(files.market.applicants.kind[batch.week.applicant], (US_IMG, NON_US_IMG))
        return np.nanmean(batch.week.appeal[~img]) - np.nanmean(batch.week.appeal[img])

    calm, afraid = gap(0.0), gap(6.0)
    assert afraid > calm + 0.1
