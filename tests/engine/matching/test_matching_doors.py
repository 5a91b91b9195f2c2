"""The doors of the Match: every kind of thing that once got in, or made an error of its own."""

from __future__ import annotations

import collections
import tracemalloc
import unicodedata
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest

from engine.base.errors import MarketError
from engine.matching import deferred_acceptance, match, run_soap, steps
from engine.matching.soap import offer_rounds

LISTS = {"Ana": ["City"], "Bo": ["City"]}, {"City": ["Bo", "Ana"]}, {"City": 1}
LONGEST = 300  # letters of one sentence; a quotation has 60


def problems_of(solve, *args, **kwargs):
    with pytest.raises(MarketError) as caught:
        solve(*args, **kwargs)
    assert all(len(problem) <= LONGEST for problem in caught.value.problems)
    return caught.value.problems


class Untold:
    """An object whose own code fails whenever it is asked."""

    def __repr__(self):
        raise RuntimeError("no words")

    def __hash__(self):
        raise RuntimeError("no number")

    def __eq__(self, other):
        raise RuntimeError("no likeness")

    def __bool__(self):
        raise RuntimeError("no truth")

    def __iter__(self):
        raise RuntimeError("no end")


class UntoldText(str):
    """A text whose own code fails."""

    __slots__ = ()
    __repr__, __hash__, __eq__ = Untold.__repr__, Untold.__hash__, Untold.__eq__


# Couples ------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [2, 3])
def test_nobody_is_in_two_couples_not_even_when_the_same_record_is_given_twice(times):
    market = {"a": [], "b": [], "z": ["4"]}, {"4": ["a", "b", "z"]}, {"4": 2}
    couple = ("a", "b", [("4", "4")])
    said = ("'a' is in more than one couple", "'b' is in more than one couple")
    assert problems_of(match, *market, couples=[couple] * times) == said
    turned = ("b", "a", [("4", "4")])
    assert sorted(problems_of(match, *market, couples=[couple, turned])) == list(said)
    assert match(*market, couples=[couple]).status == "stable"


# Rankings -----------------------------------------------------------------------------------

WITHOUT_ORDER = {
    "a set": ({"Ana", "Bo"}, "not a set, which has no order"),
    "a frozenset": (frozenset({"Ana", "Bo"}), "not a frozenset, which has no order"),
    "the keys of a mapping": ({"Ana": 1, "Bo": 2}.keys(), "not a dict_keys, which has no order"),
    "a mapping": ({"Ana": 1, "Bo": 2}, "not {'Ana': 1, 'Bo': 2}"),
    "a generator": ((name for name in ("Ana", "Bo")), "not a generator"),
    "a table": (pd.DataFrame({"Ana": [1], "Bo": [2]}), "not a DataFrame of 2 dimensions"),
    "a matrix": (np.array([["Ana"], ["Bo"]]), "not an array of 2 dimensions"),
    "a number without a dimension": (np.array("Ana"), "not an array of 0 dimensions"),
    "bytes": (b"Ana", "not b'Ana'"),
    "nothing": (None, "not None"),
}


@pytest.mark.parametrize(("given", "said"), WITHOUT_ORDER.values(), ids=WITHOUT_ORDER)
def test_what_has_no_order_is_no_ranking(given, said):
    sentence = f"the list of 'City' must be a list of names, {said}"
    assert problems_of(match, LISTS[0], {"City": given}, LISTS[2])[0] == sentence
    assert problems_of(run_soap, {"City": given}, {"City": 1}, lambda *_: None)[0] == sentence


def test_pairs_need_an_order_and_couples_none():
    market = {"Di": [], "Ed": []}, {"City": ["Di", "Ed"]}, {"City": 2}
    pairs = {("City", "City"), ("City", None)}
    said = "the list of the couple 'Di' and 'Ed' must be a list of pairs, not a set"
    assert said in problems_of(match, *market, [("Di", "Ed", pairs)])[0]
    said = "couples must be a list of couples, not a set, which has no order"
    assert problems_of(match, *market, {("Di", "Ed", tuple(pairs))}) == (said,)
    said = "couples must be a list of couples, not a DataFrame of 2 dimensions"
    assert problems_of(match, *market, pd.DataFrame({"one": ["Di"]})) == (said,)
    one_by_one = (couple for couple in [("Di", "Ed", [("City", "City")])])
    assert match(*market, one_by_one).placed == {"Di": "City", "Ed": "City"}


ORDERED = [list, tuple, collections.deque, np.array, pd.Series, pd.Index, collections.UserList]


@pytest.mark.parametrize("kind", ORDERED, ids=lambda kind: kind.__name__)
def test_what_has_an_order_is_a_ranking(kind):
    result = match(LISTS[0], {"City": kind(["Bo", "Ana"])}, LISTS[2])
    assert result.placed == {"Ana": None, "Bo": "City"}
    assert {type(name) for name in result.placed.values()} == {str, type(None)}


