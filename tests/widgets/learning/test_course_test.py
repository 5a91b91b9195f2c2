"""The twelve questions before and after: what is kept, what is told, what has changed."""

import json

import pytest

from engine.study.bank import items
from widgets.learning import CourseTest, Log
from widgets.learning import bank_words as words
from widgets.learning.course_test import item_order
from widgets.learning.gain import Answer, calibration_sentence, gain_sentence, levels
from widgets.learning.gain_picture import gain_picture, gain_rows


@pytest.fixture
def log():
    return Log()


def answer(form, right=True, sure="0.75"):
    """Answer the question that is asked, go on, and return its item."""
    item = form.item
    wrong = next(choice for choice in item.choices if choice != item.answer)
    form.answer.value = item.answer if right else wrong
    form.sure.value = sure
    form.keep.press()
    return item


def answer_all(form, right):
    """Answer all of them: those of the ids in `right` rightly."""
    for _ in items():
        answer(form, form.item.id in right)
        if form.when == words.AFTER_ITEM:
            form.on.press()


def shown(form):
    """Everything a form shows, as the browser is told it."""
    return json.dumps(form.says)


def test_the_two_times_ask_the_same_in_another_order(log):
    before, after = item_order("before"), item_order("after")
    assert set(before) == set(after) == set(items())
    assert all(one != other for one, other in zip(before, after, strict=True))
    first, again = CourseTest("before", log=log), CourseTest("after", log=log)
    for form in (first, again):
        while form.item.id != "points":
            form.on.press()
    assert first.answer.options == again.answer.options[::-1]


def test_before_the_course_nothing_says_what_is_right(log):
    form = CourseTest("before", log=log)
    for item in items().values():
        assert form.item is item
        answer(form)
        for why in item.choices.values():
            assert why not in shown(form)
    assert form.status.text == words.DONE_BEFORE.format(12)
    assert form.picture is None
    assert {entry["kind"] for entry in log.entries} == {"before"}
    assert not any("right" in entry for entry in log.entries)


def test_an_answer_needs_a_choice_and_how_sure(log):
    form = CourseTest("before", log=log)
    form.keep.press()
    assert (form.answer.problem, form.sure.problem) == (words.PICK_FIRST, words.SURE_FIRST)
    form.answer.value = form.item.answer
    form.keep.press()
    assert (form.answer.problem, form.sure.problem) == ("", words.SURE_FIRST)
    assert log.entries == ()
    form.sure.value = "0.5"
    assert form.sure.problem == ""
    form.keep.press()
    assert len(log.entries) == 1


def test_before_the_course_an_answer_can_be_changed(log):
    form = CourseTest("before", log=log)
    item = answer(form, right=False)
    form.back.press()
    assert form.item is item
    assert form.answer.enabled
    assert form.answer.value != item.answer
    answer(form)
    assert form.given[item.id].right
    assert form.status.text == "1 of 12 answered."


def test_afterwards_each_answer_is_followed_by_all_reasons_and_stays(log):
    form = CourseTest("after", log=log)
    assert form.told.value == form.result.text == ""
    item = answer(form, right=False)
    for choice, why in item.choices.items():
        assert choice in form.told.value.replace("&#x27;", "'")
        assert why in form.told.value.replace("&#x27;", "'")
    assert all(f"<b>{id}</b>" in form.told.value for id in item.sources)
    assert 'id="src-' not in form.told.value  # a page has each place only once
    assert [one.enabled for one in (form.answer, form.sure, form.keep)] == [False] * 3
    form.keep.press()
    assert len(log.entries) == 1
    form.on.press()
    assert form.answer.enabled
    assert form.told.value == ""


def test_it_works_without_answers_from_before(log):
    form = CourseTest("after", log=log)
    answer_all(form, set(items()))
    assert "12 of 12 right" in form.result.text
    assert "nothing to compare" in form.result.text
    assert form.picture.description == form.result.text


def test_the_gain_is_that_of_both_times_and_follows_the_log(log):
    ids = list(items())
    answer_all(CourseTest("before", log=log), set(ids[:4]))
    form = CourseTest("after", log=log)
    answer_all(form, set(ids[:9]))
    assert "Before the course 4 of 12 were right, now 9: 5 more." in form.result.text
    assert len(form.picture.rows["dots"]) == 24
    log.clear()
    assert form.result.text == form.told.value == ""
    assert form.picture is None
    assert form.status.text == "0 of 12 answered."
    assert form.answer.value == ""
    assert form.answer.enabled


