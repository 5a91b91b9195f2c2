"""A learner's own sentence goes into their log, as written and nowhere else."""

import pytest

from widgets.learning import Log, OwnSentence, words


@pytest.fixture
def asked():
    return OwnSentence("1", "Why is <one> gate enough?", log=Log())


def test_a_sentence_is_noted_as_written(asked):
    asked.box.text = "  A shut gate\nleaves 0 files read.  "
    asked.note.press()
    (entry,) = asked.my_log.entries
    assert (entry["kind"], entry["id"]) == ("sentence", "1")
    assert entry["text"] == "A shut gate leaves 0 files read."
    assert asked.said.text == "Noted in your log. It uses a number."


def test_without_a_number_it_is_noted_and_said(asked):
    asked.box.text = "A chain breaks at its weakest link."
    asked.note.press()
    assert len(asked.my_log.entries) == 1
    assert "no number yet" in asked.said.text


def test_nothing_is_not_noted_and_what_was_said_does_not_stay(asked):
    asked.note.press()
    assert asked.my_log.entries == ()
    assert asked.box.problem == "Write a sentence first."
    asked.box.text = "Now 1."
    assert asked.box.problem == asked.said.text == ""


def test_the_question_is_text_and_not_html(asked):
    assert "&lt;one&gt;" in asked.parts[0].value


def test_it_is_not_in_the_table_for_an_instructor(asked):
    asked.box.text = "My own words, 1."
    asked.note.press()
    assert "own words" not in asked.my_log.to_csv()


def test_the_last_sentence_comes_back_when_a_log_is_loaded(asked, tmp_path):
    for text in ("First, 1.", "Then <b>2</b>."):
        asked.box.text = text
        asked.note.press()
    asked.my_log.save(tmp_path / "my-log.json")
    later = OwnSentence("1", "Why?", log=Log())
    other = OwnSentence("2", "Why?", log=later.my_log)
    typing = OwnSentence("1", "Why?", log=Log())
    typing.box.text = "Now 3."
    for box in (later, typing):
        box.my_log.load(tmp_path / "my-log.json")
    assert (later.box.text, later.said.text) == ("Then <b>2</b>.", "From your log.")
    assert (typing.box.text, typing.said.text) == ("Now 3.", "")
    assert other.box.text == ""
    assert len(later.my_log.entries) == 2


@pytest.mark.parametrize("edited", [None, 1, "", ["x"]])
def test_a_sentence_that_is_none_is_left(asked, edited):
    asked.my_log.add("sentence", "1", text=edited)
    asked._put_back(asked.my_log.entries)
    assert asked.box.text == asked.said.text == ""


def test_a_noted_sentence_stands_there_again_when_its_cell_is_run_again():
    log = Log()
    first = OwnSentence("1", "Why?", log=log)
    first.box.text = "A shut gate leaves 0 of 4 files read."
    first.note.press()
    second = OwnSentence("1", "Why?", log=log)
    assert (second.box.text, second.said.text) == (first.box.text, words.FROM_LOG)
    assert len(log.entries) == 1
