"""Each chapter as its readers meet it, from opening it to coming back to one's answers."""

import re
import time

import pytest
from playwright.sync_api import expect

from engine.study.exercises import exercise
from tests.browser.conftest import watched_page
from tests.browser.layout import (
    EXPLORERS,
    TELEPHONE,
    every_look,
    its_pictures_stay_and_can_be_read_wherever_its_controls_stand,
    lay_out,
)
from tests.browser.readable import look_with_axe, unreadable
from tests.browser.steps import (
    ERRORS,
    FIRST_SECONDS,
    UNFOLD_PARTS,
    WATCH_FIRST,
    change_theme,
    lock_guesses,
    read_chapter,
    resize,
    rest,
    screenshot,
    settle,
)
from tests.chapters.pages import pages
from tests.house.test_notebooks import CHAPTERS
from widgets.learning import words
from widgets.season.words import SCORE
from widgets.the_spreadsheet_at_match_week.two_clocks import BELIEVED, DAYS
from widgets.three_sentences_on_a_phone.chain_words import FOLLOW, LINK, PEOPLE

NAMES = [page.name for page in pages() if page.is_chapter]
OPEN = 60  # seconds from opening a chapter until all of it stands there, some five times the usual

# Everything that a cell shows is drawn: no widget still loading, no chart without its picture.
DRAWN = """() => {
    // What waits for a guess is not drawn yet.
    const shown = [...document.querySelectorAll('.jp-Notebook .jp-OutputArea-output')]
        .filter(one => one.getClientRects().length);
    const held = [...document.querySelectorAll('.btm-held')];
    const charts = [...document.querySelectorAll('.btm-picture')];
    return shown.length > 0
        && shown.every(one => one.getBoundingClientRect().height > 0
            && !/^(Loading|Error displaying) widget/.test(one.innerText.trim()))
        && held.every(one => one.firstChild)
        && charts.every(chart => chart.querySelector('svg'));
}"""
SHOWS = "picture => Boolean(picture.innerText.trim() || picture.querySelector('svg'))"
FORM = "xpath=ancestor::*[contains(@class, 'btm-form')][1]"
# The question of a prediction, and its result, in the form itself or in a group of it; not what
# stands inside the result, which is a form of its own.
SHOWN = (
    "xpath=.//*[contains(@class, 'btm-held') or contains(@class, 'btm-note')]"
    "[not(ancestor::*[contains(@class, 'btm-held')][ancestor::*[@data-prediction]])]"
)
ERROR_OUTPUT = ", ".join(
    f'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{kind}"]'
    for kind in ("error", "stderr")
)
UNFOLD = "() => document.querySelectorAll('.jp-Notebook details').forEach(one => one.open = true)"
OURS = (".jp-Notebook .jp-RenderedMarkdown", ".jp-Notebook .jp-OutputArea-output")
ENTRIES = re.compile(re.escape(words.LOG_KEPT.split("{}")[0]) + r"(\d+)")


def test_every_chapter_is_opened():
    assert len(NAMES) == CHAPTERS


def test_the_explorers_of_every_page_are_counted():
    assert {page.name for page in pages() if page.asks} == set(EXPLORERS)


@pytest.fixture(scope="module", params=NAMES)
def opened(request, browser, lab):
    """Open one chapter for all tests; `page.seconds` says how long that took."""
    with watched_page(browser, lab) as page:
        page.name = request.param
        page.add_init_script(WATCH_FIRST)
        start = time.monotonic()
        open_drawn(page, lab)
        page.seconds = time.monotonic() - start
        yield page


def open_drawn(page, lab):
    read_chapter(page, lab, page.name)
    assert page.evaluate(ERRORS) == []
    page.evaluate(UNFOLD_PARTS)
    page.wait_for_function(DRAWN)


def holding(page, inside):
    """Find the first output that holds something."""
    return page.locator(".jp-OutputArea-output").filter(has=inside).first


def enter(control, text):
    """Answer by typing or by choosing, as the control wants."""
    if control.evaluate("one => one.tagName") == "SELECT":
        control.select_option(text)
    else:
        control.fill(text)


