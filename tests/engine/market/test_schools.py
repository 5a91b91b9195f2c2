"""Schools: who studied where, which programs are a school's own, and where graduates train."""

import numpy as np
import pytest

from engine.base.codes import (
    COMPETITIVE,
    NON_US_IMG,
    PREVIOUS_GRADUATE,
    US_DO_SENIOR,
    US_IMG,
    US_MD_SENIOR,
)
from engine.market.draw import draw_class, draw_you
from engine.market.population import field_shares, step2_by_field
from engine.market.schools import ABROAD, NO_SCHOOL, graduates_at
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import MarketSettings, Strategy, You

DIALS = Assumptions()
MARKETS = [draw_class(MarketSettings(seed=seed), DIALS) for seed in range(5)]


@pytest.mark.parametrize("market", MARKETS)
def test_everybody_studied_at_a_school_of_their_kind(market):
    people, schools = market.applicants, market.schools
    kind = schools.kind[people.school]
    assert (people.school >= 0).all()
    for one in (US_MD_SENIOR, US_DO_SENIOR, US_IMG, NON_US_IMG):
        assert set(kind[people.kind == one]) == {one}
    assert set(kind[people.kind == PREVIOUS_GRADUATE]) <= {US_MD_SENIOR, US_DO_SENIOR}
    assert (schools.region[schools.kind >= US_IMG] == ABROAD).all()
    seniors = np.flatnonzero(people.kind == US_MD_SENIOR)
    assert (schools.region[people.school[seniors]] == people.region[seniors]).all()


@pytest.mark.parametrize("market", MARKETS)
def test_a_home_program_is_there_only_where_one_exists(market):
    programs, schools, people = market.programs, market.schools, market.applicants
    owned = np.flatnonzero(programs.school != NO_SCHOOL)
    assert len(owned) == round(DIALS.university_share * len(programs))
    assert (schools.kind[programs.school[owned]] <= US_DO_SENIOR).all()
    # One program of a school in a field at most.
    own = list(zip(programs.school[owned].tolist(), programs.field[owned].tolist(), strict=True))
    assert len(own) == len(set(own))
    has = market.home_program >= 0
    assert not has[(people.kind == US_IMG) | (people.kind == NON_US_IMG)].any()
    assert has[people.kind == US_MD_SENIOR].mean() > 2 * has[people.kind == US_DO_SENIOR].mean()
    assert 0.3 < has[people.kind == US_MD_SENIOR].mean() < 1
    where = market.home_program[has]
    assert (programs.school[where] == people.school[has]).all()
    assert (programs.field[where] == people.field[has]).all()


def test_without_university_programs_nobody_is_at_home():
    market = draw_class(MarketSettings(), Assumptions(university_share=0.0))
    assert (market.home_program == -1).all()
    assert not market.at_home.any()


def test_people_like_to_apply_at_home():
    def sent_home(liking):
        return sum(
            int(draw_class(MarketSettings(seed=s), Assumptions(liking_home=liking)).at_home.sum())
            for s in range(5)
        )

    assert sent_home(0.0) < sent_home(3.0)


def test_a_home_program_is_considered_however_large_the_class():
    def reached(size):
        market = draw_class(MarketSettings(applicants=size), Assumptions(liking_home=5.0))
        sent_home = np.zeros(len(market.applicants), bool)
        sent_home[market.applicant[market.at_home & ~market.wrong_field]] = True
        return sent_home[market.home_program >= 0].mean()

    assert reached(300) > 0.9
    assert reached(3000) > 0.9


def test_you_have_a_home_program_as_usual_for_your_type_or_as_you_say():
    others = MARKETS[0]

    def home(**you):
        return int(draw_you(others, You(**you), Strategy(), DIALS).home_program[0])

    assert home(applicant_type="non-US IMG") == -1
    program = home(applicant_type="US MD senior")
    assert others.programs.field[program] == 2
    assert others.schools.kind[others.programs.school[program]] == US_MD_SENIOR
    assert home(applicant_type="US MD senior", home_program=False) == -1
    assert home(applicant_type="non-US IMG", home_program=True) >= 0


def test_kind_schools_flatter_and_their_students_are_as_ready_as_others():
    flat = draw_class(MarketSettings(applicants=3000), Assumptions(school_generosity=0.0))
    sweet = draw_class(MarketSettings(applicants=3000), Assumptions(school_generosity=1.0))
    kind = sweet.schools.generosity[sweet.applicants.school] > 0.5
    more = sweet.applicants.items[:, 1] - flat.applicants.items[:, 1]
    assert (more[kind] > 0).all()
    assert (more[~kind] <= 0).all()
    assert np.array_equal(flat.applicants.readiness, sweet.applicants.readiness)


def test_graduates_are_counted_alike_for_everybody_from_a_school():
    school, program = np.repeat(np.arange(40), 50), np.tile(np.arange(50), 40)
    found = graduates_at(3, school, program, np.full(2000, 0.5))
    again = graduates_at(3, school[::-1], program[::-1], np.full(2000, 0.5))[::-1]
    assert np.array_equal(found, again)
    shares = np.bincount(found, minlength=4) / 2000
    assert shares == pytest.approx([0.607, 0.303, 0.076, 0.014], abs=0.03)
    assert not graduates_at(3, school, program, np.zeros(2000)).any()


def test_those_who_want_a_competitive_field_have_published_scores():
    shares = np.array(field_shares("candidates_first_or_only_choice"))
    assert np.array(step2_by_field()) @ shares == pytest.approx(np.zeros(5), abs=1e-9)

    def gap(by_field):
        large = MarketSettings(applicants=3000)
        people = draw_class(large, Assumptions(exam_by_field=by_field)).applicants
        md, wants = people.kind == US_MD_SENIOR, people.field == COMPETITIVE
        return people.step2[md & wants].mean() - people.step2[md & ~wants].mean()

    assert gap(1.0) - gap(0.0) == pytest.approx(6.2, abs=0.3)
