"""The official rounds of SOAP: the rules one by one, and both forms against each other."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.errors import MarketError
from engine.matching.soap import offer_rounds, run_soap


def take_first(applicant, offers, round):
    return offers[0]


def test_offers_go_out_in_list_order_to_as_many_as_positions_are_open():
    result = run_soap({"City": ["Ana", "Bo", "Cy"]}, {"City": 2}, take_first)
    assert result.offers == [(1, "City", "Ana", "accepted"), (1, "City", "Bo", "accepted")]
    assert result.placed == {"Ana": "City", "Bo": "City", "Cy": None}
    assert result.unfilled == {"City": 0}


def test_a_refusal_frees_the_position_for_the_next_round_only():
    asked = []

    def answer(applicant, offers, round):
        asked.append((round, applicant))
        return offers[0] if applicant == "Cy" else None

    result = run_soap({"City": ["Ana", "Bo", "Cy"]}, {"City": 1}, answer)
    assert asked == [(1, "Ana"), (2, "Bo"), (3, "Cy")]
    assert result.placed["Cy"] == "City"


def test_an_offer_that_lapsed_never_returns():
    asked = []

    def answer(applicant, offers, round):
        asked.append((round, applicant, tuple(offers)))

    result = run_soap({"City": ["Ana"], "Lake": ["Bo", "Ana"]}, {"City": 1, "Lake": 1}, answer)
    assert asked == [(1, "Ana", ("City",)), (1, "Bo", ("Lake",)), (2, "Ana", ("Lake",))]
    assert result.unfilled == {"City": 1, "Lake": 1}


def test_an_acceptance_binds_and_leaves_all_other_lists():
    result = run_soap(
        {"City": ["Ana"], "Lake": ["Bo", "Ana"]},
        {"City": 1, "Lake": 1},
        lambda applicant, offers, round: offers[0] if applicant == "Ana" else None,
    )
    assert result.offers == [(1, "City", "Ana", "accepted"), (1, "Lake", "Bo", "declined")]


def test_several_offers_may_be_held_and_are_named_in_alphabetical_order():
    seen = {}

    def answer(applicant, offers, round):
        seen[applicant] = offers
        return offers[-1]

    result = run_soap(
        {"Oak": ["Ana"], "City": ["Ana"], "Lake": ["Ana"]},
        {"Oak": 1, "City": 1, "Lake": 1},
        answer,
    )
    assert seen == {"Ana": ["City", "Lake", "Oak"]}
    assert result.placed == {"Ana": "Oak"}
    assert [(program, what) for _, program, _, what in result.offers] == [
        ("City", "declined"),
        ("Lake", "declined"),
        ("Oak", "accepted"),
    ]


def test_applicants_are_asked_in_alphabetical_order():
    asked = []
    run_soap(
        {"City": ["Zoe", "Ana"], "Best": ["Moe"]},
        {"City": 2, "Best": 1},
        lambda applicant, offers, round: asked.append(applicant),
    )
    assert asked == ["Ana", "Moe", "Zoe"]


def test_the_rounds_end_the_offers():
    lists = {"City": ["Ana", "Bo", "Cy", "Di", "Ed"]}
    result = run_soap(lists, {"City": 1}, lambda applicant, offers, round: None)
    assert [number for number, *_ in result.offers] == [1, 2, 3, 4]
    result = run_soap(lists, {"City": 1}, lambda applicant, offers, round: None, rounds=2)
    assert len(result.offers) == 2


def test_no_positions_no_offers():
    result = run_soap({"City": ["Ana"]}, {"City": 0}, take_first)
    assert result.offers == []
    assert result.placed == {"Ana": None}


def test_every_fault_is_reported_at_once():
    with pytest.raises(MarketError) as caught:
        run_soap(
            {"City": ["Ana", "Ana"], "Lake": "Bo", "Oak": ["Cy", 7], "Elm": ["Di"]},
            {"City": -1, "Lake": 1.5, "Oak": True, "Pine": 2},
            None,
            rounds=0,
        )
    text = str(caught.value)
    for part in (
        "'City' ranks 'Ana' twice",
        "the list of 'Lake' must be a list of names, not the text 'Bo'",
        "the list of 'Oak' has 7, which is not a name",
        "'City' has a number of positions of -1",
        "'Lake' has a number of positions of 1.5",
        "'Oak' has a number of positions of True",
        "positions names 'Pine'",
        "'Elm' has a list but no number of positions",
        "rounds is 0",
        "answer must be a function",
    ):
        assert part in text
    assert len(caught.value.problems) == 10


def test_wrong_answers_are_reported_together():
    with pytest.raises(MarketError) as caught:
        run_soap(
            {"City": ["Ana", "Bo"]},
            {"City": 2},
            lambda applicant, offers, round: "Lake" if applicant == "Ana" else 3,
        )
    assert caught.value.problems == (
        "'Ana' answered 'Lake' in round 1; it must be None or one of ['City']",
        "'Bo' answered 3 in round 1; it must be None or one of ['City']",
    )


def test_arguments_stay_as_they_were():
    lists, positions = {"City": ["Ana", "Bo"]}, {"City": 1}
    before = copy.deepcopy((lists, positions))

    def answer(applicant, offers, round):
        offers.clear()  # what it is handed is its own copy

    run_soap(lists, positions, answer)
    assert (lists, positions) == before
    open_positions = np.array([1, 2])
    offer_rounds([0, 1], [0, 1], [0, 0], [0, 0], open_positions, [True, True], applicants=2)
    assert open_positions.tolist() == [1, 2]


@st.composite
def soap_tables(draw):
    programs = draw(st.integers(1, 5))
    applicants = draw(st.integers(1, 7))
    people = st.integers(0, applicants - 1)
    lists = [draw(st.lists(people, unique=True)) for _ in range(programs)]
    positions = [draw(st.integers(0, 3)) for _ in range(programs)]
    likings = [draw(st.permutations(range(programs))) for _ in range(applicants)]
    rounds = draw(st.integers(1, 5))
    pair = st.tuples(
        st.integers(1, rounds), st.integers(0, programs - 1), st.integers(0, applicants - 1)
    )
    lapse = draw(st.sets(pair, max_size=30))
    return lists, positions, likings, rounds, lapse


def as_rows(lists, likings, rounds, lapse):
    """Rows in a scrambled order, those off a list among them."""
    applicants = len(likings)
    table = [
        (p, a, lists[p].index(a) if a in lists[p] else -1, likings[a].index(p))
        for a in reversed(range(applicants))
        for p in range(len(lists))
    ]
    will = [[(number, p, a) not in lapse for p, a, *_ in table] for number in range(1, rounds + 1)]
    return np.array(table, int).T, np.array(will, bool)


@given(soap_tables())
def test_both_forms_agree(table):
    lists, positions, likings, rounds, lapse = table

    def answer(applicant, offers, number):
        a = int(applicant[1:])
        fine = [o for o in offers if (number, int(o[1:]), a) not in lapse]
        return min(fine, key=lambda o: likings[a].index(int(o[1:])), default=None)

    by_name = run_soap(
        {f"p{p}": [f"a{a}" for a in listed] for p, listed in enumerate(lists)},
        {f"p{p}": n for p, n in enumerate(positions)},
        answer,
        rounds,
    )
    columns, will = as_rows(lists, likings, rounds, lapse)
    arrays = offer_rounds(*columns, positions, will, rounds, applicants=len(likings))
    for name, program in by_name.placed.items():
        at = arrays.placed[int(name[1:])]
        assert program == (f"p{at}" if at >= 0 else None)
    sent = {
        (int(number), f"p{p}", f"a{a}")
        for number, p, a in zip(arrays.offered, columns[0], columns[1], strict=True)
        if number
    }
    assert sent == {offer[:3] for offer in by_name.offers}
    left = np.array(positions) - arrays.filled.sum(axis=0)
    assert left.tolist() == list(by_name.unfilled.values())
    for a, number in enumerate(arrays.round):
        accepted = [o[0] for o in by_name.offers if o[2] == f"a{a}" and o[3] == "accepted"]
        assert accepted == ([number] if number else [])


@given(soap_tables(), soap_tables())
def test_two_seasons_side_by_side_do_not_touch(one, two):
    def alone(table):
        lists, positions, likings, _, lapse = table
        columns, will = as_rows(lists, likings, 4, lapse)
        return columns, will, positions, len(likings)

    (c1, w1, q1, a1), (c2, w2, q2, a2) = alone(one), alone(two)
    apart = [
        offer_rounds(*c, q, w, applicants=a) for c, w, q, a in ((c1, w1, q1, a1), (c2, w2, q2, a2))
    ]
    shifted = c2 + np.array([len(q1), a1, 0, 0])[:, None]
    together = offer_rounds(
        *np.hstack([c1, shifted]), q1 + q2, np.hstack([w1, w2]), applicants=a1 + a2
    )
    moved = np.where(apart[1].placed >= 0, apart[1].placed + len(q1), -1)
    assert together.placed.tolist() == [*apart[0].placed, *moved]
    assert together.round.tolist() == [*apart[0].round, *apart[1].round]
    assert together.filled.tolist() == np.hstack([apart[0].filled, apart[1].filled]).tolist()


def test_equal_places_and_very_large_places_are_settled_by_row():
    big = 2**61
    result = offer_rounds([0, 0], [1, 0], [big, big], [0, 0], [1], [True, True], applicants=2)
    assert result.placed.tolist() == [-1, 0]
    result = offer_rounds([1, 0], [0, 0], [0, 0], [5, 5], [1, 1], [True, True], applicants=1)
    assert result.placed.tolist() == [1]


def test_no_applications_at_all():
    empty: list[int] = []
    result = offer_rounds(empty, empty, empty, empty, [2, 1], [], applicants=3)
    assert result.placed.tolist() == [-1, -1, -1]
    assert result.filled.tolist() == [[0, 0]] * 4


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"program": [0, 9]}, "program must be from 0 to 1"),
        ({"applicant": [0, -1]}, "applicant must be from 0 to 1"),
        ({"standing": [0, -2]}, "standing must be 0 or more"),
        ({"standing": [0]}, "standing has 1 rows but program has 2"),
        (
            {"preference_key": [0.5, 1.0]},
            "preference_key must be a one-dimensional array of whole numbers",
        ),
        ({"open_positions": [1, -1]}, "open_positions must be zero or more"),
        ({"answers": [1, 0]}, "answers must be True or False"),
        ({"answers": [True]}, "answers has shape (1,)"),
        ({"rounds": 0}, "rounds is 0"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change, sentence):
    fine = {
        "program": [0, 1],
        "applicant": [0, 1],
        "standing": [0, 0],
        "preference_key": [0, 0],
        "open_positions": [1, 1],
        "answers": [True, True],
        "applicants": 2,
    }
    assert offer_rounds(**fine).placed.tolist() == [0, 1]
    with pytest.raises(MarketError) as caught:
        offer_rounds(**{**fine, **change})
    assert sentence in str(caught.value)
