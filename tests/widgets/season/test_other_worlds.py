"""A change tried in other worlds: what is found there is what the strip and the sentence say."""

import asyncio

import pytest

from engine import Scenario, simulate, worlds
from engine.study.published.other_worlds import in_world
from widgets.season import SeasonExplorer, other_worlds, words
from widgets.season.other_worlds import ELSEWHERE, HERE, OtherWorlds, describe

BEFORE = Scenario().with_you(step2=225)
AFTER = BEFORE.with_you(step2=255)


@pytest.fixture
def few(monkeypatch):
    chosen = worlds()[:3]
    monkeypatch.setattr(other_worlds, "worlds", lambda: chosen)
    return chosen


def test_each_mark_is_the_change_in_its_world(few):
    others = OtherWorlds(lambda: (BEFORE, AFTER, 1))
    others.work.button.press()
    marks = others.strip.children[0].rows["marks"]
    assert [mark["world"] for mark in marks] == [HERE, *[ELSEWHERE] * len(few)]
    for mark, world in zip(marks, [{}, *few], strict=True):
        had, has = (1 - simulate(in_world(s, world)).share("unplaced") for s in (BEFORE, AFTER))
        assert mark["points"] == pytest.approx(100 * (has - had))
    told = others.sentence.text
    assert told == describe([m["points"] for m in marks[1:]], marks[0]["points"], len(few))
    assert others.strip.children[0].description == told


def test_a_direction_that_the_worlds_do_not_share_is_not_taught():
    assert describe([5.0, 9.0], 7.0, 2).endswith("In 2 of 2 a place comes more often.")
    assert describe([-5.0, -9.0], -7.0, 2).endswith("In 2 of 2 a place comes less often.")
    assert describe([5.0, 0.2], 7.0, 2).endswith("In 1 of 2 a place comes more often.")
    assert "do not rely on the direction" in describe([5.0, -1.0], 7.0, 2)
    assert describe([0.0, 0.4], 0.0, 2).endswith(words.WORLDS_STILL)
    assert describe([5.0], 7.0, 2).startswith("So far")


def test_another_setting_forgets_what_was_found(few):
    explorer = SeasonExplorer()
    explorer.others.work.button.press()
    assert explorer.others.sentence.text == words.WORLDS_NOTHING
    explorer.score.text = "251"
    explorer.others.work.button.press()
    assert explorer.others.strip.children
    explorer.score.text = "252"
    assert not explorer.others.strip.children
    assert explorer.others.sentence.text == ""


def test_a_press_while_an_entry_is_refused_says_what_is_wrong(few):
    explorer = SeasonExplorer()
    explorer.score.text = "-5"
    explorer.others.work.button.press()
    assert explorer.others.sentence.text == explorer.score.problem
    assert explorer.score.problem.startswith(words.SCORE)
    explorer.score.text = "251"
    assert explorer.others.sentence.text == ""


def test_the_reader_can_stop_it_and_go_on(few):
    async def read():
        others = OtherWorlds(lambda: (BEFORE, AFTER, 1))
        others.work.button.press()
        assert others.work.button.label == "Stop"
        others.work.button.press()
        assert others.work.button.label == "Go on"
        assert not others.strip.children
        others.work.button.press()
        async with asyncio.timeout(60):
            while others.work.button.label != words.WORLDS_ASK:
                await asyncio.sleep(0.01)
        assert len(others.strip.children[0].rows["marks"]) == 1 + len(few)

    asyncio.run(read())
