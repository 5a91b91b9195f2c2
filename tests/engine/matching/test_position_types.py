"""Position types, supplemental lists and reversions: the rules, and every small market."""

from __future__ import annotations

import random
from itertools import product

import pytest

from engine import match
from engine.base.errors import MarketError
from engine.matching import plain_match
from engine.matching.positions import ALL_YEARS, FIRST_YEAR, LATER_YEARS, types_open_to

# --- by the rules -----------------------------------------------------------------------------


def test_a_supplemental_list_is_tried_only_while_its_advanced_program_holds():
    result = match(
        {"Ana": ["City", "Lake"], "Bo": ["City"]},
        {"City": ["Bo", "Ana"], "Lake": ["Ana"], "Oak": ["Ana", "Bo"]},
        {"City": 1, "Lake": 1, "Oak": 1},
        supplemental={"Ana": {"City": ["Oak"]}},
    )
    assert (result.placed["Ana"], result.first_year["Ana"]) == ("Lake", None)
    assert result.unfilled["Oak"] == 1
    assert result.why("Ana", "Oak") == (
        "Ana is not placed at City, so no supplemental list with Oak is tried."
    )


def test_the_advanced_match_stands_when_no_first_year_holds_and_nothing_further_is_tried():
    result = match(
        {"Ana": ["City", "Lake"], "Bo": ["Oak"]},
        {"City": ["Ana"], "Lake": ["Ana"], "Oak": ["Bo", "Ana"]},
        {"City": 1, "Lake": 1, "Oak": 1},
        supplemental={"Ana": {"City": ["Oak"]}},
    )
    assert result.placed == {"Ana": "City", "Bo": "Oak"}
    assert result.partially_matched == {"Ana": "advanced", "Bo": "preliminary"}
    assert result.why("Ana", "Oak") == (
        "Oak ranked Ana 2, below the last admitted: its 1 position is filled down to rank 1 (Bo)."
    )
    assert result.why("Ana", "Lake") == (
        "Ana is placed at City, rank 1 on Ana's list, above Lake, rank 2."
    )


def test_who_loses_the_advanced_position_gives_the_first_year_back():
    # Ana comes first and takes Oak away from Bo; Cy then bumps her from City.
    result = match(
        {"Ana": ["City"], "Bo": ["Oak"], "Cy": ["Mercy", "City"], "Di": ["Mercy"]},
        {"City": ["Cy", "Ana"], "Oak": ["Ana", "Bo"], "Mercy": ["Di", "Cy"]},
        {"City": 1, "Oak": 1, "Mercy": 1},
        supplemental={"Ana": {"City": ["Oak"]}},
    )
    assert result.status == "stable"
    assert result.placed == {"Ana": None, "Bo": "Oak", "Cy": "City", "Di": "Mercy"}
    assert result.first_year == {"Ana": None}


def test_one_supplemental_list_may_serve_several_advanced_programs():
    lists = {"City": ["Oak", "Elm"], "Lake": ["Elm"]}
    result = match(
        {"Ana": ["City", "Lake"], "Bo": ["City"]},
        {"City": ["Bo", "Ana"], "Lake": ["Ana"], "Oak": ["Ana"], "Elm": ["Ana"]},
        {"City": 1, "Lake": 1, "Oak": 1, "Elm": 1},
        supplemental={"Ana": lists},
    )
    assert (result.placed["Ana"], result.first_year["Ana"]) == ("Lake", "Elm")
    assert result.why("Ana", "Elm") == (
        "Ana has the first year at Elm: rank 1 of 1 on Ana's supplemental list for Lake, "
        "rank 1 of 1 on Elm's."
    )
    assert result.roster["Elm"] == ("Ana",)


