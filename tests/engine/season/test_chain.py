"""You join the seasons of a class: exactly what playing everything anew gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Scenario, phrases, roles, simulate
from engine.base.codes import FIELDS, MOMENTS, REGIONS, TYPES
from engine.scenario.you import SOAP_CLOCKS
from engine.season.chain import join_class
from engine.season.class_seasons import nobody, one_after_the_other, play_class
from engine.study.simulation import class_and_you
from tests.engine.season.columns_of_play import columns_of_play

SEASONS = 12
SD = st.sampled_from([-3.0, -1.5, -0.5, 0.0, 0.8, 1.5, 3.0])
FILES = st.fixed_dictionaries(
    {},
    optional={
        "applicant_type": st.sampled_from(TYPES),
        "step2": st.integers(180, 300),
        **dict.fromkeys(("readiness", "mspe", "letters", "research", "statement"), SD),
        "failed_attempt": st.booleans(),
        "years_since_graduation": st.integers(0, 12),
        "us_clinical_work": st.booleans(),
        "needs_visa": st.none() | st.booleans(),
        "field": st.sampled_from(FIELDS),
        "region": st.sampled_from(REGIONS),
        "tone": st.sampled_from([-1.0, 0.0, 1.0]),
        "told_number_one": st.integers(0, 6),
        "school_record": st.sampled_from(["none", "solid", "mixed", "bad"]),
        "interview": st.none() | SD,
    },
)
VOICES = st.lists(
    st.fixed_dictionaries(
        {
            "role": st.sampled_from(sorted(roles())),
            "phrase": st.sampled_from(sorted(p.text for p in phrases().values())),
        },
        optional={
            "level": st.integers(0, 4),
            "programs": st.none() | st.integers(0, 40),
            "when": st.sampled_from(MOMENTS),
            "known": st.none() | st.booleans(),
            "specific": st.booleans(),
        },
    ),
    max_size=4,
)
SIGNALS = {
    "signals": st.integers(0, 9),
    "soap_applications": st.integers(0, 9),
    "soap_focus": st.booleans(),
    "soap_reply_hours": st.sampled_from([0.0, 3.0, 4.0]),
    "soap_hold": st.booleans(),
    "soap_clock": st.sampled_from(SOAP_CLOCKS),
}
NAMES = ["Alder", "Ashford", "Bayview", "Birchwood"]  # in every class
STRATEGIES = st.fixed_dictionaries(
    {}, optional={"applications": st.integers(0, 45), **SIGNALS}
) | st.fixed_dictionaries(
    {"programs": st.lists(st.sampled_from(NAMES), unique=True)}, optional=SIGNALS
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
    "couples": Scenario().with_market(applicants=90, couples=6),
    "couples, rules off": Scenario(rules=False).with_market(applicants=60, couples=4),
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
    theirs = one_after_the_other([play_class(others, stand_in, seed, n) for n in pieces])
    return {name: own for part in join_class(theirs, yours) for name, own in vars(part).items()}


def same(found, expected):
    """Whether all columns are the same, type and all; name the first that is not."""
    assert found.keys() == expected.keys()
    for name, column in expected.items():
        assert found[name].dtype == column.dtype, name
        np.testing.assert_array_equal(found[name], column, err_msg=name)


@given(st.sampled_from(sorted(WORLDS)), FILES, VOICES, STRATEGIES)
@settings(max_examples=150)
def test_joining_equals_playing_everything(world, file, voices, strategy):
    scenario = tweaked(world, file, voices, strategy)
    season = simulate(scenario, SEASONS, seed=1)
    expected = columns_of_play(*class_and_you(scenario), 1, np.arange(SEASONS))
    same({name: getattr(season, name) for name in expected}, expected)


@pytest.mark.parametrize("world", WORLDS)
def test_many_seasons_of_each_world(world):
    scenario = WORLDS[world].with_voice("home program director", "I'd take them", 2, 6)
    seasons = 30 if "couples" in world else 150
    others, yours = class_and_you(scenario)
    parts = [columns_of_play(others, yours, 3, n) for n in np.array_split(np.arange(seasons), 3)]
    expected = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    same(joined(scenario, seasons, seed=3), expected)
    # Not for want of anything happening.
    assert len(np.unique(expected["outcome"])) >= 3
    assert (expected["your_reached"] > 0).any()
