"""What the words of chapter 01 say of its pictures is what the engine computes."""

from pathlib import Path

import numpy as np
import pytest

from engine import Scenario, claim, figure, simulate
from engine.cases import LETTER, PROGRAMS, at_the_cut, cases
from engine.figures import claimed
from engine.formulas import extra_interviews, falls_below, lift_to_equal_signals
from tests.chapters.pages import pages
from widgets import AdvocatePicker
from widgets.advocacy_gates import SHUT, gates
from widgets.answers import exercise

CALL = ("clerkship director", "You will regret not interviewing them", 2, 4)
LOW = Scenario().with_you(applicant_type="US MD senior", step2=219)


@pytest.fixture(scope="module")
def words():
    (page,) = (page for page in pages() if page.name == "01-past-the-filter")
    return " ".join(page.markdown.split())


def matched(scenario):
    return float((simulate(scenario).outcome[:, -1] == 1).mean())


def test_the_applicant_of_the_opening_passes_the_exam_by_a_point_or_two(words):
    assert "`219`, just above the pass mark" in words
    assert 0 < LOW.you.step2 - figure("step2ck_pass_mark", "all takers").value <= 2
    assert "The rest of the file is average" in words
    you = LOW.you
    assert (you.mspe, you.letters, you.research, you.statement) == (0, 0, 0, 0)


def test_with_studies_numbers_the_call_moves_a_little_and_the_score_a_lot(words):
    assert "the call moves the seasons a little, and the score moves them a lot" in words
    plain, called, scored = (
        matched(one) for one in (LOW, LOW.with_voice(*CALL), LOW.with_you(step2=232))
    )
    assert 0 < called - plain < 0.15
    assert scored - plain > 0.5


def test_with_the_documents_numbers_the_call_does_nearly_as_much_as_the_score(words):
    assert "the call does nearly as much as the score" in words
    told = Scenario(preset="source").with_you(applicant_type="US MD senior", step2=219)
    plain, called, scored = (
        matched(one) for one in (told, told.with_voice(*CALL), told.with_you(step2=232))
    )
    assert 0.7 * (scored - plain) < called - plain <= scored - plain


def test_the_round_of_the_levels_is_the_one_described(words):
    assert "every program cuts at 230" in words
    assert "the caller reaches four programs" in words
    assert PROGRAMS == 4
    market = simulate(at_the_cut(214), 1).files.market
    assert set(market.programs.exam_cut) == {claim("S4-04").value}
    assert claim("S4-09", "weeks on wards").value == 4  # "four weeks on the wards"
    lowest = claim("S4-23", "low").value, claim("S4-23", "high").value
    assert lowest[0] <= PROGRAMS <= lowest[1]  # "three to eight"


def test_a_letter_opens_nothing_and_a_word_from_inside_moves_the_rank():
    letter = at_the_cut(214).with_voice("clerkship director", LETTER, 0, PROGRAMS, known=True)
    assert (simulate(letter, 50).your_reached >= 1).sum() == 0
    assert simulate(at_the_cut(214), 50).your_reached.max() == 0


@pytest.mark.parametrize("preset", ["source", "evidence"])
def test_a_word_in_january_opens_no_interview(words, preset):
    assert "A word in January opens no interview" in words
    late = cases()["S4-09"].under(preset).scenario("call, but in January")
    assert gates(late)[2].sign == SHUT
    silent = cases()["S4-09"].under(preset).scenario("no word")
    reached = [simulate(s, 100).your_reached for s in (late, silent)]
    assert np.array_equal(reached[0] >= 2, reached[1] >= 2)


def test_who_is_listened_to_is_as_the_text_says(words):
    assert "puts the home program director first, and an attending of one or two days last" in words
    table = claimed().query("id == 'S4-14'").set_index("group")["value"]
    assert table.idxmax() == "program director (home)"
    assert table.idxmin() == "attending of one or two days"
    picker = AdvocatePicker()
    picker.who.value = "department chair"
    passed = []
    for closeness in (0.2, 0.5, 0.6, 0.9):  # the chair passes the clerkship director on the way
        picker.proximity.text = str(closeness)
        shown = picker.story.rows(picker.result)["advocates"]
        influence = {row["name"]: row["influence"] for row in shown}
        passed.append(influence["department chair"] > influence["clerkship director"])
    assert passed == [False, False, True, True]


def test_more_than_a_quarter_and_five_signals(words):
    assert "more than a quarter of those five points above it do" in words
    error = figure("step2ck_standard_error_of_difference", "all takers").value
    assert 0.25 < falls_below(230, 235, error) < 0.3
    assert "five signals can add as much" in words
    assert 0 < lift_to_equal_signals() < 1
    five = extra_interviews(5, exercise("1.4").parts[0].answer / 5)
    assert five == pytest.approx(exercise("1.4").parts[0].answer)


def test_the_answers_named_for_instructors_are_those_of_the_exercises():
    told = Path(__file__).parents[2].joinpath("INSTRUCTORS.md").read_text(encoding="utf-8")
    cut = exercise("1.1").parts[0]
    assert f"**{1 - cut.answer:.2f} for {cut.answer:.2f}**".replace("0.", ".") in told
    some, any_, _ = (part.answer for part in exercise("1.3").parts)
    assert f"**{some:.1f} for {any_:.1f}** in 1.3" in told
    assert any(slip.answer == pytest.approx(8 / 15) for slip in exercise("1.2").parts[1].slips)
