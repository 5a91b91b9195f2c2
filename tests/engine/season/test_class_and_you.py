"""A class and you: drawn apart, played together, and nothing of theirs moves with you."""

from dataclasses import fields, replace

import numpy as np
import pytest

from engine import Scenario
from engine.market.market import Applicants
from engine.season.applications import Applications
from engine.season.class_and_you import draw_others, draw_yours
from engine.season.stages import play
from engine.study.simulation import class_and_you

BASE = Scenario().with_market(seed=3)
TWEAKS = {
    "score": BASE.with_you(step2=262),
    "type": BASE.with_you(applicant_type="US MD senior", region="West", field="competitive"),
    "voices": BASE.with_voice("attending", "I'd take them").with_voice("resident", "Hard pass"),
    "strategy": BASE.with_strategy(applications=3, signals=0),
    "silence": BASE.with_strategy(applications=0),
    "school": BASE.with_you(school_record="bad", interview=1.5),
}


def others(scenario: Scenario):
    return draw_others(scenario.market, scenario.assumptions)


@pytest.mark.parametrize("name", TWEAKS)
def test_yours_stand_last_and_everything_of_theirs_stays(name: str) -> None:
    theirs = others(BASE).applications
    joined = theirs.joined(draw_yours(others(BASE), TWEAKS[name]).applications)
    rows, calls = len(theirs), len(theirs.calls.application)
    columns = ("row", "stopped", "chance_unaided", "applicant", "program", "pair", "liking")
    for column in (*columns, "first_impression"):
        whole = getattr(joined, column)
        np.testing.assert_array_equal(whole[:rows], getattr(theirs, column))
        assert len(whole) == len(joined)
    for spec in fields(theirs.calls):
        part = getattr(theirs.calls, spec.name)
        np.testing.assert_array_equal(getattr(joined.calls, spec.name)[:calls], part)
    for stage, appeal in theirs.appeal.items():
        np.testing.assert_array_equal(joined.appeal[stage][:rows], appeal)
    for spec in fields(Applicants):
        column = getattr(joined.market.applicants, spec.name)
        np.testing.assert_array_equal(column[:-1], getattr(theirs.market.applicants, spec.name))
    assert (joined.applicant[joined.yours] == joined.market.you).all()
    assert (joined.calls.application[calls:] >= rows).all()
    assert (joined.speakers.applicant[joined.calls.speaker[calls:]] == joined.market.you).all()


@pytest.mark.parametrize("name", TWEAKS)
def test_nobody_elses_interviews_move_with_you(name: str) -> None:
    seasons = np.arange(12)
    before, after = (
        play(others(BASE), draw_yours(others(BASE), scenario), 1, seasons)
        for scenario in (BASE, TWEAKS[name])
    )
    theirs = before.applications.yours.start
    np.testing.assert_array_equal(before.appeal[:, :theirs], after.appeal[:, :theirs])
    np.testing.assert_array_equal(before.screened_in[:, :theirs], after.screened_in[:, :theirs])
    for column in ("season", "application", "rank_key", "ranked", "liking"):
        one, other = (
            getattr(batch.interviews, column)[batch.interviews.application < theirs]
            for batch in (before, after)
        )
        np.testing.assert_array_equal(one, other)
    assert len(one) > 1_000


def test_luck_belongs_to_your_number_and_not_to_your_place_in_an_array() -> None:
    yours = draw_yours(others(BASE), BASE).applications
    joined = others(BASE).applications.joined(yours)
    assert yours.market.applicant.max() == 0
    np.testing.assert_array_equal(yours.market.pairs, joined.market.pairs[joined.market.yours])
    np.testing.assert_array_equal(yours.pair, joined.pair[joined.yours])
    np.testing.assert_array_equal(yours.speakers.key, joined.speakers.key[len(joined.speakers) :])


def test_a_study_draws_a_class_once_and_only_for_its_own_dials() -> None:
    first = class_and_you(BASE)[0]
    for tweaked in TWEAKS.values():
        assert class_and_you(tweaked)[0] is first
    assert class_and_you(BASE.with_assumptions(exam_cut=240.0))[0] is not first
    assert class_and_you(BASE.with_market(seed=4))[0] is not first


def test_what_breaks_a_rule_does_nothing_for_you_while_rules_are_on() -> None:
    promised = BASE.with_you(told_number_one=5)
    assert draw_yours(others(BASE), promised).you.told_number_one == 0
    free = draw_yours(others(BASE), replace(promised, rules=False))
    assert free.you.told_number_one == 5
    assert not free.rules


def test_a_class_cannot_be_written_to() -> None:
    applications = class_and_you(BASE)[0].applications
    for holder in (applications, applications.market, applications.market.applicants):
        for spec in fields(holder):
            array = getattr(holder, spec.name)
            if isinstance(array, np.ndarray):
                with pytest.raises(ValueError, match="read-only"):
                    array[...] = 0
    assert isinstance(applications, Applications)
