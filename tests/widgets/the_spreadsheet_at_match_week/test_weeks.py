"""The pictures of chapter 04 that play weeks and seasons: direction, both worlds, sentence."""

import numpy as np
import pytest

from engine.base.codes import PRESETS
from engine.formulas import review_minutes
from engine.study.intervals import wilson
from tests.widgets.seen import check_refusal
from widgets.explorer.keep import rows_html
from widgets.text.words import IF_TRUE
from widgets.the_spreadsheet_at_match_week import (
    InTheWeek,
    NoteReplay,
    OneWeek,
    PartOrAll,
    Spreadsheet,
    Triage,
)
from widgets.the_spreadsheet_at_match_week.note_replay import (
    ASKED,
    BEHIND,
    MEASURES,
    RULED,
    SILENT,
    STEPS,
    UNASKED,
    alike,
    replayed,
)
from widgets.the_spreadsheet_at_match_week.one_week import (
    BINS,
    BLOCKED,
    NOBODY,
    OFFERED,
    REFUSED,
    UNREAD,
    ends,
)
from widgets.the_spreadsheet_at_match_week.part_or_all import bins_of
from widgets.the_spreadsheet_at_match_week.program import LABELS, WEEKS, mine, offers_end
from widgets.the_spreadsheet_at_match_week.spreadsheet import GONE, SHOWN, STATES, TOOK
from widgets.the_spreadsheet_at_match_week.triage import STOPS


@pytest.fixture(scope="module")
def week():
    return OneWeek()


@pytest.fixture(scope="module")
def triage():
    return Triage()


@pytest.fixture(scope="module")
def screen():
    return Spreadsheet()


def counts(explorer, world="source"):
    """Count the weeks in each bin."""
    return np.bincount(ends(explorer.result.after[world]), minlength=len(BINS))


# --- One week ---------------------------------------------------------------------------------


def test_the_file_decides_how_far_it_gets(week):
    week.start_over()
    clean = counts(week)
    week.file.value = "failed"
    assert counts(week)[OFFERED] < clean[OFFERED]
    assert counts(week, "evidence")[REFUSED] == WEEKS  # this program takes none after a fail
    week.file.value = "years"
    assert [counts(week, world)[REFUSED] for world in PRESETS] == [WEEKS, WEEKS]
    assert NOBODY in week.sentence.text


def test_own_students_push_everybody_else_down(week):
    week.start_over()
    place = np.median([p for p in week.result.after["source"].your_place if p >= 0])
    offers = counts(week)[OFFERED]
    week.own.text = "2"
    after = week.result.after["source"]
    assert np.median([p for p in after.your_place if p >= 0]) >= place + 2
    assert counts(week)[OFFERED] < offers
    check_refusal(week, week.own, "5")


def test_a_filter_that_refuses_is_named_in_both_worlds(week):
    week.start_over()
    assert "a filter refuses" not in week.sentence.text
    assert "nobody reads you in" in week.sentence.text
    week.file.value = "years"
    for world in PRESETS:
        assert counts(week, world)[REFUSED] == WEEKS
    told = f"an offer in 0 of {WEEKS} weeks (0 without a note and with no own students), and a "
    assert told + f"filter refuses you in {WEEKS}; " in week.sentence.text
    assert f"an offer in 0, and a filter refuses you in {WEEKS}. " in week.sentence.text


def test_a_note_does_nothing_under_the_rules_and_much_without_them_if_the_articles_are_right(week):
    week.start_over()
    silent = {world: counts(week, world)[OFFERED] for world in PRESETS}
    week.word.value = "unasked"
    assert {world: counts(week, world)[OFFERED] for world in PRESETS} == silent
    assert BLOCKED in week.sentence.text
    assert "in 4 rounds (R12); with the rules off, in 3 in the articles' world" in week.limits()
    for world in PRESETS:
        assert len(week.result.after[world].week.keys) == 4
    week.rules.value = False
    assert len(week.result.after["source"].week.keys) == 3
    free = {world: counts(week, world)[OFFERED] for world in PRESETS}
    assert free["source"] > 2 * silent["source"]
    assert 0 <= free["evidence"] - silent["evidence"] <= 1  # as the chapter says: next to none
    assert BLOCKED not in week.sentence.text
    week.word.value = ""
    assert {world: counts(week, world)[OFFERED] for world in PRESETS} == silent


