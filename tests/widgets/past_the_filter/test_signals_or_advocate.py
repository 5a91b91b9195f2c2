"""Signals against an advocate, driven by the controls as a reader drives them."""

import itertools

import pytest

from engine import figure
from engine.formulas import extra_interviews, lift_to_equal_signals, programs_approached
from tests.widgets.seen import check_refusal, shown
from widgets.past_the_filter import signals_or_advocate
from widgets.past_the_filter.signals_or_advocate import ANYONE, GAP, GROUPS, WAYS, SignalsOrAdvocate

HOME, NO_HOME, ABROAD = GROUPS


@pytest.fixture(scope="module")
def shared():
    return SignalsOrAdvocate()


@pytest.fixture
def explorer(shared):
    shared.reset.press()
    return shared


def dials_of(explorer):
    return list(explorer.controls.values())


def bar(explorer, group, way):
    (row,) = [
        row
        for row in explorer.picture.rows["bars"]
        if (row["group"], row["way"]) == (group, WAYS[way])
    ]
    return row


def test_the_first_view_gives_the_answers_of_exercise_1_4(explorer):
    assert explorer.sentence.text == (
        "5 signals add 1.75 interviews, if every group gains as in otolaryngology. "
        "An advocate adds 0.86 on average in the "
        "group “home program in the field” and 0.29 in the group “trained abroad”, a gap of 0.57. "
        "To equal the signals for somebody who has a known mentor, the word would have to add "
        "0.625 at each of 2.8 programs."
    )
    assert explorer.picture.description == explorer.sentence.text
    explorer.word_adds.text = "0.625"
    assert bar(explorer, ANYONE, 0)["high"] == pytest.approx(1.75)
    assert bar(explorer, ANYONE, 1)["high"] == pytest.approx(1.75)


def test_the_defaults_are_cited(explorer):
    values = {name: getattr(explorer, name).value for name in ("signals", "signal_adds")}
    lift = (
        figure("interview_given_signal", "signalled program").value
        - figure("interview_given_signal", "comparator program").value
    )
    sent = figure("program_signals_per_applicant", "emergency medicine").value
    assert values == {"signals": sent, "signal_adds": pytest.approx(lift)}
    known = figure("rank_higher_given_endorsement", "known mentor")
    assert explorer.word_adds.value == known.value
    assert explorer.approached.value == pytest.approx(programs_approached().mean)
    assert [dial.value for dial in explorer.shares.values()] == [75, 50, 25]
    assert all("modeling choice" in dial.help for dial in explorer.shares.values())


def test_the_caveat_says_what_the_numbers_are_not(explorer):
    told = explorer.caveat.value
    study = figure("mentor_contact_p_value", "interviews, otolaryngology")
    season = figure("interview_given_signal", "signalled program")
    for said in (
        "41% of directors", "14% that of a mentor", "3% the applicant's own", "not of interviews",
        f"P = {study.value:g}", study.source, f"{season.kind}: {season.source}",
        "97% of those who matched and 40% of the others",
    ):  # fmt: skip
        assert said in told


def test_every_bar_is_its_formula(explorer):
    explorer.signals.text, explorer.signal_adds.text = "8", "0.2"
    explorer.word_adds.text, explorer.approached.text = "0.3", "4"
    explorer.shares[HOME].text = "80"
    for group, share in {ANYONE: 1, HOME: 0.8, NO_HOME: 0.5, ABROAD: 0.25}.items():
        assert bar(explorer, group, 0)["high"] == extra_interviews(8, 0.2)
        assert bar(explorer, group, 0)["text"] == "1.60 by signals"
        many = extra_interviews(4, 0.3, share)
        assert bar(explorer, group, 1)["high"] == pytest.approx(many)
        assert bar(explorer, group, 1)["text"] == f"{many:.2f} by an advocate"
        assert bar(explorer, group, 1)["low"] == 0
    assert len(explorer.picture.rows["bars"]) == 10
    needed = lift_to_equal_signals(8, 0.2, 4)
    assert f"add {needed:.3f} at each of 4 programs" in explorer.sentence.text


def test_the_gap_reaches_from_the_worst_to_the_best_connected(explorer):
    gap = bar(explorer, GAP, 1)
    assert gap["low"] == bar(explorer, ABROAD, 1)["high"]
    assert gap["high"] == bar(explorer, HOME, 1)["high"]
    assert gap["text"] == "gap of 0.57 by an advocate"
    assert bar(explorer, GAP, 0)["text"] == "no gap by signals"
    explorer.shares[ABROAD].text, explorer.shares[NO_HOME].text = "100", "0"
    assert "0.00 in the group “no home program in the field”" in explorer.sentence.text
    assert "1.15 on average in the group “trained abroad”" in explorer.sentence.text
    assert bar(explorer, GAP, 1)["text"] == "gap of 1.15 by an advocate"


def test_equal_access_leaves_no_gap(explorer):
    for dial in explorer.shares.values():
        dial.text = "40"
    assert "An advocate adds 0.46 on average in every group." in explorer.sentence.text
    assert "gap" not in explorer.sentence.text
    assert bar(explorer, GAP, 1)["text"] == "no gap by an advocate"


