"""The class against published figures: what it was fitted to, and what it was not."""

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.base.codes import MATCHED, TYPES
from engine.scenario.you import MarketSettings
from engine.study.calibrate import calibration


@pytest.fixture(scope="module")
def table():
    return calibration()


def show(table):
    columns = ["quantity", "group", "ours", "published", "difference", "kind"]
    return "\n" + table[columns].round(1).to_string()


def test_the_mean_over_forty_classes_is_near_what_was_published(table):
    """Forty classes, none left out; print ours against theirs."""
    print(show(table))
    targets = table.dropna(subset=["low"])
    assert len(targets) == 6
    assert ((targets["low"] <= targets["ours"]) & (targets["ours"] <= targets["high"])).all(), show(
        targets
    )


def test_the_targets_are_those_that_were_set(table):
    targets = table.dropna(subset=["low"]).set_index(["quantity", "group"])
    rates = "matched, % of active applicants"
    for name, rate in zip(TYPES, (93.5, 93.2, 70.0, 56.4), strict=False):
        row = targets.loc[(rates, name)]
        assert (row["published"], row["low"], row["high"]) == (rate, rate - 4, rate + 4)
    left = targets.loc[("positions left for SOAP, %", "all")]
    assert (left["low"], left["high"]) == (6, 7.5)
    filled = targets.loc[("of those, filled in SOAP, %", "all")]
    assert (filled["low"], filled["high"]) == pytest.approx((89.3, 95.3))


def test_no_row_without_a_source(table):
    assert set(table["kind"]) <= {"primary", "secondary", "derived"}
    assert (table["source"] != "").all()
    assert not table["source"].str.contains("do not use").any()


def test_ours_is_what_the_seasons_say():
    """The table counts as the seasons' own tables do."""
    table = calibration(seeds=[3], seasons=6).set_index(["quantity", "group"])["ours"]
    season = simulate(Scenario().with_market(seed=3), replicates=6)
    funnel = season.funnel().set_index(["applicant_type", "stage"])["share"]
    for name in TYPES:
        share = table["matched, % of active applicants", name]
        assert share == pytest.approx(100 * funnel[name, "matched"])
        after = 1 - funnel[name, "unplaced"]
        if name in TYPES[:2]:
            assert table["placed after SOAP, %", name] == pytest.approx(100 * after)
    row = season.positions().loc[0]
    soap = row[[f"soap_{n}" for n in (1, 2, 3, 4)]]
    left = row["offered"] - row["matched"]
    assert table["positions left for SOAP, %", "all"] == pytest.approx(100 * left / row["offered"])
    filled = "of those, filled in SOAP, %"
    assert table[filled, "all"] == pytest.approx(100 * soap.sum() / left)
    assert table[filled, "by end of round 2"] == pytest.approx(100 * soap.iloc[:2].sum() / left)
    ranks = season.ranks[season.outcome == MATCHED]
    assert table["ranks per matched applicant, mean", "all"] == pytest.approx(ranks.mean())


def test_choices_of_those_who_match():
    table = calibration(seeds=[3], seasons=6).set_index(["quantity", "group"])["ours"]
    scenario, first = Scenario().with_market(seed=3), 0
    season = simulate(scenario, replicates=6)
    kinds = season.market.applicants.kind
    for replicate in range(6):
        seen = season.replay(replicate).interviews
        for a in np.flatnonzero(kinds == 0):
            if season.outcome[replicate, a] == MATCHED:
                own = np.flatnonzero(seen.applicant_cell == a)
                order = seen.program_cell[own[np.argsort(-seen.liking[own], kind="stable")]]
                first += order.tolist().index(season.program[replicate, a]) < 3
    share = 100 * first / (6 * (kinds == 0).sum())
    name = "matched to one of the first three choices, %"
    assert table[name, "US MD senior"] == pytest.approx(share, abs=0.2)


def test_the_teaching_class_is_near_too():
    """The class that the course ships, over 200 seasons."""
    table = calibration(seeds=[MarketSettings().seed], seasons=200)
    print(show(table))
    rates = table[table["quantity"] == "matched, % of active applicants"]
    assert len(rates) == 5
    assert (rates["difference"].abs() <= 4).all(), show(rates)
    targets = table.dropna(subset=["low"])
    # A point more than over many classes: one class fills some 16 positions in SOAP.
    near = targets["ours"].between(targets["low"] - 1, targets["high"] + 1)
    assert near.all(), show(targets)
    you = simulate(Scenario(), replicates=200).outcomes().set_index("outcome")["probability"]
    assert 0.35 <= you["matched"] <= 0.65
