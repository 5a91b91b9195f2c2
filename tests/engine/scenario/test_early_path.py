"""The way to an early offer: its questions agree with the verdicts of the rules."""

import itertools

import pytest

from engine import MarketError
from engine.base.codes import TYPES
from engine.scenario.early_path import QUESTIONS, early_path
from engine.scenario.rules import official_rules

FLAGS = [
    flags for flags in itertools.product([True, False], repeat=3) if not (flags[0] and not flags[1])
]


def paths(kind):
    names = ("program_in_match", "institution_in_match", "exception")
    return [early_path(kind, **dict(zip(names, flags, strict=True))) for flags in FLAGS]


@pytest.mark.parametrize("kind", TYPES)
def test_the_last_question_settles_it_as_the_rules_do(kind):
    """Yes to an exception allows; yes to any later question does not, as far as it is asked."""
    assert len(FLAGS) == 6
    for found in paths(kind):
        *before, last = found.steps
        exception = last.question == QUESTIONS[0]
        assert found.allowed is (last.answer if exception else not last.answer)
        assert last.rule in found.verdict.rules
        passed = {QUESTIONS[2]} | ({QUESTIONS[0]} if found.verdict.status == "grey" else set())
        assert {step.question for step in before if step.answer} <= passed


def test_an_exception_to_all_in_does_not_lift_the_rule_on_seniors():
    found = early_path("US DO senior", program_in_match=False, exception=True)
    assert (found.verdict.status, found.verdict.rules, found.allowed) == (
        ("grey", ("R9", "R10"), False)
    )
    assert [step.answer for step in found.steps] == [True, False, True, True]


def test_every_question_is_reached_and_rests_on_a_rule():
    steps = [step for kind in TYPES for found in paths(kind) for step in found.steps]
    assert {step.question for step in steps} == set(QUESTIONS)
    assert {step.rule for step in steps} <= set(official_rules())
    assert {(step.question, step.answer) for step in steps} == {
        (question, answer) for question in QUESTIONS for answer in (True, False)
    }


def test_bad_input_is_named():
    with pytest.raises(MarketError, match="applicant is 'dean'; it must be one of"):
        early_path("dean")
    with pytest.raises(MarketError, match="institution"):
        early_path("US IMG", institution_in_match=False)
