"""The start page as its readers meet it: run it, move it, read it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.layout import TELEPHONE, every_look, lay_out
from tests.browser.readable import unreadable
from tests.browser.steps import (
    count_cells,
    lock_guesses,
    read_chapter,
    resize,
    rest,
    screenshot,
    settle,
)
from widgets.explorer.words import RESET
from widgets.match.words import EXAMPLE, EXAMPLES
from widgets.season import words
from widgets.text.words import PRESET

DOTS = ".btm-moving .btm-dot"
PICTURE = ".btm-moving"


@pytest.fixture(scope="module")
def page_of_the_course(shared_page, lab):
    shared_page.name = "00-start-here"
    read_chapter(shared_page, lab, shared_page.name)
    lock_guesses(shared_page)
    expect(explorer(shared_page).locator(DOTS).first).to_be_visible()
    return shared_page


@pytest.fixture
def opened(page_of_the_course):
    page = page_of_the_course
    explorer(page).get_by_role("button", name=RESET).click()
    expect(sentence(page)).to_contain_text("before and after are the same")
    return page


def explorer(page):
    return page.locator(".btm-form").filter(has=page.get_by_role("slider", name=words.SCORE)).last


def sentence(page):
    return explorer(page).get_by_role("status").filter(has_text="simulated seasons")


def marks(page):
    return explorer(page).locator(DOTS).evaluate_all("all => all.map(dot => dot.dataset.bin)")


def test_a_score_moved_by_keyboard_moves_sentence_and_marks(opened):
    before = marks(opened)
    assert len(before) == 400  # two worlds of 200 seasons
    slider = opened.get_by_role("slider", name=words.SCORE)
    slider.focus()
    for _ in range(10):
        opened.keyboard.press("ArrowRight")
    expect(opened.get_by_role("textbox", name=words.SCORE)).to_have_value("244")
    expect(sentence(opened)).to_contain_text("more than before")
    chart = explorer(opened).locator(PICTURE).first.get_by_role("img")
    expect(chart).to_have_attribute("aria-label", re.compile("more than before"))
    assert marks(opened) != before
    assert opened.problems == []


def test_an_endorsement_chosen_by_keyboard_is_heard(opened):
    opened.get_by_role("combobox", name=PRESET).select_option("source")
    speaker = opened.get_by_role("combobox", name=words.SPEAKER)
    speaker.focus()
    opened.keyboard.press("h")  # the first letter of "home program director"
    expect(speaker).to_have_value("home program director")
    expect(sentence(opened)).to_contain_text("than before")
    assert opened.problems == []


def test_a_typed_score_out_of_range_is_named_and_the_picture_stays(opened):
    picture = marks(opened)
    box = opened.get_by_role("textbox", name=words.SCORE)
    box.fill("-5")
    box.press("Enter")
    alert = opened.get_by_role("alert").filter(has_text=f"{words.SCORE} is -5")
    expect(alert).to_be_visible()
    assert marks(opened) == picture
    # What is shown is older than the entry, and looks it until the entry is mended.
    shown = explorer(opened).locator(".btm-held").first
    expect(shown).to_have_css("opacity", "0.35")
    box.fill("240")
    box.press("Enter")
    expect(shown).to_have_css("opacity", "1")
    assert opened.problems == []


# What changes among the other controls, and how many of the dots are written to.
WATCH = """(explorer) => {
    const own = explorer.querySelector('.btm-control:has(input[type=range])');
    window.touched = { controls: 0, dots: new Set() };
    new MutationObserver((changes) => changes.forEach(({ target }) => {
        const dot = target.closest?.('.btm-dot');
        if (dot) window.touched.dots.add(dot);
        else if (target.closest?.('.btm-control:not(.btm-line)') !== own)
            window.touched.controls += Boolean(target.closest?.('.btm-dials'));
    })).observe(explorer, { subtree: true, childList: true, attributes: true });
}"""


def test_a_press_touches_no_other_control_and_no_dot_that_stays(opened):
    before = marks(opened)
    explorer(opened).evaluate(WATCH)
    slider = opened.get_by_role("slider", name=words.SCORE)
    slider.focus()
    opened.keyboard.press("ArrowRight")
    expect(sentence(opened)).to_contain_text("Why, if the articles are right")
    rest(opened)
    moved = sum(was != now for was, now in zip(before, marks(opened), strict=True))
    controls, dots = opened.evaluate("() => [window.touched.controls, window.touched.dots.size]")
    assert controls == 0
    # Who stands behind somebody who moves may be seated anew, and nobody else.
    assert 0 < moved <= dots < len(before) / 4


def test_shortcuts_of_the_notebook_stay_off_the_controls(opened):
    cells = count_cells(opened)
    opened.get_by_role("slider", name=words.SCORE).focus()
    opened.keyboard.press("b")
    opened.get_by_role("button", name=words.PIN).focus()
    opened.keyboard.press("b")
    assert count_cells(opened) == cells


def test_nothing_is_clipped_at_1280_by_800(opened):
    opened.get_by_role("slider", name=words.SCORE).focus()
    for _ in range(10):
        opened.keyboard.press("ArrowRight")
    expect(sentence(opened)).to_contain_text("more than before")
    inside = (
        explorer(opened)
        .locator(PICTURE)
        .first.evaluate(
            """chart => {
            const frame = chart.querySelector('svg').getBoundingClientRect();
            const room = chart.getBoundingClientRect();
            const texts = [...chart.querySelectorAll('svg text')].filter(text => text.textContent);
            return texts.length > 20 && frame.right <= room.right + 1 && texts.every(text => {
                const box = text.getBoundingClientRect();
                return box.left >= frame.left - 1 && box.right <= frame.right + 1;
            });
        }"""
        )
    )
    assert inside
    explorer(opened).evaluate("one => one.scrollIntoView()")
    screenshot(opened, "start-page")


@pytest.fixture(scope="module")
def explorers(page_of_the_course):
    return lay_out(page_of_the_course)


@every_look()
def test_its_explorers_lie_there_well(page_of_the_course, explorers, look):
    look(page_of_the_course, explorers)
    assert page_of_the_course.problems == []


def test_the_lists_of_every_example_of_the_match_can_be_read_on_a_telephone(opened):
    usual = opened.viewport_size
    resize(opened, TELEPHONE)
    example = opened.get_by_label(EXAMPLE, exact=True)
    picture = opened.locator(".btm-explorer").filter(has=example).first.locator("svg.marks")
    for name in EXAMPLES.values():
        example.select_option(label=name)
        rest(opened)
        settle(opened)
        assert unreadable(picture) == []
        screenshot(opened, f"match-390-{name.split()[0]}")
    opened.set_viewport_size(usual)
    assert opened.problems == []