def test_it_opens_in_time_without_a_complaint(opened, capsys):
    with capsys.disabled():
        first = opened.evaluate(FIRST_SECONDS)
        print(f"{opened.name}: {first:.1f} s until its first guess or picture,", end=" ")
        print(f"{opened.seconds:.1f} s until all of it stands there")
    assert opened.seconds < OPEN
    assert opened.locator(ERROR_OUTPUT).count() == 0
    assert opened.problems == []


def test_an_answer_is_told_right_from_wrong(opened):
    asked = opened.locator(".btm-exercise").first
    title = asked.locator("b").first.text_content()
    question = exercise(re.match(rf"{words.EXERCISE} (\S+)\. ", title)[1])
    part = question.parts[0]
    control = asked.get_by_label(part.ask, exact=True).first
    check, status = asked.get_by_role("button", name=words.CHECK), asked.get_by_role("status")
    wrong, why = tempting(part)
    enter(control, wrong)
    check.click()
    expect(asked.get_by_text(why)).to_be_visible()
    expect(status).to_contain_text(words.OF_RIGHT.format(0, len(question.parts)))
    enter(control, part.answer if part.options else f"{part.answer:.6f}")
    check.click()
    expect(asked.get_by_text(words.RIGHT.format(part.shown), exact=True)).to_be_visible()
    expect(asked.get_by_text(why)).to_have_count(0)
    expect(status).to_contain_text(words.OF_RIGHT.format(1, len(question.parts)))
    assert opened.problems == []


def tempting(part):
    """Return a wrong answer and what is said about it."""
    for slip in part.slips:
        typable = part.unit != "probability" or abs(slip.answer) <= 1
        if typable and not part.fits(slip.answer, part.answer):
            return (slip.answer if part.options else f"{slip.answer:.6f}"), slip.why
    if part.options:
        other = next(option for option in part.options if option != part.answer)
        return other, words.TRY_ANOTHER
    off = 10 * part.tolerance
    return f"{part.answer + (off if part.answer < 0.5 else -off):.6f}", words.NOT_THIS_NUMBER


def test_a_prediction_is_locked_and_then_the_result_is_shown(opened):
    lock = opened.get_by_role("button", name=words.LOCK).first
    asked = lock.locator(FORM)
    shown = asked.locator(SHOWN)
    guess = asked.get_by_label(words.PREDICTION, exact=True).first
    expect(asked).to_have_attribute("data-locked", "false")
    if guess.evaluate("one => one.tagName") == "SELECT":
        guess.select_option(index=1)
    else:
        limits = re.search(words.FROM_TO.replace("{:g}", r"(-?[\d.]+)"), asked.inner_text())
        guess.fill(f"{(float(limits[1]) + float(limits[2])) / 2:g}" if limits else "1")
    lock.click()
    expect(lock).to_be_disabled()
    expect(guess).to_be_disabled()
    expect(asked.get_by_role("status").first).not_to_be_empty()
    expect(asked).to_have_attribute("data-locked", "true")
    opened.wait_for_function(SHOWS, arg=shown.last.element_handle())
    lock.scroll_into_view_if_needed()
    screenshot(opened, f"{opened.name[:2]}-prediction")
    assert opened.problems == []


def test_the_first_explorer_answers_to_the_keyboard(opened):
    lock_guesses(opened)  # what shows the answer of one stands closed until then
    sliders = opened.get_by_role("slider")
    scores = opened.get_by_role("slider", name=SCORE)
    slider = (scores if scores.count() else sliders).first
    explorer = holding(opened, slider)
    sentence = explorer.get_by_role("status").first
    chart = explorer.locator(".btm-picture").first

    def distance():
        return chart.bounding_box()["y"] - sentence.bounding_box()["y"]

    rest(opened)
    settle(opened)
    before, far = sentence.text_content(), distance()
    assert before.strip()
    slider.focus()
    for _ in range(10):
        opened.keyboard.press("ArrowRight")
    expect(sentence).not_to_have_text(before)
    expect(sentence).not_to_be_empty()
    assert distance() == far  # the sentence got longer, and the picture did not jump
    assert opened.problems == []


@pytest.fixture(scope="module")
def explorers(opened):
    return lay_out(opened)


@every_look(long=[its_pictures_stay_and_can_be_read_wherever_its_controls_stand])
def test_its_explorers_lie_there_well(opened, explorers, look):
    usual = opened.viewport_size
    try:
        look(opened, explorers)
    finally:
        opened.set_viewport_size(usual)
    assert opened.problems == []


