"""Acts on a kernel that takes a second for every answer: none is lost, overtaken or overwritten."""

import json
import re

import pytest
from playwright.sync_api import expect

from engine.study.exercises import exercise
from tests.browser.steps import ENDED, IDLE, open_notebook, rest
from tests.browser.steps import NOTEBOOK as NOTEBOOK_WIDGET
from widgets.explorer.words import APPLIED, APPLY, RESET, SCENARIO
from widgets.learning.words import CHECK, LOCK, OF_RIGHT, PREDICTION
from widgets.match.words import FIRST, NEXT
from widgets.season.words import SCORE
from widgets.text.words import BELIEVED, PRESET

NOTEBOOK = "notebooks/slow-kernel.ipynb"
INTEREST, YEARS, PIN = "Interest, %", "Years", "Pin"


@pytest.fixture(scope="module")
def opened(shared_page, lab):
    open_notebook(shared_page, lab, NOTEBOOK)
    expect(shared_page.locator(".btm-live-chart svg")).to_have_count(4)
    expect(area(shared_page, 5).locator(".btm-held svg").first).to_be_visible()
    return shared_page


@pytest.fixture
def form(opened):
    """The slow explorer, everything at its first answer."""
    out = opened.locator(".jp-CodeCell").first.locator(".jp-OutputArea-output")
    out.get_by_role("button", name=RESET).click()
    said(out, 105)
    expect(box(out, INTEREST)).to_have_value("5")
    rest(opened)
    return out


def box(form, label):
    return form.get_by_role("textbox", name=label)


def slider(form, label):
    return form.get_by_role("slider", name=label)


def press(form, name):
    form.get_by_role("button", name=name, exact=True).click()


def said(form, dollars):
    sentence = form.get_by_role("status")
    expect(sentence).to_have_text(f"100 dollars become {dollars}.")


def drag(form, steps):
    """Move the slider of the interest by so many quick steps."""
    one = slider(form, INTEREST)
    one.focus()
    for _ in range(steps):
        one.press("ArrowRight")


def test_reset_after_a_drag_resets(opened, form):
    drag(form, 10)
    press(form, RESET)
    rest(opened)
    expect(box(form, INTEREST)).to_have_value("5")
    assert slider(form, INTEREST).input_value() == "5"
    said(form, 105)


def test_what_is_pinned_is_what_the_drag_came_to(form):
    drag(form, 10)
    press(form, PIN)
    expect(form.get_by_text("pinned")).to_have_text("pinned 15")
    said(form, 115)


def test_a_press_takes_along_what_stands_in_the_box(form):
    box(form, INTEREST).fill("40")
    press(form, PIN)
    expect(form.get_by_text("pinned")).to_have_text("pinned 40")
    said(form, 140)


def test_what_is_being_typed_survives_the_answer_to_what_was_typed_before(opened, form):
    box(form, INTEREST).fill("30")
    box(form, INTEREST).press("Tab")
    years = box(form, YEARS)
    years.fill("")
    years.press("3")
    said(form, 130)  # the answer to the first box is there,
    rest(opened)
    expect(years).to_have_value("3")  # and wiped nothing
    years.press("Tab")
    said(form, 190)
    expect(box(form, INTEREST)).to_have_value("30")


def step(player):
    """The line of the match player that says which step is shown."""
    return player.get_by_role("status").filter(has_text=re.compile(r"^Step \d+ of"))


def test_quick_presses_of_two_buttons_keep_their_order(opened):
    player = area(opened, 1)
    for _ in range(4):
        press(player, NEXT)
    press(player, FIRST)
    rest(opened)
    expect(step(player)).not_to_contain_text("Step 4")
    press(player, NEXT)
    expect(step(player)).to_contain_text("Step 1 of")


def area(page, nth):
    """The output of one code cell."""
    return page.locator(".jp-CodeCell").nth(nth).locator(".jp-OutputArea-output")


def test_two_explorers_used_at_once_both_come_to_what_was_asked(opened, form):
    other = area(opened, 2)
    press(other, RESET)
    said(other, 105)
    drag(form, 6)
    drag(other, 3)
    drag(form, 2)
    said(form, 113)
    said(other, 108)
    expect(box(form, INTEREST)).to_have_value("13")
    expect(box(other, INTEREST)).to_have_value("8")


def test_two_views_of_one_explorer_agree_on_what_was_done_last(opened, form):
    view = area(opened, 3)
    drag(form, 6)
    press(view, PIN)
    box(view, YEARS).fill("2")
    box(view, YEARS).press("Enter")
    for shown in (form, view):
        said(shown, 122)
        expect(box(shown, INTEREST)).to_have_value("11")
        expect(box(shown, YEARS)).to_have_value("2")
        expect(shown.get_by_text("pinned")).to_have_text("pinned 11")


def test_an_answer_typed_right_before_check_is_the_one_that_is_checked(opened):
    answers = area(opened, 4)
    one, two = exercise("1.2").parts
    answers.get_by_role("textbox", name=one.ask).fill("0.86")
    press(answers, CHECK)
    answers.get_by_role("textbox", name=one.ask).fill("0.14")
    answers.get_by_role("textbox", name=two.ask).fill("0.3")
    press(answers, CHECK)
    status = answers.get_by_role("status").first
    expect(status).to_have_text(OF_RIGHT.format(2, 2))
    expect(answers.get_by_role("textbox", name=one.ask)).to_have_value("0.14")


