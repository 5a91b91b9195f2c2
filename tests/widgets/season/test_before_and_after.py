"""One change, guessed before it is shown: nothing tells of it until it is revealed."""

import pytest

from engine import Scenario, simulate
from engine.base.codes import UNPLACED
from widgets.season.before_and_after import GRADED, BeforeAndAfter
from widgets.season.words import WORLDS

SILENT = Scenario()
CALLED = SILENT.with_voice("home program director", "I'd take them", programs=4)


@pytest.fixture
def told():
    return BeforeAndAfter(SILENT, CALLED)


def bins(told, when):
    return [world[when] for world in told.dots.rows["worlds"]]


def test_at_first_one_world_stands_there_without_the_change(told):
    assert [world["name"] for world in told.dots.rows["worlds"]] == [WORLDS["evidence"]]
    assert bins(told, "before") == bins(told, "after")
    assert "than before" not in told.sentence.text
    assert told.dots.falls
    told.dots.asked = {"world": 0, "season": 3}
    assert told.dots.answer.startswith("Season 4. ")
    assert "efore" not in told.dots.answer


def test_revealing_turns_the_seasons_in_both_worlds_and_says_why(told):
    before = bins(told, "before")
    share, shown = told.reveal()
    assert shown is told
    assert [world["name"] for world in told.dots.rows["worlds"]] == list(WORLDS.values())
    assert bins(told, "before")[0] == before[0]  # the same seasons
    turned = [
        sum(a != b for a, b in zip(*ends, strict=True))
        for ends in zip(bins(told, "before"), bins(told, "after"), strict=True)
    ]
    assert 0 < turned[0] < turned[1]
    assert "than before" in told.sentence.text
    # The larger change is that of the articles' world, and so is the reason.
    assert "Why, if the articles are right: in " in told.sentence.text
    assert told.dots.description == told.sentence.text
    many = simulate(CALLED, replicates=GRADED).outcome[:, -1] != UNPLACED
    assert share == pytest.approx(100 * many.mean())
    assert f"{GRADED:,} seasons" in told.graded.value
    assert f"if the studies are right, {share:.0f} of 100" in told.graded.value


def test_it_goes_back_to_where_nothing_tells_the_answer(told):
    first = told.dots.rows, told.sentence.text, told.graded.value
    told.reveal()
    assert told.meanwhile() is told
    assert (told.dots.rows, told.sentence.text, told.graded.value) == first


def test_a_change_that_changes_nothing_turns_no_season():
    told = BeforeAndAfter(SILENT, SILENT)
    told.reveal()
    assert bins(told, "before") == bins(told, "after")
    assert "before and after are the same" in told.sentence.text
    assert told.turned() == 0


def test_a_season_that_turns_can_be_found(told):
    season = told.turned()
    told.reveal()
    assert bins(told, "before")[0][season] == UNPLACED
    assert bins(told, "after")[0][season] != UNPLACED
