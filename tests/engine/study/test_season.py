"""A whole season: the same for the same input, whole in its sums, told in tables that agree."""

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest

from engine import MarketError, Scenario, compare, network, simulate
from engine.base.codes import (
    BUCKETS,
    FILTERS,
    MATCHED,
    OUTCOMES,
    PREMATCH,
    REACHED,
    SOAP,
    TYPES,
    UNPLACED,
)
from engine.study import kept, simulation
from engine.study.intervals import wilson
from engine.study.tables import FUNNEL

# What the 20 first seasons of the default scenario come to, on every machine. It changes with
# any default and with the teaching class; nothing else may change it.
DIGEST = "443c0fd7db386e68"
ARRAYS = [
    *("outcome", "program", "round", "reached", "interviews", "ranks"),
    *("your_reached", "your_place", "your_rank", "your_list_length", "your_match_choice"),
]


def digest(season):
    """Fingerprint of everything a season keeps."""
    found = hashlib.sha256()
    for name in ARRAYS:
        found.update(np.ascontiguousarray(getattr(season, name), "<i4").tobytes())
    return found.hexdigest()[:16]


def same(a, b):
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in ARRAYS)


@pytest.fixture(scope="module")
def season():
    return simulate(Scenario(), replicates=60, seed=1)


def test_the_default_season_is_the_stored_one():
    assert digest(simulate(Scenario(), replicates=20, seed=1)) == DIGEST


# Without these, numpy computes as on an old processor; names it does not know it passes over.
@pytest.mark.parametrize("features", ["", "X86_V4 AVX512_ICL X86_V3 AVX512F AVX512_SKX AVX2 FMA3"])
def test_a_fresh_process_on_another_processor_plays_the_same_season(features):
    program = (
        "from engine import Scenario, simulate\n"
        "from test_season import digest\n"
        "print(digest(simulate(Scenario(), replicates=20, seed=1)))"
    )
    here = os.path.dirname(__file__)
    search = os.pathsep.join([here, *filter(None, sys.path)])
    place = {**os.environ, "PYTHONPATH": search, "NPY_DISABLE_CPU_FEATURES": features}
    command = [sys.executable, "-W", "ignore", "-c", program]
    ran = subprocess.run(command, env=place, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == DIGEST


def test_the_same_input_plays_the_same_seasons(season):
    assert same(season, simulate(Scenario(), replicates=60, seed=1))
    assert not same(season, simulate(Scenario(), replicates=60, seed=2))


@pytest.mark.parametrize("cells", [1, 40_000, 10**9])
def test_how_many_seasons_are_played_at_once_does_not_matter(season, cells, monkeypatch):
    monkeypatch.setattr(kept, "_CELLS", cells)
    monkeypatch.setattr(simulation, "recent_seasons", kept.KeptSeasons())
    fewer = simulate(Scenario(), replicates=30, seed=1)
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(fewer, name), getattr(season, name)[:30])


def test_a_season_says_what_it_is(season):
    assert repr(season).startswith("<60 seasons of class ")
    assert len(repr(season)) < 100


def test_a_season_shows_its_outcomes_and_what_the_interval_is(season):
    shown = season._repr_html_()
    assert [name in shown for name in OUTCOMES] == [True] * 4
    assert f"{season.share('matched'):.3f}" in shown
    assert shown.count("<p>") == 1
    assert "not how sure" in shown


def test_shares_of_your_seasons(season):
    found = season.outcomes().set_index("outcome")["probability"]
    for name in OUTCOMES:
        assert season.share(name) == found[name]
    assert season.share("matched", "soap") == (season.outcome[:, -1] % 3 > 0).mean()
    assert season.share() == 0
    with pytest.raises(MarketError, match="'placed' is no outcome; there are pre-match, matched"):
        season.share("matched", "placed")


def test_your_stages_count_your_applications(season):
    table = season.your_stages()
    assert table["stage"].tolist() == list(REACHED)
    count = table.set_index("stage")["count"]
    assert count["applied"] == season.your_reached.shape[1]
    assert count["interviewed"] == pytest.approx(season.interviews[:, -1].mean())
    assert count["placed"] == pytest.approx(season.share("pre-match", "matched"))
    assert count.is_monotonic_decreasing


