"""The exercises: every answer is the engine's, every slip has its reason, and nothing shames."""

import json

import pytest

from engine import MarketError
from engine.study import exercises
from engine.study.exercises import compute, exercise, exercise_ids
from widgets.controls.fields import ChoiceControl
from widgets.learning import words
from widgets.learning.exercises import Exercise
from widgets.learning.log import Log

ONLY = "only after the program contacts you"

# The answers as the course's plan prints them, by hand: the data hold none of them.
PRINTED = {
    "1.1": [".19", ".19"],
    "1.2": [".14", ".30"],
    "1.3": ["2.8", "4.0", ".70"],
    "1.4": ["1.75", ".625"],
    "1.5": [".20", ".81", ".56", ".14", ".04", ".27", "home program director",
            "clerkship director"],
    "1.6": ["does not pass", "does not pass", "passes"],
    "1.7": [".00"],
    "2.1": ["12", "36", "12"],
    "2.2": [".10", ".27", ".41"],
    "2.3": [".08", ".15", ".22", ".28", ".007"],
    "2.4": [".75", ".833"],
    "2.5": [".40", ".57", ".67", ".73"],
    "2.6": ["-1.25", "1.9"],
    "2.7": ["0"],
    "2A": ["forbidden", "forbidden", "forbidden", "allowed", "allowed", "forbidden"],
    "3.1": ["22.5", "124"],
    "3.2": ["4", "6"],
    "3.3": [".006", ".798", ".20", ".90", ".79", ".20", "40"],
    "3.4": [".33", ".42", ".12", ".03"],
    "3.5": ["4.7", ".0014"],
    "3.6": [".657", "1.1%"],
    "4.1": ["100", "33", "200", "66.7"],
    "4.2": ["7.5", "1.0"],
    "4.3": ["1.60", ".64", ".256", ".102", ".768", ".901"],
    "4.4": [".201", ".268", ".000", ".004"],
    "4.5": [".597", ".642", "20 focused"],
    "4.6": ["top list, round 1", "middle list, rounds 2 and 3", "cut from the long list",
            "out at once", "only if desperate", "taken first"],
    "4A": ["Monday 10 am", "Monday 11 am", "Tuesday 8 am", "Thursday 9 am", "Thursday 6 pm",
           "Thursday 9 pm", "never", "never"],
    "4E": [ONLY, ONLY, "allowed", "forbidden", "forbidden", "allowed", "forbidden", "allowed"],
    "5.1": [".381", ".286", ".190", ".095", ".048"],
    "5.2": ["88.6", "139.9", "B"],
    "5.3": ["18.5"],
    "5.4": ["15.6", "46.7", "8.6", "13.3"],
    "5.5": ["2"],
    "5.6": [".61", ".69", ".43", ".38"],
    "5D": [ONLY, ONLY, "allowed", "forbidden", "forbidden", "allowed", ONLY, ONLY, "grey",
           "forbidden"],
}  # fmt: skip


def type_in(control, answer):
    """Answer as the browser does: by the state it sends."""
    state = {"value": answer} if isinstance(control, ChoiceControl) else {"text": str(answer)}
    control.take(state)


@pytest.fixture
def log():
    return Log()


def test_every_exercise_of_the_course_is_there():
    assert list(exercise_ids()) == list(PRINTED)
    numbered = [id for id in exercise_ids() if "." in id]
    counts = [sum(id.startswith(f"{chapter}.") for id in numbered) for chapter in range(1, 6)]
    assert counts == [7, 7, 6, 6, 6]


@pytest.mark.parametrize("id", PRINTED)
def test_the_engine_computes_the_printed_digits(id):
    found = [part.shown.removeprefix("0") or "0" for part in exercise(id).parts]
    assert [text if text.startswith(".") else part.shown for text, part in
            zip(found, exercise(id).parts, strict=True)] == PRINTED[id]  # fmt: skip


