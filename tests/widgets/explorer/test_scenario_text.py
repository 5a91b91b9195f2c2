"""Scenarios out of an explorer as text, and into it again."""

import json

import pytest

from engine import Scenario, simulate
from widgets.explorer import ScenarioText
from widgets.explorer.scenario_text import MOST
from widgets.explorer.words import APPLIED, TOO_LARGE
from widgets.season import SeasonExplorer
from widgets.season.words import HEARD_BY


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
    text.box.take({"text": scenario if isinstance(scenario, str) else scenario.to_json()})
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
        (json.dumps({"voices": [VOICE, VOICE, VOICE]}), "no control for voices[2]"),
        (json.dumps({"voices": [VOICE, {**VOICE, "level": 3}]}), "no control for voices[1]"),
        (json.dumps({"voices": [{**VOICE, "programs": 31}]}), HEARD_BY + " is 31"),
        ('{"you": {"mspe": 1}}', "must be equal"),
        ('{"you": {"needs_visa": "maybe"}}', "needs_visa"),
        (json.dumps({"rules": False, "voices": [VOICE] * 3}), "no control for voices[2]"),
        # Only the class knows this one.
        ('{"strategy": {"programs": ["Nowhere"]}}', "there is no program called 'Nowhere'"),
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
    assert text.apply.help == explorer.problem.text == ""
    assert not any(control.problem for control in explorer.controls.values())
    paste(text, Scenario())
    assert (text.box.problem, text.apply.help) == ("", APPLIED)


def test_every_problem_of_a_pasted_scenario_is_said(explorer, text):
    paste(text, '{"you": {"step2": -5, "colour": 1}, "preset": "guess"}')
    for named in ("you.step2", "you.colour", "preset"):
        assert named in text.box.problem


def test_a_dial_set_by_hand_to_what_it_is_anyhow_goes_in_and_out(explorer, text):
    usual = Scenario().assumptions
    wanted = Scenario().with_assumptions(
        tie_share=usual.tie_share, voices_combine=usual.voices_combine
    )
    paste(text, wanted)
    assert text.box.problem == ""
    assert explorer.scenario == wanted != Scenario()


def test_a_control_in_trouble_is_mended_by_a_good_scenario(explorer, text):
    explorer.score.text = "abc"
    paste(text, Scenario().with_you(step2=222))
    assert (explorer.score.value, explorer.score.problem, text.box.problem) == (222, "", "")


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


@pytest.mark.parametrize(("name", "most"), MOST.items())
def test_what_would_freeze_the_page_is_refused_in_one_sentence(explorer, text, name, most):
    before = explorer.scenario
    paste(text, Scenario().with_market(**{name: most + 1}))
    assert text.box.problem == TOO_LARGE.format(f"market.{name}", most + 1, most)
    assert explorer.scenario == before
    text._follow()


def test_the_engine_itself_plays_what_the_page_refuses():
    large = Scenario().with_market(couples=MOST["couples"] + 1)
    assert simulate(large, replicates=1).share("matched") in (0, 1)