def test_more_signals_than_a_word_can_equal(explorer):
    explorer.signals.text = "30"
    assert "No word can equal the signals" in explorer.sentence.text
    assert "3.750 at each of 2.8 programs, more than any probability" in explorer.sentence.text
    explorer.signals.text = "8"
    assert "would have to add 1.000 at each" in explorer.sentence.text


@pytest.mark.parametrize("signals", ["0", "1", "2"])
def test_few_signals_are_counted_in_words_that_fit(explorer, signals):
    explorer.signals.text = signals
    said = {"0": "0 signals add 0.00", "1": "1 signal adds 0.35", "2": "2 signals add 0.70"}
    assert explorer.sentence.text.startswith(said[signals])
    assert ("To equal" in explorer.sentence.text) == (signals != "0")


def test_an_advocate_who_approaches_nobody_adds_nothing(explorer):
    explorer.approached.text = "0"
    assert "adds 0.00 on average in every group" in explorer.sentence.text
    assert explorer.sentence.text.endswith("approaches no program cannot equal the signals.")
    explorer.signals.text = "0"
    assert "equal" not in explorer.sentence.text


def test_every_corner_of_the_controls_can_be_shown(explorer):
    dials = [*dials_of(explorer)[:4], explorer.shares[HOME], explorer.shares[ABROAD]]
    for ends in itertools.product((False, True), repeat=len(dials)):
        with explorer.all_at_once():
            for dial, end in zip(dials, ends, strict=True):
                dial.text = str(dial.high if end else dial.low)
        assert not any(dial.problem for dial in dials_of(explorer))
        assert explorer.problem.text == ""
        sent, lift, word, approached, home, _abroad = (float(dial.text) for dial in dials)
        assert bar(explorer, HOME, 0)["high"] == sent * lift
        assert bar(explorer, HOME, 1)["high"] == approached * word * home / 100
        assert "nan" not in explorer.sentence.text


BEYOND = [("-1", "31"), ("-0.1", "1.1"), ("-0.1", "1.1"), ("-1", "11"), *[("-5", "101")] * 3]


@pytest.mark.parametrize("n", range(7))
@pytest.mark.parametrize("typed", ["below", "above", "abc", "", "nan", "inf"])
def test_a_bad_entry_gets_one_sentence_and_the_last_good_picture_stays(explorer, n, typed):
    explorer.approached.text = "3"
    below, above = BEYOND[n]
    check_refusal(
        explorer, dials_of(explorer)[n], {"below": below, "above": above}.get(typed, typed)
    )


def test_half_a_signal_cannot_be_sent(explorer):
    good = shown(explorer)
    explorer.signals.text = "2.5"
    assert explorer.signals.problem == "Signals sent is 2.5; it must be a whole number."
    explorer.word_adds.text = "7"
    assert "from 0 to 1" in explorer.word_adds.problem
    assert shown(explorer) == good
    explorer.signals.text, explorer.word_adds.text = "2.0", "0.5"
    assert explorer.signals.problem == ""
    assert explorer.sentence.text.startswith("2 signals add 0.70")


def test_one_good_entry_beside_a_bad_one_waits(explorer):
    good = shown(explorer)
    explorer.word_adds.text, explorer.signals.text = "7", "9"
    assert explorer.signals.problem == ""
    assert explorer.word_adds.problem
    assert shown(explorer) == good
    explorer.signals.text = "2.5"
    explorer.signals.text = "abc"
    assert explorer.signals.problem == "Signals sent is abc; it must be a number from 0 to 30."
    explorer.word_adds.text, explorer.signals.text = "0.2", "9"
    assert explorer.sentence.text.startswith("9 signals add 3.15")


def test_reset_brings_the_first_view_back(explorer):
    first = shown(explorer)
    for dial, entered in zip(
        dials_of(explorer), ("9", "0.1", "x", "0", "0", "100", "-1"), strict=True
    ):
        dial.text = entered
    assert shown(explorer) != first
    explorer.reset.press()
    assert shown(explorer) == first
    assert not any(dial.problem for dial in dials_of(explorer))


def test_the_chart_is_patched_and_not_rebuilt(explorer):
    chart, structure = explorer.picture.chart, explorer.picture.structure
    for signals in range(6, 16):
        explorer.signals.text = str(signals)
    assert explorer.picture.chart is chart
    assert explorer.picture.structure is structure


def test_the_two_ways_differ_in_fill_and_dash_as_well_as_color(explorer):
    chart = signals_or_advocate.draw(explorer.picture.rows, "A sentence.").to_dict()
    ways = chart["layer"][0]["encoding"]
    for channel in ("fill", "stroke", "strokeDash"):
        first, second = ways[channel]["scale"]["range"]
        assert first != second
    assert chart["description"] == "A sentence."
    assert ways["y"]["sort"] == [ANYONE, *GROUPS, GAP]


def test_everybody_is_drawn_who_has_a_control(explorer):
    drawn = {row["group"] for row in explorer.picture.rows["bars"]}
    assert drawn == {ANYONE, GAP, *explorer.shares}
    assert len({dial.label for dial in dials_of(explorer)}) == 7
