"""What differs by type of applicant comes from published rows that have a source."""

import numpy as np
import pytest

from engine.base.codes import FIELDS, TYPES
from engine.market import counts, population
from engine.market.counts import apportion, class_counts
from engine.market.population import field_shares
from engine.sources.figures import figure


@pytest.fixture
def looked_up(monkeypatch):
    """Record every published row that the module reads."""
    found = []

    def record(*args):
        found.append(figure(*args))
        return found[-1]

    for module in (population, counts):
        monkeypatch.setattr(module, "figure", record)
    cached = [population.field_shares, population.step2_means, population.applications_means]
    for function in cached:
        function.cache_clear()
    yield found
    for function in cached:
        function.cache_clear()


def test_no_row_without_a_source_is_used(looked_up):
    class_counts(300)
    for quantity in ("candidates_first_or_only_choice", "positions_offered_excl_prelim"):
        field_shares(quantity)
    counts.programs_for(counts.positions_for(300))
    counts.preliminary_positions(300)
    counts.advanced_positions(300)
    population.step2_means()
    population.step2_scale()
    population.signals()
    population.applications_means()
    assert len(looked_up) > 80
    assert {row.kind for row in looked_up} <= {"primary", "secondary", "derived"}


@pytest.mark.parametrize("size", [30, 31, 300, 2_999, 50_000])
def test_a_class_has_the_published_mix(size):
    found = class_counts(size)
    assert found.sum() == size
    published = np.array([figure("active_applicants", name, 2026).value for name in TYPES])
    assert abs(found - size * published / published.sum()).max() < 1


def test_positions_per_applicant_are_as_published():
    assert counts.positions_for(47_208) == 40_041
    assert counts.programs_for(10) == 2
    assert counts.programs_for(1) == 1


def test_field_shares():
    for quantity in ("candidates_first_or_only_choice", "positions_offered_excl_prelim"):
        shares = field_shares(quantity)
        assert len(shares) == len(FIELDS)
        assert sum(shares) == pytest.approx(1)
    wanted, offered = (
        field_shares(quantity)[0]
        for quantity in ("candidates_first_or_only_choice", "positions_offered_excl_prelim")
    )
    assert wanted > 1.2 * offered  # competitive fields have more candidates than positions


def test_scores_lie_between_those_of_the_unmatched_and_the_matched():
    md, do, us_img, abroad, earlier = population.step2_means()
    assert 244 < md < 255
    assert 238 < us_img < do < 247
    assert 242 < abroad < 248
    assert earlier == 238


def test_apportion_is_exact_and_fair():
    assert apportion(np.array([1.0, 1.0, 1.0]), 10).tolist() == [4, 3, 3]
    assert apportion(np.array([0.0, 2.0]), 7).tolist() == [0, 7]
    assert apportion(np.ones(5), 0).tolist() == [0] * 5
