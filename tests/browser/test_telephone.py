"""Every picture of the course on a telephone: letters that can be read, and none upon another."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched_page
from tests.browser.layout import EXPLORERS
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

SIZES = [(390, 844), (390, 667)]
SMALLEST = 11  # pixels
# Of a picture: its letters that are drawn too small, its texts that touch, and those over its edge.
# What stands twice at a place is a text and the halo behind it.
FAULTS = """([picture, smallest]) => {
    const frame = picture.getBoundingClientRect();
    const texts = [...picture.querySelectorAll('text')].filter((text) => {
        const { visibility, opacity } = getComputedStyle(text);
        return text.textContent.trim() && visibility !== 'hidden' && Number(opacity)
            && text.getBoundingClientRect().width;
    }).map((text) => {
        const { a, b } = text.getScreenCTM();
        const { left, top, right, bottom } = text.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
        return { said: text.textContent, size, left, top, right, bottom };
    });
    const touch = (one, other) => one.said !== other.said
        && Math.min(one.right, other.right) > Math.max(one.left, other.left) - 2
        && Math.min(one.bottom, other.bottom) > Math.max(one.top, other.top) + 3;
    return [
        ...texts.filter(({ size }) => size < smallest)
            .map(({ said, size }) => `${size.toFixed(1)} px: ${said}`),
        ...texts.flatMap((one, nth) => texts.slice(nth + 1).filter((other) => touch(one, other))
            .map((other) => `${one.said} | ${other.said}`)),
        ...texts.filter(({ left, right }) => left < frame.left - 2 || right > frame.right + 2)
            .map(({ said }) => `over the edge: ${said}`),
    ];
}"""


@pytest.fixture(scope="module", params=list(EXPLORERS))
def opened(request, browser, lab):
    """Open a page of the course in the reader's view, with all its parts and answers open."""
    with watched_page(browser, lab) as page:
        page.name = request.param
        read_chapter(page, lab, page.name)
        page.evaluate(UNFOLD_PARTS)
        lock_guesses(page)
        drawn = page.locator(".btm-explorer .btm-outcome > .btm-held").filter(
            has=page.locator("svg")
        )
        counted = f"explorers of {page.name}, counted in EXPLORERS"
        expect(drawn, counted).to_have_count(EXPLORERS[page.name])
        yield page


def faults(page):
    """Look at every picture on the page; return what is wrong, and how many there are."""
    found, pictures = [], page.locator(".btm-held svg:has(text):visible").all()
    for nth, picture in enumerate(pictures):
        picture.scroll_into_view_if_needed()
        wrong = picture.evaluate(f"picture => ({FAULTS})([picture, {SMALLEST}])")
        found += [f"picture {nth}: {fault}" for fault in wrong]
    return found, len(pictures)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_letters_can_be_read_and_no_two_texts_touch(opened, width, height):
    resize(opened, {"width": width, "height": height})
    wrong, pictures = faults(opened)
    assert pictures >= EXPLORERS[opened.name]
    assert not wrong, "\n".join(["", *wrong])
    assert opened.problems == []


def explorer_with(page, control):
    return page.locator(".btm-explorer").filter(has=control).first


@pytest.mark.parametrize("opened", ["05-three-sentences-on-a-phone"], indirect=True)
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_whole_chain_can_be_read_of_whoever_is_followed(opened, theme):
    resize(opened, {"width": 390, "height": 844})
    change_theme(opened, theme)
    link = opened.get_by_role("slider", name=LINK)
    chain = explorer_with(opened, link)
    link.press("End")
    for who in PEOPLE.values():
        chain.get_by_label(FOLLOW, exact=True).select_option(label=who)
        rest(opened)
        picture = chain.locator("svg.marks")
        assert picture.evaluate(f"picture => ({FAULTS})([picture, {SMALLEST}])") == []
        said = chain.get_by_role("status").first.text_content()
        expect(chain.locator("[role=graphics-document]")).to_have_accessible_name(said)
    picture.evaluate("one => one.scrollIntoView()")
    screenshot(opened, f"chain-390-{theme.lower()}")
    assert opened.problems == []


@pytest.mark.parametrize("opened", ["04-the-spreadsheet-at-match-week"], indirect=True)
def test_every_day_of_the_week_is_named_on_its_axis(opened):
    resize(opened, {"width": 390, "height": 844})
    clocks = explorer_with(opened, opened.get_by_label(BELIEVED, exact=True))
    for day in DAYS:
        label = clocks.locator(".role-axis-label text").get_by_text(day, exact=True)
        expect(label).to_have_css("opacity", "1")  # Vega hides those that would touch


@pytest.mark.parametrize("opened", ["00-start-here"], indirect=True)
def test_the_lists_of_every_example_of_the_match_can_be_read(opened):
    resize(opened, {"width": 390, "height": 844})
    example = opened.get_by_label(EXAMPLE, exact=True)
    picture = explorer_with(opened, example).locator("svg.marks")
    for name in EXAMPLES.values():
        example.select_option(label=name)
        rest(opened)
        settle(opened)
        assert picture.evaluate(f"picture => ({FAULTS})([picture, {SMALLEST}])") == []
        screenshot(opened, f"match-390-{name.split()[0]}")
    assert opened.problems == []