@pytest.mark.parametrize("id", PRINTED)
def test_every_slip_is_wrong_and_has_its_reason(id):
    parts = exercise(id).parts
    assert sum(len(part.slips) for part in parts) >= 1
    for part in parts:
        assert part.answer in part.options or not part.options
        for number, slip in enumerate(part.slips):
            assert not part.fits(slip.answer, part.answer), (part.ask, slip)
            assert slip.answer in part.options or not part.options
            assert not any(part.fits(slip.answer, other.answer) for other in part.slips[:number])
            assert slip.why.endswith("."), slip


@pytest.mark.parametrize("id", PRINTED)
def test_texts_are_whole_and_kind(id):
    asked = exercise(id)
    assert asked.title
    assert asked.prompt.endswith((".", "?"))
    assert "{" not in asked.worked
    assert asked.worked.endswith(".")
    for part in asked.parts:
        for slip in part.slips:
            said = slip.why.lower()
            assert not any(word in said for word in ("you are wrong", "careless", "silly"))


def test_no_answer_is_typed_in_the_data():
    rows = exercises._rows().values()
    calls = [part["answer"] for row in rows for part in row["part"]]
    assert len(calls) == 135
    for call in calls:
        assert "(" in call, call
        assert not isinstance(call, float | int), call


@pytest.mark.parametrize("id", PRINTED)
def test_the_right_answers_are_right(id, log):
    asked = Exercise(id, log=log)
    for part, control in zip(asked.question.parts, asked.answers, strict=True):
        type_in(control, part.answer if part.options else part.shown)
    asked.check.press()
    count = len(asked.answers)
    assert asked.feedback.text == f"{count} of {count} right."
    assert [control.help.split(":")[0] for control in asked.answers] == ["Right"] * count
    assert not any(control.problem for control in asked.answers)
    (entry,) = log.entries
    assert (entry["kind"], entry["id"], entry["try"]) == ("answer", id, 1)
    assert entry["right"] == [True] * count


@pytest.mark.parametrize("id", PRINTED)
def test_each_common_wrong_answer_is_known_by_its_reason(id, log):
    asked = Exercise(id, log=log)
    for place, part in enumerate(asked.question.parts):
        for slip in part.slips:
            type_in(asked.answers[place], slip.answer)
            asked.check.press()
            assert asked.answers[place].help == slip.why
            assert log.entries[-1]["right"][place] is False


def test_tries_are_counted_and_an_unknown_wrong_answer_gets_a_neutral_word(log):
    asked = Exercise("5.3", log=log)
    for number, typed in enumerate(["44", "80", "18.5"], 1):
        type_in(asked.answers[0], typed)
        asked.check.press()
        assert asked.tries == number
        if number == 1:
            assert asked.answers[0].help == words.NOT_THIS_NUMBER
    assert [entry["try"] for entry in log.entries] == [1, 2, 3]
    assert [entry["right"] for entry in log.entries] == [[False], [False], [True]]


def test_nothing_typed_is_no_try(log):
    asked = Exercise("1.2", log=log)
    asked.check.press()
    assert (asked.tries, log.entries) == (0, ())
    assert asked.feedback.text == "0 of 2 right. Still open: 2."


def test_what_is_no_number_is_said_and_not_counted(log):
    asked = Exercise("1.2", log=log)
    type_in(asked.answers[0], "a tenth")
    type_in(asked.answers[1], "30")
    asked.check.press()
    assert asked.answers[0].problem == (
        "a tenth is not read as a number; write it like 0.5 or 50%."
    )
    assert asked.answers[1].problem == (
        "30 is not from 0 to 1; write it like 0.5 or, with its % sign, 50%."
    )
    assert log.entries == ()
    type_in(asked.answers[1], "30%")
    assert asked.answers[1].problem == ""
    asked.check.press()
    assert log.entries[0]["answers"] == [None, 0.3]
    assert "1 of 2 right" in asked.feedback.text


@pytest.mark.parametrize(
    ("typed", "right"),
    [(".14", True), ("0.143", True), ("14%", True), ("14 %", True), ("0.15", True),
     ("0.16", False), ("0.12", False)],
)  # fmt: skip
def test_a_number_may_be_written_in_several_ways_and_a_little_off(typed, right, log):
    asked = Exercise("1.2", log=log)
    type_in(asked.answers[0], typed)
    asked.check.press()
    assert log.entries[0]["right"][0] is right


