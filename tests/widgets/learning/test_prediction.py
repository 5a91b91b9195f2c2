"""A prediction: locked before the picture, scored after it, and never changed in silence."""

import ipywidgets as ipw
import pytest

from engine import MarketError
from widgets.learning import words
from widgets.learning.log import Log
from widgets.learning.log_rows import as_html
from widgets.learning.prediction import Prediction


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def calls():
    return []


@pytest.fixture
def asked(log, calls):
    def reveal():
        calls.append(1)
        return 26.6, "The area left of 230."

    return Prediction("1A", "How many are cut?", "%", 0, 100, reveal, log=log)


def guess(asked, text):
    asked.guess.take({"text": text})


def test_nothing_is_shown_or_computed_before_the_guess_is_locked(asked, calls, log):
    guess(asked, "10")
    assert (calls, asked.picture, asked.said.text, log.entries) == ([], None, "", ())
    assert not asked.again.enabled


def test_locking_shows_the_result_the_difference_and_the_picture(asked, log):
    guess(asked, "10")
    asked.lock.press()
    assert (
        asked.said.text
        == "You predicted 10%; here it is 26.6%: your prediction is 16.6 points too low."
    )
    assert asked.off_by == pytest.approx(16.6)
    assert asked.picture.value == "The area left of 230."
    (entry,) = log.entries
    assert (entry["kind"], entry["id"], entry["guess"], entry["result"]) == (
        "prediction", "1A", 10.0, 26.6,
    )  # fmt: skip
    assert entry["off_by"] == pytest.approx(16.6)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("40", "13.4 points too high"),
        ("27.6", "1 point too high"),
        ("26.6", "here it is 26.6%, as you predicted"),
        ("26.62%", "as you predicted"),
    ],
)
def test_the_difference_is_said_in_words(asked, typed, said):
    guess(asked, typed)
    asked.lock.press()
    assert said.casefold() in asked.said.text.casefold()


def test_a_locked_guess_cannot_be_changed(asked, calls, log):
    guess(asked, "10")
    asked.lock.press()
    assert not asked.guess.enabled
    assert not asked.lock.enabled
    said = asked.said.text
    guess(asked, "26.6")  # as a page that was tampered with would send it
    asked.lock.press()
    assert (asked.locked, asked.said.text, len(calls), len(log.entries)) == (10, said, 1, 1)


def test_trying_again_is_recorded(asked, log):
    guess(asked, "10")
    asked.lock.press()
    asked.again.press()
    assert asked.guess.enabled
    assert (asked.picture, asked.said.text, asked.locked) == (None, "", None)
    guess(asked, "25")
    asked.lock.press()
    assert [(entry["try"], entry["guess"]) for entry in log.entries] == [(1, 10), (2, 25)]


@pytest.mark.parametrize("typed", ["", "  ", "many", "nan", "inf", "-1", "101", "0,5"])
def test_what_cannot_be_locked_is_said_and_nothing_is_given_away(asked, calls, log, typed):
    guess(asked, typed)
    asked.lock.press()
    assert asked.guess.problem
    assert (calls, log.entries, asked.locked) == ([], (), None)
    guess(asked, "0")
    asked.lock.press()
    assert (asked.locked, asked.guess.problem) == (0, "")


def test_a_choice_is_locked_and_scored_too(log):
    asked = Prediction(
        "1B", "Who is chosen?", options=("A", "B"), reveal=lambda: ("B", "B is."), log=log
    )
    asked.lock.press()
    assert asked.guess.problem == words.CHOOSE_FIRST
    asked.guess.value = "A"
    asked.lock.press()
    assert asked.said.text == "You predicted A; here it is B."
    assert log.entries[0]["off_by"] == 1
    asked.again.press()
    asked.guess.value = "B"
    asked.lock.press()
    assert asked.said.text == "Here it is B, as you predicted."
    assert (log.entries[1]["off_by"], log.entries[1]["try"]) == (0, 2)


def test_a_picture_may_be_any_widget_and_a_sentence_is_shown_as_text(log):
    picture = ipw.Button()
    asked = Prediction("1C", "?", reveal=lambda: (1, picture), log=log)
    guess(asked, "1")
    asked.lock.press()
    assert asked.parts[-1] is asked.picture is picture
    asked = Prediction("1C", "a < b?", reveal=lambda: (1, "a < b & c"), log=log)
    guess(asked, "1")
    asked.lock.press()
    assert asked.picture.value == "a &lt; b &amp; c"
    assert "a &lt; b?" in asked.parts[0].value


def test_what_the_engine_refuses_leaves_the_guess_open(log):
    def refuse():
        raise MarketError(["market.seed is 'x'; it must be a whole number"])

    asked = Prediction("1D", "?", reveal=refuse, log=log)
    guess(asked, "1")
    asked.lock.press()
    assert "market.seed" in asked.problem.text
    assert asked.guess.enabled
    assert (asked.locked, log.entries) == (None, ())


