"""The course as one, in the reader's view: two tests, the page to print, every claim, the chain."""

import re

import pytest
from playwright.sync_api import expect

from engine.study.bank import items
from tests.browser.conftest import watched_page
from tests.browser.readable import look_with_axe
from tests.browser.steps import change_theme, read_chapter, resize, screenshot
from widgets.learning import bank_words, summary_words
from widgets.sources import every_claim_words
from widgets.sources.claim_rows import claim_rows
from widgets.three_sentences_on_a_phone import chain_words

WIDE, NARROW = {"width": 1280, "height": 680}, {"width": 640, "height": 400}
# Nothing of an element reaches over the edge of the page.
OVER = """(form) => {
    const edge = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer').clientWidth + 1;
    return [...form.querySelectorAll('*')]
        .filter((one) => one.getClientRects().length && !one.closest('svg *, .btm-unseen, thead'))
        .filter((one) => one.getBoundingClientRect().right > edge)
        .map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="module")
def page(browser, lab):
    """Open one tab for all of this: what it keeps goes from page to page."""
    with watched_page(browser, lab) as page:
        page.set_viewport_size(WIDE)
        yield page


def part(page, heading):
    page.get_by_role("button", name=heading).press("Enter")


def pictures(page, form, name):
    """Keep how a form looks wide, dark, and at 200% zoom; nothing is cut off there."""
    show = "one => one.scrollIntoView({ block: 'start' })"
    form.evaluate(show)
    screenshot(page, f"{name}-wide")
    change_theme(page, "Dark")
    form.evaluate(show)
    screenshot(page, f"{name}-dark")
    change_theme(page, "Light")
    resize(page, NARROW)
    form.evaluate(show)
    screenshot(page, f"{name}-narrow")
    assert form.evaluate(OVER) == []
    resize(page, WIDE)


def answer_all(page, form, when, pick):
    for nth in range(len(items())):
        at = bank_words.AT.format(nth + 1, len(items()))
        expect(form.get_by_text(f"{at}.", exact=True)).to_be_visible()
        form.get_by_role("radio").nth(pick(nth)).check()
        form.get_by_role("combobox", name=bank_words.SURE).select_option("0.75")
        form.get_by_role("button", name=bank_words.KEEP[when]).press("Enter")
        if when == bank_words.AFTER_ITEM:
            expect(form.get_by_text(f"{bank_words.TEMPTS}:", exact=True)).to_be_visible()
            last = nth + 1 == len(items())
            following = form.get_by_role("button", name=bank_words.BACK if last else bank_words.ON)
            expect(following).to_be_focused()
            if not last:
                page.keyboard.press("Enter")


def test_both_tests_are_answered_and_the_gain_crosses_the_pages(page, lab):
    read_chapter(page, lab, "00-start-here")
    part(page, re.compile("Twelve questions before"))
    before = page.locator(".btm-course-test")
    expect(before).to_be_visible()
    answer_all(page, before, bank_words.BEFORE_ITEM, lambda _nth: 0)
    expect(before.get_by_role("status")).to_contain_text("All 12 answered")
    expect(before.get_by_text(bank_words.TEMPTS)).to_have_count(0)
    pictures(page, before, "test-before")
    assert page.problems == []

    read_chapter(page, lab, "05-three-sentences-on-a-phone")
    part(page, re.compile("Twelve questions, once more"))
    after = page.locator(".btm-course-test")
    answer_all(page, after, bank_words.AFTER_ITEM, lambda nth: nth % 3)
    result = after.get_by_role("status").filter(has_text="Before the course")
    expect(result).to_contain_text("of 12 were right")
    expect(after.locator("svg").first).to_be_visible()
    pictures(page, after, "test-after")
    after.locator(".btm-held").last.evaluate("one => one.scrollIntoView({ block: 'end' })")
    screenshot(page, "test-after-gain")
    assert look_with_axe(page, ".btm-course-test").faults == []
    assert page.problems == []


def test_the_answers_come_back_when_the_page_is_loaded_again(page, lab):
    read_chapter(page, lab, "05-three-sentences-on-a-phone")
    part(page, re.compile("Twelve questions, once more"))
    after = page.locator(".btm-course-test")
    expect(after.get_by_role("status").filter(has_text="12 of 12 answered")).to_be_visible()
    expect(after.get_by_role("radio").first).to_be_disabled()


def test_the_page_to_print_is_saved_and_stands_alone(page):
    part(page, "Your page to print")
    form = page.locator(".btm-form").filter(has=page.get_by_text(summary_words.READ)).last
    with page.expect_download() as saved:
        form.get_by_role("button", name=summary_words.SAVE).click()
    assert saved.value.suggested_filename == summary_words.FILE
    form.get_by_text(summary_words.READ).press("Enter")
    expect(form.get_by_text(summary_words.CHAPTERS, exact=True).first).to_be_visible()
    pictures(page, form, "print-here")
    paper = page.context.new_page()
    requests = []
    paper.on("request", lambda request: requests.append(request.url))
    paper.set_content(saved.value.path().read_text(encoding="utf-8"))
    expect(paper.get_by_role("heading", level=1)).to_have_text(summary_words.TITLE)
    expect(paper.get_by_text("Before the course").first).to_be_visible()
    paper.emulate_media(media="print")
    screenshot(paper, "print-paper")
    assert requests == []
    paper.close()


def test_one_applicant_is_followed_by_keyboard(page):
    part(page, re.compile("Eight links"))
    chain = page.locator(".btm-form").filter(has=page.get_by_role("slider", name=chain_words.LINK))
    chain = chain.last
    slider = chain.get_by_role("slider", name=chain_words.LINK)
    sentence = chain.locator(".btm-outcome [role=status]")
    slider.focus()
    for link, name in enumerate(chain_words.LINKS[1:], start=2):
        page.keyboard.press("ArrowRight")
        expect(sentence).to_contain_text(f"Link {link}, {name}")
    expect(sentence).to_contain_text("The season ends")
    pictures(page, chain, "chain")
    chain.get_by_role("button", name=chain_words.BACK, exact=True).press("Enter")
    expect(sentence).to_contain_text(f"Link 7, {chain_words.LINKS[6]}")
    assert page.problems == []


def test_every_claim_is_found_by_keyboard_and_counted(page, lab):
    read_chapter(page, lab, "06-every-claim")
    every = page.locator(".btm-every-claim")
    count = every.get_by_role("status")
    expect(count).to_contain_text(f"{len(claim_rows())} of {len(claim_rows())} rows")
    pictures(page, every, "every-claim")
    rows = every.get_by_role("rowheader")
    first = rows.first.text_content()
    every.get_by_role("button", name=re.compile("^Next")).press("Enter")
    expect(count).to_contain_text("Rows 21 to 40")
    assert rows.first.text_content() != first
    search = every.get_by_role("textbox", name=every_claim_words.SEARCH)
    search.fill("cautious")
    search.press("Enter")
    expect(count).not_to_contain_text("298 of")
    found = int(re.match(r"\d+", count.text_content())[0])
    expect(rows).to_have_count(found)
    opens = every.locator("summary").first
    opens.press("Enter")
    expect(every.locator("details[open] p").first).to_be_visible()
    assert look_with_axe(page, ".btm-every-claim", ".jp-RenderedMarkdown").faults == []
    assert page.problems == []
