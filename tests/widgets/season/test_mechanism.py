"""By which mechanism a tweak acts: each named where it acts, and counted season by season."""

import re

import numpy as np
import pytest

from engine import Scenario, compare, simulate
from engine.base.codes import MATCHED, PREMATCH, SOAP, UNPLACED
from widgets.season import words
from widgets.season.fate import at_program, column_of, cut_of, cuts, fate, stops, tell
from widgets.season.lists import cut_marks, list_rows
from widgets.season.mechanism import turns, why

FIRST = Scenario()
ARTICLES = FIRST.with_preset("source")
SEASONS = 100
WHY, YET = "Why, if the studies are right:", "Yet, if the studies are right,"


def tweaked(**you):
    return compare(FIRST, FIRST.with_you(**you), SEASONS)


@pytest.fixture(scope="module")
def better():
    return tweaked(step2=244)


def test_every_season_gained_is_turned_by_one_program_once(better):
    found = turns(better.before, better.after)
    early = [
        np.isin(season.outcome[:, -1], (PREMATCH, MATCHED))
        for season in (better.before, better.after)
    ]
    gained = int((early[1] & ~early[0]).sum())
    assert gained > 0
    assert sum(turn.seasons for turn in found) == gained
    assert all(turn.of == gained for turn in found)
    counts = [turn.seasons for turn in found]
    assert counts == sorted(counts, reverse=True)


def test_nothing_is_turned_where_nothing_changes():
    same = compare(FIRST, FIRST, SEASONS)
    assert turns(same.before, same.after) == []
    assert why(same) == ""


def test_a_score_under_a_cut_is_told_by_the_program_and_its_cut():
    under = tweaked(step2=227)
    assert "Lakeshore now stops your file (exam cut 228)" in why(under)
    back = compare(FIRST.with_you(step2=227), FIRST, SEASONS)
    assert "Lakeshore no longer stops your file (exam cut 228)" in why(back)


def test_invitations_are_told_as_invitations():
    higher = ARTICLES.with_you(step2=244)
    assert "Lakeshore now invites you" in why(compare(ARTICLES, higher, SEASONS))
    assert "Lakeshore no longer invites you" in why(compare(higher, ARTICLES, SEASONS))


def test_a_list_that_reaches_you_is_told_by_a_season_that_it_turned():
    file = {"mspe": 1, "letters": 1, "research": 1, "statement": 1}
    told = re.compile(
        r"(\w+)'s list now (ends before|reaches) you "
        r"\(in season (\d+): (\d+)\w\w → (\d+)\w\w, last in: (\d+)\w\w\)"
    )
    for tweak, verb in ((file, "reaches"), (dict.fromkeys(file, -1), "ends before")):
        comparison = tweaked(**tweak)
        name, how, *numbers = told.search(why(comparison)).groups()
        season, was, now, end = map(int, numbers)
        assert how == verb
        program = comparison.before.market.programs.names.index(name)
        column = column_of(comparison.before)[program]
        both = comparison.before, comparison.after
        assert [one.your_rank[season - 1, column] + 1 for one in both] == [was, now]
        assert comparison.before.your_list_end[season - 1, column] + 1 == end
        at = [one.program[season - 1, -1] == program for one in both]
        assert at == [verb == "ends before", verb == "reaches"]
        # Before you are within the list's end or behind it, as its season says.
        assert (was <= end) == (verb == "ends before")
    poor = why(tweaked(interview=-1.5))
    assert "list now ends before you (" in poor or "leaves you off its list" in poor


def test_a_turn_of_one_season_or_all_is_not_counted_of_itself():
    called = FIRST.with_voice("away program director", "I'd take them", 2, 4)
    assert why(compare(FIRST, called, 200)).startswith(
        "Why, if the studies are right: in all 2 seasons gained, Kestrel's"
    )
    faint = FIRST.with_voice("away program director", "okay, just not our top group", 2, 4)
    assert why(compare(FIRST, faint, 200)).startswith(
        "Why, if the studies are right: in the one season lost, Lakeshore's"
    )


def test_applications_not_sent_are_told_as_such():
    fewer = compare(FIRST, FIRST.with_strategy(applications=5), SEASONS)
    assert "you no longer apply to Lakeshore" in why(fewer)


def test_seasons_lost_that_soap_makes_good_are_lost_before_soap():
    older = FIRST.with_you(applicant_type="previous graduate", step2=259, readiness=2)
    fewer = compare(FIRST, older.with_strategy(applications=5), 50)
    assert (fewer.after.outcome[:, -1] == SOAP).sum() > 10
    assert why(fewer).startswith(
        "Why, if the studies are right: in 30 of the 38 seasons lost before SOAP, you no longer"
    )
    assert "before SOAP" not in why(compare(FIRST, FIRST.with_you(step2=219), 50))


def test_less_before_soap_is_no_reason_for_more_in_all():
    strong = FIRST.with_you(applicant_type="US IMG", step2=299, readiness=2.9)
    found = compare(FIRST, strong.with_strategy(applications=5), 50)
    before, after = (season.outcome[:, -1] for season in (found.before, found.after))
    assert (after == UNPLACED).sum() < (before == UNPLACED).sum()
    assert why(found).startswith(
        "Yet, if the studies are right, in 29 of the 35 seasons lost before SOAP, you no longer"
    )


def test_a_word_that_warns_takes_you_off_lists():
    warned = ARTICLES.with_voice(
        role="home program director",
        phrase="I would not take them",
        programs=8,
        known=True,
        when="January or later",  # before, it keeps you from being invited
    )
    said = why(compare(ARTICLES, warned, SEASONS))
    assert "now leaves you off its list" in said


