"""A scenario: what a learner sets, refused with every reason, to JSON and back."""

import json
import pydoc
import time
from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import MarketError, Scenario, phrases, roles, simulate
from engine.base.codes import FIELDS, REGIONS, TYPES
from engine.matching import official_clock
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
    programs = (
        st.none() | st.integers(0, 99) | st.lists(st.text(max_size=9), unique=True).map(tuple)
    )
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
    assert tweaked.with_rules(False).assumptions == Assumptions.preset("source", exam_sd=8.0)
    a = Scenario().with_assumptions(exam_sd=9.0, exam_cut=230.0)
    b = Scenario().with_assumptions(exam_cut=230.0).with_assumptions(exam_sd=9.0)
    assert a == b


def test_the_rules_have_the_official_rounds_in_both_worlds():
    """R12: three rounds belong to the documents, and to a world without the rules."""
    said = Scenario(preset="source")
    official = len(official_clock().rounds)
    assert official == dial("soap_rounds")["evidence"] > dial("soap_rounds")["source"]
    assert said.assumptions.soap_rounds == Scenario().assumptions.soap_rounds == official
    free = said.with_rules(False)
    assert free.assumptions.soap_rounds == dial("soap_rounds")["source"]
    assert "soap_rounds" not in repr(said) + repr(free)
    assert "rules=False" in repr(free)
    by_hand = said.with_assumptions(soap_rounds=2)
    assert by_hand.assumptions.soap_rounds == 2
    assert Scenario.from_json(said.to_json()) == said


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


# --- What is pasted ----------------------------------------------------------------------------

PATHS = list(Scenario().with_voice("resident", "a machine").settings())
WORDS = st.sampled_from(sorted({word for path in PATHS for word in (path, *path.split("."))}))
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(st.characters(codec=None), max_size=8)
    | WORDS
    | st.sampled_from(["chief resident", "a machine", "source", "US IMG"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(), inner, max_size=4)
    ),
    max_leaves=12,
)
VOICES = st.dictionaries(
    st.sampled_from([spec.name for spec in fields(Voice)]), VALUES, max_size=5
).map(lambda some: {"role": "resident", "phrase": "a machine"} | some)


@st.composite
def pasted(draw):
    """Draw a text that somebody might paste: a scenario, nearly one, or none at all."""
    some = st.dictionaries(WORDS, VALUES, max_size=4)
    data = draw(
        VALUES
        | st.fixed_dictionaries(
            {},
            optional={
                "you": some,
                "market": some,
                "strategy": some,
                "assumptions": some,
                "voices": st.lists(VOICES, max_size=3),
                "rules": VALUES,
                "preset": VALUES,
            },
        )
        | scenarios().map(lambda one: json.loads(one.to_json()))
    )
    text = json.dumps(data, ensure_ascii=draw(st.booleans()))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        new = draw(st.sampled_from(list('{}[]",:\\0-e\ufeff\ud800')) | st.text(max_size=3))
        text = text[:at] + new * draw(st.sampled_from([1, 1, 1, 60, 5_000])) + text[at:]
    return text


@settings(max_examples=200, deadline=2_000)
@given(pasted())
def test_whatever_is_pasted_is_read_or_refused_in_short_sentences(text):
    scenario, said = None, ""
    try:
        scenario = Scenario.from_json(text)
    except MarketError as error:
        said = str(error)
    assert len(said) < 20_000
    assert scenario is None or Scenario.from_json(scenario.to_json()) == scenario


JUNK = st.dictionaries(
    st.sampled_from(PATHS) | st.text(max_size=20) | st.integers(), VALUES, max_size=2
)


@settings(max_examples=100, deadline=2_000)
@given(scenarios(), st.lists(st.sampled_from(PATHS), max_size=4), JUNK)
def test_whatever_is_set_is_set_or_refused(other, paths, junk):
    base = Scenario().with_voice("resident", "a machine")
    usual = other.settings()
    changes = {path: usual[path] for path in paths if path in usual} | junk
    try:
        found = base.with_settings(changes)
    except MarketError:
        assert junk or "market.couples" in changes
        return
    lists_become_tuples = {"voices[0].programs": None, "strategy.programs": None}
    # Another preset has other dials where none is set by hand.
    wanted = base.with_preset(found.preset).settings() | changes | lists_become_tuples
    assert wanted == found.settings() | lists_become_tuples