# Names --------------------------------------------------------------------------------------

COMPOSED, APART = (unicodedata.normalize(form, "José") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(("mine", "theirs"), [(COMPOSED, APART), (APART, COMPOSED)])
def test_accents_typed_in_two_ways_are_one_name_and_the_owner_spells_it(mine, theirs):
    assert mine != theirs
    result = match({mine: [theirs]}, {mine: [theirs]}, {theirs: 1})
    assert result.placed == {mine: mine}
    assert result.why(theirs, theirs) == result.why(mine, mine)
    assert result.unreciprocated == []
    couple = [(theirs, "Di", [(theirs, None)])]
    assert match({mine: [], "Di": []}, {mine: [theirs]}, {mine: 1}, couple).placed[mine] == mine
    soap = run_soap({mine: [theirs]}, {theirs: 1}, lambda *_: theirs)
    assert soap.placed == {COMPOSED: mine}


def test_one_name_typed_in_two_ways_is_ranked_twice_or_given_twice():
    both = [COMPOSED, APART]
    said = problems_of(match, {"Ana": both}, {COMPOSED: ["Ana"]}, {COMPOSED: 1})
    assert said == ("'Ana' ranks 'José' twice",)
    said = problems_of(match, dict.fromkeys(both, ()), {}, {})
    assert said == ("applicants has the name 'José' twice, with its accents typed differently",)
    said = problems_of(match, {}, {COMPOSED: []}, dict.fromkeys(both, 1))
    assert said == ("quotas names 'José' twice",)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Ci\u200bty", "(U+200B) after 'Ci'"),
        ("\ufeffCity", "(U+FEFF) at its beginning"),
        ("City\u00ad", "(U+00AD) after 'City'"),
        ("Ci\u202ety", "(U+202E) after 'Ci'"),
        ("Ci\tty", "(U+0009) after 'Ci'"),
        ("Ci\x00ty", "(U+0000) after 'Ci'"),
        ("Ci\u2028ty", "(U+2028) after 'Ci'"),
        ("Ci\ud83dty", "(U+D83D) after 'Ci'"),
        ("Ci\ufe0fty", "(U+FE0F) after 'Ci'"),
        ("Ci\u3164ty", "(U+3164) after 'Ci'"),
        ("\U000e0041City", "(U+E0041) at its beginning"),
    ],
)
def test_what_nobody_sees_in_a_name_is_pointed_at(name, where):
    said = f"{name!r} holds an invisible character {where}"
    assert problems_of(match, {}, {name: []}, {name: 1})[0] == said
    assert said in problems_of(match, {"Ana": [name]}, {"City": ["Ana"]}, {"City": 1})
    assert said in problems_of(run_soap, {"City": [name]}, {"City": 1}, lambda *_: None)
    assert said in problems_of(steps, {name: []}, {}, {})


@pytest.mark.parametrize("name", ["Sørlandet", "北京", "محمد", "O'Neil & <b>Sons</b>", "Élise 🏥"])
def test_names_of_every_script_are_fine(name):
    assert match({name: [name]}, {name: [name]}, {name: 1}).placed == {name: name}


# Sizes and objects --------------------------------------------------------------------------

HUGE = "x" * 10_000_000


@pytest.mark.parametrize(
    "market",
    [
        ({"Ana": [HUGE]}, {"City": []}, {"City": 1}),
        ({HUGE: []}, {}, {}),
        ({"Ana": HUGE}, {}, {}),
        ({"Ana": [["City"] * 1_000_000]}, {"City": []}, {"City": 1}),
        ({}, {"City": []}, {"City": HUGE}),
        ({}, {"City": []}, {HUGE: 1, "City": 1}),
        ({}, {"City": []}, {"City": 10**5_000}),
        ({}, {"City": []}, {"City": -(10**5_000)}),
        (HUGE, {}, {}),
        ({}, {}, HUGE),
        ({}, {}, {}, HUGE),
        ({}, {}, {}, [HUGE]),
        ({"Di": [], "Ed": []}, {}, {}, [(HUGE, "Ed", [])]),
        ({"Di": [], "Ed": []}, {}, {}, [("Di", "Ed", [HUGE])]),
        ({"Di": [], "Ed": []}, {}, {}, [("Di", "Ed", [(HUGE, None)])]),
        ({}, {}, {}, (), HUGE),
    ],
    ids=range(16),
)
def test_a_sentence_stays_short_whatever_it_is_about(market):
    tracemalloc.start()
    assert len(problems_of(match, *market)) <= 3
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3_000_000