def test_where_no_end_is_crossed_the_sentence_says_so():
    strong = Scenario().with_you(applicant_type="US MD senior", step2=262)
    said = why(compare(strong, strong.with_you(step2=266), 30))
    assert said.startswith("You move on lists and cross no end: at ")


def test_a_filter_passed_without_a_place_is_named():
    low = ARTICLES.with_you(step2=217)
    said = why(compare(low, low.with_you(step2=221), 30))
    told = "Your file now passes the filter of Mesa (exam cut 220); that alone brings no place."
    assert said == told


def test_a_cut_that_bends_is_told_as_such():
    low = FIRST.with_you(step2=217)
    said = why(compare(low, low.with_you(step2=221), SEASONS))
    assert "Lakeshore now reads your file in spite of its filter (exam cut 228)" in said
    assert why(compare(low.with_you(step2=221), low, SEASONS)) != said


def test_the_cuts_are_those_where_one_point_opens_a_filter():
    season = simulate(FIRST, replicates=1)
    marks = cut_marks(season)
    assert len(marks) >= 3
    for score, names in marks.items():
        at, under = (stops(simulate(FIRST.with_you(step2=s), 1)) for s in (score, score - 1))
        opened = {p for p in at if not at[p] and under[p]}
        assert {season.market.programs.names[p] for p in opened} >= set(names)
    assert set(cuts(season)) <= set(stops(season))


# --- One season, asked --------------------------------------------------------------------------


def test_a_season_tells_its_outcome_its_place_and_the_last_one_in(better):
    season = better.after
    matched = np.flatnonzero(season.outcome[:, -1] == MATCHED)
    assert len(matched) > 5
    for number in matched[:5].tolist():
        program = int(season.program[number, -1])
        column = column_of(season)[program]
        said = fate(season, number)
        assert f"you match at {season.market.programs.names[program]}" in said
        assert f" of {season.your_list_length[number, column]} on its list" in said


def test_a_season_that_turned_tells_both_times_and_why(better):
    after, before = (season.outcome[:, -1] == MATCHED for season in (better.after, better.before))
    number = int(np.flatnonzero(after & ~before)[0])
    said = tell(better, number)
    assert said.startswith(f"Season {number + 1}. Now: you match at ")
    name = better.after.market.programs.names[int(better.after.program[number, -1])]
    assert name in said.partition("Before: ")[2]
    same = np.flatnonzero((better.before.outcome[:, -1] == 3) & ~after)
    assert tell(compare(FIRST, FIRST, 20), 0).startswith("Season 1. As before: ")
    assert len(same) > 0


def test_every_season_of_every_kind_can_be_asked():
    for scenario in (
        FIRST.with_you(step2=190),
        FIRST.with_strategy(applications=0),
        Scenario(preset="source", rules=False).with_assumptions(early_scale=3.0),
        Scenario().with_you(applicant_type="US MD senior"),
    ):
        both = compare(FIRST.with_preset(scenario.preset), scenario, 40)
        for number in range(40):
            said = tell(both, number)
            assert said.startswith(f"Season {number + 1}. ")
            assert "{" not in said


@pytest.mark.parametrize("program", range(39))
def test_every_program_says_how_far_you_came(program):
    season = simulate(FIRST, replicates=3)
    name = season.market.programs.names[program]
    assert name in at_program(season, 0, program)
    if program in column_of(season):
        assert cut_of(season, program) or not stops(season)[program]


# --- Lists --------------------------------------------------------------------------------------


def test_lists_stand_in_the_order_of_liking_and_say_how_often_they_reach_you(better):
    rows = list_rows(better)
    names = [better.after.market.programs.names[p] for p in column_of(better.after)]
    assert [row["program"] for row in rows] == [
        name for name in names if name in {row["program"] for row in rows}
    ]
    drawn = [row for row in rows if not row["closed"]]
    assert len(drawn) >= 5
    for row in drawn:
        assert row["end_low"] <= row["end"] <= row["end_high"] <= row["length"]
        assert 1 <= row["after"] <= row["length"]
    lakeshore = next(row for row in drawn if row["program"] == "Lakeshore")
    assert lakeshore["after"] < lakeshore["before"]
    season = better.after
    column = column_of(season)[season.market.programs.names.index("Lakeshore")]
    rank, end = season.your_rank[:, column], season.your_list_end[:, column]
    reach = ((rank >= 0) & (rank <= end)).mean()
    assert f"→ {reach:.0%}" in lakeshore["more"]


def test_a_cut_just_above_is_shown_with_the_points_that_are_missing():
    rows = list_rows(compare(FIRST, FIRST, 20))
    closed = {row["program"]: row["text"] for row in rows if row["closed"]}
    assert closed["Northfield"] == "exam cut 238: 4 points short"


def test_nobody_ranks_who_applies_nowhere():
    nowhere = FIRST.with_strategy(applications=0)
    assert list_rows(compare(FIRST, nowhere, 20)) == []
    assert words.WORLDS.keys() == {"evidence", "source"}


def test_a_list_from_which_the_match_takes_nobody_has_no_last_one_in():
    outside = ARTICLES.with_rules(False).with_assumptions(outside_match_share=1.0)
    alone = compare(outside, outside.with_you(step2=250), SEASONS)
    told = [row["text"] for row in list_rows(alone) if row["length"]]
    assert told
    assert all(text.endswith(f"; {words.NOBODY_IN}") for text in told)
    season = alone.after
    listed = [number for number in range(SEASONS) if (season.your_rank[number] >= 0).any()]
    for said in (why(alone), *(fate(season, number) for number in listed)):
        assert " 0th" not in said