def test_an_answer_to_a_question_is_allowed(week):
    week.start_over()
    silent = counts(week)[OFFERED]
    week.word.value = "asked"
    assert week.rules.value
    assert counts(week)[OFFERED] > silent
    assert BLOCKED not in week.sentence.text


def test_the_sentence_counts_what_the_dots_show(week):
    week.start_over()
    for world, label in IF_TRUE.items():
        rows = [r for r in week.picture.rows["shares"] if r["world"] == label]
        drawn = {r["bin"]: r["count"] for r in rows if r["when"] == "after"}
        assert list(drawn.values()) == counts(week, world).tolist()
    told, found = counts(week), counts(week, "evidence")
    assert f"an offer in {told[OFFERED]} of {WEEKS} weeks" in week.sentence.text
    assert f"nobody reads you in {told[UNREAD]};" in week.sentence.text
    unread = f"an offer in {found[OFFERED]}, and nobody reads you in {found[UNREAD]}."
    assert unread in week.sentence.text
    assert week.picture.description == week.sentence.text


def test_a_week_can_be_asked(week):
    week.start_over()
    for number, fate in enumerate(ends(week.result.after["source"])[:12]):
        week.picture.asked = {"world": 0, "season": number}
        told = week.picture.answer
        assert told.startswith(f"Week {number + 1}: {BINS[fate][0]}.")
        assert ("the offer came in round" in told) == (fate == OFFERED)
    week.picture.asked = {}


def test_offers_end_where_the_last_one_had_an_offer(week):
    week.start_over()
    played = week.result.after["source"]
    found = played.week
    for number in range(5):
        here = (found.season == number) & (found.rounds.offered > 0)
        assert offers_end(played)[number] == found.standing[here].max(initial=-1) + 1
    assert (found.applicant[mine(played)] == played.market.you).all()


# --- Triage -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(STOPS))
def test_each_filter_stops_somebody_in_both_worlds(triage, name):
    triage.start_over()
    triage.stops["visa"].value = False
    passed = {w: triage.result.played[w].funnel["past the filters"] for w in PRESETS}
    assert set(passed.values()) == {400}
    triage.stops[name].value = True
    for world in PRESETS:
        assert triage.result.played[world].funnel["past the filters"] < passed[world]


def test_whom_the_visa_filter_costs_and_who_gains(triage):
    triage.start_over()
    with_it = triage.result.talked("source")
    triage.stops["visa"].value = False
    without = triage.result.talked("source")
    assert with_it["non-US IMG"] == 0 < without["non-US IMG"]
    assert with_it["US MD senior"] > without["US MD senior"]


def test_time_runs_out(triage):
    triage.start_over()
    read = triage.result.played["source"].funnel["read"]
    triage.readers.text = "4"
    assert triage.result.played["source"].funnel["read"] > read
    triage.readers.text, triage.seconds.text = "2", "600"
    assert triage.result.played["source"].funnel["read"] < read / 10
    assert f"{review_minutes(400, 600):,.0f} minutes" in triage.sentence.text
    check_refusal(triage, triage.pile, "100")


def test_the_sentence_says_the_funnel(triage):
    triage.start_over()
    told = triage.result.played["source"].funnel
    assert f"of 400 files {told['past the filters']:.0f} pass" in triage.sentence.text
    assert f"{told['talked about']:.0f} talked about; if the studies" in triage.sentence.text
    drawn = triage.story.draw(triage.story.rows(triage.result), triage.sentence.text).to_dict()
    assert drawn["description"] == triage.sentence.text


# --- The table on their screen ----------------------------------------------------------------


def test_the_table_is_the_list_from_the_top_with_you(screen):
    screen.start_over()
    found = screen.story.rows(screen.result)["rows"]
    assert [row["place"] for row in found[:SHOWN]] == list(range(1, SHOWN + 1))
    assert sum(row["you"] for row in found) == 1
    assert [row["remark"] for row in found[:2]] == ["own student"] * 2
    played = screen.result.played
    own = played.market.own_school(played.week.applicant, played.week.program)
    assert own[played.week.season == screen.result.week].sum() == 2
    screen.own.text = "0"
    assert "own student" not in {r["remark"] for r in screen.story.rows(screen.result)["rows"]}


