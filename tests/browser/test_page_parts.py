"""What stands folded, closed or explained on a page: by keyboard alone, in the notebook's view."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched_page
from tests.browser.steps import UNFOLD_PARTS, lock_guesses, read_chapter, screenshot
from widgets.explorer.words import GO_ON, STOP
from widgets.learning.words import LOCK, PREDICTION
from widgets.past_the_filter.advocacy_levels import LEVEL
from widgets.past_the_filter.case_replay import STORY
from widgets.season.where_to_apply import AGAIN, BUDGET

TOP_LAYER = ".btm-note-box:popover-open"


@pytest.fixture(scope="module")
def opened(browser, lab):
    with watched_page(browser, lab) as page:
        read_chapter(page, lab, "01-past-the-filter")
        yield page


def test_a_source_mark_opens_its_note_where_it_stands_and_gives_the_focus_back(opened):
    mark = opened.get_by_role("link", name="S4-01").first
    mark.focus()
    opened.keyboard.press("Enter")
    note = opened.locator(TOP_LAYER)
    expect(note).to_contain_text("A call brought an interview")
    expect(note).to_be_focused()
    screenshot(opened, "note")
    opened.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(mark).to_be_focused()


def test_a_note_leads_to_its_entry_in_the_folded_list(opened):
    opened.get_by_role("link", name="S4-01").first.click()
    opened.locator(TOP_LAYER).get_by_role("button").first.click()
    entry = opened.locator("#src-S4-01")
    expect(entry).to_be_visible()
    expect(entry).to_be_focused()


def test_a_term_is_explained_on_focus_once_in_a_section_and_never_in_a_heading(opened):
    assert opened.locator(":is(h1, h2, h3, a) .btm-term").count() == 0
    term = opened.locator(".btm-term", has_text="Step 2 CK").first
    term.focus()
    box = opened.locator(".btm-term-box")
    expect(box).to_be_visible()
    expect(box).to_contain_text("licensing exam")
    assert term.get_attribute("aria-description") == box.text_content()
    opened.keyboard.press("Escape")
    expect(box).to_be_hidden()
    sections = opened.locator(".jp-RenderedMarkdown").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll('.btm-term')].map(t => t.textContent))"
    )
    assert sum(map(len, sections)) >= 5
    assert all(len(terms) == len(set(terms)) for terms in sections)


def test_a_part_opens_by_keyboard_and_its_picture_is_drawn(opened):
    part = opened.get_by_role("button", name="Replay: the call about a score of 214")
    expect(part).to_have_attribute("aria-expanded", "false")
    explorer = opened.locator(".jp-CodeCell:has(.btm-explorer)").filter(has_text=STORY)
    expect(explorer).to_be_hidden()
    part.focus()
    opened.keyboard.press("Enter")
    expect(part).to_have_attribute("aria-expanded", "true")
    picture = explorer.locator(".btm-outcome svg").first
    expect(picture).to_be_visible()  # it plays when the page has come to rest
    box = picture.bounding_box()
    assert box["width"] > 300
    assert box["height"] > 100
    opened.keyboard.press("Enter")
    expect(explorer).to_be_hidden()


def test_the_list_of_contents_opens_the_part_it_leads_to(opened):
    opened.get_by_role("button", name="On this page").press("Enter")
    opened.locator(".btm-bar-list").get_by_role("button", name="When to ask").press("Enter")
    expect(opened.get_by_role("columnheader", name="What is still open")).to_be_visible()


def test_what_tells_an_answer_stands_closed_until_the_guess_is_locked(opened):
    waits = opened.locator("[data-after='call']")
    assert waits.count() == 3
    assert not any(one.is_visible() for one in waits.all())
    asked = opened.locator("[data-prediction='call']")
    assert asked.locator(".btm-dot").count() == 200  # they fall before
    asked.get_by_label(PREDICTION, exact=True).fill("50")
    opened.keyboard.press("Enter")
    expect(waits.first).to_be_visible()
    assert all(one.is_visible() for one in waits.all())
    expect(asked.locator(".btm-dot")).to_have_count(400)
    assert opened.problems == []


def tab_to(page, matches):
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(f"() => document.activeElement.matches({matches!r})"):
            return
    pytest.fail(f"Tab does not reach {matches}")


def guess_by_keyboard(page, key, typed):
    tab_to(page, f"[data-prediction='{key}'] input")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-prediction='{key}']")).to_have_attribute("data-locked", "true")


def test_the_keyboard_alone_completes_the_core_of_chapter_01(opened):
    """From the first explorer on; the first guess was locked just before."""
    opened.locator(".btm-bar-skip").focus()
    tab_to(opened, ".btm-explorer input[type=range][aria-label='Step 2 CK score']")
    for _ in range(6):
        opened.keyboard.press("ArrowRight")
    told = opened.get_by_role("status").filter(has_text="than before")
    expect(told.last).to_be_visible()
    guess_by_keyboard(opened, "1C", "70")
    gates = opened.locator(".btm-explorer").filter(has_text="The word is specific")
    sentence = gates.locator(".btm-outcome").get_by_role("status")
    level = gates.get_by_role("combobox", name=LEVEL)
    tab_to(opened, f"#{level.get_attribute('id')}")
    opened.keyboard.press("3")  # the first letter of "3, a personal favor"
    expect(level).to_have_value("3")
    expect(sentence).not_to_contain_text("vague")
    gate = gates.get_by_role("checkbox", name="The word is specific")
    tab_to(opened, f"#{gate.get_attribute('id')}")
    opened.keyboard.press("Space")
    expect(gate).not_to_be_checked()
    expect(sentence).to_contain_text("The word is vague")
    tab_to(opened, ".jp-MarkdownCell a[href*='02-safe']")
    assert opened.problems == []


def test_a_long_answer_grows_and_is_stopped_and_goes_on(opened):
    opened.evaluate(UNFOLD_PARTS)
    lock_guesses(opened)
    where = opened.locator(".btm-form").filter(has=opened.get_by_role("slider", name=BUDGET)).last
    told = where.locator(".btm-outcome [role=status]")
    expect(where.get_by_role("button", name=AGAIN)).to_be_visible()
    where.evaluate("one => one.scrollIntoView()")
    screenshot(opened, "where-to-apply")
    expect(where.get_by_role("progressbar")).to_be_hidden()
    where.get_by_role("button", name=AGAIN).press("Enter")
    where.get_by_role("button", name=STOP).press("Enter")  # keeps the focus, under another name
    expect(where.get_by_role("button", name=GO_ON)).to_be_focused()
    expect(told).to_contain_text("So far: ")
    expect(where.get_by_role("progressbar")).to_be_visible()
    where.get_by_role("button", name=GO_ON).press("Enter")
    expect(where.get_by_role("button", name=AGAIN)).to_be_focused()
    expect(told).not_to_contain_text("So far: ")
    where.get_by_role("button", name=AGAIN).press("Enter")
    where.get_by_role("textbox", name=BUDGET).fill("3")  # which takes the place of what is asked
    where.get_by_role("textbox", name=BUDGET).press("Enter")
    expect(told).to_contain_text("the usual 3")
    assert opened.problems == []


def test_the_keyboard_alone_completes_the_start_page(opened, lab):
    """Nothing but Tab, letters, arrows and Enter, from the top to the last guess."""
    read_chapter(opened, lab, "00-start-here")
    opened.locator(".btm-bar-skip").focus()
    guess_by_keyboard(opened, "0.1", "70")
    tab_to(opened, ".btm-play button:nth-child(3)")
    opened.keyboard.press("Enter")
    expect(opened.locator(".btm-story")).to_contain_text("filters")
    tab_to(opened, ".btm-explorer input[type=range][aria-label='Step 2 CK score']")
    for _ in range(10):
        opened.keyboard.press("ArrowRight")
    told = opened.get_by_role("status").filter(has_text="than before")
    expect(told.last).to_be_visible()
    tab_to(opened, "[data-prediction='0.2'] select")
    opened.keyboard.press("n")  # the first letter of "no match"
    tab_to(opened, "[data-prediction='0.2'] button")
    opened.keyboard.press("Enter")
    expect(opened.locator("[data-prediction='0.2']")).to_have_attribute("data-locked", "true")
    expect(opened.get_by_text("as you predicted")).to_be_visible()
    expect(opened.get_by_role("button", name=LOCK).last).to_be_disabled()
    assert opened.problems == []
