"""Markets with published or enumerated answers: worked examples, textbooks, other libraries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.matching import match, plain_match, steps
from tests.engine.matching.matching_cases import NRMP_EIGHT, NRMP_FIVE, all_stable

INSTANCES = json.loads(
    (Path(__file__).parents[2] / "data" / "known_instances.json").read_text(encoding="utf-8")
)


def market_of(instance):
    programs = instance["programs"]
    return (
        instance["applicants"],
        {name: program["ranking"] for name, program in programs.items()},
        {name: program["capacity"] for name, program in programs.items()},
        [
            (*couple["members"], [tuple(pair) for pair in couple["ranks"]])
            for couple in instance["couples"]
        ],
    )


def test_all_known_instances_are_there():
    assert len(INSTANCES) == 29
    assert sum(instance["kind"] == "hr_couples" for instance in INSTANCES) == 8
    assert sum(instance["optimal_for"] == "programs" for instance in INSTANCES) == 6


@pytest.mark.parametrize("instance", INSTANCES, ids=lambda instance: instance["name"])
def test_known_instance(instance):
    *singles, couples = market_of(instance)
    if instance["kind"] == "hr":
        result = match(*singles, proposing=instance["optimal_for"])
        assert result.placed == instance["expected"]
        assert result.status == "stable"
        return
    for stability in ("choice", "keep"):
        assert instance["same_under_both_stability_readings"]
        result = match(*singles, couples, stability=stability)
        if instance["expected"] == "no stable matching":
            assert result.status == "none exists"
            assert result.blocking_pairs
        else:
            assert result.status == "stable"
            assert result.blocking_pairs == []
            assert result.placed == instance["expected"]


def test_the_number_of_stable_matchings_is_what_was_counted():
    counted = 0
    for instance in INSTANCES:
        *singles, couples = market_of(instance)
        if instance["n_stable"] is None or len(instance["applicants"]) > 7:
            continue
        for stability in ("choice", "keep"):
            stable = all_stable(*singles, couples, stability)
            assert len(stable) == instance["n_stable"]
            for listed in instance.get("all_stable", []):
                assert listed in stable
        counted += 1
    assert counted == 24
    assert sum((instance["n_stable"] or 0) > 1 for instance in INSTANCES) >= 8


def test_nrmp_example_of_five_applicants():
    result = match(*NRMP_FIVE)
    assert result.placed == {
        "Arthur": "City",
        "Sunny": None,
        "Joseph": "General",
        "Latha": "General",
        "Darrius": "City",
    }
    assert result.unfilled == {"Mercy": 2, "City": 0, "General": 0}
    assert result.placed == plain_match(*NRMP_FIVE)
    said = [step.sentence for step in steps(*NRMP_FIVE)]
    assert said[-4:] == [
        "Darrius proposes to City, rank 1 on Darrius's list.",
        "City holds Darrius, rank 1 on its list, and lets go of Sunny, rank 3.",
        "Sunny proposes to Mercy, rank 2 on Sunny's list.",
        "Mercy turns down Sunny, whom it did not rank.",
    ]


def test_nrmp_example_of_eight_applicants():
    result = match(*NRMP_EIGHT)
    assert result.placed == {
        "Anderson": None,
        "Brown": None,
        "Chen": "Mercy",
        "Davis": "General",
        "Eastman": "City",
        "Ford": "State",
        "Garcia": "City",
        "Hassan": "State",
    }
    assert result.unfilled == {"Mercy": 1, "City": 0, "General": 1, "State": 0}
    assert result.placed == plain_match(*NRMP_EIGHT)
    assert match(*NRMP_EIGHT, proposing="programs").placed == result.placed