def test_offers_go_on_round_by_round_and_none_comes_twice(screen):
    screen.start_over()
    assert screen.sentence.text.startswith("Before round 1, 57 people are on the list")
    assert {row["state"] for row in screen.story.rows(screen.result)["rows"]} == {STATES[0]}
    before = set()
    for over in ("1", "2", "3", "4"):
        screen.over.text = over
        rows = screen.story.rows(screen.result)["rows"]
        done = {(row["place"], row["state"]) for row in rows if row["state"] in (TOOK, GONE)}
        assert before <= done
        before = done
        assert screen.sentence.text.startswith(f"After round {over},")
    assert before
    screen.world.value = "evidence"  # the rules of today are on: four rounds in both worlds (R12)
    assert screen.sentence.text.startswith("After round 4,")


@pytest.mark.parametrize("file", LABELS)
def test_every_file_can_be_looked_at(screen, file):
    screen.start_over()
    screen.file.value = file
    on = bool(screen.result.played.week.listed[mine(screen.result.played)[screen.result.week]])
    assert ("You are not on the list" in screen.sentence.text) == (not on)


# --- The note ---------------------------------------------------------------------------------


def test_the_note_brings_offers_and_two_own_students_take_most_of_them():
    says, found = replayed()["source"], replayed()["evidence"]
    assert says[SILENT].offers < 2
    assert says[UNASKED].offers > 15
    assert says[BEHIND].offers < says[UNASKED].offers / 3
    assert found[UNASKED].offers > found[BEHIND].offers > found[UNASKED].offers / 2
    assert found[UNASKED].places < says[UNASKED].places


@pytest.mark.parametrize("world", PRESETS)
def test_under_the_rules_the_note_is_as_if_unwritten_and_an_answer_counts(world):
    steps = replayed()[world]
    assert steps[RULED] == steps[SILENT]
    assert steps[SILENT].offers < steps[ASKED].offers <= steps[UNASKED].offers


@pytest.mark.parametrize("what", list(MEASURES))
def test_every_step_of_the_replay_is_drawn_in_both_worlds(what):
    replay = NoteReplay()
    replay.measure.value = what
    drawn = {(r["world"], r["step"]): r["worth"] for r in replay.story.rows(replay.result)["steps"]}
    assert len(drawn) == len(IF_TRUE) * len(STEPS)
    for world, label in IF_TRUE.items():
        for step in STEPS:
            assert drawn[label, step] == getattr(replayed()[world][step], what)
    assert f"{drawn[IF_TRUE['source'], ASKED]:.0f} when the program asks, which is allowed" in (
        replay.sentence.text
    )
    assert f"{drawn[IF_TRUE['source'], BEHIND]:.0f} behind two own" in replay.sentence.text


def test_the_places_of_the_studies_world_stand_one_by_one():
    replay = NoteReplay()
    replay.measure.value = "places"
    found = replayed()["evidence"]
    ends = [f"{found[step].places:.0f}" for step in (UNASKED, BEHIND, RULED, ASKED)]
    assert replay.sentence.text.endswith(f"{', '.join(ends[:3])} and {ends[3]}.")


def test_offers_that_differ_by_chance_alone_are_told_as_one():
    replay, found = NoteReplay(), replayed()["evidence"]
    three = [found[step] for step in (UNASKED, BEHIND, ASKED)]
    assert alike(*three)
    about = sum(one.offers for one in three) / 3
    assert replay.sentence.text.endswith(
        f"in about {about:.0f}, whichever way, and in 0 under the rules."
    )
    says = replayed()["source"]
    assert not alike(says[UNASKED], says[BEHIND])
    measure, view = replay.result
    text = replay.story.describe((measure, {**view, "evidence": says}))
    ends = [f"{says[step].offers:.0f}" for step in (UNASKED, BEHIND, RULED, ASKED)]
    assert text.endswith(f"in {', '.join(ends[:3])} and {ends[3]}.")


