"""What the words of chapter 04 say of its pictures is what the engine computes."""

import re
from pathlib import Path

import pytest

from engine import figure, simulate
from engine.base.codes import PRESETS, SOAP
from engine.formulas import at_least_one, offer_probability
from engine.matching import documents_clock, official_clock
from engine.matching.soap_clock import rounds_missed, time_text, week_time
from engine.scenario.assumptions import dial
from engine.scenario.rules import Move, judge, official_rules
from engine.study.exercises import exercise
from tests.chapters.pages import page_named
from widgets.the_spreadsheet_at_match_week import (
    FocusOrVolume,
    InTheWeek,
    OneWeek,
    PartOrAll,
    PlaceAndRounds,
    PlayingWeek,
    Triage,
)
from widgets.the_spreadsheet_at_match_week.note_replay import (
    ASKED,
    BEHIND,
    FROM,
    SILENT,
    TO,
    UNASKED,
    alike,
    replayed,
)
from widgets.the_spreadsheet_at_match_week.one_week import OFFERED, REFUSED, ends
from widgets.the_spreadsheet_at_match_week.part_or_all import bins_of
from widgets.the_spreadsheet_at_match_week.program import FILES, POSITIONS, WEEKS


@pytest.fixture(scope="module")
def words():
    return " ".join(page_named("04-the-spreadsheet-at-match-week").markdown.split())


def test_the_opening_shows_what_the_folded_answer_says(words):
    opening = OneWeek()
    assert (POSITIONS, FILES, WEEKS) == (4, 400, 50)
    assert "Four positions, four hundred files" in words
    assert "one program, fifty weeks" in words
    clean = {world: ends(found).count(OFFERED) for world, found in opening.result.after.items()}
    assert "A clean file that nobody knows is mostly on the list, and the offers end above" in words
    listed = (opening.result.after["source"].your_place >= 0).mean()
    assert listed > 0.6
    assert max(clean.values()) < WEEKS / 2
    opening.file.value = "failed"
    assert "puts it far down if the articles are right, and ends it if the studies are" in words
    assert "in this program, which is drawn as a strict one" in words
    assert 0 < dial("soap_demotes_share")["evidence"] < 1  # elsewhere a fail only counts
    told = opening.result.after["source"]
    assert (told.your_place >= 0).mean() > 0.6
    assert ends(told).count(OFFERED) == 0
    assert ends(opening.result.after["evidence"]).count(REFUSED) == WEEKS
    opening.file.value = "years"
    assert "Twelve years end it at sight" in words
    assert ends(opening.result.after["evidence"]).count(REFUSED) == WEEKS
    opening.start_over()
    assert "If the articles are right, two own students take two positions before anybody" in words
    assert "the fifty dots stay where they are" in words
    fewer = []
    for own in ("1", "2", "4"):
        opening.own.text = own
        told = {world: ends(found).count(OFFERED) for world, found in opening.result.after.items()}
        assert told["evidence"] == clean["evidence"]
        fewer.append(told["source"])
    assert clean["source"] > fewer[0] > fewer[1] == fewer[2] == 0
    home = dial("soap_home_first")
    assert float(home["evidence"]) < 0.1 * float(home["source"])
    opening.start_over()
    opening.word.value = "unasked"
    assert "Under the rules the note does nothing" in words
    assert ends(opening.result.after["source"]).count(OFFERED) == clean["source"]
    opening.rules.value = False
    free = {world: ends(found).count(OFFERED) for world, found in opening.result.after.items()}
    assert "brings offers if the articles are right, and next to none if the studies are" in words
    assert free["source"] - clean["source"] >= 5
    assert 0 <= free["evidence"] - clean["evidence"] <= 1


def test_the_clock_costs_what_the_page_says(words):
    assert rounds_missed(documents_clock(), official_clock()) == (1, 2, 3, 4)
    assert "who stops watching on Wednesday lets every offer lapse" in words


def test_contact_is_open_where_the_rule_opens_it(words):
    """R1: a program that has made contact may be answered before SOAP has ended."""
    assert "contact from your side once a program has contacted you, or when SOAP" in words
    answered = Move(actor="applicant", phase="SOAP after contact", act="contact the program")
    assert judge(answered).status == "allowed"


