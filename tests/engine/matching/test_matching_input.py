"""Bad and awkward input: one report that names every culprit, and no fault of a rival repeated."""

from __future__ import annotations

import copy
import sys
import warnings
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.errors import MarketError
from engine.matching import match, steps
from tests.engine.matching.matching_cases import all_stable, markets

FINE = (
    {"Ana": ["City", "Lake"], "Bo": ["City"], "Cy": []},
    {"City": ["Bo", "Ana"], "Lake": ["Ana", "Cy"]},
    {"City": 1, "Lake": 1},
)


def refused(*args, **kwargs):
    with pytest.raises(MarketError) as caught:
        match(*args, **kwargs)
    return caught.value.problems


def test_every_problem_is_reported_at_once_with_the_culprit():
    problems = refused(
        {"Ana": ["City", "City", "Hill"], "Bo": "City", "Cy": ["Lake", None], "": [], "Di": []},
        {"City": ["Ana", "Eve", "Ana"], "Lake": 3, "Oak": ["Cy"]},
        {"City": -1, "Lake": 1.5, "Pine": 2},
        couples=[
            ("Ana", "Di", [("City", "Lake")]),
            ("Di", "Zoe", [("City",), ("Hill", "Lake"), (None, None)]),
            ("Bo", "Bo", "City"),
            "Bo and Cy",
        ],
        proposing="hospitals",
        stability="both",
    )
    for part in (
        "proposing is 'hospitals'",
        "stability is 'both'",
        "'Ana' ranks 'City' twice",
        "'Ana' ranks 'Hill', which is not among the programs",
        "the list of 'Bo' must be a list of names, not the text 'City'",
        "the list of 'Cy' has None, which is not a name",
        "applicants has the name '', which is not a name",
        "'City' ranks 'Ana' twice",
        "'City' ranks 'Eve', who is not among the applicants",
        "the list of 'Lake' must be a list of names, not 3",
        "'City' has a quota of -1; it must be a whole number from 0 to 1,000,000,000",
        "'Lake' has a quota of 1.5",
        "quotas names 'Pine'",
        "'Oak' has a list but no quota",
        "'Ana' is in a couple, so the couple's pairs are the list",
        "'Di' is in more than one couple",
        "the couple 'Di' and 'Zoe': 'Zoe' is not among the applicants",
        "the couple 'Di' and 'Zoe', pair 1: ('City',) is not a pair of programs",
        "pair 2: 'Hill' is not among the programs",
        "pair 3: both unmatched is what is left without a pair",
        "an applicant cannot be a couple alone",
        "the list of the couple 'Bo' and 'Bo' must be a list of pairs, not the text 'City'",
        "couple 'Bo and Cy' must be two applicants and their list of pairs",
    ):
        assert any(part in problem for problem in problems), part
    assert len(problems) == len(set(problems)) == 23


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        (0, ["Ana"], "applicants must map each name to a list of names, not ['Ana']"),
        (0, {"Ana": None}, "the list of 'Ana' must be a list of names, not None"),
        (0, {"Ana": {"City": 1}}, "the list of 'Ana' must be a list of names, not {'City': 1}"),
        (0, {7: ["City"]}, "applicants has the name 7, which is not a name"),
        (1, None, "programs must map each name to a list of names, not None"),
        (2, 3, "quotas must map each program to a whole number, not 3"),
        (2, {"City": True, "Lake": 1}, "'City' has a quota of True"),
        (2, {"City": "2", "Lake": 1}, "'City' has a quota of the text '2'"),
        (2, {"City": float("nan"), "Lake": 1}, "'City' has a quota of nan"),
        (2, {"City": None, "Lake": 1}, "'City' has a quota of None"),
        (2, {"City": 10**30, "Lake": 1}, "'City' has a quota of 1000000000"),
        (3, 5, "couples must be a list of couples, not 5"),
        (3, [("Ana",)], "couple ('Ana',) must be two applicants and their list of pairs"),
        (3, [("Cy", "Cy", [])], "an applicant cannot be a couple alone"),
        (3, [("Cy", ["Bo"], [])], "['Bo'] is not among the applicants"),
        (3, [("Cy", "Bo", [("City", 2)])], "pair 1: 2 is not among the programs"),
        (3, [("Cy", "Bo", [["City", "Lake"]] * 2)], "pair 2: the same as pair 1"),
    ],
)
def test_one_fault_one_sentence(place, value, sentence):
    args = [*FINE, ()]
    args[place] = value
    assert any(sentence in problem for problem in refused(*args))


def test_programs_propose_to_single_applicants_only():
    couple = [("Bo", "Cy", [("City", "Lake")])]
    applicants = {"Ana": [], "Bo": [], "Cy": []}
    problems = refused(applicants, *FINE[1:], couple, proposing="programs")
    assert problems == ("with couples, only applicants can propose",)


def test_stability_is_named_never_positional():
    with pytest.raises(TypeError):
        match(*FINE, (), "applicants", "keep")


def test_arguments_stay_as_they_were_and_the_market_can_be_solved_again():
    """`matching` 1.4.3 empties the lists it is given: the second solve raises."""
    before = copy.deepcopy(FINE)
    first = match(*FINE)
    assert before == FINE
    assert match(*FINE) == first


def test_no_warnings_and_no_change_to_how_warnings_are_shown():
    """Importing `matching` 1.4.3 turns every warning of the session on."""
    with warnings.catch_warnings(record=True) as caught:
        filters = list(warnings.filters)
        match(*FINE)
        assert warnings.filters == filters
    assert caught == []


