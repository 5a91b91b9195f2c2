"""How the explorers of a page lie there, at every size of window: what no page may get wrong.

Each of `LOOKS` is one look at an opened page, whose guesses are locked, so that all its
explorers stand there. They come in the order of the windows' sizes: charts are laid out anew for
each, which takes longest.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.readable import PICTURES, unreadable
from tests.browser.steps import (
    UNFOLD_PARTS,
    change_theme,
    lock_guesses,
    resize,
    rest,
    screenshot,
)
from tests.browser.turning import faults_of, rounds

# How many explorers stand on each page that has any.
EXPLORERS = {
    "00-start-here": 3,
    "01-past-the-filter": 8,
    "02-safe-rank-only-too-risky": 8,
    "03-who-knows-whom": 9,
    "04-the-spreadsheet-at-match-week": 10,
    "05-three-sentences-on-a-phone": 6,
}
STILL = {"00-start-here": [0], "01-past-the-filter": [0]}  # a guess is all that these ask for
WIDE, NARROW = {"width": 1280, "height": 680}, {"width": 640, "height": 400}
LOW = {"width": 1093, "height": 500}  # a small laptop, where letters were made a quarter larger
LAPTOP, TELEPHONE = {"width": 1366, "height": 625}, {"width": 390, "height": 844}

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
UNFOLD_DIALS = """() => document.querySelectorAll('.btm-dials details').forEach(
    (fold) => (fold.open = true))"""
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


def lay_out(page):
    """Open every part, lock every guess; return the explorers."""
    page.evaluate(UNFOLD_PARTS)
    lock_guesses(page)
    count = EXPLORERS[page.name]
    drawn = page.locator(".btm-explorer .btm-outcome > .btm-held").filter(has=page.locator("svg"))
    expect(drawn, f"explorers of {page.name}, counted in EXPLORERS").to_have_count(count)
    explorers = page.locator(".btm-explorer").all()
    assert len(explorers) == count
    return explorers


def see_that_it_does_not_scroll_sideways(page):
    """Keep a picture of the page, and see that nothing of it is beside the window."""
    page.locator(".btm-explorer").first.evaluate("one => one.scrollIntoView()")
    screenshot(page, f"page-{page.name[:2]}-{page.viewport_size['width']}")
    outside = page.evaluate(OUTSIDE)
    assert not outside, "\n".join(map(str, outside))


def in_sight(what, at):
    panel = at["panel"]
    return at[what]["top"] >= panel["top"] - 1 and at[what]["bottom"] <= panel["bottom"] + 1


def the_outcome_stays_in_sight_while_a_control_moves(page, explorers):
    resize(page, WIDE)
    see_that_it_does_not_scroll_sideways(page)
    for nth, explorer in enumerate(explorers):
        explorer.evaluate("one => one.scrollIntoView()")
        screenshot(page, f"first-screen-{page.name[:2]}-{nth}")
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
    resize(page, LOW)
    for nth, explorer in enumerate(explorers):
        if explorer.locator(".btm-outcome .btm-live-chart svg.marks").count():
            explorer.evaluate("one => one.scrollIntoView()")
            at = explorer.evaluate(AT)
            assert at["dials"]["right"] <= at["sentence"]["left"] + 1
            assert in_sight("picture", at), (nth, at)
    assert page.problems == []


def in_a_narrow_window_all_stands_in_one_column_and_nothing_is_cut_off(page, explorers):
    resize(page, NARROW)
    see_that_it_does_not_scroll_sideways(page)
    for explorer in explorers:
        explorer.evaluate("one => one.scrollIntoView()")
        at = explorer.evaluate(AT)
        assert at["dials"]["bottom"] <= at["sentence"]["top"] + 1
        assert explorer.evaluate(CUT_OFF) == []


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


def its_words_can_be_read_on_a_dark_page(page, explorers):
    resize(page, WIDE)
    change_theme(page, "Dark")
    try:
        page.locator(".btm-explorer").first.evaluate("one => one.scrollIntoView()")
        screenshot(page, f"page-{page.name[:2]}-dark")
        if page.locator(".btm-live-chart svg.marks").count():
            assert page.evaluate(UNSEEN_IN_DARK) == [True, [], 0]
    finally:
        change_theme(page, "Light")


def a_screen_reader_is_told_of_each_outcome_what_the_picture_tells(page, explorers):
    session = page.context.new_cdp_session(page)
    # What grows says more with every step: it has to be at its end.
    expect(page.locator(".btm-explorer").get_by_role("progressbar")).to_have_count(0)

    def names(*roles):
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        found = (node for node in nodes if not node["ignored"] and node["role"]["value"] in roles)
        return {" ".join(node["name"]["value"].split()) for node in found}

    for explorer in explorers:
        said = explorer.locator(".btm-outcome").get_by_role("status").first
        picture = explorer.locator(".btm-outcome :is([role=img], [role=graphics-document])").first
        expect(picture).to_have_accessible_name(said.text_content())
    sentences = [one.locator(".btm-outcome [role=status]").first for one in explorers]
    told = {" ".join(sentence.text_content().split()) for sentence in sentences}
    pictures = names("image", "graphics-document")  # pictures that move, and charts of Vega
    assert told <= pictures
    assert all(len(name) > 20 for name in pictures)
    controls = names("slider", "textbox", "combobox", "checkbox")
    for explorer in explorers:
        labels = explorer.locator(".btm-dials label:visible").all_text_contents()
        assert {" ".join(label.split()) for label in labels} <= controls, labels


def its_pictures_can_be_read_on_a_telephone(page, explorers):
    for height in (TELEPHONE["height"], 667):
        resize(page, {**TELEPHONE, "height": height})
        see_that_it_does_not_scroll_sideways(page)
        pictures = page.locator(PICTURES).all()
        assert len(pictures) >= len(explorers)
        faults = {nth: unreadable(picture) for nth, picture in enumerate(pictures)}
        assert not any(faults.values()), (height, faults)


def its_pictures_stay_and_can_be_read_wherever_its_controls_stand(page, explorers):
    resize(page, LAPTOP)
    see_that_it_does_not_scroll_sideways(page)
    page.evaluate(UNFOLD_DIALS)
    still, with_sliders, changed, faults = [], 0, 0, {}
    for nth, explorer in enumerate(explorers):
        explorer.evaluate("one => one.scrollIntoView()")
        sentence = explorer.locator(".btm-outcome [role=status]").first
        far, said = picture_below_sentence(explorer), sentence.text_content()
        turned = []
        for name in rounds(page, explorer):
            rest(page, 150)
            turned.append(name)
            if name == "upper ends":
                with_sliders += 1
                changed += sentence.text_content() != said
                assert picture_below_sentence(explorer) == pytest.approx(far, abs=1), nth
            if found := faults_of(explorer):
                faults[nth, name] = found
        if not turned:
            still.append(nth)
    assert still == STILL.get(page.name, [])
    assert changed >= (with_sliders + 1) // 2 > 0
    assert faults == {}


def picture_below_sentence(explorer):
    at = explorer.evaluate(AT)
    return at["picture"]["top"] - at["sentence"]["top"]


LOOKS = (
    the_outcome_stays_in_sight_while_a_control_moves,
    a_screen_reader_is_told_of_each_outcome_what_the_picture_tells,
    its_words_can_be_read_on_a_dark_page,
    its_pictures_stay_and_can_be_read_wherever_its_controls_stand,
    in_a_narrow_window_all_stands_in_one_column_and_nothing_is_cut_off,
    its_pictures_can_be_read_on_a_telephone,
)


def every_look(*, long=()):
    """Take each look at a page; those that are `long` only in a run of all tests."""
    looks = [pytest.param(one, marks=[pytest.mark.long] if one in long else []) for one in LOOKS]
    return pytest.mark.parametrize("look", looks, ids=lambda look: look.__name__)
