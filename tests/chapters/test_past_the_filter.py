"""What the words of chapter 01 say of its pictures is what the engine computes."""

from pathlib import Path

import numpy as np
import pytest

from engine import Scenario, claim, figure, simulate
from engine.formulas import (
    error_of_one,
    extra_interviews,
    falls_below,
    lift_to_equal_signals,
    programs_approached,
)
from engine.scenario.assumptions import dial
from engine.sources.figures import claimed
from engine.study.cases import LETTER, PROGRAMS, at_the_cut, stories
from engine.study.exercises import exercise
from tests.chapters.pages import page_named
from widgets.past_the_filter import AdvocacyLevels, AdvocatePicker
from widgets.past_the_filter.gate_words import SHUT, said_gates
from widgets.season.lists import cut_marks

CALL = ("clerkship director", "You will regret not interviewing them", 2, 4)
LOW = Scenario().with_you(applicant_type="US IMG", step2=219)


@pytest.fixture(scope="module")
def words():
    return " ".join(page_named("01-past-the-filter").markdown.split())


def matched(scenario):
    return float((simulate(scenario).outcome[:, -1] == 1).mean())


def test_the_applicant_of_the_opening_passes_the_exam_by_a_point_or_two(words):
    assert "`219`, just above the pass mark" in words
    assert 0 < LOW.you.step2 - figure("step2ck_pass_mark", "all takers").value <= 2
    assert "The rest of the file is average" in words
    you = LOW.you
    assert (you.mspe, you.letters, you.research, you.statement) == (0, 0, 0, 0)


@pytest.mark.parametrize("preset", ["evidence", "source"])
def test_the_list_is_as_long_as_the_text_says(words, preset):
    assert "the list of programs is as long as usual" in words
    market = simulate(LOW.with_preset(preset), 1).market
    sent, kind = np.diff(market.start), market.applicants.kind
    assert sent[-1] == np.median(sent[:-1][kind[:-1] == kind[-1]])


@pytest.fixture(scope="module")
def opening():
    """Matched in percent, by world: at first, with the call, with six points more."""
    six = LOW.with_you(step2=225)
    return {
        preset: [
            round(100 * matched(one.with_preset(preset)))
            for one in (LOW, LOW.with_voice(*CALL), six)
        ]
        for preset in ("evidence", "source")
    }


def test_points_move_more_with_studies_and_the_call_with_the_document(words, opening):
    assert "If the studies are right, the six points move far more than the call" in words
    assert "If the articles are right, the call moves more than the points." in words
    first, called, higher = opening["evidence"]
    assert 0 <= called - first < 5 < 20 < higher - first
    assert "because several cuts lie near; six more would move less" in words
    near = [cut for cut in cut_marks(simulate(LOW, 1)) if 0 < cut - LOW.you.step2 < 10]
    assert len(near) > 1
    assert 100 * matched(LOW.with_you(step2=231)) - higher < (higher - first) / 2
    first, called, higher = opening["source"]
    assert first < higher < called
    assert "because that world changes how every file is read" in words
    assert opening["source"][0] != opening["evidence"][0]


def test_what_the_levels_show_is_as_the_folded_answer_says(words):
    levels = AdvocacyLevels()

    def reads(label="read"):
        rows = levels.story.rows(levels.result)["stages"]
        return next(r["count"] for r in rows if (r["when"], r["label"]) == ("after", label))

    def ends():
        return float((levels.result.word.outcome[:, -1] == 1).mean())

    assert "the e-mail is the first; a letter leaves every file unread" in words
    levels.level.value = "0"
    assert reads() == 0
    levels.level.value = "1"
    assert reads() > 0
    assert "heard at one program only, so it brings fewer matches than a call to four" in words
    levels.level.value = "4"
    assert reads() == 1
    inside, place = ends(), _place(levels)
    levels.level.value = "2"
    called, seen = ends(), (reads(), reads("interviewed"))
    assert inside < called
    assert "Its place there is a little better." in words
    assert place < _place(levels)
    assert "Each of the first seven gates shuts the door, January included." in words
    shut = [
        (levels.known, False), (levels.clear, False), (levels.when, "January or later"),
        (levels.rotation, False), (levels.file, False), (levels.unopposed, False),
    ]  # fmt: skip
    assert "for *within reach*, set the cut to `240`" in words
    levels.cut.text = "240"
    assert reads() == 0
    levels.cut.text = "230"
    assert len(shut) + 1 == 7
    assert "October to December leaves about half." in words
    for control, answer in shut:
        first, control.value = control.value, answer
        assert reads() == 0
        control.value = first
    levels.when.value = "October to December"
    assert reads() == pytest.approx(seen[0] / 2, rel=0.1)
    levels.when.value = "by September"
    assert "*Interviewed* stays. *Matched* falls" in words
    levels.interviews.value = "-1.5"
    assert (reads(), reads("interviewed")) == seen
    assert ends() < called - 0.2
    levels.interviews.value = ""
    assert "From the letter to the favor the order holds. The size does not: cuts bend" in words
    levels.preset.value = "evidence"
    found = []
    for level in ("0", "1", "2", "3"):
        levels.level.value = level
        found.append(ends())
    assert found == sorted(found)
    assert "some programs read the file without a word" in words
    assert reads() > 0 < found[0]
    assert "the call moves about ten seasons in a hundred" in words
    assert found[2] - found[0] == pytest.approx(0.1, abs=0.04)