def test_the_better_first_year_is_said_to_stand_above():
    result = match(
        {"Ana": ["City"]},
        {"City": ["Ana"], "Oak": ["Ana"], "Elm": ["Ana"]},
        {"City": 1, "Oak": 1, "Elm": 1},
        supplemental={"Ana": {"City": ["Oak", "Elm"]}},
    )
    assert result.why("Ana", "Elm") == (
        "Ana has the first year at Oak, rank 1 on Ana's supplemental list for City, above Elm, "
        "rank 2."
    )


def test_a_chain_ends_where_somebody_has_a_first_year():
    result = match(
        {"Ana": ["City"], "Bo": ["Oak"]},
        {"City": ["Ana"], "Oak": ["Ana", "Bo"]},
        {"City": 1, "Oak": 1},
        supplemental={"Ana": {"City": ["Oak"]}},
    )
    (link,) = result.chain("Bo", "Oak")
    assert link.sentence.endswith("Ana has it as the first year for City.")


def test_what_somebody_lacks_decides_what_they_may_take():
    assert types_open_to(LATER_YEARS) == ("advanced",)
    assert types_open_to(FIRST_YEAR) == ("preliminary",)
    assert "physician" not in types_open_to(ALL_YEARS)
    assert "physician" in types_open_to(ALL_YEARS, trained=True)
    assert types_open_to(0) == ()


def test_positions_left_open_revert_and_the_matching_goes_on():
    result = match(
        {"Ana": ["City"], "Bo": ["City"], "Cy": ["Lake"]},
        {"City": ["Ana", "Bo"], "Lake": ["Cy"]},
        {"City": 1, "Lake": 3},
        reversions={"Lake": {"City": 1}},
    )
    assert result.placed == {"Ana": "City", "Bo": "City", "Cy": "Lake"}
    assert result.reverted == (("Lake", "City", 1),)
    assert result.quotas == {"City": 2, "Lake": 2}


def test_the_donor_is_filled_first():
    people = {"Ana": ["City"], "Bo": ["City"], "Cy": ["Lake"], "Di": ["Lake"]}
    programs = {"City": ["Ana", "Bo"], "Lake": ["Cy", "Di"]}
    result = match(people, programs, {"City": 1, "Lake": 2}, reversions={"Lake": {"City": 2}})
    assert result.reverted == ()
    assert result.placed["Bo"] is None


def test_positions_go_on_from_receiver_to_receiver():
    result = match(
        {"Ana": ["City"], "Bo": ["City"]},
        {"City": ["Ana", "Bo"], "Lake": ["Ana"], "Oak": ["Ana"]},
        {"City": 1, "Lake": 1, "Oak": 1},
        reversions={"Lake": {"City": 1}, "Oak": {"Lake": 1}},
    )
    assert result.reverted == (("Oak", "Lake", 1), ("Lake", "City", 1))
    assert result.placed == {"Ana": "City", "Bo": "City"}


def test_every_fault_of_the_new_arguments_is_named_at_once():
    with pytest.raises(MarketError) as caught:
        match(
            {"Ana": ["City"], "Bo": []},
            {"City": ["Ana"], "Lake": ["Ana"], "Oak": ["Bo"]},
            {"City": 1, "Lake": 1, "Oak": 1},
            position_types={"Elm": "advanced", "City": "short", "Lake": "advanced"},
            supplemental={"Ana": {"Lake": ["Oak"], "City": ["Lake", "Elm"]}, "Cy": {}},
        )
    text = "\n".join(caught.value.problems)
    for part in (
        "position_types names 'Elm', which is not among the programs",
        "the position type of 'City' is 'short'",
        "list of 'Ana' for 'Lake' has no such program on the primary list to go with",
        "list of 'Ana' for 'City' has 'Elm', which is not among the programs",
        "supplemental names 'Cy', who is not among the applicants",
        "use 'Lake' as preliminary, but it is advanced",
    ):
        assert part in text
    with pytest.raises(MarketError) as caught:
        match(
            {"Ana": ["City"]},
            {"City": ["Ana"], "Lake": ["Ana"]},
            {"City": 1, "Lake": 1},
            reversions={"Lake": {"City": 2, "Elm": 1}, "City": {"Lake": 1}},
        )
    text = "\n".join(caught.value.problems)
    assert "'Lake' reverts 2 positions to 'City'" in text
    assert "reversions name 'Elm'" in text
    with pytest.raises(MarketError) as caught:
        match(
            {"Ana": ["City"]},
            {"City": ["Ana", "Bo"], "Lake": ["Ana"]},
            {"City": "many", "Lake": 1},
            reversions={"Zoo": {"City": 1}, "City": {"Lake": 3}, "Lake": {"City": 2}},
        )
    text = "\n".join(caught.value.problems)
    for part in (
        "'City' ranks 'Bo'",
        "'City' has a quota of the text 'many'",
        "reversions name 'Zoo'",
        "'Lake' reverts 2 positions to 'City'",
    ):
        assert part in text
    with pytest.raises(MarketError, match="circle"):
        match(
            {"Ana": ["City"]},
            {"City": ["Ana"], "Lake": ["Ana"]},
            {"City": 1, "Lake": 1},
            reversions={"Lake": {"City": 1}, "City": {"Lake": 1}},
        )