def test_your_mean_rank_counts_from_one(season):
    listed = season.your_rank[season.your_rank >= 0]
    assert season.your_mean_rank() == listed.mean() + 1
    assert np.isnan(simulate(Scenario().with_strategy(applications=0), 2).your_mean_rank())


def test_tables_keep_the_order_of_the_season(season):
    table = season.applications()
    orders = {
        "applicant_type": TYPES,
        "stopped_by": FILTERS,
        "reached": REACHED,
        "bucket": (*BUCKETS, ""),
        "outcome": OUTCOMES,
    }
    for column, names in orders.items():
        assert table[column].cat.ordered
        assert tuple(table[column].cat.categories) == names
        assert list(table.groupby(column, observed=True).size().index) == [
            name for name in names if (table[column] == name).any()
        ]
    others = [
        *(season.outcomes(), season.funnel(), season.filters(), season.readiness()),
        *(season.soap_applications(), season.your_programs(), season.your_stages()),
        *(compare(season.scenario, season.scenario, 2).outcomes(), network(season.scenario)),
        compare(season.scenario, season.scenario, 2).displaced(),
    ]
    for found in others:
        for column in {*orders, "stage", "filter"} & {*found.columns}:
            assert found[column].cat.ordered, column
    assert season.funnel().sort_values("stage")["stage"].iloc[0] == "applied"
    assert season.outcomes()["outcome"].min() == "pre-match"


def test_one_season():
    assert simulate(Scenario(), replicates=1).outcomes()["probability"].sum() == 1


def test_arrays_fit_together(season):
    people = len(season.market.applicants)
    mine = np.diff(season.market.start)[-1]
    for name in ARRAYS:
        shape = getattr(season, name).shape
        if name == "your_match_choice":
            assert shape == (60,)
        else:
            assert shape == (60, mine if name.startswith("your_") else people)
    placed = season.outcome != UNPLACED
    assert (placed == (season.program >= 0)).all()
    assert ((season.round > 0) == (season.outcome == SOAP)).all()
    assert (season.ranks <= season.interviews).all()
    assert ((season.interviews > 0) == (season.reached >= 2)).all()
    assert ((season.ranks > 0) == (season.reached == 3)).all()
    matched = season.outcome == MATCHED
    assert (season.reached[matched] == 3).all()


def test_no_program_is_overfilled(season):
    positions = season.market.programs.positions
    for outcome in season.program:
        assert (np.bincount(outcome[outcome >= 0], minlength=len(positions)) <= positions).all()


def test_outcomes_are_shares_with_intervals(season):
    table = season.outcomes()
    assert table["outcome"].tolist() == list(OUTCOMES)
    assert table["probability"].sum() == pytest.approx(1)
    assert (table["low"] <= table["probability"]).all()
    assert (table["probability"] <= table["high"]).all()
    assert (table["high"] > 0).all()  # what never happened in 60 seasons may still happen


def test_the_funnel_narrows_and_adds_up(season):
    table = season.funnel()
    assert table["applicant_type"].unique().tolist() == list(TYPES)
    kinds = season.market.applicants.kind
    for code, name in enumerate(TYPES):
        part = table[table["applicant_type"] == name].set_index("stage")
        assert part.index.tolist() == list(FUNNEL)
        counts = part["count"]
        assert counts["applied"] == (kinds == code).sum()
        assert (counts.iloc[:4].diff().dropna() <= 0).all()
        assert counts.loc[list(OUTCOMES)].sum() == pytest.approx(counts["applied"])
        assert part["share"].between(0, 1).all()
        assert part.loc["interviewed", "share"] == pytest.approx(
            counts["interviewed"] / counts["applied"]
        )


def test_the_share_matched_is_of_those_still_in_the_match():
    free = Scenario(rules=True).with_market(seed=3).with_assumptions(outside_match_share=0.3)
    table = simulate(free, replicates=20).funnel().set_index(["applicant_type", "stage"])
    for name in TYPES:
        part = table.loc[name]
        early = part.loc["pre-match", "count"]
        active = part.loc["applied", "count"] - early
        assert part.loc["matched", "share"] == pytest.approx(part.loc["matched", "count"] / active)
    assert table.loc[("non-US IMG", "pre-match"), "count"] > 1


