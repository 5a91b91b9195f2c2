"""Numbers as people type them: read alike wherever they are typed, and never guessed at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.controls.make import number
from widgets.learning import Exercise, Log, Prediction
from widgets.text.reading import read_entry, read_number, unclear_percent, write_number

DECIMAL_COMMAS = [("240,5", 240.5), ("0,27", 0.27), ("-0,125", -0.125), (",5", 0.5), ("+1,5", 1.5),
                  ("\u22121,5", -1.5), ("12,3456", 12.3456), ("1.250,5", 1250.5), ("0,270", 0.27),
                  (" 240,5 ", 240.5)]  # fmt: skip
THOUSANDS = [("1,250", 1250), ("1,250,000", 1_250_000), ("1,250.5", 1250.5), ("-1,250", -1250)]
NO_NUMBERS = ["1,2,3", "1,25,000", "1.25.000", "1,250,5", "1,", ",", "1;5", "", "a lot", "0,5,",
              "1 250", "1.2,5", "--1", "0,1e3", "2_40", "2_4.5"]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), DECIMAL_COMMAS + THOUSANDS)
def test_a_comma_is_read_alike_in_every_box(typed, meant):
    assert read_number(typed) == read_entry(typed) == meant
    box = number("Score", 0, -2e6, 2e6, 1)
    box.text = typed
    assert (box.value, box.problem, box.text) == (meant, "", typed)
    asked = Prediction("1", "How many?", reveal=lambda: (meant, ""), log=Log())
    asked.guess.text = typed
    asked.lock.press()
    assert asked.locked == meant


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_or_may_be_two_is_refused_in_every_box(typed):
    assert read_number(typed) is None
    assert read_entry(typed) == typed
    box = number("Score", 0, -2e6, 2e6, 1)
    box.text = typed
    assert (box.value, box.problem != "") == (0, True)
    asked = Prediction("1", "How many?", reveal=lambda: (1, ""), log=Log())
    asked.guess.text = typed
    asked.lock.press()
    assert (asked.locked, asked.guess.problem != "") == (None, True)


def test_an_exercise_reads_a_comma_as_a_prediction_does():
    asked = Exercise("1.2", log=Log())
    for control, typed in zip(asked.answers, ("0,14", "0,30"), strict=True):
        control.text = typed
    asked.check.press()
    assert asked.feedback.text == "2 of 2 right."


def test_a_share_or_a_percentage_is_asked_back_with_a_comma_too():
    assert unclear_percent("0,25", "%") == "0,25 could mean 25% or 0.25%; write it with a % sign."
    assert read_number("0,25%") == 0.0025


@pytest.mark.parametrize("typed", ["x" * 1_000_000, "9" * 1_000_000, "0." + "1" * 1_000_000 + ","])
def test_what_is_said_about_a_very_long_entry_is_short(typed):
    asked = Prediction("1", "How many?", "", 0, 1, reveal=lambda: (1, ""), log=Log())
    asked.guess.text = typed
    asked.lock.press()
    assert 0 < len(asked.guess.problem) < 200


@given(st.text(st.sampled_from("0123456789.,-+% \u2212eE_xnaif\u0663")) | st.text())
def test_any_text_is_a_finite_number_or_none(typed):
    value = read_number(typed)
    assert value is None or abs(value) < float("inf")
    entry = read_entry(typed)
    assert isinstance(entry, int | float) or entry == typed
    if value is not None and "%" not in typed:
        assert float(entry) == value
    unclear_percent(typed, "%")


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_written_is_read_the_same_with_a_comma_for_its_point(value):
    text = write_number(value)
    assert read_number(text) == float(text)
    if "e" not in text and len(text.partition(".")[2]) != 3:
        assert read_number(text.replace(".", ",")) == float(text)