@pytest.mark.parametrize("wrong", [3, "City", ["City"]])
def test_what_is_no_mapping_is_refused(wrong):
    for name in ("position_types", "supplemental", "reversions"):
        with pytest.raises(MarketError, match=name):
            match({"Ana": ["City"]}, {"City": ["Ana"]}, {"City": 1}, **{name: wrong})


def test_members_of_couples_have_no_supplemental_lists_here():
    with pytest.raises(MarketError, match="couple"):
        match(
            {"Di": [], "Ed": []},
            {"City": ["Di", "Ed"], "Oak": ["Di"]},
            {"City": 1, "Oak": 1},
            couples=[("Di", "Ed", [("City", None)])],
            supplemental={"Di": {"City": ["Oak"]}},
        )


# --- against every matching of small markets --------------------------------------------------
# The definition once more, plainly: what each person may hold, best first, is the advanced
# program with each first year, the advanced program alone, and so on down the primary list.


def options_of(listed, attached):
    options = []
    for program in listed:
        options += [(program, first) for first in attached.get(program, ())]
        options.append((program, None))
    return [*options, (None, None)]


def stable_by_definition(people, programs, quotas, supplemental):
    """List every stable matching: who holds which option."""
    options = {a: options_of(people[a], supplemental.get(a, {})) for a in people}
    fine = {
        a: [o for o in options[a] if all(p is None or a in programs[p] for p in o)] for a in people
    }
    found = []
    for choice in product(*(range(len(fine[a])) for a in people)):
        held = {a: fine[a][n] for a, n in zip(people, choice, strict=True)}
        at = {p: [a for a in people if p in held[a]] for p in programs}
        if any(len(at[p]) > quotas[p] for p in programs):
            continue

        def welcome(a, p, at=at):
            ahead = [b for b in at[p] if b != a and programs[p].index(b) < programs[p].index(a)]
            return len(ahead) < quotas[p]

        blocked = any(
            all(p is None or welcome(a, p) for p in better)
            for a, n in zip(people, choice, strict=True)
            for better in fine[a][:n]
        )
        if not blocked:
            found.append(held)
    return found


