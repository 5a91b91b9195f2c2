"""What is proved about the Match, tested on small markets against every stable matching."""

from __future__ import annotations

import random
from itertools import permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.matching import match, plain_match
from tests.engine.matching.matching_cases import (
    PROGRAMS,
    all_stable,
    contested_markets,
    markets,
    rank_of,
    some_of,
)


@given(markets())
def test_the_outcome_is_stable(market):
    stable = all_stable(*market)
    for side in ("applicants", "programs"):
        result = match(*market, proposing=side)
        assert result.placed in stable
        assert result.status == "stable"
        assert result.blocking_pairs == []


@given(markets())
def test_the_fast_and_the_plain_algorithm_agree(market):
    assert match(*market).placed == plain_match(*market)


def test_they_agree_on_thousands_of_markets():
    draw = random.Random(2027)
    several = 0
    for _ in range(2_000):
        names = [f"a{n}" for n in range(draw.randint(1, 12))]
        places = [f"p{n}" for n in range(draw.randint(1, 6))]
        market = (
            {a: draw.sample(places, draw.randint(0, len(places))) for a in names},
            {p: draw.sample(names, draw.randint(0, len(names))) for p in places},
            {p: draw.randint(0, 4) for p in places},
        )
        placed = match(*market).placed
        assert placed == plain_match(*market)
        several += any(placed.values())
    assert several > 1_500


@given(contested_markets())
def test_each_side_gets_its_best_stable_outcome(market):
    applicants, programs, _ = market
    stable = all_stable(*market)
    assume(len(stable) > 1)
    best, worst = match(*market).placed, match(*market, proposing="programs").placed
    assert best != worst
    for other in stable:
        for name in applicants:
            here = rank_of(applicants, name, other[name])
            assert rank_of(applicants, name, best[name]) <= here
            assert here <= rank_of(applicants, name, worst[name])
        for name in programs:
            # One position each: the roster is one applicant.
            mine = {placed: n for n, placed in worst.items()}[name]
            theirs = {placed: n for n, placed in other.items()}[name]
            assert programs[name].index(mine) <= programs[name].index(theirs)


@given(markets(most_applicants=5, most_programs=3))
def test_each_side_gets_its_best_stable_outcome_with_quotas(market):
    applicants, _, _ = market
    best = match(*market).placed
    worst = match(*market, proposing="programs").placed
    for other in all_stable(*market):
        for name in applicants:
            here = rank_of(applicants, name, other[name])
            assert rank_of(applicants, name, best[name]) <= here
            assert here <= rank_of(applicants, name, worst[name])


@given(markets(most_applicants=5))
def test_rural_hospitals(market):
    """The same people are unmatched, and unfilled programs get the same people, always."""
    _, programs, quotas = market

    def unmatched(placed):
        return {name for name, program in placed.items() if program is None}

    def roster(placed, program):
        return {name for name, where in placed.items() if where == program}

    stable = all_stable(*market)
    for one in stable:
        assert unmatched(one) == unmatched(stable[0])
        for program in programs:
            here, there = roster(one, program), roster(stable[0], program)
            assert len(here) == len(there)
            if len(here) < quotas[program]:
                assert here == there


@given(markets(), st.randoms())
def test_the_order_of_the_input_does_not_matter(market, random):
    def shuffled(mapping):
        names = list(mapping)
        random.shuffle(names)
        return {name: mapping[name] for name in names}

    assert match(*map(shuffled, market)).placed == match(*market).placed


@settings(max_examples=40)
@given(markets(most_applicants=4, most_programs=3))
def test_no_other_list_serves_an_applicant_better(market):
    """Every misreport of every applicant, judged by the true list."""
    applicants, programs, quotas = market
    honest = match(*market).placed
    lists = [
        list(order) for count in range(len(programs) + 1) for order in permutations(programs, count)
    ]
    for name in applicants:
        for lie in lists:
            got = match({**applicants, name: lie}, programs, quotas).placed[name]
            if got in applicants[name]:
                assert rank_of(applicants, name, honest[name]) <= rank_of(applicants, name, got)


@given(markets(), st.data())
def test_one_more_position_never_hurts_an_applicant(market, data):
    applicants, programs, quotas = market
    chosen = data.draw(st.sampled_from(sorted(programs)))
    before = match(*market).placed
    after = match(applicants, programs, {**quotas, chosen: quotas[chosen] + 1}).placed
    for name in applicants:
        assert rank_of(applicants, name, after[name]) <= rank_of(applicants, name, before[name])


@given(markets(), st.data())
def test_a_longer_list_never_turns_a_match_into_none(market, data):
    applicants, programs, quotas = market
    name = data.draw(st.sampled_from(sorted(applicants)))
    more = [program for program in data.draw(some_of(PROGRAMS)) if program in programs]
    longer = list(dict.fromkeys([*applicants[name], *more]))
    before = match(*market).placed[name]
    after = match({**applicants, name: longer}, programs, quotas).placed[name]
    assert before is None or after == before


@given(markets())
def test_a_rank_that_is_not_returned_changes_nothing(market):
    applicants, programs, quotas = market
    result = match(*market)
    one_sided = set(result.unreciprocated)
    for name, listed in {**applicants, **programs}.items():
        other_side = programs if name in applicants else applicants
        for entry in listed:
            assert ((name, entry) in one_sided) == (name not in other_side[entry])
    assert len(one_sided) == len(result.unreciprocated)
    cleaned = match(
        {a: [p for p in ranked if (a, p) not in one_sided] for a, ranked in applicants.items()},
        {p: [a for a in ranked if (p, a) not in one_sided] for p, ranked in programs.items()},
        quotas,
    )
    assert cleaned.placed == result.placed
    assert cleaned.unreciprocated == []
