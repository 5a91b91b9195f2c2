"""The season explorer, driven by its controls as a reader drives it."""

import re

import pytest

from engine import MarketError
from engine.population import TYPES
from widgets import SeasonExplorer, words
from widgets.season_explorer import SEASONS
from widgets.season_story import describe, draw, rows


@pytest.fixture(scope="module")
def shared():
    return SeasonExplorer()


@pytest.fixture
def explorer(shared):
    shared.reset.press()
    return shared


def shown(explorer):
    """Everything a reader sees of the result."""
    return explorer.sentence.text, explorer.picture.rows, explorer.picture.description


def test_the_first_view_says_that_nothing_changed(explorer):
    assert "before and after are the same" in explorer.sentence.text
    assert str(SEASONS) in explorer.sentence.text
    assert explorer.picture.description == explorer.sentence.text


def test_sentence_and_pictures_follow_the_score(explorer):
    explorer.score.text = "262"
    after = [row for row in explorer.picture.rows["outcomes"] if row["when"] == words.AFTER]
    unplaced = next(row["share"] for row in after if row["label"] == words.OUTCOMES["unplaced"])
    assert f"a place in {1 - unplaced:.0%}" in explorer.sentence.text
    points = int(re.search(r"(\d+) points more than before", explorer.sentence.text)[1])
    assert points >= 10


def test_shares_of_the_outcomes_add_up(explorer):
    explorer.score.text = "250"
    for when in (words.BEFORE, words.AFTER):
        found = [row for row in explorer.picture.rows["outcomes"] if row["when"] == when]
        assert len(found) == 4
        assert sum(row["share"] for row in found) == pytest.approx(1)
        assert all(row["low"] <= row["share"] <= row["high"] for row in found)


def test_counts_fall_from_stage_to_stage(explorer):
    counts = [r["count"] for r in explorer.picture.rows["stages"] if r["when"] == words.AFTER]
    assert len(counts) == len(words.STAGES)
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] > 0


@pytest.mark.parametrize(
    ("control", "typed", "named"),
    [
        ("score", "-5", words.SCORE),
        ("score", "nan", words.SCORE),
        ("score", "abc", words.SCORE),
        ("score", "", words.SCORE),
        ("score", "234.5", words.SCORE),
        ("file", "9", words.FILE),
        ("heard_by", "-1", words.HEARD_BY),
    ],
)
def test_bad_input_is_named_by_its_control_and_the_last_good_picture_stays(
    explorer, control, typed, named
):
    explorer.speaker.value = "chief resident"
    explorer.score.text = "250"
    good = shown(explorer)
    getattr(explorer, control).text = typed
    assert named in getattr(explorer, control).problem
    assert shown(explorer) == good
    explorer.reset.press()
    assert getattr(explorer, control).problem == ""
    assert shown(explorer) != good


def test_a_voice_changes_the_result_and_nobody_restores_it(explorer):
    first = shown(explorer)
    explorer.preset.value = "source"
    alone = shown(explorer)
    explorer.speaker.value = "home program director"
    assert "more than before" in explorer.sentence.text
    explorer.speaker.value = words.NOBODY
    assert shown(explorer) == alone
    explorer.preset.value = "evidence"
    assert shown(explorer) == first


def test_the_caveat_names_the_numbers_in_use(explorer):
    assert words.KINDS["evidence"] in explorer.caveat.value
    explorer.preset.value = "source"
    assert words.KINDS["source"] in explorer.caveat.value


def test_pinning_makes_the_present_settings_the_before(explorer):
    explorer.score.text = "255"
    explorer.pin.press()
    assert "before and after are the same" in explorer.sentence.text
    explorer.score.text = "245"
    assert "less than before" in explorer.sentence.text


def test_a_bad_entry_cannot_be_pinned(explorer):
    explorer.score.text = "-5"
    explorer.pin.press()
    assert explorer.pinned == explorer.start


def test_other_seasons_are_other_seasons(explorer):
    first = shown(explorer)
    explorer.again.press()
    assert shown(explorer)[1] != first[1]
    explorer.seed -= 1
    explorer.refresh()
    assert shown(explorer) == first


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("score", ["180", "300"])
def test_every_type_survives_the_extremes(explorer, kind, score):
    explorer.kind.value = kind
    explorer.score.text = score
    explorer.file.text = "-2" if score == "180" else "2"
    assert not any(control.problem for control in explorer.controls.values())
    assert "simulated seasons" in explorer.sentence.text


def test_every_phrase_and_role_can_be_chosen(explorer):
    roles = [value for value, _ in explorer.speaker.options]
    said = [value for value, _ in explorer.phrase.options]
    assert (len(roles), len(said)) == (11, 58)
    for role in roles:
        explorer.speaker.value = role
        assert explorer.speaker.problem == ""


def test_the_sentence_counts_one_point_as_one(explorer):
    explorer.score.text = "235"
    assert "1 points" not in explorer.sentence.text


def test_what_the_engine_refuses_elsewhere_is_shown_in_the_line_of_the_explorer(explorer):
    def refuse():
        raise MarketError(["market.seed is 'x'; it must be a whole number"])

    explorer.simulate, simulate = refuse, explorer.simulate
    explorer.refresh()
    assert "market.seed" in explorer.problem.text
    explorer.simulate = simulate
    explorer.refresh()
    assert explorer.problem.text == ""


def test_two_explorers_tell_the_same_story(explorer):
    twin = SeasonExplorer()
    assert shown(twin) == shown(explorer)


def test_the_chart_stands_on_its_own(explorer):
    chart = draw(rows(explorer.result), describe(explorer.result)).to_dict()
    assert chart["description"] == explorer.sentence.text
    text = str(chart)
    for title in (words.PLACES_TITLE, words.STAGES_TITLE, words.OUTCOMES_TITLE):
        assert title in text


def test_the_sentence_says_how_good_the_matches_are_where_placement_is_no_news(explorer):
    explorer.kind.value = "US MD senior"
    explorer.score.text = "255"
    season = explorer.result.after.your_season().set_index("quantity")["mean"]
    assert f"choice {season['place on your own list']:.1f}" in explorer.sentence.text
    assert f"{season['matched in the wanted field']:.0%} of the seasons" in explorer.sentence.text
