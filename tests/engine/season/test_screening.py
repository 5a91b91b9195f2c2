"""Filters and side doors: what stops a file, and what a voice can reopen."""

from dataclasses import fields, replace

import numpy as np
import pytest

from engine import Scenario
from engine.base.codes import FILTERS, VISA
from engine.base.noise import Years
from engine.base.ordering import UNREAD, fixed_point
from engine.market.market import Applicants, Programs
from engine.season.filters import stopped_by
from engine.season.screening import screen
from tests.engine.seasons import everybody, play_scenario

PRAISE, BLAME = "I'd take them", "I would not take them"
OPEN = Scenario().with_market(seed=3)
ALWAYS = {
    "tie_share": 1.0,
    "chance_acted_on_known": 1.0,
    "reopens_level_2": 1.0,
    "rescue_reach": 120.0,
    "once_wrong_share": 0.0,
    "signal_reopens": 0.0,
    "voices_mean": 0.0,
}


@pytest.fixture(scope="module")
def sides():
    """One applicant whom nothing stops, one program that stops nobody."""
    market = everybody(OPEN).market
    people = Applicants(
        **{f.name: getattr(market.applicants, f.name)[:1].copy() for f in fields(Applicants)}
    )
    programs = replace(
        market.programs,
        names=("Only",),
        exam_cut=np.array([200.0]),
        sponsors_visa=np.array([True]),
        takes_failed_attempt=np.array([True]),
        year_limit=np.array([99], np.int8),
        needs_us_clinical_work=np.array([False]),
        seniors_only=np.array([False]),
        relaxes_in_soap=np.array([True]),
    )
    return people, programs


def stop(people, programs, person=None, program=None, **more):
    """Say what stops the applicant after these changes."""
    fitted = {name: np.array([value]) for name, value in (person or {}).items()}
    people = replace(people, **fitted)
    programs = replace(programs, **{n: np.array([v]) for n, v in (program or {}).items()})
    return FILTERS[stopped_by(people, programs, np.array([0]), np.array([0]), **more)[0]]


CASES = {
    "visa": ({"needs_visa": True}, {"sponsors_visa": False}),
    "exam cut": ({"step2": 230}, {"exam_cut": 231.0}),
    "failed attempt": ({"failed_attempt": True}, {"takes_failed_attempt": False}),
    "years since graduation": ({"years": 5}, {"year_limit": 4}),
    "US clinical work": ({"us_clinical_work": False}, {"needs_us_clinical_work": True}),
    "seniors only": ({"kind": 3}, {"seniors_only": True}),
}


@pytest.mark.parametrize("name", CASES)
def test_each_filter_stops_whom_it_names_and_nobody_else(sides, name):
    person, program = CASES[name]
    assert stop(*sides, person, program) == name
    assert stop(*sides, person, {}) == "passes"
    assert stop(*sides, {}, program) == "passes"


def test_at_the_limit_one_passes(sides):
    assert stop(*sides, {"step2": 230}, {"exam_cut": 230.0}) == "passes"
    assert stop(*sides, {"years": 4}, {"year_limit": 4}) == "passes"


def test_the_first_filter_is_named(sides):
    names = list(CASES)
    for k, name in enumerate(names):
        person = {n: v for other in names[k:] for n, v in CASES[other][0].items()}
        program = {n: v for other in names[k:] for n, v in CASES[other][1].items()}
        assert stop(*sides, person, program) == name
    assert tuple(names) == FILTERS[1:]


@pytest.mark.parametrize("name", CASES)
def test_in_soap_some_programs_waive_all_but_visa_and_exam(sides, name):
    person, program = CASES[name]
    relaxed = stop(*sides, person, program, relaxed=np.array([True]))
    assert relaxed == (name if name in ("visa", "exam cut") else "passes")
    assert stop(*sides, person, program, relaxed=np.array([False])) == name


def test_in_soap_the_exam_cut_is_lower(sides):
    person, program = CASES["exam cut"]
    assert stop(*sides, person, program, exam_relief=1.0) == "passes"
    assert stop(*sides, person, program, exam_relief=0.5) == "exam cut"


def look(scenario, seasons=30):
    files = everybody(scenario)
    years = Years(1, np.arange(seasons))
    heard = files.heard(years)
    early_words = heard.only(heard.before_invitations)
    return files, *screen(files, early_words, years)


