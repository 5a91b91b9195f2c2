"""Scenarios in and out as text, pictures and rows out as files, and the standing line."""

import csv
import io
import json
from dataclasses import replace

import altair as alt
import pytest

from engine import MarketError, Scenario
from engine.scenario.rules import Verdict
from widgets.charts.live_chart import LiveChart
from widgets.controls.more_fields import DownloadControl
from widgets.explorer import basis as standing_module
from widgets.explorer.basis import Standing
from widgets.explorer.keep import Download, Kept, ScenarioText, Sheet, TableOf
from widgets.season import SeasonExplorer
from widgets.text import words


@pytest.fixture(scope="module")
def shared():
    explorer = SeasonExplorer()
    return explorer, ScenarioText(explorer)


@pytest.fixture
def explorer(shared):
    shared[0].reset.press()
    return shared[0]


@pytest.fixture
def text(explorer, shared):
    return shared[1]


def paste(text, scenario):
    """Paste as the browser does, and apply."""
    text.box.set_state({"text": scenario if isinstance(scenario, str) else scenario.to_json()})
    text.apply.press()


def test_the_box_follows_the_controls(explorer, text):
    assert Scenario.from_json(text.box.text) == Scenario()
    explorer.score.text = "250"
    assert Scenario.from_json(text.box.text).you.step2 == 250
    explorer.score.text = "-5"
    assert Scenario.from_json(text.box.text).you.step2 == 250


def test_what_is_copied_comes_back_the_same(explorer, text):
    explorer.score.text = "251"
    explorer.speaker.value = "chief resident"
    explorer.file.text = "0.5"
    explorer.preset.value = "source"
    copied, shown = text.box.text, (explorer.sentence.text, explorer.picture.rows)
    explorer.reset.press()
    assert text.box.text != copied
    paste(text, copied)
    assert text.box.problem == ""
    assert (explorer.sentence.text, explorer.picture.rows) == shown
    assert text.box.text == copied


def test_a_pasted_scenario_sets_every_control_in_one_go(explorer, text):
    drawn = []
    explorer.picture.observe(lambda change: drawn.append(1), names="rows")
    wanted = Scenario(preset="source").with_you(step2=262, applicant_type="US DO senior")
    wanted = wanted.with_voice(role="resident", phrase="a machine", programs=7)
    paste(text, wanted)
    explorer.picture.unobserve_all("rows")
    assert explorer.scenario == wanted
    assert (explorer.score.value, explorer.kind.value) == (262, "US DO senior")
    assert (explorer.speaker.value, explorer.phrase.value) == ("resident", "a machine")
    assert len(drawn) == 1


def test_what_no_control_sets_is_taken_over_until_reset(explorer, text):
    wanted = Scenario(rules=False).with_market(seed=3).with_assumptions(tie_share=0.3)
    before = explorer.picture.rows
    paste(text, wanted)
    assert explorer.scenario == wanted
    assert explorer.picture.rows != before
    explorer.reset.press()
    assert explorer.scenario == Scenario()


VOICE = {"role": "resident", "phrase": "a machine", "programs": 5}


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "the text is no scenario"),
        ("not json", "the text is no scenario"),
        ("[]", "not a JSON object"),
        ('{"you": {"step2": -5}}', "you.step2 is -5; it must be a whole number from 180 to 300"),
        ('{"you": {"colour": 1}}', "you.colour is not a setting"),
        ('{"weather": 1}', "weather is not part of a scenario"),
        (json.dumps({"voices": [{**VOICE, "role": "dean"}]}), "voices[0].role is 'dean'"),
        (json.dumps({"voices": [{**VOICE, "level": 7}]}), "voices[0].level is 7"),
        (json.dumps({"voices": [{**VOICE, "programs": None}]}), "voices[0].programs"),
        (json.dumps({"voices": [VOICE, VOICE]}), "no control for voices[1]"),
        (json.dumps({"voices": [{**VOICE, "programs": 31}]}), words.HEARD_BY + " is 31"),
        ('{"you": {"mspe": 1}}', "must be equal"),
        ('{"you": {"needs_visa": "maybe"}}', "needs_visa"),
        (json.dumps({"rules": False, "voices": [VOICE, VOICE]}), "no control for voices[1]"),
    ],
)
def test_what_cannot_be_applied_is_said_by_the_box_and_changes_nothing(
    explorer, text, pasted, said
):
    explorer.score.text = "240"
    before = (explorer.scenario, explorer.sentence.text, explorer.picture.rows)
    paste(text, pasted)
    assert said in text.box.problem
    assert text.box.text == pasted
    assert (explorer.scenario, explorer.sentence.text, explorer.picture.rows) == before
    assert not any(control.problem for control in explorer.controls.values())
    paste(text, Scenario())
    assert text.box.problem == ""


def test_every_problem_of_a_pasted_scenario_is_said(explorer, text):
    paste(text, '{"you": {"step2": -5, "colour": 1}, "preset": "guess"}')
    for named in ("you.step2", "you.colour", "preset"):
        assert named in text.box.problem


def test_a_control_in_trouble_is_mended_by_a_good_scenario(explorer, text):
    explorer.score.text = "abc"
    paste(text, Scenario().with_you(step2=222))
    assert (explorer.score.value, explorer.score.problem, text.box.problem) == (222, "", "")


# --- Pictures and rows -------------------------------------------------------------------------


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
    return list(csv.DictReader(io.StringIO(text)))


