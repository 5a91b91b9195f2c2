"""One program in the week of SOAP: the documents' funnel, the note, and the home students."""

from functools import cache

import numpy as np
import pytest

from engine import MarketError, Scenario
from engine.base.codes import FILTERS, ON_SHORT_LIST
from engine.study.soap_program import FUNNEL, one_program

NOTE = "This candidate is legit"
EXTERNAL = {"applicant_type": "US MD senior", "step2": 230, "field": "primary care"}
SOURCE = Scenario(preset="source", rules=False).with_you(**EXTERNAL)
WEEKS = 400


@cache
def program(scenario=SOURCE, **how):
    return one_program(scenario, weeks=WEEKS, **how)


def where_you_stood(low, high):
    """Weeks in which you stood there without the note, counted from 0."""
    place = program().your_place
    return (place >= low) & (place < high)


def offered(found, weeks):
    return float((found.your_offer[weeks] > 0).mean())


@pytest.mark.parametrize("files", [200, 400, 600])
def test_the_funnel_of_document_s2(files):
    # S2-12, S2-28: hundreds of files for 4 positions, 80 to 150 names, half of them, 20 to 40.
    funnel = program(files=files).funnel
    assert list(funnel) == list(FUNNEL)
    assert funnel["files"] == files
    assert 80 <= funnel["long list"] <= 150
    assert funnel["listed"] == pytest.approx(funnel["long list"] / 2, abs=5)
    assert 20 <= funnel["talked about"] <= 40
    assert 3 < funnel["placed"] <= 4
    counts = list(funnel.values())
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("positions", [2, 3])
def test_sixty_to_a_hundred_names_remain_for_two_or_three_positions(positions):
    # S0-27; I-03: for 3 or 4 positions the other document has 80 to 150.
    assert 58 <= program(positions=positions).funnel["long list"] <= 100


def test_the_note_moves_ten_to_fifteen_places_of_a_list_of_thirty():
    # S2-41, of those who stand in the lower half of what is talked about.
    before, after = program(), program(note=NOTE)
    weeks = where_you_stood(17, 30) & (after.your_place >= 0)
    assert weeks.sum() > 40
    moved = (before.your_place - after.your_place)[weeks]
    assert 10 <= np.median(moved) <= 15
    assert (moved >= 0).all()


def test_two_own_students_leave_little_of_the_note():
    # S2-22 against S2-41.
    weeks = where_you_stood(10, 24)
    assert weeks.sum() > 100
    alone, helped = (offered(found, weeks) for found in (program(), program(note=NOTE)))
    behind = offered(program(note=NOTE, own_students=2), weeks)
    assert alone < 0.01
    assert helped > 0.2
    assert behind < helped / 3


def test_own_students_stand_first():
    week = program(own_students=2).week
    top = week.standing < 2
    assert (top & (week.standing >= 0)).sum() == 2 * WEEKS
    placed = np.bincount(week.season[week.rounds.accepted == 1], minlength=WEEKS)
    assert (placed >= 1).mean() > 0.97


def test_nobody_forgets_the_own_students_when_time_is_short():
    # S2-22: they are known without a file, whoever's turn it is.
    week = program(own_students=2, files=600).week
    assert ((week.standing < 2) & (week.standing >= 0)).sum() == 2 * WEEKS


def test_you_may_be_one_of_the_own_students():
    here = program(at_home=True)
    assert (here.your_place >= 0).mean() > 0.99
    assert (here.your_offer > 0).mean() > 0.9
    assert (program().your_offer > 0).mean() < 0.2


def test_an_answer_counts_under_the_rules_and_about_the_short_list_only():
    ruled = SOURCE.with_rules(True)
    silent, asked = program(ruled), program(ruled, note=NOTE, asked=True)
    mine = asked.week.applicant == asked.market.you
    talked_about = asked.week.stage[mine] == ON_SHORT_LIST
    moved = silent.your_place > asked.your_place
    assert moved.sum() > WEEKS / 4
    assert (moved & talked_about).sum() > 0.95 * moved.sum()  # S2-28, S2-33


def test_rules_change_nothing_but_the_note():
    np.testing.assert_array_equal(program(SOURCE.with_rules(True)).your_place, program().your_place)


def test_a_filter_that_is_asked_for_holds_to_the_letter():
    # The exam cut gives way in SOAP; not here, where the filters are said.
    found = program(Scenario(), filters=("exam cut",))
    below = found.market.applicants.step2 < Scenario().assumptions.exam_cut
    stopped = found.week.stopped > 0
    np.testing.assert_array_equal(stopped, below[found.week.applicant])
    assert 0 < stopped.mean() < 1


@pytest.mark.parametrize("name", FILTERS[1:])
def test_each_filter_can_be_the_only_one(name):
    free, one = program(filters=()), program(filters=(name,))
    assert free.funnel["past the filters"] == free.funnel["files"]
    assert one.funnel["past the filters"] < one.funnel["files"]
    assert set(one.week.stopped.tolist()) == {0, FILTERS.index(name)}


def test_the_note_is_blocked_by_rules():
    ruled = SOURCE.with_rules(True)
    np.testing.assert_array_equal(program(ruled, note=NOTE).your_place, program(ruled).your_place)


def test_in_the_studies_world_a_note_often_changes_nothing():
    world = Scenario(rules=False).with_you(**EXTERNAL)
    before, after = program(world), program(world, note=NOTE)
    on = (before.your_place >= 0) & (after.your_place >= 0)
    unmoved = (before.your_place == after.your_place)[on].mean()
    assert 0.4 < unmoved < 0.8  # E03: acted on for .41 of known mentors


def test_time_is_what_many_files_run_out_of():
    read = {n: program(files=n).funnel["read"] / n for n in (200, 400, 600)}
    assert read[200] > read[400] > read[600]


def test_how_a_program_reads_can_be_said_of_it_alone():
    slow = {"reviewers": 3, "seconds_per_file": 60.0}
    everywhere = SOURCE.with_assumptions(soap_reviewers=3, soap_seconds_per_file=60.0)
    assert program(**slow).funnel == program(everywhere).funnel != program().funnel
    with pytest.raises(MarketError) as caught:
        program(reviewers=0, seconds_per_file=1.5)
    assert caught.value.problems == (
        "reviewers is 0; it must be a whole number from 1 to 6",
        "seconds_per_file is 1.5; it must be a number from 5 to 600",
    )


def test_more_own_students_than_may_be_are_refused():
    with pytest.raises(MarketError, match="own_students is 50; of these 100 files only 11 could"):
        one_program(Scenario(), files=100, own_students=50, weeks=1)
    own = one_program(Scenario(), files=100, own_students=11, weeks=1).market
    assert (own.applicants.school == len(own.schools)).sum() == 11


def test_what_cannot_be_asked_is_named_at_once():
    with pytest.raises(MarketError) as caught:
        one_program(
            Scenario(),
            files=3,
            positions=0,
            own_students=-1,
            accept=2,
            filters=("visa", "luck"),
            weeks=0,
            seed=-1,
        )
    assert len(caught.value.problems) == 7
    assert "filters is 'luck'" in caught.value.problems[-1]
