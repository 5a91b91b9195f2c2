"""The week that plays: against the engine's table, the rules of SOAP, and what is told of it."""

import itertools

import numpy as np
import pytest

from engine.base.codes import PRESETS, UNPLACED
from engine.matching import Act, OpenProgram, Registrant, official_clock, soap_week
from tests.widgets.seen import check_refusal
from widgets.explorer.seasons import simulated
from widgets.season.one_season import OneSeason
from widgets.text.words import BELIEVED
from widgets.the_spreadsheet_at_match_week import PlayingWeek
from widgets.the_spreadsheet_at_match_week.one_soap_week import OneSoapWeek
from widgets.the_spreadsheet_at_match_week.playing_week import BUSY_WEEK, WEEKS, rows
from widgets.the_spreadsheet_at_match_week.week_people import person
from widgets.the_spreadsheet_at_match_week.week_steps import steps
from widgets.the_spreadsheet_at_match_week.without_match import by_the_clock, seasons_without_match


@pytest.fixture(scope="module")
def playing():
    return PlayingWeek()


def week_of(world, number):
    season = int(seasons_without_match(world)[number])
    return OneSoapWeek(OneSeason(simulated(by_the_clock(world)).replay(season)))


@pytest.fixture(scope="module", params=[(world, n) for world in PRESETS for n in (1, 8, 23)])
def one(request):
    return week_of(*request.param)


def test_there_are_as_many_weeks_as_the_control_offers():
    for world in PRESETS:
        assert len(seasons_without_match(world)) >= WEEKS


def test_the_week_is_that_of_the_engine_s_table():
    study = simulated(by_the_clock("source"))
    season = int(seasons_without_match("source")[2])
    table, one = study.soap_applications(season), week_of("source", 2)
    assert (
        one.mine(one.market.you).tolist()
        == np.flatnonzero(table["applicant"] == one.market.you).tolist()
    )
    assert one.read.sum() == (table["reached"] > "not reached in time").sum()
    reach = one.reach(one.rounds)
    offered = table[table["offered_in"] > 0].groupby("program", observed=True)["place"].max() - 1
    names = np.array(one.market.programs.names)
    assert {names[p]: reach[p] for p in np.flatnonzero(reach >= 0)} == offered.to_dict()


def test_the_rules_of_soap_give_the_same_week(one):
    """Act by act, with the timetable: nothing is refused, and the offers are the same."""
    week, clock = one.week, official_clock()
    names = [f"person {n}" for n in range(len(one.market.applicants))]
    acts = [
        Act(clock.applications, "apply", names[a], one.market.programs.names[p])
        for a, p in zip(week.applicant, week.program, strict=True)
    ]
    for number, (opens, closes) in enumerate(clock.rounds, 1):
        if number > one.rounds:  # the articles' world has three: nobody lists anybody any more
            acts += [Act(opens - 1, "list", one.market.programs.names[p]) for p in one.programs]
            continue
        for p in one.programs:
            here = np.flatnonzero((week.program == p) & (week.keys[number - 1] >= 0))
            order = here[np.argsort(week.keys[number - 1, here], kind="stable")]
            listed = tuple(names[a] for a in week.applicant[order])
            acts.append(Act(opens - 1, "list", one.market.programs.names[p], names=listed))
        for row in np.flatnonzero(week.rounds.accepted == number):
            where = one.market.programs.names[week.program[row]]
            acts.append(Act(closes - 1, "accept", names[week.applicant[row]], where))
    log = soap_week(
        {names[a]: Registrant() for a in one.crowd},
        {
            one.market.programs.names[p]: OpenProgram(int(one.opened[p]), takes_part=True)
            for p in one.programs
        },
        acts,
    )
    assert [event for event in log.events if event.refused] == []
    assert sorted(log.offers()) == sorted(
        (
            int(week.rounds.offered[row]),
            one.market.programs.names[week.program[row]],
            names[week.applicant[row]],
            "accepted" if week.rounds.accepted[row] else "declined",
        )
        for row in np.flatnonzero(week.rounds.offered)
    )
    assert {
        one.market.programs.names[p]: left
        for p, left in zip(one.programs, (one.opened - _filled(one))[one.programs], strict=True)
    } == log.unfilled


def _filled(one):
    rounds = one.week.rounds
    return np.bincount(one.week.program[rounds.accepted > 0], minlength=len(one.opened))


def test_the_steps_go_by_the_official_clock(one):
    told = steps(one)
    rounds = [step for step in told if step.round]
    assert [step.kind for step in told[:4]] == ["open", "apply", "files", "lists"]
    assert [step.kind for step in rounds] == ["offers", "answers"] * one.rounds
    assert told[-1].kind == "end"
    assert told[0].title == "Monday 10 am"
    assert told[2].title == "Tuesday 8 am"
    assert rounds[0].title == "Thursday 9 am: round 1 opens"
    for step in told:
        assert "{" not in step.sentence
        assert "None" not in step.sentence


def test_the_numbers_of_the_steps_add_up(one):
    made = one.week.rounds
    offers, accepted = int((made.offered > 0).sum()), int((made.accepted > 0).sum())
    assert accepted + one.refused.sum() + one.lapsed.sum() == offers
    told = {(step.kind, step.round): step for step in steps(one)}
    left = int(one.opened.sum())
    assert f"{len(one.crowd)} people have no place" in told["open", 0].everybody
    assert f"have {left} open positions" in told["open", 0].everybody
    for number in range(1, one.rounds + 1):
        out = int((made.offered == number).sum())
        opens = told["offers", number].everybody
        assert opens.startswith(f"{out} offer") or (out == 0 and "no offer goes out" in opens)
        filled = int((made.accepted == number).sum())
        left -= filled
        assert f"{filled} accepted" in told["answers", number].everybody
        assert f"{left} position" in told["answers", number].everybody
    assert f"of {one.opened.sum()} positions {left} stay" in told["end", 0].everybody
    assert left == one.opened.sum() - made.filled.sum()


