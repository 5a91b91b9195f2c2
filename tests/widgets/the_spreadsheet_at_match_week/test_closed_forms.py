"""The pictures of chapter 04 that play no week: they move, and say what the engine says."""

import pytest

from engine.formulas import at_least_one, offer_probability
from engine.matching import cost_of_believing, official_clock
from engine.matching.soap_clock import time_text
from engine.scenario.you import SOAP_CLOCKS
from engine.season.soap.answers import believed_clock
from tests.widgets.seen import check_refusal
from widgets.the_spreadsheet_at_match_week import FocusOrVolume, MatchWeekClock, PlaceAndRounds
from widgets.the_spreadsheet_at_match_week.focus_or_volume import EVEN, MOST, NEVER, WIDE
from widgets.the_spreadsheet_at_match_week.two_clocks import KINDS, LANES, SAME


def rows(explorer, name):
    return explorer.story.rows(explorer.result)[name]


@pytest.mark.parametrize("kind", [FocusOrVolume, MatchWeekClock, PlaceAndRounds])
def test_the_picture_says_the_sentence_and_has_its_tables(kind):
    explorer = kind()
    drawn = explorer.story.draw(explorer.story.rows(explorer.result), explorer.sentence.text)
    assert drawn.to_dict()["description"] == explorer.sentence.text
    for name, spec in explorer.tables.items():
        for row in rows(explorer, name):
            assert set(spec.columns) <= set(row)


# --- Two clocks -------------------------------------------------------------------------------


@pytest.mark.parametrize(("believed", "missed"), list(zip(SOAP_CLOCKS, (0, 1, 4), strict=True)))
def test_a_wrong_clock_costs_what_the_engine_says(believed, missed):
    clock = MatchWeekClock()
    clock.believed.value = believed
    assert clock.missed == missed
    cost = " ".join(cost_of_believing(believed_clock(believed), official_clock()))
    assert clock.sentence.text == (cost or SAME)


def test_every_event_of_both_timetables_is_drawn():
    clock = MatchWeekClock()
    drawn = {lane: [row for row in rows(clock, "events") if row["lane"] == lane] for lane in LANES}
    assert [len(drawn[lane]) for lane in LANES] == [8, 7]  # four rounds, and three
    assert {row["kind"] for row in drawn["official"]} == set(KINDS)
    assert drawn["official"][2]["when"] == time_text(official_clock().files)
    assert all(0 <= row["day"] < 4 for row in rows(clock, "events"))


# --- A place, and rounds ----------------------------------------------------------------------


def test_a_better_place_is_worth_most_near_the_end_of_the_offers():
    picture = PlaceAndRounds()
    assert picture.result.chance(8) == pytest.approx(offer_probability(8, 4))
    assert f"{offer_probability(8, 4):.1%}" in picture.sentence.text
    near = picture.result.chance(8) - picture.result.chance(20)
    picture.place.text = "40"
    far = picture.result.chance(28) - picture.result.chance(40)
    assert near > 0.2
    assert far < 0.001
    assert picture.sentence.text.count(" in 0%") == 2  # beyond the last offer


def test_own_students_take_positions_and_what_would_have_followed():
    picture = PlaceAndRounds()
    before = picture.result.chance(8)
    picture.home.text = "2"
    assert picture.result.left == 2
    assert picture.result.chance(8) < before / 20
    steps = {(row["line"], row["place"]): row["chance"] for row in rows(picture, "steps")}
    assert steps["without own students", 8] == pytest.approx(before)
    assert steps["as it is", 8] == pytest.approx(picture.result.chance(8))
    picture.home.text = "4"
    assert "No position is left for anybody else" in picture.sentence.text


def test_a_fourth_round_helps_and_a_word_lifts_nobody_above_the_first():
    picture = PlaceAndRounds()
    four = picture.result.chance(8)
    picture.rounds.text = "3"
    assert picture.result.chance(8) < four
    picture.place.text, picture.push.text = "5", "30"
    assert picture.result.moved == 1
    check_refusal(picture, picture.place, "0")


def test_who_is_reached_in_round_one_is_told_so_and_one_position_is_one():
    picture = PlaceAndRounds()
    picture.place.text = "4"  # as many offers go out as there are positions
    assert picture.sentence.text.startswith("At place 4 an offer comes in 100%, at place 1 in 100%")
    picture.home.text = "3"
    assert picture.sentence.text.endswith("and the one position fills in 97.4%.")


# --- Focus or volume --------------------------------------------------------------------------


def test_both_plans_are_the_formula_and_the_verdict_follows():
    plans = FocusOrVolume()
    for way, count, each in (("focused", 20, 0.05), ("wide", 45, 0.02)):
        assert plans.result.chance(way) == pytest.approx(at_least_one(each, count))
        assert f"{plans.result.chance(way):.1%}" in plans.sentence.text
    assert plans.result.needed is None
    assert NEVER in plans.sentence.text
    plans.few.text = "10"
    assert plans.sentence.text.endswith(WIDE)
    plans.each_few.text, plans.few.text = "2", str(MOST)
    assert plans.sentence.text.endswith(EVEN)


def test_it_says_how_many_would_draw_level():
    plans = FocusOrVolume()
    plans.many.text = "30"
    plans.few.text = "16"
    needed = plans.result.needed
    assert plans.result.chance("wide", needed) >= plans.result.chance("focused")
    assert plans.result.chance("wide", needed - 1) < plans.result.chance("focused")
    assert f"would need {needed} applications" in plans.sentence.text


def test_one_application_is_one_and_hardly_sure_is_not_sure():
    plans = FocusOrVolume()
    plans.few.text, plans.many.text = "1", "1"
    assert "5.0% from 1 focused application and 2.0% from 1 wide one." in plans.sentence.text
    plans.few.text, plans.each_few.text = "45", "20"
    assert "is over 99.9% from 45 focused applications" in plans.sentence.text
    plans.few.text = "0"
    assert "is 0% from 0 focused applications" in plans.sentence.text


def test_where_all_programs_judge_alike_more_applications_bring_nothing():
    plans = FocusOrVolume()
    free = plans.result.chance("wide")
    plans.alike.text = "0.5"
    assert plans.result.chance("wide") < free
    plans.alike.text = "1"
    assert plans.result.chance("wide") == pytest.approx(plans.result.chance("wide", 1))
    check_refusal(plans, plans.alike, "2")
