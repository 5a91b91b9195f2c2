"""Couples: against every stable matching under both readings, traps, and a large market."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest
from hypothesis import given, settings

from engine.matching import match
from engine.matching.couples import exact
from engine.matching.couples.market import CoupleMarket
from engine.matching.couples.options import Options
from engine.matching.couples.settling import Settling, match_with_couples
from tests.engine.matching.matching_cases import all_stable, couple_markets, would_hold

READINGS = ("choice", "keep")


def blocking(market, placed, stability):
    """Return what blocks a matching, by the definition."""
    applicants, programs, quotas, couples = market
    at = {p: {name for name, where in placed.items() if where == p} for p in programs}
    found = []
    for name, listed in applicants.items():
        for program in listed:
            if program == placed[name]:
                break
            if name in programs[program] and would_hold(
                (name,), (program,), at, programs, quotas, stability
            ):
                found.append((name, program))
    for one, other, pairs in couples:
        for pair in pairs:
            if pair == (placed[one], placed[other]):
                break
            ranked = all(
                program is None or name in programs[program]
                for name, program in zip((one, other), pair, strict=True)
            )
            if ranked and would_hold((one, other), pair, at, programs, quotas, stability):
                found.append(((one, other), pair))
    return found


@pytest.mark.parametrize("stability", READINGS)
@settings(max_examples=250)
@given(market=couple_markets())
def test_every_small_market_gets_the_truth(market, stability):
    stable = all_stable(*market, stability)
    result = match(*market, stability=stability)
    assert result.status == ("stable" if stable else "none exists")
    assert sorted(map(str, result.blocking_pairs)) == sorted(
        map(str, blocking(market, result.placed, stability))
    )
    assert bool(result.blocking_pairs) == (not stable)
    if stable:
        assert result.placed in stable


@pytest.mark.parametrize("stability", READINGS)
@settings(max_examples=150)
@given(market=couple_markets())
def test_the_complete_search_by_itself_gets_the_truth(market, stability):
    """Also where the usual procedure would have found an answer first."""
    stable = all_stable(*market, stability)
    found = exact.search_stable(as_arrays(market, stability))
    assert (found is not None) == bool(stable)
    if found is not None:
        programs = list(market[1])
        lists = read(market)
        placed = {
            name: None if row < 0 else programs[lists.program[row]]
            for name, row in zip(lists.applicants, found.row.tolist(), strict=True)
        }
        assert placed in stable


def read(market):
    from engine.matching.lists import read_market

    return read_market(*market)


def as_arrays(market, stability):
    lists = read(market)
    return CoupleMarket(
        lists.start,
        lists.program,
        lists.standing,
        lists.quotas,
        lists.members,
        lists.pair_start,
        lists.first,
        lists.second,
        stability,
    )


@pytest.mark.parametrize("stability", READINGS)
def test_two_positions_at_one_program_depend_on_more_than_its_cutoff(stability):
    """Both members stand above the last admitted, and still there is no room for both."""
    market = (
        {"Bo": ["City"], "Cy": ["City"], "Di": [], "Ed": []},
        {"City": ["Bo", "Di", "Ed", "Cy"]},
        {"City": 2},
        [("Di", "Ed", [("City", "City")])],
    )
    expected = {"Bo": "City", "Cy": "City", "Di": None, "Ed": None}
    assert all_stable(*market, stability) == [expected]
    assert match(*market, stability=stability).placed == expected
    found = exact.search_stable(as_arrays(market, stability))
    assert found is not None
    assert (found.row >= 0).tolist() == [True, True, False, False]


def test_many_markets_in_which_couples_ask_for_two_positions_at_one_program():
    names, places = [f"a{n}" for n in range(8)], ["City", "Lake"]
    pairs = [("City", "City"), ("Lake", "Lake"), ("City", "Lake"), ("Lake", None)]
    settled = 0
    for seed in range(150):
        draw = random.Random(seed)
        applicants = {name: draw.sample(places, draw.randint(1, 2)) for name in names[:4]}
        applicants.update({name: [] for name in names[4:]})
        market = (
            applicants,
            {place: draw.sample(names, 8) for place in places},
            {place: draw.randint(2, 3) for place in places},
            [(names[n], names[n + 1], draw.sample(pairs, 3)) for n in (4, 6)],
        )
        found = exact.search_stable(as_arrays(market, "choice"))
        assert (found is not None) == bool(all_stable(*market))
        settled += found is not None
    assert 100 < settled < 150


def test_the_definition_knows_quotas():
    market = ({"Bo": ["City"], "Cy": ["City"]}, {"City": ["Bo", "Cy"]}, {"City": 1}, [])
    units = Options(as_arrays(market, "choice"))
    assert not units.stable([0, 0])
    assert not units.stable([1, 0])
    assert units.stable([0, 1])


def random_couples(seed, singles, couples, programs, most_positions=1, pairs=20):
    """Return a market of names in which couples are a large part."""
    draw = random.Random(seed)
    names = [f"a{n}" for n in range(singles + 2 * couples)]
    places = [f"p{n}" for n in range(programs)]
    applicants = {name: draw.sample(places, min(programs, 8)) for name in names[:singles]}
    applicants.update(dict.fromkeys(names[singles:], ()))
    paired = []
    for n in range(couples):
        one, other = names[singles + 2 * n], names[singles + 2 * n + 1]
        listed = [(draw.choice(places), draw.choice([*places, None])) for _ in range(pairs)]
        paired.append((one, other, list(dict.fromkeys(listed))))
    ranking = {p: draw.sample(names, len(names)) for p in places}
    return applicants, ranking, {p: draw.randint(1, most_positions) for p in places}, paired


def test_markets_of_the_full_size_are_settled():
    """Thirty applicants, eight couples: stable, or proved to have no stable matching."""
    counted = dict.fromkeys(("stable", "none exists", "not found"), 0)
    for seed in range(24):
        market = random_couples(seed, 14, 8, 10 + seed % 16, 1 + seed % 3)
        for stability in READINGS:
            result = match(*market, stability=stability)
            counted[result.status] += 1
            blocks = blocking(market, result.placed, stability)
            assert bool(blocks) == (result.status != "stable")
    assert counted["not found"] == 0
    assert counted["stable"] > 20
    assert counted["none exists"] > 4


def test_the_complete_search_finds_what_the_procedure_misses():
    """Rare, now that couples set aside come back: one market in 400 of this kind."""
    market = random_couples(184, 6, 5, 6)
    assert match_with_couples(as_arrays(market, "choice")).blocks > 0
    result = match(*market)
    assert result.status == "stable"
    assert blocking(market, result.placed, "choice") == []


def test_a_search_that_is_given_up_says_not_found(monkeypatch):
    monkeypatch.setattr(exact, "_MOST_SPLITS", 0)
    statuses = set()
    for seed in range(60):
        market = random_couples(seed, 14, 8, 12)
        result = match(*market)
        statuses.add(result.status)
        if result.status == "not found":
            assert sorted(map(str, result.blocking_pairs)) == sorted(
                map(str, blocking(market, result.placed, "choice"))
            )
    assert "not found" in statuses


def padded(market, extra):
    """Add applicants who stand apart from the rest, beyond the reach of a complete search."""
    applicants, programs, quotas, couples = market
    more = {f"x{n}": ["Away"] for n in range(extra)}
    return {**applicants, **more}, {**programs, "Away": list(more)}, {**quotas, "Away": 1}, couples


KLAUS_KLIJN = (
    {"s1": [], "s2": [], "s3": ["h1", "h2"]},
    {"h1": ["s1", "s3"], "h2": ["s3", "s2"]},
    {"h1": 1, "h2": 1},
    [("s1", "s2", [("h1", "h2")])],
)


def test_beyond_the_reach_of_a_proof_the_answer_is_not_found():
    result = match(*padded(KLAUS_KLIJN, 27))
    assert result.status == "none exists"
    market = padded(KLAUS_KLIJN, 28)
    result = match(*market)
    assert result.status == "not found"
    assert result.placed["x0"] == "Away"
    assert result.blocking_pairs == blocking(market, result.placed, "choice")
    assert result.blocking_pairs


def test_a_couple_is_placed_on_the_highest_pair_where_both_hold():
    applicants = {"Ana": ["City"], "Di": [], "Ed": []}
    programs = {"City": ["Ana", "Di"], "Lake": ["Di", "Ed"], "Oak": ["Ed"]}
    pairs = [("City", "Lake"), ("Lake", "Lake"), ("Lake", "Oak"), (None, "Oak")]
    quotas = {"City": 1, "Lake": 1, "Oak": 1}
    result = match(applicants, programs, quotas, [("Di", "Ed", pairs)])
    assert result.placed == {"Ana": "City", "Di": "Lake", "Ed": "Oak"}
    assert (result.ranks["Di"], result.ranks["Ed"]) == (3, 3)
    result = match(applicants, programs, {**quotas, "Lake": 2}, [("Di", "Ed", pairs)])
    assert result.placed == {"Ana": "City", "Di": "Lake", "Ed": "Lake"}
    result = match(applicants, programs, {**quotas, "Lake": 0}, [("Di", "Ed", pairs)])
    assert result.placed == {"Ana": "City", "Di": None, "Ed": "Oak"}
    assert result.ranks["Di"] == 4


def test_a_couple_is_never_placed_apart_from_a_pair():
    """One place would be free for one of them, but no pair holds."""
    result = match(
        {"Di": [], "Ed": []},
        {"City": ["Di"], "Lake": ["Ed"]},
        {"City": 1, "Lake": 0},
        [("Di", "Ed", [("City", "Lake")])],
    )
    assert result.placed == {"Di": None, "Ed": None}
    assert result.status == "stable"


def test_when_a_partner_is_bumped_the_other_leaves_and_the_position_is_offered_again():
    """Cy, refused at Lake for Ed, is placed there once Di's loss of City takes Ed away."""
    market = (
        {"Bo": ["City"], "Cy": ["Lake"], "Di": [], "Ed": [], "Flo": [], "Gus": []},
        {"City": ["Flo", "Di", "Bo"], "Lake": ["Ed", "Cy"], "Oak": ["Gus"]},
        {"City": 1, "Lake": 1, "Oak": 1},
        [("Di", "Ed", [("City", "Lake")]), ("Flo", "Gus", [("City", "Oak")])],
    )
    result = match(*market)
    assert result.status == "stable"
    assert result.placed["Flo"] == "City"
    assert result.placed["Cy"] == "Lake"
    assert result.placed["Di"] is None


