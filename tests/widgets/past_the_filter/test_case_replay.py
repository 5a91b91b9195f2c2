"""A replayed story: the picture and its sentence say what the engine's case says."""

from dataclasses import replace

import pytest

from engine.study.cases import stories
from widgets.past_the_filter.case_replay import SEASONS, CaseReplay, describe
from widgets.text.words import IF_TRUE


@pytest.fixture(scope="module")
def replay():
    return CaseReplay()


@pytest.mark.parametrize("id", ["S4-09", "S4-09 as 219"])
def test_every_step_is_drawn_in_both_worlds(replay, id):
    replay.score.value = id
    drawn = {(r["world"], r["step"]): r["share"] for r in replay.story.rows(replay.result)["steps"]}
    assert len(drawn) == len(IF_TRUE) * len(stories()[id].steps)
    for world, label in IF_TRUE.items():
        table = stories()[id].under(world).replay(SEASONS)
        for step, matched in zip(table["step"], table["matched"], strict=True):
            assert drawn[label, step] == matched


def test_the_sentence_counts_what_the_picture_shows(replay):
    replay.score.value = "S4-09"
    shares = {r["step"]: r["text"] for r in replay.story.rows(replay.result)["steps"][:15]}
    told = replay.sentence.text
    assert f"to {shares['level 2, a call']} of the seasons; 7 of the 7 gates" in told
    gates = [text for step, text in shares.items() if step.startswith("call, but ")]
    assert gates == ["0%"] * 7
    drawn = replay.story.draw(replay.story.rows(replay.result), told).to_dict()
    assert drawn["description"] == told


def test_the_sentence_counts_only_the_gates_that_shut_all_the_way():
    view = {world: stories()["S4-09"].under(world).played(20) for world in IF_TRUE}
    view["source"] = tuple(
        replace(step, matched=0.5) if step.step == "call, but in January" else step
        for step in view["source"]
    )
    assert "6 of the 7 gates" in describe(view)


def test_the_other_score_is_another_story(replay):
    replay.score.value = "S4-09"
    first = replay.story.rows(replay.result)
    replay.score.value = "S4-09 as 219"
    assert replay.story.rows(replay.result) != first
    assert replay.problem.text == ""