def test_what_the_page_says_of_a_file_is_what_is_done_with_it(words):
    assert "clean files in the middle, files with a failed attempt last" in words
    piles = [part.answer for part in exercise("4.6").parts]
    assert "middle list, rounds 2 and 3" in piles
    assert "only if desperate" in piles  # a failed attempt (S2-16)
    assert "In this model most who are not placed were never discussed" in words
    funnel = Triage().result.played["source"].funnel
    assert funnel["talked about"] - funnel["placed"] < (FILES - funnel["placed"]) / 2


def test_nothing_asks_a_school_to_speak_before_the_official_hour(words):
    assert "may see at 9:30 who did not match, and tells nobody before 10:00" in words
    assert "At ten be with each of them" in words
    told = Path(__file__).parents[2].joinpath("chapters", "school.toml").read_text("utf-8")
    hour, minute = map(int, re.search(r"Monday of Match Week, (\d+):(\d+)", told).groups())
    assert week_time("Monday", hour, minute) >= official_clock().status


def test_attention_is_what_runs_out(words):
    assert "Most of the middle is never discussed" in words
    triage = Triage()
    for found in triage.result.played.values():
        assert found.funnel["talked about"] < 0.1 * FILES
    before = triage.result.talked("source")
    triage.stops["visa"].value = False
    assert "drop it, and others lose their turn" in words
    after = triage.result.talked("source")
    assert after["non-US IMG"] > before["non-US IMG"]
    assert after["US MD senior"] < before["US MD senior"]


def test_the_frontier_is_where_offers_end(words):
    assert "From far below, twelve places change nothing; near the end they change much" in words
    assert offer_probability(28, 4) - offer_probability(40, 4) < 0.001
    assert "Go back to `20`, and let the program's own students take two positions" in words
    asked = PlaceAndRounds()
    before = asked.sentence.text
    asked.home.text = "2"
    assert f"{offer_probability(8, 2):.1%}" in asked.sentence.text != before
    assert offer_probability(8, 4) - offer_probability(20, 4) > 0.25


def test_what_directors_say_they_would_do_is_the_published_range(words):
    asked = "known mentor", "known mentor, obstetrics-gynecology", "unknown mentor"
    low, high, stranger = (figure("rank_higher_given_endorsement", who).value for who in asked)
    told = f"{low:.0%} to {high:.0%} say that they would rank somebody higher for a mentor they"
    assert f"{told} know, {stranger:.0%} for one they do not" in words


def test_the_replay_shows_what_is_named(words):
    says, found = replayed()["source"], replayed()["evidence"]
    assert f"`{FROM}`th to `{TO}`th while nobody writes" in words
    assert "own students stand only a little ahead" in words
    assert found[BEHIND].offers / found[UNASKED].offers > says[BEHIND].offers / says[UNASKED].offers
    assert found[UNASKED].places < says[UNASKED].places  # it works less often
    assert says[ASKED].offers > says[SILENT].offers + 10


def test_both_plans_fall_where_programs_judge_alike(words):
    plans = FocusOrVolume()
    free = [plans.result.chance(way) for way in ("focused", "wide")]
    assert free[0] == pytest.approx(at_least_one(0.05, 20))
    plans.alike.text = "0.5"
    alike = [plans.result.chance(way) for way in ("focused", "wide")]
    assert "Both plans fall, and the choice between them matters less" in words
    assert alike[0] < free[0]
    assert alike[1] < free[1]
    assert abs(alike[0] - alike[1]) < abs(free[0] - free[1])


def test_two_settings_of_the_week_cost_everything_and_the_rest_little(words):
    assert "the wrong clock, and offers that you do not see while they stand" in words
    week = InTheWeek()
    first = week.result.before["source"].count(0)
    week.where.value = "no"
    week.hold.value = True
    assert 0 < first - week.result.after["source"].count(0) <= 3
    week.start_over()
    week.hours.text = "4"
    assert "that waits for four hours costs most of them if the articles are right" in words
    assert 0 < week.result.after["source"].count(0) < first / 2
    assert week.result.after["evidence"] == week.result.before["evidence"]
    week.start_over()
    week.watches.value = False
    assert week.result.after["source"].count(0) == 0


def test_leaving_parts_out_costs_a_first_year_and_hardly_brings_all_of_it(words):
    assert "Seasons that ended with a first year now end with nothing, nearly all of them" in words
    half = PartOrAll()
    half.field.value = "competitive"
    takes = {world: bins_of(half.result.after[world]) for world in PRESETS}
    half.take.value = "whole"
    leaves = {world: bins_of(half.result.after[world]) for world in PRESETS}
    for world in PRESETS:
        ways = list(zip(takes[world], leaves[world], strict=True))
        ended = [after for before, after in ways if before == 2]
        assert ended.count(3) >= 0.9 * len(ended) > 10
        assert set(ended) <= {0, 3}


