"""Pictures and rows out of an explorer, as files and as tables."""

import csv
import io

import altair as alt
import pytest

from engine import MarketError
from widgets.charts.live_chart import LiveChart
from widgets.controls.buttons import DownloadControl
from widgets.explorer import ChartTable, Download, TableSpec
from widgets.past_the_filter import CutLine
from widgets.season import SeasonExplorer


@pytest.fixture
def chart():
    bars = alt.Data(name="bars", values=[{"stage": "applied", "count": 60}])
    ticks = alt.Data(name="ticks", values=[{"share": 0.25, "stage": "a, <b>"}])
    both = alt.layer(
        alt.Chart(bars).mark_bar().encode(x="count:Q", y="stage:N"),
        alt.Chart(ticks).mark_tick().encode(x="share:Q"),
        description="60 applied.",
    )
    return LiveChart(both)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_all_rows_come_out_with_the_picture_they_belong_to(chart):
    rows = rows_of(Download(chart).saving.to_csv())
    assert rows == [
        {"picture": "bars", "stage": "applied", "count": "60", "share": ""},
        {"picture": "ticks", "stage": "a, <b>", "count": "", "share": "0.25"},
    ]


def test_the_rows_are_those_shown_when_the_button_is_pressed(chart):
    saved = Download(chart, "bars", {"bars": TableSpec("Applications")})
    chart.update(rows={"bars": [{"stage": "applied", "count": 45}]})
    saved.saving.csv.presses += 1
    (row,) = rows_of(saved.saving.csv.content)
    assert (row["picture"], row["count"]) == ("Applications", "45")
    assert [button.file_name for button in saved.saving.buttons.parts] == [
        "bars.svg",
        "bars.png",
        "bars.csv",
    ]


def test_two_presses_are_two_files_even_of_the_same_rows(chart):
    saved = Download(chart)
    for count in (1, 2):
        saved.saving.csv.presses += 1
        assert saved.saving.csv.made == count


def test_what_cannot_be_made_is_said_by_the_button():
    def refuse():
        raise MarketError(["there is nothing yet"])

    button = DownloadControl(label="Rows", form="text", file_name="x.csv", make=refuse)
    button.presses += 1
    assert (button.problem, button.made) == ("there is nothing yet", 0)


def test_a_table_is_made_on_request_and_follows(chart):
    tables = {"bars": TableSpec("Applications", {"stage": "Stage", "count": "How many"})}
    table = ChartTable(chart, tables)
    assert table.shown.value == ""
    table.wanted.value = True
    shown = table.shown.value
    assert "<caption>Applications</caption>" in shown
    assert '<th scope="col">How many</th>' in shown
    assert '<th scope="row">applied</th><td>60</td>' in shown
    chart.update(rows={"bars": [{"stage": "read", "count": None}]})
    assert '<th scope="row">read</th><td>–</td>' in table.shown.value
    table.wanted.value = False
    assert table.shown.value == ""


def test_a_table_shows_text_as_text_and_numbers_rounded(chart):
    table = ChartTable(chart)
    table.wanted.value = True
    chart.update(rows={"ticks": [{"share": 0.123456, "stage": "<b>"}]})
    assert '<th scope="row">0.1235</th><td>&lt;b&gt;</td>' in table.shown.value
    chart.update(rows={"ticks": []})
    assert table.shown.value.count("<table>") == 2


def test_the_season_explorer_can_be_told_as_tables():
    explorer = SeasonExplorer()
    table = ChartTable(explorer.picture)
    table.wanted.value = True
    for name in ("shares", "lists", "stages"):
        assert f"<caption>{name}</caption>" in table.shown.value


def test_what_saves_a_picture_comes_when_it_is_wanted():
    line = CutLine()
    saving, table = line.exports.parts
    assert [control.file_name for control in saving.parts] == [
        "cut-line.svg",
        "cut-line.png",
        "cut-line.csv",
    ]
    assert (line.exports.value, table.value) == (False, "")
    line.exports.value = True
    assert "<table" in table.value
    before = table.value
    line.cut.text = "240"
    assert table.value != before
    line.exports.value = False
    assert table.value == ""


def test_without_a_name_for_files_nothing_is_offered():
    explorer = SeasonExplorer()
    assert explorer.exports is None
    assert explorer.parts[-1].parts[-2:] == (explorer.basis, explorer.caveat)