@pytest.mark.parametrize(
    ("unit", "result", "said"),
    [
        ("places", 12, "You predicted 15 places; here it is 12 places: your prediction is 3 too"),
        ("places", 1, "You predicted 15 places; here it is 1 place: your prediction is 14 too"),
        ("of 100 seasons", 1, "You predicted 15 of 100 seasons; here it is 1 of 100 seasons: your"),
    ],
)
def test_a_difference_has_the_unit_that_was_asked_for(log, unit, result, said):
    asked = Prediction("1E", "How many?", unit, reveal=lambda: (result, ""), log=log)
    guess(asked, "15")
    asked.lock.press()
    assert asked.said.text.startswith(said)


@pytest.mark.parametrize("typed", [".25", "0.25", " 0.999 ", "0.001"])
def test_a_number_that_may_be_a_share_or_a_percentage_is_asked_about(asked, calls, log, typed):
    guess(asked, typed)
    asked.lock.press()
    assert asked.guess.problem.startswith(f"{typed.strip()} could mean ")
    assert (calls, log.entries, asked.locked) == ([], (), None)
    guess(asked, f"{typed}%")
    asked.lock.press()
    assert asked.locked == float(typed)
    assert asked.guess.problem == ""


@pytest.mark.parametrize("typed", ["25", "25%", "0.25%", "0", "1", "1.5"])
def test_a_number_that_is_clear_is_locked(asked, typed):
    guess(asked, typed)
    asked.lock.press()
    assert asked.locked == float(typed.strip("%"))


def test_no_message_holds_an_answer_to_copy(asked):
    guess(asked, "many")
    asked.lock.press()
    assert asked.guess.problem == "many is not read as a number; write it like 0.5 or 50%."


def test_enter_in_the_box_locks(asked, log):
    asked.guess.take({"text": "10", "submits": 1})  # as one message of the browser
    assert (asked.locked, len(log.entries)) == (10, 1)
    asked.guess.take({"submits": 2})
    assert len(log.entries) == 1


def test_the_focus_is_offered_to_what_can_be_used_next(asked):
    guess(asked, "10")
    asked.lock.press()
    assert (asked.again.catches, asked.guess.catches) == (1, 0)
    asked.again.press()
    assert (asked.again.catches, asked.guess.catches) == (1, 1)


# --- What the page knows of it, and the picture until then -------------------------------------


def test_its_element_says_which_prediction_it_is_and_whether_a_guess_is_locked(asked):
    assert asked.data == {"prediction": "1A", "locked": "false"}
    guess(asked, "10")
    asked.lock.press()
    assert asked.data == {"prediction": "1A", "locked": "true"}
    asked.again.press()
    assert asked.data == {"prediction": "1A", "locked": "false"}


def test_a_picture_that_is_there_all_along_stays_and_turns(log):
    picture, told = ipw.HTML("before"), []

    def meanwhile():
        picture.value = "before"
        return picture

    def reveal():
        told.append(1)
        picture.value = "after"
        return 60, picture

    asked = Prediction("0.1", "How often?", "%", 0, 100, reveal, meanwhile=meanwhile, log=log)
    assert (asked.picture, picture.value, told) == (picture, "before", [])
    dials, outcome = asked.parts[0].parts
    assert (dials.kind, outcome.kind, outcome.parts) == ("dials", "outcome", (picture,))
    guess(asked, "70")
    asked.lock.press()
    assert (asked.picture, picture.value, told) == (picture, "after", [1])
    assert asked.parts[0].parts[1].parts == (picture,)
    asked.again.press()
    assert (asked.picture, picture.value) == (picture, "before")


def test_the_log_tells_a_week_later_what_was_asked(asked, log):
    guess(asked, "10")
    asked.lock.press()
    assert "prediction 1A: How many are cut?" in as_html(log.entries, "My log")


# --- Coming back -------------------------------------------------------------------------------


@pytest.fixture
def kept(asked, log, tmp_path):
    """Make a log of two tries and of something else; return its file."""
    for typed in ("10", "0.25%"):
        guess(asked, typed)
        asked.lock.press()
        asked.again.press()
    log.add("prediction", "1B", guess="A", result="B", off_by=1, **{"try": 1})
    log.save(tmp_path / "my-log.json")
    return tmp_path / "my-log.json"


def another_day(log, calls=None, **settings):
    def reveal():
        if calls is not None:
            calls.append(1)
        return 26.6, "The area left of 230."

    return Prediction("1A", "How many are cut?", "%", 0, 100, reveal, log=log, **settings)


