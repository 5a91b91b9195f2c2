"""You join the seasons of a class: exactly what playing everything anew gives."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Scenario, Voice, phrases, roles, simulate
from engine.base.codes import PREMATCH
from engine.scenario.you import Strategy, You
from engine.season.joining import your_soap
from engine.season.joining.chain import join_class
from engine.season.joining.class_seasons import nobody, play_class
from engine.study.simulation import class_and_you
from tests.engine.season.columns_of_play import columns_of_play

SEASONS = 6  # of each example; `test_many_seasons_of_each_world` has the rare ones


def values(spec):
    """Strategy for any value of a setting, as its declaration has it."""
    notes, kind = spec.metadata, str(spec.type)
    low, high = notes["low"], notes["high"]
    if notes["choices"]:
        found = st.sampled_from(notes["choices"])
    elif "bool" in kind:
        found = st.booleans()
    elif "int" in kind:
        found = st.integers(low, min(high, low + 200))
    else:
        found = st.sampled_from([low, 0.6 * low + 0.4 * high, (low + high) / 2, high])
    return found | st.none() if "None" in kind else found


def settings_of(kind):
    """All settings of a part of a scenario, so that one that comes later is tried as well."""
    return {spec.name: values(spec) for spec in fields(kind) if "low" in spec.metadata}


FILES = st.fixed_dictionaries({}, optional=settings_of(You))
VOICES = st.lists(
    st.fixed_dictionaries(
        {
            "role": st.sampled_from(sorted(roles())),
            "phrase": st.sampled_from(sorted(p.text for p in phrases().values())),
        },
        optional={"programs": st.none() | st.integers(0, 40), **settings_of(Voice)},
    ),
    max_size=4,
)
HOW_YOU_APPLY = {name: own for name, own in settings_of(Strategy).items() if name != "applications"}
NAMES = ["Alder", "Ashford", "Bayview", "Birchwood"]  # in every class
STRATEGIES = st.fixed_dictionaries(
    {}, optional={"applications": st.integers(0, 45), **HOW_YOU_APPLY}
) | st.fixed_dictionaries(
    {"programs": st.lists(st.sampled_from(NAMES), unique=True)}, optional=HOW_YOU_APPLY
)
# Few worlds, because each draws a class of its own.
WORLDS = {
    "evidence": Scenario(),
    "source": Scenario(preset="source"),
    "evidence, rules off": Scenario(rules=False),
    "source, rules off": Scenario(preset="source", rules=False),
    "programs outside the Match": Scenario().with_assumptions(outside_match_share=0.2),
    "ripple": Scenario().with_assumptions(voices_combine="ripple", voices_mean=2.0),
    "veto, few SOAP applications": Scenario().with_assumptions(
        voices_combine="veto", soap_applications_most=4
    ),
    "outside, and everybody is spoken of": Scenario(preset="source").with_assumptions(
        outside_match_share=0.5, exception_share=0.5, voices_mean=3.0, tie_share=0.8
    ),
    "source, rules off, everybody is spoken of": Scenario(rules=False, preset="source")
    .with_market(seed=3)
    .with_assumptions(voices_mean=3.0, tie_share=0.8),
    "registrants without a list": Scenario().with_assumptions(soap_without_list=0.2),
    "nobody considers every program": Scenario(preset="source").with_market(applicants=700),
    "couples": Scenario().with_market(applicants=90, couples=6),
    "couples, rules off": Scenario(rules=False).with_market(applicants=60, couples=4),
    "position types": Scenario().with_market(position_types=True),
    "position types, source, rules off": Scenario(preset="source", rules=False)
    .with_market(position_types=True, seed=3)
    .with_assumptions(preliminary_alone_share=0.8, reversion_share=1.0),
    "position types, couples": Scenario()
    .with_market(position_types=True, applicants=90, couples=6)
    .with_assumptions(soap_without_list=0.2),
}


def tweaked(world, file, voices, strategy):
    """Set what is yours in a world."""
    scenario = WORLDS[world].with_you(**file).with_strategy(**strategy)
    for voice in voices:
        scenario = scenario.with_voice(**voice)
    return scenario


def joined(scenario, seasons=SEASONS, seed=1):
    """Let you join the class's seasons."""
    others, yours = class_and_you(scenario)
    stand_in = nobody(others, yours.rules)
    pieces = np.array_split(np.arange(seasons), 4)
    first, *later = (play_class(others, stand_in, seed, n) for n in pieces)
    theirs = first.followed_by(*later)
    return {name: own for part in join_class(theirs, yours) for name, own in vars(part).items()}


