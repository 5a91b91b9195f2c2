"""Calls after the interviews, and the last week: four reasons, each seen in a season."""

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.base.codes import BORDERLINE, CONFLICTING, FLAGGED, LIST_CLASSES, TOP
from engine.base.noise import Years
from engine.scenario.you import You
from engine.season.interview_days import hold_interviews
from engine.season.late_calls import told_in_the_last_week
from tests.engine.seasons import everybody, play_scenario

SEASONS = np.arange(120)
SOURCE = Scenario(preset="source")
STRONG = SOURCE.with_you(step2=250)
BAD, GOOD = "I'd be cautious", "I'd take them"
HOME = "home program director"
# A letter writer, known everywhere: heard only where a program asks, and after the interviews.
ASKED_LATE = STRONG.with_assumptions(calls_before_invitations=0).with_voice(
    HOME, BAD, 0, 60, known=True
)


def standing(scenario):
    """Mean place on the lists that name you, 0 being the top, and the lists that name you."""
    place = simulate(scenario, len(SEASONS), seed=1).your_rank
    named = place[place >= 0]
    return named.mean() if len(named) else np.nan, len(named)


def same(one, other):
    """Whether all applications, and all seasons, end alike."""
    a, b = (simulate(scenario, len(SEASONS), seed=1) for scenario in (one, other))
    names = ("outcome", "program", "your_reached", "your_rank")
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in names)


def met_in(scenario):
    """Everybody's applications, and how they met the programs."""
    files, played = everybody(scenario), play_scenario(scenario, 1, SEASONS[:20])
    accepted = np.zeros((20, len(files)), bool)
    accepted[played.interviews.season, played.interviews.application] = True
    return files, hold_interviews(files, accepted, scenario.you, Years(1, SEASONS[:20])), accepted


def test_after_an_interview_there_are_four_classes():
    files, met, _ = met_in(SOURCE)
    found = met.list_class
    share = np.bincount(found, minlength=len(LIST_CLASSES)) / len(found)
    assert (share > 0.01).all()
    assert share.argmax() == BORDERLINE
    flagged = files.file_class[met.application] == FLAGGED
    np.testing.assert_array_equal(found == FLAGGED, flagged)
    # Odd: worse than the bar, and nothing in the file.
    np.testing.assert_array_equal(found == CONFLICTING, ~flagged & (met.went < -1))
    # At the top: as many as fit, or fewer, among those who are left.
    bar = files.top_bar["interview"][files.program[met.application]]
    np.testing.assert_array_equal(found == TOP, ~flagged & (met.went >= -1) & (met.view >= bar))


def test_a_class_is_not_what_the_file_alone_said():
    files, met, _ = met_in(SOURCE)
    before, after = files.file_class[met.application], met.list_class
    assert ((before == TOP) & (after == CONFLICTING)).any()
    assert ((before == BORDERLINE) & (after == TOP)).any()
    assert ((before == TOP) & (after == BORDERLINE)).any()


@pytest.mark.parametrize(
    ("file_class", "day"), [("borderline", 0.0), ("conflicting", -2.0), ("top", 3.0)]
)
def test_programs_call_about_those_they_met_as_often_as_their_class_says(file_class, day):
    never = {f"chance_called_{name}": 0.0 for name in LIST_CLASSES}
    scenario = ASKED_LATE.with_you(interview=day).with_assumptions(**never)
    if file_class == "top":
        scenario = scenario.with_you(step2=300, mspe=3, letters=3, research=3)
    asked = scenario.with_assumptions(**{f"chance_called_{file_class}": 1.0})
    (_, silent), (_, heard) = standing(scenario), standing(asked)
    assert heard < silent / 2  # a trusted no is enough
    # Who would be called about for another reason is not.
    others = {f"chance_called_{name}": 1.0 for name in LIST_CLASSES if name != file_class}
    if file_class == "conflicting":
        # After an odd interview the file's own class no longer counts.
        assert standing(scenario.with_assumptions(**others))[1] == silent