@pytest.mark.parametrize(
    ("id", "unit"),
    [("1.2", "probability"), ("2.5", "reliability, 0 to 1"), ("5.1", "share, 0 to 1")],
)
@pytest.mark.parametrize("typed", ["-5", "-0.14", "38"])
def test_what_no_share_can_be_is_said_and_no_try(id, unit, typed, log):
    asked = Exercise(id, log=log)
    assert asked.answers[0].help == unit
    type_in(asked.answers[0], typed)
    asked.check.press()
    told = f"{typed} is not from 0 to 1; write it like 0.5 or, with its % sign, 50%."
    assert asked.answers[0].problem == told
    assert log.entries == ()


def test_a_new_answer_takes_the_old_words_away(log):
    asked = Exercise("1.2", log=log)
    type_in(asked.answers[0], "0.86")
    asked.check.press()
    assert "at or above" in asked.answers[0].help
    type_in(asked.answers[0], "0.14")
    assert asked.answers[0].help == "probability"
    assert asked.feedback.text == ""


def test_the_solution_is_folded_and_names_the_answers(log):
    solution = Exercise("1.2", log=log).parts[-1].value
    opening = '<details><summary data-lm-suppress-shortcuts="true">'
    assert solution.startswith(opening)
    assert "0.14" in solution
    assert "0.30" in solution


def test_no_answer_stands_in_sight_before_it_is_given(log):
    for id in exercise_ids():
        asked = Exercise(id, log=log)
        for part, control in zip(asked.question.parts, asked.answers, strict=True):
            state = json.dumps({name: control.told().get(name) for name in ("help", "text")})
            assert part.options or part.shown not in state


def test_every_control_of_every_exercise_has_a_name_of_its_own(log):
    for id in exercise_ids():
        asked = Exercise(id, log=log)
        labels = [control.label for control in asked.answers]
        assert all(labels)
        if id != "5.6":  # asks the same of two applicants, one after the other
            assert len(set(labels)) == len(labels), id


@pytest.mark.parametrize("id", ["1.9", "9", "", "one"])
def test_an_unknown_exercise_is_named_with_those_there_are(id):
    with pytest.raises(MarketError, match=rf"no exercise '{id}'; there are 1\.1, 1\.2") as error:
        Exercise(id)
    assert len(error.value.problems) == 1
    assert "5D" in str(error.value)


@pytest.mark.parametrize(
    "call",
    [
        "__import__('os')",
        "open('x')",
        "share_below.__globals__",
        "(lambda: 1)()",
        "[x for x in [1]]",
        "weight_shares().items()",
        "claim",
        "2 ** 9",
        "1 if 1 else 2",
        "f'{1}'",
        "roles()",
        "1 > 0 > -1",
    ],
)
def test_nothing_but_known_calls_is_computed(call):
    with pytest.raises(MarketError, match="not part of an answer"):
        compute(call)


def test_known_calls_are_computed():
    assert compute("1 - 2 * 3 / 4") == -0.5
    assert compute("programs_approached()[1]") == pytest.approx(4)
    assert compute('-code("I\'d be cautious")') == 3
    assert compute("expected_count([1, 1], [0.5, 0.25])") == 0.75


def test_the_exercises_are_read_when_the_first_is_asked_for(monkeypatch):
    import subprocess
    import sys

    code = "from engine.study import exercises; print(exercises._rows.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@pytest.mark.parametrize("id", PRINTED)
def test_no_message_names_an_answer(id):
    for part in exercise(id).parts:
        if isinstance(part.answer, float) and part.unit in ("probability", "%"):
            assert not part.fits(0.5, part.answer)
            assert not part.fits(50, part.answer)


@pytest.mark.parametrize(("id", "given"), [("1.7", "0"), ("1.1", "0.19"), ("1.2", "0.14")])
def test_no_prompt_gives_its_answer_away(id, given):
    assert f" {given}." not in exercise(id).prompt
    assert f" {given} " not in exercise(id).prompt


def test_the_people_of_an_exercise_are_called_alike_throughout():
    asked = exercise("1.5")
    people = {part.ask.casefold() for part in asked.parts if not part.options}
    assert len(people) == 6
    for part in asked.parts:
        if part.options:
            assert set(part.options) == people
    for person in people:
        assert f" {person} " in asked.prompt.casefold()