def test_who_sends_nothing_does_not_count_as_applied():
    scenario = Scenario().with_strategy(applications=0)
    season = simulate(scenario, replicates=20)
    assert (season.reached[:, -1] == -1).all()
    assert len(season.your_programs()) == 0
    usual = simulate(Scenario(), replicates=20).funnel().set_index(["applicant_type", "stage"])
    table = season.funnel().set_index(["applicant_type", "stage"])
    before, after = (t.loc[("non-US IMG", "applied"), "count"] for t in (usual, table))
    assert after == before - 1


def test_positions_add_up(season):
    (row,) = season.positions().to_dict("records")
    offered = row.pop("offered")
    assert offered == season.market.programs.positions.sum()
    assert sum(row.values()) == pytest.approx(offered)
    assert list(row) == ["pre_match", "matched", "soap_1", "soap_2", "soap_3", "soap_4", "left"]
    assert row["matched"] == (season.outcome == MATCHED).sum() / 60


def test_more_rounds_have_more_columns():
    many = Scenario().with_assumptions(soap_rounds=6)
    assert "soap_6" in simulate(many, replicates=2).positions().columns


@pytest.mark.parametrize("replicate", [0, 41, 59])
def test_the_table_of_applications_agrees_with_the_arrays(season, replicate):
    table = season.applications(replicate)
    market = season.market
    assert len(table) == len(market.program)
    codes = {name: code for code, name in enumerate(REACHED)}
    reached = table["reached"].map(codes)
    interviewed = (reached >= 2).groupby(table["applicant"]).sum()
    assert interviewed.tolist() == season.interviews[replicate][interviewed.index].tolist()
    placed = table[table["reached"] == "placed"]
    early = np.flatnonzero(np.isin(season.outcome[replicate], (PREMATCH, MATCHED)))
    assert placed["applicant"].tolist() == early.tolist()
    names = np.array(market.programs.names)[season.program[replicate][early]]
    assert placed["program"].tolist() == names.tolist()
    yours = table[table["applicant"] == market.you]
    assert yours["reached"].map(codes).tolist() == season.your_reached[replicate].tolist()
    assert (table["bucket"] == "").all()  # with rules on nobody asks around
    ranked = season.your_rank[replicate] >= 0
    place = yours["place"].to_numpy()
    assert place[ranked].tolist() == (season.your_rank[replicate][ranked] + 1).tolist()
    waiting = (season.your_reached[replicate] == 1) & ~ranked
    assert place[waiting].tolist() == (season.your_place[replicate][waiting] + 1).tolist()
    unread = season.your_reached[replicate] == 0
    assert yours["appeal"].isna().tolist() == unread.tolist()
    assert (season.your_place[replicate] >= 0).tolist() == (~unread).tolist()


def test_buckets_are_named_where_somebody_asked_around():
    free = Scenario(preset="source", rules=False)
    table = simulate(free, replicates=2).applications(1)
    asked = table[table["bucket"] != ""]
    assert set(asked["bucket"]) == set(BUCKETS)
    assert set(asked["reached"]) == {"interviewed", "ranked", "placed"}
    assert (asked.loc[asked["bucket"] == "too risky", "reached"] == "interviewed").all()


def test_list_lengths_count_everybody_ranked(season):
    table = season.applications(7)
    ranked = table[table["reached"].isin(["ranked", "placed"])]
    length = ranked.groupby("program").size()
    names = [
        season.market.programs.names[p] for p in season.everybody.program[season.everybody.yours]
    ]
    assert season.your_list_length[7].tolist() == [int(length.get(name, 0)) for name in names]


def test_your_match_choice_is_the_place_on_your_own_list(season):
    market, checked = season.market, 0
    for replicate in range(60):
        if season.outcome[replicate, -1] != MATCHED:
            assert season.your_match_choice[replicate] == -1
            continue
        seen = season.replay(replicate).interviews
        mine = seen.applicant_cell == market.you
        liked = season.everybody.program[seen.application[mine]][np.argsort(-seen.liking[mine])]
        assert liked[season.your_match_choice[replicate]] == season.program[replicate, -1]
        checked += 1
    assert checked > 10


