"""The array kernels: against the plain algorithm, in blocks, at their limits, on bad arrays."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.errors import MarketError
from engine.matching import (
    count_blocking_pairs,
    deferred,
    deferred_acceptance,
    plain_match,
    program_proposing,
)
from engine.matching.lists import read_market
from tests.engine.matching.matching_cases import all_stable, markets, rank_of


def arrays_of(market):
    lists = read_market(*market)
    return lists.start, lists.program, lists.standing, lists.quotas


def random_market(seed, applicants=400, programs=60, most=12):
    """Return a market in which most programs fill and many applicants are bumped."""
    rng = np.random.default_rng(seed)
    length = rng.integers(0, most + 1, applicants)
    start = np.concatenate([[0], np.cumsum(length)])
    weight = rng.random(programs) + 0.1
    weight /= weight.sum()
    listed = [rng.choice(programs, n, replace=False, p=weight) for n in length]
    program = np.concatenate(listed)
    order = np.lexsort((rng.random(program.size), program))
    standing = np.empty(program.size, int)
    first = np.searchsorted(program[order], np.arange(programs))
    standing[order] = np.arange(program.size) - first[program[order]]
    standing[rng.random(program.size) < 0.05] = -1
    return start, program, standing, rng.integers(0, 9, programs)


def plainly(start, program, standing, quotas):
    """Return the outcome of the plain algorithm on arrays."""
    rows = range(len(program))
    lists = [program[start[a] : start[a + 1]].tolist() for a in range(len(start) - 1)]
    owner = np.repeat(np.arange(len(start) - 1), np.diff(start))
    sides = {
        f"p{p}": [
            f"a{owner[row]}"
            for row in sorted(rows, key=lambda row: standing[row])
            if program[row] == p and standing[row] >= 0
        ]
        for p in range(len(quotas))
    }
    placed = plain_match(
        {f"a{a}": [f"p{p}" for p in listed] for a, listed in enumerate(lists)},
        sides,
        {f"p{p}": int(q) for p, q in enumerate(quotas)},
    )
    return [-1 if where is None else int(where[1:]) for where in placed.values()]


@pytest.mark.parametrize("few", [0, 5, 10_000])
def test_rounds_and_chains_give_the_plain_outcome(monkeypatch, few):
    """The last applicants are followed one by one; that part must not matter."""
    monkeypatch.setattr(deferred, "_FEW", few)
    for seed in range(6):
        market = random_market(seed)
        placed = deferred_acceptance(*market)
        assert placed.tolist() == plainly(*market)
        assert (placed >= 0).sum() > 100


@given(markets())
def test_nothing_blocks_and_everything_that_blocks_is_counted(market):
    arrays = arrays_of(market)
    placed = deferred_acceptance(*arrays)
    assert count_blocking_pairs(*arrays, placed) == 0
    assert count_blocking_pairs(*arrays, program_proposing(*arrays)) == 0
    nobody = np.full(len(placed), -1)
    applicants, programs, quotas = market
    mutual = [
        (a, p) for a, listed in applicants.items() for p in listed if a in programs[p] and quotas[p]
    ]
    assert count_blocking_pairs(*arrays, nobody) == len(mutual)


@given(markets(), st.data())
def test_blocking_pairs_are_those_of_the_definition(market, data):
    """A matching with one applicant moved, against a count by hand."""
    applicants, programs, quotas = market
    stable = all_stable(*market)
    placed = dict(data.draw(st.sampled_from(stable)))
    name = data.draw(st.sampled_from(sorted(applicants)))
    placed[name] = None
    by_hand = 0
    for a, listed in applicants.items():
        for p in listed:
            if a not in programs[p] or rank_of(applicants, a, placed[a]) <= listed.index(p):
                continue
            held = [n for n, where in placed.items() if where == p]
            worse = [n for n in held if programs[p].index(n) > programs[p].index(a)]
            by_hand += len(held) < quotas[p] or bool(worse)
    number = {p: n for n, p in enumerate(programs)}
    as_array = [-1 if p is None else number[p] for p in placed.values()]
    assert count_blocking_pairs(*arrays_of(market), as_array) == by_hand


@given(st.lists(markets(), min_size=1, max_size=5))
def test_a_block_diagonal_solves_each_market_by_itself(several):
    blocks = [arrays_of(market) for market in several]
    rows = np.cumsum([0, *(len(block[1]) for block in blocks)])
    places = np.cumsum([0, *(len(block[3]) for block in blocks)])
    start = np.concatenate(
        [[0], *(block[0][1:] + row for block, row in zip(blocks, rows, strict=False))]
    )
    program = np.concatenate([b[1] + place for b, place in zip(blocks, places, strict=False)])
    standing = np.concatenate([block[2] for block in blocks])
    quotas = np.concatenate([block[3] for block in blocks])
    for solve in (deferred_acceptance, program_proposing):
        together = solve(start, program, standing, quotas)
        apart = [solve(*block) for block in blocks]
        moved = [
            np.where(placed >= 0, placed + place, -1)
            for placed, place in zip(apart, places, strict=False)
        ]
        assert together.tolist() == np.concatenate(moved).tolist()


def test_places_need_not_be_consecutive():
    start, program, standing, quotas = random_market(7)
    sparse = np.where(standing < 0, -1, standing * 1_000_003 + 17)
    expected = deferred_acceptance(start, program, standing, quotas)
    assert deferred_acceptance(start, program, sparse, quotas).tolist() == expected.tolist()


def test_equal_places_go_to_the_earlier_row():
    assert deferred_acceptance([0, 1, 2], [0, 0], [4, 4], [1]).tolist() == [0, -1]


def test_a_program_ranked_twice_is_asked_at_its_first_rank():
    start, program, standing, quotas = [0, 3, 4], [0, 1, 0, 0], [1, 0, 1, 0], [1, 1]
    placed = deferred_acceptance(start, program, standing, quotas)
    assert placed.tolist() == [1, 0]
    assert count_blocking_pairs(start, program, standing, quotas, placed) == 0


def test_enormous_quotas_cost_nothing():
    placed = deferred_acceptance([0, 1, 2], [0, 0], [0, 1], [10**12])
    assert placed.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("start", "program", "quotas", "expected"),
    [([0], [], [], []), ([0, 0, 0], [], [2], [-1, -1]), ([0], [], [1, 2], [])],
)
def test_empty_markets(start, program, quotas, expected):
    for solve in (deferred_acceptance, program_proposing):
        placed = solve(start, program, [], quotas)
        assert placed.tolist() == expected
        assert placed.dtype == np.int64
    assert count_blocking_pairs(start, program, [], quotas, expected) == 0


def test_arguments_stay_as_they_were():
    market = tuple(np.array(part) for part in random_market(1))
    before = [part.copy() for part in market]
    placed = deferred_acceptance(*market)
    program_proposing(*market)
    count_blocking_pairs(*market, placed)
    for part, was in zip(market, before, strict=True):
        assert (part == was).all()


def test_keys_that_do_not_fit_are_refused_rather_than_wrong():
    with pytest.raises(MarketError, match=r"needs keys of 6[4-9] bits"):
        deferred_acceptance([0, 1], [0], [2**60], [1])
    assert deferred_acceptance([0, 1], [0], [2**58], [1]).tolist() == [0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"start": [0, 1, 1]}, "start must begin with 0 and end with the number of rows"),
        ({"start": [1, 1, 2]}, "start must begin with 0"),
        ({"start": []}, "start must begin with 0"),
        ({"start": [0, 3, 2]}, "start must never fall"),
        ({"program": [0, 2]}, "program must be from 0 to 1"),
        ({"program": [-1, 0]}, "program must be from 0 to 1"),
        ({"program": [[0, 1]]}, "program must be a one-dimensional array of whole numbers"),
        ({"standing": [0.0, 1.0]}, "standing must be a one-dimensional array of whole numbers"),
        ({"standing": [0, 1, 2]}, "standing has 3 rows but program has 2"),
        ({"standing": [0, -2]}, "standing must be 0 or more, or -1"),
        ({"quotas": [1, -1]}, "quotas: program 1 has -1 positions; at least 0 are needed"),
        ({"quotas": [True, False]}, "quotas must be a one-dimensional array of whole numbers"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change, sentence):
    fine = {"start": [0, 1, 2], "program": [0, 1], "standing": [0, 0], "quotas": [1, 1]}
    for solve in (deferred_acceptance, program_proposing):
        assert solve(**fine).tolist() == [0, 1]
        with pytest.raises(MarketError) as caught:
            solve(**{**fine, **change})
        assert sentence in str(caught.value)


def test_all_that_does_not_fit_is_listed_at_once():
    with pytest.raises(MarketError) as caught:
        deferred_acceptance([0, 2, 1], [0, 9], [0, -5, 1], [1, -1])
    assert len(caught.value.problems) == 5


@pytest.mark.parametrize(
    ("placed", "sentence"),
    [
        ([0], "placed has shape (1,)"),
        ([0, 0], "program 0 holds 2 with 1 positions"),
        ([1, -1], "1 applicants are placed without a rank of each side"),
        ([-1, 1], "1 applicants are placed without a rank of each side"),
        ([7, -1], "1 applicants are placed without a rank of each side"),
    ],
)
def test_an_impossible_matching_is_refused(placed, sentence):
    """Both rank program 0; applicant 1 also ranks program 1, which did not rank back."""
    with pytest.raises(MarketError) as caught:
        count_blocking_pairs([0, 1, 3], [0, 0, 1], [0, 1, -1], [1, 1], placed)
    assert sentence in str(caught.value)


def test_the_matching_package_needs_only_numpy():
    """It runs where nothing else is installed, and starts fast."""
    code = (
        "import sys, engine.matching, engine.matching.soap; "
        "print([m for m in ('pandas', 'scipy', 'altair', 'ipywidgets') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
