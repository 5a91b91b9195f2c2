"""Exercises, predictions, the log and sharing in a real JupyterLab, used as a learner does."""

import codecs
import csv
import json
import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine.study.exercises import exercise
from tests.browser.steps import cell, count_cells, open_notebook, screenshot
from widgets.charts.dots import SHARE_COLUMNS
from widgets.controls.buttons import COPIED, NO_PICTURE
from widgets.explorer.words import (
    APPLY,
    COPY,
    KEEP,
    NUMBERS,
    RULES_ON,
    SAVE_AS,
    SAVE_ROWS,
    SCENARIO,
)
from widgets.learning import words
from widgets.season import SeasonExplorer
from widgets.season.words import LISTS_TITLE, OUTCOMES_TITLE, SCORE, STAGES_TITLE, WORLDS
from widgets.text.words import AFTER, BELIEVED, PRESET

NOTEBOOK = "notebooks/machinery.ipynb"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def opened(shared_page, lab):
    page = shared_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=lab.address)
    open_notebook(page, lab, NOTEBOOK)
    expect(page.locator(".btm-moving svg")).to_have_count(2)
    return page


def type_in(box, text):
    box.fill(text)
    box.press("Enter")


def test_every_control_has_a_name(opened):
    fields = opened.locator(".btm-control").locator("input, select, textarea, button")
    unnamed = fields.evaluate_all(
        """all => all.filter(one => {
            const labels = [...(one.labels ?? [])].map(label => label.textContent).join('');
            const own = one.tagName === 'BUTTON' ? one.textContent : '';
            return !(one.getAttribute('aria-label') || labels || own).trim();
        }).map(one => one.outerHTML)"""
    )
    assert fields.count() >= 40
    assert unnamed == []
    folded = opened.locator("details summary")
    assert [text for text in folded.all_text_contents() if not text.strip()] == []
    ids = opened.locator("[id^=btm-]").evaluate_all("found => found.map(one => one.id)")
    assert len(set(ids)) == len(ids)


def test_a_slider_has_its_marks_where_its_handle_would_stand(opened):
    slider = opened.get_by_role("slider", name=SCORE).first
    found = slider.evaluate(
        """slider => {
            const { left, right } = slider.getBoundingClientRect();
            const marks = [...slider.parentElement.querySelectorAll('.btm-marks i')];
            return { left, right, low: +slider.min, high: +slider.max, at: marks.map(
                (mark) => mark.getBoundingClientRect().left + 1) };
        }"""
    )
    marks = SeasonExplorer().score.marks
    track = found["right"] - found["left"] - 16  # the handle is 16 pixels wide
    for at, mark in zip(found["at"], marks, strict=True):
        share = (mark - found["low"]) / (found["high"] - found["low"])
        assert at == pytest.approx(found["left"] + 8 + share * track, abs=1.5)
    assert len(marks) >= 2


def test_an_exercise_answered_wrong_says_why_and_answered_right_says_so(opened):
    part_one, part_two = exercise("1.2").parts
    area = cell(opened, 'Exercise("1.2")')
    one = area.get_by_role("textbox", name=part_one.ask)
    two = area.get_by_role("textbox", name=part_two.ask)
    one.fill("0.86")
    two.fill("30%")
    area.get_by_role("button", name=words.CHECK).click()
    expect(area.get_by_text(part_one.slips[0].why)).to_be_visible()
    expect(area.get_by_text("Right: 0.30.")).to_be_visible()
    expect(area.get_by_role("status")).to_contain_text("1 of 2 right.")
    # What is said about an answer belongs to its box for those who do not see the page.
    said = one.get_attribute("aria-describedby").split()[0]
    assert opened.locator(f"#{said}").text_content() == part_one.slips[0].why
    screenshot(opened, "exercise-wrong")
    type_in(one, ".14")  # Enter checks
    expect(area.get_by_text(part_one.slips[0].why)).to_have_count(0)
    expect(area.get_by_role("status")).to_contain_text("2 of 2 right.")
    expect(one).to_be_focused()
    assert opened.problems == []


def test_the_worked_solution_unfolds_by_keyboard_and_the_notebook_stays_as_it_is(opened):
    area, cells = cell(opened, 'Exercise("1.2")'), count_cells(opened)
    solution = area.get_by_text(exercise("1.2").worked)
    expect(solution).to_be_hidden()
    area.locator("summary").focus()
    opened.keyboard.press("b")
    assert count_cells(opened) == cells
    opened.keyboard.press("Enter")
    expect(solution).to_be_visible()
    opened.keyboard.press("Enter")
    expect(solution).to_be_hidden()


