"""A change tried in other worlds: what is found there is what the strip and the sentence say."""

import asyncio

import numpy as np
import pytest

from engine import Scenario, simulate, worlds
from engine.base.codes import MATCHED, UNPLACED
from engine.study.plain import changes
from engine.study.published.other_worlds import Effect, in_world
from widgets.season import SeasonExplorer, other_worlds, words
from widgets.season.other_worlds import ELSEWHERE, HERE, Found, OtherWorlds, describe

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
    # A step of 30 points of the exam moves more than chance does in each of them.
    sure = [Found(m["points"], m["points"] - 1, m["points"] + 1) for m in marks[1:]]
    assert told == describe(sure, marks[0]["points"], len(few))
    assert others.strip.children[0].description == told


def test_a_direction_that_the_worlds_do_not_share_is_not_taught():
    def told(*turned, of=2):
        return describe([one_found(*one) for one in turned], 7.0, of)

    assert told((20, 4), (30, 9)).endswith(
        "In 2 of 2 a place comes more often, by more than chance."
    )
    assert told((4, 20), (9, 30)).endswith(
        "In 2 of 2 a place comes less often, by more than chance."
    )
    # Two seasons of 200 more or fewer are a point, and no direction.
    assert told((20, 4), (0, 2)).endswith(
        "In 1 of 2 a place comes more often, by more than chance."
    )
    assert "more often in 1, less often in 1, neither in 1: do not rely on the direction" in told(
        (20, 4), (4, 20), (3, 1), of=3
    )
    assert told((0, 0), (2, 0)).endswith(words.WORLDS_HARDLY)
    assert told((0, 0), (0, 0)).endswith(words.WORLDS_STILL)
    assert told((20, 4)).startswith("So far")


def one_found(gained, lost):
    """What a world says in which so many of 200 seasons gain a place, and so many lose it."""
    before = np.repeat([MATCHED, UNPLACED], [lost, 200 - lost])
    after = np.repeat([UNPLACED, MATCHED, UNPLACED], [lost, gained, 200 - lost - gained])
    return other_worlds._found(Effect({}, changes(before, after)))


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