def test_of_very_many_problems_the_message_lists_the_first():
    applicants = {f"a{n}": ["Hill"] for n in range(5_000)}
    with pytest.raises(MarketError) as caught:
        match(applicants, {}, {})
    assert len(caught.value.problems) == 5_000
    lines = str(caught.value).splitlines()
    assert lines[0] == "5,000 problems:"
    assert lines[1] == "- 'a0' ranks 'Hill', which is not among the programs"
    assert lines[-1] == "- and 4,800 more"
    assert len(lines) == 202


ENDLESS: list = []
ENDLESS.append(ENDLESS)
STRANGE = {
    "an object that fails": Untold(),
    "a text that fails": UntoldText("City"),
    "an array": np.array(["City", "Lake"]),
    "a list without end": ENDLESS,
}


@pytest.mark.parametrize("thing", STRANGE.values(), ids=STRANGE)
def test_what_a_callers_object_does_never_gets_out(thing):
    couple = {"Di": [], "Ed": []}, {"City": ["Di"], "Lake": []}, {"City": 1, "Lake": 1}
    for market in (
        ({"Ana": thing}, *LISTS[1:]),
        ({"Ana": [thing]}, *LISTS[1:]),
        (LISTS[0], {"City": [thing]}, LISTS[2]),
        (*LISTS[:2], {"City": thing}),
        (thing, *LISTS[1:]),
        (*LISTS[:2], thing),
        (*couple, thing),
        (*couple, [thing]),
        (*couple, [("Di", thing, [("City", "Lake")])]),
        (*couple, [("Di", "Ed", thing)]),
        (*couple, [("Di", "Ed", [thing])]),
        (*couple, [("Di", "Ed", [(thing, "Lake"), (None, thing), (thing, thing)])]),
        (*LISTS, (), thing),
    ):
        with suppress(MarketError):
            match(*market)
    problems_of(match, *LISTS, stability=thing)
    problems_of(match(*LISTS).why, thing, thing)


@pytest.mark.parametrize("ragged", [[[1], [1, 2]], [Untold()], 7, "0", [0.5], [2**70], [True]])
def test_arrays_that_are_none_are_named(ragged):
    said = "start must be a one-dimensional array of whole numbers"
    assert problems_of(deferred_acceptance, ragged, [0], [0], [1]) == (said,)


def test_a_standing_too_large_is_refused_and_not_read_as_not_ranked():
    over = np.array([2**64 - 1], np.uint64)
    said = problems_of(deferred_acceptance, [0, 1], [0], over, [1])
    assert said == (f"standing holds {2**64 - 1}; numbers must be below 2**63",)
    assert "preference_key holds" in problems_of(
        offer_rounds, [0], [0], [0], over, [1], [True], applicants=1
    )[0]  # fmt: skip


# Answers in SOAP ----------------------------------------------------------------------------


def stops(*_):
    raise StopIteration


def fails(*_):
    raise RuntimeError(HUGE)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (stops, "answer failed for 'Ana' in round 1: StopIteration()"),
        (lambda: None, "answer failed for 'Ana' in round 1: TypeError("),
        (fails, "answer failed for 'Ana' in round 1: RuntimeError('xxx"),
        (lambda *_: np.array(["City", "Lake"]), "'Ana' answered array(["),
        (lambda *_: Untold(), "'Ana' answered an object of type Untold that cannot be shown in"),
        (lambda *_: HUGE, "'Ana' answered 'xxx"),
        (lambda *_: True, "'Ana' answered True in round 1; it must be None or one of ['City']"),
    ],
)
def test_an_answer_that_fails_is_told_apart_from_our_own_errors(answer, said):
    assert problems_of(run_soap, {"City": ["Ana"]}, {"City": 1}, answer)[0].startswith(said)


def test_the_cause_of_a_failed_answer_stays_with_it():
    with pytest.raises(MarketError) as caught:
        run_soap({"City": ["Ana"]}, {"City": 1}, stops)
    assert isinstance(caught.value.__cause__, StopIteration)


@pytest.mark.parametrize("rounds", [10**9, np.int64(10**9)])
def test_rounds_end_when_nothing_can_change_any_more(rounds):
    result = run_soap({"City": ["Ana", "Bo"]}, {"City": 1}, lambda *_: None, rounds)
    assert [offer[:3] for offer in result.offers] == [(1, "City", "Ana"), (2, "City", "Bo")]
    assert problems_of(run_soap, {}, {}, lambda *_: None, rounds=10**5_000) == (
        "rounds is too long a number; it must be a whole number from 1 to 1000000000",
    )


def test_two_matches_are_equal_where_everybody_is_placed_alike_and_markets_are_themselves():
    one, same, wider = (match({"Ana": ["City"]}, {"City": ["Ana"]}, {"City": n}) for n in (1, 1, 2))
    assert one == same == wider
    assert one.lists == one.lists
    assert one.lists != same.lists
    assert len({one.lists, same.lists}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
