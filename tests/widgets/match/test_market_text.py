"""Small markets as text: what is written is read again, and what is wrong is named by its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.match.market_text import (
    LONGEST_NAME,
    MOST_APPLICANTS,
    MOST_PAIRS,
    MOST_PROGRAMS,
    SmallMarket,
    read_text,
    write_market,
)
from widgets.match.worked_markets import WORKED

GOOD = {
    "applicants": "Ana: City, Lake\nBo: City\nDi:\nEd:",
    "programs": "City 1: Bo, Ana, Di\nLake 1: Ana, Ed",
    "couples": "Di + Ed: City Lake; City -",
}


def problems(**changed):
    """Change some boxes of a good market; return what each box says."""
    reading = read_text(**{**GOOD, **changed})
    assert reading.market is None
    return reading.problems


def only(box, **changed):
    """Return the problems of one box, the others having none."""
    said = problems(**changed)
    assert [name for name, found in said.items() if found] == [box]
    return list(said[box])


def test_a_market_is_read():
    reading = read_text(**GOOD)
    assert reading.market == SmallMarket(
        {"Ana": ("City", "Lake"), "Bo": ("City",), "Di": (), "Ed": ()},
        {"City": ("Bo", "Ana", "Di"), "Lake": ("Ana", "Ed")},
        {"City": 1, "Lake": 1},
        (("Di", "Ed", (("City", "Lake"), ("City", None))),),
    )
    assert not any(reading.problems.values())


@pytest.mark.parametrize("name", WORKED)
def test_every_worked_example_survives_the_text(name):
    assert len(WORKED) == 3
    assert read_text(**write_market(WORKED[name])).market == WORKED[name]


def test_blank_lines_and_spaces_do_not_matter_but_lines_are_counted_with_them():
    reading = read_text("\n  Ana :City ,  Lake\n\n", "City 1:Ana\n Lake   1 :")
    assert reading.market.applicants == {"Ana": ("City", "Lake")}
    assert reading.market.quotas == {"City": 1, "Lake": 1}
    assert read_text("\n\nAna: Hill", "City 1:").problems["applicants"] == (
        "Line 3: 'Ana' ranks 'Hill', which is not among the programs.",
    )


def test_names_of_several_words_need_a_plus_in_pairs():
    texts = {
        "applicants": "Di:\nEd:",
        "programs": "City East 1: Di\nLake 1: Ed",
        "couples": "Di + Ed: City East + Lake; City East + -",
    }
    reading = read_text(**texts)
    assert reading.market.couples[0][2] == (("City East", "Lake"), ("City East", None))
    assert write_market(reading.market) == texts


@pytest.mark.parametrize("minus", ["-", "\u2013", "\u2014", "\u2212"])
def test_every_minus_is_a_partner_unmatched(minus):
    reading = read_text(**{**GOOD, "couples": f"Di + Ed: City {minus}"})
    assert reading.market.couples[0][2] == (("City", None),)


@pytest.mark.parametrize(
    ("box", "text", "said"),
    [
        ("applicants", "Ana City\nBo:\nDi:\nEd:", "Line 1: 'Ana City' needs a name and a colon"),
        ("applicants", "Ana: City,\nBo:\nDi:\nEd:", "Line 1: there is a comma without a name"),
        ("applicants", "Ana: City; Lake\nBo:\nDi:\nEd:", "Line 1: 'City; Lake' is not a name"),
        ("applicants", "Ana: City, City\nBo:\nDi:\nEd:", "Line 1: 'Ana' ranks 'City' twice."),
        ("applicants", "Ana:\nBo:\nDi:\nEd:\nAna:", "Line 5: 'Ana' already has line 1."),
        ("applicants", "Ana: Hill\nBo:\nDi:\nEd:", "Line 1: 'Ana' ranks 'Hill', which is not"),
        ("applicants", "Ana:\nBo:\nDi: City\nEd:", "Line 3: 'Di' is in a couple, so"),
        ("applicants", "", "Nothing stands here yet; write a line for each applicant."),
        ("programs", "City: Bo\nLake 1:", "Line 1: 'City' must end in its number of positions"),
        ("programs", "City two: Bo\nLake 1:", "Line 1: 'City two' must end in its number of pos"),
        ("programs", "City 1.5: Bo\nLake 1:", "Line 1: 'City 1.5' must end in its number of pos"),
        ("programs", "City 9999: Bo\nLake 1:", "Line 1: 'City' has 9999 positions; the picture"),
        ("programs", "City -1: Bo\nLake 1:", "Line 1: 'City' has a quota of -1; it must be"),
        ("programs", "City 1: Zoe\nLake 1:", "Line 1: 'City' ranks 'Zoe', who is not among"),
        ("programs", "City 1:\nLake 1:\nAna 1:", "Line 3: 'Ana' is also the name of an applicant."),
        ("programs", "\n \n", "Nothing stands here yet; write a line for each program."),
        ("couples", "Di: City Lake", "Line 1: 'Di' must be two applicants, as in"),
        ("couples", "Di + Ed + Ana: City Lake", "Line 1: 'Di + Ed + Ana' must be two applicants"),
        ("couples", "Di + Ed: City", "Line 1: 'City' is not a pair: write two programs, or - for"),
        ("couples", "Di + Ed: City Lake City", "Line 1: 'City Lake City' is not a pair"),
        ("couples", "Di + Ed: City Lake;", "Line 1: '' is not a pair"),
        ("couples", "Di + Ed: - -", "Line 1: the couple 'Di' and 'Ed', pair 1: both unmatched"),
        ("couples", "Di + Ed: City Hill", "Line 1: the couple 'Di' and 'Ed', pair 1: 'Hill' is"),
        ("couples", "Di + Zoe: City Lake", "Line 1: the couple 'Di' and 'Zoe': 'Zoe' is not among"),
        ("couples", "Di + Di: City Lake", "Line 1: the couple 'Di' and 'Di': an applicant cannot"),
    ],
)
def test_each_mistake_is_one_sentence_at_its_line(box, text, said):
    found = only(box, **{box: text})
    assert len(found) == 1
    assert found[0].startswith(said)
    assert found[0].endswith(".")


def test_nobody_is_in_two_couples():
    assert only("couples", couples="Di + Ed: City -\nEd + Di: - City") == [
        "Line 2: 'Ed' is in the couple of line 1.",
        "Line 2: 'Di' is in the couple of line 1.",
    ]
    texts = {"applicants": "Ana:\nBo:\nDi:\nEd:", "couples": "Di + Ed: City -\nDi + Ana: City -"}
    assert only("couples", **texts) == ["Line 2: 'Di' is in the couple of line 1."]


def test_every_problem_of_every_box_is_told_at_once():
    said = problems(
        applicants="Ana: Hill, Moon\nBo City\nDi:\nEd:",
        programs="City -1: Ana, Ana\nLake one: Ed",
        couples="Di + Ed: City Lake City",
    )
    assert said["applicants"] == (
        "Line 2: 'Bo City' needs a name and a colon first, as in 'Arthur: City, Mercy'.",
    )
    twice, quota, count = said["programs"]
    assert twice == "Line 1: 'City' ranks 'Ana' twice."
    assert quota.startswith("Line 1: 'City' has a quota of -1; it must be a whole number")
    assert count == "Line 2: 'Lake one' must end in its number of positions, as in 'City 2'."
    assert said["couples"] == (
        "Line 1: 'City Lake City' is not a pair: write two programs, or - for none, with a "
        "plus between names of several words.",
    )


def test_nobody_is_blamed_for_ranking_somebody_whose_line_cannot_be_read():
    assert only("applicants", applicants="Ana City\nBo: City\nDi:\nEd:")
    assert only("programs", programs="City: Bo\nLake 1: Ana")
    # Lines that can be read are still held to what they say.
    assert problems(applicants="Ana City\nBo: Hill\nDi:\nEd:")["applicants"][1].startswith("Line 2")


def test_a_market_too_large_for_the_picture_is_refused_with_one_sentence():
    people = "\n".join(f"a{n}:" for n in range(MOST_APPLICANTS + 1))
    assert only("applicants", applicants=people, couples="")[0] == (
        f"There are {MOST_APPLICANTS + 1} lines; the picture has room for {MOST_APPLICANTS}."
    )
    places = "\n".join(f"p{n} 1:" for n in range(MOST_PROGRAMS + 1))
    assert only("programs", programs=places)[0] == (
        f"There are {MOST_PROGRAMS + 1} lines; the picture has room for {MOST_PROGRAMS}."
    )
    pairs = "; ".join(["City Lake"] * (MOST_PAIRS + 1))
    assert "the picture has room for" in only("couples", couples=f"Di + Ed: {pairs}")[0]
    long = "A" * (LONGEST_NAME + 1)
    found = only("applicants", applicants=f"{long}: City\nAna:\nBo:\nDi:\nEd:")
    assert "is longer than" in found[0]


def test_a_market_of_the_full_size_is_read():
    people = [f"Applicant {n}" for n in range(MOST_APPLICANTS)]
    places = [f"Program {n}" for n in range(MOST_PROGRAMS)]
    market = SmallMarket(
        dict.fromkeys(people, tuple(places)),
        dict.fromkeys(places, tuple(people)),
        dict.fromkeys(places, 2),
    )
    assert read_text(**write_market(market)).market == market


def test_many_problems_are_cut_short():
    unknown = ", ".join(f"x{n}" for n in range(30))
    found = only("applicants", applicants=f"Ana: {unknown}\nBo:\nDi:\nEd:")
    assert len(found) == 9
    assert found[-1] == "And 22 more."


NAMES = st.text("abcXYZ'-é .", min_size=1, max_size=9).map(lambda text: " ".join(text.split()))
GOOD_NAMES = NAMES.filter(lambda name: name not in ("", "-"))


@st.composite
def markets(draw):
    names = draw(st.lists(GOOD_NAMES, min_size=4, max_size=9, unique=True))
    people, places = names[2:], names[:2]
    pair = st.tuples(*[st.sampled_from([*places, None])] * 2).filter(any)
    pairs = draw(st.lists(pair, unique=True, max_size=4))
    couples = ((people[0], people[1], tuple(pairs)),) if draw(st.booleans()) else ()
    ranks = st.lists(st.sampled_from(places), unique=True).map(tuple)
    return SmallMarket(
        {name: () if couples and name in people[:2] else draw(ranks) for name in people},
        {p: tuple(draw(st.lists(st.sampled_from(people), unique=True))) for p in places},
        {program: draw(st.integers(0, 999)) for program in places},
        couples,
    )


@settings(max_examples=200, deadline=None)
@given(markets())
def test_what_is_written_is_read_again(market):
    assert read_text(**write_market(market)).market == market


@settings(max_examples=300, deadline=None)
@given(st.text(), st.text(), st.text())
def test_no_text_is_too_odd_to_be_answered(applicants, programs, couples):
    reading = read_text(applicants, programs, couples)
    assert (reading.market is None) == any(reading.problems.values())
