"""The ledger: every item of the documents has its place, and every place exists."""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import Scenario, assumptions, ledger, phrases, roles, simulate
from engine.scenario.assumptions import Assumptions
from engine.scenario.voice import Voice
from engine.scenario.you import MarketSettings, Strategy, You
from engine.sources.figures import table
from engine.sources.ledger_rows import COLUMNS, STATUSES
from engine.study.season import Season
from tests.engine.backchannel.test_voices_depth import DIRECTIONS as TESTED_IN_DEPTH
from tests.engine.season.test_position_types import EFFECTS as TESTED_WITH_TYPES
from tests.engine.season.test_soap_dials import EFFECTS as TESTED_IN_SOAP
from tests.engine.season.test_vetting import DIRECTIONS as TESTED_BY_VETTING
from tests.engine.seasons import PLAIN_SOAP, play_scenario
from tests.engine.study.test_dials import EFFECTS as TESTED_WITH_DIALS

ROOT = Path(__file__).parents[3]
ROWS = list(ledger().to_dict("records"))
SETTINGS = {
    "assumptions": Assumptions,
    "you": You,
    "market": MarketSettings,
    "strategy": Strategy,
    "voice": Voice,
}
DEPTH = {case[0] for case in (*TESTED_IN_DEPTH, *TESTED_BY_VETTING)}


def parts(cell: str) -> list[str]:
    """Return the references of a cell."""
    return cell.split("; ") if cell else []


