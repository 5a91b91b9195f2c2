"""Acts on a kernel that takes a second for every answer: none is lost, overtaken or overwritten."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import ENDED, IDLE, open_notebook
from tests.browser.steps import NOTEBOOK as NOTEBOOK_WIDGET
from widgets.explorer.words import RESET
from widgets.match.words import FIRST, NEXT

pytestmark = pytest.mark.browser

NOTEBOOK = "notebooks/slow-kernel.ipynb"
INTEREST, YEARS, PIN = "Interest, %", "Years", "Pin"
SOON = 20_000  # ms: a handful of answers


@pytest.fixture(scope="module")
def opened(shared_page, lab):
    open_notebook(shared_page, lab, NOTEBOOK)
    expect(shared_page.locator(".btm-live-chart svg")).to_have_count(2)
    return shared_page


@pytest.fixture
def form(opened):
    """The slow explorer, everything at its first answer."""
    out = opened.locator(".jp-CodeCell").first.locator(".jp-OutputArea-output")
    out.get_by_role("button", name=RESET).click()
    said(out, 105)
    expect(box(out, INTEREST)).to_have_value("5")
    opened.wait_for_timeout(1500)
    return out


def box(form, label):
    return form.get_by_role("textbox", name=label)


def slider(form, label):
    return form.get_by_role("slider", name=label)


def press(form, name):
    form.get_by_role("button", name=name, exact=True).click()


def said(form, dollars):
    sentence = form.get_by_role("status")
    expect(sentence).to_have_text(f"100 dollars become {dollars}.", timeout=SOON)


def drag(form, steps):
    """Move the slider of the interest by so many quick steps."""
    one = slider(form, INTEREST)
    one.focus()
    for _ in range(steps):
        one.press("ArrowRight")


def test_reset_after_a_drag_resets(opened, form):
    drag(form, 10)
    press(form, RESET)
    opened.wait_for_timeout(6000)
    expect(box(form, INTEREST)).to_have_value("5")
    assert slider(form, INTEREST).input_value() == "5"
    said(form, 105)


def test_what_is_pinned_is_what_the_drag_came_to(form):
    drag(form, 10)
    press(form, PIN)
    expect(form.get_by_text("pinned")).to_have_text("pinned 15", timeout=SOON)
    said(form, 115)


def test_a_press_takes_along_what_stands_in_the_box(form):
    box(form, INTEREST).fill("40")
    press(form, PIN)
    expect(form.get_by_text("pinned")).to_have_text("pinned 40", timeout=SOON)
    said(form, 140)


def test_what_is_being_typed_survives_the_answer_to_what_was_typed_before(opened, form):
    box(form, INTEREST).fill("30")
    box(form, INTEREST).press("Tab")
    years = box(form, YEARS)
    years.fill("")
    years.press("3")
    said(form, 130)  # the answer to the first box is there,
    opened.wait_for_timeout(1500)
    expect(years).to_have_value("3")  # and wiped nothing
    years.press("Tab")
    said(form, 190)
    expect(box(form, INTEREST)).to_have_value("30")


def test_quick_presses_of_two_buttons_keep_their_order(opened):
    player = opened.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output")
    for _ in range(4):
        press(player, NEXT)
    press(player, FIRST)
    opened.wait_for_timeout(5000)
    expect(player.get_by_role("status").first).not_to_contain_text("Step 4")
    press(player, NEXT)
    expect(player.get_by_role("status").first).to_contain_text("Step 1 of", timeout=SOON)


def test_a_kernel_started_again_takes_acts_again(opened, form):
    drag(form, 3)
    opened.evaluate(f"() => {NOTEBOOK_WIDGET}.sessionContext.session.kernel.restart()")
    opened.wait_for_function(IDLE, timeout=60_000)
    opened.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    opened.wait_for_function(ENDED, timeout=60_000)
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
