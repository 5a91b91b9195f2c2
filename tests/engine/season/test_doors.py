"""Side doors and their gates: what gets a file past a filter, and what shuts the door again."""

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.base.codes import FILTERS, VISA
from engine.scenario.rules import judge_scenario, within_rules
from engine.season.belief import SETTLED_BY, settled_by
from engine.season.filters import STRONG_STORY
from engine.study.cases import at_the_cut
from tests.engine.seasons import everybody, play_scenario

PRAISE = "I'd take them"
LOW = at_the_cut(215).with_assumptions(
    voices_mean=0, once_wrong_share=0, story_reopens=0, blanket_cost=0
)


def read(scenario, seasons=100):
    """Share of your applications that get past the filters."""
    return float((simulate(scenario, seasons).your_reached >= 1).mean())


def called(scenario=LOW, level=2, **how):
    return scenario.with_voice("resident", PRAISE, level, 60, **{"known": True, **how})


def test_the_open_door_is_as_wide_as_its_level_says():
    for level, chance in ((0, 0.0), (1, 0.3), (2, 0.9), (3, 1.0), (4, 1.0)):
        assert read(called(level=level)) == pytest.approx(chance, abs=0.03), level


def test_an_applicant_from_inside_needs_no_known_director_and_no_low_gap():
    far = LOW.with_assumptions(exam_cut=260, rescue_reach=0).with_you(mspe=-2)
    assert read(called(far, level=4, known=False)) == 1
    assert read(called(far, level=3)) == 0


def test_without_a_number_a_word_from_inside_reaches_one_program():
    inside = LOW.with_voice("chief resident", PRAISE, 4)
    reached = simulate(inside, 50).your_reached
    assert (reached >= 1).any(axis=0).sum() == 1


@pytest.mark.parametrize(
    ("under", "opens"), [(0.5, True), (19.0, True), (20.0, True), (20.5, False), (40.0, False)]
)
def test_a_voice_reaches_only_so_far_under_a_cut(under, opens):
    world = LOW.with_assumptions(exam_cut=215 + under)
    # Cuts are whole points.
    short = float(everybody(world).market.programs.exam_cut[0]) - 215
    assert (read(called(world, level=3)) > 0) == opens == (short <= 20)


def test_a_stranger_a_vague_word_and_a_late_one_open_nothing_in_the_documents_world():
    assert read(called()) > 0.8
    assert read(called(known=False)) == 0
    assert read(called(specific=False)) == 0
    assert read(called(when="January or later")) == 0
    half = read(called(when="October to December"))
    assert half == pytest.approx(0.5 * 0.9, abs=0.05)


def test_a_warning_heard_at_the_same_program_shuts_the_door():
    warned = called().with_voice("attending", "difficult to work with", 2, 60, known=True)
    assert read(warned) == 0
    # Faint praise and a doubt are no warning.
    for said in ("They're fine", "okay, just not our top group"):
        doubted = called().with_voice("attending", said, 2, 60, known=True)
        assert read(doubted) == read(called()), said


def test_a_story_opens_for_the_file_that_tells_it():
    strong = LOW.with_you(statement=STRONG_STORY).with_assumptions(story_reopens=0.3)
    assert read(strong) == pytest.approx(0.3, abs=0.03)
    assert read(strong.with_you(statement=STRONG_STORY - 0.1)) == 0


def test_a_signal_opens_at_the_programs_that_got_it():
    signaled = LOW.with_assumptions(signal_reopens=1)
    for signals in (0, 3, 10):
        reached = simulate(signaled.with_strategy(signals=signals), 20).your_reached >= 1
        assert reached.all(axis=0).tolist() == [n < signals for n in range(reached.shape[1])]


def test_a_cut_bends_for_a_few_points_and_less_with_every_one():
    def bending(short, by=8.0):
        return LOW.with_assumptions(exam_cut=215 + short, exam_cut_bends=by)

    shares = [read(bending(short)) for short in (1, 4, 8, 16, 40)]
    assert shares == pytest.approx([0.90, 0.62, 0.32, 0.05, 0.0], abs=0.03)
    assert shares == sorted(shares, reverse=True)
    assert read(bending(1, by=0.0)) == 0
    assert read(bending(-1)) == 1


def test_a_bending_cut_opens_no_other_filter():
    bending = LOW.with_assumptions(exam_cut=219, exam_cut_bends=8.0, takes_failed_attempt_share=0)
    assert read(bending) > 0.5
    assert read(bending.with_you(failed_attempt=True)) == 0


