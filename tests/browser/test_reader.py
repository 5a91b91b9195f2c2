"""The reader's view, in the notebook alone and in JupyterLab: no reader can harm a page."""

import os
import random
import re

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched_page
from tests.browser.readable import look_with_axe
from tests.browser.steps import (
    CALM,
    ERRORS,
    LOADED,
    NOTEBOOK,
    PATIENCE,
    count_cells,
    lock_guesses,
    screenshot,
    settle,
)
from widgets.learning import words as learning
from widgets.season.words import HEARD_BY, SCORE

START, OTHER = "chapters/00-start-here.ipynb", "notebooks/live-chart.ipynb"
STUMBLES = "notebooks/stumbles.ipynb"
TITLES = [
    "Behind the Match",
    "Past the filter",
    "Safe, rank only, too risky",
    "Who knows whom",
    "The spreadsheet at Match Week",
    "Three sentences on a phone",
    "Every claim, and what became of it",
]
VIEWS = ("notebook", pytest.param("lab", marks=pytest.mark.long))  # JupyterLab is for authors
SOURCES = f"""() => {NOTEBOOK}.content.model.sharedModel.cells
    .map(cell => [cell.cell_type, cell.getSource()])"""
RENDERED = f"() => {NOTEBOOK}.content.widgets.every(cell => cell.rendered !== false)"
# As a picture does that is drawn late; a browser that holds what is in sight is kept from it.
GROW = """() => {
    const cells = document.querySelector('.jp-Notebook .jp-WindowedPanel-viewport');
    cells.parentElement.parentElement.style.overflowAnchor = 'none';
    const late = document.createElement('div');
    late.style.height = '1800px';
    cells.prepend(late);
}"""
TOP = "() => document.querySelector('.jp-Notebook .jp-WindowedPanel-outer').scrollTop"
KEYS = [
    *"abcdmxyzr0123456789 ",
    "Enter",
    "Escape",
    "Delete",
    "Backspace",
    "ArrowDown",
    "Shift+A",
]
# By hand for longer, on other pages and with more seeds: BTM_KEYS="600 chapters/01-….ipynb 7 8".
SECONDS, PRESSED, *SEEDS = os.environ.get("BTM_KEYS", f"5 {START} 7").split()
SECONDS = int(SECONDS)
BROKEN = re.compile("Error displaying widget|model not found|Loading widget")


@pytest.fixture(scope="module", params=VIEWS)
def opened(request, browser, lab):
    """Open the start page; `page.read` opens it again, as on another day."""
    with watched_page(browser, lab) as page:
        address = {"notebook": lab.page_url, "lab": lab.url}[request.param]

        def read(name=START, anchor=""):
            page.goto("about:blank")  # a change of the anchor alone loads nothing
            # JupyterLab drops the anchor where it is to forget the past.
            page.goto(address(name).replace("?reset&", "?" if anchor else "?reset&") + anchor)
            page.wait_for_function(LOADED)
            if name == START:
                ready(page)

        page.read, page.view = read, request.param
        read()
        page.top = page.evaluate(TOP)
        lock_guesses(page)  # once: they come back with every opening
        page.sources = page.evaluate(SOURCES)
        yield page


@pytest.fixture
def page(opened):
    """Give a page that is as it was opened, whatever the test before left behind."""
    opened.problems.clear()
    return opened


@pytest.fixture
def once(page):
    """Give the page in one view only, where the other one would be the same once more."""
    if page.view != "notebook":
        pytest.skip("once is enough")
    return page


def ready(page):
    page.wait_for_function(CALM, timeout=2 * PATIENCE)
    assert page.evaluate(ERRORS) == []
    expect(page.locator(".btm-moving svg").first).to_be_visible()


def score(page):
    return page.get_by_role("textbox", name=SCORE).first


def sentence(page):
    told = page.get_by_role("status").filter(has_text="simulated seasons")
    return told.filter(has_text="articles").last


def set_score(page, text):
    score(page).fill(text)
    score(page).press("Enter")
    expect(sentence(page)).to_contain_text(re.compile("than before|the same"))