def test_a_number_that_may_be_a_share_or_a_percentage_is_asked_about(log):
    asked = Exercise("4.2", log=log)
    type_in(asked.answers[0], "0.075")
    asked.check.press()
    assert asked.answers[0].problem == "0.075 could mean 7.5% or 0.075%; write it with a % sign."
    assert log.entries == ()
    type_in(asked.answers[0], "7.5")
    type_in(asked.answers[1], "1%")
    asked.check.press()
    assert log.entries[0]["right"] == [True, True]


def test_enter_in_a_box_checks(log):
    asked = Exercise("1.2", log=log)
    asked.answers[0].take({"text": "0.14", "submits": 1})
    assert asked.feedback.text.startswith("1 of 2 right.")
    assert asked.answers[0].help == "Right: 0.14."
    assert len(log.entries) == 1


# --- Coming back -------------------------------------------------------------------------------


@pytest.fixture
def kept(log, tmp_path):
    """Make a log of two tries and of a choice; return its file."""
    asked = Exercise("1.2", log=log)
    for typed in ("0.86", "14.3%"):
        type_in(asked.answers[0], typed)
        asked.check.press()
    percent, choosing = Exercise("4.2", log=log), Exercise("1.6", log=log)
    type_in(percent.answers[1], "0.5%")
    percent.check.press()
    type_in(choosing.answers[2], "passes")
    choosing.check.press()
    log.save(tmp_path / "my-log.json")
    return tmp_path / "my-log.json"


def test_loaded_answers_are_filled_in_and_judged_and_are_no_try(kept):
    log = Log()
    asked, percent, choosing = (Exercise(id, log=log) for id in ("1.2", "4.2", "1.6"))
    log.load(kept)
    assert [control.text for control in asked.answers] == ["0.143", ""]
    assert asked.answers[0].help == "Right: 0.14."
    assert asked.feedback.text == "From your log. 1 of 2 right. Still open: 1."
    assert [control.text for control in percent.answers] == ["", "0.5%"]
    assert percent.answers[1].problem == ""
    assert [control.value for control in choosing.answers] == ["", "", "passes"]
    assert choosing.answers[2].help == "Right: passes."
    assert len(log.entries) == 4
    asked.check.press()
    assert log.entries[-1]["try"] == 3
    assert "From your log" not in asked.feedback.text


def test_what_was_typed_meanwhile_stays(kept):
    log = Log()
    asked = Exercise("1.2", log=log)
    type_in(asked.answers[1], "0.2")
    log.load(kept)
    assert [control.text for control in asked.answers] == ["", "0.2"]
    assert asked.feedback.text == ""


def test_answers_do_not_come_back_when_something_is_only_noted(kept):
    log = Log()
    asked = Exercise("1.2", log=log)
    log.add("answer", "1.2", answers=[0.14, None], right=[True, False], **{"try": 1})
    log.save(kept)
    assert [control.text for control in asked.answers] == ["", ""]


@pytest.mark.parametrize("edited", [None, "x", [], [1], [1, 2, 3], [None, None], [{}, [1]]])
def test_answers_that_cannot_be_used_any_more_are_left(log, edited):
    asked, choosing = Exercise("1.2", log=log), Exercise("1.6", log=log)
    log.add("answer", "1.2", answers=edited, right=edited)
    asked._put_back(log.entries)
    choosing._put_back(log.entries)
    assert [control.text for control in asked.answers] == ["", ""]
    assert [control.value for control in choosing.answers] == ["", "", ""]
    assert asked.feedback.text == choosing.feedback.text == ""


def test_a_checked_exercise_stays_checked_when_its_cell_is_run_again():
    log = Log()
    first = Exercise("1.2", log=log)
    first.answers[0].text = "0,14"
    first.check.press()
    second = Exercise("1.2", log=log)
    assert second.answers[0].text == "0.14"
    assert second.feedback.text == f"{words.FROM_LOG} {first.feedback.text}"
    assert (second.tries, len(log.entries)) == (1, 1)