def test_the_position_that_a_partner_leaves_is_where_the_readings_differ():
    """Di could take over at Lake what Ed would leave there: free or taken?"""
    market = (
        {"Bo": ["Lake"], "Di": [], "Ed": []},
        {"City": ["Di"], "Lake": ["Ed", "Bo", "Di"], "Oak": ["Ed"]},
        {"City": 1, "Lake": 1, "Oak": 1},
        [("Di", "Ed", [("Lake", "Oak"), ("City", "Lake")])],
    )
    keep = match(*market, stability="keep")
    assert keep.placed == {"Bo": None, "Di": "City", "Ed": "Lake"}
    choice = match(*market)
    assert choice.status == "none exists"
    assert all_stable(*market, "choice") == []
    assert all_stable(*market, "keep") == [keep.placed]


def large_market(applicants=3_000, programs=400, couples=120, seed=3):
    """Return arrays in the shape of a national market: 5 % of people in couples."""
    rng = np.random.default_rng(seed)
    people = applicants + 2 * couples
    weight = rng.lognormal(0, 1, programs)
    lists = [
        rng.choice(programs, 12, replace=False, p=weight / weight.sum()) for _ in range(people)
    ]
    program = np.concatenate(lists)
    start = np.arange(people + 1) * 12
    merit = np.repeat(rng.standard_normal(people), 12) + 0.7 * rng.standard_normal(program.size)
    standing = np.empty(program.size, np.int64)
    order = np.lexsort((merit, program))
    standing[order] = (
        np.arange(program.size)
        - np.searchsorted(program[order], np.arange(programs))[program[order]]
    )
    first, second = [], []
    for n in range(couples):
        one = start[applicants + 2 * n]
        pair = rng.choice(144, 20, replace=False)
        pair = pair[np.argsort(pair // 12 + pair % 12, kind="stable")]
        first.append(one + pair // 12)
        second.append(np.where(rng.random(20) < 0.1, -1, one + 12 + pair % 12))
    return CoupleMarket(
        start,
        program,
        standing,
        rng.integers(1, 14, programs),
        np.arange(applicants, people).reshape(-1, 2),
        np.arange(couples + 1) * 20,
        np.concatenate(first),
        np.concatenate(second),
    )


@pytest.mark.parametrize(
    ("seed", "stability", "stable"),
    [
        (0, "choice", False),
        (1, "choice", True),
        (2, "choice", True),
        (8, "choice", False),
        (8, "keep", True),
    ],
)
def test_a_large_market_is_checked_over_everybody(monkeypatch, seed, stability, stable):
    """What blocks is counted anew here, row by row, and must be what was reported."""
    market = dataclasses.replace(large_market(seed=seed), stability=stability)
    checks = []
    check = Settling._blocking

    def counted(self):
        checks.append(check(self))
        return checks[-1]

    monkeypatch.setattr(Settling, "_blocking", counted)
    outcome = match_with_couples(market)
    # No single applicant is ever left behind, and one look is enough where all is well.
    assert all(rows == [] for rows, _ in checks)
    assert len(checks) == 1 or not stable
    assert bool(outcome.blocks) == (not stable)
    owner = np.repeat(np.arange(market.start.size - 1), np.diff(market.start))
    held = [set() for _ in market.quotas]
    for row in outcome.row[outcome.row >= 0].tolist():
        held[market.program[row]].add(row)
        assert market.standing[row] >= 0
    for people, quota in zip(held, market.quotas.tolist(), strict=True):
        assert len(people) <= quota

    def chosen(coming, own):
        for program in {int(market.program[row]) for row in coming}:
            new = {row for row in coming if market.program[row] == program}
            staying = held[program] - own if stability == "choice" else held[program]
            pool = sorted(staying | new, key=lambda row: market.standing[row])
            if not new <= set(pool[: market.quotas[program]]):
                return False
        return True

    rows, pairs = [], []
    in_couple = np.zeros(market.start.size - 1, bool)
    in_couple[market.members] = True
    for row, who in enumerate(owner.tolist()):
        at = outcome.row[who]
        if not in_couple[who] and (at < 0 or row < at) and chosen([row], set()):
            rows.append(row)
    for couple, at in enumerate(outcome.pair.tolist()):
        begin, end = market.pair_start[couple], market.pair_start[couple + 1]
        own = set() if at < 0 else {int(market.first[at]), int(market.second[at])}
        members = outcome.row[market.members[couple]].tolist()
        assert members == ([-1, -1] if at < 0 else [market.first[at], market.second[at]])
        for pair in range(begin, end if at < 0 else at):
            coming = [r for r in (int(market.first[pair]), int(market.second[pair])) if r >= 0]
            if chosen(coming, own):
                pairs.append(pair)
    assert outcome.blocking_rows == rows
    assert outcome.blocking_pairs == pairs
    assert outcome.blocks == len(rows) + len(pairs)
    assert (outcome.pair >= 0).sum() > 20


def test_couples_alone_and_couples_without_pairs():
    nobody = match({"Di": [], "Ed": []}, {"City": ["Di"]}, {"City": 1}, [("Di", "Ed", [])])
    assert nobody.placed == {"Di": None, "Ed": None}
    assert nobody.status == "stable"
    assert nobody.unreciprocated == [("City", "Di")]
    both = match(
        {"Di": [], "Ed": []},
        {"City": ["Di", "Ed"]},
        {"City": 2},
        [("Di", "Ed", [("City", "City")])],
    )
    assert both.placed == {"Di": "City", "Ed": "City"}


@settings(max_examples=60)
@given(market=couple_markets())
def test_the_same_input_gives_the_same_answer(market):
    assert match(*market) == match(*market)