def test_a_page_runs_by_itself_stays_at_its_top_and_shows_no_code(page):
    assert page.top == 0
    assert page.locator(".jp-CodeCell .cm-editor:visible").count() == 0
    assert page.locator(".jp-NotebookPanel-toolbar:visible").count() == 0
    expect(page.locator(".btm-bar-notice")).to_be_hidden()
    screenshot(page, f"reader-{page.view}")


# What anywidget waits for: two seconds, after which no message of the kernel reaches a widget.
GIVEN_UP = """async () => {
    const waits = [2000, 100].map((wait) => AbortSignal.timeout(wait));
    await new Promise((go) => setTimeout(go, 2500));
    return waits.map((one) => one.aborted);
}"""


def test_a_widget_is_given_more_than_two_seconds_to_be_ready(page):
    assert page.evaluate(GIVEN_UP) == [False, True]


def test_what_is_typed_beside_a_box_changes_nothing(page):
    text = page.locator(".jp-MarkdownCell p").first
    for keys in ("5 2", "1", "d d", "a", "b", "x", "0 0", "m", "y", "Enter", "Shift+M", "z"):
        text.click()
        for key in keys.split():
            page.keyboard.press(key)
        assert page.locator(".jp-Dialog").count() == 0, keys
    assert page.evaluate(SOURCES) == page.sources
    assert page.evaluate(RENDERED)
    assert page.problems == []


def test_a_double_click_shows_no_source(page):
    for text in page.locator(".jp-MarkdownCell :is(p, h2)").all()[:4]:
        text.dblclick()
    page.wait_for_timeout(200)
    assert page.evaluate(RENDERED)
    assert page.locator(".jp-MarkdownCell .cm-editor:visible").count() == 0


def test_a_double_click_over_which_the_page_scrolled_shows_no_source(page):
    # Then the browser tells what holds both places, and the notebook looks at the point itself.
    text = page.locator(".jp-MarkdownCell p").first
    text.scroll_into_view_if_needed()
    place = text.bounding_box()
    page.locator(".jp-WindowedPanel-viewport").first.dispatch_event(
        "dblclick", {"clientX": place["x"] + 5, "clientY": place["y"] + 5}
    )
    page.wait_for_timeout(200)
    assert page.evaluate(RENDERED)


def test_the_notebook_s_own_menu_stays_away(page):
    page.locator(".jp-MarkdownCell p").first.click(button="right")
    page.wait_for_timeout(200)
    assert page.locator(".lm-Menu:visible").count() == 0
    page.keyboard.press("Escape")


def test_nothing_is_unsaved_and_the_file_stays_as_it_came(page, lab):
    set_score(page, "240")
    page.wait_for_timeout(300)
    assert page.evaluate(f"() => {NOTEBOOK}.context.model.dirty") is False
    assert '"outputs": []' in (lab.folder / START).read_text("utf-8")


def test_settings_and_guesses_come_back_when_the_page_is_loaded_again(once):
    page = once
    set_score(page, "241")
    hearers = page.get_by_role("textbox", name=HEARD_BY)
    hearers.fill("6")
    hearers.press("Enter")
    page.reload()
    ready(page)
    expect(score(page)).to_have_value("241")
    expect(hearers).to_have_value("6")
    expect(page.get_by_role("textbox", name=learning.PREDICTION).first).to_have_value("1")
    expect(sentence(page)).to_contain_text("than before")
    assert page.problems == []


@pytest.mark.parametrize("way", ["shut down", "killed", "restarted"])
def test_a_page_whose_kernel_is_gone_says_so_rests_and_is_woken(once, lab, way):
    page = once
    set_score(page, "243")
    lock = page.get_by_role("button", name=learning.LOCK).first
    guess = page.get_by_role("textbox", name=learning.PREDICTION).first
    if guess.is_enabled():
        guess.fill("41%")
        lock.click()
    expect(lock).to_be_disabled()
    guessed = guess.input_value()
    end_kernel(page, lab, way)
    notice = page.locator(".btm-bar-notice")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("fallen asleep")
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator(".jp-CodeCell .jp-Cell-outputWrapper:not([inert])").count() == 0
    assert not score(page).evaluate("box => { box.focus(); return document.activeElement === box }")
    screenshot(page, f"reader-asleep-{page.view}")
    notice.get_by_role("button").press("Enter")
    expect(notice).to_be_hidden()
    ready(page)
    assert page.locator("[inert]").count() == 0
    expect(score(page)).to_have_value("243")
    expect(guess).to_be_disabled()
    expect(guess).to_have_value(guessed)
    set_score(page, "236")
    assert page.get_by_text(BROKEN).count() == 0