def small_linked_market(draw):
    """Draw a market that is contested: where nobody is in the way, all matchings agree."""
    names = [f"a{n}" for n in range(draw.randint(2, 4))]
    advanced, first = ["A0", "A1"][: draw.randint(1, 2)], ["P0", "P1"][: draw.randint(1, 2)]
    other = ["C0"] if draw.random() < 0.5 else []
    places = [*advanced, *first, *other]
    people = {a: draw.sample(places, draw.randint(1, len(places))) for a in names}
    supplemental = {
        a: {p: draw.sample(first, draw.randint(1, len(first))) for p in people[a] if p in advanced}
        for a in names
        if draw.random() < 0.8
    }
    fewest = len(names) - draw.choice([1, len(names) // 2])
    return (
        people,
        {p: draw.sample(names, draw.randint(fewest, len(names))) for p in places},
        {p: draw.choice([0, 1, 1, 1, 1, 2]) for p in places},
        {a: lists for a, lists in supplemental.items() if lists},
    )


def test_supplemental_lists_agree_with_enumeration_on_3_000_markets():
    draw = random.Random(41)
    linked = none = several = 0
    for _ in range(3_000):
        people, programs, quotas, supplemental = small_linked_market(draw)
        stable = stable_by_definition(people, programs, quotas, supplemental)
        result = match(people, programs, quotas, supplemental=supplemental)
        held = {a: (result.placed[a], result.first_year.get(a)) for a in people}
        if stable:
            assert result.status == "stable"
            assert held in stable
            assert result.blocking_pairs == []
        else:
            assert result.status == "none exists"
            assert result.blocking_pairs
            none += 1
        linked += any(first for _, first in held.values())
        several += len(stable) > 1
    assert linked > 700
    assert none > 10
    assert several > 20


def test_every_pair_gets_a_sentence_that_does_not_contradict_the_matching():
    draw = random.Random(43)
    for _ in range(300):
        people, programs, quotas, supplemental = small_linked_market(draw)
        result = match(people, programs, quotas, supplemental=supplemental)
        for a, p in product(people, programs):
            said = result.why(a, p)
            there = p in (result.placed[a], result.first_year.get(a))
            assert (f"placed at {p}: rank" in said or f"first year at {p}: rank" in said) == there
            assert (" block " in said) <= (result.status != "stable")


def matched_with(people, programs, quotas, moves):
    """Match with the textbook's algorithm, these positions moved; None if a quota would break."""
    new = dict(quotas)
    for (donor, to), n in moves.items():
        new[donor] -= n
        new[to] += n
    if min(new.values()) < 0:
        return None
    placed = plain_match(people, programs, new)
    return placed, {p: new[p] - list(placed.values()).count(p) for p in programs}


def test_reversions_agree_with_enumeration_on_3_000_markets():
    draw = random.Random(47)
    moved = chains = several = 0
    for _ in range(3_000):
        names = [f"a{n}" for n in range(draw.randint(1, 5))]
        places = ["p0", "p1", "p2"]
        people = {a: draw.sample(places, draw.randint(0, 3)) for a in names}
        programs = {p: draw.sample(names, draw.randint(0, len(names))) for p in places}
        quotas = {p: draw.randint(0, 3) for p in places}
        pairs = draw.choice([[("p0", "p1")], [("p0", "p1"), ("p1", "p2")]])
        most = {pair: draw.randint(0, quotas[pair[0]]) for pair in pairs}
        given = {donor: {to: most[donor, to]} for donor, to in pairs}
        result = match(people, programs, quotas, reversions=given)
        ours = dict.fromkeys(pairs, 0) | {(d, to): n for d, to, n in result.reverted}
        # Every number of positions moved such that no donor holds back what it must give, ...
        good = []
        for numbers in product(*(range(most[pair] + 1) for pair in pairs)):
            moves = dict(zip(pairs, numbers, strict=True))
            found = matched_with(people, programs, quotas, moves)
            if found is None:
                continue
            placed, left = found
            # ... and that nothing is given away that somebody would rather have.
            wanted = {
                p
                for a, listed in people.items()
                for p in listed[: listed.index(placed[a]) if placed[a] else None]
                if a in programs[p]
            }
            if all(left[d] == 0 or moves[d, to] == most[d, to] for d, to in pairs) and not any(
                n and d in wanted for (d, _), n in moves.items()
            ):
                good.append((moves, placed))
        assert (ours, result.placed) in good
        several += len(good) > 1
        moved += any(ours.values())
        chains += all(ours.values()) and len(pairs) == 2
    assert moved > 1_000
    assert chains > 150
    assert several < 30  # the first donor's turn decides between those
