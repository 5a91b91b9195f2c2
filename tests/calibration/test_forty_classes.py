"""Forty classes against published figures, and what the pages say of them: each measured once."""

from functools import cache

import numpy as np
import pytest

from calibration import pages
from calibration.model import FULL, QUICK
from engine.study.published.rows import ROWS
from engine.study.published.scores import implied_slope
from tests.engine.study.test_calibration import name

# Fitted rows that the defaults miss.
MISSED = {"matched in the preferred field, %: US MD senior, competitive"}
# Claims not yet true in a season; the note says what excludes it.
EXCLUDED = {"S0-01"}


@pytest.fixture(scope="module", autouse=True)
def once():
    """Measure the classes, the worth of points and the claims once, for the pages and the rest."""
    with pytest.MonkeyPatch.context() as patch:
        forty, own = cache(pages.calibration), pages.calibration
        patch.setattr(pages, "calibration", lambda **how: own(**how) if how else forty())
        patch.setattr(pages, "worth_of_points", cache(pages.worth_of_points))
        patch.setattr(pages, "claims", cache(pages.claims))
        yield


@pytest.fixture(scope="module")
def table(once):
    return pages.calibration().set_axis([name(row) for row in ROWS])


def show(table):
    return "\n" + table[["role", "ours", "published", "low", "high", "met"]].round(1).to_string()


def test_the_mean_over_forty_classes_is_near_what_was_published_but_where_it_is_known_not_to_be(
    table,
):
    """Forty classes, none left out; print ours against theirs."""
    print(show(table))
    fitted = table[table["role"] == "fitted"]
    assert set(fitted.index[~fitted["met"]]) == MISSED, show(fitted)


def test_no_row_without_a_source(table):
    assert set(table["kind"]) <= {"primary", "secondary", "derived"}
    assert (table["source"] != "").all()
    assert not table["source"].str.contains("do not use").any()
    assert (table["low"] <= table["published"]).all()
    assert (table["published"] <= table["high"]).all()


def test_what_is_met_lies_in_the_range(table):
    inside = table["ours"].between(table["low"], table["high"])
    assert (inside == table["met"]).all()
    assert np.isfinite(table["ours"]).all()


def test_no_step_is_a_cliff_and_ten_points_are_worth_what_the_medians_say():
    worth = pages.worth_of_points()
    assert worth.largest_step <= 25
    assert worth.slope == pytest.approx(implied_slope().value, abs=0.15)


def test_the_articles_claims_come_true_in_their_world():
    table = pages.claims()
    assert len(table) == 29
    true = table["source"].between(table["low"], table["high"])
    assert set(table.loc[~true, "id"]) <= EXCLUDED
    assert (table.loc[~true, "note"] != "").all()
    assert not table.duplicated(["id", "claim"]).any()


def test_the_second_count_is_of_classes_that_no_fit_saw():
    assert len(pages.UNSEEN) == len(FULL.classes) == 40
    for effort in (QUICK, FULL):
        assert set(pages.UNSEEN).isdisjoint([*effort.classes, *effort.yours])


@pytest.fixture(scope="module")
def blocks(once):
    return pages.blocks()


def test_the_tables_on_the_pages_are_what_the_engine_says(blocks):
    assert {path.name for path in blocks} == {"README.md", "how-far-to-trust-it.md"}
    assert sum(map(len, blocks.values())) >= 8
    for path, tables in blocks.items():
        text = path.read_text(encoding="utf-8")
        for mark, table in tables.items():
            assert pages.between(text, mark) == table, f"{path.name}, {mark}\n{table}"