def test_everybody_is_told_no_more_than_is_known(one):
    told = steps(one)
    for who in one.crowd[::7]:
        said = [person(one, int(who), step) for step in told]
        for earlier, later in itertools.pairwise(said):
            assert len(later) >= len(earlier) or "offer from" in earlier
        assert all("{" not in words for words in said)
        for step, words in zip(told, said, strict=True):
            assert ("No place." in words) <= (step.kind == "end")
            assert ("accepts" in words) <= (step.kind in ("offers", "answers", "end"))
        ended = one.season.batch.outcome[0, who] == UNPLACED
        assert ("No place." in said[-1]) == ended
        assert ("accepts" in said[-1]) != ended


def test_an_offer_is_answered_when_its_round_closes():
    one = next(
        one
        for one in (week_of("evidence", n) for n in range(WEEKS))
        if (one.week.rounds.accepted[one.mine(one.market.you)] > 0).any()
    )
    told, you = steps(one), one.market.you
    number = int(one.week.rounds.accepted[one.mine(you)].max())
    at = {(step.kind, step.round): step for step in told}
    assert at["offers", number].you.startswith("An offer comes from")
    assert at["answers", number].you.endswith("and that binds")
    assert "accepts" not in person(one, you, at["offers", number])
    assert "accepts" in person(one, you, at["answers", number])
    assert at["end", 0].you.startswith("You have a place at")


def test_what_goes_to_the_browser_is_complete(one):
    sent = rows(one)
    people, programs = np.array(sent["people"]), sent["programs"]
    assert len(people) == len(one.crowd)
    assert (people[:, 2] > 0).sum() == one.week.rounds.filled.sum()
    assert ((people[:, 1] >= 0) == (people[:, 2] > 0)).all()
    taken = np.bincount(people[people[:, 1] >= 0, 1], minlength=len(programs))
    assert all(n <= one_["positions"] for n, one_ in zip(taken, programs, strict=True))
    applications = np.array(sent["applications"])
    assert (one.crowd[applications[:, 0]] == one.week.applicant).all()
    assert (one.programs[applications[:, 1]] == one.week.program).all()
    for program in programs:
        assert program["counts"] == sorted(program["counts"], reverse=True)
    assert one.crowd[-1] == one.market.you
    assert [step["title"] for step in sent["steps"]] == [step.title for step in steps(one)]


def test_the_first_week_shows_offers_that_come_near(playing):
    assert playing.week.value == BUSY_WEEK
    one = playing.result
    assert one.rounds == 4
    assert (one.week.rounds.filled.sum(axis=1) == 0).any()  # a round in which all offers lapse
    came = [step.you for step in steps(one) if step.kind == "offers"]
    assert all("they have come to the" in said for said in came)
    assert len(set(came)) == 4


def test_another_week_begins_anew_with_nobody_asked(playing):
    playing.picture.step = 5
    playing.picture.asked = {"person": 3}
    assert playing.picture.answer
    before = playing.picture.rows
    playing.week.text = "2"
    assert playing.picture.rows != before
    assert (playing.picture.step, playing.picture.asked, playing.picture.answer) == (0, {}, "")
    assert playing.picture.description == playing.sentence.text
    playing.world.value = "source"
    assert "in 4 rounds" in playing.sentence.text  # R12, in both worlds
    assert BELIEVED["source"] in playing.basis.value
    playing.start_over()
    assert playing.picture.rows == before


def test_the_answer_grows_with_the_steps(playing):
    picture, you = playing.picture, len(playing.result.crowd) - 1
    picture.asked = {"person": you}
    answers = []
    for step in range(4):
        picture.step = step
        answers.append(picture.answer)
    assert answers == sorted(set(answers), key=len)
    assert answers[0].startswith("You (non-US IMG), Step 2 CK 234.")
    assert "SOAP" not in answers[0]
    picture.asked, picture.step = {}, 0


def test_the_table_tells_every_step(playing):
    playing.exports.value = True
    for step in playing.picture.rows["steps"]:
        for column in ("title", "everybody", "you"):
            assert step[column] in playing.exports.table.value
    playing.exports.value = False


def test_who_certified_no_list_joins_the_same_week(playing):
    before = playing.result
    playing.registrants.value = True
    after = playing.result
    assert before.without_list == 0
    assert after.without_list == round(300 * 0.11)
    numbers = [one.market.numbers[one.crowd] for one in (before, after)]
    assert set(numbers[0].tolist()) < set(numbers[1].tolist())
    assert after.opened.tolist() == before.opened.tolist()
    assert f"{after.without_list} of the people certified no list" in steps(after)[0].everybody
    first = steps(after)[0]
    told = [person(after, int(who), first) for who in after.crowd]
    assert sum("Certified no list" in said for said in told) == after.without_list
    assert len(playing.picture.rows["people"]) == len(after.crowd)
    mine = [one.week.program[one.mine(one.market.you)].tolist() for one in (before, after)]
    assert mine[0] == mine[1]
    took = after.season.batch.outcome[0] != UNPLACED
    placed = int((took & ~after.market.certifies).sum())
    assert 0 < placed == after.to_registrants
    assert f"{placed} of the places go to people without" in playing.sentence.text
    playing.start_over()
    assert playing.result.without_list == 0


def test_a_bad_week_is_named(playing):
    check_refusal(playing, playing.week, "0")
    check_refusal(playing, playing.week, "soon")