def test_most_files_of_the_week_that_plays_go_no_further_than_tuesday(words):
    assert "Most files go no further than Tuesday, before anybody has weighed them" in words
    assert "the offers come down a list by as many names as positions are open, and no" in words
    playing = PlayingWeek()
    for world in PRESETS:
        playing.world.value = world
        one = playing.result
        assert (~one.read).mean() > 0.5
        left = one.opened.copy()
        for number in range(1, one.rounds + 1):
            assert (one.count(one.week.rounds.offered == number) <= left).all()
            left -= one.count(one.week.rounds.accepted == number)


@pytest.mark.parametrize("world", PRESETS)
def test_more_than_half_of_the_places_would_go_to_those_without_a_list(words, world):
    assert "those who are verified and still free may take part \\[[R21]" in words
    assert "more than half of the places over many seasons, though not in every week" in words
    assert "and seniors of US schools most of these" in words
    playing = PlayingWeek()
    playing.world.value = world
    playing.registrants.value = True
    if world == "evidence":  # the week that opens: half, and no more
        one = playing.result
        assert one.to_registrants == one.count(one.week.rounds.accepted > 0).sum() / 2
    season = simulate(playing.scenario, 100)
    took, people = season.outcome == SOAP, season.market
    theirs = took & ~people.certifies
    assert theirs.sum() > took.sum() / 2
    assert theirs[:, people.applicants.us_senior].sum() > theirs.sum() / 2


def test_the_days_after_thursday_have_a_part_of_their_own(words):
    _, _, part = words.partition("## If the week ends without a place")
    part = part.partition(" ## ")[0]
    assert "on Thursday at nine in the evening, you may, and so may those who speak for" in part
    assert time_text(official_clock().end) == "Thursday 9 pm"
    called = Move(actor="representative", phase="after SOAP", act="contact the program")
    assert judge(called).status == "allowed"
    assert "until May 1" in part
    assert "until May 1" in official_rules()["R22"].clause


def test_the_plan_teaches_the_rules_before_it_takes_them_away():
    told = Path(__file__).parents[2].joinpath("INSTRUCTORS.md").read_text(encoding="utf-8")
    plan = told.partition("## Chapter 4, ")[2].partition("## Chapter 5, ")[0]
    rows = [line for line in plan.splitlines() if re.match(r"\| \d+-\d+ \|", line)]
    hours = [tuple(map(int, re.match(r"\| (\d+)-(\d+)", row).groups())) for row in rows]
    assert [start for start, _ in hours[1:]] == [end for _, end in hours[:-1]]
    assert (hours[0][0], hours[-1][1]) == (0, 50)
    assert "without" not in rows[0]
    assert "4E" in rows[1]
    assert "4A" in rows[2]
    assert "without a place" in plan


def test_the_numbers_named_for_instructors():
    told = Path(__file__).parents[2].joinpath("INSTRUCTORS.md").read_text(encoding="utf-8")
    assert f"{100 * offer_probability(8, 4):.0f}%; {100 * offer_probability(8, 2):.1f}%" in told
    focused, wide = at_least_one(0.05, 20), at_least_one(0.02, 45)
    assert "guess, then from 40; back to 20, and own students" in told
    assert f"{100 * focused:.0f}% against {100 * wide:.0f}%" in told
    says, found = replayed()["source"], replayed()["evidence"]
    about = sum(found[step].offers for step in (UNASKED, BEHIND, ASKED)) / 3
    assert (
        f"{says[UNASKED].offers:.0f} of 100, {says[BEHIND].offers:.0f} behind own students, "
        f"{says[ASKED].offers:.0f} when the program asks, which is allowed; "
        f"if the studies are right, about {about:.0f} of 100, whichever way"
    ) in told
    assert alike(found[UNASKED], found[BEHIND], found[ASKED])
    talked = Triage().result.played["source"].funnel["talked about"]
    assert f"{talked:.0f} of 400" in told
    assert (len(exercise("4A").parts), len(exercise("4E").parts)) == (8, 8)
    assert any(slip.answer == 1 for slip in exercise("4.4").parts[1].slips)
    assert any(slip.answer == pytest.approx(0.9) for slip in exercise("4.5").parts[0].slips)