def test_all_rows_come_out_with_the_picture_they_belong_to(chart):
    rows = rows_of(Download(chart).to_csv())
    assert rows == [
        {"picture": "bars", "stage": "applied", "count": "60", "share": ""},
        {"picture": "ticks", "stage": "a, <b>", "count": "", "share": "0.25"},
    ]


def test_the_rows_are_those_shown_when_the_button_is_pressed(chart):
    saved = Download(chart, "bars", {"bars": Sheet("Applications")})
    chart.update(rows={"bars": [{"stage": "applied", "count": 45}]})
    saved.csv.presses += 1
    (row,) = rows_of(saved.csv.content)
    assert (row["picture"], row["count"]) == ("Applications", "45")
    assert [button.file_name for button in saved.children] == ["bars.svg", "bars.png", "bars.csv"]


def test_two_presses_are_two_files_even_of_the_same_rows(chart):
    saved = Download(chart)
    for count in (1, 2):
        saved.csv.presses += 1
        assert saved.csv.made == count


def test_what_cannot_be_made_is_said_by_the_button():
    def refuse():
        raise MarketError(["there is nothing yet"])

    button = DownloadControl(label="Rows", form="text", file_name="x.csv", make=refuse)
    button.presses += 1
    assert (button.problem, button.made) == ("there is nothing yet", 0)


def test_a_table_is_made_on_request_and_follows(chart):
    sheets = {"bars": Sheet("Applications", {"stage": "Stage", "count": "How many"})}
    table = TableOf(chart, sheets)
    assert table.tables.value == ""
    table.wanted.value = True
    shown = table.tables.value
    assert "<caption>Applications</caption>" in shown
    assert '<th scope="col">How many</th>' in shown
    assert '<th scope="row">applied</th><td>60</td>' in shown
    chart.update(rows={"bars": [{"stage": "read", "count": None}]})
    assert '<th scope="row">read</th><td>–</td>' in table.tables.value
    table.wanted.value = False
    assert table.tables.value == ""


def test_a_table_shows_text_as_text_and_numbers_rounded(chart):
    table = TableOf(chart)
    table.wanted.value = True
    chart.update(rows={"ticks": [{"share": 0.123456, "stage": "<b>"}]})
    assert '<th scope="row">0.1235</th><td>&lt;b&gt;</td>' in table.tables.value
    chart.update(rows={"ticks": []})
    assert table.tables.value.count("<table ") == 2


def test_the_season_explorer_can_be_told_as_tables(explorer):
    table = TableOf(explorer.picture)
    table.wanted.value = True
    for name in ("places", "stages", "outcomes"):
        assert f"<caption>{name}</caption>" in table.tables.value


# --- The standing line -------------------------------------------------------------------------


def test_the_standing_line_names_numbers_and_rules():
    line = Standing(Scenario())
    assert words.PRESETS["evidence"] in line.value
    assert words.RULES_ON in line.value
    line.show(Scenario(preset="source", rules=False))
    assert words.PRESETS["source"] in line.value
    assert words.RULES_OFF in line.value


def test_a_blocked_move_is_named_with_its_clause_while_the_rules_are_on(monkeypatch):
    scenario = Scenario().with_you(told_number_one=3)
    assert words.BLOCKED not in Standing(Scenario().with_you(told_number_one=1)).value
    shown = Standing(scenario).value
    assert f"<b>{words.BLOCKED}:</b> you.told_number_one: " in shown
    assert "(R7)" in shown
    cold = Verdict("only after the program contacts you", ("R1", "R4"), "Wait <here>.")
    monkeypatch.setattr(standing_module, "judge_scenario", lambda scenario: {"voices[0]": cold})
    assert "voices[0]: Wait &lt;here&gt;. (R1, R4)" in Standing(scenario).value
    assert words.BLOCKED not in Standing(replace(scenario, rules=False)).value


def test_a_scenario_without_a_voice_goes_into_an_explorer_that_starts_with_one():
    spoken = Scenario().with_voice("chief resident", "a machine", 3, 2, known=True)
    spoken = spoken.with_you(interview=1.5).with_assumptions(voices_combine="veto")
    explorer = SeasonExplorer(spoken)
    text = ScenarioText(explorer)
    for other in (Scenario(), spoken):
        text.box.text = other.to_json()
        text.apply.press()
        assert text.box.problem == ""
        assert explorer.scenario == other


def test_what_saves_a_picture_comes_when_it_is_wanted():
    explorer = SeasonExplorer()
    kept = Kept(explorer, "seasons")
    assert kept.children == (explorer, kept.wanted)
    kept.wanted.value = True
    saving, table = kept.children[2:]
    assert [control.file_name for control in saving.children] == [
        "seasons.svg",
        "seasons.png",
        "seasons.csv",
    ]
    assert "<table" in table.value
    before = table.value
    explorer.score.text = "260"
    assert table.value != before
    kept.wanted.value = False
    assert len(kept.children) == 2


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario().with_voice("attending", "a machine", 1, 2).with_voice("resident", "Hard pass"),
        Scenario().with_voice("attending", "a machine", 1, None),
        Scenario().with_you(interview=0.7, mspe=2.5, letters=2.5, research=2.5, statement=2.5),
        Scenario().with_strategy(signals=7),
    ],
)
def test_an_explorer_takes_its_own_text_back(scenario):
    explorer = SeasonExplorer(scenario)
    assert explorer.scenario == scenario
    text = ScenarioText(explorer)
    text.apply.press()
    assert text.box.problem == ""
    assert explorer.scenario == scenario