def test_a_loaded_guess_is_locked_again_with_its_result_and_is_not_noted(kept):
    log, calls = Log(), []
    asked = another_day(log, calls)
    assert (asked.locked, calls) == (None, [])
    log.load(kept)
    assert (asked.locked, asked.guess.text, len(calls)) == (0.25, "0.25%", 1)
    assert asked.said.text.startswith("From your log. You predicted 0.25%; here it is 26.6%")
    assert "The area left of 230." in asked.picture.value
    assert [asked.guess.enabled, asked.lock.enabled, asked.again.enabled] == [False, False, True]
    assert asked.again.catches == 0  # the focus stays at the button that loads
    assert len(log.entries) == 3


def test_after_a_loaded_guess_one_can_try_again(kept):
    log = Log()
    asked = another_day(log)
    log.load(kept)
    asked.again.press()
    assert (asked.locked, asked.said.text, asked.picture) == (None, "", None)
    guess(asked, "20")
    asked.lock.press()
    assert "From your log" not in asked.said.text
    assert (log.entries[-1]["guess"], log.entries[-1]["try"]) == (20, 3)


@pytest.mark.parametrize("locked", [True, False])
def test_what_was_typed_or_locked_meanwhile_stays(kept, locked):
    log = Log()
    asked = another_day(log)
    guess(asked, "50")
    if locked:
        asked.lock.press()
    said = asked.said.text
    log.load(kept)
    assert (asked.guess.text, asked.said.text) == ("50", said)
    assert asked.locked == (50 if locked else None)


def test_nothing_comes_back_when_something_is_only_noted_or_saved(kept):
    log = Log()
    asked = another_day(log)
    log.add("prediction", "1A", guess=12.0, result=26.6, off_by=14.6, **{"try": 1})
    log.save(kept)
    assert (asked.locked, asked.guess.text) == (None, "")


def test_a_choice_comes_back(kept):
    log = Log()
    asked = Prediction("1B", "Who?", options=("A", "B"), reveal=lambda: ("B", "B is."), log=log)
    log.load(kept)
    assert (asked.locked, asked.guess.value) == ("A", "A")
    assert asked.said.text == "From your log. You predicted A; here it is B."


@pytest.mark.parametrize("edited", [None, "many", 101, -1, True, 10**400, float("nan"), [1], {}])
def test_a_guess_that_cannot_be_used_any_more_is_left(edited):
    log, calls = Log(), []
    asked = another_day(log, calls)
    log.add("prediction", "1A", guess=edited)
    asked._put_back(log.entries)
    assert (asked.locked, asked.guess.text, asked.guess.problem, calls) == (None, "", "", [])
    choosing = Prediction("1A", "?", options=("A", "B"), reveal=lambda: ("B", ""), log=log)
    choosing._put_back(log.entries)
    assert (choosing.locked, choosing.guess.value) == (None, "")


def test_a_cell_that_is_run_again_takes_the_place_of_its_earlier_run(kept):
    log, early, late = Log(), [], []
    another_day(log, early)
    asked = another_day(log, late)
    log.load(kept)
    assert (early, late, asked.locked) == ([], [1], 0.25)


def test_what_the_engine_refuses_is_said_when_a_guess_comes_back(kept):
    def refuse():
        raise MarketError(["market.seed is 'x'; it must be a whole number"])

    log = Log()
    asked = Prediction("1A", "?", "%", 0, 100, refuse, log=log)
    log.load(kept)
    assert "market.seed" in asked.problem.text
    assert asked.locked is None
    assert asked.guess.enabled


def test_an_answered_prediction_stays_answered_when_its_cell_is_run_again():
    log, made = Log(), []

    def run_cell():
        asked = Prediction(
            "1A", "How many?", "%", 0, 100, lambda: (made.append(1), (26.6, "So."))[1], log=log
        )
        return asked

    first = run_cell()
    assert (first.locked, made) == (None, [])
    guess(first, "0,25%")
    first.lock.press()
    second = run_cell()
    assert (second.locked, second.guess.enabled, second.tries) == (0.25, False, 1)
    assert second.said.text == f"{words.FROM_LOG} {first.said.text}"
    assert second.parts[-1] is second.picture
    assert len(log.entries) == 1
    second.again.press()
    guess(second, "30")
    second.lock.press()
    assert [(entry["try"], entry["guess"]) for entry in log.entries] == [(1, 0.25), (2, 30)]
    assert run_cell().locked == 30
    log.clear()
    assert run_cell().locked is None


def test_a_prediction_without_an_answer_or_with_half_its_limits_is_refused_when_it_is_made(log):
    with pytest.raises(TypeError, match="reveal"):
        Prediction("1A", "How many?", log=log)
    with pytest.raises(TypeError, match="both limits"):
        Prediction("1A", "How many?", "", 0, reveal=lambda: (1, ""), log=log)
