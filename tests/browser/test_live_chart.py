"""A chart and its controls in a real JupyterLab, moved as a person moves them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    count_cells,
    open_notebook,
    screenshot,
)
from tools.browser import find_browser, no_browser

BARS = "g.mark-rect path"


@pytest.fixture(scope="module")
def notebook(shared_page, lab):
    """Open the fixture notebook and wait until both views of its chart stand there."""
    open_notebook(shared_page, lab, "notebooks/live-chart.ipynb")
    expect(shared_page.locator(".btm-live-chart svg")).to_have_count(2)
    return shared_page


@pytest.fixture
def opened(notebook):
    """Give a test the notebook with its score as at first."""
    notebook.get_by_role("button", name="Reset").click()
    expect(notebook.get_by_role("textbox", name="Step 2 score")).to_have_value("234")
    expect(notebook.locator(".btm-live-chart[aria-label*='score of 234'] svg")).to_have_count(2)
    return notebook


def bars(view):
    """Return the shape of every bar of one view of the chart."""
    return view.locator(BARS).evaluate_all("bars => bars.map(bar => bar.getAttribute('d'))")


def test_a_slider_moved_by_keyboard_moves_the_marks_of_every_view(opened):
    views = opened.locator(".btm-live-chart").all()
    slider = opened.get_by_role("slider", name="Step 2 score")
    before = bars(views[0])
    assert len(before) == 40
    slider.focus()
    opened.keyboard.press("ArrowRight")
    expect(opened.get_by_role("textbox", name="Step 2 score")).to_have_value("235")
    expect(opened.get_by_role("status")).to_contain_text("With a score of 235")
    for view in views:
        expect(view.locator(BARS).first).not_to_have_attribute("d", before[0])
        expect(view).to_have_attribute("aria-label", re.compile("score of 235"))
    assert bars(views[0]) == bars(views[1]) != before
    assert opened.problems == []


def test_typed_nonsense_shows_one_sentence_and_the_last_good_picture_stays(opened):
    view = opened.locator(".btm-live-chart").first
    box = opened.get_by_role("textbox", name="Step 2 score")
    alert = opened.get_by_role("alert").filter(has_text="Step 2 score")
    before = bars(view)
    for typed, said in [("-5", "is -5"), ("abc", "is abc"), ("", "is empty"), ("1e9", "is 1e9")]:
        box.fill(typed)
        box.press("Enter")
        expect(alert).to_contain_text(said)
        expect(box).to_have_value(typed)
        expect(box).to_have_attribute("aria-invalid", "true")
    assert bars(view) == before
    expect(opened.get_by_role("slider", name="Step 2 score")).to_have_value("234")
    screenshot(opened, "controls-problem")
    box.fill("260")
    box.press("Enter")
    expect(alert).to_have_count(0)
    expect(opened.get_by_role("slider", name="Step 2 score")).to_have_value("260")
    expect(view.locator(BARS).first).not_to_have_attribute("d", before[0])
    box.fill("-5")
    box.press("Tab")
    expect(alert).to_contain_text("is -5")
    opened.get_by_role("button", name="Reset").click()
    expect(box).to_have_value("234")
    expect(alert).to_have_count(0)
    assert opened.problems == []


def test_shortcuts_of_the_notebook_stay_off_every_control(opened):
    cells = count_cells(opened)
    controls = [
        opened.get_by_role("slider", name="Step 2 score"),
        opened.get_by_role("textbox", name="Step 2 score"),
        opened.get_by_role("combobox", name="Cut-off"),
        opened.get_by_role("checkbox", name="Official rules"),
        opened.get_by_role("button", name="Reset"),
    ]
    for control in controls:
        control.focus()
        opened.keyboard.press("b")
        assert count_cells(opened) == cells
    # The same key does insert a cell where no control has the focus; "d d" takes it away again.
    opened.locator(".jp-InputPrompt").first.click()
    opened.keyboard.press("b")
    assert count_cells(opened) == cells + 1
    opened.keyboard.press("d")
    opened.keyboard.press("d")
    assert count_cells(opened) == cells


def test_no_two_elements_share_an_id(opened):
    ids = opened.locator("[id^=btm-]").evaluate_all("found => found.map(one => one.id)")
    assert len(ids) >= 15
    assert len(set(ids)) == len(ids)


def test_every_control_works_by_keyboard(opened):
    cutoff = opened.get_by_role("combobox", name="Cut-off")
    view = opened.locator(".btm-live-chart").first
    blue = view.locator(f'{BARS}[fill="#0072b2"]')
    before = blue.count()
    cutoff.focus()
    opened.keyboard.press("ArrowDown")
    expect(cutoff).to_have_value("20")
    expect(blue).not_to_have_count(before)
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("checkbox", name="Official rules")).to_be_focused()
    opened.keyboard.press("Space")
    expect(opened.get_by_role("alert").filter(has_text="The rules are off.")).to_be_visible()
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("button", name="Reset")).to_be_focused()
    assert opened.problems == []


def test_a_page_opened_again_shows_the_chart_as_it_was_left(opened):
    box = opened.get_by_role("textbox", name="Step 2 score")
    box.fill("250")
    box.press("Enter")
    status = opened.get_by_role("status").filter(has_text="With a score of 250")
    expect(status).to_be_visible()
    view = opened.locator(".btm-live-chart").first
    left = bars(view)
    opened.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    opened.reload()
    expect(opened.locator(".btm-live-chart svg")).to_have_count(2)
    expect(box).to_have_value("250")
    assert bars(view) == left
    assert opened.problems == []


def test_a_browser_named_by_hand_wins(tmp_path):
    browser = tmp_path / "my-browser.exe"
    browser.touch(mode=0o755)
    assert find_browser({"BTM_BROWSER": str(browser), "PATH": ""}) == str(browser)


def test_a_missing_browser_is_named_with_the_command_that_installs_it():
    assert find_browser({"PATH": ""}, platform="linux") is None
    assert "`apt-get install chromium`" in no_browser("linux")
    assert no_browser("linux").count(". ") == 0


def test_windows_keeps_its_browser_among_the_programs(tmp_path):
    browser = tmp_path / "Google" / "Chrome" / "Application" / "chrome.exe"
    browser.parent.mkdir(parents=True)
    browser.touch()
    found = find_browser({"PATH": "", "ProgramFiles": str(tmp_path)}, platform="win32")
    assert found == str(browser)
