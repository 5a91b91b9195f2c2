"""Pictures that move, in a real JupyterLab: dots change their bin, lists, a season that plays."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.readable import look_with_axe
from tests.browser.steps import (
    cell,
    change_theme,
    count_cells,
    open_notebook,
    resize,
    screenshot,
)
from widgets.charts import dots as dot_words
from widgets.charts import playing as player_words
from widgets.explorer.words import RESET
from widgets.season import SeasonExplorer, playing_words, words
from widgets.season.fate import tell
from widgets.the_spreadsheet_at_match_week import PlayingWeek
from widgets.the_spreadsheet_at_match_week.words import WEEK

# Where the dots of a picture are, by number, with the bin each is in.
PLACES = """picture => [...picture.querySelectorAll('.btm-dot')].sort(
    ({ dataset: a }, { dataset: b }) => a.world - b.world || a.season - b.season).map(
    dot => [dot.dataset.bin, dot.style.transform])"""
VIEWPORTS = [(1280, 680), (640, 400), (390, 844)]


@pytest.fixture(scope="module")
def notebook(shared_page, lab):
    open_notebook(shared_page, lab, "notebooks/pictures.ipynb")
    expect(shared_page.locator(".btm-moving")).to_have_count(5)
    return shared_page


@pytest.fixture
def opened(notebook):
    notebook.set_viewport_size({"width": 1280, "height": 800})
    return notebook


def picture(page, text):
    return cell(page, text).locator(".btm-moving").first


def test_a_tweak_moves_the_dots_it_turns_and_no_other(opened):
    dots = picture(opened, "dots = SeasonDots")
    expect(dots.locator(".btm-dot")).to_have_count(40)
    before = dots.evaluate(PLACES)
    cell(opened, 'description="Tweak"').get_by_role("button", name="Tweak").click()
    expect(dots.get_by_role("img")).to_have_attribute("aria-label", "13 of 40 match.")
    after = dots.evaluate(PLACES)
    moved = [season for season in range(40) if before[season][0] != after[season][0]]
    assert moved == [14, 20, 30]
    assert all(after[season][0] == "0" for season in moved)
    # In the bin they came to nobody else moves; in the one they left, as many as there were gaps.
    stayed = [n for n in range(40) if n not in moved and before[n][1] != after[n][1]]
    assert len(stayed) <= 3
    assert all(before[n][0] == "2" for n in stayed)
    assert dots.locator(".moved").count() == 3
    assert opened.problems == []


def test_a_dot_is_asked_by_mouse_and_by_arrow_keys(opened):
    dots = picture(opened, "dots = SeasonDots")
    answer = dots.locator("output")
    expect(answer).to_have_text(dot_words.INVITE)
    dots.locator(".btm-dot[data-season='7']").click()
    expect(answer).to_have_text("world 0, season 8")
    slider = dots.get_by_role("slider", name=dot_words.ASK)
    cells = count_cells(opened)
    slider.focus()
    slider.press("Home")
    expect(answer).to_have_text("world 0, season 1")
    expect(slider).to_have_attribute("aria-valuetext", "one world 1: match")
    slider.press("ArrowRight")
    expect(answer).not_to_have_text("world 0, season 1")
    slider.press("b")
    assert count_cells(opened) == cells
    assert opened.problems == []


def test_a_score_moves_dots_in_both_worlds_and_you_on_the_lists(opened):
    area = cell(opened, "explorer = SeasonExplorer()")
    dots, lists = (area.locator(".btm-moving").nth(n) for n in (0, 1))
    expect(dots.locator(".btm-dot")).to_have_count(400)
    area.get_by_role("button", name=RESET).click()
    expect(area.get_by_role("status").first).to_contain_text(words.SAME)
    before, stood = dots.evaluate(PLACES), lists.locator("[data-program=Lakeshore]")
    where = stood.evaluate("you => you.style.transform")
    slider = area.get_by_role("slider", name=words.SCORE)
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")
    expect(area.get_by_role("textbox", name=words.SCORE)).to_have_value("244")
    here = SeasonExplorer()  # what a kernel without a page makes of it
    here.score.text = "244"
    sentence = area.get_by_role("status").first
    expect(sentence).to_have_text(here.sentence.text)
    expect(dots.get_by_role("img")).to_have_attribute(
        "aria-label", re.compile("Why, if the .* are right: in ")
    )
    after = dots.evaluate(PLACES)
    ends = [[one.outcome[:, -1] for one in (both.before, both.after)] for both in here.result]
    for world, (had, has) in zip((slice(0, 200), slice(200, 400)), ends, strict=True):
        turned = [a[0] != b[0] for a, b in zip(before[world], after[world], strict=True)]
        assert turned == (had != has).tolist()
        assert any(turned)
    assert stood.evaluate("you => you.style.transform") != where
    drawn = here.picture.pictures[1]
    expect(lists.get_by_role("img")).to_have_attribute("aria-label", drawn.description)
    asked = dots.locator(".btm-dot[data-world='0'][data-bin='1']:has(.moved)").first
    number = int(asked.get_attribute("data-season"))
    asked.click()
    expect(dots.locator("output")).to_have_text(tell(here.result.main, number))
    assert opened.problems == []


def test_a_season_plays_by_keyboard_and_everybody_can_be_asked(opened):
    playing = picture(opened, "PlayingSeason(number")
    story = playing.get_by_role("status").first
    expect(playing.locator(".btm-dot")).to_have_count(301)
    expect(story).to_contain_text(playing_words.APPLY)
    home = playing.evaluate(PLACES)
    slider = playing.get_by_role("slider", name=player_words.STEP)
    slider.focus()
    slider.press("End")
    expect(story).to_contain_text(playing_words.END)
    end = playing.evaluate(PLACES)
    placed = sum(a[1] != b[1] for a, b in zip(home, end, strict=True))
    assert f"{placed} people have a place" in story.inner_text()
    assert playing.locator(".btm-dot .ring").count() == 301 - placed
    ask = playing.get_by_role("slider", name=player_words.ASK)
    ask.focus()
    ask.press("End")
    expect(playing.locator("output")).to_contain_text("You (non-US IMG), Step 2 CK 234")
    playing.get_by_role("button", name=player_words.BACK).press("Enter")
    expect(story).not_to_contain_text(playing_words.END)
    slider.focus()
    slider.press("Home")
    expect(playing.get_by_role("button", name=player_words.BACK)).to_be_disabled()
    expect(playing.locator("output")).to_have_text(re.compile(r"23 applications\.$"))
    assert playing.evaluate(PLACES) == home
    assert opened.problems == []


def test_a_week_plays_by_keyboard_and_another_one_begins_anew(opened):
    here, playing = PlayingWeek(), picture(opened, "PlayingWeek")
    people, steps = here.picture.rows["people"], here.picture.rows["steps"]
    story = playing.get_by_role("status").first
    expect(playing.locator(".btm-dot")).to_have_count(len(people))
    home = playing.evaluate(PLACES)
    slider = playing.get_by_role("slider", name=player_words.STEP)
    slider.focus()
    for step in steps:
        expect(story).to_have_text(f"{step['title']}{step['you']}. {step['everybody']}.")
        if step["kind"] == "offers" and step["round"] == 1:
            out = playing.locator("svg path.praise").evaluate_all(
                "lines => lines.map(line => (line.getAttribute('d').match(/M/g) ?? []).length)"
            )
            assert sum(out) == (here.result.week.rounds.offered == 1).sum()
            screenshot(opened, "week-offers")
        slider.press("ArrowRight")
    end = playing.evaluate(PLACES)
    placed = sum(a[1] != b[1] for a, b in zip(home, end, strict=True))
    assert placed == sum(round > 0 for _, _, round in people)
    assert playing.locator(".btm-dot .ring").count() == len(people) - placed
    ask = playing.get_by_role("slider", name=player_words.ASK)
    ask.focus()
    ask.press("End")
    expect(playing.locator("output")).to_contain_text("the offers end with the")
    cell = opened.locator(".jp-CodeCell").filter(has_text="PlayingWeek")
    week = cell.get_by_label(WEEK, exact=True).first
    week.fill("2")
    week.press("Enter")
    here.week.text = "2"
    expect(playing.locator(".btm-dot")).to_have_count(len(here.picture.rows["people"]))
    expect(story).to_contain_text(here.picture.rows["steps"][0]["title"])
    expect(playing.locator("output")).to_have_text(player_words.INVITE)
    assert opened.problems == []


def test_it_plays_and_pauses(opened):
    playing = picture(opened, "PlayingSeason(number")
    story = playing.get_by_role("status").first
    told = story.text_content()
    playing.get_by_role("button", name=player_words.PLAY).click()
    expect(story).not_to_have_text(told)
    playing.get_by_role("button", name=player_words.PAUSE).click()
    expect(playing.get_by_role("button", name=player_words.PLAY)).to_be_visible()
    told = story.text_content()  # of whichever step it had come to
    opened.wait_for_timeout(4_500)
    assert story.text_content() == told


def test_the_button_that_has_nothing_left_to_do_hands_the_focus_to_the_other(opened):
    playing = picture(opened, "PlayingSeason(number")
    slider = playing.get_by_role("slider", name=player_words.STEP)
    back, on = (
        playing.get_by_role("button", name=name, exact=True)
        for name in (player_words.BACK, player_words.ON)
    )
    for end, away, last, other in (("End", "Left", on, back), ("Home", "Right", back, on)):
        slider.press(end)
        slider.press(f"Arrow{away}")
        last.press("Enter")
        expect(last).to_be_disabled()
        expect(other).to_be_focused()


@pytest.mark.parametrize(("width", "height"), VIEWPORTS)
def test_nothing_is_wider_than_its_place_and_no_word_is_cut_off(opened, width, height):
    opened.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    resize(opened, {"width": width, "height": height})
    for n, one in enumerate(opened.locator(".btm-moving").all()):
        one.scroll_into_view_if_needed()
        room = one.bounding_box()["width"]
        drawn = one.locator("svg").bounding_box()["width"]
        assert drawn <= room + 1
        if room >= 250:
            inside = one.evaluate("""picture => {
                const frame = picture.querySelector('svg').getBoundingClientRect();
                return [...picture.querySelectorAll('svg text')].filter(text => {
                    const box = text.getBoundingClientRect();
                    return box.left < frame.left - 2 || box.right > frame.right + 2;
                }).map(text => text.textContent);
            }""")
            assert inside == []
        screenshot(opened, f"pictures-{n}-{width}")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_axe_finds_nothing_serious(opened, theme):
    change_theme(opened, theme)
    found = look_with_axe(opened, ".btm-moving")
    screenshot(opened, f"pictures-{theme.lower()}")
    assert found.texts >= 10
    assert found.serious == []