VOICE = '{"voices": [{"role": "resident", "phrase": "a machine", "programs": %s}]}'


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ('{"you": {"step2": 250}, "you": {"step2": 240}}', "you is given twice"),
        ('{"market": {"seed": 1, "seed": 1}}', "market.seed is given twice"),
        (b"{}", "the text is no scenario"),
        ('{"you": {"region": "\\ud800"}}', "you.region has half a character"),
        (VOICE % ("1" * 40), "voices[0].programs is 1111"),
        (VOICE % 5_001, "voices[0].programs is 5001; it must be a number from 0, at most 5000,"),
        (VOICE % '["Alder", "Alder"]', "voices[0].programs is ('Alder', 'Alder')"),
        (VOICE % json.dumps(["Alder"] * 90_000), "voices[0].programs is ('Alder', "),
        (VOICE % json.dumps([f"{n}" for n in range(90_000)]), "voices[0].programs is ('0', "),
        (VOICE % json.dumps(["A" * 100]), "voices[0].programs is ('AAA"),
        (json.dumps({"k" * 900_000: 1}), "'kkk"),
        (json.dumps({"assumptions": {"k" * 900_000: 1}}), "assumptions.'kkk"),
        (json.dumps({"voices": [1] * 100_000}), "voices has 100000 entries"),
        ("[" * 51 + "]" * 51, "the text is no scenario; it is nested more than 50 deep"),
    ],
    ids=range(14),
)
def test_what_is_out_of_bounds_is_refused_in_a_short_sentence_and_soon(text, culprit):
    start = time.process_time()
    with pytest.raises(MarketError) as caught:
        Scenario.from_json(text)
    assert time.process_time() - start < 2
    assert caught.value.problems[0].startswith(culprit)
    assert max(map(len, caught.value.problems)) < 400


@pytest.mark.parametrize("where", ["{%s}", '{"assumptions": {%s}}', '{"you": {%s}}'])
def test_of_many_unknown_names_ten_are_named_and_the_rest_counted(where):
    start = time.process_time()
    with pytest.raises(MarketError) as caught:
        Scenario.from_json(where % ", ".join(f'"unknown_dial_{n}": 1' for n in range(2_000)))
    assert time.process_time() - start < 2
    assert len(caught.value.problems) == 11
    assert "1990 more names" in caught.value.problems[-1]


def test_a_byte_order_mark_is_no_part_of_a_scenario():
    assert Scenario.from_json("\ufeff" + Scenario().to_json()) == Scenario()


# --- Settings by their paths -------------------------------------------------------------------

VOUCHED = Scenario().with_voice("chief resident", "a machine", level=3, programs=["Alder"])


def test_settings_are_changed_by_their_paths():
    changed = VOUCHED.with_settings(
        {
            "you.step2": 250,
            "market.seed": 9,
            "strategy.signals": 3,
            "assumptions.exam_cut": 220.0,
            "voices[0].phrase": "I'd take them",
            "voices[0].programs": 4,
            "preset": "source",
            "rules": False,
        }
    )
    by_hand = Scenario(preset="source", rules=False).with_you(step2=250).with_market(seed=9)
    by_hand = by_hand.with_strategy(signals=3).with_assumptions(exam_cut=220.0)
    assert changed == by_hand.with_voice("chief resident", "I'd take them", level=3, programs=4)
    assert VOUCHED.with_settings({}) == VOUCHED
    assert hash(VOUCHED.with_settings({})) == hash(VOUCHED)


def test_settings_name_all_that_can_be_changed():
    found = VOUCHED.settings()
    assert len(found) == sum(
        len(fields(kind)) for kind in (You, MarketSettings, Strategy, Voice, Assumptions)
    ) + len(["rules", "preset"])
    assert found["voices[0].programs"] == ("Alder",)
    assert found["assumptions.exam_cut"] == 227
    every = VOUCHED.with_settings(found)
    assert every.assumptions == VOUCHED.assumptions
    assert every.with_settings({}) == every


def test_every_path_and_value_that_will_not_do_is_named_at_once():
    with pytest.raises(MarketError) as caught:
        VOUCHED.with_settings(
            {
                "you.step": 1,
                "voices[1].level": 2,
                "voices[0].level": 9,
                "you.step2": -5,
                "preset": "guesses",
                3: 4,
            }
        )
    assert [problem.split()[0] for problem in caught.value.problems] == [
        "you.step", "voices[1].level", "3", "you.step2", "voices[0].level", "preset",
    ]  # fmt: skip
    assert "the nearest are you.step2" in caught.value.problems[0]
    assert "voices[0].level" in caught.value.problems[1]
    with pytest.raises(MarketError, match="changes is 3"):
        VOUCHED.with_settings(3)


