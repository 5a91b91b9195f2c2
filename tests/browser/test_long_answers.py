"""An answer that takes a while: it grows while the page can be used, and one button stops it."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import UNFOLD_PARTS, lock_guesses, open_notebook, screenshot
from widgets.explorer.words import GO_ON, RESET, STOP
from widgets.season.where_to_apply import AGAIN, BUDGET


@pytest.fixture(scope="module")
def opened(shared_page, lab):
    open_notebook(shared_page, lab, "chapters/01-past-the-filter.ipynb")
    shared_page.evaluate(UNFOLD_PARTS)
    lock_guesses(shared_page)
    return shared_page


@pytest.fixture
def where(opened):
    found = opened.locator(".btm-form").filter(has=opened.get_by_role("slider", name=BUDGET)).last
    found.scroll_into_view_if_needed()
    expect(found.get_by_role("button", name=AGAIN)).to_be_visible()
    return found


def told(where):
    return where.locator(".btm-outcome [role=status]")


def test_where_to_apply_grows_and_is_stopped_and_goes_on(opened, where):
    where.evaluate("one => one.scrollIntoView()")
    screenshot(opened, "where-to-apply")
    expect(where.get_by_role("progressbar")).to_be_hidden()
    where.get_by_role("button", name=AGAIN).press("Enter")
    where.get_by_role("button", name=STOP).press("Enter")  # keeps the focus, under another name
    expect(where.get_by_role("button", name=GO_ON)).to_be_focused()
    expect(told(where)).to_contain_text("So far: ")
    expect(where.get_by_role("progressbar")).to_be_visible()
    where.get_by_role("button", name=GO_ON).press("Enter")
    expect(where.get_by_role("button", name=AGAIN)).to_be_focused()
    expect(told(where)).not_to_contain_text("So far: ")
    assert opened.problems == []


def test_what_is_done_meanwhile_is_not_kept_waiting(opened, where):
    where.get_by_role("button", name=AGAIN).press("Enter")
    expect(where.get_by_role("button", name=STOP)).to_be_visible()
    where.get_by_role("textbox", name=BUDGET).fill("3")
    where.get_by_role("textbox", name=BUDGET).press("Enter")
    expect(told(where)).to_contain_text("the usual 3")
    where.get_by_role("button", name=RESET).press("Enter")
    expect(told(where)).to_contain_text("the usual 23")
    assert opened.problems == []
