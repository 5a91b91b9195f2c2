"""The algorithm one event at a time: its events, its sentences, its end."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from engine.matching import match, steps
from tests.engine.matching.matching_cases import NRMP_FIVE, markets


@given(markets())
def test_the_events_lead_to_the_match(market):
    applicants, programs, quotas = market
    last = dict.fromkeys(applicants)
    proposals = set()
    for number, step in enumerate(steps(*market)):
        if number % 2 == 0:
            assert step.kind == "proposes"
            assert step.matching == last
            assert (step.applicant, step.program) not in proposals
            assert step.program in applicants[step.applicant]
            proposals.add((step.applicant, step.program))
            asked = (step.applicant, step.program)
        else:
            assert (step.applicant, step.program) == asked
            after = dict(last)
            if step.kind == "rejects":
                full = [n for n, p in last.items() if p == step.program]
                listed = programs[step.program]
                assert step.applicant not in listed or len(full) == quotas[step.program]
            else:
                after[step.applicant] = step.program
                assert (step.kind == "bumps") == (step.bumped is not None)
            if step.kind == "bumps":
                assert last[step.bumped] == step.program
                place = programs[step.program].index
                assert place(step.applicant) < place(step.bumped)
                after[step.bumped] = None
                assert step.bumped in step.sentence
            assert step.matching == after
            last = after
        assert step.applicant in step.sentence
        assert step.program in step.sentence
        assert step.sentence.endswith(".")
        held = [p for p in step.matching.values() if p is not None]
        assert all(held.count(p) <= quotas[p] for p in programs)
    assert last == match(*market).placed


def test_the_events_of_the_worked_example():
    told = [(s.kind, s.applicant, s.program, s.bumped) for s in steps(*NRMP_FIVE)]
    assert [event for event in told if event[0] != "proposes"] == [
        ("holds", "Arthur", "City", None),
        ("holds", "Sunny", "City", None),
        ("rejects", "Joseph", "City", None),
        ("holds", "Joseph", "General", None),
        ("rejects", "Latha", "Mercy", None),
        ("rejects", "Latha", "City", None),
        ("holds", "Latha", "General", None),
        ("bumps", "Darrius", "City", "Sunny"),
        ("rejects", "Sunny", "Mercy", None),
    ]


def test_every_kind_of_sentence():
    market = (
        {"Ana": ["Oak", "Elm", "City"], "Bo": ["City"], "Cy": ["City"]},
        {"City": ["Bo", "Ana", "Cy"], "Elm": [], "Oak": ["Ana"]},
        {"City": 1, "Elm": 1, "Oak": 0},
    )
    assert [step.sentence for step in steps(*market)] == [
        "Ana proposes to Oak, rank 1 on Ana's list.",
        "Oak turns down Ana: it has no positions.",
        "Ana proposes to Elm, rank 2 on Ana's list.",
        "Elm turns down Ana, whom it did not rank.",
        "Ana proposes to City, rank 3 on Ana's list.",
        "City holds Ana, rank 2 on its list: a position was open.",
        "Bo proposes to City, rank 1 on Bo's list.",
        "City holds Bo, rank 1 on its list, and lets go of Ana, rank 2.",
        "Cy proposes to City, rank 1 on Cy's list.",
        "City turns down Cy, rank 3 on its list: it is full down to Bo, rank 1.",
    ]


def test_events_are_values():
    first, second = list(steps({"Ana": ["City"]}, {"City": ["Ana"]}, {"City": 1}))
    assert first.matching == {"Ana": None}
    assert second.matching == {"Ana": "City"}
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.kind = "holds"


def test_nobody_there_no_events():
    assert list(steps({}, {}, {})) == []
    assert list(steps({"Ana": []}, {"City": []}, {"City": 1})) == []
