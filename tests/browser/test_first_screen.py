"""Every explorer at two sizes of window: its outcome is in sight while a control moves."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched_page
from tests.browser.steps import (
    CHANGE_THEME,
    RESTS,
    UNFOLD_PARTS,
    lock_guesses,
    open_notebook,
    screenshot,
)
from tests.chapters.pages import pages

EXPLORERS = {
    "00-start-here": 3,
    "01-past-the-filter": 8,
    "02-safe-rank-only-too-risky": 8,
    "03-who-knows-whom": 9,
    "04-the-spreadsheet-at-match-week": 10,
    "05-three-sentences-on-a-phone": 6,
}
WIDE, NARROW = {"width": 1280, "height": 680}, {"width": 640, "height": 400}

# Where things are, in pixels of the page; what is measured is what a reader sees.
AT = """(explorer) => {
    const place = (one) => {
        const { left, top, right, bottom } = one.getBoundingClientRect();
        return { left, top, right, bottom };
    };
    return {
        panel: place(document.querySelector('.jp-Notebook .jp-WindowedPanel-outer')),
        dials: place(explorer.querySelector('.btm-dials')),
        sentence: place(explorer.querySelector('.btm-outcome [role=status]')),
        picture: place(explorer.querySelector('.btm-outcome svg')),
    };
}"""
CUT_OFF = """(explorer) => [...explorer.querySelectorAll('*')]
    .filter((one) => one.getClientRects().length && !one.closest('svg *'))
    .filter((one) => one.getBoundingClientRect().right > explorer.getBoundingClientRect().right + 1
        || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible'
            && one.tagName !== 'INPUT' && one.tagName !== 'SELECT')
    .map((one) => one.outerHTML.slice(0, 200))"""
OUTSIDE = """() => {
    const panel = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer');
    const edge = panel.getBoundingClientRect().left + panel.clientWidth + 1;
    if (panel.scrollWidth <= panel.clientWidth + 1) return [];
    const out = [...panel.querySelectorAll('*')]
        .filter((one) => one.getBoundingClientRect().right > edge);
    return out.filter((one) => !out.includes(one.parentElement))
        .map((one) => [one.getBoundingClientRect().right, one.outerHTML.slice(0, 100)]);
}"""
CLOSE_SIDEBAR = """() => {
    const { shell, commands } = window.jupyterapp;
    if (!shell.leftCollapsed) return commands.execute('application:toggle-left-area');
}"""


def test_every_page_is_looked_at():
    assert {page.name for page in pages() if page.asks} == set(EXPLORERS)


@pytest.fixture(scope="module", params=EXPLORERS)
def opened(request, browser, lab):
    """A notebook without its code, every guess locked, so that all explorers stand there."""
    with watched_page(browser, lab) as page:
        open_notebook(page, lab, f"chapters/{request.param}.ipynb")
        page.evaluate(CLOSE_SIDEBAR)
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:expand-all-headings')")
        page.add_style_tag(content=".jp-CodeCell .jp-Cell-inputWrapper { display: none }")
        page.evaluate(UNFOLD_PARTS)
        lock_guesses(page)
        page.count = EXPLORERS[request.param]
        page.name = request.param
        drawn = page.locator(".btm-explorer .btm-outcome > .btm-held").filter(
            has=page.locator("svg")
        )
        expect(drawn).to_have_count(page.count)
        yield page


@pytest.fixture
def explorers(opened):
    found = opened.locator(".btm-explorer").all()
    assert len(found) == opened.count
    return found


def resize(page, size):
    page.set_viewport_size(size)
    page.wait_for_timeout(1000)  # until every panel has taken its new size


def in_sight(what, at):
    panel = at["panel"]
    return at[what]["top"] >= panel["top"] - 1 and at[what]["bottom"] <= panel["bottom"] + 1


def test_the_outcome_stays_in_sight_while_a_control_moves(opened, explorers):
    resize(opened, WIDE)
    for nth, explorer in enumerate(explorers):
        explorer.evaluate("one => one.scrollIntoView()")
        screenshot(opened, f"first-screen-{opened.name[:2]}-{nth}")
        at = explorer.evaluate(AT)
        assert at["dials"]["right"] <= at["sentence"]["left"] + 1
        controls = explorer.locator(".btm-dials .btm-control").all()
        seen = [control for control in controls if control.is_visible()]
        assert seen
        for control in seen:
            control.evaluate("one => one.scrollIntoView({ block: 'nearest' })")
            at = explorer.evaluate(AT)
            assert in_sight("sentence", at), (nth, control.inner_text(), at)
            assert in_sight("picture", at), (nth, control.inner_text(), at)
    assert opened.problems == []


def test_in_a_narrow_window_all_stands_in_one_column_and_nothing_is_cut_off(opened, explorers):
    resize(opened, NARROW)
    for nth, explorer in enumerate(explorers):
        explorer.evaluate("one => one.scrollIntoView()")
        if nth == 0:
            screenshot(opened, f"narrow-{opened.name[:2]}")
        at = explorer.evaluate(AT)
        assert at["dials"]["bottom"] <= at["sentence"]["top"] + 1
        assert explorer.evaluate(CUT_OFF) == []
    outside = opened.evaluate(OUTSIDE)
    assert not outside, "\n".join(map(str, outside))


def test_the_picture_stays_where_it_is_when_the_sentence_changes(opened, explorers):
    resize(opened, WIDE)
    changed = slid = 0
    for nth, explorer in enumerate(explorers):
        explorer.evaluate("one => one.scrollIntoView()")
        sentence = explorer.locator(".btm-outcome [role=status]").first
        at, said = explorer.evaluate(AT), sentence.text_content()
        far = at["picture"]["top"] - at["sentence"]["top"]
        sliders = explorer.locator(".btm-dials").get_by_role("slider").all()[:2]
        slid += bool(sliders)
        for slider in sliders:
            slider.press("End")
        opened.evaluate(RESTS)
        changed += sentence.text_content() != said
        at = explorer.evaluate(AT)
        assert at["picture"]["top"] - at["sentence"]["top"] == pytest.approx(far, abs=1), nth
    assert changed >= (slid + 1) // 2 > 0


# The tests above keep light pictures of the other two sizes.
SIZES = {
    "Dark": [(1280, 680), (1440, 900), (640, 400), (390, 844)],
    "Light": [(1440, 900), (390, 844)],
}
# Words of charts that are as dark as a dark page, and charts with paper of their own behind them.
UNSEEN_IN_DARK = """() => {
    const dark = color => (color.match(/\\d+/g) ?? []).slice(0, 3).every(part => part < 110);
    const words = '.role-axis-label, .role-axis-title, .role-title-text, .role-legend-label';
    const seen = [...document.querySelectorAll(`.btm-live-chart :is(${words}) text`)].filter(
        text => text.getClientRects().length);
    const hidden = seen.filter(text => dark(getComputedStyle(text).fill));
    const paper = [...document.querySelectorAll('.btm-live-chart svg.marks')].filter(
        one => getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)');
    return [seen.length > 0, hidden.map(text => text.textContent), paper.length];
}"""


def test_it_is_calm_in_light_and_dark_at_every_size_and_never_scrolls_sideways(opened):
    charts = opened.locator(".btm-live-chart svg.marks")
    for theme, sizes in SIZES.items():
        opened.evaluate(CHANGE_THEME, f"JupyterLab {theme}")
        expect(opened.locator("#jupyterlab-splash")).to_have_count(0, timeout=60_000)
        for width, height in sizes:
            opened.set_viewport_size({"width": width, "height": height})
            opened.locator(".btm-explorer").first.evaluate("one => one.scrollIntoView()")
            opened.wait_for_timeout(300)
            screenshot(opened, f"page-{opened.name[:2]}-{width}-{theme.lower()}")
            outside = opened.evaluate(OUTSIDE)
            assert not outside, (width, theme, outside)
        if theme == "Dark" and charts.count():
            assert opened.evaluate(UNSEEN_IN_DARK) == [True, [], 0]


def test_a_screen_reader_is_told_of_each_outcome_what_the_picture_tells(opened, explorers):
    session = opened.context.new_cdp_session(opened)

    def names(*roles):
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        found = (node for node in nodes if not node["ignored"] and node["role"]["value"] in roles)
        return {" ".join(node["name"]["value"].split()) for node in found}

    for explorer in explorers:
        said = explorer.locator(".btm-outcome").get_by_role("status").first
        picture = explorer.locator(".btm-outcome :is([role=img], [role=graphics-document])").first
        expect(picture).to_have_accessible_name(said.text_content(), timeout=60_000)
    sentences = [one.locator(".btm-outcome [role=status]").first for one in explorers]
    told = {" ".join(sentence.text_content().split()) for sentence in sentences}
    pictures = names("image", "graphics-document")  # pictures that move, and charts of Vega
    assert told <= pictures
    assert all(len(name) > 20 for name in pictures)
    controls = names("slider", "textbox", "combobox", "checkbox")
    for explorer in explorers:
        labels = explorer.locator(".btm-dials label:visible").all_text_contents()
        assert {" ".join(label.split()) for label in labels} <= controls, labels