# The server may listen to a kernel that starts again only after it has said that it starts.
MISS_ITS_START = f"""() => {{
    const socket = {NOTEBOOK}.sessionContext.session.kernel._ws;
    const hear = socket.onmessage;
    socket.onmessage = (message) => {{
        const said = new TextDecoder().decode(message.data);
        if (!/"execution_state": ?"starting"/.test(said)) hear.call(socket, message);
    }};
}}"""


def end_kernel(page, lab, way):
    (session,) = lab.ask("api/sessions")
    kernel = session["kernel"]["id"]
    if way == "shut down":
        lab.end_kernels()
    elif way == "restarted":
        page.evaluate(MISS_ITS_START)
        lab.ask(f"api/kernels/{kernel}/restart", method="POST")
    else:
        for process in psutil.Process(lab.process.pid).children(recursive=True):
            if any(kernel in word for word in process.cmdline()):
                process.kill()


# A cell that JupyterLab has not drawn yet when the kernel goes, and draws when it is free.
DRAWN_LATE = f"""() => {{
    const cell = {NOTEBOOK}.content.widgets.find(({{ model }}) => model.type === 'code');
    const outputs = cell.node.querySelector('.jp-Cell-outputWrapper');
    const before = outputs.nextSibling;
    const ready = new Promise((tell) => (window.draw = tell)).then(
        () => cell.node.insertBefore(outputs, before));
    Object.defineProperty(cell, 'ready', {{ value: ready }});
    outputs.remove();
}}"""


def test_what_is_wrong_with_a_page_is_still_said_when_the_connection_is_back(once):
    page = once
    page.read(STUMBLES)
    notice = page.locator(".btm-bar-notice")
    expect(notice).to_contain_text("did not run")
    tell = f"status => {NOTEBOOK}.sessionContext.connectionStatusChanged.emit(status)"
    page.evaluate(DRAWN_LATE)
    page.evaluate(tell, "disconnected")
    expect(notice).to_contain_text("cannot reach")
    page.evaluate("() => window.draw()")
    expect(page.locator(".jp-Cell-outputWrapper[inert]")).to_have_count(1)
    page.evaluate(tell, "connected")
    expect(notice).to_contain_text("did not run")
    expect(page.locator("[inert]")).to_have_count(0)
    expect(notice.get_by_role("button", name="Run this page again")).to_be_visible()
    page.route("**/api/contents/**", lambda route: route.abort())
    page.get_by_role("navigation").get_by_role("button", name="Chapters").click()
    expect(page.get_by_text("The chapters cannot be listed now")).to_be_visible()
    page.unroute("**/api/contents/**")
    page.read()


def test_a_page_opened_another_day_runs_anew(once, lab):
    page = once
    lab.end_kernels()
    page.read()
    assert page.get_by_text(BROKEN).count() == 0
    set_score(page, "238")
    assert page.problems == []


def test_an_anchor_is_where_the_page_opens(page):
    page.read(anchor="#Three-lists-to-change")
    heading = page.get_by_role("heading", name="Three lists to change")
    expect(heading).to_be_in_viewport()
    assert page.evaluate(TOP) > 0
    page.evaluate(GROW)
    expect(heading).to_be_in_viewport()
    heading.hover()
    page.mouse.wheel(0, 1500)  # the reader goes on
    expect(heading).not_to_be_in_viewport()
    settle(page)
    top = page.evaluate(TOP)
    page.evaluate(GROW)
    page.wait_for_timeout(300)
    assert page.evaluate(TOP) == top


