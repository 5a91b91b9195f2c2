"""Pictures and rows out of an explorer, as files and as tables."""

import csv
import io
import pkgutil
from importlib import import_module

import altair as alt
import pytest

import widgets
from engine import MarketError
from widgets.charts.live_chart import LiveChart
from widgets.controls.buttons import DownloadControl
from widgets.explorer import Explorer, PlaysSeasons, TableSpec
from widgets.explorer.keep import Exports
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
    rows = rows_of(Exports(chart, "chart", None).saving.to_csv())
    assert rows == [
        {"picture": "bars", "stage": "applied", "count": "60", "share": ""},
        {"picture": "ticks", "stage": "a, <b>", "count": "", "share": "0.25"},
    ]


def test_the_rows_are_those_shown_when_the_button_is_pressed(chart):
    saved = Exports(chart, "bars", {"bars": TableSpec("Applications")})
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
    saved = Exports(chart, "chart", None)
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
    saved = Exports(chart, "bars", tables)
    assert (saved.value, saved.table.value) == (False, "")
    saved.value = True
    shown = saved.table.value
    assert "<caption>Applications</caption>" in shown
    assert '<th scope="col">How many</th>' in shown
    assert '<th scope="row">applied</th><td>60</td>' in shown
    chart.update(rows={"bars": [{"stage": "read", "count": None}]})
    assert '<th scope="row">read</th><td>–</td>' in saved.table.value
    saved.value = False
    assert saved.table.value == ""
    chart.update(rows={"bars": [{"stage": "invited", "count": 9}]})
    assert saved.table.value == ""


def test_a_table_shows_text_as_text_and_numbers_rounded(chart):
    saved = Exports(chart, "chart", None)
    saved.value = True
    chart.update(rows={"ticks": [{"share": 0.123456, "stage": "<b>"}]})
    assert '<th scope="row">0.1235</th><td>&lt;b&gt;</td>' in saved.table.value
    chart.update(rows={"ticks": []})
    assert saved.table.value.count("<table>") == 2


def test_the_season_explorer_saves_and_tells_dots_and_lists_together():
    explorer = SeasonExplorer()
    kept = explorer.exports
    saving, table = kept.parts
    assert [control.file_name for control in saving.parts] == [
        "season.svg",
        "season.png",
        "season.csv",
    ]
    assert [control.chart for control in saving.parts] == [explorer.picture] * 2 + [None]
    kept.value = True
    captions = [spec.caption for spec in explorer.tables.values()]
    assert len(captions) == 3
    assert all(f"<caption>{caption}</caption>" in table.value for caption in captions)
    assert {row["picture"] for row in rows_of(kept.saving.to_csv())} == set(captions)
    before = table.value
    explorer.score.text = "260"
    assert table.value != before


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
    class Unnamed(CutLine):
        file_name = ""

    line = Unnamed()
    assert line.exports is None
    assert line.parts[-1].parts[-2:] == (line.basis, line.caveat)


def test_every_explorer_saves_under_a_name_of_its_own():
    kinds = explorers()
    assert len(kinds) == 40
    names = [kind.file_name for kind in kinds]
    assert "" not in names
    assert len(set(names)) == len(names)


def explorers():
    """Return the explorers of all rooms, where each is written: every instance has a subclass."""
    found = pkgutil.walk_packages(widgets.__path__, "widgets.")
    modules = [import_module(module.name) for module in found]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, Explorer)
        and kind.__module__ == module.__name__
        and kind not in (Explorer, PlaysSeasons)
    ]