@cache
def all_tests() -> set[str]:
    """Return every test as file::function."""
    return {
        f"{path.stem}::{node.name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@cache
def headings() -> set[str]:
    """Return the headings of all chapters as 'chapter 00: heading'."""
    return {
        f"chapter {path.name[:2]}: {line.lstrip('#').strip()}"
        for path in (ROOT / "chapters").glob("0*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "markdown"
        for line in "".join(cell["source"]).splitlines()
        if line.startswith("#")
    }


def exists(reference: str) -> bool:
    """Whether what a row of the ledger refers to is there."""
    table, _, entry = reference.partition(": ")
    if table == "phrases":
        return entry in phrases()
    if table == "roles":
        return entry in roles()
    module, _, name = reference.rpartition(".")
    if module in SETTINGS:
        return name in {spec.name for spec in fields(SETTINGS[module])}
    try:
        return callable(getattr(importlib.import_module(f"engine.{module}"), name, None))
    except ImportError:
        return False


def test_the_ledger_is_a_table_of_all_items_in_order() -> None:
    assert list(ledger().columns) == list(COLUMNS)
    assert len(ROWS) == 298
    ids = [row["id"] for row in ROWS]
    counts = {"S0": 69, "S1": 63, "S2": 55, "S3": 43, "S4": 37, "I": 31}
    assert ids == [f"{doc}-{n:02d}" for doc, count in counts.items() for n in range(1, count + 1)]


def test_every_row_has_a_known_status() -> None:
    counts = Counter(row["status"] for row in ROWS)
    # All six pages are there: nothing of the documents is still to come.
    assert set(counts) == set(STATUSES)
    assert counts["modeled"] > counts["shown"] > counts["left out"] > 0


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_every_reference_leads_somewhere(row: dict[str, str]) -> None:
    where = parts(row["where"])
    assert where
    if row["status"] == "modeled":
        assert [reference for reference in where if not exists(reference)] == []
        assert row["test"]
        assert set(parts(row["test"])) <= all_tests()
    else:
        assert not row["test"]
    if row["status"] == "shown":
        assert set(where) <= headings()
    if row["status"] == "left out":
        assert len(row["where"].split()) >= 5


def test_the_walk_sees_a_dangling_reference() -> None:
    for wrong in (
        "assumptions.no_such_dial", "you.no_such", "phrases: no such", "roles: nobody",
        "formulas.no_such", "no_such.thing", "voice", "chapter 00: The Match itself, step by step",
    ):  # fmt: skip
        assert not exists(wrong), wrong
    assert "test_ledger::test_no_such" not in all_tests()
    assert "chapter 00: Behind the Match" in headings()


def test_every_dial_of_voices_and_every_phrase_and_role_belongs_to_an_item() -> None:
    named = {reference for row in ROWS for reference in parts(row["where"])}
    for name in DEPTH:
        assert f"assumptions.{name}" in named
    assert {f"roles: {name}" for name in roles()} <= named
    proved = {reference for reference in named if reference.startswith("phrases: ")}
    # One phrase is read in a story that a chapter will tell.
    assert {f"phrases: {text}" for text in phrases()} - proved == {
        "phrases: Solid… would absolutely re-take"
    }


def test_every_dial_that_cites_an_item_is_named_in_a_row() -> None:
    named = {reference for row in ROWS for reference in parts(row["where"])}
    known = {row["id"] for row in (*ROWS, *table("evidence"), *table("rules"))}
    dials = assumptions().itertuples()
    assert len(known) > 300
    for name, origin in ((dial.name, dial.origin) for dial in dials):
        cited = set(re.findall(r"\b(?:S\d-\d+|I-\d+|[CER]\d+)\b", origin))
        assert cited <= known, (name, cited - known)
        if any("-" in item for item in cited):
            assert f"assumptions.{name}" in named, f"{name}: name it in engine/data/mechanisms.csv"


# --- dials ------------------------------------------------------------------------------------

SOURCE = Scenario(preset="source")
GOOD, HOME = "I'd take them", "home program director"


@cache
def played(scenario: Scenario, seasons: int = 40) -> Season:
    """Simulate once; most dials move their measure by five standard errors and more."""
    return simulate(scenario, seasons, seed=1)


def told(scenario: Scenario, phrase: str = GOOD, **how: Any) -> Scenario:
    """Let a home program director speak, at every program unless told otherwise."""
    return scenario.with_voice(HOME, phrase, **{"programs": 60, **how})


def reached(scenario: Scenario, seasons: int = 40) -> float:
    """Return how far your applications get, on the average."""
    return float(played(scenario, seasons).your_reached.mean())


def reached_at_length(scenario: Scenario) -> float:
    """Return the same of more seasons, for what moves it little."""
    return reached(scenario, 120)


def at_home(scenario: Scenario) -> float:
    """Return how far your applications get in your home region, over those elsewhere."""
    season = played(scenario)
    near = season.market.same_region[season.market.start[-2] :]
    return float(season.your_reached[:, near].mean() - season.your_reached[:, ~near].mean())


def off_field(scenario: Scenario) -> float:
    """Return how far your applications get outside your field."""
    season = played(scenario)
    other = season.market.wrong_field[season.market.start[-2] :]
    return float(season.your_reached[:, other].mean())


def aim(scenario: Scenario) -> float:
    """Return the exam cut of the programs you apply to."""
    market = played(scenario).market
    return float(market.programs.exam_cut[market.program[market.start[-2] :]].mean())


def ends(code: int) -> Callable[[Scenario], float]:
    """Return the share of all applicants whose season ends so."""
    return lambda scenario: float((played(scenario).outcome == code).mean())


def in_soap(scenario: Scenario) -> float:
    """Return the share of seasons that end for you in SOAP."""
    return float((played(scenario, 120).outcome[:, -1] == 2).mean())


def soap_place(scenario: Scenario) -> float:
    """Return how high you stand on the programs' lists of SOAP: 0 is the top."""
    week = play_scenario(scenario, 1, np.arange(60)).week
    mine = (week.applicant == week.applicant.max()) & week.listed
    assert mine.sum() > 100
    return -float(week.standing[mine].mean())


def fit_of_others(scenario: Scenario) -> float:
    """Return how closely the others' interviews follow their readiness."""
    season = played(scenario)
    ready = season.market.applicants.readiness[:-1]
    return float(np.corrcoef(ready, season.interviews[:, :-1].mean(axis=0))[0, 1])


def influence_of_callers(scenario: Scenario) -> float:
    """Return the influence of those who call unasked, on average."""
    files = played(scenario).everybody
    calls = files.calls
    return float(files.speakers.influence[calls.speaker[calls.unasked]].mean())


def in_soap_only(**file: Any) -> Scenario:
    """Make an applicant whom only the relaxed filters of SOAP let through."""
    plain = SOURCE.with_you(failed_attempt=True, **file).with_assumptions(**PLAIN_SOAP)
    return plain.with_assumptions(
        takes_failed_attempt_share=0, soap_relaxed_share=1, blanket_cost=0
    )


EARLY, SOAP = 0, 2
LOW = SOURCE.with_you(step2=218)
STRONG = SOURCE.with_you(step2=250)
FAILED = SOURCE.with_you(failed_attempt=True)
OLDER = SOURCE.with_you(years_since_graduation=6)
LOOKED = SOURCE.with_assumptions(look_scores=10, look_school=10, look_research=10, look_whole=10)
DIRECTIONS: list[tuple[str, Scenario, Any, Any, Callable[[Scenario], float], int]] = [
    ("caution_ranking", SOURCE, 0, 3, reached, -1),
    # A thin file is feared; what is known of you, and of nobody else, reassures.
    ("caution_soap", in_soap_only(us_clinical_work=False), 0, 5, soap_place, -1),
    ("caution_soap", told(in_soap_only(applicant_type="US MD senior"), level=0).with_assumptions(
        tie_share=1, voices_mean=0), 0, 5, soap_place, +1),
    ("chance_acted_on_known", told(SOURCE, programs=None), 0, 1, reached, +1),
    ("chance_acted_on_unknown", told(SOURCE.with_assumptions(tie_share=0)), 0, 1, reached, +1),
    ("endorsement_effect", told(SOURCE), "as reported", "none", reached, -1),
    ("exam_cut", SOURCE, 220, 240, reached, -1),
    ("exam_cut_bends", LOW, 0, 20, reached, +1),
    ("fit_region", SOURCE, 0, 2, at_home, +1),
    ("fit_wrong_field", SOURCE, -2, 0, off_field, +1),
    ("invitations_per_position", SOURCE, 6, 20, reached, +1),
    ("needs_us_clinical_work_share", SOURCE.with_you(us_clinical_work=False), 0, 1, reached, -1),
    ("outside_match_share", SOURCE, 0, 0.5, ends(EARLY), +1),
    ("prior_weight", STRONG, 0.1, 20, reached, -1),
    ("reach_penalty", LOW, 0, 5, aim, -1),
    ("reopens_level_1", told(LOW, level=1), 0, 1, reached, +1),
    ("reopens_level_2", told(LOW, level=2), 0, 1, reached, +1),
    ("reopens_level_3", told(LOW, level=3), 0, 1, reached, +1),
    ("reopens_level_4", told(LOW, level=4), 0, 1, reached, +1),
    ("story_reopens", LOW.with_you(statement=2), 0, 1, reached, +1),
    ("stranger_reopens", told(LOW, known=False), 0, 1, reached_at_length, +1),
    ("once_wrong_share", told(LOW, level=1, known=True), 0, 1, reached, +1),
    ("rescue_reach", told(LOW, known=True), 0, 40, reached, +1),
    ("pattern_floor", told(LOW.with_you(mspe=-0.8), known=True), -1, 0, reached, -1),
    # What a first look follows is measured in test_dials; here, what it does to a career.
    ("look_scores", LOOKED.with_you(step2=265), 0, 100, reached, +1),
    ("look_school", LOOKED.with_you(applicant_type="US MD senior"), 0, 100, reached, +1),
    ("look_research", LOOKED.with_you(research=2.5), 0, 100, reached, +1),
    ("look_whole", LOOKED.with_you(mspe=2, letters=2), 0, 100, reached, +1),
    ("soap_relaxed_share", in_soap_only(step2=250), 0, 1, in_soap, +1),
    ("soap_rounds", SOURCE, 1, 8, ends(SOAP), +1),
    ("silent_by_role", SOURCE, 0, 3, influence_of_callers, +1),
    ("sponsors_visa_share", SOURCE, 0.2, 1, reached, +1),
    ("takes_failed_attempt_share", FAILED, 0, 1, reached, +1),
    ("tie_share", told(SOURCE, programs=None), 0.05, 1, reached, +1),
    ("voice_bias", SOURCE.with_assumptions(voices_mean=4, tie_share=1), -1, 1, reached, -1),
    ("voice_truth", SOURCE.with_assumptions(voices_mean=4, tie_share=1), 0, 1, fit_of_others, +1),
    ("voices_combine", told(STRONG, "I'd be cautious"), "mean", "veto", reached, -1),
    ("voices_mean", SOURCE.with_assumptions(voice_bias=1), 0, 4, reached_at_length, -1),
    ("weight_screening_research", SOURCE.with_you(research=2), 0, 10, reached_at_length, +1),
    ("weight_screening_statement", SOURCE.with_you(statement=2), 0, 10, reached, +1),
    ("weight_voice_screening", told(STRONG, known=True), 0, 10, reached, +1),
    ("weight_soap_exam", in_soap_only(step2=262), 0, 10, soap_place, +1),
    ("weight_soap_research", in_soap_only(research=2), 0, 10, soap_place, +1),
    ("weight_soap_statement", in_soap_only(statement=2), 0, 10, soap_place, +1),
    ("weight_voice_ranking", told(SOURCE, "I'd be cautious").with_assumptions(
        weight_voice_screening=0, voices_combine="mean"), 0, 10, reached, -1),
    ("weight_voice_soap", told(in_soap_only(), known=True).with_assumptions(
        weight_voice_screening=0, reopens_level_2=0), 0, 10, soap_place, +1),
    ("year_limit", OLDER, 3, 12, reached, +1),
    ("year_limit_share", OLDER, 0, 1, reached, -1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "scenario", "low", "high", "measure", "sign"),
    DIRECTIONS,
    ids=[f"{case[0]}-{case[-1]:+d}" for case in DIRECTIONS],
)
def test_every_dial_named_moves_a_season_its_way(
    name: str,
    scenario: Scenario,
    low: Any,
    high: Any,
    measure: Callable[[Scenario], float],
    sign: int,
) -> None:
    one, other = (scenario.with_assumptions(**{name: value}) for value in (low, high))
    assert sign * measure(other) > sign * measure(one)


def test_every_dial_named_is_tested() -> None:
    named = set(re.findall(r"assumptions\.(\w+)", " ".join(row["where"] for row in ROWS)))
    here = {case[0] for case in DIRECTIONS}
    elsewhere = DEPTH | {*TESTED_IN_SOAP, *TESTED_WITH_TYPES, *TESTED_WITH_DIALS}
    assert here <= named <= here | elsewhere
    assert len(named) >= 150


def test_a_letter_reopens_nothing() -> None:
    letter = told(LOW, level=0, programs=None).with_assumptions(
        tie_share=1, tie_of_img=1, calls_before_invitations=1, chance_called_borderline=1
    )
    silent = played(LOW).your_reached > 0
    assert not silent.all()
    assert np.array_equal(played(letter).your_reached > 0, silent)


def test_a_word_to_more_programs_reaches_further() -> None:
    few = (told(SOURCE, programs=programs, known=True) for programs in (0, 3, 8))
    far = [reached_at_length(scenario) for scenario in few]
    assert far == sorted(far)
    assert len(set(far)) == 3
    # Told to all of them, it looks desperate (S0-44).
    assert reached_at_length(told(SOURCE, programs=50, known=True)) < far[-1]
    free = SOURCE.with_assumptions(blanket_cost=0)
    assert reached_at_length(told(free, programs=50, known=True)) > far[-1]