def test_ranks_that_are_not_returned_are_ignored_and_reported():
    """`matching` #68, #109: a program ranks somebody who did not rank it, and the reverse."""
    result = match(
        {"Ana": ["City"], "Bo": ["Lake"]},
        {"City": ["Bo", "Ana"], "Lake": []},
        {
            "City": 1,
            "Lake": 1,
        },
    )
    assert result.placed == {"Ana": "City", "Bo": None}
    assert result.unreciprocated == [("Bo", "Lake"), ("City", "Bo")]


@given(markets())
def test_programs_that_rank_everybody_can_still_propose(market):
    """`matching` #173: the program-optimal solver raised when seats were short."""
    applicants, programs, quotas = market
    everybody = {name: list(applicants) for name in programs}
    result = match(applicants, everybody, quotas, proposing="programs")
    assert result.placed in all_stable(applicants, everybody, quotas)


@pytest.mark.parametrize("proposing", ["applicants", "programs"])
def test_a_quota_of_zero_is_fine(proposing):
    """`matching` #112, matchingR #48 and algmatch: an exception or a wrong answer."""
    result = match(*FINE[:2], {"City": 0, "Lake": 1}, proposing=proposing)
    assert result.placed == {"Ana": "Lake", "Bo": None, "Cy": None}
    assert result.unfilled == {"City": 0, "Lake": 0}


def test_a_negative_quota_is_refused():
    """`matching` admits two, algmatch never returns."""
    assert refused(*FINE[:2], {"City": -1, "Lake": -2}) == (
        "'City' has a quota of -1; it must be a whole number from 0 to 1,000,000,000",
        "'Lake' has a quota of -2; it must be a whole number from 0 to 1,000,000,000",
    )


@pytest.mark.parametrize("proposing", ["applicants", "programs"])
def test_an_empty_list_keeps_its_owner_in_the_result(proposing):
    """`matching` raises, or with clean=True the applicant vanishes; others leave the name out."""
    result = match(
        {"Ana": [], "Bo": ["City"]},
        {"City": ["Bo"], "Lake": []},
        {
            "City": 1,
            "Lake": 1,
        },
        proposing=proposing,
    )
    assert result.placed == {"Ana": None, "Bo": "City"}


def test_an_empty_market_is_a_market():
    assert match({}, {}, {}).placed == {}
    assert match({"Ana": []}, {}, {}).placed == {"Ana": None}
    assert match({}, {"City": []}, {"City": 2}).unfilled == {"City": 2}


def test_a_newcomer_is_compared_with_the_lowest_held_not_the_latest():
    """A published implementation keeps {a0, a3} here."""
    applicants = {name: ["City"] for name in ("a0", "a1", "a2", "a3")}
    result = match(applicants, {"City": ["a3", "a1", "a2", "a0"]}, {"City": 2})
    assert result.roster["City"] == ("a3", "a1")


def test_a_very_long_chain_needs_no_recursion():
    """`matching` stops at about 1,000 applicants with RecursionError."""
    count = 3 * sys.getrecursionlimit()
    applicants = {f"a{n}": [f"p{n}", f"p{n + 1}"] for n in range(count)}
    applicants["late"] = ["p0"]
    programs = {f"p{n}": [f"a{n - 1}", f"a{n}"] for n in range(1, count)}
    programs["p0"] = ["late", "a0"]
    programs[f"p{count}"] = [f"a{count - 1}"]
    result = match(applicants, programs, dict.fromkeys(programs, 1))
    assert result.placed["late"] == "p0"
    assert all(result.placed[f"a{n}"] == f"p{n + 1}" for n in range(count))
    assert len(result.chain("a0", "p0")) == 1


def test_a_matching_that_covers_more_is_not_stable():
    """`matching` #46, #67: people expect everybody to be placed. The Match does not."""
    applicants = {"Ana": ["City", "Lake"], "Bo": ["City"]}
    programs = {"City": ["Ana", "Bo"], "Lake": ["Ana"]}
    result = match(applicants, programs, {"City": 1, "Lake": 1})
    assert result.placed == {"Ana": "City", "Bo": None}
    assert all_stable(applicants, programs, {"City": 1, "Lake": 1}) == [result.placed]


def test_one_name_may_stand_on_both_sides():
    result = match({"Lee": ["Lee"]}, {"Lee": ["Lee"]}, {"Lee": 1})
    assert result.placed == {"Lee": "Lee"}


def test_lists_may_be_any_sequence_and_numbers_any_whole_number():
    import numpy as np

    result = match(
        {"Ana": ("City",), "Bo": np.array(["City"])}, {"City": ("Bo", "Ana")}, {"City": np.int64(1)}
    )
    assert result.placed == {"Ana": None, "Bo": "City"}


def test_steps_refuse_bad_input_at_once():
    with pytest.raises(MarketError):
        steps({"Ana": ["Hill"]}, {}, {})


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["Ana", "Bo", "City", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.sampled_from(["Ana", "Bo", "City", "Lake", 3]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(anything, anything, anything, anything)
def test_whatever_comes_is_answered_or_refused(applicants, programs, quotas, couples):
    with suppress(MarketError):
        assert set(match(applicants, programs, quotas, couples).placed) == set(applicants)


@given(markets(), st.data())
def test_a_fault_put_into_a_good_market_is_found(market, data):
    applicants, programs, quotas = (dict(part) for part in market)
    name, program = sorted(applicants)[0], sorted(programs)[0]
    fault = data.draw(st.sampled_from(["unknown", "twice", "negative", "missing", "stranger"]))
    if fault == "unknown":
        applicants[name] = [*applicants[name], "Hill"]
    elif fault == "twice":
        applicants[name] = [program, program]
    elif fault == "negative":
        quotas[program] = -3
    elif fault == "missing":
        del quotas[program]
    else:
        programs[program] = [*programs[program], "Eve"]
    assert len(refused(applicants, programs, quotas)) == 1
