"""What a widget shows where no kernel runs: words, settings, questions with room to answer."""

from html import escape

import altair as alt

from book.pictures import holes
from book.stills import CAME_OUT, still
from engine.study.bank import items
from widgets.charts import LiveChart, SeasonDots
from widgets.controls import Fold, Form, Note, action, choice, number, sentence_line, toggle
from widgets.learning import CourseTest, Exercise, Log, LogBox, OwnSentence, Prediction
from widgets.season import PlayingSeason


def chart():
    data = alt.Data(name="bars", values=[{"stage": "applied", "count": 60}])
    return LiveChart(alt.Chart(data, description="60 <applied>.").mark_bar().encode(x="count:Q"))


def test_settings_are_told_in_words_and_a_button_is_not():
    said = choice("Who speaks", {"": "nobody", "chief": "the chief"}, "")
    form = Form([number("Step 2", 234, 180, 300, 1), action("Reset"), said, toggle("Rules", True)])
    assert still(form) == (
        '<p class="btm-set">Set here: Step 2 <b>234</b> · Who speaks <b>nobody</b> · '
        "Rules <b>yes</b></p>"
    )


def test_a_picture_is_left_open_with_all_that_draws_it():
    form = Form([sentence_line("60 of them."), chart()])
    html = still(form)
    assert html.startswith('<p class="btm-line">60 of them.</p>')
    (hole,) = holes(html)
    assert hole["description"] == hole["spec"]["description"] == "60 <applied>."
    assert hole["spec"]["rows"] == {"bars": [{"stage": "applied", "count": 60}]}
    dots = SeasonDots([("match", "circle")], {"": ([0], [0])}, "All match.")
    (hole,) = holes(still(dots))
    assert "export default" in hole["script"]
    assert hole["state"]["rows"] == dots.rows


def test_a_prediction_leaves_room_for_a_guess_and_folds_what_comes_out():
    asked = []

    def reveal():
        asked.append(1)
        return 26.6, "left of 230"

    guess = Prediction("1A", "How many are cut?", "%", 0, 100, reveal, log=Log())
    question, _, answer = still(guess).partition("<details")
    assert "How many are cut?" in question
    assert question.count("btm-write") == 1
    assert "26.6" not in question
    assert asked == [1]
    assert CAME_OUT in answer
    assert "26.6%" in answer
    assert "left of 230" in answer
    assert guess.locked is None


def test_a_course_test_asks_all_its_questions_and_tells_no_answer():
    asked = CourseTest("before", log=Log())
    html = still(asked)
    assert len(items()) == 12
    for item in items().values():
        assert html.count(escape(item.question)) == 1
        for said, why in item.choices.items():
            assert f"<li>{escape(said)}</li>" in html
            assert escape(why) not in html
    assert html.count('class="btm-tick"') == 24  # what is right, and how sure one is
    assert asked.given == {}


def test_the_picture_before_a_guess_is_kept_as_it_was():
    dots = SeasonDots([("match", "circle"), ("none", "ring")], {"": ([1], [1])}, "None.")

    def reveal():
        dots.show({"": ([1], [0])}, "It matches.")
        return "match", dots

    options = ["match", "none"]
    asked = Prediction("0", "Where?", reveal=reveal, options=options, meanwhile=lambda: dots)
    before, after = holes(still(asked))
    assert before["description"] == "None."
    assert after["description"] == "It matches."
    assert '<ul class="btm-tick"><li>match</li><li>none</li></ul>' in still(asked)


def test_an_exercise_has_a_line_for_each_part_and_its_solution_folded():
    asked = Exercise("1.2", log=Log())
    html = still(asked)
    question, _, answer = html.partition("<details>")
    assert question.count("btm-write") + question.count("btm-tick") == len(asked.answers) > 1
    assert asked.question.worked.split()[0] in answer
    own = still(OwnSentence("1", "Why?", log=Log()))
    assert own.count("btm-write") == 3


def test_what_only_works_while_it_is_used_says_nothing():
    assert still(LogBox(Log())) == ""
    assert still(Form([Fold("Nothing in it", [action("Save")])])) == ""
    folded = still(Form([Fold("More", [Note("<b>this</b>")])]))
    assert folded == (
        '<details class="btm-more"><summary>More</summary><div><b>this</b></div></details>'
    )


def test_a_season_tells_its_first_step_and_has_its_table():
    season = PlayingSeason()
    html = still(season)
    assert season.steps[0].title in html
    assert html.count("<tr>") > len(season.steps)


def test_a_season_that_plays_stands_at_its_first_step_in_words():
    playing = PlayingSeason()
    first = playing.steps[0]
    html = still(playing)
    assert first.title in html
    assert first.you in html
    assert first.everybody in html
