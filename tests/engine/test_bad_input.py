"""Whatever is handed to a public function, what it refuses is refused in one kind of error."""

import inspect
import warnings

import numpy as np
import pytest

import engine
from engine import MarketError, Scenario, Voice
from engine.base.settings import as_list
from engine.formulas.counts import stage_shares
from engine.formulas.places import offer_probability
from engine.formulas.score import SOAP_WEIGHTS, file_score, phrase_in_points
from engine.study.intervals import wilson

SPOKEN = Scenario().with_voice("attending", "They're fine")
# What a function needs, where that is more than nothing.
GIVEN = {
    "choose_programs": {"scenario": Scenario(), "budget": 2},
    "claim": {"id": "S2-28"},
    "claims": {},
    "compare": {"scenario": Scenario(), "tweaked": Scenario()},
    "figure": {"quantity": "rank_higher_given_endorsement"},
    "match": {"applicants": {"Ana": []}, "programs": {"City": []}, "quotas": {"City": 1}},
    "network": {"scenario": Scenario()},
    "one_line_texts": {},
    "one_program": {"scenario": Scenario()},
    "plain_match": {"applicants": {}, "programs": {}, "quotas": {}},
    "run_soap": {"lists": {"City": ["Ana"]}, "positions": {"City": 1}, "answer": lambda *_: True},
    "simulate": {"scenario": Scenario()},
    "soap_week": {"registrants": {}, "programs": {}, "acts": []},
    "steps": {"applicants": {"Ana": []}, "programs": {"City": []}, "quotas": {"City": 1}},
    "sure_of_a_word": {"without": np.zeros(2), "told": np.zeros(2), "seen": 1, "prior": 0.5},
    "sweep": {"scenario": Scenario(), "settings": {}},
    "whose_network": {},
    "word_reach": {"scenario": SPOKEN},
}  # fmt: skip
ANOTHERS = {("sweep", "executor")}  # whoever hands in an executor has it from the standard library


class Odd:
    """A kind of object that nothing asks for."""


def asked(name):
    return inspect.signature(getattr(engine, name)).parameters


EACH = [
    (name, called) for name in GIVEN for called in asked(name) if (name, called) not in ANOTHERS
]


def test_every_public_function_that_is_given_anything_is_tried():
    functions = [name for name in engine.__all__ if not inspect.isclass(getattr(engine, name))]
    assert len(functions) == 24
    assert [name for name in functions if asked(name)] == list(GIVEN)
    assert len(GIVEN) == 18
    assert len(EACH) == 84


@pytest.mark.parametrize(("name", "called"), EACH)
def test_an_object_of_a_wrong_kind_is_refused(name, called):
    with pytest.raises(MarketError):
        list(getattr(engine, name)(**{**GIVEN[name], called: Odd()}))


@pytest.mark.parametrize(
    ("ask", "problems"),
    [
        (lambda: engine.word_reach("x"), ["scenario is 'x'; it must be a Scenario"]),
        (lambda: engine.sweep(Scenario(), [("you.step2", [1])]), ["settings is [('you.step2', [1"]),
        (lambda: engine.sweep(Scenario(), {"you.step2": []}), ["you.step2 has no value to try"]),
        (lambda: engine.sweep(Scenario(), {"preset": 5, 3: "x"}), ["preset is 5", "3 is 'x'"]),
        (lambda: engine.soap_week({}, {}, ["x"]), ["acts[0] is 'x'; it must be of the type Act"]),
        (
            lambda: engine.soap_week({"Ana": 1}, {"City": "x"}, 5),
            ["acts is 5", "registrants['Ana'] is 1", "programs['City'] is 'x'"],
        ),
        (
            lambda: engine.whose_network(class_seeds=5),
            ["class_seeds is 5; it must be a list of numbers"],
        ),
        (lambda: engine.whose_network(worlds=[{}, 1]), ["worlds[1] is 1; it must map dials"]),
        (lambda: engine.claims(class_seeds=3), ["class_seeds is 3; it must be a list"]),
        (lambda: engine.claims(presets="source"), ["presets is 'source'; it must be a list"]),
        (lambda: engine.compare(1, SPOKEN, worlds=5), ["scenario is 1", "worlds is 5"]),
        (lambda: engine.one_program(Scenario(), note=["x"]), ["note is ['x']; it must be"]),
        (lambda: stage_shares(5), ["stages is 5; it must be a list of numbers"]),
        (lambda: file_score(230, 1, weights={**SOAP_WEIGHTS, "step2": "60"}), ["the weight of"]),
        (lambda: file_score(230, 1, weights=5), ["weights is 5; it must map"]),
        (lambda: offer_probability(1, 1100, rounds=1), ["positions is 1100; it must be a whole"]),
        (lambda: wilson(5, 0), ["trials is 0"]),
        (lambda: wilson(5, 3), ["successes is 5; it must be from 0 to 3"]),
        (lambda: phrase_in_points(1, {**SOAP_WEIGHTS, "step2": 0}), ["the weight of 'step2' is 0"]),
    ],
)  # fmt: skip
def test_bad_input_is_named(ask, problems):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(MarketError) as caught:
            ask()
    assert len(caught.value.problems) == len(problems)
    for told, problem in zip(caught.value.problems, problems, strict=True):
        assert told.startswith(problem)


def test_a_list_may_be_anything_that_gives_its_items():
    problems = []
    for value in (range(2), (0, 1), np.arange(2), (n for n in (0, 1)), {0: "", 1: ""}.keys()):
        assert as_list("seeds", value, "numbers", problems) == [0, 1]
    assert problems == []
    assert Voice(role="attending", phrase="They're fine") in SPOKEN.voices
