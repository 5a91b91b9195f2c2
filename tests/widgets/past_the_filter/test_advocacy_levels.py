"""The levels of advocacy: what each changes, which gate stands how, and what is said of both."""

import json

import pytest

from engine.study.cases import GOOD_DAY, stories
from widgets.explorer.seasons import SEASONS
from widgets.past_the_filter.advocacy_levels import ENDS, STAGES, AdvocacyLevels
from widgets.past_the_filter.gate_words import OPEN, PART, SHUT
from widgets.text.words import AFTER, BEFORE

CHOICES = ("level", "when", "interviews", "preset")
SWITCHES = ("known", "clear", "rotation", "file", "unopposed")
# control, the answer that shuts its gate, and the gate's number
SHUTTING = [
    ("known", False, 0),
    ("clear", False, 1),
    ("when", "January or later", 2),
    ("rotation", False, 4),
    ("file", False, 5),
    ("unopposed", False, 6),
]


@pytest.fixture
def levels():
    made = AdvocacyLevels()
    made.interviews.value = str(GOOD_DAY)  # or the last gate depends on luck
    return made


def count(levels, label, when=AFTER):
    found = levels.story.rows(levels.result)["stages"]
    return next(r["count"] for r in found if (r["label"], r["when"]) == (label, when))


def share(levels, label, when=AFTER):
    found = levels.story.rows(levels.result)["ends"]
    return next(r["share"] for r in found if (r["label"], r["when"]) == (label, when))


def test_it_shows_what_the_case_replays(levels):
    table = stories()["S4-09"].replay(SEASONS).set_index("step")
    levels.interviews.value = ""
    for level, step in enumerate(table.index[1:6]):
        levels.level.value = str(level)
        for label in STAGES:
            assert count(levels, label) == pytest.approx(table.loc[step, label])
        assert share(levels, "matched") == pytest.approx(table.loc[step, "matched"])


def test_before_is_the_letter_whatever_the_word_is(levels):
    for answer in ("0", "3"):
        levels.level.value = answer
        assert [count(levels, label, BEFORE) for label in STAGES] == [0, 0, 0]
    levels.unopposed.value = False
    levels.file.value = False
    assert share(levels, "no place", BEFORE) == 1


@pytest.mark.parametrize(("name", "answer", "nth"), SHUTTING)
def test_one_shut_gate_leaves_no_effect_in_the_documents_world(levels, name, answer, nth):
    assert [gate.sign for gate in levels.result.gates] == [OPEN] * 8
    assert count(levels, "read") > 3
    control = getattr(levels, name)
    control.value = answer
    assert [n for n, gate in enumerate(levels.result.gates) if gate.sign == SHUT] == [nth]
    assert [count(levels, label) for label in STAGES] == [0, 0, 0]
    assert levels.result.gates[nth].text in levels.sentence.text


def test_far_over_the_score_the_fourth_gate_shuts(levels):
    levels.score.text = "209"
    assert levels.result.gates[3].sign == SHUT
    assert count(levels, "read") == 0
    levels.score.text = "210"  # exactly as far under the cut as a voice reaches
    assert levels.result.gates[3].sign == OPEN
    assert count(levels, "read") > 3


def test_the_last_gate_lets_the_interview_happen_and_moves_no_rank(levels):
    levels.interviews.value = "-1.5"
    assert [gate.sign for gate in levels.result.gates] == [OPEN] * 7 + [SHUT]
    assert count(levels, "interviewed") > 3
    poor = share(levels, "matched")
    levels.interviews.value = str(GOOD_DAY)
    assert share(levels, "matched") > poor


def test_with_studies_numbers_a_gate_may_stand_half_open(levels):
    levels.preset.value = "evidence"
    levels.clear.value = False
    levels.known.value = False
    assert [gate.sign for gate in levels.result.gates[:2]] == [PART, PART]
    assert "(lets 50% through)" in levels.result.gates[1].text
    assert "(lets 34% through)" in levels.result.gates[0].text


def test_from_inside_four_gates_are_not_asked(levels):
    levels.level.value = "4"
    levels.known.value = False
    levels.file.value = False
    levels.interviews.value = "-1.5"
    levels.cut.text = "260"
    assert [gate.sign for gate in levels.result.gates] == [OPEN] * 8
    told = [gate.text for gate in levels.result.gates]
    assert [n for n, text in enumerate(told) if text.startswith("From inside")] == [0, 3, 5, 7]
    assert count(levels, "read") == 1  # one program: theirs


def test_a_warning_counts_as_often_as_it_is_acted_on(levels):
    levels.unopposed.value = False
    assert levels.result.gates[6].left == 0
    levels.preset.value = "evidence"
    dials = levels.scenario.assumptions
    assert levels.result.gates[6].left == pytest.approx(1 - dials.chance_acted_on_known)


def test_as_luck_has_it_the_last_gate_lets_through_who_did_well(levels):
    levels.interviews.value = ""
    assert levels.result.gates[7].sign == PART
    assert levels.result.gates[7].text == "Interviews decide on the rank (lets 50% through)"
    levels.preset.value = "evidence"
    assert 0.6 < levels.result.gates[7].left < 0.9


def test_the_letters_world_does_not_follow_the_gates(levels):
    levels.score.text = "240"  # over the cut: the letter's world has interviews
    before = [count(levels, label, BEFORE) for label in STAGES]
    assert before[1] > 0
    matched = share(levels, "matched", BEFORE)
    levels.interviews.value = "-1.5"
    levels.file.value = False
    assert [count(levels, label, BEFORE) for label in STAGES] == before
    assert share(levels, "matched", BEFORE) == matched


def test_the_place_is_said_from_one_up(levels):
    standing = levels.result.word.your_rank
    mean = standing[standing >= 0].mean() + 1
    assert f"at place {mean:.0f} on average" in levels.sentence.text
    levels.level.value = "0"
    assert "at place" not in levels.sentence.text


def test_a_letter_is_said_to_open_nothing(levels):
    levels.level.value = "0"
    assert "A letter praises all alike" in levels.sentence.text


@pytest.mark.parametrize("name", CHOICES)
def test_every_answer_of_every_choice_is_told(levels, name):
    control = getattr(levels, name)
    for answer, _ in control.options:
        control.value = answer
        assert levels.problem.text == control.problem == ""
        assert f"of {SEASONS} seasons" in levels.sentence.text
        assert {row["label"] for row in levels.story.rows(levels.result)["ends"]} == {
            *ENDS.values()
        }


def test_a_switch_is_named_as_its_gate_is_told_when_it_is_open(levels):
    told = [gate.text for gate in levels.result.gates]
    assert all(getattr(levels, name).label in told for name in SWITCHES)


@pytest.mark.parametrize(("name", "low", "high"), [("score", 180, 300), ("cut", 180, 300)])
def test_both_numbers_at_their_ends_and_beyond(levels, name, low, high):
    control = getattr(levels, name)
    for end in (low, high):
        control.text = str(end)
        assert control.problem == levels.problem.text == ""
    told = levels.sentence.text
    for wrong in (str(low - 20), "", "many"):
        control.text = wrong
        assert control.label in control.problem
        assert levels.sentence.text == told


def test_start_over_and_the_description(levels):
    first = AdvocacyLevels()
    levels.preset.value, levels.cut.text, levels.known.value = "evidence", "240", False
    assert levels.sentence.text != first.sentence.text
    levels.reset.press()
    assert levels.sentence.text == first.sentence.text
    drawn = levels.story.draw(levels.story.rows(levels.result), levels.sentence.text).to_dict()
    assert drawn["description"] == levels.sentence.text
    assert "—" not in json.dumps(drawn)