def test_messages_are_sorted_by_drop_down(opened):
    area, parts = cell(opened, 'Exercise("5D")'), exercise("5D").parts
    boxes = area.get_by_role("combobox")
    expect(boxes).to_have_count(10)
    for part in parts:
        area.get_by_role("combobox", name=part.ask, exact=True).select_option(part.answer)
    area.get_by_role("combobox", name=parts[0].ask, exact=True).select_option("allowed")
    area.get_by_role("button", name=words.CHECK).click()
    expect(area.get_by_role("status")).to_contain_text("9 of 10 right.")
    expect(area.get_by_text(parts[0].slips[0].why)).to_be_visible()
    area.scroll_into_view_if_needed()
    screenshot(opened, "exercise-sorting")
    assert opened.problems == []


def test_a_prediction_is_locked_before_the_result_appears(opened):
    area = cell(opened, "prediction =")
    guess = area.get_by_role("textbox", name=words.PREDICTION)
    lock = area.get_by_role("button", name=words.LOCK)
    result = area.get_by_text("The area left of 230")
    guess.fill("lots")
    lock.click()
    expect(
        area.get_by_role("alert").filter(has_text="lots is not read as a number")
    ).to_be_visible()
    expect(result).to_have_count(0)
    guess.fill("0.25")
    lock.click()
    expect(
        area.get_by_role("alert").filter(has_text="0.25 could mean 25% or 0.25%")
    ).to_be_visible()
    expect(result).to_have_count(0)
    expect(guess).to_be_enabled()
    guess.fill("25")
    lock.click()
    expect(area.get_by_role("status")).to_contain_text("10.7 points too high")
    expect(result).to_be_visible()
    expect(guess).to_be_disabled()
    expect(lock).to_be_disabled()
    screenshot(opened, "prediction")
    area.get_by_role("button", name=words.TRY_AGAIN).click()
    expect(result).to_have_count(0)
    expect(guess).to_be_enabled()
    guess.fill("14.3")
    lock.click()
    expect(area.get_by_role("status")).to_contain_text("as you predicted")
    assert opened.problems == []


def test_a_prediction_is_made_without_the_mouse_and_the_focus_is_never_lost(opened):
    area, cells = cell(opened, "second ="), count_cells(opened)
    guess = area.get_by_role("textbox", name=words.PREDICTION)
    again = area.get_by_role("button", name=words.TRY_AGAIN)
    guess.focus()
    opened.keyboard.type("12")
    opened.keyboard.press("Enter")
    expect(area.get_by_role("status")).to_contain_text("here it is 14.3%")
    expect(again).to_be_focused()
    opened.keyboard.press("Enter")
    expect(guess).to_be_enabled()
    expect(guess).to_be_focused()
    opened.keyboard.press("Tab")
    expect(area.get_by_role("button", name=words.LOCK)).to_be_focused()
    opened.keyboard.press("Space")
    expect(again).to_be_focused()
    # Who has gone on meanwhile is left where they are.
    again.click()
    expect(guess).to_be_focused()
    elsewhere = cell(opened, "LogBox()").get_by_role("textbox", name=words.LOG_FILE)
    guess.evaluate("one => one.focus()")
    opened.keyboard.press("Enter")
    elsewhere.focus()
    expect(again).to_be_enabled()
    opened.wait_for_timeout(300)
    expect(elsewhere).to_be_focused()
    assert count_cells(opened) == cells
    assert opened.problems == []


def test_a_scenario_is_copied_and_a_pasted_one_applied(opened):
    area = cell(opened, "ScenarioText(explorer)")
    box = area.get_by_role("textbox", name=SCENARIO)
    area.get_by_role("button", name=COPY).click()
    expect(area.get_by_text(COPIED)).to_be_visible()
    copied = opened.evaluate("() => navigator.clipboard.readText()")
    assert copied == box.input_value()
    scenario = json.loads(copied)
    scenario["you"]["step2"], scenario["preset"] = 255, "source"
    box.fill(json.dumps(scenario))
    area.get_by_role("button", name=APPLY).click()
    expect(area.get_by_role("textbox", name=SCORE)).to_have_value("255")
    expect(area.get_by_role("status").first).to_contain_text("more than before")
    scenario["you"]["step2"] = -5
    box.fill(json.dumps(scenario))
    area.get_by_role("button", name=APPLY).click()
    alert = area.get_by_role("alert").filter(has_text="you.step2 is -5")
    expect(alert).to_be_visible()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(area.get_by_role("textbox", name=SCORE)).to_have_value("255")
    box.scroll_into_view_if_needed()
    screenshot(opened, "scenario-refused")
    box.fill(copied)
    area.get_by_role("button", name=APPLY).click()
    expect(alert).to_have_count(0)
    expect(area.get_by_role("textbox", name=SCORE)).to_have_value("234")
    assert opened.problems == []