@pytest.fixture
def telephone(opened, explorers):
    """Make the page as small as on a telephone."""
    usual = opened.viewport_size
    resize(opened, TELEPHONE)
    yield opened
    change_theme(opened, "Light")
    opened.set_viewport_size(usual)


@pytest.mark.parametrize("opened", ["05-three-sentences-on-a-phone"], indirect=True)
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_the_whole_chain_can_be_read_of_whoever_is_followed(telephone, theme):
    change_theme(telephone, theme)
    link = telephone.get_by_role("slider", name=LINK)
    chain = telephone.locator(".btm-explorer").filter(has=link).first
    link.press("End")
    for who in PEOPLE.values():
        chain.get_by_label(FOLLOW, exact=True).select_option(label=who)
        rest(telephone)
        picture = chain.locator("svg.marks")
        assert unreadable(picture) == []
        said = chain.get_by_role("status").first.text_content()
        expect(chain.locator("[role=graphics-document]")).to_have_accessible_name(said)
    picture.evaluate("one => one.scrollIntoView()")
    screenshot(telephone, f"chain-390-{theme.lower()}")
    assert telephone.problems == []


@pytest.mark.parametrize("opened", ["04-the-spreadsheet-at-match-week"], indirect=True)
def test_every_day_of_the_week_is_named_on_its_axis(telephone):
    believed = telephone.get_by_label(BELIEVED, exact=True)
    clocks = telephone.locator(".btm-explorer").filter(has=believed).first
    for day in DAYS:
        label = clocks.locator(".role-axis-label text").get_by_text(day, exact=True)
        expect(label).to_have_css("opacity", "1")  # Vega hides those that would touch


def test_everyone_can_read_it(opened):
    opened.evaluate(UNFOLD)
    found = look_with_axe(opened, *OURS)
    assert found.texts >= 50  # kinds of text: it did look at the page, and not past it
    assert not found.serious, "\n".join(["", *found.serious])


# One keeper for all: the last chapter says enough, and is opened once more.
@pytest.mark.parametrize("opened", NAMES[-1:], indirect=True)
def test_the_log_comes_back_into_a_new_session(opened, lab):
    def log():
        return holding(opened, opened.get_by_role("textbox", name=words.LOG_FILE))

    def first_exercise():
        return opened.locator(".btm-exercise").first

    def first_prediction():
        lock = opened.get_by_role("button", name=words.LOCK).first
        return lock.locator(FORM)

    said = first_exercise().get_by_role("status").text_content()
    guessed = first_prediction().get_by_role("status").first.text_content()
    file = lab.folder / "chapters" / words.LOG_NAME
    file.unlink(missing_ok=True)  # another chapter's, which would be kept beside this one's
    log().get_by_role("button", name=words.LOG_SAVE).click()
    status = log().get_by_role("status").first
    expect(status).to_contain_text(f"kept in {words.LOG_NAME}")
    kept = status.text_content()
    assert file.exists()
    assert int(ENTRIES.match(kept)[1]) >= 3  # two answers and a prediction
    assert opened.problems == []

    # As on another day: nothing is left but the file. A page keeps what was typed as it is left.
    opened.goto(f"{lab.address}/api")
    opened.evaluate("() => sessionStorage.clear()")
    lab.end_kernels()
    open_drawn(opened, lab)
    expect(log().get_by_role("status").first).to_have_text(words.LOG_UNKEPT.format(0))
    log().get_by_role("button", name=words.LOG_LOAD).click()
    # Every guess is locked again, and what it shows simulated anew.
    expect(log().get_by_role("status").first).to_have_text(kept)
    came_back = f"{words.FROM_LOG} {said}"
    expect(first_exercise().get_by_role("status")).to_have_text(came_back)
    came_back = f"{words.FROM_LOG} {guessed}"
    expect(first_prediction().get_by_role("status").first).to_have_text(came_back)
    expect(first_prediction()).to_have_attribute("data-locked", "true")
    opened.wait_for_function(SHOWS, arg=first_prediction().locator(SHOWN).last.element_handle())
    expect(first_prediction().get_by_label(words.PREDICTION, exact=True).first).to_be_disabled()
    assert opened.locator(ERROR_OUTPUT).count() == 0
