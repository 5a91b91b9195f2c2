"""The match player on the start page, in a real JupyterLab, stepped by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    count_cells,
    lock_guesses,
    open_notebook,
    screenshot,
)
from widgets.match import words
from widgets.match.market_text import write_market
from widgets.match.worked_markets import WORKED

STEPS = 19  # of the first example


@pytest.fixture(scope="module")
def page_of_the_course(shared_page, lab):
    open_notebook(shared_page, lab, "chapters/00-start-here.ipynb")
    lock_guesses(shared_page)
    button(shared_page, words.NEXT).scroll_into_view_if_needed()
    expect(chart(shared_page).locator("svg")).to_be_visible()
    shared_page.locator("summary", has_text=words.YOUR_LISTS).click()
    return shared_page


@pytest.fixture
def opened(page_of_the_course):
    page = page_of_the_course
    page.get_by_role("combobox", name=words.EXAMPLE, exact=True).select_option("five")
    button(page, words.EXAMPLE_BACK).click()
    for box, text in write_market(WORKED["five"]).items():
        expect(text_box(page, box)).to_have_value(text)
    expect(sentence(page)).to_contain_text(f"Step 0 of {STEPS}. ")
    return page


def button(page, name):
    return page.get_by_role("button", name=name, exact=True).last


def text_box(page, box):
    return page.get_by_role("textbox", name=words.BOXES[box], exact=True)


def sentence(page):
    return page.get_by_role("status").filter(has_text=re.compile(r"^Step \d+ of "))


def chart(page):
    player = page.locator(".btm-form").filter(has=button(page, words.FIRST))
    return player.last.locator(".btm-live-chart")


def names(page):
    """Return every name as it stands in its box, with its sign."""
    return chart(page).locator("g.mark-text text").all_text_contents()


def show(page):
    """Scroll so that the player begins at the top."""
    example = page.get_by_role("combobox", name=words.EXAMPLE, exact=True)
    example.evaluate("list => list.closest('.btm-control').scrollIntoView()")


def nothing_is_clipped(page):
    """Tell whether every text of the picture is inside it, and the picture inside the page."""
    return chart(page).evaluate(
        """chart => {
            const frame = chart.querySelector('svg').getBoundingClientRect();
            const room = chart.getBoundingClientRect();
            const texts = [...chart.querySelectorAll('text')].filter(text => text.textContent);
            return texts.length > 20 && frame.right <= room.right + 1 && texts.every(text => {
                const box = text.getBoundingClientRect();
                return box.left >= frame.left - 1 && box.right <= frame.right + 1
                    && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
            });
        }"""
    )


def names_fit_their_boxes(page):
    """Tell whether no name is wider than the box it stands in."""
    return chart(page).evaluate(
        """chart => {
            const boxes = [...chart.querySelectorAll('g.mark-rect path')]
                .map(path => path.getBoundingClientRect());
            const all = [...chart.querySelectorAll('g.mark-text text')].filter(t => t.textContent);
            const inside = (text, box) => text.left >= box.left && text.right <= box.right
                && text.top >= box.top - 2 && text.bottom <= box.bottom + 2;
            const fitting = all.filter(text => boxes.some(
                box => inside(text.getBoundingClientRect(), box)));
            return [fitting.length, boxes.length];
        }"""
    )


def test_stepping_by_keyboard_reaches_the_end_and_keeps_the_focus(opened):
    show(opened)
    embedded = chart(opened).locator("svg").element_handle()
    following = button(opened, words.NEXT)
    following.focus()
    for step in range(1, STEPS + 1):
        opened.keyboard.press("Enter" if step % 2 else "Space")
        expect(sentence(opened)).to_contain_text(f"Step {step} of {STEPS}. ")
        expect(following).to_be_focused()
    expect(sentence(opened)).to_contain_text(
        "Mercy: nobody (2 unfilled). City: Darrius and Arthur. General: Joseph and Latha. "
        "Unmatched: Sunny. It is stable"
    )
    expect(chart(opened)).to_have_attribute("aria-label", sentence(opened).text_content())
    expect(chart(opened).locator("text", has_text="✓ Darrius")).to_have_count(1)
    assert names(opened).count("✓ City") == 2
    # The same drawing stands there still: it was patched, not made anew.
    assert embedded.evaluate("svg => svg.isConnected")
    for name in (words.LAST, words.NEXT, words.BACK, words.FIRST):
        expect(button(opened, name)).to_be_enabled()
    opened.keyboard.press("Shift+Tab")
    expect(button(opened, words.BACK)).to_be_focused()
    opened.keyboard.press("Enter")
    expect(sentence(opened)).to_contain_text(f"Step {STEPS - 1} of {STEPS}. ")
    assert opened.problems == []


def test_why_not_is_answered_at_the_end(opened):
    opened.get_by_role("combobox", name=words.WHY_WHO).select_option("Sunny")
    opened.get_by_role("combobox", name=words.WHY_WHERE).select_option("Mercy")
    answer = opened.get_by_role("status").filter(has_text="Mercy did not rank Sunny")
    expect(opened.get_by_role("status").filter(has_text=words.WHY_LATER)).to_be_visible()
    expect(answer).to_have_count(0)
    button(opened, words.LAST).click()
    expect(answer).to_be_visible()
    assert opened.problems == []


def test_a_wrong_line_is_named_by_its_box_and_the_picture_stays_until_it_is_right(opened):
    box = text_box(opened, "applicants")
    right = box.input_value()
    assert right.startswith("Arthur: City\nSunny: City, Mercy\n")
    before = names(opened)
    box.fill(right.replace("Arthur: City", "Arthur: Hill"))
    box.press("Tab")
    alert = opened.get_by_role("alert").filter(
        has_text="Line 1: 'Arthur' ranks 'Hill', which is not among the programs."
    )
    expect(alert).to_be_visible()
    expect(box).to_have_attribute("aria-invalid", "true")
    described = box.get_attribute("aria-describedby").split()
    assert alert.get_attribute("id") in described
    assert names(opened) == before
    alert.scroll_into_view_if_needed()
    screenshot(opened, "match-player-problem")
    box.fill(right.replace("Arthur: City", "Arthur: General"))
    box.press("Tab")
    expect(alert).to_have_count(0)
    expect(box).to_have_attribute("aria-invalid", "false")
    # Arthur ranks General now, and no longer City, which still ranks Arthur.
    expect(chart(opened).locator("text", has_text="City")).to_have_count(5)
    assert len([name for name in before if "City" in name]) == 6
    button(opened, words.LAST).click()
    expect(sentence(opened)).to_contain_text("General: Arthur and Joseph.")
    assert opened.problems == []


def test_shortcuts_of_the_notebook_stay_off_the_boxes(opened):
    cells = count_cells(opened)
    for name in words.BOXES:
        box = text_box(opened, name)
        text = box.input_value()
        box.focus()
        for key in ("Control+End", "b", "d", "d", "Enter", "x", "Control+Enter", "Shift+Enter"):
            opened.keyboard.press(key)
        assert count_cells(opened) == cells
        expect(box).to_be_focused()
        assert box.input_value().startswith(f"{text}bdd\nx")
        box.fill(text)
    button(opened, words.NEXT).focus()
    opened.keyboard.press("b")
    assert count_cells(opened) == cells


@pytest.mark.parametrize("example", words.EXAMPLES)
def test_nothing_is_clipped_at_1280_by_800(opened, example):
    opened.get_by_role("combobox", name=words.EXAMPLE, exact=True).select_option(example)
    count = {"five": 5, "eight": 8, "couple": 9}[example]
    expect(chart(opened).locator("g.mark-text text", has_text="of 2")).to_have_count(
        3 if example == "five" else 4
    )
    people = opened.get_by_role("combobox", name=words.WHY_WHO).locator("option")
    expect(people).to_have_count(count)
    for _ in range(13):
        button(opened, words.NEXT).click()
    expect(sentence(opened)).to_contain_text("Step 13 of ")
    show(opened)
    assert nothing_is_clipped(opened)
    screenshot(opened, f"match-player-{example}")
    button(opened, words.LAST).click()
    expect(sentence(opened)).to_contain_text("It is stable")
    fitting, boxes = names_fit_their_boxes(opened)
    assert fitting >= boxes > 20
    assert nothing_is_clipped(opened)
    screenshot(opened, f"match-player-{example}-end")
    assert opened.problems == []