def test_keys_typed_into_the_boxes_stay_out_of_the_notebook(opened):
    cells = count_cells(opened)
    area = cell(opened, "ScenarioText(explorer)")
    for control in [
        area.get_by_role("textbox", name=SCENARIO),
        area.get_by_role("button", name=COPY),
        area.get_by_text(KEEP),
        cell(opened, "LogBox()").get_by_role("textbox", name=words.LOG_FILE),
    ]:
        kept = control.input_value() if control.get_attribute("autocomplete") else None
        control.focus()
        opened.keyboard.press("b")
        assert count_cells(opened) == cells
        if kept is not None:
            control.fill(kept)
            control.blur()


def saved(page, area, button):
    with page.expect_download() as coming:
        area.get_by_role("button", name=button).click()
    assert coming.value.failure() is None
    return coming.value.suggested_filename, Path(coming.value.path())


def unfolded(page):
    """Return the cell of the season explorer, and what saves its picture, opened."""
    area = cell(page, "ScenarioText(explorer)")
    kept = area.locator("details").filter(has_text=KEEP)
    if kept.get_attribute("open") is None:
        kept.locator("summary").click()
    expect(kept.get_by_role("button", name=SAVE_ROWS)).to_be_visible()
    return area, kept


def test_picture_and_rows_arrive_as_files(opened):
    area, kept = unfolded(opened)
    status = area.get_by_role("status").first.text_content()

    name, path = saved(opened, kept, SAVE_AS.format("SVG"))
    assert name == "season.svg"
    svg = ET.fromstring(path.read_text("utf-8"))
    assert svg.tag == f"{SVG}svg"
    assert svg[0].text == status
    assert WORLDS["evidence"] in "".join(svg.itertext())
    assert len(svg.findall(f".//{SVG}path")) > 30
    dots, lists = svg.findall(f"{SVG}svg")  # what is told together is saved together
    assert float(lists.get("y")) == float(dots.get("height"))
    assert float(svg.get("height")) == sum(float(one.get("height")) for one in (dots, lists))

    name, path = saved(opened, kept, SAVE_AS.format("PNG"))
    assert name == "season.png"
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (
        int(2 * float(svg.get("width"))),
        int(2 * float(svg.get("height"))),
    )
    assert len(data) > 20_000

    name, path = saved(opened, kept, SAVE_ROWS)
    assert name == "season.csv"
    assert path.read_bytes().startswith(codecs.BOM_UTF8)  # as a spreadsheet wants it
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert {row["picture"] for row in rows} == {OUTCOMES_TITLE, LISTS_TITLE, STAGES_TITLE}
    shares = [float(row["share"]) for row in rows if row["share"] and row["when"] == AFTER]
    assert sum(shares) == pytest.approx(2)  # of two worlds
    assert opened.problems == []


HIDE = "all => all.forEach(svg => svg.classList.toggle('marks'))"


def test_a_picture_that_is_not_on_the_page_is_said(opened, lab):
    area, kept = unfolded(opened)
    area.locator(".btm-moving svg").evaluate_all(HIDE)
    kept.get_by_role("button", name=SAVE_AS.format("SVG")).click()
    expect(kept.get_by_role("alert").filter(has_text=NO_PICTURE)).to_be_visible()
    area.locator(".btm-moving svg").evaluate_all(HIDE)
    saved(opened, kept, SAVE_AS.format("SVG"))
    expect(kept.get_by_role("alert").filter(has_text=NO_PICTURE)).to_have_count(0)


def test_the_numbers_are_shown_as_tables_that_follow_while_they_are_open(opened):
    area, kept = unfolded(opened)
    tables = [
        kept.get_by_role("table", name=title)
        for title in (OUTCOMES_TITLE, LISTS_TITLE, STAGES_TITLE)
    ]
    for table in tables:
        expect(table).to_be_visible()
    outcomes = tables[0]
    assert outcomes.get_by_role("columnheader").all_text_contents() == [*SHARE_COLUMNS.values()]
    expect(outcomes.get_by_role("rowheader")).to_have_count(16)
    outcomes.scroll_into_view_if_needed()
    screenshot(opened, "table")
    here = SeasonExplorer()  # what a kernel without a page makes of it
    for score in ("260", "234"):
        type_in(area.get_by_role("textbox", name=SCORE), score)
        here.score.text = score
        shares = [row["text"] for row in here.picture.rows["shares"]]
        expect(outcomes.locator("td:nth-child(4)")).to_have_text(shares)
    kept.locator("summary").click()
    expect(kept.get_by_role("table")).to_have_count(0)


