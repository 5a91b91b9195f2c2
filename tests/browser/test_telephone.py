"""Pictures that change with what is asked, on a telephone: all of them can be read."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched_page
from tests.browser.readable import unreadable
from tests.browser.steps import (
    UNFOLD_PARTS,
    change_theme,
    lock_guesses,
    read_chapter,
    resize,
    rest,
    screenshot,
    settle,
)
from widgets.match.words import EXAMPLE, EXAMPLES
from widgets.the_spreadsheet_at_match_week.two_clocks import BELIEVED, DAYS
from widgets.three_sentences_on_a_phone.chain_words import FOLLOW, LINK, PEOPLE

PAGES = ("00-start-here", "04-the-spreadsheet-at-match-week", "05-three-sentences-on-a-phone")


@pytest.fixture(scope="module", params=PAGES)
def opened(request, browser, lab):
    """Open a page of the course in the reader's view on a telephone, with all its parts open."""
    with watched_page(browser, lab) as page:
        read_chapter(page, lab, request.param)
        page.evaluate(UNFOLD_PARTS)
        lock_guesses(page)
        resize(page, {"width": 390, "height": 844})
        yield page


def explorer_with(page, control):
    return page.locator(".btm-explorer").filter(has=control).first


@pytest.mark.parametrize("opened", ["05-three-sentences-on-a-phone"], indirect=True)
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_whole_chain_can_be_read_of_whoever_is_followed(opened, theme):
    change_theme(opened, theme)
    link = opened.get_by_role("slider", name=LINK)
    chain = explorer_with(opened, link)
    link.press("End")
    for who in PEOPLE.values():
        chain.get_by_label(FOLLOW, exact=True).select_option(label=who)
        rest(opened)
        picture = chain.locator("svg.marks")
        assert unreadable(picture) == []
        said = chain.get_by_role("status").first.text_content()
        expect(chain.locator("[role=graphics-document]")).to_have_accessible_name(said)
    picture.evaluate("one => one.scrollIntoView()")
    screenshot(opened, f"chain-390-{theme.lower()}")
    assert opened.problems == []


@pytest.mark.parametrize("opened", ["04-the-spreadsheet-at-match-week"], indirect=True)
def test_every_day_of_the_week_is_named_on_its_axis(opened):
    clocks = explorer_with(opened, opened.get_by_label(BELIEVED, exact=True))
    for day in DAYS:
        label = clocks.locator(".role-axis-label text").get_by_text(day, exact=True)
        expect(label).to_have_css("opacity", "1")  # Vega hides those that would touch


@pytest.mark.parametrize("opened", ["00-start-here"], indirect=True)
def test_the_lists_of_every_example_of_the_match_can_be_read(opened):
    example = opened.get_by_label(EXAMPLE, exact=True)
    picture = explorer_with(opened, example).locator("svg.marks")
    for name in EXAMPLES.values():
        example.select_option(label=name)
        rest(opened)
        settle(opened)
        assert unreadable(picture) == []
        screenshot(opened, f"match-390-{name.split()[0]}")
    assert opened.problems == []