def test_the_weeks_counted_and_the_intervals_of_their_offers_are_told():
    replay = NoteReplay()
    for world in PRESETS:
        assert f"{len(replayed()[world][SILENT].won)} if the" in replay.limits()
    row = next(
        row
        for row in replay.picture.rows["steps"]
        if (row["world"], row["step"]) == (IF_TRUE["source"], UNASKED)
    )
    one = replayed()["source"][UNASKED]
    low, high = wilson(sum(one.won), len(one.won))
    assert row["interval"] == f"{100 * low:.0f} to {100 * high:.0f}"
    assert f"<td>{row['interval']}</td>" in rows_html(replay.picture, replay.tables)
    replay.measure.value = "places"
    assert {row["interval"] for row in replay.picture.rows["steps"]} == {None}


# --- In the week ------------------------------------------------------------------------------


def placed(explorer, world):
    return explorer.result.after[world].count(0)


def test_a_wrong_clock_and_a_late_answer_cost_every_place():
    conduct = InTheWeek()
    at_first = {world: placed(conduct, world) for world in PRESETS}
    assert min(at_first.values()) > 1
    conduct.clock.value = "over on Wednesday"
    assert {placed(conduct, world) for world in PRESETS} == {0}
    conduct.start_over()
    conduct.watches.value = False
    assert {placed(conduct, world) for world in PRESETS} == {0}
    conduct.start_over()
    conduct.hours.text = "3.5"
    assert {world: placed(conduct, world) for world in PRESETS} == at_first
    conduct.hours.text = "4"  # S2-42: the articles' programs mind
    assert placed(conduct, "evidence") == at_first["evidence"]
    assert 0 < placed(conduct, "source") <= at_first["source"]


def test_applying_everywhere_costs_where_the_articles_are_right():
    conduct = InTheWeek()
    conduct.where.value = "yes"
    focused = placed(conduct, "source")
    conduct.where.value = "no"
    assert placed(conduct, "source") < focused
    assert f"in {placed(conduct, 'source')} of {WEEKS} seasons" in conduct.sentence.text
    check_refusal(conduct, conduct.hours, "7")
    conduct.picture.asked = {"world": 0, "season": 2}
    assert conduct.picture.answer.startswith("Season 3 of these: ")


# --- Half of a training ---------------------------------------------------------------------------


def test_what_you_hold_is_what_the_seasons_say():
    half = PartOrAll()
    for world, label in IF_TRUE.items():
        season = half.result.after[world]
        shares = [row.probability for row in season.training_rows()]
        shown = [
            row["share"]
            for row in half.picture.rows["shares"]
            if row["world"] == label and row["when"] == "after"
        ]
        # The picture has the later years before the first year.
        assert shown == pytest.approx([shares[0], shares[2], shares[1], shares[3]])
        assert f" {round(100 * shares[0])}" in half.sentence.text


def test_each_season_can_be_asked_for_its_positions():
    half = PartOrAll()
    season = half.result.after["evidence"]
    names, told = season.market.programs.names, set()
    for number, (program, second) in enumerate(
        zip(season.program[:, -1].tolist(), season.second[:, -1].tolist(), strict=True)
    ):
        half.picture.asked = {"world": 1, "season": number}
        held = half.picture.answer.split(". ")[0].removeprefix(f"Season {number + 1}: ")
        places = [names[one] for one in (program, second) if one >= 0]
        assert held == "no place" or [part.split(" (")[0] for part in held.split(" and ")] == places
        told.add((held.count("("), "SOAP" in held))
    assert told == {(0, False), (1, False), (1, True), (2, False), (2, True)}


def test_where_nothing_is_advanced_nothing_is_missing_from_the_match():
    half = PartOrAll()
    half.field.value = "primary care"
    half.take.value = "whole"
    assert set(bins_of(half.result.after["evidence"])) <= {0, 1, 3}
    check_refusal(half, half.score, "301")
    half.start_over()
    assert half.take.value == "all"
    assert bins_of(half.result.after["source"]) == bins_of(half.result.before["source"])
