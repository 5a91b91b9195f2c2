"""A scenario: what a learner sets, refused with every reason, to JSON and back."""

import json
from dataclasses import FrozenInstanceError, fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import MarketError, Scenario, phrases, roles, simulate
from engine.base.codes import FIELDS, REGIONS, TYPES
from engine.scenario.assumptions import Assumptions, dial
from engine.scenario.voice import Voice
from engine.scenario.you import MarketSettings, Strategy, You

NUMBERS = [spec.name for spec in fields(Assumptions) if spec.type == "float"]
halves = st.integers(-6, 6).map(lambda n: n / 2)


@st.composite
def scenarios(draw):
    """Draw any scenario that is allowed."""
    you = You(
        applicant_type=draw(st.sampled_from(TYPES)),
        step2=draw(st.integers(180, 300)),
        **{name: draw(halves) for name in ("readiness", "mspe", "letters")},
        failed_attempt=draw(st.booleans()),
        needs_visa=draw(st.none() | st.booleans()),
        field=draw(st.sampled_from(FIELDS)),
        region=draw(st.sampled_from(REGIONS)),
    )
    programs = st.none() | st.integers(0, 99) | st.lists(st.text(max_size=9)).map(tuple)
    voice = st.builds(
        Voice,
        role=st.sampled_from(list(roles())),
        phrase=st.sampled_from(list(phrases())),
        level=st.integers(0, 3),
        programs=programs,
    )
    names = draw(st.lists(st.sampled_from(NUMBERS), unique=True, max_size=4))
    ends = {name: dial(name)[draw(st.sampled_from(["low", "high"]))] for name in names}
    return Scenario(
        market=MarketSettings(seed=draw(st.integers(0, 2**31 - 1))),
        you=you,
        voices=tuple(draw(st.lists(voice, max_size=3))),
        strategy=Strategy(applications=draw(st.none() | st.integers(0, 5_000))),
        rules=draw(st.booleans()),
        preset=draw(st.sampled_from(["evidence", "source"])),
    ).with_assumptions(**ends)


@given(scenarios())
def test_json_and_back(scenario):
    text = scenario.to_json()
    assert Scenario.from_json(text) == scenario
    assert list(json.loads(text)) == (
        ["market", "you", "voices", "strategy", "assumptions", "rules", "preset"]
    )
    assert hash(Scenario.from_json(text)) == hash(scenario)


def test_what_json_leaves_out_keeps_its_default():
    assert Scenario.from_json("{}") == Scenario()
    assert Scenario.from_json('{"preset": "source"}').assumptions.caution_soap == 2


def test_numbers_of_numpy_go_to_json():
    scenario = Scenario().with_you(step2=np.int64(250), mspe=np.float32(0.5))
    assert Scenario.from_json(scenario.to_json()) == Scenario().with_you(step2=250, mspe=0.5)


def test_with_changes_only_what_it_names():
    base = Scenario()
    tweaked = base.with_you(step2=229).with_market(seed=9).with_strategy(applications=4)
    assert base == Scenario()
    assert tweaked == Scenario(
        you=You(step2=229), market=MarketSettings(seed=9), strategy=Strategy(applications=4)
    )
    assert base.with_you() == base
    with pytest.raises(FrozenInstanceError):
        base.rules = False


def test_overrides_stand_on_their_preset():
    tweaked = Scenario(preset="source").with_assumptions(exam_sd=9.0).with_assumptions(exam_sd=8)
    assert tweaked.overrides == (("exam_sd", 8),)
    assert tweaked.assumptions == Assumptions.preset("source", exam_sd=8.0)
    a = Scenario().with_assumptions(exam_sd=9.0, exam_cut=230.0)
    b = Scenario().with_assumptions(exam_cut=230.0).with_assumptions(exam_sd=9.0)
    assert a == b


@pytest.mark.parametrize(
    ("make", "culprits"),
    [
        (lambda s: s.with_you(step2=-5), ["you.step2 is -5"]),
        (lambda s: s.with_you(step2=float("nan")), ["you.step2 is nan"]),
        (lambda s: s.with_you(step2=None), ["you.step2 is None"]),
        (
            lambda s: s.with_you(step=1, step2=-5, region="Moon"),
            ["you.step is not a setting", "you.step2 is -5", "you.region is 'Moon'"],
        ),
        (lambda s: s.with_market(applicants=29), ["market.applicants is 29"]),
        (lambda s: s.with_strategy(applications=-1), ["strategy.applications is -1"]),
        (
            lambda s: s.with_assumptions(exam_sd="wide", exm=2),
            ["assumptions.exm is not", "assumptions.exam_sd is 'wide'"],
        ),
        (lambda s: Scenario(preset="guesses"), ["preset is 'guesses'"]),
        (lambda s: Scenario(rules=1), ["rules is 1"]),
        (lambda s: Scenario(you={"step2": 3}), ["you is {'step2': 3}; it must be a You"]),
        (lambda s: Scenario(voices=[1]), ["voices is [1]"]),
        (lambda s: Scenario(voices=(1,)), ["voices[0] is 1"]),
        (lambda s: Scenario(overrides={"exam_sd": 1}), ["overrides must be a tuple"]),
    ],
)
def test_every_culprit_is_named(make, culprits):
    with pytest.raises(MarketError) as caught:
        make(Scenario())
    assert len(caught.value.problems) == len(culprits)
    for problem, culprit in zip(caught.value.problems, culprits, strict=True):
        assert problem.startswith(culprit)


@pytest.mark.parametrize(
    ("text", "culprits"),
    [
        ("", ["the text is no scenario"]),
        ('{"you": {"step2": 2', ["the text is no scenario"]),
        ("[" * 100_000, ["the text is no scenario"]),
        (None, ["the text is no scenario"]),
        ("[]", ["the scenario is not a JSON object"]),
        ("3", ["the scenario is not a JSON object"]),
        ('{"you": {"step2": NaN}}', ["you.step2 is nan"]),
        ('{"you": {"step2": 1e400}}', ["you.step2 is inf"]),
        ('{"market": {"seed": 1e3}}', ["market.seed is 1000.0"]),
        ('{"them": 1, "you": 2}', ["them is not part of a scenario", "you is 2"]),
        (
            '{"voices": [{"role": ["x"], "phrase": 2, "loud": 1}, 3]}',
            ["voices[0].loud is not", "voices[1] is 3", "voices[0].role is", "voices[0].phrase:"],
        ),
        ('{"voices": {"role": "resident"}}', ["voices is {'role': 'resident'}"]),
        (
            '{"assumptions": {"exam_sd": [1], "zz": 1}, "rules": null, "preset": ["q"]}',
            ["assumptions.zz is not", "rules is None", "preset is ['q']", "assumptions.exam_sd is"],
        ),
    ],
    ids=range(13),
)
def test_malformed_json_names_every_culprit(text, culprits):
    with pytest.raises(MarketError) as caught:
        Scenario.from_json(text)
    assert len(caught.value.problems) == len(culprits)
    for problem, culprit in zip(caught.value.problems, culprits, strict=True):
        assert problem.startswith(culprit)


def test_an_unknown_program_is_named_when_the_class_is_known():
    scenario = Scenario().with_voice("resident", "a machine", programs=["Alder", "Oz"])
    with pytest.raises(MarketError, match="no program called 'Oz'"):
        simulate(scenario, replicates=1)