def test_what_was_heard_before_the_invitations_stays_heard():
    early = {"calls_before_invitations": 1.0, "chance_called_borderline": 1.0}
    scenario = STRONG.with_you(interview=3.0).with_assumptions(chance_called_top=0, **early)
    told = scenario.with_voice(HOME, "Great on paper, but high management", 0, 60, known=True)
    silent = told.with_assumptions(chance_called_borderline=0)
    assert standing(told)[0] > standing(silent)[0]


def test_an_odd_interview_makes_programs_ask():
    odd = ASKED_LATE.with_you(interview=-0.5).with_assumptions(chance_called_borderline=0)
    never, always = (odd.with_assumptions(odd_interview=bar) for bar in (-10.0, 3.0))
    assert standing(always)[1] < standing(never)[1] / 2


TOPMOST = STRONG.with_you(step2=280, mspe=2, letters=2, interview=2.0)


def test_the_last_week_lifts_who_is_all_in_and_lowers_who_is_not():
    quiet = TOPMOST.with_assumptions(chance_probed=0)
    probed = TOPMOST.with_assumptions(chance_probed=1)
    off = probed.with_assumptions(all_in=0, yield_fear=0)
    assert same(off, quiet)
    assert not same(probed, quiet)
    files, met, accepted = met_in(probed)
    moved = told_in_the_last_week(files, met, accepted, You(), Years(1, SEASONS[:20]))
    top = met.list_class == TOP
    assert set(np.rint(100 * moved[top])) == {30, -30}
    assert not moved[~top].any()
    # All in is who likes that program best of those that met them: one for each applicant.
    gained = met.applicant_cell[moved > 0]
    assert len(set(gained)) == len(gained) > 100
    for n in np.flatnonzero(moved > 0)[:50]:
        own = met.applicant_cell == met.applicant_cell[n]
        assert met.liking[n] == met.liking[own].max()
    now_and_then = everybody(probed.with_assumptions(chance_probed=0.5))
    half = told_in_the_last_week(now_and_then, met, accepted, You(), Years(1, SEASONS[:20]))
    assert (half[top] != 0).mean() == pytest.approx(0.5, abs=0.05)


def test_the_last_week_moves_places_its_way():
    # You like one program best; the others fear to lose you.
    bold = {"chance_probed": 1.0}
    (calm, _), (feared, _) = (
        standing(TOPMOST.with_assumptions(**bold, yield_fear=fear, all_in=0)) for fear in (0.0, 2.0)
    )
    assert feared > calm
    (low, _), (high, _) = (
        standing(TOPMOST.with_assumptions(**bold, yield_fear=0, all_in=gain)) for gain in (0.0, 2.0)
    )
    assert high < low or low == 0


def test_a_first_choice_is_passed_on_by_people_of_yours_who_are_known_there():
    base = STRONG.with_assumptions(chance_probed=0, all_in=2.0)
    chair = base.with_voice("department chair", "They're fine", 0, 60, known=True)
    told = chair.with_you(told_number_one=1)
    passed = told.with_assumptions(first_choice_relayed=1)
    assert same(told.with_assumptions(first_choice_relayed=0), chair)
    assert same(passed.with_assumptions(all_in=0), chair.with_assumptions(all_in=0))
    assert standing(passed)[0] < standing(chair)[0]
    # Nobody passes it on where nobody of yours is known.
    stranger = base.with_voice("department chair", "They're fine", 0, 60, known=False)
    assert same(stranger.with_you(told_number_one=1), stranger)
    assert same(base.with_you(told_number_one=1), base)


def test_where_nobody_acts_on_words_the_last_week_does_nothing():
    silent = TOPMOST.with_assumptions(endorsement_effect="none")
    assert same(silent.with_assumptions(chance_probed=1), silent)