def _place(levels):
    standing = levels.result.word.your_rank
    return float(standing[standing >= 0].mean())


def test_the_round_of_the_levels_is_the_one_described(words):
    assert "every program cuts at 230" in words
    assert "the caller reaches four programs" in words
    assert PROGRAMS == 4
    market = simulate(at_the_cut(214), 1).market
    assert set(market.programs.exam_cut) == {claim("S4-04").value}
    lowest = claim("S4-23", "low").value, claim("S4-23", "high").value
    assert lowest[0] <= PROGRAMS <= lowest[1]  # "three to eight"


def test_the_chances_that_are_our_choice_are_those_of_the_dial(words):
    told = "reopens nine of ten filters if the articles are right, and 15 of 100 if the studies are"
    assert told in words
    assert dial("reopens_level_2")["source"] == 0.9
    assert dial("reopens_level_2")["evidence"] == 0.15


def test_a_letter_opens_nothing():
    letter = at_the_cut(214).with_voice("clerkship director", LETTER, 0, PROGRAMS, known=True)
    assert (simulate(letter, 50).your_reached >= 1).sum() == 0
    assert simulate(at_the_cut(214), 50).your_reached.max() == 0


@pytest.mark.parametrize("preset", ["source", "evidence"])
def test_a_word_in_january_opens_no_interview(words, preset):
    assert "A word in January opens no interview" in words
    late = stories()["S4-09"].under(preset).scenario("call, but in January")
    assert said_gates(late)[2].sign == SHUT
    silent = stories()["S4-09"].under(preset).scenario("no word")
    reached = [simulate(s, 100).your_reached for s in (late, silent)]
    assert np.array_equal(reached[0] >= 2, reached[1] >= 2)


def test_who_is_listened_to_is_as_the_text_says(words):
    told = "puts the home program director first, and an attending of one or two days last"
    assert told in words
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


def test_nearly_a_fifth_and_five_signals(words):
    assert "nearly a fifth of those five points above it do" in words
    difference = figure("step2ck_standard_error_of_difference", "all takers").value
    error = error_of_one(difference)
    assert "off by less than 6" in words
    assert 5 < error < 6
    assert 0.17 < falls_below(230, 235, error) < 0.2
    assert "less than 16 points apart" in words
    assert 2 * difference == 16
    assert "five signals can add as much" in words
    assert 0 < lift_to_equal_signals() < 1
    lift = figure("interview_given_signal", "signalled program").value
    lift -= figure("interview_given_signal", "comparator program").value
    word = figure("rank_higher_given_endorsement", "known mentor").value  # where the picture starts
    assert extra_interviews(5, lift) > extra_interviews(programs_approached()[0], word)


def test_the_answers_named_for_instructors_are_those_of_the_exercises(opening):
    told = Path(__file__).parents[2].joinpath("INSTRUCTORS.md").read_text(encoding="utf-8")
    cut = exercise("1.1").parts[0]
    assert f"**{1 - cut.answer:.2f} for {cut.answer:.2f}**".replace("0.", ".") in told
    some, any_, _ = (part.answer for part in exercise("1.3").parts)
    assert f"**{some:.1f} for {any_:.1f}** in 1.3" in told
    assert "**0.53**, which is 8/15" in told
    assert any(slip.answer == pytest.approx(8 / 15) for slip in exercise("1.2").parts[1].slips)
    # What they will see: the same numbers as in the chapter, which are held there.
    shown = "{}%, {}% with the call, {}% with the points"
    matches = [shown.format(*opening[world]) for world in ("evidence", "source")]
    for printed in (*matches, "| Who is in the filled triangles? | 19% |", "62.5 points"):
        assert printed in told
    assert round(100 * lift_to_equal_signals(), 1) == 62.5
    table = stories()["S4-09"].replay().set_index("step")["matched"]
    assert f"{table['level 2, a call']:.0%}, and 0% behind any gate" in told
    found = stories()["S4-09"].under("evidence").scenario("level 2, a call")
    quiet = stories()["S4-09"].under("evidence").scenario("no word")
    printed = (
        f"{matched(found):.0%} with studies' numbers, against {matched(quiet):.0%} without a word"
    )
    assert printed in told
    assert told.count("Twelve questions") >= 3  # in two plans, and where they are explained
