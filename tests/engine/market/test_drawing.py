"""Drawing a class: published quantiles, one stream for each input, "you" on top."""

from dataclasses import fields

import numpy as np
import pytest

from engine.base.codes import (
    COMPETITIVE,
    NON_US_IMG,
    PREVIOUS_GRADUATE,
    TYPES,
    US_DO_SENIOR,
    US_IMG,
)
from engine.market.counts import class_counts, positions_for
from engine.market.draw import draw_class, draw_you
from engine.market.market import Applicants, Programs
from engine.market.population import field_shares, step2_means
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import MarketSettings, Strategy, You

DIALS = Assumptions()


def draw(seed=3, applicants=300, **dials):
    return draw_class(MarketSettings(seed=seed, applicants=applicants), Assumptions(**dials))


def changed(before, after, kind):
    """Name the columns that differ."""
    return {
        spec.name
        for spec in fields(kind)
        if not np.array_equal(getattr(before, spec.name), getattr(after, spec.name))
    }


@pytest.mark.parametrize("size", [30, 33, 77, 300, 1_234, 3_000])
@pytest.mark.parametrize("seed", [0, 1, 2**31 - 1])
def test_a_class_of_any_size_adds_up(seed, size):
    market = draw(seed, size)
    people, programs = market.applicants, market.programs
    assert np.bincount(people.kind, minlength=5).tolist() == class_counts(size).tolist()
    assert programs.positions.sum() == positions_for(size)
    assert (programs.positions >= 2).all()
    assert len(set(programs.names)) == len(programs)
    assert sorted(programs.ring.tolist()) == list(range(len(programs)))
    assert (programs.invitations >= 4 * programs.positions).all()
    assert market.start[-1] == len(market.program) == len(market.applicant)


def test_fields_have_their_published_share_of_positions():
    programs = draw(applicants=3_000).programs
    share = np.bincount(programs.field, programs.positions) / programs.positions.sum()
    assert share == pytest.approx(field_shares("positions_offered_excl_prelim"), abs=0.001)
    competitive = programs.field == COMPETITIVE
    assert programs.positions[competitive].mean() < 0.7 * programs.positions[~competitive].mean()


def test_every_type_gets_the_quantiles_of_the_published_scores():
    people = draw(applicants=3_000).applicants
    for kind, mean in enumerate(step2_means()):
        own = people.kind == kind
        assert people.step2[own].mean() == pytest.approx(mean, abs=0.6)
        assert people.step2[own].std() == pytest.approx(DIALS.exam_sd, rel=0.12)
        assert people.readiness[own].mean() == pytest.approx(0, abs=1e-6)
        assert people.readiness[own].std() == pytest.approx(1, abs=0.04)


def test_readings_follow_readiness_as_closely_as_the_dials_say():
    people = draw(applicants=3_000).applicants
    truths = (DIALS.exam_correlation**2, 0.35, 0.25, 0.15, 0.10)
    for item, truth in enumerate(truths):
        own = people.kind == 0
        found = np.corrcoef(people.readiness[own], people.items[own, item])[0, 1]
        assert found == pytest.approx(truth**0.5, abs=0.06)


def test_what_a_type_means():
    people = draw(applicants=3_000).applicants
    seniors = people.kind <= US_DO_SENIOR
    assert people.us_senior.tolist() == seniors.tolist()
    assert (people.years[seniors] == 0).all()
    assert (people.years[people.kind == PREVIOUS_GRADUATE] >= 1).all()
    assert (people.needs_visa == (people.kind == NON_US_IMG)).all()
    assert people.us_clinical_work[~np.isin(people.kind, (US_IMG, NON_US_IMG))].all()


def test_the_same_seed_draws_the_same_class_and_another_another():
    a = draw(seed=3)
    b, c = draw(seed=3), draw(seed=4)
    assert a is not b
    assert changed(a.applicants, b.applicants, Applicants) == set()
    assert changed(a.programs, b.programs, Programs) == set()
    assert a.program.tolist() == b.program.tolist()
    assert {"step2", "items", "region"} <= changed(a.applicants, c.applicants, Applicants)


@pytest.mark.parametrize(
    ("dial", "value", "people", "programs"),
    [
        ("failed_attempt_share", 0.5, {"failed_attempt"}, set()),
        ("idle_years_mean", 9.0, {"years"}, set()),
        ("no_us_clinical_work_share", 0.9, {"us_clinical_work"}, set()),
        ("mspe_truth", 0.9, {"items"}, set()),
        ("exam_correlation", 0.1, {"items", "step2"}, set()),
        ("sponsors_visa_share", 0.1, set(), {"sponsors_visa"}),
        ("seniors_only_share", 0.9, set(), {"seniors_only"}),
        ("exam_cut", 240.0, set(), {"exam_cut"}),
        ("invitation_tilt", 0.0, set(), {"invitations"}),
        ("outside_match_share", 0.5, set(), {"outside_match"}),
    ],
)
def test_each_input_has_a_stream_of_its_own(dial, value, people, programs):
    before, after = draw(), draw(**{dial: value})
    assert changed(before.applicants, after.applicants, Applicants) == people
    assert changed(before.programs, after.programs, Programs) == programs


@pytest.mark.parametrize("kind", TYPES)
def test_you_join_as_one_more_and_nobody_else_changes(kind):
    market = draw()
    joined = market.joined(draw_you(market, You(applicant_type=kind, step2=251), Strategy(), DIALS))
    people, others = joined.applicants, len(market.applicants)
    assert len(people) == others + 1 == joined.you + 1
    for spec in fields(Applicants):
        before, after = getattr(market.applicants, spec.name), getattr(people, spec.name)
        np.testing.assert_array_equal(before, after[:-1])
        assert before.dtype == after.dtype
    sent = len(market.program)
    for name in ("applicant", "program", "liking", "signal"):
        np.testing.assert_array_equal(getattr(market, name), getattr(joined, name)[:sent])
    assert (joined.applicant[sent:] == others).all()
    assert people.step2[-1] == 251
    assert people.items[-1, 0] == pytest.approx((251 - 246) / 15)
    assert people.needs_visa[-1] == (kind == "non-US IMG")


def test_your_applications_stay_while_your_file_moves():
    market = draw()
    usual = market.joined(draw_you(market, You(), Strategy(), DIALS))
    for you in (You(step2=200), You(step2=290, mspe=3.0, readiness=-2.0), You(needs_visa=False)):
        assert (
            market.joined(draw_you(market, you, Strategy(), DIALS)).program.tolist()
            == usual.program.tolist()
        )
    elsewhere = market.joined(draw_you(market, You(field="competitive"), Strategy(), DIALS))
    assert elsewhere.program.tolist() != usual.program.tolist()


def test_you_may_need_a_visa_or_not():
    market = draw()
    for needs in (True, False):
        for kind in TYPES:
            joined = market.joined(
                draw_you(market, You(applicant_type=kind, needs_visa=needs), Strategy(), DIALS)
            )
            assert joined.applicants.needs_visa[-1] == needs


def test_a_class_cannot_be_changed_in_place():
    # It is kept and shared: a change would be there for everybody who draws it later.
    market = draw()
    for array in (market.program, market.applicants.step2, market.programs.positions):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_the_default_class_is_the_teaching_class():
    market = draw_class(MarketSettings(), DIALS)
    assert (len(market.applicants), len(market.programs)) == (300, 39)
