"""Plain rows: the same as the tables, and nothing of them waits for pandas."""

import math
import subprocess
import sys
from dataclasses import asdict, fields

import pytest

from engine import Scenario, compare, ledger, simulate, stories
from engine.sources.ledger_rows import ledger_items

WITHOUT = """
import sys
from engine import Scenario, compare, simulate, stories
comparison = compare(Scenario(), Scenario().with_you(step2=250), replicates=5)
season = comparison.after
season.ends(), season.stage_counts(), season.quantities(), season.program_rows()
comparison.changes(), season.share("matched"), season.your_mean_rank(), season.filter_counts()
stories()["S4-09"].played(2)
assert "pandas" not in sys.modules, "pandas"
season.outcomes()
assert "pandas" in sys.modules
"""


@pytest.fixture(scope="module")
def comparison():
    return compare(Scenario(), Scenario().with_you(step2=255), replicates=40)


def as_dicts(table):
    return table.astype(object).to_dict("records")


def agree(rows, table):
    assert len(rows) == len(table) > 0
    assert [spec.name for spec in fields(rows[0])] == list(table.columns)
    for row, line in zip(rows, as_dicts(table), strict=True):
        for name, value in asdict(row).items():
            if isinstance(value, float) and math.isnan(value):
                assert math.isnan(line[name])
            else:
                assert line[name] == value, name


def test_rows_and_tables_agree(comparison):
    season = comparison.after
    agree(season.ends(), season.outcomes())
    agree(season.quantities(), season.your_season())
    agree(season.program_rows(), season.your_programs())
    agree(season.filter_counts(), season.filters())
    agree(season.training_rows(), season.training())
    agree(season.position_type_rows(), season.position_types())
    agree(comparison.changes(), comparison.outcomes())
    stages = season.your_stages()
    assert dict(zip(stages["stage"], stages["count"], strict=True)) == season.stage_counts()
    story = stories()["S4-09"]
    agree(story.played(3), story.replay(3))
    assert [dict(item) for item in ledger_items()] == as_dicts(ledger())


def test_rows_hold_plain_values(comparison):
    season = comparison.after
    for row in (
        *(*season.ends(), *season.quantities(), *season.program_rows()),
        *(*season.training_rows(), *season.position_type_rows()),
    ):
        assert {type(value) for value in asdict(row).values()} <= {str, int, float}
    assert {type(count) for count in season.stage_counts().values()} == {float}


def test_seasons_without_applications_have_rows():
    season = simulate(Scenario().with_strategy(applications=0), replicates=5)
    assert season.program_rows() == ()
    assert math.isnan(season.quantities()[2].mean)
    assert list(season.your_programs().columns) == [
        *("program", "field", "positions", "stopped_by", "screened_in", "interviewed", "ranked"),
        *("placed", "place", "list_length", "before_invitations"),
    ]


def test_nothing_of_the_rows_imports_pandas():
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