def test_the_bar_leads_to_chapters_and_headings_by_keyboard(page):
    bar = page.get_by_role("navigation", name="The course and this page")
    bar.get_by_role("button", name="Skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("() => Boolean(document.activeElement.closest('.jp-OutputArea'))")
    bar.get_by_role("button", name="On this page").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=2).first
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    bar.get_by_role("button", name="Chapters").press("Enter")
    links = bar.get_by_role("link")
    expect(links).to_have_text(TITLES)
    assert links.nth(0).get_attribute("aria-current") == "page"
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()


def test_larger_type_is_larger_and_stays(once):
    page = once
    text = page.locator(".jp-MarkdownCell p").first
    height = text.bounding_box()["height"]
    button = page.get_by_role("button", name="Larger type")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert text.bounding_box()["height"] > 1.2 * height
    screenshot(page, f"reader-larger-{page.view}")
    page.read()
    assert button.get_attribute("aria-pressed") == "true"
    button.click()


def test_code_is_shown_on_request_and_hidden_again(page):
    button = page.get_by_role("button", name="Show code")
    button.click()
    expect(page.locator(".jp-CodeCell .cm-editor").first).to_be_visible()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    screenshot(page, f"reader-code-{page.view}")
    button.click()
    expect(page.locator(".jp-CodeCell .cm-editor").first).to_be_hidden()
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_hidden()


def test_everyone_can_use_the_bar(page):
    found = look_with_axe(page, ".btm-bar")
    assert found.passed >= 5
    assert found.faults == []


# A slow browser scrolls after the place was looked at: then a click may meet a link after all.
CONTROLS = ".jp-OutputArea, a, summary, .btm-bar, .jp-Dialog"
SHIELD = f"""() => {{
    const shield = (click) => {{
        if (!click.target.closest('{CONTROLS}')) return;
        click.preventDefault();
        click.stopImmediatePropagation();
    }};
    window.addEventListener('click', shield, true);
    window.takeShieldAway = () => window.removeEventListener('click', shield, true);
}}"""
OUTSIDE = f"([x, y]) => !document.elementFromPoint(x, y)?.closest('{CONTROLS}')"


def press_at_random(page, seed, seconds):
    """Press keys and click outside the controls for so long; return how many places were tried."""
    page.evaluate(SHIELD)
    chance = random.Random(seed)
    where = page.locator(".jp-WindowedPanel-outer").first.bounding_box()
    clock = "() => performance.now()"
    until = page.evaluate(clock) + 1000 * seconds
    tried = 0
    while tried < 10 or page.evaluate(clock) < until:
        x = where["x"] + chance.random() * where["width"]
        y = where["y"] + chance.random() * where["height"]
        if page.evaluate(OUTSIDE, [x, y]):
            page.mouse.click(x, y, click_count=chance.choice([1, 1, 2, 3]))
            for key in chance.choices(KEYS, k=5):
                page.keyboard.press(key)
            tried += 1
        page.mouse.wheel(0, chance.choice([-300, 300, 500]))
    page.evaluate("() => window.takeShieldAway()")
    return tried


@pytest.mark.parametrize("seed", SEEDS)
def test_seconds_of_random_keys_and_clicks_harm_nothing(page, seed):
    if PRESSED != START:
        page.read(PRESSED)
        page.wait_for_function(CALM, timeout=2 * PATIENCE)
    sources = page.evaluate(SOURCES)
    tried = press_at_random(page, seed, SECONDS)
    print(f"{PRESSED}, seed {seed}: {tried} places, {5 * tried} keys in {SECONDS} s")
    assert page.evaluate(SOURCES) == sources
    assert page.evaluate(RENDERED)
    assert page.evaluate(ERRORS) == []
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator("[inert]").count() == 0


def test_other_notebooks_are_left_alone(page):
    page.read(OTHER)
    page.wait_for_timeout(1500)
    assert page.locator(".btm-bar").count() == 0
    assert page.locator(".jp-CodeCell .cm-editor").first.is_visible()
    assert page.locator(".jp-NotebookPanel-toolbar").first.is_visible()
    cells = count_cells(page)
    page.locator(".jp-Cell").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    assert count_cells(page) == cells + 1