def test_no_door_leads_past_the_visa():
    img = LOW.with_you(applicant_type="non-US IMG", statement=3).with_assumptions(
        story_reopens=1, signal_reopens=1, sponsors_visa_share=0
    )
    files = everybody(called(img, level=4))
    assert (files.stopped[files.yours] == VISA).all()
    read = play_scenario(called(img, level=4), 1, np.arange(10)).screened_in
    assert not read[:, files.yours].any()


def test_a_story_of_growth_opens_at_the_filter_it_is_about_and_no_other():
    grown = "They improved dramatically"
    world = LOW.with_assumptions(growth_reopens=1, reopens_level_1=0).with_you(failed_attempt=True)
    told = world.with_voice("home program director", grown, 1, 60, known=True)
    assert read(told) == 0  # the exam cut stops these files first
    past_the_cut = told.with_you(step2=250).with_assumptions(takes_failed_attempt_share=0)
    assert read(past_the_cut) == 1


def test_a_letter_read_in_january_is_heard_after_the_invitations():
    asked = LOW.with_assumptions(
        tie_share=1, tie_of_img=1, calls_before_invitations=1, chance_called_borderline=1
    )
    heard = [
        everybody(asked.with_voice("resident", PRAISE, 0, when=when)).calls.before_invitations.max(
            initial=0
        )
        for when in ("by September", "January or later")
    ]
    assert heard[0] > 0
    assert heard[1] == 0


def test_a_warm_tone_opens_no_closed_list():
    for when, share in (("October to December", 0.5), ("January or later", 0.3)):
        chances = [
            everybody(called(LOW.with_you(tone=tone), when=when)).calls for tone in (0.0, 1.0)
        ]
        for made in chances:
            chance = made.before_invitations if share == 0.5 else made.chance
            assert chance.max() == pytest.approx(share)


def test_a_director_once_wrong_looks_twice():
    often = [
        read(called(LOW.with_assumptions(once_wrong_share=share, reopens_level_2=0.5)))
        for share in (0, 1)
    ]
    assert often == pytest.approx([0.5, 0.75], abs=0.03)


def test_the_first_look_is_settled_in_the_shares_of_the_document():
    files = everybody(Scenario(preset="source"))
    settled = settled_by(files.market, files.dials)
    shares = np.bincount(settled, minlength=len(SETTLED_BY)) / len(settled)
    assert shares == pytest.approx([0.45, 0.25, 0.20, 0.10], abs=0.015)
    whole = everybody(Scenario())
    assert set(settled_by(whole.market, whole.dials)) == {SETTLED_BY.index("whole")}
    np.testing.assert_array_equal(
        whole.first_impression, whole.belief["screening"].mean[whole.applicant]
    )


def test_praise_never_lowers_what_a_look_at_the_score_alone_believed():
    strong = Scenario(preset="source").with_you(step2=270, mspe=-0.9, letters=-2)
    spoken = strong.with_voice("resident", PRAISE, 2, 60)
    appeal = [play_scenario(s, 1, np.arange(20)).appeal for s in (strong, spoken)]
    mine = everybody(strong).yours
    assert (appeal[1][:, mine] >= appeal[0][:, mine]).all()
    assert (appeal[1][:, mine] > appeal[0][:, mine]).any()


def test_filters_are_counted_by_type():
    table = simulate(Scenario(), 1).filters().set_index(["applicant_type", "filter"])
    assert len(table) == 5 * len(FILTERS)
    share = table["share"].unstack()
    assert share.sum(axis=1).tolist() == pytest.approx([1] * 5)
    assert share.loc["non-US IMG", "visa"] > 0.2 > share.loc["US IMG", "visa"] == 0
    assert share.loc["US MD senior", "seniors only"] == 0 < share.loc["US IMG", "seniors only"]
    sent = everybody(Scenario()).market.start[-2]
    assert table["count"].sum() == sent


def test_the_moves_of_a_season_are_judged():
    promised = called().with_you(told_number_one=3)
    found = judge_scenario(promised)
    assert found["you.told_number_one"].status == "forbidden"
    assert within_rules(promised) == called()
    assert found["voices[0]"].status == "grey"
    late = called(when="January or later", repeated=True)
    assert [verdict.status for verdict in judge_scenario(late).values()] == ["grey", "grey"]
    assert within_rules(late) == late
    (inside,) = judge_scenario(called(level=4)).values()
    assert inside.rules == ("R2", "R16")