def same(found, expected):
    """Whether all columns are the same, type and all; name the first that is not."""
    assert found.keys() == expected.keys()
    for name, column in expected.items():
        assert found[name].dtype == column.dtype, name
        np.testing.assert_array_equal(found[name], column, err_msg=name)


@given(st.sampled_from(sorted(WORLDS)), FILES, VOICES, STRATEGIES)
@settings(max_examples=75)
def test_joining_equals_playing_everything(world, file, voices, strategy):
    scenario = tweaked(world, file, voices, strategy)
    season = simulate(scenario, SEASONS, seed=1)
    expected = columns_of_play(*class_and_you(scenario), 1, np.arange(SEASONS))
    same({name: getattr(season, name) for name in expected}, expected)


@pytest.mark.parametrize("world", WORLDS)
def test_many_seasons_of_each_world(world, monkeypatch):
    monkeypatch.setattr(your_soap, "_AT_ONCE", 40)  # so that SOAP is played in pieces
    scenario = WORLDS[world].with_voice("home program director", "I'd take them", 2, 6)
    seasons = 30 if "couples" in world else 75
    others, yours = class_and_you(scenario)
    parts = [columns_of_play(others, yours, 3, n) for n in np.array_split(np.arange(seasons), 3)]
    expected = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    same(joined(scenario, seasons, seed=3), expected)
    # Not for want of anything happening.
    assert len(np.unique(expected["outcome"])) >= 3
    assert (expected["your_reached"] > 0).any()


def test_you_and_others_sign_otherwise_because_of_you():
    scenario = WORLDS["source, rules off, everybody is spoken of"].with_voice(
        "home program director", "I'd take them", 2, 6
    )
    # With this seed all four ways come early: with seed 1 only among 150 seasons.
    (others, yours), which, seed = class_and_you(scenario), np.arange(80), 3
    theirs = play_class(others, nobody(others, yours.rules), seed, which)
    found = {name: own for part in join_class(theirs, yours) for name, own in vars(part).items()}
    signed = [
        np.where(early, program, -1)
        for early, program in (
            (theirs.signed_early, theirs.program),
            (found["outcome"] == PREMATCH, found["program"]),
        )
    ]
    you, elsewhere = signed[1][:, -1] >= 0, (signed[0] != signed[1])[:, :-1].any(axis=1)
    # All four ways that `joining.early_offers` goes.
    assert np.bincount(2 * you + elsewhere, minlength=4).all()
    same(found, columns_of_play(others, yours, seed, which))


# Short piles, in which one more file may turn the end of a list, and with it who is offered what:
# with `soap.piles.calm` always true, each of the first three gives another season. So does the
# last one, where nobody listens again to what is said of whom one more file moves.
SHORT_PILES = {
    "evidence, lists of two": (
        {"soap_long_list": 2, "soap_cut_share": 0.8, "soap_short_list": 2, "voices_mean": 1.0},
        {"voices_combine": "ripple", "tie_share": 0.3},
        (120, 11, 225),
    ),
    "evidence, a list of one": (
        {"soap_long_list": 1, "soap_cut_share": 0.5, "soap_short_list": 3, "voices_mean": 1.0},
        {"voices_combine": "veto", "tie_share": 0.3},
        (60, 10, 255),
    ),
    "evidence, everybody knows everybody": (
        {"soap_long_list": 3, "soap_cut_share": 1.0, "soap_short_list": 3, "voices_mean": 4.0},
        {"voices_combine": "veto", "tie_share": 1.0},
        (60, 1, 225),
    ),
    "evidence, long lists of which few are asked about": (
        {"soap_long_list": 8, "soap_cut_share": 0.0, "soap_short_list": 2, "voices_mean": 4.0},
        {"voices_combine": "mean", "tie_share": 1.0},
        (60, 6, 225),
    ),
}


@pytest.mark.parametrize("piles", SHORT_PILES)
def test_one_more_file_in_a_short_pile(piles):
    lists, words, (applicants, market, step2) = SHORT_PILES[piles]
    scenario = Scenario().with_market(applicants=applicants, seed=market).with_you(step2=step2)
    scenario = scenario.with_assumptions(**lists, **words, soap_others_waiting=1)
    if piles == "evidence, a list of one":
        scenario = scenario.with_voice("home program director", "I'd take them", 2, 6)
    others, yours = class_and_you(scenario)
    same(joined(scenario, 60), columns_of_play(others, yours, 1, np.arange(60)))