def test_your_season(season):
    table = season.your_season().set_index("quantity")
    assert table.loc["interviews", "mean"] == pytest.approx(season.interviews[:, -1].mean())
    matched = season.outcome[:, -1] == MATCHED
    assert table.loc["place on your own list", "mean"] == pytest.approx(
        season.your_match_choice[matched].mean() + 1
    )
    assert 0 <= table.loc["matched in the wanted field", "mean"] <= matched.mean()
    never = simulate(Scenario().with_strategy(applications=0), 3).your_season()
    assert never.set_index("quantity").loc["place on your own list"].isna().all()


def test_a_column_holds_one_kind_of_interval(season):
    table = season.your_season().set_index("quantity")
    share = table.loc["matched in the wanted field"]
    low, high = wilson(round(share["mean"] * 60), 60)
    assert share[["low", "high"]].tolist() == [low, high]
    assert share[["season_low", "season_high"]].isna().all()
    counts = table.drop("matched in the wanted field")
    assert counts[["low", "high"]].isna().all(axis=None)
    middle = np.quantile(season.interviews[:, -1], [0.025, 0.975]).tolist()
    assert counts.loc["interviews", ["season_low", "season_high"]].tolist() == middle


def test_soap_applications_agree_with_the_arrays(season):
    replicate = int(np.flatnonzero((season.outcome == SOAP).any(axis=1))[0])
    table = season.soap_applications(replicate)
    taken = table[(table["outcome"] == "soap") & (table["offered_in"] > 0)]
    soap = np.flatnonzero(season.outcome[replicate] == SOAP)
    assert set(soap.tolist()) <= set(taken["applicant"].tolist())
    on_list = table["reached"].isin(["on the list", "on the short list"])
    assert (table["place"].notna() == on_list).all()
    assert table.loc[on_list, "appeal"].notna().all()
    assert (table["offered_in"] > 0).sum() <= on_list.sum()
    assert ((table["reached"] == "stopped by a filter") == (table["stopped_by"] != "passes")).all()
    best = table[table["place"] == 1].sort_values("program")
    assert best["program"].is_unique


def test_your_programs(season):
    table = season.your_programs()
    market = season.market
    assert len(table) == season.your_reached.shape[1]
    assert table["interviewed"].sum() == pytest.approx(season.interviews[:, -1].mean())
    assert (table["ranked"] <= table["interviewed"]).all()
    assert (table["interviewed"] <= table["screened_in"]).all()
    stopped = table["stopped_by"] == "visa"
    assert (table.loc[stopped, "screened_in"] == 0).all()
    assert table["program"].isin(market.programs.names).all()


def test_readiness_of_the_placed(season):
    table = season.readiness().set_index("applicant_type")
    assert table.index.tolist() == [*TYPES, "all"]
    # Who is placed is better prepared than who is not; at equal readiness the types differ.
    assert table.loc["all", "readiness_placed"] > table.loc["all", "readiness_unplaced"]
    equal = table["placed_at_equal_readiness"]
    assert equal["US MD senior"] > equal["non-US IMG"] + 0.1
    truth = season.market.applicants.readiness
    placed = (season.outcome != UNPLACED).mean(axis=0)
    assert table.loc["all", "readiness_placed"] == pytest.approx(
        (truth * placed).sum() / placed.sum()
    )
    assert table.loc["all", "placed"] == pytest.approx(placed.mean())
    near = (season.market.applicants.kind == 3) & (abs(truth) < 0.3)
    assert 10 < near.sum() < 30
    assert equal["non-US IMG"] == pytest.approx(placed[near].mean())


@pytest.mark.parametrize("replicate", [-1, 60, 1.0, True, None])
def test_no_such_season(season, replicate):
    with pytest.raises(MarketError, match="replicate is"):
        season.applications(replicate)
    with pytest.raises(MarketError, match="replicate is"):
        season.soap_applications(replicate)


def test_every_problem_of_a_study_at_once():
    with pytest.raises(MarketError) as caught:
        simulate(Scenario(), replicates=0, seed=-1)
    assert caught.value.problems == (
        "replicates is 0; it must be a whole number from 1 to 1000000",
        "seed is -1; it must be a whole number from 0 to 2147483647",
    )
