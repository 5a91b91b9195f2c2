"""What the README says in numbers is what the engine says today."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from engine import Scenario, ledger
from engine.base.codes import TYPES
from engine.scenario.assumptions import Assumptions
from engine.study.calibrate import calibration
from tests.house.test_floors import ENGINE

README = Path(__file__).parents[2] / "README.md"


def fixed(row):
    """Whether the class was fitted to this row."""
    return row.low == row.low  # NaN is not


def calibration_table(many, one):
    """Write ours against theirs, misses included."""
    lines = [
        "| what | ours, 40 classes | the class you open | published | year | kind |",
        "|---|---|---|---|---|---|",
    ]
    for row, own in zip(many.itertuples(), one.itertuples(), strict=True):
        name = f"{row.quantity}: {row.group}" + (" *" if fixed(row) else "")
        year = "" if row.year != row.year else f"{row.year:.0f}"
        found = f"{row.ours:.1f} | {own.ours:.1f} | {row.published:g}"
        lines.append(f"| {name} | {found} | {year} | {row.kind} |")
    return "\n".join(lines)


def priors_table():
    """Write the one free dial of each type."""
    lines = ["| applicant type | school prior |", "|---|---|"]
    names = [spec.name for spec in fields(Assumptions) if spec.name.startswith("prior_")]
    names = [name for name in names if name != "prior_weight"]
    assert len(names) == len(TYPES)
    dials = Assumptions()
    lines += [
        f"| {kind} | {getattr(dials, n):+.2f} |" for kind, n in zip(TYPES, names, strict=True)
    ]
    return "\n".join(lines)


def ledger_table():
    """Count the items of the documents by where they are."""
    counts = ledger()["status"].value_counts()
    assert counts.sum() == 298
    lines = ["| status | items |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {count} |" for name, count in counts.items())])


def between(name):
    """Return what stands between two marks of the README."""
    text = README.read_text(encoding="utf-8")
    return re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, re.DOTALL)[1]


@pytest.fixture(scope="module")
def tables():
    many = calibration()
    one = calibration(seeds=[Scenario().market.seed], seasons=200)
    return {
        "calibration": calibration_table(many, one),
        "priors": priors_table(),
        "ledger": ledger_table(),
    }


@pytest.mark.parametrize("name", ["calibration", "priors", "ledger"])
def test_the_table_in_the_readme_is_what_the_engine_says(tables, name):
    assert between(name) == tables[name], f"\n{tables[name]}"


def test_every_path_in_the_readme_exists():
    text = README.read_text(encoding="utf-8")
    paths = re.findall(r"`((?:chapters|engine|widgets|benchmarks|tests)/[\w./-]*)`", text)
    paths += re.findall(r"\]\((?!http)([\w./-]+)\)", text)
    assert len(paths) >= 5
    assert [path for path in paths if not (README.parent / path).exists()] == []


def test_the_readme_shows_every_room_of_the_engine_on_its_floor():
    text = README.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| `(\w+)` \| .+ \|$", text, re.MULTILINE)
    assert len(rows) == len(ENGINE)
    assert {room: int(floor) for floor, room in rows} == ENGINE