def test_preset_and_rules_have_a_method_each():
    assert VOUCHED.with_preset("source") == replace(VOUCHED, preset="source")
    assert VOUCHED.with_rules(False) == replace(VOUCHED, rules=False)
    with pytest.raises(MarketError, match="preset is 'guesses'"):
        Scenario().with_preset("guesses")
    with pytest.raises(MarketError, match="rules is 'no'"):
        Scenario().with_rules("no")


# --- What a reader sees ------------------------------------------------------------------------


def test_a_scenario_shows_what_differs_from_the_default():
    assert repr(Scenario()) == "Scenario()"
    changed = VOUCHED.with_you(step2=250).with_assumptions(exam_cut=220).with_preset("source")
    assert repr(changed) == (
        "Scenario(you.step2=250, assumptions.exam_cut=220.0, preset='source', "
        "voices=['chief resident: a machine'])"
    )
    assert repr(Scenario(rules=False)) == "Scenario(rules=False)"


@settings(max_examples=30)
@given(scenarios())
def test_scenarios_that_differ_in_a_setting_do_not_look_the_same(scenario):
    for change in ({"you.step2": 181}, {"market.seed": 5}, {"rules": not scenario.rules}):
        changed = scenario.with_settings(change)
        assert (repr(changed) == repr(scenario)) == (changed == scenario)


def test_the_table_of_a_scenario_is_escaped_and_gives_the_defaults():
    nasty = VOUCHED.with_settings({"voices[0].programs": ("<b>Alder</b>",)}).with_you(step2=250)
    table = nasty._repr_html_()
    assert "<th scope='row'>you.step2</th><td>250</td><td>234</td>" in table
    assert "<b>" not in table
    assert "&lt;b&gt;Alder" in table
    assert "you.readiness" not in table
    assert "Scenario: the default" in Scenario()._repr_html_()


@pytest.mark.parametrize(
    ("call", "offered"),
    [
        ("scenario.with_you(st", {"step2=", "statement="}),
        ("scenario.with_market(se", {"seed="}),
        ("scenario.with_strategy(si", {"signals="}),
        (
            "scenario.with_assumptions(exam_cut",
            {f"exam_cut{end}=" for end in ("", "_bends", "_sd", "_tilt")},
        ),
        ("scenario.with_voice('resident', kno", {"known="}),
    ],
)
def test_tab_completes_the_names_of_settings(call, offered):
    from IPython.core.completer import IPCompleter, provisionalcompleter

    completer = IPCompleter(namespace={"scenario": Scenario()}, use_jedi=False)
    with provisionalcompleter():
        found = {one.text for one in completer.completions(call, len(call))}
    assert {text for text in found if text.endswith("=")} == offered


def test_help_lists_the_settings_with_their_units():
    text = pydoc.plain(pydoc.render_doc(Scenario.with_you))
    assert "step2 : Step 2 CK points: 180 to 300" in text
    assert "interview : SD above an average interview: -3 to 3 or None" in text
    assert "failed_attempt : a failed Step attempt: True or False" in text
    text = pydoc.plain(pydoc.render_doc(Scenario.with_voice))
    assert "level : letter, e-mail, call, personal favor, from inside: 0 to 4" in text
    assert text.index("Parameters") < text.index("Examples")
    assert "engine.assumptions()" in pydoc.plain(pydoc.render_doc(Scenario.with_assumptions))


def test_a_list_of_programs_is_kept_as_a_tuple_wherever_it_is_given():
    strategy = Strategy(programs=["Alder", "Briar"])
    voice = Voice(role="resident", phrase="a machine", programs=["Alder"])
    scenario = Scenario(strategy=strategy, voices=(voice,))
    assert strategy == Strategy(programs=("Alder", "Briar"))
    assert voice == Voice(role="resident", phrase="a machine", programs=("Alder",))
    assert Scenario.from_json(scenario.to_json()) == scenario
    assert hash(Scenario.from_json(scenario.to_json())) == hash(scenario)
    same = Scenario().with_strategy(programs=["Alder", "Briar"])
    assert same.with_voice("resident", "a machine", programs=["Alder"]) == scenario