def test_the_guess_that_stands_in_the_box_is_the_one_that_is_locked(opened):
    answers = area(opened, 4)
    guess = box(answers, PREDICTION)
    guess.fill("10")
    guess.press("Tab")
    guess.fill("20")
    press(answers, LOCK)
    expect(answers.get_by_text("You predicted 20%")).to_be_visible()
    expect(guess).to_have_value("20")
    expect(guess).to_be_disabled()


@pytest.fixture
def season(opened):
    """The slow season explorer with its text, everything at its first answer."""
    shown = area(opened, 5)
    press(shown, RESET)
    expect(box(shown, SCORE)).to_have_value("234")
    rest(opened)
    return shown


def drag_score(season, steps):
    one = season.get_by_role("slider", name=SCORE)
    one.focus()
    for _ in range(steps):
        one.press("ArrowRight")


def test_a_choice_made_during_a_drag_keeps_what_the_drag_came_to(season):
    drag_score(season, 5)
    preset = season.get_by_role("combobox", name=PRESET)
    preset.select_option("source")
    drag_score(season, 5)
    expect(season.get_by_text(BELIEVED["source"]).last).to_be_visible()
    scenario = season.get_by_role("textbox", name=SCENARIO)
    expect(scenario).to_have_value(re.compile('"step2": 244'))
    expect(scenario).to_have_value(re.compile('"preset": "source"'))
    expect(box(season, SCORE)).to_have_value("244")
    expect(preset).to_have_value("source")


def test_a_scenario_pasted_right_after_a_drag_is_applied_and_not_wiped(season):
    pasted = json.dumps({"you": {"step2": 251}})
    drag_score(season, 6)
    scenario = season.get_by_role("textbox", name=SCENARIO)
    scenario.fill(pasted)
    rest(season.page)  # the answer to the drag comes meanwhile
    expect(scenario).to_have_value(pasted)
    drag_score(season, 6)
    scenario.fill(pasted)
    press(season, APPLY)
    expect(season.get_by_text(APPLIED)).to_be_visible()
    expect(box(season, SCORE)).to_have_value("251")
    expect(scenario).to_have_value(re.compile('"step2": 251'))


# Paste, move the slider, and paste the same again, before any answer can come in between.
PASTE_MOVE_PASTE = """(box, [slider, pasted, button]) => {
    const enter = (field, value) => {
        field.focus();
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    enter(box, pasted);
    enter(slider, slider.valueAsNumber + 3);
    enter(box, pasted);
    button?.click();
}"""


def test_the_same_text_pasted_again_is_not_wiped_and_is_what_a_press_applies(season):
    scenario = season.get_by_role("textbox", name=SCENARIO)
    pasted = json.dumps({"you": {"step2": 252}})
    score = season.get_by_role("slider", name=SCORE).element_handle()
    scenario.evaluate(PASTE_MOVE_PASTE, [score, pasted, None])
    rest(season.page)  # the answer to the slider comes meanwhile
    expect(scenario).to_have_value(pasted)
    apply = season.get_by_role("button", name=APPLY, exact=True).element_handle()
    scenario.evaluate(PASTE_MOVE_PASTE, [score, pasted, apply])
    expect(box(season, SCORE)).to_have_value("252")
    expect(scenario).to_have_value(re.compile('"step2": 252'))


def test_a_quick_double_press_of_next_is_two_steps(opened):
    player = area(opened, 1)
    press(player, FIRST)
    expect(step(player)).to_contain_text("Step 0 of")
    player.get_by_role("button", name=NEXT, exact=True).dblclick()
    expect(step(player)).to_contain_text("Step 2 of")
    press(player, NEXT)
    expect(step(player)).to_contain_text("Step 3 of")


def test_no_answer_stands_beside_another_mark_than_its_own(opened):
    dots = area(opened, 6)
    ask, answer = dots.get_by_role("slider"), dots.locator("output")
    ask.press("Home")
    expect(answer).to_have_text("season 1")
    ask.press("ArrowRight")
    expect(answer).to_have_text("…")
    expect(answer).to_have_text("season 2")


def test_a_kernel_started_again_takes_acts_again(opened, form):
    drag(form, 3)
    opened.evaluate(f"() => {NOTEBOOK_WIDGET}.sessionContext.session.kernel.restart()")
    opened.wait_for_function(IDLE)
    opened.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    opened.wait_for_function(ENDED)
    fresh = opened.locator(".jp-CodeCell").first.locator(".jp-OutputArea-output")
    said(fresh, 105)
    drag(fresh, 2)
    said(fresh, 107)


def test_a_kernel_that_ends_does_not_hold_up_the_acts_of_the_next(opened, lab):
    form = opened.locator(".jp-CodeCell").first.locator(".jp-OutputArea-output")
    drag(form, 3)
    open_notebook(opened, lab, NOTEBOOK)
    fresh = opened.locator(".jp-CodeCell").first.locator(".jp-OutputArea-output")
    drag(fresh, 2)
    said(fresh, 107)
