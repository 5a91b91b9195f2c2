"""What plays step by step, as far as it can be seen without a browser."""

import pytest

from widgets.charts.playing import PLAY, YOU, PlayingPicture, Step, step_rows, steps_table

STEPS = [Step("one", "Monday", "All wait", "You wait"), Step("two", "<Noon>", "All go", "You go")]


class Picture(PlayingPicture):
    _esm = "export default {}"


@pytest.fixture
def playing():
    rows = {"steps": step_rows(STEPS), "people": [[0], [1]], "programs": []}
    picture = Picture(rows, "All go.", legend=["A dot is a person."])
    picture.ask = lambda asked: f"person {asked['person']} at step {picture.step}"
    return picture


def test_it_sends_every_word_that_it_shows(playing):
    assert (playing.words["play"], playing.words["you"]) == (PLAY, YOU)
    assert playing.words["legend"] == ("A dot is a person.",)


def test_a_person_is_told_of_anew_with_every_step(playing):
    playing.asked = {"person": 1}
    assert playing.answer == "person 1 at step 0"
    playing.step = 1
    assert playing.answer == "person 1 at step 1"


def test_other_rows_begin_with_their_first_step_and_nobody_asked(playing):
    playing.asked = {"person": 1}
    playing.step = 1
    playing.update(rows={"steps": step_rows(STEPS[:1]), "people": [[2]]}, description="One.")
    assert (playing.step, playing.asked, playing.answer) == (0, {}, "")


def test_a_move_or_a_question_older_than_what_is_shown_does_no_harm(playing):
    playing.step = 12
    assert playing.step == 1
    playing.step = -3
    assert playing.step == 0
    playing.asked = {"person": 500}
    assert playing.answer == ""
    playing.asked = {"person": 0}
    assert playing.answer == "person 0 at step 0"


def test_its_table_says_the_same_and_what_is_written_is_no_markup():
    table = steps_table("A day", STEPS)
    assert "All wait" in table
    assert "You go" in table
    assert "&lt;Noon&gt;" in table