def test_no_voice_gets_past_the_visa():
    # Also where the exam or the year would stop the file as well: those a voice may reopen.
    hopeless = OPEN.with_you(step2=180, years_since_graduation=40).with_assumptions(**ALWAYS)
    files, _, read = look(hopeless.with_voice(role="home program director", phrase=PRAISE))
    mine = files.yours
    sponsors = files.market.programs.sponsors_visa[files.program[mine]]
    assert 0 < sponsors.sum() < len(sponsors)
    assert read[:, mine][:, sponsors].all()
    assert not read[:, mine][:, ~sponsors].any()
    assert (files.stopped[mine][~sponsors] == VISA).all()


@pytest.mark.parametrize(
    ("phrase", "level", "dials", "opens"),
    [
        (PRAISE, 2, {}, True),
        (PRAISE, 0, {}, False),
        (PRAISE, 2, {"reopens_level_2": 0.0}, False),
        (PRAISE, 2, {"chance_acted_on_known": 0.0}, False),
        (PRAISE, 2, {"endorsement_effect": "none"}, False),
        ("They're fine", 2, {}, False),
        (BLAME, 2, {}, False),
    ],
)
def test_only_praise_that_is_acted_on_reopens_a_filter(phrase, level, dials, opens):
    low = OPEN.with_you(step2=180, needs_visa=False).with_assumptions(**{**ALWAYS, **dials})
    files, _, read = look(low.with_voice("home program director", phrase, level))
    assert (files.stopped[files.yours] > 0).all()
    assert read[:, files.yours].all() == read[:, files.yours].any() == opens


def test_reopening_is_as_frequent_as_the_dial_says():
    low = OPEN.with_you(step2=180, needs_visa=False)
    dials = {**ALWAYS, "reopens_level_2": 0.3}
    files, _, read = look(
        low.with_assumptions(**dials).with_voice("home program director", PRAISE), 200
    )
    assert read[:, files.yours].mean() == pytest.approx(0.3, abs=0.03)


def test_a_voice_moves_the_appeal_of_the_files_it_is_about_and_no_other():
    base = OPEN.with_assumptions(**ALWAYS)
    voiced = base.with_voice("home program director", PRAISE, programs=3)
    files, before, read = look(base)
    _, after, read_after = look(voiced)
    moved = (after != before).any(axis=0)
    assert moved.sum() == 3
    assert moved[files.yours].sum() == 3
    assert (after >= before).all()
    np.testing.assert_array_equal(read[:, : files.yours.start], read_after[:, : files.yours.start])
    warned = base.with_voice("home program director", BLAME, programs=3)
    assert (look(warned)[1] <= before).all()


def test_signals_region_field_and_school_count():
    files = everybody(OPEN)
    market, row = files.market, files.row
    dials = files.dials
    expected = (
        files.belief["screening"].mean[files.applicant]
        + dials.fit_region * market.same_region[row]
        + dials.fit_home * market.at_home[row]
        + dials.fit_signal * market.signal[row]
        + dials.fit_wrong_field * market.wrong_field[row]
    )
    assert files.appeal["screening"] == pytest.approx(expected.astype(np.float32))
    taste = look(OPEN, 200)[1] - files.appeal["screening"]
    quiet = np.setdiff1d(np.arange(len(row)), files.calls.application)
    assert taste[:, quiet].std() == pytest.approx(dials.taste_screening, rel=0.02)


def test_fixed_point_keeps_the_order_and_the_range():
    appeal = np.array([-1e9, -3.0, -1.0, 0.0, 0.5, 0.50025, 2.0, 1e9], np.float32)
    worse = fixed_point(appeal)
    assert (np.diff(worse) < 0).all()
    assert worse.min() == 1
    assert worse.max() == UNREAD - 1
    assert fixed_point(np.array([])).tolist() == []


def test_what_is_not_read_is_never_invited():
    # In a class of 30 a program has more invitations than files.
    small = Scenario().with_market(seed=3, applicants=30).with_assumptions(exam_cut=250.0)
    files, played = everybody(small), play_scenario(small, 1, np.arange(40))
    assert (files.market.programs.invitations > np.bincount(files.program)).any()
    assert played.screened_in[played.interviews.season, played.interviews.application].all()
    assert not played.screened_in.all()


def test_programs_columns_are_all_tested_here():
    waivers = {"sponsors_visa", "exam_cut", "takes_failed_attempt", "year_limit"}
    waivers |= {"needs_us_clinical_work", "seniors_only"}
    assert waivers <= set(Programs.__dataclass_fields__)
