"""The cut line, driven by its controls as a reader drives it."""

import itertools

import pytest

from engine import claim, figure
from engine.formulas import cut_cells, error_of_one, share_below
from tests.widgets.seen import check_refusal, shown
from widgets.past_the_filter import cut_line
from widgets.past_the_filter.cut_line import CELLS, CutLine


@pytest.fixture(scope="module")
def shared():
    return CutLine()


@pytest.fixture
def explorer(shared):
    shared.reset.press()
    return shared


def dials(explorer):
    return [explorer.cut, explorer.mean, explorer.sd, explorer.error, explorer.level]


def shares(explorer):
    """Share by name of the cell."""
    return {row["cell"]: row["share"] for row in explorer.picture.rows["cells"]}


def test_the_first_view_gives_the_answers_of_exercises_1_1_and_1_2(explorer):
    assert explorer.sentence.text == (
        "Of people whose true level is 235, 19% score below the cut of 230 by test error alone. "
        "The cut stops 14% of the whole group, and 30% of those it stops have a true level at or "
        "above it."
    )
    assert explorer.picture.description == explorer.sentence.text
    view = explorer.result
    assert view.below == share_below(230, 235, 5.7)
    assert view.cells.cut + view.cells.cut_by_error == pytest.approx(share_below(230, 246, 15))


def test_the_defaults_are_the_published_ones(explorer):
    view = explorer.result
    assert view.cut == claim("S4-04").value
    assert view.mean == figure("step2ck_mean", "all takers").value
    assert view.sd == figure("step2ck_sd", "all takers").value
    error = figure("step2ck_standard_error_of_difference", "all takers")
    assert view.error == round(error_of_one(error.value), 1)
    assert f"{error.value:g} is for a difference ({error.kind} source)" in explorer.error.help
    for said in (
        error.source,
        f"difference between two scores is off by 8 points comes from a {error.kind} source",
        "not how any program scores",
        "teaching model",
        "5.7",
    ):
        assert said in explorer.caveat.value


def test_the_cut_does_more_to_the_unmatched_as_in_exercise_1_2(explorer):
    explorer.mean.text = "238"
    assert "The cut stops 30% of the whole group" in explorer.sentence.text


def test_a_level_below_the_cut_gets_through_by_error(explorer):
    explorer.level.text = "225"
    assert "is 225, 19% score at or above the cut of 230 by test error" in explorer.sentence.text
    assert explorer.picture.rows["level"][0]["text"] == "true 225: 81% below the cut"
    explorer.level.text = "230"
    assert "is 230, 50% score below the cut of 230" in explorer.sentence.text


def test_without_error_nobody_is_on_the_wrong_side(explorer):
    explorer.error.text = "0"
    assert "0% score below the cut" in explorer.sentence.text
    assert "0% of those it stops have a true level at or above" in explorer.sentence.text
    assert {row["cell"] for row in explorer.picture.rows["takers"]} == {"read", "cut"}
    assert all(row["level"] == row["score"] for row in explorer.picture.rows["takers"])


def test_the_four_cells_stand_as_their_marks_do(explorer):
    cells = explorer.picture.rows["cells"]
    assert [(row["cell"], row["level"], row["score"]) for row in cells] == [
        ("through by error", "level\nbelow 230", "score 230\nor above"),
        ("read", "level 230\nor above", "score 230\nor above"),
        ("cut", "level\nbelow 230", "score\nbelow 230"),
        ("cut by error", "level 230\nor above", "score\nbelow 230"),
    ]
    found = cut_cells(230, 246, 15, 5.7)
    assert shares(explorer) == {
        "read": found.read,
        "cut": found.cut,
        "cut by error": found.cut_by_error,
        "through by error": found.through_by_error,
    }
    assert [row["text"] for row in cells] == ["2.5%", "83.2%", "10.0%", "4.3%"]


def test_every_applicant_has_the_mark_of_its_place(explorer):
    for cut, error in itertools.product(("214", "230", "250"), ("0", "3.3", "10")):
        explorer.cut.text, explorer.error.text = cut, error
        takers = explorer.picture.rows["takers"]
        assert len(takers) == 300
        for row in takers:
            place = row["level"] >= float(cut), row["score"] >= float(cut)
            assert row["cell"] == CELLS[place]
            assert row["said"].endswith(row["cell"])
        for cell, share in shares(explorer).items():
            seen = sum(row["cell"] == cell for row in takers) / len(takers)
            assert seen == pytest.approx(share, abs=0.015)


