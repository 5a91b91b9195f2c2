"""The controls, driven as the browser drives them: by the state it sends."""

import pytest
from traitlets import TraitError

from widgets.controls.make import action, choice, number, problem_line, sentence_line, toggle


@pytest.fixture
def step2():
    return number("Step 2 score", 234, 180, 300, 1, help="On the file.")


@pytest.fixture
def entries(step2):
    seen = []
    step2.observe(lambda change: seen.append(change["new"]), names="entry")
    return seen


def type_in(control, text):
    """Send what the browser sends when somebody has typed."""
    control.take({"text": text})


def slide(control, value):
    """Send what the browser sends when somebody moves the slider."""
    control.take({"value": value, "text": str(value)})


def test_a_number_starts_where_it_was_told(step2):
    assert (step2.value, step2.text, step2.entry, step2.problem) == (234, "234", 234, "")


def test_each_act_is_one_entry(step2, entries):
    slide(step2, 235)
    type_in(step2, "250")
    type_in(step2, "-5")
    slide(step2, 251)
    step2.value = 252
    step2.reset()
    assert entries == [235, 250, -5, 251, 252, 234]


def test_the_value_is_up_to_date_when_the_entry_is_announced(step2):
    seen = []
    step2.observe(lambda change: seen.append((step2.value, step2.text)), names="entry")
    slide(step2, 235)
    type_in(step2, "250")
    step2.value = 260
    assert seen == [(235, "235"), (250, "250"), (260, "260")]


def test_a_fraction_of_what_is_counted_is_refused_and_never_cut_off(step2):
    type_in(step2, "234.9")
    assert (step2.text, step2.entry, step2.value) == ("234.9", 234.9, 234)
    assert step2.problem == "Step 2 score is 234.9; it must be a whole number."
    type_in(step2, "235.0")
    assert (step2.value, repr(step2.entry), step2.problem) == (235, "235", "")
    with pytest.raises(TraitError, match="whole number"):
        step2.value = 240.5


def test_halves_are_typed_where_the_step_says_so():
    share = number("Of 100", 10, 0, 100, 1.0)
    type_in(share, "27.5")
    assert (share.value, share.problem) == (27.5, "")


@pytest.mark.parametrize(
    ("typed", "entry"),
    [("-5", -5), ("301", 301), ("abc", "abc"), ("", ""), ("  ", "  "), ("inf", float("inf"))],
)
def test_what_cannot_be_is_kept_as_typed_and_said_and_the_value_stays(step2, typed, entry):
    type_in(step2, typed)
    assert (step2.text, step2.entry, step2.value) == (typed, entry, 234)
    said = typed.strip() or "empty"
    assert step2.problem == f"Step 2 score is {said}; it must be a number from 180 to 300."


def test_nan_is_no_number_within_any_limits(step2):
    type_in(step2, "nan")
    assert step2.value == 234
    assert step2.problem


@pytest.mark.parametrize("limit", [180, 300])
def test_the_limits_themselves_are_fine(step2, limit):
    type_in(step2, str(limit))
    assert (step2.value, step2.problem) == (limit, "")


def test_a_good_entry_takes_the_problem_away(step2):
    type_in(step2, "-5")
    slide(step2, 240)
    assert step2.problem == ""


def test_reset_takes_nonsense_out_of_the_box_even_where_the_value_is_the_first_one(step2):
    type_in(step2, "-5")
    step2.reset()
    assert (step2.text, step2.value, step2.problem) == ("234", 234, "")


def test_the_caller_may_put_its_own_sentence(step2):
    engine_says = "you.step2 is -5; it must be from 180 to 300"
    step2.observe(lambda change: setattr(step2, "problem", engine_says), names="entry")
    type_in(step2, "-5")
    assert step2.problem == engine_says


def test_a_fraction_stays_a_fraction():
    share = number("Share heard", 0.4, 0, 1, 0.05)
    slide(share, 0.45)
    assert (share.value, share.entry) == (0.45, 0.45)
    slide(share, 1)
    assert share.entry == 1


def test_setting_a_value_outside_the_limits_from_python_is_an_error(step2):
    with pytest.raises(TraitError, match="is 301; it must be a number from 180 to 300"):
        step2.value = 301
    assert step2.value == 234


@pytest.mark.parametrize("value", [179, 301])
def test_a_number_that_starts_outside_its_limits_is_an_error(value):
    with pytest.raises(TraitError, match="from 180 to 300"):
        number("Step 2 score", value, 180, 300, 1)


@pytest.mark.parametrize(
    "make",
    [
        lambda label: number(label, 1, 0, 2, 1),
        lambda label: choice(label, ["a"], "a"),
        toggle,
        action,
    ],
)
def test_no_control_goes_without_a_name(make):
    with pytest.raises(TraitError, match="needs a label"):
        make(" ")
    assert make("Name").label == "Name"


def test_a_choice_offers_words_for_values():
    preset = choice("Dials", {"evidence": "as studies found", "source": "as told"}, "source")
    assert preset.options == [["evidence", "as studies found"], ["source", "as told"]]
    assert preset.value == "source"
    preset.take({"value": "evidence"})
    assert preset.value == "evidence"


def test_a_choice_refuses_what_it_does_not_offer():
    with pytest.raises(TraitError, match="'c'"):
        choice("Letter", ["a", "b"], "c")
    letter = choice("Letter", ["a", "b"], "a")
    with pytest.raises(TraitError, match=r"one of \['a', 'b'\]"):
        letter.value = "c"


def test_a_toggle_is_on_or_off():
    rules = toggle("Official rules", True)
    rules.take({"value": False})
    assert rules.value is False


def test_an_error_behind_a_button_is_not_swallowed():
    again = action("Run again")

    def fails(_change):
        raise ZeroDivisionError

    again.observe(fails, names="presses")
    with pytest.raises(ZeroDivisionError):
        again.press()


def test_lines_are_announced_each_in_its_way():
    assert (problem_line().role, problem_line().text) == ("alert", "")
    assert (sentence_line("So it is.").role, sentence_line("So it is.").text) == (
        "status",
        "So it is.",
    )
