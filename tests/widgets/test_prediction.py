"""A prediction: locked before the picture, scored after it, and never changed in silence."""

import ipywidgets as ipw
import pytest

from engine import MarketError
from widgets import words
from widgets.log import Log
from widgets.prediction import Prediction


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
    asked.guess.set_state({"text": text})


def test_nothing_is_shown_or_computed_before_the_guess_is_locked(asked, calls, log):
    guess(asked, "10")
    assert (calls, asked.picture.children, asked.said.text, log.entries) == ([], (), "", ())
    assert not asked.again.enabled


def test_locking_shows_the_result_the_difference_and_the_picture(asked, log):
    guess(asked, "10")
    asked.lock.press()
    assert asked.said.text == "You predicted 10%; it is 26.6%: your prediction is 16.6 too low."
    assert asked.off_by == pytest.approx(16.6)
    assert asked.picture.children[0].value == "The area left of 230."
    (entry,) = log.entries
    assert (entry["kind"], entry["id"], entry["guess"], entry["result"]) == (
        "prediction", "1A", 10.0, 26.6,
    )  # fmt: skip
    assert entry["off_by"] == pytest.approx(16.6)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("40", "13.4 too high"), ("26.6", "as you predicted"), ("26.62%", "as you predicted")],
)
def test_the_difference_is_said_in_words(asked, typed, said):
    guess(asked, typed)
    asked.lock.press()
    assert said in asked.said.text


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
    assert (asked.picture.children, asked.said.text, asked.locked) == ((), "", None)
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
    assert asked.said.text == "You predicted A; it is B."
    assert log.entries[0]["off_by"] == 1
    asked.again.press()
    asked.guess.value = "B"
    asked.lock.press()
    assert asked.said.text == "It is B, as you predicted."
    assert (log.entries[1]["off_by"], log.entries[1]["try"]) == (0, 2)


def test_a_picture_may_be_any_widget_and_a_sentence_is_shown_as_text(log):
    picture = ipw.Button()
    asked = Prediction("1C", "?", reveal=lambda: (1, picture), log=log)
    guess(asked, "1")
    asked.lock.press()
    assert asked.picture.children == (picture,)
    asked = Prediction("1C", "a < b?", reveal=lambda: (1, "a < b & c"), log=log)
    guess(asked, "1")
    asked.lock.press()
    assert asked.picture.children[0].value == "a &lt; b &amp; c"
    assert "a &lt; b?" in asked.children[0].value


def test_what_the_engine_refuses_leaves_the_guess_open(log):
    def refuse():
        raise MarketError(["market.seed is 'x'; it must be a whole number"])

    asked = Prediction("1D", "?", reveal=refuse, log=log)
    guess(asked, "1")
    asked.lock.press()
    assert "market.seed" in asked.problem.text
    assert asked.guess.enabled
    assert (asked.locked, log.entries) == (None, ())