def test_the_standing_line_names_numbers_and_rules(opened):
    area = cell(opened, "ScenarioText(explorer)")
    line = area.locator(".btm-note").filter(has_text=RULES_ON)
    expect(line).to_contain_text(f"{NUMBERS}: {BELIEVED['evidence']}")
    area.get_by_role("combobox", name=PRESET).select_option("source")
    expect(line).to_contain_text(f"{NUMBERS}: {BELIEVED['source']}")
    area.get_by_role("combobox", name=PRESET).select_option("evidence")


def test_the_school_has_its_box(opened):
    expect(cell(opened, "school_box()")).to_contain_text("advising office")


def test_the_log_is_saved_and_comes_back_after_the_kernel_was_restarted(opened, lab):
    area = cell(opened, "LogBox()")
    file = lab.folder / "notebooks" / words.LOG_NAME
    cell(opened, "NoteButton(explorer").get_by_role("button", name=words.NOTE).click()
    expect(cell(opened, "NoteButton(explorer").get_by_text(words.NOTED)).to_be_visible()
    assert not file.exists()
    area.get_by_role("button", name=words.LOG_SAVE).click()
    expect(area.get_by_role("status")).to_contain_text(f"kept in {words.LOG_NAME}")
    kept = json.loads(file.read_text("utf-8"))["entries"]
    assert [(entry["kind"], entry["id"]) for entry in kept] == [
        ("answer", "1.2"), ("answer", "1.2"), ("answer", "5D"),
        ("prediction", "1A"), ("prediction", "1A"), ("prediction", "1A2"),
        ("prediction", "1A2"), ("prediction", "1A2"), ("setting", "season explorer"),
    ]  # fmt: skip
    area.scroll_into_view_if_needed()
    screenshot(opened, "log")

    name, path = saved(opened, area, words.LOG_EXPORT)
    assert path.read_bytes().startswith(codecs.BOM_UTF8)  # as a spreadsheet wants it
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert name == "my-answers.csv"
    assert [row["right"] for row in rows] == ["1 of 2", "2 of 2", "9 of 10", *[""] * 5]
    assert "step2" not in path.read_text("utf-8")

    opened.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    opened.evaluate("() => sessionStorage.clear()")  # what the tab keeps comes back by itself
    opened.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    expect(area.get_by_role("status")).to_contain_text("Entries: 0")
    area.get_by_role("button", name=words.LOG_LOAD).click()
    expect(area.get_by_role("status")).to_have_text(re.compile("Entries: 9, kept in"))

    # What was answered stands where it was, and is no further try.
    answered = cell(opened, 'Exercise("1.2")')
    expect(answered.get_by_role("status")).to_contain_text(f"{words.FROM_LOG} 2 of 2 right.")
    asks = [part.ask for part in exercise("1.2").parts]
    boxes = [answered.get_by_role("textbox", name=ask) for ask in asks]
    assert [box.input_value() for box in boxes] == ["0.14", "0.3"]
    guessed = cell(opened, "prediction =")
    expect(guessed.get_by_role("status")).to_contain_text(f"{words.FROM_LOG} Here it is 14.3%")
    expect(guessed.get_by_text("The area left of 230")).to_be_visible()
    guess = guessed.get_by_role("textbox", name=words.PREDICTION)
    expect(guess).to_have_value("14.3%")
    expect(guess).to_be_disabled()
    expect(guessed.get_by_role("button", name=words.TRY_AGAIN)).to_be_enabled()
    sorted_out = cell(opened, 'Exercise("5D")')
    expect(sorted_out.get_by_role("status")).to_contain_text("9 of 10 right.")

    area.get_by_role("checkbox", name=words.LOG_SHOW).check()
    table = area.get_by_role("table", name=words.LOG_TABLE)
    expect(table.get_by_role("rowheader")).to_have_count(9)
    expect(table.get_by_role("row").nth(2)).to_contain_text("exercise 1.2, try 2")
    expect(table.get_by_role("row").nth(4)).to_contain_text("14.3%")
    table.scroll_into_view_if_needed()
    screenshot(opened, "log-table")

    file.write_text("oops")
    area.get_by_role("button", name=words.LOG_SAVE).click()
    expect(area.get_by_role("alert").filter(has_text="left as it is")).to_be_visible()
    assert file.read_text() == "oops"


def test_a_file_name_with_a_folder_is_refused(opened, lab):
    area = cell(opened, "LogBox()")
    type_in(area.get_by_role("textbox", name=words.LOG_FILE), "../outside.json")
    area.get_by_role("button", name=words.LOG_SAVE).click()
    said = words.LOG_NO_NAME.format("../outside.json")
    expect(area.get_by_role("alert").filter(has_text=said)).to_be_visible()
    assert not (lab.folder / "outside.json").exists()
