"""What a result says about itself: reasons for every pair, chains of refusals, statistics."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from engine.base.errors import MarketError
from engine.matching import match
from tests.engine.matching.matching_cases import NRMP_EIGHT, NRMP_FIVE, couple_markets, markets


def test_the_reason_for_every_kind_of_pair():
    result = match(*NRMP_FIVE)
    for applicant, program, sentence in (
        (
            "Arthur",
            "City",
            "Arthur is placed at City: rank 1 of 1 on Arthur's list, rank 2 of 5 on City's.",
        ),
        (
            "Arthur",
            "General",
            "Arthur did not rank General, so General's rank of Arthur is ignored.",
        ),
        ("Arthur", "Mercy", "Arthur did not rank Mercy, and Mercy did not rank Arthur."),
        ("Latha", "Mercy", "Mercy did not rank Latha, so Latha's rank of Mercy is ignored."),
        (
            "Darrius",
            "General",
            "Darrius is placed at City, rank 1 on Darrius's list, above General, rank 3.",
        ),
        (
            "Sunny",
            "City",
            "City ranked Sunny 3, below the last admitted: its 2 positions are filled down to "
            "rank 2 (Arthur).",
        ),
    ):
        assert result.why(applicant, program) == sentence
    nothing = match({"Ana": ["City"]}, {"City": ["Ana"]}, {"City": 0})
    assert nothing.why("Ana", "City") == "City has no positions."


COUPLE = (
    {"Ana": ["City", "Lake"], "Bo": ["City"], "Di": [], "Ed": []},
    {"City": ["Bo", "Ana", "Di"], "Lake": ["Ana", "Ed"], "Oak": ["Di", "Ana"]},
    {"City": 1, "Lake": 1, "Oak": 1},
)


def test_the_reason_for_members_of_a_couple():
    pairs = [("City", "Lake"), ("City", None), ("Oak", "Oak"), ("Oak", None), ("City", "Lake")]
    result = match(*COUPLE, [("Di", "Ed", pairs[:4])])
    assert result.placed["Di"] == "Oak"
    assert result.why("Di", "City") == (
        "For Di and Ed, pair 1 of 4 (Di at City, Ed at Lake) failed because City, filled down to "
        "rank 1 (Bo), refused Di (rank 3) and Lake, filled down to rank 1 (Ana), refused Ed "
        "(rank 2); pair 2 of 4 (Di at City, Ed unmatched) failed because City, filled down to "
        "rank 1 (Bo), refused Di (rank 3)."
    )
    assert result.why("Di", "Oak") == (
        "Di and Ed are placed on pair 4 of 4 (Di at Oak, Ed unmatched)."
    )
    assert result.why("Ed", "Oak") == "Oak did not rank Ed, so Ed's rank of Oak is ignored."
    assert result.why("Ed", "City") == (
        "Ed and Di have no pair with Ed at City, and City did not rank Ed."
    )
    assert result.why("Ana", "Oak") == ("Ana did not rank Oak, so Oak's rank of Ana is ignored.")
    result = match(*COUPLE, [("Di", "Ed", [("Oak", None), ("City", "Lake")])])
    assert result.why("Di", "City") == (
        "Di and Ed are placed on pair 1 of 2 (Di at Oak, Ed unmatched), above pair 2, "
        "the first with Di at City."
    )


def test_the_reason_when_both_would_go_to_one_program():
    pairs = [("City", "City")]
    one = match({"Di": [], "Ed": []}, {"City": ["Di", "Ed"]}, {"City": 1}, [("Di", "Ed", pairs)])
    assert "failed because City has 1 position only" in one.why("Di", "City")
    two = match(
        {"Bo": ["City"], "Di": [], "Ed": []},
        {"City": ["Di", "Bo", "Ed"]},
        {"City": 2},
        [("Di", "Ed", pairs)],
    )
    assert two.placed == {"Bo": "City", "Di": None, "Ed": None}
    assert (
        "City refused both: 1 of its 2 positions are held by applicants above Ed (rank 3), "
        "the last of them Bo (rank 2)"
    ) in two.why("Di", "City")


def test_the_position_that_the_partner_would_leave_is_no_reason_unless_it_is_kept():
    market = (
        {"Bo": ["Oak"], "Di": [], "Ed": []},
        {"City": ["Di"], "Lake": ["Ed", "Di"], "Oak": ["Bo", "Ed"]},
        {"City": 1, "Lake": 1, "Oak": 1},
        [("Di", "Ed", [("Lake", "Oak"), ("City", "Lake")])],
    )
    oak = "Oak, filled down to rank 1 (Bo), refused Ed (rank 2)"
    lake = "Lake, filled down to rank 1 (Ed), refused Di (rank 2)"
    begin = "For Di and Ed, pair 1 of 2 (Di at Lake, Ed at Oak) failed because"
    assert match(*market).why("Di", "Lake") == f"{begin} {oak}."
    assert match(*market, stability="keep").why("Di", "Lake") == f"{begin} {lake} and {oak}."


def test_the_reason_where_no_stable_matching_exists():
    result = match(
        {"s1": [], "s2": [], "s3": ["h1", "h2"]},
        {"h1": ["s1", "s3"], "h2": ["s3", "s2"]},
        {"h1": 1, "h2": 1},
        [("s1", "s2", [("h1", "h2")])],
    )
    assert result.status == "none exists"
    said = [result.why(a, p) for a in result.placed for p in ("h1", "h2")]
    assert any("block" in sentence for sentence in said)


def check_reasons(result, market):
    """Compare every sentence with the lists and the placements it speaks of."""
    applicants, programs, quotas = market[:3]
    blocking = {pair for pair in result.blocking_pairs if pair[0] in applicants}
    for name in applicants:
        for program in programs:
            sentence = result.why(name, program)
            assert sentence.endswith(".")
            links = result.chain(name, program)
            placed = result.placed[name]
            if placed == program:
                assert " placed " in sentence
                assert links == ()
            elif "below the last admitted" in sentence:
                lowest = result.roster[program][-1]
                rank = programs[program].index(name) + 1
                assert f"ranked {name} {rank}," in sentence
                assert f"down to rank {result.cutoffs[program]} ({lowest})" in sentence
                assert result.cutoffs[program] < rank
                assert (links[0].applicant, links[0].program) == (name, program)
                assert links[0].last_admitted == lowest
            elif (name, program) in blocking:
                assert "block this matching" in sentence
            elif not market[3:]:
                ranked, back = program in applicants[name], name in programs[program]
                if ranked and back and quotas[program]:
                    assert f"is placed at {placed}" in sentence
                    assert applicants[name].index(placed) < applicants[name].index(program)
                elif ranked and back:
                    no_place = placed is None or applicants[name].index(placed) > applicants[
                        name
                    ].index(program)
                    assert (sentence == f"{program} has no positions.") == no_place
                else:
                    assert ("did not rank" in sentence) == (not ranked or not back)
            for before, after in pairwise(links):
                assert before.last_admitted in after.sentence
            for link in links:
                assert result.placed[link.last_admitted] == link.program
                place = programs[link.program].index
                assert place(link.last_admitted) < place(link.applicant)


@given(markets())
def test_every_pair_of_every_market_has_a_true_reason(market):
    for side in ("applicants", "programs"):
        check_reasons(match(*market, proposing=side), market)


@given(couple_markets())
def test_every_pair_with_couples_has_a_reason(market):
    for stability in ("choice", "keep"):
        result = match(*market, stability=stability)
        check_reasons(result, market)
        blocked = " ".join(result.why(a, p) for a in market[0] for p in market[1])
        assert ("block" in blocked) == bool(result.blocking_pairs)


def test_a_chain_goes_up_to_somebody_at_the_first_rank():
    result = match(*NRMP_EIGHT)
    chain = result.chain("Anderson", "City")
    assert [(link.applicant, link.program, link.last_admitted) for link in chain] == [
        ("Anderson", "City", "Eastman")
    ]
    assert chain[0].sentence == (
        "City, filled down to rank 3 (Eastman), refused Anderson (rank 4). "
        "It is Eastman's first rank."
    )
    chain = result.chain("Davis", "City")
    assert chain[0].last_admitted == "Eastman"
    assert result.chain("Garcia", "Mercy") == ()


def test_a_chain_can_close_a_circle():
    """Ana and Bo would trade places; the programs would not."""
    market = (
        {"Ana": ["Lake", "City"], "Bo": ["City", "Lake"], "Cy": ["City"]},
        {"City": ["Ana", "Cy", "Bo"], "Lake": ["Bo", "Ana"]},
        {"City": 1, "Lake": 1},
    )
    result = match(*market)
    assert result.placed == {"Ana": "City", "Bo": "Lake", "Cy": None}
    chain = result.chain("Cy", "City")
    assert [(link.applicant, link.program) for link in chain] == [
        ("Cy", "City"),
        ("Ana", "Lake"),
        ("Bo", "City"),
    ]
    assert chain[-1].sentence.endswith("Ana is there because Lake refused Ana: a circle.")


def test_a_chain_goes_through_the_partner():
    """Di misses City because Lake has no position for Ed."""
    result = match(
        {"Ana": ["Lake"], "Di": [], "Ed": []},
        {"City": ["Di"], "Lake": ["Ana", "Ed"]},
        {"City": 1, "Lake": 1},
        [("Di", "Ed", [("City", "Lake")])],
    )
    assert [(link.applicant, link.program) for link in result.chain("Di", "City")] == [
        ("Ed", "Lake")
    ]


def test_statistics_of_ranks():
    result = match(*NRMP_EIGHT)
    assert result.ranks == {
        "Anderson": None,
        "Brown": None,
        "Chen": 2,
        "Davis": 3,
        "Eastman": 1,
        "Ford": 4,
        "Garcia": 1,
        "Hassan": 1,
    }
    assert result.rank_counts() == {1: 3, 2: 1, 3: 1, 4: 1, None: 2}
    assert list(result.rank_counts())[-1] is None
    assert result.cutoffs == {"Mercy": None, "City": 3, "General": None, "State": 6}
    assert result.roster["State"] == ("Hassan", "Ford")
    assert result.quotas == {"Mercy": 2, "City": 2, "General": 2, "State": 2}


def test_the_table():
    result = match(*COUPLE, [("Di", "Ed", [("Oak", None)])])
    table = result.to_frame()
    assert list(table.columns) == [
        "applicant", "program", "rank", "ranked", "place", "partner", "first_year", "part",
    ]  # fmt: skip
    assert table[["first_year", "part"]].isna().all(axis=None)
    rows = table[table.columns[:-2]].astype(object).where(table.notna(), None).values.tolist()
    assert rows == [
        ["Ana", "Lake", 2, 2, 1, None],
        ["Bo", "City", 1, 1, 1, None],
        ["Di", "Oak", 1, 1, 1, "Ed"],
        ["Ed", None, 1, 1, None, "Di"],
    ]


def test_the_table_says_who_holds_a_part_of_the_training():
    result = match(
        {"Ana": ["City"], "Bo": ["City"], "Cy": ["Lake"]},
        {"City": ["Ana", "Bo"], "Lake": ["Cy"], "Elm": ["Ana", "Bo"]},
        {"City": 2, "Lake": 1, "Elm": 1},
        supplemental={"Ana": {"City": ["Elm"]}, "Bo": {"City": ["Elm"]}},
    )
    table = result.to_frame()
    rows = table.astype(object).where(table.notna(), None).set_index("applicant")
    assert rows[["program", "first_year", "part"]].values.tolist() == [
        ["City", "Elm", None],
        ["City", None, "advanced"],
        ["Lake", None, None],
    ]


def test_unknown_names_are_refused_together():
    result = match(*NRMP_FIVE)
    for ask in (result.why, result.chain):
        with pytest.raises(MarketError) as caught:
            ask("Zoe", "Hill")
        assert caught.value.problems == (
            "'Zoe' is not among the applicants",
            "'Hill' is not among the programs",
        )


def test_a_result_is_shown_briefly():
    assert repr(match(*NRMP_EIGHT)) == (
        "<Match: stable, 6 of 8 applicants placed, 3 at the first rank, 2 positions unfilled>"
    )
    nobody = match(
        {"s1": [], "s2": [], "s3": ["h1", "h2"]},
        {"h1": ["s1", "s3"], "h2": ["s3", "s2"]},
        {"h1": 1, "h2": 1},
        [("s1", "s2", [("h1", "h2")])],
    )
    assert repr(nobody).startswith("<Match: none exists, ")
    assert repr(nobody).endswith(", 1 blocking pair>")


def test_a_notebook_shows_a_table_with_the_reason_at_the_first_choice():
    result = match(*NRMP_EIGHT)
    told = result._repr_html_()
    assert told.count("<tr>") == 1 + 8
    assert f"<caption>{repr(result)[1:-1]}</caption>" in told
    assert (
        "<tr><td>Anderson</td><td>unmatched</td><td>City ranked Anderson 4, below the last "
        "admitted: its 2 positions are filled down to rank 3 (Eastman).</td></tr>"
    ) in told
    assert "<tr><td>Chen</td><td>Mercy</td><td>City ranked Chen 6, below" in told
    couple = match(*COUPLE, [("Di", "Ed", [("Oak", None)])])._repr_html_()
    assert "<td>Di and Ed are placed on pair 1 of 1 (Di at Oak, Ed unmatched).</td>" in couple
    assert "<td>Ed</td><td>unmatched</td><td>Ed ranked no program.</td>" in couple


def test_the_table_escapes_names_and_has_an_end():
    evil = "<script>alert(1)</script> & 'Co'"
    told = match({evil: [evil]}, {evil: [evil]}, {evil: 1})._repr_html_()
    assert "<script" not in told
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#x27;Co&#x27;" in told
    many = match({f"a{n:05}": [] for n in range(20_000)}, {}, {})._repr_html_()
    assert many.count("<tr>") == 1 + 30 + 1
    assert '<td colspan="3">and 19,970 more</td>' in many
    assert "a00029" in many
    assert "a00030" not in many