def test_moving_a_dial_moves_the_same_people(explorer):
    first = [row["level"] for row in explorer.picture.rows["takers"]]
    explorer.mean.text = "250"
    moved = [row["level"] for row in explorer.picture.rows["takers"]]
    assert [b - a for a, b in zip(first, moved, strict=True)] == pytest.approx([4] * 300)
    explorer.cut.text = "222"
    assert [row["level"] for row in explorer.picture.rows["takers"]] == moved
    assert explorer.picture.rows["cut"] == [{"cut": 222, "text": "cut 222"}]


def test_every_corner_of_the_controls_is_drawn_whole(explorer):
    low, high = cut_line._BOUNDS
    for ends in itertools.product((False, True), repeat=5):
        with explorer.all_at_once():
            for dial, end in zip(dials(explorer), ends, strict=True):
                dial.text = str(dial.high if end else dial.low)
        assert not any(dial.problem for dial in dials(explorer))
        assert explorer.problem.text == ""
        cut, mean, sd, error, _level = (float(dial.text) for dial in dials(explorer))
        read, stopped, wrongly, through = cut_cells(cut, mean, sd, error)
        assert list(shares(explorer).values()) == [through, read, stopped, wrongly]
        for row in explorer.picture.rows["takers"]:
            assert low < row["level"] < high
            assert low < row["score"] < high


def test_small_shares_are_not_rounded_away(explorer):
    explorer.cut.text, explorer.level.text = "250", "214"
    assert "under 1% score at or above the cut of 250" in explorer.sentence.text
    assert explorer.picture.rows["level"][0]["text"] == "true 214: over 99% below the cut"


BEYOND = {
    "cut": ("213", "251"),
    "mean": ("224", "256"),
    "sd": ("10", "18.5"),
    "error": ("-1", "10.5"),
    "level": ("213", "256"),
}


@pytest.mark.parametrize("name", BEYOND)
@pytest.mark.parametrize("typed", ["below", "above", "abc", "", "nan", "inf"])
def test_a_bad_entry_gets_one_sentence_and_the_last_good_picture_stays(explorer, name, typed):
    explorer.cut.text = "235"
    below, above = BEYOND[name]
    check_refusal(
        explorer, getattr(explorer, name), {"below": below, "above": above}.get(typed, typed)
    )


def test_no_error_takes_up_the_whole_spread(explorer):
    assert explorer.sd.low > explorer.error.high


def test_two_bad_entries_are_both_named(explorer):
    good = shown(explorer)
    explorer.cut.text, explorer.error.text = "x", "99"
    assert explorer.cut.problem
    assert explorer.error.problem
    explorer.cut.text = "222"
    assert explorer.cut.problem == ""
    assert shown(explorer) == good
    explorer.error.text = "8"
    assert "cut of 222" in explorer.sentence.text


def test_reset_brings_the_first_view_back(explorer):
    first = shown(explorer)
    for dial, end in zip(dials(explorer), ("250", "225", "abc", "0", "-4"), strict=True):
        dial.text = end
    assert shown(explorer) != first
    explorer.reset.press()
    assert shown(explorer) == first
    assert not any(dial.problem for dial in dials(explorer))


def test_the_chart_is_patched_and_not_rebuilt(explorer):
    chart, structure = explorer.picture.chart, explorer.picture.structure
    explorer.cut.text, explorer.sd.text = "240", "12"
    assert explorer.picture.chart is chart
    assert explorer.picture.structure is structure
    assert set(explorer.picture.rows) == {"takers", "cut", "level", "cells"}


def test_cells_differ_by_shape_and_fill_as_well_as_color():
    marks = {name: channel.to_dict()["scale"] for name, channel in cut_line._marks().items()}
    assert all(scale["domain"] == list(CELLS.values()) for scale in marks.values())
    assert len(set(marks["shape"]["range"])) == 4
    assert len(set(marks["stroke"]["range"])) == 4
    assert [fill == "white" for fill in marks["fill"]["range"]] == [True, True, False, False]