def test_answers_of_another_page_come_with_the_log(log, tmp_path):
    answer_all(CourseTest("before", log=log), set())
    log.save(tmp_path / "my-log.json")
    later = Log()
    form = CourseTest("after", log=later)
    answer(form)
    assert "nothing to compare" in form.result.text
    later.load(tmp_path / "my-log.json")
    assert "Before the course 0 of 1 were right, now 1" in form.result.text


def test_after_a_reload_it_goes_on_where_it_stood(log):
    first = answer(CourseTest("after", log=log))
    again = CourseTest("after", log=log)
    assert again.item is not first
    again.back.press()
    assert again.item is first
    assert again.answer.value == first.answer
    assert first.choices[first.answer][:20] in again.told.value.replace("&#x27;", "'")


def test_what_is_being_chosen_is_not_taken_away_by_another_entry(log):
    form = CourseTest("before", log=log)
    form.answer.value = form.item.answer
    log.add("sentence", "1", text="Meanwhile.")
    assert form.answer.value == form.item.answer


@pytest.mark.parametrize(
    "spoiled",
    [{"answer": "no such choice"}, {"sure": 0.2}, {"sure": [0.5]}, {"answer": ["x"]}, {"id": "x"}],
)
def test_an_entry_that_somebody_spoiled_is_passed_over(log, spoiled):
    entry = {"time": "2026-01-06T10:00:00+00:00", "kind": "after", "id": "points"}
    entry |= {"answer": items()["points"].answer, "sure": 0.5}
    log.remember([entry])
    assert len(CourseTest("after", log=log).given) == 1
    log.clear()
    log.remember([{**entry, **spoiled}])
    assert len(CourseTest("after", log=log).given) == 0


def test_an_instructor_gets_none_of_it(log):
    answer(CourseTest("before", log=log))
    assert log.to_csv().splitlines()[1:] == []


# --- In words ----------------------------------------------------------------------------------


def given(right, sure=0.75, of=10):
    names = list(items())[:of]
    return {id: Answer(f"{nth < right}", sure, nth < right) for nth, id in enumerate(names)}


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (3, 8, "Before the course 3 of 10 were right, now 8: 5 more."),
        (5, 5, "Before the course 5 of 10 were right, and now as many."),
        (8, 6, "Before the course 8 of 10 were right, now 6. That happens"),
    ],
)
def test_the_gain_is_said_kindly_whichever_way(then, now, said):
    text = gain_sentence(given(then), given(now))
    assert text.startswith(said)
    assert not {"worse", "lost", "failed", "fewer"} & set(text.lower().split())


def test_only_what_was_answered_both_times_is_compared():
    text = gain_sentence(given(3, of=5), given(8))
    assert "Before the course 3 of 5 were right, now 5" in text
    assert text.endswith(words.COMPARED)


def test_how_sure_against_how_often_right():
    assert "the two agree" in calibration_sentence({}, given(8))
    assert "a little more doubt" in calibration_sentence({}, given(3))
    assert "know more than you trust" in calibration_sentence({}, given(9, 0.5))
    assert "lay 45 points apart, now 5." in calibration_sentence(given(3), given(8))
    assert "apart" not in calibration_sentence({}, given(8))
    assert "apart" not in calibration_sentence(given(8), given(3))  # it is no reproach
    assert calibration_sentence(given(3), {}) == ""


def test_levels_count_what_was_said_with_each():
    both = given(2, 0.5, 4) | {"growth": Answer("a", 0.95, True)}
    assert levels(both) == [(0.5, 2, 4), (0.95, 1, 1)]


def test_the_picture_has_a_dot_for_each_answer_and_its_sentence():
    rows = gain_rows(given(3), given(8))
    right = dict.fromkeys((words.ROW_THEN, words.ROW_NOW), 0)
    for dot in rows["dots"]:
        right[dot["when"]] += dot["right"] == words.MARKS[True]
    assert right == {words.ROW_THEN: 3, words.ROW_NOW: 8}
    assert rows["points"][1]["text"] == "8 of 10"
    assert gain_picture(rows, "What it shows.").to_dict()["description"] == "What it shows."
